"""Bring the vendored looks up to date: Aksel's style sheet, its font, and axe-core for the tests.

A maintainer's tool, never an install step. Asks ``npm pack`` for exact versions, checks what came against the hashes
here, takes out the font faces (they name another host), and writes the files, their versions and their licences.

Use: python scripts/oppdater_aksel.py
"""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import tarfile
import tempfile
from pathlib import Path

ROT = Path(__file__).parents[1]
STATISK = ROT / "src" / "vedtaksanalyse" / "web" / "statisk"
PROVER = ROT / "tests" / "web"
PAKKER = {
    "@navikt/ds-css": ("8.16.2", "sha512-RMKKQ1OTXGPwSGPsWEvOXpRTxA+QhnHc4oGG0ePg7AeeGQvYE/VjtySL2ddOYwAR8BygyvuB/sDrjm5AkQQ0cw=="),
    "@fontsource-variable/source-sans-3": ("5.3.0", "sha512-dpi0GZk7EQe2tYpg6Q0Fx0OmUgnuGu+0rHPgtXqtKhglYmJuP7jZ12Mu1uN+NfRaJRY1Emn8AQJEWzmoZ4wa9g=="),
    "axe-core": ("4.14.1", "sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=="),
}
SKRIFTER = {
    "latin-wght-normal": ("normal", "latin"),
    "latin-wght-italic": ("italic", "latin"),
    "latin-ext-wght-normal": ("normal", "latin-ext"),
}
_SKRIFT = re.compile(r"@font-face\s*\{[^}]*\}")
_MIT = """MIT License

Copyright (c) 2017 NAV

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation
files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy,
modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE,
ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def fetch(navn: str, versjon: str, sum_: str, mappe: Path) -> Path:
    """The package unpacked. Raises SystemExit when it is not the one that was looked at."""
    svar = subprocess.run(["npm", "pack", "--silent", f"{navn}@{versjon}"], cwd=mappe, check=True, capture_output=True, text=True)
    arkiv = mappe / svar.stdout.strip().splitlines()[-1]
    funnet = "sha512-" + base64.b64encode(hashlib.sha512(arkiv.read_bytes()).digest()).decode()
    if funnet != sum_:
        raise SystemExit(f"{navn} {versjon}: {funnet} is not the hash noted in this script")
    ut = mappe / arkiv.stem
    with tarfile.open(arkiv) as tar:
        tar.extractall(ut, filter="data")
    return ut / "package"


def main() -> None:
    """Fetch, check, strip and write."""
    with tempfile.TemporaryDirectory() as navn:
        pakke = {navn_: fetch(navn_, *hva, Path(navn)) for navn_, hva in PAKKER.items()}
        write_stil(pakke["@navikt/ds-css"])
        write_skrift(pakke["@fontsource-variable/source-sans-3"])
        write_axe(pakke["axe-core"])
    linjer = [f"{navn_} {versjon}" for navn_, (versjon, _) in PAKKER.items()]
    (STATISK / "VERSJON").write_text("\n".join(linjer) + "\n", encoding="utf-8")


def write_stil(pakke: Path) -> None:
    """The style sheet without its font faces."""
    stil = _SKRIFT.sub("", (pakke / "dist" / "index.min.css").read_text(encoding="utf-8"))
    if "://" in stil.replace("http://www.w3.org", ""):
        raise SystemExit("the style sheet still names a host")
    (STATISK / "aksel.css").write_text(stil, encoding="utf-8")
    (STATISK / "LISENS-aksel.txt").write_text(_MIT, encoding="utf-8")


def write_skrift(pakke: Path) -> None:
    """The font's files, their faces as a style sheet of our own, and the licence."""
    utvalg = {m[1]: m[2] for m in re.finditer(r'"(latin(?:-ext)?)":\s*"([^"]+)"', (pakke / "unicode.json").read_text())}
    flater = []
    for fil, (stil, tegn) in SKRIFTER.items():
        navn = f"source-sans-3-{fil}.woff2"
        (STATISK / navn).write_bytes((pakke / "files" / navn).read_bytes())
        flater.append(
            f'@font-face {{ font-family: "Source Sans 3"; font-style: {stil}; font-weight: 200 900; font-display: swap;\n'
            f'  src: url("{navn}") format("woff2"); unicode-range: {utvalg[tegn]}; }}'
        )
    (STATISK / "skrift.css").write_text("@layer aksel.typography {\n" + "\n".join(flater) + "\n}\n", encoding="utf-8")
    (STATISK / "LISENS-source-sans-3.txt").write_bytes((pakke / "LICENSE").read_bytes())


def write_axe(pakke: Path) -> None:
    """The accessibility checks and their Norwegian messages, for tests only."""
    PROVER.mkdir(parents=True, exist_ok=True)
    (PROVER / "axe.min.js").write_bytes((pakke / "axe.min.js").read_bytes())
    (PROVER / "axe.nb.json").write_bytes((pakke / "locales" / "nb.json").read_bytes())
    (PROVER / "LISENS-axe.txt").write_bytes((pakke / "LICENSE").read_bytes())


if __name__ == "__main__":
    main()

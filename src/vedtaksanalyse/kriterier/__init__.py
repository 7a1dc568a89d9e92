"""The catalogue: what is looked for, in data. One TOML file per criterion, the path is the id."""

from vedtaksanalyse.kriterier.katalog import Flaggregel, Katalog, Kriterium, Spor, load_katalog

__all__ = ["Flaggregel", "Katalog", "Kriterium", "Spor", "load_katalog"]

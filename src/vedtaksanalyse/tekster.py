"""Everything people read, in both language forms, from ``tekster.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from vedtaksanalyse.errors import Driftsstans, Feil, Katalogfeil


@cache
def load_tekster() -> dict[str, dict[str, str]]:
    """All texts as {dotted key: {"nb": …, "nn": …}}."""
    data = tomllib.loads((files(__package__) / "tekster.toml").read_text(encoding="utf-8"))
    return dict(_flatten(data))


def _flatten(gren: dict, sti: str = ""):
    for navn, verdi in gren.items():
        nokkel = f"{sti}.{navn}" if sti else navn
        if set(verdi) == {"nb", "nn"}:
            yield nokkel, verdi
        else:
            yield from _flatten(verdi, nokkel)


def tekst(nokkel: str, malform: str = "nb", **felt: object) -> str:
    """The text with this key, filled in. KeyError when the key or a field is unknown."""
    return load_tekster()[nokkel][malform].format(**felt)


def feiltekst(feil: Feil, malform: str = "nb") -> str:
    """What a person reads about a failure."""
    felt = feil.felt
    if isinstance(feil, Katalogfeil):
        felt = felt | {"grunn": tekst(f"katalogfeil.{felt['grunn']}", malform, **felt)}
    sagt = tekst(f"feil.{feil.kode}", malform, **felt)
    if isinstance(feil, Driftsstans) and felt:
        sagt = f"{sagt} {tekst('cli.resten', malform, **felt)}"
    return sagt

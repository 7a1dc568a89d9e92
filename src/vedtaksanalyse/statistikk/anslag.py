"""What every estimate says: a value, an interval, and what it stands on."""

from __future__ import annotations

from dataclasses import dataclass

from vedtaksanalyse.errors import Bruksfeil

NIVA = 0.95
"""How often an interval is meant to hold what it is about."""


@dataclass(frozen=True, slots=True)
class Anslag:
    """An estimate with its interval.

    ``verdi`` is None where nothing was seen to estimate from; the interval then spans all that is possible. ``n`` counts
    the units behind it, ``n_eff`` the simple random reviews that would say as much, ``metode`` is a code for texts.
    """

    verdi: float | None
    lav: float
    hoy: float
    n: int
    metode: str
    n_eff: float | None = None
    standardfeil: float | None = None
    niva: float = NIVA


def require(vilkar: bool, navn: str) -> None:
    """Refuse a number that no estimate or plan can be made from; ``navn`` is the parameter's."""
    if not vilkar:
        raise Bruksfeil("ugyldig_tall", navn=navn)

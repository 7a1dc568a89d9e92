"""One point of the health check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from vedtaksanalyse.tekster import tekst


class Tilstand(StrEnum):
    """How it stands, the best first."""

    OK = "ok"
    ADVARSEL = "advarsel"
    FEIL = "feil"


@dataclass(frozen=True, slots=True)
class Punkt:
    """What was looked at and how it stands; ``kode`` is a key under ``sjekk`` in the texts, with the values for it."""

    omrade: str
    kode: str
    tilstand: Tilstand
    felt: Mapping[str, str | int | float] = field(default_factory=dict)

    def tekst(self, malform: str) -> str:
        """What a person reads: what was found, and for all but the fine what to do."""
        return tekst(f"sjekk.{self.omrade}.{self.kode}", malform, **self.felt)


def fint(omrade: str, kode: str = "ok", /, **felt: str | int | float) -> Punkt:
    """A point that is as it should be."""
    return Punkt(omrade, kode, Tilstand.OK, felt)


def advar(omrade: str, kode: str, /, **felt: str | int | float) -> Punkt:
    """A point to look at."""
    return Punkt(omrade, kode, Tilstand.ADVARSEL, felt)


def feil(omrade: str, kode: str, /, **felt: str | int | float) -> Punkt:
    """A point that stops the work."""
    return Punkt(omrade, kode, Tilstand.FEIL, felt)


def worst(punkter: Iterable[Punkt]) -> Tilstand:
    """The worst of them."""
    return max((punkt.tilstand for punkt in punkter), key=list(Tilstand).index, default=Tilstand.OK)

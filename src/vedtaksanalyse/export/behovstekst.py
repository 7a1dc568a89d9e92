"""The rows of the need-to-decision thread in words; shared by every format."""

from __future__ import annotations

from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import Behovsrad, Belegg
from vedtaksanalyse.tekster import tekst

FELT = ("sokt", "kartlagt", "i_vedtak", "vurdert", "avgjort")


def name_behov(rad: Behovsrad, katalog: Katalog, malform: str) -> str:
    """What a need is called."""
    navn = katalog.felles.get("behov", {}).get("navn", {}).get(rad.behov)
    return navn[malform] if navn else rad.behov


def name_barn(rad: Behovsrad, malform: str) -> str:
    """How the texts name the child, or that they name none in particular."""
    return tekst("rapport.behov.barn", malform, navn=rad.barn) if rad.barn else tekst("rapport.behov.uten_barn", malform)


def describe_stilling(rad: Behovsrad, malform: str) -> str:
    """What stands out; empty where nothing does."""
    return tekst(f"rapport.behov.{rad.stilling}", malform) if rad.stilling else ""


def describe_utfall(rad: Behovsrad, malform: str) -> str:
    """What was decided, or that no answer was found."""
    return tekst(f"rapport.behov.utfall_{rad.utfall or 'ukjent'}", malform)


def find_steder(rad: Behovsrad) -> dict[str, list[Belegg]]:
    """The quotes of a row by column, each in the column that says most: decided, weighed, then mentioned."""
    sett: set[Belegg] = set()
    ut = {}
    for felt in reversed(FELT):
        ut[felt] = [b for b in getattr(rad, felt) if b not in sett]
        sett.update(ut[felt])
    return {felt: ut[felt] for felt in FELT}


def list_steder(rad: Behovsrad) -> list[Belegg]:
    """All quotes of a row, each once, in the order of the columns."""
    return [b for steder in find_steder(rad).values() for b in steder]

"""Drift in words: what a measure is called, what it shows, what that may mean and where to look. Rows for the report, the command line and JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from vedtaksanalyse.export.tallord import HARDT, TANKESTREK
from vedtaksanalyse.nattkjoring.drift import Driftsmal, load_driftsregler
from vedtaksanalyse.nattkjoring.driftsvakt import VENTER, Driftsstand
from vedtaksanalyse.tekster import tekst

KOLONNER = ("kontor", "hva", "naa", "normalt", "grense", "siden", "fra", "betyr", "se")
"""What is told of a warning."""
_HELE = 0.1


def describe_verdi(mal: Driftsmal, verdi: float | None, malform: str = "nb") -> str:
    """A value of a measure: a share in per cent, with tenths where it is low; a number; or how far a distribution has moved."""
    if verdi is None:
        return TANKESTREK
    if mal.deler:
        return tekst("drift.indeks", malform, verdi=_tall(verdi, 2))
    if mal.hoyest != 1:
        return _tall(verdi * mal.hoyest, 1)
    desimaler = 0 if _HELE <= verdi <= 1 - _HELE or verdi in (0, 1) else 1
    return f"{_tall(100 * verdi, desimaler)}{HARDT}%"


def describe_grenser(mal: Driftsmal, lav: float | None, hoy: float | None, malform: str = "nb") -> str:
    """The limits of a measure."""
    if lav is None or hoy is None:
        return TANKESTREK
    if mal.deler:
        return tekst("drift.hoyst", malform, hoy=_tall(hoy, 2))
    return tekst("drift.grenser", malform, lav=describe_verdi(mal, lav, malform), hoy=describe_verdi(mal, hoy, malform))


def describe_varsel(stand: Driftsstand, malform: str = "nb") -> dict[str, str]:
    """What is told of a measure, by column."""
    mal, siste = stand.mal, stand.siste
    return {
        "kontor": name_kontor(stand.kontor, malform),
        "hva": tekst(f"drift.mal.{mal.id}", malform),
        "naa": describe_verdi(mal, siste and siste.verdi, malform),
        "normalt": TANKESTREK if mal.deler else describe_verdi(mal, stand.normalt, malform),
        "grense": describe_grenser(mal, siste and siste.lav, siste and siste.hoy, malform),
        "siden": describe_dag(stand.siden),
        "fra": describe_dag(stand.fra),
        "betyr": tekst(f"drift.kan_bety.{mal.id}", malform),
        "se": mal.side,
        "tilstand": tekst(f"drift.tilstand.{stand.tilstand}", malform),
    }


def name_kolonner(malform: str = "nb") -> list[str]:
    """The headings of a warning's columns."""
    return [tekst(f"drift.{navn}", malform) for navn in KOLONNER]


def describe_folges(stander: Sequence[Driftsstand], malform: str = "nb") -> str:
    """How much is watched, and how much waits for cases."""
    venter = sum(ett.tilstand == VENTER for ett in stander)
    kontorer = len({ett.kontor for ett in stander})
    return tekst("drift.folges", malform, antall=len(stander) - venter, kontorer=kontorer, venter=venter, grunnlag=load_driftsregler().grunnlag)


def name_kontor(kontor: str, malform: str = "nb") -> str:
    """An office; cases without one are together."""
    return kontor or tekst("tall.uten_kontor", malform)


def describe_dag(tid: datetime | None) -> str:
    """The day of a night."""
    return f"{tid.astimezone():%d.%m.%Y}" if tid else TANKESTREK


def to_json(stand: Driftsstand) -> dict[str, Any]:
    """How a measure stands, as plain data. Values are from 0 to 1 times ``hoyest``."""
    siste = stand.siste
    return {
        "kontor": stand.kontor,
        "mal": stand.mal.id,
        "tilstand": stand.tilstand,
        "hoyest": stand.mal.hoyest,
        "verdi": _round(siste and siste.verdi),
        "lav": _round(siste and siste.lav),
        "hoy": _round(siste and siste.hoy),
        "normalt": None if stand.mal.deler else _round(stand.normalt),
        "grunnlag": stand.grunnlag,
        "siden": stand.siden and stand.siden.isoformat(timespec="seconds"),
        "begynte": stand.fra and stand.fra.isoformat(timespec="seconds"),
        "side": stand.mal.side,
    }


def _round(verdi: float | None) -> float | None:
    return None if verdi is None else round(verdi, 4)


def _tall(verdi: float, desimaler: int) -> str:
    return f"{verdi:.{desimaler}f}".replace(".", ",")

"""Nights of numbers for the tests of the watch on drift."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import insert

from vedtaksanalyse import sak as s
from vedtaksanalyse.nattkjoring.drift import sum_verdier
from vedtaksanalyse.storage import Lager
from vedtaksanalyse.storage.laeringstabeller import driftstall
from vedtaksanalyse.storage.schema import kjoring

KONTOR = "Nav Ås"
DAG = datetime(2026, 3, 1, 2, tzinfo=UTC)


def sak(nynorsk: bool = False, **felt: float) -> dict[str, float]:
    return {"nynorsk": float(nynorsk), "ikke_vurdert": 0.0, "svakhet": 0.4, **felt}


def natt(nummer: int, saker: list[dict[str, float]], kontor: str = KONTOR) -> list[s.Driftstall]:
    return list(sum_verdier(nummer, kontor, saker))


BLANDET = [sak(nr % 4 == 0, svakhet=0.3 + nr / 100) for nr in range(40)]
NYNORSK = [sak(True, svakhet=0.3 + nr / 100) for nr in range(40)]


def fill(lager: Lager, *netter: list[dict[str, float]], kontor: str = KONTOR) -> None:
    """Store nights that finished, a day apart."""
    with lager._engine.begin() as forbindelse:
        for nr, saker in enumerate(netter, start=1):
            tid = {navn: DAG + timedelta(nr) for navn in ("startet", "hjerteslag", "ferdig")}
            (nummer,) = forbindelse.execute(insert(kjoring).values(rot="r", tilstand="ferdig", **tid, kode="k", katalog="c", modeller="m", lesing="l", full_kontroll=False)).inserted_primary_key
            forbindelse.execute(insert(driftstall), [{navn: getattr(ett, navn) for navn in s.Driftstall.__slots__} for ett in natt(nummer, saker, kontor)])

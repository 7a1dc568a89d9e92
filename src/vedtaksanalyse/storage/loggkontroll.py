"""Questions to the log of who looked at what, for those who control it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Engine, Select, func, select, union

from vedtaksanalyse.sak import Innsyn
from vedtaksanalyse.storage.database import reading
from vedtaksanalyse.storage.gjennomgangstabeller import hendelse, innsyn, oppgave, svar

_FELT = ("hvem", "handling", "sak_id", "kontor", "gjelder", "vei", "tid", "sum")
_STROM = 1000


class Loggkontroll:
    """The log as those see it who control it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def find(
        self, *, sak_id: str = "", hvem: str = "", fra: datetime | None = None, til: datetime | None = None, side: int = 1, per: int = 100
    ) -> tuple[list[Innsyn], int]:
        """A page of the looks that fit, the newest first, and how many fit in all."""
        uttrykk = _limit(select(*(innsyn.c[felt] for felt in _FELT)), sak_id, hvem, fra, til)
        antall = _limit(select(func.count()).select_from(innsyn), sak_id, hvem, fra, til)
        with reading(self._engine) as forbindelse:
            rader = forbindelse.execute(uttrykk.order_by(innsyn.c.id.desc()).limit(per).offset((side - 1) * per)).mappings()
            return [Innsyn(**rad) for rad in rader], forbindelse.scalar(antall)

    def stream(self, fra: datetime, til: datetime) -> Iterator[Innsyn]:
        """Every look of a time, one at a time and no more in memory."""
        uttrykk = _limit(select(*(innsyn.c[felt] for felt in _FELT)), "", "", fra, til).order_by(innsyn.c.id)
        with reading(self._engine) as forbindelse:
            for rad in forbindelse.execution_options(yield_per=_STROM).execute(uttrykk).mappings():
                yield Innsyn(**rad)

    def find_arbeid(self) -> set[tuple[str, str]]:
        """Who has worked with which case: had it, was asked to read it, moved it on or answered."""
        par = [select(t.c.hvem, t.c.sak_id) for t in (hendelse, svar, oppgave)] + [select(oppgave.c.annenleser, oppgave.c.sak_id)]
        with reading(self._engine) as forbindelse:
            return {(hvem, sak_id) for hvem, sak_id in forbindelse.execute(union(*par)) if hvem}

    def find_siste(self) -> tuple[int, str]:
        """How many rows the log has, and the sum of the last: noted elsewhere, they tell whether rows are gone from its end."""
        with reading(self._engine) as forbindelse:
            antall = forbindelse.scalar(select(func.count()).select_from(innsyn))
            return antall, forbindelse.scalar(select(innsyn.c.sum).order_by(innsyn.c.id.desc()).limit(1)) or ""


def _limit(uttrykk: Select, sak_id: str, hvem: str, fra: datetime | None, til: datetime | None) -> Select:
    if sak_id:
        uttrykk = uttrykk.where(innsyn.c.sak_id == sak_id)
    if hvem:
        uttrykk = uttrykk.where(innsyn.c.hvem == hvem)
    if fra is not None:
        uttrykk = uttrykk.where(innsyn.c.tid >= fra)
    return uttrykk if til is None else uttrykk.where(innsyn.c.tid < til)

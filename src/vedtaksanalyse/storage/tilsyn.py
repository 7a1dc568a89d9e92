"""Oversight: questions to the log of who looked at what, the documents that are held back, and how the review goes in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, Select, func, or_, select, union

from vedtaksanalyse.sak import (
    INDIREKTE,
    Avgjorelse,
    Innsyn,
    Saksstatus,
    Skjermstatus,
    Tilstand,
    Vern,
    find_skjermstatus,
)
from vedtaksanalyse.storage.forbindelse import reading, streaming
from vedtaksanalyse.storage.gjennomgangstabeller import hendelse, innsyn, oppgave, svar
from vedtaksanalyse.storage.schema import dokument, pii, sak
from vedtaksanalyse.storage.stikkprovetabeller import mappe, mappesvar

_FELT = ("hvem", "handling", "sak_id", "kontor", "gjelder", "vei", "tid", "sum")
_STROM = 1000

Kontorer = Collection[str] | None
"""Some offices, or None for all."""


@dataclass(frozen=True, slots=True)
class Holdt:
    """A document that nobody may read until somebody has decided on it."""

    sak_id: str
    kontor: str
    dok_id: str
    type: str
    status: Skjermstatus
    antall: int


class Tilsyn:
    """The store as those see it who oversee its use."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def find_innsyn(
        self, *, sak_id: str = "", hvem: str = "", fra: datetime | None = None, til: datetime | None = None,
        kontorer: Kontorer = None, side: int = 1, per: int = 100,
    ) -> tuple[list[Innsyn], int]:  # fmt: skip
        """A page of the looks that fit, the newest first, and how many fit in all."""
        vilkar = (sak_id, hvem, fra, til, kontorer)
        uttrykk = _limit(select(*(innsyn.c[felt] for felt in _FELT)), *vilkar)
        antall = _limit(select(func.count()).select_from(innsyn), *vilkar)
        with reading(self._engine) as forbindelse:
            rader = forbindelse.execute(uttrykk.order_by(innsyn.c.id.desc()).limit(per).offset((side - 1) * per)).mappings()
            return [Innsyn(**rad) for rad in rader], forbindelse.scalar(antall)

    def stream_innsyn(self, fra: datetime, til: datetime, kontorer: Kontorer = None) -> Iterator[Innsyn]:
        """Every look of a time, one at a time and no more in memory."""
        uttrykk = _limit(select(*(innsyn.c[felt] for felt in _FELT)), "", "", fra, til, kontorer).order_by(innsyn.c.id)
        with streaming(self._engine) as forbindelse:
            for rad in forbindelse.execution_options(yield_per=_STROM).execute(uttrykk).mappings():
                yield Innsyn(**rad)

    def find_arbeid(self) -> set[tuple[str, str]]:
        """Who has worked with which case: had it, was asked to read it, moved it on or answered."""
        par = [select(t.c.hvem, t.c.sak_id) for t in (hendelse, svar, oppgave, mappe, mappesvar)] + [select(oppgave.c.annenleser, oppgave.c.sak_id)]
        with reading(self._engine) as forbindelse:
            return {(hvem, sak_id) for hvem, sak_id in forbindelse.execute(union(*par)) if hvem}

    def find_siste(self) -> tuple[int, str]:
        """How many looks the log has, and the sum of the last: noted elsewhere, they tell whether rows are gone from its end."""
        with reading(self._engine) as forbindelse:
            antall = forbindelse.scalar(select(func.count()).select_from(innsyn))
            return antall, forbindelse.scalar(select(innsyn.c.sum).order_by(innsyn.c.id.desc()).limit(1)) or ""

    def list_holdt(self, vern: Vern, avgjorelser: Mapping[tuple[str, str, str], Avgjorelse], kontorer: Kontorer = None) -> list[Holdt]:
        """The documents with direct identifiers that are held back, those stored first first. No text is loaded."""
        felt = (dokument.c.sak_id, sak.c.kontor, dokument.c.dok_id, dokument.c.type, dokument.c.avtrykk)
        direkte = (pii.c.sak_id == dokument.c.sak_id) & (pii.c.dok_id == dokument.c.dok_id) & pii.c.type.not_in(INDIREKTE)
        uttrykk = select(*felt, func.count()).join(sak, sak.c.sak_id == dokument.c.sak_id).join(pii, direkte)
        if kontorer is not None:
            uttrykk = uttrykk.where(sak.c.kontor.in_(kontorer))
        uttrykk = uttrykk.group_by(*felt, sak.c.lagret).order_by(sak.c.lagret, dokument.c.sak_id, dokument.c.dok_id)
        with reading(self._engine) as forbindelse:
            rader = forbindelse.execute(uttrykk).all()
        alle = ((rad, find_skjermstatus(vern, avgjorelser.get((rad[0], rad[2], rad[4])))) for rad in rader)
        return [Holdt(*rad[:4], status, rad[5]) for rad, status in alle if status and status.holdt]

    def count_tilstander(self, kontorer: Kontorer = None) -> dict[str, Counter[Tilstand]]:
        """How many cases to look at stand where, by office: those with a flag, and those that somebody has touched or drawn."""
        tilstand = func.coalesce(oppgave.c.tilstand, Tilstand.LEDIG.value)
        uttrykk = select(sak.c.kontor, tilstand, func.count()).join(oppgave, oppgave.c.sak_id == sak.c.sak_id, isouter=True)
        uttrykk = uttrykk.where(sak.c.status == Saksstatus.VURDERT.value, or_(sak.c.risiko.is_not(None), oppgave.c.sak_id.is_not(None)))
        if kontorer is not None:
            uttrykk = uttrykk.where(sak.c.kontor.in_(kontorer))
        ut: dict[str, Counter[Tilstand]] = {}
        with reading(self._engine) as forbindelse:
            for kontor, navn, antall in forbindelse.execute(uttrykk.group_by(sak.c.kontor, tilstand).order_by(sak.c.kontor)):
                ut.setdefault(kontor, Counter())[Tilstand(navn)] += antall
        return ut


def _limit(uttrykk: Select, sak_id: str, hvem: str, fra: datetime | None, til: datetime | None, kontorer: Kontorer) -> Select:
    if sak_id:
        uttrykk = uttrykk.where(innsyn.c.sak_id == sak_id)
    if hvem:
        uttrykk = uttrykk.where(innsyn.c.hvem == hvem)
    if fra is not None:
        uttrykk = uttrykk.where(innsyn.c.tid >= fra)
    if kontorer is not None:
        uttrykk = uttrykk.where(innsyn.c.kontor.in_(kontorer))
    return uttrykk if til is None else uttrykk.where(innsyn.c.tid < til)

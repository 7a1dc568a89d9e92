"""The log of who looked at what: rows are only added, and each carries a hash of itself and the one before.

A row changed or taken away breaks the chain (``find_brudd``); triggers refuse both in the first place.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

from sqlalchemy import Connection, Engine, insert, select, text

from vedtaksanalyse.sak import Innsyn
from vedtaksanalyse.storage.forbindelse import reading, streaming, writing
from vedtaksanalyse.storage.gjennomgangstabeller import innsyn
from vedtaksanalyse.storage.tidspunkt import naa

_FELT = ("hvem", "handling", "sak_id", "kontor", "gjelder", "vei")
_ADD = text(f"SELECT innsyn_add({', '.join(f':{felt}' for felt in _FELT)}, :resten)")
"""Revision 0016: waits for its turn and makes the sum as ``_sum`` does. ``resten`` is what is summed after the time."""


class Innsynslogg:
    """The log. Writers wait for each other, so that the chain has no fork."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, ett: Innsyn) -> None:
        """Add a row. It is kept when this returns."""
        egne = {felt: getattr(ett, felt) for felt in _FELT}
        if self._engine.dialect.name == "postgresql":
            with writing(self._engine, "AUTOCOMMIT") as forbindelse:
                forbindelse.execute(_ADD, egne | {"resten": json.dumps([*egne.values()])[1:]})
            return
        with writing(self._engine) as forbindelse:
            tid = naa()
            forbindelse.execute(insert(innsyn).values(**egne, tid=tid, sum=_sum(replace(ett, tid=tid), _last_sum(forbindelse))))

    def load(self, *, sak_id: str | None = None, fra: datetime | None = None, til: datetime | None = None) -> list[Innsyn]:
        """The rows of a case, of a time, or all, the oldest first."""
        uttrykk = select(innsyn).order_by(innsyn.c.id)
        for vilkar in (
            sak_id is not None and innsyn.c.sak_id == sak_id,
            fra is not None and innsyn.c.tid >= fra,
            til is not None and innsyn.c.tid < til,
        ):
            if vilkar is not False:
                uttrykk = uttrykk.where(vilkar)
        with reading(self._engine) as forbindelse:
            return [_innsyn(rad) for rad in forbindelse.execute(uttrykk).mappings()]

    def list_tider(self, hvem: str, handlinger: Collection[str], etter: datetime, maks: int) -> list[datetime]:
        """When this person last did any of these, the latest first, and no more than so many."""
        uttrykk = select(innsyn.c.tid).where(innsyn.c.tid > etter, innsyn.c.hvem == hvem, innsyn.c.handling.in_(handlinger))
        with reading(self._engine) as forbindelse:
            return list(forbindelse.scalars(uttrykk.order_by(innsyn.c.tid.desc()).limit(maks)))

    def find_brudd(self) -> int | None:
        """The place (from 1) of the first row that does not follow from those before it; None when the chain is whole."""
        forrige = ""
        for nummer, ett in enumerate(self._stream(), start=1):
            if ett.sum != _sum(ett, forrige):
                return nummer
            forrige = ett.sum
        return None

    def _stream(self) -> Iterator[Innsyn]:
        with streaming(self._engine) as forbindelse:
            rader = forbindelse.execution_options(yield_per=1000).execute(select(innsyn).order_by(innsyn.c.id)).mappings()
            yield from map(_innsyn, rader)


def _last_sum(forbindelse: Connection) -> str:
    return forbindelse.scalar(select(innsyn.c.sum).order_by(innsyn.c.id.desc()).limit(1)) or ""


def _sum(ett: Innsyn, forrige: str) -> str:
    deler = [forrige, ett.tid.astimezone(UTC).isoformat(timespec="microseconds"), *(getattr(ett, felt) for felt in _FELT)]
    return sha256(json.dumps(deler).encode()).hexdigest()


def _innsyn(rad) -> Innsyn:
    return Innsyn(**{felt: rad[felt] for felt in (*_FELT, "tid", "sum")})

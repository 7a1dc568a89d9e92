"""Transactions, and what becomes of them when the connection does not last.

A server that restarts takes its connections along. What was to be written is written again when it is back, and what was
written already is not; a night run goes on. When it stays away, or refuses, that is told as a code, without the driver's words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import sleep
from typing import TypeVar

from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.exc import DBAPIError

from vedtaksanalyse.errors import Feil

T = TypeVar("T")

VENTETIDER = (0.1, 1.0, 5.0, 15.0, 30.0, 60.0)
BRUDD, RETTIGHET = "database_brudd", "database_rettighet"
NEKTET = "42501"
_KODER = {NEKTET: RETTIGHET, "25006": "database_bare_les", "53100": "database_full"}
_I_VEIEN = ("23505", "40001", "40P01")
"""Another transaction stood in the way: the same row, no common order, a deadlock."""


class Databasefeil(Feil):
    """The database server went away, or refused what it was asked for."""


def tell_feil(engine: Engine) -> None:
    """From now on, failures of this PostgreSQL server that people can do something about come as codes."""

    @event.listens_for(engine, "handle_error", retval=True)
    def _translate(sammenheng) -> Databasefeil | None:
        feil = sammenheng.original_exception
        kode = find_sqlstate(feil)
        uten_svar = kode is None and isinstance(feil, engine.dialect.loaded_dbapi.OperationalError)
        if sammenheng.is_pre_ping:
            return None
        if sammenheng.is_disconnect or uten_svar:
            return Databasefeil(BRUDD)
        return Databasefeil(_KODER[kode]) if kode in _KODER else None


def find_sqlstate(feil: BaseException) -> str | None:
    """What PostgreSQL calls a failure; nothing where it did not come to say."""
    return getattr(getattr(feil, "orig", feil), "sqlstate", None)


@contextmanager
def reading(engine: Engine, ventetider: tuple[float, ...] | None = None) -> Iterator[Connection]:
    """A transaction that only reads, and sees the database as it was when it began. Waits for a server that is away."""
    nivaa = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    apnet = _persist(engine.connect, VENTETIDER if ventetider is None else ventetider)
    with apnet.execution_options(lesing=True, **nivaa) as forbindelse, forbindelse.begin():
        yield forbindelse


def read(engine: Engine, gjor: Callable[[Connection], T]) -> T:
    """What this finds in a transaction that only reads; asked again when the connection was lost."""

    def do() -> T:
        with reading(engine, ()) as forbindelse:
            return gjor(forbindelse)

    return _persist(do, VENTETIDER)


def write(engine: Engine, gjor: Callable[[Connection], T], ventetider: tuple[float, ...] | None = None) -> T:
    """What this does in a transaction, done once whatever happens on the way: it may be asked to do it again."""
    nummer = svar = None

    def do() -> T:
        nonlocal nummer, svar
        if nummer and _is_done(engine, nummer):
            return svar
        with engine.begin() as forbindelse:
            svar = gjor(forbindelse)
            nummer = _number(forbindelse)
        return svar

    return _persist(do, VENTETIDER if ventetider is None else ventetider)


def _persist(gjor: Callable[[], T], ventetider: tuple[float, ...]) -> T:
    """Do it, again after a while as long as it is the connection or another transaction that fails it."""
    for ventetid in ventetider:
        try:
            return gjor()
        except (DBAPIError, Databasefeil) as feil:
            kode = feil.kode if isinstance(feil, Databasefeil) else find_sqlstate(feil)
            if kode != BRUDD and kode not in _I_VEIEN:
                raise
            sleep(ventetid if kode == BRUDD else ventetider[0])
    return gjor()


def _number(forbindelse: Connection) -> str | None:
    """What PostgreSQL calls the transaction."""
    if forbindelse.dialect.name != "postgresql":
        return None
    return forbindelse.scalar(text("SELECT pg_current_xact_id()::text"))


def _is_done(engine: Engine, nummer: str) -> bool:
    """Whether a transaction was finished although nobody got to hear of it."""
    with reading(engine, ()) as forbindelse:
        svar = forbindelse.scalar(text("SELECT pg_xact_status(CAST(CAST(:nummer AS text) AS xid8))"), {"nummer": nummer})
    return svar == "committed"

"""Transactions, and what becomes of them when the connection does not last.

A server that restarts takes its connections along. What was to be written is written again when it is back, and what was
written already is not; a night run goes on. When it stays away, or refuses, that is told as a code, without the driver's words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import sleep
from typing import Any, TypeVar

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


class _Delt:
    """The one connection of what is done within ``sharing``: lent when it is first needed."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.forbindelse = engine, None

    def take(self) -> Connection | None:
        """The connection, out of what it read, for the one who gives it back. None when there is none, or it was lost meanwhile."""
        forbindelse, self.forbindelse = self.forbindelse, None
        try:
            if forbindelse is not None and forbindelse.in_transaction():
                forbindelse.rollback()
        except (DBAPIError, Databasefeil):
            forbindelse.close()
            return None
        return forbindelse

    def end(self) -> None:
        """Back to the pool."""
        if forbindelse := self.take():
            forbindelse.close()


_DELT: ContextVar[_Delt | None] = ContextVar("delt", default=None)


@contextmanager
def sharing(engine: Engine) -> Iterator[None]:
    """Within this all goes through one connection, and what is read between two changes of our own is from one moment."""
    delt = _Delt(engine)
    merke = _DELT.set(delt)
    try:
        yield
    finally:
        _DELT.reset(merke)
        delt.end()


@contextmanager
def reading(engine: Engine, ventetider: tuple[float, ...] | None = None) -> Iterator[Connection]:
    """A transaction that only reads, and sees the database as it was when it began. Waits for a server that is away."""
    delt = _find_delt(engine)
    if delt is None:
        with streaming(engine, ventetider) as forbindelse:
            yield forbindelse
        return
    try:
        delt.forbindelse = delt.forbindelse or _connect(engine, ventetider)
        if not delt.forbindelse.in_transaction():
            delt.forbindelse.execution_options(**_find_valg(engine, "REPEATABLE READ", lesing=True)).begin()
        yield delt.forbindelse
    except BaseException:
        delt.end()
        raise


@contextmanager
def streaming(engine: Engine, ventetider: tuple[float, ...] | None = None) -> Iterator[Connection]:
    """The same on a connection of its own, for what is read little by little while other things are done."""
    if delt := _find_delt(engine):
        delt.end()
    with _connect(engine, ventetider).execution_options(**_find_valg(engine, "REPEATABLE READ", lesing=True)) as forbindelse, forbindelse.begin():
        yield forbindelse


@contextmanager
def writing(engine: Engine, nivaa: str = "READ COMMITTED") -> Iterator[Connection]:
    """A transaction that changes something; at the level ``AUTOCOMMIT``, each statement is one."""
    delt = _find_delt(engine)
    forbindelse = (delt and delt.take()) or engine.connect()
    merke = _DELT.set(None)  # what is asked meanwhile has no part in the change
    try:
        with forbindelse.execution_options(**_find_valg(engine, nivaa, lesing=False)).begin():
            yield forbindelse
    finally:
        _DELT.reset(merke)
        if delt and not forbindelse.invalidated:
            delt.forbindelse = forbindelse
        else:
            forbindelse.close()


def _find_delt(engine: Engine) -> _Delt | None:
    delt = _DELT.get()
    return delt if delt and delt.engine is engine else None


def _connect(engine: Engine, ventetider: tuple[float, ...] | None) -> Connection:
    return _persist(engine.connect, VENTETIDER if ventetider is None else ventetider)


def _find_valg(engine: Engine, nivaa: str, *, lesing: bool) -> dict[str, Any]:
    """How a connection's next transaction is to be. SQLite has one level."""
    return {"lesing": lesing} | ({} if engine.dialect.name == "sqlite" else {"isolation_level": nivaa})


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
        with writing(engine) as forbindelse:
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

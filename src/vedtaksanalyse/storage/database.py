"""The door to the database: one URL, the right settings for each kind, the schema brought up to date.

SQLite is a file only its owner can read, with a write-ahead log so that readers never wait for the night run.
"""

from __future__ import annotations

import errno
import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.resources import files
from pathlib import Path
from zlib import crc32

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError

from vedtaksanalyse.errors import Bruksfeil, Databasemangel, Driftsstans
from vedtaksanalyse.storage.forbindelse import NEKTET, RETTIGHET, Databasefeil, find_sqlstate, reading, tell_feil
from vedtaksanalyse.storage.mangel import BORTE, DISK_FULL, OPPTATT, SKRIVEVERN, find_mangel
from vedtaksanalyse.storage.schema import REVISJON, metadata

# What is deleted or replaced is written over, so that no free page holds text.
_PRAGMAER = ("busy_timeout=30000", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON")
_HVILE = {"idle": 60, "interval": 10, "count": 6}
_FORBINDELSE = {
    "application_name": "vedtaksanalyse",
    "options": " ".join(f"-c tcp_keepalives_{navn}={verdi}" for navn, verdi in _HVILE.items()),
    "tcp_user_timeout": 120_000,
} | {f"keepalives_{navn}": verdi for navn, verdi in _HVILE.items()}
_UTLAN = {"pool_size": 15, "max_overflow": 0}
"""As many connections as are lent at once: those above ``pool_size`` would be opened anew each time."""
_MIGRERING = "migrering"
_NEKTET = (errno.EACCES, errno.EPERM, errno.EROFS)


def open_database(adresse: str, *, opprett: bool = True) -> Engine:
    """An engine with the newest schema. Bruksfeil when the address, the driver or the database will not do.

    Without ``opprett`` nothing is made: Databasemangel when there is no database of ours.
    """
    try:
        url = _url(adresse)
        if url.get_backend_name() == "sqlite":
            if not opprett and not Path(url.database).is_file():
                raise Databasemangel("database_mangler", sted=url.database)
            engine = _sqlite(url, opprett)
        else:
            engine = create_postgres(url)
        if not opprett:
            _require_schema(engine)
        migrer(engine)
        if engine.dialect.name == "postgresql":
            tell_feil(engine)
    except (ArgumentError, ModuleNotFoundError, OSError, DBAPIError, sqlite3.Error) as feil:
        if find_sqlstate(feil) == NEKTET:
            raise Bruksfeil(RETTIGHET) from None
        mangel = SKRIVEVERN if getattr(feil, "errno", None) in _NEKTET else find_mangel(feil)
        if mangel == DISK_FULL:
            raise Driftsstans(mangel) from None
        navngitt = mangel in (SKRIVEVERN, OPPTATT)
        raise Bruksfeil(mangel if navngitt else "database", grunn=type(feil).__name__) from None
    return engine


def _url(adresse: str) -> URL:
    if "://" not in adresse:
        adresse = f"sqlite:///{adresse}"
    url = make_url(adresse)
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() not in ("sqlite", "postgresql") or not url.database:
        raise ArgumentError
    return url


def _require_schema(engine: Engine) -> None:
    with reading(engine, ()) as forbindelse:
        if _revisjon(forbindelse) is None:
            raise Databasemangel("database_fremmed", sted=engine.url.database)


def create_postgres(url: URL, frist: int = 10) -> Engine:
    """An engine for a server, not yet connected. Both ends notice in minutes, not hours, that the other is gone."""
    felt = _FORBINDELSE | {"connect_timeout": frist}
    egne = {n: v for n, v in felt.items() if n not in url.query}
    return create_engine(url, pool_pre_ping=True, hide_parameters=True, connect_args=egne, **_UTLAN)


def _sqlite(url: URL, opprett: bool) -> Engine:
    sti = Path(url.database)
    if opprett:
        sti.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make_sqlite(sti)
    fil = _describe(sti)
    engine = create_engine(url, connect_args={"isolation_level": None}, hide_parameters=True, **_UTLAN)

    @event.listens_for(engine, "connect")
    def _prepare(forbindelse, _) -> None:
        for pragma in _PRAGMAER:
            forbindelse.execute(f"PRAGMA {pragma}")

    # A writer takes its lock at once: a read that turns into a write would fail without waiting.
    @event.listens_for(engine, "begin")
    def _begin(forbindelse: Connection) -> None:
        lesing = forbindelse.get_execution_options().get("lesing")
        if not lesing and _describe(sti) != fil:
            raise Databasefeil(BORTE)  # SQLite itself would write on to what nobody finds again
        forbindelse.exec_driver_sql("BEGIN" if lesing else "BEGIN IMMEDIATE")

    return engine


def _describe(fil: Path) -> tuple[int, int] | None:
    """Which file this is, whatever its name; nothing where there is none."""
    try:
        maalt = fil.stat()
    except OSError:
        return None
    return maalt.st_dev, maalt.st_ino


def _make_sqlite(sti: Path) -> None:
    """The file, with its write-ahead log. SQLite lets nobody wait for that switch, so one at a time in a folder makes it."""
    mappe = os.open(sti.parent, os.O_RDONLY)
    try:
        fcntl.flock(mappe, fcntl.LOCK_EX)
        if not os.access(sti.parent, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, "")
        os.close(os.open(sti, os.O_CREAT | os.O_RDWR, 0o600))
        with closing(sqlite3.connect(sti)) as forbindelse:
            for pragma in (_PRAGMAER[0], "journal_mode=WAL"):
                forbindelse.execute(f"PRAGMA {pragma}")
    finally:
        os.close(mappe)


def migrer(engine: Engine, revisjon: str = REVISJON, *, ned: bool = False) -> None:
    """Bring the schema up (or, with ``ned``, down) to a revision, whole or not at all."""
    with reading(engine, ()) as forbindelse:
        if _revisjon(forbindelse) == revisjon:
            return
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    oppsett = Config()
    oppsett.set_main_option("script_location", str(files(__package__) / "migrations"))
    with engine.begin() as forbindelse:
        if forbindelse.dialect.name == "postgresql":
            laas = text("SELECT pg_advisory_xact_lock(:nummer)")
            forbindelse.execute(laas, {"nummer": crc32(_MIGRERING.encode())})
        oppsett.attributes["connection"] = forbindelse
        try:
            (command.downgrade if ned else command.upgrade)(oppsett, revisjon)
        except CommandError:
            raise Bruksfeil("database_nyere") from None
        except DBAPIError as feil:
            if find_sqlstate(feil) == NEKTET:
                raise Bruksfeil("database_eier") from None
            raise


def _revisjon(forbindelse: Connection) -> str | None:
    if not inspect(forbindelse).has_table("alembic_version"):
        return None
    return forbindelse.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def require_eier(forbindelse: Connection) -> None:
    """Bruksfeil unless we may do what only the owner of the tables may. The files of SQLite have no other owner."""
    if forbindelse.dialect.name != "postgresql":
        return
    egne = "SELECT bool_and(pg_has_role(relowner, 'USAGE')) FROM pg_class WHERE oid = ANY (CAST(:tabeller AS regclass[]))"
    if not forbindelse.scalar(text(egne), {"tabeller": list(metadata.tables)}):
        raise Bruksfeil("database_eier")


def overwrite(engine: Engine) -> bool:
    """Rebuild the database without what was deleted; whether all of it is gone from our files.

    SQLite: the file anew and the log emptied, which waits for nobody: a program that reads meanwhile makes it unfinished.
    PostgreSQL: the tables anew; of columns that hold text it keeps no samples (revision 0007).
    """
    with engine.connect() as forbindelse:
        if engine.dialect.name == "postgresql":
            forbindelse.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("VACUUM (FULL, ANALYZE)")
            return True
        sqlite = forbindelse.connection.driver_connection
        try:
            sqlite.execute("VACUUM")
            return sqlite.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
        except sqlite3.OperationalError:
            return False


@contextmanager
def hold_laas(engine: Engine, navn: str) -> Iterator[bool]:
    """Whether this process got the named lock. The system lets go of it even when the process is killed."""
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as forbindelse:
            nummer = {"nummer": crc32(navn.encode())}
            try:
                yield forbindelse.execute(text("SELECT pg_try_advisory_lock(:nummer)"), nummer).scalar_one()
            finally:
                forbindelse.invalidate()
        return
    laasefil = os.open(f"{engine.url.database}.{navn}", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        yield _flock(laasefil)
    finally:
        os.close(laasefil)


def _flock(fil: int) -> bool:
    try:
        fcntl.flock(fil, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True

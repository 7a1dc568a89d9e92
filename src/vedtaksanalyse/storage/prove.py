"""Looks at a database as it is, for the health command: makes nothing, changes nothing, and says what is wrong as codes."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import ArgumentError, DBAPIError

from vedtaksanalyse.storage.database import _revisjon, _sqlite, _url, create_postgres, hold_laas
from vedtaksanalyse.storage.forbindelse import reading
from vedtaksanalyse.storage.roller import SKRIVER
from vedtaksanalyse.storage.schema import REVISJON
from vedtaksanalyse.storage.stand import Kjoring, Lagerstand, find_siste_ferdige, select_kjoringer, select_stand

LAAS = "nattkjoring"
NY, UBRUKELIG, FREMMED, ELDRE, NYERE, OK = "ny", "ubrukelig", "fremmed", "eldre", "nyere", "ok"
_VENT = 2000
_SJEKKES = 500_000_000
"""Larger files are not gone through page by page."""
_OVER_NETT = ("nfs", "cifs", "smb", "sshfs", "fuse.", "9p", "glusterfs", "ceph")


@dataclass(frozen=True, slots=True)
class Databaseprove:
    """What was found. ``skrivefeil`` is empty where the database can be written to; ``rettigheter`` are rights too many."""

    tilstand: str
    grunn: str = ""
    fil: Path | None = None
    revisjon: str = ""
    skrivefeil: str = ""
    rettigheter: tuple[str, ...] = ()
    nettdisk: bool = False
    gaar: bool = False
    stand: Lagerstand | None = None
    siste: Kjoring | None = None
    siste_ferdige: datetime | None = None


def prove_database(adresse: str) -> Databaseprove:
    """How it stands with the database at an address."""
    try:
        url = _url(adresse)
        if url.get_backend_name() != "sqlite":
            return _look(create_postgres(url, frist=5), Databaseprove(OK))
        fil = Path(url.database)
        prove = Databaseprove(NY, fil=fil, nettdisk=_over_nett(fil))
        if not fil.exists():
            return replace(prove, skrivefeil=_mappefeil(fil))
        return _look(_sqlite(url, opprett=False), replace(prove, tilstand=OK, rettigheter=_for_apen(fil)))
    except (ArgumentError, ModuleNotFoundError, OSError, DBAPIError, sqlite3.Error) as feil:
        return Databaseprove(UBRUKELIG, type(feil).__name__)


def _look(engine: Engine, prove: Databaseprove) -> Databaseprove:
    try:
        with reading(engine, ()) as forbindelse:
            revisjon = _revisjon(forbindelse)
            if revisjon is None:
                return replace(prove, tilstand=FREMMED)
            if revisjon != REVISJON:
                return replace(prove, tilstand=NYERE if revisjon > REVISJON else ELDRE, revisjon=revisjon)
            if prove.fil and prove.fil.stat().st_size < _SJEKKES:
                svar = forbindelse.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
                if svar != "ok":
                    return replace(prove, tilstand=UBRUKELIG, grunn="quick_check")
            if not prove.fil:
                prove = replace(prove, rettigheter=_roller(forbindelse))
            siste = next(iter(select_kjoringer(forbindelse, 1)), None)
            felt = {"stand": select_stand(forbindelse), "siste": siste, "siste_ferdige": find_siste_ferdige(forbindelse)}
        skrivefeil = _skrivefeil_sqlite(engine) if prove.fil else _skrivefeil_postgres(engine)
        return replace(prove, revisjon=revisjon, skrivefeil=skrivefeil, gaar=_gaar(engine, prove.fil), **felt)
    finally:
        engine.dispose()


def _gaar(engine: Engine, fil: Path | None) -> bool:
    """True when a night run holds its lock. A file that nobody may write to is held by nobody."""
    if fil and not Path(f"{fil}.{LAAS}").exists():
        return False
    try:
        with hold_laas(engine, LAAS) as fikk:
            return not fikk
    except OSError:
        return False


def _skrivefeil_sqlite(engine: Engine) -> str:
    """Try to write a row, and take it back."""
    with engine.connect() as forbindelse:
        forbindelse.connection.driver_connection.execute(f"PRAGMA busy_timeout={_VENT}")
        try:
            forbindelse.exec_driver_sql("INSERT INTO slettet (sha256) VALUES ('sjekk')")
            forbindelse.rollback()
        except DBAPIError as feil:
            navn = getattr(feil.orig, "sqlite_errorname", "")
            return "opptatt" if navn.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")) else "skrivevern"
    return ""


def _skrivefeil_postgres(engine: Engine) -> str:
    with reading(engine, ()) as forbindelse:
        if forbindelse.exec_driver_sql("SELECT pg_is_in_recovery()").scalar_one():
            return "skrivevern"
        lov = text("SELECT has_table_privilege(:tabell, :rett)")
        felt = [{"tabell": navn, "rett": rett} for navn, retter in SKRIVER.items() for rett in retter]
        return "" if all(forbindelse.scalar(lov, ett) for ett in felt) else "skrivevern"


def _roller(forbindelse: Connection) -> tuple[str, ...]:
    """The rights of the role that the program has no use for."""
    sporring = "SELECT rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user"
    har = forbindelse.exec_driver_sql(sporring).one()
    return tuple(navn for navn, ett in zip(("superbruker", "lager_roller", "lager_databaser"), har, strict=True) if ett)


def _for_apen(fil: Path) -> tuple[str, ...]:
    filer = [fil, *(Path(f"{fil}{ende}") for ende in ("-wal", "-shm"))]
    apen = any(ett.stat().st_mode & 0o077 for ett in filer if ett.exists())
    return tuple(navn for navn, ett in (("fil", apen), ("mappe", fil.parent.stat().st_mode & 0o002)) if ett)


def _mappefeil(fil: Path) -> str:
    """Whether a file can be made there, or in the nearest folder that is."""
    mappe = next((ett for ett in fil.absolute().parents if ett.exists()), fil.absolute().parent)
    return "" if os.access(mappe, os.W_OK | os.X_OK) else "skrivevern"


def _over_nett(fil: Path) -> bool:
    """True when the file lies on a disk of another machine, where locks cannot be trusted."""
    sti, best, slag = str(fil.absolute().resolve()), "", ""
    try:
        monteringer = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    for linje in monteringer:
        _, punkt, type_, *_ = linje.split()
        if len(punkt) >= len(best) and (punkt == "/" or sti == punkt or sti.startswith(punkt + "/")):
            best, slag = punkt, type_
    return slag.startswith(_OVER_NETT)

"""How the store stands as a whole: counts, what waits, the size, and the runs with what they ran on. No text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from vedtaksanalyse.sak import Versjoner
from vedtaksanalyse.storage.regnskap import FERDIG, VENTER
from vedtaksanalyse.storage.schema import dokument, fil, flagg, kjoring, sak


@dataclass(frozen=True, slots=True)
class Lagerstand:
    """Counts of all that is stored. ``venter`` is, by outcome, how many files wait and since when the oldest does."""

    saker: Mapping[str, int]
    dokumenter: Mapping[str, int]
    flagg: Mapping[str, int]
    venter: Mapping[str, tuple[int, datetime | None]]
    ko: int
    eldste_vedtak: date | None
    byte: int
    versjon: str


@dataclass(frozen=True, slots=True)
class Kjoring:
    """One run in the log of versions. ``programvare`` is empty for runs from before it was noted."""

    nummer: int
    rot: str
    tilstand: str
    startet: datetime
    hjerteslag: datetime
    ferdig: datetime | None
    kode: str
    katalog: str
    modeller: str
    telling: Mapping
    programvare: Mapping


def select_stand(forbindelse: Connection) -> Lagerstand:
    """The counts as they are now."""
    ventende = select(fil.c.utfall, func.count(), func.min(fil.c.venter_siden)).where(fil.c.utfall.in_(VENTER))
    venter = forbindelse.execute(ventende.where(fil.c.borte.is_(None)).group_by(fil.c.utfall))
    koen = select(func.count(), func.min(sak.c.vedtaksdato)).where(sak.c.risiko.is_not(None))
    return Lagerstand(
        _count(forbindelse, sak.c.status),
        _count(forbindelse, dokument.c.type),
        _count(forbindelse, flagg.c.flagg),
        {utfall: (antall, siden) for utfall, antall, siden in venter},
        *forbindelse.execute(koen).one(),
        *describe_motor(forbindelse),
    )


def _count(forbindelse: Connection, kolonne) -> dict[str, int]:
    return dict(sorted(forbindelse.execute(select(kolonne, func.count()).group_by(kolonne)).tuples().all()))


def describe_motor(forbindelse: Connection) -> tuple[int, str]:
    """The size of the database in bytes, and which program keeps it."""
    if forbindelse.dialect.name == "postgresql":
        storrelse = forbindelse.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one()
        return storrelse, "postgresql " + forbindelse.exec_driver_sql("SHOW server_version").scalar_one().split()[0]
    sider, side = (forbindelse.exec_driver_sql(f"PRAGMA {navn}").scalar_one() for navn in ("page_count", "page_size"))
    return sider * side, "sqlite " + forbindelse.exec_driver_sql("SELECT sqlite_version()").scalar_one()


def select_kjoringer(forbindelse: Connection, antall: int) -> list[Kjoring]:
    """The last runs, the newest first."""
    felt = (
        kjoring.c.id, kjoring.c.rot, kjoring.c.tilstand, kjoring.c.startet, kjoring.c.hjerteslag, kjoring.c.ferdig,
        kjoring.c.kode, kjoring.c.katalog, kjoring.c.modeller, kjoring.c.telling, kjoring.c.programvare,
    )  # fmt: skip
    rader = forbindelse.execute(select(*felt).order_by(kjoring.c.id.desc()).limit(antall))
    return [Kjoring(*rad[:-2], *(json.loads(verdi or "{}") for verdi in rad[-2:])) for rad in rader]


def select_programvare(forbindelse: Connection, versjoner: Versjoner) -> dict:
    """What the last run with these versions ran on."""
    like = [kjoring.c[navn] == getattr(versjoner, navn) for navn in ("kode", "katalog", "modeller", "lesing")]
    uttrykk = select(kjoring.c.programvare).where(*like, kjoring.c.programvare.is_not(None)).order_by(kjoring.c.id.desc()).limit(1)
    return json.loads(forbindelse.scalar(uttrykk) or "{}")


def find_siste_ferdige(forbindelse: Connection) -> datetime | None:
    """When a run last finished."""
    return forbindelse.scalar(select(func.max(kjoring.c.ferdig)).where(kjoring.c.tilstand == FERDIG))

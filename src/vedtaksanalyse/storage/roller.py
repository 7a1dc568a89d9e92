"""Who may do what in PostgreSQL: the owner changes tables and deletes, a writer runs the nights, a reader sees the queue,
and the application shows cases and keeps what people answer.

A writer changes no table and no decision that was made. A reader gets no text, no file name and nothing that was filled in,
and of a new column or table nothing until it is named here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection, Engine, text

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.storage.database import open_database, require_eier
from vedtaksanalyse.storage.gjennomgangstabeller import (
    bruker,
    engangslenke,
    hendelse,
    innsyn,
    okt,
    oppgave,
    svar,
    visning,
)
from vedtaksanalyse.storage.laeringstabeller import driftstall, klarering, modellhendelse, modellkandidat
from vedtaksanalyse.storage.personverntabeller import avgjorelse, slettet, sletting
from vedtaksanalyse.storage.schema import (
    REVISJON,
    SAKSTABELLER,
    belegg,
    dokument,
    fil,
    flagg,
    kilde,
    kjoring,
    kriterievurdering,
    lesekrasj,
    metadata,
    pii,
    sak,
    saksfunn,
)
from vedtaksanalyse.storage.stikkprovetabeller import (
    flaggstand,
    klageutfall,
    mappe,
    mappesvar,
    provehendelse,
    rammesak,
    stikkprove,
)

_VERSJON = "alembic_version"
_LES, _LEGG_TIL, _SKRIV = ("SELECT",), ("SELECT", "INSERT"), ("SELECT", "INSERT", "UPDATE", "DELETE")
SKRIVER: Mapping[str, Sequence[str]] = {tabell.name: _SKRIV for tabell in (kjoring, fil, lesekrasj, sak, *SAKSTABELLER)} | {
    avgjorelse.name: _LEGG_TIL,
    oppgave.name: _LEGG_TIL,
    driftstall.name: _SKRIV,
    **dict.fromkeys((modellkandidat.name, modellhendelse.name), _LEGG_TIL),
    **dict.fromkeys((svar.name, mappesvar.name, klarering.name), _LES),
    flaggstand.name: _LEGG_TIL,
    **dict.fromkeys((sletting.name, slettet.name, _VERSJON), _LES),
}
"""What a writer may do with each table."""
NETTSTED: Mapping[str, Sequence[str]] = {
    **dict.fromkeys((kjoring.name, sak.name, *(t.name for t in SAKSTABELLER if t is not saksfunn), _VERSJON), _LES),
    **dict.fromkeys((avgjorelse.name, svar.name, hendelse.name, innsyn.name), _LEGG_TIL),
    **dict.fromkeys((stikkprove.name, rammesak.name, provehendelse.name, mappesvar.name, klageutfall.name, flaggstand.name), _LEGG_TIL),
    **dict.fromkeys((klarering.name, modellhendelse.name), _LEGG_TIL),
    **dict.fromkeys((modellkandidat.name, driftstall.name), _LES),
    **dict.fromkeys((oppgave.name, mappe.name), ("SELECT", "INSERT", "UPDATE")),
    **dict.fromkeys((bruker.name, okt.name, engangslenke.name, visning.name), _SKRIV),
}
"""What the application may do with each table: it changes no case and takes back no answer."""
_NUMMERERT = (avgjorelse, svar, hendelse, innsyn, stikkprove, provehendelse, mappesvar, klageutfall, flaggstand, klarering, modellhendelse)
_HELE = (kjoring, fil, belegg, flagg, pii, avgjorelse, sletting, slettet)
_UTEN = {
    sak: ("avvik", "fakta", "behov", "gjenbruk"),
    kilde: ("fil",),
    dokument: ("tekst", "sider"),
    kriterievurdering: ("kvittering", "fakta", "verdi"),
}
LESER: Mapping[str, Sequence[str]] = {tabell.name: tabell.c.keys() for tabell in _HELE} | {
    tabell.name: [felt.name for felt in tabell.c if felt.name not in uten] for tabell, uten in _UTEN.items()
} | {_VERSJON: ("version_num",)}  # fmt: skip
"""The columns of each table that a reader may see."""


def prepare_database(adresse: str, skrivere: Sequence[str] = (), lesere: Sequence[str] = (), nettsteder: Sequence[str] = ()) -> str:
    """Make or upgrade the database, and give these roles what they need and nothing else; returns the schema's revision.

    Raises:
        Bruksfeil: no such role, a kind of database without roles, or we are not the owner.
    """
    engine = open_database(adresse)
    try:
        if skrivere or lesere or nettsteder:
            _grant(engine, skrivere, lesere, nettsteder)
    finally:
        engine.dispose()
    return REVISJON


def _grant(engine: Engine, skrivere: Sequence[str], lesere: Sequence[str], nettsteder: Sequence[str]) -> None:
    if engine.dialect.name != "postgresql":
        raise Bruksfeil("database_uten_roller")
    with engine.begin() as forbindelse:
        require_eier(forbindelse)
        for rolle in (*skrivere, *lesere, *nettsteder):
            if not forbindelse.scalar(text("SELECT count(*) FROM pg_roles WHERE rolname = :rolle"), {"rolle": rolle}):
                raise Bruksfeil("database_ukjent_rolle", rolle=rolle)
        for setning in _statements(forbindelse, skrivere, lesere, nettsteder):
            forbindelse.exec_driver_sql(setning)


def _statements(
    forbindelse: Connection, skrivere: Sequence[str], lesere: Sequence[str], nettsteder: Sequence[str]
) -> Iterator[str]:
    quote = forbindelse.dialect.identifier_preparer.quote_identifier
    database, skjema = (quote(forbindelse.scalar(text(f"SELECT {hva}()"))) for hva in ("current_database", "current_schema"))
    yield f"REVOKE ALL ON DATABASE {database} FROM PUBLIC"
    for rolle in map(quote, (*skrivere, *lesere, *nettsteder)):
        yield f"REVOKE ALL ON {', '.join((*metadata.tables, _VERSJON))} FROM {rolle}"
        yield f"GRANT CONNECT ON DATABASE {database} TO {rolle}"
        yield f"GRANT USAGE ON SCHEMA {skjema} TO {rolle}"
    for rolle in map(quote, skrivere):
        yield from (f"GRANT {', '.join(retter)} ON {tabell} TO {rolle}" for tabell, retter in SKRIVER.items())
        yield from (f"GRANT USAGE ON SEQUENCE {tabell.name}_id_seq TO {rolle}" for tabell in (kjoring, avgjorelse, flaggstand, modellkandidat, modellhendelse))
    for rolle in map(quote, nettsteder):
        yield from (f"GRANT {', '.join(retter)} ON {tabell} TO {rolle}" for tabell, retter in NETTSTED.items())
        yield from (f"GRANT USAGE ON SEQUENCE {tabell.name}_id_seq TO {rolle}" for tabell in _NUMMERERT)
    for rolle in map(quote, lesere):
        yield from (f"GRANT SELECT ({', '.join(felt)}) ON {tabell} TO {rolle}" for tabell, felt in LESER.items())

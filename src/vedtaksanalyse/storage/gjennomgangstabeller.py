"""The tables of people's work. None hangs on the stored case: it is replaced whole whenever it is assessed anew."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Boolean, Column, Date, Float, Index, Integer, String, Table, Text

from vedtaksanalyse.sak import Oppgave, Tilstand
from vedtaksanalyse.storage.schema import metadata
from vedtaksanalyse.storage.tidspunkt import Tidspunkt

# Where a case stands. Cases nobody has touched, and that are not drawn as controls, have no row.
oppgave = Table(
    "oppgave",
    metadata,
    Column("sak_id", String, primary_key=True),
    Column("kontor", String, nullable=False),
    Column("tilstand", String, nullable=False),
    Column("hvem", String, nullable=False),
    Column("annenleser", String, nullable=False),
    Column("vent_arsak", String, nullable=False),
    Column("vent_til", Date),
    Column("kontroll", Boolean, nullable=False),
    Column("blind", Boolean, nullable=False),
    Column("laner_plass", String, nullable=False),
    Column("andel", Float(53), nullable=False),
    Column("utgave", Integer, nullable=False),
    Column("endret", Tidspunkt),
)
Index("oppgave_tilstand", oppgave.c.tilstand, oppgave.c.hvem)

# Every answer ever given; the last on a thing by a person stands. ``sitat`` is a JSON list of places.
svar = Table(
    "svar",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sak_id", String, nullable=False),
    Column("hvem", String, nullable=False),
    Column("slag", String, nullable=False),
    Column("gjelder", String, nullable=False),
    Column("verdi", String, nullable=False),
    Column("grunn", String, nullable=False),
    Column("kommentar", Text, nullable=False),
    Column("sitat", Text, nullable=False),
    Column("blind", Boolean, nullable=False),
    Column("saksnokkel", String, nullable=False),
    Column("tid", Tidspunkt, nullable=False),
)
Index("svar_sak", svar.c.sak_id, svar.c.id)

# What happened to a case in the review. ``felt`` is JSON: codes and ids.
hendelse = Table(
    "hendelse",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sak_id", String, nullable=False),
    Column("hvem", String, nullable=False),
    Column("slag", String, nullable=False),
    Column("tid", Tidspunkt, nullable=False),
    Column("felt", Text, nullable=False),
)
Index("hendelse_sak", hendelse.c.sak_id, hendelse.c.id)

# Who looked at what. Rows are only ever added (triggers of the migration hold that); ``sum`` is the hash of a row and of the one before.
innsyn = Table(
    "innsyn",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("tid", Tidspunkt, nullable=False),
    Column("hvem", String, nullable=False),
    Column("handling", String, nullable=False),
    Column("sak_id", String, nullable=False),
    Column("kontor", String, nullable=False),
    Column("gjelder", String, nullable=False),
    Column("vei", String, nullable=False),
    Column("sum", String, nullable=False),
)
Index("innsyn_sak", innsyn.c.sak_id, innsyn.c.id)
Index("innsyn_tid", innsyn.c.tid)

# Who has logged in, with roles and offices as JSON lists; ``kontorer`` null for every office.
bruker = Table(
    "bruker",
    metadata,
    Column("id", String, primary_key=True),
    Column("navn", String, nullable=False),
    Column("roller", Text, nullable=False),
    Column("kontorer", Text),
    Column("sett", Tidspunkt, nullable=False),
)

# Logged in now. ``avtrykk`` is the hash of what the browser holds; ``felt`` (JSON) what must outlive a request.
okt = Table(
    "okt",
    metadata,
    Column("avtrykk", String, primary_key=True),
    Column("bruker", String, nullable=False),
    Column("opprettet", Tidspunkt, nullable=False),
    Column("sist", Tidspunkt, nullable=False),
    Column("felt", Text, nullable=False),
)
Index("okt_bruker", okt.c.bruker)

# One-time login links, by the hash of what stands in them.
engangslenke = Table(
    "engangslenke",
    metadata,
    Column("avtrykk", String, primary_key=True),
    Column("bruker", String, nullable=False),
    Column("utloper", Tidspunkt, nullable=False),
)

# How a person wants the pages: theme, language form, pane widths, shortcuts. JSON.
visning = Table(
    "visning",
    metadata,
    Column("bruker", String, primary_key=True),
    Column("felt", Text, nullable=False),
)


def read_oppgave(rad: Mapping) -> Oppgave:
    """The task in a row."""
    return Oppgave(**dict(rad) | {"tilstand": Tilstand(rad["tilstand"])})

"""The tables of stikkprøver and of the flags' record. Draws and their frames are only ever added; the migration's triggers hold that."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Float, Index, Integer, String, Table, Text

from vedtaksanalyse.storage.schema import metadata
from vedtaksanalyse.storage.tidspunkt import Tidspunkt

# A draw. ``plan`` and ``versjoner`` are JSON.
stikkprove = Table(
    "stikkprove",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("navn", String, nullable=False),
    Column("plan", Text, nullable=False),
    Column("hvem", String, nullable=False),
    Column("tid", Tidspunkt, nullable=False),
    Column("ramme", Integer, nullable=False),
    Column("utelatt", Integer, nullable=False),
    Column("trukket", Integer, nullable=False),
    Column("rammesum", String, nullable=False),
    Column("versjoner", Text, nullable=False),
)

# Its frame: every case that was there, drawn or not or left out. ``maskin`` and ``aktuelt`` are JSON.
rammesak = Table(
    "rammesak",
    metadata,
    Column("stikkprove", Integer, primary_key=True),
    Column("sak_id", String, primary_key=True),
    Column("kontor", String, nullable=False),
    Column("stratum", String, nullable=False),
    Column("utelatt", String, nullable=False),
    Column("andel", Float(53), nullable=False),
    Column("vekt", Float(53), nullable=False),
    Column("nr", Integer),
    Column("saksnokkel", String, nullable=False),
    Column("maskin", Text, nullable=False),
    Column("aktuelt", Text, nullable=False),
)
Index("rammesak_sak", rammesak.c.sak_id)
Index("rammesak_nr", rammesak.c.stikkprove, rammesak.c.nr)

# What happened to a draw. ``felt`` is JSON: codes and counts.
provehendelse = Table(
    "provehendelse",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("stikkprove", Integer, nullable=False),
    Column("hvem", String, nullable=False),
    Column("slag", String, nullable=False),
    Column("tid", Tidspunkt, nullable=False),
    Column("felt", Text, nullable=False),
)
Index("provehendelse_prove", provehendelse.c.stikkprove, provehendelse.c.id)

# The folders to read, one row a reading.
mappe = Table(
    "mappe",
    metadata,
    Column("stikkprove", Integer, primary_key=True),
    Column("sak_id", String, primary_key=True),
    Column("plass", Integer, primary_key=True),
    Column("hvem", String, nullable=False),
    Column("tilstand", String, nullable=False),
    Column("blind", Boolean, nullable=False),
    Column("utgave", Integer, nullable=False),
    Column("endret", Tidspunkt),
)
Index("mappe_sak", mappe.c.sak_id)

# Every answer to a point of the form; the last on a point by a person stands. ``sitat`` is a JSON list of places.
mappesvar = Table(
    "mappesvar",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("stikkprove", Integer, nullable=False),
    Column("sak_id", String, nullable=False),
    Column("plass", Integer, nullable=False),
    Column("hvem", String, nullable=False),
    Column("punkt", String, nullable=False),
    Column("verdi", String, nullable=False),
    Column("merknad", Text, nullable=False),
    Column("sitat", Text, nullable=False),
    Column("forslag", String, nullable=False),
    Column("blind", Boolean, nullable=False),
    Column("saksnokkel", String, nullable=False),
    Column("tid", Tidspunkt, nullable=False),
)
Index("mappesvar_prove", mappesvar.c.stikkprove, mappesvar.c.sak_id, mappesvar.c.id)
Index("mappesvar_sak", mappesvar.c.sak_id)

# How complaints ended. The last on a case stands.
klageutfall = Table(
    "klageutfall",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sak_id", String, nullable=False),
    Column("utfall", String, nullable=False),
    Column("dato", Date),
    Column("kilde", String, nullable=False),
    Column("hvem", String, nullable=False),
    Column("tid", Tidspunkt, nullable=False),
)
Index("klageutfall_sak", klageutfall.c.sak_id, klageutfall.c.id)

# What was decided about flags. ``felt`` is JSON: the figures it was decided on. The last on a flag stands.
flaggstand = Table(
    "flaggstand",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("flagg", String, nullable=False),
    Column("tilstand", String, nullable=False),
    Column("grunn", String, nullable=False),
    Column("hvem", String, nullable=False),
    Column("felt", Text, nullable=False),
    Column("tid", Tidspunkt, nullable=False),
)

FASTE = (stikkprove, rammesak, provehendelse, flaggstand)
"""The tables whose rows can neither be changed nor deleted."""

"""The tables of learning from the review. What was trained, compared and decided is only ever added; triggers hold that."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, Index, Integer, String, Table, Text

from vedtaksanalyse.storage.schema import metadata
from vedtaksanalyse.storage.tidspunkt import Tidspunkt

# What may be learnt from. The last on a document stands.
klarering = Table(
    "klarering",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sak_id", String, nullable=False),
    Column("dok_id", String, nullable=False),
    Column("tillatt", Boolean, nullable=False),
    Column("grunnlag", String, nullable=False),
    Column("hvem", String, nullable=False),
    Column("tid", Tidspunkt, nullable=False),
)
Index("klarering_sak", klarering.c.sak_id, klarering.c.id)

# Models that were trained and compared. ``opphav`` and ``rapport`` are JSON.
modellkandidat = Table(
    "modellkandidat",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("avtrykk", String, nullable=False),
    Column("forrige", String, nullable=False),
    Column("bestatt", Boolean, nullable=False),
    Column("hvem", String, nullable=False),
    Column("opphav", Text, nullable=False),
    Column("rapport", Text, nullable=False),
    Column("tid", Tidspunkt, nullable=False),
)

# What was done with them.
modellhendelse = Table(
    "modellhendelse",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kandidat", Integer, nullable=False),
    Column("hvem", String, nullable=False),
    Column("slag", String, nullable=False),
    Column("grunn", String, nullable=False),
    Column("tid", Tidspunkt, nullable=False),
)
Index("modellhendelse_kandidat", modellhendelse.c.kandidat, modellhendelse.c.id)

# How the cases that a run assessed looked, by office and measure.
driftstall = Table(
    "driftstall",
    metadata,
    Column("kjoring", Integer, primary_key=True),
    Column("kontor", String, primary_key=True),
    Column("mal", String, primary_key=True),
    Column("n", Integer, nullable=False),
    Column("sum", Float(53), nullable=False),
    Column("kvadratsum", Float(53), nullable=False),
)

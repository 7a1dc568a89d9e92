"""The tables of what was decided about identifying data and of what was deleted. They outlive the cases."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table, Text

from vedtaksanalyse.storage.schema import metadata
from vedtaksanalyse.storage.tidspunkt import Tidspunkt

# Who decided what about a text with identifying data, by the hash of the text. Outlives the case: it is the audit's list.
avgjorelse = Table(
    "avgjorelse",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sak_id", String, nullable=False),
    Column("dok_id", String, nullable=False),
    Column("avtrykk", String, nullable=False),
    Column("valg", String, nullable=False),
    Column("hvem", String, nullable=False),
    Column("rolle", String, nullable=False),
    Column("tid", Tidspunkt, nullable=False),
)
Index("avgjorelse_sak", avgjorelse.c.sak_id)

# What was deleted: the receipt, counts and hashes as JSON.
sletting = Table(
    "sletting",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("tid", Tidspunkt, nullable=False),
    Column("kvittering", Text, nullable=False),
)

# The contents that were deleted, by their hash, so that no night run reads them anew.
slettet = Table("slettet", metadata, Column("sha256", String, primary_key=True))

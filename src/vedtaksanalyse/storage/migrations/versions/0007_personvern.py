"""Decisions about texts with identifying data, and receipts of what was deleted."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TEKST = {
    "dokument": ("tekst",),
    "kilde": ("fil",),
    "sak": ("avvik", "fakta", "behov", "gjenbruk"),
    "setningsmerke": ("utfylt",),
}
"""The columns that hold what documents say. PostgreSQL keeps samples of columns, which no deletion reaches."""


def upgrade() -> None:
    """The tables, empty."""
    op.create_table(
        "avgjorelse",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("sak_id", sa.String(), nullable=False),
        sa.Column("dok_id", sa.String(), nullable=False),
        sa.Column("avtrykk", sa.String(), nullable=False),
        sa.Column("valg", sa.String(), nullable=False),
        sa.Column("hvem", sa.String(), nullable=False),
        sa.Column("rolle", sa.String(), nullable=False),
        sa.Column("tid", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("avgjorelse_sak", "avgjorelse", ["sak_id"])
    op.create_table(
        "sletting",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("tid", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kvittering", sa.Text(), nullable=False),
    )
    op.create_table("slettet", sa.Column("sha256", sa.String(), primary_key=True))
    _set_samples(0)


def downgrade() -> None:
    """Without them: who decided what is forgotten."""
    _set_samples(-1)
    for tabell in ("slettet", "sletting", "avgjorelse"):
        op.drop_table(tabell)


def _set_samples(antall: int) -> None:
    """How many samples PostgreSQL keeps of what documents say (-1: as many as it likes). Naming the type again drops those it has."""
    if op.get_bind().dialect.name == "postgresql":
        for tabell, kolonner in TEKST.items():
            for kolonne in kolonner:
                type_ = "VARCHAR" if tabell == "kilde" else "TEXT"
                op.execute(f"ALTER TABLE {tabell} ALTER COLUMN {kolonne} TYPE {type_}")
                op.execute(f"ALTER TABLE {tabell} ALTER COLUMN {kolonne} SET STATISTICS {antall}")

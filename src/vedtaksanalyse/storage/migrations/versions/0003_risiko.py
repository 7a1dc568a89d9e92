"""Risk, facts and needs of a case, and what a flag belongs to. Cases stored before have none until assessed anew."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _kolonner() -> dict[str, list[sa.Column]]:
    return {
        "sak": [
            sa.Column("risiko", sa.Integer()),
            sa.Column("feil", sa.Boolean(), nullable=False, server_default=sa.false()),
            sa.Column("frist", sa.Date()),
            sa.Column("saksrisiko", sa.Text()),
            sa.Column("fakta", sa.Text(), nullable=False, server_default="[]"),
            sa.Column("behov", sa.Text(), nullable=False, server_default="[]"),
        ],
        "flagg": [
            sa.Column("kjede", sa.String(), nullable=False, server_default=""),
            sa.Column("feil", sa.Boolean(), nullable=False, server_default=sa.false()),
            sa.Column("hint", sa.Boolean(), nullable=False, server_default=sa.false()),
            sa.Column("belegg", sa.Text(), nullable=False, server_default="[]"),
        ],
    }


def upgrade() -> None:
    """New columns, and the index of the queue."""
    for tabell, kolonner in _kolonner().items():
        for kolonne in kolonner:
            op.add_column(tabell, kolonne)
    op.create_index("sak_ko", "sak", ["feil", "risiko", "frist"])


def downgrade() -> None:
    """Without them."""
    op.drop_index("sak_ko", "sak")
    for tabell, kolonner in _kolonner().items():
        for kolonne in reversed(kolonner):
            op.drop_column(tabell, kolonne.name)

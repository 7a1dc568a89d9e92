"""The marks of the boilerplate map. Cases stored before have none until assessed anew."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The table of marks, and each case's place in the map."""
    op.add_column("sak", sa.Column("egenandel", sa.Float(53)))
    op.add_column("sak", sa.Column("gjenbruk", sa.Text()))
    op.create_table(
        "setningsmerke",
        sa.Column("sak_id", sa.String(), sa.ForeignKey("sak.sak_id", ondelete="CASCADE"), primary_key=True),
        sa.Column("nr", sa.Integer(), primary_key=True),
        sa.Column("dok_id", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("slutt", sa.Integer(), nullable=False),
        sa.Column("avsnitt", sa.Integer(), nullable=False),
        sa.Column("form", sa.BigInteger(), nullable=False),
        sa.Column("signatur", sa.LargeBinary(), nullable=False),
        sa.Column("ord", sa.Integer(), nullable=False),
        sa.Column("fast", sa.Boolean(), nullable=False),
        sa.Column("utfylt", sa.Text(), nullable=False),
    )


def downgrade() -> None:
    """Without them."""
    op.drop_table("setningsmerke")
    op.drop_column("sak", "gjenbruk")
    op.drop_column("sak", "egenandel")

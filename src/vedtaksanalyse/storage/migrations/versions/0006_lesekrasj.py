"""Contents that stopped the reader are remembered, so that nobody tries them for ever."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The table of contents that stopped the reader."""
    op.create_table(
        "lesekrasj",
        sa.Column("leser", sa.String(), primary_key=True),
        sa.Column("sha256", sa.String(), primary_key=True),
        sa.Column("antall", sa.Integer(), nullable=False),
    )


def downgrade() -> None:
    """Without it."""
    op.drop_table("lesekrasj")

"""How well the text of a document without pages can be read, and what draws it down; pages have it among their fields."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """New columns; of what was stored before, nothing is known."""
    op.add_column("dokument", sa.Column("kvalitet", sa.Float(53)))
    op.add_column("dokument", sa.Column("grunner", sa.Text(), nullable=False, server_default="[]"))


def downgrade() -> None:
    """Without them."""
    op.drop_column("dokument", "kvalitet")
    op.drop_column("dokument", "grunner")

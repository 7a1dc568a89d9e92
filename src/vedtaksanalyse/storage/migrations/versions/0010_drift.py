"""What each run ran on, and since when a file waits."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """New columns; of what was stored before, nothing is known."""
    op.add_column("kjoring", sa.Column("programvare", sa.Text()))
    op.add_column("fil", sa.Column("venter_siden", sa.DateTime(timezone=True)))


def downgrade() -> None:
    """Without them."""
    op.drop_column("fil", "venter_siden")
    op.drop_column("kjoring", "programvare")

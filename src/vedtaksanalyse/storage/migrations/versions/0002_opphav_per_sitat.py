"""What pointed at a verdict stands with each quote. Cases stored before keep their quotes, without what pointed at them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Sources move from the verdict to the quote."""
    op.add_column("belegg", sa.Column("opphav", sa.Text(), nullable=False, server_default="[]"))
    op.drop_column("kriterievurdering", "kilder")


def downgrade() -> None:
    """Sources back to the verdict, empty."""
    op.add_column("kriterievurdering", sa.Column("kilder", sa.Text(), nullable=False, server_default="[]"))
    op.drop_column("belegg", "opphav")

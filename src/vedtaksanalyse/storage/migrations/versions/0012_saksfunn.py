"""What detection saw in a case, packed beside its texts, so that a new catalogue need not look for all of it again."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The table, empty: what was stored before is looked for once more. PostgreSQL keeps no samples of it."""
    op.create_table(
        "saksfunn",
        sa.Column("sak_id", sa.String(), sa.ForeignKey("sak.sak_id", ondelete="CASCADE"), primary_key=True),
        sa.Column("funn", sa.LargeBinary(), nullable=False),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE saksfunn ALTER COLUMN funn SET STATISTICS 0")


def downgrade() -> None:
    """Without it."""
    op.drop_table("saksfunn")

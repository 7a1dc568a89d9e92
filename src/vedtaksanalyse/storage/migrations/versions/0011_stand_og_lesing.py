"""What the text of a case was made from, and what the file system says of a known file."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_TEKST = (("fil", "stand"), ("kjoring", "lesing"), ("sak", "lesing"), ("sak", "lesenokkel"))


def upgrade() -> None:
    """New columns; of what was stored before, nothing is known, so its files are read once more."""
    for tabell, navn in _TEKST:
        op.add_column(tabell, sa.Column(navn, sa.String(), nullable=False, server_default=""))
    op.add_column("kjoring", sa.Column("full_kontroll", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index("sak_lesenokkel", "sak", ["lesenokkel"])


def downgrade() -> None:
    """Without them."""
    op.drop_index("sak_lesenokkel", "sak")
    op.drop_column("kjoring", "full_kontroll")
    for tabell, navn in reversed(_TEKST):
        op.drop_column(tabell, navn)

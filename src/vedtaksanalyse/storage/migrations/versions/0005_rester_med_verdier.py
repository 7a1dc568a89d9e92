"""Leftovers tell what the case says elsewhere. The places in the map are made anew, from the marks."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forget the places; the next map notes them."""
    sak = sa.table("sak", sa.column("gjenbruk", sa.Text()), sa.column("egenandel", sa.Float(53)))
    op.execute(sak.update().values(gjenbruk=None, egenandel=None))


downgrade = upgrade

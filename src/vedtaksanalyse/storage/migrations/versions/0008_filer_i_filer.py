"""Files inside files in the ledger, and the hash of each text beside it: what a decision about the text is known by."""

from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """New columns; the hashes of texts stored before are made here."""
    op.add_column("fil", sa.Column("del_av", sa.String(), nullable=False, server_default=""))
    op.add_column("dokument", sa.Column("avtrykk", sa.String(), nullable=False, server_default=""))
    dokument = sa.table("dokument", *map(sa.column, ("sak_id", "nr", "tekst", "avtrykk")))
    forbindelse = op.get_bind()
    for sak_id, nr in forbindelse.execute(sa.select(dokument.c.sak_id, dokument.c.nr)).all():
        dette = (dokument.c.sak_id == sak_id, dokument.c.nr == nr)
        tekst = forbindelse.scalar(sa.select(dokument.c.tekst).where(*dette))
        avtrykk = sha256(tekst.encode("utf-8", "surrogatepass")).hexdigest()
        forbindelse.execute(dokument.update().where(*dette).values(avtrykk=avtrykk))


def downgrade() -> None:
    """Without them; files inside files leave the ledger."""
    op.execute("DELETE FROM fil WHERE del_av <> ''")
    op.drop_column("fil", "del_av")
    op.drop_column("dokument", "avtrykk")

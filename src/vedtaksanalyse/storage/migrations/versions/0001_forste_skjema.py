"""Runs, the ledger of files, and cases with all that was found in them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables."""
    op.create_table(
        "fil",
        sa.Column("rot", sa.String(), nullable=False),
        sa.Column("fil", sa.String(), nullable=False),
        sa.Column("sak_id", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("saksnokkel", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("utfall", sa.String(), nullable=False),
        sa.Column("forsok", sa.Integer(), nullable=False),
        sa.Column("neste", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kjoring", sa.Integer(), nullable=False),
        sa.Column("borte", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("rot", "fil"),
    )
    op.create_index("fil_kjoring", "fil", ["kjoring"])

    op.create_table(
        "kjoring",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rot", sa.String(), nullable=False),
        sa.Column("tilstand", sa.String(), nullable=False),
        sa.Column("startet", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hjerteslag", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ferdig", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kode", sa.String(), nullable=False),
        sa.Column("katalog", sa.String(), nullable=False),
        sa.Column("modeller", sa.String(), nullable=False),
        sa.Column("telling", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "sak",
        sa.Column("sak_id", sa.String(), nullable=False),
        sa.Column("nokkel", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("arsak", sa.String(), nullable=False),
        sa.Column("malform", sa.String(), nullable=False),
        sa.Column("kontor", sa.String(), nullable=False),
        sa.Column("avvik", sa.Text(), nullable=False),
        sa.Column("vedtaksdato", sa.Date(), nullable=True),
        sa.Column("svakt_vedtak", sa.Float(precision=53), nullable=True),
        sa.Column("kode", sa.String(), nullable=False),
        sa.Column("katalog", sa.String(), nullable=False),
        sa.Column("modeller", sa.String(), nullable=False),
        sa.Column("lagret", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sak_id"),
    )
    op.create_index("sak_kontor", "sak", ["kontor", "vedtaksdato"])
    op.create_index("sak_nokkel", "sak", ["nokkel"])

    op.create_table(
        "belegg",
        sa.Column("sak_id", sa.String(), nullable=False),
        sa.Column("vurdering", sa.Integer(), nullable=False),
        sa.Column("nr", sa.Integer(), nullable=False),
        sa.Column("dok_id", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("slutt", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["sak_id"], ["sak.sak_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("sak_id", "vurdering", "nr"),
    )
    op.create_table(
        "dokument",
        sa.Column("sak_id", sa.String(), nullable=False),
        sa.Column("nr", sa.Integer(), nullable=False),
        sa.Column("dok_id", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("malform", sa.String(), nullable=False),
        sa.Column("dato", sa.Date(), nullable=True),
        sa.Column("tekst", sa.Text(), nullable=False),
        sa.Column("sider", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["sak_id"], ["sak.sak_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("sak_id", "nr"),
    )
    op.create_table(
        "flagg",
        sa.Column("sak_id", sa.String(), nullable=False),
        sa.Column("nr", sa.Integer(), nullable=False),
        sa.Column("flagg", sa.String(), nullable=False),
        sa.Column("kriterium", sa.String(), nullable=False),
        sa.Column("sannsynlighet", sa.Float(precision=53), nullable=False),
        sa.Column("konsekvens", sa.Integer(), nullable=False),
        sa.Column("risiko", sa.Integer(), nullable=False),
        sa.Column("hjemmel", sa.Text(), nullable=False),
        sa.Column("tekst", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["sak_id"], ["sak.sak_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("sak_id", "nr"),
    )
    op.create_index("flagg_flagg", "flagg", ["flagg"])

    op.create_table(
        "kilde",
        sa.Column("sak_id", sa.String(), nullable=False),
        sa.Column("nr", sa.Integer(), nullable=False),
        sa.Column("dok_id", sa.String(), nullable=False),
        sa.Column("fil", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("dato", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["sak_id"], ["sak.sak_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("sak_id", "nr"),
    )
    op.create_index("kilde_sha256", "kilde", ["sha256"])

    op.create_table(
        "kriterievurdering",
        sa.Column("sak_id", sa.String(), nullable=False),
        sa.Column("nr", sa.Integer(), nullable=False),
        sa.Column("kriterium", sa.String(), nullable=False),
        sa.Column("grad", sa.String(), nullable=False),
        sa.Column("sannsynlighet", sa.Text(), nullable=False),
        sa.Column("kilder", sa.Text(), nullable=False),
        sa.Column("kvittering", sa.Text(), nullable=True),
        sa.Column("fakta", sa.Text(), nullable=True),
        sa.Column("verdi", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["sak_id"], ["sak.sak_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("sak_id", "nr"),
    )
    op.create_index("kriterievurdering_grad", "kriterievurdering", ["kriterium", "grad"])

    op.create_table(
        "pii",
        sa.Column("sak_id", sa.String(), nullable=False),
        sa.Column("nr", sa.Integer(), nullable=False),
        sa.Column("dok_id", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("slutt", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("styrke", sa.Float(precision=53), nullable=False),
        sa.ForeignKeyConstraint(["sak_id"], ["sak.sak_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("sak_id", "nr"),
    )


def downgrade() -> None:
    """Remove all tables; dependents first."""
    for tabell in ("belegg", "dokument", "flagg", "kilde", "kriterievurdering", "pii", "sak", "kjoring", "fil"):
        op.drop_table(tabell)

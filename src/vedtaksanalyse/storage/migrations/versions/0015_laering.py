"""What may be learnt from, models that were trained with what was decided about them, and how each night looked."""

import sqlalchemy as sa
from alembic import op

from vedtaksanalyse.storage.tidspunkt import Tidspunkt

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_FASTE = ("modellkandidat", "modellhendelse")


def _felt(slag: type[sa.types.TypeEngine], *navn: str) -> list[sa.Column]:
    return [sa.Column(ett, slag(), nullable=False) for ett in navn]


def upgrade() -> None:
    """New tables, and what refuses to change what was decided."""
    op.create_table(
        "klarering", sa.Column("id", sa.Integer(), primary_key=True), *_felt(sa.String, "sak_id", "dok_id"), *_felt(sa.Boolean, "tillatt"),
        *_felt(sa.String, "grunnlag", "hvem"), *_felt(Tidspunkt, "tid"),
    )  # fmt: skip
    op.create_index("klarering_sak", "klarering", ["sak_id", "id"])
    op.create_table(
        "modellkandidat", sa.Column("id", sa.Integer(), primary_key=True), *_felt(sa.String, "avtrykk", "forrige"),
        *_felt(sa.Boolean, "bestatt"), *_felt(sa.String, "hvem"), *_felt(sa.Text, "opphav", "rapport"), *_felt(Tidspunkt, "tid"),
    )  # fmt: skip
    op.create_table(
        "modellhendelse", sa.Column("id", sa.Integer(), primary_key=True), *_felt(sa.Integer, "kandidat"),
        *_felt(sa.String, "hvem", "slag", "grunn"), *_felt(Tidspunkt, "tid"),
    )  # fmt: skip
    op.create_index("modellhendelse_kandidat", "modellhendelse", ["kandidat", "id"])
    op.create_table(
        "driftstall", sa.Column("kjoring", sa.Integer(), primary_key=True), sa.Column("kontor", sa.String(), primary_key=True),
        sa.Column("mal", sa.String(), primary_key=True), *_felt(sa.Integer, "n"),
        *(sa.Column(navn, sa.Float(53), nullable=False) for navn in ("sum", "kvadratsum")),
    )  # fmt: skip
    dialekt = op.get_bind().dialect.name
    for tabell in _FASTE:
        for setning in _guard(dialekt, tabell):
            op.execute(setning)


def downgrade() -> None:
    """Without them: what was cleared, trained and decided is gone."""
    if op.get_bind().dialect.name == "postgresql":
        for tabell in _FASTE:
            op.execute(f"DROP TRIGGER {tabell}_fast ON {tabell}")
    for tabell in ("driftstall", "modellhendelse", "modellkandidat", "klarering"):
        op.drop_table(tabell)


def _guard(dialekt: str, tabell: str) -> list[str]:
    if dialekt == "sqlite":
        return [
            f"CREATE TRIGGER {tabell}_{navn} BEFORE {navn.upper()} ON {tabell} BEGIN SELECT RAISE(ABORT, '{tabell}'); END"
            for navn in ("update", "delete")
        ]
    return [f"CREATE TRIGGER {tabell}_fast BEFORE UPDATE OR DELETE OR TRUNCATE ON {tabell} FOR EACH STATEMENT EXECUTE FUNCTION bare_tillegg()"]

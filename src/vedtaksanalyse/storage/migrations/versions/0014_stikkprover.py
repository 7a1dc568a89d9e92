"""Stikkprøver with their frames and folders, how complaints ended, and what was decided about flags."""

import sqlalchemy as sa
from alembic import op

from vedtaksanalyse.storage.tidspunkt import Tidspunkt

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_FASTE = ("stikkprove", "rammesak", "provehendelse", "flaggstand")


def _ord(*navn: str) -> list[sa.Column]:
    return [sa.Column(ett, sa.String(), nullable=False) for ett in navn]


def _tekst(*navn: str) -> list[sa.Column]:
    return [sa.Column(ett, sa.Text(), nullable=False) for ett in navn]


def _tall(*navn: str) -> list[sa.Column]:
    return [sa.Column(ett, sa.Integer(), nullable=False) for ett in navn]


def upgrade() -> None:
    """New tables, and what refuses to change a draw that was made."""
    nummer = ("id", sa.Integer())
    tid = ("tid", Tidspunkt())
    op.create_table(
        "stikkprove", sa.Column(*nummer, primary_key=True), *_ord("navn"), *_tekst("plan"), *_ord("hvem"), sa.Column(*tid, nullable=False),
        *_tall("ramme", "utelatt", "trukket"), *_ord("rammesum"), *_tekst("versjoner"),
    )  # fmt: skip
    op.create_table(
        "rammesak", sa.Column("stikkprove", sa.Integer(), primary_key=True), sa.Column("sak_id", sa.String(), primary_key=True),
        *_ord("kontor", "stratum", "utelatt"), sa.Column("andel", sa.Float(53), nullable=False),
        sa.Column("vekt", sa.Float(53), nullable=False), sa.Column("nr", sa.Integer()),
        *_ord("saksnokkel"), *_tekst("maskin", "aktuelt"),
    )  # fmt: skip
    op.create_index("rammesak_sak", "rammesak", ["sak_id"])
    op.create_index("rammesak_nr", "rammesak", ["stikkprove", "nr"])
    op.create_table(
        "provehendelse", sa.Column(*nummer, primary_key=True), *_tall("stikkprove"), *_ord("hvem", "slag"),
        sa.Column(*tid, nullable=False), *_tekst("felt"),
    )  # fmt: skip
    op.create_index("provehendelse_prove", "provehendelse", ["stikkprove", "id"])
    op.create_table(
        "mappe", sa.Column("stikkprove", sa.Integer(), primary_key=True), sa.Column("sak_id", sa.String(), primary_key=True),
        sa.Column("plass", sa.Integer(), primary_key=True), *_ord("hvem", "tilstand"), sa.Column("blind", sa.Boolean(), nullable=False),
        *_tall("utgave"), sa.Column("endret", Tidspunkt()),
    )  # fmt: skip
    op.create_index("mappe_sak", "mappe", ["sak_id"])
    op.create_table(
        "mappesvar", sa.Column(*nummer, primary_key=True), *_tall("stikkprove"), *_ord("sak_id"), *_tall("plass"),
        *_ord("hvem", "punkt", "verdi"), *_tekst("merknad", "sitat"), *_ord("forslag"), sa.Column("blind", sa.Boolean(), nullable=False),
        *_ord("saksnokkel"), sa.Column(*tid, nullable=False),
    )  # fmt: skip
    op.create_index("mappesvar_prove", "mappesvar", ["stikkprove", "sak_id", "id"])
    op.create_index("mappesvar_sak", "mappesvar", ["sak_id"])
    op.create_table(
        "klageutfall", sa.Column(*nummer, primary_key=True), *_ord("sak_id", "utfall"), sa.Column("dato", sa.Date()),
        *_ord("kilde", "hvem"), sa.Column(*tid, nullable=False),
    )  # fmt: skip
    op.create_index("klageutfall_sak", "klageutfall", ["sak_id", "id"])
    op.create_table(
        "flaggstand", sa.Column(*nummer, primary_key=True), *_ord("flagg", "tilstand", "grunn", "hvem"), *_tekst("felt"),
        sa.Column(*tid, nullable=False),
    )  # fmt: skip
    for setning in _VERN[op.get_bind().dialect.name]:
        op.execute(setning)


def downgrade() -> None:
    """Without them: draws, what was answered about folders, complaints and the flags' record are gone."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION bare_tillegg() CASCADE")
    for tabell in ("flaggstand", "klageutfall", "mappesvar", "mappe", "provehendelse", "rammesak", "stikkprove"):
        op.drop_table(tabell)


_VERN = {
    "sqlite": [
        f"CREATE TRIGGER {tabell}_{navn} BEFORE {navn.upper()} ON {tabell} BEGIN SELECT RAISE(ABORT, '{tabell}'); END"
        for tabell in _FASTE
        for navn in ("update", "delete")
    ],
    "postgresql": [
        "CREATE FUNCTION bare_tillegg() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '%', TG_TABLE_NAME; END $$",
        *(
            f"CREATE TRIGGER {tabell}_fast BEFORE UPDATE OR DELETE OR TRUNCATE ON {tabell} FOR EACH STATEMENT EXECUTE FUNCTION bare_tillegg()"
            for tabell in _FASTE
        ),
    ],
}

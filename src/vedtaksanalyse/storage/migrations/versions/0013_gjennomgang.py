"""People's work: where cases stand, answers, events, sessions, and the log of every look, which can only grow."""

import json

import sqlalchemy as sa
from alembic import op

from vedtaksanalyse.storage.tidspunkt import Tidspunkt

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_TEKST = {"nullable": False}
_KOFELT = ["kontor", "status", "risiko", "feil", "antall_kjeder", "frist", "venter_svar", "vedtaksdato", "sak_id"]


def upgrade() -> None:
    """New tables, what refuses to change the log, and what the reviewers' queue is sorted by."""
    op.add_column("sak", sa.Column("antall_kjeder", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("sak", sa.Column("venter_svar", sa.Boolean(), nullable=False, server_default=sa.false()))
    _fill_sak()
    op.drop_index("sak_ko", "sak")
    op.create_index("sak_ko", "sak", _KOFELT)
    op.create_table(
        "oppgave",
        sa.Column("sak_id", sa.String(), primary_key=True),
        *(sa.Column(navn, sa.String(), **_TEKST) for navn in ("kontor", "tilstand", "hvem", "annenleser", "vent_arsak")),
        sa.Column("vent_til", sa.Date()),
        sa.Column("kontroll", sa.Boolean(), nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("laner_plass", sa.String(), nullable=False),
        sa.Column("andel", sa.Float(53), nullable=False),
        sa.Column("utgave", sa.Integer(), nullable=False),
        sa.Column("endret", Tidspunkt()),
    )
    op.create_index("oppgave_tilstand", "oppgave", ["tilstand", "hvem"])
    op.create_table(
        "svar",
        sa.Column("id", sa.Integer(), primary_key=True),
        *(sa.Column(navn, sa.String(), **_TEKST) for navn in ("sak_id", "hvem", "slag", "gjelder", "verdi", "grunn")),
        sa.Column("kommentar", sa.Text(), nullable=False),
        sa.Column("sitat", sa.Text(), nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("saksnokkel", sa.String(), nullable=False),
        sa.Column("tid", Tidspunkt(), nullable=False),
    )
    op.create_index("svar_sak", "svar", ["sak_id", "id"])
    op.create_table(
        "hendelse",
        sa.Column("id", sa.Integer(), primary_key=True),
        *(sa.Column(navn, sa.String(), **_TEKST) for navn in ("sak_id", "hvem", "slag")),
        sa.Column("tid", Tidspunkt(), nullable=False),
        sa.Column("felt", sa.Text(), nullable=False),
    )
    op.create_index("hendelse_sak", "hendelse", ["sak_id", "id"])
    op.create_table(
        "innsyn",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("tid", Tidspunkt(), nullable=False),
        *(sa.Column(navn, sa.String(), **_TEKST) for navn in ("hvem", "handling", "sak_id", "kontor", "gjelder", "vei", "sum")),
    )
    op.create_index("innsyn_sak", "innsyn", ["sak_id", "id"])
    op.create_index("innsyn_tid", "innsyn", ["tid"])
    op.create_table(
        "bruker",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("navn", sa.String(), nullable=False),
        sa.Column("roller", sa.Text(), nullable=False),
        sa.Column("kontorer", sa.Text()),
        sa.Column("sett", Tidspunkt(), nullable=False),
    )
    op.create_table(
        "okt",
        sa.Column("avtrykk", sa.String(), primary_key=True),
        sa.Column("bruker", sa.String(), nullable=False),
        sa.Column("opprettet", Tidspunkt(), nullable=False),
        sa.Column("sist", Tidspunkt(), nullable=False),
        sa.Column("felt", sa.Text(), nullable=False),
    )
    op.create_index("okt_bruker", "okt", ["bruker"])
    op.create_table(
        "engangslenke",
        sa.Column("avtrykk", sa.String(), primary_key=True),
        sa.Column("bruker", sa.String(), nullable=False),
        sa.Column("utloper", Tidspunkt(), nullable=False),
    )
    op.create_table("visning", sa.Column("bruker", sa.String(), primary_key=True), sa.Column("felt", sa.Text(), nullable=False))
    for setning in _VERN[op.get_bind().dialect.name]:
        op.execute(setning)


def downgrade() -> None:
    """Without them: what people answered is gone."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION innsyn_fast() CASCADE")
    for tabell in ("visning", "engangslenke", "okt", "bruker", "innsyn", "hendelse", "svar", "oppgave"):
        op.drop_table(tabell)
    op.drop_index("sak_ko", "sak")
    op.drop_column("sak", "venter_svar")
    op.drop_column("sak", "antall_kjeder")
    op.create_index("sak_ko", "sak", ["feil", "risiko", "frist"])


def _fill_sak() -> None:
    """From what is stored of each case: its chains, and whether a complaint came after the decision."""
    forbindelse = op.get_bind()
    kjeder = sa.text("SELECT sak_id, saksrisiko FROM sak WHERE saksrisiko IS NOT NULL")
    rader = [{"id": id_, "antall": len(json.loads(risiko)["kjeder"])} for id_, risiko in forbindelse.execute(kjeder)]
    if rader:
        forbindelse.execute(sa.text("UPDATE sak SET antall_kjeder = :antall WHERE sak_id = :id"), rader)
    forbindelse.execute(
        sa.text(
            "UPDATE sak SET venter_svar = :ja WHERE EXISTS (SELECT 1 FROM dokument WHERE dokument.sak_id = sak.sak_id"
            " AND dokument.type = 'klage' AND dokument.dato IS NOT NULL"
            " AND (sak.vedtaksdato IS NULL OR dokument.dato >= sak.vedtaksdato))"
        ),
        {"ja": True},
    )


_VERN = {
    "sqlite": [
        f"CREATE TRIGGER innsyn_{navn} BEFORE {navn.upper()} ON innsyn BEGIN SELECT RAISE(ABORT, 'innsyn'); END"
        for navn in ("update", "delete")
    ],
    "postgresql": [
        "CREATE FUNCTION innsyn_fast() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'innsyn'; END $$",
        "CREATE TRIGGER innsyn_fast BEFORE UPDATE OR DELETE OR TRUNCATE ON innsyn FOR EACH STATEMENT EXECUTE FUNCTION innsyn_fast()",
    ],
}

"""The owner migrates and deletes, the writer runs the night, the reader sees the queue and no text; each is refused the rest."""

from __future__ import annotations

from datetime import date, timedelta

import psycopg
import pytest
from click.testing import CliRunner
from lagersaker import VERSJONER, en_vurdering
from sqlalchemy import make_url

from vedtaksanalyse.cli import main
from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.nattkjoring.gjenbruk import update_gjenbruk
from vedtaksanalyse.sak import (
    Avgjorelse,
    Bruker,
    Flaggstand,
    Innsyn,
    Kovalg,
    Modellhendelse,
    Oppgave,
    Svar,
    Svarslag,
    Tilstand,
    Valg,
    Vern,
)
from vedtaksanalyse.storage import Filrad, open_lager, prepare_database, prove_database
from vedtaksanalyse.storage import database as db
from vedtaksanalyse.storage.forbindelse import RETTIGHET, Databasefeil
from vedtaksanalyse.storage.roller import LESER, NETTSTED, SKRIVER
from vedtaksanalyse.storage.schema import metadata
from vedtaksanalyse.tekster import feiltekst

ROLLER = ("eier", "natt", "les", "nett")


@pytest.fixture(scope="module")
def roller(tjener):
    """A database that its own role owns, as docs/drift.md makes it; the address of each role."""
    tjener.sql(*(f"CREATE ROLE {rolle} LOGIN" for rolle in ROLLER), f"CREATE DATABASE roller OWNER eier {tjener.alfabet}")
    adresser = {rolle: tjener.adresse("roller", rolle) for rolle in ROLLER}
    svar = CliRunner().invoke(main, ["database", "--database", adresser["eier"], "--skriver", "natt", "--leser", "les", "--nettsted", "nett"])
    assert svar.exit_code == 0 and "natt: kan kjøre" in svar.output and "les: kan lese" in svar.output, svar.output
    yield adresser
    tjener.sql("DROP DATABASE roller WITH (FORCE)", *(f"DROP ROLE {rolle}" for rolle in ROLLER))


@pytest.fixture(scope="module")
def fylt(roller):
    """With all that a night and a person write, written by the writer."""
    with open_lager(roller["natt"]) as lager, lager.hold_laas("nattkjoring") as fikk:
        assert fikk
        nummer = lager.start_kjoring("rot", VERSJONER)
        lager.save_bunke([en_vurdering()], {}, "rot", nummer, [Filrad("h1", "S-1", "x", "n", "lest", "ny")], "leser", {"x": 1})
        lager.save_bunke([en_vurdering(), en_vurdering("S-2")], {}, "rot", nummer, [Filrad("h1", "S-1", "x", "n", "lest", "ny")])
        update_gjenbruk(lager)
        lager.finish_kjoring("rot", nummer, {})
        lager.flaggbok.add_flaggstand(Flaggstand("f", "hint", "alle", "nattkjoring"))
        lager.save_avgjorelse(Avgjorelse("S-1", "vedtak", "x", Valg.MASKER, "kn", "rolle", lager.load_kjoringer(1)[0].startet))
        assert [v.sak.sak_id for v in lager.load_vurderinger()] == ["S-1", "S-2"] and lager.load_slettede() == set()
    return roller


def test_the_reader_sees_the_queue_and_no_text(fylt):
    with open_lager(fylt["les"], opprett=False) as lager:
        assert [rad.sak_id for rad in sorted(lager.load_ko(), key=lambda rad: rad.rang())] == ["S-1", "S-2"]
        assert lager.count_kontorer() == {"Nav Eksempel": 2} and set(lager.count_skjermet(Vern.HOLD)) == {"S-1", "S-2"}
        assert lager.load_stand().saker == {"vurdert": 2} and lager.load_kjoringer(1)[0].tilstand == "ferdig"
        for les in (lambda: list(lager.load_vurderinger()), lambda: lager.load_saker(["S-1"]), lambda: list(lager.stream_merker("Nav Eksempel"))):
            with pytest.raises(Databasefeil, match="database_rettighet"):
                les()
    svar = CliRunner().invoke(main, ["ko", "--database", fylt["les"]])
    assert svar.exit_code == 0 and "S-1" in svar.output
    assert feiltekst(Databasefeil(RETTIGHET)).startswith("Rollen i databasen har ikke rett til dette")


def test_the_reader_writes_nothing_and_the_writer_changes_no_table(fylt):
    with psycopg.connect(fylt["les"], autocommit=True) as les, psycopg.connect(fylt["natt"], autocommit=True) as natt, psycopg.connect(fylt["nett"], autocommit=True) as nett:
        for navn, tabell in metadata.tables.items():
            felt = [kolonne.name for kolonne in tabell.c]
            endringer = {"INSERT": f"INSERT INTO {navn} DEFAULT VALUES", "UPDATE": f"UPDATE {navn} SET {felt[0]} = {felt[0]}", "DELETE": f"DELETE FROM {navn}"}
            bygging = [f"DROP TABLE {navn}", f"TRUNCATE {navn}", f"ALTER TABLE {navn} ADD COLUMN x TEXT", "CREATE TABLE ny (x TEXT)", "CREATE TEMP TABLE ny (x TEXT)"]
            lukket = [f"SELECT {ett} FROM {navn}" for ett in felt if ett not in LESER.get(navn, ())]
            _refused(les, *endringer.values(), *bygging, *lukket)
            _refused(natt, *bygging, *(setning for rett, setning in endringer.items() if rett not in SKRIVER.get(navn, ())))
            _refused(nett, *bygging, *(setning for rett, setning in endringer.items() if rett not in NETTSTED.get(navn, ())))


def _refused(forbindelse: psycopg.Connection, *setninger: str) -> None:
    for setning in setninger:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            forbindelse.execute(setning)


def test_what_a_person_decided_cannot_be_changed_by_the_writer():
    assert set(SKRIVER["avgjorelse"]) == {"SELECT", "INSERT"} and SKRIVER["sletting"] == SKRIVER["slettet"] == ("SELECT",)
    for tabell in ("svar", "hendelse", "innsyn", "stikkprove", "rammesak", "mappesvar"):
        assert set(SKRIVER.get(tabell, ())) <= {"SELECT"} and set(NETTSTED[tabell]) == {"SELECT", "INSERT"}
    assert SKRIVER["flaggstand"] == NETTSTED["flaggstand"] == ("SELECT", "INSERT"), "where the office says so, the night decides on flags"


def test_only_the_owner_deletes(fylt):
    """Others could not write over the place, and would say that they had."""
    with open_lager(fylt["natt"]) as lager:
        naa = lager.load_kjoringer(1)[0].startet
        with pytest.raises(Bruksfeil, match="database_eier"):
            lager.slett(["S-1"], "sak", naa)
        assert lager.count_saker() == {"vurdert": 2}
    with open_lager(fylt["eier"]) as lager:
        assert lager.slett(["S-1", "S-2"], "sak", naa).fullfort and lager.count_saker() == {}


def test_only_the_owner_upgrades(roller):
    motor = db.open_database(roller["eier"])
    db.migrer(motor, "0010", ned=True)
    for rolle in ("natt", "les"):
        with pytest.raises(Bruksfeil, match="database_eier"), open_lager(roller[rolle]):
            pass
    prepare_database(roller["eier"], ["natt"], ["les"], ["nett"])
    with open_lager(roller["les"], opprett=False) as lager:
        assert lager.load_ko() == []
    motor.dispose()


def test_a_role_gets_its_part_and_no_more_whatever_it_had(roller, tjener):
    tjener.sql("GRANT ALL ON ALL TABLES IN SCHEMA public TO les", database="roller")
    prepare_database(roller["eier"], [], ["les"])
    assert prove_database(roller["les"]).skrivefeil == "skrivevern"
    assert (prove_database(roller["natt"]).skrivefeil, prove_database(roller["natt"]).rettigheter) == ("", ())
    with psycopg.connect(roller["les"]) as forbindelse, pytest.raises(psycopg.errors.InsufficientPrivilege):
        forbindelse.execute("SELECT tekst FROM dokument")


def test_others_get_in_only_where_they_are_let_in(roller, tjener):
    tjener.sql("CREATE ROLE fremmed LOGIN")
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(tjener.adresse("roller", "fremmed"))
    tjener.sql("DROP ROLE fremmed")


@pytest.mark.parametrize(("rolle", "navn", "kode"), [("natt", "les", "database_eier"), ("eier", 'x"; --', "database_ukjent_rolle")])
def test_who_may_give_and_who_may_get(roller, rolle, navn, kode):
    with pytest.raises(Bruksfeil, match=kode):
        prepare_database(roller[rolle], [navn])


def test_a_role_without_any_right_is_told_so(roller, tjener):
    tjener.sql("CREATE ROLE fremmed LOGIN", "GRANT CONNECT ON DATABASE roller TO fremmed")
    with pytest.raises(Bruksfeil, match="database_rettighet"), open_lager(tjener.adresse("roller", "fremmed")):
        pass
    tjener.sql("REVOKE ALL ON DATABASE roller FROM fremmed", "DROP ROLE fremmed")


def test_sqlite_has_no_roles(tmp_path):
    svar = CliRunner().invoke(main, ["database", "--database", str(tmp_path / "ny.sqlite")])
    assert svar.exit_code == 0 and (tmp_path / "ny.sqlite").exists()
    svar = CliRunner().invoke(main, ["database", "--database", str(tmp_path / "ny.sqlite"), "--leser", "les", "--nettsted", "nett"])
    assert svar.exit_code == 2 and "ingen roller" in svar.output


def test_the_password_is_not_told(roller):
    adresse = make_url(roller["natt"]).set(password="hemmelig").render_as_string(hide_password=False)
    svar = CliRunner().invoke(main, ["database", "--database", adresse, "--leser", "les", "--nettsted", "nett"])
    assert svar.exit_code == 2 and "hemmelig" not in svar.output


def test_the_application_shows_cases_and_keeps_answers(fylt):
    with open_lager(fylt["natt"]) as lager:
        lager.save_vurderinger([en_vurdering("S-9")])
        lager.gjennomgang.add_trukne([Oppgave("S-8", kontroll=True)])
    with open_lager(fylt["nett"], opprett=False) as lager:
        okter = lager.make_okter(timedelta(hours=1), timedelta(hours=9))
        okter.save_bruker(bruker := Bruker("kari", "Kari", frozenset({"saksgransker"}), None))
        assert okter.use_lenke(okter.make_lenke("kari", timedelta(hours=1))) == "kari"
        assert okter.find(okter.start("kari")).bruker == bruker
        okter.save_visning("kari", {"tema": "mork"})
        [vurdering] = lager.load_vurderinger(["S-9"])
        lager.innsyn.add(Innsyn("kari", "sak", "S-9"))
        tatt = lager.gjennomgang.change_oppgave(Oppgave("S-9", vurdering.sak.kontor, Tilstand.TATT, "kari"), "kari", "ta")
        lager.gjennomgang.change_oppgave(tatt, "kari", "fullfor")
        lager.gjennomgang.save_svar([Svar("S-9", "kari", Svarslag.SAK, "", "merknad")])
        assert lager.gjennomgang.load_koside(Kovalg(), bruker, date(2026, 3, 1)).kontorer == ["Nav Eksempel"]
        assert lager.innsyn.find_brudd() is None
        with pytest.raises(Databasefeil, match="database_rettighet"):
            lager.save_vurderinger([vurdering])


def test_what_may_be_learnt_from_is_not_for_the_one_who_trains_to_say(fylt, katalog):
    from vedtaksanalyse.gjennomgang import Trekning
    from vedtaksanalyse.learning.granskingssett import collect_sett, klarer
    from vedtaksanalyse.learning.utvalg import choose_laeresaker

    with open_lager(fylt["natt"]) as lager, open_lager(fylt["nett"], opprett=False) as nett:
        lager.save_vurderinger([en_vurdering("S-7")])
        with pytest.raises(Databasefeil, match="database_rettighet"):
            klarer(lager, "lov", "ola", saker=["S-7"])
        assert klarer(nett, "lov", "ola", kontorer=["Nav Eksempel"]) >= 1
        assert collect_sett(lager, katalog, "lov", Vern.VARSLE).opphav["utelatt"].get("uten_merker"), "the writer reads what is cleared and answered"
        assert choose_laeresaker(lager, katalog, Trekning(fro="x", laerandel=1.0), Vern.VARSLE) >= 0
        lager.laering.add_modellhendelse(Modellhendelse(1, "drift", "i_bruk"))

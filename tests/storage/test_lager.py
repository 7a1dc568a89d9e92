from __future__ import annotations

import stat
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lagersaker import VERSJONER, en_uvurdert, en_vurdering, vurderinger
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from vedtaksanalyse.errors import Bruksfeil, Databasemangel
from vedtaksanalyse.sak import Saksrisiko, Versjoner
from vedtaksanalyse.storage import Filrad, make_saksnokkel, open_lager
from vedtaksanalyse.storage.schema import SAKSTABELLER


def test_stored_cases_come_back_equal(database):
    saker = [en_vurdering(), en_uvurdert(), en_vurdering("S-0", flagg=(), svakt_vedtak=None)]
    with open_lager(database) as lager:
        lager.save_vurderinger(saker)
    with open_lager(database) as lager:
        assert list(lager.load_vurderinger()) == sorted(saker, key=lambda vurdering: vurdering.sak.sak_id)
        assert list(lager.load_vurderinger(["S-2", "finnes ikke"])) == [saker[1]]
        assert lager.count_saker() == {"kan_ikke_vurderes": 1, "vurdert": 2}


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(vurderinger)
def test_any_case_comes_back_equal(lager, vurdering):
    lager.save_vurderinger([vurdering])
    assert list(lager.load_vurderinger([vurdering.sak.sak_id])) == [vurdering]


@pytest.fixture
def lager(database):
    with open_lager(database) as lager:
        yield lager


def test_a_case_is_replaced_whole(database):
    ny = en_vurdering(flagg=(), pii=(), vurderinger=())
    with open_lager(database) as lager:
        lager.save_vurderinger([en_vurdering(), en_vurdering("S-9")])
        lager.save_vurderinger([ny])
        assert list(lager.load_vurderinger()) == [ny, en_vurdering("S-9")]


def test_a_chunk_is_stored_whole_or_not_at_all(database):
    dobbel = replace(en_vurdering(), versjoner=Versjoner("ny", "ny", "ny"))
    with open_lager(database) as lager:
        lager.save_vurderinger([en_vurdering()])
        with pytest.raises(SQLAlchemyError):
            lager.save_vurderinger([dobbel, en_vurdering("S-3"), dobbel])
        assert list(lager.load_vurderinger()) == [en_vurdering()]


def test_deleting_a_case_leaves_nothing(database):
    with open_lager(database) as lager:
        lager.save_vurderinger([en_vurdering(), en_uvurdert()])
        lager.delete_saker(["S-1", "S-2"])
        with lager._engine.connect() as forbindelse:
            rader = {tabell.name: forbindelse.execute(tabell.select()).all() for tabell in SAKSTABELLER}
        assert rader == {tabell.name: [] for tabell in SAKSTABELLER}


def test_the_key_follows_case_names_contents_and_versions():
    filer = [("a.pdf", "1"), ("b.pdf", "2")]
    grunnlag = make_saksnokkel("S", filer, VERSJONER)
    assert grunnlag == make_saksnokkel("S", filer[::-1], VERSJONER)
    andre = [
        make_saksnokkel("T", filer, VERSJONER),
        make_saksnokkel("S", [("a.pdf", "2"), ("b.pdf", "1")], VERSJONER),
        make_saksnokkel("S", [("a.pdf", "1")], VERSJONER),
        make_saksnokkel("S", filer, replace(VERSJONER, katalog="kat2")),
        make_saksnokkel("S", filer, replace(VERSJONER, modeller="m2")),
        make_saksnokkel("S", filer, replace(VERSJONER, kode="k2")),
    ]
    assert len({grunnlag, *andre}) == 7


def test_finished_cases_are_known_by_their_key(database):
    vurdering = en_vurdering()
    egen = make_saksnokkel("S-1", [(kilde.fil, kilde.sha256) for kilde in vurdering.sak.kilder], VERSJONER)
    with open_lager(database) as lager:
        lager.save_vurderinger([vurdering])
        assert lager.find_ferdige([egen, "ukjent"]) == {egen}
        lager.save_vurderinger([vurdering], {"S-1": "gitt"})
        assert lager.find_ferdige([egen, "gitt"]) == {"gitt"}


def test_two_writers_do_not_stop_each_other(tom_database):
    """Nor when both make the tables first, and store the same cases in another order."""
    ider = [f"S-{nr}" for nr in range(8)]
    feil: list[Exception] = []

    def save(egne: list[str], rekke: list[str]) -> None:
        try:
            with open_lager(tom_database) as lager:
                for _ in range(3):
                    lager.save_vurderinger([en_vurdering(sak_id) for sak_id in rekke])
                for sak_id in egne:
                    lager.save_vurderinger([en_vurdering(sak_id)])
        except Exception as galt:
            feil.append(galt)

    deler = [(["A-1", "A-2"], ider), (["B-1", "B-2"], ider[::-1])]
    traader = [threading.Thread(target=save, args=en) for en in deler]
    for traad in traader:
        traad.start()
    for traad in traader:
        traad.join()
    assert feil == []
    with open_lager(tom_database) as lager:
        assert lager.count_saker() == {"vurdert": 12}
        assert list(lager.load_vurderinger(ider)) == [en_vurdering(sak_id) for sak_id in ider]


def test_only_the_owner_can_read_the_file(tmp_path):
    sti = tmp_path / "ny" / "l.db"
    with open_lager(str(sti)) as lager:
        lager.save_vurderinger([en_vurdering()])
        moduser = {fil.name: stat.S_IMODE(fil.stat().st_mode) for fil in sti.parent.iterdir()}
    assert set(moduser.values()) == {0o600} and len(moduser) == 3
    assert stat.S_IMODE(sti.parent.stat().st_mode) == 0o700


def test_the_lock_is_for_one_process_and_ends_with_it(database):
    program = (
        "import sys, time; from vedtaksanalyse.storage import open_lager\n"
        "with open_lager(sys.argv[1]) as lager, lager.hold_laas('natt') as fikk:\n"
        "    print(fikk, flush=True); time.sleep(600)"
    )
    with open_lager(database) as lager:
        annen = subprocess.Popen([sys.executable, "-c", program, database], stdout=subprocess.PIPE, text=True)
        assert annen.stdout.readline() == "True\n"
        with lager.hold_laas("natt") as fikk:
            assert not fikk
        annen.kill()
        annen.communicate()
        for _ in range(2000):
            with lager.hold_laas("natt") as fikk:
                if fikk:
                    break
            threading.Event().wait(0.05)
        assert fikk


def test_the_ledger_knows_every_file_and_tells_once_of_the_gone(database):
    rader = [
        Filrad("h1", "S-1", "x", "n", "lest", "ny"),
        Filrad("h2", "S-1", "y", "n", "kryptert", "trenger_menneske", forsok=1),
    ]
    with open_lager(database) as lager:
        forste = lager.start_kjoring("rot", VERSJONER)
        lager.save_bunke([en_vurdering()], {}, "rot", forste, rader)
        assert lager.find_urapporterte("rot", "ny") == {"h1"}
        assert lager.load_filer("rot") == {"h1": rader[0], "h2": rader[1]}
        assert lager.load_filer("annen rot") == {}
        assert lager.count_utfall("rot", forste) == {"ny": {"lest": 1}, "trenger_menneske": {"kryptert": 1}}
        assert lager.find_filer("rot", forste, ["trenger_menneske"]) == [rader[1]]
        assert lager.find_flaggede("rot", forste) == [("S-1", 1, 20)]
        assert lager.count_manglende("rot", forste) == {"S-1": 1}
        lager.finish_kjoring("rot", forste, {})
        assert lager.find_urapporterte("rot", "ny") == set()
        neste = lager.start_kjoring("rot", VERSJONER)
        lager.save_sett("rot", neste, [replace(rader[0], utfall="uendret")])
        assert lager.find_borte("rot", neste) == [("S-1", "h2")]
        lager.finish_kjoring("rot", neste, {})
        assert lager.find_borte("rot", neste) == []
        assert lager.load_filer("rot") == {"h1": replace(rader[0], utfall="uendret")}


def test_a_run_that_died_is_marked_by_the_next(database):
    with open_lager(database) as lager:
        lager.start_kjoring("rot", VERSJONER)
        ferdig = lager.start_kjoring("rot", VERSJONER)
        lager.finish_kjoring("rot", ferdig, {"ny": 3})
        lager.start_kjoring("rot", VERSJONER)
        with lager._engine.connect() as forbindelse:
            rader = forbindelse.execute(text("SELECT tilstand, telling FROM kjoring ORDER BY id")).all()
    assert rader == [("avbrutt", None), ("ferdig", '{"ny": 3}'), ("gaar", None)]


@pytest.mark.parametrize(
    "adresse", ["mysql://x/y", "sqlite://", "tull://", "postgresql://bruker:hemmelig@127.0.0.1:1/x"]
)
def test_an_address_that_cannot_be_used_is_told_without_its_password(adresse):
    with pytest.raises(Bruksfeil) as feil, open_lager(adresse):
        pass
    assert feil.value.kode == "database" and "hemmelig" not in repr(feil.value.felt)


def test_a_file_that_is_no_database_is_left_as_it_was(tmp_path: Path):
    sti = tmp_path / "brev.db"
    sti.write_text("ikke en database " * 1000)
    for_ = sti.read_bytes()
    with pytest.raises(Bruksfeil), open_lager(str(sti)):
        pass
    assert sti.read_bytes() == for_


@pytest.mark.parametrize("navn", ["feil.sqlite", "mappe/feil.sqlite", "."])
def test_a_reader_makes_no_database(tmp_path, navn):
    with pytest.raises(Databasemangel) as feil, open_lager(str(tmp_path / navn), opprett=False):
        pass
    assert feil.value.kode == "database_mangler" and list(tmp_path.iterdir()) == []


def test_a_reader_makes_no_tables_in_what_is_not_ours(tom_database, tmp_path):
    if tom_database.startswith("sqlite"):
        (tmp_path / "lager.db").touch()
    with pytest.raises(Databasemangel) as feil, open_lager(tom_database, opprett=False):
        pass
    assert feil.value.kode == "database_fremmed" and ":" not in feil.value.felt["sted"]
    if tom_database.startswith("sqlite"):
        assert [(fil.name, fil.stat().st_size) for fil in tmp_path.iterdir()] == [("lager.db", 0)]


def test_a_reader_opens_what_a_writer_made(database):
    with open_lager(database) as lager:
        lager.save_vurderinger([en_vurdering()])
    with open_lager(database, opprett=False) as lager:
        assert list(lager.load_vurderinger()) == [en_vurdering()]


def test_a_database_from_a_newer_program_is_refused(database):
    with open_lager(database) as lager, lager._engine.begin() as forbindelse:
        forbindelse.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Bruksfeil) as feil, open_lager(database):
        pass
    assert feil.value.kode == "database_nyere"


def test_flagged_cases_come_in_the_order_of_the_queue(database):
    grunn = en_vurdering()
    risikoer = {
        "S-a": Saksrisiko(12, 3, 4, ("x",)),
        "S-b": Saksrisiko(20, 4, 5, ("x",)),
        "S-c": Saksrisiko(5, 1, 5, ("x",), feil=True),
        "S-d": Saksrisiko(12, 3, 4, ("x", "y")),
        "S-e": None,
    }
    rader = [Filrad(f"h{id}", id, "x", "n", "lest", "ny") for id in risikoer]
    with open_lager(database) as lager:
        nummer = lager.start_kjoring("rot", VERSJONER)
        alle = [replace(grunn, sak=replace(grunn.sak, sak_id=id), risiko=r) for id, r in risikoer.items()]
        lager.save_bunke(alle, {}, "rot", nummer, rader)
        ventet = ["S-c", "S-b", "S-d", "S-a", "S-e"]
        assert [rad[0] for rad in lager.find_flaggede("rot", nummer)] == ventet
        assert [v.sak.sak_id for v in sorted(alle, key=lambda v: v.rang())] == ventet
        assert lager.find_flaggede("rot", nummer)[0] == ("S-c", len(grunn.flagg), 5)

"""``vedtaksanalyse sjekk``: each breakage is made for real and must be told of, with what to do; nothing is changed."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import time
from collections import namedtuple
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from byggere import ROT
from click.testing import CliRunner

from vedtaksanalyse.cli import main
from vedtaksanalyse.errors import Katalogfeil
from vedtaksanalyse.helse import Tilstand, installasjon, lesing, maskin, sjekk, worst
from vedtaksanalyse.helse.database import check_database
from vedtaksanalyse.helse.innmappe import check_innmappe, measure_innmappe
from vedtaksanalyse.helse.installasjon import check_installasjon, check_modeller
from vedtaksanalyse.helse.maskin import check_disk, check_innstillinger, check_klokke
from vedtaksanalyse.helse.punkt import fint
from vedtaksanalyse.nattkjoring.plan import make_rot
from vedtaksanalyse.programvare import find_pakker
from vedtaksanalyse.reading import Grenser
from vedtaksanalyse.sak import Versjoner
from vedtaksanalyse.storage import database as db
from vedtaksanalyse.storage import open_lager, prove, prove_database
from vedtaksanalyse.tekster import load_tekster

NAA = datetime(2026, 12, 1, 3, 0, tzinfo=UTC)
VERSJONER = Versjoner("k1", "kat1", "m1")
Disk = namedtuple("Disk", "f_bavail f_frsize f_files f_favail")


def koder(punkter) -> set[tuple[str, str]]:
    """(state, code) of each; every point has a text in both forms."""
    punkter = list(punkter)
    assert all(punkt.tekst(malform) for punkt in punkter for malform in ("nb", "nn"))
    return {(punkt.tilstand.value, punkt.kode) for punkt in punkter}


@pytest.fixture(scope="module")
def malfil(tmp_path_factory) -> Path:
    """A database with one finished run."""
    fil = tmp_path_factory.mktemp("mal") / "lager.db"
    with open_lager(str(fil)) as lager:
        nummer = lager.start_kjoring("r", VERSJONER, {"grunn": {"python": "3.11.2"}, "pakker": {"spacy": "3.8.1"}})
        lager.finish_kjoring("r", nummer, {"filer": {"funnet": 10, "vedlegg": 2}})
    return fil


@pytest.fixture
def fil(malfil, tmp_path) -> Path:
    tmp_path.chmod(0o700)
    return Path(shutil.copy2(malfil, tmp_path / "lager.db"))


def _run(fil: Path, sporring: str) -> None:
    with closing(sqlite3.connect(fil)) as forbindelse, forbindelse:
        forbindelse.execute(sporring)


def _sjekk_db(adresse, naa: datetime | None = None) -> set[tuple[str, str]]:
    return koder(check_database(prove_database(str(adresse)), naa or datetime.now(UTC)))


def test_a_database_that_is_fine_is_left_as_it_was(fil):
    foer = fil.read_bytes()
    assert _sjekk_db(fil) == {("ok", "ok")}
    assert fil.read_bytes() == foer


@pytest.mark.parametrize(
    ("brudd", "ventet"),
    [
        (lambda fil: fil.unlink(), ("advarsel", "ny")),
        (lambda fil: fil.write_bytes(b"dette er ingen database" * 500), ("feil", "ubrukelig")),
        (lambda fil: fil.write_bytes(fil.read_bytes()[:8192] + os.urandom(len(fil.read_bytes()) - 8192)), ("feil", "ubrukelig")),
        (lambda fil: fil.write_bytes(b""), ("feil", "fremmed")),
        (lambda fil: _run(fil, "UPDATE alembic_version SET version_num = '9999'"), ("feil", "nyere")),
        (lambda fil: db.migrer(db.open_database(str(fil)), "0008", ned=True), ("advarsel", "eldre")),
        (lambda fil: fil.chmod(0o644), ("advarsel", "rett_fil")),
        (lambda fil: fil.parent.chmod(0o777), ("advarsel", "rett_mappe")),
        (lambda fil: _run(fil, "UPDATE kjoring SET tilstand = 'gaar'"), ("advarsel", "avbrutt")),
        (lambda fil: _run(fil, "CREATE TRIGGER t BEFORE INSERT ON slettet BEGIN SELECT RAISE(ABORT, 'nei'); END"), ("feil", "skrivevern")),
    ],
    ids=["borte", "soppel", "halvskadet", "tom", "nyere", "eldre", "apen", "apen_mappe", "avbrutt", "skrivevern"],
)  # fmt: skip
def test_what_is_wrong_with_a_database_is_told(fil, brudd, ventet):
    brudd(fil)
    assert ventet in _sjekk_db(fil)
    assert fil.exists() == (ventet[1] != "ny"), "nothing is made"


def test_a_database_that_is_written_to_is_busy_and_one_with_a_run_says_so(fil, monkeypatch):
    monkeypatch.setattr(prove, "_VENT", 10)
    with closing(sqlite3.connect(fil, isolation_level=None)) as annen:
        annen.execute("BEGIN IMMEDIATE")
        assert ("advarsel", "opptatt") in _sjekk_db(fil)
    with open_lager(str(fil)) as lager, lager.hold_laas(prove.LAAS):
        assert _sjekk_db(fil) == {("ok", "ok"), ("ok", "gaar")}


def test_runs_that_stopped_coming_are_told_of(fil):
    assert _sjekk_db(fil, datetime.now(UTC) + timedelta(days=2)) == {("ok", "ok"), ("advarsel", "gammel")}
    _run(fil, "DELETE FROM kjoring")
    assert _sjekk_db(fil) == {("ok", "ok"), ("ok", "ingen")}


def test_a_server_that_is_not_there_is_told_without_the_password():
    funnet = prove_database("postgresql://bruker:hemmelig@127.0.0.1:1/vedtak")
    assert (funnet.tilstand, "hemmelig" in repr(funnet)) == ("ubrukelig", False)
    assert prove_database("mysql://x/y").tilstand == "ubrukelig"


def test_a_role_with_too_few_or_too_many_rights_is_told_of(tjener):
    adresse = tjener.make_database()
    engine = db.open_database(adresse)
    funnet = prove_database(adresse)
    assert (funnet.tilstand, funnet.skrivefeil) == ("ok", "") and "superbruker" in funnet.rettigheter
    assert funnet.stand.versjon.startswith("postgresql ") and funnet.stand.byte > 0
    with engine.begin() as forbindelse:
        for setning in ("DROP ROLE IF EXISTS bare_leser", "CREATE ROLE bare_leser LOGIN", "GRANT SELECT ON ALL TABLES IN SCHEMA public TO bare_leser"):
            forbindelse.exec_driver_sql(setning)
    leser = engine.url.set(username="bare_leser").render_as_string(hide_password=False)
    funnet = prove_database(leser)
    assert (funnet.tilstand, funnet.skrivefeil, funnet.rettigheter) == ("ok", "skrivevern", ())
    with engine.begin() as forbindelse:
        forbindelse.exec_driver_sql("DROP OWNED BY bare_leser")
        forbindelse.exec_driver_sql("DROP ROLE bare_leser")
    engine.dispose()


def test_a_disk_of_another_machine_is_told_of(fil, monkeypatch):
    monkeypatch.setattr(prove, "_over_nett", lambda _: True)
    assert ("advarsel", "nettdisk") in _sjekk_db(fil)


def test_packages_are_held_against_the_lock(tmp_path):
    laas = tmp_path / "base.txt"
    laas.write_text("spacy==3.8.1 \\\n    --hash=sha256:0\nclick==8.5.0\n")
    har = {"spacy": "3.8.1", "click": "8.5.0"}
    assert koder(check_installasjon(tmp_path, har)) == {("ok", "ok")}
    assert koder(check_installasjon(tmp_path, {"spacy": "3.8.1"})) == {("feil", "mangler")}
    assert koder(check_installasjon(tmp_path, har | {"click": "8.4"})) == {("advarsel", "andre")}
    laas.unlink()
    assert koder(check_installasjon(tmp_path)) == {("advarsel", "uten_laas")}
    assert koder(check_installasjon(tmp_path, {})) == {("feil", "mangler")}
    assert koder(check_installasjon(ROT / "lock", find_pakker())) <= {("ok", "ok"), ("advarsel", "andre")}, "the names are read alike"


@pytest.mark.parametrize(
    ("brudd", "ventet"),
    [
        (lambda m: None, ("ok", "ok")),
        (lambda m: (m / "vekter.skops").write_bytes(b"x"), ("feil", "endret")),
        (lambda m: (m / "vekter.skops").unlink(), ("feil", "endret")),
        (lambda m: (m / "modellkort.json").write_text("{"), ("feil", "endret")),
        (lambda m: (m / "modellkort.json").unlink(), ("advarsel", "uten_kort")),
        (lambda m: shutil.rmtree(m), ("feil", "mangler")),
        (lambda m: _edit_kort(m, {"numpy": "1.0.0"}), ("advarsel", "andre_pakker")),
    ],
)  # fmt: skip
def test_a_model_that_is_not_the_one_of_its_card_is_told_of(tmp_path, brudd, ventet):
    mappe = Path(shutil.copytree(ROT / "models" / "malform", tmp_path / "malform"))
    brudd(mappe)
    assert ventet in {(p.tilstand.value, p.kode) for p in check_modeller(tmp_path, "egen") if p.felt.get("navn") == "malform"}


def test_a_catalogue_that_is_wrong_is_told_of_with_its_place(monkeypatch):
    def fail():
        raise Katalogfeil("katalog", fil="x.toml", linje=3, grunn="toml")

    monkeypatch.setattr(installasjon, "load_katalog", fail)
    [punkt] = installasjon.check_katalog()
    assert (punkt.kode, punkt.felt["fil"]) == ("feil", "x.toml") and "x.toml, linje 3" in punkt.tekst("nn")


def _edit_kort(mappe: Path, versjoner: dict) -> None:
    kort = mappe / "modellkort.json"
    kort.write_text(json.dumps(json.loads(kort.read_text()) | {"versjoner": versjoner}))


def test_the_sandbox_is_tried(monkeypatch):
    assert koder(lesing.check_sandkasse(Grenser())) <= {("ok", "ok"), ("advarsel", "seccomp")}
    assert koder(lesing.check_sandkasse(replace(Grenser(), minne=1_000_000))) == {("feil", "leser")}


def test_ocr_is_tried_and_what_it_lacks_is_named(tmp_path, monkeypatch):
    from vedtaksanalyse.reading import ocr, ocrprove

    assert koder(lesing.check_ocr(Grenser(ocr_sider=0))) == {("ok", "av")}
    med = Grenser(ocr_sider=1)
    with monkeypatch.context() as bytt:
        bytt.setattr(ocrprove, "find_spec", lambda _: None)
        assert koder(lesing.check_ocr(med)) == {("advarsel", "uten_pakke")}
    pytest.importorskip("tesserocr")
    with monkeypatch.context() as bytt:
        bytt.setattr(ocr, "_STEDER", ())
        bytt.delenv("TESSDATA_PREFIX", raising=False)
        assert koder(lesing.check_ocr(med)) == {("advarsel", "uten_norsk")}
        (tmp_path / "nor.traineddata").write_bytes(b"ingen modell")
        bytt.setenv("TESSDATA_PREFIX", str(tmp_path))
        ocr.find_motor.cache_clear()
        assert koder(lesing.check_ocr(med)) == {("feil", "leser_ikke")}
    ocr.find_motor.cache_clear()
    if ocr.find_sprakdata() is None:
        pytest.skip("tesseract-ocr-nor")
    assert ("ok", "ok") in koder(lesing.check_ocr(med))


@pytest.mark.parametrize(
    ("disk", "ventet"),
    [
        (Disk(10_000, 1_000_000, 10**6, 10**6), "ok"),
        (Disk(250, 1_000_000, 10**6, 10**6), "trang"),
        (Disk(100, 1_000_000, 10**6, 10**6), "full"),
        (Disk(10_000, 1_000_000, 10**6, 3), "inoder"),
        (Disk(10_000, 1_000_000, 0, 0), "ok"),
    ],
)
def test_room_is_held_against_what_is_to_come(fil, monkeypatch, disk, ventet):
    funnet = prove_database(str(fil))
    stor = replace(funnet, stand=replace(funnet.stand, byte=1_000_000_000))
    monkeypatch.setattr(os, "statvfs", lambda _: disk)
    [punkt] = check_disk(stor, {"database": fil.parent}, nye=10, dokumenter=1000)
    assert punkt.kode == ventet


def test_a_clock_that_is_behind_or_of_another_zone_is_told_of(fil, monkeypatch, sone):
    monkeypatch.setattr(maskin, "find_skjevhet", lambda: 10)
    sone("Europe/Oslo")
    funnet = prove_database(str(fil))
    naa = datetime.now(UTC) + timedelta(hours=1)
    assert koder(check_klokke(funnet, naa, "2026-01-01")) == {("ok", "ok")}
    assert koder(check_klokke(funnet, naa - timedelta(hours=5))) == {("feil", "bak_kjoring")}
    assert koder(check_klokke(funnet, naa, "2999-01-01")) == {("feil", "bak_modeller")}
    monkeypatch.setattr(maskin, "find_skjevhet", lambda: 2_000_000)
    sone("Asia/Tokyo")
    assert koder(check_klokke(funnet, naa)) == {("advarsel", "sone"), ("advarsel", "usynkronisert")}


@pytest.fixture
def sone(monkeypatch):
    """Sets the zone of this process; it is put back."""
    with pytest.MonkeyPatch.context() as bytt:

        def sett(navn: str) -> None:
            bytt.setenv("TZ", navn)
            time.tzset()

        yield sett
    time.tzset()


def test_the_kernel_says_how_wrong_its_clock_may_be():
    assert (skjevt := maskin.find_skjevhet()) is None or skjevt >= 0


def test_an_input_folder_that_cannot_be_read_or_changed_much_is_told_of(tmp_path, fil):
    inn = tmp_path / "inn"
    for nr in range(8):
        (inn / f"S{nr}").mkdir(parents=True)
        (inn / f"S{nr}" / "vedtak.txt").write_text("Vedtak")
    (inn / "S1" / "sak.json").write_text("{}")
    (inn / "S1" / ".skjult").write_text("")
    rot, siste = make_rot(inn), replace(prove_database(str(fil)).siste, rot=make_rot(inn))

    def sett(sist=siste):
        return koder(check_innmappe(inn, measure_innmappe(inn), rot, sist))

    assert sett() == {("ok", "ok")} and sett(None) == {("ok", "ok")}
    tidligere = replace(siste, telling={"filer": {"funnet": 100}})
    assert sett(tidligere) == {("advarsel", "krympet")}
    assert sett(replace(tidligere, rot="annen")) == {("ok", "ok")}
    treg = replace(siste, startet=siste.ferdig - timedelta(days=400), telling={"filer": {"funnet": 1, "uendret": -30}})
    assert sett(treg) == {("advarsel", "lang_natt")}
    assert measure_innmappe(inn).filer == 9
    with pytest.MonkeyPatch.context() as bytt:
        bytt.setattr(os, "access", lambda sti, hva: not str(sti).endswith("S3/vedtak.txt"))
        assert ("feil", "ulest") in sett() and measure_innmappe(inn).ulest == 1
    shutil.make_archive(str(tmp_path / "saker"), "zip", inn)
    shutil.rmtree(inn)
    inn.mkdir()
    shutil.move(tmp_path / "saker.zip", inn)
    assert measure_innmappe(inn).filer == 9, "counted as the night run counts them"
    shutil.rmtree(inn)
    assert sett() == {("feil", "mangler")}
    inn.mkdir()
    assert sett() == {("feil", "tom")}


def test_settings_are_held_against_the_machine(tmp_path):
    assert koder(check_innstillinger(2, 2, "1", "")) == {("ok", "ok")}
    assert koder(check_innstillinger(4, 2, "", "")) == {("advarsel", "prosesser"), ("advarsel", "traader")}
    assert koder(check_innstillinger(1, 2, "", str(tmp_path / "borte" / "n.prom"))) == {("feil", "metrikkfil")}
    assert koder(check_innstillinger(1, 2, "", str(tmp_path / "n.txt"))) == {("advarsel", "metrikkendelse")}


def test_a_check_that_breaks_down_is_a_point_and_not_the_end(fil):
    def brast():
        yield fint("ocr", "av")
        raise ValueError("Kari Hemmeligsen")

    assert koder(sjekk._try("ocr", brast)) == {("ok", "av"), ("feil", "brast")}
    assert "Hemmeligsen" not in "".join(p.tekst("nb") for p in sjekk._try("ocr", brast))


def test_every_text_of_a_check_is_used():
    import ast
    import inspect

    kode = "".join(inspect.getsource(modul) for modul in (lesing, maskin, sjekk, *_moduler()))
    brukt = {n.value for n in ast.walk(ast.parse(_without_future(kode))) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    brukt |= {f"rett_{ett}" for ett in ("fil", "mappe", "superbruker", "lager_roller", "lager_databaser")} | {"eldre", "nyere", "fremmed", "ubrukelig", "skrivevern", "opptatt", "ugyldige", "ok"}
    omrader = {n.removeprefix("sjekk.omrade.") for n in load_tekster() if n.startswith("sjekk.omrade.")}
    egne = {tuple(n.split(".")[1:]) for n in load_tekster() if n.startswith("sjekk.")}
    assert {kode for omrade, kode in egne if omrade in omrader} - brukt == set()


def _moduler():
    from vedtaksanalyse.helse import database, innmappe

    return database, innmappe, installasjon


def _without_future(kode: str) -> str:
    return kode.replace("from __future__ import annotations", "")


@pytest.fixture
def raske(monkeypatch):
    """What is slow, and what belongs to this machine, is tried elsewhere."""
    monkeypatch.setattr(sjekk, "check_katalog", lambda: [fint("katalog", kriterier=1, flagg=1, avtrykk="x")])
    monkeypatch.setattr(sjekk, "check_modeller", lambda *_: [fint("modeller", "egen")])
    monkeypatch.setattr(sjekk, "check_sandkasse", lambda _: [fint("sandkasse")])
    monkeypatch.setattr(sjekk, "check_klokke", lambda *_: [fint("klokke", tid="x")])
    monkeypatch.setattr(sjekk, "check_installasjon", lambda _: [fint("installasjon", program="1", python="3", antall=1)])
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    monkeypatch.setenv("VEDTAKSANALYSE_PROSESSER", "1")


@pytest.mark.parametrize("malform", ["nb", "nn"])
def test_the_command_tells_all_and_ends_with_a_code_of_its_own(fil, raske, tmp_path, malform):
    kjor = lambda *valg: CliRunner().invoke(main, ["sjekk", "--malform", malform, *map(str, valg)])  # noqa: E731
    svar = kjor("--database", fil)
    assert svar.exit_code == 0, svar.output
    assert [linje.split()[0] for linje in svar.output.splitlines()] == ["ok"] * len(svar.output.splitlines())
    fil.chmod(0o644)
    svar = kjor("--database", fil, "--json")
    data = json.loads(svar.output)
    assert (svar.exit_code, data["tilstand"]) == (7, "advarsel")
    assert [p["kode"] for p in data["punkter"] if p["tilstand"] != "ok"] == ["rett_fil"]
    assert data["programvare"]["pakker"]["spacy"]
    svar = kjor("--database", fil, "--inn", tmp_path / "borte", "--ut", tmp_path)
    assert svar.exit_code == 8 and ("leserett" in svar.output) and ("åtvaring" in svar.output) == (malform == "nn")


def test_wrong_settings_are_a_point_too(fil, raske, monkeypatch):
    monkeypatch.setenv("VEDTAKSANALYSE_PROSESSER", "mange")
    svar = CliRunner().invoke(main, ["sjekk", "--database", str(fil)])
    assert svar.exit_code == 8 and "prosesser" in svar.output and "mange" not in svar.output


def test_the_log_of_versions_is_shown_with_what_changed(fil):
    with open_lager(str(fil)) as lager:
        lager.start_kjoring("r", replace(VERSJONER, modeller="m2"), {"grunn": {"python": "3.11.2"}, "pakker": {"spacy": "3.8.2"}})
    kjor = lambda *valg: CliRunner().invoke(main, ["sjekk", "--database", str(fil), *valg]).output  # noqa: E731
    nyeste, forste = json.loads(kjor("--kjoringer", "5", "--json"))
    assert nyeste["endret"] == {"modeller": ["m1", "m2"], "spacy": ["3.8.1", "3.8.2"]} and forste["endret"] == {}
    assert (nyeste["tilstand"], forste["tilstand"]) == ("gaar", "ferdig")
    linjer = kjor("--kjoringer", "1").splitlines()
    assert "modeller m2" in linjer[0] and "spacy: 3.8.1 → 3.8.2" in linjer[2] and len(linjer) == 3


def test_the_worst_point_decides():
    assert worst([]) == Tilstand.OK
    assert max(Tilstand, key=list(Tilstand).index) == Tilstand.FEIL

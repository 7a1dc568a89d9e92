"""What the one who runs it sees: the log, the figures for Prometheus, the log of versions."""

from __future__ import annotations

import json
import logging
import stat
import subprocess
import sys
import warnings
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import nattmotor
import pytest
from click.testing import CliRunner
from delt import ArbeiderHer, SandkasseUtenBarn
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text

from vedtaksanalyse import arbeidere, programvare
from vedtaksanalyse.cli import main
from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.logg import NAVN, SKJULT, log_feil, log_hendelse, setup_logg
from vedtaksanalyse.nattkjoring import Nattoppsett, kjor, run_nattkjoring
from vedtaksanalyse.nattkjoring.utfall import FEIL
from vedtaksanalyse.programvare import compare, find_debian, find_pakker
from vedtaksanalyse.settings import load_innstillinger
from vedtaksanalyse.storage import database as db
from vedtaksanalyse.storage import open_lager
from vedtaksanalyse.storage.regnskap import VENTER

HEMMELIG = "Kari Hemmeligsen 01017012345"


@pytest.fixture
def oppsett(tmp_path, monkeypatch) -> Nattoppsett:
    monkeypatch.setattr(arbeidere, "_Arbeider", ArbeiderHer)
    monkeypatch.setattr(kjor, "Sandkasse", SandkasseUtenBarn)
    monkeypatch.setattr(kjor, "VENTETIDER", (0.0, 0.0))
    modeller = tmp_path / "modeller"
    modeller.mkdir()
    (modeller / "versjon").write_text("m1")
    for sak_id, innhold in {"A": f"Vedtak {HEMMELIG} FLAGG", "B": f"Vedtak {HEMMELIG} UNNTAK", "C": "Vedtak om klær"}.items():
        (tmp_path / "inn" / sak_id).mkdir(parents=True)
        (tmp_path / "inn" / sak_id / f"{HEMMELIG}.txt").write_text(innhold)
    (tmp_path / "inn" / "C" / f"{HEMMELIG}.doc").write_bytes(b"\x89PNG" + bytes(9))
    felt = {"prosesser": 1, "bunke": 1, "start": nattmotor.start, "metrikkfil": tmp_path / "natt.prom"}
    return Nattoppsett(tmp_path / "inn", tmp_path / "ut", f"{tmp_path}/lager.db", modeller, **felt)


@pytest.fixture
def logg(capsys):
    """The lines written since last time; the handler is taken away again."""
    rot = logging.getLogger()
    foer, nivaa, vis = list(rot.handlers), logging.getLogger(NAVN).level, warnings.showwarning
    yield lambda: capsys.readouterr().err.splitlines()
    rot.handlers[:] = foer
    logging.getLogger(NAVN).setLevel(nivaa)
    logging.captureWarnings(False)
    warnings.showwarning = vis


def test_a_night_is_told_in_lines_of_json_without_personal_data(oppsett, logg):
    setup_logg(som_json=True)
    rapport = run_nattkjoring(oppsett)
    linjer = logg()
    poster = [json.loads(linje) for linje in linjer]
    assert [p["hendelse"] for p in poster if p["hendelse"] != "bunke_ferdig"] == ["kjoring_start", "gjenbruk_ferdig", "drift_ferdig", "kjoring_ferdig"]
    assert {p["kjoring"] for p in poster} == {rapport.kjoring}
    assert sum(p.get("feilet", 0) for p in poster) == 1
    assert poster[0]["filer"] == 4 and poster[0]["modeller"] == "m1"
    assert {navn: poster[-1][navn] for navn in ("ny", "proves_igjen", "trenger_menneske")} == {"ny": 2, "proves_igjen": 1, "trenger_menneske": 1}
    assert all(datetime.fromisoformat(p["tid"]).tzinfo and p["niva"] for p in poster)
    assert not any(ord_ in linje for linje in linjer for ord_ in HEMMELIG.split())
    with pytest.raises(Bruksfeil):
        run_nattkjoring(replace(oppsett, inn=oppsett.inn / "borte"))
    assert [(p["niva"], p["kode"]) for p in map(json.loads, logg())] == [("error", "kilde_mangler")]


@pytest.mark.parametrize("som_json", [False, True])
def test_words_and_what_others_say_never_get_through(logg, som_json):
    setup_logg(som_json)
    setup_logg(som_json)
    log_hendelse("x", navn=HEMMELIG, antall=3, sekunder=1.23456, kode="ValueError docx:120")
    log_feil("y", kode=f"feil: {HEMMELIG}; lang", rot="Kari Hemmeligsen født 01 01 1970")
    logging.getLogger("tredjepart.x").warning("kunne ikke lese %s", HEMMELIG)
    try:
        raise ValueError(HEMMELIG)
    except ValueError:
        logging.getLogger("annen").exception(HEMMELIG)
    warnings.warn(HEMMELIG, stacklevel=1)
    linjer = logg()
    assert len(linjer) == 5, "each once, although it was set up twice"
    assert not any(ord_ in "".join(linjer) for ord_ in (*HEMMELIG.split(), "født"))
    assert "ValueError docx:120" in linjer[0] and SKJULT in linjer[0] and "1.235" in linjer[0]
    assert "tredjepart test_drift:" in linjer[2] and "annen test_drift:" in linjer[3]


def test_a_worker_writes_nothing():
    kode = "import logging, warnings; from vedtaksanalyse.logg import silence; silence(); logging.getLogger('x').error('Kari'); warnings.warn('Kari')"
    svar = subprocess.run([sys.executable, "-c", kode], capture_output=True, text=True, check=True)
    assert svar.stdout + svar.stderr == ""


def test_an_unexpected_failure_is_told_by_its_place_alone(monkeypatch, tmp_path):
    import vedtaksanalyse.nattkjoring as rom

    def fail(*_, **__):
        raise FileNotFoundError(2, "finnes ikke", f"/inn/{HEMMELIG}.pdf")

    monkeypatch.setattr(rom, "run_nattkjoring", fail)
    svar = CliRunner().invoke(main, ["natt", "--inn", str(tmp_path), "--ut", str(tmp_path), "--uten-prefect"])
    assert svar.exit_code == 1 and "Uventet feil (FileNotFoundError test_drift:" in svar.output
    assert "Hemmeligsen" not in svar.output and "Traceback" not in svar.output


def _metrikk(oppsett: Nattoppsett) -> dict[tuple, float]:
    familier = text_string_to_metric_families(oppsett.metrikkfil.read_text())
    return {(s.name.removeprefix("vedtaksanalyse_"), *s.labels.values()): s.value for f in familier for s in f.samples}


def test_the_figures_are_those_of_the_report_and_the_store(oppsett):
    rapport = run_nattkjoring(oppsett)
    tall = _metrikk(oppsett)
    assert tall["filer", "lest", "ny"] == 2 and tall["filer_funnet",] == 4
    assert tall["lagrede_saker", "vurdert"] == 2 and tall["lagrede_flagg", "f"] == 1
    assert tall["venter_filer", "proves_igjen"] == tall["venter_filer", "trenger_menneske"] == 1
    assert (tall["regnskap_stemmer",], tall["trenger_oppmerksomhet",]) == (1, 1)
    assert tall["siste_ferdige_kjoring_tidspunkt_sekunder",] == pytest.approx(rapport.ferdig.timestamp())
    assert {steg for navn, *merker in tall for steg in merker if navn == "steg_sekunder"} == {"plan", "analyse", "lagring", "gjenbruk", "drift"}
    assert tall["database_byte",] > 10_000
    [info] = [merker for navn, *merker in tall if navn == "versjon_info"]
    assert {"k1", "kat1", "m1", find_pakker()["spacy"]} <= set(info)
    assert stat.S_IMODE(oppsett.metrikkfil.stat().st_mode) == 0o644
    assert not any(ord_ in oppsett.metrikkfil.read_text() for ord_ in HEMMELIG.split())
    assert list(oppsett.metrikkfil.parent.glob("*.delvis")) == []


def test_a_file_that_waits_is_counted_from_when_it_was_first_found_so(oppsett):
    run_nattkjoring(oppsett)
    siden = datetime.now(UTC) - timedelta(days=3)
    engine = db.open_database(oppsett.database)
    with engine.begin() as forbindelse:
        svar = forbindelse.execute(text("UPDATE fil SET venter_siden = :siden, neste = NULL WHERE venter_siden IS NOT NULL"), {"siden": siden.replace(tzinfo=None)})
        assert svar.rowcount == 2
    engine.dispose()
    run_nattkjoring(oppsett)
    tall = _metrikk(oppsett)
    assert tall["venter_eldste_sekunder", "proves_igjen"] == pytest.approx(3 * 86400, abs=600)
    (oppsett.inn / "B" / f"{HEMMELIG}.txt").write_text("Vedtak om mat")
    run_nattkjoring(oppsett)
    assert ("venter_filer", "proves_igjen") not in _metrikk(oppsett)
    assert set(VENTER) == set(FEIL)


def test_figures_that_cannot_be_written_take_nothing_back(oppsett, logg):
    setup_logg()
    rapport = run_nattkjoring(replace(oppsett, metrikkfil=oppsett.inn / "borte" / "natt.prom"))
    with open_lager(oppsett.database) as lager:
        assert [(k.nummer, k.tilstand) for k in lager.load_kjoringer(5)] == [(rapport.kjoring, "ferdig")]
    assert "metrikk_feilet" in logg()[-1]


def test_each_run_keeps_what_it_ran_on(oppsett, monkeypatch):
    run_nattkjoring(oppsett)
    nye = find_pakker() | {"spacy": "9.9"}
    monkeypatch.setattr(programvare, "find_pakker", lambda: nye)
    (oppsett.modeller / "versjon").write_text("m2")
    run_nattkjoring(oppsett)
    with open_lager(oppsett.database) as lager:
        ny, gammel = lager.load_kjoringer(5)
    assert (gammel.modeller, ny.modeller) == ("m1", "m2")
    assert compare(gammel.programvare, ny.programvare) == {"spacy": (find_pakker()["spacy"], "9.9")}
    assert ny.programvare["grunn"]["python"].startswith("3.11")
    data = json.loads((oppsett.ut / "nattrapport.json").read_text())
    assert data["programvare"] == ny.programvare and data["tider"].keys() == {"plan", "analyse", "lagring", "gjenbruk", "drift"}


def test_debians_own_versions_are_read(tmp_path):
    (tmp_path / "status").write_text(
        "Package: bash\nVersion: 5.2\n\nPackage: tesseract-ocr-nor\nStatus: ok\nVersion: 1:4.1.0-2\n\nPackage: libseccomp2\nVersion: 2.5.4-1\n"
    )
    assert find_debian(tmp_path / "status") == {"libseccomp2": "2.5.4-1", "tesseract-ocr-nor": "1:4.1.0-2"}
    assert find_debian(tmp_path / "borte") == {}


@pytest.mark.parametrize(("toml", "kode"), [("ukjent = 1", "innstillinger"), ("prosesser = 'mange'", "innstillinger"), ("database = 'x", "innstillingsfil")])
def test_settings_that_are_wrong_are_named_without_their_values(tmp_path, monkeypatch, toml, kode):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "vedtaksanalyse.toml").write_text(toml)
    with pytest.raises(Bruksfeil) as galt:
        load_innstillinger()
    assert galt.value.kode == kode and "mange" not in str(galt.value.felt)

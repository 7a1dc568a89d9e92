"""The command ``start``: what it makes, where it answers, whom it refuses, and how it stops."""

from __future__ import annotations

import os
import re
import signal
import stat
import subprocess
import sys
from pathlib import Path
from shutil import copy2
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
import uvicorn
from click.testing import CliRunner
from hus import en_sak
from test_lover import STENGT

from vedtaksanalyse.cli import main
from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.kommandoer import start
from vedtaksanalyse.kommandoer.adgang import check_adgang, is_her, make_dorer
from vedtaksanalyse.kommandoer.tjener import make_tjener
from vedtaksanalyse.settings import load_innstillinger
from vedtaksanalyse.storage import open_lager

LANG = "h" * 32
UTAD = {"vert": "0.0.0.0", "adresse": "https://g.example", "hemmelighet": LANG, "oidc_utsteder": "https://inn.example", "oidc_klient": "k"}
PROXY = {"token_nokler": "https://inn.example/jwks", "token_mottaker": "k", "oidc_klient": None}


@pytest.fixture(autouse=True)
def _sted(tmp_path, monkeypatch):
    """No settings of this machine, and a umask that is put back."""
    monkeypatch.chdir(tmp_path)
    gammel = os.umask(0o022)
    yield
    os.umask(gammel)


@pytest.mark.parametrize(
    ("felt", "kode"),
    [
        ({"vert": "0.0.0.0"}, "start_utrygt"), ({"vert": "::"}, "start_utrygt"), ({"vert": "10.0.0.1"}, "start_utrygt"), ({"vert": "maskin"}, "start_utrygt"),
        ({"adresse": "https://g.example"}, "start_utrygt"), (UTAD | {"hemmelighet": None}, "start_utrygt"), (UTAD | {"hemmelighet": "kort"}, "start_utrygt"),
        (UTAD | {"adresse": None}, "start_utrygt"), (UTAD | {"adresse": "http://g.example"}, "start_utrygt"), (UTAD | {"oidc_klient": None}, "start_utrygt"),
        (UTAD | {"oidc_utsteder": None}, "oidc_halvt"), (UTAD | PROXY | {"token_mottaker": None}, "oidc_halvt"), (UTAD | PROXY | {"hemmelighet": None}, "start_utrygt"),
        ({"adresse": "g.example"}, "start_adresse"), ({"adresse": "https://g.example/sti"}, "start_adresse"), ({"adresse": "https://"}, "start_adresse"),
        ({"oidc_utsteder": "https://inn.example", "oidc_klient": "k"}, "start_utrygt"), ({"token_nokler": "x.json"}, "oidc_halvt"),
        ({}, ""), ({"vert": "localhost"}, ""), ({"vert": "::1"}, ""), ({"adresse": "http://localhost:1234"}, ""), (UTAD, ""), (UTAD | PROXY, ""),
        (UTAD | {"vert": "127.0.0.1"}, ""),
    ],
    ids=str,
)  # fmt: skip
def test_it_is_not_reached_from_elsewhere_without_login_secret_and_https(felt, kode):
    valg = load_innstillinger(**felt)
    if not kode:
        check_adgang(valg)
        return
    with pytest.raises(Bruksfeil) as feil:
        check_adgang(valg)
    assert feil.value.kode == kode


def test_the_command_says_what_is_missing_and_makes_nothing(tmp_path):
    svar = CliRunner().invoke(main, ["start", "--vert", "0.0.0.0", "--database", str(tmp_path / "ny.db")])
    assert svar.exit_code == 2
    for navn in ("OIDC_UTSTEDER", "HEMMELIGHET", "ADRESSE"):
        assert f"VEDTAKSANALYSE_{navn}" in svar.output
    assert not (tmp_path / "ny.db").exists()


@pytest.mark.parametrize("navn", ["hemmelighet", "oidc_hemmelighet"])
def test_a_secret_in_the_file_is_refused_and_never_shown(tmp_path, monkeypatch, navn):
    (tmp_path / "vedtaksanalyse.toml").write_text(f'{navn} = "{LANG}"')
    svar = CliRunner().invoke(main, ["start"])
    assert (svar.exit_code, navn in svar.output, LANG in svar.output) == (2, True, False)
    (tmp_path / "vedtaksanalyse.toml").unlink()
    monkeypatch.setenv(f"VEDTAKSANALYSE_{navn.upper()}", LANG)
    assert LANG not in repr(load_innstillinger())


def test_doors_are_made_as_the_settings_say(tmp_path):
    assert make_dorer(load_innstillinger()) == {}
    grupper = {"rollegrupper": {"g": "leder"}}
    assert set(make_dorer(load_innstillinger(**UTAD, **grupper))) == {"leverandor"}
    assert set(make_dorer(load_innstillinger(**UTAD | PROXY, **grupper))) == {"tokenvakt"}
    for felt, kode in (({"rollegrupper": {"g": "sjef"}}, "rollegruppe"), ({"oidc_utsteder": "http://inn.example"}, "oidc_adresse"), (PROXY | {"token_nokler": "borte.json"}, "token_nokler")):
        with pytest.raises(Bruksfeil) as feil:
            make_dorer(load_innstillinger(**UTAD | felt))
        assert feil.value.kode == kode


@pytest.mark.parametrize("tid", ["", "6", "20-6", "6-25", "a-b", "-1-5", "6-6"])
def test_hours_that_are_none_are_refused(tid):
    with pytest.raises(Bruksfeil):
        _ = load_innstillinger(arbeidstid=tid).timer


def test_names_of_this_machine():
    assert [is_her(vert) for vert in ("127.0.0.1", "127.9.9.9", "localhost", "::1", "0.0.0.0", "::", "", "localhost.ond")] == [True] * 4 + [False] * 4


def test_a_link_to_a_running_program(tmp_path, _sqlitemal):
    fil = tmp_path / "l.db"
    assert CliRunner().invoke(main, ["start", "--lenke", "--database", str(fil)]).exit_code == 5
    copy2(_sqlitemal, fil)
    svar = CliRunner().invoke(main, ["start", "--lenke", "--port", "9876", "--database", str(fil)])
    assert svar.exit_code == 0
    assert re.fullmatch(r"http://127\.0\.0\.1:9876/logg-inn\?lenke=[\w-]{43}\n", svar.output)


def test_only_a_store_that_was_never_used_gets_the_example_cases(tmp_path, monkeypatch, capsys):
    fylt = []
    monkeypatch.setattr("vedtaksanalyse.kommandoer.analysering.analyse_mapper", lambda sti, *_, **__: fylt.append(sti.name) or [en_sak("E-1")])
    valg = load_innstillinger()
    with open_lager(str(tmp_path / "l.db")) as lager:
        monkeypatch.setattr("vedtaksanalyse.settings.ROT", tmp_path / "borte")
        start.fill_tom(lager, valg)
        assert (fylt, "corpora/eksempler" in capsys.readouterr().err) == ([], True)
        monkeypatch.undo()
        monkeypatch.setattr("vedtaksanalyse.kommandoer.analysering.analyse_mapper", lambda sti, *_, **__: fylt.append(sti.name) or [en_sak("E-1")])
        start.fill_tom(lager, valg)
        start.fill_tom(lager, valg)
        assert (fylt, lager.count_saker()) == (["eksempler"], {"vurdert": 1})


def test_pictures_of_pages_come_from_where_the_settings_say(tmp_path):
    def rot(dorer: dict, **felt):
        with open_lager(str(tmp_path / "l.db")) as lager:
            return start.make_oppsett(load_innstillinger(**felt), lager, dorer).rot

    assert rot({}).name == "eksempler"
    assert rot({"leverandor": None}) is None
    assert rot({"leverandor": None}, saksmappe=str(tmp_path)) == tmp_path
    with pytest.raises(Bruksfeil, match="saksmappe"):
        rot({}, saksmappe=str(tmp_path / "borte"))


def _start(tmp_path: Path, *valg: str) -> subprocess.Popen:
    """The command in a process of its own, with every way out of it closed."""
    (tmp_path / "stengt").mkdir(exist_ok=True)
    (tmp_path / "stengt" / "sitecustomize.py").write_text(STENGT)
    miljo = {navn: v for navn, v in os.environ.items() if navn not in ("DISPLAY", "WAYLAND_DISPLAY")}
    miljo["PYTHONPATH"] = os.pathsep.join([str(tmp_path / "stengt"), *sys.path])
    felt = [sys.executable, "-c", "from vedtaksanalyse.cli import main; main()", "start", "--database", str(tmp_path / "h.db"), *valg]
    return subprocess.Popen(felt, cwd=tmp_path, env=miljo, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_it_answers_on_this_machine_alone_and_stops_when_asked(tmp_path):
    with open_lager(str(tmp_path / "h.db")) as lager:
        lager.save_vurderinger([en_sak("E-1")])
    with _start(tmp_path, "--port", "0") as prosess:
        try:
            assert "én gang" in prosess.stdout.readline()
            lenke = prosess.stdout.readline().strip()
            adresse = re.fullmatch(r"(http://127\.0\.0\.1:\d+)/logg-inn\?lenke=[\w-]+", lenke)[1]
            nettleser = build_opener(HTTPCookieProcessor())
            assert "E-1" in nettleser.open(lenke).read().decode()
            with nettleser.open(f"{adresse}/sak/E-1") as svar:
                assert "server" not in {navn.lower() for navn in svar.headers}
            opptatt = CliRunner().invoke(main, ["start", "--port", adresse.rpartition(":")[2], "--database", str(tmp_path / "h.db")])
            assert (opptatt.exit_code, "opptatt" in opptatt.output) == (2, True)
            assert stat.S_IMODE((tmp_path / "h.db").stat().st_mode) == 0o600
        finally:
            prosess.send_signal(signal.SIGTERM)
            ut, feil = prosess.communicate(timeout=600)
        assert (prosess.returncode, "stanset" in feil, "Traceback" in feil) == (0, True, False)


@pytest.mark.parametrize("nummer", [signal.SIGTERM, signal.SIGINT])
def test_both_signals_are_an_end_and_no_failure(nummer):
    tjener = make_tjener(uvicorn.Config("ikke.brukt"), lambda: None)
    for_ = signal.getsignal(nummer)
    with tjener.capture_signals():
        signal.raise_signal(nummer)
        assert (tjener.should_exit, tjener.force_exit) == (True, False)
    assert signal.getsignal(nummer) == for_

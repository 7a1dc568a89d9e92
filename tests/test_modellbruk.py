"""Which models are in use: into use, back, and what stands whole whatever happens in the middle."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from byggere import ROT
from click.testing import CliRunner

from vedtaksanalyse import modellbruk
from vedtaksanalyse.analyse import fingerprint_modeller
from vedtaksanalyse.cli import main
from vedtaksanalyse.errors import Bruksfeil, Modellfeil
from vedtaksanalyse.learning.godkjenning import AVSLATT, GODKJENT, check_dom, find_hinder, make_virkning
from vedtaksanalyse.modellbruk import Modellstand, find_modeller, go_tilbake, load_modellstand, take_i_bruk
from vedtaksanalyse.modellfil import KORT, hash_filer
from vedtaksanalyse.sak import Modellhendelse, Modellkandidat
from vedtaksanalyse.storage import open_lager


def _make(mappe: Path, innhold: str) -> None:
    mappe.mkdir(parents=True)
    (mappe / "vekter.skops").write_text(innhold)
    (mappe / KORT).write_text(json.dumps({"filer": hash_filer(mappe)}))


@pytest.fixture
def levert(tmp_path) -> Path:
    for navn in ("kriterier", "malform", "norsk"):
        _make(tmp_path / "levert" / navn, navn)
    return tmp_path / "levert"


@pytest.fixture
def lager(tmp_path) -> Path:
    for navn in ("a1", "b2"):
        _make(tmp_path / "egne" / navn / "kriterier", navn)
    return tmp_path / "egne"


def test_those_that_ship_are_in_use_until_others_are(levert, lager):
    assert find_modeller(levert, "") == find_modeller(levert, lager) == levert
    for navn in ("a1", "b2"):
        take_i_bruk(levert, lager, navn)
        assert find_modeller(levert, lager) == lager / navn
        assert sorted(mappe.name for mappe in (lager / navn).iterdir()) == ["kriterier", "malform", "norsk"]
        assert (lager / navn / "kriterier" / "vekter.skops").read_text() == navn
    with pytest.raises(Bruksfeil, match="modell_i_bruk"):
        take_i_bruk(levert, lager, "b2")
    assert load_modellstand(levert, lager) == Modellstand(("a1", "b2"))


def test_one_step_back_at_a_time(levert, lager):
    foer = fingerprint_modeller(find_modeller(levert, lager))
    for navn in ("a1", "b2"):
        take_i_bruk(levert, lager, navn)
    assert go_tilbake(levert, lager) == ("b2", "a1") and find_modeller(levert, lager) == lager / "a1"
    assert go_tilbake(levert, lager) == ("a1", "") and fingerprint_modeller(find_modeller(levert, lager)) == foer
    with pytest.raises(Bruksfeil, match="modell_levert"):
        go_tilbake(levert, lager)
    take_i_bruk(levert, lager, "b2")
    assert find_modeller(levert, lager) == lager / "b2"


@pytest.mark.parametrize("sted", ["copytree", "replace"])
def test_a_stop_in_the_middle_leaves_what_was_in_use(levert, lager, monkeypatch, sted):
    take_i_bruk(levert, lager, "a1")

    def stopp(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as bytt:
        bytt.setattr(*((modellbruk, "copytree") if sted == "copytree" else (Path, "replace")), stopp)
        with pytest.raises(KeyboardInterrupt):
            take_i_bruk(levert, lager, "b2")
    assert find_modeller(levert, lager) == lager / "a1"
    take_i_bruk(levert, lager, "b2")
    assert find_modeller(levert, lager) == lager / "b2"


def test_learnt_models_step_aside_when_others_ship(levert, lager):
    take_i_bruk(levert, lager, "a1")
    shutil.rmtree(levert / "norsk")
    _make(levert / "norsk", "nyere")
    assert load_modellstand(levert, lager) == Modellstand(("a1",), utdatert=True) and find_modeller(levert, lager) == levert
    take_i_bruk(levert, lager, "a1")
    assert find_modeller(levert, lager) == lager / "a1" and (lager / "a1" / "norsk" / "vekter.skops").read_text() == "nyere"


def test_what_is_gone_changed_or_damaged_is_refused(levert, lager):
    with pytest.raises(Modellfeil, match="modell_mangler"):
        take_i_bruk(levert, lager, "c3")
    (lager / "b2" / "kriterier" / "vekter.skops").write_text("annet")
    with pytest.raises(Modellfeil, match="modell_endret"):
        take_i_bruk(levert, lager, "b2")
    take_i_bruk(levert, lager, "a1")
    shutil.rmtree(lager / "a1")
    with pytest.raises(Modellfeil, match="modell_mangler"):
        find_modeller(levert, lager)
    (lager / modellbruk.STAND).write_text("{")
    with pytest.raises(Modellfeil, match="modell_ubrukelig"):
        find_modeller(levert, lager)


def _si(hvem: str, slag: str) -> Modellhendelse:
    return Modellhendelse(1, hvem, slag, "grunn", datetime.now(UTC))


@pytest.mark.parametrize(
    ("bestatt", "dommer", "hinder"),
    [
        (True, [("kari", GODKJENT), ("ola", GODKJENT)], ""),
        (True, [("kari", GODKJENT)], "kandidat_mangler_godkjenning"),
        (True, [("kari", GODKJENT), ("kari", GODKJENT)], "kandidat_mangler_godkjenning"),
        (True, [("kari", GODKJENT), ("ola", GODKJENT), ("per", AVSLATT)], "kandidat_avslatt"),
        (True, [("kari", AVSLATT), ("ola", GODKJENT), ("kari", GODKJENT)], ""),
        (False, [("kari", GODKJENT), ("ola", GODKJENT)], "kandidat_avvist"),
    ],
)
def test_two_people_and_the_gate(bestatt, dommer, hinder):
    assert find_hinder(Modellkandidat(1, "a1", "x", bestatt), [_si(*ett) for ett in dommer]) == hinder


def test_what_a_person_may_say():
    kandidat = Modellkandidat(1, "a1", "x", True)
    assert check_dom(kandidat, [], "kari", GODKJENT, " bedre ").grunn == "bedre"
    for feil, felt in {"dom_ukjent": ("i_bruk", "x"), "dom_grunn": (GODKJENT, " "), "dom_gitt": (GODKJENT, "igjen")}.items():
        with pytest.raises(Bruksfeil, match=feil):
            check_dom(kandidat, [_si("kari", GODKJENT)] if feil == "dom_gitt" else [], "kari", *felt)
    with pytest.raises(Bruksfeil, match="kandidat_avvist"):
        check_dom(Modellkandidat(1, "a1", "x", False), [], "kari", GODKJENT, "x")


def _run(miljo: dict[str, str], *argumenter: str):
    return CliRunner().invoke(main, ["modeller", *argumenter], prog_name="vedtaksanalyse", env=miljo)


def test_from_the_command_line(lager, tmp_path):
    db = f"sqlite:///{tmp_path}/lager.sqlite"
    miljo = {"VEDTAKSANALYSE_DATABASE": db, "VEDTAKSANALYSE_MODELLAGER": str(lager)}
    with open_lager(db) as aapent:
        kandidat = aapent.laering.add_kandidat(Modellkandidat(0, "a1", "x", True, "trener"))
        assert _run(miljo, "bruk", str(kandidat.id), "--hvem", "drift").exit_code == 2
        for hvem in ("kari", "ola"):
            aapent.laering.add_modellhendelse(Modellhendelse(kandidat.id, hvem, GODKJENT, "bedre"))
    assert _run(miljo, "bruk", str(kandidat.id)).exit_code == 2
    svar = _run(miljo, "bruk", str(kandidat.id), "--hvem", "drift")
    assert svar.exit_code == 2 and f"virkning --modeller {kandidat.id}" in svar.output
    with open_lager(db) as aapent:  # it was tried, but against other models than those in use
        aapent.laering.add_modellhendelse(make_virkning(kandidat.id, "drift", {"versjoner": {"for": {"modeller": "andre"}}}))
        assert _run(miljo, "bruk", str(kandidat.id), "--hvem", "drift").exit_code == 2
        i_bruk = fingerprint_modeller(ROT / "models")
        aapent.laering.add_modellhendelse(make_virkning(kandidat.id, "drift", {"versjoner": {"for": {"modeller": i_bruk}}}))
    svar = _run(miljo, "bruk", str(kandidat.id), "--hvem", "drift")
    assert svar.exit_code == 0, svar.output
    vist = json.loads(_run(miljo, "--json").output)
    assert vist["i_bruk"] == "a1" and [h["slag"] for h in vist["kandidater"][0]["hendelser"]] == [GODKJENT, GODKJENT, "virkning", "virkning", "i_bruk"]
    assert fingerprint_modeller(find_modeller(ROT / "models", lager)) != fingerprint_modeller(ROT / "models")
    assert _run(miljo, "tilbake", "--hvem", "drift").exit_code == 0
    assert find_modeller(ROT / "models", lager) == ROT / "models"
    assert "drift prøvde virkningen\n" in _run(miljo).output and _run(miljo, "tilbake", "--hvem", "drift").exit_code == 2
    assert _run(miljo, "bruk", str(kandidat.id), "--hvem", "drift", "--uten-virkning").exit_code == 0
    assert "lot være å prøve virkningen" in _run(miljo).output
    (tmp_path / "lager.sqlite").unlink()
    assert _run(miljo, "tilbake", "--hvem", "drift").exit_code == 0 and find_modeller(ROT / "models", lager) == ROT / "models"

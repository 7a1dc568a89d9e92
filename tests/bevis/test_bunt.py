"""A finding's bundle: the same finding gives the same bytes and comes out again; whatever is another is named."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from byggere import ROT
from click.testing import CliRunner
from delt import get_motor

from vedtaksanalyse import analyse
from vedtaksanalyse.bevis import FLAGG, KRITERIUM, compare_bunt, make_bunt, open_tekster, read_bunt, take_tekster
from vedtaksanalyse.bevis.bunt import describe_sak, to_bytes
from vedtaksanalyse.cli import main
from vedtaksanalyse.errors import Bruksfeil, IkkeFunnet
from vedtaksanalyse.reading import Saksmappe
from vedtaksanalyse.sak import Avgjorelse, Belegg, PiiFunn, Saksvurdering, Valg
from vedtaksanalyse.samling import find_saker
from vedtaksanalyse.storage import open_lager

PROGRAMVARE = {"pakker": {"numpy": "1"}}
EKSEMPLER = ROT / "corpora" / "eksempler"
SAKER = {"nb": "2025-00119", "nn": "2023-04410"}


def _read(sak_id: str) -> Saksmappe:
    return next(mappe for mappe in find_saker(EKSEMPLER) if mappe.sak_id == sak_id)


@pytest.fixture(scope="module")
def motor():
    return get_motor()


@pytest.fixture(scope="module", params=["nb", "nn"])
def vurdering(request, motor) -> Saksvurdering:
    [vurdering] = motor.analyse_mapper([_read(SAKER[request.param])])
    assert vurdering.sak.malform == request.param
    return vurdering


def _every(vurdering: Saksvurdering):
    yield from ((KRITERIUM, v.kriterium) for v in vurdering.vurderinger)
    yield from ((FLAGG, f.id) for f in vurdering.flagg)


def test_every_finding_comes_out_the_same_to_the_last_byte(vurdering, motor):
    alle = list(_every(vurdering))
    assert {slag for slag, _ in alle} == {KRITERIUM, FLAGG}
    for slag, gjelder in alle[::6]:
        data = make_bunt(vurdering, slag, gjelder, PROGRAMVARE)
        assert data == make_bunt(replace(vurdering), slag, gjelder, PROGRAMVARE)
        resultat = compare_bunt(read_bunt(data), vurdering.sak, motor, PROGRAMVARE)
        assert resultat.lik and resultat.samme_vilkar and not resultat.pakker


def test_a_bundle_holds_no_text_and_no_file_name_unless_asked(vurdering):
    data = make_bunt(vurdering, KRITERIUM, "barnets_beste", PROGRAMVARE).decode()
    for dok in vurdering.sak.dokumenter:
        assert not any(linje.strip() and linje in data for linje in dok.tekst.splitlines() if len(linje) > 15)
    assert all(kilde.fil not in data for kilde in vurdering.sak.kilder)
    with pytest.raises(Bruksfeil, match="bunt_uten_tekst"):
        open_tekster(read_bunt(data.encode()))


def test_with_its_texts_a_bundle_needs_nothing_else(vurdering, motor):
    data = make_bunt(vurdering, KRITERIUM, "barnets_beste", PROGRAMVARE, tekster=take_tekster(vurdering.sak, 0))
    bunt = read_bunt(data)
    sak = open_tekster(bunt)
    assert describe_sak(sak) == describe_sak(vurdering.sak)
    resultat = compare_bunt(bunt, sak, motor, PROGRAMVARE)
    assert resultat.lik and resultat.samme_vilkar


def _change(data: bytes, sti: list, verdi: object) -> bytes:
    felt = json.loads(data)
    del_ = felt
    for ledd in sti[:-1]:
        del_ = del_[ledd]
    del_[sti[-1]] = verdi
    return to_bytes(felt)


@pytest.mark.parametrize(
    "sti", [["funn", "grad"], ["versjoner", "kode"], ["grunnlag", "dokumenter", 0, "avtrykk"], ["sak_id"], ["gjelder"], ["flaggstand"], ["sum"], ["utgave"]]
)
def test_a_bundle_that_was_changed_is_refused(vurdering, sti):
    data = make_bunt(vurdering, KRITERIUM, "barnets_beste", PROGRAMVARE)
    with pytest.raises(Bruksfeil):
        read_bunt(_change(data, sti, {"x": "hint"} if sti == ["flaggstand"] else "x"))


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"\xff", b"null", b"[" * 5000, b'{"utgave":1,"sum":"x"}'])
def test_what_is_no_bundle_is_refused(data):
    with pytest.raises(Bruksfeil, match="bunt_ukjent"):
        read_bunt(data)


def test_what_differs_is_named(vurdering, motor):
    def forge(**felt) -> bytes:
        return make_bunt(replace(vurdering, **felt), KRITERIUM, "barnets_beste", PROGRAMVARE)

    andre = read_bunt(forge(versjoner=replace(vurdering.versjoner, modeller="eldre")))
    resultat = compare_bunt(andre, vurdering.sak, motor, {"pakker": {"numpy": "2"}})
    assert resultat.lik and set(resultat.utgaver) == {"modeller"} and resultat.pakker == {"numpy": ("1", "2")}

    verdikter = tuple(replace(v, grad="vektet") if v.kriterium == "barnets_beste" else v for v in vurdering.vurderinger)
    resultat = compare_bunt(read_bunt(forge(vurderinger=verdikter)), vurdering.sak, motor, PROGRAMVARE)
    assert resultat.samme_vilkar and [ett.partition(":")[0] for ett in resultat.funn] == ["grad"]

    dokumenter = (replace(vurdering.sak.dokumenter[0], tekst=vurdering.sak.dokumenter[0].tekst + " "), *vurdering.sak.dokumenter[1:])
    resultat = compare_bunt(read_bunt(forge()), replace(vurdering.sak, dokumenter=dokumenter), motor, PROGRAMVARE)
    assert [ett.partition(":")[0] for ett in resultat.grunnlag] == ["dokumenter[0].avtrykk"] and not resultat.utgaver
    with pytest.raises(Bruksfeil, match="bunt_sak"):
        compare_bunt(read_bunt(forge()), replace(vurdering.sak, sak_id="X"), motor, PROGRAMVARE)


def test_what_people_had_decided_about_flags_comes_along(vurdering, motor):
    flagg = vurdering.flagg[0].id
    styrt = motor.govern({flagg: "hint"})
    [etter] = styrt.analyse_saker([vurdering.sak])
    bunt = read_bunt(make_bunt(etter, FLAGG, flagg, PROGRAMVARE, {flagg: "hint"}))
    resultat = compare_bunt(bunt, vurdering.sak, motor, PROGRAMVARE)
    assert bunt.funn["flagg"]["hint"] and resultat.lik and resultat.samme_vilkar


def test_there_is_no_bundle_of_what_was_not_found(vurdering):
    for slag, gjelder in ((KRITERIUM, "finnes_ikke"), (FLAGG, "finnes_ikke"), ("annet", "barnets_beste")):
        with pytest.raises(IkkeFunnet):
            make_bunt(vurdering, slag, gjelder, PROGRAMVARE)


@pytest.fixture
def lagret(vurdering, tmp_path, monkeypatch):
    monkeypatch.setattr(analyse, "load_motor", lambda *_: get_motor())
    adresse = f"sqlite:///{tmp_path}/lager.sqlite"
    with open_lager(adresse) as lager:
        lager.save_vurderinger([vurdering])
    return adresse


def _run(*argumenter: object):
    return CliRunner().invoke(main, [str(a) for a in argumenter], prog_name="vedtaksanalyse")


def test_from_the_command_line(vurdering, lagret, tmp_path):
    sak_id, fil = vurdering.sak.sak_id, tmp_path / "bunt.json"
    assert _run("bunt", sak_id, "--kriterium", "barnets_beste", "--ut", fil, "--database", lagret).exit_code == 0
    assert _run("gjenskap", fil, "--database", lagret).exit_code == 0
    with open_lager(lagret) as lager:
        verdikter = tuple(replace(v, grad="vektet") if v.kriterium == "barnets_beste" else v for v in vurdering.vurderinger)
        lager.save_vurderinger([replace(vurdering, vurderinger=verdikter)])
    assert _run("bunt", sak_id, "--kriterium", "barnets_beste", "--ut", fil, "--database", lagret).exit_code == 0
    svar = _run("gjenskap", fil, "--database", lagret)
    assert svar.exit_code == 10 and "grad: vektet ≠" in svar.output
    with open_lager(lagret) as lager:
        lager.save_vurderinger([replace(vurdering, versjoner=replace(vurdering.versjoner, katalog="eldre"))])
    _run("bunt", sak_id, "--kriterium", "barnets_beste", "--ut", fil, "--database", lagret)
    assert _run("gjenskap", fil, "--database", lagret).exit_code == 9
    assert _run("bunt", sak_id, "--ut", fil, "--database", lagret).exit_code == 2
    fil.write_bytes(fil.read_bytes().replace(b"eldre", b"yngre"))
    assert _run("gjenskap", fil, "--database", lagret).exit_code == 2


def test_texts_do_not_come_along_while_a_document_is_held_back(vurdering, lagret, tmp_path):
    fil, dok = tmp_path / "b.json", vurdering.sak.dokumenter[0]
    with open_lager(lagret) as lager:
        lager.save_vurderinger([replace(vurdering, pii=(PiiFunn(Belegg(dok.dok_id, 0, 5), "navn", 0.9),))])
    argumenter = ("bunt", vurdering.sak.sak_id, "--kriterium", "barn", "--med-tekst", "--ut", fil, "--database", lagret)
    assert _run(*argumenter).exit_code == 2 and not fil.exists()
    with open_lager(lagret) as lager:
        lager.save_avgjorelse(Avgjorelse(vurdering.sak.sak_id, dok.dok_id, dok.avtrykk, Valg.FRIGI, "kn", "personvernansvarlig", datetime.now(UTC)))
    assert _run(*argumenter).exit_code == 0 and _run("gjenskap", fil, "--database", f"{tmp_path}/ingen.sqlite").exit_code == 0


def test_the_case_can_be_read_from_its_files_again(vurdering, tmp_path, monkeypatch):
    monkeypatch.setattr(analyse, "load_motor", lambda *_: get_motor())
    fil = tmp_path / "b.json"
    fil.write_bytes(make_bunt(vurdering, KRITERIUM, "barn", {}))
    (tmp_path / "saker").mkdir()
    assert _run("gjenskap", fil, "--mappe", tmp_path / "saker").exit_code == 2
    shutil.copytree(EKSEMPLER / vurdering.sak.sak_id, tmp_path / "filer" / vurdering.sak.sak_id)
    assert _run("gjenskap", fil, "--mappe", tmp_path / "filer").exit_code == 0

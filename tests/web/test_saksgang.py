"""A case on its way: it ends with an outcome, and what colleagues write about it is read where the work is done."""

from __future__ import annotations

import pytest
from hus import EGET, en_sak, open_hus

from vedtaksanalyse import sak as s
from vedtaksanalyse.tekster import load_tekster
from vedtaksanalyse.web.foresporsel import MENY

BLIND = "E-9"
SVAR = {"slag": "sak", "verdi": "uten_merknad"}


@pytest.fixture
def hus(tmp_path):
    with open_hus(str(tmp_path / "h.db")) as hus:
        hus.oppsett.lager.save_vurderinger([en_sak(BLIND)])
        hus.oppsett.gjennomgang.add_trukne([s.Oppgave(BLIND, EGET, blind=True)])
        yield hus


def _step(klient, sak_id: str, steg: str, **felt: str):
    return klient.post(f"/sak/{sak_id}/steg", data={"steg": steg, **felt})


def test_a_case_ends_with_an_outcome(hus):
    klient = hus.klient("saksgransker")
    _step(klient, "E-1", "ta")
    assert _step(klient, "E-1", "fullfor").headers["location"] == "/sak/E-1?beskjed=steg_utfall"
    assert "Velg utfall" in klient.get("/sak/E-1?beskjed=steg_utfall").text
    assert klient.post("/api/v1/saker/E-1/steg", json={"steg": "fullfor"}).json()["kode"] == "steg_utfall"
    klient.post("/sak/E-1/svar", data=SVAR)
    assert _step(klient, "E-1", "fullfor").headers["location"] == "/sak/E-1/neste"


def test_nobody_ends_a_blind_case_before_they_have_answered_it(hus):
    """The end of a case shows what the machine found: it would be a way round."""
    en, to = hus.klient("saksgransker"), hus.klient("annenleser")
    flagg = en_sak(BLIND).flagg[0].tekst
    _step(en, BLIND, "ta")
    assert "steg_utfall" in _step(en, BLIND, "fullfor").headers["location"]
    en.post(f"/sak/{BLIND}/svar", data=SVAR)
    _step(en, BLIND, "send")
    assert "steg_utfall" in _step(to, BLIND, "godkjenn").headers["location"]
    assert flagg not in to.get(f"/sak/{BLIND}").text
    to.post(f"/sak/{BLIND}/svar", data=SVAR)
    assert flagg in to.get(f"/sak/{BLIND}").text
    assert _step(to, BLIND, "godkjenn").headers["location"].endswith("/neste")


def test_a_message_stands_on_the_case_until_it_is_finished(hus):
    en, to = hus.klient("saksgransker"), hus.klient("annenleser")
    _step(en, "E-1", "ta")
    _step(en, "E-1", "send", melding="Er fritid vurdert?")
    assert "«Er fritid vurdert?»" in to.get("/sak/E-1").text
    assert "«Er fritid vurdert?»" not in en.get("/sak/E-1").text
    _step(to, "E-1", "returner", melding="Se på skolefritid.")
    assert "«Se på skolefritid.»" in en.get("/sak/E-1").text
    en.post("/sak/E-1/svar", data=SVAR)
    assert "«Se på skolefritid.»" in en.get("/sak/E-1").text
    _step(en, "E-1", "fullfor")
    assert "«Se på skolefritid.»" not in en.get("/sak/E-1").text


def test_a_message_that_identifies_can_be_sent_when_somebody_insists(hus):
    klient = hus.klient("saksgransker")
    _step(klient, "E-1", "ta")
    sted = _step(klient, "E-1", "send", melding="Ring 912 34 567").headers["location"]
    assert sted == "/sak/E-1?beskjed=melding_personopplysninger"
    assert 'name="likevel"' in klient.get(sted).text
    assert 'name="likevel"' not in klient.get("/sak/E-1").text
    assert _step(klient, "E-1", "send", melding="Ring 912 34 567", likevel="1").headers["location"].endswith("/neste")


def test_what_happened_tells_to_whom_and_why(hus):
    klient, fordeler = hus.klient("saksgransker"), hus.klient("kvalitet")
    til = next(b for b in hus.oppsett.okter.load_brukere() if "saksgransker" in b.roller)
    _step(fordeler, "E-1", "tildel", til=til.id)
    _step(klient, "E-1", "vent", arsak="avklaring", dato="2026-12-01")
    side = klient.get("/sak/E-1").text
    assert "· Venter på avklaring fra kontoret (01.12.2026)</p>" in side
    assert f"Tildel – {til.navn}" in side
    assert "Sett på vent – Venter på avklaring fra kontoret, 01.12.2026" in side
    assert _step(klient, "E-1", "vent", arsak="").headers["location"] == "/sak/E-1?beskjed=steg_arsak"


def test_every_part_of_the_menu_has_help_and_who_is_not_logged_in_has_none(hus):
    for sti, rettighet in MENY:
        rolle = next(rolle for rolle, gir in hus.oppsett.regler.rettigheter.items() if rettighet in gir)
        assert load_tekster()[f"hjelp.{sti[1:]}"]["nb"] in hus.klient(rolle).get(sti).text, sti
    assert "sidehjelp" not in hus.gjest().get("/logg-inn").text
    assert hus.klient("saksgransker").get("/sak/E-1").text.count("<dialog") == 1

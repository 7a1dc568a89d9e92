"""The flags' record on its pages: who is told what, who decides, and how the complaint in a case ended."""

from __future__ import annotations

import uu
from datetime import date

import pytest
from hus import EGET, FREMMED, NAVN, en_sak, open_hus
from nettsaker import TEKST

from vedtaksanalyse.kriterier import HINT, TRUKKET, find_levert
from vedtaksanalyse.sak import Flaggstand, Klageutfall, Oppgave, Svar, Svarslag
from vedtaksanalyse.stikkprove import flaggtekst
from vedtaksanalyse.stikkprove.flaggbok import find_post, load_flaggbok

FLAGG = en_sak("x").flagg[0].id
STI = f"/flaggbok/{FLAGG}"


@pytest.fixture
def hus(tmp_path):
    with open_hus(str(tmp_path / "hus.db"), idag=lambda: date(2026, 11, 23)) as hus:
        yield hus


def _svar(hus, antall: dict[str, int]) -> None:
    """Cases of our own office, each with an answer to its flag."""
    verdier = [verdi for verdi, n in antall.items() for _ in range(n)]
    hus.oppsett.lager.save_vurderinger([en_sak(f"S-{n}") for n in range(len(verdier))])
    hus.oppsett.gjennomgang.save_svar(
        [Svar(f"S-{n}", "kari", Svarslag.FLAGG, FLAGG, verdi, "feil_lest" if verdi == "avvis" else "") for n, verdi in enumerate(verdier)]
    )


def test_the_page_says_what_the_command_says_of_the_offices_within_reach(hus, katalog):
    _svar(hus, {"bekreft": 9, "avvis": 15})
    poster = load_flaggbok(hus.oppsett.lager, katalog, find_levert(katalog, {}), {EGET})
    side = hus.klient("kvalitet").get("/flaggbok").text
    for felt in flaggtekst.describe_post(find_post(poster, FLAGG), "nb").values():
        assert f">{felt}<" in side
    assert "38\N{NO-BREAK SPACE}% (21–57)" in side and side.index(FLAGG) < side.index(katalog.flagg[0].id if katalog.flagg[0].id != FLAGG else katalog.flagg[1].id)
    ett = hus.klient("kvalitet").get(STI).text
    assert "Sitatet betyr noe annet" in ett and "Presisjonen er 38" in ett and "<svg" in ett
    assert "Avgjør" in ett and "adgang til alle" in ett, "our own office is not all of them"


def test_leaders_see_no_group_under_five(hus):
    _svar(hus, {"bekreft": 7, "avvis": 3})
    hus.oppsett.lager.flaggbok.add_klageutfall([Klageutfall("S-1", "endret")])
    hus.oppsett.lager.flaggbok.add_flaggstand(Flaggstand(FLAGG, HINT, "bommer", "kari", {"presisjon": "0.7"}))
    leder = hus.klient("leder")
    liste, ett = leder.get("/flaggbok").text, leder.get(STI).text
    assert "7/3/0" not in liste and "70" not in ett and "Sitatet betyr" not in ett
    assert "for få svar" in ett and "for få klager" in ett and "Avgjort før" in ett
    assert "bommer" not in ett and "bommer" in hus.klient("kvalitet").get(STI).text
    assert 'name="tilstand"' not in ett and "færre enn 5" in liste
    assert "7/3/0" in hus.klient("kvalitet").get("/flaggbok").text
    assert leder.post(STI, data={"tilstand": HINT, "grunn": "x", "sett": "1"}).status_code == 403


def test_a_decision_is_logged_kept_and_shown(hus):
    kvalitet = hus.klient("kvalitet", None)
    assert kvalitet.post(STI, data={"tilstand": HINT, "grunn": "Bommer ofte", "sett": "0"}).headers["location"] == STI
    [ett] = hus.oppsett.lager.flaggbok.list_flaggstand()
    assert (ett.flagg, ett.tilstand, ett.grunn, ett.hvem, ett.felt["fra"]) == (FLAGG, HINT, "Bommer ofte", "kvalitet-alle", "aktiv")
    assert [(i.handling, i.gjelder, i.sak_id) for i in hus.logg()] == [("flaggstand", FLAGG, "")]
    assert "Bommer ofte" in kvalitet.get(STI).text
    assert kvalitet.post(STI, json={"tilstand": TRUKKET, "grunn": "mer", "sett": "1"}, headers={"accept": "application/json"}).json() == {"status": "lagret", "tilstand": TRUKKET}


@pytest.mark.parametrize(("felt", "status", "sagt"), [
    ({"sett": "7"}, 400, "Last siden på nytt"), ({"grunn": " "}, 400, "Skriv hvorfor"), ({"tilstand": "aktiv"}, 400, "er slik allerede"),
    ({"tilstand": ""}, 400, "er slik allerede"), ({"grunn": "Fnr 01019012345 og telefon 912 34 567"}, 400, "personopplysninger"),
])  # fmt: skip
def test_what_will_not_do_is_told_and_what_was_written_is_kept(hus, felt, status, sagt):
    sendt = {"tilstand": HINT, "grunn": "Bommer ofte", "sett": "0"} | felt
    svar = hus.klient("kvalitet", None).post(STI, data=sendt)
    assert svar.status_code == status and sagt in svar.text and sendt["grunn"] in svar.text
    assert hus.oppsett.lager.flaggbok.list_flaggstand() == []


def test_one_who_does_not_see_every_office_decides_nothing(hus):
    svar = hus.klient("kvalitet").post(STI, data={"tilstand": HINT, "grunn": "x", "sett": "0"})
    assert svar.status_code == 400 and hus.oppsett.lager.flaggbok.list_flaggstand() == []
    begge = hus.klient("kvalitet", frozenset({EGET, FREMMED}))
    assert begge.post(STI, data={"tilstand": HINT, "grunn": "x", "sett": "0"}).status_code == 303
    assert hus.klient("kvalitet", None).get("/flaggbok/finnes_ikke").status_code == 404


def test_how_a_complaint_ended_is_noted_on_the_case_and_can_be_taken_back(hus):
    klient, bok = hus.klient("saksgransker"), hus.oppsett.lager.flaggbok
    assert "Ingen utfall" in klient.get("/sak/E-1").text
    for felt in ({"utfall": "vunnet"}, {"utfall": ""}, {"utfall": "endret", "dato": "2026-11-24"}, {"utfall": "endret", "dato": "i går"}):
        assert klient.post("/sak/E-1/klageutfall", data=felt).status_code == 400
    assert bok.load_klageutfall() == {}
    assert klient.post("/sak/E-1/klageutfall", data={"utfall": "endret", "dato": "2026-11-23"}).headers["location"] == "/sak/E-1"
    ett = bok.find_klageutfall("E-1")
    assert (ett.utfall, ett.dato, ett.kilde) == ("endret", date(2026, 11, 23), "side") and ett.hvem.startswith("saksgransker")
    assert "klageutfall" in [i.handling for i in hus.logg()]
    assert "<strong>Endret</strong> 23.11.2026" in klient.get("/sak/E-1").text
    assert klient.post("/sak/E-1/klageutfall", data={"utfall": ""}).status_code == 303 and bok.find_klageutfall("E-1") is None
    assert klient.post("/sak/F-1/klageutfall", data={"utfall": "endret"}).status_code == 404
    assert hus.klient("leder").post("/sak/E-1/klageutfall", data={"utfall": "endret"}).status_code == 403


def test_one_who_reads_blind_is_not_told_how_the_complaint_ended(hus):
    hus.oppsett.gjennomgang.add_trukne([Oppgave("E-1", EGET, blind=True, laner_plass="E-2", andel=0.1)])
    hus.oppsett.lager.flaggbok.add_klageutfall([Klageutfall("E-1", "opphevet", None, "side", "ola")])
    side = hus.klient("saksgransker").get("/sak/E-1").text
    assert "Opphevet" not in side and NAVN not in side


def test_the_pages_are_for_everybody(apne, nettsted):
    """The list and one flag, wide and narrow, light and dark, and a decision without a script."""
    for bredde, tema in ((1366, "light"), (320, "dark")):
        side = apne("/flaggbok", bredde=bredde, color_scheme=tema)
        assert [*uu.check_grunn(side), *uu.check_bredde(side), *uu.run_axe(side)] == []
        side.goto(side.locator("tbody a").first.get_attribute("href"))
        assert [*uu.check_grunn(side), *uu.check_bredde(side), *uu.run_axe(side)] == []
    side.get_by_label("Flagget skal være").select_option("hint")
    side.get_by_label("Hvorfor").fill("Prøve")
    side.get_by_role("button", name="Avgjør").click()
    side.get_by_role("cell", name="Prøve").wait_for()
    side = apne(f"/sak/{TEKST}")
    side.get_by_text("Noter utfallet").click()
    side.locator("#felt-klageutfall").select_option("stadfestet")
    side.locator("#felt-klagedato ~ *, #felt-klagedato").first.evaluate("e => e.closest('form').requestSubmit()")
    side.get_by_text("Stadfestet", exact=True).first.wait_for()
    assert nettsted.lager.flaggbok.find_klageutfall(TEKST).utfall == "stadfestet"

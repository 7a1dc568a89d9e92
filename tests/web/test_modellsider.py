"""Models on their pages: what is told of a candidate, and two people who decide."""

from __future__ import annotations

import pytest
from hus import EGET, open_hus
from nettsaker import fill_modeller, make_modellkort

from vedtaksanalyse.learning.godkjenning import find_hinder
from vedtaksanalyse.sak import Modellhendelse


@pytest.fixture
def hus(tmp_path):
    with open_hus(str(tmp_path / "hus.db")) as hus:
        yield hus


def test_a_candidate_is_told_of_with_its_gate_and_its_worst_slice(hus):
    bra, darlig = fill_modeller(hus.oppsett.lager)
    klient = hus.klient("leder")
    liste = klient.get("/modeller").text
    assert "Modellene som følger med" not in liste and "modellene som følger med" in liste
    assert "venter på godkjenning" in liste and "besto ikke prøven" in liste
    side = klient.get(f"/modeller/{bra}").text
    assert "0,910" in side and "0,930" in side and "Bedre på nynorsk." in side and "a1b2c3d4e5f60718" in side
    avvist = klient.get(f"/modeller/{darlig}").text
    assert "ola" in avvist and "<form method=\"post\" action=\"/modeller/" not in avvist
    assert klient.get("/modeller/99").status_code == klient.get("/modeller/99999999999999999999").status_code == 404


def test_what_it_would_do_is_told_and_small_groups_only_to_those_who_see_cases(hus):
    bra, darlig = fill_modeller(hus.oppsett.lager)
    kvalitet, leder = (hus.klient(rolle, None).get(f"/modeller/{bra}").text for rolle in ("kvalitet", "leder"))
    begrenset = hus.klient("kvalitet", frozenset({EGET})).get(f"/modeller/{bra}").text
    rad = '<th class="aksel-table__data-cell kort" scope="row" data-navn="Kontor">Nav Døme</th><td class="aksel-table__data-cell kort" data-navn="Saker">'
    assert f'{rad}30</td><td class="aksel-table__data-cell kort" data-navn="Endres">2<' in kvalitet and "Små tall er skjult" not in kvalitet
    for side in (leder, begrenset):
        assert f'{rad}–</td><td class="aksel-table__data-cell kort" data-navn="Endres">–<' in side and "Små tall er skjult" in side
    assert "skjema" not in leder and "prøvde virkningen" in leder
    assert "Ikke prøvd ennå" in hus.klient("leder").get(f"/modeller/{darlig}").text


def test_two_people_approve_and_nobody_twice(hus):
    bra, darlig = fill_modeller(hus.oppsett.lager)
    laering, klient = hus.oppsett.lager.laering, hus.klient("kvalitet")
    assert klient.post(f"/modeller/{bra}", data={"dom": "godkjent", "grunn": ""}).status_code == 400
    svar = klient.post(f"/modeller/{bra}", data={"dom": "godkjent", "grunn": "Ring Kari Nordmann på 998 87 766."})
    assert svar.status_code == 400 and "998 87 766" in svar.text
    assert klient.post(f"/modeller/{bra}", data={"dom": "godkjent", "grunn": "Ingen del ble verre."}).status_code == 303
    assert klient.post(f"/modeller/{bra}", data={"dom": "godkjent", "grunn": "En gang til."}).status_code == 400
    kandidat = laering.load_kandidat(bra)
    assert find_hinder(kandidat, laering.load_modellhendelser(bra)) == "" and hus.logg()[-1].handling == "modell"
    assert "godkjent av to" in klient.get("/modeller").text
    assert hus.klient("leder").post(f"/modeller/{bra}", data={"dom": "avslatt", "grunn": "Vent."}).status_code == 303
    assert find_hinder(kandidat, laering.load_modellhendelser(bra)) == "kandidat_avslatt"
    assert klient.post(f"/modeller/{darlig}", data={"dom": "godkjent", "grunn": "Bedre."}).status_code == 400
    assert not laering.load_modellhendelser(darlig)


def test_others_do_not_decide(hus):
    bra, _ = fill_modeller(hus.oppsett.lager)
    for rolle in ("saksgransker", "annenleser", "administrator", "personvern"):
        klient = hus.klient(rolle, frozenset({EGET}))
        assert klient.get(f"/modeller/{bra}").status_code == klient.post(f"/modeller/{bra}", data={"dom": "godkjent", "grunn": "x"}).status_code == 403
    assert hus.oppsett.lager.laering.load_modellhendelser(bra)[0].slag == "godkjent" and len(hus.oppsett.lager.laering.load_modellhendelser(bra)) == 2


def test_what_was_done_is_told_in_the_readers_form(hus):
    bra, _ = fill_modeller(hus.oppsett.lager)
    hus.oppsett.lager.laering.add_modellhendelse(Modellhendelse(bra, "drift", "i_bruk"))
    klient = hus.klient("kvalitet")
    klient.post("/valg", data={"malform": "nn", "tilbake": "/modeller"})
    assert "teken i bruk av drift" in klient.get(f"/modeller/{bra}").text


def test_the_card_of_a_candidate_is_a_page_in_both_forms(hus):
    bra, darlig = fill_modeller(hus.oppsett.lager)
    klient = hus.klient("leder")
    assert klient.get(f"/modeller/{bra}/kort").status_code == 404 and f"/modeller/{bra}/kort" not in klient.get(f"/modeller/{bra}").text
    vars(hus.oppsett)["modellkort"] = make_modellkort
    assert f'href="/modeller/{bra}/kort"' in klient.get(f"/modeller/{bra}").text
    side = klient.get(f"/modeller/{bra}/kort").text
    assert "Dårligst av skivene med nok saker: målform: nynorsk, 0,900 (0,800; 0,950)." in side and "lov om prøving § 1" in side
    assert "Svarene fra granskingen" in side and "kari" not in side and "<h3" in side
    klient.post("/valg", data={"malform": "nn", "tilbake": "/modeller"})
    assert "Svara frå granskinga" in klient.get(f"/modeller/{bra}/kort").text
    assert klient.get(f"/modeller/{darlig}/kort").status_code == 404 and hus.klient("saksgransker").get(f"/modeller/{bra}/kort").status_code == 403

"""Draws and their folders through the pages: who sees which, what is hidden until when, and what is kept."""

from __future__ import annotations

import re

import pytest
from delt import get_katalog
from hus import EGET, FREMMED, NAVN, en_sak, open_hus

from vedtaksanalyse import sak as s
from vedtaksanalyse.stikkprove.skjema import make_skjema

PUNKTER = [punkt.id for punkt in make_skjema(get_katalog()).values() if not punkt.under]
PLAN = {"navn": "Høst", "formal": "egenvurdering", "antall": "3", "dobbelt": "0", "blind": "0", "fro": "frø"}
MERKNAD = "Notatet sier noe annet enn vedtaket."


@pytest.fixture
def hus(tmp_path):
    with open_hus(str(tmp_path / "h.db")) as hus:
        hus.oppsett.lager.save_vurderinger([en_sak(f"E-{n}") for n in range(3, 6)])
        for rolle in ("saksgransker", "annenleser", "kvalitet"):
            hus.klient(rolle)
        yield hus


def _trekk(hus, klient=None, **felt) -> int:
    svar = (klient or hus.klient("kvalitet")).post("/stikkprover/ny", data=PLAN | felt)
    assert svar.status_code == 303, svar.text
    return int(svar.headers["location"].rpartition("/")[2])


def _mapper(hus, nummer: int, sak_id: str = "") -> list[s.Mappe]:
    return hus.oppsett.lager.stikkprover.load_mapper(nummer, sak_id)


def _sti(mappe: s.Mappe) -> str:
    return f"/stikkprover/{mappe.stikkprove}/mappe/{mappe.sak_id}/{mappe.plass}"


def _svar(klient, mappe, punkt="punkt.2.3", verdi="ja", **felt):
    return klient.post(f"{_sti(mappe)}/svar", json={"gjelder": punkt, "verdi": verdi} | felt, headers={"accept": "application/json"})


def _fullfor(klient, mappe, **verdier):
    for punkt in PUNKTER:
        assert _svar(klient, mappe, punkt, verdier.get(punkt.replace(".", "_"), "ja"), kommentar=verdier.get("merknad", "")).status_code == 200
    svar = klient.post(f"{_sti(mappe)}/steg", data={"steg": "fullfor"})
    assert "beskjed" not in svar.headers["location"]


def test_a_draw_is_there_for_those_who_see_all_its_offices(hus):
    eget, alle = _trekk(hus), _trekk(hus, hus.klient("kvalitet", None), antall="5")
    assert hus.oppsett.lager.stikkprover.load(eget).plan.kontorer == (EGET,), "nobody draws among cases they do not see"
    assert {ett.kontor for ett in hus.oppsett.lager.stikkprover.load_ramme(alle)} == {EGET, FREMMED}
    fremmed = hus.klient("kvalitet", frozenset({FREMMED}))
    for klient, ser in ((hus.klient("saksgransker"), {eget}), (fremmed, set()), (hus.klient("annenleser", None), {eget, alle})):
        liste = klient.get("/stikkprover").text
        assert {int(nr) for nr in re.findall(r'href="/stikkprover/(\d+)"', liste)} == ser
        for nummer in (eget, alle):
            assert klient.get(f"/stikkprover/{nummer}").status_code == (200 if nummer in ser else 404)
            assert klient.get(f"/stikkprover/{nummer}/uenighet").status_code == (200 if nummer in ser else 404)
    mappe = _mapper(hus, eget)[0]
    assert fremmed.get(_sti(mappe)).status_code == 404
    assert _svar(fremmed, mappe).status_code == 404
    assert hus.klient("leder").get(f"/stikkprover/{eget}").status_code == 403
    assert hus.klient("saksgransker").post("/stikkprover/ny", data=PLAN).status_code == 403
    assert hus.klient("saksgransker").post(f"/stikkprover/{eget}/forkast", data={"grunn": "annet"}).status_code == 403


def test_a_plan_that_will_not_do_is_told_on_its_page_and_nothing_is_drawn(hus):
    klient = hus.klient("kvalitet")
    for felt, sagt in (({"antall": "0"}, "minst én sak"), ({"antall": "x"}, "minst én sak"), ({"blind": "101"}, "prosent"), ({"fra": "i går"}, "Datoen"),
                       ({"navn": "Ring 912 34 567"}, "personopplysninger"), ({"mate": "stratifisert"}, "stratum"), ({"fra": "2030-01-01"}, "Ingen saker")):  # fmt: skip
        svar = klient.post("/stikkprover/ny", data=PLAN | felt)
        assert svar.status_code == 400
        assert sagt in svar.text, felt
        assert 'value="frø"' in svar.text, "what was written is still there"
    assert hus.oppsett.lager.stikkprover.list_alle() == []


def test_the_frame_is_shown_before_anything_is_drawn(hus):
    klient = hus.klient("kvalitet")
    felt = PLAN | {"vis": "1", "mate": "stratifisert", "stratum:kontor": "1", "margin": "10", "andel": "20", "god": "5", "darlig": "60"}
    svar = klient.get("/stikkprover/ny", params=felt)
    assert "Saker som kan trekkes: 4." in svar.text
    assert "dokument holdt tilbake" in svar.text, "why a case is left out"
    assert EGET in svar.text and FREMMED not in svar.text
    assert "godta når høyst" in svar.text
    assert klient.get("/stikkprover/ny", params=felt | {"darlig": "1"}).text.count("gode lavest") == 1
    assert hus.oppsett.lager.stikkprover.list_alle() == []


def test_the_first_answer_takes_a_folder_and_only_its_reader_answers_there(hus):
    nummer = _trekk(hus)
    en, to = hus.klient("saksgransker"), hus.klient("annenleser")
    mappe = _mapper(hus, nummer)[0]
    assert _svar(en, mappe, verdi="nei", sitat='[["vedtak", 0, 5]]').json() == {"status": "lagret"}
    (tatt,) = _mapper(hus, nummer, mappe.sak_id)
    assert (tatt.tilstand, tatt.hvem.split("-")[0]) == (s.Mappestand.TATT, "saksgransker")
    assert _svar(to, mappe).status_code == 403
    assert to.post(f"{_sti(mappe)}/steg", json={"steg": "fullfor"}).headers["location"].endswith("beskjed=mappe_steg")
    for felt in ({"punkt": "krav.1"}, {"punkt": "x"}, {"verdi": "kanskje"}, {"sitat": '[["vedtak", 0, 9999]]'}, {"verdi": "kan_ikke_vurderes"}):
        assert _svar(en, mappe, **felt).status_code == 400
    assert _svar(en, mappe, kommentar=f"Snakket med {NAVN}, 01010112345, tlf 912 34 567.").json()["status"] == "personopplysninger"
    (lagret,) = hus.oppsett.lager.stikkprover.load_mappesvar(nummer)
    assert (lagret.verdi, lagret.sitat, lagret.blind) == ("nei", (("vedtak", 0, 5),), False)
    side = en.post(f"{_sti(mappe)}/steg", data={"steg": "fullfor"}).headers["location"]
    assert f"{len(PUNKTER) - 1} punkter mangler svar" in en.get(side).text
    en.post(f"{_sti(mappe)}/steg", data={"steg": "slipp"})
    assert "checked" not in to.get(_sti(mappe)).text, "whoever takes it over begins anew"


def test_a_blind_folder_shows_nothing_of_the_machine_until_it_is_finished_nor_does_the_case_page(hus):
    nummer = _trekk(hus, blind="100")
    klient, mappe = hus.klient("saksgransker"), _mapper(hus, nummer)[0]
    sak = f"/sak/{mappe.sak_id}"
    assert "data-merke=" in klient.get(sak).text
    assert "data-merke=" not in hus.klient("annenleser").get(_sti(mappe)).text, "nor to those who only look into the folder"
    klient.post(f"{_sti(mappe)}/steg", data={"steg": "ta"})
    for sti in (_sti(mappe), sak):
        tekst = klient.get(sti).text
        assert "blindt" in tekst and "data-merke=" not in tekst and "hvorfor-det" not in tekst, sti
    assert klient.get(f"{sak}/saksark.pdf").status_code == 403
    koen = klient.get("/api/v1/ko").json()
    assert {post["sak_id"]: post["skjult"] for post in koen["saker"]}[mappe.sak_id] is True
    _fullfor(klient, mappe)
    assert "data-merke=" in klient.get(_sti(mappe)).text and "data-merke=" in klient.get(sak).text
    alle = hus.oppsett.lager.stikkprover.load_mappesvar(nummer)
    assert {ett.blind for ett in alle} == {True}
    assert {ett.forslag for ett in alle} > {""}, "what the machine would have suggested is kept"
    andre = _mapper(hus, nummer)[1]
    klient.post(f"{_sti(andre)}/steg", data={"steg": "ta"})
    hus.klient("kvalitet").post(f"/stikkprover/{nummer}/forkast", data={"grunn": "avbrutt"})
    assert "data-merke=" in klient.get(f"/sak/{andre.sak_id}").text, "a draw that was given up hides nothing"
    assert _svar(klient, andre).status_code == 403


def test_two_readers_see_each_others_answers_when_both_are_finished_and_settle_what_differs(hus):
    nummer = _trekk(hus, antall="1", dobbelt="100")
    en, to, tre = (hus.klient(rolle) for rolle in ("saksgransker", "annenleser", "kvalitet"))
    forste, andre = _mapper(hus, nummer)
    en.post(f"{_sti(forste)}/steg", data={"steg": "ta"})
    holdt_av = _mapper(hus, nummer)[1].hvem
    assert holdt_av.split("-")[0] in ("annenleser", "kvalitet")
    to, tre = (to, tre) if holdt_av.startswith("annenleser") else (tre, to)
    assert "1 mappe til deg" in to.get("/stikkprover").text
    assert to.get(f"/stikkprover/{nummer}/neste").headers["location"].startswith(_sti(andre))
    assert "value=\"ta\"" not in en.get(_sti(andre)).text and _svar(en, andre).status_code == 403
    _fullfor(en, forste, merknad=MERKNAD, punkt_2_3="nei")
    for klient in (to, tre):
        assert all(MERKNAD not in klient.get(sti).text for sti in (_sti(forste), _sti(andre), f"/stikkprover/{nummer}/uenighet"))
    _fullfor(to, andre, punkt_2_1="delvis")
    assert MERKNAD in to.get(_sti(andre)).text
    uenighet = f"/stikkprover/{nummer}/uenighet"
    side = tre.get(uenighet).text
    assert "2 punkter er ikke avklart" in side and MERKNAD in side
    sted = f"{uenighet}/{forste.sak_id}"
    assert tre.post(sted, data={"gjelder": "punkt.2.2", "verdi": "ja"}).status_code == 404
    assert tre.post(sted, data={"gjelder": "punkt.2.3", "verdi": "ja", "kommentar": "Ring 912 34 567"}).status_code == 400
    assert tre.post(sted, data={"gjelder": "punkt.2.3", "verdi": "nei"}).status_code == 303
    assert en.post(sted, data={"gjelder": "punkt.2.1", "verdi": "ja"}).status_code == 400, "one of the two alone"
    assert en.post(sted, data={"gjelder": "punkt.2.1", "verdi": "ja", "sammen": "1"}).status_code == 303
    avklart = [ett for ett in hus.oppsett.lager.stikkprover.load_mappesvar(nummer) if ett.plass == s.AVKLART]
    assert {(ett.punkt, ett.verdi) for ett in avklart} == {("punkt.2.3", "nei"), ("punkt.2.1", "ja")}
    assert "0 punkter er ikke avklart" in en.get(uenighet).text


def test_every_look_at_a_folder_is_logged(hus):
    nummer = _trekk(hus, antall="4")
    mappe = _mapper(hus, nummer, "E-3")[0]
    klient, for_ = hus.klient("saksgransker"), len(hus.logg())
    klient.get(f"{_sti(mappe)}?vei=stikkprove")
    _svar(klient, mappe)
    klient.get(f"/stikkprover/{nummer}/mappe/F-1/1")
    klient.get(f"/stikkprover/{nummer}/mappe/E-3/2")
    sted = f"{nummer}:1"
    assert [(i.handling, i.sak_id, i.gjelder, i.vei) for i in hus.logg()[for_:]] == [
        ("mappe", "E-3", sted, "stikkprove"), ("mappesvar", "E-3", sted, "direkte"), ("avvist", "F-1", "", "direkte"), ("mappe", "E-3", f"{nummer}:2", "direkte"),
    ]  # fmt: skip
    assert ("saksgransker-Nav Eget", "E-3") in hus.oppsett.lager.tilsyn.find_arbeid()


def test_a_finished_folder_is_opened_again_with_a_reason_and_is_blind_no_more(hus):
    nummer = _trekk(hus, blind="100")
    leser, kvalitet = hus.klient("saksgransker"), hus.klient("kvalitet")
    mappe = _mapper(hus, nummer)[0]
    _fullfor(leser, mappe)
    assert 'value="gjenapne"' not in hus.klient("annenleser").get(_sti(mappe)).text
    for klient in (leser, kvalitet):
        assert 'value="gjenapne"' in klient.get(_sti(mappe)).text
    assert leser.post(f"{_sti(mappe)}/steg", data={"steg": "gjenapne"}).headers["location"].endswith("beskjed=mappe_grunn")
    assert kvalitet.post(f"{_sti(mappe)}/steg", data={"steg": "gjenapne", "grunn": "oversett"}).headers["location"] == _sti(mappe)
    assert "åpnet igjen" in leser.get(_sti(mappe)).text
    assert _svar(leser, mappe, verdi="nei").status_code == 200
    egne = [ett.blind for ett in hus.oppsett.lager.stikkprover.load_mappesvar(nummer) if ett.punkt == "punkt.2.3"]
    assert egne == [True, False], "whoever answers again has seen what the machine suggested"
    assert "noe i mappen er oversett" in kvalitet.get(f"/stikkprover/{nummer}").text

"""The report of a draw through the pages: the whole way from the plan, who gets which version, and that it is logged."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from delt import get_katalog
from hus import EGET, FREMMED, TEKST, en_sak, open_hus

from vedtaksanalyse import sak as s
from vedtaksanalyse.stikkprove.anslag import make_anslag
from vedtaksanalyse.stikkprove.grunnlag import load_grunnlag
from vedtaksanalyse.stikkprove.skjema import make_skjema

PUNKTER = [punkt.id for punkt in make_skjema(get_katalog()).values() if not punkt.under]
PLAN = {"navn": "Høst", "formal": "egenvurdering", "antall": "8", "dobbelt": "0", "blind": "0", "fro": "frø", "mate": "enkel"}
SVAKT = "punkt.2.3"


@pytest.fixture(scope="module")
def hus(tmp_path_factory):
    """A draw through the page, whose folders are all read; in each the reader points at the first words."""
    with open_hus(str(tmp_path_factory.mktemp("hus") / "h.db")) as hus:
        lager = hus.oppsett.lager
        lager.save_vurderinger([en_sak(f"E-{n}") for n in range(3, 10)])
        svar = hus.klient("kvalitet").post("/stikkprover/ny", data=PLAN)
        hus.nummer = int(svar.headers["location"].rpartition("/")[2])
        leser = hus.klient("saksgransker")
        for mappe in lager.stikkprover.load_mapper(hus.nummer):
            sted = f"/stikkprover/{hus.nummer}/mappe/{mappe.sak_id}/1"
            felt = {"gjelder": SVAKT, "verdi": "nei", "sitat": json.dumps([["vedtak", 0, 35]])}
            assert leser.post(f"{sted}/svar", json=felt, headers={"accept": "application/json"}).status_code == 200
            hvem = lager.stikkprover.load_mapper(hus.nummer, mappe.sak_id)[0].hvem
            resten = [s.Mappesvar(hus.nummer, mappe.sak_id, 1, hvem, punkt, "ja") for punkt in PUNKTER if punkt != SVAKT]
            lager.stikkprover.save_mappesvar(resten)
            assert "beskjed" not in leser.post(f"{sted}/steg", data={"steg": "fullfor"}).headers["location"]
        yield hus


def _rapport(klient, nummer, **felt):
    return klient.get(f"/stikkprover/{nummer}/rapport", params={"format": "json"} | felt)


def test_from_plan_to_report_with_the_figures_of_the_draw(hus):
    svar = _rapport(hus.klient("kvalitet"), hus.nummer)
    assert svar.headers["content-disposition"] == f'attachment; filename="stikkprove-{hus.nummer}-rapport.json"'
    laget = svar.json()
    anslag = make_anslag(load_grunnlag(hus.oppsett.lager, hus.nummer, get_katalog()))
    punkter = {p["punkt"]: p for del_ in laget["deler"] for p in del_["punkter"]}
    assert {id_: p["tall"]["brudd"] for id_, p in punkter.items()} == {p.punkt: p.brudd for p in anslag.punkter}
    assert punkter[SVAKT]["tall"]["stikkprove"]["verdi"] == 1.0 and not laget["forelopig"]
    assert [ett["tekst"] for ett in punkter[SVAKT]["sitater"]] == [TEKST[:35]] * 2
    assert [ett["punkt"] for ett in laget["tiltak"]] == [SVAKT]


@pytest.mark.parametrize(("slag", "start"), [("pdf", b"%PDF"), ("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf"), ("json", b"{")])
def test_every_format_is_a_file(hus, slag, start):
    svar = _rapport(hus.klient("kvalitet"), hus.nummer, format=slag, malform="nn")
    assert svar.status_code == 200 and svar.content.startswith(start)


def test_who_may_not_take_out_or_does_not_see_the_offices_gets_none_and_bad_words_are_refused(hus):
    for rolle in ("saksgransker", "annenleser", "leder", "personvern"):
        assert _rapport(hus.klient(rolle), hus.nummer).status_code == 403
    assert _rapport(hus.klient("kvalitet", frozenset({FREMMED})), hus.nummer).status_code == 404
    for felt in ({"format": "doc"}, {"utgave": "x"}, {"malform": "en"}):
        assert _rapport(hus.klient("kvalitet"), hus.nummer, **felt).status_code == 400


def test_taking_out_is_logged_before_anything_and_each_case_quoted_is_a_look(hus):
    for_ = len(hus.logg())
    _rapport(hus.klient("kvalitet"), hus.nummer)
    nye = [(i.handling, i.gjelder, bool(i.sak_id)) for i in hus.logg()[for_:]]
    assert nye[0] == ("uttak", f"stikkprove:{hus.nummer}", False)
    assert set(nye[1:]) == {("mappe", f"{hus.nummer}:0", True)}
    for_ = len(hus.logg())
    _rapport(hus.klient("kvalitet"), hus.nummer, utgave="uten_sitater")
    assert len(hus.logg()) == for_ + 1


def test_somebody_who_takes_out_but_reads_no_folders_gets_the_leaders_version(hus):
    regler = hus.oppsett.regler
    uten = regler.rettigheter
    object.__setattr__(regler, "rettigheter", dict(uten) | {"leder": frozenset({"se_tall", "eksportere"})})
    try:
        laget = _rapport(hus.klient("leder"), hus.nummer, utgave="hel").json()
    finally:
        object.__setattr__(regler, "rettigheter", uten)
    assert laget["utgave"] == "leder" and not (laget["mapper"] or laget["svar"] or laget["lesere"])
    assert not any(p["sitater"] for del_ in laget["deler"] for p in del_["punkter"])
    assert "E-3" not in json.dumps(laget) and laget["ramme"] is None
    hele = _rapport(hus.klient("kvalitet"), hus.nummer, utgave="leder").json()
    assert hele == laget


def test_who_has_a_second_reading_to_do_does_not_learn_the_first_ones_answers(hus):
    lager = hus.oppsett.lager
    svar = hus.klient("kvalitet").post("/stikkprover/ny", data=PLAN | {"antall": "1", "dobbelt": "100"})
    nummer = int(svar.headers["location"].rpartition("/")[2])
    mappe = lager.stikkprover.load_mapper(nummer)[0]
    lager.stikkprover.change_mappe(replace(mappe, hvem="x", tilstand=s.Mappestand.FERDIG))
    lager.stikkprover.save_mappesvar([s.Mappesvar(nummer, mappe.sak_id, 1, "x", SVAKT, "nei", sitat=(("vedtak", 0, 35),))])
    laget = _rapport(hus.klient("kvalitet"), nummer).json()
    assert laget["svar"] == [] and not any(p["sitater"] for del_ in laget["deler"] for p in del_["punkter"])


def test_who_is_to_read_a_case_blind_elsewhere_is_not_told_its_answers(hus):
    lager, klient = hus.oppsett.lager, hus.klient("kvalitet")
    ident = "kvalitet-Nav Eget"
    sak_id = lager.stikkprover.load_mapper(hus.nummer)[0].sak_id
    blind = s.Mappe(0, sak_id, hvem=ident, tilstand=s.Mappestand.TATT, blind=True)
    andre = lager.stikkprover.add(s.Utvalgsplan("Blind", "", 1, kontorer=(EGET,)), ident, [s.Rammesak(sak_id, EGET, andel=1.0, nr=1)], mapper=[blind]).id
    svart = {ett["sak_id"] for ett in _rapport(klient, hus.nummer).json()["svar"]}
    lager.stikkprover.add_hendelse(andre, ident, "forkastet", {"grunn": "annet"})
    assert {ett["sak_id"] for ett in _rapport(klient, hus.nummer).json()["svar"]} - svart == {sak_id}


def test_an_egenvurdering_begins_with_its_plan_filled_in_and_ends_in_its_report(hus):
    klient = hus.klient("kvalitet", None)
    side = klient.get("/egenvurdering").text
    felt = dict(re.findall(r'name="([^"]+)" (?:id="[^"]*" )?value="([^"]*)"', side.split("<form class=\"plan\"")[1].split("</form>")[0]))
    assert felt.items() >= {"formal": "egenvurdering", "mate": "stratifisert", "stratum:sakstype": "1"}.items()
    assert f"kontor:{EGET}" in side and f"kontor:{FREMMED}" in side
    ramme = klient.get("/stikkprover/ny", params=felt | {"fra": "", "til": "", "vis": "1"}).text
    assert "Saker som kan trekkes:" in ramme and 'value="egenvurdering"' in ramme
    assert f'href="/stikkprover/{hus.nummer}#rapporten"' in side
    assert 'action="/stikkprover/' in klient.get(f"/stikkprover/{hus.nummer}").text
    leser = hus.klient("saksgransker").get("/egenvurdering").text
    assert "#rapporten" not in leser and 'class="plan"' not in leser
    assert hus.klient("leder").get("/egenvurdering").status_code == 403

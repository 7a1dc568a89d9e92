"""The report of a draw: the same figures as everywhere, quotes with nobody in them, and nothing for the leader that a small group shows in."""

from __future__ import annotations

from dataclasses import replace

import pytest
from delt import get_katalog
from provesaker import en_plan, en_sak

from vedtaksanalyse import sak as s
from vedtaksanalyse.export.rapportdata import make_data
from vedtaksanalyse.stikkprove.anonym import SKJULT, Anonymisert
from vedtaksanalyse.stikkprove.anslag import make_anslag
from vedtaksanalyse.stikkprove.grunnlag import load_grunnlag
from vedtaksanalyse.stikkprove.rapport import find_sporsmal, load_rapport, note_uttak
from vedtaksanalyse.stikkprove.skjema import make_skjema
from vedtaksanalyse.stikkprove.trekk import do_trekk
from vedtaksanalyse.storage import open_lager
from vedtaksanalyse.storage.svarsteder import read_steder

KATALOG = get_katalog()
PUNKTER = [punkt.id for punkt in make_skjema(KATALOG).values() if not punkt.under]
SVAKT, BRUDD = "punkt.2.3", {0: "nei", 1: "delvis", 2: "nei"}
TEKST = "Kari Testesen og barna bor i leid bolig. Testesens barn har behov for vinterklær. Ring 912 34 567."
FOLK = {"kari": "Kari Leser", "ola": "Ola Leser"}


def _en_sak(nummer: int) -> s.Saksvurdering:
    sak = en_sak(nummer)
    dokument = replace(sak.sak.dokumenter[0], tekst=TEKST)
    pii = (s.PiiFunn(s.Belegg("vedtak", 0, 13), "navn"), s.PiiFunn(s.Belegg("vedtak", TEKST.index("912"), len(TEKST) - 1), "telefon"))
    return replace(sak, sak=replace(sak.sak, dokumenter=(dokument,)), pii=pii)


def fill_prove(lager, antall: int = 12, **plan) -> int:
    """A draw whose folders are all read: in the first three, as drawn, the point is not met, and the reader points at a sentence."""
    lager.save_vurderinger([_en_sak(nr) for nr in range(24)])
    felt = {"dobbeltandel": 0.25, "blindandel": 0.25} | plan
    prove = do_trekk(lager, en_plan(antall, **felt), "kari", KATALOG, s.Vern.MASKER)
    prover = lager.stikkprover
    nr = {ett.sak_id: ett.nr for ett in prover.load_ramme(prove.id, trukket=True)}
    svar = []
    for mappe in prover.load_mapper(prove.id):
        hvem = "kari" if mappe.plass == 1 else "ola"
        prover.change_mappe(replace(mappe, hvem=hvem, tilstand=s.Mappestand.FERDIG))
        for punkt in PUNKTER:
            verdi = BRUDD.get(nr[mappe.sak_id] - 1, "ja") if punkt == SVAKT else "ja"
            if mappe.plass == 2 and punkt == "punkt.2.1":
                verdi = "nei"
            sitat = (("vedtak", TEKST.index("Testesens"), TEKST.index(" Ring")),) if punkt == SVAKT else ()
            svar.append(s.Mappesvar(prove.id, mappe.sak_id, mappe.plass, hvem, punkt, verdi, "Snakk med Kari Testesen.", sitat, blind=mappe.blind))
    prover.save_mappesvar(svar)
    return prove.id


@pytest.fixture
def lager(tmp_path):
    with open_lager(str(tmp_path / "l.sqlite")) as lager:
        yield lager


def _rapport(lager, nummer, malform="nb", *, apen=True, hent=None):
    saker = {ett.sak.sak_id: ett for ett in lager.load_vurderinger()}
    return load_rapport(lager, nummer, KATALOG, malform, apen=apen, hent=hent or saker.get, folk=FOLK)


def test_the_figures_are_those_of_the_draw_in_the_supervisors_order(lager):
    nummer = fill_prove(lager)
    r = _rapport(lager, nummer)
    assert r.anslag == make_anslag(load_grunnlag(lager, nummer, KATALOG))
    assert [del_.id for del_ in r.deler] == ["krav.1", "tema", "krav.2", "krav.3", "ungdom"]
    assert {p.punkt: p.anslag for p in r.punkter} == {p.punkt: p for p in r.anslag.punkter}
    assert [p.punkt for p in r.deler[0].punkter] == ["krav.1", "punkt.1.1", "punkt.1.2", "punkt.1.3"]
    assert (r.antall_lesere, r.lesere) == (2, {"Kari Leser": 12, "Ola Leser": 3})
    ulike = {p.punkt: (p.uenige, p.uavklarte) for p in r.punkter if p.uenige}
    assert ulike == {"punkt.2.1": (3, 3)}
    assert not any(ett.merknad or ett.sitat for ett in r.svar), "what readers wrote may name somebody"


def test_quotes_come_from_what_readers_pointed_at_with_nobody_in_them(lager):
    nummer = fill_prove(lager)
    sitater = next(p.sitater for p in _rapport(lager, nummer).punkter if p.punkt == SVAKT)
    assert [ett.verdi for ett in sitater] == ["nei", "delvis", "ja"]
    assert {ett.tekst for ett in sitater} == {f"{SKJULT} barn har behov for vinterklær."}
    spurt = []
    _rapport(lager, nummer, hent=lambda sak_id: spurt.append(sak_id))
    assert len(spurt) == len(set(spurt)), "no case is asked for twice"


def _save_igjen(lager, tekst: str = TEKST) -> None:
    """Every case assessed anew, by other rules."""
    ny = [replace(_en_sak(nr), versjoner=s.Versjoner("ny", "kat", "m")) for nr in range(24)]
    lager.save_vurderinger([replace(v, sak=replace(v.sak, dokumenter=(replace(v.sak.dokumenter[0], tekst=tekst),))) for v in ny])


def test_a_place_is_quoted_as_long_as_its_text_is_the_same_whatever_the_case_is_assessed_by(lager):
    nummer = fill_prove(lager)
    for_ = _rapport(lager, nummer)
    _save_igjen(lager)
    assert [p.sitater for p in _rapport(lager, nummer).punkter] == [p.sitater for p in for_.punkter]
    assert for_.sitater_borte == 0


def test_a_place_in_another_text_is_not_quoted_and_that_is_told(lager):
    nummer = fill_prove(lager)
    _save_igjen(lager, "Nytt. " + TEKST)
    r = _rapport(lager, nummer, hent=lambda sak_id: pytest.fail("no case is read in vain"))
    assert not any(p.sitater for p in r.punkter)
    assert r.sitater_borte == 12 + 3


def test_the_leader_gets_no_quotes_names_or_cases_and_no_small_group(lager):
    nummer = fill_prove(lager, mate=s.Utvalgsmate.STRATIFISERT, strata=("sakstype",))
    r = _rapport(lager, nummer, apen=False, hent=lambda sak_id: pytest.fail("no case is read"))
    assert not (r.lesere or r.trukket or r.mapper or r.svar or r.folk)
    assert not any(p.sitater for p in r.punkter)
    svakt = next(p for p in r.punkter if p.punkt == SVAKT)
    assert (svakt.anslag, svakt.uenige) == (None, None), "three of twelve"
    assert r.tall is None
    assert not any(p.strata for p in r.punkter)
    assert all(p.anslag.brudd == 0 or p.anslag.brudd >= 5 for p in r.punkter if p.anslag)


def test_the_plan_begins_with_the_point_most_often_not_met_and_asks_without_answering(lager):
    r = _rapport(lager, fill_prove(lager))
    assert r.tiltak[0].punkt == SVAKT
    assert r.tiltak[0].anslag == next(p.beste for p in r.anslag.punkter if p.punkt == SVAKT)
    assert "barnets beste" in r.tiltak[0].sporsmal
    andeler = [ett.anslag.verdi for ett in r.tiltak]
    assert andeler == sorted(andeler, reverse=True)


def test_every_point_has_a_question_in_both_forms():
    for punkt in PUNKTER:
        assert find_sporsmal(punkt, "nb").endswith("?") and find_sporsmal(punkt, "nn").endswith("?"), punkt


def test_the_groups_of_a_stratified_draw_stand_beside_each_other(lager):
    r = _rapport(lager, fill_prove(lager, mate=s.Utvalgsmate.STRATIFISERT, strata=("kontor",)))
    svakt = next(p for p in r.punkter if p.punkt == SVAKT)
    assert set(svakt.strata) == {"Nav Nord", "Nav Sør"}
    assert sum(p.brudd for p in svakt.strata.values()) == svakt.anslag.brudd == 3
    assert (r.tall.strata, r.trekt) == ({"Nav Nord": 12, "Nav Sør": 12}, {"Nav Nord": 6, "Nav Sør": 6})
    assert not svakt.skiller


@pytest.mark.parametrize(
    ("belegg", "ventet"),
    [((0, 40), f"{SKJULT} og barna bor i leid bolig."), ((2, 40), f"{SKJULT} og barna bor i leid bolig."), ((0, 13), ""), ((90, 300), "")],
)
def test_a_passage_is_shown_whole_words_and_without_anybody(belegg, ventet):
    assert Anonymisert(_en_sak(1)).sitat(s.Belegg("vedtak", *belegg), 400) == ventet


def test_a_passage_is_cut_and_one_that_is_held_back_is_not_there():
    sak = _en_sak(1)
    assert Anonymisert(sak).sitat(s.Belegg("vedtak", 14, 80), 20) == "og barna bor i leid …"
    tom = replace(sak, sak=replace(sak.sak, dokumenter=(replace(sak.sak.dokumenter[0], tekst=""),)))
    assert Anonymisert(tom).sitat(s.Belegg("vedtak", 0, 40), 400) == ""


def test_a_place_kept_before_its_text_had_a_hash_is_quoted_from_the_same_version_alone():
    felt = read_steder('[["vedtak", 0, 5]]')
    svar = s.Svar("S-1", "kari", s.Svarslag.SAK, "", "merknad", saksnokkel="k", **felt)
    assert s.Tekststand("k", {"vedtak": ""}).find_staende(svar) == (("vedtak", 0, 5),)
    assert s.Tekststand("ny", {"vedtak": ""}).find_staende(svar) == ()


def test_a_report_tells_that_an_earlier_one_was_taken_out_before_a_folder_was_opened_again(lager):
    nummer = fill_prove(lager)
    note_uttak(lager, _rapport(lager, nummer), "kari", "pdf")
    assert _rapport(lager, nummer).utdatert is None
    lager.stikkprover.add_hendelse(nummer, "kari", "gjenapnet", {"grunn": "annet", "sak_id": "S-000", "plass": "1"})
    r = _rapport(lager, nummer)
    uttak = next(ett for ett in lager.stikkprover.load_hendelser(nummer) if ett.slag == "tatt_ut")
    assert (r.utdatert, uttak.hvem, uttak.felt) == (uttak.tid, "kari", {"slag": "pdf", "lest": "12"})
    assert any("åpnet igjen" in ett for ett in make_data(r)["varsler"])
    assert _rapport(lager, nummer, apen=False).utdatert == uttak.tid

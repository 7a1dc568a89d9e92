"""Marks come out of the database as they went in, office by office, and each case's place is kept with it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lagersaker import en_uvurdert, en_vurdering
from sqlalchemy import update

from vedtaksanalyse.nattkjoring.gjenbruk import save_med_gjenbruk, show_kart, update_gjenbruk
from vedtaksanalyse.sak import Belegg, Faktum, Rest, Setningsmerke, Utfylling
from vedtaksanalyse.storage import open_lager
from vedtaksanalyse.storage.schema import setningsmerke

TEKST = "Første setning her. Andre setning 🙂 der."
FELLES, EGEN = Belegg("vedtak", 0, 19), Belegg("vedtak", 20, 41)


def _sak(sak_id: str, kontor: str, egen: int):
    vurdering = en_vurdering(sak_id, TEKST)
    merker = (
        Setningsmerke(FELLES, 1, 1000, bytes(64), 5),
        Setningsmerke(EGEN, 2, egen, bytes((egen + n) % 256 for n in range(64)), 5),
    )
    return replace(vurdering, sak=replace(vurdering.sak, kontor=kontor), merker=merker, gjenbruk=None)


@pytest.fixture
def lager(database):
    with open_lager(database) as lager:
        yield lager


def test_offices_are_kept_apart(lager):
    lager.save_vurderinger([_sak("A1", "nord", 1), _sak("A2", "nord", 100), _sak("B1", "sør", 1), en_uvurdert()])
    assert lager.find_kontorer() == {"nord": 2, "sør": 1}
    assert [sak_id for sak_id, _ in lager.stream_merker("nord")] == ["A1", "A2"]
    assert [tuple(merker) for _, merker in lager.stream_merker("sør")] == [_sak("B1", "sør", 1).merker]
    assert update_gjenbruk(lager) == 2
    plass = lager.load_gjenbruk(["A1", "A2", "B1", "S-2"])
    assert {sak_id: (ett.saker, ett.egne, len(ett.gjentatt)) for sak_id, ett in plass.items()} == {
        "A1": (1, 5, 1), "A2": (1, 5, 1), "B1": (0, 10, 0),
    }  # fmt: skip


def test_the_place_in_the_map_is_part_of_the_case(lager):
    [lagret] = save_med_gjenbruk(lager, [_sak("A1", "nord", 1)])
    assert lagret.gjenbruk.saker == 0
    [_, andre] = save_med_gjenbruk(lager, [_sak("A0", "nord", 100), _sak("A2", "nord", 200)])
    assert andre.gjenbruk.saker == 2
    assert [v.gjenbruk.saker for v in lager.load_vurderinger()] == [2, 2, 2]


def test_half_a_map_is_none(lager, monkeypatch):
    """What stops while an office's cases are told their places leaves none with a place in the map before."""
    lager.save_vurderinger([_sak("A1", "nord", 1), _sak("A2", "nord", 100)])
    update_gjenbruk(lager)
    lager.save_vurderinger([_sak("A0", "nord", 7)])
    monkeypatch.setattr("vedtaksanalyse.storage.lager._PORSJON", 1)

    def stop_after_one():
        yield "A0", lager.load_gjenbruk(["A1"])["A1"]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        lager.save_gjenbruk("nord", stop_after_one())
    assert list(lager.find_kontorer(utdaterte=True)) == ["nord"]
    assert update_gjenbruk(lager) == 1
    assert {ett.saker for ett in lager.load_gjenbruk(["A0", "A1", "A2"]).values()} == {2}


def test_only_offices_with_new_cases_are_mapped_anew(lager):
    lager.save_vurderinger([_sak("A1", "nord", 1), _sak("B1", "sør", 1)])
    assert (update_gjenbruk(lager), update_gjenbruk(lager)) == (2, 0)
    lager.save_vurderinger([_sak("A1", "nord", 7)])
    assert list(lager.find_kontorer(utdaterte=True)) == ["nord"]
    assert update_gjenbruk(lager, inntil=0) == 0
    assert update_gjenbruk(lager, inntil=1) == 1


def test_the_map_shows_the_words(lager):
    lager.save_vurderinger([_sak("A1", "nord", 1), _sak("A2", "nord", 100)])
    kart, tekster = show_kart(lager, "nord", list, "")
    assert (kart.saker, tekster) == (2, {("A1", FELLES): "Første setning her."})
    assert lager.load_tekst("A1", EGEN) == "Andre setning 🙂 der."


def test_leftovers_come_with_their_words_and_both_values(lager):
    merker = (Setningsmerke(FELLES, 1, 1000, bytes(64), 5, False, (Utfylling("barn_antall", 7, 14, "2", "nei", ("3",)),)),)
    lager.save_vurderinger([replace(_sak(navn, "nord", 1), merker=merker) for navn in ("A1", "A2")])
    kart, tekster = show_kart(lager, "nord", list, "")
    rest = Rest("barn_antall", (FELLES, Belegg("vedtak", 7, 14)), ("3",))
    assert kart.merknader == (("A1", rest), ("A2", rest))
    assert (tekster["A1", rest.belegg[0]], tekster["A1", rest.belegg[1]]) == ("Første setning her.", "setning")
    assert lager.load_gjenbruk(["A1"])["A1"].rester == (rest,)


def test_marks_stored_before_the_values_elsewhere_were_noted_are_read(lager):
    lager.save_vurderinger([replace(_sak("A1", "nord", 1), merker=(Setningsmerke(FELLES, 1, 1, bytes(64), 5),))])
    with lager._engine.begin() as forbindelse:
        forbindelse.execute(update(setningsmerke).values(utfylt='[["belop",0,3,"900","nei"]]'))
    [(_, [merke])] = lager.stream_merker("nord")
    assert merke.utfylt == (Utfylling("belop", 0, 3, "900", "nei"),)


def test_cases_without_an_office_are_compared_with_none(lager):
    lager.save_vurderinger([_sak("A1", "", 1), _sak("A2", "", 100), _sak("B1", "nord", 1)])
    assert (lager.find_kontorer(), lager.count_kontorer()) == ({"nord": 1}, {"": 2, "nord": 1})
    assert update_gjenbruk(lager) == 1
    assert list(lager.load_gjenbruk(["A1", "A2", "B1"])) == ["B1"]


def test_marks_go_with_the_case(lager):
    lager.save_vurderinger([_sak("A1", "nord", 1)])
    lager.delete_saker(["A1"])
    assert lager.find_kontorer() == {} and list(lager.stream_merker("nord")) == []


def test_the_offices_middle_value_of_what_is_measured_stands_with_the_case(lager):
    def maalt(n: int, kontor: str):
        fakta = (Faktum("lix", (), f"{30 + n}.5"), Faktum("kode", (), "2025-01-01"), Faktum("uten"))
        return replace(_sak(f"{kontor}{n}", kontor, n), fakta=fakta)

    lager.save_vurderinger([*(maalt(n, "nord") for n in range(5)), *(maalt(n, "sør") for n in range(4))])
    update_gjenbruk(lager)
    plass = lager.load_gjenbruk(["nord0", "sør0"])
    assert (plass["nord0"].medianer, plass["sør0"].medianer) == ((("lix", 32.5),), ())

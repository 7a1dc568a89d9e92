"""Folders from hand to hand, and what two readers differ on."""

from collections import Counter
from dataclasses import replace

import pytest
from delt import get_katalog

from vedtaksanalyse import sak as s
from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.gjennomgang import load_regler
from vedtaksanalyse.stikkprove import mapper as m
from vedtaksanalyse.stikkprove.enighet import measure_prove
from vedtaksanalyse.stikkprove.grunnlag import load_grunnlag
from vedtaksanalyse.stikkprove.skjema import Forslag, make_skjema
from vedtaksanalyse.stikkprove.uenighet import find_uenigheter, settle
from vedtaksanalyse.storage import open_lager
from vedtaksanalyse.storage.stikkprover import FORKASTET, GJENAPNET

KATALOG, REGLER = get_katalog(), load_regler()
KONTOR = "Nav Ås"
PUNKTER = [punkt.id for punkt in make_skjema(KATALOG).values() if not punkt.under]


def _bruker(navn: str, rolle: str = "saksgransker", kontorer: frozenset[str] | None = None) -> s.Bruker:
    return s.Bruker(navn, navn, frozenset({rolle}), kontorer)


KARI, OLA, PER, LEDER = _bruker("kari"), _bruker("ola"), _bruker("per", "annenleser"), _bruker("leder", "leder")
FREMMED = _bruker("fremmed", kontorer=frozenset({"Nav By"}))
ALLE = [KARI, OLA, PER, LEDER, FREMMED]
LESERE = m.find_lesere(ALLE, REGLER)


def _dobbel(sak_id: str = "S-1") -> list[s.Mappe]:
    return [s.Mappe(1, sak_id, plass) for plass in (1, 2)]


def _svar(mappe: s.Mappe, verdi: str = "ja", punkt: str = "punkt.2.3", **felt) -> s.Mappesvar:
    return s.Mappesvar(mappe.stikkprove, mappe.sak_id, mappe.plass, mappe.hvem, punkt, verdi, **felt)


@pytest.fixture
def lager(tmp_path):
    with open_lager(str(tmp_path / "l.db")) as lager:
        plan = s.Utvalgsplan("Høst", "egenvurdering", 2)
        ramme = [s.Rammesak(id_, KONTOR, andel=1.0, nr=nr) for nr, id_ in enumerate(("S-1", "S-2"), start=1)]
        lager.stikkprover.add(plan, "kvalitet", ramme, mapper=[*_dobbel("S-1"), *_dobbel("S-2")])
        yield lager


def _store(lager, steg, sak_id, plass, bruker, **felt):
    mappe = next(ett for ett in lager.stikkprover.load_mapper(1, sak_id) if ett.plass == plass)
    return m.store_steg(lager, steg, mappe, bruker, REGLER, LESERE, KONTOR, **felt)


def test_only_readers_take_folders_and_nobody_both_readings_of_a_case():
    forste, andre = _dobbel()
    assert [steg.id for steg in m.find_steg(forste, [forste, andre], KARI, REGLER)] == ["ta"]
    assert m.find_steg(forste, [forste, andre], LEDER, REGLER) == []
    tatt = m.take_steg("ta", forste, [forste, andre], KARI, REGLER)
    assert (tatt.hvem, tatt.tilstand) == ("kari", s.Mappestand.TATT)
    assert [steg.id for steg in m.find_steg(andre, [tatt, andre], KARI, REGLER)] == []
    assert [steg.id for steg in m.find_steg(andre, [tatt, andre], PER, REGLER)] == ["ta", "tildel"]
    assert {steg.id for steg in m.find_steg(tatt, [tatt, andre], KARI, REGLER)} == {"slipp", "fullfor"}
    with pytest.raises(Bruksfeil):
        m.take_steg("ta", andre, [tatt, andre], KARI, REGLER)
    with pytest.raises(Bruksfeil):
        m.take_steg("tildel", andre, [tatt, andre], PER, REGLER, til="kari")
    gitt = m.take_steg("tildel", andre, [tatt, andre], PER, REGLER, til="ola")
    assert (gitt.hvem, gitt.tilstand) == ("ola", s.Mappestand.LEDIG)
    assert [steg.id for steg in m.find_steg(gitt, [tatt, gitt], _bruker("eva"), REGLER)] == [], "it is kept for somebody else"


def test_second_readings_are_shared_among_others_who_see_the_office():
    mapper = [replace(ett, hvem="kari" if ett.plass == 1 else "") for n in range(10) for ett in _dobbel(f"S-{n}")]
    kontorer = {f"S-{n}": KONTOR for n in range(10)}
    gitt = m.assign_andre(mapper, LESERE, kontorer)
    assert Counter(ett.hvem for ett in gitt) == {"ola": 5, "per": 5}
    assert gitt == m.assign_andre(mapper, LESERE[::-1], kontorer), "the order of people does not matter"
    assert {ett.hvem for ett in m.assign_andre(mapper, LESERE, kontorer, utenom="per")} == {"ola"}
    assert m.assign_andre(mapper, [KARI, FREMMED], kontorer) == []
    assert m.assign_andre([replace(ett, hvem="") for ett in mapper], LESERE, kontorer) == [], "nobody has the first"


def test_taking_the_first_gives_the_second_to_another_and_letting_go_gives_it_on(lager):
    _store(lager, "ta", "S-1", 1, KARI)
    forste, andre = lager.stikkprover.load_mapper(1, "S-1")
    assert forste.hvem == "kari" and andre.hvem in ("ola", "per") and andre.tilstand == s.Mappestand.LEDIG
    assert [ett.hvem for ett in lager.stikkprover.load_mapper(1, "S-2")] == ["", ""]
    hos = next(ett for ett in ALLE if ett.id == andre.hvem)
    _store(lager, "ta", "S-1", 2, hos)
    _store(lager, "slipp", "S-1", 2, hos)
    assert lager.stikkprover.load_mapper(1, "S-1")[1].hvem == ({"ola", "per"} - {hos.id}).pop()
    lager.stikkprover.add_hendelse(1, "kvalitet", FORKASTET, {"grunn": "feil"})
    with pytest.raises(Bruksfeil, match="stikkprove_forkastet"):
        _store(lager, "ta", "S-2", 1, OLA)


def test_the_next_folder_is_ones_own_then_the_next_of_the_draw():
    mapper = [*_dobbel("S-1"), *_dobbel("S-2"), *_dobbel("S-3")]
    nr = {"S-3": 1, "S-1": 2, "S-2": 3}

    def neste(**felt):
        ett = m.find_neste(mapper, nr, KARI, REGLER, **felt)
        return ett and (ett.sak_id, ett.plass)

    assert neste() == ("S-3", 1) and neste(etter="S-3") == ("S-1", 1)
    mapper[3] = replace(mapper[3], hvem="kari")
    assert neste() == ("S-2", 2), "kept for this person"
    mapper[4] = replace(mapper[4], hvem="kari", tilstand=s.Mappestand.TATT)
    assert neste() == ("S-3", 1), "begun"
    mapper = [replace(ett, hvem="ola", tilstand=s.Mappestand.FERDIG) for ett in mapper]
    assert neste() is None
    assert m.count_fremdrift([*mapper[:2], s.Mappe(1, "S-9")]) == [m.Fremdrift("ola", 0, 0, 2), m.Fremdrift("", 1, 0, 0)]


def test_an_answer_must_be_whole():
    mappe = s.Mappe(1, "S-1", 1, "kari")
    for ett in (_svar(mappe, "kanskje"), _svar(mappe, punkt="krav.1"), _svar(mappe, punkt="finnes_ikke"), _svar(mappe, "kan_ikke_vurderes", merknad=" ")):
        with pytest.raises(Bruksfeil):
            m.check_mappesvar(ett, KATALOG)
    m.check_mappesvar(_svar(mappe, "kan_ikke_vurderes", merknad="Notatet mangler."), KATALOG)
    m.check_mappesvar(_svar(mappe, ""), KATALOG)
    assert set(m.find_mine([_svar(mappe, "nei"), _svar(mappe, "")], mappe, "kari")) == set()
    assert m.find_mine([_svar(mappe, "nei"), _svar(mappe), _svar(replace(mappe, hvem="ola"), "nei")], mappe, "kari")["punkt.2.3"].verdi == "ja"


def test_a_folder_is_finished_when_every_point_has_its_answer_and_the_young_are_left_out_where_there_are_none():
    mappe = s.Mappe(1, "S-1", 1, "kari")
    uten = {id_: Forslag(id_, "ikke_aktuelt" if id_.startswith("ungdom") else "ja") for id_ in make_skjema(KATALOG)}
    med = uten | {"ungdom.kartlagt": Forslag("ungdom.kartlagt", "nei")}
    mine = {id_: _svar(mappe, punkt=id_) for id_ in PUNKTER if not id_.startswith("ungdom")}
    with pytest.raises(Bruksfeil) as feil:
        m.complete_svar(mine, mappe, med, KATALOG, blind=False)
    assert feil.value.felt == {"antall": 8}
    nye = m.complete_svar(mine, mappe, uten, KATALOG, blind=True)
    assert {ett.punkt for ett in nye} == {id_ for id_ in PUNKTER if id_.startswith("ungdom")}
    assert {(ett.verdi, ett.forslag, ett.blind, ett.hvem) for ett in nye} == {("ikke_aktuelt", "ikke_aktuelt", True, "kari")}
    with pytest.raises(Bruksfeil):
        m.complete_svar({}, mappe, uten, KATALOG, blind=False)


def test_differences_show_when_both_are_finished_and_are_settled_by_a_third_or_together(lager):
    prover = lager.stikkprover
    forste, andre = (
        prover.change_mappe(replace(ett, hvem=hvem, tilstand=s.Mappestand.TATT))
        for ett, hvem in zip(prover.load_mapper(1, "S-1"), ("kari", "ola"), strict=True)
    )
    like = [_svar(mappe, punkt="punkt.2.1") for mappe in (forste, andre)]
    prover.save_mappesvar([*like, _svar(forste, "nei"), _svar(forste, "delvis"), _svar(andre, "ja"), _svar(replace(andre, hvem="per"), "nei")])

    def finn():
        return find_uenigheter(prover.load_mapper(1), prover.load_mappesvar(1), KATALOG)

    prover.change_mappe(replace(forste, tilstand=s.Mappestand.FERDIG))
    assert finn() == [], "the second is still at work"
    prover.change_mappe(replace(andre, tilstand=s.Mappestand.FERDIG))
    (en,) = finn()
    assert (en.punkt, en.forste.verdi, en.andre.verdi, en.lesere, en.avklart) == ("punkt.2.3", "delvis", "ja", ("kari", "ola"), None)
    with pytest.raises(Bruksfeil, match="avklart_sammen"):
        settle(lager, en, "ja", "", KARI, KATALOG, sammen=False)
    settle(lager, en, "nei", "Ikke vektet.", PER, KATALOG, sammen=False)
    assert (finn()[0].avklart.verdi, finn()[0].avklart.hvem) == ("nei", "per")
    settle(lager, finn()[0], "ja", "", KARI, KATALOG, sammen=True)
    assert finn()[0].avklart.verdi == "ja", "the last one stands"
    with pytest.raises(Bruksfeil):
        settle(lager, finn()[0], "", "", PER, KATALOG, sammen=False)


def _finish(lager, sak_id="S-1", punkt="punkt.2.3", **verdier):
    """Both readings of a case finished: by Kari and by Ola."""
    prover = lager.stikkprover
    for mappe, hvem in zip(prover.load_mapper(1, sak_id), ("kari", "ola"), strict=True):
        prover.save_mappesvar([_svar(replace(mappe, hvem=hvem), verdier[hvem], punkt)])
        prover.change_mappe(replace(mappe, hvem=hvem, tilstand=s.Mappestand.FERDIG))


def test_a_finished_folder_is_opened_again_by_its_reader_or_who_answers_for_the_draw_with_a_reason_for_ever(lager):
    _finish(lager, kari="ja", ola="ja")
    kvalitet = _bruker("kvalitet", "kvalitet")
    for hvem in (PER, LEDER, OLA):
        with pytest.raises(Bruksfeil, match="mappe_steg"):
            _store(lager, "gjenapne", "S-1", 1, hvem, grunn="feil_svar")
    for grunn in ("", "Jeg tok feil"):
        with pytest.raises(Bruksfeil, match="mappe_grunn"):
            _store(lager, "gjenapne", "S-1", 1, KARI, grunn=grunn)
    apnet = _store(lager, "gjenapne", "S-1", 1, kvalitet, grunn="oversett")
    assert (apnet.hvem, apnet.tilstand) == ("kari", s.Mappestand.TATT), "it is still the reader's"
    assert m.find_mine(lager.stikkprover.load_mappesvar(1), apnet, "kari")["punkt.2.3"].verdi == "ja", "the answers stand"
    _store(lager, "fullfor", "S-1", 1, KARI)
    _store(lager, "gjenapne", "S-1", 1, KARI, grunn="annet")
    hendelser = [ett for ett in lager.stikkprover.load_hendelser(1) if ett.slag == GJENAPNET]
    assert [(ett.hvem, ett.felt) for ett in hendelser] == [
        ("kvalitet", {"grunn": "oversett", "sak_id": "S-1", "plass": "1"}),
        ("kari", {"grunn": "annet", "sak_id": "S-1", "plass": "1"}),
    ]
    assert m.find_gjenapnede(hendelser) == {("S-1", 1)}


def test_an_answer_changed_after_a_difference_was_settled_unsettles_it(lager):
    prover = lager.stikkprover
    _finish(lager, kari="nei", ola="ja")

    def finn():
        return find_uenigheter(prover.load_mapper(1), prover.load_mappesvar(1), KATALOG)

    settle(lager, finn()[0], "ja", "", PER, KATALOG, sammen=False)
    kari = prover.load_mapper(1, "S-1")[0]
    prover.save_mappesvar([_svar(kari, "nei")])
    assert finn()[0].avklart.verdi == "ja", "the same answer again"
    prover.save_mappesvar([_svar(kari, "delvis")])
    assert finn()[0].avklart is None
    assert load_grunnlag(lager, 1, KATALOG).verdier["S-1"]["punkt.2.3"] == "delvis"


def test_a_reading_that_was_opened_again_counts_in_the_figures_and_not_in_agreement(lager):
    _finish(lager, kari="nei", ola="ja")
    for_ = load_grunnlag(lager, 1, KATALOG)
    _store(lager, "gjenapne", "S-1", 1, KARI, grunn="annet")
    assert load_grunnlag(lager, 1, KATALOG).verdier == {}
    _store(lager, "fullfor", "S-1", 1, KARI)
    etter = load_grunnlag(lager, 1, KATALOG)
    assert etter.verdier == for_.verdier
    assert len(measure_prove(for_).lesere) == 1
    assert measure_prove(etter).lesere == ()

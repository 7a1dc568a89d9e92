"""What the map says of cases: own share, recurring sentences, what was filled in, and what does not fit."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from saker import EGEN, STANDARD, compare, mark

from vedtaksanalyse.evaluation.gjenbruksfart import make_vedtak, measure
from vedtaksanalyse.gjenbruk import Kontor


def test_the_own_share_is_the_words_that_no_other_case_has(katalog):
    saker = {navn: mark(katalog, f"{STANDARD}\n\n{egen}") for navn, egen in EGEN.items()}
    svar = compare(saker)
    felles, egne = (merke.ord for merke in saker["a"])
    assert (svar["a"].ord, svar["a"].egne, svar["a"].saker) == (felles + egne, egne, 2)
    assert svar["a"].andel == pytest.approx(egne / (felles + egne))
    [gjentatt] = svar["a"].gjentatt
    assert (gjentatt.like, gjentatt.nesten, gjentatt.fast) == (2, 0, False)


def test_changed_amounts_and_ages_are_the_same_sentence_with_other_fillings(katalog):
    mal = "Barnet ditt er {} år, og du får kr {} til vinterklær for at hun skal kunne være ute sammen med de andre."
    saker = {"x": mark(katalog, mal.format(5, 900)), "y": mark(katalog, mal.format(11, "1 250"))}
    [gjentatt] = compare(saker)["y"].gjentatt
    assert (gjentatt.like, gjentatt.nesten) == (1, 0)
    assert [felt.verdi for felt in gjentatt.utfylt if felt.slag in ("tall", "belop")] == ["11", "1250"]


def test_a_word_changed_is_nearly_the_same(katalog):
    endret = STANDARD.replace("stabile", "trygge")
    [gjentatt] = compare({"x": mark(katalog, STANDARD), "y": mark(katalog, endret)})["x"].gjentatt
    assert (gjentatt.like, gjentatt.nesten) == (0, 1)


def test_the_opposite_is_not_the_same(katalog):
    motsatt = STANDARD.replace("Vi har vurdert", "Vi har ikke vurdert")
    svar = compare({"x": mark(katalog, STANDARD), "y": mark(katalog, motsatt)})
    assert svar["x"].gjentatt == svar["y"].gjentatt == ()


def test_law_headings_and_appeal_count_for_nothing(katalog):
    fast = (
        "VEDTAK\n\nRettslig grunnlag\n\nDen som ikke kan sørge for seg selv, har krav på stønad etter loven.\n\n"
        "Vurdering\n\n{}\n\nKlage\n\nDu kan klage på vedtaket innen tre uker fra du fikk brevet, og sende den til oss."
    )
    svar = compare({navn: mark(katalog, fast.format(egen)) for navn, egen in EGEN.items()})
    assert svar["a"].andel == 1
    assert len(svar["a"].gjentatt) >= 2 and all(ett.fast for ett in svar["a"].gjentatt)


HODE = "Nav Eksempel | Ref. 2024-{nr}\nPostboks 14, 0001 Storvik sentrum nord\nTil: Kari Nordmann, Storgata 4, 0001 Storvik\n\n"
RAMME = "{egen}\n\nSide 1 av 2 sider i alt\n\nNav Eksempel | Ref. 2024-{nr}\n\nMer om hva vi har vurdert for deg\n\nAntall barn i husstanden: {barn}\n"


def test_letterheads_headings_addressees_rows_and_page_numbers_are_no_reasoning(katalog):
    tekster = {navn: (HODE + RAMME).format(nr=navn, egen=egen, barn=2) for navn, egen in EGEN.items()}
    saker = {navn: mark(katalog, tekst) for navn, tekst in tekster.items()}
    for navn, merker in saker.items():
        assert [tekster[navn][m.belegg.start : m.belegg.slutt] for m in merker if m.ord] == [EGEN[navn]]
        assert len(merker) > 4
    assert all(sak.andel == 1 for sak in compare(saker).values())


def test_a_letterhead_is_fixed_text_also_where_it_is_repeated_and_a_row_is_not(katalog):
    saker = {n: mark(katalog, (HODE + RAMME).format(nr=n, egen=egen, barn=2)) for n, egen in EGEN.items()}
    tekst = (HODE + RAMME).format(nr="a", egen=EGEN["a"], barn=2)
    fast = [(tekst[m.belegg.start : m.belegg.slutt], m.fast) for m in saker["a"]]
    assert [f for linje, f in fast if linje.startswith("Nav Eksempel")] == [True, True]
    assert dict(fast)["Antall barn i husstanden: 2"] is False


def test_a_sentence_without_its_full_stop_is_reasoning_below_the_letterhead(katalog):
    uten = "Mor har ikke utstyr, og jentene har med seg den samme sekken på turen"
    under, over = mark(katalog, f"{EGEN['a']}\n\n{uten}"), mark(katalog, f"{uten}\n\n{EGEN['a']}")
    assert [m.ord > 0 for m in under] == [True, True] and [m.ord > 0 for m in over] == [False, True]


def test_a_sentence_twice_in_one_case_recurs_in_no_other(katalog):
    assert compare({"x": mark(katalog, f"{STANDARD}\n\n{STANDARD}"), "y": mark(katalog, EGEN["a"])})["x"].gjentatt == ()


def test_a_case_alone_has_no_share(katalog):
    svar = compare({"x": mark(katalog, STANDARD)})["x"]
    assert svar.andel is None and svar.gjentatt == ()
    assert compare({"tom": ()})["tom"].andel is None


BARNA = "Du har {} barn på {} år, og vi har vurdert hva de trenger for å ha en trygg hverdag hjemme og på skolen."


def _barnesak(katalog, skrevet: tuple[str, str], notat: str):
    egen = "Vi har kartlagt behovene i samtale. " * 2
    return mark(katalog, f"{egen}\n\n{BARNA.format(*skrevet)}", notat, barn=True)


def test_children_of_another_case_are_told(katalog):
    svar = compare({
        "rett": _barnesak(katalog, ("to", "4 og 7"), "Mor har to barn på 4 og 7 år."),
        "rest": _barnesak(katalog, ("to", "4 og 7"), "Mor har tre barn på 9, 12 og 15 år. Mor har tre barn, 9, 12 og 15 år."),
        "også rett": _barnesak(katalog, ("to", "2 og 3"), "Mor har to barn på 2 og 3 år."),
    })  # fmt: skip
    assert svar["rett"].rester == svar["også rett"].rester == ()
    # Two ages told in the same words are one thing to look at.
    assert [(rest.slag, rest.ellers) for rest in svar["rest"].rester] == [("barn_antall", ("3",)), ("barn_alder", ("9", "12", "15"))]


def test_the_map_lists_what_does_not_fit_by_case(katalog):
    saker = {
        "b rett": _barnesak(katalog, ("to", "4 og 7"), "Mor har to barn på 4 og 7 år."),
        "a rest": _barnesak(katalog, ("to", "4 og 7"), "Mor har tre barn på 9, 12 og 15 år. Mor har tre barn, 9, 12 og 15 år."),
    }
    kart = Kontor("k", saker.items).kart()
    assert kart.rester == 1 and {sak_id for sak_id, _ in kart.merknader} == {"a rest"}
    assert Kontor("k", saker.items).kart(antall=0).merknader == ()


def test_children_that_do_not_fit_are_no_leftover_in_a_sentence_of_its_own(katalog):
    notat = "Mor har tre barn på 9, 12 og 15 år. Mor har tre barn, 9, 12 og 15 år."
    svar = compare({"x": _barnesak(katalog, ("to", "4 og 7"), notat), "y": mark(katalog, EGEN["a"])})
    assert svar["x"].rester == ()


BELOP = "Du har søkt om kr {} til reparasjon av taket, og vi har vurdert om det er rimelig ut fra kostnaden."


def test_an_amount_at_home_in_another_case_is_told(katalog):
    svar = compare({
        "a": mark(katalog, BELOP.format("14 250"), "Søker om kr 14 250."),
        "b": mark(katalog, BELOP.format("9 100"), "Søker om kr 9 100."),
        "rest": mark(katalog, BELOP.format("14 250"), "Søker om kr 3 300."),
    })  # fmt: skip
    assert {navn: [(r.slag, r.ellers) for r in sak.rester] for navn, sak in svar.items()} == {
        "a": [], "b": [], "rest": [("belop", ("3300",))]
    }  # fmt: skip


def test_an_amount_that_many_have_is_a_rate(katalog):
    saker = {f"s{n}": mark(katalog, BELOP.format("14 250"), "Søker om kr 14 250.") for n in range(4)}
    saker["annen"] = mark(katalog, BELOP.format("9 100"), "Søker om kr 9 100.")
    saker["uten"] = mark(katalog, BELOP.format("14 250"), "Søker om kr 3 300.")
    assert compare(saker)["uten"].rester == ()


def test_fixed_text_has_no_leftovers(katalog):
    tekst = "Klage\n\nDu kan klage på avslaget på kr {} innen tre uker fra du fikk dette brevet i posten."
    saker = {
        "a": mark(katalog, tekst.format("14 250"), "Søker om kr 14 250."),
        "b": mark(katalog, tekst.format("9 100"), "Søker om kr 9 100."),
        "c": mark(katalog, tekst.format("14 250"), "Søker om kr 3 300."),
    }
    assert [sak.rester for sak in compare(saker).values()] == [(), (), ()]


def test_a_case_that_came_after_the_gathering_waits(katalog):
    saker = {"a": mark(katalog, STANDARD), "b": mark(katalog, STANDARD)}
    kontor = Kontor("k", lambda: list(saker.items()))
    saker |= {"b": mark(katalog, EGEN["a"]), "ny": mark(katalog, STANDARD)}
    assert list(dict(kontor.saker())) == ["a"]
    assert kontor.kart().saker == 2


def test_the_map_of_an_office(katalog):
    avsnitt = f"{STANDARD} Dette har betydning for hvor mye vi gir i stønad til hver enkelt av dem."
    saker = {navn: mark(katalog, f"{avsnitt}\n\n{egen}") for navn, egen in EGEN.items()}
    kart = Kontor("Nav Eksempel", saker.items).kart()
    assert (kart.kontor, kart.saker, kart.setninger, kart.rester) == ("Nav Eksempel", 3, 9, 0)
    assert 0 < kart.median < 1
    lengste = kart.tekster[0]
    assert (lengste.sak_id, lengste.saker, lengste.setninger) == ("a", 3, 2)
    assert (lengste.belegg.start, lengste.belegg.slutt) == (0, len(avsnitt))
    assert kart.tekster[1:] == ()  # its sentences stand in no other case
    assert kart.merknader == ()
    saker["d"] = mark(katalog, STANDARD)
    tekster = Kontor("Nav Eksempel", saker.items).kart().tekster
    assert [(t.saker, t.setninger, t.belegg.slutt) for t in tekster] == [(4, 1, len(STANDARD)), (3, 2, len(avsnitt))]


@settings(max_examples=12, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(2, 9))
def test_the_same_answer_whatever_the_order(katalog, tilfeldig: Random, antall):
    vedtak = list(make_vedtak(20 * antall, tilfeldig.randint(1, 5)))
    saker = [(f"S{n}", mark(katalog, tekst)) for n, tekst in enumerate(vedtak)]
    stokket = tilfeldig.sample(saker, len(saker))
    ett, annet = (Kontor("k", lambda rekke=rekke: iter(rekke)) for rekke in (saker, stokket))
    assert ett.kart() == annet.kart()
    assert dict(ett.saker()) == dict(annet.saker())


def test_large_offices_are_measured_by_a_command(katalog, tmp_path):
    """The short run of ``make gjenbruksfart``: what is put in comes out."""
    maal = measure(1200, str(tmp_path / "fart.sqlite"), katalog)
    assert (maal.avsnitt, maal.saker) == (1200, 60)
    assert maal.setninger > 1200
    # Six paragraphs in ten come from a stock of standard ones, and some of those have a word changed.
    assert 0.3 < maal.median < 0.7

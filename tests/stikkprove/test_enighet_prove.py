"""Agreement between readers and with the machine, anchoring, and what the control cases say the flags miss."""

from __future__ import annotations

import pytest
from delt import get_katalog

from vedtaksanalyse import sak as s
from vedtaksanalyse.stikkprove.enighet import compare_forankring, compare_lesere, compare_maskin, measure_forankring
from vedtaksanalyse.stikkprove.grunnlag import Lesing
from vedtaksanalyse.stikkprove.kotall import compare_forankring as compare_ko
from vedtaksanalyse.stikkprove.kotall import compare_grader, estimate_bom, find_siste, load_kotall
from vedtaksanalyse.stikkprove.skjema import make_skjema
from vedtaksanalyse.storage import Gradsvar, open_lager

KATALOG = get_katalog()
SKJEMA = make_skjema(KATALOG)
A, B = "punkt.2.1", "punkt.2.3"


def en_lesing(nr: int, verdier: dict, plass: int = 1, forslag: dict | None = None, blind: bool = False) -> Lesing:
    return Lesing(f"S-{nr}", plass, f"leser-{plass}", blind, verdier, forslag or {})


def test_readers_are_compared_where_both_told_something():
    lesinger = [en_lesing(nr, {A: "ja"}) for nr in range(8)] + [en_lesing(8, {A: "nei"}), en_lesing(9, {A: "kan_ikke_vurderes", B: "ja"})]
    lesinger += [en_lesing(nr, {A: "ja"}, 2) for nr in range(6)] + [en_lesing(nr, {A: "nei"}, 2) for nr in (8, 9)]
    (funnet,) = compare_lesere(lesinger, SKJEMA)
    assert (funnet.gjelder, funnet.maal.prosent.n, funnet.uten) == (A, 7, 1)
    assert funnet.maal.prosent.verdi == 1
    assert funnet.maal.kappa.verdi == pytest.approx(1)


def test_the_machine_is_compared_with_first_readings_by_point():
    lesinger = [en_lesing(nr, {A: "ja", B: "nei"}, forslag={A: "ja", B: "ja" if nr else "nei"}) for nr in range(4)]
    lesinger.append(en_lesing(0, {A: "nei"}, 2, {A: "ja"}))
    a, b = compare_maskin(lesinger, SKJEMA)
    assert (a.gjelder, a.maal.prosent.verdi, a.maal.prosent.n) == (A, 1.0, 4)
    assert (b.gjelder, b.maal.prosent.verdi) == (B, 0.25)
    assert a.maal.grunn == "en_kategori"


def test_anchoring_is_seen_minus_blind_with_folders_as_units():
    """Blind readings agree in 1/2, 1/2 and 0 of their points, seen ones in 1, 1/2 and 1: 1/3 against 5/6."""
    enig, uenig = {A: "ja"}, {A: "nei"}

    def les(nr: int, like: tuple[bool, bool], blind: bool) -> Lesing:
        forslag = {A: "ja", B: "ja"}
        return en_lesing(nr, {A: "ja" if like[0] else "nei", B: "ja" if like[1] else "nei"}, forslag=forslag, blind=blind)

    blinde = [les(0, (True, False), True), les(1, (False, True), True), les(2, (False, False), True)]
    sette = [les(3, (True, True), False), les(4, (True, False), False), les(5, (True, True), False)]
    f = compare_forankring([*blinde, *sette, en_lesing(6, enig, 2, uenig)])
    assert (f.blinde, f.sette) == (3, 3)
    assert (f.blind, f.sett) == (pytest.approx(1 / 3), pytest.approx(5 / 6))
    assert f.differanse.verdi == pytest.approx(0.5)
    assert f.differanse.lav < 0.5 < f.differanse.hoy


def test_too_few_folders_give_no_difference_and_none_vary_gives_an_exact_one():
    assert measure_forankring([1.0], [0.5, 0.5]).differanse is None
    assert measure_forankring([], [0.5]).blind is None
    assert measure_forankring([0.5, 0.5], [1.0, 1.0]).differanse.verdi == 0.5


def en_kontroll(nr: int, andel: float = 0.1) -> s.Oppgave:
    return s.Oppgave(f"S-{nr}", "Nav Nord", kontroll=True, blind=True, andel=andel)


def et_svar(nr: int, verdi: str, hvem: str = "kari") -> s.Svar:
    return s.Svar(f"S-{nr}", hvem, s.Svarslag.SAK, "", verdi)


def test_the_miss_rate_is_among_control_cases_that_could_be_judged():
    trukne = [en_kontroll(nr) for nr in range(12)] + [s.Oppgave("S-20", "Nav Nord", blind=True, andel=0.5)]
    svar = [et_svar(nr, "uten_merknad") for nr in range(7)] + [et_svar(7, "merknad"), et_svar(8, "vurderes_pa_nytt")]
    svar += [et_svar(9, "kan_ikke_vurderes"), et_svar(10, "merknad"), et_svar(10, ""), et_svar(20, "merknad")]
    b = estimate_bom(trukne, svar, 120)
    assert (b.trukket, b.besvart, b.ukjent, b.bom, b.uflagget) == (12, 10, 1, 2, 120)
    assert b.anslag.verdi == pytest.approx(2 / 9)
    assert b.anslag.n == 9
    assert estimate_bom(trukne, [], 120).anslag.verdi is None


def test_a_case_that_was_drawn_with_a_smaller_chance_stands_for_more():
    """One miss in a case that stands for 20, none in two that stand for 10 each."""
    b = estimate_bom([en_kontroll(0, 0.05), en_kontroll(1), en_kontroll(2)], [et_svar(0, "merknad"), et_svar(1, "uten_merknad"), et_svar(2, "uten_merknad")], 40)
    assert b.anslag.verdi == pytest.approx(20 / 40)


def en_grad(nr: int, grad: str, maskin: str, hvem: str = "kari", blind: bool = False, gjelder: str = "barnets_beste") -> Gradsvar:
    return Gradsvar(s.Svar(f"S-{nr}", hvem, s.Svarslag.GRAD, gjelder, grad, blind=blind), maskin)


def test_grades_are_compared_by_criterion_and_blind_ones_apart():
    alle = find_siste(
        [
            en_grad(0, "nevnt", "mangler"), en_grad(0, "mangler", "mangler"), en_grad(0, "mangler", "mangler", "ola", blind=True),
            en_grad(1, "vurdert", "nevnt", blind=True), en_grad(2, "vektet", "vektet"), en_grad(2, "", "vektet"), en_grad(3, "nevnt", ""),
        ]
    )  # fmt: skip
    lesere, maskin, blinde = compare_grader(alle, KATALOG)
    assert [(e.gjelder, e.maal.prosent.n, e.maal.prosent.verdi) for e in lesere] == [("barnets_beste", 1, 1.0)]
    assert [(e.maal.prosent.n, e.maal.prosent.verdi) for e in maskin] == [(3, pytest.approx(2 / 3))]
    assert [(e.maal.prosent.n, e.maal.prosent.verdi) for e in blinde] == [(2, 0.5)]
    assert (compare_ko(alle).blind, compare_ko(alle).sett) == (0.5, 1.0)


def test_without_any_review_there_is_nothing_to_tell(tom_database):
    with open_lager(tom_database) as lager:
        tall = load_kotall(lager, KATALOG)
    assert (tall.bom.trukket, tall.bom.anslag.verdi, tall.lesere, tall.eldre) == (0, None, (), 0)

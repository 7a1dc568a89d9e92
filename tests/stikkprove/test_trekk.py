"""Draws: the same plan and frame give the same cases, everybody's chance is known, and who could not be drawn is counted."""

from collections import Counter
from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest
from delt import get_katalog
from provesaker import en_plan, en_rad, mange_rader

from vedtaksanalyse import sak as s
from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.stikkprove.ramme import Utelatt, count_ramme, list_mulige, make_ramme
from vedtaksanalyse.stikkprove.trekk import draw_ramme, find_fordeling, list_trukket, make_mapper, make_trekk

KATALOG = get_katalog()
RADER = mange_rader()
STRATIFISERT = {"mate": s.Utvalgsmate.STRATIFISERT, "strata": ("sakstype", "kontor")}
PLANER = [
    en_plan(),
    en_plan(mate=s.Utvalgsmate.RISIKO),
    *(en_plan(20, **STRATIFISERT, fordeling=fordeling) for fordeling in s.Fordeling),
]
ide = lambda plan: f"{plan.mate}-{plan.fordeling}"  # noqa: E731


def _ider(trukket) -> list[str]:
    return [ett.sak_id for ett in list_trukket(trukket)]


@pytest.mark.parametrize("plan", PLANER, ids=ide)
def test_a_draw_follows_from_seed_and_frame_whatever_order_the_rows_come_in(plan):
    trukket = make_trekk(plan, RADER, KATALOG)
    assert make_trekk(plan, RADER[::-1], KATALOG) == trukket
    assert draw_ramme(plan, make_ramme(plan, RADER, KATALOG)[::-1]) == trukket
    assert _ider(make_trekk(replace(plan, fro="et annet"), RADER, KATALOG)) != _ider(trukket)
    assert [ett.nr for ett in list_trukket(trukket)] == list(range(1, plan.antall + 1))


@pytest.mark.parametrize("plan", PLANER, ids=ide)
def test_everybody_can_be_drawn_and_the_chances_sum_to_the_number_drawn(plan):
    trukket = make_trekk(plan, RADER, KATALOG)
    assert all(0 < ett.andel <= 1 for ett in trukket)
    assert sum(ett.andel for ett in trukket) == pytest.approx(plan.antall)


def test_who_is_drawn_more_often_is_who_has_the_greater_chance():
    """Over many seeds each case of a risk-weighted draw comes as often as its chance says: within five standard errors."""
    plan, antall = en_plan(10, mate=s.Utvalgsmate.RISIKO), 400
    ramme = make_ramme(plan, RADER[:20], KATALOG)
    ganger = Counter(sak_id for nr in range(antall) for sak_id in _ider(draw_ramme(replace(plan, fro=str(nr)), ramme)))
    andeler = {ett.sak_id: ett.andel for ett in draw_ramme(plan, ramme)}
    assert max(andeler.values()) > 1.5 * min(andeler.values())
    for sak_id, p in andeler.items():
        assert abs(ganger[sak_id] / antall - p) <= 5 * (p * (1 - p) / antall) ** 0.5 + 1e-9, sak_id


def test_strata_get_their_numbers():
    proporsjonal, lik, neyman = PLANER[2:]
    assert set(find_fordeling(lik, make_ramme(lik, RADER, KATALOG)).values()) == {2}
    skjev = [en_rad(n, kontor="A" if n < 40 else "B", svakt_vedtak=0.5 if n < 40 else 0.0) for n in range(60)]
    for fordeling, ventet in ((s.Fordeling.PROPORSJONAL, {"A": 20, "B": 10}), (s.Fordeling.LIK, {"A": 15, "B": 15}), (s.Fordeling.NEYMAN, {"A": 27, "B": 3})):
        plan = en_plan(30, mate=s.Utvalgsmate.STRATIFISERT, strata=("kontor",), fordeling=fordeling)
        ramme = make_ramme(plan, skjev, KATALOG)
        assert find_fordeling(plan, ramme) == ventet
        assert Counter(ett.stratum for ett in list_trukket(draw_ramme(plan, ramme))) == ventet


def test_more_than_there_are_draws_all_and_no_cases_is_refused():
    trukket = make_trekk(en_plan(100), RADER[:3], KATALOG)
    assert [ett.andel for ett in trukket] == [1.0, 1.0, 1.0] and len(_ider(trukket)) == 3
    with pytest.raises(Bruksfeil):
        make_trekk(en_plan(), [], KATALOG)


def test_cases_are_left_out_for_a_named_cause_and_counted():
    plan = en_plan(kontorer=("Nav Nord",), fra=date(2026, 1, 1), til=date(2026, 2, 28), utenom=(3,))
    nord = [en_rad(2 * n, vedtaksdato=date(2026, 1, 31)) for n in range(8)]
    rader = [
        *nord[:4],
        replace(nord[4], status=s.Saksstatus.KAN_IKKE_VURDERES, vedtaksdato=None),
        replace(nord[5], vedtaksdato=None),
        nord[6],
        nord[7],
        en_rad(51),
        en_rad(52, vedtaksdato=date(2025, 12, 31)),
        en_rad(54, vedtaksdato=date(2026, 3, 1)),
    ]
    ramme = make_ramme(plan, rader, KATALOG, holdt={nord[6].sak_id}, tidligere={nord[7].sak_id, nord[6].sak_id})
    tall = count_ramme(ramme)
    assert (tall.antall, tall.utelatt) == (4, {"ikke_vurdert": 1, "uten_dato": 1, "holdt": 1, "trukket_for": 1})
    assert set(tall.utelatt) == set(map(str, Utelatt)) and len(ramme) == tall.antall + sum(tall.utelatt.values())
    trukket = draw_ramme(plan, ramme)
    assert sorted(_ider(trukket)) == [ett.sak_id for ett in list_mulige(ramme)]
    assert all(ett.andel == 0 and ett.nr is None for ett in trukket if ett.utelatt)
    uten_periode = make_ramme(replace(plan, fra=None, til=None), rader, KATALOG)
    assert count_ramme(uten_periode).utelatt == {"ikke_vurdert": 1} and len(uten_periode) == 10


def test_the_machine_and_the_risk_stand_in_the_frame():
    ett, uten, intet = make_ramme(en_plan(), [en_rad(7), en_rad(8, svakt_vedtak=None, risiko=20), en_rad(9, svakt_vedtak=None)], KATALOG)
    assert (ett.vekt, uten.vekt, intet.vekt) == (0.7, 0.8, 0.0)
    assert ett.maskin["punkt.2.3"] == 0.25 and ett.aktuelt["punkt.2.3"] == 1.0
    assert ett.saksnokkel == "k7" and "tema.kartlegging.skole" not in ett.maskin


@pytest.mark.parametrize(
    ("felt", "kode"),
    [
        ({"navn": " "}, "plan_navn"), ({"antall": 0}, "plan_antall"), ({"dobbeltandel": 1.1}, "plan_andel"), ({"blindandel": -0.1}, "plan_andel"),
        ({"fra": date(2026, 2, 1), "til": date(2026, 1, 1)}, "plan_periode"), ({"strata": ("kontor",)}, "plan_med_strata"),
        ({"mate": s.Utvalgsmate.STRATIFISERT}, "plan_uten_strata"), ({"strata": ("x",), "mate": s.Utvalgsmate.STRATIFISERT}, "plan_strata"),
    ],
)  # fmt: skip
def test_a_plan_that_cannot_be_drawn_says_why(felt, kode):
    with pytest.raises(Bruksfeil) as feil:
        make_trekk(replace(en_plan(), **felt), RADER, KATALOG)
    assert feil.value.kode == kode


@pytest.mark.parametrize(("dobbelt", "blind", "ventet"), [(0, 0, (0, 0)), (0.25, 0.5, (10, 20)), (0.01, 1, (1, 40)), (1, 0.01, (40, 1))])
def test_shares_of_the_folders_are_read_twice_and_blind(dobbelt, blind, ventet):
    plan = en_plan(40, dobbeltandel=dobbelt, blindandel=blind)
    trukket = list_trukket(make_trekk(plan, RADER, KATALOG))
    mapper = make_mapper(plan, trukket)
    assert [m.sak_id for m in mapper if m.plass == 1] == [ett.sak_id for ett in trukket]
    andre, blinde = {m.sak_id for m in mapper if m.plass == 2}, {m.sak_id for m in mapper if m.blind}
    assert (len(andre), len(blinde)) == ventet
    assert all(m.blind == (m.sak_id in blinde) for m in mapper)
    assert mapper == make_mapper(plan, trukket)
    if dobbelt == 0.25:
        assert 0 < len(andre & blinde) < 10
        assert andre != {m.sak_id for m in make_mapper(replace(plan, fro="x"), trukket) if m.plass == 2}


def test_a_simple_draw_can_be_checked_with_a_hash_and_a_list():
    """As ``docs/stikkprover.md`` says: the cases whose SHA-256 of seed and id is smallest, in that order."""
    etter_sum = sorted((rad.sak_id for rad in RADER), key=lambda sak_id: sha256(f"frø:{sak_id}".encode()).hexdigest())
    assert _ider(make_trekk(en_plan(12), RADER, KATALOG)) == etter_sum[:12]
    assert _ider(make_trekk(en_plan(20), RADER, KATALOG))[:12] == etter_sum[:12], "more from the same seed goes on where fewer stopped"

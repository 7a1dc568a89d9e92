"""How many to draw: the sizes, what they rest on, and when a batch of decisions is accepted."""

from dataclasses import replace
from shutil import copy2

import pytest
from delt import get_katalog
from provesaker import en_plan, en_rad, en_sak
from scipy.stats import hypergeom

from vedtaksanalyse import sak as s
from vedtaksanalyse.stikkprove.grunnlag import make_grunnlag
from vedtaksanalyse.stikkprove.planlegg import (
    ANTATT,
    Samvariasjon,
    find_samvariasjon,
    load_samvariasjon,
    plan_aksept,
    plan_storrelse,
)
from vedtaksanalyse.stikkprove.trekk import discard_stikkprove, do_trekk, list_trukket, make_trekk
from vedtaksanalyse.storage import open_lager

KATALOG = get_katalog()
PUNKT = "punkt.2.3"


def test_the_machine_saves_reading_and_a_small_population_does():
    plan = plan_storrelse(0.1, 0.5, 10_000, Samvariasjon(0.6))
    assert (plan.onsket.margin, plan.onsket.alene, plan.onsket.hjulpet) == (0.1, 96, 62)
    assert plan_storrelse(0.1, 0.5, 100, Samvariasjon(0.6)).onsket.alene == 50
    marginer = [ett.margin for ett in plan.storrelser]
    assert marginer[0] == 0.1 and len(set(marginer)) == len(marginer) > 4
    assert plan_storrelse(0.09, 0.2, 2000, Samvariasjon()).samvariasjon.antatt


def test_an_acceptance_plan_keeps_both_risks_and_shows_its_curve():
    aksept = plan_aksept(200, 0.02, 0.15)
    n, c = aksept.plan.n, aksept.plan.c
    assert hypergeom.cdf(c, 200, 4, n) >= 0.95 and hypergeom.cdf(c, 200, 30, n) <= 0.10
    kurve = dict(aksept.kurve)
    assert kurve[0.0] == 1 and kurve[0.02] == pytest.approx(hypergeom.cdf(c, 200, 4, n)) and kurve[0.15] <= 0.10
    sjanser = [sjanse for _, sjanse in aksept.kurve]
    assert sjanser == sorted(sjanser, reverse=True) and sjanser[-1] < 0.001 < sjanser[-2]


def _grunnlag(antall: int, svar, *, stand: s.Mappestand = s.Mappestand.FERDIG, nummer: int = 1):
    """A draw of all of ``antall`` cases whose machine goes from 0 to 1, answered by a function of the case's number and the machine."""
    rader = [
        en_rad(nr, sannsynlighet={"barnets_beste": {"mangler": nr / antall, "vektet": 1 - nr / antall}}) for nr in range(antall)
    ]
    plan = en_plan(antall)
    ramme = make_trekk(plan, rader, KATALOG)
    prove = s.Stikkprove(nummer, plan, "kari", None, antall, 0, antall, "")
    mapper = [s.Mappe(nummer, ett.sak_id, hvem="kari", tilstand=stand) for ett in list_trukket(ramme)]
    gitt = [s.Mappesvar(nummer, ett.sak_id, 1, "kari", PUNKT, svar(int(ett.sak_id[2:]), ett.maskin[PUNKT])) for ett in ramme]
    return make_grunnlag(prove, ramme, mapper, gitt, KATALOG)


def test_how_much_the_machine_helps_is_measured_on_finished_readings():
    enig = _grunnlag(60, lambda nr, p: "nei" if p > 0.5 else "ja")
    malt = find_samvariasjon([enig])
    assert (malt.antatt, malt.punkter, malt.svar, malt.prover) == (False, 1, 60, (1,))
    assert 0.8 < malt.verdi < 0.95
    blandet = find_samvariasjon([enig, _grunnlag(60, lambda nr, p: ("ja", "delvis")[nr % 2], nummer=2)])
    assert 0.2 < blandet.verdi < malt.verdi and blandet.prover == (1, 2) and blandet.svar == 120


@pytest.mark.parametrize(
    "grunnlag",
    [
        lambda: [],
        lambda: [_grunnlag(60, lambda nr, p: "ja" if p > 0.5 else "nei", stand=s.Mappestand.TATT)],
        lambda: [_grunnlag(60, lambda nr, p: "ja")],
        lambda: [_grunnlag(20, lambda nr, p: "nei" if p > 0.5 else "ja")],
        lambda: [_grunnlag(60, lambda nr, p: "ikke_aktuelt" if nr % 3 else ("ja", "nei")[nr % 2])],
    ],
    ids=["none", "unfinished", "all alike", "too few", "seldom applies"],
)
def test_until_there_is_something_to_measure_on_it_is_an_assumption(grunnlag):
    assert find_samvariasjon(grunnlag()) == Samvariasjon(ANTATT)


def test_a_machine_that_is_wrong_is_no_help():
    motsatt = find_samvariasjon([_grunnlag(60, lambda nr, p: "ja" if p > 0.5 else "nei")])
    assert (motsatt.verdi, motsatt.antatt) == (0.0, False)
    en = plan_storrelse(0.1, 0.5, 1000, motsatt).onsket
    assert en.alene == en.hjulpet
    assert replace(motsatt, punkter=0).antatt


def test_draws_that_are_given_up_or_unread_are_not_measured_on(_sqlitemal, tmp_path):
    fil = tmp_path / "lager.db"
    copy2(_sqlitemal, fil)
    with open_lager(str(fil)) as lager:
        lager.save_vurderinger([en_sak(nr, **_svak(nr)) for nr in range(40)])
        for navn, les in (("lest", True), ("forkastet", True), ("ulest", False)):
            prove = do_trekk(lager, en_plan(40, navn=navn), "kari", KATALOG)
            for mappe, ett in zip(lager.stikkprover.load_mapper(prove.id), lager.stikkprover.load_ramme(prove.id), strict=True):
                lager.stikkprover.save_mappesvar([s.Mappesvar(prove.id, ett.sak_id, 1, "kari", PUNKT, "nei" if ett.maskin[PUNKT] > 0.5 else "ja")])
                if les:
                    lager.stikkprover.change_mappe(replace(mappe, hvem="kari", tilstand=s.Mappestand.FERDIG))
        discard_stikkprove(lager, 2, "kari", "annet")
        malt = load_samvariasjon(lager, KATALOG)
    assert (malt.prover, malt.svar) == ((1,), 40) and malt.verdi > 0.8


def _svak(nummer: int) -> dict:
    p = nummer / 40
    return {"vurderinger": (s.Kriterievurdering("barnets_beste", "vektet", (("mangler", p), ("vektet", 1 - p))),)}

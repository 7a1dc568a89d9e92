"""Control charts: what stays as it was is seldom outside, what changes soon is, and a baseline stands."""

from __future__ import annotations

import random

import pytest
from scipy import stats

from vedtaksanalyse.statistikk.drift import Maling, Regel, _chi2, _quantile, follow, make_grunnlag

REGEL = Regel(0.001, grunnlag=100, minne=50.0, minst=10.0)


def andeler(*trekk: tuple[int, int]) -> list[Maling]:
    return [Maling(n, k, k) for n, k in trekk]


def test_a_baseline_is_the_first_nights_with_cases_enough_and_stands():
    forlop = follow(andeler(*[(20, 6)] * 5, *[(20, 6)] * 5, *[(20, 20)] * 5), REGEL)
    assert (forlop.grunnlag.n, forlop.grunnlag.snitt, forlop.netter, forlop.antall) == (100, 0.3, 5, 100)
    assert len(forlop.steg) == 10 and not any(steg.ute for steg in forlop.steg[:5])
    assert all(steg.ute for steg in forlop.steg[6:]) and forlop.siden in (10, 11) and forlop.fra == 10
    assert forlop.steg[-1].lav < 0.3 < forlop.steg[-1].hoy < forlop.steg[-1].verdi < 1


def test_too_few_cases_are_no_baseline_and_no_verdict():
    assert follow([], REGEL).grunnlag is None
    forlop = follow(andeler((60, 6)), REGEL)
    assert forlop.grunnlag is None and forlop.antall == 60 and forlop.steg == ()
    assert follow(andeler((100, 30), (4, 4), (4, 4), (4, 4)), REGEL).steg[:2] == (None, None)


def test_a_night_without_cases_changes_nothing():
    med, uten = (follow(andeler((100, 30), (20, 6), *ekstra, (20, 7)), REGEL) for ekstra in ([(0, 0)], []))
    assert med.steg[-1] == uten.steg[-1]


def test_what_is_back_inside_warns_no_more():
    assert follow(andeler((100, 30), *[(50, 50)] * 3), REGEL).siden == 1
    assert follow(andeler((100, 30), *[(50, 50)] * 3, *[(50, 15)] * 9), REGEL).siden is None


@pytest.mark.parametrize("k", [0, 100])
def test_none_or_all_is_no_certainty(k):
    som_for, ett_annet, alle_andre = (0, 1, 20) if k == 0 else (20, 19, 0)
    steg = follow(andeler((100, k), (20, som_for), (20, ett_annet), (20, alle_andre)), REGEL).steg
    assert not steg[0].ute and not steg[1].ute and steg[2].ute


def test_small_differences_of_what_hardly_varies_are_seen():
    """A mean of 2 per cent with a spread of half a per cent: a rise to 3 shows, which a share of so few cases would not."""
    lodd = random.Random(1)

    def natt(midt: float) -> Maling:
        verdier = [min(max(lodd.gauss(midt, 0.005), 0), 1) for _ in range(20)]
        return Maling(20, sum(verdier), sum(v * v for v in verdier))

    forlop = follow([natt(0.02) for _ in range(15)] + [natt(0.03) for _ in range(3)], REGEL)
    assert forlop.siden in (15, 16) and forlop.grunnlag.ulikhet < 0.01
    assert follow(andeler((100, 2), (20, 1), (20, 0), (20, 1)), REGEL).siden is None


def test_nights_that_differ_among_themselves_widen_the_limits():
    like, ulike = andeler(*[(20, 6)] * 10), andeler(*[(20, 12), (20, 0)] * 5)
    regel = Regel(0.001, grunnlag=200)
    assert make_grunnlag(like).spredning == 1 < make_grunnlag(ulike).spredning
    bredder = [steg.hoy - steg.lav for steg in (follow([*netter, *andeler((40, 12))], regel).steg[-1] for netter in (like, ulike))]
    assert bredder[1] > 1.5 * bredder[0]


def test_a_distribution_may_change_where_its_mean_does_not():
    grunnlag = [Maling(100, deler=(25, 25, 25, 25))]
    regel = Regel(0.001, grunnlag=100)
    lik, annen = (follow([*grunnlag, *[Maling(20, deler=deler)] * 3], regel) for deler in ((5, 6, 5, 4), (10, 0, 0, 10)))
    assert lik.siden is None and annen.siden == 1 and annen.steg[-1].lav == 0
    # Everything in one part: there is nothing to compare, and parts with next to nothing are put together with their neighbours.
    assert follow([Maling(100, deler=(100, 0)), *[Maling(20, deler=(0, 20))] * 3], regel).siden is None
    assert follow([Maling(100, deler=(50, 47, 3)), *[Maling(20, deler=(10, 8, 2))] * 3], regel).siden is None


def test_steady_measures_are_outside_as_seldom_as_stated():
    lodd, netter, ute = random.Random(5), 0, 0
    for andel in (0.02, 0.1, 0.5) * 20:
        malinger = [Maling(20, k, k) for k in (sum(lodd.random() < andel for _ in range(20)) for _ in range(45))]
        steg = follow(malinger, Regel(0.01, grunnlag=100)).steg
        netter, ute = netter + len(steg), ute + sum(ett.ute for ett in steg)
    assert netter == 2400 and ute / netter < 0.02


@pytest.mark.parametrize("alfa", [0.01, 0.0001])
def test_the_quantiles_are_near_the_exact_ones(alfa):
    assert _quantile(alfa, 150) == pytest.approx(stats.t.ppf(1 - alfa / 2, 149), rel=0.005)
    assert all(_chi2(df, alfa) == pytest.approx(stats.chi2.ppf(1 - alfa, df), rel=0.1 if df == 1 else 0.05) for df in range(1, 10))

"""Weighted shares, against published figures, against counting every sample, and against drawing the sample anew."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest

from vedtaksanalyse.statistikk import Utvalg, estimate_andel, estimate_vektet
from vedtaksanalyse.statistikk.utvalg import inclusion_probabilities
from vedtaksanalyse.statistikk.vektet import covary, estimate_varians

# Lohr 2010, Sampling: Design and Analysis, 2nd ed., example 3.6 (American Council of Learned Societies): members, answers, per cent women.
ACLS = [(9100, 636, 38), (1950, 451, 27), (5500, 481, 18), (10850, 611, 19), (2100, 493, 36), (5500, 575, 13), (9000, 588, 26)]


def _simple(n: int, N: int) -> Utvalg:
    return Utvalg(np.full(n, n / N), np.full(n, "", object), {"": N})


def test_a_published_stratified_share():
    """The share is .2465 with a standard error of .0071."""
    y = np.concatenate([np.arange(n) < round(n * prosent / 100) for _, n, prosent in ACLS])
    antall = [n for _, n, _ in ACLS]
    utvalg = Utvalg(
        np.repeat([n / N for N, n, _ in ACLS], antall),
        np.repeat([str(h) for h in range(7)], antall).astype(object),
        {str(h): N for h, (N, _, _) in enumerate(ACLS)},
    )
    anslag = estimate_vektet(y, utvalg)
    assert anslag.verdi == pytest.approx(0.2465, abs=5e-4)
    assert anslag.standardfeil == pytest.approx(0.0071, abs=5e-5)
    assert (anslag.lav, anslag.hoy) == pytest.approx((0.2465 - 1.96 * 0.0071, 0.2465 + 1.96 * 0.0071), abs=2e-3)


def test_with_equal_chances_and_no_strata_it_is_the_simple_share():
    y = np.arange(60) < 12
    vektet, enkel = estimate_vektet(y, _simple(60, 900)), estimate_andel(12, 60, 900, "wilson")
    assert vektet.verdi == enkel.verdi == 0.2
    assert (vektet.lav, vektet.hoy) == pytest.approx((enkel.lav, enkel.hoy), abs=0.004)


def test_the_variance_is_right_on_average_over_every_stratified_sample():
    """Two of each of two strata of five: the mean of the linearised variance over all 100 samples is the variance of the estimate."""
    y = np.array([1, 1, 0, 0, 0, 1, 1, 1, 1, 0.0])
    stratum = np.array(["a"] * 5 + ["b"] * 5, object)
    anslag, varianser = [], []
    for par_a, par_b in product(combinations(range(5), 2), combinations(range(5, 10), 2)):
        i = [*par_a, *par_b]
        utvalg = Utvalg(np.full(4, 0.4), stratum[i], {"a": 5, "b": 5})
        andel, _ = estimate_varians(y[i], np.ones(4), utvalg)
        anslag.append(andel)
        varianser.append(covary(*[2.5 * (y[i] - andel) / 10] * 2, utvalg))
    assert np.mean(anslag) == pytest.approx(y.mean())
    assert np.mean(varianser) == pytest.approx(np.var(anslag))


def test_unequal_chances_are_weighted_back():
    """Where the gravest are drawn more often, the plain share is far too high, and the weighted one is not."""
    rng = np.random.default_rng(1)
    risiko = np.concatenate([np.full(40, 10.0), np.full(360, 1.0)])
    y = (np.arange(400) % 40 < np.where(risiko > 5, 20, 2)).astype(float)
    pi = inclusion_probabilities(risiko, 60)
    rene, vektede = [], []
    for _ in range(300):
        i = np.flatnonzero(rng.random(400) < pi)  # Poisson drawing has the same chances
        rene.append(y[i].mean())
        vektede.append(estimate_vektet(y[i], Utvalg(pi[i], np.full(len(i), "", object), {"": 400})).verdi)
    assert np.mean(rene) > 2 * y.mean()
    assert np.mean(vektede) == pytest.approx(y.mean(), abs=0.01)


def test_the_interval_agrees_with_drawing_the_sample_anew():
    """Rao and Wu's rescaling bootstrap of a stratified share with some outside the question: its 95 % lies where ours does."""
    rng = np.random.default_rng(2)
    N, n = {"a": 300, "b": 150, "c": 60}, {"a": 60, "b": 40, "c": 20}
    stratum = np.repeat(list(n), list(n.values())).astype(object)
    pi = np.array([n[s] / N[s] for s in stratum])
    d = (rng.random(120) < 0.7).astype(float)
    y = d * (rng.random(120) < np.where(stratum == "a", 0.2, 0.5))
    anslag = estimate_vektet(y, Utvalg(pi, stratum, N), d)
    verdier = []
    for _ in range(2000):
        w = 1 / pi
        for s, n_h in n.items():
            i = np.flatnonzero(stratum == s)
            ganger = np.bincount(rng.integers(n_h, size=n_h - 1), minlength=n_h) * n_h / (n_h - 1)
            w[i] *= 1 + np.sqrt(1 - n_h / N[s]) * (ganger - 1)
        verdier.append(w @ y / (w @ d))
    assert np.std(verdier) == pytest.approx(anslag.standardfeil, rel=0.07)
    assert np.quantile(verdier, [0.025, 0.975]) == pytest.approx((anslag.lav, anslag.hoy), abs=0.025)


@pytest.mark.parametrize("treff", [0, 30])
def test_none_and_all_still_have_an_interval(treff):
    anslag = estimate_vektet(np.arange(30) < treff, _simple(30, 300))
    assert anslag.verdi == treff / 30
    assert 0.05 < anslag.hoy - anslag.lav < 0.16
    # What was seen is certain.
    assert anslag.lav >= treff / 300 - 1e-9 and anslag.hoy <= 1 - (30 - treff) / 300 + 1e-9


def test_what_is_outside_the_question_does_not_count():
    y, d = np.array([1, 1, 0, 0, 1.0]), np.array([1, 1, 1, 1, 0.0])
    assert estimate_vektet(y, _simple(5, 50), d).verdi == 0.5
    ingen = estimate_vektet(y, _simple(5, 50), np.zeros(5))
    assert (ingen.verdi, ingen.lav, ingen.hoy, ingen.n) == (None, 0, 1, 0)


def test_everything_reviewed_is_certain():
    anslag = estimate_vektet([1, 0, 0, 0], _simple(4, 4))
    assert (anslag.lav, anslag.verdi, anslag.hoy) == (0.25, 0.25, 0.25)


def test_a_stratum_with_a_single_review_does_not_make_it_surer():
    y, stratum = [1, 0, 0, 0, 1.0], np.array(["a", "a", "a", "a", "b"], object)
    anslag = estimate_vektet(y, Utvalg(np.array([0.1] * 5), stratum, {"a": 40, "b": 10}))
    assert anslag.hoy - anslag.lav > 0.5

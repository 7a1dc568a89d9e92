"""The prediction-powered share: right on average however wrong the machine is, surer where the machine is good."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.statistikk import Maskin, Utvalg, estimate_ppi, estimate_vektet


def _simple(n: int, N: int) -> Utvalg:
    return Utvalg(np.full(n, n / N), np.full(n, "", object), {"": N})


def _case(antall: int, a: int, b: int, c: int) -> tuple[np.ndarray, np.ndarray]:
    k = np.arange(antall)
    y = ((k * 37 + a) % 100 < b).astype(float)
    return y, np.clip(0.08 + 0.7 * np.where((k * 13 + c) % 7 > 0, y, 1 - y) + 0.02 * ((k * 11) % 9), 0, 1)


def test_the_same_as_the_authors_own_program():
    """ppi-python 0.2.3 (Angelopoulos, Duchi and Zrnic 2023) on the same 200 with and 20 000 without answers: .20834 (.16470–.25198), against
    .200 from the answers alone. Theirs is for endless populations, without the reserve for few hits.
    """
    (y, f), (_, uten_svar) = _case(200, 0, 20, 0), _case(20_000, 3, 22, 2)
    ppi = estimate_ppi(y, _simple(200, 20_200), Maskin(f), Maskin(np.concatenate([f, uten_svar])))
    assert ppi.uten_maskin.verdi == 0.2
    assert ppi.anslag.verdi == pytest.approx(0.20834, abs=5e-4)
    assert ppi.anslag.standardfeil == pytest.approx((0.25198 - 0.16470) / 2 / 1.95996, rel=0.02)
    assert (ppi.anslag.lav, ppi.anslag.hoy) == pytest.approx((0.16470, 0.25198), abs=0.005)


@pytest.mark.parametrize("maskin", ["god", "omvendt", "alltid", "tilfeldig"])
def test_right_on_average_over_every_sample_whatever_the_machine_says(maskin):
    """All 210 ways to draw 4 of 10: the mean of the estimates is the truth, to the last decimal."""
    y = np.array([1, 1, 1, 1, 0, 0, 0, 0, 0, 0.0])
    f = {
        "god": 0.1 + 0.8 * y,
        "omvendt": 0.9 - 0.8 * y,
        "alltid": 1 - np.linspace(0, 0.2, 10) * (1 - y),
        "tilfeldig": np.array([3, 14, 15, 9, 2, 6, 35, 8, 97, 93]) / 100,
    }[maskin]
    ramme = Maskin(f)
    verdier = [estimate_ppi(y[list(i)], _simple(4, 10), Maskin(f[list(i)]), ramme).anslag.verdi for i in combinations(range(10), 4)]
    assert len(verdier) == 210
    assert np.mean(verdier) == pytest.approx(0.4, abs=1e-12)


def _office(n: int, N: int, feil: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(3)
    y = (rng.random(N) < 0.3).astype(float)
    f = np.where(rng.random(N) < feil, rng.random(N), 0.05 + 0.9 * y)
    return y, f, rng.choice(N, n, replace=False)


def test_the_better_the_machine_the_surer_and_the_more_is_saved():
    forrige = None
    for feil in (1.0, 0.5, 0.1):
        y, f, i = _office(60, 2000, feil)
        ppi = estimate_ppi(y[i], _simple(60, 2000), Maskin(f[i]), Maskin(f))
        bredde = ppi.anslag.hoy - ppi.anslag.lav
        if forrige is not None:
            assert bredde < forrige[0] and ppi.spart > forrige[1] and ppi.lambda_ > forrige[2]
        forrige = bredde, ppi.spart, ppi.lambda_
    assert forrige[1] > 60  # as sure as twice the reviews and more


def test_reviews_saved_is_how_many_more_the_sample_alone_would_need():
    y, f, i = _office(60, 2000, 0.3)
    ppi = estimate_ppi(y[i], _simple(60, 2000), Maskin(f[i]), Maskin(f))
    n = 60 + ppi.spart
    flere = np.concatenate([np.ones(round(n * ppi.uten_maskin.verdi)), np.zeros(n - round(n * ppi.uten_maskin.verdi))])
    alene = estimate_vektet(flere, _simple(n, 2000))
    assert alene.standardfeil == pytest.approx(ppi.anslag.standardfeil, rel=0.04)


def test_a_useless_machine_changes_next_to_nothing():
    rng = np.random.default_rng(4)
    y, f = (rng.random(1000) < 0.2).astype(float), rng.random(1000)
    ppi = estimate_ppi(y[:80], _simple(80, 1000), Maskin(f[:80]), Maskin(f))
    alene = ppi.uten_maskin
    assert alene == estimate_vektet(y[:80], _simple(80, 1000))
    assert ppi.lambda_ < 0.15 and ppi.spart < 10
    assert abs(ppi.anslag.verdi - alene.verdi) < 0.02
    assert ppi.anslag.hoy - ppi.anslag.lav == pytest.approx(alene.hoy - alene.lav, rel=0.05)


def test_no_errors_seen_in_few_reviews_is_not_no_errors():
    """A machine that was right on all fifteen still has an interval, and with no hits seen it is hardly trusted at all."""
    y, f, _ = _office(15, 500, 0.0)
    i = np.arange(15)
    ppi = estimate_ppi(y[i], _simple(15, 500), Maskin(y[i]), Maskin(y))
    assert 0.05 < ppi.anslag.hoy - ppi.anslag.lav < ppi.uten_maskin.hoy - ppi.uten_maskin.lav
    ingen = np.flatnonzero(y == 0)[:15]
    ppi = estimate_ppi(y[ingen], _simple(15, 500), Maskin(f[ingen]), Maskin(f))
    assert ppi.lambda_ == 0 and ppi.anslag.verdi == 0 and ppi.spart == 0


def test_strata_and_cases_outside_the_question():
    """With a perfect machine, also on what the question is about, the estimate is the truth of all but a hair."""
    rng = np.random.default_rng(5)
    stratum = np.repeat(np.array(["a", "b"], object), [600, 200])
    d = (rng.random(800) < 0.6).astype(float)
    y = d * (rng.random(800) < np.where(stratum == "a", 0.2, 0.6))
    i = np.concatenate([rng.choice(600, 60, replace=False), 600 + rng.choice(200, 60, replace=False)])
    utvalg = Utvalg(np.repeat([0.1, 0.3], 60), stratum[i], {"a": 600, "b": 200})
    ppi = estimate_ppi(y[i], utvalg, Maskin(y[i], d[i]), Maskin(y, d), d[i])
    assert ppi.anslag.verdi == pytest.approx(y.sum() / d.sum(), abs=0.012)
    assert ppi.anslag.n == d[i].sum() == ppi.uten_maskin.n
    assert ppi.anslag.standardfeil < ppi.uten_maskin.standardfeil / 3


def test_everything_reviewed_needs_no_machine():
    ppi = estimate_ppi([1, 0, 0, 0], _simple(4, 4), Maskin(np.ones(4)), Maskin(np.ones(4)))
    assert (ppi.anslag.lav, ppi.anslag.hoy, ppi.spart) == (0.25, 0.25, 0)


def test_the_machine_must_have_spoken_of_all():
    with pytest.raises(Bruksfeil):
        estimate_ppi([1, 0], _simple(2, 9), Maskin(np.ones(2)), Maskin(np.ones(8)))

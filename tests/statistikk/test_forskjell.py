"""Differences, against published figures."""

from __future__ import annotations

import numpy as np
import pytest

from vedtaksanalyse.statistikk import Anslag, bootstrap_paret, compare_anslag, estimate_andel, estimate_forskjell

# Newcombe 1998, Statistics in Medicine 17:873, table II, method 10.
NEWCOMBE = [
    (56, 70, 48, 80, 0.0524, 0.3339),
    (9, 10, 3, 10, 0.1705, 0.8090),
    (6, 7, 2, 7, 0.0582, 0.8062),
    (5, 56, 0, 29, -0.0381, 0.1926),
    (0, 10, 0, 20, -0.1611, 0.2775),
    (10, 10, 0, 10, 0.6075, 1.0),
]


@pytest.mark.parametrize(("a", "m", "b", "n", "lav", "hoy"), NEWCOMBE)
def test_published_differences(a, m, b, n, lav, hoy):
    anslag = estimate_forskjell(a, m, b, n)
    assert anslag.verdi == pytest.approx(a / m - b / n)
    assert (anslag.lav, anslag.hoy) == pytest.approx((lav, hoy), abs=6e-5)


@pytest.mark.parametrize(("a", "m", "b", "n", "lav", "hoy"), NEWCOMBE)
def test_two_intervals_join_as_newcombe_joins_wilsons(a, m, b, n, lav, hoy):
    anslag = compare_anslag(estimate_andel(a, m, metode="wilson"), estimate_andel(b, n, metode="wilson"))
    assert (anslag.lav, anslag.hoy) == pytest.approx((lav, hoy), abs=6e-5)


def test_nothing_on_one_side_says_nothing():
    assert (estimate_forskjell(1, 4, 0, 0).verdi, estimate_forskjell(1, 4, 0, 0).lav) == (None, -1)
    tom = compare_anslag(Anslag(0.4, 0.2, 0.6, 9, "x"), Anslag(None, 0.0, 1.0, 0, "x"))
    assert (tom.verdi, tom.lav, tom.hoy) == (None, 0.2 - 1, 0.6)


def test_paired_cases_are_drawn_together():
    """Ten offices whose cases all say the same tell as much as ten cases, not as a hundred."""
    rng = np.random.default_rng(1)
    kontor = np.repeat(np.arange(10), 10)
    feil = np.repeat(rng.normal(0, 1, 10), 10)

    def maal(i: np.ndarray) -> float:
        return float(feil[i].mean())

    samlet = bootstrap_paret(maal, [str(k) for k in kontor], 1)
    hver = bootstrap_paret(maal, [str(k) for k in range(100)], 1)
    assert samlet.verdi == hver.verdi == pytest.approx(feil.mean())
    assert samlet.standardfeil == pytest.approx(feil[::10].std() / 10**0.5, rel=0.06)
    assert hver.standardfeil == pytest.approx(feil.std() / 10, rel=0.06)
    assert samlet == bootstrap_paret(maal, [str(k) for k in kontor], 1)
    assert samlet.lav < samlet.verdi < samlet.hoy

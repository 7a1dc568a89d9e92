"""Differences and means of shares, against published figures."""

from __future__ import annotations

import pytest

from vedtaksanalyse.statistikk import Anslag, compare_anslag, estimate_andel, estimate_snitt

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
    """Newcombe's method is Wilson's two intervals joined."""
    anslag = compare_anslag(estimate_andel(a, m, metode="wilson"), estimate_andel(b, n, metode="wilson"))
    assert anslag.verdi == pytest.approx(a / m - b / n)
    assert (anslag.lav, anslag.hoy) == pytest.approx((lav, hoy), abs=6e-5)


def test_nothing_on_one_side_says_nothing():
    tom = compare_anslag(Anslag(0.4, 0.2, 0.6, 9, "x"), Anslag(None, 0.0, 1.0, 0, "x"))
    assert (tom.verdi, tom.lav, tom.hoy) == (None, 0.2 - 1, 0.6)
    assert (estimate_snitt([]).verdi, estimate_snitt([]).lav, estimate_snitt([]).hoy) == (None, 0, 1)


def test_a_mean_of_whole_answers_is_a_share():
    """Where each unit's share is none or all, the interval nears Wilson's; where they are even, it is far surer than that of units."""
    hele, wilson = estimate_snitt([1.0] * 60 + [0.0] * 40), estimate_andel(60, 100, metode="wilson")
    assert (hele.lav, hele.verdi, hele.hoy) == pytest.approx((wilson.lav, 0.6, wilson.hoy), abs=5e-3)
    jevne = estimate_snitt([0.5, 0.7] * 50)
    assert jevne.hoy - jevne.lav < (wilson.hoy - wilson.lav) / 3


@pytest.mark.parametrize("verdi", [0.0, 1.0])
def test_no_spread_seen_is_not_none(verdi):
    anslag = estimate_snitt([verdi] * 5)
    assert anslag.verdi == verdi and 0.1 < anslag.hoy - anslag.lav < 0.35

"""Intervals for a share, against published figures and against counting every possible sample."""

from __future__ import annotations

from math import comb

import pytest

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.statistikk import estimate_andel

# Newcombe 1998, Statistics in Medicine 17:857, table I: Wilson's score method (3) and Clopper and Pearson's (5).
NEWCOMBE = [
    (81, 263, "wilson", 0.2553, 0.3662),
    (81, 263, "eksakt", 0.2527, 0.3676),
    (15, 148, "wilson", 0.0624, 0.1605),
    (15, 148, "eksakt", 0.0578, 0.1617),
    (0, 20, "wilson", 0.0, 0.1611),
    (0, 20, "eksakt", 0.0, 0.1684),
    (1, 29, "wilson", 0.0061, 0.1718),
    (1, 29, "eksakt", 0.0009, 0.1776),
]


@pytest.mark.parametrize(("treff", "n", "metode", "lav", "hoy"), NEWCOMBE)
def test_published_intervals(treff, n, metode, lav, hoy):
    anslag = estimate_andel(treff, n, metode=metode)
    assert (anslag.verdi, anslag.n, anslag.metode) == (treff / n, n, metode)
    assert (anslag.lav, anslag.hoy) == pytest.approx((lav, hoy), abs=6e-5)


def _coverage(N: int, n: int, metode: str) -> list[float]:
    """For each possible truth the chance that the interval holds it, over all samples."""
    anslag = [estimate_andel(x, n, N, metode) for x in range(n + 1)]
    return [
        sum(
            comb(M, x) * comb(N - M, n - x)
            for x in range(max(0, n - N + M), min(n, M) + 1)
            if anslag[x].lav - 1e-9 <= M / N <= anslag[x].hoy + 1e-9
        )
        / comb(N, n)
        for M in range(N + 1)
    ]


def test_the_exact_interval_never_holds_too_seldom():
    for N, n in ((25, 10), (60, 15)):
        assert min(_coverage(N, n, "eksakt")) >= 0.95


def test_the_standard_interval_holds_as_often_as_it_says_on_average():
    """Over all truths of a small office the mean is near 95 %, where the exact interval's is well over."""
    for N, n in ((60, 15), (80, 25)):
        dekning = _coverage(N, n, "treffsikker")
        assert 0.94 <= sum(dekning) / len(dekning) <= 0.965
        assert min(dekning) > 0.88
        assert sum(_coverage(N, n, "eksakt")) / len(dekning) > 0.97


@pytest.mark.parametrize("metode", ["treffsikker", "wilson", "eksakt"])
def test_the_ends(metode):
    """Nothing found, all found, everything reviewed, nothing reviewed."""
    ingen, alle = estimate_andel(0, 12, 60, metode), estimate_andel(12, 12, 60, metode)
    assert ingen.lav == 0 < ingen.hoy < 0.3
    assert (alle.lav, alle.hoy) == pytest.approx((1 - ingen.hoy, 1))
    full = estimate_andel(3, 60, 60, metode)
    assert (full.lav, full.verdi, full.hoy) == (0.05, 0.05, 0.05)
    tom = estimate_andel(0, 0, 60, metode)
    assert (tom.verdi, tom.lav, tom.hoy) == (None, 0, 1)


@pytest.mark.parametrize("metode", ["treffsikker", "wilson", "eksakt"])
def test_a_small_population_narrows_the_interval_to_what_is_possible(metode):
    liten, stor = estimate_andel(4, 40, 50, metode), estimate_andel(4, 40, None, metode)
    assert liten.lav >= 4 / 50 and liten.hoy <= 14 / 50
    assert liten.hoy - liten.lav < (stor.hoy - stor.lav) / 1.5
    nesten = estimate_andel(4, 40, 10_000_000, metode)
    assert (nesten.lav, nesten.hoy) == pytest.approx((stor.lav, stor.hoy), abs=1e-4)


def test_a_higher_level_is_wider():
    trang, vid = estimate_andel(5, 30, niva=0.8), estimate_andel(5, 30, niva=0.99)
    assert vid.lav < trang.lav and trang.hoy < vid.hoy


@pytest.mark.parametrize("felt", [(5, 4, None), (-1, 4, None), (1, 20, 10)])
def test_impossible_counts_are_refused(felt):
    with pytest.raises(Bruksfeil) as feil:
        estimate_andel(*felt)
    assert feil.value.kode == "ugyldig_tall"

"""How many times more often in a part than in the whole."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.statistikk.forhold import estimate_loft, limit_forhold


def test_the_ratio_of_two_shares_as_published():
    """Koopman (1984), Biometrics 40:513: 36 of 40 against 16 of 80 gives 2.94 to 7.15."""
    assert limit_forhold(36, 40, 16, 80) == pytest.approx((2.94, 7.15), abs=0.005)


@pytest.mark.parametrize("celler", [(5, 12, 30, 200), (1, 10, 3, 300), (10, 10, 3, 20), (3, 20, 10, 10), (4, 10, 0, 40), (10, 10, 20, 20)])
def test_turned_round_the_ratio_is_the_inverse(celler):
    a, n, b, m = celler
    lav, hoy = limit_forhold(a, n, b, m)
    snudd = limit_forhold(b, m, a, n)
    assert (lav, hoy) == pytest.approx((1 / snudd[1], 1 / snudd[0] if snudd[0] else inf), rel=1e-6)
    assert lav <= (a / n) / (b / m) <= hoy if b else hoy == inf


@pytest.mark.parametrize(("tall", "ventet"), [
    ((5, 12, 35, 212), (2.5238, 1.2011, 4.1881)), ((0, 10, 3, 50), (0.0, 0.0, 2.6110)), ((4, 10, 4, 50), (5.0, 2.6176, 5.0)),
    ((6, 20, 6, 20), (1.0, 1.0, 1.0)),
])  # fmt: skip
def test_a_part_against_the_whole(tall, ventet):
    anslag = estimate_loft(*tall)
    assert (anslag.verdi, anslag.lav, anslag.hoy) == pytest.approx(ventet, abs=1e-4)


def test_without_anything_counted_there_is_no_ratio():
    assert estimate_loft(0, 7, 0, 70).verdi is None and estimate_loft(0, 0, 5, 70).verdi is None
    for feil in ((5, 4, 10, 20), (3, 10, 2, 20), (1, 10, 15, 20)):
        with pytest.raises(Bruksfeil):
            estimate_loft(*feil)


def test_the_interval_holds_what_is_true_about_as_often_as_it_says():
    rng, holdt, antall = np.random.default_rng(9), 0, 400
    for _ in range(antall):
        n1, n0, p0, forhold = rng.integers(15, 80), rng.integers(40, 200), rng.uniform(0.1, 0.4), rng.uniform(0.5, 2.2)
        a, b = (int(rng.binomial(n, p)) for n, p in ((n1, p0 * forhold), (n0, p0)))
        vekt = n1 / (n1 + n0)
        anslag = estimate_loft(a, int(n1), a + b, int(n1 + n0))
        holdt += anslag.lav <= forhold / (vekt * forhold + 1 - vekt) <= anslag.hoy
    assert 0.92 < holdt / antall < 0.98

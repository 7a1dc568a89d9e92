"""How many to review, against published plans."""

from __future__ import annotations

import pytest
from scipy.stats import binom

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.statistikk import Godkjenningsplan, list_kurve, plan_antall, plan_godkjenning

# NIST/SEMATECH e-Handbook of Statistical Methods, 6.2.3.2: the curve of n = 52, c = 3 from batches of 10 000.
NIST = [0.998, 0.980, 0.930, 0.845, 0.739, 0.620, 0.502, 0.394, 0.300, 0.223, 0.162, 0.115]


def test_a_published_sample_size():
    """Cochran 1977, section 4.4: ± 5 points of 50 % on an island of 3 200, with t = 2: 400 without and 356 with the finite population."""
    to = 0.9544997
    assert plan_antall(0.05, 0.5, niva=to) == 400
    assert plan_antall(0.05, 0.5, 3200, niva=to) == 356


def test_what_a_machine_saves():
    """The machine takes its correlation's square off the variance."""
    assert (plan_antall(0.09, 0.2), plan_antall(0.09, 0.2, samvariasjon=0.68)) == (76, 41)
    assert plan_antall(0.001, 0.5, 60) == 60
    assert plan_antall(0.5, 0.01, 5000) == 1


def test_a_published_operating_curve():
    kurve = list_kurve(Godkjenningsplan(10_000, 52, 3, 0, 0))
    assert kurve[0] == (0.0, 1.0)
    assert [p for _, p in kurve[1:13]] == pytest.approx(NIST, abs=0.002)
    assert all(a[1] >= b[1] for a, b in zip(kurve, kurve[1:], strict=False)) and kurve[-1][1] < 0.001


def test_a_plan_keeps_both_risks_and_no_smaller_one_does():
    """For a batch so large that it is as good as endless: checked against every smaller plan by the binomial distribution."""
    plan = plan_godkjenning(1_000_000, 0.02, 0.08, 0.05, 0.10)
    assert plan.produsentrisiko == pytest.approx(binom.sf(plan.c, plan.n, 0.02), abs=1e-3) and plan.produsentrisiko <= 0.05
    assert plan.konsumentrisiko == pytest.approx(binom.cdf(plan.c, plan.n, 0.08), abs=1e-3) and plan.konsumentrisiko <= 0.10
    assert not any(
        binom.sf(c, n, 0.02) <= 0.05 and binom.cdf(c, n, 0.08) <= 0.10 for n in range(1, plan.n) for c in range(plan.c + 2)
    )


@pytest.mark.parametrize("populasjon", [5, 40, 137, 800])
def test_a_small_batch_needs_fewer_and_at_most_all(populasjon):
    plan = plan_godkjenning(populasjon, 0.02, 0.10)
    assert plan.n <= min(populasjon, plan_godkjenning(100_000, 0.02, 0.10).n)
    assert plan.produsentrisiko <= 0.05 and plan.konsumentrisiko <= 0.10
    assert list_kurve(plan, [0.0]) == [(0.0, 1.0)]


@pytest.mark.parametrize(
    "kall",
    [
        lambda: plan_antall(0),
        lambda: plan_antall(0.05, 1.0),
        lambda: plan_antall(0.05, samvariasjon=1.0),
        lambda: plan_godkjenning(100, 0.1, 0.1),
        lambda: plan_godkjenning(0, 0.1, 0.2),
    ],
)
def test_impossible_plans_are_refused(kall):
    with pytest.raises(Bruksfeil):
        kall()

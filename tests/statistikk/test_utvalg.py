"""Draws: repeatable, independent of order, with the chances they say."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from itertools import combinations

import numpy as np
import pytest

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.statistikk import allocate, draw_enkelt, draw_risikovektet, draw_stratifisert, make_utvalg

IDER = [f"sak-{i:03}" for i in range(120)]
STRATA = ["a" if i < 70 else "b" if i < 115 else "c" for i in range(120)]


def _drawn(ider, trekning):
    return [ider[i] for i in trekning.trukket]


def test_a_draw_can_be_checked_by_hand():
    """The drawn are those with the smallest SHA-256 of «seed:id», in that order."""
    etter_hash = sorted(IDER, key=lambda i: sha256(f"høst:{i}".encode()).hexdigest())
    assert _drawn(IDER, draw_enkelt(IDER, 9, "høst")) == etter_hash[:9]


@pytest.mark.parametrize(
    "trekk",
    [
        lambda ider, fro: draw_enkelt(ider, 20, fro),
        lambda ider, fro: draw_stratifisert(ider, [STRATA[IDER.index(i)] for i in ider], {"a": 8, "b": 9, "c": 2}, fro),
        lambda ider, fro: draw_risikovektet(ider, [1 + IDER.index(i) % 9 for i in ider], 20, fro),
    ],
    ids=["enkelt", "stratifisert", "risikovektet"],
)
def test_the_same_seed_gives_the_same_draw_whatever_the_order(trekk):
    snudd = IDER[::-1]
    forste = _drawn(IDER, trekk(IDER, "x"))
    assert forste == _drawn(snudd, trekk(snudd, "x"))
    assert set(forste) != set(_drawn(IDER, trekk(IDER, "y")))
    assert len(set(forste)) == len(forste)
    # Each unit's chance follows it, and the chances are as many as are drawn.
    pi, pi_snudd = trekk(IDER, "x").pi, trekk(snudd, "x").pi
    assert pi == pytest.approx(pi_snudd[::-1])
    assert pi.sum() == pytest.approx(len(forste))


def test_more_than_there_are_is_all():
    assert sorted(draw_enkelt(IDER, 500, "x").trukket) == list(range(120))
    assert draw_risikovektet(IDER, [1.0] * 120, 500, "x").pi.tolist() == [1.0] * 120
    assert draw_enkelt([], 5, "x").trukket == ()


def test_the_chances_are_those_that_are_stated():
    """Each unit is drawn as often as ``pi`` says, over 3 000 draws of 4 among 10."""
    ider, risiko = [str(i) for i in range(10)], [0, 1, 1, 2, 2, 3, 4, 5, 8, 40]
    antall, runder = Counter(), 3000
    for fro in range(runder):
        trekning = draw_risikovektet(ider, risiko, 4, str(fro))
        assert len(trekning.trukket) == 4
        antall.update(trekning.trukket)
    pi = trekning.pi
    assert pi[9] == 1.0 and pi.min() > 0.05
    assert np.array([antall[i] / runder for i in range(10)]) == pytest.approx(pi, abs=0.035)


def test_every_pair_can_be_drawn():
    """A variance can only be estimated where any two can come together."""
    ider = [str(i) for i in range(6)]
    sett = {frozenset(draw_risikovektet(ider, [1, 2, 3, 4, 5, 6], 3, str(f)).trukket) for f in range(600)}
    par = {frozenset(p) for trukket in sett for p in combinations(trukket, 2)}
    assert par == {frozenset(p) for p in combinations(range(6), 2)}


# Cochran 1977, section 5.9 gives the rule of Neyman: n_h in proportion to N_h·S_h.
@pytest.mark.parametrize(
    ("n", "fordeling", "spredning", "svar"),
    [
        (24, "proporsjonal", None, {"a": 13, "b": 9, "c": 2}),  # 14, 9 and 1, had two not been the least
        (24, "lik", None, {"a": 10, "b": 9, "c": 5}),
        (40, "neyman", {"a": 0.1, "b": 0.4, "c": 0.4}, {"a": 10, "b": 27, "c": 3}),
        (1, "proporsjonal", None, {"a": 2, "b": 2, "c": 2}),
        (999, "lik", None, {"a": 70, "b": 45, "c": 5}),
    ],
)
def test_allocation(n, fordeling, spredning, svar):
    antall = allocate({"a": 70, "b": 45, "c": 5}, n, fordeling, spredning)
    assert antall == svar
    assert sum(antall.values()) == min(max(n, 6), 120)


def test_what_was_not_reviewed_is_stood_in_for_in_its_stratum():
    trekning = draw_stratifisert(IDER, STRATA, {"a": 10, "b": 6, "c": 2}, "x")
    i_a = [i for i in trekning.trukket if STRATA[i] == "a"]
    andre = [i for i in trekning.trukket if STRATA[i] != "a"]
    utvalg = make_utvalg(trekning, i_a[:5] + andre)
    assert utvalg.populasjon == 120
    assert utvalg.pi[:5] == pytest.approx([5 / 70] * 5)
    assert (1 / utvalg.pi).sum() == pytest.approx(120)


@pytest.mark.parametrize(
    "kall",
    [
        lambda: draw_enkelt(["a", "a"], 1, "x"),
        lambda: draw_enkelt(["a", "b"], 1, ""),
        lambda: draw_risikovektet(["a", "b"], [1, -1], 1, "x"),
        lambda: draw_stratifisert(["a", "b"], ["s", "s"], {"s": 3}, "x"),
        lambda: allocate({"a": 4}, 2, "neyman"),
        lambda: make_utvalg(draw_enkelt(["a", "b"], 1, "x"), [0, 1]),
    ],
)
def test_what_cannot_be_drawn_is_refused(kall):
    with pytest.raises(Bruksfeil):
        kall()

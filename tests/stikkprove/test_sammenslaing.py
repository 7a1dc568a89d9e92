"""No small group can be found: every table that gives the same answer is tried, by an attacker who also knows how answers are made."""

from __future__ import annotations

import random
from collections import defaultdict
from itertools import product

import pytest

from vedtaksanalyse.stikkprove.sammenslaing import FAERREST, hide_sma, is_liten, merge_maneder


def _months(antall: int) -> list[tuple[int, int]]:
    return [(2025, nr + 1) for nr in range(antall)]


def test_months_are_put_together_until_no_group_is_small():
    juni, juli = (2025, 6), (2025, 7)
    perioder = merge_maneder({(2025, 5): (10, 10), juni: (3, 20), juli: (4, 20), (2025, 8): (2, 2)})
    assert [(p.fra, p.til, p.antall) for p in perioder] == [((2025, 5), (2025, 5), (10, 10)), (juni, (2025, 8), (9, 42))]
    assert merge_maneder({juni: (3, 20)}) == merge_maneder({}) == []
    assert [p.antall for p in merge_maneder({juni: (0, 20), juli: (20, 0)})] == [(0, 20), (20, 0)]


@pytest.mark.parametrize("n", [(5, 6, 7), (3, 5, 8), (2, 9, 1), (12, 4, 5)])
def test_who_knows_every_months_cases_finds_no_small_class(n):
    maneder = _months(len(n))
    mulige = defaultdict(list)
    for treff in product(*(range(antall + 1) for antall in n)):
        tabell = {m: (x, antall - x) for m, x, antall in zip(maneder, treff, n, strict=True)}
        mulige[tuple(merge_maneder(tabell))].append(treff)
    assert len(mulige) > 1
    for svar, tabeller in mulige.items():
        for nr, antall in enumerate(n):
            (forste, *andre) = {treff[nr] for treff in tabeller}
            assert andre or forste in (0, antall) or not (is_liten(forste) or is_liten(antall - forste)), (svar, nr)


def test_whatever_two_figures_show_their_periods_differ_by_no_small_group():
    """Periods of any two figures about the same cases: what lies between their ends is none or at least five cases."""
    tilfeldig = random.Random(9)
    for _ in range(400):
        n = [tilfeldig.randint(0, 12) for _ in range(7)]
        sum_til = {m: sum(n[: nr + 1]) for nr, m in enumerate(_months(7))}
        ender = {0, sum(n)}
        for _ in range(3):
            figur = {m: (x := tilfeldig.randint(0, antall), antall - x) for m, antall in zip(_months(7), n, strict=True)}
            perioder = merge_maneder(figur)
            assert all(not is_liten(a) for p in perioder for a in p.antall)
            assert not perioder or sum(p.sum for p in perioder) == sum(n)
            ender |= {sum_til[p.til] for p in perioder}
        rekke = sorted(ender)
        assert sum(n) < FAERREST or all(not is_liten(b - a) for a, b in zip(rekke, rekke[1:], strict=False)), n


@pytest.mark.parametrize("antall", [2, 3, 4])
def test_who_knows_the_sum_finds_no_small_group_in_a_list(antall):
    mulige = defaultdict(list)
    for tabell in product(range(0, 14 if antall < 4 else 11), repeat=antall):
        mulige[tuple(hide_sma(tabell)), sum(tabell)].append(tabell)
    for (vist, _), tabeller in mulige.items():
        for nr, n in enumerate(vist):
            verdier = {tabell[nr] for tabell in tabeller}
            assert n is None or not is_liten(n)
            if n is None and any(map(is_liten, verdier)):
                assert len(verdier) > 1, (vist, tabeller)


def test_where_the_sum_is_not_to_be_found_it_is_not():
    mulige = defaultdict(set)
    for tabell in product(range(13), repeat=3):
        mulige[tuple(hide_sma(tabell, uten_sum=True))].add(sum(tabell))
    assert all(len(summer) > 1 for summer in mulige.values())


def test_a_list_without_small_groups_is_told_as_it_is():
    assert hide_sma([0, 5, 17]) == [0, 5, 17]
    assert hide_sma([3, 17, 8, 0]) == [None, 17, None, None]
    assert hide_sma([3, 17, 18]) == [None, None, None]
    assert hide_sma([3, 0, 0]) == [None, None, None]

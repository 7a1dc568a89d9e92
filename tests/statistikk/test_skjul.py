"""Small groups stay hidden: every table that fits what is shown is made, and the hidden numbers must still be able to be many things."""

from __future__ import annotations

import numpy as np
import pytest

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.statistikk import suppress_andeler, suppress_tabell
from vedtaksanalyse.statistikk.skjul import add_totaler, find_rom

RNG = np.random.default_rng(20)
TABELLER = [RNG.negative_binomial(1, 0.12, (r, k)) for r, k in [(2, 2), (2, 3), (3, 3), (1, 4), (4, 2)] for _ in range(8)]


def _fits(tall: np.ndarray, skjult: np.ndarray) -> dict[tuple[int, int], set[int]]:
    """For each hidden number what it can be, found by trying every inner table with hidden numbers up to seven from what they are."""
    tabell = add_totaler(tall)
    indre = np.argwhere(skjult[:-1, :-1])
    proves = [np.arange(max(tabell[r, k] - 7, 1), tabell[r, k] + 8) for r, k in indre]
    forsok = np.repeat(tabell[None], np.prod([len(p) for p in proves], dtype=int), axis=0)
    for (r, k), verdier in zip(indre, np.meshgrid(*proves), strict=True):
        forsok[:, r, k] = verdier.ravel()
    forsok[:, -1, :-1] = forsok[:, :-1, :-1].sum(axis=1)
    forsok[:, :, -1] = forsok[:, :, :-1].sum(axis=2)
    passer = forsok[(forsok == tabell)[:, ~skjult].all(axis=1)]
    return {(r, k): set(passer[:, r, k].tolist()) for r, k in np.argwhere(skjult).tolist()}


@pytest.mark.parametrize("nr", range(len(TABELLER)))
def test_no_small_number_can_be_found_by_subtraction(nr):
    tall = TABELLER[nr]
    skjult, tabell = suppress_tabell(tall), add_totaler(tall)
    assert skjult[(tabell > 0) & (tabell < 5)].all()
    provd = _fits(tall, skjult) if skjult[:-1, :-1].sum() <= 4 else {}
    for celle, verdier in provd.items():
        assert len(verdier) >= (5 if tabell[celle] < 5 else 2)
    for celle in set(map(tuple, np.argwhere(skjult).tolist())) - provd.keys():
        lav, hoy = find_rom(tabell, skjult, celle)
        assert lav <= tabell[celle] <= hoy
        assert hoy - lav >= (4 if tabell[celle] < 5 else 1)


def test_trying_every_table_agrees_with_what_is_reckoned():
    """On tables small enough to try all, the least and greatest are those that are found, and at least five apart for small numbers."""
    tall = np.array([[3, 8], [9, 7]])
    skjult = suppress_tabell(tall)
    assert skjult.tolist() == [[True, True, False], [True, True, False], [False, False, False]]
    for celle, verdier in _fits(tall, skjult).items():
        assert (min(verdier), max(verdier)) == find_rom(add_totaler(tall), skjult, celle)
        assert len(verdier) >= 5


def test_a_large_table_hides_no_more_than_it_must():
    tall = np.array([[20, 3, 15], [18, 22, 9], [30, 12, 25]])
    skjult = suppress_tabell(tall)
    # The 3, and the cheapest loop through it: 15 beside it, 22 and 9 under.
    assert skjult.astype(int).tolist() == [[0, 1, 1, 0], [0, 1, 1, 0], [0, 0, 0, 0], [0, 0, 0, 0]]
    assert not suppress_tabell(np.full((3, 3), 9)).any()
    assert not suppress_tabell([[0, 8], [7, 0]]).any()


@pytest.mark.parametrize("tall", [[[3]], [[3, 10]], [[1, 1], [1, 1]], [[0, 0], [0, 2]]])
def test_tables_with_little_to_hide_behind(tall):
    skjult, tabell = suppress_tabell(tall), add_totaler(np.array(tall))
    for celle in map(tuple, np.argwhere((tabell > 0) & (tabell < 5)).tolist()):
        assert skjult[celle]
        lav, hoy = find_rom(tabell, skjult, celle)
        assert hoy - lav >= 4


@pytest.mark.parametrize(
    ("teller", "nevner", "skjult"),
    [
        ([3, 20, 10], [30, 40, 50], [True, True, False, False]),  # the next smallest hides behind it
        ([28, 20, 10], [30, 40, 50], [True, True, False, False]),  # two without are as few as two with
        ([0, 20, 12], [30, 40, 24], [False, False, False, False]),
        ([2], [40], [True, True]),
    ],
)
def test_shares_of_small_groups(teller, nevner, skjult):
    svar = suppress_andeler(teller, nevner)
    assert svar.tolist() == skjult


def test_what_is_no_table_is_refused():
    with pytest.raises(Bruksfeil):
        suppress_andeler([5], [4])
    with pytest.raises(Bruksfeil):
        suppress_tabell([[-1, 2]])

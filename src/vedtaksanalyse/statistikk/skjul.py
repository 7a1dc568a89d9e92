"""Hiding small groups in tables with totals, so that nobody finds them by subtraction.

A number from 1 to one below the least group is hidden. Then each hidden number is tried as a reader would: knowing all that is shown, that
hidden numbers are one or more, and that every row and column adds up, between which least and greatest value must it lie? Where that
leaves less room than the least group, more numbers are hidden along the cheapest loop of rows and columns through it (Castro 2012, Eur. J. Oper. Res.
216:257, for the trade), until all have room.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence

import numpy as np

from vedtaksanalyse.statistikk.anslag import require

MINST = 5
"""The least group whose number is shown."""


def suppress_tabell(tall: Sequence[Sequence[int]] | np.ndarray, minst: int = MINST) -> np.ndarray:
    """What to hide in a table of counts with totals: True for hidden, with one row and one column more than ``tall``, the totals."""
    tabell = add_totaler(np.asarray(tall, dtype=int))
    require(bool((tabell >= 0).all()) and tabell.ndim == 2 and minst >= 2, "tall")
    skjult = (tabell > 0) & (tabell < minst)
    ko = _list_celler(skjult)
    for celle in ko:  # hiding more never takes room from another, so each is tried until it has enough, and no more
        while not _has_rom(tabell, skjult, celle, minst):
            for_ = skjult.copy()
            _hide_more(tabell, skjult, celle)
            ko += _list_celler(skjult & ~for_)
    return skjult


def suppress_andeler(teller: Sequence[int], nevner: Sequence[int], minst: int = MINST) -> np.ndarray:
    """Which shares to hide, one per group and the last for all together: neither those with nor those without may be a small group."""
    teller, nevner = np.asarray(teller, dtype=int), np.asarray(nevner, dtype=int)
    require(bool(np.all((teller >= 0) & (teller <= nevner))) and len(teller) == len(nevner), "teller")
    return suppress_tabell(np.column_stack([teller, nevner - teller]), minst).any(axis=1)


def add_totaler(tall: np.ndarray) -> np.ndarray:
    """The table with its row and column of totals."""
    med_rad = np.vstack([tall, tall.sum(axis=0, keepdims=True)])
    return np.hstack([med_rad, med_rad.sum(axis=1, keepdims=True)])


def find_rom(tabell: np.ndarray, skjult: np.ndarray, celle: tuple[int, int]) -> tuple[float, float]:
    """The least and the greatest a hidden number of a table with totals can be, for one who sees all that is shown."""
    from scipy.optimize import linprog

    plass = {tuple(c): k for k, c in enumerate(np.argwhere(skjult).tolist())}
    ligninger, summer = [], []
    for linje, fortegn in _lines(tabell.shape):
        rad = np.zeros(len(plass))
        sum_ = 0.0
        for c, f in zip(linje, fortegn, strict=True):
            if c in plass:
                rad[plass[c]] = f
            else:
                sum_ -= f * tabell[c]
        if rad.any():
            ligninger.append(rad)
            summer.append(sum_)
    mal = np.zeros(len(plass))
    mal[plass[celle]] = 1
    ender = []
    for retning in (1, -1):
        svar = linprog(retning * mal, A_eq=np.array(ligninger), b_eq=np.array(summer), bounds=(1, None), method="highs")
        ender.append(float("inf") if svar.status == 3 else round(retning * svar.fun, 6))
    return ender[0], ender[1]


def _lines(form: tuple[int, int]) -> list[tuple[list[tuple[int, int]], list[int]]]:
    """The sums a reader can set up: each row and column, the total taken off."""
    rader, kolonner = form
    ut = [([(r, k) for k in range(kolonner)], [1] * (kolonner - 1) + [-1]) for r in range(rader)]
    return ut + [([(r, k) for r in range(rader)], [1] * (rader - 1) + [-1]) for k in range(kolonner)]


def _list_celler(merket: np.ndarray) -> list[tuple[int, int]]:
    return [(int(r), int(k)) for r, k in np.argwhere(merket)]


def _has_rom(tabell: np.ndarray, skjult: np.ndarray, celle: tuple[int, int], minst: int) -> bool:
    """A small number must be able to be as many as ``minst`` different ones; of any other, it is enough that it is not given away."""
    if skjult[celle[0]].sum() == 1 or skjult[:, celle[1]].sum() == 1:  # alone in a sum
        return False
    lav, hoy = find_rom(tabell, skjult, celle)
    return hoy - lav >= (minst - 1 if tabell[celle] < minst else 1)


def _hide_more(tabell: np.ndarray, skjult: np.ndarray, celle: tuple[int, int]) -> None:
    """Hide along the cheapest loop through the cell; where there is none, the smallest number still shown."""
    vei = _find_loop(tabell, skjult, celle)
    if all(skjult[c] for c in vei):
        viste = _list_celler(~skjult & (tabell > 0))
        naere = [c for c in viste if c[0] == celle[0] or c[1] == celle[1]]
        vei = [min(naere or viste, key=lambda c: (tabell[c], c))] if viste else []
    if not vei:
        skjult[:] = True
    for c in vei:
        skjult[c] = True


def _price(tabell: np.ndarray, skjult: np.ndarray, celle: tuple[int, int]) -> float:
    """What is hidden already costs next to nothing; a total costs more than any number within."""
    if skjult[celle]:
        return 0.001 if tabell[celle] > 1 else 0.1
    total = celle[0] == tabell.shape[0] - 1 or celle[1] == tabell.shape[1] - 1
    return float(tabell[celle]) * (1000 if total else 1)


def _find_loop(tabell: np.ndarray, skjult: np.ndarray, celle: tuple[int, int]) -> list[tuple[int, int]]:
    """The cells of the cheapest way from the cell's row back to its column, alternating rows and columns (Dijkstra)."""
    rader, kolonner = tabell.shape
    start, mal = celle[0], rader + celle[1]
    avstand, fra = {start: 0.0}, {}
    ko = [(0.0, start)]
    while ko:
        d, node = heapq.heappop(ko)
        if node == mal:
            break
        if d > avstand[node]:
            continue
        naboer = range(rader, rader + kolonner) if node < rader else range(rader)
        for nabo in naboer:
            c = (node, nabo - rader) if node < rader else (nabo, node - rader)
            if c == celle or tabell[c] == 0:
                continue
            ny = d + _price(tabell, skjult, c)
            if ny < avstand.get(nabo, float("inf")):
                avstand[nabo], fra[nabo] = ny, (node, c)
                heapq.heappush(ko, (ny, nabo))
    vei, node = [], mal
    while node in fra:
        node, c = fra[node]
        vei.append(c)
    return vei

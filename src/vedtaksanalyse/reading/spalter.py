"""Two columns of prose written across: read one after the other, not line by line over both."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from vedtaksanalyse.reading.innhold import SKILLE, Bit, Linje

_RADER = 3
_TEGN = 18
_SLARK = 4.0
_VIDERE = 0.6
BINDESTREK = re.compile(r"\w[-\u2010\u2011\u00ad]$")

Boks = Callable[[int], tuple[float, float, float, float]]


def del_spalter(blokker: list[list[Linje]], boks: Boks) -> list[list[Linje]]:
    """The blocks, those that are two columns of running text as two.

    Args:
        blokker: blocks whose rows have cells.
        boks: the box of the character with an index.
    """
    return [del_ for blokk in blokker for del_ in _del_blokk(blokk, boks)]


def _del_blokk(blokk: list[Linje], boks: Boks) -> list[list[Linje]]:
    if sum(1 for linje in blokk if linje.celler == 2 and not linje.retning) < _RADER:
        return [blokk]
    ut: list[list[Linje]] = [[]]
    n = 0
    while n < len(blokk):
        slutt = _lop(blokk, n)
        spalter = _spalter(blokk[n:slutt], boks) if slutt - n >= _RADER else []
        if len(spalter) == 2 and all(is_prosa([linje.tekst for linje in spalte]) for spalte in spalter):
            ut += [*spalter, []]
            n = slutt
        else:
            slutt = max(slutt, n + 1)
            ut[-1] += blokk[n:slutt]
            n = slutt
    return [del_ for del_ in ut if del_]


def _lop(blokk: list[Linje], fra: int) -> int:
    """Where the rows end that are divided where this one is, or stand wholly on one side of that."""
    if blokk[fra].celler != 2:
        return fra
    skille = blokk[fra].celle_x0
    n = fra
    while n < len(blokk) and _passer(blokk[n], skille):
        n += 1
    return n


def _passer(linje: Linje, skille: float) -> bool:
    if linje.retning or linje.fri or linje.celler > 2:
        return False
    if linje.celler == 2:
        return abs(linje.celle_x0 - skille) < _SLARK
    return linje.x1 < skille - _SLARK or linje.x0 > skille - _SLARK


def _spalter(rader: list[Linje], boks: Boks) -> list[list[Linje]]:
    skille = rader[0].celle_x0
    venstre, hoyre = [], []
    for rad in rader:
        if rad.celler == 1:
            (venstre if rad.x0 < skille - _SLARK else hoyre).append(rad)
            continue
        ved = next(n for n, bit in enumerate(rad.biter) if n and bit.foran == SKILLE)
        x1 = boks(rad.biter[ved - 1].indeks + len(rad.biter[ved - 1].tekst) - 1)[2]
        foran, strek = _uten_strek(rad.biter[:ved])
        venstre.append(Linje(foran, rad.x0, x1, rad.y, rad.hoyde, strek, celle_x0=rad.x0))
        hoyre.append(Linje(rad.biter[ved:], rad.celle_x0, rad.x1, rad.y, rad.hoyde, rad.bindestrek, celle_x0=rad.celle_x0))
    return [venstre, hoyre]


def _uten_strek(biter: list[Bit]) -> tuple[list[Bit], bool]:
    siste = biter[-1]
    if not BINDESTREK.search(siste.tekst):
        return biter, False
    return [*biter[:-1], siste._replace(tekst=siste.tekst[:-1])], True


def is_prosa(linjer: list[str]) -> bool:
    """True for lines of running text, however narrow: most of them go on from the one before."""
    if len(linjer) < _RADER or sum(map(len, linjer)) < _TEGN * len(linjer):
        return False
    gaar_videre = sum(1 for a, b in pairwise(linjer) if a.endswith("-") or b[:1].islower())
    return gaar_videre >= _VIDERE * (len(linjer) - 1)

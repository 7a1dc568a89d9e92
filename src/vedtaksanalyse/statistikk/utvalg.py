"""Draws that anyone can repeat: every unit gets a number from a hash of the seed and its id, and the smallest are drawn.

The hash makes a draw independent of the order the frame came in and of the version of any library; a single number can be checked
with ``printf '%s' 'seed:id' | sha256sum``. Unequal probabilities go by the pivotal method (Deville and Tillé 1998, Biometrika 85:89), which
has a fixed size and keeps the wanted inclusion probabilities exactly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Literal

import numpy as np

from vedtaksanalyse.statistikk.anslag import require

Fordeling = Literal["proporsjonal", "lik", "neyman"]
MINST = 2
"""Fewer than two in a stratum tell nothing of how much it varies."""
JEVN = 0.2
"""What part of a risk-weighted draw ignores the risk, so that nobody is out of reach and no weight grows beyond five times the mean."""


@dataclass(frozen=True, slots=True)
class Trekning:
    """A draw, aligned with the frame as it was given: who was drawn (in the order to be reviewed), and each unit's chance and stratum."""

    trukket: tuple[int, ...]
    pi: np.ndarray
    stratum: tuple[str, ...]


@dataclass(frozen=True)
class Utvalg:
    """What an estimate must know of the reviewed units: their inclusion probabilities and strata, and the size of each stratum."""

    pi: np.ndarray
    stratum: np.ndarray
    storrelser: Mapping[str, int]

    @property
    def populasjon(self) -> int:
        """How many the estimate is about."""
        return sum(self.storrelser.values())

    @cached_property
    def grupper(self) -> list[np.ndarray]:
        """The reviewed units of each stratum."""
        return [np.flatnonzero(self.stratum == s) for s in dict.fromkeys(self.stratum.tolist())]


def draw_enkelt(ider: Sequence[str], n: int, fro: str) -> Trekning:
    """A simple random draw of ``n``; all where there are no more."""
    return draw_stratifisert(ider, [""] * len(ider), {"": min(n, len(ider))}, fro)


def draw_stratifisert(ider: Sequence[str], strata: Sequence[str], antall: Mapping[str, int], fro: str) -> Trekning:
    """A simple random draw in each stratum, of as many as ``antall`` says (see ``allocate``)."""
    _check(ider, fro)
    require(len(strata) == len(ider), "strata")
    storrelser = Counter(strata)
    require(all(0 <= antall.get(s, 0) <= N for s, N in storrelser.items()), "antall")
    igjen = {s: antall.get(s, 0) for s in storrelser}
    trukket = []
    for i in _order(ider, fro):
        if igjen[strata[i]]:
            igjen[strata[i]] -= 1
            trukket.append(i)
    pi = np.array([antall.get(s, 0) / storrelser[s] for s in strata])
    return Trekning(tuple(trukket), pi, tuple(strata))


def draw_risikovektet(ider: Sequence[str], risiko: Sequence[float], n: int, fro: str) -> Trekning:
    """A draw of ``n`` where the chance grows with ``risiko`` (≥ 0), the known chances standing in ``pi``."""
    _check(ider, fro)
    require(len(risiko) == len(ider), "risiko")
    pi = inclusion_probabilities(np.asarray(risiko, float), min(n, len(ider)))
    valgt = _pivot(_order(ider, fro), pi, fro)
    return Trekning(tuple(i for i in _order(ider, fro) if valgt[i]), pi, ("",) * len(ider))


def inclusion_probabilities(risiko: np.ndarray, n: int) -> np.ndarray:
    """Chances that sum to ``n``: a fifth even, the rest by risk; who would come above one is drawn for certain."""
    require(bool(np.all(np.isfinite(risiko)) and np.all(risiko >= 0)) and 0 <= n <= len(risiko), "risiko")
    snitt = risiko.mean() if len(risiko) else 0
    vekt = JEVN + (1 - JEVN) * risiko / snitt if snitt > 0 else np.ones(len(risiko))
    pi = np.zeros(len(risiko))
    sikre = np.zeros(len(risiko), bool)
    while n > sikre.sum():
        pi = np.where(sikre, 1.0, (n - sikre.sum()) * vekt / vekt[~sikre].sum())
        nye = ~sikre & (pi >= 1 - 1e-12)
        if not nye.any():
            break
        sikre |= nye
    return np.where(sikre, 1.0, pi)


def allocate(
    storrelser: Mapping[str, int], n: int, fordeling: Fordeling = "proporsjonal", spredning: Mapping[str, float] | None = None
) -> dict[str, int]:
    """How many to draw in each stratum: by size, evenly, or by size times spread (Neyman 1934).

    No stratum gets more than it has, nor fewer than two where it has two: where ``n`` is too small for that, the sum of these
    least numbers is drawn. What the cap takes from one stratum goes to the others; the rest is by largest remainder, equal
    remainders by name.
    """
    require(n >= 0 and all(N >= 0 for N in storrelser.values()), "antall")
    require(fordeling != "neyman" or spredning is not None, "spredning")
    navn = sorted(storrelser)
    tak = np.array([storrelser[s] for s in navn])
    gulv = np.minimum(tak, MINST)
    if fordeling == "lik":
        vekt = np.ones(len(navn))
    else:
        vekt = np.array([storrelser[s] * (spredning[s] if fordeling == "neyman" else 1.0) for s in navn], float)
    vekt = np.maximum(vekt, 1e-9)
    n = int(np.clip(n, gulv.sum(), tak.sum()))
    mal = _fill(vekt, gulv, tak, n)
    antall = np.floor(mal + 1e-9).astype(int)
    rest = sorted(range(len(navn)), key=lambda i: (-round(mal[i] - antall[i], 9), navn[i]))
    for i in [i for i in rest if antall[i] < tak[i]][: n - antall.sum()]:
        antall[i] += 1
    return dict(zip(navn, antall.tolist(), strict=True))


def make_utvalg(trekning: Trekning, vurdert: Sequence[int]) -> Utvalg:
    """The reviewed of a draw. Where some that were drawn are not reviewed, those who are stand for them, stratum by stratum.

    That is right only where being reviewed has nothing to do with what would have been found.
    """
    require(set(vurdert) <= set(trekning.trukket) and len(set(vurdert)) == len(vurdert), "vurdert")
    stratum = np.array([trekning.stratum[i] for i in vurdert], dtype=object)
    trukket = Counter(trekning.stratum[i] for i in trekning.trukket)
    svart = Counter(stratum.tolist())
    andel = np.array([svart[s] / trukket[s] for s in stratum], float)
    return Utvalg(trekning.pi[list(vurdert)] * andel, stratum, dict(Counter(trekning.stratum)))


def _check(ider: Sequence[str], fro: str) -> None:
    require(len(set(ider)) == len(ider), "ider")
    require(bool(fro), "fro")


def _number(*deler: object) -> float:
    """Even over [0, 1), from the hash of the parts."""
    return int.from_bytes(sha256(":".join(map(str, deler)).encode()).digest()[:6]) / 2**48


def _order(ider: Sequence[str], fro: str) -> list[int]:
    return sorted(range(len(ider)), key=lambda i: (_number(fro, ider[i]), ider[i]))


def _fill(vekt: np.ndarray, gulv: np.ndarray, tak: np.ndarray, n: int) -> np.ndarray:
    """Numbers proportional to ``vekt`` within floor and cap that sum to ``n``."""
    lav, hoy = 0.0, float((tak / vekt).max(initial=0)) + 1
    for _ in range(64):
        midt = (lav + hoy) / 2
        if np.clip(midt * vekt, gulv, tak).sum() < n:
            lav = midt
        else:
            hoy = midt
    return np.clip(hoy * vekt, gulv, tak)


def _pivot(rekke: Sequence[int], pi: np.ndarray, fro: str) -> np.ndarray:
    """Two at a time fight over their chances until each has one or none; the order is random, so alike units are not kept apart."""
    p = pi.copy()
    igjen = [i for i in rekke if 0 < p[i] < 1]
    a = igjen[0] if igjen else 0
    for steg, b in enumerate(igjen[1:]):
        sum_, u = p[a] + p[b], _number(fro, "duell", steg)
        if sum_ < 1:
            vinner, taper = (a, b) if u * sum_ < p[a] else (b, a)
            p[vinner], p[taper] = sum_, 0.0
            a = vinner
        else:
            vinner, taper = (a, b) if u * (2 - sum_) < 1 - p[b] else (b, a)
            p[vinner], p[taper] = 1.0, sum_ - 1
            a = taper
    return p > 0.5

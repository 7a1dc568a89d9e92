"""Control charts: the latest values of a measure against a baseline that stands, until somebody says otherwise.

The chart is an exponentially weighted mean (Roberts 1959, Technometrics 1:239), weighted by case and not by night, so that an office with many
cases and one with few are told of a change after about as many cases. The limits hold the uncertainty of both sides: of the latest cases
and of the baseline. Every value is from 0 to 1, so a mean is compared by its arcsine, as a share of so many cases as its variance says: that
holds also near none and all, where limits at equal distance do not. Distributions are compared by the population stability index, whose
limit is that of the chi-square it is where nothing changed. Nights that differ more than their cases should by chance widen the limits (Laney
2002, Quality Engineering 14:531).

What the limits are worth is simulated in docs/driftsvakt.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import asin, exp, inf, log, pi, sin, sqrt
from statistics import NormalDist

_FAERREST_NETTER = 5
"""Fewer nights in a baseline say nothing of how much nights differ."""
_MINSTE_DEL = 0.1
"""Neighbouring parts of a distribution are put together until each has at least this share of the baseline."""
_LITT, _MINSTE_ULIKHET = 3 / 8, 0.002
_STABIL = 0.1
"""Below this a population stability index is no change worth telling of, however many cases there are (Siddiqi 2006)."""


@dataclass(frozen=True, slots=True)
class Maling:
    """One night's values of a measure, 0 to 1 each: how many, their sum and the sum of their squares; of a distribution, how many in each part."""

    n: int
    sum: float = 0.0
    kvadratsum: float = 0.0
    deler: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Regel:
    """How a measure is watched. ``grunnlag`` cases make the baseline, the latest ``minne`` weigh most, ``minst`` must have come since.

    ``alfa`` is how often a night is outside by chance where nothing changed.
    """

    alfa: float
    grunnlag: int = 150
    minne: float = 50.0
    minst: float = 20.0


@dataclass(frozen=True, slots=True)
class Grunnlag:
    """What is normal.

    ``ulikhet`` is how much the values differ, 1 for a share and less for what is never none or all. ``spredning`` is how many times more nights
    differ than chance makes them. ``deler`` are the shares of a distribution.
    """

    n: int
    snitt: float
    ulikhet: float
    spredning: float
    deler: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Steg:
    """The latest cases after a night: their weighted mean (or index), the limits, and how many cases that is worth."""

    verdi: float
    lav: float
    hoy: float
    n: float

    @property
    def ute(self) -> bool:
        """Whether it is outside the limits."""
        return not self.lav <= self.verdi <= self.hoy


@dataclass(frozen=True, slots=True)
class Forlop:
    """A measure from the first night of its baseline on. ``grunnlag`` is None until there are cases enough.

    ``netter`` nights are the baseline, ``antall`` its cases so far; ``steg`` has one for each night after that, None while there are too few.
    ``siden`` is the night (counted from 0) since when it has been outside, ``fra`` when what led there began, as far as one can tell.
    """

    grunnlag: Grunnlag | None
    netter: int
    antall: int
    steg: tuple[Steg | None, ...] = ()
    siden: int | None = None
    fra: int | None = None


def follow(malinger: Sequence[Maling], regel: Regel) -> Forlop:
    """Hold each night against the first ones."""
    antall = netter = 0
    for ett in malinger:
        if antall >= regel.grunnlag:
            break
        antall, netter = antall + ett.n, netter + 1
    if antall < regel.grunnlag:
        return Forlop(None, netter, antall)
    grunnlag = make_grunnlag(malinger[:netter])
    steg, siden, fra, side = [], None, None, 0
    for nr, verdi in enumerate(_smooth(malinger[netter:], grunnlag, regel), start=netter):
        steg.append(verdi)
        if verdi is None:
            continue
        ny_side = 1 if verdi.verdi > (verdi.hoy / 2 if grunnlag.deler else grunnlag.snitt) else -1
        if ny_side != side:
            side, krysset = ny_side, nr
        siden = (nr if siden is None else siden) if verdi.ute else None
        fra = (krysset if fra is None else fra) if verdi.ute else None
    return Forlop(grunnlag, netter, antall, tuple(steg), siden, fra)


def make_grunnlag(malinger: Sequence[Maling]) -> Grunnlag:
    """What these nights say is normal."""
    n = sum(ett.n for ett in malinger)
    if malinger[0].deler:
        return _make_fordeling(malinger, n)
    snitt = sum(ett.sum for ett in malinger) / n
    varians = max(sum(ett.kvadratsum for ett in malinger) / n - snitt**2, 0.0) * n / max(n - 1, 1)
    ulikhet = min(max(varians / (snitt * (1 - snitt)), _MINSTE_ULIKHET), 1.0) if varians > 0 and 0 < snitt < 1 else 1.0
    return Grunnlag(n, snitt, ulikhet, _measure_spredning([(ett.n, ett.sum) for ett in malinger if ett.n], snitt, varians))


def _measure_spredning(netter: Sequence[tuple[int, float]], snitt: float, varians: float) -> float:
    if len(netter) < _FAERREST_NETTER or varians <= 0:
        return 1.0
    return max(1.0, sum(n * (sum_ / n - snitt) ** 2 for n, sum_ in netter) / varians / (len(netter) - 1))


def _make_fordeling(malinger: Sequence[Maling], n: int) -> Grunnlag:
    deler = tuple(sum(ett) / n for ett in zip(*(ett.deler for ett in malinger), strict=True))
    grenser = _join_deler(deler)
    samlet, netter = _collect(deler, grenser), [(ett.n, _collect(ett.deler, grenser)) for ett in malinger if ett.n]
    spredning = 1.0
    if len(netter) >= _FAERREST_NETTER and len(samlet) > 1:
        avvik = sum((k - m * p) ** 2 / (m * p) for m, antall in netter for k, p in zip(antall, samlet, strict=True))
        spredning = max(1.0, avvik / (len(netter) - 1) / (len(samlet) - 1))
    return Grunnlag(n, 0.0, 1.0, spredning, deler)


def _join_deler(deler: Sequence[float]) -> list[int]:
    """Where each group of parts ends, so that none is too small."""
    ender, sum_ = [], 0.0
    for nr, ett in enumerate(deler, start=1):
        sum_ += ett
        if sum_ >= _MINSTE_DEL - 1e-9:
            ender.append(nr)
            sum_ = 0.0
    return [*ender[:-1], len(deler)]


def _collect(deler: Sequence[float], ender: Sequence[int]) -> list[float]:
    return [sum(deler[fra:til]) for fra, til in zip([0, *ender], ender, strict=False)]


def _smooth(malinger: Sequence[Maling], grunnlag: Grunnlag, regel: Regel):
    vekt = kvadrat = 0.0
    summer = [0.0] * max(len(grunnlag.deler), 1)
    for ett in malinger:
        glemt = exp(-ett.n / regel.minne)
        vekt, kvadrat = vekt * glemt + ett.n, kvadrat * glemt**2 + ett.n
        summer = [a * glemt + b for a, b in zip(summer, ett.deler or (ett.sum,), strict=True)]
        n = vekt**2 / kvadrat if kvadrat else 0.0
        yield make_steg(grunnlag, [s / vekt for s in summer], n, regel) if n >= regel.minst else None


def make_steg(grunnlag: Grunnlag, verdier: Sequence[float], n: float, regel: Regel) -> Steg:
    """The latest cases, worth ``n`` of them, beside their limits."""
    if grunnlag.deler:
        return _make_indeks(grunnlag, verdier, n, regel.alfa)
    r = grunnlag.ulikhet
    n_for, n_na = grunnlag.n / r, n / r
    midt = asin(sqrt((grunnlag.snitt * n_for + _LITT) / (n_for + 2 * _LITT)))
    halv = _quantile(regel.alfa, grunnlag.n) * sqrt(grunnlag.spredning * (1 / n_for + 1 / n_na)) / 2
    ender = sin(max(midt - halv, 0.0)) ** 2, sin(min(midt + halv, pi / 2)) ** 2
    lav, hoy = ((ett * (n_na + 2 * _LITT) - _LITT) / n_na for ett in ender)
    return Steg(verdier[0], max(lav, 0.0), min(hoy, 1.0), n)


def _make_indeks(grunnlag: Grunnlag, verdier: Sequence[float], n: float, alfa: float) -> Steg:
    ender = _join_deler(grunnlag.deler)
    for_, naa = (_even(_collect(deler, ender), antall) for deler, antall in ((grunnlag.deler, grunnlag.n), (verdier, n)))
    indeks = sum((b - a) * log(b / a) for a, b in zip(for_, naa, strict=True))
    grense = _chi2(len(ender) - 1, alfa) * grunnlag.spredning * (1 / n + 1 / grunnlag.n) if len(ender) > 1 else inf
    return Steg(indeks, 0.0, max(_STABIL, grense), n)


def _even(deler: Sequence[float], n: float) -> list[float]:
    """Shares of which none is nothing: half a case more in each."""
    return [(ett * n + 0.5) / (n + len(deler) / 2) for ett in deler]


@lru_cache
def _quantile(alfa: float, n: int) -> float:
    """Student's, by the first term of its expansion from the normal."""
    z = NormalDist().inv_cdf(1 - alfa / 2)
    return z + (z**3 + z) / (4 * max(n - 1, 1))


@lru_cache
def _chi2(frihetsgrader: int, alfa: float) -> float:
    """Its quantile, by Wilson and Hilferty (1931)."""
    a = 2 / (9 * frihetsgrader)
    return frihetsgrader * (1 - a + NormalDist().inv_cdf(1 - alfa) * sqrt(a)) ** 3

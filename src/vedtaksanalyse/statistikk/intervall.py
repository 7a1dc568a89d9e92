"""Intervals for a share in a simple random sample, with or without a finite population.

``treffsikker`` is the one estimates use: it is meant to hold the truth as often as it says on average over offices, neither more nor
less, also where what is counted is rare (figures: docs/statistikk.md). Its limits are the shares that an outcome as unlikely as this one,
or more, does not speak against: Sterne's test (1954, Biometrika 41:275) on the exact distribution, where the outcome seen itself counts
in part, as in the mid-P test. ``eksakt`` (Clopper and Pearson 1934) never holds the truth too seldom, and so mostly too often;
``wilson`` (1927) is the best known. Without replacement the exact distribution is the hypergeometric, and Wilson's variance is corrected.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import ceil, floor
from typing import Literal

import numpy as np

from vedtaksanalyse.statistikk.anslag import NIVA, Anslag, require

Metode = Literal["treffsikker", "wilson", "eksakt"]
VEKT = 0.35
"""How much the outcome seen counts in its own P-value. At .5 (mid-P) the intervals hold the truth of rare things too often: exactly computed
for shares around .01 to .5 and 10 to 150 reviews the mean is .956, and .959 up to .05; at .35 both are .948."""
_STOR = 100_000
"""From here on a population is as good as endless."""


def estimate_andel(treff: int, n: int, populasjon: int | None = None, metode: Metode = "treffsikker", niva: float = NIVA) -> Anslag:
    """The share behind ``treff`` of ``n`` drawn from ``populasjon`` without replacement, or from an endless one."""
    require(0 <= treff <= n and (populasjon is None or n <= populasjon) and 0 < niva < 1, "treff")
    if n == 0:
        return Anslag(None, 0.0, 1.0, 0, metode, niva=niva)
    p = treff / n
    if n == populasjon:
        return Anslag(p, p, p, n, metode, None, 0.0, niva)
    f = 0.0 if populasjon is None else n / populasjon
    n_eff = n if populasjon is None else n * (populasjon - 1) / (populasjon - n)
    lav, hoy = _limits(metode, treff, n, populasjon if populasjon and populasjon < _STOR else None, n_eff, niva)
    # What was seen is certain: at least the hits are hits, and at least the rest are not.
    lav, hoy = max(lav, f * p), min(hoy, 1 - f * (1 - p))
    return Anslag(p, lav, hoy, n, metode, n_eff, float(np.sqrt(p * (1 - p) / n_eff)), niva)


def _limits(metode: Metode, treff: int, n: int, populasjon: int | None, n_eff: float, niva: float) -> tuple[float, float]:
    if metode == "wilson":
        return wilson(treff / n, n_eff, niva)
    regel = _sterne if metode == "treffsikker" else _clopper
    return regel(treff, n, populasjon, niva)


@lru_cache(1 << 12)
def wilson(p: float, n_eff: float, niva: float = NIVA) -> tuple[float, float]:
    """Wilson's interval around a share, for as many reviews as ``n_eff`` says, which need not be whole."""
    from statsmodels.stats.proportion import proportion_confint

    lav, hoy = proportion_confint(p * n_eff, n_eff, alpha=1 - niva, method="wilson")
    return max(float(lav), 0.0), min(float(hoy), 1.0)


@lru_cache(1 << 16)
def _clopper(treff: int, n: int, populasjon: int | None, niva: float) -> tuple[float, float]:
    from scipy import stats

    hale = (1 - niva) / 2
    if populasjon is None:
        from statsmodels.stats.proportion import proportion_confint

        lav, hoy = proportion_confint(treff, n, alpha=1 - niva, method="beta")
        return (0.0 if treff == 0 else float(lav)), (1.0 if treff == n else float(hoy))
    N = populasjon
    lav = treff if treff == 0 else _first(lambda M: stats.hypergeom.sf(treff - 1, N, M, n) > hale, treff, N - n + treff)
    hoy = N if treff == n else _last(lambda M: stats.hypergeom.cdf(treff, N, M, n) > hale, treff, N - n + treff)
    return lav / N, hoy / N


@lru_cache(1 << 16)
def _sterne(treff: int, n: int, populasjon: int | None, niva: float) -> tuple[float, float]:
    """The limits by halving: between the estimate, which always holds, and the ends."""
    sannsynlighet = _hypergeometric(n, populasjon) if populasjon else _binomial(n)
    deler = populasjon or 1_000_000

    def holds(M: int) -> bool:
        alle = sannsynlighet(M)
        egen = alle[treff]
        return alle[alle <= egen * (1 + 1e-9)].sum() - (1 - VEKT) * egen > 1 - niva

    minst, mest = (treff, deler - n + treff) if populasjon else (0, deler)
    midt = min(max(round(treff / n * deler), minst), mest)
    return _first(holds, minst, midt) / deler, _last(holds, midt, mest) / deler


def _hypergeometric(n: int, populasjon: int) -> Callable[[int], np.ndarray]:
    """For each number of hits in the population, the chance of every outcome. By hand, since scipy.stats takes ten times as long."""
    from scipy.special import gammaln

    logfak = gammaln(np.arange(populasjon + 1) + 1.0)
    utfall = np.arange(n + 1)
    fast = -logfak[utfall] - logfak[n - utfall] - (logfak[populasjon] - logfak[n] - logfak[populasjon - n])

    def chances(M: int) -> np.ndarray:
        rest = populasjon - M
        mulig = (utfall <= M) & (n - utfall <= rest)
        k = utfall[mulig]
        ut = np.zeros(n + 1)
        ut[mulig] = np.exp(fast[mulig] + logfak[M] - logfak[M - k] + logfak[rest] - logfak[rest - n + k])
        return ut

    return chances


def _binomial(n: int) -> Callable[[int], np.ndarray]:
    """The same for an endless population, in millionths."""
    from scipy.special import gammaln, xlog1py, xlogy

    utfall = np.arange(n + 1)
    fast = gammaln(n + 1) - gammaln(utfall + 1) - gammaln(n - utfall + 1)
    return lambda M: np.exp(fast + xlogy(utfall, M / 1_000_000) + xlog1py(n - utfall, -M / 1_000_000))


def _first(holds: Callable[[int], bool], lav: int, hoy: int) -> int:
    """The least number in [lav, hoy] that holds, where all above it do, and ``hoy`` does."""
    while lav < hoy:
        midt = floor((lav + hoy) / 2)
        lav, hoy = (lav, midt) if holds(midt) else (midt + 1, hoy)
    return hoy


def _last(holds: Callable[[int], bool], lav: int, hoy: int) -> int:
    """The greatest number in [lav, hoy] that holds, where all below it do, and ``lav`` does."""
    while lav < hoy:
        midt = ceil((lav + hoy) / 2)
        lav, hoy = (midt, hoy) if holds(midt) else (lav, midt - 1)
    return lav

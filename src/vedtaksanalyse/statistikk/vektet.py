"""Shares of all, from reviews drawn by a design: simple, stratified or with unequal chances, also where some are outside the question.

The share is Hájek's ratio: weighted hits over weighted units that the question is about (``d``), each weight one over the chance of being
drawn. Its variance is Taylor's linearisation with Hájek's form for unequal chances (Hájek 1964; Berger 2004), which with equal chances in
each stratum is the textbook's stratified variance with finite-population correction. Few hits say little of that variance, so it is
mixed with what the weights alone say: the more hits, the less of it. The interval is Wilson's, for the simple random reviews that would
say as much (Kott and Carr 1997; Franco et al. 2019, J. Survey Stat. Methodol. 7:334).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vedtaksanalyse.statistikk.anslag import NIVA, Anslag, require
from vedtaksanalyse.statistikk.intervall import wilson
from vedtaksanalyse.statistikk.utvalg import Utvalg

TYNGDE = 1.5
"""How many hits the weights' own word on the variance counts as; chosen by simulation (docs/statistikk.md)."""
STRATUM = 0.5
"""How many more it counts as for each further stratum: in each the variance is found from fewer."""
SPREDNING, ENHETER = 0.25, 2.0
"""The variance of a unit's share before it is seen, as part of what it would be were all its answers alike, and how many units that stand out
from the others it counts as; chosen by simulation too."""


def estimate_vektet(y: Sequence[float], utvalg: Utvalg, d: Sequence[float] | None = None, niva: float = NIVA) -> Anslag:
    """The share of all with ``y`` (0 or 1) among those with ``d`` (1 where the question is about the unit, by default all)."""
    y, d = check_svar(y, utvalg, d)
    n = int(d.sum())
    if n == 0:
        return Anslag(None, 0.0, 1.0, 0, "vektet", niva=niva)
    andel, varians = estimate_varians(y, d, utvalg)
    return make_anslag(andel, varians, y, d, utvalg, "vektet", niva)


def estimate_snitt(andeler: Sequence[float], niva: float = NIVA) -> Anslag:
    """The mean of shares that hang together within each unit, such as answers in one reading; the units are from an endless population.

    The fewer that stand out from the others, the more of ``SPREDNING`` is mixed with what was seen. The interval is Wilson's, as for other shares.
    """
    x = np.asarray(andeler, float)
    n = len(x)
    if n == 0:
        return Anslag(None, 0.0, 1.0, 0, "snitt", niva=niva)
    snitt = float(x.mean())
    glatt, avvik = smooth(snitt, n), (x - snitt) ** 2
    sett = avvik.sum() / max(n - 1, 1)
    skilt = avvik.sum() ** 2 / (avvik**2).sum() if sett > 1e-12 else 0.0
    varians = float((skilt * sett + ENHETER * SPREDNING * glatt * (1 - glatt)) / (skilt + ENHETER) / n)
    n_eff = max(float(glatt * (1 - glatt) / varians), 1.0)
    lav, hoy = wilson(snitt, n_eff, niva)
    return Anslag(snitt, min(lav, snitt), max(hoy, snitt), n, "snitt", n_eff, varians**0.5, niva)


def check_svar(y: Sequence[float], utvalg: Utvalg, d: Sequence[float] | None) -> tuple[np.ndarray, np.ndarray]:
    """The answers as numbers; a hit outside the question is none."""
    y = np.asarray(y, float)
    d = np.ones(len(y)) if d is None else np.asarray(d, float)
    require(len(y) == len(d) == len(utvalg.pi), "y")
    require(bool(np.all((utvalg.pi > 0) & (utvalg.pi <= 1))), "pi")
    return np.where(d > 0, y, 0.0), d


def estimate_varians(y: np.ndarray, d: np.ndarray, utvalg: Utvalg) -> tuple[float, float]:
    """The share, and its variance with the weights' own word mixed in."""
    w = 1 / utvalg.pi
    nevner = float(w @ d)
    andel = float(w @ y) / nevner
    treff = min(y.sum(), (d - y).sum())
    glatt = smooth(andel, d.sum())
    antatt = _assume(glatt, d.mean(), w / nevner, utvalg) / (glatt * (1 - glatt))
    spredning = andel * (1 - andel)
    sett = covary(*[w * (y - andel * d) / nevner] * 2, utvalg) / spredning if spredning > 0 else 0.0
    tyngde = TYNGDE + STRATUM * (len(utvalg.grupper) - 1)
    return andel, float((treff * sett + tyngde * antatt) / (treff + tyngde) * glatt * (1 - glatt))


def smooth(andel: float, n: float) -> float:
    """The share with half a hit and half a miss more, so that nothing seen is not taken for nothing there."""
    return (min(max(andel, 0.0), 1.0) * n + 0.5) / (n + 1)


def make_anslag(
    andel: float, varians: float, y: np.ndarray, d: np.ndarray, utvalg: Utvalg, metode: str, niva: float
) -> Anslag:
    """The estimate, with Wilson's interval for as many simple random reviews as the variance corresponds to."""
    n = int(d.sum())
    andel = min(max(andel, 0.0), 1.0)
    if len(y) >= utvalg.populasjon:
        return Anslag(andel, andel, andel, n, metode, None, 0.0, niva)
    glatt = smooth(andel, n)
    n_eff = max(float(glatt * (1 - glatt) / varians), 1.0) if varians > 0 else float(utvalg.populasjon)
    lav, hoy = wilson(andel, n_eff, niva)
    if np.all(d == 1):  # what was seen is certain
        lav, hoy = max(lav, y.sum() / utvalg.populasjon), min(hoy, 1 - (n - y.sum()) / utvalg.populasjon)
    return Anslag(float(andel), float(min(lav, andel)), float(max(hoy, andel)), n, metode, n_eff, float(varians) ** 0.5, niva)


def covary(a: np.ndarray, b: np.ndarray, utvalg: Utvalg) -> float:
    """The design's covariance of two totals of weighted values."""
    return sum(factor(i) * float(ca @ db) for i, ca, db in _deviations(a, b, utvalg))


def factor(indeks: np.ndarray) -> float:
    """n/(n − 1); a stratum with one review is taken as it stands, against zero."""
    return len(indeks) / max(len(indeks) - 1, 1)


def deviate(verdier: np.ndarray, c: np.ndarray) -> np.ndarray:
    """From the mean weighted by ``c``; a single value from zero."""
    return verdier - (c @ verdier) / c.sum() if len(verdier) > 1 and c.sum() > 0 else verdier


def _deviations(a: np.ndarray, b: np.ndarray, utvalg: Utvalg) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    ut = []
    for i in utvalg.grupper:
        c = 1 - utvalg.pi[i]
        ut.append((i, c * deviate(a[i], c), deviate(b[i], c)))
    return ut


def _assume(andel: float, del_: float, w: np.ndarray, utvalg: Utvalg) -> float:
    """What the variance would be were every unit alike: within the question with chance ``del_``, and then a hit with ``andel``."""
    kvadrat = del_ * andel * (1 - andel)
    sum_ = 0.0
    for i in utvalg.grupper:
        sum_ += float((1 - utvalg.pi[i]) @ w[i] ** 2) * kvadrat
    return sum_

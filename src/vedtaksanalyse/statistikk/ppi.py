"""The share of all, from the machine's word on all and people's on some: right on average however wrong the machine is.

The machine's mean over the frame is corrected by what the reviews show of its errors, weighted by the design: the difference estimator
(Särndal, Swensson and Wretman 1992, ch. 6), for machines called prediction-powered inference (Angelopoulos, Bates, Fannjiang, Jordan and Zrnic 2023, Science
382:669). How much weight the machine gets, λ, is what makes the variance least (PPI++, Angelopoulos, Duchi and Zrnic 2023), found for
each review from all the others, so that none has a say in its own correction. λ is 0 for a machine that knows nothing, and the estimate
is then that of the reviews alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vedtaksanalyse.statistikk.anslag import NIVA, Anslag, require
from vedtaksanalyse.statistikk.utvalg import Utvalg
from vedtaksanalyse.statistikk.vektet import (
    check_svar,
    covary,
    deviate,
    estimate_varians,
    estimate_vektet,
    factor,
    list_strata,
    make_anslag,
)

FORBEHOLD = 0.5
"""How many hits the belief counts as that the machine removes none of the variance: no errors seen at few hits is not no errors. Chosen by
simulation (docs/statistikk.md)."""


@dataclass(frozen=True, slots=True)
class Maskin:
    """What the machine says of each unit: the chance of a hit, and (where some are outside it) the chance that the question is about it."""

    y: np.ndarray
    d: np.ndarray | None = None


@dataclass(frozen=True, slots=True)
class Ppi:
    """The estimate with the machine beside the one without, λ, and how many more random reviews the latter would need to be as sure."""

    anslag: Anslag
    uten_maskin: Anslag
    lambda_: float
    spart: int


def estimate_ppi(
    y: Sequence[float], utvalg: Utvalg, vurdert: Maskin, ramme: Maskin, d: Sequence[float] | None = None, niva: float = NIVA
) -> Ppi:
    """The share of ``y`` among ``d`` in the whole frame. ``vurdert`` is the machine on the reviewed units, ``ramme`` on all (them included)."""
    y, d = check_svar(y, utvalg, d)
    require(len(vurdert.y) == len(y) and len(ramme.y) == utvalg.populasjon, "maskin")
    uten = estimate_vektet(y, utvalg, d, niva)
    if uten.verdi is None or len(y) >= utvalg.populasjon:
        return Ppi(uten, uten, 0.0, 0)
    andel, varians_uten = estimate_varians(y, d, utvalg)
    w = 1 / utvalg.pi
    lambda_, v = tune(w * y, w * d, w, vurdert, ramme, utvalg)
    u = w * (y - andel * d)
    forhold = _ratio(covary(u - lambda_ * v, u - lambda_ * v, utvalg), covary(u, u, utvalg), min(y.sum(), (d - y).sum()))
    rettelse = float(lambda_ @ _without_others(v, utvalg)) / float(w @ d)
    anslag = make_anslag(andel - rettelse, forhold * varians_uten, y, d, utvalg, "ppi", niva)
    return Ppi(anslag, uten, float(w @ lambda_ / w.sum()), _saved(forhold, len(y), utvalg.populasjon))


def tune(
    y: np.ndarray, d: np.ndarray, w: np.ndarray, vurdert: Maskin, ramme: Maskin, utvalg: Utvalg
) -> tuple[np.ndarray, np.ndarray]:
    """For each review the λ in [0, 1] that the others call best (covariance over variance), and how far the machine's word on it, weighted,
    lies from its mean over the frame. The share that the question is about a unit depends on is also that of the others.
    """
    maskin_y, maskin_d = (np.asarray(del_, float) for del_ in (vurdert.y, _domain(vurdert)))
    snitt_y, snitt_d = float(np.mean(ramme.y)), float(np.mean(_domain(ramme)))
    v_y, v_d = w * (maskin_y - snitt_y), w * (maskin_d - snitt_d)
    nevner = d.sum() - d
    andel = np.divide(y.sum() - y, nevner, out=np.full(len(y), y.sum() / d.sum()), where=nevner > 1e-12)
    uv = _others(y, v_y, utvalg) - andel * (_others(y, v_d, utvalg) + _others(d, v_y, utvalg)) + andel**2 * _others(d, v_d, utvalg)
    vv = _others(v_y, v_y, utvalg) - 2 * andel * _others(v_y, v_d, utvalg) + andel**2 * _others(v_d, v_d, utvalg)
    storst = vv.max(initial=0.0)
    lambda_ = np.divide(uv, vv, out=np.zeros(len(y)), where=vv > 1e-9 * storst)
    return np.clip(lambda_, 0.0, 1.0), v_y - andel * v_d


def _others(a: np.ndarray, b: np.ndarray, utvalg: Utvalg) -> np.ndarray:
    """The design's covariance of two totals, for each review as the others would have it."""
    strata = list_strata(utvalg)
    hele, uten = [], np.zeros(len(a))
    for i in strata:
        c = 1 - utvalg.pi[i]
        da, db = deviate(a[i], c), deviate(b[i], c)
        sum_ = float(c @ (da * db))
        hele.append(factor(i) * sum_)
        if len(i) > 2 and c.sum() > 0:
            igjen = np.maximum(1 - c / c.sum(), 1e-9)
            uten[i] = (len(i) - 1) / (len(i) - 2) * (sum_ - c * da * db / igjen)
        uten[i] -= hele[-1]
    return sum(hele) + uten


def _without_others(v: np.ndarray, utvalg: Utvalg) -> np.ndarray:
    """The same total, but each part is on average nothing whatever the others are: who is drawn cannot be one of them."""
    ut = v.copy()
    for i in list_strata(utvalg):
        ut[i] = (1 - utvalg.pi[i]) * v[i] + (utvalg.pi[i] * v[i]).mean()
    return ut


def _domain(maskin: Maskin) -> np.ndarray:
    return np.ones(len(maskin.y)) if maskin.d is None else maskin.d


def _ratio(med: float, uten: float, treff: float) -> float:
    """How much of the variance is left with the machine: what the reviews show, and as long as they show few hits, nearer to all of it."""
    sett = med / uten if uten > 0 else 1.0
    return (treff * sett + FORBEHOLD) / (treff + FORBEHOLD)


def _saved(forhold: float, n: int, populasjon: int) -> int:
    """More reviews for the variance to fall to ``forhold`` of what it is, which the frame sets a limit to."""
    return max(round(1 / (1 / populasjon + forhold * (1 / n - 1 / populasjon))) - n, 0)

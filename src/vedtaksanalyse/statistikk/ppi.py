"""The share of all, from the machine's word on all and people's on some: right on average however wrong the machine is.

The machine's mean over the frame is corrected by what the reviews show of its errors, weighted by the design: the difference estimator
(Särndal, Swensson and Wretman 1992, ch. 6), for machines called prediction-powered inference (Angelopoulos, Bates, Fannjiang, Jordan and Zrnic 2023, Science
382:669). How much weight the machine gets, λ, is what makes the variance least (PPI++, Angelopoulos, Duchi and Zrnic 2023), found for
each review from all the others, so that none has a say in its own correction. λ is 0 for a machine that knows nothing, and the estimate
is then that of the reviews alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

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
    make_anslag,
)

FORBEHOLD, UTENFOR = 0.25, 0.5
"""How many hits it counts as that the machine removes none of the variance, and that the limits are no nearer than without it: no errors seen
at few hits is not no errors, and the rare ones are sure of themselves. Chosen by simulation (docs/statistikk.md)."""


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
    if not d.any() or len(y) >= utvalg.populasjon:
        uten = estimate_vektet(y, utvalg, d, niva)
        return Ppi(uten, uten, 0.0, 0)
    andel, varians_uten = estimate_varians(y, d, utvalg)
    uten = make_anslag(andel, varians_uten, y, d, utvalg, "vektet", niva)
    w = 1 / utvalg.pi
    lambda_, v = tune(w * y, w * d, w, vurdert, ramme, utvalg)
    u = w * (y - andel * d)
    treff = float(min(y.sum(), (d - y).sum()))
    forhold = _ratio(covary(u - lambda_ * v, u - lambda_ * v, utvalg), covary(u, u, utvalg), treff)
    rettelse = float(lambda_ @ _without_others(v, utvalg)) / float(w @ d)
    anslag = make_anslag(andel - rettelse, forhold * varians_uten, y, d, utvalg, "ppi", niva)
    anslag = _widen(anslag, uten, UTENFOR / (treff + UTENFOR))
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
    ay, ad, avy, avd = (_center(verdier, utvalg) for verdier in (y, d, v_y, v_d))
    uv = _others(ay, avy, utvalg) - andel * (_others(ay, avd, utvalg) + _others(ad, avy, utvalg)) + andel**2 * _others(ad, avd, utvalg)
    vv = _others(avy, avy, utvalg) - 2 * andel * _others(avy, avd, utvalg) + andel**2 * _others(avd, avd, utvalg)
    storst = vv.max(initial=0.0)
    lambda_ = np.divide(uv, vv, out=np.zeros(len(y)), where=vv > 1e-9 * storst)
    return np.clip(lambda_, 0.0, 1.0), v_y - andel * v_d


def _center(verdier: np.ndarray, utvalg: Utvalg) -> np.ndarray:
    ut = np.empty(len(verdier))
    for i in utvalg.grupper:
        ut[i] = deviate(verdier[i], 1 - utvalg.pi[i])
    return ut


def _others(a: np.ndarray, b: np.ndarray, utvalg: Utvalg) -> np.ndarray:
    """The design's covariance of two totals, for each review as the others would have it; of deviations from each stratum's mean."""
    hele, uten = 0.0, np.zeros(len(a))
    ledd = (1 - utvalg.pi) * a * b
    for i in utvalg.grupper:
        c, egne = 1 - utvalg.pi[i], ledd[i]
        sum_, vekt = float(egne.sum()), float(c.sum())
        if len(i) > 2 and vekt > 0:
            uten[i] = (len(i) - 1) / (len(i) - 2) * (sum_ - egne / np.maximum(1 - c / vekt, 1e-9))
        uten[i] -= factor(i) * sum_
        hele += factor(i) * sum_
    return hele + uten


def _without_others(v: np.ndarray, utvalg: Utvalg) -> np.ndarray:
    """The same total, but each part is on average nothing whatever the others are: who is drawn cannot be one of them."""
    ut = v.copy()
    for i in utvalg.grupper:
        ut[i] = (1 - utvalg.pi[i]) * v[i] + (utvalg.pi[i] * v[i]).mean()
    return ut


def _domain(maskin: Maskin) -> np.ndarray:
    return np.ones(len(maskin.y)) if maskin.d is None else maskin.d


def _ratio(med: float, uten: float, treff: float) -> float:
    """How much of the variance is left with the machine: what the reviews show, and as long as they show few hits, nearer to all of it."""
    sett = med / uten if uten > 0 else 1.0
    return (treff * sett + FORBEHOLD) / (treff + FORBEHOLD)


def _widen(anslag: Anslag, uten: Anslag, del_: float) -> Anslag:
    """With each limit that part of the way out to the one without the machine, where that is farther out."""
    lav, hoy = anslag.lav - del_ * max(anslag.lav - uten.lav, 0.0), anslag.hoy + del_ * max(uten.hoy - anslag.hoy, 0.0)
    return replace(anslag, lav=lav, hoy=hoy)


def _saved(forhold: float, n: int, populasjon: int) -> int:
    """More reviews for the variance to fall to ``forhold`` of what it is, which the frame sets a limit to."""
    return max(round(1 / (1 / populasjon + forhold * (1 / n - 1 / populasjon))) - n, 0)

"""Offices to try the intervals on. The first model is what constants were chosen with; the second differs in all and was kept for the test.

An office is one truth for each case, a stratum and a risk; a machine says something of every case; readers agree or not. The two
models differ in how shares spread, how strata and risk hang together with what is counted, which questions are outside, and how the machine errs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from vedtaksanalyse.statistikk import Maskin

Rng = np.random.Generator


@dataclass(slots=True)
class Kontor:
    """An office: each case's answer, whether the question is about it, its stratum and its risk. ``hele``: it is about all."""

    y: np.ndarray
    d: np.ndarray
    stratum: np.ndarray
    risiko: np.ndarray
    hele: bool

    @property
    def sant(self) -> float:
        """The share that an estimate is after."""
        return float(self.y.sum() / self.d.sum())


@dataclass(frozen=True, slots=True)
class Modell:
    """How offices are made. ``lesere`` gives the chance of each pair of answers; ``lesing`` shares of answers as the machine's, and their mean."""

    navn: str
    storrelser: tuple[int, ...]
    maskiner: tuple[str, ...]
    andel: Callable[[Rng, float], float]
    kontor: Callable[[Rng, int, float], Kontor]
    maskin: Callable[[Rng, Kontor, str], np.ndarray]
    lesere: Callable[[Rng, float, int], np.ndarray]
    lesing: Callable[[Rng, int, float], np.ndarray]
    sikkerhet: float
    """How sure the machine is whether the question is about a case."""


def make_maskin(rng: Rng, modell: Modell, kontor: Kontor, slag: str) -> Maskin:
    """What a machine of a kind says of every case."""
    f = modell.maskin(rng, kontor, slag)
    if kontor.hele:
        return Maskin(f)
    return Maskin(f * kontor.d, np.clip(modell.sikkerhet * kontor.d + (1 - modell.sikkerhet) / 2, 0, 1))


def beta_andel(rng: Rng, andel: float) -> float:
    """From a beta distribution around the mean, with half of it, at most .1, as its spread."""
    spredning = min(0.5 * andel, 0.1)
    sum_ = andel * (1 - andel) / spredning**2 - 1
    return float(rng.beta(andel * sum_, (1 - andel) * sum_))


def skjev_andel(rng: Rng, andel: float) -> float:
    """From a log-normal distribution: most offices are well under the mean, and a few far over."""
    return float(min(andel * np.exp(rng.normal(-0.18, 0.6)), 0.85))


def kontor_en(rng: Rng, N: int, andel: float) -> Kontor:
    """Five strata that differ by chance, risk that says something; the question is about all or about six in ten."""
    deler = np.array([0.40, 0.25, 0.15, 0.12, 0.08])
    stratum = rng.choice(5, N, p=deler)
    faktor = np.exp(rng.normal(0, 0.5, 5))
    risiko = rng.gamma(2, 0.5, N)
    sjanse = beta_andel(rng, andel) * (faktor / (deler @ faktor))[stratum] * (0.2 + 0.8 * risiko)
    y = rng.random(N) < np.minimum(sjanse, 0.98)
    hele = bool(rng.random() < 0.5)
    d = np.ones(N) if hele else (rng.random(N) < 0.6).astype(float)
    return Kontor(y * d, d, stratum, risiko, hele)


def kontor_to(rng: Rng, N: int, andel: float) -> Kontor:
    """Three strata, steeply rising, the smallest the worst; risk is worth nothing or a lot; the question is about a third, mostly in one stratum."""
    deler, faktor = np.array([0.70, 0.22, 0.08]), np.array([0.6, 1.4, 3.4])
    stratum = rng.choice(3, N, p=deler)
    risiko = rng.exponential(1, N)
    nytte = risiko**1.5 / 1.33 if rng.random() < 0.5 else np.ones(N)
    y = rng.random(N) < np.minimum(skjev_andel(rng, andel) * faktor[stratum] / (deler @ faktor) * nytte, 0.98)
    hele = bool(rng.random() < 0.6)
    d = np.ones(N) if hele else (rng.random(N) < np.array([0.25, 0.4, 0.8])[stratum]).astype(float)
    return Kontor(y * d, d, stratum, risiko, hele)


def maskin_en(rng: Rng, kontor: Kontor, slag: str) -> np.ndarray:
    """Useless, seeing too much, blind to half of the hits, good, or excellent (surely wrong on one in a hundred)."""
    y, N = kontor.y > 0, len(kontor.y)
    if slag == "ubrukelig":
        return rng.beta(1, 4, N)
    if slag == "skjev":
        return np.where(y, rng.beta(4, 1, N), rng.beta(2, 4, N))
    if slag == "blind":
        return np.where(y & (rng.random(N) < 0.5), 0.95, 0.03)
    if slag == "god":
        return np.where(rng.random(N) < 0.1, rng.beta(1, 3, N), np.where(y, rng.beta(6, 2, N), rng.beta(1, 12, N)))
    f = np.where(y, rng.beta(40, 1, N), rng.beta(1, 60, N))
    return np.where(rng.random(N) < 0.01, 1 - f, f)


def maskin_to(rng: Rng, kontor: Kontor, slag: str) -> np.ndarray:
    """Says the opposite; wrong in one stratum only; no more than yes and no; right order but pressed together; sees everything and a bit more."""
    y, N = kontor.y > 0, len(kontor.y)
    if slag == "omvendt":
        return np.where(y, rng.beta(2, 5, N), rng.beta(5, 2, N))
    if slag == "lokal":
        return np.where(kontor.stratum == kontor.stratum.max(), rng.beta(1, 9, N), np.where(y, rng.beta(9, 2, N), rng.beta(1, 20, N)))
    if slag == "ja_nei":
        return (np.where(y, rng.random(N) < 0.8, rng.random(N) < 0.05)).astype(float)
    if slag == "presset":
        return 0.4 + 0.2 * np.where(y, rng.beta(3, 2, N), rng.beta(2, 4, N))
    return np.where(y, rng.beta(30, 2, N), np.where(rng.random(N) < 0.02, rng.beta(8, 3, N), rng.beta(1, 90, N)))


def lesere_en(rng: Rng, andel: float, antall: int) -> np.ndarray:
    """Two who miss the truth by one step equally often: in 2, 10 or 25 of a hundred, or nearly."""
    feil = min(rng.choice([0.02, 0.1, 0.25]) * rng.uniform(0.5, 1.5), 0.4)
    return _pairs(np.array([1 - andel] + [andel / (antall - 1)] * (antall - 1)), *[_neighbours(antall, feil)] * 2)


def lesere_to(rng: Rng, andel: float, antall: int) -> np.ndarray:
    """Two who differ, and whose misses may land anywhere; the rarer the category, the fewer in it."""
    sann = np.array([1.0] + [0.5**k for k in range(antall - 1)])
    sann[1:] *= skjev_andel(rng, andel) / sann[1:].sum()
    sann[0] = 1 - sann[1:].sum()
    en, to = (rng.uniform(0.01, 0.3) for _ in range(2))
    anywhere = np.eye(antall) * (1 - to) + to * rng.dirichlet(np.ones(antall), antall)
    return _pairs(sann, _neighbours(antall, en), anywhere)


def _neighbours(antall: int, feil: float) -> np.ndarray:
    svarer = np.eye(antall) * (1 - feil)
    for i in range(antall):
        naboer = [j for j in (i - 1, i + 1) if 0 <= j < antall]
        svarer[i, naboer] = feil / len(naboer)
    return svarer


def _pairs(sann: np.ndarray, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return np.einsum("k,ki,kj->ij", sann, a, b)


def lesing_en(rng: Rng, n: int, andel: float) -> np.ndarray:
    """Readings of 8 to 29 points; how much the answers of one hang together differs from office to office."""
    sum_ = 1 / rng.choice([0.01, 0.05, 0.15, 0.4]) - 1
    punkter = rng.integers(8, 30, n)
    return 1 - rng.binomial(punkter, rng.beta(andel * sum_, (1 - andel) * sum_, n)) / punkter


def lesing_to(rng: Rng, n: int, andel: float) -> np.ndarray:
    """Readings of 12 to 20 points, from hardly any unlike the machine's to nearly twice the mean."""
    punkter = rng.integers(12, 21, n)
    return 1 - rng.binomial(punkter, andel * rng.uniform(0.1, 1.9, n)) / punkter


MODELLER = (
    Modell(
        "første", (60, 120, 250, 500, 1000, 2500, 5000), ("ubrukelig", "skjev", "blind", "god", "fremragende"),
        beta_andel, kontor_en, maskin_en, lesere_en, lesing_en, 0.9,
    ),
    Modell(
        "andre", (45, 90, 180, 400, 800, 1600, 3200), ("omvendt", "lokal", "ja_nei", "presset", "skarp"),
        skjev_andel, kontor_to, maskin_to, lesere_to, lesing_to, 0.7,
    ),
)  # fmt: skip

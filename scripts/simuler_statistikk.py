"""How often the 95 % intervals hold the truth, in simulated offices: ``python scripts/simuler_statistikk.py`` writes docs/statistikk.md.

Every office has its own truth: a share drawn around the mean of its cell, five strata that differ, cases with more and less risk, and a
machine between useless and excellent. What an interval is worth is the share of offices whose truth it holds.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import process_time

import numpy as np

from vedtaksanalyse.statistikk import (
    Anslag,
    Maskin,
    Utvalg,
    allocate,
    bootstrap_paret,
    compare_anslag,
    estimate_andel,
    estimate_enighet,
    estimate_forskjell,
    estimate_ppi,
    estimate_vektet,
)
from vedtaksanalyse.statistikk.forhold import estimate_loft
from vedtaksanalyse.statistikk.utvalg import inclusion_probabilities

MAL = Path(__file__).parent / "statistikk.md"
SIDE = Path("docs/statistikk.md")
UTVALG = (10, 20, 40, 80, 150)
ANDELER = (0.01, 0.02, 0.05, 0.10, 0.20, 0.35, 0.50)
KONTORER = (60, 120, 250, 500, 1000, 2500, 5000)
STRATA = np.array([0.40, 0.25, 0.15, 0.12, 0.08])
MASKINER = ("ubrukelig", "skjev", "blind", "god", "fremragende")
PLANER = ("enkel", "proporsjonal", "lik", "risikovektet")
BAND = (0.94, 0.96)


@dataclass(slots=True)
class Kontor:
    """An office: each case's answer, whether the question is about it, its stratum and its risk."""

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
class Treff:
    """One interval: in which cell, whether it held the truth, how wide it was and how far off the estimate was."""

    n: int
    andel: float
    skive: str
    N: int
    holdt: bool
    bredde: float
    avvik: float
    spart: float = 0.0


def make_kontor(rng: np.random.Generator, N: int, andel: float) -> Kontor:
    """An office of ``N`` cases whose share is drawn from a beta distribution with mean ``andel`` and half of it, at most .1, as its spread."""
    spredning = min(0.5 * andel, 0.1)
    sum_ = andel * (1 - andel) / spredning**2 - 1
    stratum = rng.choice(len(STRATA), N, p=STRATA)
    faktor = np.exp(rng.normal(0, 0.5, len(STRATA)))
    risiko = rng.gamma(2, 0.5, N)
    sjanse = rng.beta(andel * sum_, (1 - andel) * sum_) * (faktor / (STRATA @ faktor))[stratum] * (0.2 + 0.8 * risiko)
    y = rng.random(N) < np.minimum(sjanse, 0.98)
    hele = bool(rng.random() < 0.5)
    d = np.ones(N) if hele else (rng.random(N) < 0.6).astype(float)
    return Kontor(y * d, d, stratum, risiko, hele)


def make_maskin(rng: np.random.Generator, kontor: Kontor, slag: str) -> Maskin:
    """What a machine of a kind says of every case."""
    y, N = kontor.y > 0, len(kontor.y)
    if slag == "ubrukelig":
        f = rng.beta(1, 4, N)
    elif slag == "skjev":  # sees far too much
        f = np.where(y, rng.beta(4, 1, N), rng.beta(2, 4, N))
    elif slag == "blind":  # surely wrong on half of the hits
        f = np.where(y & (rng.random(N) < 0.5), 0.95, 0.03)
    elif slag == "god":
        f = np.where(rng.random(N) < 0.1, rng.beta(1, 3, N), np.where(y, rng.beta(6, 2, N), rng.beta(1, 12, N)))
    else:  # surely wrong on one in a hundred
        f = np.where(y, rng.beta(40, 1, N), rng.beta(1, 60, N))
        f = np.where(rng.random(N) < 0.01, 1 - f, f)
    return Maskin(f) if kontor.hele else Maskin(f * kontor.d, np.clip(0.9 * kontor.d + 0.05, 0, 1))


def draw(rng: np.random.Generator, kontor: Kontor, n: int, plan: str) -> tuple[np.ndarray, Utvalg]:
    """A draw as the room makes them, with another source of chance, for speed."""
    N = len(kontor.y)
    if plan == "risikovektet":
        pi = inclusion_probabilities(kontor.risiko, n)
        i = _pivot(rng, pi)
        return i, Utvalg(pi[i], np.full(n, "", object), {"": N})
    stratum = kontor.stratum if plan != "enkel" else np.zeros(N, int)
    storrelser = {str(s): int((stratum == s).sum()) for s in np.unique(stratum)}
    antall = allocate(storrelser, n, "proporsjonal" if plan == "enkel" else plan)
    deler = [(s, k, rng.choice(np.flatnonzero(stratum == int(s)), k, replace=False)) for s, k in antall.items()]
    pi = np.concatenate([np.full(k, k / storrelser[s]) for s, k, _ in deler])
    return np.concatenate([i for *_, i in deler]), Utvalg(pi, np.repeat([s for s, *_ in deler], [k for _, k, _ in deler]).astype(object), storrelser)


def _pivot(rng: np.random.Generator, pi: np.ndarray) -> np.ndarray:
    p = pi.tolist()
    a = -1
    for b in rng.permutation(len(p)).tolist():
        if p[b] >= 1:
            continue
        if a < 0:
            a = b
            continue
        sum_, u = p[a] + p[b], rng.random()
        if sum_ < 1:
            vinner, taper = (a, b) if u * sum_ < p[a] else (b, a)
            p[vinner], p[taper], a = sum_, 0.0, vinner
        else:
            vinner, taper = (a, b) if u * (2 - sum_) < 1 - p[b] else (b, a)
            p[vinner], p[taper], a = 1.0, sum_ - 1, taper
    return np.flatnonzero(np.array(p) > 0.5)


def score(n: int, andel: float, skive: str, N: int, anslag: Anslag, sant: float, spart: float = 0.0) -> Treff:
    """One interval against the truth."""
    holdt = anslag.lav - 1e-9 <= sant <= anslag.hoy + 1e-9
    return Treff(n, andel, skive, N, holdt, anslag.hoy - anslag.lav, (anslag.verdi if anslag.verdi is not None else sant) - sant, spart)


Kjoring = Callable[[np.random.Generator, int, float], Iterator[tuple[str, Treff]]]


def _size(rng: np.random.Generator, n: int) -> int:
    return int(rng.choice([N for N in KONTORER if 1.4 * n < N]))


def run_enkel(rng: np.random.Generator, n: int, andel: float) -> Iterator[tuple[str, Treff]]:
    """A simple sample of an office where every case has an answer."""
    N = _size(rng, n)
    kontor = make_kontor(rng, N, andel)
    treff, sant = int(kontor.y[rng.choice(N, n, replace=False)].sum()), float(kontor.y.mean())
    for metode in ("treffsikker", "wilson", "eksakt"):
        yield metode, score(n, andel, "", N, estimate_andel(treff, n, N, metode), sant)


def run_vektet(rng: np.random.Generator, n: int, andel: float) -> Iterator[tuple[str, Treff]]:
    """A weighted share and a prediction-powered one, by one of the plans and with one of the machines."""
    N = _size(rng, n)
    kontor = make_kontor(rng, N, andel)
    if not kontor.d.any():
        return
    slag = str(rng.choice(MASKINER))
    ramme = make_maskin(rng, kontor, slag)
    plan = str(rng.choice(PLANER))
    i, utvalg = draw(rng, kontor, n, plan)
    sett = Maskin(ramme.y[i], None if ramme.d is None else ramme.d[i])
    ppi = estimate_ppi(kontor.y[i], utvalg, sett, ramme, None if kontor.hele else kontor.d[i])
    yield "vektet", score(n, andel, plan, N, ppi.uten_maskin, kontor.sant)
    yield "ppi", score(n, andel, slag, N, ppi.anslag, kontor.sant, ppi.spart)


def run_forskjell(rng: np.random.Generator, n: int, andel: float) -> Iterator[tuple[str, Treff]]:
    """Two offices beside each other; two groups of one (blind and seen); a figure over pairs."""
    ender = []
    for _ in range(2):
        kontor = make_kontor(rng, _size(rng, n), andel)
        if not kontor.d.any():
            return
        i, utvalg = draw(rng, kontor, n, "proporsjonal")
        ender.append((estimate_vektet(kontor.y[i], utvalg, None if kontor.hele else kontor.d[i]), kontor.sant))
    (a, sant_a), (b, sant_b) = ender
    yield "to_kontorer", score(n, andel, "", 0, compare_anslag(a, b), sant_a - sant_b)
    p, q = rng.beta(4 * andel, 4 * (1 - andel), 2)
    x, z = rng.binomial(n, p), rng.binomial(n, q)
    yield "newcombe", score(n, andel, "", 0, estimate_forskjell(int(x), n, int(z), n), p - q)


def run_bootstrap(rng: np.random.Generator, n: int, andel: float) -> Iterator[tuple[str, Treff]]:
    """Two ways of doing the same on the same ``n`` cases, one of them right more often."""
    a, b = rng.random(n) < 1 - andel, rng.random(n) < 0.9
    forskjell = a * 1.0 - b
    anslag = bootstrap_paret(lambda i: float(forskjell[i].mean()), [str(k) for k in range(n)], int(rng.integers(1 << 30)), 200)
    yield "bootstrap", score(n, andel, "", 0, anslag, 1 - andel - 0.9)


def run_enighet(rng: np.random.Generator, n: int, andel: float) -> Iterator[tuple[str, Treff]]:
    """Two readers who each get some wrong, over two categories or over four ordered ones; ``andel`` belongs to other than the first."""
    antall, vekting = ((2, "lik"), (4, "kvadratisk"))[rng.integers(2)]
    par = make_lesere(andel, antall, min(rng.choice([0.02, 0.1, 0.25]) * rng.uniform(0.5, 1.5), 0.4))
    trukket = rng.choice(antall * antall, n, p=par.ravel())
    svar = estimate_enighet((trukket // antall).tolist(), (trukket % antall).tolist(), range(antall), vekting)
    vekter = np.eye(2) if antall == 2 else 1 - (np.subtract.outer(np.arange(4), np.arange(4)) / 3) ** 2
    snitt = (par.sum(0) + par.sum(1)) / 2
    enige = (vekter * par).sum()
    for navn, anslag, tilfeldig in (
        ("kappa", svar.kappa, (vekter * np.outer(par.sum(1), par.sum(0))).sum()),
        ("ac1", svar.ac1, vekter.sum() / (antall * (antall - 1)) * (snitt @ (1 - snitt))),
    ):
        if anslag.verdi is not None:
            yield navn, score(n, andel, f"{antall} kategorier", 0, anslag, (enige - tilfeldig) / (1 - tilfeldig))


def make_lesere(andel: float, antall: int, feil: float) -> np.ndarray:
    """The chance of each pair of answers: a true category, and two who miss it by one step with chance ``feil``."""
    sann = np.array([1 - andel] + [andel / (antall - 1)] * (antall - 1))
    svarer = np.eye(antall) * (1 - feil)
    for i in range(antall):
        naboer = [j for j in (i - 1, i + 1) if 0 <= j < antall]
        svarer[i, naboer] = feil / len(naboer)
    return np.einsum("k,ki,kj->ij", sann, svarer, svarer)


def run_loft(rng: np.random.Generator, n: int, andel: float) -> Iterator[tuple[str, Treff]]:
    """How much more often something happens among ``n`` than among them and three times as many others."""
    forhold = rng.uniform(0.5, 2.2)
    treff, rest = int(rng.binomial(n, min(andel * forhold, 0.98))), int(rng.binomial(3 * n, andel))
    sant = min(andel * forhold, 0.98) / andel
    yield "loft", score(n, andel, "", 0, estimate_loft(treff, n, treff + rest, 4 * n), sant / (0.25 * sant + 0.75))


KJORINGER: dict[str, tuple[Kjoring, tuple[float, ...]]] = {
    "enkel": (run_enkel, ANDELER),
    "vektet": (run_vektet, ANDELER),
    "forskjell": (run_forskjell, (0.02, 0.10, 0.35)),
    "bootstrap": (run_bootstrap, (0.05, 0.10, 0.20)),
    "enighet": (run_enighet, (0.05, 0.20, 0.50)),
    "loft": (run_loft, (0.05, 0.20, 0.50)),
}


def simulate(kontorer: int, fro: int, utvalg: tuple[int, ...] = UTVALG) -> dict[str, list[Treff]]:
    """Every estimator in ``kontorer`` offices for each size of sample and mean share."""
    ut: dict[str, list[Treff]] = {}
    for nr, (kjoring, andeler) in enumerate(KJORINGER.values()):
        for n in utvalg:
            for andel in andeler:
                rng = np.random.default_rng([fro, nr, n, round(1000 * andel)])
                for _ in range(kontorer):
                    for navn, treff in kjoring(rng, n, andel):
                        ut.setdefault(navn, []).append(treff)
    return ut


def coverage(treff: list[Treff]) -> float:
    """The share of intervals that held the truth."""
    return sum(t.holdt for t in treff) / len(treff)


def main() -> None:
    """Simulate and write the page."""
    leser = argparse.ArgumentParser(description=__doc__)
    leser.add_argument("--kontorer", type=int, default=2000)
    leser.add_argument("--fro", type=int, default=20261123)
    leser.add_argument("--ut", type=Path, default=SIDE)
    valg = leser.parse_args()
    start = process_time()
    treff = simulate(valg.kontorer, valg.fro)
    from statistikkside import write_side

    felt = {"kontorer": valg.kontorer, "fro": str(valg.fro), "sekunder": round(process_time() - start), "dato": datetime.now().strftime("%d.%m.%Y")}
    valg.ut.write_text(write_side(MAL.read_text(encoding="utf-8"), treff, felt, BAND), encoding="utf-8")


if __name__ == "__main__":
    main()

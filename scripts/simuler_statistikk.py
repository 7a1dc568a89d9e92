"""How often the 95 % intervals hold the truth, in simulated offices: ``python scripts/simuler_statistikk.py`` writes docs/statistikk.md.

What an interval is worth is the share of offices whose truth it holds. The offices are of two models (``simulerte_kontorer.py``): what
constants were chosen with, on other seeds, and one that nothing was chosen with.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from time import process_time

import numpy as np
from simulerte_kontorer import MODELLER, Kontor, Modell, make_maskin
from statistikkside import write_samlet, write_side

from vedtaksanalyse.kriterier import load_katalog
from vedtaksanalyse.statistikk import (
    Anslag,
    Maskin,
    Utvalg,
    allocate,
    compare_anslag,
    estimate_andel,
    estimate_enighet,
    estimate_ppi,
    estimate_snitt,
)
from vedtaksanalyse.statistikk.forhold import estimate_loft
from vedtaksanalyse.statistikk.utvalg import inclusion_probabilities
from vedtaksanalyse.stikkprove.grunnlag import KJENTE
from vedtaksanalyse.stikkprove.skjema import make_skjema

MAL = Path(__file__).parent / "statistikk.md"
SIDE = Path("docs/statistikk.md")
UTVALG = (10, 20, 40, 80, 150)
PLANER = ("enkel", "proporsjonal", "lik", "risikovektet")
METODER = ("treffsikker", "wilson", "eksakt")
BAND = (0.94, 0.96)
Rng = np.random.Generator
FELT = np.dtype([("n", int), ("andel", float), ("skive", "U16"), ("N", int), ("holdt", bool), ("bredde", float), ("avvik", float), ("spart", float)])
"""One interval: in which cell, whether it held the truth, how wide it was and how far off the estimate was."""
Rad = tuple[int, float, str, int, bool, float, float, float]
Kjoring = Callable[[Rng, Modell, float, int, tuple[int, ...]], Iterator[tuple[str, Rad]]]


def score(n: int, andel: float, skive: str, N: int, anslag: Anslag, sant: float, spart: float = 0.0) -> Rad:
    """One interval against the truth."""
    holdt = anslag.lav - 1e-9 <= sant <= anslag.hoy + 1e-9
    return n, andel, skive, N, holdt, anslag.hoy - anslag.lav, (anslag.verdi if anslag.verdi is not None else sant) - sant, spart


def draw(rng: Rng, kontor: Kontor, n: int, plan: str) -> tuple[np.ndarray, Utvalg]:
    """A draw as the room makes them, with another source of chance, for speed."""
    N = len(kontor.y)
    if plan == "risikovektet":
        pi = inclusion_probabilities(kontor.risiko, n)
        i = _pivot(rng, pi)
        return i, Utvalg(pi[i], np.full(n, "", object), {"": N})
    stratum = kontor.stratum if plan != "enkel" else np.zeros(N, int)
    storrelser = {str(s): int(antall) for s, antall in enumerate(np.bincount(stratum)) if antall}
    antall = allocate(storrelser, n, "proporsjonal" if plan == "enkel" else plan)
    deler = [rng.choice(np.flatnonzero(stratum == int(s)), k, replace=False) for s, k in antall.items()]
    navn, trukket = list(antall), list(antall.values())
    pi = np.repeat([antall[s] / storrelser[s] for s in navn], trukket)
    return np.concatenate(deler), Utvalg(pi, np.repeat(navn, trukket).astype(object), storrelser)


def _pivot(rng: Rng, pi: np.ndarray) -> np.ndarray:
    p, tall = pi.tolist(), rng.random(len(pi)).tolist()
    a = -1
    for b, u in zip(rng.permutation(len(p)).tolist(), tall, strict=True):
        if p[b] >= 1:
            continue
        if a < 0:
            a = b
            continue
        sum_ = p[a] + p[b]
        if sum_ < 1:
            vinner, taper = (a, b) if u * sum_ < p[a] else (b, a)
            p[vinner], p[taper], a = sum_, 0.0, vinner
        else:
            vinner, taper = (a, b) if u * (2 - sum_) < 1 - p[b] else (b, a)
            p[vinner], p[taper], a = 1.0, sum_ - 1, taper
    return np.flatnonzero(np.array(p) > 0.5)


def run_andel(rng: Rng, modell: Modell, andel: float, kontorer: int, utvalg: tuple[int, ...]) -> Iterator[tuple[str, Rad]]:
    """Shares in offices, each drawn from by every size of sample that leaves something unread: simple, weighted, and with a machine."""
    igjen = dict.fromkeys(utvalg, kontorer)
    while minst := min((n for n, antall in igjen.items() if antall), default=0):
        N = int(rng.choice([N for N in modell.storrelser if 1.4 * minst < N]))
        kontor = modell.kontor(rng, N, andel)
        if not kontor.d.any():
            continue
        slag = str(rng.choice(modell.maskiner))
        ramme = make_maskin(rng, modell, kontor, slag)
        for n in [n for n in utvalg if igjen[n] and 1.4 * n < N]:
            igjen[n] -= 1
            yield from _simple(rng, modell, kontor, n, andel)
            yield from _weighted(rng, kontor, ramme, n, andel, slag)


def _simple(rng: Rng, modell: Modell, kontor: Kontor, n: int, andel: float) -> Iterator[tuple[str, Rad]]:
    """Where every case has an answer; and the same from an endless population, as answers to a flag and pairs of readers are."""
    N, antall, p = len(kontor.y), int(kontor.y.sum()), modell.andel(rng, andel)
    treff, endelos = int(rng.hypergeometric(antall, N - antall, n)), int(rng.binomial(n, p))
    for metode in METODER:
        yield metode, score(n, andel, "", N, estimate_andel(treff, n, N, metode), antall / N)
        yield metode, score(n, andel, "", 0, estimate_andel(endelos, n, None, metode), p)


def _weighted(rng: Rng, kontor: Kontor, ramme: Maskin, n: int, andel: float, slag: str) -> Iterator[tuple[str, Rad]]:
    N, plan = len(kontor.y), str(rng.choice(PLANER))
    i, utvalg = draw(rng, kontor, n, plan)
    sett = Maskin(ramme.y[i], None if ramme.d is None else ramme.d[i])
    ppi = estimate_ppi(kontor.y[i], utvalg, sett, ramme, None if kontor.hele else kontor.d[i])
    yield "vektet", score(n, andel, plan, N, ppi.uten_maskin, kontor.sant)
    yield "ppi", score(n, andel, slag, N, ppi.anslag, kontor.sant, ppi.spart)


def run_forankring(rng: Rng, modell: Modell, andel: float, kontorer: int, utvalg: tuple[int, ...]) -> Iterator[tuple[str, Rad]]:
    """``n`` readings that saw the machine's answer, and half as many that did not; ``andel`` of the answers are not as the machine's."""
    for n in utvalg:
        for _ in range(kontorer):
            blind = andel * rng.uniform(0.5, 1.5)
            sett = blind * rng.uniform(0.3, 1)
            par = (estimate_snitt(modell.lesing(rng, k, feil)) for k, feil in ((n, sett), (n // 2, blind)))
            yield "forankring", score(n, andel, "", 0, compare_anslag(*par), blind - sett)


def run_enighet(rng: Rng, modell: Modell, andel: float, kontorer: int, utvalg: tuple[int, ...]) -> Iterator[tuple[str, Rad]]:
    """Two readers over as many plain categories as points and criteria have; ``andel`` belongs to other than the first."""
    mulige, andeler = count_kategorier()
    for n in utvalg:
        for _ in range(kontorer):
            antall = int(rng.choice(mulige, p=andeler))
            par = modell.lesere(rng, andel, antall)
            trukket = rng.choice(antall * antall, n, p=par.ravel())
            svar = estimate_enighet((trukket // antall).tolist(), (trukket % antall).tolist(), range(antall))
            for navn, anslag, sant in zip(("kappa", "ac1"), (svar.kappa, svar.ac1), true_enighet(par), strict=True):
                if anslag.verdi is not None:
                    yield navn, score(n, andel, str(antall), 0, anslag, sant)


@cache
def count_kategorier() -> tuple[np.ndarray, np.ndarray]:
    """How many answers there are to choose from, and in which share of all that agreement is told for: points of the form, and criteria."""
    katalog = load_katalog()
    punkter = sum(not punkt.under for punkt in make_skjema(katalog).values())
    antall, ganger = np.unique([len(KJENTE)] * punkter + [len(ett.grader) for ett in katalog.kriterier.values()], return_counts=True)
    return antall, ganger / ganger.sum()


def true_enighet(par: np.ndarray) -> tuple[float, float]:
    """κ and AC1 of the chances themselves."""
    antall = len(par)
    snitt = (par.sum(0) + par.sum(1)) / 2
    enige, tilfeldig = np.trace(par), (par.sum(1) @ par.sum(0), (snitt @ (1 - snitt)) / (antall - 1))
    return tuple(float((enige - t) / (1 - t)) for t in tilfeldig)


def run_loft(rng: Rng, modell: Modell, andel: float, kontorer: int, utvalg: tuple[int, ...]) -> Iterator[tuple[str, Rad]]:
    """How much more often something happens among ``n`` than among them and one to nine times as many others."""
    for n in utvalg:
        for _ in range(kontorer):
            p, flere, ganger = modell.andel(rng, andel), int(rng.choice((1, 3, 9))), rng.uniform(0.5, 2.2)
            q = min(p * ganger, 0.98)
            treff, rest = int(rng.binomial(n, q)), int(rng.binomial(flere * n, p))
            sant = q / ((q + flere * p) / (1 + flere))
            yield "loft", score(n, andel, str(flere), 0, estimate_loft(treff, n, treff + rest, (1 + flere) * n), sant)


KJORINGER: dict[str, tuple[Kjoring, tuple[float, ...]]] = {
    "andel": (run_andel, (0.01, 0.02, 0.05, 0.10, 0.20, 0.35, 0.50)),
    "forankring": (run_forankring, (0.05, 0.20, 0.35)),
    "enighet": (run_enighet, (0.05, 0.20, 0.50)),
    "loft": (run_loft, (0.05, 0.20, 0.50)),
}


def simulate(modell: Modell, kontorer: int, fro: int, utvalg: tuple[int, ...] = UTVALG, del_: str = "") -> dict[str, np.ndarray]:
    """Every estimator, or those of one part, in ``kontorer`` offices or more for each size of sample and mean share."""
    ut: dict[str, list[Rad]] = {}
    for nr, (egen, (kjoring, andeler)) in enumerate(KJORINGER.items()):
        for andel in andeler if del_ in ("", egen) else ():
            rng = np.random.default_rng([fro, nr, round(1000 * andel)])
            for navn, rad in kjoring(rng, modell, andel, kontorer, utvalg):
                ut.setdefault(navn, []).append(rad)
    return {navn: np.array(rader, FELT) for navn, rader in ut.items()}


def main() -> None:
    """Simulate and write the page, or tell how one part came out."""
    leser = argparse.ArgumentParser(description=__doc__)
    leser.add_argument("--kontorer", type=int, default=2000)
    leser.add_argument("--fro", type=int, default=20261127)
    leser.add_argument("--ut", type=Path, default=SIDE)
    leser.add_argument("--del", dest="del_", choices=KJORINGER, default="", help="only this part, told here and not on the page")
    valg = leser.parse_args()
    start = process_time()
    treff = [simulate(modell, valg.kontorer, valg.fro + nr, del_=valg.del_) for nr, modell in enumerate(MODELLER)]
    if valg.del_:
        print(*(write_samlet(ett, BAND) for ett in treff), sep="\n\n")
        return
    felt = {"kontorer": valg.kontorer, "fro": str(valg.fro), "sekunder": round(process_time() - start), "dato": datetime.now().strftime("%d.%m.%Y")}
    valg.ut.write_text(write_side(MAL.read_text(encoding="utf-8"), *treff, felt, BAND), encoding="utf-8")


if __name__ == "__main__":
    main()

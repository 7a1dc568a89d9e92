"""Are one reviewer's labels unlike everybody's? Each is held against the machine, against the others, and against other readers.

Three tests. *Machine*: answers given without sight of the machine's, against how often gold differs from models that never saw its
office; offices differ, so the share at one of them is taken as drawn from a beta distribution fitted to the gold offices
(beta-binomial). *Others*: how often a reviewer differs from the machine, against the other reviewers of the same offices, blind and seen
apart; answers on the same case are alike, so they count as fewer (design effect). *Readers*: how often a reviewer differs from
others on the same cases, where other pairs show what is usual. The p-values are adjusted together (Holm 1979). Where both of the first two can be made, both
must say so: a machine that is bad at an office differs from all who read there. Cases chosen since the machine was unsure of them say nothing of how often people
should differ from it: there reviewers are held against each other alone, apart from the other cases.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations, product
from pathlib import Path

import numpy as np

from vedtaksanalyse.evaluation.fasit import Fasitsak
from vedtaksanalyse.evaluation.maal import Svar
from vedtaksanalyse.learning.merkelapper import GRAD, VEDTAKET, Merke

KRAV: Mapping = tomllib.loads(Path(__file__).with_name("opprykk.toml").read_text(encoding="utf-8"))
MASKIN, ANDRE, LESERE = "maskin", "andre", "lesere"
_SLAG = tuple(product((True, False), repeat=2))
"""Blind or seen, of chosen cases or of others."""
Avvik = Mapping[str, tuple[int, int]]
"""By case: how many answers differ, and how many there are."""


@dataclass(frozen=True, slots=True)
class Prove:
    """One test of one reviewer: ``avvik`` of ``n`` answers differ, where ``ventet`` is the usual share; ``p`` after adjustment.

    ``valgt`` when it is of cases that were chosen for learning.
    """

    hvem: str
    slag: str
    blind: bool
    avvik: int
    n: int
    ventet: float
    p: float
    valgt: bool = False

    @property
    def andel(self) -> float:
        """The share that differ."""
        return self.avvik / self.n

    @property
    def utslag(self) -> bool:
        """Whether it is too unlikely, and too far off."""
        krav = KRAV["merkekontroll"]
        return self.p < krav["alfa"] and self.andel - self.ventet >= krav["margin"]


@dataclass(frozen=True, slots=True)
class Merkekontroll:
    """Every test, and whom they name. ``ukontrollerte`` answered too little to say anything."""

    prover: tuple[Prove, ...]
    ulike: tuple[str, ...]
    ukontrollerte: tuple[str, ...]

    def to_rapport(self) -> list[dict]:
        """As plain values."""
        return [asdict(p) | {"andel": round(p.andel, 4), "ventet": round(p.ventet, 4), "navngitt": p.hvem in self.ulike} for p in self.prover]


def check_merker(
    merker: Sequence[Merke],
    maskin: Mapping[str, Mapping[str, str]],
    kontor: Mapping[str, str],
    gull: Sequence[Fasitsak],
    utenfor: Mapping[str, Svar],
) -> Merkekontroll:
    """Hold every reviewer against machine, others and readers.

    Args:
        maskin: the machine's grades by case. It must not have been trained on these answers.
        kontor: the office of each case.
        gull, utenfor: gold cases, and the answers on them by models that never saw their office.
    """
    egne = [ett for ett in merker if ett.kriterium != VEDTAKET and ett.kriterium in maskin[ett.sak_id] and not ett.avklart]
    raa = [*_against_maskin(egne, maskin, gull, utenfor), *_against_andre(egne, maskin, kontor), *_against_lesere(egne)]
    prover = tuple(_holm(raa))
    folk = sorted({ett.hvem for ett in merker})
    provd = {p.hvem for p in prover}
    return Merkekontroll(
        prover, tuple(h for h in folk if _is_ulik(prover, h)), tuple(h for h in folk if h not in provd)
    )


def _is_ulik(prover: Iterable[Prove], hvem: str) -> bool:
    egne = [p for p in prover if p.hvem == hvem]
    if any(p.slag == LESERE and p.utslag for p in egne):
        return True
    for slik in _SLAG:
        mot = [p.utslag for p in egne if p.slag in (MASKIN, ANDRE) and (p.blind, p.valgt) == slik]
        if mot and all(mot):
            return True
    return False


def count_avvik(merker: Iterable[Merke], maskin: Mapping[str, Mapping[str, str]], blind: bool, valgt: bool = False) -> Avvik:
    """How often labels differ from the machine, by case. Where the answer was in sight, all that was left to stand counts as alike."""
    ut: dict[str, list[int]] = {}
    for ett in merker:
        if (ett.blind, ett.valgt) == (blind, valgt):
            tall = ut.setdefault(ett.sak_id, [0, 0 if blind else len(maskin[ett.sak_id])])
            tall[0] += ett.grad != maskin[ett.sak_id][ett.kriterium]
            tall[1] += blind
    return {sak_id: (avvik, n) for sak_id, (avvik, n) in ut.items()}


def _sum(alle: Avvik) -> tuple[int, int]:
    return sum(a for a, _ in alle.values()), sum(n for _, n in alle.values())


def _folk(merker: Sequence[Merke]) -> list[str]:
    return sorted({ett.hvem for ett in merker})


def _against_maskin(
    merker: Sequence[Merke], maskin: Mapping, gull: Sequence[Fasitsak], utenfor: Mapping[str, Svar]
) -> list[Prove]:
    from scipy.stats import betabinom

    ut = []
    for hvem in _folk(merker):
        egne = [ett for ett in merker if ett.hvem == hvem and ett.blind and not ett.valgt and ett.kilde == GRAD]
        avvik, n = _sum(count_avvik(egne, maskin, blind=True))
        rater = gullrater(gull, utenfor, [ett.kriterium for ett in egne])
        if n >= KRAV["merkekontroll"]["minst"] and len(rater) > 1:
            snitt, spredning = float(np.mean(rater)), float(np.var(rater, ddof=1))
            tyngde = max(snitt * (1 - snitt) / max(spredning, 1e-6) - 1, 1.0)
            p = float(betabinom.sf(avvik - 1, n, snitt * tyngde, (1 - snitt) * tyngde))
            ut.append(Prove(hvem, MASKIN, True, avvik, n, snitt, p))
    return ut


def gullrater(gull: Sequence[Fasitsak], utenfor: Mapping[str, Svar], kriterier: Sequence[str]) -> list[float]:
    """By gold office the share of grades that its gold and the models that never saw it differ on, over these criteria as often as each is here."""
    vekt = {navn: kriterier.count(navn) for navn in set(kriterier)}
    av: dict[str, list[float]] = {}
    for sak in gull:
        svar = utenfor.get(sak.sak.sak_id)
        if svar and vekt:
            feil = sum(v * (svar.grader[k] != sak.grad(k)) for k, v in vekt.items() if k in svar.grader)
            av.setdefault(sak.kontor, []).append(feil / sum(vekt.values()))
    return [float(np.mean(ett)) for ett in av.values()]


def _against_andre(merker: Sequence[Merke], maskin: Mapping, kontor: Mapping[str, str]) -> list[Prove]:
    from scipy.stats import betabinom

    ut = []
    for hvem in _folk(merker):
        for slik in _SLAG:
            mine = count_avvik([ett for ett in merker if ett.hvem == hvem], maskin, *slik)
            avvik, n = _sum(mine)
            andre = _others(merker, hvem, {kontor[sak_id] for sak_id in mine}, maskin, kontor, slik)
            avvik0, n0 = _sum(andre)
            if min(n, n0) >= KRAV["merkekontroll"]["minst"]:
                deff = max(_deff(mine), _deff(andre))
                p = betabinom.sf(round(avvik / deff) - 1, round(n / deff), avvik0 / deff + 0.5, (n0 - avvik0) / deff + 0.5)
                ut.append(Prove(hvem, ANDRE, slik[0], avvik, n, avvik0 / n0, float(p), slik[1]))
    return ut


def _others(
    merker: Sequence[Merke], hvem: str, kontorer: Collection[str], maskin: Mapping, kontor: Mapping[str, str], slik: tuple[bool, bool]
) -> Avvik:
    """What the other reviewers have at the same offices, or at all where that is too little. By case and person."""
    for bare in (True, False):
        ut: dict[str, tuple[int, int]] = {}
        for annen in _folk(merker):
            deres = [ett for ett in merker if ett.hvem == annen and (not bare or kontor[ett.sak_id] in kontorer)]
            if annen != hvem:
                ut |= {f"{sak_id}\0{annen}": tall for sak_id, tall in count_avvik(deres, maskin, *slik).items()}
        if _sum(ut)[1] >= KRAV["merkekontroll"]["minst"]:
            break
    return ut


def _deff(alle: Avvik) -> float:
    """How much wider a share varies than if every answer were by itself: cases as clusters (Rao and Scott 1992)."""
    a, n = (np.array(tall, float) for tall in zip(*alle.values(), strict=True))
    andel = a.sum() / n.sum()
    if len(a) < 2 or not 0 < andel < 1:
        return 1.0
    varians = len(a) / (len(a) - 1) * ((a - andel * n) ** 2).sum() / n.sum() ** 2
    return max(1.0, varians / (andel * (1 - andel) / n.sum()))


def _against_lesere(merker: Sequence[Merke]) -> list[Prove]:
    from scipy.stats import betabinom

    celler: dict[tuple[str, str], dict[str, str]] = {}
    for ett in merker:
        celler.setdefault((ett.sak_id, ett.kriterium), {})[ett.hvem] = ett.grad
    par = [(a, b, lest[a] != lest[b]) for lest in celler.values() for a, b in combinations(sorted(lest), 2)]
    minst, vanlig = KRAV["merkekontroll"]["minst"], KRAV["merkekontroll"]["lesere"]
    ut = []
    for hvem in _folk(merker):
        mine, andres = [ulik for a, b, ulik in par if hvem in (a, b)], [ulik for a, b, ulik in par if hvem not in (a, b)]
        if min(len(mine), len(andres)) >= minst:
            avvik0, n0 = sum(andres), len(andres)
            p = betabinom.sf(sum(mine) - 1, len(mine), avvik0 + vanlig * minst, n0 - avvik0 + (1 - vanlig) * minst)
            ut.append(Prove(hvem, LESERE, True, sum(mine), len(mine), avvik0 / n0, float(p)))
    return ut


def _holm(raa: Sequence[Prove]) -> list[Prove]:
    """The tests with p-values that hold for all of them together."""
    from dataclasses import replace

    hoyest, ut = 0.0, {}
    for nr, ett in sorted(enumerate(raa), key=lambda par: par[1].p):
        hoyest = max(hoyest, min(1.0, ett.p * (len(raa) - len(ut))))
        ut[nr] = replace(ett, p=hoyest)
    return [ut[nr] for nr in range(len(raa))]

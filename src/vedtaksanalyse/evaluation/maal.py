"""Figures per criterion against gold: accuracy, macro-F1, quadratic kappa, evidence recall, weak decisions, PII.

The definitions are those of the project's scoring: macro-F1 over the grades that occur in gold, kappa over all grades
of the criterion in their order, and a gold quote counts as found when a predicted quote of the same document shares at
least half of its words.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from vedtaksanalyse.evaluation.fasit import Fasitsak
from vedtaksanalyse.kriterier import Katalog, Kriterium
from vedtaksanalyse.sak import Saksstatus, Saksvurdering


@dataclass(frozen=True, slots=True)
class Svar:
    """What was predicted for one case, from an assessment or from a stored line."""

    grader: Mapping[str, str]
    belegg: Mapping[str, Sequence[tuple[str, str]]]
    antall: int | None
    aldre: Sequence[int]
    sakstype: Sequence[str]
    svakt: float
    pii: Sequence[tuple[str, str, str]]
    sikkerhet: Mapping[str, float] = field(default_factory=dict)
    """The probability of the chosen grade of each criterion."""


@dataclass(frozen=True, slots=True)
class Kriteriemaal:
    """One row of the table; what cannot be computed is NaN."""

    n: int
    noyaktighet: float
    f1: float
    kappa: float


@dataclass(frozen=True, slots=True)
class Maal:
    """All figures for one selection of cases."""

    n: int
    kriterier: Mapping[str, Kriteriemaal]
    terskel_f1: Mapping[str, float]
    """F1 of reaching the grade that decides («vurdert» or better), for the criteria that have one."""
    hoved_f1: float
    alle_f1: float
    antall: float
    aldre: float
    sakstype_f1: float
    svakt_auc: float
    svakt_presisjon: float
    svakt_dekning: float
    svakt_presisjon_95: float
    """Precision at the highest threshold that still finds 95 of 100 weak decisions."""
    svakt_brier: float
    svakt_ece: float
    svakt_kalibrering: Sequence[tuple[int, float, float]]
    """Ten equal steps of probability: cases, mean probability, share that is weak."""
    grad_ece: float
    belegg_dekning: float
    pii_dekning: float
    pii_funn: int
    pii_fasit: int


def to_svar(vurdering: Saksvurdering) -> Svar:
    """What an assessment answers; a case that could not be assessed answers nothing."""
    sak = vurdering.sak
    vurdert = vurdering.vurderinger if vurdering.status == Saksstatus.VURDERT else ()
    fakta = next((v.fakta for v in vurdert if v.fakta), None)
    return Svar(
        grader={v.kriterium: v.grad for v in vurdert if v.verdi is None},
        belegg={v.kriterium: [(b.dok_id, sak.sitat(b)) for b in v.belegg] for v in vurdert},
        antall=fakta.antall if fakta else None,
        aldre=sorted(fakta.aldre) if fakta else (),
        sakstype=next((v.verdi for v in vurdert if v.verdi is not None), ()),
        svakt=vurdering.svakt_vedtak or 0.0,
        pii=[(f.belegg.dok_id, sak.sitat(f.belegg), f.type) for f in vurdering.pii if f.direkte],
        sikkerhet={v.kriterium: dict(v.sannsynlighet)[v.grad] for v in vurdert if v.verdi is None},
    )


def measure(fasit: Sequence[Fasitsak], svar: Mapping[str, Svar], katalog: Katalog) -> Maal:
    """The figures for these gold cases; a case without an answer is left out."""
    fasit = [f for f in fasit if f.sak.sak_id in svar]
    par = [(f, svar[f.sak.sak_id]) for f in fasit]
    kriterier = {
        k.id: _kriterium(k.id, k.grader, _with_barn(par, k.id, katalog), katalog)
        for k in katalog.kriterier.values()
        if k.slag == "grad"
    }
    med = [m.f1 for m in kriterier.values() if m.n]
    hoved = [kriterier[navn].f1 for navn in katalog.felles["rekkefolge"]["hoved"]]
    barn = [(f, s) for f, s in par if f.grad("barn") == "ja"]
    return Maal(
        n=len(par),
        kriterier=kriterier,
        terskel_f1={
            navn: _terskel(_with_barn(par, navn, katalog), katalog.kriterier[navn], grad)
            for navn, grad in katalog.felles["rekkefolge"]["terskel"].items()
        },
        hoved_f1=_mean(hoved),
        alle_f1=_mean(med),
        antall=_mean([s.antall == f.fasit["barn"]["antall"] for f, s in barn]),
        aldre=_mean([sorted(s.aldre) == sorted(f.fasit["barn"]["aldre"]) for f, s in barn]),
        sakstype_f1=_sakstype(par),
        **_svakt(par),
        grad_ece=_grad_ece(par),
        belegg_dekning=_belegg(par, katalog),
        **_pii(par),
    )


def _with_barn(par: list, kriterium: str, katalog: Katalog) -> list:
    """Criteria about children are measured on cases with children, as the scoring does."""
    if kriterium in katalog.felles["rekkefolge"]["bare_med_barn"] or kriterium.startswith("kartlegging."):
        return [(f, s) for f, s in par if f.grad("barn") == "ja"]
    return par


def _kriterium(kriterium: str, grader: Sequence[str], par: list, katalog: Katalog) -> Kriteriemaal:
    from sklearn.metrics import cohen_kappa_score, f1_score

    if not par:
        return Kriteriemaal(0, math.nan, math.nan, math.nan)
    gull = [f.grad(kriterium) for f, _ in par]
    svar = [s.grader.get(kriterium, grader[0]) for _, s in par]
    f1 = f1_score(gull, svar, labels=sorted(set(gull)), average="macro", zero_division=0)
    kappa = 1.0 if set(gull) == set(svar) and len(set(gull)) == 1 else cohen_kappa_score(
        gull, svar, labels=list(grader), weights="quadratic"
    )
    return Kriteriemaal(len(par), _mean([g == s for g, s in zip(gull, svar, strict=True)]), f1, kappa)


def _terskel(par: list, kriterium: Kriterium, grad: str) -> float:
    over = kriterium.grader[kriterium.grader.index(grad) :]
    gull = [f.grad(kriterium.id) in over for f, _ in par]
    svar = [s.grader.get(kriterium.id) in over for _, s in par]
    begge = sum(g and s for g, s in zip(gull, svar, strict=True))
    return 2 * begge / (sum(gull) + sum(svar)) if any(gull) or any(svar) else math.nan


def _svakt(par: list) -> dict:
    from sklearn.metrics import precision_recall_curve, precision_score, recall_score, roc_auc_score

    gull, p = [f.svakt_vedtak for f, _ in par], [s.svakt for _, s in par]
    begge = len(set(gull)) == 2
    hardt = [x >= 0.5 for x in p]
    presisjon, dekning = precision_recall_curve(gull, p)[:2] if begge else ((), ())
    trinn = _kalibrering(gull, p)
    return {
        "svakt_auc": roc_auc_score(gull, p) if begge else math.nan,
        "svakt_presisjon": precision_score(gull, hardt, zero_division=0) if par else math.nan,
        "svakt_dekning": recall_score(gull, hardt, zero_division=0) if par else math.nan,
        "svakt_presisjon_95": max((a for a, b in zip(presisjon, dekning, strict=True) if b >= 0.95), default=math.nan),
        "svakt_brier": _mean([(x - g) ** 2 for x, g in zip(p, gull, strict=True)]),
        "svakt_ece": _ece(trinn),
        "svakt_kalibrering": trinn,
    }


def _grad_ece(par: list) -> float:
    """Expected calibration error of the chosen grades, all criteria together."""
    valgt = [(f.grad(k) == s.grader[k], p) for f, s in par for k, p in s.sikkerhet.items()]
    return _ece(_kalibrering(*zip(*valgt, strict=True))) if valgt else math.nan


def _kalibrering(sant: Sequence[bool], p: Sequence[float]) -> list[tuple[int, float, float]]:
    trinn: list[list[tuple[bool, float]]] = [[] for _ in range(10)]
    for s, x in zip(sant, p, strict=True):
        trinn[min(int(x * 10), 9)].append((s, x))
    return [(len(t), _mean([x for _, x in t]), _mean([s for s, _ in t])) for t in trinn]


def _ece(trinn: Sequence[tuple[int, float, float]]) -> float:
    """Mean gap between probability and share, weighted by cases (Naeini m.fl. 2015)."""
    antall = sum(n for n, _, _ in trinn)
    return sum(n * abs(p - andel) for n, p, andel in trinn if n) / antall if antall else math.nan


def _sakstype(par: list) -> float:
    liste = next(iter({k for f, _ in par for k, v in f.fasit.items() if "verdi" in v}), None)
    gull = {(f.sak.sak_id, v) for f, _ in par for v in f.fasit[liste]["verdi"]} if liste else set()
    svar = {(f.sak.sak_id, v) for f, s in par for v in s.sakstype}
    return 2 * len(gull & svar) / max(1, len(gull) + len(svar))


def _belegg(par: list, katalog: Katalog) -> float:
    funnet = []
    for fasit, svar in par:
        for kriterium in katalog.kriterier.values():
            if kriterium.slag == "grad":
                forslag = svar.belegg.get(kriterium.id, ())
                funnet += [any(_shows(f, g) for f in forslag) for g in fasit.belegg(kriterium.id)]
    return _mean(funnet)


def _shows(forslag: tuple[str, str], gull: tuple[str, str]) -> bool:
    ord_gull = set(gull[1].lower().split())
    return forslag[0] == gull[0] and len(set(forslag[1].lower().split()) & ord_gull) >= 0.5 * len(ord_gull)


def _pii(par: list) -> dict[str, float | int]:
    gull = {(f.sak.sak_id, q["dok_id"], q["sitat"]) for f, _ in par for q in f.pii}
    svar = {(f.sak.sak_id, dok, sitat) for f, s in par for dok, sitat, _ in s.pii}
    funnet = [any(sak == a and dok == b and (q in c or c in q) for a, b, c in svar) for sak, dok, q in gull]
    return {"pii_dekning": _mean(funnet), "pii_funn": len(svar), "pii_fasit": len(gull)}


def _mean(verdier: Sequence[float]) -> float:
    return sum(map(float, verdier)) / len(verdier) if verdier else math.nan

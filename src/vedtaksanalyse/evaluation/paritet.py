"""Are the models as good for everybody? The main figures of each slice with intervals, and against all other cases; the worst first.

Intervals are percentiles of a bootstrap with a fixed seed. Offices are drawn where a slice has ten or more of them, since cases of an
office are alike; cases are drawn where it has fewer. A slice is held against the cases outside it; a rougher text against the same
cases as they are.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from vedtaksanalyse.evaluation.fasit import Fasitsak
from vedtaksanalyse.evaluation.flaggmaal import wilson
from vedtaksanalyse.evaluation.maal import Svar
from vedtaksanalyse.evaluation.skiver import VALG, Skive
from vedtaksanalyse.kriterier import Katalog

OMGANGER = 1000
MINST: int = VALG["minst"]
"""Slices with fewer cases are shown and marked."""
ROFFERE = "tekst"
_MANGE_KONTORER = 10
_KVANTILER = (2.5, 97.5)

Tall = tuple[float, float, float]
"""A figure and the ends of its 95 % interval; NaN where it cannot be computed."""


@dataclass(frozen=True, slots=True)
class Skivemaal:
    """One slice. ``hoved`` is macro-F1 over the main criteria, ``riktig`` the share of right grades, ``forskjell`` how much
    ``hoved`` is over that of the others; ``svakt_auc`` tells weak decisions from others.
    """

    deling: str
    navn: str
    n: int
    kontorer: int
    hoved: Tall
    riktig: Tall
    forskjell: Tall
    svakt_auc: float

    @property
    def liten(self) -> bool:
        """Too few cases to say much."""
        return self.n < MINST


@dataclass(frozen=True, slots=True)
class Kriterieparitet:
    """One criterion: its share of right grades over all cases, and in the slice (with enough cases) where it is lowest."""

    kriterium: str
    n: int
    riktig: float
    deling: str
    navn: str
    n_skive: int
    riktig_skive: Tall


@dataclass(frozen=True, slots=True)
class Paritet:
    """All slices, the worst first, and the worst slice of each criterion; by so many rounds of the bootstrap."""

    skiver: Sequence[Skivemaal]
    kriterier: Sequence[Kriterieparitet]
    omganger: int


@dataclass(frozen=True)
class Materiale:
    """Gold and answers as numbers, a row per case: ``par`` has for each main criterion gold × grades + answer, -1 where it is not measured."""

    kontor: np.ndarray
    par: Mapping[str, np.ndarray]
    grader: Mapping[str, int]
    riktig: Mapping[str, np.ndarray]
    """Per criterion 1.0 for right, 0.0 for wrong, NaN where it is not measured."""
    svak: np.ndarray
    svakt: np.ndarray

    def hoved(self, vekt: np.ndarray) -> np.ndarray:
        """Macro-F1 over the main criteria that are labelled at all, for each row of case weights; NaN where one of them has no case."""
        return np.mean([_macro_f1(vekt, par, self.grader[navn]) for navn, par in self.par.items() if (par >= 0).any()], axis=0)

    def andel(self, vekt: np.ndarray) -> np.ndarray:
        """The share of right grades, all criteria together."""
        alle = np.stack(list(self.riktig.values()), axis=1)
        malt = ~np.isnan(alle)
        return _divide(vekt @ np.nansum(alle, axis=1), vekt @ malt.sum(axis=1))


def measure_paritet(
    fasit: Sequence[Fasitsak],
    svar: Mapping[str, Svar],
    skiver: Sequence[Skive],
    katalog: Katalog,
    roffere: Mapping[str, Mapping[str, Svar]] | None = None,
    omganger: int = OMGANGER,
) -> Paritet:
    """The figures of every slice. A case without an answer is left out.

    Args:
        roffere: the answers on the same cases with rougher texts, by kind of roughness.
    """
    fasit = [f for f in fasit if f.sak.sak_id in svar]
    m = make_materiale(fasit, svar, katalog)
    plasser = {skive: np.array([f.sak.sak_id in skive.saker for f in fasit], bool) for skive in skiver}
    plasser = {skive: inne for skive, inne in plasser.items() if inne.any()}
    maal = [_measure_skive(m, skive, inne, omganger) for skive, inne in plasser.items()]
    for navn, andre in (roffere or {}).items():
        maal.append(_measure_roffere(m, make_materiale(fasit, andre, katalog), navn, omganger))
    maal.sort(key=lambda s: (math.isnan(s.hoved[0]), s.hoved[0], s.deling, s.navn))
    return Paritet(maal, [_worst(k, m.riktig[k], plasser) for k in m.riktig], omganger)


def make_materiale(fasit: Sequence[Fasitsak], svar: Mapping[str, Svar], katalog: Katalog) -> Materiale:
    """Gold and answers as numbers. An answer that is missing counts as the weakest grade, as in ``maal``; a label that is, is not measured."""
    bare_barn = set(katalog.felles["rekkefolge"]["bare_med_barn"])
    barn = np.array([not f.kjent("barn") or f.grad("barn") == "ja" for f in fasit], bool)
    par, grader, riktig = {}, {}, {}
    for k in katalog.kriterier.values():
        if k.slag != "grad":
            continue
        med = barn if k.id in bare_barn or k.id.startswith("kartlegging.") else np.ones(len(fasit), bool)
        med = med & np.array([f.kjent(k.id) for f in fasit], bool)
        gull = np.array([k.grader.index(f.grad(k.id)) if f.kjent(k.id) else 0 for f in fasit])
        gitt = np.array([k.grader.index(svar[f.sak.sak_id].grader.get(k.id, k.grader[0])) for f in fasit])
        riktig[k.id] = np.where(med, (gull == gitt).astype(float), np.nan)
        par[k.id], grader[k.id] = np.where(med, gull * len(k.grader) + gitt, -1), len(k.grader)
    return Materiale(
        kontor=np.array([f.kontor for f in fasit]),
        par={navn: par[navn] for navn in katalog.felles["rekkefolge"]["hoved"]},
        grader=grader,
        riktig=riktig,
        svak=np.array([f.svakt_vedtak for f in fasit], bool),
        svakt=np.array([svar[f.sak.sak_id].svakt for f in fasit]),
    )


def _measure_skive(m: Materiale, skive: Skive, inne: np.ndarray, omganger: int) -> Skivemaal:
    vekt = draw_vekter(m.kontor, inne, omganger, f"{skive.deling}:{skive.navn}")
    resten = draw_vekter(m.kontor, ~inne, omganger, f"{skive.deling}:{skive.navn}:resten")
    hoved = m.hoved(vekt)
    return Skivemaal(
        skive.deling, skive.navn, int(inne.sum()), len(set(m.kontor[inne])),
        _tall(hoved), _tall(m.andel(vekt)), _tall(hoved - m.hoved(resten)), _auc(m.svak[inne], m.svakt[inne]),
    )  # fmt: skip


def _measure_roffere(m: Materiale, ny: Materiale, navn: str, omganger: int) -> Skivemaal:
    alle = np.ones(len(m.kontor), bool)
    vekt = draw_vekter(m.kontor, alle, omganger, f"{ROFFERE}:{navn}")
    hoved = ny.hoved(vekt)
    return Skivemaal(
        ROFFERE, navn, len(alle), len(set(m.kontor)),
        _tall(hoved), _tall(ny.andel(vekt)), _tall(hoved - m.hoved(vekt)), _auc(ny.svak, ny.svakt),
    )  # fmt: skip


def draw_vekter(kontor: np.ndarray, inne: np.ndarray, omganger: int, fro: str) -> np.ndarray:
    """How often each case is drawn in each round, a row per round; the first row is the cases as they are."""
    ute = np.zeros((omganger + 1, len(inne)))
    ute[0, inne] = 1
    if not inne.any():
        return ute
    if len(set(kontor[inne])) >= _MANGE_KONTORER:
        enhet = np.unique(kontor[inne], return_inverse=True)[1]
    else:
        enhet = np.arange(inne.sum())
    antall = enhet.max() + 1
    terning = np.random.default_rng(int.from_bytes(sha256(fro.encode()).digest()[:8]))
    ute[1:, inne] = terning.multinomial(antall, np.full(antall, 1 / antall), omganger)[:, enhet]
    return ute


def _macro_f1(vekt: np.ndarray, par: np.ndarray, grader: int) -> np.ndarray:
    treff = np.zeros((len(par), grader * grader))
    malt = par >= 0
    treff[np.flatnonzero(malt), par[malt]] = 1
    tabell = (vekt @ treff).reshape(len(vekt), grader, grader)
    gull, gitt = tabell.sum(axis=2), tabell.sum(axis=1)
    f1 = _divide(2 * tabell.diagonal(axis1=1, axis2=2), gull + gitt)
    finnes = gull > 0
    return _divide(np.where(finnes, f1, 0).sum(axis=1), finnes.sum(axis=1))


def _divide(over: np.ndarray, under: np.ndarray) -> np.ndarray:
    return np.divide(over, under, out=np.full(np.shape(over), np.nan), where=np.asarray(under) > 0)


def _tall(verdier: np.ndarray) -> Tall:
    """The figure of the cases as they are (the first row) with its interval."""
    trukket = verdier[1:][~np.isnan(verdier[1:])]
    if math.isnan(verdier[0]) or not len(trukket):
        return (math.nan, math.nan, math.nan)
    lav, hoy = np.percentile(trukket, _KVANTILER)
    return (float(verdier[0]), float(lav), float(hoy))


def _auc(svak: np.ndarray, p: np.ndarray) -> float:
    from sklearn.metrics import roc_auc_score

    return float(roc_auc_score(svak, p)) if len(set(svak)) == 2 else math.nan


def _worst(kriterium: str, riktig: np.ndarray, plasser: Mapping[Skive, np.ndarray]) -> Kriterieparitet:
    alle = riktig[~np.isnan(riktig)]
    verst = ("", "", 0, (math.nan, math.nan, math.nan))
    for skive, inne in plasser.items():
        egne = riktig[inne & ~np.isnan(riktig)]
        if len(egne) >= MINST and not egne.mean() >= verst[3][0]:
            verst = (skive.deling, skive.navn, len(egne), (float(egne.mean()), *wilson(int(egne.sum()), len(egne))))
    return Kriterieparitet(kriterium, len(alle), float(alle.mean()) if len(alle) else math.nan, *verst)

"""A candidate held against the models in use: both trained the same way, with and without the new answers, on the same held-out cases.

The models in use were trained on the gold and on what earlier candidates learnt; the candidate on that and the new answers. Offices of the
gold are held out in groups, never cases by chance. The last cases of the review drawn by chance are held out of both. All intervals are of
paired differences: the same draws of offices or cases for both.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.model_selection import GroupKFold

from vedtaksanalyse.evaluation.fasit import Fasitsak
from vedtaksanalyse.evaluation.maal import Svar, to_svar
from vedtaksanalyse.evaluation.paritet import Materiale, draw_vekter, make_materiale
from vedtaksanalyse.evaluation.skiver import VALG, Skive, find_skiver
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.learning.granskingssett import Granskingssett
from vedtaksanalyse.learning.grunnlag import Grunnlag
from vedtaksanalyse.learning.kriteriemodeller import Valg, fit_modeller, predict
from vedtaksanalyse.learning.merkekontroll import KRAV
from vedtaksanalyse.learning.regresjon import Regresjon, count_brudd
from vedtaksanalyse.sak import Saksvurdering, Versjoner

GULL, GRANSKING, GRUPPE = "gull", "gransking", "gruppe"
Svarene = Mapping[str, Svar]
Vurderinger = Mapping[str, Saksvurdering]


@dataclass(frozen=True, slots=True)
class Endring:
    """A figure before and after, with the interval of the difference; ``slag`` says what is divided by, ``navn`` which part."""

    slag: str
    navn: str
    n: int
    for_: float
    etter: float
    lav: float
    hoy: float

    @property
    def forskjell(self) -> float:
        """How much better."""
        return self.etter - self.for_

    def to_dict(self) -> dict:
        """As plain values; what could not be computed is None."""
        tall = {"for": self.for_, "etter": self.etter, "lav": self.lav, "hoy": self.hoy}
        return {"slag": self.slag, "navn": self.navn, "n": self.n} | {k: None if math.isnan(v) else round(v, 4) for k, v in tall.items()}


@dataclass(frozen=True)
class Sammenlikning:
    """``hoved`` is macro-F1 of the main criteria on the last random reviews, ``gull`` on the gold; ``utsnitt`` are shares of right answers.

    ``brudd`` of ``frosne`` answers of the regression set became wrong; ``brier`` is that of «weak decision», where less is better.
    """

    hoved: Endring
    gull: Endring
    utsnitt: tuple[Endring, ...]
    brudd: int
    frosne: int
    brier: Endring


@dataclass(frozen=True)
class Deling:
    """Which cases of the material are for what: indices. The gold comes first, then the review's."""

    gull: np.ndarray
    gamle: np.ndarray
    nye: np.ndarray
    provd: np.ndarray


def divide_materiale(grunnlag: Grunnlag, antall_gull: int, sett: Granskingssett, tidligere: frozenset[str]) -> Deling:
    """The last random reviews are for testing, all others for training; ``tidligere`` are hashes of texts that the models in use have seen."""
    krav = KRAV["sammenlikning"]
    gransking = np.arange(antall_gull, len(grunnlag.saker))
    sett_for = np.array([grunnlag.saker[i].avtrykk in tidligere for i in gransking], bool)
    kan = [i for i, for_ in zip(gransking, sett_for, strict=True) if not for_ and grunnlag.saker[i].sak.sak_id in sett.tilfeldige]
    kan.sort(key=lambda i: (sett.tilfeldige[grunnlag.saker[i].sak.sak_id], grunnlag.saker[i].avtrykk))
    provd = np.array(sorted(kan[len(kan) - min(krav["tilfeldige"], int(len(kan) * krav["tilfeldig_andel"])) :]), int)
    return Deling(np.arange(antall_gull), gransking[sett_for], np.setdiff1d(gransking, provd), provd)


def compare_modeller(grunnlag: Grunnlag, deling: Deling, regresjon: Regresjon, for_: Vurderinger, etter: Vurderinger) -> Sammenlikning:
    """Hold what both answered against gold and people."""
    for_, etter = ({sak_id: to_svar(ett) for sak_id, ett in alle.items()} for alle in (for_, etter))
    gull, provd = ([grunnlag.saker[i] for i in ett] for ett in (deling.gull, deling.provd))
    skiver = find_skiver(gull, [grunnlag.oppdelinger[i] for i in deling.gull], grunnlag.katalog)
    return measure_endring(gull, provd, skiver, for_, etter, regresjon, grunnlag.katalog)


def predict_begge(grunnlag: Grunnlag, deling: Deling, valg: Valg) -> tuple[Vurderinger, Vurderinger]:
    """How models before and after assess cases that neither was trained on."""
    versjoner = Versjoner("sammenlikning", grunnlag.katalog.fingeravtrykk, "")
    svar: tuple[dict[str, Saksvurdering], dict[str, Saksvurdering]] = ({}, {})
    for inne, ute in _folds(grunnlag, deling):
        for med, ut in zip((deling.gamle, deling.nye), svar, strict=True):
            modeller = fit_modeller(grunnlag, np.concatenate([inne, med]), valg)
            ut |= {v.sak.sak_id: v for v in predict(grunnlag, ute, modeller, versjoner)}
    return svar


def _folds(grunnlag: Grunnlag, deling: Deling) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    kontor = grunnlag.kontor[deling.gull]
    folder = min(KRAV["sammenlikning"]["folder"], len(set(kontor)))
    for inne, ute in GroupKFold(folder).split(deling.gull, groups=kontor):
        yield deling.gull[inne], deling.gull[ute]
    if len(deling.provd):
        yield deling.gull, deling.provd


def measure_endring(
    gull: Sequence[Fasitsak],
    provd: Sequence[Fasitsak],
    skiver: Sequence[Skive],
    for_: Svarene,
    etter: Svarene,
    regresjon: Regresjon,
    katalog: Katalog,
) -> Sammenlikning:
    """Every figure before and after. ``skiver`` are those of the gold; of the reviews it is offices and language forms."""
    g = _Par(gull, for_, etter, katalog)
    p = _Par(provd, for_, etter, katalog)
    utsnitt = [g.andel(s.deling, s.navn, np.array([f.sak.sak_id in s.saker for f in gull])) for s in skiver]
    utsnitt += [g.andel(GRUPPE, navn, None, [k for k in g.a.riktig if katalog.kriterier[k].gruppe == navn]) for navn in katalog.grupper]
    for kontor in sorted({f.kontor for f in provd}):
        utsnitt.append(p.andel(GRANSKING, kontor, np.array([f.kontor == kontor for f in provd])))
    for form, navn in VALG["malform"].items():
        utsnitt.append(p.andel(GRANSKING, navn, np.array([f.sak.malform == form for f in provd])))
    utsnitt = [ett for ett in utsnitt if ett.n]
    utsnitt.sort(key=lambda ett: (math.isnan(ett.forskjell), ett.forskjell, ett.slag, ett.navn))
    brudd, frosne = count_brudd(regresjon, for_, etter)
    return Sammenlikning(p.hoved(GRANSKING), g.hoved(GULL), tuple(utsnitt), brudd, frosne, g.brier())


def count_riktige(provd: Sequence[Fasitsak], for_: Vurderinger, etter: Vurderinger, katalog: Katalog) -> dict[str, tuple[int, int, int]]:
    """By criterion: how many of these cases have an answer of people's, and how many of them each of the models has right."""
    a, b = (make_materiale(provd, {f.sak.sak_id: to_svar(alle[f.sak.sak_id]) for f in provd}, katalog).riktig for alle in (for_, etter))
    return {k: (int((~np.isnan(a[k])).sum()), int(np.nansum(a[k])), int(np.nansum(b[k]))) for k in a}


class _Par:
    """The same cases answered before and after."""

    def __init__(self, saker: Sequence[Fasitsak], for_: Svarene, etter: Svarene, katalog: Katalog) -> None:
        self.n = len(saker)
        if saker:
            self.a, self.b = (make_materiale(saker, svar, katalog) for svar in (for_, etter))

    def hoved(self, navn: str) -> Endring:
        """Macro-F1 of the main criteria."""
        if not self.n:
            return Endring(navn, navn, 0, *[math.nan] * 4)
        vekt = self._vekt(np.ones(self.n, bool), navn)
        return _endring(navn, navn, self.n, self.a.hoved(vekt), self.b.hoved(vekt))

    def andel(self, slag: str, navn: str, inne: np.ndarray | None, kriterier: Sequence[str] | None = None) -> Endring:
        """The share of right answers in a slice, of all criteria or these."""
        if not self.n or (inne is not None and not inne.any()) or (kriterier is not None and not kriterier):
            return Endring(slag, navn, 0, *[math.nan] * 4)
        inne = np.ones(self.n, bool) if inne is None else inne
        vekt = self._vekt(inne, f"{slag}:{navn}")
        return _endring(slag, navn, int(inne.sum()), *(_share(m, vekt, kriterier) for m in (self.a, self.b)))

    def brier(self) -> Endring:
        """The mean squared error of the probability of a weak decision, on the gold."""
        vekt = self._vekt(np.ones(self.n, bool), "brier")
        feil = [vekt @ (m.svakt - m.svak) ** 2 / vekt.sum(axis=1) for m in (self.a, self.b)]
        return _endring(GULL, "brier", self.n, *feil)

    def _vekt(self, inne: np.ndarray, fro: str) -> np.ndarray:
        krav = KRAV["sammenlikning"]
        return draw_vekter(self.a.kontor, inne, krav["runder"], f"{krav['fro']}:{fro}")


def _share(m: Materiale, vekt: np.ndarray, kriterier: Sequence[str] | None) -> np.ndarray:
    alle = np.stack([m.riktig[k] for k in kriterier or m.riktig], axis=1)
    under = vekt @ (~np.isnan(alle)).sum(axis=1)
    return np.divide(vekt @ np.nansum(alle, axis=1), under, out=np.full(len(vekt), np.nan), where=under > 0)


def _endring(slag: str, navn: str, n: int, for_: np.ndarray, etter: np.ndarray) -> Endring:
    """The first row is the cases as they are, the others are drawn."""
    forskjell = (etter - for_)[1:]
    forskjell = forskjell[~np.isnan(forskjell)]
    hale = (1 - KRAV["port"]["niva"]) / 2 * 100
    lav, hoy = np.percentile(forskjell, (hale, 100 - hale)) if len(forskjell) else (math.nan, math.nan)
    return Endring(slag, navn, n, float(for_[0]), float(etter[0]), float(lav), float(hoy))

"""Fits the sentence classifier and the case models from gold cases.

The case models learn from sentences scored by a classifier that never saw their office (inner folds by office), so
that they meet at run time what they met in training. The model for weak decisions in turn learns from verdicts made
out of fold.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from vedtaksanalyse.assessment.assess import assess_sak, grade_kriterier
from vedtaksanalyse.assessment.saksmodell import Lag, Saksmodell, missing
from vedtaksanalyse.assessment.svakhet import svakhetstrekk
from vedtaksanalyse.assessment.trekk import describe_regelgrad, describe_sak
from vedtaksanalyse.detection.classifier import Setningsmodell, Vekter, pool, weigh
from vedtaksanalyse.kriterier import Kriterium
from vedtaksanalyse.learning.grunnlag import Etikett, Grunnlag
from vedtaksanalyse.sak import Saksfunn, Saksvurdering, Versjoner

_SETT_AV_REGLER = ("spor:", "sammen:", "fakta:")
"""The features that hand-written rules give."""
_NOYE = 0.03
"""Where the solver stops. Scores are within 0.01 log-odds of those at a three hundredth of it, less than what eight-bit
weights cost, in two thirds of the time."""
_FRO = 0
"""The solver goes through the cases in an order it draws; with a seed the same cases give the same models."""
Sakstrekk = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Valg:
    """The few numbers that training needs; chosen by leave-one-office-out, never on the office tested."""

    folder: int = 4
    min_saker: int = 3
    setning_c: float = 3.0
    setning_vekt: float = 8.0
    sak_c: float = 10.0
    lag_c: float = 0.03
    svakt_c: float = 0.1
    avveining: float = 0.5
    uttynning: float = 0.5
    kopier: int = 3


def fit_modeller(grunnlag: Grunnlag, saker: np.ndarray, valg: Valg) -> tuple[Setningsmodell, Saksmodell]:
    """Both models from these cases (indices into the material)."""
    trekk = _out_of_fold(grunnlag, saker, valg)
    return fit_setningsmodell(grunnlag, saker, valg), fit_saksmodell(grunnlag, saker, trekk, valg)


def fit_setningsmodell(grunnlag: Grunnlag, saker: np.ndarray, valg: Valg) -> Setningsmodell:
    """The sentence classifier: positives are sentences that hold a gold quote of the label, negatives all others."""
    rader = grunnlag.rader(saker)
    X = grunnlag.X[rader]
    antall = np.bincount(X.indices, minlength=X.shape[1])
    kolonner = np.flatnonzero(antall >= 2)
    idf = (np.log((1 + len(rader)) / (1 + antall[kolonner])) + 1).astype(np.float32)
    dokumenter = {k.id: k.dokumenter for k in grunnlag.katalog.kriterier.values()}
    tom = Vekter((), np.zeros((len(kolonner), 0), np.float32), np.zeros(0, np.float32))
    modell = Setningsmodell(kolonner, idf, tom, tom, dokumenter)
    vektet = weigh(modell.keep(X), idf)
    typer = grunnlag.dokumenttype[rader]
    gyldig = {typ: np.isin(typer, sorted(typ)) for typ in set(dokumenter.values())}
    setning = []
    for etikett, y in sorted(grunnlag.setningsetiketter.items()):
        if y[rader].sum() >= valg.min_saker:
            bruk = gyldig[dokumenter[etikett[0]]] & grunnlag.kjente_rader(etikett)[rader]
            vekt = grunnlag.vekt(etikett[0])
            vekt = None if vekt is None else np.repeat(vekt, np.diff(grunnlag.grenser))[rader][bruk]
            setning.append((etikett, _fit_binary(vektet[bruk], y[rader][bruk], vekt, valg)))
    sak = list(_fit_sakstrekk(grunnlag, saker, modell, valg))
    return replace(modell, setning=_vekter(setning), sak=_vekter(sak))


def _fit_binary(X, y: np.ndarray, vekt: np.ndarray | None, valg: Valg) -> LogisticRegression:
    lr = LogisticRegression(
        C=valg.setning_c,
        solver="liblinear",
        dual=True,
        tol=_NOYE,
        max_iter=100,
        class_weight={0: 1, 1: valg.setning_vekt},
        random_state=_FRO,
    )
    return _quiet_fit(lr, X, y, vekt)


def _fit_sakstrekk(
    grunnlag: Grunnlag, saker: np.ndarray, modell: Setningsmodell, valg: Valg
) -> Iterator[tuple[Etikett, LogisticRegression]]:
    pakket: dict[frozenset[str], object] = {}
    for kriterium in grunnlag.katalog.kriterier.values():
        if kriterium.dokumenter not in pakket:
            kjent = modell.keep(grunnlag.X[grunnlag.rader(saker)])
            samlet = pool([grunnlag.oppdelinger[i] for i in saker], kjent, kriterium.dokumenter)
            pakket[kriterium.dokumenter] = weigh(samlet, modell.idf)
        kjent = grunnlag.kjent(kriterium.id)[saker]
        X = pakket[kriterium.dokumenter][np.flatnonzero(kjent)]
        vekt = _take(grunnlag.vekt(kriterium.id), saker, kjent)
        for grad in kriterium.grader:
            navn = f"{kriterium.id}={grad}" if kriterium.slag == "liste" else kriterium.id
            y = grunnlag.gull(navn)[saker][kjent] == ("ja" if kriterium.slag == "liste" else grad)
            if min(y.sum(), (~y).sum()) >= valg.min_saker:
                lr = LogisticRegression(
                    C=valg.sak_c, solver="liblinear", dual=True, tol=_NOYE, max_iter=200, class_weight="balanced", random_state=_FRO
                )
                yield (kriterium.id, grad), _quiet_fit(lr, X, y, vekt)


def _take(vekt: np.ndarray | None, saker: np.ndarray, bruk: np.ndarray) -> np.ndarray | None:
    return None if vekt is None else vekt[saker][bruk]


def _vekter(lag: Sequence[tuple[Etikett, LogisticRegression]]) -> Vekter:
    return Vekter(
        tuple(etikett for etikett, _ in lag),
        np.stack([lr.coef_[0] for _, lr in lag], axis=1).astype(np.float32),
        np.array([lr.intercept_[0] for _, lr in lag], np.float32),
    )


def _quiet_fit(lr: LogisticRegression, X, y, vekt: np.ndarray | None) -> LogisticRegression:
    with warnings.catch_warnings():
        # The dual solver stops a hair before its tolerance on some labels; more rounds do not move the figures.
        warnings.simplefilter("ignore", ConvergenceWarning)
        return lr.fit(X, y, sample_weight=vekt)


def add_skar(grunnlag: Grunnlag, saker: np.ndarray, modell: Setningsmodell) -> list[Saksfunn]:
    """The findings of these cases with the classifier's scores."""
    skaret = modell.score_saker([grunnlag.oppdelinger[i] for i in saker], grunnlag.X[grunnlag.rader(saker)])
    return [
        replace(grunnlag.funn[i], skar=skar, trekk=trekk) for i, (skar, trekk) in zip(saker, skaret, strict=True)
    ]


def _out_of_fold(grunnlag: Grunnlag, saker: np.ndarray, valg: Valg) -> list[Sakstrekk]:
    trekk: dict[int, Sakstrekk] = {}
    for innen, utenfor in _folder(grunnlag, saker, valg):
        modell = fit_setningsmodell(grunnlag, innen, valg)
        for i, funn in zip(utenfor, add_skar(grunnlag, utenfor, modell), strict=True):
            trekk[i] = describe_sak(grunnlag.saker[i].sak, funn, grunnlag.fakta[i], grunnlag.katalog)
    return [trekk[i] for i in saker]


def _folder(grunnlag: Grunnlag, saker: np.ndarray, valg: Valg) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    kontor = grunnlag.kontor[saker]
    antall = min(valg.folder, len(set(kontor)))
    for innen, utenfor in GroupKFold(antall).split(saker, groups=kontor):
        yield saker[innen], saker[utenfor]


def fit_saksmodell(grunnlag: Grunnlag, saker: np.ndarray, trekk: Sequence[Sakstrekk], valg: Valg) -> Saksmodell:
    """The case models from out-of-fold features of these cases."""
    lag = _fit_alle_lag(grunnlag, saker, trekk, valg)
    plass = {i: nr for nr, i in enumerate(saker)}
    svakhet: dict[int, Mapping[str, float]] = {}
    for innen, utenfor in _folder(grunnlag, saker, valg):
        uten_svakt = Saksmodell(
            _fit_alle_lag(grunnlag, innen, [trekk[plass[i]] for i in innen], valg), _jevn(), valg.avveining
        )
        for i in utenfor:
            vurdert = grade_kriterier(trekk[plass[i]], grunnlag.katalog, uten_svakt)
            svakhet[i] = svakhetstrekk({v.kriterium: v for v in vurdert}, grunnlag.katalog)
    sagt = [i for i in saker if grunnlag.saker[i].svakt_vedtak is not None]
    y = np.array(["ja" if grunnlag.saker[i].svakt_vedtak else "nei" for i in sagt])
    svakt = fit_lag([svakhet[i] for i in sagt], y, valg.svakt_c, grunnlag.svakt_vekt(sagt))
    return Saksmodell(lag, svakt, valg.avveining)


def _jevn() -> Lag:
    return Lag(("ja", "nei"), (), np.zeros(0), np.ones(0), np.zeros((2, 0)), np.zeros(2), np.full(2, 0.5))


def _fit_alle_lag(grunnlag: Grunnlag, saker: np.ndarray, trekk: Sequence[Sakstrekk], valg: Valg) -> dict[str, Lag]:
    lag = {}
    for kriterium in grunnlag.katalog.kriterier.values():
        med = (grunnlag.uten_folge(kriterium.id) & grunnlag.kjent(kriterium.id))[saker]
        egne = _thin_out([t[kriterium.id] for t, bruk in zip(trekk, med, strict=True) if bruk], kriterium, valg)
        navn = [f"{kriterium.id}={v}" for v in kriterium.grader] if kriterium.slag == "liste" else [kriterium.id]
        vekt = _take(grunnlag.vekt(kriterium.id), saker, med)
        vekt = None if vekt is None else np.tile(vekt, valg.kopier)
        for ett in navn:
            y = grunnlag.gull(ett)[saker][med]
            if len(set(y)) > 1:
                lag[ett] = fit_lag(egne, np.tile(y, valg.kopier), valg.lag_c / valg.kopier, vekt)
    return lag


def _thin_out(
    trekk: Sequence[Mapping[str, float]], kriterium: Kriterium, valg: Valg
) -> list[Mapping[str, float]]:
    """The cases several times over, all but the first time with a share of what the rules saw taken away.

    The rules were written with the gold cases at hand and miss more on offices nobody has seen; this keeps the
    models from trusting them as blindly as they would deserve on the cases they were written for.
    """
    terning = np.random.default_rng(len(trekk))
    ut = list(trekk)
    for _ in range(valg.kopier - 1):
        for ett in trekk:
            tynnet = {
                navn: 0.0 if navn.startswith(_SETT_AV_REGLER) and verdi and terning.random() < valg.uttynning else verdi
                for navn, verdi in ett.items()
            }
            ut.append(tynnet | describe_regelgrad(kriterium, tynnet))
    return ut


_MAPPEN = "har:"
_BREDDE = 0.5
"""Which kinds of documents the folder holds hardly varies in the gold; a folder that lacks one is not far out for that."""


def fit_lag(trekk: Sequence[Mapping[str, float]], y: np.ndarray, c: float, vekt: np.ndarray | None = None) -> Lag:
    """A regularised logistic regression over standardised named features. ``vekt`` is how much each case counts."""
    navn = sorted({n for t in trekk for n in t})
    X = np.array([[t.get(n, missing(n)) for n in navn] for t in trekk])
    snitt, skala = X.mean(axis=0), X.std(axis=0)
    skala = np.maximum(skala, [_BREDDE if n.startswith(_MAPPEN) else 0.0 for n in navn])
    skala[skala < 1e-6] = 1.0
    lr = LogisticRegression(C=c, max_iter=2000).fit((X - snitt) / skala, y, sample_weight=vekt)
    vekter, konstant = lr.coef_, lr.intercept_
    if len(lr.classes_) == 2:
        vekter, konstant = np.vstack([-vekter / 2, vekter / 2]), np.concatenate([-konstant / 2, konstant / 2])
    andel = np.array([np.average(y == klasse, weights=vekt) for klasse in lr.classes_])
    return Lag(tuple(map(str, lr.classes_)), tuple(navn), snitt, skala, vekter, konstant, andel)


def predict(
    grunnlag: Grunnlag, saker: np.ndarray, modeller: tuple[Setningsmodell, Saksmodell], versjoner: Versjoner
) -> list[Saksvurdering]:
    """Assessments of these cases by these models, as at run time."""
    setningsmodell, saksmodell = modeller
    return [
        assess_sak(grunnlag.saker[i].sak, funn, grunnlag.katalog, saksmodell, versjoner)
        for i, funn in zip(saker, add_skar(grunnlag, saker, setningsmodell), strict=True)
    ]

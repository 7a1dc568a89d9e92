"""The trained sentence classifier at run time: hashed words of a sentence and its neighbours, one matrix product.

Sentences are made alike across households first (amounts, ages, dates and placeholders become one word each), so that
what is learnt is how reasoning is written, not whom it is about. All sentences of a chunk are scored at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix, vstack

from vedtaksanalyse.sak import Belegg, Oppdeling, Sakstrekk, Setning, Skar

BOTTER = 2**20
TOPP = 5
_ORD = re.compile(r"\w+")
_STAMME = 5
_MAKS_ORD = 90


class Forenkling:
    """Rewrites folded text so that sentences about different households look alike (``felles/forenkling.toml``)."""

    def __init__(self, felles: Mapping[str, Mapping]) -> None:
        monster = felles["forenkling"]["monster"]
        self._monster = re.compile("|".join(f"(?P<{navn}>{m})" for navn, m in monster.items()))

    def __call__(self, flate: str) -> str:
        """The text with amounts, ages and the like replaced by their names; a section number keeps its digits."""
        return self._monster.sub(self._swap, flate)

    @staticmethod
    def _swap(funnet: re.Match) -> str:
        if funnet.lastgroup == "xparagraf":
            return " xparagraf" + re.sub(r"\W", "", funnet[0]) + " "
        return f" {funnet.lastgroup} "


def describe(oppdeling: Oppdeling, forenkling: Forenkling) -> Iterator[set[str]]:
    """The features of each sentence of a document, as strings."""
    ord_per_setning = [
        _ORD.findall(forenkling(oppdeling.flate[s.start : s.slutt]))[:_MAKS_ORD] for s in oppdeling.setninger
    ]
    stammer = [[o[:_STAMME] for o in ord_] for ord_ in ord_per_setning]
    slag = oppdeling.dokument.type
    for nr, (setning, ord_, stamme) in enumerate(zip(oppdeling.setninger, ord_per_setning, stammer, strict=True)):
        trekk = {*ord_, *map("_".join, pairwise(ord_))}
        trekk.update(["p:" + s for s in stamme])
        trekk.update(["p:" + s for s in map("_".join, pairwise(stamme))])
        trekk.update(["s:" + s for s in map("_".join, zip(stamme, stamme[2:], strict=False))])
        trekk.update((f"k:{slag}", f"k:{setning.seksjon}", f"k:{setning.slag}", f"k:{slag}/{setning.seksjon}"))
        if nr:
            trekk.update(["<" + s for s in stammer[nr - 1]])
        if nr + 1 < len(stammer):
            trekk.update([">" + s for s in stammer[nr + 1]])
        yield trekk


def hash_trekk(trekk: Sequence[set[str]]) -> csr_matrix:
    """Features as rows of hashed counts; the same on every machine and in every process."""
    from sklearn.feature_extraction import FeatureHasher

    hasher = FeatureHasher(BOTTER, input_type="string", alternate_sign=False, dtype=np.float32)
    X = hasher.transform(trekk)
    X.data[:] = 1.0
    return X


@dataclass(frozen=True)
class Vekter:
    """One linear layer over the kept columns: a weight column and a constant per label."""

    etiketter: tuple[tuple[str, str], ...]
    vekter: np.ndarray
    konstant: np.ndarray

    def score(self, X: csr_matrix) -> np.ndarray:
        """Log-odds, one row per row of ``X``, one column per label."""
        return np.asarray(X @ self.vekter) + self.konstant


@dataclass(frozen=True)
class Setningsmodell:
    """Sentence labels and whole-case labels over the same hashed features."""

    kolonner: np.ndarray
    idf: np.ndarray
    setning: Vekter
    sak: Vekter
    dokumenter: Mapping[str, frozenset[str]]

    @cached_property
    def _plass(self) -> np.ndarray:
        plass = np.full(BOTTER, -1, np.int32)
        plass[self.kolonner] = np.arange(len(self.kolonner), dtype=np.int32)
        return plass

    def keep(self, X: csr_matrix) -> csr_matrix:
        """Only the columns that the model knows, without weights."""
        kolonne = self._plass[X.indices]
        kjent = kolonne >= 0
        start = np.concatenate(([0], np.cumsum(kjent)))[X.indptr]
        return csr_matrix((X.data[kjent], kolonne[kjent], start), (X.shape[0], len(self.kolonner)))

    def score_saker(
        self, saker: Sequence[Sequence[Oppdeling]], X: csr_matrix
    ) -> list[tuple[tuple[Skar, ...], tuple[Sakstrekk, ...]]]:
        """For each case its best sentences per label, and its whole-case scores.

        Args:
            saker: the divided documents of each case.
            X: hashed features of all their sentences, in order.
        """
        kjent = self.keep(X)
        skar = self.setning.score(weigh(kjent, self.idf))
        grenser = np.cumsum([0, *(sum(len(o.setninger) for o in oppdelinger) for oppdelinger in saker)])
        best = [self._best(sak, skar[fra:til]) for sak, (fra, til) in zip(saker, pairwise(grenser), strict=True)]
        return list(zip(best, self._sakstrekk(saker, kjent), strict=True))

    def _best(self, oppdelinger: Sequence[Oppdeling], skar: np.ndarray) -> tuple[Skar, ...]:
        steder = [(o, s) for o in oppdelinger for s in o.setninger]
        per_etikett: dict[int, list[Skar]] = {}
        for omfang, kolonner in self._by_omfang(self.setning).items():
            gyldig = np.flatnonzero([o.dokument.type in omfang for o, _ in steder])
            best = gyldig[np.argsort(-skar[np.ix_(gyldig, kolonner)], axis=0, kind="stable")[:TOPP]]
            for nr, kolonne in enumerate(kolonner):
                kriterium, grad = self.setning.etiketter[kolonne]
                per_etikett[kolonne] = [
                    Skar(kriterium, grad, _belegg(*steder[rad]), round(styrke, 4))
                    for rad, styrke in zip(best[:, nr].tolist(), skar[best[:, nr], kolonne].tolist(), strict=True)
                ]
        return tuple(ett for _, alle in sorted(per_etikett.items()) for ett in alle)

    def _sakstrekk(self, saker: Sequence[Sequence[Oppdeling]], kjent: csr_matrix) -> list[tuple[Sakstrekk, ...]]:
        trekk: list[list[Sakstrekk]] = [[] for _ in saker]
        for omfang, kolonner in self._by_omfang(self.sak).items():
            styrker = self.sak.score(weigh(pool(saker, kjent, omfang), self.idf)).tolist()
            for egne, styrke in zip(trekk, styrker, strict=True):
                egne += [Sakstrekk(*self.sak.etiketter[nr], round(styrke[nr], 4)) for nr in kolonner]
        return [tuple(egne) for egne in trekk]

    def _by_omfang(self, vekter: Vekter) -> dict[frozenset[str], list[int]]:
        """The columns of a layer by the kinds of documents that count for them."""
        ordnet: dict[frozenset[str], list[int]] = {
            omfang: [] for omfang in sorted(set(self.dokumenter.values()), key=sorted)
        }
        for nr, (kriterium, _) in enumerate(vekter.etiketter):
            ordnet[self.dokumenter[kriterium]].append(nr)
        return ordnet


def _belegg(oppdeling: Oppdeling, setning: Setning) -> Belegg:
    return Belegg(oppdeling.dokument.dok_id, setning.start, setning.slutt)


def pool(saker: Sequence[Sequence[Oppdeling]], X: csr_matrix, typer: frozenset[str]) -> csr_matrix:
    """One row for each case: which features its sentences in documents of these types have."""
    med = [[o.dokument.type in typer for o in oppdelinger for _ in o.setninger] for oppdelinger in saker]
    kolonner = np.flatnonzero([ja for sak in med for ja in sak]).astype(np.int32)
    start = np.cumsum([0, *map(sum, med)])
    samlet = csr_matrix((np.ones(len(kolonner), np.float32), kolonner, start), (len(saker), X.shape[0])) @ X
    samlet.data[:] = 1.0
    return samlet


def weigh(X: csr_matrix, idf: np.ndarray) -> csr_matrix:
    """Rows weighted by idf and scaled to length one."""
    vektet = csr_matrix((X.data * idf[X.indices], X.indices, X.indptr), X.shape)
    lengde = np.sqrt(np.asarray(vektet.multiply(vektet).sum(axis=1)).ravel())
    lengde[lengde == 0] = 1
    vektet.data /= np.repeat(lengde, np.diff(vektet.indptr)).astype(np.float32)
    return vektet


def hash_saker(saker: Sequence[Sequence[Oppdeling]], forenkling: Forenkling) -> csr_matrix:
    """Hashed features of all sentences of all cases, in order."""
    trekk = [t for oppdelinger in saker for o in oppdelinger for t in describe(o, forenkling)]
    return hash_trekk(trekk) if trekk else vstack([csr_matrix((0, BOTTER), dtype=np.float32)])

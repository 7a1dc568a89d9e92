"""The trained sentence classifier at run time: one matrix product over the hashed features of all sentences of a chunk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix

from vedtaksanalyse.detection.hashing import BOTTER
from vedtaksanalyse.sak import Belegg, Oppdeling, Sakstrekk, Skar

TOPP = 5
GULV = -6.0
"""Log-odds below this say the same: nothing like it stands here."""


@dataclass(frozen=True)
class Vekter:
    """One linear layer over the kept columns: a weight column and a constant per label."""

    etiketter: tuple[tuple[str, str], ...]
    vekter: np.ndarray
    konstant: np.ndarray

    def score(self, X: csr_matrix) -> np.ndarray:
        """Log-odds, one row per row of ``X``, one column per label."""
        return np.asarray(X @ self.vekter) + self.konstant

    def keep(self, kolonner: Sequence[int]) -> Vekter:
        """The layer of some of the labels."""
        etiketter = tuple(self.etiketter[nr] for nr in kolonner)
        return Vekter(etiketter, np.ascontiguousarray(self.vekter[:, kolonner]), self.konstant[kolonner])


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
        belegg = [Belegg(o.dokument.dok_id, s.start, s.slutt) for o in oppdelinger for s in o.setninger]
        typer = [o.dokument.type for o in oppdelinger for _ in o.setninger]
        per_etikett: dict[int, list[Skar]] = {}
        for omfang, kolonner in self._by_omfang(self.setning).items():
            gyldig = np.flatnonzero([type_ in omfang for type_ in typer])
            best = gyldig[np.argsort(-skar[np.ix_(gyldig, kolonner)], axis=0, kind="stable")[:TOPP]]
            styrker = skar[best, kolonner]
            for kolonne, rader, egne in zip(kolonner, best.T.tolist(), styrker.T.tolist(), strict=True):
                kriterium, grad = self.setning.etiketter[kolonne]
                per_etikett[kolonne] = [
                    Skar(kriterium, grad, belegg[rad], round(styrke, 4))
                    for rad, styrke in zip(rader, egne, strict=True)
                    if styrke > GULV
                ]
        return tuple(ett for _, alle in sorted(per_etikett.items()) for ett in alle)

    def _sakstrekk(self, saker: Sequence[Sequence[Oppdeling]], kjent: csr_matrix) -> list[tuple[Sakstrekk, ...]]:
        trekk: list[list[Sakstrekk]] = [[] for _ in saker]
        for omfang, vekter in self._sak_by_omfang.items():
            styrker = vekter.score(weigh(pool(saker, kjent, omfang), self.idf)).tolist()
            for egne, styrke in zip(trekk, styrker, strict=True):
                egne += [Sakstrekk(*ett, round(s, 4)) for ett, s in zip(vekter.etiketter, styrke, strict=True)]
        return [tuple(egne) for egne in trekk]

    @cached_property
    def _sak_by_omfang(self) -> dict[frozenset[str], Vekter]:
        """The whole-case layer by the kinds of documents that count: a case's features are many, and asked for each."""
        return {omfang: self.sak.keep(kolonner) for omfang, kolonner in self._by_omfang(self.sak).items()}

    def _by_omfang(self, vekter: Vekter) -> dict[frozenset[str], list[int]]:
        """The columns of a layer by the kinds of documents that count for them."""
        ordnet: dict[frozenset[str], list[int]] = {
            omfang: [] for omfang in sorted(set(self.dokumenter.values()), key=sorted)
        }
        for nr, (kriterium, _) in enumerate(vekter.etiketter):
            ordnet[self.dokumenter[kriterium]].append(nr)
        return ordnet


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

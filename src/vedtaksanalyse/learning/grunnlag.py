"""Training material: gold cases divided, hashed and labelled once, so that folds only pick rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_matrix

from vedtaksanalyse.assessment.metoder.barn import count_barn
from vedtaksanalyse.detection.detect import Detektor
from vedtaksanalyse.detection.hashing import hash_oppdelinger
from vedtaksanalyse.evaluation.fasit import Fasitsak
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import Barnefakta, Oppdeling, Saksfunn
from vedtaksanalyse.structure import divide_sak

Etikett = tuple[str, str]
_OVERLAPP = 0.3
"""A sentence shows a gold quote when it shares this part of the shorter of the two."""


@dataclass(frozen=True)
class Grunnlag:
    """Gold cases with all that is found without trained models. ``X`` has one row per sentence, cases in order."""

    katalog: Katalog
    saker: Sequence[Fasitsak]
    oppdelinger: Sequence[Sequence[Oppdeling]]
    funn: Sequence[Saksfunn]
    X: csr_matrix

    @cached_property
    def kontor(self) -> np.ndarray:
        """The office prefix of each case."""
        return np.array([s.kontor for s in self.saker])

    @cached_property
    def fakta(self) -> list[Barnefakta]:
        """The children of each case, as the methods count them."""
        return [count_barn(f.barn, s.sak.dokumenter) for f, s in zip(self.funn, self.saker, strict=True)]

    @cached_property
    def grenser(self) -> np.ndarray:
        """Where each case's rows begin; one more at the end."""
        antall = [sum(len(o.setninger) for o in oppdelinger) for oppdelinger in self.oppdelinger]
        return np.concatenate(([0], np.cumsum(antall)))

    @cached_property
    def dokumenttype(self) -> np.ndarray:
        """The document type of each sentence."""
        return np.array([o.dokument.type for sak in self.oppdelinger for o in sak for _ in o.setninger])

    def rader(self, saker: np.ndarray) -> np.ndarray:
        """The rows of these cases."""
        return np.concatenate([np.arange(self.grenser[i], self.grenser[i + 1]) for i in saker])

    @cached_property
    def setningsetiketter(self) -> dict[Etikett, np.ndarray]:
        """For each (criterion, grade) with gold quotes: which sentences show it."""
        etiketter: dict[Etikett, np.ndarray] = {}
        for nr, fasitsak in enumerate(self.saker):
            for etikett, dok_id, start, slutt in _belegg(fasitsak, self.katalog):
                if etikett not in etiketter:
                    etiketter[etikett] = np.zeros(self.X.shape[0], bool)
                for rad in self._treffer(nr, dok_id, start, slutt):
                    etiketter[etikett][rad] = True
        return etiketter

    def _treffer(self, nr: int, dok_id: str, start: int, slutt: int) -> Iterator[int]:
        rad = self.grenser[nr]
        for oppdeling in self.oppdelinger[nr]:
            if oppdeling.dokument.dok_id == dok_id:
                for setning in oppdeling.setninger:
                    felles = min(setning.slutt, slutt) - max(setning.start, start)
                    if felles > _OVERLAPP * min(setning.slutt - setning.start, slutt - start):
                        yield rad + setning.nummer
            rad += len(oppdeling.setninger)

    def gull(self, lag: str) -> np.ndarray:
        """The label of each case for a case model: a grade, or ja/nei for ``criterion=value``; empty where nobody gave one."""
        kriterium, _, verdi = lag.partition("=")
        if verdi:
            return np.array([("ja" if verdi in s.fasit[kriterium]["verdi"] else "nei") if s.kjent(kriterium) else "" for s in self.saker])
        return np.array([s.grad(kriterium) if s.kjent(kriterium) else "" for s in self.saker])

    def kjent(self, kriterium: str) -> np.ndarray:
        """The cases that are labelled."""
        return np.array([s.kjent(kriterium) for s in self.saker], bool)

    def kjente_rader(self, etikett: Etikett) -> np.ndarray:
        """The rows of which it is known whether they show this grade: those of cases with another grade, or with places pointed at."""
        kriterium, grad = etikett
        kjent = [s.vist(kriterium) or (s.kjent(kriterium) and s.grad(kriterium) != grad) for s in self.saker]
        return np.repeat(np.array(kjent, bool), np.diff(self.grenser))

    def vekt(self, kriterium: str) -> np.ndarray | None:
        """How much each case's label counts; None where all count as one."""
        vekt = np.array([s.vekt(kriterium) for s in self.saker])
        return None if (vekt == 1.0).all() else vekt

    def svakt_vekt(self, saker: Sequence[int]) -> np.ndarray | None:
        """How much what was said of these cases' decisions as a whole counts; None where all count as one."""
        vekt = np.array([self.saker[i].svakt_vekt for i in saker])
        return None if (vekt == 1.0).all() else vekt

    def uten_folge(self, kriterium: str) -> np.ndarray:
        """The cases whose label does not follow from other criteria's. Where those have none, a label as if it followed is left out."""
        folger = self.katalog.kriterier[kriterium].folger

        def follows(sak: Fasitsak) -> bool:
            return any(
                all(sak.grad(k) in g if sak.kjent(k) else sak.grad(kriterium) == f.gir for k, g in f.nar.items()) for f in folger
            )

        return np.array([not (s.kjent(kriterium) and follows(s)) for s in self.saker], bool)


def prepare(saker: Sequence[Fasitsak], detektor: Detektor) -> Grunnlag:
    """Divide, search and hash gold cases."""
    oppdelinger = [divide_sak(s.sak, detektor.katalog) for s in saker]
    funn = [
        detektor.detect(s.sak.sak_id, o, s.sak.vedtaksdato) for s, o in zip(saker, oppdelinger, strict=True)
    ]
    alle = [o for sak in oppdelinger for o in sak]
    return Grunnlag(detektor.katalog, saker, oppdelinger, funn, hash_oppdelinger(alle, detektor.forenkling))


def _belegg(fasitsak: Fasitsak, katalog: Katalog) -> Iterator[tuple[Etikett, str, int, int]]:
    for kriterium in katalog.kriterier.values():
        if not fasitsak.kjent(kriterium.id):
            continue
        grader = fasitsak.fasit[kriterium.id]["verdi"] if kriterium.slag == "liste" else [fasitsak.grad(kriterium.id)]
        for dok_id, sitat in fasitsak.belegg(kriterium.id):
            start = fasitsak.sak.dokument(dok_id).tekst.find(sitat)
            for grad in grader:
                yield (kriterium.id, grad), dok_id, start, start + len(sitat)

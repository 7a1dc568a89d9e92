"""The boilerplate map of one office: what recurs in how many cases, and how each case stands to the others.

The marks are read from outside, once to gather and once for the answers; no text is needed and none is kept. It measures
vedtak, never those who wrote them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from statistics import median

import numpy as np

from vedtaksanalyse.gjenbruk.barn import BARNEFELT
from vedtaksanalyse.gjenbruk.eksempler import Eksempler
from vedtaksanalyse.gjenbruk.klynger import cluster
from vedtaksanalyse.gjenbruk.samling import VERDIFELT, count_saker, find_places, gather, is_known, value_key
from vedtaksanalyse.gjenbruk.verdier import Verdier
from vedtaksanalyse.sak import (
    Belegg,
    Gjenbrukskart,
    Gjentakelse,
    Rest,
    Saksgjenbruk,
    Setningsmerke,
    Standardtekst,
)

Kilde = Callable[[], Iterable[tuple[str, Sequence[Setningsmerke]]]]
_BLANDE = np.uint64(0x9E3779B97F4A7C15)


class Kontor:
    """One office's marks, counted. ``kilde`` gives (case, marks) anew each time it is asked."""

    def __init__(self, navn: str, kilde: Kilde) -> None:
        self.navn, self._kilde = navn, kilde
        samling = self._samling = gather(kilde())
        self._saker = frozenset(samling.saker)
        antall = np.bincount(samling.form, minlength=len(samling.former))
        self._hode = cluster(samling.signaturer, antall)
        self._like = count_saker(samling.form, samling.sak, len(samling.former))
        self._naere = count_saker(self._hode[samling.form], samling.sak, len(samling.former))
        self._verdier = Verdier(self._hode[samling.felt_form], samling)

    def saker(self) -> Iterator[tuple[str, Saksgjenbruk]]:
        """How each case stands to the others."""
        for sak_id, merker in self._known():
            yield sak_id, self._sak(merker)

    def _known(self) -> Iterator[tuple[str, Sequence[Setningsmerke]]]:
        """The cases again. One that was stored or replaced after the gathering waits for the next map."""
        former = self._samling.former
        for sak_id, merker in self._kilde():
            if sak_id in self._saker and is_known(former, np.array([merke.form for merke in merker], np.int64)):
                yield sak_id, merker

    def _sak(self, merker: Sequence[Setningsmerke]) -> Saksgjenbruk:
        plass = find_places(self._samling.former, np.array([merke.form for merke in merker], np.int64))
        hoder = self._hode[plass]
        gjentatt, rester, ord_, egne = [], [], 0, 0
        for merke, form, hode in zip(merker, plass.tolist(), hoder.tolist(), strict=True):
            naere, like = int(self._naere[hode]) - 1, int(self._like[form]) - 1
            if not merke.fast:
                ord_ += merke.ord
                egne += 0 if naere else merke.ord
            if naere:
                gjentatt.append(Gjentakelse(merke.belegg, like, naere - like, merke.fast, merke.utfylt))
                rester += () if merke.fast else self._find_rester(merke, hode)
        return Saksgjenbruk(len(self._samling.saker) - 1, ord_, egne, tuple(gjentatt), tuple(dict.fromkeys(rester)))

    def _find_rester(self, merke: Setningsmerke, hode: int) -> Iterator[Rest]:
        """What was filled in here and does not fit the case."""
        for felt in merke.utfylt:
            if felt.stotte == "nei":
                fremmed = felt.slag in VERDIFELT and self._verdier.is_foreign(hode, value_key(felt))
                if felt.slag in BARNEFELT or fremmed:
                    sted = Belegg(merke.belegg.dok_id, felt.start, felt.slutt)
                    yield Rest(felt.slag, (merke.belegg, sted), felt.ellers)

    def kart(self, antall: int = 200) -> Gjenbrukskart:
        """The whole office: the sentences and paragraphs that most cases share, each with an example."""
        samling = self._samling
        avsnitt, dekket = self._choose_avsnitt(antall)
        setninger = self._choose_setninger(antall, dekket)
        steder = {(samling.saker[sak], nummer) for (sak, nummer), _ in avsnitt}
        eksempler = Eksempler(samling.former, self._hode, setninger, steder)
        andeler: list[float] = []
        rester: dict[str, tuple[Rest, ...]] = {}
        for sak_id, merker in self._known():
            sak = self._sak(merker)
            if sak.rester:
                rester[sak_id] = sak.rester
            if sak.andel is not None:
                andeler.append(sak.andel)
            eksempler.add(sak_id, merker)
        varianter = np.bincount(self._hode, minlength=len(self._hode))
        tekster = []
        for hode in setninger:
            sak_id, belegg, fast = eksempler.setninger[hode]
            felt = eksempler.fillings(hode)
            tall = int(self._naere[hode]), 1, int(varianter[hode])
            tekster.append(Standardtekst(sak_id, belegg, *tall, fast, felt))
        for (sak, nummer), (saker, lengde) in avsnitt:
            sted = samling.saker[sak], nummer
            tekster.append(Standardtekst(sted[0], eksempler.avsnitt[sted], saker, lengde))
        tekster.sort(key=lambda t: (t.fast, -t.saker, -t.setninger, t.sak_id, t.belegg.start))
        middels = round(median(andeler), 4) if andeler else None
        merknader = tuple((sak_id, rest) for sak_id in sorted(rester)[:antall] for rest in rester[sak_id])
        tall = len(samling.saker), len(samling.form), middels, len(rester)
        return Gjenbrukskart(self.navn, *tall, tuple(tekster), merknader)

    def _choose_setninger(self, antall: int, dekket: Collection[int]) -> list[int]:
        """The sentences that most cases share, without those that stand in a paragraph in as many."""
        gjengangere = np.flatnonzero((self._naere > 1) & (self._hode == np.arange(len(self._hode))))
        gjengangere = gjengangere[~np.isin(gjengangere, list(dekket))]
        rekke = np.lexsort((self._samling.former[gjengangere], -self._naere[gjengangere]))
        return gjengangere[rekke][:antall].tolist()

    def _choose_avsnitt(self, antall: int) -> tuple[list[tuple[tuple[int, int], tuple[int, int]]], set[int]]:
        """Paragraphs of several sentences that stand, sentence for sentence, in several cases: (example, (cases, length)).

        With them the sentences that stand in no more cases than their paragraph.
        """
        s = self._samling
        egne = np.flatnonzero(~s.fast)
        egne = egne[np.lexsort((egne, s.sak[egne]))]
        if not len(egne):
            return [], set()
        ny = np.concatenate(([True], (np.diff(s.sak[egne]) != 0) | (np.diff(s.avsnitt[egne]) != 0)))
        start = np.flatnonzero(ny)
        lengde = np.diff(np.append(start, len(egne)))
        i_avsnitt = (np.arange(len(egne)) - np.repeat(start, lengde)).astype(np.uint64)
        blandet = (self._hode[s.form[egne]].astype(np.uint64) + _BLANDE * (i_avsnitt + np.uint64(1))) * _BLANDE
        blandet ^= blandet >> np.uint64(31)
        sum_ = np.add.reduceat(blandet * _BLANDE, start)
        flere = lengde > 1
        start, lengde, sum_ = start[flere], lengde[flere], sum_[flere]
        _, forste, nummer = np.unique(sum_, return_index=True, return_inverse=True)
        saker = count_saker(nummer, s.sak[egne[start]], len(forste))
        valgt = np.flatnonzero(saker > 1)
        valgt = valgt[np.lexsort((start[forste[valgt]], -lengde[forste[valgt]], -saker[valgt]))][:antall]
        ut, dekket = [], set()
        for ett in valgt:
            steder = egne[start[forste[ett]] :][: lengde[forste[ett]]]
            hoder = self._hode[s.form[steder]]
            dekket.update(hoder[self._naere[hoder] == saker[ett]].tolist())
            ut.append(((int(s.sak[steder[0]]), int(s.avsnitt[steder[0]])), (int(saker[ett]), len(steder))))
        return ut, dekket

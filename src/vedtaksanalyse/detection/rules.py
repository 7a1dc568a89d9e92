"""The catalogue's traces compiled: one pass finds every anchor, then only the pattern that belongs there is tried.

A trie-shaped plain ``re`` scans tens of millions of characters a second and needs no package; anchors are stems with a
checked left edge and a free right edge. ``reference.py`` is the slow engine that judges this one in tests.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from vedtaksanalyse.detection.context import Kontekst
from vedtaksanalyse.detection.lovhenvisninger import Lovhenvisning, Lovkjenner
from vedtaksanalyse.detection.trie import trie
from vedtaksanalyse.kriterier import Katalog, Spor
from vedtaksanalyse.sak import ANNET_DOKUMENT, Belegg, Oppdeling, Setning, Treff
from vedtaksanalyse.structure import fold

REKKEVIDDE = 400
"""How many characters after its anchor a pattern may look at: a bound on time whatever a text holds."""


@dataclass(frozen=True, slots=True)
class _Ansats:
    """One anchor of one trace, ready to be tried where the anchor stands."""

    spor: Spor
    lengde: int
    monster: re.Pattern


@dataclass(frozen=True)
class _Skann:
    """One trie of anchors, and what to try where each of them stands."""

    monster: re.Pattern
    ansatser: dict[str, tuple[_Ansats, ...]]

    def anchors(self, flate: str) -> Iterator[tuple[int, tuple[_Ansats, ...]]]:
        """Every place with an anchor, and the traces that may begin there."""
        for funnet in self.monster.finditer(flate):
            yield funnet.start(1), self.ansatser[funnet[1]]


class _Lovsteder:
    """Where a document refers to law, asked by place: a text of nothing but references has as many hits."""

    def __init__(self, henvisninger: Iterable[Lovhenvisning]) -> None:
        self._alle = sorted(henvisninger, key=lambda h: h.belegg.start)
        self._starter = [h.belegg.start for h in self._alle]
        self._lengst = max((h.belegg.slutt - h.belegg.start for h in self._alle), default=0)

    def acts(self, start: int, slutt: int) -> set[str]:
        """The acts referred to by what touches a span."""
        fra, til = bisect_left(self._starter, start - self._lengst), bisect_left(self._starter, slutt)
        return {h.lov for h in self._alle[fra:til] if start < h.belegg.slutt}


@dataclass(frozen=True)
class Sporsett:
    """All traces, compiled: anchors that start a word in one scan, those that may stand anywhere in another."""

    skann: tuple[_Skann, ...]
    dokumenter: dict[str, frozenset[str]]
    sperrer: dict[tuple[str, str], frozenset[str]]
    kontekst: Kontekst
    lovkjenner: Lovkjenner

    def find_treff(self, oppdeling: Oppdeling) -> list[Treff]:
        """Every hit in a document, in order, with its qualifiers and whether it counts."""
        steder: dict[tuple[str, str, int], tuple[int, Spor, Setning]] = {}
        for spor, setning, start, slutt in self._spans(oppdeling):
            nokkel = (spor.kriterium, spor.id, start)
            if nokkel not in steder or steder[nokkel][0] < slutt:
                steder[nokkel] = (slutt, spor, setning)
        lover = _Lovsteder(self.lovkjenner.find(oppdeling))
        return [
            self._treff(spor, oppdeling, setning, start, slutt, lover)
            for start, slutt, spor, setning in _without_overlap(steder)
        ]

    def _spans(self, oppdeling: Oppdeling) -> Iterator[tuple[Spor, Setning, int, int]]:
        """Where each trace matches, overlaps included. Most anchors lead nowhere, so here nothing is made of them."""
        flate, setninger = oppdeling.flate, oppdeling.setninger
        starter = [setning.start for setning in setninger]
        for start, ansatser in chain.from_iterable(skann.anchors(flate) for skann in self.skann):
            nummer = bisect_right(starter, start) - 1
            if nummer < 0:
                continue
            setning = setninger[nummer]
            seksjon, grense = setning.seksjon, setning.slutt
            for ansats in ansatser:
                etter = start + ansats.lengde
                til = etter + REKKEVIDDE
                if etter > grense or not (funnet := ansats.monster.match(flate, etter, til if til < grense else grense)):
                    continue
                spor = ansats.spor
                if not spor.seksjoner or seksjon == "ukjent" or seksjon in spor.seksjoner:
                    yield spor, setning, start, start + len(flate[start : funnet.end()].rstrip())

    def _treff(
        self, spor: Spor, oppdeling: Oppdeling, setning: Setning, start: int, slutt: int, lover: _Lovsteder
    ) -> Treff:
        kvalifikatorer = self.kontekst.qualify(oppdeling, setning, start, slutt)
        if self.kontekst.henvisning in spor.ikke:
            kvalifikatorer = self._ask_law(kvalifikatorer, lover, start, slutt)
        dokument = oppdeling.dokument
        if dokument.type not in spor.dokumenter or dokument.type not in self.dokumenter[spor.kriterium]:
            kvalifikatorer |= {ANNET_DOKUMENT}
        teller = not kvalifikatorer & (spor.ikke | {ANNET_DOKUMENT})
        belegg = Belegg(dokument.dok_id, start, slutt)
        return Treff(spor.kriterium, spor.id, spor.gir, belegg, setning.nummer, kvalifikatorer, teller)

    def _ask_law(self, kvalifikatorer: frozenset[str], lover: _Lovsteder, start: int, slutt: int) -> frozenset[str]:
        """Where a hit holds a reference to law, the act decides and not the words around."""
        inne = lover.acts(start, slutt)
        if not inne:
            return kvalifikatorer
        andre = frozenset([self.kontekst.henvisning])
        return kvalifikatorer - andre if self.lovkjenner.hovedlov in inne else kvalifikatorer | andre


def compile_spor(katalog: Katalog, spor: Iterable[Spor] | None = None) -> Sporsett:
    """The engine for all traces of the catalogue, or for some of them."""
    spor = katalog.spor if spor is None else tuple(spor)
    ordstart: dict[str, list[_Ansats]] = {}
    fri: dict[str, list[_Ansats]] = {}
    for ett in spor:
        monster = re.compile(ett.monster)
        for anker in ett.anker:
            stamme = fold(anker.lstrip("*"))
            sett = fri if anker.startswith("*") or not stamme[0].isalnum() else ordstart
            sett.setdefault(stamme, []).append(_Ansats(ett, len(stamme), monster))
    return Sporsett(
        skann=tuple(_skann(kant, sett) for kant, sett in ((r"\b", ordstart), ("", fri)) if sett),
        dokumenter=dict(katalog.dokumenter),
        sperrer={(ett.kriterium, ett.id): ett.ikke for ett in spor},
        kontekst=Kontekst.from_felles(katalog.felles),
        lovkjenner=Lovkjenner(katalog.felles["lover"]),
    )


def _skann(kant: str, sett: dict[str, list[_Ansats]]) -> _Skann:
    # The scan reports the longest anchor at a place; every shorter one that starts it stands there too.
    delt = {
        anker: tuple(a for lengde in range(1, len(anker) + 1) for a in sett.get(anker[:lengde], ())) for anker in sett
    }
    return _Skann(re.compile(f"{kant}(?=({trie(sett)}))"), delt)


def _without_overlap(
    steder: Mapping[tuple[str, str, int], tuple[int, Spor, Setning]],
) -> Iterator[tuple[int, int, Spor, Setning]]:
    """One hit per trace and place: of hits of one trace that overlap, the first and longest stays."""
    siste: dict[tuple[str, str], int] = {}
    for (kriterium, navn, start), (slutt, spor, setning) in sorted(
        steder.items(), key=lambda sted: (sted[0][2], -sted[1][0], sted[0][0], sted[0][1])
    ):
        if start >= siste.get((kriterium, navn), 0):
            siste[kriterium, navn] = slutt
            yield start, slutt, spor, setning


def find_treff(oppdelinger: Sequence[Oppdeling], sporsett: Sporsett) -> tuple[Treff, ...]:
    """All hits in a case's documents."""
    return tuple(treff for oppdeling in oppdelinger for treff in sporsett.find_treff(oppdeling))

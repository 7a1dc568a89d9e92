"""Qualifiers: what holds around a hit (negated, hypothetical, quoted law, another person …).

Which qualifiers exist and their cue words are data (``felles/kontekst.toml``); here is how cues reach: forwards and
backwards within a window of words, stopped by clause words, or over a whole sentence or section.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from vedtaksanalyse.detection.trie import trie
from vedtaksanalyse.sak import Oppdeling, Setning
from vedtaksanalyse.structure import fold

_SKILLE = re.compile(r"[;:.]\s")


def _words(fraser: Iterable[str], helt_ord: bool = True) -> re.Pattern | None:
    fraser = set(map(fold, fraser))
    if not fraser:
        return None
    return re.compile(rf"\b(?:{trie(fraser)})" + (r"\b" if helt_ord else ""))


@dataclass(frozen=True, slots=True)
class _Regel:
    navn: str
    foran: re.Pattern | None
    bak: re.Pattern | None
    setning: re.Pattern | None
    stopp: re.Pattern | None
    unntak: re.Pattern | None
    svar: frozenset[str]
    seksjoner: frozenset[str]
    vindu: int
    henvisning: bool


class Kontekst:
    """The qualifiers of the catalogue, compiled.

    ``henvisning`` is the one that says that a section belongs to another act; where a reference stands, that decides.
    """

    def __init__(self, regler: tuple[_Regel, ...]) -> None:
        self._regler = regler
        self.henvisning = next((regel.navn for regel in regler if regel.henvisning), None)
        self._cues = lru_cache(maxsize=4096)(self._find_cues)

    @classmethod
    def from_felles(cls, felles: Mapping[str, Mapping]) -> Kontekst:
        """Built from ``felles/kontekst.toml``."""
        return cls(
            tuple(
                _Regel(
                    navn=navn,
                    foran=_words(post.get("foran", ())),
                    bak=_words(post.get("bak", ())),
                    setning=_words(post.get("setning", ()), helt_ord=False),
                    stopp=_words(post.get("stopp", ())),
                    unntak=_words(post.get("unntak", ())),
                    svar=frozenset(map(fold, post.get("svar", ()))),
                    seksjoner=frozenset(post.get("seksjoner", ())),
                    vindu=post.get("vindu", 6),
                    henvisning=post.get("henvisning", False),
                )
                for navn, post in felles.items()
            )
        )

    def qualify(self, oppdeling: Oppdeling, setning: Setning, start: int, slutt: int) -> frozenset[str]:
        """The qualifiers that hold for the span ``start``–``slutt`` of this sentence."""
        flate = oppdeling.flate[setning.start : setning.slutt]
        navn = {regel.navn for regel in self._regler if setning.seksjon in regel.seksjoner}
        for regel, foran, bak, dekker in self._cues(flate, setning.slag):
            fra, til = start - setning.start, slutt - setning.start
            if (
                dekker
                or any(_reaches(flate, cue, fra, regel) for cue in foran if cue <= fra)
                or any(_reaches(flate, til, cue, regel) for cue in bak if cue >= til)
            ):
                navn.add(regel.navn)
        return frozenset(navn)

    def _find_cues(self, flate: str, slag: str) -> tuple[tuple[_Regel, tuple[int, ...], tuple[int, ...], bool], ...]:
        funnet = []
        for regel in self._regler:
            renset = regel.unntak.sub(lambda m: " " * len(m[0]), flate) if regel.unntak else flate
            foran = tuple(m.end() for m in regel.foran.finditer(renset)) if regel.foran else ()
            bak = tuple(m.start() for m in regel.bak.finditer(renset)) if regel.bak else ()
            dekker = bool(regel.setning and regel.setning.search(renset))
            dekker = dekker or (bool(regel.svar) and _unanswered(flate, slag, regel))
            if foran or bak or dekker:
                funnet.append((regel, foran, bak, dekker))
        return tuple(funnet)


def _reaches(flate: str, fra: int, til: int, regel: _Regel) -> bool:
    mellom = flate[fra:til]
    if len(mellom.split()) > regel.vindu or _SKILLE.search(mellom):
        return False
    return not (regel.stopp and regel.stopp.search(mellom))


def _unanswered(flate: str, slag: str, regel: _Regel) -> bool:
    # A later sentence of a field's block has no label and is an answer.
    if slag != "felt" or ":" not in flate:
        return False
    svar = flate.partition(":")[2].strip(" _.")
    return not svar or svar in regel.svar

"""Counts kinds of sentences that speak of this case's people, without knowing any office's phrases.

A child of the case, a word of what a decision leads to and a word of weighing in the same sentence or beside it tell
reasoning from assurance better than phrases do where the phrases are new. The marks, their words and the kinds made of
them are in ``felles/konkret.toml``. It concludes nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_

from vedtaksanalyse.detection.trie import trie
from vedtaksanalyse.sak import Oppdeling, Setning
from vedtaksanalyse.structure import fold

_ORD = re.compile(r"\w+")
_BELOP = re.compile(r"\d(?<!\w.)(?:\d{0,2}(?:[ .]\d{3})+|\d{2,})\b")
_MINNE = 1 << 16
"""How many words, and sets of marks, are remembered: most sentences have seen ones."""


@dataclass(frozen=True, slots=True)
class _Slag:
    """Sentences with all of ``i`` and none of ``uten``, and with one neighbour all of ``ved``; marks are bits."""

    navn: str
    i: int
    ved: int
    uten: int
    dokumenter: frozenset[str]

    def fits(self, her: int) -> bool:
        """Whether a sentence with these marks may be of this kind, whatever stands beside it."""
        return not (self.i & ~her or self.uten & her)

    def holds(self, foran: int, her: int, bak: int) -> bool:
        """Whether the sentence ``her`` between these two has beside it what the kind asks for."""
        return not self.ved & ~(her | foran) or not self.ved & ~(her | bak)


class Konkretleser:
    """Compiled from ``felles/konkret.toml``."""

    def __init__(self, post: Mapping) -> None:
        self._bit = {navn: 1 << nr for nr, navn in enumerate([*post["merker"], "avgjores"])}
        self._slag = [
            _Slag(
                navn,
                *(_join(self._bit[merke] for merke in regel.get(felt, ())) for felt in ("i", "ved", "uten")),
                frozenset(regel.get("dokumenter", ("vedtak",))),
            )
            for navn, regel in post["slag"].items()
        ]
        self._uten_seksjoner, self._avgjores_i = frozenset(post["uten_seksjoner"]), frozenset(post["avgjores_i"])
        self._ord, self._stammer, self._endelser, self._fraser = _sort_words(post["merker"], self._bit)
        self._lengder = {len(stamme) for stamme in self._stammer}, {len(endelse) for endelse in self._endelser}
        uttrykk = (ett for alle in post["merker"].values() for ett in alle)
        self._frase, self._standard = _compile(filter(_is_frase, uttrykk)), _compile(post["standard"])
        self._of_word = lru_cache(_MINNE)(self._look_up)
        self._of_marks = lru_cache(_MINNE)(lambda her: [slag for slag in self._slag if slag.fits(her)])

    def tally(self, funnet: Mapping[tuple[str, int], Sequence[str]]) -> dict[str, int]:
        """The numbers behind what was found; every kind is there."""
        antall: Counter[str] = Counter({slag.navn: 0 for slag in self._slag})
        for slag in funnet.values():
            antall.update(slag)
        return dict(antall)

    def find(self, oppdelinger: Sequence[Oppdeling]) -> dict[tuple[str, int], list[str]]:
        """The kinds of each sentence that is of any, by document and number."""
        funnet = {}
        for oppdeling in oppdelinger:
            type_ = oppdeling.dokument.type
            if any(type_ in slag.dokumenter for slag in self._slag):
                merker = [0, *self._carry(self._mark(oppdeling.flate, s) for s in oppdeling.setninger), 0]
                for setning, foran, her, bak in zip(oppdeling.setninger, merker, merker[1:], merker[2:], strict=False):
                    slag = [s for s in self._of_marks(her) if type_ in s.dokumenter and s.holds(foran, her, bak)]
                    if slag:
                        funnet[oppdeling.dokument.dok_id, setning.nummer] = [s.navn for s in slag]
        return funnet

    def _carry(self, merker: Iterable[int]) -> Iterator[int]:
        """A pronoun right after a sentence about a child is that child, unless an adult is named."""
        barn, pronomen, person = (self._bit[merke] for merke in ("barn", "pronomen", "person"))
        forrige = 0
        for her in merker:
            if forrige & barn and her & pronomen and not her & person:
                her |= barn
            forrige = her | person if her & barn else her
            yield forrige

    def _mark(self, flate: str, setning: Setning) -> int:
        """The marks of one sentence; none when it is no sentence about this case."""
        tekst = flate[setning.start : setning.slutt]
        if setning.seksjon in self._uten_seksjoner or setning.slag == "overskrift" or self._standard.search(tekst):
            return 0
        merker = _join(map(self._of_word, _ORD.findall(tekst)))
        merker |= _join(self._fraser[funnet] for funnet in self._frase.findall(tekst))
        if _BELOP.search(tekst):
            merker |= self._bit["belop"]
        return merker | (self._bit["avgjores"] if setning.seksjon in self._avgjores_i else 0)

    def _look_up(self, ord_: str) -> int:
        foran, bak = self._lengder
        return _join(
            (
                self._ord.get(ord_, 0),
                *(self._stammer.get(ord_[:n], 0) for n in foran),
                *(self._endelser.get(ord_[-n:], 0) for n in bak),
            )
        )


def _join(merker: Iterable[int]) -> int:
    return reduce(or_, merker, 0)


def _sort_words(merker: Mapping[str, Iterable[str]], bit: Mapping[str, int]) -> tuple[dict[str, int], ...]:
    """Whole words, stems, endings and phrases, each with its marks."""
    hele, stammer, endelser, fraser = {}, {}, {}, {}
    for navn, uttrykk in merker.items():
        for ett in map(fold, uttrykk):
            kjerne = ett.strip("*")
            if _is_frase(ett):
                sted = fraser
            elif ett.startswith("*"):
                sted = endelser
            else:
                sted = stammer if ett.endswith("*") else hele
            sted[kjerne] = sted.get(kjerne, 0) | bit[navn]
    return hele, stammer, endelser, fraser


def _is_frase(uttrykk: str) -> bool:
    return not _ORD.fullmatch(uttrykk.strip("*"))


def _compile(fraser: Iterable[str]) -> re.Pattern:
    """Any of the phrases, whole unless they end with ``*``."""
    slutter: dict[bool, list[str]] = {False: [], True: []}
    for frase in map(fold, fraser):
        slutter[frase.endswith("*")].append(frase.removesuffix("*"))
    deler = [f"(?:{trie(alle)}){kant}" for kant, alle in ((r"(?!\w)", slutter[False]), ("", slutter[True])) if alle]
    return re.compile(rf"(?<!\w)(?:{'|'.join(deler)})")

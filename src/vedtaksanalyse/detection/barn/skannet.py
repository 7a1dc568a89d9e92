"""Mends what a scanner misread in the words about children, keeping every place in the text.

Digits read as letters («l2 år», «1O år») and «ar» behind a number are mended anywhere. Whole words are mended only in a
text that shows what clean text never does («t0», «oq», «dattcr»), since a misread word is often another word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

# Each begins at one of four letters, so that clean text is passed over quickly.
_SKITTENT = re.compile(
    r"[01qc](?:(?<=[^\W\d_][01])(?=[^\W\d_])|(?<=[^\W\d_]0)(?!\w)|(?<=[^\W\d_]q)|(?<=q)(?!u)"
    r"|(?<=[^\W\d_]c)(?=[bdfgjmnprtvø])|(?<=[01])(?<![^\W\d_][01])(?!mnd|uke|vek|kl|stk)(?=[^\W\d_]{2}))"
)
_TILFELLER = 2
_PER_TEGN = 1000
_MINST = 2
_ORD = re.compile(r"[^\W_]{2,}")
_KOMMA = re.compile(r"(?<=\d)\.(?= \d\d?(?:[.,]? [^\W\d_]| ?[^\W\d_]{2}))")
_SIFRE = str.maketrans("loi", "101")


@dataclass(frozen=True)
class Retting:
    """``lest``: what each letter is misread as; ``ord``: words by how they look when all such letters are misread;
    ``enhet``: the word for years, ``feil_enhet`` where it stands misread."""

    lest: Mapping[str, str]
    ord: Mapping[str, list[str]]
    tall: re.Pattern
    enhet: str
    feil_enhet: re.Pattern

    def mend(self, flate: str) -> str:
        """The same text, mended, letter for letter."""
        flate = self.feil_enhet.sub(self.enhet, self.tall.sub(lambda funn: funn[0].translate(_SIFRE), flate))
        antall = sum(1 for _ in _SKITTENT.finditer(flate))
        if antall < _TILFELLER or antall * _PER_TEGN < len(flate):
            return flate
        return _KOMMA.sub(",", _ORD.sub(lambda funn: self._word(funn[0]), flate))

    def _word(self, lest: str) -> str:
        kjente = self.ord.get(_look(lest, self.lest), ())
        if lest in kjente:
            return lest
        return next((ordet.ljust(len(lest)) for ordet in kjente if self._may_be(lest, ordet)), lest)

    def _may_be(self, lest: str, ordet: str) -> bool:
        """Whether a word may have been read as this: each letter as it is, or as what it is misread as."""
        i = 0
        for tegn in ordet:
            som = tegn if lest.startswith(tegn, i) else self.lest.get(tegn, tegn)
            if not lest.startswith(som, i):
                return False
            i += len(som)
        return i == len(lest)


def compile_retting(ord: Mapping, enheter: str) -> Retting:
    """Every word of the lists may be mended. ``enheter``: a pattern for the units of age."""
    lest = ord["skanning"]
    etter_utseende: dict[str, list[str]] = {}
    for ordet in sorted({o for o in _words(ord) if len(o) >= _MINST and o.isalpha()}):
        etter_utseende.setdefault(_look(ordet, lest), []).append(ordet)
    enhet = ord["enhet"]["aar"][0]
    feil = "".join(lest.get(tegn, tegn) for tegn in enhet)
    bak = rf"[ -]?(?:{enheter}|{feil})(?!\w)"
    tall = re.compile(rf"\d[loi](?={bak})(?<![^\W_]..)|[loi](?=\d{bak})(?<![^\W_].)")
    return Retting(lest, etter_utseende, tall, enhet, re.compile(rf"{feil}(?!\w)(?:(?<=\d {feil})|(?<=\d{feil}))"))


def _words(ord: object) -> Iterator[str]:
    """All words of the lists, with the names that numbers are given under."""
    if isinstance(ord, str):
        yield from ord.split()
    elif isinstance(ord, Mapping):
        yield from (navn for navn, verdi in ord.items() if isinstance(verdi, int))
        for verdi in ord.values():
            yield from _words(verdi)
    elif isinstance(ord, list):
        for verdi in ord:
            yield from _words(verdi)


def _look(ordet: str, lest: Mapping[str, str]) -> str:
    for tegn, som in lest.items():
        ordet = ordet.replace(tegn, som)
    return ordet

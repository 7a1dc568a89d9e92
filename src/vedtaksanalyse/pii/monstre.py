"""The words of ``felles/pii.toml`` and the name list, ready for use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from vedtaksanalyse.kriterier.katalog import KATALOGMAPPE

Funn = tuple[int, int, str, float]
NAVNELISTE = Path(__file__).with_name("navneliste.txt")
STOR = r"A-Z\u00c0-\u00de\u0100-\u017f\u0218\u021a\u1e00-\u1eff"
LITEN = r"a-z\u00df-\u00ff\u0100-\u017f\u0219\u021b\u1e00-\u1eff"
# No word is longer: without an end to it, a page of one word would be read again from each of its letters.
RESTEN = r"[\w'’-]{1,80}"
ORD = rf"[{STOR}]{RESTEN}"
# A capitalised word that begins a row of them.
FORSTE = rf"[{STOR}](?<![\w@.-].){RESTEN}"
FORAN = 45
# A surname's ending longer than this is a surname too.
_HELT_NAVN = 3
# No-break and thin spaces are spaces too.
ROM = "[ \u00a0\u2009\u202f]"

_LINJE = re.compile(r"[^\n]+")
_SETNINGSSLUTT = re.compile(r"(?<=[.!?])\s+(?=[^\sa-z\u00df-\u00ff])")


class Monstre:
    """Words by group and list, and the patterns made from them."""

    def __init__(self, ord_: Mapping[str, Mapping[str, Sequence[str]]], navn: Mapping[str, Sequence[str]]) -> None:
        self.ord = ord_
        self._navn = navn
        # What ``ordklasse`` has found out of words.
        self.klasser: dict[str, Any] = {}
        # Those of them that are words or places and no names: most capitalised words are.
        self.vanlige: set[str] = set()
        self._sett: dict[tuple[str, str], frozenset[str]] = {}

    @cached_property
    def nummerord(self) -> re.Pattern[str]:
        """Every word that says what a number is, in a group named by the kind."""
        slag = "|".join(rf"(?P<{slag}>{any_of(ord_)})" for slag, ord_ in self.ord["nummer"].items())
        return re.compile(
            rf"(?<![\w@])(?<!\w\.)(?:{slag}|(?P<annet_nr>\w+-?(?:nr|nummer|numeret|nummeret)\b|\w+-id\b))(?!\w)"
        )

    @cached_property
    def fornavn(self) -> frozenset[str]:
        """First names, in lower case, that are nothing else."""
        return frozenset(n for n in self._navn["fornavn"] if n[-1] != "*") - self.tvetydige

    @cached_property
    def tvetydige(self) -> frozenset[str]:
        """First names that are also words, places or brands."""
        egne = frozenset(self.ord["navn"]["tvetydige"])
        return egne | frozenset(n[:-1] for n in self._navn["fornavn"] if n[-1] == "*") - self.ikke_navn

    @cached_property
    def etternavn(self) -> frozenset[str]:
        """Surnames, in lower case."""
        return frozenset(self._navn["etternavn"])

    @cached_property
    def steder(self) -> frozenset[str]:
        """Municipalities, towns, regions and countries, in lower case."""
        return frozenset(self._navn["sted"])

    @cached_property
    def poststeder(self) -> frozenset[str]:
        """The places of postal codes, in lower case."""
        return frozenset(self._navn["post"])

    @cached_property
    def fornavnform(self) -> re.Pattern[str]:
        """Old Norwegian first names are two members put together."""
        ord_ = self.ord["navn"]
        return re.compile(rf"(?:{any_of(ord_['forste_ledd'])})(?:{any_of(ord_['andre_ledd'])})")

    @cached_property
    def etternavnform(self) -> re.Pattern[str]:
        """How most Norwegian surnames end."""
        ord_ = self.ord["navn"]["etternavn_slutt"]
        return re.compile(rf"\w{{2,}}(?:{any_of(ord_)})|{any_of(o for o in ord_ if len(o) > _HELT_NAVN)}")

    @cached_property
    def ikke_navn(self) -> frozenset[str]:
        """Capitalised words that look like names and are none."""
        return frozenset(self.ord["navn"]["ikke_navn"])

    @cached_property
    def feltord(self) -> frozenset[str]:
        """The words of forms, letters and roles that are no part of the name after them."""
        ord_ = self.ord["navn"]
        return frozenset().union(*(ord_[liste] for liste in ("felt", "navnefelt", "hilsen", "roller")))

    @cached_property
    def slekt_siste(self) -> frozenset[str]:
        """The last words of those that stand for kin."""
        return frozenset(o.split(" ")[-1] for o in self.ord["navn"]["slekt_foran"])

    @cached_property
    def yrker(self) -> tuple[str, ...]:
        """How the titles end that stand before names."""
        return tuple(self.ord["navn"]["yrker"])

    @cached_property
    def rolle_haler(self) -> frozenset[str]:
        """The last two letters of those, and of the words for kin: most words have others."""
        return frozenset(o[-2:] for o in (*self.yrker, *self.slekt_siste))

    @cached_property
    def slekt_foran(self) -> re.Pattern[str]:
        """A word for kin right before a name however common a word it is."""
        return re.compile(rf"(?:^|[\s(])(?:{any_case(self.ord['navn']['slekt_foran'])}),? [«\"“]?\Z")

    @cached_property
    def ord_slutt(self) -> tuple[str, ...]:
        """How common nouns end that headings write with a capital."""
        return tuple(self.ord["navn"]["ord_slutt"])

    def sett(self, gruppe: str, liste: str) -> frozenset[str]:
        """The words of a list as a set."""
        if (gruppe, liste) not in self._sett:
            self._sett[gruppe, liste] = frozenset(self.ord[gruppe][liste])
        return self._sett[gruppe, liste]

    def said(self, foran: str) -> str:
        """What the nearest number word in lower-case text before a number says it is; '' when there is none."""
        sagt = ""
        for m in self.nummerord.finditer(foran):
            sagt = m.lastgroup or ""
        return sagt.removesuffix("_nr")

    def has(self, tekst: str, gruppe: str, navn: str) -> bool:
        """Whether the lower-case text holds a word or phrase of a list."""
        return self.words(gruppe, navn).search(tekst) is not None

    def words(self, gruppe: str, navn: str) -> re.Pattern[str]:
        """A pattern for the whole words and phrases of a list."""
        return _list_pattern(tuple(self.ord[gruppe][navn]))

    @cached_property
    def maaneder(self) -> str:
        """The months as alternatives."""
        return any_of(self.ord["dato"]["maaneder"])


@lru_cache(maxsize=1)
def load_monstre() -> Monstre:
    """The words of the catalogue and the name list that ship with the project."""
    import tomllib

    return Monstre(
        tomllib.loads((KATALOGMAPPE / "felles" / "pii.toml").read_text(encoding="utf-8")), _read_navneliste()
    )


def _read_navneliste() -> dict[str, list[str]]:
    ut: dict[str, list[str]] = {"fornavn": [], "etternavn": [], "sted": [], "post": []}
    gjeldende = ut["fornavn"]
    for linje in NAVNELISTE.read_text(encoding="utf-8").splitlines() if NAVNELISTE.exists() else ():
        if linje.startswith("["):
            gjeldende = ut[linje.strip("[]")]
        elif not linje.startswith("#"):
            gjeldende.append(linje)
    return ut


def before(tekst: str, start: int) -> str:
    """The lower-case text just before a place, within its line or the label line above."""
    return tekst[max(0, start - FORAN) : start].lower()


def digits(tekst: str) -> str:
    """The digits of a text."""
    return "".join(filter(str.isdigit, tekst))


def pieces(tekst: str, fra: int, til: int) -> Iterator[tuple[int, str]]:
    """Sentences within the lines between two places, with their place."""
    for linje in _LINJE.finditer(tekst, fra, til):
        start = linje.start()
        for slutt in (*(m.start() for m in _SETNINGSSLUTT.finditer(linje[0])), len(linje[0])):
            bit = tekst[start : linje.start() + slutt]
            yield start + len(bit) - len(bit.lstrip()), bit.strip()
            start = linje.start() + slutt


def any_of(ord_: Iterable[str]) -> str:
    """Words as alternatives of a pattern, the longest first."""
    return "|".join(re.escape(o) for o in sorted(ord_, key=len, reverse=True))


def any_case(ord_: Iterable[str]) -> str:
    """Words as alternatives, the first letter of each large or small."""
    return "|".join(rf"[{o[0].upper()}{o[0]}]{re.escape(o[1:])}" for o in sorted(ord_, key=len, reverse=True))


def find_all(tekst: str, ordet: str) -> Iterator[int]:
    """Every place of a string in a text."""
    start = tekst.find(ordet)
    while start >= 0:
        yield start
        start = tekst.find(ordet, start + len(ordet))


def begun(*ord_: str) -> str:
    """The first letter of any of these words, large or small, where a word begins. What follows is ``ended``.

    A pattern that begins with the letters it may begin with is found ten times faster than one of alternatives.
    """
    forste = sorted({form for o in ord_ for form in (o[0].lower(), o[0].upper())})
    return rf"[{re.escape(''.join(forste))}](?<!\w.)"


def ended(ord_: Iterable[str]) -> str:
    """What follows the first letter of each of these words, as alternatives, in large or small letters."""
    return "|".join(rf"(?i:(?<={re.escape(o[0])}){re.escape(o[1:])})" for o in sorted(ord_, key=len, reverse=True))


@lru_cache(maxsize=64)
def _list_pattern(ord_: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of(ord_)})(?!\w)")

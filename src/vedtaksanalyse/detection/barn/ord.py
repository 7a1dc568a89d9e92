"""Reads a sentence as a row of small parts: child words, people, numbers, units. Knows word classes, no conclusions.

The words come from the catalogue (``felles/barn.toml``); here stands only how they are cut out of the folded text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

BARN = frozenset({"flere", "ett", "del", "tvillinger", "trillinger", "plass", "navn"})
"""The kinds of parts that stand for children."""


_UNDERGRUPPER = ("svake", "sosken", "kjonn", "bestemt_kjonn", "eier")


class Ledd(NamedTuple):
    """One part of a sentence: its kind, the number it says, and where it stands in the document."""

    slag: str
    verdi: int
    start: int
    slutt: int
    ord: str


@dataclass(frozen=True)
class Barneord:
    """The word lists compiled."""

    slag: Mapping[str, str]
    tall: Mapping[str, int]
    trinn: Mapping[str, int]
    grupper: Mapping[str, frozenset[str]]
    vekker: re.Pattern
    ledd: re.Pattern
    ventet: re.Pattern
    ikke_ventet: re.Pattern
    svar_nei: re.Pattern
    barnetegn: tuple[str, ...]
    voksentegn: tuple[str, ...]

    def cut(self, flate: str, tekst: str, start: int, slutt: int) -> list[Ledd]:
        """The parts of a sentence in order."""
        return [self._ledd(funn, tekst) for funn in self.ledd.finditer(flate, start, slutt)]

    def label_number(self, ordet: str) -> int | None:
        """The number in a placeholder («[barn 3]»), None when it has none."""
        siffer = re.search(r"\d", ordet)
        return int(siffer[0]) if siffer else None

    def _ledd(self, funn: re.Match, tekst: str) -> Ledd:
        slag, ordet, start, slutt = funn.lastgroup or "", funn[0], funn.start(), funn.end()
        if slag == "ord":
            if ordet in self.tall:
                return Ledd("tall", self.tall[ordet], start, slutt, ordet)
            slag = self.slag.get(ordet, "ord")
            if slag == "ord" and _is_name(tekst[start:slutt]):
                slag = "stor"
            return Ledd(slag, 0, start, slutt, ordet)
        if slag == "plass":
            barn = ordet[0] != "[" or ordet[1:].startswith(self.barnetegn)
            return Ledd("plass" if barn else "soker", 0, start, slutt, ordet)
        if slag in ("aaring", "halv", "tall", "trinn"):
            return Ledd(slag, self._verdi(ordet), start, slutt, ordet)
        if slag == "grense" and ordet.startswith(self.voksentegn):
            return Ledd(slag, self._verdi(ordet), start, slutt, ordet)
        return Ledd(slag, 0, start, slutt, ordet)

    def _verdi(self, ordet: str) -> int:
        if siffer := re.search(r"l?\d+", ordet):
            return int(siffer[0].replace("l", "1"))
        treff = [n for n in (*self.tall, *self.trinn) if ordet.startswith(n)]
        lengst = max(treff, key=len, default="")
        return self.tall.get(lengst, self.trinn.get(lengst, 0))


def _is_name(ordet: str) -> bool:
    """A word with a capital may be a name; one in capitals only is a heading, unless it is a letter or a mask."""
    return ordet[0].isupper() and (len(ordet) == 1 or not ordet.isupper() or len(set(ordet)) == 1)


def compile_barneord(ord: Mapping) -> Barneord:
    """The catalogue's lists, ready for use."""
    slag: dict[str, str] = {}
    for gruppe, navn in (("enhet", None), ("person", None), ("substantiv", None)):
        for klasse, liste in ord[gruppe].items():
            if klasse not in _UNDERGRUPPER:
                slag |= dict.fromkeys(liste, navn or klasse)
    slag |= dict.fromkeys(ord["person"]["utenfor_barn"], "utenfor_barn")
    grupper = {navn: frozenset(liste) for navn, liste in ord["knytning"].items()}
    grupper |= {navn: frozenset(ord["substantiv"][navn]) for navn in _UNDERGRUPPER if navn in ord["substantiv"]}
    grupper["eier"] = frozenset(ord["person"]["eier"])
    tegn = ord["tegn"]
    return Barneord(
        slag=slag,
        tall=ord["tall"],
        trinn=ord["trinn"],
        grupper=grupper,
        vekker=_vekker(ord),
        ledd=re.compile(_leddmonster(ord)),
        ventet=re.compile(f"{phrases(ord['ventet']['ord']).pattern}|{_termin(ord)}"),
        ikke_ventet=phrases(ord["ventet"]["ikke"]),
        svar_nei=re.compile(rf"(?: {any_of(ord['felt']['etter'])})?[:?] ?{any_of(ord['felt']['nei'])}(?!\w)"),
        barnetegn=tuple(tegn["barn"]),
        voksentegn=tuple(tegn["grense_voksen"]),
    )


def any_of(liste: Iterable[str]) -> str:
    """A pattern for any of the phrases, longest first, sorted by first letter so that few are tried at each place."""
    etter_forbokstav: dict[str, list[str]] = {}
    for uttrykk in sorted(liste, key=len, reverse=True):
        etter_forbokstav.setdefault(uttrykk[0], []).append(re.escape(uttrykk[1:]))
    return "(?:" + "|".join(f"{re.escape(b)}(?:{'|'.join(resten)})" for b, resten in etter_forbokstav.items()) + ")"


def phrases(liste: Iterable[str]) -> re.Pattern:
    """A pattern for any of the phrases as whole words."""
    return re.compile(r"(?<!\w)" + any_of(liste) + r"(?!\w)")


def _termin(ord: Mapping) -> str:
    """The day a child is due: the word alone may also be a school's or a bank's."""
    return rf"\b{any_of(ord['ventet']['termin'])} (?:\d|{any_of(ord['tegn']['maaneder'])})"


def _vekker(ord: Mapping) -> re.Pattern:
    """What a sentence must hold to be worth reading."""
    substantiv = {o for navn, liste in ord["substantiv"].items() if navn not in _UNDERGRUPPER for o in liste}
    tegn = ord["tegn"]
    stammer = sorted(substantiv.union(tegn["aaring"], tegn["vekkere"], ord["enhet"]["aar"], ord["knytning"]["alder"]))
    # A word that starts with a shorter one is found by the shorter one.
    korte = [s for s in stammer if not any(s != k and s.startswith(k) for k in stammer)]
    return re.compile(any_of(korte) + r"|\[|\(\d|\b\d\d?-?å|\bb\d\b|\d og \d|\d, \d\d?,")


def _leddmonster(ord: Mapping) -> str:
    tegn = ord["tegn"]
    tallord = any_of([t for t, verdi in ord["tall"].items() if verdi or t == "null"])
    n = r"(?:\d{1,2}|l\d)"
    til = any_of(tegn["til"])
    aar = any_of(ord["enhet"]["aar"])
    return "|".join(
        (
            r"(?P<plass>\[[^\]\[]{1,25}\]|\bb\d\b)",
            rf"(?P<hopp>(?:\b{any_of(tegn['foran_tall'])}\.?|§+) ?\d[\d.,:]*(?: \d{{3}}\b)*"
            rf"|(?<![\d]){n}\.? {any_of(tegn['maaneder'])}\w*"
            rf"|(?<!\d)\d+(?:[.,/:]\d+)+|\d{{1,3}}(?: \d{{3}})+\b|(?<!\d)\d+ ?{any_of(tegn['maal'])}(?!\w))",
            rf"(?P<aaring>\b(?:{n}|{tallord})[- ]?{any_of(tegn['aaring'])}\w*)",
            rf"(?P<halv>\b(?:{n}|{tallord})-(?=,| og | eller ))",
            rf"(?P<band>\b{n} ?(?:{aar})? ?{til} ?{n} ?{aar}(?!\w)|\b{n}-{n}\b"
            rf"|\b{any_of(tegn['mellom'])} {n}\w* og {n}\b)",
            rf"(?P<grense>\b{any_of(tegn['grense'])} (?:{n}|{tallord}) ?{aar}(?!\w))",
            rf"(?P<trinn>\b{n}\. ?{any_of(tegn['klasse'])}\b|\b{any_of(list(ord['trinn']))} {any_of(tegn['klasse'])}\b"
            rf"|\b{any_of(tegn['vgs'])} ?\d\b)",
            r"(?P<aarstall>\b(?:19|20)\d\d\b)",
            rf"(?P<tall>\b{n}\b(?!\.\s[a-zæøå]))",
            r"(?P<ord>[^\W\d_]+(?:-[^\W\d_]+)*)",
            r"(?P<tegn>[(),;:/|&+.-])",
        )
    )

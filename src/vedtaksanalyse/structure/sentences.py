"""Divides a text into units: headings, fields, table rows and sentences, each with the section it stands in.

Layout decides first (a heading, a form field and a row are units of their own), then punctuation with a list of
abbreviations. Works on any text with line breaks, hard-wrapped or not. Knows typography, no law.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from vedtaksanalyse.sak import Setning
from vedtaksanalyse.structure.fold import fold

_FELT = re.compile(r"[^\W\d_][^:\n]{0,48}:(?=\s|$)")
_RAD = re.compile(r"(?:[-•*–▪·◦☐☒☑✓]|\d{1,2}[.)]|[a-z]\))\s|.*(?:\t| \| |\.{4,}| {3,}\S)")
_PUNKT = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)]|[a-zA-Z][.)]|[IVX]{1,4}\.)(?=\s)")
_NUMMER = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)[.)]?\s+|([IVX]{1,4}|[A-F])[.)]\s+|#+\s*|\*\*")
_SLUTT = re.compile(r"[.!?…]+[\"»”')\]]*(?=\s+|$)")
_TALL = re.compile(r"\d{1,4}$")
_NESTE = re.compile(r"\s*(\S?)")
_MELLOMROM = re.compile(r"\s+")
_LENGST, _SISTE_DEL = 4_000, 1_000
"""No unit is longer; the longest of real letters has a few hundred characters. What is found in a unit is weighed against
all of it, so one without end would take the square of its length."""


@dataclass(frozen=True)
class Typografi:
    """What division needs from the catalogue: abbreviations, those of them that may end a sentence, and the headings of each section kind."""

    forkortelser: frozenset[str]
    kan_sta_sist: frozenset[str]
    overskrifter: Mapping[str, str]

    @classmethod
    def from_felles(cls, felles: Mapping[str, Mapping]) -> Typografi:
        """Built from the catalogue's shared word lists."""
        return cls(
            forkortelser=frozenset(felles["forkortelser"]["forkortelser"]),
            kan_sta_sist=frozenset(felles["forkortelser"]["kan_sta_sist"]),
            overskrifter={
                fold(start): slag for slag, post in felles["seksjoner"].items() for start in post["overskrifter"]
            },
        )

    @cached_property
    def _monster(self) -> re.Pattern:
        lengst_forst = sorted(self.overskrifter, key=len, reverse=True)
        return re.compile("(" + "|".join(map(re.escape, lengst_forst)) + ")")

    def seksjon(self, overskrift: str) -> str | None:
        """The section kind that this heading opens, None when no known heading starts it."""
        funnet = self._monster.match(overskrift)
        return self.overskrifter[funnet[1]] if funnet else None


@dataclass(frozen=True, slots=True)
class _Linje:
    start: int
    slutt: int
    slag: str


def split_setninger(tekst: str, typografi: Typografi) -> tuple[Setning, ...]:
    """All units of a text in order; they never overlap, and between them stands only white space."""
    setninger: list[Setning] = []
    seksjon, dybde = "ukjent", ""
    for blokk in _blokker(tekst, typografi):
        if blokk.slag == "overskrift":
            seksjon, dybde = _open_seksjon(tekst[blokk.start : blokk.slutt], typografi, seksjon, dybde)
        deler = [(blokk.start, blokk.slutt)]
        if blokk.slag in ("setning", "rad", "felt"):
            deler = _del_opp(tekst, blokk, typografi)
        for start, slutt in chain.from_iterable(_cut(tekst, *del_) for del_ in deler):
            setninger.append(Setning(len(setninger), start, slutt, blokk.slag, seksjon))
    return tuple(setninger)


def _open_seksjon(linje: str, typografi: Typografi, seksjon: str, dybde: str) -> tuple[str, str]:
    nummer = _NUMMER.match(linje)
    ny_dybde = (nummer[1] or "") if nummer else ""
    tittel = fold(linje[nummer.end() :] if nummer else linje).strip(" :*#")
    kjent = typografi.seksjon(tittel)
    under = bool(ny_dybde) and ny_dybde.startswith(dybde + ".") and bool(dybde)
    if kjent:
        return kjent, dybde if under else ny_dybde
    return (seksjon, dybde) if under else ("ukjent", ny_dybde)


def _blokker(tekst: str, typografi: Typografi) -> list[_Linje]:
    """Lines classified, and lines of running text that belong together joined."""
    blokker: list[_Linje] = []
    tomt_foran = True
    linjer = [_trim(tekst, m.start(), m.end()) for m in re.finditer(r"[^\n]+", tekst)]
    for nr, (start, slutt) in enumerate(linjer):
        if start == slutt:
            tomt_foran = True
            continue
        avstand = tekst.count("\n", linjer[nr - 1][1], start) if nr else 2
        tomt_foran = tomt_foran or avstand > 1
        neste = linjer[nr + 1] if nr + 1 < len(linjer) else None
        tomt_bak = neste is None or neste[0] == neste[1] or tekst.count("\n", slutt, neste[0]) > 1
        slag = _slag(tekst[start:slutt], tomt_foran, tomt_bak, typografi)
        if slag == "setning" and not tomt_foran and blokker and _goes_on(tekst, blokker[-1], start):
            forrige = blokker.pop()
            blokker.append(_Linje(forrige.start, slutt, forrige.slag))
        else:
            blokker.append(_Linje(start, slutt, slag))
        tomt_foran = False
    return blokker


def _trim(tekst: str, start: int, slutt: int) -> tuple[int, int]:
    while start < slutt and tekst[start].isspace():
        start += 1
    while slutt > start and tekst[slutt - 1].isspace():
        slutt -= 1
    return start, slutt


def _goes_on(tekst: str, forrige: _Linje, start: int) -> bool:
    if forrige.slag == "overskrift":
        return False
    siste = tekst[forrige.slutt - 1]
    return siste not in ".!?:" and (tekst[start].islower() or (siste == "," and not tekst[start].isupper()))


def _slag(linje: str, tomt_foran: bool, tomt_bak: bool, typografi: Typografi) -> str:
    nummer = _NUMMER.match(linje)
    tittel = linje[nummer.end() :] if nummer else linje
    if _is_overskrift(linje, tittel, bool(nummer), tomt_foran, tomt_bak, typografi):
        return "overskrift"
    if _FELT.match(linje):
        return "felt"
    if _RAD.match(linje):
        return "rad"
    return "setning"


def _is_overskrift(
    linje: str, tittel: str, nummerert: bool, tomt_foran: bool, tomt_bak: bool, typografi: Typografi
) -> bool:
    ord_antall = len(tittel.split())
    if not tittel or ord_antall > 12 or tittel[-1] in ".!?,;" or not (tittel[0].isupper() or tittel[0] in "§0123456789"):
        return False
    if ":" in tittel.rstrip(": "):
        return False
    if tittel.isupper() and ord_antall > 0 and any(len(o) > 3 for o in tittel.split()):
        return True
    kjent = ord_antall <= 8 and typografi.seksjon(fold(tittel).strip(" :*#")) is not None
    if tittel.endswith(":"):
        return kjent and ord_antall <= 5
    return tomt_foran and (kjent or nummerert or ord_antall <= 7) and not re.search(r"\d{3,}|\bkr\b|\|", tittel) or (
        kjent and ord_antall <= 5 and not tomt_bak
    )


def _del_opp(tekst: str, blokk: _Linje, typografi: Typografi) -> list[tuple[int, int]]:
    deler, start = [], blokk.start
    punkt = _PUNKT.match(tekst, blokk.start, blokk.slutt)
    for slutt in _SLUTT.finditer(tekst, punkt.end() if punkt else blokk.start, blokk.slutt):
        if slutt.end() < blokk.slutt and _ends_setning(tekst, blokk.start, slutt, typografi):
            deler.append((start, slutt.end()))
            start = _trim(tekst, slutt.end(), blokk.slutt)[0]
    if start < blokk.slutt:
        deler.append((start, blokk.slutt))
    return deler


def _cut(tekst: str, start: int, slutt: int) -> Iterator[tuple[int, int]]:
    """A unit, or the pieces of one that is too long to be any: between words where there are words."""
    while slutt - start > _LENGST:
        mellomrom = [m.start() for m in _MELLOMROM.finditer(tekst, start + _LENGST - _SISTE_DEL, start + _LENGST)]
        til = mellomrom[-1] if mellomrom else start + _LENGST
        yield _trim(tekst, start, til)
        start = _trim(tekst, til, slutt)[0]
    yield start, slutt


def _ends_setning(tekst: str, fra: int, slutt: re.Match, typografi: Typografi) -> bool:
    neste = _NESTE.match(tekst, slutt.end())[1]
    if slutt[0].startswith("...."):
        return False  # dots that lead from an item to its amount
    if slutt[0][0] in "!?…" or len(slutt[0].rstrip("\"»”')]")) > 1:
        return not neste.islower() or slutt[0][0] in "!?"
    ord_foran = _word_before(tekst, fra, slutt.start()).lower()
    if ord_foran in typografi.forkortelser:
        # «jf.», «nr.» and the like never end a sentence; a name or a new sentence after «osv.» cannot be told apart.
        return ord_foran in typografi.kan_sta_sist and neste.isupper()
    if _TALL.search(ord_foran):
        return neste.isupper() or neste in "«\"([-☒☐"
    if len(ord_foran) == 1 and ord_foran.isalpha():
        return neste.isupper() and tekst[slutt.start() - 1].islower()
    return not neste.islower() or len(ord_foran) > 3


def _word_before(tekst: str, fra: int, til: int) -> str:
    start = til
    while start > fra and (tekst[start - 1].isalnum() or tekst[start - 1] in "_./§"):
        start -= 1
    return tekst[start:til]

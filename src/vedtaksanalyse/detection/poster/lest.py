"""A document read once for items: each unit with the items, cues and amounts in it, and the heading it stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from vedtaksanalyse.detection.poster.ordbok import Ordbok
from vedtaksanalyse.sak import Oppdeling, Setning

_BELOP = re.compile(r"\d(?<![\d./-].)(?:\d{0,2}(?:[ .]\d{3})+|\d{2,5})(?![\d/]|\.\d|-\d)")
_AAR = range(1900, 2100)
_INGEN: frozenset[str] = frozenset()
_RUTE = re.compile(r"(?:\[ ?\]|☐)|(?:\[[xv]\]|☒|☑|✓)")
_TOMME = frozenset({"[ ]", "[]", "☐"})


@dataclass(frozen=True, slots=True)
class Omtale:
    """A word that names an item."""

    slag: str
    start: int
    slutt: int


@dataclass(slots=True)
class Ytring:
    """One unit of a document. ``linje`` is shared by sentences of one line, ``blokk`` by units under one heading."""

    setning: Setning
    linje: int
    blokk: int
    tittel: Ytring | None
    punktum: bool = True
    poster: list[Omtale] = field(default_factory=list)
    ord: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    belop: list[tuple[int, int, int]] = field(default_factory=list)

    def har(self, *navn: str) -> bool:
        """Whether one of these cues stands in the unit."""
        ord_ = self.ord
        for ett in navn:  # noqa: SIM110 - asked some thousand times a letter, and twice as fast as any()
            if ett in ord_:
                return True
        return False

    def slag(self) -> frozenset[str]:
        """The kinds of item it names."""
        return frozenset([post.slag for post in self.poster]) if self.poster else _INGEN


@dataclass(frozen=True, slots=True)
class Lest:
    """A document's units."""

    oppdeling: Oppdeling
    ytringer: tuple[Ytring, ...]


def read_ytringer(oppdeling: Oppdeling, ordbok: Ordbok) -> Lest:
    """The units of a document with what stands in them."""
    ytringer = _units(oppdeling)
    flate = oppdeling.flate
    ruter = any(rute in flate for rute in _TOMME)
    for ytring, start, slutt, hva in _place(ytringer, ordbok.read(flate, oppdeling.dokument.type == "vedtak")):
        if isinstance(hva, str):
            ytring.poster.append(Omtale(hva, start, slutt))
        elif not (ruter and _unticked(flate, ytring.setning.start, start)):
            for ett in hva:
                ytring.ord.setdefault(ett, []).append((start, slutt))
    for ytring, start, slutt, _ in _place(ytringer, ((m.start(), m.end(), "") for m in _BELOP.finditer(flate))):
        verdi = int(re.sub(r"\D", "", flate[start:slutt]))
        if verdi not in _AAR or flate[start - 3 : start] == "kr " or flate.startswith(" kr", slutt):
            ytring.belop.append((verdi, start, slutt))
    return Lest(oppdeling, tuple(ytringer))


def _unticked(flate: str, fra: int, til: int) -> bool:
    """Whether the last box before a cue is empty: what stands after it is not said."""
    ruter = _RUTE.findall(flate, fra, til)
    return bool(ruter) and ruter[-1] in _TOMME


def _units(oppdeling: Oppdeling) -> list[Ytring]:
    tekst, ytringer = oppdeling.dokument.tekst, []
    linje = blokk = forrige = 0
    tittel: Ytring | None = None
    for setning in oppdeling.setninger:
        linje += "\n" in tekst[forrige : setning.start]
        forrige = setning.slutt
        if setning.slag == "overskrift":
            blokk += 1
        ytring = Ytring(setning, linje, blokk, tittel if setning.slag != "overskrift" else None)
        ytring.punktum = tekst[setning.slutt - 1] in ".!?"
        if setning.slag == "overskrift":
            tittel = ytring
        ytringer.append(ytring)
    return ytringer


def _place(ytringer: list[Ytring], funn: Iterator[tuple]) -> Iterator[tuple]:
    """What was found in the text, in order, with the unit that holds it."""
    nr = 0
    for start, slutt, hva in funn:
        while nr < len(ytringer) and ytringer[nr].setning.slutt <= start:
            nr += 1
        if nr < len(ytringer) and ytringer[nr].setning.start <= start:
            yield ytringer[nr], start, slutt, hva

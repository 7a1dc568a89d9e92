"""Lines on pages become one running text: paragraphs rebuilt, words joined, page breaks bridged."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from vedtaksanalyse.reading.innhold import Innhold, Linje
from vedtaksanalyse.reading.linjeskille import Plass, find_plasser, find_prosamarg, find_skille, flytt_hale
from vedtaksanalyse.reading.rens import rens
from vedtaksanalyse.sak import Side

_SISTE_ORD = re.compile(r"[\w-]+$")
_FORSTE_ORD = re.compile(r"\w+")


@dataclass(slots=True)
class Sidelinjer:
    """One page as its reader saw it: columns or blocks in reading order, each a list of lines.

    Width and height are those of the paper as its text stands upright, ``vist`` as it is shown, where that is known.
    ``sikkerhet`` and ``ruter`` are of pages read by OCR: see ``Side``.
    """

    nummer: int
    bredde: float
    hoyde: float
    blokker: list[list[Linje]]
    lesemaate: str = "tekst"
    sikkerhet: float | None = None
    ruter: tuple[tuple[int, int, float, float, float, float], ...] = ()
    vist: tuple[float, float] | None = None


@cache
def load_leseord() -> dict[str, list[str]]:
    """The words reading needs, from ``kriterier/felles/lesing.toml``."""
    sti = files("vedtaksanalyse") / "kriterier" / "felles" / "lesing.toml"
    return tomllib.loads(sti.read_text(encoding="utf-8"))


class _Skriver:
    """Builds the text of all pages and remembers where each piece stood on its page."""

    def __init__(self) -> None:
        self.deler: list[str] = []
        self.lengde = 0
        self.brudd: list[tuple[int, int]] = []
        self.neste = -1

    def stykke(self, tekst: str, indeks: int) -> None:
        """Add characters that stand on the page from ``indeks`` on."""
        ren, brudd = rens(tekst)
        if indeks != self.neste:
            self.brudd.append((self.lengde, indeks))
        if brudd:
            self.brudd += [(self.lengde + ut, indeks + inn) for ut, inn in brudd]
        self.deler.append(ren)
        self.lengde += len(ren)
        self.neste = indeks + len(tekst)

    def skill(self, tekst: str) -> None:
        """Add characters that stand nowhere on the page."""
        self.deler.append(tekst)
        self.lengde += len(tekst)
        self.neste += len(tekst)

    def ny_side(self) -> tuple[tuple[int, int], ...]:
        """The breaks of the page that ended; the next page starts without any."""
        brudd, self.brudd, self.neste = tuple(self.brudd), [], -1
        return brudd


def flyt(sider: list[Sidelinjer]) -> Innhold:
    """The running text of these pages. Running headers and footers should be gone already."""
    skriver = _Skriver()
    ord_sett = _Ordsett(sider)
    marger = [[find_prosamarg(blokk) for blokk in side.blokker] for side in sider]
    prosamarg = max((marg for paa_side in marger for marg in paa_side), default=0.0)
    plasser = [find_plasser(side, paa_side, prosamarg) for side, paa_side in zip(sider, marger, strict=True)]
    for denne, neste_side in pairwise(plasser):
        flytt_hale(denne, neste_side)
    rekke = [plass for paa_side in plasser for plass in paa_side]
    neste = iter([*rekke[1:], None])
    ferdige = []
    for side, paa_side in zip(sider, plasser, strict=True):
        start = skriver.lengde
        for plass in paa_side:
            for nummer, bit in enumerate(plass.linje.biter):
                if nummer:
                    skriver.skill(bit.foran)
                skriver.stykke(bit.tekst, bit.indeks)
            _skriv_skille(skriver, plass, next(neste), ord_sett)
        bredde, hoyde = side.vist or (side.bredde, side.hoyde)
        maal = (round(bredde, 2), round(hoyde, 2))
        brudd = skriver.ny_side()
        lest = (side.lesemaate, brudd, side.sikkerhet, side.ruter)
        ferdige.append(Side(side.nummer, start, skriver.lengde, *maal, *lest))
    return Innhold("".join(skriver.deler), tuple(ferdige))


def _skriv_skille(skriver: _Skriver, denne: Plass, neste: Plass | None, ord_sett: _Ordsett) -> None:
    """Write what stands between a line and the next: nothing, a hyphen, a blank, a line end or an empty line."""
    linje = denne.linje
    siste = linje.biter[-1]
    strek_ved = siste.indeks + len(siste.tekst)
    skille = "\n" if neste is None else find_skille(denne, neste)
    if linje.bindestrek:
        forste = neste.linje.tekst if neste else ""
        if skille == "\n\n" or not forste[:1].isalnum():
            skriver.stykke("-", strek_ved)
        else:
            strek, skille = ord_sett.bind(siste.tekst, forste)
            if strek:
                skriver.stykke("-", strek_ved)
    skriver.skill(skille)


class _Ordsett:
    """The words of the whole text, to ask whether a word cut at a line end is written with a hyphen elsewhere."""

    def __init__(self, sider: list[Sidelinjer]) -> None:
        self._sider = sider
        self._ord: frozenset[str] | None = None

    def bind(self, foran: str, etter: str) -> tuple[bool, str]:
        """Whether the hyphen between a cut word's parts stays, and what follows it."""
        forste = _FORSTE_ORD.match(etter)
        siste = _SISTE_ORD.search(foran)
        hode, hale = siste.group() if siste else "", forste.group() if forste else ""
        if hale in load_leseord()["bindeord"]:
            return True, " "
        if not hale[:1].islower() or not hode or len(hode) == 1 or not hode[-1].islower():
            return True, ""
        return (f"{hode}-{hale}".casefold() in self._finn()), ""

    def _finn(self) -> frozenset[str]:
        if self._ord is None:
            linjer = (linje for side in self._sider for blokk in side.blokker for linje in blokk)
            self._ord = frozenset(
                treff.group().casefold()
                for linje in linjer
                for treff in re.finditer(r"(?<!\w)\w++(?:-\w++)+", linje.tekst)
            )
        return self._ord

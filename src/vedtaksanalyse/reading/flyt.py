"""Lines on pages become one running text: paragraphs rebuilt, words joined, page breaks bridged."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from vedtaksanalyse.reading.innhold import SKILLE, Innhold, Linje
from vedtaksanalyse.reading.rens import rens
from vedtaksanalyse.reading.spalter import is_prosa
from vedtaksanalyse.sak import Side

_PROSA = 40
_CELLEPROSA = 20
_INNRYKK = 40.0
_SLARK = 2.0
_SMAA = 0.93
_LUFT = 1.9
_PUNKT = re.compile(r"(?:[–—•▪◦●○■□☐☑☒✓*·>-]|\(?\d{1,2}[.)]|\(?[a-zæøå]\))\s")
_KULE = re.compile(r"[•▪◦●○■□☐☑☒✓*·>]")
_AVSLUTTET = (".", "!", "?", ":", ";", ".»", "?»", "!»", '."', ".)", "…")
_LEDERE = ("....", ". . .", "……")
_FOTNOTE = re.compile(r"\(?\d{1,2}\)? ?[^\W\d]|[*†‡]")
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


def begynner_punkt(tekst: str) -> bool:
    """True for a line that begins a list item: a dash, a bullet, a tick box, «1.» or «a)»."""
    return bool(_PUNKT.match(tekst))


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


@dataclass(slots=True)
class _Plass:
    """A line with what its block says about it: right margin, and usual distance (None for a block's first line).

    ``hale`` is what follows the page's running text: footnotes, and print that runs another way.
    """

    linje: Linje
    marg: float
    avstand: float | None
    ny_side: bool = False
    hale: bool = False


def flyt(sider: list[Sidelinjer]) -> Innhold:
    """The running text of these pages. Running headers and footers should be gone already."""
    skriver = _Skriver()
    ord_sett = _Ordsett(sider)
    prosamarg = max((_prosamarg(blokk) for side in sider for blokk in side.blokker), default=0.0)
    plasser = [_plasser(side, prosamarg) for side in sider]
    for denne, neste_side in pairwise(plasser):
        _flytt_hale(denne, neste_side)
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


def _plasser(side: Sidelinjer, prosamarg: float) -> list[_Plass]:
    ut = []
    venstre = min((linje.x0 for blokk in side.blokker for linje in blokk), default=0.0)
    for blokk in side.blokker:
        marg = _prosamarg(blokk)
        avstand = _linjeavstand(blokk)
        smale = {} if marg else _smale_marger(blokk)
        marg = marg or prosamarg or side.bredde - venstre
        ut += [_Plass(linje, smale.get(n, marg), avstand if n else None) for n, linje in enumerate(blokk)]
    if ut:
        ut[0].ny_side = True
    _finn_hale(ut, side.hoyde)
    return ut


def _finn_hale(plasser: list[_Plass], hoyde: float) -> None:
    """Mark what follows the running text: small print low on the page that begins with a number or a star is footnotes."""
    slutt = len(plasser)
    while slutt and (plasser[slutt - 1].linje.fri or plasser[slutt - 1].linje.retning):
        slutt -= 1
        plasser[slutt].hale = True
    antall: Counter[float] = Counter()
    for plass in plasser[:slutt]:
        antall[round(plass.linje.hoyde, 1)] += len(plass.linje.biter[0].tekst)
    brod = max(antall, key=antall.__getitem__, default=0.0)
    fra = slutt
    while fra and plasser[fra - 1].linje.hoyde < _SMAA * brod and plasser[fra - 1].linje.y > hoyde / 2:
        fra -= 1
    while 0 < fra < slutt and not _FOTNOTE.match(plasser[fra].linje.tekst):
        fra += 1
    for plass in plasser[fra:slutt] if fra else ():
        plass.hale = True


def _flytt_hale(denne: list[_Plass], neste: list[_Plass]) -> None:
    """Where a sentence runs on over the page break, what follows the text goes before that sentence's paragraph."""
    tekst = [plass for plass in denne if not plass.hale]
    hale = [plass for plass in denne if plass.hale]
    forste = neste[0] if neste else None
    if not tekst or not hale or forste is None or forste.hale or not _gaar_videre(tekst[-1], forste):
        return
    n = len(tekst) - 1
    while n and _gaar_videre(tekst[n - 1], tekst[n]):
        n -= 1
    tekst[n].avstand = None
    denne[:] = tekst[:n] + hale + tekst[n:]
    tekst[0].ny_side = False
    denne[0].ny_side = True


def _gaar_videre(a: _Plass, b: _Plass) -> bool:
    skille = _skille(a, b)
    return skille == " " or (a.linje.bindestrek and skille == "\n")


def _prosamarg(blokk: list[Linje]) -> float:
    """Where running text ends to the right; 0 where the block has too little of it to tell."""
    ender = [linje.x1 for linje in blokk if linje.celler == 1 and len(linje.tekst) >= _PROSA]
    return max(ender) if len(ender) >= 2 else 0.0


def _smale_marger(blokk: list[Linje]) -> dict[int, float]:
    """The right margin of the lines, by number, that make a narrow column of running text."""
    ut: dict[int, float] = {}
    fra = 0
    for n in range(1, len(blokk) + 1):
        if n < len(blokk) and blokk[n].celler == 1 and blokk[n].y - blokk[n - 1].y < _LUFT * blokk[n - 1].hoyde:
            continue
        if is_prosa([linje.tekst for linje in blokk[fra:n]]):
            ut |= dict.fromkeys(range(fra, n), max(linje.x1 for linje in blokk[fra:n]))
        fra = n
    return ut


def _linjeavstand(blokk: list[Linje]) -> float:
    """The usual distance between lines of one paragraph: the lower quartile of all distances."""
    avstander = sorted(b.y - a.y for a, b in zip(blokk, blokk[1:], strict=False) if b.y - a.y > 0.3 * a.hoyde)
    return avstander[len(avstander) // 4] if avstander else 0.0


def _skriv_skille(skriver: _Skriver, denne: _Plass, neste: _Plass | None, ord_sett: _Ordsett) -> None:
    """Write what stands between a line and the next: nothing, a hyphen, a blank, a line end or an empty line."""
    linje = denne.linje
    siste = linje.biter[-1]
    strek_ved = siste.indeks + len(siste.tekst)
    skille = "\n" if neste is None else _skille(denne, neste)
    if linje.bindestrek:
        forste = neste.linje.tekst if neste else ""
        if skille == "\n\n" or not forste[:1].isalnum():
            skriver.stykke("-", strek_ved)
        else:
            strek, skille = ord_sett.bind(siste.tekst, forste)
            if strek:
                skriver.stykke("-", strek_ved)
    skriver.skill(skille)


def _skille(denne: _Plass, neste: _Plass) -> str:
    """Blank where the sentence runs on, else a line end, and an empty line over a gap."""
    a, b = denne.linje, neste.linje
    tekst, forste = a.tekst.rpartition(SKILLE)[2], b.tekst
    gap = neste.avstand is None
    if not gap:
        steg = b.y - a.y
        gap = steg > _LUFT * a.hoyde or steg > 1.3 * (neste.avstand or a.hoyde)
    ny_linje = "\n\n" if gap else "\n"
    if a.fri or b.fri or a.retning != b.retning or denne.hale != neste.hale:
        return "\n\n"
    if b.celler > 1 or (a.celler > 1 and not (len(tekst) >= _CELLEPROSA and abs(b.x0 - a.celle_x0) < 3)):
        return ny_linje
    if any(leder in tekst or leder in forste for leder in _LEDERE):
        return ny_linje
    if neste.avstand is not None and b.x0 < a.x0 - _INNRYKK and a.celler == 1:
        return ny_linje
    if not 0.87 < a.hoyde / (b.hoyde or 1.0) < 1.15:
        return ny_linje
    liten = forste[:1].islower()
    avsluttet = tekst.endswith(_AVSLUTTET)
    full = _er_full(a, b, denne.marg)
    if gap:
        gjelder = full and (liten or not avsluttet) and (liten or neste.ny_side) and not begynner_punkt(forste)
        return " " if gjelder else ny_linje
    if neste.hale and _FOTNOTE.match(forste):
        return ny_linje
    if begynner_punkt(forste) and (avsluttet or not full or _KULE.match(forste) or begynner_punkt(tekst)):
        return ny_linje
    if full or (liten and not avsluttet and len(tekst) >= _PROSA and a.x1 > 0.75 * denne.marg):
        return " "
    return ny_linje


def _er_full(a: Linje, b: Linje, marg: float) -> bool:
    """True when the first word of ``b`` had no room after ``a``."""
    tekst = b.tekst
    ordlengde = len(tekst.split(" ", 1)[0]) + 1
    return a.x1 + ordlengde * (b.x1 - b.x0) / max(len(tekst), 1) > marg - _SLARK


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

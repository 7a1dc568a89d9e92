"""A picture of a page becomes its lines: turned upright, straightened, recognised, and put back in points on the page."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from PIL import Image, ImageFilter

from vedtaksanalyse.reading.blokker import ordne
from vedtaksanalyse.reading.flyt import Sidelinjer
from vedtaksanalyse.reading.innhold import Bit, Linje
from vedtaksanalyse.reading.ocr import Motor, Ordlinje, mean_sikkerhet, rett_linje
from vedtaksanalyse.reading.rader import find_kolonnegap
from vedtaksanalyse.reading.skjevhet import find_skjevhet
from vedtaksanalyse.reading.tekstlag import find_papir

LESEMAATE = "ocr"
_SIKKER = 0.8
_SKJEV = 0.4
_UKLAR = 0.8
_FONT = 1.2
STORST = 25_000_000
"""The most pixels a page is drawn or enlarged to before it is read."""
_GAP = 1.0
"""In heights of print; more than between the characters of a file, whose boxes are wider than their ink."""
_LIK = 0.2
_STAAENDE = 0.5
_FAA_TEGN = 400

_Ramme = tuple[float, float, float, float]
_Tilbake = Callable[[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class _Forsok:
    """What came of reading the picture turned one way; ``tilbake`` takes a point to where it was before."""

    linjer: list[Ordlinje]
    storrelse: tuple[int, int]
    tilbake: _Tilbake

    @property
    def sikkerhet(self) -> float:
        return mean_sikkerhet(self.linjer)

    @property
    def tegn(self) -> int:
        return sum(len(ord_.tekst) for linje in self.linjer for ord_ in linje.ordene)


def read_skann(motor: Motor, bilde: Image.Image, dpi: float, sekunder: float, nummer: int) -> Sidelinjer:
    """The lines of a scanned page.

    Args:
        motor: the recogniser.
        bilde: the page as it is shown, in grey.
        dpi: pixels to an inch; what is given back is in points.
        sekunder: the longest one recognition may take.
        nummer: the page's number.

    Raises:
        Lesefeil: it took longer.
    """
    forsok = _read_rett_vei(motor, bilde, dpi, sekunder)
    per_punkt = dpi / 72
    linjer, ruter = _plasser(forsok, per_punkt)
    bredde, hoyde = (maal / per_punkt for maal in forsok.storrelse)
    vist = (bilde.width / per_punkt, bilde.height / per_punkt)
    sikkerhet = round(forsok.sikkerhet, 4)
    return Sidelinjer(nummer, bredde, hoyde, ordne(linjer), LESEMAATE, sikkerhet, tuple(ruter), vist)


def _read_rett_vei(motor: Motor, bilde: Image.Image, dpi: float, sekunder: float) -> _Forsok:
    """The picture as it is; turned where it reads badly or its words stand on end."""
    beste = _read(motor, bilde, dpi, sekunder, 0)
    staaende = _is_staaende(beste.linjer)
    if beste.sikkerhet >= _SIKKER and not staaende:
        return beste
    for vei in _veier(motor, bilde, dpi, beste, staaende):
        forsok = _read(motor, bilde, dpi, sekunder, vei)
        if not _is_staaende(forsok.linjer) and (forsok.sikkerhet > beste.sikkerhet or staaende):
            beste, staaende = forsok, False
        if beste.sikkerhet >= _SIKKER and not staaende:
            break
    return beste


def _veier(motor: Motor, bilde: Image.Image, dpi: float, forsok: _Forsok, staaende: bool) -> tuple[int, ...]:
    """The ways to turn a picture that reads badly, the likeliest first. Of a full page its letters tell; a short one is tried."""
    retning = motor.find_dreining(bilde, dpi)
    if retning and (retning[1] or forsok.tegn > _FAA_TEGN):
        return (retning[0],) if retning[0] else ()
    return (90, 270, 180) if staaende else (180, 90, 270)


def _is_staaende(linjer: list[Ordlinje]) -> bool:
    """True when long words are taller than they are wide."""
    bokser = [ord_.boks for linje in linjer for ord_ in linje.ordene if len(ord_.tekst) > 3]
    return sum(1 for x0, y0, x1, y1 in bokser if y1 - y0 > x1 - x0) > _STAAENDE * len(bokser)


_DREID = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}


def _read(motor: Motor, bilde: Image.Image, dpi: float, sekunder: float, vei: int) -> _Forsok:
    """Turn with the clock, straighten what is askew, recognise."""
    bredde, hoyde = bilde.size
    snudd = bilde.transpose(_DREID[vei]) if vei else bilde
    grader = find_skjevhet(snudd)
    if abs(grader) < _SKJEV:
        rettet, grader = snudd, 0.0
    else:
        # Softened first: turned pixels get edges that Tesseract takes for letters.
        rettet = snudd.filter(ImageFilter.GaussianBlur(_UKLAR))
        rettet = rettet.rotate(-grader, Image.Resampling.BICUBIC, fillcolor=find_papir(snudd))
    midt_x, midt_y = snudd.width / 2, snudd.height / 2
    cos, sin = math.cos(math.radians(grader)), math.sin(math.radians(grader))

    def tilbake(x: float, y: float) -> tuple[float, float]:
        dx, dy = x - midt_x, y - midt_y
        x, y = midt_x + dx * cos + dy * sin, midt_y - dx * sin + dy * cos
        if vei == 90:
            return y, hoyde - x
        if vei == 180:
            return bredde - x, hoyde - y
        if vei == 270:
            return bredde - y, x
        return x, y

    return _Forsok(motor.read(rettet, dpi, sekunder), snudd.size, tilbake)


def _plasser(forsok: _Forsok, per_punkt: float) -> tuple[list[Linje], list[tuple[int, int, float, float, float, float]]]:
    """The lines in points of the upright page, and where each word stands on the page as it is shown."""
    vanlig = median([linje.hoyde for linje in forsok.linjer]) if forsok.linjer else 0.0
    linjer, ruter, indeks = [], [], 0
    for lest in forsok.linjer:
        ordene = sorted(lest.ordene, key=lambda ord_: ord_.boks[0])
        hoyde = vanlig if abs(lest.hoyde - vanlig) < _LIK * vanlig else lest.hoyde
        hoyde = max(hoyde, 1.0) * _FONT / per_punkt
        tekst = rett_linje(" ".join(ord_.tekst for ord_ in ordene))
        biter, start, celle = [], 0, ordene[0]
        topp, bunn = min(ord_.boks[1] for ord_ in ordene), max(ord_.boks[3] for ord_ in ordene)
        gap = [b.boks[0] - a.boks[2] for a, b in pairwise(ordene)]
        skiller = [True, *find_kolonnegap(gap, _GAP * hoyde * per_punkt)]
        for ord_, er_skille in zip(ordene, skiller, strict=True):
            slutt = start + len(ord_.tekst)
            boks = (ord_.boks[0], topp, ord_.boks[2], bunn)
            ruter.append((indeks + start, indeks + slutt, *_paa_siden(boks, forsok.tilbake, per_punkt)))
            if not er_skille:
                biter[-1] = Bit(f"{biter[-1].tekst} {tekst[start:slutt]}", biter[-1].indeks)
            else:
                biter.append(Bit(tekst[start:slutt], indeks + start))
                celle = ord_
            start = slutt + 1
        indeks += start
        strek = _ta_bindestrek(biter)
        x0, x1, celle_x0 = (tall / per_punkt for tall in (ordene[0].boks[0], ordene[-1].boks[2], celle.boks[0]))
        linjer.append(Linje(biter, x0, x1, lest.grunnlinje / per_punkt, hoyde, strek, celle_x0=celle_x0))
    return linjer, ruter


def _ta_bindestrek(biter: list[Bit]) -> bool:
    """True for a line that ended in a hyphen, which is taken off."""
    siste = biter[-1]
    if len(siste.tekst) < 2 or siste.tekst[-1] not in "-\u00ad\u2010\u2011" or not siste.tekst[-2].isalnum():
        return False
    biter[-1] = siste._replace(tekst=siste.tekst[:-1])
    return True


def _paa_siden(boks: _Ramme, tilbake: _Tilbake, per_punkt: float) -> _Ramme:
    """Where a box of the upright picture stands on the page as it is shown."""
    x0, y0, x1, y1 = boks
    hjorner = [tilbake(x, y) for x in (x0, x1) for y in (y0, y1)]
    rundt = (min(x for x, _ in hjorner), min(y for _, y in hjorner), max(x for x, _ in hjorner), max(y for _, y in hjorner))
    return tuple(round(tall / per_punkt, 1) for tall in rundt)

"""The characters of a PDF page: one for each of PDFium's indices, with the place and direction of each as it is shown."""

from __future__ import annotations

import ctypes
import math
import re

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from vedtaksanalyse.reading.symboler import symbol

Rute = tuple[float, float, float, float]

SKJULT = "\u2028"
"""Stands in for a character that nobody can see: it breaks the line it is in and is no text."""

_REKT, _PUNKT = raw.FS_RECTF(), (ctypes.c_double(), ctypes.c_double())
_SKRAA = 3
_SYMBOL = re.compile("[\uf020-\uf0ff]")


class Ramme:
    """From PDFium's coordinates to points from the top left corner of the visible page, turned so many degrees."""

    def __init__(self, side: pdfium.PdfPage, dreining: int | None = None) -> None:
        self.dreining = side.get_rotation() if dreining is None else dreining
        v, b, h, t = side.get_cropbox()
        mv, mb, mh, mt = side.get_mediabox()
        self.v, self.b, self.h, self.t = max(v, mv), max(b, mb), min(h, mh), min(t, mt)
        maal = self.h - self.v, self.t - self.b
        self.bredde, self.hoyde = maal if self.dreining % 180 == 0 else maal[::-1]

    def punkt(self, x: float, y: float) -> tuple[float, float]:
        """One point."""
        if self.dreining == 90:
            return y - self.b, x - self.v
        if self.dreining == 180:
            return self.h - x, y - self.b
        if self.dreining == 270:
            return self.t - y, self.h - x
        return x - self.v, self.t - y

    def boks(self, v: float, b: float, h: float, t: float) -> Rute:
        """A rectangle as (x0, y0, x1, y1) with the origin at the top."""
        if not self.dreining:
            return v - self.v, self.t - t, h - self.v, self.t - b
        (ax, ay), (bx, by) = self.punkt(v, b), self.punkt(h, t)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def holder(self, rute: Rute) -> bool:
        """True when the middle of a rectangle is on the visible page."""
        return 0 <= rute[0] + rute[2] <= 2 * self.bredde and 0 <= rute[1] + rute[3] <= 2 * self.hoyde


def sidetekst(tekstside: pdfium.PdfTextPage) -> str:
    """The characters of a page, one for each of PDFium's indices."""
    antall = tekstside.count_chars()
    tekst = tekstside.get_text_range() if antall else ""
    if len(tekst) != antall:
        tekst = _tegnvis(tekstside, antall)
    return _SYMBOL.sub(lambda treff: symbol(ord(treff.group())) or treff.group(), tekst)


def _tegnvis(tekstside: pdfium.PdfTextPage, antall: int) -> str:
    koder = [raw.FPDFText_GetUnicode(tekstside, n) for n in range(antall)]
    tegn = [chr(kode) if kode else "\u200b" for kode in koder]
    for n in range(antall - 1):
        if 0xD800 <= koder[n] < 0xDC00 <= koder[n + 1] < 0xE000:
            tegn[n] = chr(0x10000 + ((koder[n] - 0xD800) << 10) + koder[n + 1] - 0xDC00)
            tegn[n + 1] = "\u200b"
    return "".join(tegn)


def tegnboks(tekstside: pdfium.PdfTextPage, indeks: int, ramme: Ramme) -> Rute:
    """The box of one character, as high as its font."""
    raw.FPDFText_GetLooseCharBox(tekstside, indeks, _REKT)
    return ramme.boks(_REKT.left, _REKT.bottom, _REKT.right, _REKT.top)


def grunnpunkt(tekstside: pdfium.PdfTextPage, indeks: int, ramme: Ramme) -> tuple[float, float]:
    """Where the base line of one character begins."""
    x, y = _PUNKT
    raw.FPDFText_GetCharOrigin(tekstside, indeks, x, y)
    return ramme.punkt(x.value, y.value)


def retning(tekstside: pdfium.PdfTextPage, indeks: int) -> int:
    """How many degrees the paper must be turned for one character to stand upright; nearly upright is upright."""
    vinkel = raw.FPDFText_GetCharAngle(tekstside, indeks)
    if not vinkel:
        return 0
    grader = round(math.degrees(-vinkel)) % 360
    naermest = round(grader / 90) * 90
    return naermest % 360 if abs(grader - naermest) <= _SKRAA else grader

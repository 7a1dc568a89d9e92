"""PDF through PDFium: fast, one page at a time, every character's index kept. One thread per process."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading.bildesider import read_bildesider
from vedtaksanalyse.reading.blokker import er_tvilsom, ordne
from vedtaksanalyse.reading.flyt import Sidelinjer, flyt
from vedtaksanalyse.reading.innhold import Bit, Grenser, Innhold, Linje
from vedtaksanalyse.reading.kanter import fjern_kanter
from vedtaksanalyse.reading.strommer import check_strommer
from vedtaksanalyse.reading.tekstlag import BLANK, TEKST, find_lesemaate
from vedtaksanalyse.sak import Lesestatus

_STYKKE = re.compile("[^\r\n\ufffe\x02]+")
_BINDESTREK = re.compile(r"\w[-\u2010\u2011\u00ad]$")
_TALLREKKE = re.compile(r"\d{3}(?:,-|,\d\d)? (?:kr )?[-–]?\d")
_ORDBIT = re.compile(r"\S+(?: {1,2}\S+)*")
_BRED = 0.53
_GAP = 0.75
_REKT = raw.FS_RECTF()
_BILDE = re.compile(rb"/Image\b")


def read_pdf(data: bytes, grenser: Grenser) -> Innhold:
    """The text and pages of a PDF.

    Raises:
        Lesefeil: encrypted, half-written, unreadable, empty, too long, or too large on paper or unpacked.
    """
    if b"%%EOF" not in data[-4096:]:
        raise Lesefeil(Lesestatus.UFULLSTENDIG)
    check_strommer(data, grenser.utpakket)
    with closing(open_pdf(data)) as pdf:
        if len(pdf) > grenser.sider:
            raise Lesefeil(Lesestatus.FOR_STOR)
        sider = []
        er_skjema = pdf.get_formtype() != raw.FORMTYPE_NONE
        finn = partial(find_lesemaate, piksler=grenser.piksler, har_bilder=_BILDE.search(data) is not None)
        for nummer in range(1, len(pdf) + 1):
            with open_side(pdf, nummer) as (side, tekstside, fylt):
                if max(side.get_size()) > grenser.punkter:
                    raise Lesefeil(Lesestatus.FOR_STOR)
                sider.append(_les_side(side, tekstside, nummer, er_skjema and fylt, data, finn))
        read_bildesider(pdf, sider, grenser)
    if all(side.lesemaate == BLANK or side.sikkerhet == 0.0 for side in sider):
        raise Lesefeil(Lesestatus.TOM)
    fjern_kanter(sider)
    return flyt(sider)


def open_pdf(data: bytes) -> pdfium.PdfDocument:
    """A PDF opened by PDFium; the caller closes it.

    Raises:
        Lesefeil: encrypted or unreadable.
    """
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as feil:
        laast = getattr(feil, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise Lesefeil(Lesestatus.KRYPTERT if laast else Lesestatus.ULESELIG) from None


@contextmanager
def open_side(
    pdf: pdfium.PdfDocument, nummer: int
) -> Iterator[tuple[pdfium.PdfPage, pdfium.PdfTextPage, bool]]:
    """A page and its characters, what is filled into its form fields or stamped on it among them.

    The last value tells whether there was any of that: its text comes last, wherever on the page it stands.
    """
    side = pdf[nummer - 1]
    fylt = False
    if raw.FPDFPage_GetAnnotCount(side):
        fylt = raw.FPDFPage_Flatten(side, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS
        side.close()
        side = pdf[nummer - 1]
    with closing(side), closing(side.get_textpage()) as tekstside:
        yield side, tekstside, fylt


def _les_side(
    side: pdfium.PdfPage, tekstside: pdfium.PdfTextPage, nummer: int, skjema: bool, data: bytes, finn: Callable[..., str]
) -> Sidelinjer:
    bredde, hoyde = side.get_size()
    tekst = sidetekst(tekstside)
    ramme = Ramme(side)
    lesemaate = finn(side, tekst, partial(tegnboks, tekstside, ramme=ramme))
    if lesemaate != TEKST:
        return Sidelinjer(nummer, bredde, hoyde, [], lesemaate)
    linjer = list(_linjer(tekst, tekstside, ramme))
    if not skjema and not er_tvilsom(linjer):
        return Sidelinjer(nummer, bredde, hoyde, ordne(linjer))
    from vedtaksanalyse.reading.layout import ordne_etter_sted

    return Sidelinjer(nummer, bredde, hoyde, ordne_etter_sted(_tegn(tekst, tekstside, ramme), data, nummer), "layout")


def sidetekst(tekstside: pdfium.PdfTextPage) -> str:
    """The characters of a page, one for each of PDFium's indices."""
    antall = tekstside.count_chars()
    tekst = tekstside.get_text_range() if antall else ""
    if len(tekst) == antall:
        return tekst
    koder = [raw.FPDFText_GetUnicode(tekstside, n) for n in range(antall)]
    tegn = [chr(kode) if kode else "\u200b" for kode in koder]
    for n in range(antall - 1):
        if 0xD800 <= koder[n] < 0xDC00 <= koder[n + 1] < 0xE000:
            tegn[n] = chr(0x10000 + ((koder[n] - 0xD800) << 10) + koder[n + 1] - 0xDC00)
            tegn[n + 1] = "\u200b"
    return "".join(tegn)


class Ramme:
    """From PDFium's coordinates to points from the top left corner of the page as it is shown."""

    def __init__(self, side: pdfium.PdfPage) -> None:
        self.dreining = side.get_rotation()
        v, b, h, t = side.get_cropbox()
        mv, mb, mh, mt = side.get_mediabox()
        self.v, self.b, self.h, self.t = max(v, mv), max(b, mb), min(h, mh), min(t, mt)

    def punkt(self, x: float, y: float) -> tuple[float, float]:
        """One point."""
        if self.dreining == 90:
            return y - self.b, x - self.v
        if self.dreining == 180:
            return self.h - x, y - self.b
        if self.dreining == 270:
            return self.t - y, self.h - x
        return x - self.v, self.t - y

    def boks(self, v: float, b: float, h: float, t: float) -> tuple[float, float, float, float]:
        """A rectangle as (x0, y0, x1, y1) with the origin at the top."""
        if not self.dreining:
            return v - self.v, self.t - t, h - self.v, self.t - b
        (ax, ay), (bx, by) = self.punkt(v, b), self.punkt(h, t)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _linjer(tekst: str, tekstside: pdfium.PdfTextPage, ramme: Ramme) -> Iterator[Linje]:
    for treff in _STYKKE.finditer(tekst):
        start, slutt = treff.span()
        while start < slutt and tekst[start].isspace():
            start += 1
        while start < slutt and tekst[slutt - 1].isspace():
            slutt -= 1
        if start == slutt:
            continue
        strek = slutt < len(tekst) and tekst[slutt] in "\ufffe\x02"
        if not strek and _BINDESTREK.search(tekst, max(start, slutt - 2), slutt):
            strek, slutt = True, slutt - 1
        linje = _linje(tekst, start, slutt, tekstside, ramme)
        linje.bindestrek = strek
        yield linje


def _linje(tekst: str, start: int, slutt: int, tekstside: pdfium.PdfTextPage, ramme: Ramme) -> Linje:
    """A line's place from its first and last character; more is asked only where it may hold columns."""
    forste, siste = tegnboks(tekstside, start, ramme), tegnboks(tekstside, slutt - 1, ramme)
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(tekstside, start, x, y)
    _, grunnlinje = ramme.punkt(x.value, y.value)
    vinkel = raw.FPDFText_GetCharAngle(tekstside, start) + math.radians(ramme.dreining)
    fri = abs(math.sin(vinkel)) > 0.05 or math.cos(vinkel) < 0
    hoyde = forste[3] - forste[1]
    linje = Linje(_biter(tekst, start, slutt), forste[0], siste[2], grunnlinje, hoyde, fri=fri, celle_x0=forste[0])
    bred = linje.x1 - linje.x0 > _BRED * (slutt - start) * hoyde
    if not fri and slutt - start > 2 and (bred or _TALLREKKE.search(tekst, start, slutt)):
        linje.biter = [del_ for bit in linje.biter for del_ in _del_ved_gap(bit, tekstside, ramme, hoyde)]
    if len(linje.biter) > 1:
        linje.celle_x0 = tegnboks(tekstside, linje.biter[-1].indeks, ramme)[0]
    return linje


def _biter(tekst: str, start: int, slutt: int) -> list[Bit]:
    if "  " not in tekst[start:slutt] and "\t" not in tekst[start:slutt]:
        return [Bit(tekst[start:slutt], start)]
    return [Bit(treff.group(), treff.start()) for treff in _ORDBIT.finditer(tekst, start, slutt)]


def _del_ved_gap(
    bit: Bit, tekstside: pdfium.PdfTextPage, ramme: Ramme, hoyde: float
) -> Iterator[Bit]:
    """Split where the distance between two words is that of columns, not of words."""
    tekst, indeks = bit.tekst, bit.indeks
    gap = {}
    for n in range(1, len(tekst) - 1):
        if tekst[n] == " " and tekst[n + 1] != " " and tekst[n - 1] != " ":
            gap[n] = tegnboks(tekstside, indeks + n + 1, ramme)[0] - tegnboks(tekstside, indeks + n - 1, ramme)[2]
    vanlig = sorted(gap.values())[(len(gap) - 1) // 2] if len(gap) > 3 else 0.0
    fra = 0
    for n, bredde in gap.items():
        if bredde > _GAP * hoyde and bredde > 2.2 * vanlig:
            yield Bit(tekst[fra:n], indeks + fra)
            fra = n + 1
    yield Bit(tekst[fra:], indeks + fra)


def _tegn(tekst: str, tekstside: pdfium.PdfTextPage, ramme: Ramme) -> list[dict]:
    """Every visible character with its box, as pdfplumber's functions want them."""
    ut = []
    for n, tegn in enumerate(tekst):
        if tegn in "\ufffe\x02" and ut:
            ut[-1]["bindestrek"] = True
        elif not tegn.isspace() and tegn != "\u200b":
            x0, topp, x1, bunn = tegnboks(tekstside, n, ramme)
            maal = {"x0": x0, "x1": x1, "top": topp, "bottom": bunn, "doctop": topp, "upright": True}
            ut.append({"text": tegn, "size": bunn - topp, "fontname": "", "indeks": n, **maal})
    return ut


def tegnboks(tekstside: pdfium.PdfTextPage, indeks: int, ramme: Ramme) -> tuple[float, float, float, float]:
    """The box of one character, as high as its font."""
    raw.FPDFText_GetLooseCharBox(tekstside, indeks, _REKT)
    return ramme.boks(_REKT.left, _REKT.bottom, _REKT.right, _REKT.top)

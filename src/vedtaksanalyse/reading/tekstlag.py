"""Whether a PDF page has text that shows what the page shows: what is written on it, and not just a stamp on a picture.

The cheap signs come first. Only where a picture covers much of a page is the page drawn, small, and its ink compared with
where its characters stand.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from contextlib import closing

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image, ImageChops, ImageDraw

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.sak import Lesestatus

TEKST, BILDE, BLANK = "tekst", "bilde", "blank"

_FAA_TEGN = 150
_BILDEANDEL = 0.4
_ODELAGT = 0.2
_UGYLDIG = re.compile("[\ufffd\ue000-\uf8ff\x00\x01\x03-\x08\x0e-\x1f]")
_TEGNET = 2_000
_LENGSTE = 600
_BLEKK = 60
_RUTE = 6
_NOE, _TETT = 8, 160
_SPOR = 4
_PROVER = 400
_KONTRAST = 50
_TREFF = 0.6

Tegnrute = Callable[[int], tuple[float, float, float, float]]


def find_lesemaate(side: pdfium.PdfPage, tekst: str, rute: Tegnrute, piksler: int, har_bilder: bool = True) -> str:
    """How the page can be read: as text, not at all because it is a picture, or not because it is blank.

    Args:
        side: the page.
        tekst: its characters.
        rute: where the character with this index stands, in points from the top left corner.
        piksler: the most pixels that a picture on it may have.
        har_bilder: False where the whole file has no picture.

    Raises:
        Lesefeil: a picture has more pixels.
    """
    synlig = len(tekst) - tekst.count(" ") - tekst.count("\r\n") * 2
    if len(_UGYLDIG.findall(tekst)) > _ODELAGT * max(synlig, 1):
        return BILDE
    if synlig >= _FAA_TEGN and not har_bilder:
        return TEKST
    andel, tegnet, noe = _look_at(side, piksler)
    if andel <= _BILDEANDEL and (synlig >= _FAA_TEGN or not noe or (synlig and tegnet < _TEGNET)):
        return TEKST if synlig else BLANK
    lite, skala = _draw(side)
    blekk = _find_blekk(lite)
    under = _find_under(lite.size, tekst, rute, skala)
    utenfor = _count(ImageChops.subtract(blekk, under))
    if utenfor < _SPOR:
        return TEKST if synlig else BLANK
    if synlig < _FAA_TEGN:
        return BILDE
    dekket = _count(ImageChops.multiply(blekk, under))
    return TEKST if dekket > utenfor and _stands_on_ink(lite, tekst, rute, skala) else BILDE


def _look_at(side: pdfium.PdfPage, piksler: int) -> tuple[float, int, bool]:
    """How much of the page pictures cover, how many strokes are drawn on it, and whether there is anything."""
    bredde, hoyde = side.get_size()
    flate = max(bredde * hoyde, 1.0)
    andel, tegnet, noe = 0.0, 0, False
    for objekt in side.get_objects(max_depth=3):
        noe = True
        if objekt.type == raw.FPDF_PAGEOBJ_IMAGE:
            check_piksler(objekt, piksler)
            x0, y0, x1, y1 = objekt.get_bounds()
            andel += abs(x1 - x0) * abs(y1 - y0) / flate
        elif objekt.type == raw.FPDF_PAGEOBJ_PATH:
            tegnet += max(raw.FPDFPath_CountSegments(objekt), 0)
    return andel, tegnet, noe


def check_piksler(objekt: pdfium.PdfObject, piksler: int) -> tuple[int, int]:
    """The width and height of a picture in pixels.

    Raises:
        Lesefeil: it has more than ``piksler``.
    """
    bredde, hoyde = ctypes.c_uint(), ctypes.c_uint()
    raw.FPDFImageObj_GetImagePixelSize(objekt, bredde, hoyde)
    if bredde.value * hoyde.value > piksler:
        raise Lesefeil(Lesestatus.FOR_STOR_UTPAKKET)
    return bredde.value, hoyde.value


def _draw(side: pdfium.PdfPage) -> tuple[Image.Image, float]:
    """The page in small, grey, and its pixels to a point."""
    skala = _LENGSTE / max(*side.get_size(), 1.0)
    with closing(side.render(scale=skala, grayscale=True)) as bilde:
        return bilde.to_pil().convert("L"), skala


def has_spor(bilde: Image.Image) -> bool:
    """True when there is something on a picture of a page; False for a blank sheet."""
    lite = bilde.convert("L")
    lite.thumbnail((_LENGSTE, _LENGSTE), Image.Resampling.BOX)
    return _count(_find_blekk(lite)) >= _SPOR


def _find_blekk(lite: Image.Image) -> Image.Image:
    """Squares of the page that hold ink as text does: some of it, not all of it as photographs do."""
    papir = find_papir(lite)
    blekk = lite.point([255 if papir - n > _BLEKK else 0 for n in range(256)])
    return blekk.reduce(_RUTE).point([255 if _NOE <= n <= _TETT else 0 for n in range(256)])


def find_papir(bilde: Image.Image) -> int:
    """The paper's own grey: the commonest one."""
    antall = bilde.histogram()
    return max(range(256), key=antall.__getitem__)


def _find_under(storrelse: tuple[int, int], tekst: str, rute: Tegnrute, skala: float) -> Image.Image:
    """The squares under the page's characters."""
    under = Image.new("L", storrelse, 0)
    penn = ImageDraw.Draw(under)
    for boks in _ruter(tekst, rute, skala):
        penn.rectangle(boks, fill=255)
    return under.reduce(_RUTE).point([255 if n else 0 for n in range(256)])


def _ruter(tekst: str, rute: Tegnrute, skala: float, hver: int = 1) -> Iterator[tuple[float, float, float, float]]:
    synlige = [n for n, tegn in enumerate(tekst) if not tegn.isspace() and tegn not in "\u200b\ufffe\x02"]
    for n in synlige[::hver]:
        x0, y0, x1, y1 = (tall * skala for tall in rute(n))
        if x0 <= x1 and y0 <= y1:
            yield x0, y0, x1, y1


def _count(ruter: Image.Image) -> int:
    return sum(ruter.histogram()[1:])


def _stands_on_ink(lite: Image.Image, tekst: str, rute: Tegnrute, skala: float) -> bool:
    """True when most characters stand where something is drawn, as those of a layer that tells what the page shows do."""
    bokser = list(_ruter(tekst, rute, skala, max(1, len(tekst) // _PROVER)))
    treff = 0
    for x0, y0, x1, y1 in bokser:
        lys, mork = lite.crop((int(x0) - 1, int(y0), int(x1) + 2, int(y1) + 1)).getextrema()[::-1]
        treff += lys - mork > _KONTRAST
    return treff >= _TREFF * len(bokser)

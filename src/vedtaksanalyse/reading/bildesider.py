"""The pages of a PDF that must be looked at: drawn, recognised, and put in their places among the pages that have text."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from operator import itemgetter

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading.flyt import Sidelinjer, flyt
from vedtaksanalyse.reading.innhold import Grenser
from vedtaksanalyse.reading.ocr import find_motor
from vedtaksanalyse.reading.skann import STORST, read_skann
from vedtaksanalyse.reading.tekstkvalitet import score_innhold
from vedtaksanalyse.reading.tekstlag import BILDE, check_piksler
from vedtaksanalyse.reading.tidsrom import ask_tid
from vedtaksanalyse.sak import Lesestatus, Side

_SVAK, _ODELAGT, _BEDRE = 0.85, 0.5, 0.05
_SKYLD = {"rare_tegn", "mangler_bokstaver", "limt", "delt", "ukjente_ord"}
_FREMMED = "annet_sprak"
_DPI, _LAV, _DOBLES = 300.0, 100.0, 180.0


def read_bildesider(
    pdf: pdfium.PdfDocument, sider: Sequence[Sidelinjer], lest: Sequence[Side], grenser: Grenser
) -> dict[int, Sidelinjer]:
    """The pages without text, and those whose text is broken where the picture says more, by their place among all pages.

    Those with text that can be used are only looked at as far as the limit goes, the worst first. Without a recogniser a
    page whose text is beyond use becomes one without text.

    Args:
        pdf: the file.
        sider: its pages.
        lest: the same pages as they were read, with their quality.
        grenser: how many may be looked at.

    Raises:
        Lesefeil: more pages without text that can be used than may be looked at, or one that took too long.
    """
    mulige = [(n, score) for n, side in enumerate(lest) if (score := _score(side)) is not None]
    odelagte = [n for n, score in mulige if score < _ODELAGT]
    motor = find_motor() if mulige and grenser.ocr_sider else None
    if motor is None:
        return {n: _uten_tekst(sider[n]) for n in odelagte if sider[n].lesemaate != BILDE}
    if len(odelagte) > grenser.ocr_sider:
        raise Lesefeil(Lesestatus.FOR_STOR)
    ut = {}
    for n, score in sorted(mulige, key=itemgetter(1))[: grenser.ocr_sider]:
        ask_tid()
        with closing(pdf[n]) as side:
            bilde, dpi = _draw(side, grenser.piksler)
        skannet = read_skann(motor, bilde, dpi, grenser.sidefrist, sider[n].nummer)
        if sider[n].lesemaate == BILDE or _kvalitet(skannet) > score + _BEDRE:
            ut[n] = skannet
    return ut


def _score(side: Side) -> float | None:
    """How good the text of a page is that should be looked at; None for pages that need not be."""
    if side.lesemaate == BILDE:
        return 0.0
    if side.kvalitet is None or side.kvalitet >= _SVAK or _FREMMED in side.grunner or not _SKYLD.intersection(side.grunner):
        return None
    return side.kvalitet


def _uten_tekst(side: Sidelinjer) -> Sidelinjer:
    return Sidelinjer(side.nummer, *(side.vist or (side.bredde, side.hoyde)), [], BILDE)


def _kvalitet(side: Sidelinjer) -> float:
    return score_innhold(flyt([side])).sider[0].kvalitet or 0.0


def _draw(side: pdfium.PdfPage, piksler: int) -> tuple[Image.Image, float]:
    """The page in grey and its pixels to an inch: as many as its scan has, within reason."""
    bredde, hoyde = side.get_size()
    dpi = min(_find_dpi(side, piksler), (STORST / max(bredde * hoyde, 1.0)) ** 0.5 * 72)
    with closing(side.render(scale=dpi / 72, grayscale=True)) as bilde:
        return bilde.to_pil().convert("L"), dpi


def _find_dpi(side: pdfium.PdfPage, piksler: int) -> float:
    """The resolution of the page's largest picture; twice that where it is too low for small letters."""
    storst, dpi = 0.0, _DPI
    for objekt in side.get_objects(max_depth=3):
        if objekt.type == raw.FPDF_PAGEOBJ_IMAGE:
            bredde, hoyde = check_piksler(objekt, piksler)
            x0, y0, x1, y1 = objekt.get_bounds()
            flate = abs(x1 - x0) * abs(y1 - y0)
            if flate > storst:
                storst, dpi = flate, (bredde * hoyde / flate) ** 0.5 * 72
    return max(_LAV, min(dpi if dpi >= _DOBLES else 2 * dpi, _DPI))

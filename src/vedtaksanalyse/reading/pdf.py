"""PDF through PDFium: fast, one page at a time, every character's index kept. One thread per process."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading.bildesider import read_bildesider
from vedtaksanalyse.reading.blokker import er_tvilsom, ordne
from vedtaksanalyse.reading.flyt import Sidelinjer, flyt
from vedtaksanalyse.reading.innhold import Grenser, Innhold
from vedtaksanalyse.reading.kanter import fjern_kanter
from vedtaksanalyse.reading.pdflinjer import Sidelinjeleser
from vedtaksanalyse.reading.skjema import Felt, draw_merker, mark_ruter, take_felter
from vedtaksanalyse.reading.spalter import del_spalter
from vedtaksanalyse.reading.strommer import check_strommer
from vedtaksanalyse.reading.synlig import skjul_usynlig
from vedtaksanalyse.reading.tegn import SKJULT, Ramme, sidetekst, tegnboks
from vedtaksanalyse.reading.tekstkvalitet import score_innhold
from vedtaksanalyse.reading.tekstlag import BLANK, TEKST, find_lesemaate
from vedtaksanalyse.sak import Lesestatus

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
        finn = partial(find_lesemaate, piksler=grenser.piksler, har_bilder=_BILDE.search(data) is not None)
        for nummer in range(1, len(pdf) + 1):
            with open_side(pdf, nummer) as (side, tekstside, felter):
                if max(side.get_size()) > grenser.punkter:
                    raise Lesefeil(Lesestatus.FOR_STOR)
                sider.append(_les_side(side, tekstside, nummer, felter, data, finn))
        innhold = _finish(sider)
        if nye := read_bildesider(pdf, sider, innhold.sider, grenser):
            innhold = _finish([nye.get(n, side) for n, side in enumerate(sider)])
    if all(side.lesemaate == BLANK or side.sikkerhet == 0.0 for side in innhold.sider):
        raise Lesefeil(Lesestatus.TOM)
    return innhold


def _finish(sider: list[Sidelinjer]) -> Innhold:
    return score_innhold(flyt(fjern_kanter(sider)))


def open_pdf(data: bytes) -> pdfium.PdfDocument:
    """A PDF opened by PDFium, its form ready to be asked; the caller closes it.

    Raises:
        Lesefeil: encrypted or unreadable.
    """
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as feil:
        laast = getattr(feil, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise Lesefeil(Lesestatus.KRYPTERT if laast else Lesestatus.ULESELIG) from None
    with suppress(pdfium.PdfiumError):
        pdf.init_forms()
    return pdf


@contextmanager
def open_side(
    pdf: pdfium.PdfDocument, nummer: int
) -> Iterator[tuple[pdfium.PdfPage, pdfium.PdfTextPage, list[Felt]]]:
    """A page, its characters and its form fields: what is filled in or stamped on the page is among the characters.

    It comes last there, wherever on the page it stands.
    """
    side, felter = pdf[nummer - 1], []
    if raw.FPDFPage_GetAnnotCount(side):
        felter = take_felter(pdf, side)
        raw.FPDFPage_Flatten(side, raw.FLAT_NORMALDISPLAY)
        side.close()
        side = pdf[nummer - 1]
        draw_merker(pdf, side, felter)
    with closing(side), closing(side.get_textpage()) as tekstside:
        yield side, tekstside, felter


def _les_side(
    side: pdfium.PdfPage,
    tekstside: pdfium.PdfTextPage,
    nummer: int,
    felter: list[Felt],
    data: bytes,
    finn: Callable[..., str],
) -> Sidelinjer:
    tekst = mark_ruter(tekstside, skjul_usynlig(side, tekstside, sidetekst(tekstside)), felter)
    lesemaate = finn(side, tekst.replace(SKJULT, " "), partial(tegnboks, tekstside, ramme=Ramme(side)))
    if lesemaate != TEKST:
        return Sidelinjer(nummer, *side.get_size(), [], lesemaate)
    leser = Sidelinjeleser(side, tekstside, tekst)
    linjer = [] if felter else leser.linjer()
    if felter or er_tvilsom(linjer):
        from vedtaksanalyse.reading.layout import ordne_etter_sted

        tegn, andre = leser.tegn([felt.rute for felt in felter])
        blokker, lesemaate = ordne_etter_sted(tegn, data, nummer) + ordne(andre), "layout"
    else:
        blokker = ordne(linjer)
    blokker, ramme = del_spalter(blokker, leser.boks), leser.ramme
    return Sidelinjer(nummer, ramme.bredde, ramme.hoyde, blokker, lesemaate, vist=side.get_size())

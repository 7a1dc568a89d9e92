"""PDFs for the tests, drawn as programs draw them."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pypdfium2 as pdfium
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from vedtaksanalyse.reading.dokument import read_innhold
from vedtaksanalyse.reading.innhold import Grenser
from vedtaksanalyse.sak import Belegg, Dokument

Tegner = Callable[[Canvas], None]


def lag_pdf(*sider: Tegner | list[str], **valg) -> bytes:
    """A PDF with one page for each drawer or list of lines."""
    ut = BytesIO()
    lerret = Canvas(ut, pagesize=A4, invariant=1, **valg)
    for side in sider:
        if callable(side):
            side(lerret)
        else:
            skriv(lerret, side)
        lerret.showPage()
    lerret.save()
    return ut.getvalue()


def skriv(lerret: Canvas, linjer: list[str], x: float = 70, y: float = 780, avstand: float = 14) -> None:
    """Lines below each other."""
    lerret.setFont("Helvetica", 11)
    for n, linje in enumerate(linjer):
        lerret.drawString(x, y - n * avstand, linje)


def bilde(lerret: Canvas) -> None:
    """A page that is one grey picture with something on it, as a scanner makes it."""
    ark = Image.new("L", (400, 560), 200)
    ark.paste(Image.effect_noise((200, 100), 120).point(lambda n: 20 if n < 90 else 200), (100, 200))
    lerret.drawImage(ImageReader(ark), 0, 0, *A4)


def les(data: bytes) -> Dokument:
    """The document that reading makes of these bytes."""
    innhold = read_innhold(data, Grenser(ocr_sider=0))
    return Dokument("d", "annet", innhold.tekst, sider=innhold.sider)


def belegg(dokument: Dokument, sitat: str) -> Belegg:
    """Where a quote stands; it must be there."""
    start = dokument.tekst.index(sitat)
    return Belegg(dokument.dok_id, start, start + len(sitat))


def tegn_side(data: bytes, nummer: int = 1, skala: float = 2.0) -> Image.Image:
    """A page as a grey picture, its form filled in."""
    with pdfium.PdfDocument(data) as pdf:
        pdf.init_forms()
        return pdf[nummer - 1].render(scale=skala, grayscale=True).to_pil()


def blekk(bilde: Image.Image) -> int:
    """How many dark pixels a picture has."""
    return sum(bilde.histogram()[:128])

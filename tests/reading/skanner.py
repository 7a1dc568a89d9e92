"""Scans for the tests: letters drawn, photographed askew with specks and blur, and put into PDFs as scanners do."""

from __future__ import annotations

import random
from io import BytesIO

import pikepdf
import pypdfium2 as pdfium
from pdfer import lag_pdf, skriv
from PIL import Image, ImageDraw, ImageFilter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

BREV = [
    "Nav Sundlia, vedtak om økonomisk stønad",
    "Du har søkt om hjelp til husleie, strøm og klær for mars og april. Barnet på åtte",
    "år bor fast hos mor og går på skolen i fjerde klasse. Vi har vurdert hva barnet",
    "trenger av klær, utstyr og fritid, og har lagt vekt på at familien må flytte.",
    "Søknaden innvilges delvis etter sosialtjenesteloven § 18, jf. § 17. Kontoret har",
    "snakket med moren om skolen og om hvordan barnet har det hjemme. Du kan klage på",
    "vedtaket innen tre uker fra du mottok brevet, og vi kan hjelpe deg med klagen.",
]
NOTAT = [
    "Journalnotat fra samtale på kontoret",
    "Mor forteller at den eldste datteren på tolv år ikke lenger går på håndball, fordi",
    "treningsavgiften ikke er betalt siden høsten. Hun sover dårlig og deler rom med to",
    "mindre søsken. Skolen har meldt fra om at hun mangler vinterklær og matpakke, og",
    "læreren ber om et møte. Vi avtaler at kontoret ringer skolen og finner ut av det.",
]
ARK = (595.0, 250.0)
DPI = 200


def tegn_ark(linjer: list[str], dpi: int = DPI) -> Image.Image:
    """A clean sheet with these lines, in grey."""

    def side(c: Canvas) -> None:
        c.setPageSize(ARK)
        skriv(c, linjer, x=60, y=ARK[1] - 60, avstand=20)

    with pdfium.PdfDocument(lag_pdf(side)) as pdf:
        return pdf[0].render(scale=dpi / 72, grayscale=True).to_pil()


def slit(ark: Image.Image, vinkel: float = 1.5, vei: int = 0) -> Image.Image:
    """As a scanner gives it back: askew, soft, on grey paper with specks, and turned with the clock."""
    tilfeldig = random.Random(3)
    ark = ark.rotate(vinkel, Image.Resampling.BICUBIC, fillcolor=255).filter(ImageFilter.GaussianBlur(0.6))
    ark = ark.point([30 + n * 4 // 5 for n in range(256)])
    stoy = Image.effect_noise(ark.size, 20)
    ark = Image.blend(ark, stoy, 0.12)
    penn = ImageDraw.Draw(ark)
    for _ in range(300):
        penn.point((tilfeldig.randrange(ark.width), tilfeldig.randrange(ark.height)), 20)
    ut = BytesIO()
    ark.rotate(-vei, expand=True).save(ut, "JPEG", quality=70)
    return Image.open(ut)


def skannside(bilde: Image.Image, lag: list[str] | None = None):
    """A page that is this picture, with the lines of an invisible layer over it where there are any."""

    def side(c: Canvas) -> None:
        storrelse = (bilde.width * 72 / DPI, bilde.height * 72 / DPI)
        c.setPageSize(storrelse)
        c.drawImage(ImageReader(bilde), 0, 0, *storrelse)
        if lag:
            tekst = c.beginText(60, storrelse[1] - 60)
            tekst.setFont("Helvetica", 11)
            tekst.setLeading(20)
            tekst.setTextRenderMode(3)
            tekst.textLines(lag)
            c.drawText(tekst)

    return side


def blankt() -> Image.Image:
    """The back of a sheet."""
    return slit(Image.new("L", (1652, 694), 255))


def bytt_koder(data: bytes, forskyv: int | None) -> bytes:
    """A PDF whose fonts say that every letter is another one, or do not say at all what they are."""
    with pikepdf.open(BytesIO(data)) as pdf:
        for objekt in pdf.objects:
            if isinstance(objekt, pikepdf.Dictionary) and "/ToUnicode" in objekt:
                if forskyv is None:
                    del objekt["/ToUnicode"]
                else:
                    objekt.ToUnicode = pdf.make_stream(_forskyv(objekt.ToUnicode.read_bytes(), forskyv))
        ut = BytesIO()
        pdf.save(ut, deterministic_id=True)
        return ut.getvalue()


def _forskyv(koder: bytes, antall: int) -> bytes:
    linjer = []
    for linje in koder.split(b"\n"):
        deler = linje.rsplit(b"<", 1)
        if linje.count(b"<") in (2, 3) and len(deler[1]) == 5 and deler[1].endswith(b">"):
            linje = deler[0] + b"<%04X>" % (int(deler[1][:4], 16) + antall)
        linjer.append(linje)
    return b"\n".join(linjer)

"""Image files as documents: PNG, JPEG and TIFF, a page for each picture in the file, read by OCR.

So are the pictures in a document that has nothing else.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from contextlib import closing

from PIL import Image, ImageOps

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading.flyt import Sidelinjer, flyt
from vedtaksanalyse.reading.innhold import Grenser, Innhold
from vedtaksanalyse.reading.kanter import fjern_kanter
from vedtaksanalyse.reading.ocr import find_motor
from vedtaksanalyse.reading.skann import STORST, read_skann
from vedtaksanalyse.reading.tekstlag import BLANK, has_spor
from vedtaksanalyse.reading.tidsrom import ask_tid
from vedtaksanalyse.sak import Lesestatus

_FORMATER = ("PNG", "JPEG", "TIFF", "MPO")
_I_TEKST = (*_FORMATER, "GIF", "BMP", "WEBP")
_SIDE, _FLATE = 350, 300_000
_TROLIG = (70, 620)
_A4 = 842
_LAV = 180
_HVIT = 255


def read_bildefil(data: bytes, grenser: Grenser) -> Innhold:
    """The text and pages of an image file.

    Raises:
        Lesefeil: nobody here can read it, it has too many pages or pixels, is cut off, or is without text.
    """
    return _read([data], grenser, _FORMATER)


def read_bilder(bilder: Sequence[bytes], grenser: Grenser) -> Innhold:
    """The text of a document that has only these pictures; logos and other small ones are passed over.

    Raises:
        Lesefeil: nobody here can read them, they are too many or have too many pixels, or are without text.
    """
    bilder = [data for data in bilder if not is_pynt(data)]
    if not bilder or not grenser.ocr_sider or find_motor() is None:
        raise Lesefeil(Lesestatus.KREVER_OCR)
    return _read(bilder, grenser, _I_TEKST)


def is_pynt(data: bytes) -> bool:
    """True for a picture within a text that is too small to be a page or a screen with something written on it."""
    try:
        with Image.open(io.BytesIO(data), formats=_I_TEKST) as bilde:
            return min(bilde.size) < _SIDE or bilde.width * bilde.height < _FLATE
    except Image.DecompressionBombError:
        return False
    except Exception:  # noqa: BLE001 (what cannot be shown shows nothing)
        return True


def _read(bilder: Sequence[bytes], grenser: Grenser, formater: Sequence[str]) -> Innhold:
    sider: list[Sidelinjer] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # we count ourselves, and less
            for data in bilder:
                with closing(Image.open(io.BytesIO(data), formats=formater)) as fil:
                    sider += _read_sider(fil, grenser, len(sider))
    except Image.DecompressionBombError:
        raise Lesefeil(Lesestatus.FOR_STOR_UTPAKKET) from None
    if not any(side.sikkerhet for side in sider):
        raise Lesefeil(Lesestatus.TOM)
    return flyt(fjern_kanter(sider))


def _read_sider(fil: Image.Image, grenser: Grenser, foer: int) -> list[Sidelinjer]:
    """The pages of a picture file, with so many before them."""
    motor = find_motor() if grenser.ocr_sider else None
    antall = getattr(fil, "n_frames", 1)
    if foer + antall > (grenser.ocr_sider if motor else grenser.sider):
        raise Lesefeil(Lesestatus.FOR_STOR)
    sider = []
    for nummer in range(foer + 1, foer + antall + 1):
        bilde, dpi = _hent(fil, nummer - foer, grenser.piksler)
        if not has_spor(bilde):
            sider.append(Sidelinjer(nummer, bilde.width / dpi * 72, bilde.height / dpi * 72, [], BLANK))
        elif motor is None:
            raise Lesefeil(Lesestatus.KREVER_OCR)
        else:
            ask_tid()
            sider.append(read_skann(motor, bilde, dpi, grenser.sidefrist, nummer))
    return sider


def _hent(fil: Image.Image, nummer: int, piksler: int) -> tuple[Image.Image, float]:
    """One picture of the file in grey on white, as a viewer turns it, and its pixels to an inch.

    Raises:
        Lesefeil: too many pixels, or the file ends before the picture does.
    """
    fil.seek(nummer - 1)
    antall = fil.width * fil.height
    if antall > piksler:
        raise Lesefeil(Lesestatus.FOR_STOR_UTPAKKET)
    dpi = _find_dpi(fil)
    skala = min(2.0 if dpi < _LAV else 1.0, (STORST / antall) ** 0.5)
    if skala < 1:
        fil.draft("L", (round(fil.width * skala), round(fil.height * skala)))
    try:
        fil.load()
    except OSError:
        raise Lesefeil(Lesestatus.UFULLSTENDIG) from None
    bilde = ImageOps.exif_transpose(_graa(fil))
    skala = skala * (antall / (bilde.width * bilde.height)) ** 0.5  # of what is left to do after the draft
    if skala != 1:
        bilde = bilde.resize((max(1, round(bilde.width * skala)), max(1, round(bilde.height * skala))))
    return bilde, dpi * (bilde.width * bilde.height / antall) ** 0.5


def _graa(fil: Image.Image) -> Image.Image:
    if fil.mode.startswith("I"):
        topp = fil.getextrema()[1] or 1
        return fil.point(lambda verdi: verdi * (_HVIT / topp)).convert("L")
    if "A" in fil.getbands() or "transparency" in fil.info:
        med = fil.convert("LA")
        bunn = Image.new("L", med.size, _HVIT)
        bunn.paste(med.getchannel("L"), mask=med.getchannel("A"))
        return bunn
    return fil.convert("L")


def _find_dpi(fil: Image.Image) -> float:
    """What the file says where that can be true; else as if its longest side were that of an A4 sheet."""
    sagt = fil.info.get("dpi") or (0, 0)
    dpi = float(sagt[0] or 0)
    return dpi if _TROLIG[0] < dpi < _TROLIG[1] else max(fil.size) / _A4 * 72

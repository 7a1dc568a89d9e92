"""Tries the recogniser on a small picture that is drawn here."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec

from vedtaksanalyse.reading.ocr import _OGSAA, _PAKKE, _RETNING, _har, find_motor, find_sprakdata

_ORD, _PUNKT, _DPI, _SEKUNDER = "Vedtak 2026", 40, 300, 20.0


@dataclass(frozen=True, slots=True)
class Ocrprove:
    """What is missing, and whether the words in the picture came out."""

    uten_pakke: bool = False
    mangler_norsk: bool = False
    mangler: tuple[str, ...] = ()
    lest: bool = False


def prove_ocr() -> Ocrprove:
    """How it stands with OCR in this process."""
    if find_spec(_PAKKE) is None or find_spec("PIL") is None:
        return Ocrprove(uten_pakke=True)
    mappe = find_sprakdata()
    if mappe is None:
        return Ocrprove(mangler_norsk=True)
    mangler = tuple(navn for navn in (_OGSAA, _RETNING) if not _har(mappe, navn))
    motor = find_motor()
    return Ocrprove(mangler=mangler, lest=motor is not None and _reads(motor))


def _reads(motor) -> bool:
    from PIL import Image, ImageDraw, ImageFont

    bilde = Image.new("L", (_PUNKT * 10, _PUNKT * 3), 255)
    ImageDraw.Draw(bilde).text((_PUNKT, _PUNKT), _ORD, fill=0, font=ImageFont.load_default(_PUNKT))
    linjer = motor.read(bilde, _DPI, _SEKUNDER)
    return _ORD.split()[0] in [ett.tekst for linje in linjer for ett in linje.ordene]

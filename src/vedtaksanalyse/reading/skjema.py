"""What is filled into the form fields of a PDF page. A box gets a sign of its own, which says whether it is ticked.

The form's own picture of a tick is a stroke or a letter of a symbol font, and an empty box has none. So a letter is
drawn over each box before the page's characters are counted, and read as «☒» or «☐»; it has a place as all others.
"""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from vedtaksanalyse.reading.symboler import RUTER
from vedtaksanalyse.reading.tegn import SKJULT, Rute

_AVKRYSNING = {raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON}
_SKJULT = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
_TOMT = 2
_LITE = 0.02
_HELVETICA = 1.17
_MIDT = (0.33, 0.36)


@dataclass(slots=True)
class Felt:
    """A field in PDFium's coordinates; ``merke`` is the sign of a box, ``adresse`` that of the letter drawn over it."""

    rute: Rute
    merke: str
    adresse: int | None = None


def take_felter(pdf: pdfium.PdfDocument, side: pdfium.PdfPage) -> list[Felt]:
    """The page's visible fields. Notes that have no picture of themselves get one."""
    felter, mangler = [], False
    for n in range(raw.FPDFPage_GetAnnotCount(side)):
        merknad = raw.FPDFPage_GetAnnot(side, n)
        slag = raw.FPDFAnnot_GetSubtype(merknad)
        if slag == raw.FPDF_ANNOT_FREETEXT:
            mangler |= raw.FPDFAnnot_GetAP(merknad, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) <= _TOMT
        elif slag == raw.FPDF_ANNOT_WIDGET and pdf.formenv and not raw.FPDFAnnot_GetFlags(merknad) & _SKJULT:
            rekt = raw.FS_RECTF()
            raw.FPDFAnnot_GetRect(merknad, rekt)
            type_ = raw.FPDFAnnot_GetFormFieldType(pdf.formenv, merknad)
            krysset = type_ in _AVKRYSNING and raw.FPDFAnnot_IsChecked(pdf.formenv, merknad)
            rute = (rekt.left, min(rekt.bottom, rekt.top), rekt.right, max(rekt.bottom, rekt.top))
            felter.append(Felt(rute, RUTER[bool(krysset)] if type_ in _AVKRYSNING else ""))
        raw.FPDFPage_CloseAnnot(merknad)
    if mangler:
        side.render(scale=_LITE).close()
    return felter


def draw_merker(pdf: pdfium.PdfDocument, side: pdfium.PdfPage, felter: list[Felt]) -> None:
    """Draw a letter over each box, upright as the page is shown."""
    vinkel = math.radians(side.get_rotation())
    cos, sin = math.cos(vinkel), math.sin(vinkel)
    bokstav = (ctypes.c_ushort * 2)(ord("X"), 0)
    for felt in felter:
        v, b, h, t = felt.rute
        storrelse = min(h - v, t - b) / _HELVETICA
        if not felt.merke or storrelse <= 0:
            continue
        objekt = raw.FPDFPageObj_NewTextObj(pdf, b"Helvetica", storrelse)
        raw.FPDFText_SetText(objekt, bokstav)
        dx, dy = (del_ * storrelse for del_ in _MIDT)
        x, y = (v + h) / 2 - dx * cos + dy * sin, (b + t) / 2 - dx * sin - dy * cos
        raw.FPDFPageObj_Transform(objekt, cos, sin, -sin, cos, x, y)
        raw.FPDFPage_InsertObject(side, objekt)
        felt.adresse = ctypes.cast(objekt, ctypes.c_void_p).value


def mark_ruter(tekstside: pdfium.PdfTextPage, tekst: str, felter: list[Felt]) -> str:
    """The page's characters with the boxes' signs in their places, and without what the form drew in the boxes."""
    bokser = [felt for felt in felter if felt.adresse]
    if not bokser:
        return tekst
    merke = {felt.adresse: felt.merke for felt in bokser}
    ut, rekt = list(tekst), raw.FS_RECTF()
    for n, tegn in enumerate(tekst):
        adresse = ctypes.cast(raw.FPDFText_GetTextObject(tekstside, n), ctypes.c_void_p).value
        if adresse in merke and not tegn.isspace():
            ut[n] = merke[adresse]
            continue
        raw.FPDFText_GetLooseCharBox(tekstside, n, rekt)
        x, y = (rekt.left + rekt.right) / 2, (rekt.bottom + rekt.top) / 2
        if not tegn.isspace() and any(v <= x <= h and b <= y <= t for v, b, h, t in (felt.rute for felt in bokser)):
            ut[n] = SKJULT
    return "".join(ut)

"""Text of a PDF page that nobody can see on it: white on white, covered, cut away, invisible or minute. It is no evidence.

Each piece of print is asked what it costs nothing to know. Only where one may be hidden, the page is drawn twice, with
and without those pieces: a character that makes no difference to the picture is hidden.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from vedtaksanalyse.reading.tegn import SKJULT, Ramme, Rute, tegnboks

_LYS = 185
_KLAR = 60
_FLATE = 3.0
_FORSKJELL = 20
_SKALA = 2.0
_PIKSLER = 4_000_000
_DYBDE = 5
_PAR = 50_000
_DEKKER = {raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING, raw.FPDF_PAGEOBJ_FORM}
_USYNLIG = {raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP}
_KLIPP, _KLIPPUNKTER, _REKTANGEL, _SLARK = 4, 12, (4, 5), 3.0
_PUNKT = ctypes.c_float(), ctypes.c_float()
_FARGE = tuple(ctypes.c_uint() for _ in range(4))
_KANTER = tuple(ctypes.c_float() for _ in range(4))
_LAG = "OC\0"
_NAVN, _LENGDE = (ctypes.c_ushort * 8)(), ctypes.c_ulong()
_FYLL, _STREK = ctypes.c_int(), ctypes.c_int()


@dataclass(slots=True)
class _Mistenkt:
    """The pieces of print that may be hidden, by address, and the pictures that may have invisible text of their own."""

    skrift: dict[int, object] = field(default_factory=dict)
    usynlig: set[int] = field(default_factory=set)
    bilder: list[Rute] = field(default_factory=list)


def skjul_usynlig(side: pdfium.PdfPage, tekstside: pdfium.PdfTextPage, tekst: str) -> str:
    """The characters of a page, those nobody can see replaced by ``SKJULT``.

    Invisible text over a picture is that picture's own text, put there by whoever scanned it, and stays.
    """
    mistenkt = _Mistenkt()
    _let(side.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, mistenkt)
    if not mistenkt.skrift and not mistenkt.usynlig:
        return tekst
    ramme = Ramme(side)
    bilder = [ramme.boks(*bilde) for bilde in mistenkt.bilder]
    forskjell = _forskjell(side, list(mistenkt.skrift.values())) if mistenkt.skrift else None
    ut = list(tekst)
    for n, tegn in enumerate(tekst):
        adresse = _adresse(raw.FPDFText_GetTextObject(tekstside, n))
        if tegn.isspace():
            continue
        if adresse in mistenkt.usynlig:
            rute = tegnboks(tekstside, n, ramme)
            sees = any(_inni(rute, bilde) for bilde in bilder)
        else:
            sees = adresse not in mistenkt.skrift or _sees(forskjell, tegnboks(tekstside, n, ramme))
        if not sees:
            ut[n] = SKJULT
    return "".join(ut)


def _let(holder, tell, hent, mistenkt: _Mistenkt, ytre: Rute | None = None, dybde: int = _DYBDE) -> None:
    """Go through the pieces of a page, or of a form on it, in the order they are drawn."""
    skrift: list[tuple[object, Rute]] = []
    nye: list[object] = []
    par = 0
    for n in range(tell(holder)):
        objekt = hent(holder, n)
        slag = raw.FPDFPageObj_GetType(objekt)
        if slag == raw.FPDF_PAGEOBJ_TEXT:
            nye.append(objekt)
            _vurder(objekt, mistenkt)
            continue
        if slag not in _DEKKER or (slag == raw.FPDF_PAGEOBJ_PATH and not _er_fylt(objekt)):
            continue
        flate = _omfang(objekt)
        if slag == raw.FPDF_PAGEOBJ_IMAGE:
            mistenkt.bilder.append(ytre or flate)
        elif slag == raw.FPDF_PAGEOBJ_FORM and dybde:
            _let(objekt, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, mistenkt, ytre or flate, dybde - 1)
        if min(flate[2] - flate[0], flate[3] - flate[1]) < _FLATE:
            continue
        skrift += [(ny, _omfang(ny)) for ny in nye]
        nye.clear()
        par += len(skrift)
        for under, sted in skrift:
            if par > _PAR or _moetes(flate, sted):
                mistenkt.skrift[_adresse(under)] = under
        if par > _PAR:
            skrift.clear()


def _vurder(objekt, mistenkt: _Mistenkt) -> None:
    """Suspect print by its own looks: invisible, light, nearly transparent, in a layer, or outside what is drawn there."""
    maate = raw.FPDFTextObj_GetTextRenderMode(objekt)
    if maate in _USYNLIG:
        mistenkt.usynlig.add(_adresse(objekt))
        return
    strek = maate in (raw.FPDF_TEXTRENDERMODE_STROKE, raw.FPDF_TEXTRENDERMODE_STROKE_CLIP)
    if (raw.FPDFPageObj_GetStrokeColor if strek else raw.FPDFPageObj_GetFillColor)(objekt, *_FARGE):
        r, g, b, klarhet = _FARGE
        if r.value * 3 + g.value * 6 + b.value > 10 * _LYS or klarhet.value < _KLAR:
            mistenkt.skrift[_adresse(objekt)] = objekt
    if (raw.FPDFPageObj_CountMarks(objekt) > 0 and _i_lag(objekt)) or _er_klippet(objekt):
        mistenkt.skrift[_adresse(objekt)] = objekt


def _er_klippet(objekt) -> bool:
    """True for print that reaches out of a path that it is cut at, or is cut at one that it takes long to follow."""
    klipp = raw.FPDFPageObj_GetClipPath(objekt)
    antall = raw.FPDFClipPath_CountPaths(klipp)
    if antall <= 0:
        return False
    v, b, h, t = _omfang(objekt)
    for n in range(min(antall, _KLIPP)):
        punkter = raw.FPDFClipPath_CountPathSegments(klipp, n)
        if not 0 < punkter <= _KLIPPUNKTER:
            return True
        # Of a rectangle two corners tell all.
        x, y = zip(*(_punkt(klipp, n, k) for k in ((0, 2) if punkter in _REKTANGEL else range(punkter))), strict=True)
        if min(x) - v > _SLARK or h - max(x) > _SLARK or min(y) - b > _SLARK or t - max(y) > _SLARK:
            return True
    return antall > _KLIPP


def _punkt(klipp, sti: int, nummer: int) -> tuple[float, float]:
    x, y = _PUNKT
    raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(klipp, sti, nummer), x, y)
    return x.value, y.value


def _i_lag(objekt) -> bool:
    """True for print in a layer that can be turned off."""
    for n in range(min(raw.FPDFPageObj_CountMarks(objekt), _DYBDE)):
        raw.FPDFPageObjMark_GetName(raw.FPDFPageObj_GetMark(objekt, n), _NAVN, len(_NAVN) * 2, _LENGDE)
        if _LENGDE.value == len(_LAG) * 2 and bytes(_NAVN)[: len(_LAG) * 2] == _LAG.encode("utf-16-le"):
            return True
    return False


def _er_fylt(sti) -> bool:
    return bool(raw.FPDFPath_GetDrawMode(sti, _FYLL, _STREK)) and _FYLL.value != raw.FPDF_FILLMODE_NONE


def _omfang(objekt) -> Rute:
    raw.FPDFPageObj_GetBounds(objekt, *_KANTER)
    v, b, h, t = (kant.value for kant in _KANTER)
    return v, b, h, t


def _adresse(objekt) -> int | None:
    return ctypes.cast(objekt, ctypes.c_void_p).value


def _moetes(a: Rute, b: Rute) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _inni(liten: Rute, stor: Rute) -> bool:
    x, y = (liten[0] + liten[2]) / 2, (liten[1] + liten[3]) / 2
    return stor[0] <= x <= stor[2] and stor[1] <= y <= stor[3]


def _forskjell(side: pdfium.PdfPage, skrift: list[object]):
    """The grey picture of what these pieces of print change on the page, and how many pixels a point is."""
    from PIL import ImageChops

    bredde, hoyde = side.get_size()
    skala = min(_SKALA, (_PIKSLER / max(bredde * hoyde, 1.0)) ** 0.5)
    med = side.render(scale=skala, grayscale=True).to_pil()
    for objekt in skrift:
        raw.FPDFPageObj_SetIsActive(objekt, False)
    uten = side.render(scale=skala, grayscale=True).to_pil()
    for objekt in skrift:
        raw.FPDFPageObj_SetIsActive(objekt, True)
    return ImageChops.difference(med, uten), skala


def _sees(forskjell, rute: Rute) -> bool:
    bilde, skala = forskjell
    x0, y0, x1, y1 = (round(tall * skala) for tall in rute)
    utsnitt = bilde.crop((x0, y0, max(x1, x0 + 1), max(y1, y0 + 1)))
    return utsnitt.getextrema()[1] >= _FORSKJELL

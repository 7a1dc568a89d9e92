"""Parts of Word packages that are not Word's usual XML: «strict» names made usual, documents within made paragraphs."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection
from io import BytesIO

from docx.opc.part import Part
from docx.oxml.parser import OxmlElement, parse_xml

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading.epost import eml_tekst, is_eml
from vedtaksanalyse.reading.innhold import Grenser
from vedtaksanalyse.reading.rens import rens_tekst
from vedtaksanalyse.reading.velger import find_leser
from vedtaksanalyse.sak import Lesestatus

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRENGT = b"http://purl.oclc.org/ooxml/"
_STRENGE = re.compile(_STRENGT + rb"([A-Za-z]+)(?=[/\"'])")
_VANLIG = rb"http://schemas.openxmlformats.org/\1/2006"
_RELASJONER, _XML = "_rels/.rels", (".xml", ".rels")
_DYBDE = 3
_AV = ("0", "false", "off")


def find_skjulte(stiler) -> frozenset[str]:
    """The ids of the styles that hide what is in them, by themselves or as the style that they build on does."""
    skjult: dict[str, bool] = {}
    bygger_paa: dict[str, str] = {}
    for stil in stiler.iter(_W + "style"):
        navn = stil.get(_W + "styleId", "")
        merke, opphav = stil.find(f"{_W}rPr/{_W}vanish"), stil.find(_W + "basedOn")
        if merke is not None:
            skjult[navn] = is_paa(merke)
        elif opphav is not None:
            bygger_paa[navn] = opphav.get(_W + "val", "")
    for navn in list(bygger_paa):
        opphav, sett = navn, set()
        while opphav in bygger_paa and opphav not in sett:
            sett.add(opphav)
            opphav = bygger_paa[opphav]
        skjult[navn] = skjult.get(opphav, False)
    return frozenset(navn for navn, er in skjult.items() if er)


def is_paa(merke) -> bool:
    """Whether a property that can be turned off is there, and on."""
    return merke is not None and merke.get(_W + "val") not in _AV


def hide_etter_stil(rot, skjulte: Collection[str]) -> None:
    """Mark what a style hides as if it were hidden by itself; what says that it is seen stays."""
    for merke in list(rot.iter(_W + "rStyle", _W + "pStyle")) if skjulte else ():
        if merke.get(_W + "val") in skjulte:
            holder = merke.getparent().getparent()
            for bit in holder.iter(_W + "r") if merke.tag == _W + "pStyle" else (holder,):
                trekk = bit.find(_W + "rPr")
                if trekk is None:
                    trekk = OxmlElement("w:rPr")
                    bit.insert(0, trekk)
                if trekk.find(_W + "vanish") is None:
                    trekk.append(OxmlElement("w:vanish"))


def make_vanlig(data: bytes, pakke: zipfile.ZipFile) -> bytes:
    """The package with the names that all but «strict» ones use; mostly it has them already."""
    if _RELASJONER not in pakke.namelist() or _STRENGT not in pakke.read(_RELASJONER):
        return data
    ut = BytesIO()
    with zipfile.ZipFile(ut, "w") as ny:
        for post in pakke.infolist():
            innhold = pakke.read(post)
            ny.writestr(post.filename, _STRENGE.sub(_VANLIG, innhold) if post.filename.endswith(_XML) else innhold)
    return ut.getvalue()


def open_del(del_: Part, skjulte: Collection[str], grenser: Grenser, dybde: int):
    """The XML of a part, with the text of documents embedded in it where they stand, and what these styles hide marked."""
    rot = get_xml(del_)
    hide_etter_stil(rot, skjulte)
    for merke in list(rot.iter(_W + "altChunk")):
        rel = del_.rels.get(merke.get(_ID, ""))
        if rel is None or rel.is_external or dybde >= _DYBDE:
            raise Lesefeil(Lesestatus.ULESELIG)
        for linje in _les(rel.target_part.blob, grenser, dybde + 1).split("\n"):
            merke.addprevious(_avsnitt(linje))
        merke.getparent().remove(merke)
    return rot


def get_xml(del_: Part):
    """The XML of a part. python-docx keeps some parts as bytes."""
    return del_.element if hasattr(del_, "element") else parse_xml(del_.blob)


def _les(data: bytes, grenser: Grenser, dybde: int) -> str:
    """The text of an embedded document. An empty one says nothing; one that cannot be read is a hole in the text."""
    from vedtaksanalyse.reading.docx import read_docx

    if not data.strip():
        return ""
    if is_eml(data):
        return rens_tekst(eml_tekst(data))
    leser = find_leser(data, grenser)
    try:
        innhold = read_docx(data, grenser, dybde) if leser is read_docx else leser(data, grenser)
    except Lesefeil as feil:
        if feil.kode == Lesestatus.TOM:
            return ""
        raise
    if innhold.krever_ocr:
        raise Lesefeil(Lesestatus.KREVER_OCR)
    return rens_tekst(innhold.tekst).removesuffix("\n")


def _avsnitt(linje: str):
    avsnitt, bit, tekst = (OxmlElement(f"w:{navn}") for navn in "prt")
    tekst.text = linje
    bit.append(tekst)
    avsnitt.append(bit)
    return avsnitt

"""DOCX: python-docx opens the package, an own walk reads what is visible in its XML.

Tables become rows with cells kept apart; tracked insertions stay and deletions go; content controls, text boxes,
headers, footers, footnotes and documents within the document are read. Nothing outside the file is ever fetched, and a
package that unpacks to more than its limit is refused before it is unpacked.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from io import BytesIO
from itertools import chain

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.package import Package

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading.bildefil import read_bilder
from vedtaksanalyse.reading.docxdeler import find_skjulte, get_xml, is_paa, make_vanlig, open_del
from vedtaksanalyse.reading.innhold import Grenser, Innhold
from vedtaksanalyse.reading.kanter import er_sidetall
from vedtaksanalyse.reading.pakke import know_pakke, open_pakke
from vedtaksanalyse.reading.rader import join_celler
from vedtaksanalyse.reading.rens import rens_tekst
from vedtaksanalyse.reading.symboler import RUTER, symbol, vis
from vedtaksanalyse.sak import Lesestatus

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_BILDE = (_R + "embed", _R + "id")
_SLETTET = {_W + navn for navn in ("del", "moveFrom", "delText", "instrText", "rPr", "pPr", "sectPr", "sdtPr", "tblPr")}
_TEGN = {_W + "tab": "\t", _W + "ptab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}


def read_docx(data: bytes, grenser: Grenser, dybde: int = 0) -> Innhold:
    """The text of a Word document; ``dybde`` is how many others it lies in.

    Raises:
        Lesefeil: not a Word document, encrypted, half-written, too large unpacked, or empty.
    """
    with open_pakke(data, grenser) as pakke:
        if know_pakke(pakke) != "docx":
            raise Lesefeil(Lesestatus.FEIL_TYPE)
        data = make_vanlig(data, pakke)
    hoveddel = Package.open(BytesIO(data)).main_document_part
    topp, bunn, noter = [], [], []
    relasjoner = [rel for rel in hoveddel.rels.values() if not rel.is_external]
    stiler = [find_skjulte(get_xml(rel.target_part)) for rel in relasjoner if rel.reltype == RT.STYLES]
    apne = partial(open_del, skjulte=frozenset().union(*stiler), grenser=grenser, dybde=dybde)
    for rel in relasjoner:
        if rel.reltype in (RT.HEADER, RT.FOOTER):
            maal = topp if rel.reltype == RT.HEADER else bunn
            linjer = _linjer(apne(rel.target_part))
            maal += [linje for linje in linjer if linje not in maal]
        elif rel.reltype in (RT.FOOTNOTES, RT.ENDNOTES):
            noter += _linjer(apne(rel.target_part))
    kropp = _linjer(apne(hoveddel))
    linjer = chain(_uten_sidetall(topp), kropp, noter, _uten_sidetall(bunn))
    tekst = rens_tekst("\n".join(linjer))
    if not tekst.strip():
        if bilder := [rel.target_part.blob for rel in _bilder(hoveddel)]:
            return read_bilder(bilder, grenser)
        raise Lesefeil(Lesestatus.TOM)
    return Innhold(tekst + "\n")


def _bilder(hoveddel) -> Iterator:
    """The pictures of a document in the order in which they stand there, and then those that stand elsewhere."""
    idene = (verdi for element in get_xml(hoveddel).iter() for navn, verdi in element.items() if navn in _BILDE)
    rels = (hoveddel.rels.get(id_) for id_ in dict.fromkeys([*idene, *hoveddel.rels]))
    yield from (rel for rel in rels if rel is not None and not rel.is_external and rel.reltype == RT.IMAGE)


def _uten_sidetall(linjer: list[str]) -> list[str]:
    return [linje for linje in linjer if not er_sidetall(linje)]


def _linjer(element) -> list[str]:
    """The lines of a container: paragraphs and table rows, each followed by its text boxes."""
    linjer: list[str] = []
    henger = ""
    for blokk in _blokker(element):
        if blokk.tag == _W + "tbl":
            if henger:
                linjer += henger.split("\n")
                henger = ""
            linjer += chain.from_iterable(_rad(rad) for rad in _barn(blokk, "tr"))
            continue
        bokser: list = []
        tekst = henger + "".join(_tekst(blokk, bokser))
        henger = ""
        if blokk.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None:
            henger = tekst
        else:
            linjer += tekst.split("\n")
        for boks in bokser:
            linjer += _linjer(boks)
    return linjer + henger.split("\n") if henger else linjer


def _blokker(element) -> Iterator:
    """Paragraphs and tables in order, through content controls, insertions and other wrappers."""
    for barn in element:
        if barn.tag in (_W + "p", _W + "tbl"):
            yield barn
        elif barn.tag == _MC + "AlternateContent":
            yield from _blokker(_valgt(barn))
        elif _uutfylt(barn):
            continue
        elif isinstance(barn.tag, str) and barn.tag not in _SLETTET:
            yield from _blokker(barn)


def _barn(element, navn: str) -> Iterator:
    """Rows of a table or cells of a row, also inside content controls; deleted rows are left out."""
    for barn in element:
        if barn.tag == _W + navn:
            if barn.find(f"{_W}trPr/{_W}del") is None:
                yield barn
        elif barn.tag in (_W + "sdt", _W + "sdtContent", _W + "customXml", _W + "ins"):
            yield from _barn(barn, navn)


def _rad(rad) -> list[str]:
    return join_celler(_linjer(celle) for celle in _barn(rad, "tc"))


def _tekst(element, bokser: list) -> Iterator[str]:
    """The visible text in a paragraph; its text boxes are put aside."""
    for barn in element:
        tag = barn.tag
        if tag in (_W + "t", _M + "t"):
            yield vis(barn.text or "")
        elif tag == _W + "sym":
            yield symbol(int(barn.get(_W + "char", "0"), 16))
        elif tag == _W + "checkBox":
            yield RUTER[_er_krysset(barn)]
        elif tag == _W + "ddList":
            yield _valgt_post(barn)
        elif tag in _TEGN:
            yield _TEGN[tag]
        elif tag == _W + "txbxContent":
            bokser.append(barn)
        elif tag == _MC + "AlternateContent":
            yield from _tekst(_valgt(barn), bokser)
        elif (tag == _W + "r" and _skjult(barn)) or _uutfylt(barn):
            continue
        elif isinstance(tag, str) and tag not in _SLETTET:
            yield from _tekst(barn, bokser)


def _skjult(tekstbit) -> bool:
    return is_paa(tekstbit.find(f"{_W}rPr/{_W}vanish"))


def _uutfylt(element) -> bool:
    """True for a field that nobody has filled in: what stands there is the form's own prompt."""
    return element.tag == _W + "sdt" and is_paa(element.find(f"{_W}sdtPr/{_W}showingPlcHdr"))


def _er_krysset(rute) -> bool:
    """Whether a box of an old form is ticked; its own state goes before what it began with."""
    merke = rute.find(_W + "checked")
    if merke is None:
        merke = rute.find(_W + "default")
    return is_paa(merke)


def _valgt_post(liste) -> str:
    """What is chosen from the list of an old form."""
    merke = liste.find(_W + "result")
    poster = [post.get(_W + "val", "") for post in liste.iterfind(_W + "listEntry")]
    nummer = merke.get(_W + "val", "") if merke is not None else "0"
    return poster[int(nummer)] if nummer.isdecimal() and int(nummer) < len(poster) else ""


def _valgt(alternativ):
    """Of two ways to say the same, the first: the other repeats its text."""
    return next(iter(alternativ), ())

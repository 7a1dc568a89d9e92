"""OpenDocument text: an own walk over what is visible in its XML, as for Word.

Tables become rows with cells kept apart; tracked deletions, comments and hidden text are left out; notes, text boxes,
headers and footers are read, and what is filled into the fields of forms. A part that declares a document type is refused, so no entity is ever expanded.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from zipfile import ZipFile

from lxml import etree

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading.bildefil import read_bilder
from vedtaksanalyse.reading.innhold import Grenser, Innhold
from vedtaksanalyse.reading.kanter import er_sidetall
from vedtaksanalyse.reading.pakke import open_pakke
from vedtaksanalyse.reading.rader import join_celler
from vedtaksanalyse.reading.rens import rens_tekst
from vedtaksanalyse.reading.symboler import RUTER, vis
from vedtaksanalyse.sak import Lesestatus

_NS = {
    navn: f"{{urn:oasis:names:tc:opendocument:xmlns:{navn}:1.0}}"
    for navn in ("office", "style", "text", "table", "manifest")
} | {"draw": "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"}
_OFFICE, _STYLE, _TEXT, _TABLE, _DRAW = (_NS[navn] for navn in ("office", "style", "text", "table", "draw"))
_AVSNITT = (_TEXT + "p", _TEXT + "h")
_RAD, _TABELL, _BOKS, _NOTE = _TABLE + "table-row", _TABLE + "table", _DRAW + "text-box", _TEXT + "note"
_CELLE, _STILNAVN = _TABLE + "table-cell", _TEXT + "style-name"
_UTELATT = {
    *(_TEXT + navn for navn in ("tracked-changes", "hidden-text", "hidden-paragraph", "ruby-text", "note-citation")),
    *(_OFFICE + navn for navn in ("annotation", "annotation-end", "forms", "scripts", "event-listeners")),
}
_HREF = "{http://www.w3.org/1999/xlink}href"
_FORM, _XML_ID = "{urn:oasis:names:tc:opendocument:xmlns:form:1.0}", "{http://www.w3.org/XML/1998/namespace}id"
_FIELD = "{urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0}"
_LEDETEKST = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}showing-place-holder"
_VALGT = {
    "checkbox": (_FORM + "current-state", _FORM + "state", "checked"),
    "radio": (_FORM + "current-selected", _FORM + "selected", "true"),
}
_UTEN_VERDI = frozenset({"password", "hidden", "button", "image", "file", "generic-control"})
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_TEGN = {_TEXT + "tab": "\t", _TEXT + "line-break": "\n"}
_FLEST_BLANKE = 200


def read_odt(data: bytes, grenser: Grenser) -> Innhold:
    """The text of an OpenDocument text, packed or flat.

    Raises:
        Lesefeil: encrypted, half-written, broken, too large unpacked, only pictures, or empty.
    """
    if not data.startswith(b"PK"):
        rot = _rot(data)
        return _innhold(rot, rot) or _uten_tekst(rot, None, grenser)
    with open_pakke(data, grenser) as pakke:
        navn = pakke.namelist()
        if "META-INF/manifest.xml" in navn and b"encryption-data" in pakke.read("META-INF/manifest.xml"):
            raise Lesefeil(Lesestatus.KRYPTERT)
        stiler = _rot(pakke.read("styles.xml")) if "styles.xml" in navn else None
        rot = _rot(pakke.read("content.xml"))
        return _innhold(rot, stiler) or _uten_tekst(rot, pakke, grenser)


def _rot(xml: bytes):
    if b"<!DOCTYPE" in xml.replace(b"\x00", b""):
        raise Lesefeil(Lesestatus.ULESELIG)
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True))


def _uten_tekst(rot, pakke: ZipFile | None, grenser: Grenser) -> Innhold:
    """What stands in the pictures, in a document that has nothing else; those of a flat file are not taken out."""
    bilder = list(rot.iter(_DRAW + "image"))
    if not bilder:
        raise Lesefeil(Lesestatus.TOM)
    navn = dict.fromkeys(bilde.get(_HREF, "") for bilde in bilder)
    return read_bilder([pakke.read(ett) for ett in navn if ett in pakke.namelist()] if pakke else [], grenser)


def _innhold(rot, stiler) -> Innhold | None:
    leser = _Gang(_skjulte([kilde for kilde in (rot, stiler) if kilde is not None]))
    topp, bunn = ([], []) if stiler is None else (leser.kant(stiler, "header"), leser.kant(stiler, "footer"))
    kropp = rot.find(f"{_OFFICE}body/{_OFFICE}text")
    leser.felter = {} if kropp is None else dict(_felter(kropp))
    linjer = list(leser.linjer(kropp)) if kropp is not None else []
    tekst = rens_tekst("\n".join(chain(topp, linjer, leser.noter, bunn)))
    return Innhold(tekst + "\n") if tekst.strip() else None


def _skjulte(kilder: list) -> set[str]:
    """The names of the styles that hide what is in them, by themselves or as a style that they build on does."""
    skjult: dict[tuple[str, str], bool] = {}
    bygger_paa: dict[tuple[str, str], tuple[str, str]] = {}
    for stil in chain.from_iterable(kilde.iter(_STYLE + "style") for kilde in kilder):
        slag = stil.get(_STYLE + "family", "")
        navn = slag, stil.get(_STYLE + "name", "")
        bygger_paa[navn] = slag, stil.get(_STYLE + "parent-style-name", "")
        trekk = stil.find(_STYLE + "text-properties")
        vises = None if trekk is None else trekk.get(_TEXT + "display")
        if vises is not None:
            skjult[navn] = vises == "none"
    ut = set()
    for navn in bygger_paa:
        opphav, sett = navn, set()
        while opphav not in skjult and opphav in bygger_paa and opphav not in sett:
            sett.add(opphav)
            opphav = bygger_paa[opphav]
        if skjult.get(opphav):
            ut.add(navn[1])
    return ut


def _felter(kropp) -> Iterator[tuple[str, str]]:
    """What is seen in the fields of a form, by the ids that the text puts them by."""
    for felt in kropp.iterfind(f"{_OFFICE}forms//*"):
        if (id_ := felt.get(_FORM + "id") or felt.get(_XML_ID)) and isinstance(felt.tag, str):
            slag = felt.tag.removeprefix(_FORM)
            if slag in _VALGT:
                naa, forst, ja = _VALGT[slag]
                tekst = f"{RUTER[(felt.get(naa) or felt.get(forst)) == ja]} {felt.get(_FORM + 'label', '')}".strip()
            elif slag == "listbox":
                poster = [post for post in felt if post.get(_FORM + "current-selected", post.get(_FORM + "selected")) == "true"]
                tekst = ", ".join(post.get(_FORM + "label", "") for post in poster)
            else:
                tekst = "" if slag in _UTEN_VERDI else felt.get(_FORM + "current-value") or felt.get(_FORM + "value") or ""
            yield id_, tekst


def _er_rute(merke) -> bool:
    return merke.get(_FIELD + "type", "").endswith("FORMCHECKBOX")


def _er_krysset(merke) -> bool:
    """Whether a box that came from an old Word form is ticked."""
    verdier = {p.get(_FIELD + "name", ""): p.get(_FIELD + "value", "") for p in merke.iterfind(_FIELD + "param")}
    return any(navn.endswith("Checkbox_Checked") and verdi in ("true", "1") for navn, verdi in verdier.items())


class _Gang:
    """One walk through a document; foot and end notes are kept for the end. ``felter`` are what its form fields show."""

    def __init__(self, skjult: set[str]) -> None:
        self._skjult = skjult
        self.noter: list[str] = []
        self.felter: dict[str, str] = {}

    def kant(self, stiler, navn: str) -> list[str]:
        """The lines of all headers or footers, each once and without page numbers."""
        ut: list[str] = []
        for side in stiler.iter(_STYLE + "master-page"):
            for del_ in (navn, navn + "-left", navn + "-first"):
                for kant in side.iterfind(_STYLE + del_):
                    ut += [linje for linje in self.linjer(kant) if linje not in ut and not er_sidetall(linje)]
        return ut

    def linjer(self, element) -> Iterator[str]:
        """The lines of a container: paragraphs, each followed by its text boxes, and table rows."""
        for barn in element:
            if not self._synlig(barn):
                continue
            if barn.tag in _AVSNITT:
                bokser: list = []
                yield from "".join(self._tekst(barn, bokser)).split("\n")
                for boks in bokser:
                    yield from self.linjer(boks)
            elif barn.tag == _RAD:
                yield from join_celler(list(self.linjer(celle)) for celle in barn if celle.tag == _CELLE)
            else:
                yield from self.linjer(barn)

    def _tekst(self, element, bokser: list) -> Iterator[str]:
        yield vis(element.text or "")
        for barn in element:
            if self._synlig(barn):
                if barn.tag == _TEXT + "s":
                    antall = barn.get(_TEXT + "c", "1")
                    yield " " * min(int(antall) if antall.isdecimal() else 1, _FLEST_BLANKE)
                elif barn.tag in _TEGN:
                    yield _TEGN[barn.tag]
                elif barn.tag == _DRAW + "control":
                    yield self.felter.get(barn.get(_DRAW + "control", ""), "")
                elif barn.tag == _FIELD + "fieldmark" and _er_rute(barn):
                    yield RUTER[_er_krysset(barn)]
                elif barn.tag == _NOTE:
                    self.noter += self.linjer(barn)
                elif barn.tag in (_BOKS, _TABELL) or any(under.tag in _AVSNITT for under in barn):
                    bokser.append(barn)
                else:
                    yield from self._tekst(barn, bokser)
            yield vis(barn.tail or "")

    def _synlig(self, element) -> bool:
        tag = element.tag
        if not isinstance(tag, str) or tag in _UTELATT or tag.startswith(_SVG):
            return False
        if element.get(_LEDETEKST) == "true":
            return False
        return element.get(_STILNAVN) not in self._skjult and element.get(_TEXT + "display") != "none"

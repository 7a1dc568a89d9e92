"""HTML: what a browser would show as text, without scripts, pictures or anything from outside the file."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from lxml import etree

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading.innhold import Grenser, Innhold
from vedtaksanalyse.reading.rader import join_celler
from vedtaksanalyse.reading.rens import rens_tekst
from vedtaksanalyse.reading.symboler import RUTER
from vedtaksanalyse.reading.txt import dekod
from vedtaksanalyse.sak import Lesestatus

_USYNLIG = """head script style template noscript title object embed iframe svg math canvas audio video map del
datalist"""
_INNE = """a abbr acronym b bdi bdo big cite code data dfn em font i ins kbd label mark nobr q s samp small span strike
strong sub sup time tt u var wbr"""
_USYNLIG, _INNE = frozenset(_USYNLIG.split()), frozenset(_INNE.split())
_SKJULT = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_TEGNSETT = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]{2,40})""", re.I)
_DEKLARASJON = re.compile(r"\s*<\?xml[^>]*\?>")
_KULE = re.compile(r"^•\n|(?<=\n)•\n")
_BLANKE = re.compile(r"[ \t\r\n\f]+")


def read_html(data: bytes, _grenser: Grenser) -> Innhold:
    """The text of a web page.

    Raises:
        Lesefeil: cut off in the middle of a character, only pictures, or empty.
    """
    kilde = _dekod(data)
    tekst = html_tekst(kilde)
    if not tekst:
        raise Lesefeil(Lesestatus.KREVER_OCR if re.search(r"<img\b", kilde, re.I) else Lesestatus.TOM)
    return Innhold(tekst + "\n")


def html_tekst(kilde: str) -> str:
    """What is visible in a page, as final text; table cells are kept apart."""
    kilde = kilde.replace("\x00", "")
    if deklarasjon := _DEKLARASJON.match(kilde):
        kilde = kilde[deklarasjon.end() :]
    if not kilde.strip():
        return ""
    leser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    rot = etree.fromstring(kilde.encode("utf-8", "replace"), leser)
    return "" if rot is None else rens_tekst(_KULE.sub("• ", "\n".join(_linjer(rot))))


def _dekod(data: bytes) -> str:
    """UTF-8 where it is that, whatever the page says; else what the page says, else as any text."""
    sagt = _TEGNSETT.search(data[:2048])
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            if sagt and codecs.lookup(navn := sagt[1].decode()).name not in ("utf-8", "iso8859-1", "ascii"):
                return data.decode(navn, "replace")
        except LookupError:
            pass
    return dekod(data)


def _linjer(element) -> list[str]:
    linjer = (linje.strip(" ") for linje in "".join(_biter(element, False)).split("\n"))
    return [linje for linje in linjer if linje]


def _biter(element, fast: bool) -> Iterator[str]:
    """The text in an element, with a line break wherever one block follows another; ``fast`` text keeps its lines."""
    tag = element.tag
    if tag in _USYNLIG or element.get("hidden") is not None or _SKJULT.search(element.get("style", "")):
        return
    if tag == "br":
        yield "\n"
    elif tag in _SKJEMA:
        yield from _SKJEMA[tag](element)
    elif tag == "tr":
        yield "\n" + "\n".join(join_celler(_linjer(celle) for celle in element if celle.tag in ("td", "th"))) + "\n"
    else:
        kant = "" if tag in _INNE else "\n"
        fast = fast or tag == "pre"
        yield kant
        if tag == "li" and (far := element.getparent()) is not None and far.tag == "ul":
            yield "• "
        yield _flat(element.text, fast)
        for barn in element:
            if isinstance(barn.tag, str):
                yield from _biter(barn, fast)
            yield _flat(barn.tail, fast)
        yield kant


def _flat(tekst: str | None, fast: bool) -> str:
    return (tekst if fast else _BLANKE.sub(" ", tekst)) if tekst else ""


def _felt(element) -> Iterator[str]:
    """What is filled into a field of a form."""
    slag = element.get("type", "text").lower()
    if slag in ("checkbox", "radio"):
        yield f"{RUTER[element.get('checked') is not None]}"
    elif slag not in ("hidden", "password", "submit", "button", "image", "reset", "file"):
        yield f" {element.get('value', '')} "


def _valg(element) -> Iterator[str]:
    valgt = [valg for valg in element.iter("option") if valg.get("selected") is not None]
    for valg in valgt or element.xpath("(.//option)[1]"):
        yield f" {_flat(''.join(valg.itertext()), False)} "


def _fritekst(element) -> Iterator[str]:
    yield "\n" + "".join(element.itertext()) + "\n"


_SKJEMA = {"input": _felt, "select": _valg, "textarea": _fritekst}

"""Plain text and Markdown: the encoding found from the bytes, and the text as it stands, so that quotes fit the file."""

from __future__ import annotations

import codecs
import re
import unicodedata

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading.innhold import Grenser, Innhold
from vedtaksanalyse.reading.rens import rens_tekst
from vedtaksanalyse.sak import Lesestatus

_BOM = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_GAMLE = ("cp1252", "cp865", "mac_roman")
_I_ORD = re.compile("[a-zæøå][æøå][a-zæøå]")
_PROVE = 2_000
_STYRETEGN = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_STYRER = re.compile("[\x1b\x7f-\x84\x86-\x9f]")
"""What a terminal takes for orders where the text is shown."""
_FREMMED = re.compile(rb"\s*(?:<\?xml|%!PS)", re.I)


def read_txt(data: bytes, _grenser: Grenser) -> Innhold:
    """The text of a plain file.

    Raises:
        Lesefeil: not text, cut off in the middle of a character, or empty.
    """
    if _FREMMED.match(data[:200]):
        raise Lesefeil(Lesestatus.FEIL_TYPE)
    raa = dekod(data)
    if _STYRETEGN.search(raa):
        raise Lesefeil(Lesestatus.FEIL_TYPE)
    if not rens_tekst(raa).strip():
        raise Lesefeil(Lesestatus.TOM)
    return Innhold(unicodedata.normalize("NFC", _STYRER.sub("\ufffd", raa.replace("\r\n", "\n").replace("\r", "\n"))))


def dekod(data: bytes) -> str:
    """Text from bytes: what a byte order mark says, else UTF-16 or UTF-8 where it is that, else what was before."""
    for merke, koding in _BOM:
        if data.startswith(merke):
            try:
                return data[len(merke) :].decode(koding)
            except UnicodeDecodeError:
                raise Lesefeil(Lesestatus.UFULLSTENDIG) from None
    if koding := _utf16(data):
        return data.decode(koding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as feil:
        foran = data[: feil.start]
        if feil.reason == "unexpected end of data" and not foran.isascii():
            raise Lesefeil(Lesestatus.UFULLSTENDIG) from None
    return _dekod_gammel(data)


def _utf16(data: bytes) -> str:
    """The form of UTF-16 that a file without a mark is in: every other byte of a text in our letters is zero."""
    prove = data[:_PROVE]
    halv = len(prove) // 2
    forste, andre = prove[0::2].count(0), prove[1::2].count(0)
    if len(data) % 2 or not halv or min(forste, andre) > 0.05 * halv or max(forste, andre) < 0.7 * halv:
        return ""
    return "utf-16-le" if andre > forste else "utf-16-be"


def _dekod_gammel(data: bytes) -> str:
    """One byte a letter: Windows and Latin-1, or where that has no «æøå» inside words, DOS or the first Macintosh."""
    tekster = [data.decode(koding, "replace").replace("\ufffd", "") for koding in _GAMLE]
    treff = [0 if n and _I_ORD.search(tekster[0]) else len(_I_ORD.findall(tekst)) for n, tekst in enumerate(tekster)]
    return tekster[treff.index(max(treff))]

"""Plain text and Markdown: the encoding found from the bytes, and the text as it stands, so that quotes fit the file."""

from __future__ import annotations

import codecs
import re
import unicodedata

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading.innhold import Grenser, Innhold
from vedtaksanalyse.reading.rens import rens_tekst
from vedtaksanalyse.sak import Lesestatus

_BOM = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_STYRETEGN = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_FREMMED = re.compile(rb"\s*(?:\{\\rtf|<!doctype\s+html|<html|<\?xml|%!PS)", re.I)


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
    return Innhold(unicodedata.normalize("NFC", raa.replace("\r\n", "\n").replace("\r", "\n")))


def dekod(data: bytes) -> str:
    """Text from bytes: what a byte order mark says, else UTF-8, else the Windows form of Latin-1."""
    for merke, koding in _BOM:
        if data.startswith(merke):
            try:
                return data[len(merke) :].decode(koding)
            except UnicodeDecodeError:
                raise Lesefeil(Lesestatus.UFULLSTENDIG) from None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as feil:
        foran = data[: feil.start]
        if feil.reason == "unexpected end of data" and not foran.isascii():
            raise Lesefeil(Lesestatus.UFULLSTENDIG) from None
    return data.decode("cp1252", errors="replace").replace("\ufffd", "")

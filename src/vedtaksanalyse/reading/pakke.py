"""Zip packages looked at before anything in them is unpacked."""

from __future__ import annotations

import zipfile
from io import BytesIO

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading.innhold import Grenser
from vedtaksanalyse.sak import Lesestatus

ODT = "application/vnd.oasis.opendocument.text"
_MIME, _MIME_FLAT = "mimetype", 39 + len(ODT)
_INNHOLD = "[Content_Types].xml"


def open_pakke(data: bytes, grenser: Grenser) -> zipfile.ZipFile:
    """A package whose parts all together keep within the limits.

    Raises:
        Lesefeil: half-written, broken, encrypted, or too large unpacked.
    """
    try:
        pakke = zipfile.ZipFile(BytesIO(data))
    except zipfile.BadZipFile:
        raise Lesefeil(Lesestatus.UFULLSTENDIG if b"PK\x05\x06" not in data else Lesestatus.ULESELIG) from None
    deler = pakke.infolist()
    if any(del_.flag_bits & 1 for del_ in deler):
        raise Lesefeil(Lesestatus.KRYPTERT)
    if len(deler) > grenser.deler or sum(del_.file_size for del_ in deler) > grenser.utpakket:
        raise Lesefeil(Lesestatus.FOR_STOR_UTPAKKET)
    return pakke


def know_pakke(pakke: zipfile.ZipFile) -> str:
    """What a package is: «docx», «odt», «dokument» of a kind that is not read, or «arkiv»: files packed together."""
    navn = set(pakke.namelist())
    if _INNHOLD in navn:
        return "docx" if any(n.startswith("word/") for n in navn) else "dokument"
    if _MIME in navn:
        return "odt" if pakke.read(_MIME)[:200].decode("ascii", "replace").strip().startswith(ODT) else "dokument"
    return "arkiv"


def is_arkiv(hode: bytes) -> bool:
    """True when a file that begins so may be files packed together, and no document that is a package itself."""
    return hode.startswith((b"PK\x03\x04", b"PK\x05\x06")) and _MIME.encode() not in hode[30:_MIME_FLAT]

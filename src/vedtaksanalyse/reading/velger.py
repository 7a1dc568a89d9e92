"""Which reader a file needs, from how it begins. Its name counts only where two kinds begin alike."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from importlib import import_module

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading.innhold import Grenser, Innhold
from vedtaksanalyse.reading.pakke import know_pakke, open_pakke
from vedtaksanalyse.sak import Lesestatus

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_KRYPTERT_OLE, _MSG_OLE = ("EncryptedPackage".encode("utf-16-le"), "__properties_version1.0".encode("utf-16-le"))
_BILDEFIL = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_ANNET_BILDE = (b"GIF8", b"BM", b"RIFF")
_RTF = re.compile(rb"\s*\{\\rtf")
_FLAT_ODT = re.compile(rb"\s*<\?xml[^>]*>\s*<office:document\b[^>]*opendocument\.text")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:(?><!--(?s:.)*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body|meta|title|style|div|p|table|span|h[1-6]|"
    rb"font|center|article|section|main|ul|ol)(?![\w-])",
    re.I,
)
_HODE = 4096
_BOM = re.compile(b"|".join(map(re.escape, (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))))
_MODUL = {"msg": "epost", "eml": "epost"}

Formatleser = Callable[[bytes, Grenser], Innhold]


def find_leser(data: bytes, grenser: Grenser, endelse: str = "") -> Formatleser:
    """The reader for these bytes; heavy readers are imported only when a file needs them.

    Raises:
        Lesefeil: nobody reads this kind of file, or it is a package that cannot be opened.
    """
    slag = _slag(data, grenser, endelse)
    modul = import_module(f"vedtaksanalyse.reading.{_MODUL.get(slag, slag)}")
    return getattr(modul, f"read_{slag}")


def _slag(data: bytes, grenser: Grenser, endelse: str) -> str:
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _pakkeslag(data, grenser)
    if data.startswith(_OLE):
        if _KRYPTERT_OLE not in data and _MSG_OLE in data:
            return "msg"
        raise Lesefeil(Lesestatus.KRYPTERT if _KRYPTERT_OLE in data else Lesestatus.FEIL_TYPE)
    if data.startswith(_BILDEFIL):
        return "bildefil"
    if data.startswith(_ANNET_BILDE):
        raise Lesefeil(Lesestatus.FEIL_TYPE)
    return _tekstslag(data, endelse)


def _pakkeslag(data: bytes, grenser: Grenser) -> str:
    with open_pakke(data, grenser) as pakke:
        slag = know_pakke(pakke)
    if slag in ("docx", "odt"):
        return slag
    raise Lesefeil(Lesestatus.ARKIV if slag == "arkiv" else Lesestatus.FEIL_TYPE)


def _tekstslag(data: bytes, endelse: str) -> str:
    hode = _BOM.sub(b"", data[:_HODE], count=1).replace(b"\x00", b"")
    if _RTF.match(hode):
        return "rtf"
    if _FLAT_ODT.match(hode):
        return "odt"
    if _HTML.match(hode):
        return "html"
    from vedtaksanalyse.reading.epost import is_eml

    return "eml" if is_eml(data, endelse) else "txt"

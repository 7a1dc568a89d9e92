"""One file → one document. The reader is chosen by content; whatever goes wrong becomes a named status here."""

from __future__ import annotations

import stat
import time
from pathlib import Path

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading.innhold import Grenser, Innhold
from vedtaksanalyse.reading.mappe import Spor, make_spor
from vedtaksanalyse.sak import Dokument, Lesestatus

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_KRYPTERT_OLE = "EncryptedPackage".encode("utf-16-le")
_BILDE = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"RIFF")


def read_dokument(path: Path, grenser: Grenser = Grenser()) -> Dokument:  # noqa: B008 (frozen)
    """Text and pages of one file; type, date and language form are not looked for.

    A page that is a picture without text is there with ``lesemaate`` «bilde» and no text.

    Raises:
        Lesefeil: with the ``Lesestatus`` that the file ends in.
    """
    innhold = read_innhold(read_bytes(path, grenser), grenser, path.suffix.casefold())
    return Dokument(path.stem, "annet", innhold.tekst, sider=innhold.sider)


def read_bytes(path: Path, grenser: Grenser = Grenser(), listet: Spor | None = None) -> bytes:  # noqa: B008 (frozen)
    """All bytes of a file that is not too large and not being written to.

    Args:
        path: where it is.
        grenser: what it may ask for, and how long it must have been left alone.
        listet: its size and time when it was listed.

    Raises:
        Lesefeil: not an ordinary file, too large, empty, growing or not readable.
    """
    try:
        foer = path.stat()
        if not stat.S_ISREG(foer.st_mode):
            raise Lesefeil(Lesestatus.FEIL_TYPE)
        if listet not in (None, make_spor(foer)) or abs(time.time() - foer.st_mtime) < grenser.ro:
            raise Lesefeil(Lesestatus.VOKSER)
        if foer.st_size > grenser.bytes:
            raise Lesefeil(Lesestatus.FOR_STOR)
        data = path.read_bytes()
        etter = path.stat()
    except OSError:
        raise Lesefeil(Lesestatus.ULESELIG) from None
    if make_spor(foer) != make_spor(etter) or len(data) != etter.st_size:
        raise Lesefeil(Lesestatus.VOKSER)
    check_bytes(data, grenser)
    return data


def check_bytes(data: bytes, grenser: Grenser = Grenser()) -> None:  # noqa: B008 (frozen)
    """Lesefeil when the content of a file is too large, or nothing."""
    if len(data) > grenser.bytes:
        raise Lesefeil(Lesestatus.FOR_STOR)
    if not data.strip(b"\x00 \r\n\t"):
        raise Lesefeil(Lesestatus.TOM)


def read_innhold(data: bytes, grenser: Grenser = Grenser(), endelse: str = "") -> Innhold:  # noqa: B008 (frozen)
    """Text and pages from the bytes of one file: what runs inside the sandbox. Bytes in, plain values out.

    Args:
        data: the whole file.
        grenser: what it may ask for.
        endelse: how the file's name ended («.txt»); a hint where the content does not tell.

    Raises:
        Lesefeil: with the ``Lesestatus`` that the file ends in.
    """
    try:
        innhold = _leser(data)(data, grenser)
        if len(innhold.tekst) > grenser.tegn:
            raise Lesefeil(Lesestatus.FOR_STOR)
        return innhold
    except Lesefeil:
        raise
    except MemoryError:
        raise Lesefeil(Lesestatus.FOR_STOR_UTPAKKET) from None
    except Exception:  # noqa: BLE001 (hostile files: any failure of a parser is this one status)
        raise Lesefeil(Lesestatus.ULESELIG) from None


def _leser(data: bytes):
    """The reader for these bytes; heavy readers are imported only when a file needs them."""
    if b"%PDF-" in data[:1024]:
        from vedtaksanalyse.reading.pdf import read_pdf

        return read_pdf
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        from vedtaksanalyse.reading.docx import read_docx

        return read_docx
    if data.startswith(_OLE):
        raise Lesefeil(Lesestatus.KRYPTERT if _KRYPTERT_OLE in data else Lesestatus.FEIL_TYPE)
    if data.startswith(_BILDE):
        raise Lesefeil(Lesestatus.FEIL_TYPE)
    from vedtaksanalyse.reading.txt import read_txt

    return read_txt

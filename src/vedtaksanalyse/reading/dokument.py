"""One file → one document. The reader is chosen by content; whatever goes wrong becomes a named status here."""

from __future__ import annotations

import stat
import time
from datetime import date
from pathlib import Path

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading.filnavn import Spor, make_spor
from vedtaksanalyse.reading.innhold import Grenser, Innhold
from vedtaksanalyse.reading.tekstkvalitet import score_innhold
from vedtaksanalyse.reading.velger import find_leser
from vedtaksanalyse.sak import MALFORMER, Dokument, Lesestatus

_VEDLEGG_DYBDE = 3


def read_dokument(path: Path, grenser: Grenser = Grenser()) -> Dokument:  # noqa: B008 (frozen)
    """Text and pages of one file; type, date and language form are not looked for.

    A page that is a picture without text is there with ``lesemaate`` «bilde» and no text.

    Raises:
        Lesefeil: with the ``Lesestatus`` that the file ends in.
    """
    innhold = read_innhold(read_bytes(path, grenser), grenser, path.suffix.casefold())
    return make_dokument(path.stem, "annet", innhold)


def make_dokument(
    dok_id: str, type_: str, innhold: Innhold, dato: date | None = None, malform: str = MALFORMER[0]
) -> Dokument:
    """The document that the content of a file is."""
    return Dokument(dok_id, type_, innhold.tekst, dato, malform, innhold.sider, innhold.kvalitet, innhold.grunner)


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
        endelse: how the file's name ended («.txt»); a hint where the content does not tell. «.eml/0» is the first
            attachment of a message.

    Raises:
        Lesefeil: with the ``Lesestatus`` that the file ends in.
    """
    try:
        endelse, *plass = endelse.split("/")
        innhold = _read_vedlegg(data, plass, grenser) if plass else find_leser(data, grenser, endelse)(data, grenser)
        if len(innhold.tekst) > grenser.tegn:
            raise Lesefeil(Lesestatus.FOR_STOR)
        return score_innhold(innhold)
    except Lesefeil:
        raise
    except MemoryError:
        raise Lesefeil(Lesestatus.FOR_STOR_UTPAKKET) from None
    except Exception:  # noqa: BLE001 (hostile files: any failure of a parser is this one status)
        raise Lesefeil(Lesestatus.ULESELIG) from None


def _read_vedlegg(data: bytes, plass: list[str], grenser: Grenser) -> Innhold:
    """What a file attached to a message says."""
    from vedtaksanalyse.reading.epost import read_brev, read_vedlegg

    if len(plass) > _VEDLEGG_DYBDE:
        raise Lesefeil(Lesestatus.FEIL_TYPE)
    fil = read_vedlegg(data, [*map(int, plass)], grenser)
    if fil.data is None:
        raise Lesefeil(Lesestatus.FEIL_TYPE)
    check_bytes(fil.data, grenser)
    if fil.brev:
        return read_brev(fil.brev())
    return find_leser(fil.data, grenser, Path(fil.navn).suffix.casefold())(fil.data, grenser)

"""Messages as Outlook keeps them, and those that lie in them as attachments: the same parts, in a file system of their own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from io import BytesIO
from itertools import islice
from struct import Struct

from olefile import OleFileIO
from oxmsg.attachment import Attachment
from oxmsg.message import Message
from oxmsg.properties import Properties
from oxmsg.storage import Storage

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading.bildefil import is_pynt
from vedtaksanalyse.reading.epost import SIGNATUR, Brev, Vedleggsfil, choose_form, make_navn
from vedtaksanalyse.reading.html import html_tekst
from vedtaksanalyse.reading.innhold import FLEST_VEDLEGG, Grenser
from vedtaksanalyse.reading.rtf import rtf_tekst
from vedtaksanalyse.sak import Lesestatus

_INNHOLDS_ID, _VISNINGSNAVN, _PAKKET_RTF = 0x3712, 0x3001, 0x1009
_MELDING, _INDRE_HODE = "__substg1.0_3701000D", 24
_RTF_HODE = Struct("<4xI4s4x")
_KOMPRIMERT = b"LZFu"
_ORDBOK = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans SerifSymbolArial"
    rb"Times New RomanCourier{\colortbl\red0\green0\blue0" + b"\r\n" + rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_VINDU = 4096


class _Indre(Message):
    """A message that lies in another: its properties stand after a shorter head."""

    def __init__(self, mappe: Storage) -> None:
        super().__init__(mappe)
        self._egne = Properties(mappe, properties_header_offset=_INDRE_HODE)

    @property
    def properties(self) -> Properties:
        """What the message tells of itself."""
        return self._egne


def open_msg(data: bytes, grenser: Grenser) -> Brev:
    """The message in a file.

    Raises:
        Lesefeil: encrypted, too large unpacked, or with attachments beyond number.
    """
    with OleFileIO(BytesIO(data)) as ole:
        mappe = Storage.from_ole(ole)
    return _brev(Message(mappe), mappe, grenser)


def _brev(brev: Message, mappe: Storage, grenser: Grenser) -> Brev:
    slag = brev.message_class.upper()
    if slag.startswith("IPM.NOTE.SMIME") and not slag.endswith("MULTIPARTSIGNED"):
        raise Lesefeil(Lesestatus.KRYPTERT)
    til = ", ".join(filter(None, (mottaker.name or mottaker.email_address for mottaker in brev.recipients)))
    tekst = choose_form([brev.body or "", html_tekst(brev.html_body or "")])
    if not tekst.strip() and (pakket := brev.properties.binary_prop_value(_PAKKET_RTF)):
        tekst = rtf_tekst(unpack_rtf(pakket, grenser))
    vedlegg = list(islice(_vedlegg(mappe, grenser), FLEST_VEDLEGG + 1))
    if len(vedlegg) > FLEST_VEDLEGG:
        raise Lesefeil(Lesestatus.FOR_STOR)
    return Brev(brev.sender or "", til, "", brev.sent_date, brev.subject, tekst.replace("\r\n", "\n"), vedlegg)


def _vedlegg(mappe: Storage, grenser: Grenser) -> Iterator[Vedleggsfil]:
    for nummer, plass in enumerate(mappe.iter_attachment_storages(), start=1):
        fil = Attachment(plass)
        navn = fil.file_name or fil.properties.str_prop_value(_VISNINGSNAVN) or ""
        inni = next((under for under in plass.storages if under.name == _MELDING), None)
        if inni is not None:
            brev = _Indre(inni)
            navn = f"{make_navn(navn or brev.subject, nummer).removesuffix('.msg')}.msg"
            yield Vedleggsfil(navn, b"".join(_strommer(inni, len(inni.path))), partial(_brev, brev, inni, grenser))
            continue
        i_teksten = (fil.mime_type or "").startswith("image/") and fil.properties.str_prop_value(_INNHOLDS_ID)
        if not (i_teksten and is_pynt(fil.file_bytes or b"")) and not SIGNATUR.match(fil.mime_type or ""):
            yield Vedleggsfil(make_navn(navn, nummer), fil.file_bytes)


def _strommer(mappe: Storage, rot: int) -> Iterator[bytes]:
    """All there is in a folder, in an order of its own: what the folder is known by."""
    for strom in sorted(mappe.streams, key=lambda strom: strom.path):
        yield f"{strom.path[rot:]} {len(strom.bytes_)}\n".encode("utf-8", "replace") + strom.bytes_
    for under in sorted(mappe.storages, key=lambda under: under.path):
        yield from _strommer(under, rot)


def unpack_rtf(data: bytes, grenser: Grenser) -> bytes:
    """The RTF that Outlook packs a formatted message as ([MS-OXRTFCP]).

    Raises:
        Lesefeil: too large unpacked.
    """
    lengde, merke = _RTF_HODE.unpack_from(data)
    if lengde > grenser.utpakket:
        raise Lesefeil(Lesestatus.FOR_STOR_UTPAKKET)
    if merke != _KOMPRIMERT:
        return data[_RTF_HODE.size :][:lengde]
    ut = bytearray(_ORDBOK)
    sted, slutt = _RTF_HODE.size, len(_ORDBOK) + lengde
    while sted < len(data) and len(ut) < slutt:
        flagg, sted = data[sted], sted + 1
        for bit in range(8):
            if not flagg >> bit & 1:
                ut += data[sted : sted + 1]
                sted += 1
                continue
            par, sted = int.from_bytes(data[sted : sted + 2]), sted + 2
            # Where in the window; the window's own end is the end of the text.
            tilbake = (len(ut) - (par >> 4)) % _VINDU
            if not tilbake or tilbake > len(ut) or sted > len(data):
                return bytes(ut[len(_ORDBOK) :])
            for _ in range((par & 15) + 2):
                ut.append(ut[-tilbake])
    return bytes(ut[len(_ORDBOK) : slutt])

"""E-mail, as it is sent (.eml) and as Outlook keeps it (.msg): who, when and about what, the text, and what is attached.

Attachments are files of their own; only their names stand in the text. Pictures that belong to the text (logos) and
signatures for machines are no attachments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import NamedTuple

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading.flyt import load_leseord
from vedtaksanalyse.reading.html import html_tekst
from vedtaksanalyse.reading.innhold import Grenser, Innhold, make_vedlegg
from vedtaksanalyse.reading.rens import rens_tekst
from vedtaksanalyse.reading.txt import dekod
from vedtaksanalyse.sak import Lesestatus

_HODE = re.compile(rb"(?:From [^\r\n]*\r?\n)?(?:[!-9;-~]{1,60}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}")
_POST = re.compile(rb"^(?:MIME-Version|Received|Message-ID|Return-Path|X-[\w-]+|DKIM-Signature|Content-Type):", re.I | re.M)
_SENDT = re.compile(rb"^(?:From|Date|Subject):", re.I | re.M)
_HODETEGN = 20_000
_SIGNATUR = re.compile(r"application/(?:x-)?(?:pkcs7|pgp)-signature")
_KRYPTERT = re.compile(r"application/(?:x-)?pkcs7-mime|multipart/encrypted")
_MYK = re.compile(r"(?<!^--) \n(?!>)", re.M)
_DYBDE = 30
_STORRE = 1.5
_INNHOLDS_ID, _UTEN_NAVN = 0x3712, "vedlegg"


class Vedleggsfil(NamedTuple):
    """An attachment: its name as it was given, and its bytes; None for what cannot be taken out."""

    navn: str
    data: bytes | None


class _Brev(NamedTuple):
    fra: str
    til: str
    kopi: str
    dato: datetime | None
    emne: str
    tekst: str
    vedlegg: Sequence[Vedleggsfil]


def is_eml(data: bytes, endelse: str = "") -> bool:
    """True when a file begins as a message does; one that only people's headers tell of must also be called so."""
    hode = _HODE.match(data[:_HODETEGN])
    return hode is not None and bool((_SENDT if endelse == ".eml" else _POST).search(hode[0]))


def read_eml(data: bytes, _grenser: Grenser) -> Innhold:
    """The text of a message.

    Raises:
        Lesefeil: encrypted, or empty.
    """
    return _innhold(_eml(data))


def read_msg(data: bytes, _grenser: Grenser) -> Innhold:
    """The text of a message that Outlook has saved.

    Raises:
        Lesefeil: encrypted, or empty.
    """
    return _innhold(_msg(data))


def read_vedlegg(data: bytes, nummer: int) -> Vedleggsfil:
    """One attachment of a message of either kind."""
    return (_eml(data) if is_eml(data, ".eml") else _msg(data)).vedlegg[nummer]


def _innhold(brev: _Brev) -> Innhold:
    ord_ = load_leseord()["epost"]
    dato = brev.dato.strftime("%d.%m.%Y %H:%M") if brev.dato else ""
    navn = ", ".join(fil.navn for fil in brev.vedlegg)
    felt = {"fra": brev.fra, "til": brev.til, "kopi": brev.kopi, "dato": dato, "emne": brev.emne, "vedlegg": navn}
    hode = [f"{ord_[kode]}: {' '.join(verdi.split())}" for kode, verdi in felt.items() if verdi.strip()]
    if not brev.tekst.strip() and not brev.vedlegg and not brev.emne.strip():
        raise Lesefeil(Lesestatus.TOM)
    tekst = rens_tekst("\n".join(hode) + "\n\n" + brev.tekst)
    return Innhold(tekst + "\n", vedlegg=tuple(make_vedlegg(fil.navn, fil.data) for fil in brev.vedlegg))


def _eml(data: bytes) -> _Brev:
    brev = message_from_bytes(data, policy=policy.default)
    if _KRYPTERT.match(brev.get_content_type()):
        raise Lesefeil(Lesestatus.KRYPTERT)
    vedlegg: list[Vedleggsfil] = []
    tekst = _synlig(brev, vedlegg, _DYBDE)
    dato = getattr(_felt(brev, "date"), "datetime", None)
    fra, til, kopi, emne = (str(_felt(brev, navn)) for navn in ("from", "to", "cc", "subject"))
    return _Brev(fra, til, kopi, dato, emne, tekst, vedlegg)


def _felt(brev: EmailMessage, navn: str) -> object:
    try:
        return brev.get(navn, "")
    except Exception:  # noqa: BLE001 (the library fails in many ways on headers that are no headers)
        return ""


def _synlig(del_: EmailMessage, vedlegg: list[Vedleggsfil], dybde: int) -> str:
    """The text a person sees of a part; attachments are put aside."""
    slag = del_.get_content_type()
    if del_.get_content_maintype() == "multipart" and dybde:
        tekster = [_synlig(barn, vedlegg, dybde - 1) for barn in del_.iter_parts()]
        return _velg(tekster) if slag == "multipart/alternative" else "\n".join(filter(str.strip, tekster))
    if slag in ("text/plain", "text/html") and not del_.is_attachment() and not del_.get_filename():
        tekst = _tekst(del_)
        if slag == "text/html":
            return html_tekst(tekst)
        return _MYK.sub(" ", tekst) if del_.get_param("format") == "flowed" else tekst
    hoerer_til = del_.get_content_maintype() == "image" and "content-id" in del_ and not del_.is_attachment()
    if not (hoerer_til or _SIGNATUR.match(slag) or (slag == "text/calendar" and not del_.get_filename())):
        vedlegg.append(_vedlegg(del_, len(vedlegg) + 1))
    return ""


def _velg(tekster: Sequence[str]) -> str:
    """Of several forms of the same, the simplest that says as much as the fullest."""
    flest = max((len(tekst.strip()) for tekst in tekster), default=0)
    return next((tekst for tekst in tekster if len(tekst.strip()) * _STORRE >= flest), "")


def _tekst(del_: EmailMessage) -> str:
    try:
        return del_.get_content().replace("\r\n", "\n")
    except (LookupError, ValueError):
        return dekod(del_.get_payload(decode=True) or b"").replace("\r\n", "\n")


def _vedlegg(del_: EmailMessage, nummer: int) -> Vedleggsfil:
    if del_.get_content_type() == "message/rfc822":
        inni = next(iter(del_.iter_parts()), None)
        emne = str(_felt(inni, "subject")) if inni else ""
        return Vedleggsfil(f"{_trygt(emne) or f'{_UTEN_NAVN}-{nummer}'}.eml", inni.as_bytes() if inni else None)
    navn = _trygt(del_.get_filename() or "") or f"{_UTEN_NAVN}-{nummer}"
    data = del_.get_payload(decode=True)
    return Vedleggsfil(navn, data if isinstance(data, bytes) else None)


def _trygt(navn: str) -> str:
    """A given name as it can be shown: the last part of what looks like a path."""
    return re.sub(r"[\x00-\x1f\x7f]", "", re.split(r"[/\\]", navn)[-1]).strip(" .")[:120]


def _msg(data: bytes) -> _Brev:
    from oxmsg import Message

    brev = Message.load(data)
    slag = brev.message_class.upper()
    if slag.startswith("IPM.NOTE.SMIME") and not slag.endswith("MULTIPARTSIGNED"):
        raise Lesefeil(Lesestatus.KRYPTERT)
    til = ", ".join(filter(None, (mottaker.name or mottaker.email_address for mottaker in brev.recipients)))
    tekst = _velg([brev.body or "", html_tekst(brev.html_body or "")])
    vedlegg = list(_msg_vedlegg(brev))
    return _Brev(brev.sender or "", til, "", brev.sent_date, brev.subject, tekst.replace("\r\n", "\n"), vedlegg)


def _msg_vedlegg(brev) -> Iterator[Vedleggsfil]:
    for nummer, fil in enumerate(brev.attachments, start=1):
        bilde = (fil.mime_type or "").startswith("image/")
        if not (bilde and fil.properties.str_prop_value(_INNHOLDS_ID)) and not _SIGNATUR.match(fil.mime_type or ""):
            yield Vedleggsfil(_trygt(fil.file_name or "") or f"{_UTEN_NAVN}-{nummer}", fil.file_bytes)

"""E-mail, as it is sent (.eml) and as Outlook keeps it (.msg): who, when and about what, the text, and what is attached.

Attachments are files of their own; only their names stand in the text. Logos and other small pictures that belong to
the text, and signatures for machines, are no attachments.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import NamedTuple

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading.bildefil import is_pynt
from vedtaksanalyse.reading.flyt import load_leseord
from vedtaksanalyse.reading.html import html_tekst
from vedtaksanalyse.reading.innhold import FLEST_VEDLEGG, Grenser, Innhold, make_vedlegg
from vedtaksanalyse.reading.rens import rens_tekst
from vedtaksanalyse.reading.txt import dekod
from vedtaksanalyse.sak import Lesestatus

_HODE = re.compile(rb"(?:From [^\r\n]*\r?\n)?(?:[!-9;-~]{1,60}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}")
_POST = re.compile(rb"^(?:MIME-Version|Received|Message-ID|Return-Path|X-[\w-]+|DKIM-Signature|Content-Type):", re.I | re.M)
_SENDT = re.compile(rb"^(?:From|Date|Subject):", re.I | re.M)
_HODETEGN = 20_000
SIGNATUR = re.compile(r"application/(?:x-)?(?:pkcs7|pgp)-signature")
_KRYPTERT = re.compile(r"application/(?:x-)?pkcs7-mime|multipart/encrypted")
_MYK = re.compile(r"(?<!^--) \n(?!>)", re.M)
_DYBDE = 30
_STORRE = 1.5
_UTEN_NAVN = "vedlegg"


class Vedleggsfil(NamedTuple):
    """An attachment: its name as it was given, and its bytes; None for what cannot be taken out.

    ``brev`` gives the message that it is, where the bytes are only what that is known by.
    """

    navn: str
    data: bytes | None
    brev: Callable[[], Brev] | None = None


class Brev(NamedTuple):
    """A message as a person sees it, and what is attached to it."""

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
    return hode is not None and bool(_POST.search(hode[0]) or (endelse == ".eml" and _SENDT.search(hode[0])))


def read_eml(data: bytes, _grenser: Grenser) -> Innhold:
    """The text of a message.

    Raises:
        Lesefeil: encrypted, or empty.
    """
    return read_brev(_eml(data))


def read_msg(data: bytes, grenser: Grenser) -> Innhold:
    """The text of a message that Outlook has saved.

    Raises:
        Lesefeil: encrypted, too large unpacked, or empty.
    """
    return read_brev(_open(data, grenser))


def read_vedlegg(data: bytes, plass: Sequence[int], grenser: Grenser) -> Vedleggsfil:
    """One attachment of a message of either kind: (0,) is the first, (0, 1) the second of what that is."""
    brev = _open(data, grenser)
    for dypere, nummer in enumerate(plass, start=1):
        fil = brev.vedlegg[nummer]
        if dypere < len(plass):
            brev = fil.brev() if fil.brev else _open(fil.data, grenser)
    return fil


def _open(data: bytes, grenser: Grenser) -> Brev:
    if is_eml(data, ".eml"):
        return _eml(data)
    from vedtaksanalyse.reading.msg import open_msg

    return open_msg(data, grenser)


def eml_tekst(data: bytes) -> str:
    """What a person sees of a page or text that is kept as a message, without who sent it."""
    return _synlig(message_from_bytes(data, policy=policy.default), [], _DYBDE)


def read_brev(brev: Brev) -> Innhold:
    """Who, when and about what, then the text; Lesefeil when there is nothing of it."""
    ord_ = load_leseord()["epost"]
    dato = brev.dato.strftime("%d.%m.%Y %H:%M") if brev.dato else ""
    navn = ", ".join(fil.navn for fil in brev.vedlegg)
    felt = {"fra": brev.fra, "til": brev.til, "kopi": brev.kopi, "dato": dato, "emne": brev.emne, "vedlegg": navn}
    hode = [f"{ord_[kode]}: {' '.join(verdi.split())}" for kode, verdi in felt.items() if verdi.strip()]
    if not brev.tekst.strip() and not brev.vedlegg and not brev.emne.strip():
        raise Lesefeil(Lesestatus.TOM)
    tekst = rens_tekst("\n".join(hode) + "\n\n" + brev.tekst)
    return Innhold(tekst + "\n", vedlegg=tuple(make_vedlegg(fil.navn, fil.data) for fil in brev.vedlegg))


def _eml(data: bytes) -> Brev:
    brev = message_from_bytes(data, policy=policy.default)
    if _KRYPTERT.match(brev.get_content_type()):
        raise Lesefeil(Lesestatus.KRYPTERT)
    vedlegg: list[Vedleggsfil] = []
    tekst = _synlig(brev, vedlegg, _DYBDE)
    dato = getattr(_felt(brev, "date"), "datetime", None)
    fra, til, kopi, emne = (str(_felt(brev, navn)) for navn in ("from", "to", "cc", "subject"))
    return Brev(fra, til, kopi, dato, emne, tekst, vedlegg)


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
        return choose_form(tekster) if slag == "multipart/alternative" else "\n".join(filter(str.strip, tekster))
    if slag in ("text/plain", "text/html") and not del_.is_attachment() and not del_.get_filename():
        tekst = _tekst(del_)
        if slag == "text/html":
            return html_tekst(tekst)
        return _MYK.sub(" ", tekst) if del_.get_param("format") == "flowed" else tekst
    i_teksten = del_.get_content_maintype() == "image" and "content-id" in del_ and not del_.is_attachment()
    pynt = i_teksten and is_pynt(del_.get_payload(decode=True) or b"")
    if not (pynt or SIGNATUR.match(slag) or (slag == "text/calendar" and not del_.get_filename())):
        if len(vedlegg) == FLEST_VEDLEGG:
            raise Lesefeil(Lesestatus.FOR_STOR)
        vedlegg.append(_vedlegg(del_, len(vedlegg) + 1))
    return ""


def choose_form(tekster: Sequence[str]) -> str:
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
        return Vedleggsfil(f"{make_navn(emne, nummer)}.eml", inni.as_bytes() if inni else None)
    data = del_.get_payload(decode=True)
    return Vedleggsfil(make_navn(del_.get_filename() or "", nummer), data if isinstance(data, bytes) else None)


def make_navn(navn: str, nummer: int) -> str:
    """A given name as it can be shown: the last part of what looks like a path, or a number where nothing is left."""
    navn = unicodedata.normalize("NFC", navn.encode("utf-8", "replace").decode())
    return re.sub(r"[\x00-\x1f\x7f]", "", re.split(r"[/\\]", navn)[-1]).strip(" .")[:120] or f"{_UTEN_NAVN}-{nummer}"

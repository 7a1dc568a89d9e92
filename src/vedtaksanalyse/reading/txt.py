"""Plain text and Markdown: the encoding found from the bytes, hard line breaks joined, simple markup taken off."""

from __future__ import annotations

import codecs
import re

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading.flyt import begynner_punkt
from vedtaksanalyse.reading.innhold import SKILLE, Grenser, Innhold
from vedtaksanalyse.reading.rens import rens_tekst
from vedtaksanalyse.sak import Lesestatus

_BOM = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_STYRETEGN = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_FREMMED = re.compile(rb"\s*(?:\{\\rtf|<!doctype\s+html|<html|<\?xml|%!PS)", re.I)
_OVERSKRIFT = re.compile(r"^#{1,6} +(.*?)(?: #+)?$", re.M)
_UTHEVET = re.compile(r"(\*\*|__)(?=[^\s_*])(.+?)(?<=[^\s_*])\1")
_TABELLSTREK = re.compile(r"^ *\|?(?: *:?-{3,}:? *\|)+(?: *:?-{3,}:? *)?\n?", re.M)
_TABELLRAD = re.compile(r"^ *\|(.+)\| *$", re.M)


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
    tekst = _samle_linjer(_uten_oppmerking(rens_tekst(raa)))
    if not tekst.strip():
        raise Lesefeil(Lesestatus.TOM)
    return Innhold(tekst + "\n")


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


def _uten_oppmerking(tekst: str) -> str:
    tekst = _UTHEVET.sub(r"\2", _OVERSKRIFT.sub(r"\1", tekst))
    if "|" not in tekst:
        return tekst
    tekst = _TABELLSTREK.sub("", tekst)
    return _TABELLRAD.sub(lambda rad: SKILLE.join(c.strip() for c in rad.group(1).split("|") if c.strip()), tekst)


def _samle_linjer(tekst: str) -> str:
    """Undo hard line breaks at a fixed width, if the text has them."""
    linjer = tekst.split("\n")
    bredde = max(map(len, linjer))
    if not 50 <= bredde <= 100:
        return tekst
    par = [(a, b) for a, b in zip(linjer, linjer[1:], strict=False) if a and b]
    lange = [(a, b) for a, b in par if len(a) >= 0.75 * bredde]
    brutt = [(a, b) for a, b in lange if _fylt(a, b, bredde)]
    if len(brutt) < 3 or len(brutt) < 0.7 * len(lange) or not any(b[:1].islower() for _, b in brutt):
        return tekst
    ut = [linjer[0]]
    for foran, etter in zip(linjer, linjer[1:], strict=False):
        if foran and etter and _fylt(foran, etter, bredde) and not begynner_punkt(etter):
            ut[-1] += ("" if re.search(r"\w/$", foran) else " ") + etter.lstrip()
        else:
            ut.append(etter)
    return "\n".join(ut)


def _fylt(foran: str, etter: str, bredde: int) -> bool:
    return len(foran) + 1 + len(etter.split(" ", 1)[0]) > bredde

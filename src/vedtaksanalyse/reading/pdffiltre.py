"""The filters of PDF streams that are not zlib, decoded piece by piece so that what they unpack to can be counted."""

from __future__ import annotations

import re
from base64 import a85decode
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

_LUPE = 4096
_FILTER = re.compile(rb"/Filter\s*(\[[^\]]{0,500}\]|/[^\s/<>\[\]()]{1,60})")
_BILDE = re.compile(rb"/Subtype\s*/Image\b")
_NAVN = re.compile(rb"/([^\s/<>\[\]()]{1,60})")
_SKJULT = re.compile(rb"#([0-9a-fA-F]{2})")
_LENGDE = re.compile(rb"/Length\s+(\d{1,12})(?!\s+\d+\s+R|\d)")
_BLANKE = re.compile(rb"[\s\x00]+")
_HELE = re.compile(rb"(?:z|[!-u]{5})*+")
_SIFFER = re.compile(rb"[^0-9a-fA-F]+")
_RENS, _SLUTT, _BREDEST = 256, 257, 12
_PORSJON = 1 << 16

Filter = Callable[[Iterable[bytes]], Iterator[bytes]]


class Hode(NamedTuple):
    """What the dictionary before a stream tells: its filters, outermost first, its length if any, and whether it is a picture.

    ``entydig`` when the filters are said once, in the dictionary itself.
    """

    filtre: list[str]
    lengde: int | None
    bilde: bool
    entydig: bool


def read_hode(data: bytes, strom: int) -> Hode:
    """The head of the stream whose content is announced at ``strom``."""
    hode = data[max(0, strom - _LUPE) : strom]
    hode = hode[hode.rfind(b" obj") + 1 :]
    filter_, lengde = _FILTER.search(hode), _LENGDE.search(hode)
    entydig = bool(filter_) and hode.count(b"/F") - hode.count(b"/FlateDecode") == 1 and b"#" not in hode
    navn = _NAVN.findall(filter_[1]) if filter_ else []
    vist = [_SKJULT.sub(lambda m: bytes([int(m[1], 16)]), ett).decode("latin-1") for ett in navn]
    return Hode(vist, int(lengde[1]) if lengde else None, bool(_BILDE.search(hode)), entydig)


def _ascii85(pakket: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for bit in pakket:
        innhold, slutt, _ = bit.partition(b"~")
        rest += _BLANKE.sub(b"", innhold)
        hele = len(rest) if slutt else _HELE.match(rest).end()
        try:
            yield a85decode(rest[:hele])
        except ValueError:
            return
        rest = rest[hele:]
        if slutt or len(rest) > 4:
            return


def _asciihex(pakket: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for bit in pakket:
        innhold, slutt, _ = bit.partition(b">")
        rest += _SIFFER.sub(b"", innhold)
        rest += b"0" * (len(rest) % 2) if slutt else b""
        jevn = len(rest) & ~1
        yield bytes.fromhex(rest[:jevn].decode("ascii"))
        rest = rest[jevn:]
        if slutt:
            return


def _runlength(pakket: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for bit in pakket:
        rest, sted, ut = rest + bit, 0, bytearray()
        while sted < len(rest):
            antall = rest[sted]
            trengs = antall + 2 if antall < 128 else 2
            if antall == 128 or sted + trengs > len(rest):
                break
            ut += rest[sted + 1 : sted + trengs] if antall < 128 else rest[sted + 1 : sted + 2] * (257 - antall)
            sted += trengs
            if len(ut) >= _PORSJON:
                yield bytes(ut)
                ut.clear()
        yield bytes(ut)
        if rest[sted : sted + 1] == b"\x80":
            return
        rest = rest[sted:]


def _lzw(pakket: Iterable[bytes]) -> Iterator[bytes]:
    grunn = [bytes([n]) for n in range(256)] + [b"", b""]
    tabell, bredde, forrige = list(grunn), 9, b""
    bitene = antall = 0
    ut = bytearray()
    for bit in pakket:
        for byte in bit:
            bitene, antall = (bitene << 8 | byte) & 0xFFFFFF, antall + 8
            if antall < bredde:
                continue
            antall -= bredde
            kode = bitene >> antall & (1 << bredde) - 1
            if kode == _RENS:
                tabell, bredde, forrige = list(grunn), 9, b""
                continue
            if kode == _SLUTT or kode > len(tabell) or (kode == len(tabell) and not forrige):
                yield bytes(ut)
                return
            post = tabell[kode] if kode < len(tabell) else forrige + forrige[:1]
            if forrige and len(tabell) < 1 << _BREDEST:
                tabell.append(forrige + post[:1])
            # The width grows one code early, as almost all writers do.
            bredde = min(_BREDEST, (len(tabell) + 1).bit_length())
            forrige = post
            ut += post
            if len(ut) >= _PORSJON:
                yield bytes(ut)
                ut.clear()
    yield bytes(ut)


FILTRE: dict[str, Filter] = {
    "ASCII85Decode": _ascii85,
    "ASCIIHexDecode": _asciihex,
    "RunLengthDecode": _runlength,
    "LZWDecode": _lzw,
}

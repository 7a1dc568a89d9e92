"""What the compressed streams of a PDF unpack to, counted before any parser takes them in."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain, takewhile
from math import inf

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading.pdffiltre import FILTRE, read_hode
from vedtaksanalyse.sak import Lesestatus

_STROM = re.compile(rb"(?<!end)stream\r?\n")
_SLUTT = b"endstream"
_INN, _UT = 1 << 16, 1 << 20
_LAG = 4


class _Teller:
    """What may still be unpacked."""

    def __init__(self, grense: int) -> None:
        self._igjen = grense

    def count(self, bit: bytes) -> bytes:
        """This piece, when there was room for it."""
        self._igjen -= len(bit)
        if self._igjen < 0:
            raise Lesefeil(Lesestatus.FOR_STOR_UTPAKKET)
        return bit


def check_strommer(data: bytes, grense: int) -> None:
    """Lesefeil when they come to more than ``grense`` bytes together. What is no packed stream counts for nothing.

    A stream is unpacked as its filters say until one comes that is not known here, and from there on as far as it looks
    like zlib. Pictures are unpacked one at a time, when their page is shown, and count so. Where all the streams together
    could not come to so much, whatever they hold, none is unpacked.
    """
    if sum(_hoyst(data, treff) for treff in _STROM.finditer(data)) <= grense:
        return
    samlet, syn = _Teller(grense), memoryview(data)
    for treff in _STROM.finditer(data):
        start, slutt = treff.end(), len(data)
        hode = read_hode(data, treff.start())
        teller = _Teller(grense) if hode.bilde else samlet
        kjente = [*takewhile(_KJENTE.__contains__, hode.filtre)]
        if kjente == [_ZLIB]:
            kjente = []
        if kjente:
            ende = data.find(_SLUTT, start)
            slutt = start + hode.lengde if hode.lengde else ende if ende >= 0 else slutt
        pakket = (bytes(syn[n : min(n + _INN, slutt)]) for n in range(start, slutt, _INN))
        for navn in kjente[:_LAG]:
            pakket = map(teller.count, _KJENTE[navn](pakket))
        _pakk_ut(pakket, teller, _LAG)
        if kjente:
            for _ in pakket:
                pass


def _hoyst(data: bytes, treff: re.Match[bytes]) -> float:
    """The most bytes that a stream can unpack to by its filters; without end where they are not told for certain."""
    hode, start = read_hode(data, treff.start()), treff.end()
    if not hode.filtre:
        return inf if _er_zlib(data[start : start + 2]) else 0
    if not hode.entydig or not set(hode.filtre) <= _UTVIDELSE.keys():
        return inf
    ende = data.find(_SLUTT, start)
    storrelse = storst = float(max((ende if ende >= 0 else len(data)) - start, hode.lengde or 0))
    for navn in hode.filtre:
        storrelse *= _UTVIDELSE[navn]
        storst = max(storst, storrelse)
    return storst


def _pakk_ut(pakket: Iterator[bytes], teller: _Teller, dybde: int) -> None:
    """Count what a stream unpacks to; what is packed several times is unpacked as often, and all of it counts."""
    forste = next(pakket, b"")
    if not dybde or not _er_zlib(forste):
        return
    biter = map(teller.count, _inflate(chain([forste], pakket)))
    forste = next(biter, b"")
    if _er_zlib(forste):
        _pakk_ut(chain([forste], biter), teller, dybde - 1)
    for _ in biter:
        pass


def _er_zlib(start: bytes) -> bool:
    return len(start) > 1 and start[0] & 15 == 8 and int.from_bytes(start[:2]) % 31 == 0


def _inflate(pakket: Iterable[bytes]) -> Iterator[bytes]:
    pakker = zlib.decompressobj()
    try:
        for bit in pakket:
            while bit and not pakker.eof:
                yield pakker.decompress(bit, _UT)
                bit = pakker.unconsumed_tail
            if pakker.eof:
                return
    except zlib.error:
        return


_ZLIB = "FlateDecode"
# How many bytes one byte can become at most: RFC 1951 and zlib's own notes; four of «z»; two of a digit pair; 128 of two;
# 4 096 entries of at most so many bytes, 12 bits each.
_UTVIDELSE = {_ZLIB: 1032.0, "ASCII85Decode": 4.0, "ASCIIHexDecode": 1.0, "RunLengthDecode": 64.0, "LZWDecode": 2731.0}
_KJENTE = {_ZLIB: _inflate, **FILTRE}

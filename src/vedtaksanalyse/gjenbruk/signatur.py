"""MinHash: 64 bytes per sentence, of which two sentences share about as large a part as of their words and word pairs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from zlib import crc32

import numpy as np

LENGDE = 64
MINST_NAER = 6
"""Fewer words than this, what was filled in apart, are the same or they are not: one other word says another thing."""
MERKE = "<"
"""What the mark of something filled in begins with."""
_MINNE = 1 << 16
_RNG = np.random.Generator(np.random.PCG64(20240515))
_GANGE = _RNG.integers(1, 1 << 63, LENGDE, dtype=np.uint64)[:, None] | np.uint64(1)
_PLUSS = _RNG.integers(0, 1 << 63, LENGDE, dtype=np.uint64)[:, None]
_PAR = np.uint64(0x9E3779B97F4A7C15)
_ORDTALL = lru_cache(_MINNE)(lambda ordet: crc32(ordet.encode("utf-8", "surrogatepass")))
_PORSJON = 20_000


def hash_form(ord_: Sequence[str]) -> int:
    """63 bits that two different wordings will not share."""
    sum_ = blake2b(" ".join(ord_).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(sum_) >> 1


def sign(former: Sequence[tuple[Sequence[str], Sequence[str]]]) -> list[bytes]:
    """The signatures of (words, signs): sentences with different signs are never alike."""
    ut: list[bytes] = []
    porsjon: list[tuple[Sequence[str], Sequence[str]]] = []
    antall = 0
    for form in former:
        porsjon.append(form)
        antall += len(form[0])
        if antall > _PORSJON:
            ut += _sign(porsjon)
            porsjon, antall = [], 0
    return ut + _sign(porsjon)


def _sign(former: Sequence[tuple[Sequence[str], Sequence[str]]]) -> list[bytes]:
    if not former:
        return []
    biter, start, lengde = [], [], 0
    for ord_, fortegn in former:
        tall = np.array([_ORDTALL(ett) for ett in ("", *ord_, "")], np.uint64)
        egne = sum(ett[0] != MERKE for ett in ord_)
        salt = np.uint64(_ORDTALL(" ".join(sorted(fortegn) if egne >= MINST_NAER else ord_)))
        bit = np.concatenate((tall[1:-1], (tall[:-1] * _PAR) ^ tall[1:]))
        biter.append(bit ^ (salt << np.uint64(32)))
        start.append(lengde)
        lengde += len(bit)
    alle = np.concatenate(biter)
    alle = (alle ^ (alle >> np.uint64(29))) * _PAR
    blandet = (alle * _GANGE + _PLUSS) >> np.uint64(32)
    minst = np.minimum.reduceat(blandet, start, axis=1)
    # The smallest of many is small: its low bits are what is evenly spread.
    return [rad.tobytes() for rad in (minst & np.uint64(0xFF)).astype(np.uint8).T]


def likeness(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """How many bytes are equal, row by row."""
    return (a == b).sum(axis=1)

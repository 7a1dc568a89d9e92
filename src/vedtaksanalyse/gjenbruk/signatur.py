"""MinHash: 64 bytes per sentence, of which two sentences share about as large a part as of their words and word pairs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import chain
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
    # Each sentence is its words behind an empty one; an empty one ends the row. At each place stand the word and, mixed,
    # the word with the next; at the empty ones the pair stands for both.
    lengder = np.array([len(ord_) + 1 for ord_, _ in former])
    start = np.cumsum(lengder) - lengder
    rad = chain(chain.from_iterable(chain(("",), ord_) for ord_, _ in former), ("",))
    tall = np.fromiter(map(_ORDTALL, rad), np.uint64, lengder.sum() + 1)
    par = (tall[:-1] * _PAR) ^ tall[1:]
    ord_ = tall[:-1].copy()
    ord_[start] = par[start]
    salt = np.fromiter((_ORDTALL(_salt(*ett)) for ett in former), np.uint64, len(former)) << np.uint64(32)
    minst = np.minimum(*(_least(biter ^ np.repeat(salt, lengder), start) for biter in (ord_, par)))
    # The smallest of many is small: its low bits are what is evenly spread.
    return [rad.tobytes() for rad in (minst & np.uint64(0xFF)).astype(np.uint8).T]


def _salt(ord_: Sequence[str], fortegn: Sequence[str]) -> str:
    """What sentences must have in common to be alike at all."""
    egne = sum(ett[0] != MERKE for ett in ord_)
    return " ".join(sorted(fortegn) if egne >= MINST_NAER else ord_)


def _least(biter: np.ndarray, start: np.ndarray) -> np.ndarray:
    """The smallest number of each sentence by each of the mixings."""
    biter = (biter ^ (biter >> np.uint64(29))) * _PAR
    return np.minimum.reduceat((biter * _GANGE + _PLUSS) >> np.uint64(32), start, axis=1)


def likeness(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """How many bytes are equal, row by row."""
    return (a == b).sum(axis=1)

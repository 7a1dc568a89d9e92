"""Sentences as rows of hashed features: words, word stems, pairs of them, the neighbours' stems and where it stands.

Sentences are made alike across households first (amounts, ages, dates and placeholders become one word each), so that
what is learnt is how reasoning is written, not whom it is about. Words are hashed once; pairs and neighbours are mixed
from the words' hashes, all documents of a chunk at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np
from scipy.sparse import csr_matrix

from vedtaksanalyse.sak import Oppdeling

BITS = 20
BOTTER = 2**BITS
_STAMME = 5
_MAKS_ORD = 90
_ORD = re.compile(r"\w+|\n")
# What a hash is of; the same words in two roles are two features.
_ORD_ROLLE, _PAR, _STAMME_ROLLE, _STAMMEPAR, _HOPP, _FORRIGE, _NESTE, _STED = range(1, 9)
_FORST, _SA = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)


class Forenkling:
    """Rewrites folded text so that sentences about different households look alike (``felles/forenkling.toml``)."""

    def __init__(self, felles: Mapping[str, Mapping]) -> None:
        ord_ = felles["forenkling"]
        monstre = "|".join(f"(?P<{navn}>{m})" for navn, m in ord_["monster"].items())
        self._monster = re.compile(f"(?={ord_['begynner']})(?:{monstre})")

    def __call__(self, flate: str) -> str:
        """The text with amounts, ages and the like replaced by their names; a section number keeps its digits."""
        return self._monster.sub(self._swap, flate)

    @staticmethod
    def _swap(funnet: re.Match) -> str:
        if funnet.lastgroup == "xparagraf":
            return " xparagraf" + re.sub(r"\W", "", funnet[0]) + " "
        return f" {funnet.lastgroup} "


def hash_oppdelinger(oppdelinger: Sequence[Oppdeling], forenkling: Forenkling) -> csr_matrix:
    """The hashed features of every sentence, documents in order; the same on every machine and in every process."""
    dokument = np.repeat(np.arange(len(oppdelinger)), [len(o.setninger) for o in oppdelinger])
    setning, ord_, stamme = _words(oppdelinger, forenkling)
    # The sentence number and the column as one number, so that one sorting finds the distinct pairs.
    par = [(nr << BITS) | kolonne for nr, kolonne in _features(dokument, setning, ord_, stamme)]
    par.append((np.repeat(np.arange(len(dokument)), 4) << BITS) | _mix(_places(oppdelinger), _STED))
    trekk = np.sort(np.concatenate(par))
    trekk = trekk[np.diff(trekk, prepend=-1) != 0]
    start = np.searchsorted(trekk >> BITS, np.arange(len(dokument) + 1)).astype(np.int32)
    kolonner = (trekk & (BOTTER - 1)).astype(np.int32)
    return csr_matrix((np.ones(len(trekk), np.float32), kolonner, start), (len(dokument), BOTTER))


def _words(oppdelinger: Sequence[Oppdeling], forenkling: Forenkling) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each word its sentence, its hash and the hash of its stem; of a long sentence only the first words."""
    ord_ = _ORD.findall("\n".join(
        forenkling(flate[s.start : s.slutt])
        for o in oppdelinger for flate in [o.flate.replace("\n", " ")] for s in o.setninger
    ))  # fmt: skip
    begge = np.fromiter(map(_hash_ord, ord_), np.uint64, len(ord_))
    skille = begge == _hash_ord("\n")
    nummer = np.arange(len(ord_))
    plass = nummer - np.maximum.accumulate(np.where(skille, nummer + 1, 0))
    med = ~skille & (plass < _MAKS_ORD)
    return np.cumsum(skille)[med], begge[med] >> np.uint64(32), begge[med] & np.uint64(0xFFFFFFFF)


@lru_cache(maxsize=2**16)
def _hash_ord(ord_: str) -> int:
    """The hash of the word in the upper half, that of its stem in the lower."""
    return crc32(ord_.encode()) << 32 | crc32(ord_[:_STAMME].encode())


def _features(
    dokument: np.ndarray, setning: np.ndarray, ord_: np.ndarray, stamme: np.ndarray
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Sentences and columns, one kind of feature at a time."""
    ved, hopp = setning[1:] == setning[:-1], setning[2:] == setning[:-2]
    yield setning, _mix(ord_, _ORD_ROLLE)
    yield setning, _mix(stamme, _STAMME_ROLLE)
    yield setning[1:][ved], _mix(ord_[:-1][ved], _PAR, ord_[1:][ved])
    yield setning[1:][ved], _mix(stamme[:-1][ved], _STAMMEPAR, stamme[1:][ved])
    yield setning[2:][hopp], _mix(stamme[:-2][hopp], _HOPP, stamme[2:][hopp])
    for rolle, steg in ((_FORRIGE, 1), (_NESTE, -1)):
        nabo = setning + steg
        samme = (nabo >= 0) & (nabo < len(dokument))
        samme[samme] = dokument[nabo[samme]] == dokument[setning[samme]]
        yield nabo[samme], _mix(stamme[samme], rolle)


def _places(oppdelinger: Sequence[Oppdeling]) -> np.ndarray:
    """Four for each sentence: the kind of document, the section, the kind of unit, kind of document and section."""
    steder = [
        _hash_ord(sted)
        for o in oppdelinger
        for s in o.setninger
        for sted in (o.dokument.type, f"seksjon {s.seksjon}", f"enhet {s.slag}", f"{o.dokument.type} {s.seksjon}")
    ]
    return np.array(steder, np.uint64) >> np.uint64(32)


def _mix(a: np.ndarray, rolle: int, b: np.ndarray | None = None) -> np.ndarray:
    """Columns from hashes; multiplication spreads them, and the highest bits are the best mixed (Knuth 6.4)."""
    blandet = (a + np.uint64(rolle << 32)) * _FORST
    if b is not None:
        blandet = (blandet ^ (blandet >> np.uint64(31)) ^ b) * _SA
    return (blandet >> np.uint64(64 - BITS)).astype(np.int64)

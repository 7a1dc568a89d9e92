"""Wordings that are nearly the same, found by the parts of their signatures that are equal: no pair is compared for nothing.

Whatever the order they came in, the same wordings give the same clusters.
"""

from __future__ import annotations

import numpy as np

from vedtaksanalyse.gjenbruk.signatur import LENGDE, likeness

LIKE = 38
"""Equal bytes of 64 for two wordings to be nearly the same: about six in ten of their words and word pairs."""
_BAND = np.dtype("<u4")
_PORSJON = 1 << 18


def cluster(signaturer: np.ndarray, vekt: np.ndarray) -> np.ndarray:
    """For each wording the number of the one that stands for it: the one used most among its near alike.

    Args:
        signaturer: one row of 64 bytes per wording, the rows in a fixed order.
        vekt: how many sentences have it.
    """
    antall = len(signaturer)
    # By use, then by order: each wording joins the foremost that it is near, so no chain drifts away from its head.
    rang = np.empty(antall, np.int64)
    rekke = np.lexsort((np.arange(antall), -vekt))
    rang[rekke] = np.arange(antall)
    hode = rang.copy()
    band = np.ascontiguousarray(signaturer).view(_BAND)
    for nr in range(LENGDE // _BAND.itemsize):
        for foran, bak in _candidates(band[:, nr], rang):
            like = likeness(signaturer[foran], signaturer[bak]) >= LIKE
            np.minimum.at(hode, bak[like], rang[foran[like]])
    ut = rekke[hode]
    # A wording whose chosen head itself stands behind another is its own head, unless it is near that other too.
    while (lost := ut[ut] != ut).any():
        hvem = np.flatnonzero(lost)
        over = ut[ut[hvem]]
        like = likeness(signaturer[hvem], signaturer[over]) >= LIKE
        ut[hvem] = np.where(like, over, hvem)
    return ut


def _candidates(nokler: np.ndarray, rang: np.ndarray):
    """Pairs with the same key: each wording with the foremost of its run and with the one before it."""
    rekke = np.lexsort((rang, nokler))
    sortert = nokler[rekke]
    ny = np.concatenate(([True], sortert[1:] != sortert[:-1]))
    forste = np.maximum.accumulate(np.where(ny, np.arange(len(rekke)), 0))
    plass = np.flatnonzero(~ny)
    for start in range(0, len(plass), _PORSJON):
        her = plass[start : start + _PORSJON]
        yield rekke[forste[her]], rekke[her]
        yield rekke[her - 1], rekke[her]

"""The values filled into sentences that are alike: which of them stand in a case where they do not belong."""

from __future__ import annotations

import numpy as np

from vedtaksanalyse.gjenbruk.samling import Samling, count_saker

_SJELDEN = 3
"""A value that stands in more cases than this is a rate or a date for all."""
_VERDIBITER, _SLAGBITER = 34, 2


class Verdier:
    """In how many cases each value is filled into each cluster of sentences, and in how many of them it belongs."""

    def __init__(self, hode: np.ndarray, samling: Samling) -> None:
        """``hode`` is the cluster of each filling."""
        nokler = hode.astype(np.int64) << _VERDIBITER | samling.felt_verdi
        self._nokler, nummer = np.unique(nokler, return_inverse=True)
        self._saker = count_saker(nummer, samling.felt_sak, len(self._nokler))
        stottet = samling.felt_stottet
        self._stottet = count_saker(nummer[stottet], samling.felt_sak[stottet], len(self._nokler))
        self._felt, self._ulike = np.unique(_field(self._nokler), return_counts=True)

    def is_foreign(self, hode: int, verdi: int) -> bool:
        """Whether the value is at home in another case, in a sentence where the cases have different values."""
        nokkel = hode << _VERDIBITER | verdi
        plass = np.searchsorted(self._nokler, nokkel)
        if plass == len(self._nokler) or self._nokler[plass] != nokkel:
            return False  # the case was replaced after the gathering
        ulike = self._ulike[np.searchsorted(self._felt, _field(nokkel))]
        return bool(ulike > 1 and 2 <= self._saker[plass] <= _SJELDEN and self._stottet[plass])


def _field(nokkel):
    """The cluster and the kind of filling, without the value."""
    return nokkel >> _VERDIBITER << _SLAGBITER | nokkel & ((1 << _SLAGBITER) - 1)

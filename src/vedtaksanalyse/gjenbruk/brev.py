"""Tells the sentences of a letter from the rows of its forms and tables, and from its frame: letterhead, addressee, page numbers.

Layout decides: a sentence ends like one, or stands below the letterhead and is too long to be a row.
"""

from __future__ import annotations

from collections.abc import Sequence

from vedtaksanalyse.gjenbruk.signatur import MERKE
from vedtaksanalyse.sak import Setning

BREV, RAD, SETNING = "brev", "rad", "setning"
_OVERSKRIFT = "overskrift"
_SLUTT = (".", "!", "?", ":", ";", "…")
_BAK = "\"»”')]*"


class Brev:
    """One letter, told of its units in order."""

    def __init__(self, uten_punktum: int) -> None:
        """``uten_punktum``: so many words make a sentence even where nothing ends it."""
        self._uten_punktum = uten_punktum
        self._hode = True
        self._ramme: set[tuple[str, ...]] = set()

    def place(self, setning: Setning, tekst: str, ord_: Sequence[str]) -> str:
        """What a unit is. Lines above the first sentence are the letterhead, also where a later page repeats them."""
        if self._is_setning(setning, tekst, ord_):
            self._hode = False
            return SETNING
        if self._hode:
            self._ramme.add(tuple(ord_))
        ramme = setning.slag in (_OVERSKRIFT, SETNING) or tuple(ord_) in self._ramme
        return BREV if ramme else RAD

    def _is_setning(self, setning: Setning, tekst: str, ord_: Sequence[str]) -> bool:
        if setning.slag == _OVERSKRIFT:
            return False
        if tekst[setning.start : setning.slutt].rstrip(_BAK).endswith(_SLUTT):
            return True
        return not self._hode and sum(not ett.startswith(MERKE) for ett in ord_) >= self._uten_punktum

"""How often one person or machine may ask for the same kind of thing in a minute.

What people do is counted in the log of looks, which every process of the service shares; tries to log in, which nobody has done
yet, are counted in this process and forgotten with it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from math import ceil
from threading import Lock
from time import monotonic

from vedtaksanalyse.errors import ForMange
from vedtaksanalyse.storage.tidspunkt import naa

_MINUTT = 60.0
_MANGE = 10_000


class Tak:
    """At most so many of each kind in any minute, by who asks. A kind without a limit is not counted."""

    def __init__(self, grenser: Mapping[str, int], klokke: Callable[[], float] = monotonic) -> None:
        self._grenser, self._klokke = grenser, klokke
        self._sett: dict[tuple[str, str], deque[float]] = {}
        self._las = Lock()

    def check(self, slag: str, hent: Callable[[datetime, int], Sequence[datetime]]) -> None:
        """ForMange when so many were done in the last minute; ``hent`` gives when, the latest first, and no more than asked for."""
        grense = self._grenser.get(slag)
        if grense is None:
            return
        na = naa()
        tider = hent(na - timedelta(seconds=_MINUTT), grense)
        if len(tider) >= grense:
            raise ForMange("for_mange", sekunder=max(1, ceil(_MINUTT - (na - tider[-1]).total_seconds())))

    def tell(self, slag: str, hvem: str) -> None:
        """Count one more. ForMange when it is one too many; that one is not counted."""
        grense = self._grenser.get(slag)
        if grense is None:
            return
        with self._las:
            na = self._klokke()
            if len(self._sett) > _MANGE:
                self._sett = {n: s for n, s in self._sett.items() if s and s[-1] > na - _MINUTT}
            sett = self._sett.setdefault((slag, hvem), deque())
            while sett and sett[0] <= na - _MINUTT:
                sett.popleft()
            if len(sett) >= grense:
                raise ForMange("for_mange", sekunder=ceil(sett[0] + _MINUTT - na) if sett else int(_MINUTT))
            sett.append(na)

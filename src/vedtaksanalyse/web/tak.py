"""How often one person or machine may ask for the same kind of thing. Counted in this process, and forgotten with it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from math import ceil
from threading import Lock
from time import monotonic

from vedtaksanalyse.errors import ForMange

_MINUTT = 60.0
_MANGE = 10_000


class Tak:
    """At most so many of each kind in any minute, by who asks. A kind without a limit is not counted."""

    def __init__(self, grenser: Mapping[str, int], klokke: Callable[[], float] = monotonic) -> None:
        self._grenser, self._klokke = grenser, klokke
        self._sett: dict[tuple[str, str], deque[float]] = {}
        self._las = Lock()

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

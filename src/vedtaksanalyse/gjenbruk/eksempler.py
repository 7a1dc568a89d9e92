"""One place for each text that recurs, the first by case, and what the cases fill into it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from vedtaksanalyse.gjenbruk.samling import find_places
from vedtaksanalyse.sak import Belegg, Setningsmerke

_VANLIGSTE = 5


class Eksempler:
    """Told of every case in turn, whatever the order."""

    def __init__(
        self, former: np.ndarray, hode: np.ndarray, setninger: Sequence[int], avsnitt: set[tuple[str, int]]
    ) -> None:
        self._former, self._hode, self._ukjente = former, hode, avsnitt
        self._valgt = frozenset(setninger)
        self._felt: dict[int, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        self.setninger: dict[int, tuple[str, Belegg, bool]] = {}
        self.avsnitt: dict[tuple[str, int], Belegg] = {}

    def add(self, sak_id: str, merker: Sequence[Setningsmerke]) -> None:
        """One case's marks."""
        plass = find_places(self._former, np.array([merke.form for merke in merker], np.int64))
        for merke, hode in zip(merker, self._hode[plass].tolist(), strict=True):
            if hode in self._valgt:
                self._add_setning(sak_id, merke, hode)
            if not merke.fast and (sted := (sak_id, merke.avsnitt)) in self._ukjente:
                start = self.avsnitt.get(sted, merke.belegg).start
                self.avsnitt[sted] = Belegg(merke.belegg.dok_id, start, merke.belegg.slutt)

    def _add_setning(self, sak_id: str, merke: Setningsmerke, hode: int) -> None:
        for felt in merke.utfylt:
            self._felt[hode][felt.slag][felt.verdi] += 1
        ny = sak_id, merke.belegg, merke.fast
        gammel = self.setninger.setdefault(hode, ny)
        if (sak_id, merke.belegg.dok_id, merke.belegg.start) < (gammel[0], gammel[1].dok_id, gammel[1].start):
            self.setninger[hode] = ny

    def fillings(self, hode: int) -> tuple[tuple[str, int, tuple[str, ...]], ...]:
        """What is filled into a sentence: kind, number of different values, the commonest."""
        ut = []
        for slag, verdier in sorted(self._felt[hode].items()):
            vanligst = sorted(filter(None, verdier), key=lambda verdi: (-verdier[verdi], verdi))
            ut.append((slag, len(vanligst), tuple(vanligst[:_VANLIGSTE])))
        return tuple(ut)

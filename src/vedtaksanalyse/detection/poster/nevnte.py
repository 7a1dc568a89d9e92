"""Which child a need is said of: the children named in its unit, or just before it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vedtaksanalyse.detection.barn.nevnt import Nevnt, choose_nevnt, find_nevnte
from vedtaksanalyse.detection.poster.lest import Lest, Ytring

if TYPE_CHECKING:
    from vedtaksanalyse.detection.poster.behov import Behovsleser

_LEDD = re.compile(r"[,;]")


@dataclass
class Nevnte:
    """The children named in a unit, or just before it when the unit goes on with a pronoun. Read when first asked."""

    leser: Behovsleser
    lest: Lest
    nr: int
    _her: list[Nevnt] | None = field(default=None)

    def here(self) -> list[Nevnt]:
        """All children named in the unit."""
        if self._her is None:
            self._her = self._read(self.nr)
        return self._her

    def of(self, sted: int, liste: bool) -> Nevnt | None:
        """The one child that a place in the unit is said of; in a list only what stands in its own item counts."""
        ytring = self.lest.ytringer[self.nr]
        if her := self.here():
            skiller = [self.leser.stopp, _LEDD, *((self.leser.skille,) if liste else ())]
            start, slutt, flate = ytring.setning.start, ytring.setning.slutt, self.lest.oppdeling.flate
            grenser = [m.start() for skille in skiller for m in skille.finditer(flate, start, slutt)]
            return choose_nevnt(her, sted, grenser, alene=not liste)
        return None if liste else self._before(ytring)

    def _before(self, ytring: Ytring) -> Nevnt | None:
        foran = self.lest.ytringer[self.nr - 1] if self.nr else None
        flate = self.lest.oppdeling.flate
        if foran is None or foran.blokk != ytring.blokk or not self.leser.pronomen.search(flate, ytring.setning.start, ytring.setning.slutt):
            return None
        nevnte = self._read(self.nr - 1)
        if len(nevnte) != 1 or nevnte[0].flere or self._adult(self.nr - 1) or self._adult(self.nr):
            return None
        return nevnte[0]

    def _adult(self, nr: int) -> bool:
        setning = self.lest.ytringer[nr].setning
        return bool(self.leser.voksne.search(self.lest.oppdeling.flate, setning.start, setning.slutt))

    def _read(self, nr: int) -> list[Nevnt]:
        oppdeling, setning = self.lest.oppdeling, self.lest.ytringer[nr].setning
        return find_nevnte(oppdeling.flate, oppdeling.dokument.tekst, setning.start, setning.slutt, self.leser.barneord, self.leser.alder)

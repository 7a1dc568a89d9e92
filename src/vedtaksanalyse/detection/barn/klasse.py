"""Children by class level: «går i 3. klasse», «8.-klassingen», «[A] som går i niande», «2. og 5. trinn».

A class level tells about how old a child is, when nothing better does.
"""

from __future__ import annotations

from vedtaksanalyse.detection.barn.gruppe import MERKE, Gruppe
from vedtaksanalyse.detection.barn.lest import Lest
from vedtaksanalyse.detection.barn.rekke import Rekke

_FOR_SKOLEN = 5
_TIL_TRINN = 12
_TIL_BOKSTAV = 6
_NESTE = 4
_FLERLINGER = ("tvillinger", "trillinger")


class Klasseleser:
    """Gives the class levels of one sentence to the children they belong to."""

    def __init__(self, rekke: Rekke, lest: Lest) -> None:
        self.rekke, self.lest = rekke, lest

    def read(self, i: int) -> None:
        """Reads the class level at ``i``."""
        gruppe = self._owner(i)
        if gruppe is None:
            return
        alder = self.rekke.ledd[i].verdi + _FOR_SKOLEN - (self._begins(gruppe, i) and self._is_to_come(i))
        if gruppe.barn:
            if "bare_aar" in gruppe.kvalifikatorer and gruppe.aldre == [alder + 1]:
                # «f. 2012 in the sixth class»: the birthday is still to come.
                gruppe.correct(alder)
                gruppe.kvalifikatorer.discard("bare_aar")
        elif gruppe.slag in _FLERLINGER and not gruppe.trinn:
            gruppe.trinn = [alder] * (gruppe.antall or 1)
        elif not gruppe.trinn or (gruppe.slag == "flere" and len(gruppe.trinn) < (gruppe.antall or i)):
            gruppe.trinn.append(alder)
        gruppe.siste = max(gruppe.siste, i)

    def _owner(self, i: int) -> Gruppe | None:
        """The child in front, in the same statement; a letter for one; or the word itself («8.-klassingen»)."""
        rekke, gruppe = self.rekke, self.lest.barn
        k = self._letter(i)
        if gruppe is not None and gruppe.siste >= k:
            mellom = range(gruppe.siste + 1, i)
            if len(mellom) <= _TIL_TRINN and all(self._may_stand_between(k) for k in mellom):
                return gruppe
        if self.lest.subjekt == "soker":
            return None
        if k >= 0:
            return self._new("navn", k, frozenset({MERKE + rekke.ledd[k].ord.strip("[]")}))
        if any(e in rekke.ledd[i].ord for e in rekke.ord.klassing) and rekke.at(i - 1).slag != "tall":
            return self._new("klassing", i, frozenset())
        return None

    def _may_stand_between(self, k: int) -> bool:
        rekke, ledd = self.rekke, self.rekke.ledd[k]
        if ledd.slag == "tegn":
            return ledd.ord in "(),:|-/" or rekke.is_glue(k)
        return ledd.slag in ("ord", "stor", "pronomen", "aarstall", "hopp", "uke") or rekke.is_glue(k) or rekke.is_one(k)

    def _letter(self, i: int) -> int:
        """Where the letter or mask stands that the level is said of, -1 when none does."""
        rekke = self.rekke
        for k in range(i - 1, max(-1, i - 1 - _TIL_BOKSTAV), -1):
            if rekke.is_letter(k):
                sagt = rekke.at(k + 1).ord in (",", ":", "(", "|", "-") or rekke.isin(k + 1, "som", "gaar", "verb")
                kjent = self.lest.kjent or rekke.ledd[k].slag == "maske"
                return k if sagt and kjent else -1
            if not (rekke.is_glue(k) or rekke.isin(k, "gaar")):
                return -1
        return -1

    def _begins(self, gruppe: Gruppe, i: int) -> bool:
        """«begins in the first class»: the class is still to come."""
        return any(self.rekke.isin(k, "begynner") for k in range(gruppe.siste + 1, i))

    def _is_to_come(self, i: int) -> bool:
        """Whether the school year that is to begin had not begun on the day of the decision."""
        return self.rekke.kalender.is_before_school(any(self.rekke.isin(k, "neste") for k in range(i + 1, i + _NESTE)))

    def _new(self, slag: str, i: int, kjenne: frozenset[str]) -> Gruppe:
        ledd = self.rekke.ledd[i]
        return self.lest.add(Gruppe(slag, ledd.ord, ledd.start, ledd.slutt, i, 1, kjenne=kjenne, kvalifikatorer={"delvis"}))

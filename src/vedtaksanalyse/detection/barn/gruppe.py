"""Children spoken of together, and when two such groups in a sentence are one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

MYNDIG = 18
MAKS_BARN = 14
MERKE = "merke:"
KJONN = frozenset({"gutt", "jente"})
INGEN: frozenset[str] = frozenset()


class Barn(NamedTuple):
    """One child: its age, and what tells it from its siblings (gender, place among them, the name it is given)."""

    alder: int
    kjenne: frozenset[str]


@dataclass(slots=True)
class Gruppe:
    """Children spoken of together: number, ages, and the part (``siste``) where the group ends so far.

    ``eksplisitt``: the number was said; ``eid``: «mine», «hennes»; ``samlet``: the number covers what follows; ``artikkel``: «a boy»;
    ``trinn``: ages by class level.
    """

    slag: str
    ord: str
    start: int
    slutt: int
    siste: int
    antall: int | None = None
    eksplisitt: bool = False
    eid: bool = False
    samlet: bool = False
    artikkel: bool = False
    kjenne: frozenset[str] = INGEN
    barn: list[Barn] = field(default_factory=list)
    trinn: list[int] = field(default_factory=list)
    kvalifikatorer: set[str] = field(default_factory=set)

    @property
    def aldre(self) -> list[int]:
        """The ages given so far."""
        return [barn.alder for barn in self.barn]

    def give(self, aldre: list[int], felles: bool = True) -> None:
        """Takes ages. With ``felles`` one age is the age of all («twins of 8»)."""
        if felles and len(aldre) == 1 and self.slag != "del" and not self.barn:
            aldre = aldre * max(self.antall or 1, 1)
        self.barn += [Barn(alder, self.kjenne) for alder in aldre if alder < MYNDIG]
        if self.barn:
            self.kvalifikatorer -= {"svak"} if self.slag == "del" else set()
        voksne = sum(alder >= MYNDIG for alder in aldre)
        if voksne and not self.barn:
            self.kvalifikatorer |= {"voksen", "myndig"} if aldre == [MYNDIG] else {"voksen"}
        elif voksne and self.antall:
            self.antall = max(self.antall - voksne, len(self.barn))
        if not self.eksplisitt:
            self.antall = max(self.antall or 0, len(self.barn))

    def correct(self, alder: int) -> None:
        """An exact age takes the place of the one said before."""
        self.barn = []
        self.give([alder])

    def take_number(self, antall: int, slutt: int, siste: int) -> None:
        """Takes a number that stands after the child word («Barn: 3»)."""
        self.antall, self.eksplisitt, self.slutt, self.siste = antall, True, slutt, siste

    @property
    def is_counted(self) -> bool:
        """Whether its number is known from what was said, not only from grammar."""
        return bool(self.antall) and bool(self.barn or self.eksplisitt or self.slag == "plass")

    def fits(self, neste: Gruppe) -> bool:
        """Whether the next group may belong with this one."""
        ulike = (self.kvalifikatorer ^ neste.kvalifikatorer) - {"delvis", "svak"}
        uten_aldre = not (self.barn or neste.barn) and self.slag != "plass"
        talt = (self.is_counted or (self.artikkel and uten_aldre)) and (neste.is_counted or (neste.artikkel and uten_aldre))
        return talt and not ulike

    def describe(self, neste: Gruppe) -> None:
        """«[barn 1], girl of 9»: the next word only says more of the same child."""
        self.kjenne |= neste.kjenne
        self.barn = [Barn(barn.alder, self.kjenne) for barn in self.barn or neste.barn]
        self.trinn = self.trinn or neste.trinn
        self.slutt, self.siste = neste.slutt, neste.siste

    def absorb(self, neste: Gruppe, forklarer: bool) -> None:
        """Makes the next group part of this one; ``forklarer``: it only says who the counted children are."""
        self.samlet = self.samlet or (forklarer and self.eksplisitt and self.slag == "flere" and not self.barn)
        if not self.samlet:
            self.antall = (self.antall or 0) + (neste.antall or 0)
            self.slag = "flere"
            self.trinn += neste.trinn
            if self.artikkel and neste.artikkel:
                # «A boy and a girl» may be anybody's.
                self.eksplisitt, self.kvalifikatorer = True, self.kvalifikatorer | {"svak"}
            if self.barn or neste.barn:
                self.kvalifikatorer.add("delvis")
            elif self.eksplisitt and neste.eksplisitt:
                # «two boys and a girl» is a number, though «two boys» is only a hint.
                self.kvalifikatorer -= {"svak"}
        self.barn += neste.barn
        self.slutt, self.siste = neste.slutt, neste.siste
        self.eksplisitt = self.eksplisitt or neste.eksplisitt

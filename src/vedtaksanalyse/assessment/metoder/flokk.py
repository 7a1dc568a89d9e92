"""The children of a case as persons: statements in all its documents that speak of the same child are brought together.

Two statements are of the same child when the name it is given is the same («[barn 1]»), or when the age is and neither
gender nor place among the siblings says otherwise. Of two ages for one child the newest stands, since a birthday
may have passed between the documents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from vedtaksanalyse.sak import Barneomtale

_MERKE = "merke:"
_NESTEN_VOKSEN = 16
_INGEN: frozenset[str] = frozenset()
KJONN = frozenset({"gutt", "jente"})
PLASS = frozenset({"eldst", "midt", "yngst"})


@dataclass(slots=True)
class Person:
    """One child: its ages by the day and the document they were written in, what tells it from the others."""

    sett: list[tuple[date, int, str]] = field(default_factory=list)
    kjenne: frozenset[str] = _INGEN

    @property
    def dokumenter(self) -> set[str]:
        """The documents that give its age."""
        return {dok_id for _, _, dok_id in self.sett}

    @property
    def alder(self) -> int:
        """The newest, unless it is lower than an earlier one that stands in as many documents: ages never fall."""
        # A decision that was replaced is given the earliest of days.
        dokumenter = Counter(alder for dag, alder, _ in set(self.sett) if dag > date.min) or Counter(self.sett[0][1:2])
        nyest = max(self.sett)[1]
        hoyest = max(dokumenter)
        return hoyest if dokumenter[hoyest] >= dokumenter[nyest] else nyest

    def is_same(self, alder: int, kjenne: frozenset[str]) -> bool:
        """Whether a child of this age and these marks may be this one."""
        egne, andre = _names(self.kjenne), _names(kjenne)
        if egne and andre:
            return egne == andre
        return alder in [a for _, a, _ in self.sett] and agrees(self.kjenne, kjenne)

    def see(self, dag: date, alder: int, kjenne: frozenset[str], dok_id: str) -> None:
        """Takes what one statement says of it."""
        self.sett.append((dag, alder, dok_id))
        self.kjenne |= kjenne

    def take(self, annen: Person) -> None:
        """Two persons turned out to be one."""
        self.sett += annen.sett
        self.kjenne |= annen.kjenne


def find_personer(
    omtaler: Iterable[Barneomtale], dager: Mapping[str, date], omgjort: Collection[str]
) -> list[Person]:
    """The children whose ages are given. ``dager``: the day of each document; ``omgjort``: decisions since replaced."""
    personer: list[Person] = []
    # Statements about several children first: those that say more of each child then find their place among them.
    for omtale in sorted(omtaler, key=lambda o: -len(o.aldre)):
        ledige = list(personer)
        kjenne = omtale.kjennetegn if len(omtale.kjennetegn) == len(omtale.aldre) else (_INGEN,) * len(omtale.aldre)
        for alder, kjent in zip(omtale.aldre, kjenne, strict=True):
            person = _best(ledige, alder, kjent)
            if person is None:
                person = Person()
                personer.append(person)
            else:
                ledige.remove(person)
            dok_id = omtale.belegg.dok_id
            person.see(date.min if dok_id in omgjort else dager.get(dok_id, date.min), alder, kjent, dok_id)
    return personer


def _best(ledige: Sequence[Person], alder: int, kjenne: frozenset[str]) -> Person | None:
    like = [p for p in ledige if p.is_same(alder, kjenne)]
    return max(like, key=lambda p: len(p.kjenne & kjenne), default=None)


def join_birthdays(personer: list[Person], antall: int) -> list[Person]:
    """Joins those who are one year older in a newer document, as long as there are more than ``antall``."""
    personer = sorted(personer, key=lambda p: min(p.sett))
    for eldre in list(personer):
        if len(personer) <= antall:
            break
        nyere = [p for p in personer if p is not eldre and _turned(eldre, p)]
        if len(nyere) == 1 and eldre in personer:
            nyere[0].take(eldre)
            personer.remove(eldre)
    return personer


def _turned(eldre: Person, nyere: Person) -> bool:
    ett_aar = abs(nyere.alder - eldre.alder) == 1
    return ett_aar and agrees(eldre.kjenne, nyere.kjenne) and not eldre.dokumenter & nyere.dokumenter


def without_grown(personer: list[Person], voksne: Iterable[frozenset[str]]) -> list[Person]:
    """Leaves out those who have come of age: one of nearly 18 of whom another statement says so."""
    for kjenne in voksne:
        nesten = [p for p in personer if p.alder >= _NESTEN_VOKSEN]
        kan_vaere = [p for p in nesten if kjenne & p.kjenne and agrees(p.kjenne, kjenne)]
        eldste = max(kan_vaere, key=lambda p: p.alder, default=None)
        personer = [p for p in personer if p is not eldste]
    return personer


def agrees(en: frozenset[str], annen: frozenset[str]) -> bool:
    """Whether two sets of marks may be one child's: not a boy and a girl, not the eldest and the youngest."""
    begge = en | annen
    navn = {k for k in begge if k.startswith(_MERKE)}
    return not begge >= KJONN and len(begge & PLASS) <= 1 and (len(navn) <= 1 or not (_names(en) and _names(annen)))


def _names(kjenne: frozenset[str]) -> frozenset[str]:
    return frozenset(k for k in kjenne if k.startswith(_MERKE))

"""The children of a case as persons: statements in all its documents that speak of the same child are brought together.

Every child of a statement is tried against every child known so far, and the best pairs are taken first: the same name
(«[barn 1]»), else the same age and marks that do not disagree. When more persons are left than there are children, the
likeliest to be one are joined. Of two ages for one child the newest stands, since a birthday may have passed between
the documents; a year of birth alone gives way to anything more exact, even to a class level.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import NamedTuple

from vedtaksanalyse.detection.barn.gruppe import INGEN, KJONN, MERKE
from vedtaksanalyse.sak import Barneomtale

_NESTEN_VOKSEN = 16
_NAVN, _ALDER, _MERKET, _AARET = 10, 3, 2, 1
_BURSDAG, _PLASS, _NAVNEMATE = 1, 2, 3
PLASS = frozenset({"eldst", "midt", "yngst"})
_RANG = (frozenset({"eldst", "yngre"}), frozenset({"yngst", "eldre"}))


class Sett(NamedTuple):
    """One statement of a child's age: its day, the age, the document, which statement, and whether only a year was said
    or only a class level."""

    dag: date
    alder: int
    dok_id: str
    utsagn: int
    bare_aar: bool
    anslag: bool = False


@dataclass(slots=True)
class Person:
    """One child: its ages by the day and the document they were written in, what tells it from the others."""

    sett: list[Sett] = field(default_factory=list)
    kjenne: frozenset[str] = INGEN

    @property
    def dokumenter(self) -> set[str]:
        """The documents that give its age."""
        return {s.dok_id for s in self.sett}

    @property
    def alder(self) -> int:
        """The newest, unless it is lower than an earlier one that stands in as many documents: ages never fall."""
        sett = [s for s in self.sett if not (s.bare_aar or s.anslag)] or [s for s in self.sett if s.anslag] or self.sett
        # A decision that was replaced is given the earliest of days.
        talt = {(s.dag, s.alder, s.dok_id) for s in sett if s.dag > date.min}
        dokumenter = Counter(alder for _, alder, _ in talt) or Counter([sett[0].alder])
        nyest = max(sett).alder
        hoyest = max(dokumenter)
        return hoyest if dokumenter[hoyest] >= dokumenter[nyest] else nyest

    @property
    def is_anslag(self) -> bool:
        """Whether its age is known by class level only."""
        return all(s.anslag for s in self.sett)

    def likeness(self, alder: int, kjenne: frozenset[str], bare_aar: bool, anslag: bool = False) -> int:
        """How well a child of this age and these marks may be this one; 0 when it may not."""
        if _names(self.kjenne) and _names(kjenne):
            return _NAVN * (_names(self.kjenne) == _names(kjenne))
        if not agrees(self.kjenne, kjenne):
            return 0
        felles = _MERKET * len(self.kjenne & kjenne)
        if any(s.alder == alder for s in self.sett):
            return _ALDER + felles
        if anslag and any(abs(s.alder - alder) == 1 for s in self.sett):
            # Those of one class are of two ages.
            return _AARET + felles
        # The year alone gives the age at the end of the year.
        for s in self.sett:
            if (bare_aar and not s.bare_aar and s.alder == alder - 1) or (s.bare_aar and not bare_aar and s.alder == alder + 1):
                return _AARET + felles
        return 0

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
    for nr, omtale in enumerate(sorted(omtaler, key=lambda o: ("anslag" in o.kvalifikatorer, -len(o.aldre)))):
        kjenne = omtale.kjennetegn if len(omtale.kjennetegn) == len(omtale.aldre) else (INGEN,) * len(omtale.aldre)
        dok_id, bare_aar = omtale.belegg.dok_id, "bare_aar" in omtale.kvalifikatorer
        anslag = "anslag" in omtale.kvalifikatorer
        dag = date.min if dok_id in omgjort else dager.get(dok_id, date.min)
        funnet = [
            Person([Sett(dag, alder, dok_id, nr, bare_aar, anslag)], k) for alder, k in zip(omtale.aldre, kjenne, strict=True)
        ]
        personer += _place(funnet, personer)
    return personer


def _place(funnet: list[Person], personer: list[Person]) -> list[Person]:
    """Gives each child of a statement to the known child it is likest; returns those that are like none."""
    par = [
        (likhet, i, j)
        for i, ny in enumerate(funnet)
        for j, person in enumerate(personer)
        if (likhet := person.likeness(ny.sett[0].alder, ny.kjenne, ny.sett[0].bare_aar, ny.sett[0].anslag))
    ]
    nye, gamle = set(range(len(funnet))), set(range(len(personer)))
    for _, i, j in sorted(par, key=lambda p: (-p[0], p[1], p[2])):
        if i in nye and j in gamle:
            personer[j].take(funnet[i])
            nye.remove(i)
            gamle.remove(j)
    return [funnet[i] for i in sorted(nye)]


def join_surplus(personer: list[Person], antall: int) -> list[Person]:
    """Joins those who are likeliest to be one, as long as there are more than ``antall``."""
    personer = list(personer)
    while len(personer) > antall:
        grunner = [(grunn, i, j) for i, j in combinations(range(len(personer)), 2) if (grunn := _why_same(personer[i], personer[j]))]
        if not grunner:
            break
        beste = min(grunner)[0]
        like = [(i, j) for grunn, i, j in grunner if grunn == beste]
        if len(like) > 1 and len({k for par in like for k in par}) < 2 * len(like):
            # One of them could be either of two.
            break
        i, j = like[0]
        personer[i].take(personer.pop(j))
    return personer


def _why_same(en: Person, annen: Person) -> int:
    """Why two persons may be one, the best reason lowest; 0 when they may not."""
    if {s.utsagn for s in en.sett} & {s.utsagn for s in annen.sett}:
        return 0
    enig, andre_dokumenter = agrees(en.kjenne, annen.kjenne), not en.dokumenter & annen.dokumenter
    if abs(en.alder - annen.alder) == 1 and enig and andre_dokumenter:
        return _BURSDAG
    if en.alder != annen.alder:
        return 0
    navn = _names(en.kjenne | annen.kjenne)
    if len(navn) <= 1:
        return _PLASS
    return _NAVNEMATE if andre_dokumenter and agrees(en.kjenne - navn, annen.kjenne - navn) else 0


def without_grown(personer: list[Person], voksne: Iterable[frozenset[str]]) -> list[Person]:
    """Leaves out those who have come of age: one of nearly 18 of whom another statement says so."""
    for kjenne in voksne:
        nesten = [p for p in personer if p.alder >= _NESTEN_VOKSEN]
        kan_vaere = [p for p in nesten if kjenne & p.kjenne and agrees(p.kjenne, kjenne)]
        eldste = max(kan_vaere, key=lambda p: p.alder, default=None)
        personer = [p for p in personer if p is not eldste]
    return personer


def agrees(en: frozenset[str], annen: frozenset[str]) -> bool:
    """Whether two sets of marks may be one child's: not a boy and a girl, not the eldest and a little brother."""
    begge = en | annen
    strid = begge >= KJONN or len(begge & PLASS) > 1 or any(begge >= rang for rang in _RANG)
    return not strid and (len(_names(begge)) <= 1 or not (_names(en) and _names(annen)))


def are_two(en: frozenset[str], annen: frozenset[str]) -> bool:
    """Whether two mentions without ages are of two children: «han store» and «veslejenta»."""
    return not agrees(en, annen) or (("eldre" in en and "yngre" in annen) or ("yngre" in en and "eldre" in annen))


def _names(kjenne: frozenset[str]) -> frozenset[str]:
    return frozenset(k for k in kjenne if k.startswith(MERKE))

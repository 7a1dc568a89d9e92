"""Joins what the documents say of children to one set of facts: number, ages, where they live, and what disagrees.

Statements are weighed by their kind and by the document they stand in; agreement between documents counts more than
the strength of one. An unknown is left open: ages are given only when there is one for each child.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations

from vedtaksanalyse.assessment.metoder.flokk import PLASS, Person, are_two, find_personer, join_surplus, without_grown
from vedtaksanalyse.assessment.metoder.omsorg import find_omsorg
from vedtaksanalyse.sak import Barnefakta, Barnekonflikt, Barneomtale, Belegg, Dokument

_DOKUMENTVEKT = {"vedtak": 1.0, "soknad": 1.0, "journalnotat": 0.9, "klage": 0.9, "annet": 0.8}
_SLAGVEKT = {"liste": 1.0, "antall": 0.8, "satsrad": 0.6, "enkelt": 0.3, "merkelapp": 0.2, "omtalt": 0.1}
_SVAK = 0.4
_OMGJORT = 0.5
_PERSONER = 0.5
_FLERE = 2
_TELLER_IKKE = frozenset({"annen_person", "voksen", "nektet"})
_MED_ANTALL = ("liste", "antall", "satsrad")
_MED_ALDER = ("liste", "satsrad", "enkelt")


def count_barn(omtaler: Sequence[Barneomtale], dokumenter: Iterable[Dokument]) -> Barnefakta:
    """The children touched by the case.

    No ``belegg`` means that there are none; ``antall`` 0 with ``belegg`` means that a child is only expected.
    """
    fakta = _Regnskap(omtaler, tuple(dokumenter)).fakta()
    return replace(fakta, konflikter=_find_konflikter(omtaler, fakta))


def _find_konflikter(omtaler: Sequence[Barneomtale], fakta: Barnefakta) -> tuple[Barnekonflikt, ...]:
    """Statements in other documents that disagree with the facts that were chosen, at most one a document."""
    if not fakta.belegg:
        return ()
    konflikter: dict[str, Barnekonflikt] = {}
    for omtale in omtaler:
        dok_id = omtale.belegg.dok_id
        felt = "" if omtale.kvalifikatorer or dok_id == fakta.belegg[0].dok_id else _disagrees(omtale, fakta)
        if felt and dok_id not in konflikter:
            konflikter[dok_id] = Barnekonflikt(felt, (fakta.belegg[0], omtale.belegg))
    return tuple(konflikter.values())


def _disagrees(omtale: Barneomtale, fakta: Barnefakta) -> str:
    """What a statement disagrees with the facts on; empty when nothing."""
    if omtale.slag == "uten" and fakta.antall:
        return "antall"
    if omtale.slag in _MED_ANTALL and fakta.antall and omtale.antall != fakta.antall:
        return "antall"
    if fakta.aldre and not set(omtale.aldre) <= set(fakta.aldre):
        return "aldre"
    return ""


def _omgjorte(dokumenter: Sequence[Dokument]) -> list[Dokument]:
    """Decisions that a later one in the same case has taken the place of."""
    vedtak = [d for d in dokumenter if d.type == "vedtak" and d.dato]
    siste = max((d.dato for d in vedtak if d.dato), default=None)
    return [d for d in vedtak if d.dato != siste]


def _is_rule(omtale: Barneomtale) -> bool:
    """A rule speaks of children in general; one that gives their ages has facts strayed into its section."""
    return "lovsitat" in omtale.kvalifikatorer and not omtale.aldre


def _is_one_of_them(omtale: Barneomtale) -> bool:
    """«The youngest, of 2»: in a document that lists the children, one of those."""
    return "delvis" in omtale.kvalifikatorer and any(k & PLASS for k in omtale.kjennetegn)


def _within(indre: Belegg, ytre: Belegg) -> bool:
    return indre.dok_id == ytre.dok_id and ytre.start <= indre.start < ytre.slutt


class _Regnskap:
    """One case's statements, weighed."""

    def __init__(self, omtaler: Sequence[Barneomtale], dokumenter: Sequence[Dokument]) -> None:
        self.typer = {d.dok_id: d.type for d in dokumenter}
        self.dokumentvekt = {d.dok_id: _DOKUMENTVEKT[d.type] for d in dokumenter}
        self.omgjort = {dokument.dok_id for dokument in _omgjorte(dokumenter)}
        for dok_id in self.omgjort:
            self.dokumentvekt[dok_id] *= _OMGJORT
        self.dager = {d.dok_id: d.dato for d in dokumenter if d.dato}
        self.alle = [o for o in omtaler if not o.kvalifikatorer & _TELLER_IKKE and not _is_rule(o)]
        self.barn = [o for o in self.alle if o.slag in _SLAGVEKT and "anslag" not in o.kvalifikatorer]
        self.anslag = [o for o in self.alle if "anslag" in o.kvalifikatorer]
        self.ventet = [o for o in self.alle if o.slag == "ventet"]
        self.soker = self._soker()
        self.grodd = {k for o in omtaler if "myndig" in o.kvalifikatorer for k in o.kjennetegn if k}
        self.voksne = max((o.antall or 1 for o in omtaler if "voksen" in o.kvalifikatorer), default=0)
        self.uten = sum({o.belegg.dok_id: self._vekt(o) for o in omtaler if o.slag == "uten" and not o.antall}.values())
        self.nektet = {o.antall for o in omtaler if "nektet" in o.kvalifikatorer and o.antall}

    def _vekt(self, omtale: Barneomtale) -> float:
        vekt = _SLAGVEKT.get(omtale.slag, 0.5) * self.dokumentvekt.get(omtale.belegg.dok_id, 0.8)
        return vekt * (_SVAK if "svak" in omtale.kvalifikatorer else 1.0)

    def _soker(self) -> list[Barneomtale]:
        soker = [o for o in self.alle if o.slag == "soker"]
        sikre = [o for o in soker if "svak" not in o.kvalifikatorer]
        return sikre or ([] if self._counted() else soker)

    def fakta(self) -> Barnefakta:
        antall, aldre = self._antall_og_aldre()
        if self.soker:
            antall = antall + 1 if antall and self._counted() else 1
            eget = self.soker[0].aldre
            if eget and aldre == eget:
                # «Gutt 16» was the applicant.
                antall, aldre = antall - 1, ()
            aldre = tuple(sorted(aldre + eget)) if len(aldre) == antall - 1 else ()
        if not antall and not self.ventet:
            return Barnefakta()
        alene = bool(self.soker) and antall == 1
        omsorg = find_omsorg(self.alle, self.dokumentvekt, antall, aldre) if antall and not alene else "ukjent"
        return Barnefakta(antall, aldre, omsorg, self._belegg(antall, aldre, omsorg))

    def _counted(self) -> bool:
        return any(o.slag in ("liste", "antall", "enkelt") and "svak" not in o.kvalifikatorer for o in self.barn)

    def _antall_og_aldre(self) -> tuple[int, tuple[int, ...]]:
        alle = without_grown(find_personer([*self._med_alder(), *self.anslag], self.dager, self.omgjort), self.grodd)
        personer = [p for p in alle if not p.is_anslag]
        stemmer = self._stemmer(personer)
        for samlet in {len(personer), len(alle)} if personer else ():
            stemmer[samlet] += _PERSONER
            if self.voksne and stemmer[samlet + self.voksne]:
                stemmer[samlet] += stemmer[samlet + self.voksne]
        if not stemmer:
            return self._uten_tall()
        antall = max(stemmer, key=lambda n: (stemmer[n], n))
        if stemmer[antall] < self.uten:
            return 0, ()
        # Class levels tell of those children whose age nobody says.
        return antall, self._aldre(antall, alle if len(personer) < antall == len(alle) else personer)

    def _stemmer(self, personer: list[Person]) -> Counter[int]:
        """For each number of children, how strongly the documents say it; a document says a thing once."""
        flere = self._described(personer)
        sterkest: dict[tuple[str, bool, int], float] = defaultdict(float)
        for omtale in self.barn:
            if omtale.antall and "delvis" not in omtale.kvalifikatorer and omtale.slag in _MED_ANTALL:
                antall = max(omtale.antall, flere.get(omtale.belegg.dok_id, 0))
                nokkel = (omtale.belegg.dok_id, bool(omtale.aldre), antall)
                sterkest[nokkel] = max(sterkest[nokkel], self._vekt(omtale))
        stemmer: Counter[int] = Counter()
        for (_, _, antall), vekt in sterkest.items():
            stemmer[antall] += vekt
        for antall in self.nektet:
            stemmer.pop(antall, None)
        return stemmer

    def _described(self, personer: list[Person]) -> Counter[str]:
        """How many children each document gives the age of, leaving out hints; a lower number there is a part of them."""
        hele = {o.belegg.dok_id for o in self.barn if o.slag == "liste" and "delvis" not in o.kvalifikatorer}
        sikre = {
            (o.belegg.dok_id, alder)
            for o in self._med_alder()
            if "svak" not in o.kvalifikatorer and not (o.belegg.dok_id in hele and _is_one_of_them(o))
            for alder in o.aldre
        }
        return Counter(
            dok_id for p in personer for dok_id in p.dokumenter if any((dok_id, alder) in sikre for alder in {s.alder for s in p.sett})
        )

    def _uten_tall(self) -> tuple[int, tuple[int, ...]]:
        """Children are spoken of, but never counted: labels say at least how many; else one or several."""
        merkelapper = [o.antall or 1 for o in self.barn if o.slag == "merkelapp"]
        omtalt = [o for o in (*self.barn, *self.anslag) if o.slag == "omtalt" or "anslag" in o.kvalifikatorer]
        flere = [o.antall for o in self.barn if o.slag == "antall" and o.antall and "svak" not in o.kvalifikatorer]
        antall = 0
        if (merkelapper or flere) and not self.ventet:
            antall = max(merkelapper + flere)
        elif omtalt and not self.voksne and not self.uten and not self.ventet:
            ulike = any(are_two(a, b) for a, b in combinations({k for o in omtalt for k in o.kjennetegn}, 2))
            antall = _FLERE if ulike or not all(o.antall for o in omtalt) else 1
        return antall, self._about(antall)

    def _med_alder(self) -> list[Barneomtale]:
        return [o for o in self.barn if o.slag in _MED_ALDER]

    def _aldre(self, antall: int, personer: list[Person]) -> tuple[int, ...]:
        personer = join_surplus(personer, antall)
        if len(personer) == antall:
            return tuple(sorted(p.alder for p in personer))
        lister: Counter[tuple[int, ...]] = Counter()
        for omtale in self.barn:
            if len(omtale.aldre) == antall and "delvis" not in omtale.kvalifikatorer:
                lister[omtale.aldre] += self._vekt(omtale)
        if lister:
            return self._newest(max(lister, key=lambda a: lister[a]))
        return () if personer else self._about(antall)

    def _newest(self, valgt: tuple[int, ...]) -> tuple[int, ...]:
        """The same children in any list of them, at their eldest: a birthday may have passed since."""
        samme = [
            o for o in self._med_alder()
            if len(o.aldre) == len(valgt) and all(abs(ny - gml) <= 1 for ny, gml in zip(o.aldre, valgt, strict=True))
        ]
        return max(o.aldre for o in samme)

    def _about(self, antall: int) -> tuple[int, ...]:
        """Ages by class level, when no age is said and every child has a level."""
        anslag = find_personer(self.anslag, self.dager, self.omgjort)
        return tuple(sorted(p.alder for p in anslag)) if anslag and len(anslag) == antall else ()

    def _belegg(self, antall: int, aldre: tuple[int, ...], omsorg: str) -> tuple[Belegg, ...]:
        """The statement that shows number and ages (or one for each age), and the one that shows where they live."""
        valgt = self._soker_belegg() + self._showing(antall, aldre) if antall else self._best(self.ventet)
        hjem = [o for o in self.alle if o.slag == "omsorg" and o.omsorg == omsorg and "svak" not in o.kvalifikatorer]
        if hjem and valgt:
            hjemmet = max(hjem, key=self._vekt)
            if not any(_within(o.belegg, hjemmet.belegg) for o in valgt):
                valgt.append(hjemmet)
        return tuple(dict.fromkeys(o.belegg for o in valgt))

    def _soker_belegg(self) -> list[Barneomtale]:
        return [self._forst(self.soker)] if self.soker else []

    def _showing(self, antall: int, aldre: tuple[int, ...]) -> list[Barneomtale]:
        if self.soker and antall == 1:
            return []
        sett = self.barn if any(o.aldre for o in self.barn) else [*self.barn, *self.anslag]
        alt = [o for o in sett if aldre and o.aldre == aldre]
        if alt:
            return self._best(alt)
        if aldre:
            enkle = [[o for o in sett if alder in o.aldre] for alder in sorted(set(aldre))]
            return [self._forst(e) for e in enkle if e]
        tall = [o for o in sett if o.antall == antall]
        return self._best(tall or sett)

    def _best(self, omtaler: list[Barneomtale]) -> list[Barneomtale]:
        """The strongest, and the strongest that says the same in another document."""
        if not omtaler:
            return []
        forst = self._forst(omtaler)
        andre = [o for o in omtaler if o.belegg.dok_id != forst.belegg.dok_id]
        return [forst, self._forst(andre)] if andre else [forst]

    def _forst(self, omtaler: list[Barneomtale]) -> Barneomtale:
        """The strongest; among equals the one in the vedtak."""
        return max(omtaler, key=lambda o: (self._vekt(o), self.typer.get(o.belegg.dok_id) == "vedtak"))

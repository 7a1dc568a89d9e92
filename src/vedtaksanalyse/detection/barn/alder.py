"""Whose age a number is.

A number is an age only when it is tied to a child word by nothing but linking words («sonen din, som er seks år»), or
by one of a few patterns with names, labels and lists. Numbers tied to grown-ups, lengths of time, classes, dates and
amounts fall away.
"""

from __future__ import annotations

import re
from datetime import date

from vedtaksanalyse.detection.barn.gruppe import MAKS_BARN, MYNDIG, Gruppe
from vedtaksanalyse.detection.barn.lest import Lest
from vedtaksanalyse.detection.barn.ord import BARN
from vedtaksanalyse.detection.barn.rekke import Rekke, Tall

_SOKER_FRA = 13
_SOKER_UTEN_SUBJEKT = 15
_ANTALL_FORAN = 8
_LISTE_FORAN = 30
_NAVN_I = 60


class Aldersleser:
    """Gives the numbers of one sentence to the children they belong to."""

    def __init__(self, rekke: Rekke, lest: Lest, dato: date | None) -> None:
        self.rekke, self.lest, self.dato = rekke, lest, dato

    def read_tall(self, i: int) -> int:
        """Reads a number or a list of them; returns where to go on."""
        rekke, lest = self.rekke, self.lest
        tall = rekke.read_tall(i, en=bool(lest.grupper) and lest.grupper[-1].antall == 1)
        slutt = tall.slutt
        if rekke.is_one(i) and not tall.enhet:
            return slutt if len(tall.verdier) == 1 else i + 1
        if len(tall.verdier) == 1 and not tall.enhet and rekke.counts_barn(slutt):
            return slutt
        if rekke.isin(slutt, "opphor", "varighet_bak"):
            return slutt
        if tall.enhet and rekke.isin(slutt, "gammel") and rekke.at(slutt + 1).slag in BARN:
            lest.gammel = tall.verdier
            return slutt + 1
        gruppe = self._owner(tall)
        if gruppe is not None:
            gruppe.give(self._without_count(gruppe, tall.verdier))
            gruppe.slutt, gruppe.siste = rekke.ledd[slutt - 1].slutt, slutt - 1
            lest.brukt.update(range(i, slutt))
            lest.subjekt = "barn"
        return slutt

    def read_aaring(self, i: int) -> None:
        """«8- og 11-åringen»: children by their age alone, some of those there are."""
        ledd = self.rekke.ledd[i]
        aldre = [*self.lest.halve, ledd.verdi]
        self.lest.halve = []
        gruppe = Gruppe("aaring", ledd.ord, ledd.start, ledd.slutt, i, len(aldre), kvalifikatorer={"delvis"})
        if i - self.lest.utenfor <= 3:
            gruppe.kvalifikatorer.add("annen_person")
        gruppe.give(aldre)
        self.lest.add(gruppe)

    def read_fodt(self, i: int) -> None:
        """«f. 2022, 2019 og 2016» after a child word; a full date gives the exact age."""
        rekke, grupper = self.rekke, self.lest.grupper
        fra = next((k for k in (i - 1, i - 2, i - 3) if rekke.isin(k, "fodt")), -1)
        videre = bool(grupper) and "fodselsaar" in grupper[-1].kvalifikatorer and i - grupper[-1].siste <= 4
        gruppe = grupper[-1] if videre else self._tied(fra) if fra >= 0 else None
        alder = self._age_from(rekke.ledd[i].ord)
        if gruppe is None or alder is None or (gruppe.aldre and not videre):
            return
        gruppe.kvalifikatorer.add("fodselsaar")
        gruppe.give([alder], felles=False)
        gruppe.slutt, gruppe.siste = rekke.ledd[i].slutt, i

    def _age_from(self, fodt: str) -> int | None:
        deler = [int(d) for d in re.findall(r"\d+", fodt)]
        if self.dato is None or deler[-1] < 1900:
            return None
        alder = self.dato.year - deler[-1]
        if len(deler) == 3 and (self.dato.month, self.dato.day) < (deler[1], deler[0]):
            alder -= 1
        return alder if alder >= 0 else None

    def _owner(self, tall: Tall) -> Gruppe | None:
        """The group whose ages these are, a new one, or None."""
        gruppe = self._tied(tall.start) or self._counted_before(tall)
        if gruppe is not None and not self._is_named(gruppe, tall):
            return gruppe if self._is_age(gruppe, tall) else None
        if self.rekke.isin(tall.start - 1, "varighet"):
            return None
        return self._named(tall) or self._later_in_sentence(tall) or self._listed(tall) or self._soker(tall)

    def _tied(self, i: int) -> Gruppe | None:
        """The child word in front, when only linking words stand between."""
        gruppe = self.lest.barn
        return gruppe if gruppe and self.rekke.is_glued(gruppe.siste + 1, i) else None

    def _counted_before(self, tall: Tall) -> Gruppe | None:
        """«two children from before, 5 and 8 years»: as many ages as children were counted just before."""
        gruppe = self.lest.barn
        if gruppe is None or gruppe.slag != "flere" or not gruppe.eksplisitt or gruppe.aldre or tall.enhet != "aar":
            return None
        like_mange = len(tall.verdier) == gruppe.antall and len(tall.verdier) > 1
        return gruppe if like_mange and tall.hoyest < MYNDIG and tall.start - gruppe.siste <= _ANTALL_FORAN else None

    def _is_age(self, gruppe: Gruppe, tall: Tall) -> bool:
        """Whether numbers tied to a child word are ages."""
        rekke, i = self.rekke, tall.start
        foran, bak = rekke.at(i - 1), rekke.at(tall.slutt)
        if rekke.isin(i - 1, "varighet") or (gruppe.aldre and not self._continues(gruppe, i)):
            return False
        kant = bak.slag == "slutt" or bak.ord in "),.;:(" or (bak.slag in ("ord", "stor") and not tall.enhet)
        like = rekke.isin(i - 1, "verb", "paa", "eier") or foran.slag == "stor"
        if gruppe.slag == "flere" and gruppe.antall is None and not tall.enhet:
            if len(tall.verdier) == 1:
                self._take_number(gruppe, tall)
                return False
            if i == gruppe.siste + 1:
                # «barn 1 og 2», «barn 3, 4 og 5» are labels.
                return tall.verdier != list(range(tall.verdier[0], tall.verdier[0] + len(tall.verdier)))
            return like or foran.ord in ":,|("
        if tall.enhet in ("maaned", "uke") and tall.hoyest == 0 and gruppe.slag == "flere":
            return gruppe.eksplisitt or like or foran.ord in "(:"
        if tall.enhet:
            return True
        if foran.ord == "(":
            return bak.ord in (")", ",")
        if foran.ord == ",":
            return kant and len(tall.verdier) == gruppe.antall
        return kant and (like or i == gruppe.siste + 1 or rekke.isin(i - 1, "alder") or foran.ord in ":|")

    def _continues(self, gruppe: Gruppe, i: int) -> bool:
        mellom = range(gruppe.siste + 1, i)
        bundet = all(self.rekke.isin(k, "sammen") or self.rekke.at(k).ord == "," for k in mellom)
        return gruppe.slag == "flere" and bundet

    def _take_number(self, gruppe: Gruppe, tall: Tall) -> None:
        """A bare number after «children» is how many, or which («Barn 2: …»)."""
        rekke, antall, slutt = self.rekke, tall.verdier[0], tall.slutt
        foran, bak = rekke.at(tall.start - 1), rekke.at(slutt)
        merkelapp = bak.slag == "tall" or rekke.isin(slutt, "alder", "fodt")
        merkelapp = merkelapp or (foran.ord not in ":|" and bak.ord in (":", "("))
        if antall > MAKS_BARN:
            return
        if merkelapp:
            gruppe.slag, gruppe.antall, gruppe.siste = "plass", 1, slutt - 1
            gruppe.ord = f"{gruppe.ord} {antall}"
        elif (foran.ord in ":|" or tall.start == gruppe.siste + 1) and (bak.slag == "slutt" or bak.ord in "(,.;"):
            gruppe.take_number(antall, rekke.ledd[slutt - 1].slutt, slutt - 1)
            self.lest.brukt.add(tall.start)

    def _without_count(self, gruppe: Gruppe, verdier: list[int]) -> list[int]:
        """«Antall barn og alder: 2, 4 og 15 år»: the first number is how many."""
        spurt = any(self.rekke.isin(k, "antall") for k in range(max(0, gruppe.siste - 4), gruppe.siste + 1))
        if gruppe.slag == "flere" and spurt and len(verdier) > 1 and verdier[0] == len(verdier) - 1:
            gruppe.antall, verdier = verdier[0], verdier[1:]
        return verdier

    def _named(self, tall: Tall) -> Gruppe | None:
        i = tall.start
        if self._is_named(None, tall) and (self.rekke.at(i - 1).ord != "(" or self.rekke.at(tall.slutt).ord == ")"):
            return self._new("navn", i - 2, 1)
        if self.rekke.isin(i - 1, "verb") and tall.enhet and self.rekke.is_letter(i - 2):
            return self._new("navn", i - 2, 1)
        return None

    def _is_named(self, gruppe: Gruppe | None, tall: Tall) -> bool:
        """«B (13)», «Sara på 9»: a name or letter with an age, and not what the child word in front still lacks."""
        rekke, i = self.rekke, tall.start
        bokstav, i_parentes = rekke.is_letter(i - 2), rekke.at(i - 1).ord == "("
        if rekke.at(i - 2).slag != "stor" or tall.hoyest >= MYNDIG or not (i_parentes or rekke.isin(i - 1, "paa")):
            return False
        if gruppe and not gruppe.aldre and not (gruppe.slag == "flere" and bokstav):
            return False
        if i_parentes:
            return bokstav or bool(self.lest.grupper) or self.lest.kontekst or self._names() > 1
        return bokstav or rekke.isin(i - 3, "forelder") or any(g.slag == "navn" for g in self.lest.grupper)

    def _names(self) -> int:
        """How many names with a number in brackets the sentence has."""
        slag = ["(" if x.ord == "(" else ")" if x.ord == ")" else x.slag for x in self.rekke.ledd[:_NAVN_I]]
        return sum(slag[i : i + 4] == ["stor", "(", "tall", ")"] for i in range(len(slag)))

    def _later_in_sentence(self, tall: Tall) -> Gruppe | None:
        """Ages after a verb or «på» that take up children spoken of before: «… they are 7 and 10», «… one of 4»."""
        rekke, lest, i = self.rekke, self.lest, tall.start
        etter_verb = rekke.isin(i - 1, "verb") and tall.enhet == "aar"
        if len(tall.verdier) > 1:
            kjent = lest.omtalt == "barn" or bool(lest.grupper)
            barn = kjent and etter_verb and tall.hoyest < MYNDIG
            return self._new("flere", i, len(tall.verdier), "delvis") if barn else None
        gruppe = lest.barn
        if gruppe is None:
            return None
        if rekke.isin(i - 1, "paa") and rekke.at(i - 2).verdi == 1 and tall.hoyest < MYNDIG:
            return self._new("ett", i - 2, 1)
        naer = rekke.isin(i - 2, "sammen", "som") or rekke.at(i - 2).slag == "pronomen"
        return gruppe if etter_verb and naer and not gruppe.aldre and gruppe.slag != "flere" else None

    def _listed(self, tall: Tall) -> Gruppe | None:
        """Ages under a label, or as many in a row as a number in front of them says."""
        rekke, i, antall = self.rekke, tall.start, len(tall.verdier)
        foran = rekke.at(i - 1)
        if tall.hoyest >= MYNDIG:
            return None
        spurt = rekke.isin(i - 1, "alder") or (foran.ord in (":", "|") and rekke.isin(i - 2, "alder"))
        if self.lest.kontekst and spurt:
            return self._new("flere", i - 1, antall)
        like = [k for k in range(max(0, i - _LISTE_FORAN), i) if rekke.ledd[k].slag == "tall" and rekke.ledd[k].verdi == antall]
        if antall > 1 and foran.ord == "(" and any(k >= i - 3 for k in like):
            return self._new("flere", i - 1, antall)
        if antall > 2 and foran.ord == ":" and (like or self.lest.kontekst):
            return self._new("flere", i, antall)
        return None

    def _soker(self, tall: Tall) -> Gruppe | None:
        """The applicant's own age, when that is under 18."""
        rekke, lest, i = self.rekke, self.lest, tall.start
        if len(tall.verdier) > 1 or not _SOKER_FRA <= tall.verdier[0] < MYNDIG:
            return None
        limt = rekke.is_glued(lest.person + 1, i)
        if lest.subjekt == "soker" and limt and (tall.enhet == "aar" or rekke.isin(i - 1, "verb")):
            return self._new("soker", lest.person, 1)
        if lest.subjekt == "pronomen" and limt and tall.enhet == "aar":
            return self._new("ett" if lest.omtalt == "barn" else "soker", lest.person, 1, "svak")
        alene = i == 0 and not lest.subjekt and not lest.kontekst and lest.omtalt != "barn"
        if alene and tall.verdier[0] >= _SOKER_UTEN_SUBJEKT and tall.enhet == "aar":
            return self._new("soker", i, 1, "svak")
        return None

    def _new(self, slag: str, i: int, antall: int, *kvalifikatorer: str) -> Gruppe:
        ledd = self.rekke.ledd[i]
        return self.lest.add(
            Gruppe(slag, ledd.ord, ledd.start, ledd.slutt, i, antall, kvalifikatorer=set(kvalifikatorer))
        )

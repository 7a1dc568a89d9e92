"""Whose age a number is.

A number is an age only when it is tied to a child word by nothing but linking words («sonen din, som er seks år»), or
by one of a few patterns with names, labels, pronouns and lists. Numbers tied to grown-ups, lengths of time, dates and
amounts fall away.
"""

from __future__ import annotations

import re

from vedtaksanalyse.detection.barn.eier import Eierfinner
from vedtaksanalyse.detection.barn.gruppe import MYNDIG, Gruppe
from vedtaksanalyse.detection.barn.lest import Lest
from vedtaksanalyse.detection.barn.ord import BARN
from vedtaksanalyse.detection.barn.rekke import Rekke, Tall
from vedtaksanalyse.detection.barn.telling import Teller

_PAR = 2
_TETT = 3
_RADSTART = 2


class Aldersleser:
    """Gives the numbers of one sentence to the children they belong to."""

    def __init__(self, rekke: Rekke, lest: Lest) -> None:
        self.rekke, self.lest = rekke, lest
        self.eier, self.teller = Eierfinner(rekke, lest), Teller(rekke, lest)

    def read_tall(self, i: int) -> int:
        """Reads a number or a list of them; returns where to go on."""
        rekke, lest = self.rekke, self.lest
        tall = rekke.read_tall(i, self._expected(), lest.barn is not None and lest.barn.slag in ("tvillinger", "trillinger"))
        slutt = tall.slutt
        if self.teller.count_labelled_one(tall) or self.teller.count_grown(tall):
            return slutt
        if self.teller.count_more(tall) or self.teller.count_and_list(tall):
            return slutt
        if rekke.is_one(i) and not tall.enhet and not tall.bestemt:
            return slutt if len(tall.verdier) == 1 else i + 1
        if len(tall.verdier) == 1 and not tall.enhet and rekke.counts_barn(slutt):
            return slutt
        stykk = rekke.isin(slutt, "stykk") and lest.barn is not None and rekke.is_glued(lest.barn.siste + 1, i)
        annet = rekke.isin(slutt, "opphor", "varighet_bak") and not stykk
        if annet or (tall.enhet in ("uke", "dag") and rekke.isin(slutt, "varighet")):
            return slutt
        if tall.enhet and rekke.isin(slutt, "gammel") and rekke.at(slutt + 1).slag in BARN:
            lest.gammel = tall.verdier
            return slutt + 1
        if self._comes_first(tall):
            lest.gammel = tall.verdier
            return slutt
        if self.teller.count_alone(tall):
            return slutt
        if self._birthday_of_born(tall):
            return slutt
        gruppe = self.eier.find(tall)
        if gruppe is not None:
            gruppe.give(self._without_count(gruppe, tall.verdier), felles=self._is_of_all(gruppe, i))
            gruppe.slutt, gruppe.siste = rekke.ledd[slutt - 1].slutt, slutt - 1
            lest.brukt.update(range(i, slutt))
            lest.subjekt = "barn"
        return slutt

    def _is_of_all(self, gruppe: Gruppe, i: int) -> bool:
        """«twins of 8», «two boys of 8», but not «three boys, the one at home is 8»."""
        if gruppe.slag != "flere" or i - gruppe.siste <= _TETT:
            return True
        return any(self.rekke.isin(k, "begge", "alle") for k in range(gruppe.siste + 1, i))

    def _birthday_of_born(self, tall: Tall) -> bool:
        """«f. 2012, fyller 13 i mai»: of a child known by its year of birth the birthday says more."""
        gruppe = self.lest.barn
        if not tall.bestemt or gruppe is None or len(gruppe.barn) != 1 or "fodselsaar" not in gruppe.kvalifikatorer:
            return False
        if not self.rekke.is_glued(gruppe.siste + 1, tall.start) or abs(tall.hoyest - gruppe.aldre[0]) > 1:
            return False
        gruppe.correct(tall.hoyest)
        gruppe.kvalifikatorer.discard("bare_aar")
        return True

    def _comes_first(self, tall: Tall) -> bool:
        """«9 år, gutt» at the start of a row: the age stands before the child."""
        rekke, i = self.rekke, tall.start
        forst = i == 0 or (i <= _RADSTART and rekke.at(i - 1).slag == "tegn" and rekke.at(0).slag in ("tegn", "tall"))
        k = tall.slutt + (rekke.at(tall.slutt).ord in (",", "(", "-"))
        ett = rekke.at(k).slag == "ett" and rekke.at(k + 1).slag != "tall" and rekke.at(k + 2).slag != "tall"
        return forst and ett and tall.enhet == "aar" and len(tall.verdier) == 1 and tall.hoyest < MYNDIG

    def read_aaring(self, i: int) -> None:
        """«8- og 11-åringen»: children by their age alone, some of those there are."""
        rekke, lest = self.rekke, self.lest
        ledd = rekke.ledd[i]
        aldre, lest.halve = [*lest.halve, ledd.verdi], []
        hvem_som_helst = self._is_anybody(i) or i == 1 and rekke.isin(0, "artikkel") and rekke.isin(i + 1, "som")
        mange = ledd.ord.endswith(rekke.ord.flertall) and rekke.at(i - 1).slag != "tall"
        if mange or hvem_som_helst or rekke.isin(i - 1, "som"):
            return
        gruppe = Gruppe("aaring", ledd.ord, ledd.start, ledd.slutt, i, len(aldre), kvalifikatorer={"delvis"})
        if i - lest.utenfor <= 3:
            gruppe.kvalifikatorer.add("annen_person")
        gruppe.give(aldre)
        lest.add(gruppe)

    def _is_anybody(self, i: int) -> bool:
        """«a bicycle for a seven-year-old», unless a parent or the care of one stands in front."""
        rekke = self.rekke
        til = rekke.isin(i - 1, "artikkel") and rekke.isin(i - 2, "mottaker")
        return til and not rekke.isin(i - 3, "mottaker_ikke", "ansvar", "alene", "foster")

    def read_serie(self, i: int) -> None:
        """«3 barn, 2-5-11», «Alder: 5/9»: ages with strokes between, when children are counted or ages asked for."""
        rekke, lest, ledd = self.rekke, self.lest, self.rekke.ledd[i]
        aldre = [int(n) for n in re.findall(r"\d+", ledd.ord)]
        gruppe = lest.barn
        spurt = rekke.isin(i - 1, "alder") or (rekke.at(i - 1).ord in (":", "|") and rekke.isin(i - 2, "alder"))
        if max(aldre) >= MYNDIG or rekke.isin(i + 1, "opphor") or (rekke.at(i + 1).slag == "aar" and "-" in ledd.ord and len(aldre) <= _PAR):
            return
        like_mange = gruppe and gruppe.antall == len(aldre) and (len(aldre) > _PAR or rekke.at(i - 1).ord in "(,:")
        like_mange = like_mange or (gruppe and gruppe.antall in (None, len(aldre)) and self._is_bare_row(gruppe, i, aldre))
        if gruppe and not gruppe.barn and rekke.is_glued(gruppe.siste + 1, i) and (spurt or like_mange):
            gruppe.give(aldre)
            gruppe.slutt, gruppe.siste = ledd.slutt, i
        elif spurt and lest.kjent:
            lest.add(Gruppe("flere", ledd.ord, ledd.start, ledd.slutt, i, len(aldre))).give(aldre)

    def _is_bare_row(self, gruppe: Gruppe, i: int, aldre: list[int]) -> bool:
        """«barn 12/8/5», «to barn 6/9 år»: right after the child word, and too long for a date or with a unit."""
        skraa = "/" in self.rekke.ledd[i].ord and gruppe.slag == "flere" and gruppe.siste == i - 1
        return skraa and (len(aldre) > _PAR or self.rekke.at(i + 1).slag == "aar")

    def _expected(self) -> int:
        gruppe = self.lest.grupper[-1] if self.lest.grupper else self.lest.sist
        if gruppe is None or (gruppe is self.lest.sist and gruppe.barn):
            return 0
        return gruppe.antall or (0 if gruppe.slag != "flere" else 2)

    def _without_count(self, gruppe: Gruppe, verdier: list[int]) -> list[int]:
        """«Antall barn og alder: 2, 4 og 15 år»: the first number is how many."""
        spurt = any(self.rekke.isin(k, "antall") for k in range(max(0, gruppe.siste - 4), gruppe.siste + 1))
        if gruppe.slag == "flere" and spurt and not gruppe.eksplisitt and len(verdier) > 1 and verdier[0] == len(verdier) - 1:
            gruppe.antall, verdier = verdier[0], verdier[1:]
        return verdier



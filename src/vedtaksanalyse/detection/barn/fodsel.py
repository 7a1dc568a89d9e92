"""Children by when they were born: «f. 14.03.2019», «født i mars 2016», «(2015, 2018, 2021)»."""

from __future__ import annotations

import re

from vedtaksanalyse.detection.barn.gruppe import INGEN, MERKE, MYNDIG, Gruppe
from vedtaksanalyse.detection.barn.lest import Lest
from vedtaksanalyse.detection.barn.ord import Ledd
from vedtaksanalyse.detection.barn.rekke import Rekke

_FORAN = 5
_DATO = re.compile(r"(?:\d\d?|xx?)[./](?:\d\d?|xx?)[./-]\d{2,4}|\d\d?[./](?:\d{4}|\d\d)")
_NUMMER = re.compile(r"(\d\d)\.?(\d\d)\.?(\d\d) ?-? ?[x*]{5}")
_VIDERE = 4
_FULL_DATO = 2
_NUMMERERT = 4
_FLERLINGER = ("tvillinger", "trillinger")


class Fodselsleser:
    """Gives dates and years of birth to the children they belong to."""

    def __init__(self, rekke: Rekke, lest: Lest) -> None:
        self.rekke, self.lest = rekke, lest

    def read(self, i: int) -> None:
        """Reads the date or year at ``i``, when it is a birth."""
        rekke, ledd = self.rekke, self.rekke.ledd[i]
        if ledd.slag == "serie" and not any(rekke.isin(k, "fodt") for k in range(i - _FORAN, i)):
            return
        dato = ledd.slag in ("aarstall", "tall") or _DATO.fullmatch(ledd.ord) or _NUMMER.fullmatch(ledd.ord)
        alder = self._age(i) if dato else None
        if alder is None:
            return
        fra = next((k for k in range(i - 1, i - 1 - _FORAN, -1) if rekke.isin(k, "fodt")), -1)
        gruppe = self._continued(i) or self._owner(i, fra, alder)
        if gruppe is None or (len(gruppe.barn) > 1 and "fodselsaar" not in gruppe.kvalifikatorer):
            return
        if gruppe.barn and "fodselsaar" not in gruppe.kvalifikatorer:
            gruppe.correct(alder)
        else:
            begge = gruppe.slag == "flere" and any(rekke.isin(k, "begge") for k in range(i + 1, i + 4))
            gruppe.give([alder] * (2 if begge else 1), felles=gruppe.slag in _FLERLINGER)
        gruppe.kvalifikatorer.add("fodselsaar")
        if self._is_bare_year(i):
            gruppe.kvalifikatorer.add("bare_aar")
        gruppe.slutt, gruppe.siste = ledd.slutt, i + 2 * rekke.isin(i + 2, "modell")

    def read_short(self, i: int) -> bool:
        """«f. -15», «f. april -18», «f. 13»: two digits after a dash or the abbreviation; whether it was one."""
        rekke = self.rekke
        forkortet = rekke.at(i - 1).ord == "f" or (rekke.at(i - 1).ord == "." and rekke.at(i - 2).ord == "f")
        forrige = self.lest.grupper[-1] if self.lest.grupper else None
        videre = forrige and "fodselsaar" in forrige.kvalifikatorer and forrige.siste == i - 2
        forkortet = forkortet or (videre and rekke.at(i - 2).slag == "tall" and rekke.at(i - 1).ord != "(")
        if self._is_year_behind(i):
            self.read(i)
            return True
        if not (rekke.at(i - 1).ord == "-" or forkortet) or len(rekke.ledd[i].ord) != _FULL_DATO:
            return False
        if any(rekke.isin(k, "fodt") for k in range(i - 1 - _FORAN, i)):
            self.read(i)
            return True
        return False

    def _is_year_behind(self, i: int) -> bool:
        """«Jente -13», «A (-14)»: a year of two digits right behind a child, with a dash of its own."""
        rekke, strek, tall = self.rekke, self.rekke.at(i - 1), self.rekke.ledd[i]
        if strek.ord != "-" or strek.slutt != tall.start or len(tall.ord) != _FULL_DATO or not tall.ord.isdigit():
            return False
        hvem = i - 2 - (rekke.at(i - 2).ord == "(")
        egen = hvem < i - 2 or rekke.at(hvem).slutt < strek.start
        barn = self.lest.barn is not None and self.lest.barn.siste == hvem and self.lest.barn.slag != "flere"
        return egen and (barn or (rekke.is_letter(hvem) and self.lest.kjent)) and rekke.is_edge(i + 1)

    def read_got(self, i: int) -> None:
        """«They got a son in March»: a child word after getting, with a month behind and no year."""
        rekke, gruppe = self.rekke, self.lest.barn
        if gruppe is None or gruppe.barn or gruppe.slag not in ("ett", "tvillinger") or gruppe.siste != i:
            return
        fikk = any(rekke.isin(k, "fikk") for k in (i - 1, i - 2, i - 3))
        if fikk and rekke.isin(i + 1, "naar") and rekke.ord.month(rekke.at(i + 2).ord) and rekke.at(i + 3).slag != "aarstall":
            gruppe.give([0])
            gruppe.slutt, gruppe.siste = rekke.at(i + 2).slutt, i + 2

    def read_recent(self, fra: int) -> None:
        """«Born on 11 April», «born in February this year», «born three weeks ago»: within the last year, or «i fjor»."""
        rekke, lest = self.rekke, self.lest
        gruppe = lest.barn
        if gruppe is None or gruppe.barn or gruppe.slag == "flere" or not rekke.is_glued(gruppe.siste + 1, fra):
            return
        for i in range(fra + 1, fra + 1 + _FORAN):
            ledd, neste = rekke.at(i), rekke.at(i + 1 + (rekke.at(i + 1).ord == "."))
            if ledd.slag == "tall" and neste.slag in ("maaned", "uke") and rekke.isin(i + 2, "sidan"):
                gruppe.give([ledd.verdi // 12 if neste.slag == "maaned" else 0])
                gruppe.slutt, gruppe.siste = rekke.at(i + 2).slutt, i + 2
                return
            maaned = rekke.ord.month(ledd.ord) if ledd.slag in ("hopp", "ord", "stor") else 0
            if maaned and neste.slag not in ("aarstall", "tall") and neste.ord != "-":
                i_fjor = any(rekke.isin(k, "i_fjor") for k in (i + 1, i + 2))
                gruppe.give([rekke.kalender.born_last_year(maaned) if i_fjor else 0])
                gruppe.slutt, gruppe.siste = ledd.slutt, i
                return
            if ledd.slag in ("aarstall", "slutt"):
                return

    def read_born(self, i: int) -> None:
        """«Had a daughter on 3 May»: the day right after a child that was born or got."""
        rekke, gruppe = self.rekke, self.lest.barn
        maaned = rekke.ord.month(rekke.ledd[i].ord)
        tvillinger = gruppe is not None and gruppe.slag == "tvillinger"
        if gruppe is None or gruppe.barn or gruppe.slag not in ("ett", "tvillinger") or gruppe.siste < i - 2 or not maaned:
            return
        if not (tvillinger or rekke.isin(i - 2, "artikkel")) or not any(rekke.isin(k, "fikk") for k in range(i - _FORAN, i - 2)):
            return
        if rekke.at(i + 1).slag != "aarstall":
            gruppe.give([0])
            gruppe.slutt, gruppe.siste = rekke.ledd[i].slutt, i

    def _is_bare_year(self, i: int) -> bool:
        """Whether neither day nor month is said, so that a birthday still to come is not known."""
        foran = self._before(i)
        return len(re.findall(r"\d+", self.rekke.ledd[i].ord)) == 1 and not self.rekke.ord.month(foran.ord)

    def _before(self, i: int) -> Ledd:
        """What stands in front of a year, past «.» and «-»."""
        k = i - 1
        while self.rekke.at(k).ord in ("-", "."):
            k -= 1
        return self.rekke.at(k)

    def _age(self, i: int) -> int | None:
        """The age by the date at ``i``, or the year with a day and a month in words in front."""
        ledd, foran = self.rekke.ledd[i], self._before(i)
        maaned = self.rekke.ord.month(foran.ord) if foran.slag in ("ord", "stor", "hopp") else 0
        dag = re.match(r"\d+", foran.ord) if maaned else None
        # «120415-xxxxx»: a number with its last digits taken out.
        skrevet = _NUMMER.sub(r"\1.\2.\3", ledd.ord)
        return self.rekke.kalender.age_from(skrevet, maaned, int(dag[0]) if dag else 0)

    def _counted(self, i: int) -> bool:
        """«… three (2008, 2013, 2016)»: as many years in brackets as the number in front of them says."""
        rekke, n, k = self.rekke, 0, i
        if not self.lest.kjent or rekke.at(i - 1).ord != "(" or rekke.at(i - 2).slag != "tall":
            return False
        while rekke.at(k).slag == "aarstall":
            n, k = n + 1, k + 1 + (rekke.at(k + 1).ord == "," or rekke.isin(k + 1, "sammen"))
        return n > 1 and n == rekke.at(i - 2).verdi

    def _continued(self, i: int) -> Gruppe | None:
        gruppe = self.lest.grupper[-1] if self.lest.grupper else None
        foran = self.lest.grupper[-2] if len(self.lest.grupper) > 1 else None
        if gruppe and foran and not gruppe.barn and gruppe.slag in ("ett", "del", "plass") and "fodselsaar" in foran.kvalifikatorer:
            return gruppe if self.rekke.is_glued(gruppe.siste + 1, i) else None
        videre = gruppe and "fodselsaar" in gruppe.kvalifikatorer and i - gruppe.siste <= _VIDERE
        return gruppe if videre and gruppe and gruppe.slag != "soker" else None

    def _owner(self, i: int, fra: int, alder: int) -> Gruppe | None:
        rekke, lest = self.rekke, self.lest
        gruppe, full = lest.barn, rekke.ledd[i].ord.count(".") == _FULL_DATO
        if fra >= 0:
            navngitt = rekke.is_mask(fra - 2) and rekke.at(fra - 1).ord == "(" and lest.kjent and alder < MYNDIG
            if navngitt and (gruppe is None or gruppe.slag == "flere"):
                return self._new("navn", fra - 2)
            if gruppe and (rekke.is_glued(gruppe.siste + 1, fra) or self._labelled(gruppe, fra)):
                return gruppe
            if alder < MYNDIG and lest.subjekt == "soker" and lest.person >= fra - 1:
                return self._new("soker", lest.person)
            if alder < MYNDIG and gruppe is None and lest.omtalt == "barn" and lest.subjekt != "soker":
                if any(rekke.isin(k, "de", "alle") for k in (fra - 1, fra - 2)) or fra == 0:
                    return self._new_again(fra)
                if any(rekke.at(k).slag == "pronomen" for k in (fra - 1, fra - 2)):
                    return self._new("ett", fra)
            return self._new("navn", fra) if lest.kontekst and alder < MYNDIG and lest.subjekt != "soker" else None
        if gruppe and alder < MYNDIG and not gruppe.barn and self._in_brackets(gruppe, i):
            return gruppe
        if rekke.ledd[i].slag == "tall" and rekke.is_letter(i - 3) and alder < MYNDIG:
            return self._new("navn", i - 3)
        if gruppe and alder < MYNDIG and rekke.is_glued(gruppe.siste + 1, i) and not gruppe.barn:
            modell = rekke.at(i + 1).ord == "-" and rekke.isin(i + 2, "modell")
            tett = rekke.at(i - 1).ord in ("(", ":", ",", "|", "-") or i == gruppe.siste + 1
            tett = tett or (gruppe.slag != "ett" and rekke.isin(i - 1, "fra"))
            return gruppe if modell or (tett and rekke.is_edge(i + 1)) else None
        if self._counted(i):
            return self._new("flere", i - 2)
        alene = all(ledd.slag in ("tall", "tegn", "plass") for ledd in rekke.ledd[:i]) and i <= _NUMMERERT
        return self._new("navn", i) if lest.kontekst and full and alder < MYNDIG and alene else None

    def _labelled(self, gruppe: Gruppe, fra: int) -> bool:
        """«Barn i saka: født i mai 2017, …»."""
        merket = gruppe.slag == "flere" and not gruppe.barn and self.rekke.at(fra - 1).ord in ":|"
        return merket and self.rekke.begins(gruppe.start) and fra - gruppe.siste <= _VIDERE + 1

    def _in_brackets(self, gruppe: Gruppe, i: int) -> bool:
        """«Guttene (jan. 2008 og feb. 2010)»: a month and a year in brackets right after the children."""
        rekke, k = self.rekke, gruppe.siste + 1
        maaned = rekke.ord.month(rekke.at(i - 1 - (rekke.at(i - 1).ord == ".")).ord)
        return bool(maaned) and rekke.at(k).ord == "(" and i - k <= _FORAN - 2

    def _new_again(self, i: int) -> Gruppe:
        """The children last spoken of, who are now said to be born."""
        gruppe, sist = self._new("flere", i), self.lest.sist
        en_dato = sum(ledd.slag in ("aarstall", "hopp") for ledd in self.rekke.ledd) == 1
        if sist and not sist.barn and en_dato and (sist.slag in _FLERLINGER or sist.slag == "ett"):
            gruppe.slag, gruppe.antall, gruppe.kjenne = sist.slag, sist.antall, sist.kjenne
            gruppe.kvalifikatorer.add("delvis")
        return gruppe

    def _new(self, slag: str, i: int) -> Gruppe:
        ledd = self.rekke.ledd[i]
        kjenne = frozenset({MERKE + ledd.ord.strip("[]")}) if self.rekke.is_mask(i) else INGEN
        return self.lest.add(Gruppe(slag, ledd.ord, ledd.start, ledd.slutt, i, 1, kjenne=kjenne))

"""The grammar of one sentence about children: which number counts whom, and whose age a number of years is.

A number is an age only when it is tied to a child word by nothing but linking words («sonen din, som er seks år»);
numbers tied to grown-ups, lengths of time, classes, dates and amounts fall away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from vedtaksanalyse.detection.barneord import BARN, Barneord, Ledd

MYNDIG = 18
_MAKS_BARN = 14
_ENHETER = ("aar", "maaned", "uke")
_SLUTT = Ledd("slutt", 0, -1, -1, "")


@dataclass(slots=True)
class Gruppe:
    """Children spoken of together: number, ages, and the part where the group ends so far."""

    slag: str
    ord: str
    start: int
    slutt: int
    siste: int
    antall: int | None = None
    eksplisitt: bool = False
    eid: bool = False
    samlet: bool = False
    aldre: list[int] = field(default_factory=list)
    kvalifikatorer: set[str] = field(default_factory=set)


class Setningsleser:
    """Reads one sentence. ``barnekontekst``: it stands under a heading or label about children;
    ``omtalt``: whom a pronoun may mean, ``barn`` or ``voksen`` (a grown-up child), by the sentences before."""

    def __init__(self, ledd: list[Ledd], ord: Barneord, dato: date | None, barnekontekst: bool, omtalt: str) -> None:
        self.ledd, self.ord, self.dato = ledd, ord, dato
        self.barnekontekst, self.omtalt_barn, self.omtalt_voksen = barnekontekst, omtalt == "barn", omtalt == "voksen"
        self.grupper: list[Gruppe] = []
        self.subjekt = ""
        self.person = -1
        self.utenfor = -99
        self.brukt: set[int] = set()
        self.halve: list[int] = []
        self.gammel: list[int] = []

    def read(self) -> list[Gruppe]:
        """The groups of children in the sentence, in order."""
        i = 0
        while i < len(self.ledd):
            ledd = self.ledd[i]
            if ledd.slag in BARN or ledd.slag == "utenfor_barn":
                if not (ledd.slag == "flere" and self._at(i + 1).slag == "flere"):
                    self._barn(i)
            elif ledd.slag == "tall":
                i = self._tall(i)
                continue
            elif ledd.slag == "aaring":
                self._aaring(i)
            elif ledd.slag == "halv":
                self.halve.append(ledd.verdi)
            elif ledd.slag == "aarstall" or (ledd.slag == "hopp" and ledd.ord.count(".") == 2):
                self._fodselsaar(i)
            elif ledd.slag in ("soker", "andre_voksne", "utenfor", "pronomen"):
                self._person(i)
            elif ledd.ord == ";":
                self.subjekt = ""
            i += 1
        return self._join(self.grupper)

    def _at(self, i: int) -> Ledd:
        return self.ledd[i] if 0 <= i < len(self.ledd) else _SLUTT

    def _in(self, i: int, gruppe: str) -> bool:
        return self._at(i).ord in self.ord.grupper[gruppe]

    # --- who is spoken of

    def _person(self, i: int) -> None:
        slag = self.ledd[i].slag
        if self._in(i, "maske") and self.subjekt == "barn" and self.grupper[-1].siste == i - 1:
            self.grupper[-1].siste = i
            return
        if slag == "utenfor":
            self.utenfor = i
        if self._in(i - 1, "preposisjon") or (slag == "pronomen" and self.subjekt):
            return
        self.subjekt, self.person = slag, i

    def _barn(self, i: int) -> None:
        ledd = self.ledd[i]
        gruppe = Gruppe(ledd.slag, ledd.ord, ledd.start, ledd.slutt, i)
        foran = self._read_left(gruppe, i)
        if ledd.slag in ("ett", "plass"):
            gruppe.antall = gruppe.antall or 1
        elif ledd.slag in ("tvillinger", "trillinger"):
            gruppe.antall, gruppe.eksplisitt = (2 if ledd.slag == "tvillinger" else 3), True
            gruppe.kvalifikatorer.add("delvis")
        elif ledd.slag == "del":
            gruppe.kvalifikatorer |= {"delvis", "svak"}
            gruppe.antall = gruppe.antall or 1
        while self._in(i + 1, "eier"):
            gruppe.eid, i = True, i + 1
        gruppe.siste = i
        if gruppe.ord in self.ord.grupper["kjonn"] and not gruppe.eid:
            gruppe.kvalifikatorer.add("svak")
        if gruppe.ord in self.ord.grupper["bestemt_kjonn"]:
            gruppe.kvalifikatorer.add("delvis")
        if self._in(i + 1, "verb") and self._in(i + 2, "voksen") or any(
            self._at(k).slag == "grense" and self._at(k).verdi >= MYNDIG for k in range(i + 1, i + 4)
        ):
            gruppe.kvalifikatorer.add("voksen")
        if self.gammel:
            self._give(gruppe, self.gammel)
            self.gammel = []
        if self._is_others(gruppe, foran, i):
            gruppe.kvalifikatorer.add("annen_person")
        self.grupper.append(gruppe)
        self.subjekt = "barn"

    def _read_left(self, gruppe: Gruppe, i: int) -> int:
        """Reads number, owner, «grown-up» and «no» in front of a child word; returns where it stopped."""
        k, lengst = i - 1, max(-1, i - 6)
        while k > lengst:
            ledd = self.ledd[k]
            if ledd.slag == "tall" and gruppe.antall is None and k not in self.brukt and ledd.verdi <= _MAKS_BARN:
                if gruppe.slag == "ett" and ledd.verdi > 1:
                    break
                gruppe.antall, gruppe.eksplisitt, gruppe.start = ledd.verdi, True, ledd.start
                self.brukt.add(k)
                self._svak_entall(gruppe, ledd)
            elif self._in(k, "voksen"):
                gruppe.kvalifikatorer.add("voksen")
            elif self._in(k, "eier"):
                gruppe.eid = True
            elif self._in(k, "nektet"):
                if gruppe.eksplisitt or gruppe.ord in self.ord.grupper["ubestemt"]:
                    gruppe.kvalifikatorer.add("nektet")
                break
            elif self._in(k, "delt_av"):
                gruppe.kvalifikatorer.add("delvis")
            elif not (self._in(k, "tillegg") or self._at(k).slag == "flere" or self._is_copula(k)):
                break
            k -= 1
        return k

    def _is_copula(self, k: int) -> bool:
        """«of whom four are children»."""
        return self._in(k, "verb") and self._at(k - 1).slag == "tall"

    def _svak_entall(self, gruppe: Gruppe, tall: Ledd) -> None:
        """«et barn» may be any child; «ett barn», «1 barn» and «en datter» count."""
        if tall.verdi == 1 and tall.ord in self.ord.grupper["artikkel"] and gruppe.ord in self.ord.grupper["svake"]:
            gruppe.eksplisitt = False

    def _is_others(self, gruppe: Gruppe, foran: int, bak: int) -> bool:
        if gruppe.slag == "utenfor_barn":
            return True
        if gruppe.ord in self.ord.grupper["sosken"] and (self._has_own(foran, bak) or not self._has_child_before()):
            return True
        if self.utenfor >= 0 and not self._has_own(foran, bak) and (bak - self.utenfor <= 7 or gruppe.eid):
            return True
        if gruppe.slag == "flere" and gruppe.eksplisitt and self._is_of_child(foran):
            return True
        if self._in(foran, "har") and self._in(foran - 1, "generisk"):
            return True
        if not gruppe.eksplisitt and not gruppe.eid and gruppe.ord in self.ord.grupper["ubestemt"]:
            if any(self._in(k, "arbeid") for k in range(max(0, foran - 6), foran + 1)):
                return True
        return self._in(bak + 1, "preposisjon") and any(self._at(bak + n).slag == "utenfor" for n in (2, 3))

    def _is_of_child(self, foran: int) -> bool:
        """«the daughter has two children», or «she has» after a grown-up child."""
        if not self._in(foran, "har"):
            return False
        if self._at(foran - 1).slag == "pronomen":
            return self.omtalt_voksen
        return bool(self.grupper) and self.grupper[-1].slag == "ett" and foran - self.grupper[-1].siste <= 2

    def _has_child_before(self) -> bool:
        return self.omtalt_barn or any(g.aldre or g.slag in ("ett", "plass") for g in self.grupper)

    def _has_own(self, foran: int, bak: int) -> bool:
        return any(self._in(k, "egen") for k in range(max(foran, 0), bak + 1))

    # --- ages

    def _aaring(self, i: int) -> None:
        ledd = self.ledd[i]
        aldre = [*self.halve, ledd.verdi]
        self.halve = []
        gruppe = Gruppe("aaring", ledd.ord, ledd.start, ledd.slutt, i, len(aldre))
        gruppe.kvalifikatorer.add("delvis")
        if i - self.utenfor <= 3:
            gruppe.kvalifikatorer.add("annen_person")
        self._give(gruppe, aldre)
        self.grupper.append(gruppe)
        self.subjekt = "barn"

    def _fodselsaar(self, i: int) -> None:
        """«f. 2022, 2019 og 2016» after a child word; a full date gives the exact age."""
        fra = next((k for k in (i - 1, i - 2, i - 3) if self._in(k, "fodt")), -1)
        videre = self.grupper and "fodselsaar" in self.grupper[-1].kvalifikatorer and i - self.grupper[-1].siste <= 4
        gruppe = self.grupper[-1] if videre else self._tied(fra) if fra >= 0 else None
        alder = self._age_from(self.ledd[i].ord)
        if gruppe is None or alder is None or (not videre and gruppe.aldre):
            return
        gruppe.kvalifikatorer.add("fodselsaar")
        self._give(gruppe, [alder], alene=True)
        gruppe.slutt, gruppe.siste = self.ledd[i].slutt, i

    def _age_from(self, fodt: str) -> int | None:
        deler = [int(d) for d in re.findall(r"\d+", fodt)]
        if self.dato is None or deler[-1] < 1900:
            return None
        alder = self.dato.year - deler[-1]
        if len(deler) == 3 and (self.dato.month, self.dato.day) < (deler[1], deler[0]):
            alder -= 1
        return alder if alder >= 0 else None

    def _tall(self, i: int) -> int:
        """Reads a number or a list of them; returns where to go on."""
        verdier, enhet, slutt = self._liste(i)
        if (self._in(i, "artikkel") or self._in(i, "ett")) and not enhet:
            return slutt if len(verdier) == 1 else i + 1
        if len(verdier) == 1 and not enhet and self._counts(slutt):
            return slutt
        if self._in(slutt, "opphor") or self._in(slutt, "varighet_bak"):
            return slutt
        if enhet and self._in(slutt, "gammel") and self._at(slutt + 1).slag in BARN:
            self.gammel = verdier
            return slutt + 1
        gruppe = self._owner(i, verdier, enhet, slutt)
        if gruppe is not None:
            self._give(gruppe, verdier)
            gruppe.slutt, gruppe.siste = self.ledd[slutt - 1].slutt, slutt - 1
            self.brukt.update(range(i, slutt))
            self.subjekt = "barn"
        return slutt

    def _counts(self, k: int) -> bool:
        """Whether the number in front of part ``k`` counts children."""
        for n in range(k, k + 5):
            if self._at(n).slag in BARN or self._at(n).slag == "utenfor_barn":
                return self._at(n).slag != "ett" or self._at(k - 1).verdi == 1
            if not (n == k and self._is_copula(n) or self._in(n, "tillegg") or self._in(n, "eier") or self._in(n, "voksen") or self._in(n, "delt_av")):
                return False
        return False

    def _owner(self, i: int, verdier: list[int], enhet: str, slutt: int) -> Gruppe | None:
        """The group whose ages these are, a new one, or None."""
        gruppe = self._tied(i) or self._counted_before(i, verdier, enhet)
        if gruppe is not None and not self._is_named(gruppe, i, verdier):
            return gruppe if self._is_age(gruppe, i, verdier, enhet, slutt) else None
        if self._in(i - 1, "varighet"):
            return None
        foran = self._at(i - 1)
        if (foran.ord != "(" or self._at(slutt).ord == ")") and self._is_named(None, i, verdier):
            return self._new("navn", i - 2, 1)
        if self._is_plural_subject(i, verdier, enhet):
            return self._new("flere", i, len(verdier), "delvis")
        if self.subjekt == "barn" and self._in(i - 1, "paa") and self._at(i - 2).verdi == 1 and max(verdier) < MYNDIG:
            return self._new("ett", i - 2, 1)
        naer = self._in(i - 2, "sammen") or self._at(i - 2).slag == "pronomen" or self._in(i - 2, "som")
        if self.subjekt == "barn" and enhet == "aar" and self._in(i - 1, "verb") and naer and len(verdier) == 1:
            siste = self.grupper[-1]
            return siste if not siste.aldre and siste.slag != "flere" else None
        if len(foran.ord) == 1 and foran.slag == "stor":
            return None
        if self._in(i - 1, "verb") and enhet and len(self._at(i - 2).ord) == 1 and self._at(i - 2).slag == "stor":
            return self._new("navn", i - 2, 1)
        if self._in(i - 1, "alder") or (foran.ord in (":", "|") and self._in(i - 2, "alder")):
            if self.barnekontekst and max(verdier) < MYNDIG:
                return self._new("flere", i - 1, len(verdier))
        oppgitt = any(x.slag == "tall" and x.verdi == len(verdier) for x in self.ledd[:i])
        naer = any(x.slag == "tall" and x.verdi == len(verdier) for x in self.ledd[max(0, i - 3) : i])
        if len(verdier) > 1 and max(verdier) < MYNDIG and foran.ord == "(" and naer:
            return self._new("flere", i - 1, len(verdier))
        if len(verdier) > 2 and max(verdier) < MYNDIG and foran.ord == ":" and (oppgitt or self.barnekontekst):
            return self._new("flere", i, len(verdier))
        return self._soker(i, verdier, enhet)

    def _is_named(self, gruppe: Gruppe | None, i: int, verdier: list[int]) -> bool:
        """«B (13)», «Sara på 9»: a name or letter with an age, and not what the child word in front already has."""
        navn = self._at(i - 2)
        if navn.slag != "stor" or max(verdier) >= MYNDIG or not (self._at(i - 1).ord == "(" or self._in(i - 1, "paa")):
            return False
        if gruppe and not gruppe.aldre and not (gruppe.slag == "flere" and len(navn.ord) == 1):
            return False
        if self._at(i - 1).ord == "(":
            return len(navn.ord) == 1 or bool(self.grupper) or self.barnekontekst or self._names() > 1
        return len(navn.ord) == 1 or self._in(i - 3, "forelder") or any(g.slag == "navn" for g in self.grupper)

    def _names(self) -> int:
        """How many names with a number in brackets the sentence has."""
        deler = zip(self.ledd, self.ledd[1:], self.ledd[2:], self.ledd[3:])
        return sum(a.slag == "stor" and b.ord == "(" and c.slag == "tall" and d.ord == ")" for a, b, c, d in deler)

    def _soker(self, i: int, verdier: list[int], enhet: str) -> Gruppe | None:
        """The applicant's own age, when that is under 18."""
        if len(verdier) > 1 or not 13 <= verdier[0] < MYNDIG:
            return None
        lim = all(self._is_glue(k) for k in range(self.person + 1, i))
        if self.subjekt == "soker" and lim and (enhet == "aar" or self._in(i - 1, "verb")):
            return self._new("soker", self.person, 1)
        if self.subjekt == "pronomen" and lim and enhet == "aar":
            return self._new("ett" if self.omtalt_barn else "soker", self.person, 1, "svak")
        if i == 0 and verdier[0] >= 15 and enhet == "aar" and not self.subjekt and not self.barnekontekst and not self.omtalt_barn:
            return self._new("soker", i, 1, "svak")
        return None

    def _counted_before(self, i: int, verdier: list[int], enhet: str) -> Gruppe | None:
        """«two children from before, 5 and 8 years»: as many ages as children were counted just before."""
        gruppe = self.grupper[-1] if self.grupper and self.subjekt == "barn" else None
        if gruppe and gruppe.slag == "flere" and gruppe.eksplisitt and not gruppe.aldre and enhet == "aar":
            if len(verdier) == gruppe.antall > 1 and max(verdier) < MYNDIG and i - gruppe.siste <= 8:
                return gruppe
        return None

    def _is_plural_subject(self, i: int, verdier: list[int], enhet: str) -> bool:
        """«they are 7 and 10»: several ages under 18 after a verb, where children were spoken of."""
        omtalt = self.omtalt_barn or bool(self.grupper)
        return omtalt and len(verdier) > 1 and max(verdier) < MYNDIG and self._in(i - 1, "verb") and enhet == "aar"

    def _new(self, slag: str, i: int, antall: int, *kvalifikatorer: str) -> Gruppe:
        gruppe = Gruppe(slag, self.ledd[i].ord, self.ledd[i].start, self.ledd[i].slutt, i, antall)
        gruppe.kvalifikatorer.update(kvalifikatorer)
        self.grupper.append(gruppe)
        return gruppe

    def _tied(self, i: int) -> Gruppe | None:
        """The child word in front, when only linking words stand between."""
        if self.subjekt != "barn" or not self.grupper:
            return None
        gruppe = self.grupper[-1]
        return gruppe if all(self._is_glue(k) for k in range(gruppe.siste + 1, i)) else None

    def _is_glue(self, k: int) -> bool:
        ledd = self._at(k)
        if ledd.slag == "tegn":
            return ledd.ord in "(,:)|-" or (ledd.ord == "." and self._in(k - 1, "forkortet"))
        return ledd.slag in ("stor", "grense", "trinn", "plass") or any(
            self._in(k, g) for g in ("lim", "eier", "alder", "antall", "fodt")
        )

    def _is_age(self, gruppe: Gruppe, i: int, verdier: list[int], enhet: str, slutt: int) -> bool:
        if gruppe.aldre and (gruppe.slag != "flere" or not self._continues(gruppe, i)):
            return False
        if self._in(i - 1, "varighet"):
            return False
        foran, bak = self._at(i - 1), self._at(slutt)
        kant = bak.slag == "slutt" or bak.ord in "),.;:(" or bak.slag == "ord" and not enhet
        if gruppe.slag == "flere" and gruppe.antall is None and not enhet:
            if len(verdier) == 1:
                return self._number_of(gruppe, i, verdier[0], slutt)
            return foran.ord in ":,|" or i == gruppe.siste + 1 or self._in(i - 1, "verb") or foran.ord in ("(",) or self._ties(i)
        if enhet in ("maaned", "uke") and len(set(verdier)) == 1 and verdier[0] == 0 and gruppe.slag == "flere":
            return gruppe.eksplisitt or self._ties(i) or self._in(i - 1, "verb") or foran.ord in "(:"
        if enhet:
            return True
        if foran.ord == "(":
            return bak.ord in ("),", ")", ",")
        if foran.ord == ",":
            return len(verdier) == (gruppe.antall or 0) and kant
        return kant and (i == gruppe.siste + 1 or self._ties(i) or self._in(i - 1, "verb") or self._in(i - 1, "alder") or foran.ord in ":|")

    def _continues(self, gruppe: Gruppe, i: int) -> bool:
        mellom = range(gruppe.siste + 1, i)
        return all(self._in(k, "sammen") or self._at(k).ord == "," for k in mellom)

    def _ties(self, i: int) -> bool:
        return self._in(i - 1, "paa") or self._in(i - 1, "eier") or self._at(i - 1).slag == "stor"

    def _number_of(self, gruppe: Gruppe, i: int, verdi: int, slutt: int) -> bool:
        """A bare number after «children» is how many, not how old; always False, for it is no age."""
        foran, bak = self._at(i - 1), self._at(slutt)
        merkelapp = bak.slag == "tall" or self._in(slutt, "alder") or self._in(slutt, "fodt") or (foran.ord not in ":|" and bak.ord in (":", "("))
        if merkelapp and verdi <= _MAKS_BARN:
            gruppe.slag, gruppe.antall, gruppe.siste = "plass", 1, slutt - 1
            gruppe.ord = f"{gruppe.ord} {verdi}"
        elif (foran.ord in ":|" or i == gruppe.siste + 1) and verdi <= _MAKS_BARN and (
            bak.slag == "slutt" or bak.ord in "(,.;"
        ):
            gruppe.antall, gruppe.eksplisitt = verdi, True
            gruppe.slutt, gruppe.siste = self.ledd[slutt - 1].slutt, slutt - 1
            self.brukt.add(i)
        return False

    def _give(self, gruppe: Gruppe, verdier: list[int], alene: bool = False) -> None:
        if gruppe.slag == "flere" and len(verdier) > 2 and verdier[0] == len(verdier) - 1 and self._form_with_number(gruppe):
            gruppe.antall, verdier = verdier[0], verdier[1:]
        elif gruppe.slag == "flere" and len(verdier) == 2 and verdier[0] == 1 and self._form_with_number(gruppe):
            gruppe.antall, verdier = 1, verdier[1:]
        if len(verdier) == 1 and (gruppe.antall or 1) > 1 and gruppe.slag != "del" and not alene:
            verdier = verdier * (gruppe.antall or 1)
        gruppe.aldre += [v for v in verdier if v < MYNDIG]
        voksne = sum(v >= MYNDIG for v in verdier)
        if voksne and not gruppe.aldre:
            gruppe.kvalifikatorer.add("voksen")
        elif voksne and gruppe.antall:
            gruppe.antall = max(gruppe.antall - voksne, len(gruppe.aldre))
        if gruppe.antall is None or not gruppe.eksplisitt:
            gruppe.antall = max(gruppe.antall or 0, len(gruppe.aldre))

    def _form_with_number(self, gruppe: Gruppe) -> bool:
        return any(self._in(k, "antall") for k in range(max(0, gruppe.siste - 4), gruppe.siste + 1))

    def _liste(self, i: int) -> tuple[list[int], str, int]:
        """A list of numbers with units: ages in whole years, the unit of the last, and where it ends."""
        verdier, enheter, j = [self._value(i)], [""], i + 1
        while True:
            if self._at(j).slag in _ENHETER:
                enheter[-1], j = self._at(j).slag, j + 1
                j += self._at(j).ord == "." and self._next_in_list(j + 1) > 0
            neste = self._next_in_list(j)
            if neste < 0:
                break
            verdier.append(self._value(neste))
            enheter.append("")
            j = neste + 1
        return self._in_years(verdier, enheter), next((e for e in reversed(enheter) if e), ""), j

    def _in_years(self, verdier: list[int], enheter: list[str]) -> list[int]:
        if len(verdier) == 2 and enheter == ["aar", "maaned"] and self._single_before():
            return verdier[:1]
        if len(verdier) == 2 and enheter[0] == "" and enheter[1] == "maaned":
            enheter[0] = "maaned"
        return [v // 12 if e == "maaned" else 0 if e == "uke" else v for v, e in zip(verdier, enheter, strict=True)]

    def _single_before(self) -> bool:
        return bool(self.grupper) and self.grupper[-1].antall == 1

    def _value(self, i: int) -> int:
        return self.ledd[i].verdi - (1 if self._in(i - 1, "snart") else 0)

    def _next_in_list(self, j: int) -> int:
        """Where the next number of the list stands, past a remark in brackets and a separator; -1 when it ends."""
        k = j
        if self._at(k).ord == "(":
            slutt = next((n for n in range(k, k + 15) if self._at(n).ord == ")"), -1)
            k = slutt + 1 if slutt > 0 else k
        m = k
        if self._at(m).ord == ",":
            m += 1
        if self._in(m, "sammen"):
            m += 1
        if m == k:
            return -1
        while m < k + 5 and (self._in(m, "lim_i_liste")):
            m += 1
        if self._at(m).slag != "tall" or self._counts(m + 1) or self._in(m + 1, "opphor"):
            return -1
        if (self._in(m, "artikkel") or self._in(m, "ett")) and self._at(m + 1).slag not in _ENHETER:
            return -1
        return m

    # --- groups that belong together

    def _join(self, grupper: list[Gruppe]) -> list[Gruppe]:
        """«twins of 8 and a son of 13» is one group of three; «two children: a boy and a girl» one of two."""
        ferdige: list[Gruppe] = []
        for gruppe in grupper:
            forrige = ferdige[-1] if ferdige else None
            if forrige and self._belong(forrige, gruppe):
                self._merge(forrige, gruppe)
            else:
                ferdige.append(gruppe)
        return ferdige

    def _belong(self, a: Gruppe, b: Gruppe) -> bool:
        if not (a.antall and b.antall) or (a.kvalifikatorer ^ b.kvalifikatorer) - {"delvis"}:
            return False
        if not all(g.aldre or g.eksplisitt or g.slag == "plass" for g in (a, b)):
            return False
        mellom = [ledd for ledd in self.ledd if a.slutt <= ledd.start and ledd.slutt <= b.start]
        return len(mellom) <= 4 and any(m.ord in self.ord.grupper["sammen"] or m.ord in ",:" for m in mellom)

    def _explains(self, a: Gruppe, b: Gruppe) -> bool:
        """«two children, a boy and a girl»: what follows only says who they are."""
        return b.slag in ("ett", "plass", "navn", "aaring") and self._at(a.siste + 1).ord not in self.ord.grupper["sammen"]

    def _merge(self, a: Gruppe, b: Gruppe) -> None:
        a.samlet = a.samlet or (a.eksplisitt and a.slag == "flere" and not a.aldre and self._explains(a, b))
        if not a.samlet:
            a.antall = (a.antall or 0) + (b.antall or 0)
            a.slag = "flere"
            if a.aldre or b.aldre:
                a.kvalifikatorer.add("delvis")
        a.aldre += b.aldre
        a.slutt, a.siste = b.slutt, b.siste
        a.eksplisitt = a.eksplisitt or b.eksplisitt

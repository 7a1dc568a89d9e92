"""A sentence as a row of parts that can be asked: what stands there, is it a list, does it count children."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vedtaksanalyse.detection.barn.gruppe import MYNDIG
from vedtaksanalyse.detection.barn.kalender import Kalender
from vedtaksanalyse.detection.barn.ord import BARN, Barneord, Ledd

ENHETER = ("aar", "maaned", "uke", "dag")
_SLUTT = Ledd("slutt", 0, -1, -1, "")
_MERKNAD = 15
_LIM = 25
_DAG, _MAANED = 31, 12
_FORST = 3


@dataclass(frozen=True, slots=True)
class Tall:
    """Numbers that stand together: whole years, the last unit, and the parts they take up (half-open).

    ``bestemt``: a verb such as «fyller» or «ble» says that they are ages.
    """

    verdier: list[int]
    enhet: str
    start: int
    slutt: int
    bestemt: bool = False

    @property
    def hoyest(self) -> int:
        """The highest of them."""
        return max(self.verdier)


@dataclass(frozen=True, slots=True)
class Rekke:
    """The parts of one sentence, the word lists, and the calendar."""

    ledd: list[Ledd]
    ord: Barneord
    kalender: Kalender

    def at(self, i: int) -> Ledd:
        """The part at ``i``; past either end an empty one."""
        return self.ledd[i] if 0 <= i < len(self.ledd) else _SLUTT

    def isin(self, i: int, *lister: str) -> bool:
        """Whether the word at ``i`` is in any of the lists."""
        if not 0 <= i < len(self.ledd):
            return False
        ordet, grupper = self.ledd[i].ord, self.ord.grupper
        for liste in lister:  # noqa: SIM110 - a third faster than any()
            if ordet in grupper[liste]:
                return True
        return False

    def is_barn(self, i: int) -> bool:
        """Whether a child word stands at ``i``, whoever's child."""
        return self.at(i).slag in BARN or self.at(i).slag == "utenfor_barn"

    def begins(self, start: int) -> bool:
        """Whether what stands at ``start`` in the text is among the first parts, or the first after a full stop."""
        nr = next(k for k, ledd in enumerate(self.ledd) if ledd.start >= start)
        return nr < _FORST or any(self.at(k).ord in ".;|" for k in range(nr - _FORST, nr))

    def starts(self, i: int) -> bool:
        """Whether part ``i`` starts a statement."""
        return i == 0 or self.at(i - 1).ord in ".;/:|"

    def starts_clause(self, i: int) -> bool:
        """Whether part ``i`` starts a statement or a part of a list."""
        return self.starts(i) or self.at(i - 1).ord in ",(" or self.isin(i - 1, "sammen", "som")

    def is_letter(self, i: int) -> bool:
        """A capital letter alone, used for a name."""
        ledd = self.at(i)
        return (ledd.slag == "stor" and len(ledd.ord) == 1) or (ledd.slag == "maske" and ledd.ord[0] == "[")

    def is_mask(self, i: int) -> bool:
        """A letter or a mask that stands for a name."""
        return self.is_letter(i) or self.isin(i, "maske")

    def is_copula(self, i: int) -> bool:
        """«of whom four are children»."""
        return self.isin(i, "verb") and (self.at(i - 1).slag == "tall" or self.isin(i - 1, "blant"))

    def is_one(self, i: int) -> bool:
        """«en», «ett»: more often an article than a number."""
        return self.isin(i, "artikkel", "ett")

    def is_edge(self, i: int) -> bool:
        """Whether a statement may end in front of part ``i``."""
        return self.at(i).slag == "slutt" or self.at(i).ord in "),.;:(+|/" or self.isin(i, "sammen", "som")

    def counts_barn(self, i: int) -> bool:
        """Whether the number in front of part ``i`` counts children."""
        for n in range(i, i + 5):
            if self.is_barn(n):
                if self.at(n).slag in ("kode", "rang"):
                    return False
                return self.at(n).slag != "ett" or self.at(i - 1).verdi == 1
            if not (self.isin(n, "tillegg", "eier", "voksen", "delt_av") or (n == i and self.is_copula(n))):
                return False
        return False

    def is_glue(self, i: int) -> bool:
        """Whether this part may stand between a child and its age."""
        ledd = self.at(i)
        if ledd.slag == "tegn":
            return ledd.ord in "(,:)|->/" or (ledd.ord == "." and (self.isin(i - 1, "forkortet") or self.at(i - 1).slag == "trinn"))
        if ledd.slag in ("stor", "grense", "trinn", "plass", "maske"):
            return True
        if ledd.slag in ("soker", "andre_voksne"):
            return self.isin(i - 1, "forelder")
        if self.isin(i, "hjelpeverb"):
            return self.isin(i + 1, "fylt", "nettopp")
        return self.isin(i, "lim", "stykk", "eier", "alder", "antall", "fodt", "snart", "fyller", "fylt", "nettopp")

    def is_glued(self, fra: int, til: int) -> bool:
        """Whether nothing but linking words and remarks in brackets, and not many, stand from ``fra`` to ``til``."""
        if til - fra > _LIM:
            return False
        k = fra
        while k < til:
            if self.at(k).ord == "(" and (etter := self._past_remark(k)) <= til:
                k = etter
            elif self.is_glue(k):
                k += 1
            else:
                return False
        return True

    def past_remark(self, i: int) -> int:
        """Past a remark in brackets without numbers that starts at ``i``, if one does."""
        etter = self._past_remark(i) if self.at(i).ord == "(" else i
        return etter if etter <= len(self.ledd) else i

    def _past_remark(self, i: int) -> int:
        """Where to go on after a remark in brackets without numbers; one past the end when there is none."""
        for n in range(i + 1, i + _MERKNAD):
            if self.at(n).ord == ")":
                return n + 1
            if self.at(n).slag in ("tall", "aarstall", "slutt"):
                break
        return len(self.ledd) + 1

    def read_tall(self, i: int, ventet: int, samlet: bool = False) -> Tall:
        """The number at ``i`` and those that follow it in a list. ``ventet``: how many ages are looked for, 0 unknown;
        ``samlet``: the number is the age of several, so that «and one of …» is another child."""
        verdier, enheter, j, bestemt = [], [], i, False
        while True:
            kommer, fylt = self._turn(j)
            alder, enhet = self.ledd[j].verdi, ""
            j += 1
            if self.at(j).slag in ENHETER:
                enhet, j = self.at(j).slag, j + 1
                j += self.at(j).ord == "." and self._next(j + 1) > 0
            dag, slutt = self._day(j)
            # «(6. kl., 12 i august)» is an age to come, as «fyller 12 i august» is.
            ventet_dag = dag is not None and self.isin(j, "naar") and self.at(i - 1).ord in "(,."
            if dag and ventet_dag and not (kommer or fylt or enhet) and alder < MYNDIG:
                kommer = self.kalender.is_coming(dag)
                fylt = not kommer
            kommer = kommer or (dag is not None and enhet == "aar" and self.isin(j, "foran_dag"))
            if kommer or fylt:
                alder = self.kalender.turning(alder, kommer, dag)
                j, bestemt = slutt, bestemt or not self.isin(i - 1, "snart")
            elif (bursdag := self._birthday(j, alder))[1] > j:
                alder, j = bursdag
            verdier.append(alder)
            enheter.append(enhet)
            neste = self._next(j, alder >= MYNDIG)
            if ventet > 2 and self.at(j).slag == "tall" and len(verdier) < ventet and not enhet:
                # «har 3 onger 12 9 og 4».
                neste = j
            if neste < 0 or (samlet and self.is_one(neste - 2)):
                break
            j = neste
        if self._is_count(i, verdier):
            verdier, enheter = verdier[1:], enheter[1:]
        return Tall(_in_years(verdier, enheter, ventet), next((e for e in reversed(enheter) if e), ""), i, j, bestemt)

    def _is_count(self, i: int, verdier: list[int]) -> bool:
        """«Barn: to, 11 og 6 år»: a number in letters before as many in figures says how many there are."""
        forst, neste = self.at(i), self.at(i + 2)
        skrevet = self.at(i - 1).ord == ":" and forst.ord.isalpha() and self.at(i + 1).ord == "," and neste.ord.isdigit()
        return skrevet and len(verdier) - 1 == forst.verdi

    def _turn(self, i: int) -> tuple[bool, bool]:
        """Whether the number at ``i`` is an age to come, and whether it is one just reached."""
        k = i - 1
        while self.isin(k, "nettopp"):
            k -= 1
        # «som snart er seks».
        snart = self.isin(k, "verb") and self.isin(k - 1, "snart")
        return snart or self.isin(k, "snart", "fyller"), self.isin(k, "fylt")

    def _birthday(self, i: int, alder: int) -> tuple[int, int]:
        """«6 år, 7 den 11. februar», «17, snart 18»: the next age is the same child's; the age now, and where to go on."""
        k = i + (self.at(i).ord in (",", "(", "-"))
        sagt = k
        while self.isin(k, "snart", "fyller", "bestemt"):
            k += 1
        if k == i or self.at(k).slag != "tall" or self.at(k).verdi != alder + 1:
            return alder, i
        slutt = k + 1 + (self.at(k + 1).slag == "aar")
        dag, etter = self._day(slutt)
        if dag is None and k == sagt:
            return alder, i
        return self.kalender.turning(alder + 1, True, dag) if dag else alder, etter

    def _day(self, i: int) -> tuple[tuple[int, int] | None, int]:
        """Month and day said after an age, and where to go on."""
        k = i
        while k < i + 3 and self.isin(k, "naar", "artikkel"):
            k += 1
        ledd = self.at(k)
        tall = [int(d) for d in re.findall(r"\d+", ledd.ord)]
        if ledd.slag in ("hopp", "serie") and tall:
            maaned = self.ord.month(ledd.ord) or (tall[1] if len(tall) > 1 else 0)
            if 0 < maaned <= _MAANED and 0 < tall[0] <= _DAG:
                return (maaned, tall[0]), k + 1
        elif ledd.slag in ("ord", "stor") and (maaned := self.ord.month(ledd.ord)):
            return (maaned, 0), k + 1
        return None, i

    def _next(self, i: int, voksen: bool = False) -> int:
        """Where the next number of the list stands, past a remark in brackets and a separator; -1 when it ends."""
        if self.at(i).slag == "trinn":
            i += 1
        i = self.past_remark(i)
        m = i + (self.at(i).ord in (",", "/"))
        m += self.isin(m, "sammen")
        if m == i:
            return -1
        while m < i + 5 and self.isin(m, "lim_i_liste", "nettopp") and not (voksen and self.is_barn(m)):
            m += 1
        if self.at(m).slag != "tall" or self.counts_barn(m + 1):
            return -1
        if self.isin(m + 1, "opphor") and not (self.at(m + 1).slag in ENHETER and self.at(i - 1).slag in ENHETER):
            return -1
        return -1 if self.is_one(m) and self.at(m + 1).slag not in ENHETER else m


def _in_years(verdier: list[int], enheter: list[str], ventet: int) -> list[int]:
    if enheter == ["", "maaned"]:
        enheter = ["maaned", "maaned"]
    delt = [i for i in range(len(verdier) - 1) if enheter[i : i + 2] == ["aar", "maaned"]]
    par = [i for i in delt if 0 < verdier[i + 1] < _MAANED]
    # «1 år og 10 måneder» is one child's age, unless so many ages are looked for.
    if par and len(verdier) != ventet:
        verdier = [v for i, v in enumerate(verdier) if i - 1 not in par]
        enheter = [e for i, e in enumerate(enheter) if i - 1 not in par]
    return [v // 12 if e == "maaned" else 0 if e in ("uke", "dag") else v for v, e in zip(verdier, enheter, strict=True)]

"""A sentence as a row of parts that can be asked: what stands there, is it a list, does it count children."""

from __future__ import annotations

from dataclasses import dataclass

from vedtaksanalyse.detection.barn.ord import BARN, Barneord, Ledd

ENHETER = ("aar", "maaned", "uke")
_SLUTT = Ledd("slutt", 0, -1, -1, "")
_MERKNAD = 15
_LIM = 25


@dataclass(frozen=True, slots=True)
class Tall:
    """Numbers that stand together: whole years, the last unit, and the parts they take up (half-open)."""

    verdier: list[int]
    enhet: str
    start: int
    slutt: int

    @property
    def hoyest(self) -> int:
        """The highest of them."""
        return max(self.verdier)


@dataclass(frozen=True, slots=True)
class Rekke:
    """The parts of one sentence, and the word lists."""

    ledd: list[Ledd]
    ord: Barneord

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

    def is_letter(self, i: int) -> bool:
        """A capital letter alone, used for a name."""
        return self.at(i).slag == "stor" and len(self.at(i).ord) == 1

    def is_copula(self, i: int) -> bool:
        """«of whom four are children»."""
        return self.isin(i, "verb") and self.at(i - 1).slag == "tall"

    def is_one(self, i: int) -> bool:
        """«en», «ett»: more often an article than a number."""
        return self.isin(i, "artikkel", "ett")

    def counts_barn(self, i: int) -> bool:
        """Whether the number in front of part ``i`` counts children."""
        for n in range(i, i + 5):
            if self.is_barn(n):
                return self.at(n).slag != "ett" or self.at(i - 1).verdi == 1
            if not (self.isin(n, "tillegg", "eier", "voksen", "delt_av") or (n == i and self.is_copula(n))):
                return False
        return False

    def is_glue(self, i: int) -> bool:
        """Whether this part may stand between a child and its age."""
        ledd = self.at(i)
        if ledd.slag == "tegn":
            return ledd.ord in "(,:)|-" or (ledd.ord == "." and self.isin(i - 1, "forkortet"))
        if ledd.slag in ("stor", "grense", "trinn", "plass"):
            return True
        return self.isin(i, "lim", "eier", "alder", "antall", "fodt")

    def is_glued(self, fra: int, til: int) -> bool:
        """Whether nothing but linking words, and not many, stand from ``fra`` to ``til``."""
        return til - fra <= _LIM and all(self.is_glue(k) for k in range(fra, til))

    def read_tall(self, i: int, en: bool) -> Tall:
        """The number at ``i`` and those that follow it in a list. ``en``: one child was just spoken of."""
        verdier, enheter, j = [self._value(i)], [""], i + 1
        while True:
            if self.at(j).slag in ENHETER:
                enheter[-1], j = self.at(j).slag, j + 1
                j += self.at(j).ord == "." and self._next(j + 1) > 0
            neste = self._next(j)
            if neste < 0:
                break
            verdier.append(self._value(neste))
            enheter.append("")
            j = neste + 1
        enhet = next((e for e in reversed(enheter) if e), "")
        return Tall(_in_years(verdier, enheter, en), enhet, i, j)

    def _value(self, i: int) -> int:
        return self.ledd[i].verdi - (1 if self.isin(i - 1, "snart") else 0)

    def _next(self, i: int) -> int:
        """Where the next number of the list stands, past a remark in brackets and a separator; -1 when it ends."""
        if self.at(i).ord == "(":
            i = next((n + 1 for n in range(i, i + _MERKNAD) if self.at(n).ord == ")"), i)
        m = i + (self.at(i).ord == ",")
        m += self.isin(m, "sammen")
        if m == i:
            return -1
        while m < i + 5 and self.isin(m, "lim_i_liste"):
            m += 1
        if self.at(m).slag != "tall" or self.counts_barn(m + 1) or self.isin(m + 1, "opphor"):
            return -1
        return -1 if self.is_one(m) and self.at(m + 1).slag not in ENHETER else m


def _in_years(verdier: list[int], enheter: list[str], en: bool) -> list[int]:
    if enheter == ["aar", "maaned"] and en:
        return verdier[:1]
    if enheter == ["", "maaned"]:
        enheter = ["maaned", "maaned"]
    return [v // 12 if e == "maaned" else 0 if e == "uke" else v for v, e in zip(verdier, enheter, strict=True)]

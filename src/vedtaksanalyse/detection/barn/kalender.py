"""Ages by the calendar: from dates and years of birth, and from birthdays that have passed or not yet come."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_FORST = 1900
_HUNDRE = 100
_DAG, _MAANED = 31, 12
_FULL_DATO = 3
_LENGE = 240
_SKOLESTART = 8


@dataclass(frozen=True, slots=True)
class Kalender:
    """``vedtak``: the day ages are counted on; ``skrevet``: the day of the document."""

    vedtak: date | None
    skrevet: date | None

    def age_from(self, fodt: str, maaned: int = 0, dag: int = 0) -> int | None:
        """The age of somebody born on «14.03.2019», «14.03.19», «03.2019», «2019» or, after ``fodt``, «-19».

        A year alone gives the difference between the years.
        """
        deler = [int(d) for d in re.findall(r"\d+", fodt)]
        if self.vedtak is None or not deler:
            return None
        aar = self._year(deler[-1])
        if len(deler) == _FULL_DATO:
            dag, maaned = deler[:2]
        elif len(deler) > 1:
            dag, maaned = 0, deler[0]
        if maaned > _MAANED or dag > _DAG:
            return None
        alder = self.vedtak.year - aar - ((self.vedtak.month, self.vedtak.day) < (maaned, dag))
        return alder if alder >= 0 else None

    def born_last_year(self, maaned: int) -> int:
        """The age of somebody born in this month of the year before."""
        return self.age_from(f"{maaned}.{self.vedtak.year - 1}") or 0 if self.vedtak else 0

    def is_coming(self, dag: tuple[int, int]) -> bool:
        """Whether such a day is sooner ahead than it is long past."""
        skrevet = self.skrevet or self.vedtak
        return skrevet is None or (self._near(skrevet, dag, fram=True) - skrevet).days <= _LENGE

    def is_before_school(self, neste: bool) -> bool:
        """Whether the decision came before the school year that, when this was written, was the next to begin.

        In the autumn that is the one just begun, unless ``neste`` says «next year».
        """
        if self.vedtak is None:
            return True
        skrevet = self.skrevet or self.vedtak
        return self.vedtak < date(skrevet.year + (neste and skrevet.month >= _SKOLESTART), _SKOLESTART, 1)

    def turning(self, alder: int, kommer: bool, dag: tuple[int, int] | None) -> int:
        """The age of somebody who turns, or has turned, ``alder``; ``dag`` is month and day when that was said."""
        if dag is None or self.vedtak is None:
            return alder - 1 if kommer else alder
        skrevet = self.skrevet or self.vedtak
        if kommer:
            return alder if self._near(skrevet, dag, fram=True) <= self.vedtak else alder - 1
        return alder + (_years_on(self._near(skrevet, dag, fram=False), 1) <= self.vedtak)

    def _year(self, tall: int) -> int:
        if tall >= _HUNDRE or self.vedtak is None:
            return tall
        return tall + (_FORST + _HUNDRE if tall <= self.vedtak.year % _HUNDRE else _FORST)

    def _near(self, fra: date, dag: tuple[int, int], fram: bool) -> date:
        """The first such day on or after ``fra``, or the last on or before it; a month alone is its last or first day."""
        i_aar = _day(fra.year, *dag, siste=fram)
        if fram:
            return i_aar if i_aar >= fra else _day(fra.year + 1, *dag, siste=True)
        return i_aar if i_aar <= fra else _day(fra.year - 1, *dag, siste=False)


def _day(aar: int, maaned: int, dag: int, siste: bool) -> date:
    forste = date(aar, maaned, 1)
    neste = (forste + timedelta(days=_DAG + 1)).replace(day=1)
    hoyest = (neste - timedelta(days=1)).day
    return forste.replace(day=min(dag, hoyest) if dag else hoyest if siste else 1)


def _years_on(dag: date, aar: int) -> date:
    return _day(dag.year + aar, dag.month, dag.day, siste=False)

"""Months put together until no group in them is small, so that nothing has to be left out and nothing can be found by subtraction.

Every period that is shown is a whole number of *base periods*, and a base period has at least ``FAERREST`` cases. So the difference
between any two periods, of one figure or of two, has that many too. For a figure with classes, base periods are put together again
until each class in each period has none or at least ``FAERREST``. Where not even all months together give that, there is no figure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vedtaksanalyse.storage.tall import Maned

FAERREST = 5
"""Fewer cases than this are a small group: with a name they could be somebody's."""

IKKE_VIST = 2 * FAERREST
"""In a list with a small group, the counts under this are kept back."""


@dataclass(frozen=True, slots=True)
class Periode:
    """Some months after one another, both ends included, with how many cases fall in each class."""

    fra: Maned
    til: Maned
    antall: tuple[int, ...]

    @property
    def sum(self) -> int:
        """All its cases."""
        return sum(self.antall)


def is_liten(antall: int) -> bool:
    """Whether a group is small. None at all is no group."""
    return 0 < antall < FAERREST


def merge_maneder(maneder: Mapping[Maned, Sequence[int]]) -> list[Periode]:
    """The periods of a figure whose cases fall in classes, by month; empty when there is none that can be told.

    The months are first put together by how many cases they have in all, which is the same for every figure about the same
    cases, and these base periods then by the classes.
    """
    rader = [Periode(maned, maned, tuple(antall)) for maned, antall in sorted(maneder.items())]
    grunn = _merge(rader, lambda ett: ett.sum >= FAERREST)
    return _merge(grunn, lambda ett: not any(map(is_liten, ett.antall)))


def _merge(rader: Sequence[Periode], holder) -> list[Periode]:
    """Put rows together from the left until each holds; what is left at the end goes to the one before it."""
    ut: list[Periode] = []
    apen: Periode | None = None
    for rad in rader:
        apen = _join(apen, rad) if apen else rad
        if holder(apen):
            ut.append(apen)
            apen = None
    while apen and ut:
        apen = _join(ut.pop(), apen)
        if holder(apen):
            ut.append(apen)
            apen = None
    return ut


def _join(a: Periode, b: Periode) -> Periode:
    return Periode(a.fra, b.til, tuple(x + y for x, y in zip(a.antall, b.antall, strict=True)))


def hide_sma(antall: Sequence[int], *, uten_sum: bool = False) -> list[int | None]:
    """The counts of groups that share out a known number of cases, with None where one is not told.

    Is any group small, all with fewer than ``IKKE_VIST`` cases are kept back, none included, and where that is only one group, all are.
    So what is kept back could be shared out in other ways too, also for one who knows the sum and this rule: by which sizes are kept back
    nothing is told of which is which. With ``uten_sum`` the sum is not to be found either, and they are kept back anyway.
    """
    if not (uten_sum or any(map(is_liten, antall))):
        return list(antall)
    skjult = [n < IKKE_VIST for n in antall]
    return [None if ett or sum(skjult) < 2 else n for n, ett in zip(antall, skjult, strict=True)]

"""Which one child a place in a sentence is said of: the child named nearest before it in its clause, or the only one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vedtaksanalyse.detection.barn.gruppe import MERKE, MYNDIG
from vedtaksanalyse.detection.barn.ord import Barneord, Ledd

_ETT = frozenset({"ett", "del", "aaring", "plass", "kode", "rang"})
_FLERE = frozenset({"flere", "tvillinger", "trillinger"})
ALDER = "alder:"


@dataclass(frozen=True, slots=True)
class Nevnt:
    """A child named: how, where, and what tells it from its siblings. Several at once have no marks and ``flere``."""

    start: int
    slutt: int
    kjenne: frozenset[str] = frozenset()
    flere: bool = False


def find_nevnte(flate: str, tekst: str, start: int, slutt: int, ord: Barneord, alder: re.Pattern) -> list[Nevnt]:
    """The children named between two places, in order. ``alder``: an age right after a child, in any of its groups."""
    ut: list[Nevnt] = []
    for ledd in ord.cut(flate, tekst, start, slutt):
        if ledd.slag in _FLERE:
            ut.append(Nevnt(ledd.start, ledd.slutt, flere=True))
        elif ledd.slag in _ETT and (kjenne := _marks(ledd, ord)) is not None:
            if ut and not ut[-1].flere and flate[ut[-1].slutt : ledd.start].strip() == "":
                ut[-1] = Nevnt(ut[-1].start, ledd.slutt, ut[-1].kjenne | kjenne)
            else:
                ut.append(Nevnt(ledd.start, ledd.slutt, kjenne))
    return [_with_age(ett, alder.match(flate, ett.slutt, slutt)) for ett in ut]


def choose_nevnt(nevnte: Sequence[Nevnt], sted: int, grenser: Sequence[int], alene: bool) -> Nevnt | None:
    """The one child that what stands at ``sted`` is said of; None when it is said of several, or of nobody in particular.

    ``grenser`` part the sentence; with ``alene`` the only child of the sentence is the one whatever part it stands in.
    """
    if alene and len(nevnte) == 1:
        return None if nevnte[0].flere else nevnte[0]
    fra = max((g for g in grenser if g <= sted), default=-1)
    til = min((g for g in grenser if g > sted), default=1 << 60)
    her = [ett for ett in nevnte if fra <= ett.start < til]
    return her[0] if len(her) == 1 and not her[0].flere else None


def _marks(ledd: Ledd, ord: Barneord) -> frozenset[str] | None:
    """What one child word tells; None when it stands for no one child after all."""
    if ledd.slag == "aaring":
        return frozenset({f"{ALDER}{ledd.verdi}"}) if 0 < ledd.verdi < MYNDIG and not _is_plural(ledd.ord) else None
    if ledd.slag == "plass":
        return frozenset({MERKE + (str(ord.label_number(ledd.ord) or "") or ledd.ord)}) | ord.marks_in(ledd.ord)
    if ledd.slag in ("kode", "rang") or (ledd.slag == "ett" and ledd.ord in ord.grupper["adjektiv"]):
        return None
    return ord.kjenne.get(ledd.ord, frozenset())


def _is_plural(ordet: str) -> bool:
    return ordet.endswith(("ene", "ane", "er", "ar"))


def _with_age(ett: Nevnt, funnet: re.Match | None) -> Nevnt:
    alder = int(next(t for t in funnet.groups() if t)) if funnet else MYNDIG
    if ett.flere or alder >= MYNDIG or any(k.startswith(ALDER) for k in ett.kjenne):
        return ett
    return Nevnt(ett.start, ett.slutt, ett.kjenne | {f"{ALDER}{alder}"})

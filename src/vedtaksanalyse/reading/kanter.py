"""Running headers, footers and page numbers: taken out of the running text, but each kept once.

What stands at the edge of every page may carry a date or a name that later rooms must see. So a running line stays
where it is on the first page's top, and goes to the end of the document otherwise; page numbers go altogether.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import repeat
from operator import itemgetter

from vedtaksanalyse.reading.flyt import Sidelinjer, load_leseord
from vedtaksanalyse.reading.innhold import Bit, Linje

_TOPP = 0.12
_BUNN = 0.9
_NAER = 4.0
_SIFRE, _SIFFER = re.compile(r"\d+"), "0"
_NABOER, _SIDESIFRE = 4, 4

_Tall = tuple[int, list[str]]


def fjern_kanter(sider: list[Sidelinjer]) -> list[Sidelinjer]:
    """These pages without their running lines, but for the one of each that is kept."""
    i_kant = [
        (side, linje, _noekkel(linje)) for side in sider for blokk in side.blokker for linje in blokk if _ved_kant(side, linje)
    ]
    steder: dict[tuple[str, int], list[_Tall]] = defaultdict(list)
    for side, linje, noekkel in i_kant:
        steder[noekkel, round(linje.y / _NAER)].append((side.nummer, _SIFRE.findall(linje.tekst)))
    beholdt: dict[str, Linje] = {}
    blir: dict[int, Linje | None] = {}
    for side, linje, noekkel in i_kant:
        sidetall = _sidetall(linje, side.nummer) if _SIFFER in noekkel else ""
        trinn, tall = round(linje.y / _NAER), (side.nummer, _SIFRE.findall(linje.tekst))
        if not sidetall and not any(_gjentas(tall, steder.get((noekkel, t), [])) for t in (trinn - 1, trinn, trinn + 1)):
            continue
        blir[id(linje)] = None
        if sidetall == "bare":
            continue
        if side is sider[0] and linje.y < _TOPP * side.hoyde:
            beholdt[noekkel] = linje
            blir[id(linje)] = replace(linje, biter=_uten_sidetall(linje))
        else:
            beholdt.setdefault(noekkel, linje)
    if not blir:
        return sider
    # What is kept and not on the first page's top goes to the end.
    til_slutt = {
        noekkel: replace(linje, biter=_uten_sidetall(linje), fri=True)
        for side, linje, noekkel in i_kant
        if side is sider[-1] and blir.get(id(linje), linje) is None and blir.get(id(beholdt.get(noekkel)), linje) is None
    }
    ut = [replace(side, blokker=list(_rydd(side.blokker, blir))) for side in sider]
    ut[-1].blokker += [[linje] for linje in til_slutt.values()]
    return ut


def _rydd(blokker: list[list[Linje]], blir: dict[int, Linje | None]) -> Iterator[list[Linje]]:
    for blokk in blokker:
        if rest := [ny for linje in blokk if (ny := blir.get(id(linje), linje))]:
            yield rest


def _gjentas(tall: _Tall, like: list[_Tall]) -> bool:
    """True when a line stands on a page nearby too: with the same numbers, or such as count pages.

    Args:
        tall: the page's number, and the line's.
        like: the same of the lines that differ in numbers only, page by page.
    """
    nummer, verdier = tall
    ved = bisect_left(like, nummer, key=itemgetter(0))
    naboer = like[max(0, ved - _NABOER) : ved + 2 * _NABOER]
    return any(annet != nummer and all(map(_teller, verdier, andre, repeat(nummer - annet))) for annet, andre in naboer)


def _teller(a: str, b: str, sider: int) -> bool:
    return a == b or (len(a) <= _SIDESIFRE >= len(b) and int(a) - int(b) == sider)


def _noekkel(linje: Linje) -> str:
    return _SIFRE.sub(_SIFFER, linje.tekst)


def _ved_kant(side: Sidelinjer, linje: Linje) -> bool:
    """Print that runs another way than the text counts as standing in a margin."""
    return bool(linje.retning) or linje.y < _TOPP * side.hoyde or linje.y > _BUNN * side.hoyde


def _uten_sidetall(linje: Linje) -> list[Bit]:
    return [bit for bit in linje.biter if not er_sidetall(bit.tekst)]


@cache
def _monstre() -> tuple[re.Pattern[str], re.Pattern[str]]:
    ord_ = load_leseord()
    side = "|".join(re.escape(o) for o in ord_["sideord"])
    av = "|".join(re.escape(o) for o in ord_["avord"])
    tall = rf"(?:(?:{side})\s*\d{{1,4}}(?:\s*(?:{av})\s*\d{{1,4}})?|\d{{1,4}}\s*(?:{av})\s*\d{{1,4}})"
    return re.compile(rf"[-–\s]*{tall}[-–\s]*", re.I), re.compile(rf"(?:^|.*[\s|]){tall}$|^{tall}[\s|].*", re.I)


def er_sidetall(tekst: str) -> bool:
    """True for a line that is a page number and nothing else, as in «Side 2 av 3»."""
    return bool(_monstre()[0].fullmatch(tekst.strip()))


def _sidetall(linje: Linje, nummer: int) -> str:
    """«bare» for a line of page numbers alone, «med» for a line that also says something else, «» for other lines."""
    bare, med = _monstre()
    tekst = linje.tekst
    if bare.fullmatch(tekst) or tekst.strip(" -–") == str(nummer):
        return "bare"
    if len(tekst) > 100 or not med.match(tekst):
        return ""
    return "med" if _uten_sidetall(linje) else "bare"

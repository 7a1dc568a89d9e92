"""Running headers, footers and page numbers: taken out of the running text, but each kept once.

What stands at the edge of every page may carry a date or a name that later rooms must see. So a running line stays
where it is on the first page's top, and goes to the end of the document otherwise; page numbers go altogether.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from vedtaksanalyse.reading.flyt import Sidelinjer, load_leseord
from vedtaksanalyse.reading.innhold import Bit, Linje

_TOPP = 0.12
_BUNN = 0.9
_NAER = 4.0
_SIFRE = re.compile(r"\d+")


def fjern_kanter(sider: list[Sidelinjer]) -> None:
    """Take running lines out of these pages (in place)."""
    i_kant = [(side, linje) for side in sider for blokk in side.blokker for linje in blokk if _ved_kant(side, linje)]
    steder: dict[tuple[str, int], set[int]] = defaultdict(set)
    for side, linje in i_kant:
        steder[_noekkel(linje), round(linje.y / _NAER)].add(side.nummer)
    beholdt: dict[str, Linje] = {}
    ut: set[int] = set()
    for side, linje in i_kant:
        noekkel = _noekkel(linje)
        sidetall = _sidetall(linje.tekst, side.nummer)
        trinn = round(linje.y / _NAER)
        gjentatt = any(_andre(steder.get((noekkel, t)), side.nummer) for t in (trinn - 1, trinn, trinn + 1))
        if not (sidetall or gjentatt):
            continue
        forst = side is sider[0] and linje.y < _TOPP * side.hoyde
        if sidetall != "bare":
            if forst:
                linje.biter = _uten_sidetall(linje)
                beholdt[noekkel] = linje
                continue
            beholdt.setdefault(noekkel, linje)
        ut.add(id(linje))
    if not ut:
        return
    _rydd(sider, ut, [linje for side, linje in i_kant if side is sider[-1] and id(linje) in ut], beholdt)


def _andre(sider: set[int] | None, nummer: int) -> bool:
    return bool(sider) and (len(sider) > 1 or nummer not in sider)


def _noekkel(linje: Linje) -> str:
    return _SIFRE.sub("0", linje.tekst)


def _ved_kant(side: Sidelinjer, linje: Linje) -> bool:
    """Print that runs another way than the text counts as standing in a margin."""
    return bool(linje.retning) or linje.y < _TOPP * side.hoyde or linje.y > _BUNN * side.hoyde


def _rydd(sider: list[Sidelinjer], ut: set[int], paa_siste: list[Linje], beholdt: dict[str, Linje]) -> None:
    for side in sider:
        side.blokker = [rest for blokk in side.blokker if (rest := [linje for linje in blokk if id(linje) not in ut])]
    sist = {}
    for linje in paa_siste:
        noekkel = _noekkel(linje)
        if noekkel in beholdt and id(beholdt[noekkel]) in ut | {id(linje)}:
            linje.biter = _uten_sidetall(linje)
            linje.fri = True
            sist[noekkel] = linje
    sider[-1].blokker += [[linje] for linje in sist.values()]


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


def _sidetall(tekst: str, nummer: int) -> str:
    """«bare» for a page number alone, «med» for a line that also says something else, «» for other lines."""
    bare, med = _monstre()
    if bare.fullmatch(tekst) or tekst.strip(" -–") == str(nummer):
        return "bare"
    return "med" if len(tekst) <= 100 and med.match(tekst) else ""

"""Names as the entity recogniser handed in finds them: what it is asked about, and what of its answers is believed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from vedtaksanalyse.pii import navneord
from vedtaksanalyse.pii.foran import is_person_foran
from vedtaksanalyse.pii.monstre import LITEN, STOR, Funn, Monstre, pieces
from vedtaksanalyse.pii.navneord import WORDS, Rundt
from vedtaksanalyse.pii.ordklasse import classify, is_vanlig
from vedtaksanalyse.pii.rolle import is_other

Navnesok = Callable[[Sequence[str]], Sequence[Sequence[tuple[int, int, str]]]]

_STORT_ORD = re.compile(rf"[{STOR}](?<![\w@.-].)[{LITEN}'’-]+(?:-[{STOR}][{LITEN}'’]+)*(?![\w@])")


def ask_sok(tekst: str, monstre: Monstre, sok: Navnesok) -> tuple[list[Funn], list[tuple[int, int]]]:
    """What the recogniser says are persons, sifted, and the spans that it says are something else."""
    biter = [
        b for linje in _lines_with_names(tekst, monstre) for b in pieces(tekst, *linje) if _can_hold_name(b[1], monstre)
    ]
    personer, andre = [], []
    for (start, bit), treff in zip(biter, sok([bit for _, bit in biter]), strict=True):
        for fra, til, etikett in treff:
            if etikett not in monstre.ord["navn"]["etiketter"]:
                andre.append((start + fra, start + til))
            elif spenn := _trim(bit, fra, til, monstre):
                personer.append((start + spenn[0], start + spenn[1], "navn", 0.8))
    return personer, andre


def _lines_with_names(tekst: str, monstre: Monstre) -> Iterator[tuple[int, int]]:
    """The lines with a capitalised word that is no ordinary one."""
    slutt, vanlige = -1, monstre.vanlige
    for m in _STORT_ORD.finditer(tekst):
        if m[0] not in vanlige and m.start() > slutt and not is_vanlig(m[0], monstre):
            slutt = tekst.find("\n", m.end())
            slutt = len(tekst) if slutt < 0 else slutt
            yield tekst.rfind("\n", 0, m.start()) + 1, slutt


def _can_hold_name(bit: str, monstre: Monstre) -> bool:
    """A capitalised word that does not begin the piece and is not known to be something else."""
    gjor = navneord.match_gjor(monstre)
    stort = (m for m in _STORT_ORD.finditer(bit) if m.start() or gjor.match(bit, m.end()))
    return any(not is_vanlig(m[0], monstre) for m in stort)


def _trim(bit: str, fra: int, til: int, monstre: Monstre) -> tuple[int, int] | None:
    """The capitalised words of an entity that can be a person's; None when nothing is left or it names a place.

    One word alone must stand inside running text: at the start of a line or list item it is more often a heading.
    """
    ord_ = [(m.start(), m.end()) for m in _STORT_ORD.finditer(bit, fra, til)]
    ord_ = [(a, b) for a, b in ord_ if bit[a:b].lower() not in monstre.ikke_navn]
    if not ord_ or all(is_vanlig(bit[a:b], monstre) for a, b in ord_):
        return None
    start, slutt = ord_[0][0], ord_[-1][1]
    if bit[start : ord_[0][1]].lower() in monstre.ord["adresse"]["forledd"] or is_other(
        Rundt.at(bit, start, slutt), start, monstre
    ):
        return None
    foran = WORDS.findall(bit[:start].lower())
    if len(ord_) == 1 and not foran and navneord.match_gjor(monstre).match(bit, slutt):
        return start, slutt
    if len(ord_) == 1 and (not navneord.is_running(bit[:start], monstre) or foran[-1] in monstre.sett("navn", "steds_ord")):
        return None
    if (
        len(ord_) == 1
        and not classify(bit[start:slutt], monstre).navn
        and not is_person_foran(Rundt.at(bit, start, slutt), monstre)
    ):
        return None
    return start, slutt

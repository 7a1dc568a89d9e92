"""The order of a page: lines into blocks, blocks from top to bottom, cells of one row together."""

from __future__ import annotations

import re
from itertools import pairwise

from vedtaksanalyse.reading.innhold import SKILLE, Linje

_GAP = 0.75
_TETT = 0.1
_LANGT = 6.0
_HOYERE = 1.6
_STEMPLER = 20
_VERDI = re.compile(r"(?:[^\W\d]{1,6}\.? )?[-–+]?\d[\d .,]*(?:,-| ?%| [^\W\d]{1,6})?|[-–]|[^\W\d]{1,9}")


def er_tvilsom(linjer: list[Linje]) -> bool:
    """True where the order in the file is no help: single letters, or text that keeps jumping up the page."""
    linjer = [linje for linje in linjer if not linje.retning]
    if len(linjer) < 12:
        return False
    opp = sum(1 for a, b in pairwise(linjer) if b.y < a.y - 0.6 * a.hoyde)
    smaa = sum(1 for linje in linjer if len(linje.biter[0].tekst) <= 2)
    return opp > max(6, 0.15 * len(linjer)) or smaa > 0.4 * len(linjer)


def ordne(linjer: list[Linje]) -> list[list[Linje]]:
    """Blocks in reading order. The order in the file is kept inside a block and between columns.

    What runs another way than the page's text comes after it, one direction at a time. What is askew comes last, and so
    does a stamp: large print over other lines.
    """
    _finn_stempler([linje for linje in linjer if not linje.retning and not linje.fri])
    ut = []
    for retning in sorted({linje.retning for linje in linjer if not linje.fri}):
        blokker = _blokker(_nedover([linje for linje in linjer if linje.retning == retning and not linje.fri]))
        if len(blokker) > 1:
            blokker = _slaa_sammen_rader(_ovenfra(blokker))
        ut += [_rader(blokk) for blokk in blokker]
    return ut + [[linje] for linje in linjer if linje.fri]


def _finn_stempler(linjer: list[Linje]) -> None:
    vanlig = sorted(linje.hoyde for linje in linjer)[len(linjer) // 2] if linjer else 0.0
    for linje in [linje for linje in linjer if linje.hoyde > _HOYERE * vanlig][:_STEMPLER]:
        topp = linje.y - 0.8 * linje.hoyde
        linje.fri = any(
            annen is not linje and topp < annen.y - 0.3 * annen.hoyde < linje.y and annen.x0 < linje.x1 and linje.x0 < annen.x1
            for annen in linjer
        )


def _nedover(linjer: list[Linje]) -> list[Linje]:
    """Lines whose order is from the bottom up, as PDFium gives some turned text, the other way round."""
    opp = sum(1 for a, b in pairwise(linjer) if b.y < a.y)
    return linjer[::-1] if opp > 0.8 * (len(linjer) - 1) else linjer


def _blokker(linjer: list[Linje]) -> list[list[Linje]]:
    """A new block wherever the text goes up the page again, or far down."""
    blokker: list[list[Linje]] = []
    forrige = None
    for linje in linjer:
        if forrige is None or not -0.6 < (linje.y - forrige.y) / (forrige.hoyde or 1.0) < _LANGT:
            blokker.append([])
        blokker[-1].append(linje)
        forrige = linje
    return blokker


def _ovenfra(blokker: list[list[Linje]]) -> list[list[Linje]]:
    """Move a block before those that lie wholly below it; blocks side by side keep their order."""
    ut: list[list[Linje]] = []
    for blokk in blokker:
        plass = len(ut)
        bunn = max(linje.y for linje in blokk)
        while plass and min(linje.y for linje in ut[plass - 1]) > bunn:
            plass -= 1
        ut.insert(plass, blokk)
    return ut


def _slaa_sammen_rader(blokker: list[list[Linje]]) -> list[list[Linje]]:
    """Tables written column by column: put the cells of a row together again."""
    ut: list[list[Linje]] = []
    for blokk in blokker:
        rader = _felles_rader(ut[-1], blokk) if ut else {}
        if len(rader) < max(1, round(0.6 * len(blokk))):
            ut.append(blokk)
            continue
        for n, linje in enumerate(blokk):
            if n in rader:
                _forleng(rader[n], linje)
            else:
                ut[-1].insert(_plass(ut[-1], linje), linje)
    return ut


def _felles_rader(forrige: list[Linje], blokk: list[Linje]) -> dict[int, Linje]:
    """For each line of a column of values the line of the block before that it continues to the right."""
    verdier = sum(1 for linje in blokk if _VERDI.fullmatch(linje.tekst))
    if verdier < 0.7 * len(blokk):
        return {}
    rader = {}
    for n, linje in enumerate(blokk):
        for annen in forrige:
            if abs(annen.y - linje.y) < 0.35 * linje.hoyde and annen.x1 <= linje.x0 + 1:
                rader[n] = annen
    return rader


def _forleng(rad: Linje, celle: Linje) -> None:
    rad.biter.extend(celle.biter)
    rad.x1, rad.celle_x0, rad.bindestrek = max(rad.x1, celle.x1), celle.x0, celle.bindestrek


def _plass(blokk: list[Linje], linje: Linje) -> int:
    return next((n for n, annen in enumerate(blokk) if annen.y > linje.y), len(blokk))


def _rader(blokk: list[Linje]) -> list[Linje]:
    """Lines on the same base line become one row."""
    ut: list[Linje] = []
    for linje in blokk:
        forrige = ut[-1] if ut else None
        if forrige is None or forrige.bindestrek or not _paa_rad(forrige, linje):
            ut.append(linje)
            continue
        foran, etter = (forrige, linje) if forrige.x0 <= linje.x0 else (linje, forrige)
        gap = (etter.x0 - foran.x1) / (linje.hoyde or 1.0)
        forste = etter.biter[0]._replace(foran="" if abs(gap) < _TETT else " " if gap < _GAP else SKILLE)
        biter = [*foran.biter, forste, *etter.biter[1:]]
        hoyde = max(foran.hoyde, etter.hoyde)
        hoyre = max(foran.x1, etter.x1)
        ut[-1] = Linje(
            biter, foran.x0, hoyre, foran.y, hoyde, etter.bindestrek, celle_x0=etter.celle_x0, retning=foran.retning
        )
    return ut


def _paa_rad(a: Linje, b: Linje) -> bool:
    """True for lines on the same base line; print that is much larger, as that of a stamp, has no row with others."""
    return abs(b.y - a.y) <= 0.3 * b.hoyde and 1 / _HOYERE < a.hoyde / (b.hoyde or 1.0) < _HOYERE

"""The order of a page: lines into blocks, blocks from top to bottom, cells of one row together."""

from __future__ import annotations

from vedtaksanalyse.reading.innhold import Linje

_KORT = 25


def ordne(linjer: list[Linje]) -> list[list[Linje]]:
    """Blocks in reading order. The order in the file is kept inside a block and between columns."""
    rette = [linje for linje in linjer if not linje.skraa]
    blokker = _blokker(rette)
    if len(blokker) > 1:
        blokker = _slaa_sammen_rader(_ovenfra(blokker))
    blokker = [_rader(blokk) for blokk in blokker]
    return blokker + [[linje] for linje in linjer if linje.skraa]


def _blokker(linjer: list[Linje]) -> list[list[Linje]]:
    """A new block wherever the text goes up the page again."""
    blokker: list[list[Linje]] = []
    forrige = None
    for linje in linjer:
        if forrige is None or linje.y < forrige.y - 0.6 * forrige.hoyde:
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
        if len(rader) >= max(1, round(0.6 * len(blokk))):
            for n, linje in enumerate(blokk):
                ut[-1].insert(_plass(ut[-1], linje), linje) if n not in rader else rader[n].biter.extend(linje.biter)
                if n in rader:
                    rader[n].x1 = max(rader[n].x1, linje.x1)
        else:
            ut.append(blokk)
    return ut


def _felles_rader(forrige: list[Linje], blokk: list[Linje]) -> dict[int, Linje]:
    """For each line of a narrow block the line of the block before that it continues to the right."""
    if any(len(linje.tekst) > _KORT for linje in blokk):
        return {}
    rader = {}
    for n, linje in enumerate(blokk):
        for annen in forrige:
            if abs(annen.y - linje.y) < 0.35 * linje.hoyde and annen.x1 <= linje.x0 + 1 and len(annen.tekst) < 60:
                rader[n] = annen
    return rader


def _plass(blokk: list[Linje], linje: Linje) -> int:
    return next((n for n, annen in enumerate(blokk) if annen.y > linje.y), len(blokk))


def _rader(blokk: list[Linje]) -> list[Linje]:
    """Lines on the same base line become one row."""
    ut: list[Linje] = []
    for linje in blokk:
        forrige = ut[-1] if ut else None
        if forrige is None or forrige.bindestrek or abs(linje.y - forrige.y) > 0.3 * linje.hoyde:
            ut.append(linje)
            continue
        foran, etter = (forrige, linje) if forrige.x0 <= linje.x0 else (linje, forrige)
        biter = [*foran.biter, *etter.biter]
        hoyde = max(foran.hoyde, etter.hoyde)
        ut[-1] = Linje(biter, foran.x0, max(foran.x1, etter.x1), foran.y, hoyde, etter.bindestrek)
    return ut

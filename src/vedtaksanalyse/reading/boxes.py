"""Where a quote stands on the page: rectangles on demand, from the breaks that reading remembered."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from contextlib import closing
from operator import itemgetter
from pathlib import Path

from vedtaksanalyse.reading.pdf import Ramme, open_pdf, open_side, tegnboks
from vedtaksanalyse.sak import Belegg, Dokument, Side

Boks = tuple[int, float, float, float, float]
_Rute = tuple[float, float, float, float]


def find_bokser(path: Path, dokument: Dokument, belegg: Belegg) -> list[Boks]:
    """One rectangle for each text line of the quote, as (page number, x0, y0, x1, y1).

    Points, from the top left corner of the page as it is shown. Formats without pages give none.

    Raises:
        Lesefeil: the file can no longer be opened.
    """
    sider = [side for side in dokument.sider if side.start < belegg.slutt and belegg.start < side.slutt and side.brudd]
    if not sider:
        return []
    bokser = [(side.nummer, *boks) for side in sider for boks in _linjer(_ordruter(dokument, side, belegg))]
    sider = [side for side in sider if not side.ruter]
    if not sider:
        return bokser
    with closing(open_pdf(path.read_bytes())) as pdf:
        for side in sider:
            with open_side(pdf, side.nummer) as (pdfside, tekstside, _):
                ramme, antall = Ramme(pdfside), tekstside.count_chars()
                indekser = _indekser(dokument, side, belegg)
                tegn = [tegnboks(tekstside, indeks, ramme) for indeks in indekser if indeks < antall]
                bokser += [(side.nummer, *boks) for boks in _linjer(tegn)]
    return sorted(bokser, key=itemgetter(0))


def _ordruter(dokument: Dokument, side: Side, belegg: Belegg) -> list[_Rute]:
    """The boxes of the quote's words on a page read by OCR, which remembers where it found them."""
    slutter = [slutt for _, slutt, *_ in side.ruter]
    numre = dict.fromkeys(bisect_right(slutter, indeks) for indeks in _indekser(dokument, side, belegg)) if slutter else ()
    return [side.ruter[n][2:] for n in numre if n < len(slutter)]


def _indekser(dokument: Dokument, side: Side, belegg: Belegg) -> Iterator[int]:
    """The page's character index for each visible character of the quote."""
    starter = [start for start, _ in side.brudd]
    for plass in range(max(belegg.start, side.start), min(belegg.slutt, side.slutt)):
        tegn = dokument.tekst[plass]
        if tegn.isspace() or tegn == "|":
            continue
        ved = bisect_right(starter, plass) - 1
        start, indeks = side.brudd[ved]
        yield indeks + plass - start


def _linjer(tegn: list[_Rute]) -> list[_Rute]:
    """Boxes of characters joined into one for each line, upright or sideways."""
    linjer: list[_Rute] = []
    forrige: _Rute | None = None
    for rute in tegn:
        x0, y0, x1, y1 = rute
        if x1 <= x0 or y1 <= y0:
            continue
        if forrige and (_felles(forrige, rute, 1) > 0.5 or _felles(forrige, rute, 0) > 0.8):
            a0, b0, a1, b1 = linjer[-1]
            linjer[-1] = (min(a0, x0), min(b0, y0), max(a1, x1), max(b1, y1))
        else:
            linjer.append(rute)
        forrige = rute
    return linjer


def _felles(a: _Rute, b: _Rute, akse: int) -> float:
    """How much two boxes share along an axis, as a part of the smaller."""
    felles = min(a[akse + 2], b[akse + 2]) - max(a[akse], b[akse])
    return felles / min(a[akse + 2] - a[akse], b[akse + 2] - b[akse])

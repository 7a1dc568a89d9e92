"""Where a quote stands on the page: rectangles on demand, from the breaks that reading remembered.

The parent's half: it knows the document, and asks for the boxes of characters by their page and index. Whoever answers
opens the file: the sandbox (``Sandkasse.find_ruter``), or ``ruter.find_ruter`` in it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter

from vedtaksanalyse.reading.innhold import Boks, Onsker
from vedtaksanalyse.sak import Belegg, Dokument, Side

Rute = tuple[float, float, float, float]
Finner = Callable[[bytes, Onsker], list[Boks]]


def find_bokser(data: bytes, dokument: Dokument, belegg: Belegg, finn: Finner) -> list[Boks]:
    """One rectangle for each text line of the quote, as (page number, x0, y0, x1, y1).

    In the units of the page's width and height (points, but for pages with a ``UserUnit``), from the top left corner of the
    page as it is shown. Formats without pages give none.

    Args:
        data: the file the document was read from.
        dokument: the document.
        belegg: where the quote stands in it.
        finn: whoever opens the file.

    Raises:
        Lesefeil: the file can no longer be opened.
    """
    sider = [side for side in dokument.sider if side.start < belegg.slutt and belegg.start < side.slutt and side.brudd]
    bokser = [(side.nummer, *boks) for side in sider for boks in join_linjer(_ordruter(dokument, side, belegg))]
    onsker = [(side.nummer, _lop(_indekser(dokument, side, belegg))) for side in sider if not side.ruter]
    return sorted(bokser + (finn(data, onsker) if onsker else []), key=itemgetter(0))


def _ordruter(dokument: Dokument, side: Side, belegg: Belegg) -> list[Rute]:
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


def _lop(indekser: Iterable[int]) -> list[tuple[int, int]]:
    """Indices that follow each other, as (first, how many)."""
    ut: list[tuple[int, int]] = []
    for indeks in indekser:
        if ut and indeks == sum(ut[-1]):
            ut[-1] = ut[-1][0], ut[-1][1] + 1
        else:
            ut.append((indeks, 1))
    return ut


def join_linjer(tegn: list[Rute]) -> list[Rute]:
    """Boxes of characters joined into one for each line, upright or sideways."""
    linjer: list[Rute] = []
    forrige: Rute | None = None
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


def _felles(a: Rute, b: Rute, akse: int) -> float:
    """How much two boxes share along an axis, as a part of the smaller."""
    felles = min(a[akse + 2], b[akse + 2]) - max(a[akse], b[akse])
    return felles / min(a[akse + 2] - a[akse], b[akse + 2] - b[akse])

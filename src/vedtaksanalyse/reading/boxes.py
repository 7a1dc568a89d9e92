"""Where a quote stands on the page: rectangles on demand, from the breaks that reading remembered."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from vedtaksanalyse.reading.pdf import Ramme, open_pdf, tegnboks
from vedtaksanalyse.sak import Belegg, Dokument, Side

Boks = tuple[int, float, float, float, float]


def find_bokser(path: Path, dokument: Dokument, belegg: Belegg) -> list[Boks]:
    """One rectangle for each text line of the quote, as (page number, x0, y0, x1, y1).

    Points, from the top left corner of the page as it is shown. Formats without pages give none.

    Raises:
        Lesefeil: the file can no longer be opened.
    """
    sider = [side for side in dokument.sider if side.start < belegg.slutt and belegg.start < side.slutt and side.brudd]
    if not sider:
        return []
    bokser: list[Boks] = []
    with closing(open_pdf(path.read_bytes())) as pdf:
        for side in sider:
            with closing(pdf[side.nummer - 1]) as pdfside, closing(pdfside.get_textpage()) as tekstside:
                ramme, antall = Ramme(pdfside), tekstside.count_chars()
                indekser = _indekser(dokument, side, belegg)
                tegn = [tegnboks(tekstside, indeks, ramme) for indeks in indekser if indeks < antall]
                bokser += [(side.nummer, *boks) for boks in _linjer(tegn)]
    return bokser


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


def _linjer(tegn: list[tuple[float, float, float, float]]) -> list[tuple[float, float, float, float]]:
    """Boxes of characters joined into one for each line."""
    linjer: list[tuple[float, float, float, float]] = []
    for x0, y0, x1, y1 in tegn:
        if x1 <= x0 or y1 <= y0:
            continue
        if linjer:
            a0, b0, a1, b1 = linjer[-1]
            if min(b1, y1) - max(b0, y0) > 0.5 * min(b1 - b0, y1 - y0):
                linjer[-1] = (min(a0, x0), min(b0, y0), max(a1, x1), max(b1, y1))
                continue
        linjer.append((x0, y0, x1, y1))
    return linjer

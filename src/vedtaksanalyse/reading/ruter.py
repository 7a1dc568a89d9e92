"""The boxes of characters on the pages of a PDF, one for each line: the half of ``boxes.py`` that opens the file."""

from __future__ import annotations

from contextlib import closing

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading.boxes import join_linjer
from vedtaksanalyse.reading.innhold import Boks, Grenser, Onsker
from vedtaksanalyse.reading.pdf import open_pdf, open_side
from vedtaksanalyse.reading.strommer import check_strommer
from vedtaksanalyse.reading.tegn import Ramme, tegnboks
from vedtaksanalyse.sak import Lesestatus


def find_ruter(data: bytes, onsker: Onsker, grenser: Grenser = Grenser()) -> list[Boks]:  # noqa: B008 (frozen)
    """One rectangle for each line of the characters asked for, in the order asked.

    Raises:
        Lesefeil: the file cannot be opened, or has not these pages.
    """
    check_strommer(data, grenser.utpakket)
    bokser: list[Boks] = []
    with closing(open_pdf(data)) as pdf:
        if any(not 0 < nummer <= len(pdf) for nummer, _ in onsker):
            raise Lesefeil(Lesestatus.ULESELIG)
        for nummer, lop in onsker:
            with open_side(pdf, nummer) as (side, tekstside, *_):
                ramme, antall = Ramme(side), tekstside.count_chars()
                indekser = (n for start, lengde in lop for n in range(max(start, 0), min(start + lengde, antall)))
                bokser += [(nummer, *rute) for rute in join_linjer([tegnboks(tekstside, n, ramme) for n in indekser])]
    return bokser

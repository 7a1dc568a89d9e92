"""A page of a PDF as a picture: grey, as large as asked for, never more than so many pixels. Opens the file: runs in the child."""

from __future__ import annotations

from contextlib import closing

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading.innhold import FLEST_PIKSLER, Bilde, Grenser
from vedtaksanalyse.reading.pdf import open_pdf, open_side
from vedtaksanalyse.reading.strommer import check_strommer
from vedtaksanalyse.sak import Lesestatus


def draw_side(data: bytes, nummer: int, skala: float, grenser: Grenser) -> Bilde:
    """One page, ``skala`` pixels to a point or as many as there is room for.

    Raises:
        Lesefeil: the file cannot be opened, has not this page, or the page is too large on paper.
    """
    check_strommer(data, grenser.utpakket)
    with closing(open_pdf(data)) as pdf:
        if not 0 < nummer <= len(pdf):
            raise Lesefeil(Lesestatus.ULESELIG)
        with open_side(pdf, nummer) as (side, *_):
            bredde, hoyde = side.get_size()
            if max(bredde, hoyde) > grenser.punkter:
                raise Lesefeil(Lesestatus.FOR_STOR)
            # The sides are rounded up, so a little room is left.
            skala = min(skala, (0.99 * FLEST_PIKSLER / max(bredde * hoyde, 1.0)) ** 0.5)
            with closing(side.render(scale=skala, grayscale=True)) as tegnet:
                bilde = tegnet.to_pil().convert("L")
                return Bilde(*bilde.size, bilde.tobytes())

"""Rows of a table as lines, alike in all formats: short cells side by side, a long cell keeps its own lines.

On a page, cells are told from words by the distance between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vedtaksanalyse.reading.innhold import SKILLE

_KORT = 80
_VIDERE = 2.2


def find_kolonnegap(gap: Sequence[float], minst: float) -> list[bool]:
    """Which of the distances between the words of a line are those of columns: so wide, and wider than is usual there."""
    vanlig = sorted(gap)[(len(gap) - 1) // 2] if len(gap) > 3 else 0.0
    return [bredde > minst and bredde > _VIDERE * vanlig for bredde in gap]


def join_celler(celler: Iterable[Sequence[str]]) -> list[str]:
    """The lines of one row, from the lines of each of its cells; cells without text are left out."""
    ut = []
    for celle in celler:
        linjer = [linje for linje in celle if linje.strip()]
        kort = sum(map(len, linjer)) <= _KORT and not any(SKILLE in linje for linje in linjer)
        if linjer:
            ut.append((" " if kort else "\n").join(linjer))
    return SKILLE.join(ut).split("\n") if ut else []

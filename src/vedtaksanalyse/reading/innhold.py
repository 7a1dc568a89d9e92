"""What readers hand over: limits they keep, the lines of a page, and a finished text with its pages."""

from __future__ import annotations

from dataclasses import dataclass

from vedtaksanalyse.sak import Side


@dataclass(frozen=True, slots=True)
class Grenser:
    """How much one file may ask for before it is refused."""

    bytes: int = 50_000_000
    sider: int = 2_000
    utpakket: int = 200_000_000
    deler: int = 5_000
    tegn: int = 20_000_000


@dataclass(frozen=True, slots=True)
class Innhold:
    """The final text of one file and its pages (none for formats without pages)."""

    tekst: str
    sider: tuple[Side, ...] = ()

    @property
    def krever_ocr(self) -> bool:
        """True when a page is a picture whose text nobody has read."""
        return any(side.lesemaate == "bilde" for side in self.sider)


@dataclass(slots=True)
class Linje:
    """One line on a page, in points from the top left corner of the page as it is shown.

    ``biter`` are pieces of text with the index of their first character on the page; a table row has one per cell.
    ``bindestrek`` says that the line ended in a hyphen, which is then not part of its text.
    """

    biter: list[tuple[str, int]]
    x0: float
    x1: float
    y: float
    hoyde: float
    bindestrek: bool = False
    skraa: bool = False

    @property
    def tekst(self) -> str:
        """The line as one string, its cells kept apart."""
        return SKILLE.join(tekst for tekst, _ in self.biter)


SKILLE = " | "

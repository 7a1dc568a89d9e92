"""What readers hand over: limits they keep, the lines of a page, and a finished text with its pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import NamedTuple, Protocol

from vedtaksanalyse.sak import Side

SKILLE = " | "

Boks = tuple[int, float, float, float, float]
"""A page's number and a rectangle on it, in points from the top left corner of the page as it is shown."""
Onsker = Sequence[tuple[int, Sequence[tuple[int, int]]]]
"""Pages by number, and characters on each as (first index, how many)."""
FLEST_VEDLEGG = 200
"""No message has more attachments, those of what is attached to it among them: each is read by reading it all again."""

FLEST_PIKSLER = 6_000_000
"""The most that a picture of a page has; A4 at twice its size has two million."""


@dataclass(frozen=True, slots=True)
class Grenser:
    """How much one file may ask for before it is refused.

    ``utpakket`` is bytes of all its parts and streams unpacked, ``punkter`` the longest side of a page. ``cpu`` and
    ``frist`` are seconds of work and of waiting, ``minne`` bytes of the process that reads. ``ro`` is how many seconds a
    file must have been left alone before it is read. ``piksler`` is the most that one picture may have; ``ocr_sider`` how
    many pages of a file OCR reads (0 turns it off), each with ``sidecpu`` and ``sidefrist`` seconds on top of the file's own.
    """

    bytes: int = 50_000_000
    sider: int = 2_000
    utpakket: int = 200_000_000
    deler: int = 5_000
    tegn: int = 20_000_000
    punkter: int = 14_400
    cpu: int = 60
    frist: int = 180
    minne: int = 1_000_000_000
    ro: int = 0
    piksler: int = 100_000_000
    ocr_sider: int = 100
    sidecpu: int = 60
    sidefrist: int = 120


class Vedlegg(NamedTuple):
    """A file inside another: its name as it can be shown, and the hash of its bytes; none where they are out of reach."""

    navn: str
    sha256: str


def make_vedlegg(navn: str, data: bytes | None) -> Vedlegg:
    """What is told of an attachment."""
    return Vedlegg(navn, "" if data is None else sha256(data).hexdigest())


class Bilde(NamedTuple):
    """A picture of a page: one byte of grey for each pixel, row by row."""

    bredde: int
    hoyde: int
    piksler: bytes

    def make_png(self) -> bytes:
        """The picture as a PNG file."""
        from PIL import Image

        ut = BytesIO()
        Image.frombytes("L", (self.bredde, self.hoyde), self.piksler).save(ut, "PNG", compress_level=4)
        return ut.getvalue()


@dataclass(frozen=True, slots=True)
class Innhold:
    """The final text of one file, its pages (none for formats without pages), and the files attached to it.

    ``kvalitet`` and ``grunner`` are those of the whole text where there are no pages.
    """

    tekst: str
    sider: tuple[Side, ...] = ()
    vedlegg: tuple[Vedlegg, ...] = ()
    kvalitet: float | None = None
    grunner: tuple[str, ...] = ()

    @property
    def krever_ocr(self) -> bool:
        """True when a page is a picture whose text nobody has read."""
        return any(side.lesemaate == "bilde" for side in self.sider)


class Leser(Protocol):
    """Whoever turns the bytes of a file into its text: the reader itself, or the sandbox that asks it in a child."""

    def __call__(self, data: bytes, endelse: str = "", avtrykk: str = "") -> Innhold:
        """Text and pages; ``endelse`` («.eml») is only a hint, for formats that their content does not tell.

        «.eml/0» asks for the first attachment of a message instead, «.eml/0/1» for the second of what that is. ``avtrykk``
        is the hash of what is read, where it is not the hash of ``data``.

        Raises:
            Lesefeil: with the ``Lesestatus`` that the file ends in.
        """


class Bit(NamedTuple):
    """Characters that stand together on the page, the index of the first, and what separates them from those before."""

    tekst: str
    indeks: int
    foran: str = SKILLE


@dataclass(slots=True)
class Linje:
    """One line on a page, in points from the top left corner of the page as it is shown.

    ``celle_x0`` is where the last cell begins. ``bindestrek`` says that the line ended in a hyphen, which is then not
    part of its text. ``fri`` lines stand apart from the running text: print askew, footers kept at the end. ``retning``
    is how many degrees the paper must be turned further than for the page's text; then the points are those of the
    paper so turned, unless the line is ``fri``.
    """

    biter: list[Bit]
    x0: float
    x1: float
    y: float
    hoyde: float
    bindestrek: bool = False
    fri: bool = False
    celle_x0: float = 0.0
    retning: int = 0

    @property
    def tekst(self) -> str:
        """The line as one string, its cells kept apart."""
        if len(self.biter) == 1:
            return self.biter[0].tekst
        return "".join(bit.foran + bit.tekst if n else bit.tekst for n, bit in enumerate(self.biter))

    @property
    def celler(self) -> int:
        """How many cells the line has; one for running text."""
        return 1 if len(self.biter) == 1 else 1 + sum(1 for bit in self.biter[1:] if bit.foran == SKILLE)

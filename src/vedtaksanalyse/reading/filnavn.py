"""Names of files: shown, sorted and kept apart, never used as paths to anything; and what tells that a file is written to."""

from __future__ import annotations

import os
import re
import unicodedata

Spor = tuple[int, int]
"""A file's size and when it was last written to, in nanoseconds: another pair means that somebody writes to it."""

_STYRETEGN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_FLEST_SIFRE = 18
_SYSTEMFILER = frozenset({"thumbs.db", "desktop.ini", "__macosx"})


def make_spor(maalt: os.stat_result) -> Spor:
    """A file's trace, from what the file system says of it."""
    return maalt.st_size, maalt.st_mtime_ns


def is_synlig(navn: str) -> bool:
    """False for hidden files and those that systems and programs leave behind."""
    return not navn.startswith((".", "~$")) and navn.casefold() not in _SYSTEMFILER


def skrivbart(navn: str) -> str:
    """A name as it can be shown and stored: letters composed, and a mark for what is no character, and for signs that
    steer the screen or turn the direction of what is read."""
    return _STYRETEGN.sub("\ufffd", unicodedata.normalize("NFC", navn))


def naturlig(navn: str) -> list[tuple[int, int | str]]:
    """Sort key that puts «notat2» before «notat10», and «vedtak.pdf» before «vedtak2.pdf»."""
    stamme, punktum, ending = unicodedata.normalize("NFC", navn).casefold().rpartition(".")
    deler = [*re.split(r"([0-9]+)", stamme or ending), "", ending if punktum else ""]
    return [(1, int(del_)) if _er_tall(del_) else (2 if del_ else 0, del_) for del_ in deler]


def _er_tall(del_: str) -> bool:
    return len(del_) <= _FLEST_SIFRE and del_.isascii() and del_.isdigit()


def make_unik(navn: str, brukt: dict[str, int]) -> str:
    """The name, or with a number in it when it is taken; it is then taken too.

    Args:
        navn: what it should be.
        brukt: the names taken, each with the number that was last tried for it.
    """
    stamme, punktum, ending = navn.rpartition(".")
    forslag, nummer = navn, brukt.get(navn, 1)
    while forslag in brukt:
        nummer += 1
        forslag = f"{stamme}-{nummer}.{ending}" if punktum else f"{navn}-{nummer}"
    brukt[navn] = nummer
    brukt.setdefault(forslag, 1)
    return forslag

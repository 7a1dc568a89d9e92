"""Names of files: shown, sorted and kept apart, never used as paths to anything; and what tells that a file is written to."""

from __future__ import annotations

import os
import re
import unicodedata

Spor = tuple[int, int]
"""A file's size and when it was last written to, in nanoseconds: another pair means that somebody writes to it."""

_SYSTEMFILER = frozenset({"thumbs.db", "desktop.ini", "__macosx"})


def make_spor(maalt: os.stat_result) -> Spor:
    """A file's trace, from what the file system says of it."""
    return maalt.st_size, maalt.st_mtime_ns


def is_synlig(navn: str) -> bool:
    """False for hidden files and those that systems and programs leave behind."""
    return not navn.startswith((".", "~$")) and navn.casefold() not in _SYSTEMFILER


def skrivbart(navn: str) -> str:
    """A name as it can be shown and stored: letters composed, bytes that are no characters marked."""
    return unicodedata.normalize("NFC", navn.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def naturlig(navn: str) -> list[tuple[int, int | str]]:
    """Sort key that puts «notat2» before «notat10», and «vedtak.pdf» before «vedtak2.pdf»."""
    stamme, punktum, ending = unicodedata.normalize("NFC", navn).casefold().rpartition(".")
    deler = [*re.split(r"([0-9]+)", stamme or ending), "", ending if punktum else ""]
    return [(1, int(del_)) if del_.isascii() and del_.isdigit() else (2 if del_ else 0, del_) for del_ in deler]


def make_unik(navn: str, brukt: set[str]) -> str:
    """The name, or with a number in it when it is taken; it is then taken too."""
    stamme, punktum, ending = navn.rpartition(".")
    forslag, nummer = navn, 1
    while forslag in brukt:
        nummer += 1
        forslag = f"{stamme}-{nummer}.{ending}" if punktum else f"{navn}-{nummer}"
    brukt.add(forslag)
    return forslag

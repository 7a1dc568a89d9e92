"""The folded view: small letters, plain dashes, quotes and spaces, character for character as long as the text."""

from __future__ import annotations

_PLAIN = (("-", "‐‑‒–—−"), ('"', "«»“”„"), ("'", "’‘´`"), (" ", "\n\r\t\u00a0\u2007\u2009\u202f\u00ad"))


def fold(tekst: str) -> str:
    """The text folded for matching; a hit in it is a hit at the same offsets in the text."""
    # One replacement at a time is many times faster than a translation table.
    for enkel, like in _PLAIN:
        for tegn in like:
            tekst = tekst.replace(tegn, enkel)
    flate = tekst.lower()
    if len(flate) != len(tekst):
        # A few letters grow when lowered («İ»); those stay as they are.
        flate = "".join(liten if len(liten := c.lower()) == 1 else c for c in tekst)
    return flate

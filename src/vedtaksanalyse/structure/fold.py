"""The folded view: small letters, plain dashes, quotes and spaces, character for character as long as the text."""

from __future__ import annotations

_PLAIN = {ord(c): "-" for c in "‐‑‒–—−"} | {ord(c): '"' for c in "«»“”„"} | {ord(c): "'" for c in "’‘´`"}
_PLAIN |= {ord(c): " " for c in "\n\r\t\u00a0\u2007\u2009\u202f\u00ad"}


def fold(tekst: str) -> str:
    """The text folded for matching; a hit in it is a hit at the same offsets in the text."""
    flate = tekst.translate(_PLAIN).lower()
    if len(flate) != len(tekst):
        # A few letters grow when lowered («İ»); those stay as they are.
        flate = "".join(liten if len(liten := c.lower()) == 1 else c for c in tekst.translate(_PLAIN))
    return flate

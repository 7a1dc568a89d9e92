"""Characters of symbol fonts, which mean another thing than their codes: boxes and ticks."""

from __future__ import annotations

_TEGN = {0x6F: "☐", 0x71: "☐", 0x72: "☐", 0xA8: "☐", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☒", 0x78: "☒", 0x52: "☑"}
_TEGN |= {0xB7: "•", 0xA7: "▪", 0x9F: "•", 0xD8: "➢"}
_PRIVAT = 0xF000
_VIST = {_PRIVAT + kode: tegn for kode, tegn in _TEGN.items()}
RUTER = ("☐", "☒")
"""An empty box and one with a cross."""


def vis(tekst: str) -> str:
    """The text with characters that only a symbol font can show as what they look like there."""
    return tekst if tekst.isascii() else tekst.translate(_VIST)


def symbol(kode: int) -> str:
    """The character that a symbol font shows for a code, with or without the private range; empty where unknown."""
    return _TEGN.get(kode - _PRIVAT if kode >= _PRIVAT else kode, "")

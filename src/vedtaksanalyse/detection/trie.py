"""Many literal phrases as one pattern, shaped so that plain ``re`` tries each letter once."""

from __future__ import annotations

import re
from collections.abc import Iterable


def trie(fraser: Iterable[str]) -> str:
    """A pattern that matches the longest of the phrases that stands there and lets what follows it match."""
    rot: dict = {}
    for frase in fraser:
        gren = rot
        for tegn in frase:
            gren = gren.setdefault(tegn, {})
        gren[""] = {}

    def write(gren: dict) -> str:
        slutter = "" in gren
        deler = [re.escape(tegn) + write(under) for tegn, under in sorted(gren.items()) if tegn]
        if not deler:
            return ""
        samlet = deler[0] if len(deler) == 1 and not slutter else f"(?:{'|'.join(deler)})"
        return f"{samlet}?" if slutter else samlet

    return write(rot)

"""Characters made canonical, with a memory of where they stood: composed letters, plain spaces, nothing invisible."""

from __future__ import annotations

import re
import unicodedata

_SPESIELT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00a0\u00ad\u0300-\u036f\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000"
    "\ud800-\udfff\ufb00-\ufb06\ufe00-\ufe0f\ufeff\ufff9-\uffff]"
)
_MELLOMROM = frozenset("\u00a0\u1680\u202f\u205f\u3000") | {chr(n) for n in range(0x2000, 0x200B)}
_LINJESKIFT = frozenset("\x0b\x0c\x85\u2028\u2029")


def rens(tekst: str) -> tuple[str, list[tuple[int, int]]]:
    """The canonical form of a text and its breaks.

    Returns:
        The text, and pairs (offset in it, offset in the original) wherever the two stop running in step.
    """
    if not _SPESIELT.search(tekst):
        return tekst, []
    deler: list[str] = []
    brudd: list[tuple[int, int]] = []
    ut = inn = 0
    while inn < len(tekst):
        slutt = inn + 1
        while slutt < len(tekst) and unicodedata.combining(tekst[slutt]):
            slutt += 1
        nytt = _tegn(tekst[inn:slutt])
        deler.append(nytt)
        if len(nytt) != slutt - inn:
            brudd += [(ut + n, inn) for n in range(1, len(nytt))]
            brudd.append((ut + len(nytt), slutt))
        ut += len(nytt)
        inn = slutt
    return "".join(deler), _siste_per_plass(brudd)


def _tegn(klynge: str) -> str:
    forste = klynge[0]
    if len(klynge) > 1:
        return unicodedata.normalize("NFC", klynge)
    if forste in _MELLOMROM:
        return " "
    if forste in _LINJESKIFT:
        return "\n"
    if "\ufb00" <= forste <= "\ufb06":
        return unicodedata.normalize("NFKC", forste)
    if forste in "\t\n\r" or not _SPESIELT.match(forste) or forste == "\ufffd":
        return forste
    return forste if unicodedata.combining(forste) else ""


def _siste_per_plass(brudd: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return sorted(dict(brudd).items())


def rens_tekst(tekst: str) -> str:
    """The canonical form of a text without pages: also one kind of line end and no blanks before it."""
    renset, _ = rens(tekst.replace("\r\n", "\n").replace("\r", "\n"))
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"(?<![ \t])[ \t]+\n", "\n", renset)).strip("\n").rstrip()

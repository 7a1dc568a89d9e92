"""Whether an address is an office's: by the words before it on its line, and by the line above."""

from __future__ import annotations

import re
from functools import lru_cache

from vedtaksanalyse.pii.monstre import Monstre, any_of

_SETNING = re.compile(r"(?<=[\w)]{2})[.!?] ")
_NAER = 60


def is_office(tekst: str, start: int, monstre: Monstre) -> bool:
    """Whether words before on the line, or an office's name on the line above, make the address an office's."""
    linjestart = tekst.rfind("\n", 0, start) + 1
    linje = tekst[linjestart:start].lower()
    if monstre.has(_SETNING.split(linje)[-1][-_NAER:], "adresse", "kontor"):
        return True
    over = tekst[tekst.rfind("\n", 0, max(0, linjestart - 1)) + 1 : max(0, linjestart - 1)].lower()
    if not linje.strip() and monstre.has(over, "adresse", "kontor_rett_over"):
        return True
    naer = (linje if linje.strip() else over).strip().rstrip(",").split(", ")[-1]
    return _brevhode(monstre).fullmatch(naer) is not None


@lru_cache(maxsize=2)
def _brevhode(monstre: Monstre) -> re.Pattern[str]:
    """An office's name and nothing more."""
    return re.compile(
        rf"(?:{any_of(monstre.ord['adresse']['kontornavn'])})(?: [\w-]+){{0,4}}|(?:[\w-]+ ){{1,3}}kommune"
    )

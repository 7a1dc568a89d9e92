"""Where somebody reads mail: e-mail addresses, but those of public bodies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from vedtaksanalyse.pii.monstre import Funn, Monstre, any_of


def find_epost(tekst: str, monstre: Monstre) -> Iterator[Funn]:
    """E-mail addresses, also with the sign spelt out, but those of public bodies."""
    if "@" not in tekst and not any(tegn in tekst for tegn in _skrevet_alfa(monstre)):
        return
    offentlige = monstre.ord["epost"]["offentlige"]
    for m in _epost(monstre).finditer(tekst):
        domene = re.split(r"@|[)\]] ?", m[0].lower())[-1]
        etater = {o.split(".")[0] for o in offentlige} | monstre.sett("epost", "etater")
        if domene.split(".")[0] not in etater and not any(domene == o or domene.endswith(f".{o}") for o in offentlige):
            yield m.start(), m.end(), "epost", 1.0


@lru_cache(maxsize=2)
def _skrevet_alfa(monstre: Monstre) -> tuple[str, ...]:
    return tuple(f"{fra}{o}{til}" for o in monstre.ord["epost"]["alfa"] for fra, til in ("()", "[]"))


@lru_cache(maxsize=2)
def _epost(monstre: Monstre) -> re.Pattern[str]:
    alfa = any_of(_skrevet_alfa(monstre))
    return re.compile(rf"[\w.+-]{{1,64}}(?: ?(?:{alfa}) ?|@)[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{{2,}}")

"""Tells a document about the case from one about its themes in general: a report, a circular, a law, an article."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import Dokument


def is_fagtekst(dokument: Dokument, katalog: Katalog) -> bool:
    """Whether the document is about nobody in the case. A decision always is about somebody."""
    return dokument.type != "vedtak" and _kjenner(katalog).is_fagtekst(dokument.tekst.lower())


class _Kjenner:
    def __init__(self, regler: Mapping) -> None:
        self._minst = regler["minst"]
        self._kjennetegn = [re.compile(monster) for monster in regler["kjennetegn"]]
        self._saken = re.compile("|".join(regler["saken"]))

    def is_fagtekst(self, tekst: str) -> bool:
        return not self._saken.search(tekst) and sum(bool(m.search(tekst)) for m in self._kjennetegn) >= self._minst


@lru_cache(maxsize=4)
def _kjenner(katalog: Katalog) -> _Kjenner:
    return _Kjenner(katalog.felles["dokumenttyper"]["fagtekst"])

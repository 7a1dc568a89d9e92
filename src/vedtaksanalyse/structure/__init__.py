"""A document divided: sections, sentences and the folded view. Knows typography, no law."""

from __future__ import annotations

from functools import lru_cache

from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import Dokument, Oppdeling
from vedtaksanalyse.structure.fold import fold
from vedtaksanalyse.structure.sentences import Typografi, split_setninger

__all__ = ["Typografi", "divide", "fold", "split_setninger"]


def divide(dokument: Dokument, katalog: Katalog) -> Oppdeling:
    """The document's units and its folded view."""
    setninger = split_setninger(dokument.tekst, _typografi(katalog))
    return Oppdeling(dokument, fold(dokument.tekst), setninger)


@lru_cache(maxsize=4)
def _typografi(katalog: Katalog) -> Typografi:
    return Typografi.from_felles(katalog.felles)

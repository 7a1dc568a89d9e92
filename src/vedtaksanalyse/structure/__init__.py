"""A document divided: sections, sentences and the folded view. Knows typography, no law."""

from __future__ import annotations

from functools import lru_cache

from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import Dokument, Oppdeling, Sak
from vedtaksanalyse.structure.fagtekst import is_fagtekst
from vedtaksanalyse.structure.fold import fold
from vedtaksanalyse.structure.sentences import Typografi, split_setninger

__all__ = ["Typografi", "divide", "divide_sak", "fold", "split_setninger"]


def divide(dokument: Dokument, katalog: Katalog) -> Oppdeling:
    """The document's units and its folded view."""
    setninger = split_setninger(dokument.tekst, _typografi(katalog))
    return Oppdeling(dokument, fold(dokument.tekst), setninger)


def divide_sak(sak: Sak, katalog: Katalog) -> list[Oppdeling]:
    """The documents of a case that are about the case, divided. A report or a law text never gives findings."""
    return [divide(dokument, katalog) for dokument in sak.dokumenter if not is_fagtekst(dokument, katalog)]


@lru_cache(maxsize=4)
def _typografi(katalog: Katalog) -> Typografi:
    return Typografi.from_felles(katalog.felles)

"""Models in words: what is in use, and every candidate with what was decided about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from vedtaksanalyse.modellbruk import Modellstand
from vedtaksanalyse.sak import Modellhendelse, Modellkandidat
from vedtaksanalyse.tekster import tekst

_VIRKNING = "virkning"
"""Its reason is figures, which are told elsewhere."""
Rad = tuple[Modellkandidat, Sequence[Modellhendelse], str]
"""A candidate, what was done with it, and why it may not come into use."""


def list_modeller(stand: Modellstand, rader: Iterable[Rad], malform: str = "nb") -> Iterator[str]:
    """All of it, line by line."""
    yield describe_stand(stand, malform)
    for kandidat, hendelser, hinder in rader:
        i_bruk = kandidat.avtrykk and kandidat.avtrykk == stand.i_bruk
        tilstand = tekst("modeller.i_bruk" if i_bruk else f"modeller.hinder.{hinder or 'ingen'}", malform)
        yield tekst("modeller.kandidat", malform, nummer=kandidat.id, dato=f"{kandidat.tid:%d.%m.%Y}", hvem=kandidat.hvem, tilstand=tilstand)
        for ett in hendelser:
            yield "    " + describe_hendelse(ett, malform)


def describe_stand(stand: Modellstand, malform: str = "nb") -> str:
    """Which models are in use."""
    if stand.utdatert:
        return tekst("modeller.utdatert", malform, avtrykk=stand.rekke[-1])
    return tekst("modeller.bruker", malform, avtrykk=stand.i_bruk) if stand.i_bruk else tekst("modeller.leverte", malform)


def describe_hendelse(ett: Modellhendelse, malform: str = "nb") -> str:
    """What somebody did."""
    hva = tekst(f"modeller.hendelse.{ett.slag}", malform, hvem=ett.hvem, dato=f"{ett.tid:%d.%m.%Y}")
    return f"{hva} {ett.grunn}".strip() if ett.slag != _VIRKNING else hva

"""Keeps the boilerplate maps of the offices in step with the cases in the database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from vedtaksanalyse.gjenbruk import Kontor
from vedtaksanalyse.sak import Belegg, Gjenbrukskart, Saksgjenbruk, Saksvurdering
from vedtaksanalyse.storage import Lager

_STRAKS = 500
"""Cases of an office that are mapped while somebody waits; larger offices wait for the night run."""


def open_kontor(lager: Lager, kontor: str) -> Kontor:
    """An office's map, from the marks that are stored."""
    return Kontor(kontor, partial(lager.stream_merker, kontor))


def update_gjenbruk(lager: Lager, inntil: int | None = None) -> int:
    """Make the map of each office with new cases, and note each case's place in it; returns how many offices.

    ``inntil`` leaves offices with more cases for another time.
    """
    kontorer = [navn for navn, saker in lager.find_kontorer(utdaterte=True).items() if inntil is None or saker <= inntil]
    for navn in kontorer:
        lager.save_gjenbruk(navn, _places(lager, navn, open_kontor(lager, navn)))
    return len(kontorer)


def save_med_gjenbruk(lager: Lager, vurderinger: Sequence[Saksvurdering]) -> list[Saksvurdering]:
    """Store cases; they come back with their place in the map, where their office is small enough to be mapped at once."""
    lager.save_vurderinger(vurderinger)
    update_gjenbruk(lager, inntil=_STRAKS)
    kjent = lager.load_gjenbruk(vurdering.sak.sak_id for vurdering in vurderinger)
    return [replace(vurdering, gjenbruk=kjent.get(vurdering.sak.sak_id)) for vurdering in vurderinger]


def _places(lager: Lager, navn: str, kontor: Kontor) -> Iterator[tuple[str, Saksgjenbruk]]:
    medianer = lager.find_medianer(navn)
    return ((sak_id, replace(plass, medianer=medianer)) for sak_id, plass in kontor.saker())


Skjerm = Callable[[Iterable[Saksvurdering]], list[Saksvurdering]]


def show_kart(
    lager: Lager, kontor: str, skjerm: Skjerm, holdt: str
) -> tuple[Gjenbrukskart, dict[tuple[str, Belegg], str]]:
    """An office's map made anew, with the words of each place it shows, by case; each case's place is noted.

    Places in documents with direct identifiers are shown as ``skjerm`` lets them be, or as ``holdt`` says.
    """
    apent = open_kontor(lager, kontor)
    lager.save_gjenbruk(kontor, _places(lager, kontor, apent))
    kart = apent.kart()
    steder = [(ett.sak_id, ett.belegg) for ett in kart.tekster]
    steder += [(sak_id, belegg) for sak_id, rest in kart.merknader for belegg in rest.belegg]
    skjermet = {v.sak.sak_id: v for v in skjerm(lager.load_vurderinger(lager.find_med_pii(sak_id for sak_id, _ in steder)))}
    return kart, {(id_, b): _words(lager, skjermet.get(id_), id_, b, holdt) for id_, b in steder}


def _words(lager: Lager, skjermet: Saksvurdering | None, sak_id: str, belegg: Belegg, holdt: str) -> str:
    """The words of a place in a case, or in what may be shown of it."""
    if skjermet is None:
        return lager.load_tekst(sak_id, belegg)
    return skjermet.sak.sitat(belegg) or holdt

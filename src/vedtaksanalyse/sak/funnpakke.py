"""Findings packed in few bytes, to lie beside the text they are about and be read back as they were.

The fields of the nouns as JSON, column by column and compressed. What is read becomes nouns by the types of their fields and
nothing else. Each part has a key of all that it was made from; a part whose key is another is left out, and so is all that
cannot be read.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from functools import cache
from hashlib import sha256
from itertools import chain, islice
from operator import attrgetter
from typing import get_args, get_origin, get_type_hints

from vedtaksanalyse.sak.dokumenter import Sak
from vedtaksanalyse.sak.funn import Saksfunn

DELER: Mapping[str, tuple[str, ...]] = {
    "treff": ("treff",),
    "skar": ("skar", "trekk"),
    "andre": ("barn", "pii", "setninger", "sammenstillinger", "regnefakta", "konkret", "fakta", "behov"),
}
"""The parts that findings are made in, with their fields: traces, the classifier, and the rest."""
_TEKST, _MERKET = "tekst", "merket"
_RASK = 1

Kjent = Mapping[str, Mapping[str, object]]
"""Fields of findings, by part."""


def pack_funn(sak: Sak, funn: Saksfunn, nokler: Mapping[str, str], merket: bool) -> bytes:
    """What was seen in a case. ``nokler`` says what each part was made from, ``merket`` whether its sentences have marks."""
    deler = {
        navn: [nokler[navn], [_form(felt).write([getattr(funn, felt)]) for felt in felter]] for navn, felter in DELER.items()
    }
    pakke = {_TEKST: _hash_tekster(sak), _MERKET: merket, **deler}
    return zlib.compress(json.dumps(pakke, separators=(",", ":")).encode(), _RASK)


def unpack_funn(sak: Sak, nokler: Mapping[str, str]) -> tuple[Kjent, bool]:
    """The parts that lie with a case and have these keys, and whether its sentences have marks."""
    if not sak.funn:
        return {}, False
    try:
        pakke = json.loads(zlib.decompress(sak.funn))
        if pakke[_TEKST] != _hash_tekster(sak):
            return {}, False
        gyldige = {navn: pakke[navn][1] for navn in DELER if pakke[navn][0] == nokler[navn]}
        return {navn: _read(navn, verdier) for navn, verdier in gyldige.items()}, pakke[_MERKET]
    except (zlib.error, ValueError, TypeError, KeyError, IndexError, StopIteration):
        return {}, False


def _read(navn: str, verdier: list) -> dict[str, object]:
    return {felt: next(iter(_form(felt).read(verdi))) for felt, verdi in zip(DELER[navn], verdier, strict=True)}


def _hash_tekster(sak: Sak) -> str:
    """Of the texts and of all else about them that detection goes by."""
    deler = [(d.dok_id, d.type, d.dato and d.dato.isoformat(), d.malform, d.tekst) for d in sak.dokumenter]
    return sha256(json.dumps([sak.sak_id, deler]).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class _Form:
    """How a column of values of one type becomes JSON, and back: whole columns at a time, most of it without a loop of ours."""

    write: Callable[[Sequence], list]
    read: Callable[[list], Iterable]


@cache
def _form(felt: str) -> _Form:
    return _form_of(get_type_hints(Saksfunn)[felt])


def _form_of(type_: object) -> _Form:
    hva, deler = get_origin(type_), get_args(type_)
    if hva is frozenset:
        return _Form(lambda verdier: list(map(sorted, verdier)), lambda kolonne: map(frozenset, kolonne))
    if hva is tuple and deler[-1] is ...:
        return _form_of_rows(_form_of(deler[0]))
    if hva is tuple:
        return _form_of_columns([_form_of(ett) for ett in deler], tuple, lambda *felt: felt)
    if is_dataclass(type_):
        typer = get_type_hints(type_)
        return _form_of_columns([_form_of(typer[navn]) for navn in type_.__slots__], attrgetter(*type_.__slots__), type_)
    return _Form(list, iter)


def _form_of_rows(indre: _Form) -> _Form:
    """Values of any length: how long each is, and all that is in them as one column."""

    def read(kolonne: list) -> Iterable:
        lengder, alle = kolonne
        kilde = iter(indre.read(alle))
        return (tuple(islice(kilde, lengde)) for lengde in lengder)

    return _Form(lambda verdier: [list(map(len, verdier)), indre.write(list(chain.from_iterable(verdier)))], read)


def _form_of_columns(felter: Sequence[_Form], take: Callable[[object], tuple], make: Callable) -> _Form:
    """Values with fields: a column for each field."""

    def write(verdier: Sequence) -> list:
        kolonner = zip(*map(take, verdier), strict=True) if verdier else ((),) * len(felter)
        return [felt.write(kolonne) for felt, kolonne in zip(felter, kolonner, strict=True)]

    def read(kolonner: list) -> Iterable:
        return map(make, *(felt.read(kolonne) for felt, kolonne in zip(felter, kolonner, strict=True)))

    return _Form(write, read)

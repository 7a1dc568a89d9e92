"""Findings packed in few bytes, to lie beside the text they are about and be read back as they were.

The fields of the nouns in order as JSON, compressed. What is read becomes nouns by the types of their fields and nothing
else. Each part has a key of all that it was made from; a part whose key is another is left out, and so is all that
cannot be read.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from functools import cache
from hashlib import sha256
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
    deler = {navn: [nokler[navn], [getattr(funn, felt) for felt in felter]] for navn, felter in DELER.items()}
    return zlib.compress(_JSON.encode({_TEKST: _hash_tekster(sak), _MERKET: merket, **deler}).encode(), _RASK)


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
    except (zlib.error, ValueError, TypeError, KeyError, IndexError):
        return {}, False


def _read(navn: str, verdier: list) -> dict[str, object]:
    return {felt: read(verdi) for (felt, read), verdi in zip(_lesere()[navn], verdier, strict=True)}


def _hash_tekster(sak: Sak) -> str:
    """Of the texts and of all else about them that detection goes by."""
    deler = [(d.dok_id, d.type, d.dato and d.dato.isoformat(), d.malform, d.tekst) for d in sak.dokumenter]
    return sha256(json.dumps([sak.sak_id, deler]).encode()).hexdigest()


@cache
def _felt(slag: type) -> Callable[[object], tuple]:
    return attrgetter(*slag.__slots__)


def _list(ting: object) -> list | tuple:
    return sorted(ting) if isinstance(ting, frozenset) else _felt(type(ting))(ting)


_JSON = json.JSONEncoder(separators=(",", ":"), default=_list)


@cache
def _lesere() -> dict[str, list[tuple[str, Callable]]]:
    typer = get_type_hints(Saksfunn)
    return {navn: [(felt, _reader(typer[felt])) for felt in felter] for navn, felter in DELER.items()}


@cache
def _reader(type_: object) -> Callable | None:
    """What makes JSON's value one of this type; None for what JSON has itself."""
    hva, deler = get_origin(type_), get_args(type_)
    if hva is frozenset:
        return frozenset
    if hva is tuple:
        return _reader_of_tuple([_reader(ett) for ett in deler if ett is not ...], deler[-1] is ...)
    if not is_dataclass(type_):
        return None
    typer = get_type_hints(type_)
    egne = [(nr, read) for nr, navn in enumerate(type_.__slots__) if (read := _reader(typer[navn]))]

    def make(felt: list) -> object:
        for nr, read in egne:
            felt[nr] = read(felt[nr])
        return type_(*felt)

    return make


def _reader_of_tuple(lesere: list[Callable | None], like: bool) -> Callable:
    if not any(lesere):
        return tuple
    if like:
        [read] = lesere
        return lambda verdier: tuple([read(verdi) for verdi in verdier])
    return lambda verdier: tuple([read(v) if read else v for read, v in zip(lesere, verdier, strict=True)])

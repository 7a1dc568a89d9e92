"""Fingerprints of the parts of a catalogue that detection reads, so that what was seen is known to hold under another."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from hashlib import sha256

from vedtaksanalyse.kriterier.katalog import Flaggregel, Katalog

BARE_VURDERING = frozenset(
    {"egenvurdering", "fakta", "grupper", "hjemler", "kaka", "rekkefolge", "risiko", "saksark", "svakhet"}
)
"""The shared files that only assessment and reports read. Any other is taken to be read by detection."""


@lru_cache(maxsize=4)
def hash_ord(katalog: Katalog) -> str:
    """Of the shared words, and of the kinds of documents where each criterion is looked for."""
    felles = {navn: verdi for navn, verdi in katalog.felles.items() if navn not in BARE_VURDERING}
    return _hash([felles, katalog.dokumenter])


@lru_cache(maxsize=4)
def hash_spor(katalog: Katalog) -> str:
    """Of the traces, without the examples that test them."""
    return _hash([(s.id, s.kriterium, s.gir, s.anker, s.monster, s.ikke, s.seksjoner, s.dokumenter) for s in katalog.spor])


def hash_flagg(regel: Flaggregel) -> str:
    """Of when a flag is raised; what it says, and on what law, may be written otherwise."""
    flere = regel.flere and (regel.flere.kriterier, regel.flere.grader, regel.flere.minst)
    return _hash([regel.kriterium, regel.grader, regel.krever, flere, regel.fakta, regel.uten_fakta])


def _hash(verdi: object) -> str:
    return sha256(json.dumps(verdi, default=_plain).encode()).hexdigest()[:16]


def _plain(verdi: object) -> object:
    if isinstance(verdi, Mapping):
        return dict(verdi)
    return verdi.isoformat() if isinstance(verdi, date) else sorted(verdi)

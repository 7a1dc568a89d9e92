"""What a case was made from, as one key: the same files and versions give the same key, and nothing is done twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

from vedtaksanalyse.sak import Saksvurdering, Versjoner

_INGEN = Versjoner("", "", "")


def make_saksnokkel(sak_id: str, filer: Iterable[tuple[str, str]], versjoner: Versjoner) -> str:
    """The key of idempotence: the case, its files as (name, sha256) and the versions that assess it."""
    deler = [sak_id, versjoner.nokkel, *(f"{navn}\0{hash_}" for navn, hash_ in sorted(filer))]
    return sha256("\n".join(deler).encode("utf-8", "surrogateescape")).hexdigest()


def make_lesenokkel(sak_id: str, filer: Iterable[tuple[str, str]], versjoner: Versjoner) -> str:
    """What a case's text was made from; empty where nobody says what reads."""
    return make_saksnokkel(sak_id, filer, replace(_INGEN, lesing=versjoner.lesing)) if versjoner.lesing else ""


def nokkel_for(vurdering: Saksvurdering) -> str:
    """The key of a case by the files it was read from."""
    filer = [(kilde.fil, kilde.sha256) for kilde in vurdering.sak.kilder]
    return make_saksnokkel(vurdering.sak.sak_id, filer, vurdering.versjoner)

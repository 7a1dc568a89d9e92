"""``sak.json``: what a case folder says about itself. It is used as a whole or not at all."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading.filnavn import skrivbart
from vedtaksanalyse.reading.innhold import Grenser
from vedtaksanalyse.sak import DOKUMENTTYPER, MALFORMER, Avvik, Lesestatus

_MAKS_BYTES, _MAKS_TEGN, _MAKS_DOKUMENTER = 1_000_000, 1_000, 5_000
_UGYLDIG = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_SAKSFELT = frozenset({"kontor", "malform", "dokumenter"})
_DOKUMENTFELT = frozenset({"fil", "type", "dato", "dok_id"})


@dataclass(frozen=True, slots=True)
class Oppgitt:
    """What is said about one file; empty where nothing is said."""

    fil: str
    type: str = ""
    dato: date | None = None
    dok_id: str = ""


@dataclass(frozen=True, slots=True)
class Sakjson:
    """What is said about the case."""

    kontor: str = ""
    malform: str = ""
    dokumenter: dict[str, Oppgitt] = field(default_factory=dict)


class _Ugyldig(Exception):
    def __init__(self, kode: str, **felt: str) -> None:
        super().__init__(kode)
        self.avvik = Avvik(kode, tuple(felt.items()))


def read_sakjson(hent: Callable[[Grenser], bytes]) -> tuple[Sakjson, Avvik | None]:
    """The contents of a ``sak.json``, or an empty one and what is wrong with it; ``hent`` gives its bytes."""
    try:
        return _sak(_last(hent)), None
    except _Ugyldig as feil:
        return Sakjson(), feil.avvik


def _last(hent: Callable[[Grenser], bytes]) -> object:
    try:
        data = hent(Grenser(bytes=_MAKS_BYTES))
    except Lesefeil as feil:
        if feil.kode != Lesestatus.TOM:
            raise _Ugyldig("sakjson_lesing") from None
        data = b""
    try:
        return json.loads(data.decode("utf-8-sig"))
    except json.JSONDecodeError as feil:
        raise _Ugyldig("sakjson_json", linje=str(feil.lineno)) from None
    except (UnicodeDecodeError, RecursionError, ValueError):
        raise _Ugyldig("sakjson_lesing") from None


def _sak(data: object) -> Sakjson:
    data = _objekt(data, _SAKSFELT, SAK)
    malform = _tekst(data, "malform")
    if malform and malform not in MALFORMER:
        raise _Ugyldig("sakjson_verdi", felt="malform")
    liste = data.get("dokumenter", [])
    if not isinstance(liste, list) or len(liste) > _MAKS_DOKUMENTER:
        raise _Ugyldig("sakjson_verdi", felt="dokumenter")
    dokumenter: dict[str, Oppgitt] = {}
    ider: set[str] = set()
    for nummer, post in enumerate(liste, 1):
        oppgitt = _dokument(post, f"dokumenter[{nummer}]")
        if oppgitt.fil in dokumenter:
            raise _Ugyldig("sakjson_dobbelt", felt=f"dokumenter[{nummer}].fil")
        if oppgitt.dok_id in ider:
            raise _Ugyldig("sakjson_dobbelt", felt=f"dokumenter[{nummer}].dok_id")
        ider |= {oppgitt.dok_id} - {""}
        dokumenter[oppgitt.fil] = oppgitt
    return Sakjson(_tekst(data, "kontor"), malform, dokumenter)


SAK = "sak"


def _dokument(post: object, sted: str) -> Oppgitt:
    post = _objekt(post, _DOKUMENTFELT, sted)
    fil, type_ = _tekst(post, "fil", sted), _tekst(post, "type", sted)
    if not fil:
        raise _Ugyldig("sakjson_verdi", felt=f"{sted}.fil")
    if type_ and type_ not in DOKUMENTTYPER:
        raise _Ugyldig("sakjson_verdi", felt=f"{sted}.type")
    dato = _tekst(post, "dato", sted)
    try:
        return Oppgitt(fil, type_, date.fromisoformat(dato) if dato else None, _tekst(post, "dok_id", sted))
    except ValueError:
        raise _Ugyldig("sakjson_verdi", felt=f"{sted}.dato") from None


def _objekt(data: object, kjente: frozenset[str], sted: str) -> dict:
    if not isinstance(data, dict):
        raise _Ugyldig("sakjson_verdi", felt=sted)
    for felt in data:
        if felt not in kjente:
            raise _Ugyldig("sakjson_ukjent", felt=skrivbart(felt[:40]))
    return data


def _tekst(data: dict, felt: str, sted: str = "") -> str:
    verdi = data.get(felt)
    if verdi is None:
        return ""
    if not isinstance(verdi, str) or len(verdi) > _MAKS_TEGN or _UGYLDIG.search(verdi.strip()):
        raise _Ugyldig("sakjson_verdi", felt=f"{sted}.{felt}" if sted else felt)
    return skrivbart(verdi.strip())

"""Names of files and folders that hold somebody's name or number give way to names that tell nobody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from pathlib import PurePosixPath

from vedtaksanalyse.pii.find import find_pii
from vedtaksanalyse.pii.monstre import load_monstre
from vedtaksanalyse.pii.ordklasse import classify
from vedtaksanalyse.sak import Dokument, Kilde, Sak

_SKILLE = re.compile(r"[\s_.,;+/\\]+|(?<!\d)-|-(?!\d)|(?<=[a-z\u00df-\u00ff])(?=[A-Z\u00c0-\u00de])")
_ORD = re.compile(r"[^\W\d_]+")
_HALE, _HUSKER, _KORTEST, _LANGT = 8, 4096, 4, 7
_SLUTT, _NAVN = "-", "navn"
# So sure is a name at most that no list has: every word of a file name is tried with a capital.
_UKJENT = 0.5


@lru_cache(_HUSKER)
def is_trygt(navn: str) -> bool:
    """Whether a file name, as it stands and with its words set apart, holds no direct identifier."""
    ord_ = " ".join(filter(None, _SKILLE.split(navn)))
    aldri = load_monstre().sett("dato", "maaneder") | {PurePosixPath(navn).suffix[1:].lower()}
    stort = _ORD.sub(lambda m: m[0].lower() if m[0].lower() in aldri else m[0].capitalize(), ord_)
    former = dict.fromkeys((navn, ord_, stort))
    # The last line of a letter is a signature; that of a file name is none.
    tekst = "\n".join((*former, _SLUTT))
    if _has_etternavn(_ORD.findall(ord_.lower())):
        return False
    return not _has_funn(tekst)


def _has_funn(tekst: str) -> bool:
    funn = find_pii(Dokument("", "annet", tekst), None)
    return any(f.direkte and (f.type != _NAVN or f.styrke > _UKJENT) for f in funn)


def _has_etternavn(ord_: Sequence[str]) -> bool:
    """Whether a word of a file name is a surname, unless the words beside make it an office's or a school's place."""
    navn = load_monstre().sett
    return any(
        _is_etternavn(ett)
        for foran, ett, etter in zip(("", *ord_), ord_, (*ord_[1:], ""), strict=False)
        if foran not in navn("navn", "kontor") and etter not in navn("navn", "etter")
    )


def _is_etternavn(lav: str) -> bool:
    """Whether a word is a known surname; one that is also a word or a place must be formed as surnames are."""
    monstre = load_monstre()
    if lav in monstre.sett("navn", "etternavn_i_filnavn"):
        return True
    if lav in monstre.ikke_navn:
        return False
    klasse = classify(lav, monstre)
    if len(lav) >= _LANGT and klasse.etternavn and (klasse.gardsnavn or klasse.ukjent) and not klasse.sted:
        return True
    ord_ = (klasse.sted or klasse.ordinaer) and monstre.etternavnform.fullmatch(lav) is None
    return len(lav) >= _KORTEST and lav in monstre.etternavn and not ord_


def make_saksnavn(navn: str) -> str:
    """The id of a case from the name of its folder: the name, or a hash of it where it identifies somebody."""
    return navn if is_trygt(navn) else f"sak-{sha256(navn.encode()).hexdigest()[:_HALE]}"


@lru_cache(_HUSKER)
def make_kontornavn(navn: str) -> str:
    """The office as a case says it: as written, or a hash of it where a person or an address stands in its place."""
    if not navn or not _has_funn("\n".join((navn, _SLUTT))):
        return navn
    return f"kontor-{sha256(navn.encode()).hexdigest()[:_HALE]}"


def name_dokumenter(sak: Sak) -> Sak:
    """The case with new ids for documents whose id identifies somebody: their type and a number. File names stay.

    An office that is a person's name or an address gives way too.
    """
    sak = replace(sak, kontor=make_kontornavn(sak.kontor))
    nye = {k.dok_id: None for k in sak.kilder if not is_trygt(k.dok_id)}
    if not nye:
        return sak
    opptatt = {k.dok_id for k in sak.kilder}
    for kilde in sak.kilder:
        if kilde.dok_id in nye:
            nye[kilde.dok_id] = _ledig(kilde.type, opptatt)
    kilder = tuple(replace(k, dok_id=nye.get(k.dok_id, k.dok_id)) for k in sak.kilder)
    dokumenter = tuple(replace(d, dok_id=nye.get(d.dok_id, d.dok_id)) for d in sak.dokumenter)
    return replace(sak, kilder=kilder, dokumenter=dokumenter)


def _ledig(type_: str, opptatt: set[str]) -> str:
    nummer = 1
    while (navn := f"{type_}-{nummer}") in opptatt:
        nummer += 1
    opptatt.add(navn)
    return navn


def show_filer(kilder: Iterable[Kilde]) -> tuple[Kilde, ...]:
    """The files as they can be shown: a name that identifies somebody gives way to the document's id, with its ending.

    A file in another still shows which one it lies in.
    """
    kilder = tuple(kilder)
    alle = {kilde.fil: kilde for kilde in kilder}

    def show(kilde: Kilde) -> str:
        ytre = kilde.fil.rpartition("/")[0]
        if is_trygt(kilde.fil):
            return kilde.fil
        navn = kilde.dok_id + (ending if is_trygt(ending := PurePosixPath(kilde.fil).suffix.lower()) else "")
        return f"{show(alle[ytre])}/{navn}" if ytre in alle and "/" not in kilde.dok_id else navn

    return tuple(kilde if is_trygt(kilde.fil) else replace(kilde, fil=show(kilde)) for kilde in kilder)

"""A case folder → a case. Never raises for bad input: every file ends as a ``Kilde`` with its status."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading.datering import kjenn_dato
from vedtaksanalyse.reading.dokument import read_bytes, read_innhold
from vedtaksanalyse.reading.innhold import Grenser, Innhold, Leser
from vedtaksanalyse.reading.kjenn import kjenn_type, velg_vedtak
from vedtaksanalyse.reading.mappe import Saksmappe, Spor, er_utenfor, naturlig
from vedtaksanalyse.reading.sakjson import Oppgitt, Sakjson, read_sakjson
from vedtaksanalyse.sak import MALFORMER, Avvik, Dokument, Kilde, Lesestatus, Sak

Malformgjetter = Callable[[str], tuple[str, float]]


def read_sak(
    mappe: Saksmappe,
    grenser: Grenser = Grenser(),  # noqa: B008 (frozen)
    gjett_malform: Malformgjetter | None = None,
    leser: Leser | None = None,
) -> Sak:
    """All files of a case, read, typed and dated.

    Args:
        mappe: the case folder.
        grenser: what a file may ask for.
        leser: who reads the bytes of a file; without it they are read in this process, which is for trusted files only.
        gjett_malform: text → (language form, probability); asked where ``sak.json`` does not say.
    """
    oppgitt, avvik = _oppgitt(mappe)
    lest = _les_filer(mappe, oppgitt, grenser, leser or (lambda data, endelse="": read_innhold(data, grenser, endelse)))
    naer = _vedtaksdato(lest)
    kilder, dokumenter = [], []
    for kilde, innhold in lest:
        if kilde.dato is None and innhold is not None:
            kilde = replace(kilde, dato=kjenn_dato(innhold.tekst, kilde.type, kilde.fil, naer))
        kilder.append(kilde)
        if kilde.status is Lesestatus.LEST:
            malform = oppgitt.malform or (gjett_malform(innhold.tekst)[0] if gjett_malform else MALFORMER[0])
            dokumenter.append(Dokument(kilde.dok_id, kilde.type, innhold.tekst, kilde.dato, malform, innhold.sider))
    malform = oppgitt.malform or _sakens_malform(dokumenter)
    return Sak(mappe.sak_id, tuple(kilder), tuple(dokumenter), malform, oppgitt.kontor, avvik)


def _oppgitt(mappe: Saksmappe) -> tuple[Sakjson, tuple[Avvik, ...]]:
    if mappe.sakjson is None:
        return Sakjson(), ()
    if er_utenfor(mappe.sakjson, mappe.rot):
        return Sakjson(), (Avvik("sakjson_lesing"),)
    oppgitt, avvik = read_sakjson(mappe.sakjson)
    return oppgitt, (avvik,) if avvik else ()


def _les_filer(
    mappe: Saksmappe, oppgitt: Sakjson, grenser: Grenser, leser: Leser
) -> list[tuple[Kilde, Innhold | None]]:
    navn = {mappe.navn(fil): fil for fil in mappe.filer}
    kjente = {unicodedata.normalize("NFC", fil): post for fil, post in oppgitt.dokumenter.items()}
    ider = _dok_ider([*navn, *(fil for fil in kjente if fil not in navn)], kjente)
    sett: set[str] = set()
    spor = dict(zip(mappe.filer, mappe.spor, strict=False))
    ut = []
    for kort, fil in navn.items():
        sagt = kjente.get(kort) or Oppgitt(kort)
        avtrykk, innhold, status = _les_fil(fil, mappe.rot, spor.get(fil), grenser, leser, sett)
        type_ = sagt.type or kjenn_type(innhold.tekst if innhold else "", kort)
        ut.append((Kilde(ider[kort], kort, avtrykk, status, type_, sagt.dato), innhold))
    for kort, post in kjente.items():
        if kort not in navn:
            type_ = post.type or kjenn_type("", kort)
            ut.append((Kilde(ider[kort], kort, "", Lesestatus.MANGLER, type_, post.dato), None))
    return sorted(_med_vedtak(ut, kjente), key=lambda par: naturlig(par[0].fil))


def _med_vedtak(
    lest: list[tuple[Kilde, Innhold | None]], kjente: dict[str, Oppgitt]
) -> list[tuple[Kilde, Innhold | None]]:
    """The files; where none is a vedtak and sak.json does not say so, the likeliest text is taken for one."""
    if any(kilde.type == "vedtak" for kilde, _ in lest):
        return lest
    frie = [n for n, (k, innhold) in enumerate(lest) if innhold and not (k.fil in kjente and kjente[k.fil].type)]
    valgt = velg_vedtak([(lest[n][1].tekst, lest[n][0].fil) for n in frie])
    if valgt is not None:
        kilde, innhold = lest[frie[valgt]]
        lest[frie[valgt]] = replace(kilde, type="vedtak"), innhold
    return lest


def _les_fil(
    fil: Path, rot: Path, listet: Spor | None, grenser: Grenser, leser: Leser, sett: set[str]
) -> tuple[str, Innhold | None, Lesestatus]:
    """One file's hash, content and what became of it; ``sett`` holds the hashes of the case's files so far."""
    avtrykk, innhold, status = "", None, Lesestatus.LEST
    try:
        if er_utenfor(fil, rot):
            raise Lesefeil(Lesestatus.LENKE)
        data = read_bytes(fil, grenser, listet)
        avtrykk = hashlib.sha256(data).hexdigest()
        if avtrykk in sett:
            raise Lesefeil(Lesestatus.DUPLIKAT)
        sett.add(avtrykk)
        innhold = leser(data, fil.suffix.casefold())
        if innhold.krever_ocr:
            status = Lesestatus.KREVER_OCR
    except Lesefeil as feil:
        status = Lesestatus(feil.kode)
    return avtrykk, innhold, status


def _dok_ider(navn: list[str], oppgitt: dict[str, Oppgitt]) -> dict[str, str]:
    """An id for each file: what sak.json says, else its name without ending, else (where two share it) its name."""
    ider = {kort: (oppgitt[kort].dok_id if kort in oppgitt else "") or Path(kort).stem for kort in navn}
    antall = Counter(ider.values())
    return {kort: id_ if antall[id_] == 1 else kort for kort, id_ in ider.items()}


def _vedtaksdato(lest: list[tuple[Kilde, Innhold | None]]):
    """The date of the case's first dated vedtak, to complete dates without a year."""
    for kilde, innhold in lest:
        if kilde.type == "vedtak":
            dato = kilde.dato or (kjenn_dato(innhold.tekst, kilde.type, kilde.fil) if innhold else None)
            if dato:
                return dato
    return None


def _sakens_malform(dokumenter: list[Dokument]) -> str:
    """The vedtak's language form; without a vedtak that of the first document."""
    vedtak = [dokument for dokument in dokumenter if dokument.type == "vedtak"]
    return next((dokument.malform for dokument in vedtak or dokumenter), MALFORMER[0])

"""A case folder → a case. Never raises for bad input: every file ends as a ``Kilde`` with its status."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial
from pathlib import Path

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading.arkiv import Arkivfil, read_arkivfil
from vedtaksanalyse.reading.datering import kjenn_dato
from vedtaksanalyse.reading.dokument import check_bytes, make_dokument, read_bytes, read_innhold
from vedtaksanalyse.reading.filnavn import Spor, make_unik, naturlig
from vedtaksanalyse.reading.innhold import FLEST_VEDLEGG, Grenser, Innhold, Leser
from vedtaksanalyse.reading.kjenn import kjenn_type, velg_vedtak
from vedtaksanalyse.reading.mappe import Saksmappe, er_utenfor
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
    lest = _les_filer(mappe, oppgitt, grenser, leser or (lambda data, endelse="", _="": read_innhold(data, grenser, endelse)))
    naer = _vedtaksdato(lest)
    kilder, dokumenter = [], []
    for kilde, innhold in lest:
        if kilde.dato is None and innhold is not None:
            kilde = replace(kilde, dato=kjenn_dato(innhold.tekst, kilde.type, kilde.fil, naer))
        kilder.append(kilde)
        if kilde.status is Lesestatus.LEST:
            malform = oppgitt.malform or (gjett_malform(innhold.tekst)[0] if gjett_malform else MALFORMER[0])
            dokumenter.append(make_dokument(kilde.dok_id, kilde.type, innhold, kilde.dato, malform))
    malform = oppgitt.malform or _sakens_malform(dokumenter)
    return Sak(mappe.sak_id, tuple(kilder), tuple(dokumenter), malform, oppgitt.kontor, avvik)


def _oppgitt(mappe: Saksmappe) -> tuple[Sakjson, tuple[Avvik, ...]]:
    fil = mappe.sakjson
    if fil is None:
        return Sakjson(), ()
    if isinstance(fil, Path) and er_utenfor(fil, mappe.rot):
        return Sakjson(), (Avvik("sakjson_lesing"),)
    oppgitt, avvik = read_sakjson(partial(_read_fil, fil))
    return oppgitt, (avvik,) if avvik else ()


def _read_fil(fil: Path | Arkivfil, grenser: Grenser, listet: Spor | None = None) -> bytes:
    if isinstance(fil, Path):
        return read_bytes(fil, grenser, listet)
    data = read_arkivfil(fil, grenser)
    check_bytes(data, grenser)
    return data


Lest = tuple[Kilde, Innhold | None]


def _les_filer(mappe: Saksmappe, oppgitt: Sakjson, grenser: Grenser, leser: Leser) -> list[Lest]:
    navn = mappe.navngitte()
    kjente = {unicodedata.normalize("NFC", fil): post for fil, post in oppgitt.dokumenter.items()}
    ider = _dok_ider([*navn, *(fil for fil in kjente if fil not in navn)], kjente)
    sett: set[str] = set()
    spor = dict(zip(mappe.filer, mappe.spor, strict=False))
    ut: list[Lest] = []
    for kort, fil in navn.items():
        hent = partial(_hent, fil, mappe.rot, spor.get(fil), grenser)
        avtrykk, innhold, status, data = _les_fil(hent, fil.suffix.casefold(), leser, sett)
        ut.append(_kilde(ider[kort], kort, kort, kjente.get(kort), avtrykk, innhold, status))
        if innhold:
            ut += _les_vedlegg(ut[-1], data, fil.suffix.casefold(), kjente, leser, sett, navn, FLEST_VEDLEGG)
    lest = {kilde.fil for kilde, _ in ut}
    borte = {kort: post for kort, post in kjente.items() if kort not in lest}
    ut += [_kilde(ider[kort], kort, kort, post, "", None, Lesestatus.MANGLER) for kort, post in borte.items()]
    return sorted(_med_vedtak(ut, kjente), key=lambda par: naturlig(par[0].fil))


def _les_vedlegg(
    brev: Lest, data: bytes, plass: str, kjente: dict[str, Oppgitt], leser: Leser, sett: set[str], opptatt: Collection[str],
    flest: int,
) -> list[Lest]:
    """The files attached to a message, and those attached to them, each as a file of its own.

    ``opptatt`` are the names of the files of the case, which an archive can make look like attachments. No more than
    ``flest`` are read.
    """
    ut: list[Lest] = []
    inni = f"{brev[0].fil}/"
    brukt = {navn.removeprefix(inni): 1 for navn in opptatt if navn.startswith(inni)}
    for nummer, vedlegg in enumerate(brev[1].vedlegg):
        her = f"{plass}/{nummer}"
        navn = inni + make_unik(vedlegg.navn, brukt)
        avtrykk, innhold, status = vedlegg.sha256, None, Lesestatus.DUPLIKAT
        if len(ut) >= flest:
            status = Lesestatus.FOR_STOR
        elif not avtrykk or avtrykk not in sett:
            sett.add(avtrykk)
            innhold, status = _spor_leser(leser, data, her, avtrykk)
        dok_id = kjente[navn].dok_id if navn in kjente else ""
        ut.append(_kilde(dok_id or navn, navn, vedlegg.navn, kjente.get(navn), avtrykk, innhold, status))
        if innhold:
            ut += _les_vedlegg(ut[-1], data, her, kjente, leser, sett, opptatt, flest - len(ut))
    return ut


def _kilde(
    dok_id: str,
    kort: str,
    kalt: str,
    sagt: Oppgitt | None,
    avtrykk: str,
    innhold: Innhold | None,
    status: Lesestatus,
) -> Lest:
    type_ = (sagt.type if sagt else "") or kjenn_type(innhold.tekst if innhold else "", kalt)
    return Kilde(dok_id, kort, avtrykk, status, type_, sagt.dato if sagt else None), innhold


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


def _hent(fil: Path | Arkivfil, rot: Path, listet: Spor | None, grenser: Grenser) -> bytes:
    if isinstance(fil, Path) and er_utenfor(fil, rot):
        raise Lesefeil(Lesestatus.LENKE)
    return _read_fil(fil, grenser, listet)


def _les_fil(
    hent: Callable[[], bytes], endelse: str, leser: Leser, sett: set[str]
) -> tuple[str, Innhold | None, Lesestatus, bytes]:
    """One file's hash, content, what became of it and its bytes; ``sett`` holds the hashes of the case's files so far."""
    try:
        data = hent()
    except Lesefeil as feil:
        return "", None, Lesestatus(feil.kode), b""
    avtrykk = hashlib.sha256(data).hexdigest()
    if avtrykk in sett:
        return avtrykk, None, Lesestatus.DUPLIKAT, data
    sett.add(avtrykk)
    return avtrykk, *_spor_leser(leser, data, endelse, avtrykk), data


def _spor_leser(leser: Leser, data: bytes, endelse: str, avtrykk: str) -> tuple[Innhold | None, Lesestatus]:
    try:
        innhold = leser(data, endelse, avtrykk)
    except Lesefeil as feil:
        return None, Lesestatus(feil.kode)
    return innhold, Lesestatus.KREVER_OCR if innhold.krever_ocr else Lesestatus.LEST


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

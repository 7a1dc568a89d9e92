"""A draft that has not been sent, and the notes of its case: bytes in, a case out, nothing of it on disk.

What the caller did not give is there as a file that is missing, so that nobody concludes from its absence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading.datering import kjenn_dato
from vedtaksanalyse.reading.dokument import check_bytes, make_dokument
from vedtaksanalyse.reading.innhold import Grenser, Innhold, Leser
from vedtaksanalyse.reading.kjenn import er_vedtak, har_malform, kjenn_type
from vedtaksanalyse.sak import DOKUMENTTYPER, MALFORMER, Kilde, Lesestatus, Sak

_VEDTAK, _NOTAT = DOKUMENTTYPER[:2]
_ANNET = DOKUMENTTYPER[-1]


def read_utkast(
    utkast: bytes,
    notater: Sequence[bytes],
    grenser: Grenser,
    leser: Leser,
    gjett_malform: Callable[[str], tuple[str, float]],
    idag: date,
    malform: str = "",
    likevel: bool = False,
) -> Sak:
    """A draft as the vedtak of a case, dated today unless it says otherwise. Never raises for bad input.

    A text that does not look like a vedtak has the type it looks like, unless it is to be read as one all the same
    (``likevel``). ``malform`` is the form to answer in; without it that of the draft, or bokmål where it is too short.
    """
    lest = _read_alt(utkast, _VEDTAK, _VEDTAK, grenser, leser, likevel)
    for nr, data in enumerate(notater, start=1):
        lest += _read_alt(data, f"{_NOTAT}-{nr}", _NOTAT, grenser, leser)
    kilder, dokumenter = [], []
    for kilde, innhold in lest:
        tekst = innhold.tekst if innhold else ""
        naer = dokumenter[0].dato if dokumenter else None
        dato = kjenn_dato(tekst, kilde.type, naer=naer) or (idag if kilde.type == _VEDTAK else None)
        kilder.append(replace(kilde, dato=dato))
        if kilde.status is Lesestatus.LEST:
            form = gjett_malform(tekst)[0] if har_malform(tekst) else malform or MALFORMER[0]
            dokumenter.append(make_dokument(kilde.dok_id, kilde.type, innhold, dato, form))
    if not notater:
        kilder.append(Kilde(_NOTAT, "", "", Lesestatus.MANGLER, _NOTAT))
    egen = next((d for d in dokumenter if d.dok_id == _VEDTAK), None)
    usikker = not malform and egen is not None and not har_malform(egen.tekst)
    return Sak(
        "", tuple(kilder), tuple(dokumenter), malform or (egen.malform if egen else MALFORMER[0]), malform_usikker=usikker
    )


def _read_alt(
    data: bytes, dok_id: str, type_: str, grenser: Grenser, leser: Leser, likevel: bool = False
) -> list[tuple[Kilde, Innhold | None]]:
    """What was given, and what is attached to it when it is a message, as notes."""
    kilde, innhold = _read(data, dok_id, type_, grenser, leser, likevel)
    ut = [(kilde, innhold)]
    for nr, vedlegg in enumerate(innhold.vedlegg if innhold else ()):
        fil, lest = _read(data, f"{dok_id}/{nr + 1}-{vedlegg.navn}", _NOTAT, grenser, leser, plass=f"/{nr}")
        ut.append((replace(fil, sha256=vedlegg.sha256), lest))
    return ut


def _read(
    data: bytes, dok_id: str, type_: str, grenser: Grenser, leser: Leser, likevel: bool = False, plass: str = ""
) -> tuple[Kilde, Innhold | None]:
    innhold, status = None, Lesestatus.LEST
    try:
        check_bytes(data, grenser)
        innhold = leser(data, plass)
        if innhold.krever_ocr:
            status = Lesestatus.KREVER_OCR
    except Lesefeil as feil:
        status = Lesestatus(feil.kode)
    if innhold and type_ == _VEDTAK and status is Lesestatus.LEST and not likevel and not er_vedtak(innhold.tekst):
        kjent = kjenn_type(innhold.tekst)
        type_ = _ANNET if kjent == _VEDTAK else kjent
    elif innhold and type_ == _NOTAT:
        # Among the notes there may be an application or a letter, but no other vedtak.
        kjent = kjenn_type(innhold.tekst)
        type_ = _NOTAT if kjent == _VEDTAK else kjent
    return Kilde(dok_id, "", sha256(data).hexdigest(), status, type_), innhold

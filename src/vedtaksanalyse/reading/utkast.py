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
from vedtaksanalyse.reading.dokument import check_bytes, read_innhold
from vedtaksanalyse.reading.innhold import Grenser, Innhold
from vedtaksanalyse.reading.kjenn import kjenn_type
from vedtaksanalyse.sak import DOKUMENTTYPER, MALFORMER, Dokument, Kilde, Lesestatus, Sak

_VEDTAK, _NOTAT = DOKUMENTTYPER[:2]


def read_utkast(
    utkast: bytes,
    notater: Sequence[bytes],
    grenser: Grenser,
    gjett_malform: Callable[[str], tuple[str, float]],
    idag: date,
) -> Sak:
    """A draft as the vedtak of a case, dated today unless it says otherwise. Never raises for bad input."""
    lest = [_read(utkast, _VEDTAK, _VEDTAK, grenser)]
    lest += [_read(data, f"{_NOTAT}-{nr}", _NOTAT, grenser) for nr, data in enumerate(notater, start=1)]
    kilder, dokumenter = [], []
    for kilde, innhold in lest:
        tekst = innhold.tekst if innhold else ""
        naer = dokumenter[0].dato if dokumenter else None
        dato = kjenn_dato(tekst, kilde.type, naer=naer) or (idag if kilde.type == _VEDTAK else None)
        kilder.append(replace(kilde, dato=dato))
        if kilde.status is Lesestatus.LEST:
            dokumenter.append(Dokument(kilde.dok_id, kilde.type, tekst, dato, gjett_malform(tekst)[0], innhold.sider))
    if not notater:
        kilder.append(Kilde(_NOTAT, "", "", Lesestatus.MANGLER, _NOTAT))
    malform = next((d.malform for d in dokumenter if d.type == _VEDTAK), MALFORMER[0])
    return Sak("", tuple(kilder), tuple(dokumenter), malform)


def _read(data: bytes, dok_id: str, type_: str, grenser: Grenser) -> tuple[Kilde, Innhold | None]:
    innhold, status = None, Lesestatus.LEST
    try:
        check_bytes(data, grenser)
        innhold = read_innhold(data, grenser)
        if innhold.krever_ocr:
            status = Lesestatus.KREVER_OCR
    except Lesefeil as feil:
        status = Lesestatus(feil.kode)
    if innhold and type_ == _NOTAT:
        # Among the notes there may be an application or a letter, but no other vedtak.
        kjent = kjenn_type(innhold.tekst)
        type_ = _NOTAT if kjent == _VEDTAK else kjent
    return Kilde(dok_id, "", sha256(data).hexdigest(), status, type_), innhold

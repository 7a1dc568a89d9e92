"""The case sheet: a case on paper as tagged PDF (PDF/UA-1), in the order a reviewer reads.

``arkdata.py`` gathers the words and quotes, ``maler/saksark.typ`` sets them (``pdf.py``). The same cases give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from vedtaksanalyse.export import ordlegging
from vedtaksanalyse.export.arkdata import Saksark
from vedtaksanalyse.export.papir import Papirside
from vedtaksanalyse.export.pdf import forget_pdf, make_pdf
from vedtaksanalyse.export.utfil import whole_fil
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import Saksvurdering
from vedtaksanalyse.tekster import tekst

ENDELSE = ".pdf"
_MAL, _PER_FIL = "saksark.typ", 50


def make_saksark(vurdering: Saksvurdering, katalog: Katalog) -> bytes:
    """One case as a PDF, in its own language form, made in memory: nothing of it is ever a file."""
    return make_pdf(_MAL, _ark([Papirside(1, vurdering, katalog)], ""))


def write_saksark(vurderinger: Iterable[Saksvurdering], ut: Path, katalog: Katalog, malform: str = "nb") -> int:
    """Write one PDF with all cases when ``ut`` ends in .pdf, else a PDF per case in that folder. Return how many cases.

    Many cases go on in more files, since a PDF is set as a whole in memory.
    """
    saker = [Papirside(n, v, katalog) for n, v in enumerate(ordlegging.sort_saker(vurderinger), start=1)]
    if ut.suffix.lower() == ENDELSE:
        _write(saker[:_PER_FIL], ut, malform)
        for nummer, start in enumerate(range(_PER_FIL, len(saker), _PER_FIL), start=2):
            forget_pdf()
            _write(saker[start : start + _PER_FIL], ut.with_stem(f"{ut.stem}-{nummer}"), malform)
        return len(saker)
    ut.mkdir(parents=True, exist_ok=True)
    for sak, navn in zip(saker, _name_filer(saker), strict=True):
        _write([sak], ut / navn, sak.malform)
    return len(saker)


def _name_filer(saker: list[Papirside]) -> Iterator[str]:
    """A file name per case, each once also where upper and lower case are the same."""
    brukt: set[str] = set()
    for sak in saker:
        rent = re.sub(r"[^\w.-]", "_", sak.sak.sak_id).strip(".")[:100] or "_"
        navn, nummer = rent, 1
        while navn.casefold() in brukt:
            nummer += 1
            navn = f"{rent}_{nummer}"
        brukt.add(navn.casefold())
        yield navn + ENDELSE


def _write(saker: list[Papirside], fil: Path, malform: str) -> None:
    with whole_fil(fil) as delvis:
        delvis.write_bytes(make_pdf(_MAL, _ark(saker, malform)))


def _ark(saker: list[Papirside], malform: str) -> dict[str, Any]:
    if len(saker) == 1:
        tittel, malform = tekst("saksark.tittel_en", saker[0].malform, sak_id=saker[0].sak.sak_id), saker[0].malform
    else:
        tittel = tekst("saksark.tittel", malform, antall=len(saker))
    ord_ = {ett: tekst(f"saksark.ord.{ett}", malform) for ett in ("side", "innhold", "ingen_saker")}
    return {"tittel": tittel, "sprak": malform, "ord": ord_, "saker": [Saksark(sak).data() for sak in saker]}

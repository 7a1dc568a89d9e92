"""The case sheet: a case on paper as tagged PDF (PDF/UA-1), in the order a reviewer reads.

``arkdata.py`` gathers the words and quotes, ``maler/saksark.typ`` sets them. Typst is compiled into its package with its fonts:
nothing is fetched, and the same cases give the same bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from vedtaksanalyse.export import ordlegging
from vedtaksanalyse.export.arkdata import Saksark
from vedtaksanalyse.export.papir import Papirside
from vedtaksanalyse.export.utfil import whole_fil
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import Saksvurdering
from vedtaksanalyse.tekster import tekst

ENDELSE = ".pdf"
_PER_FIL, _HUSKER = 50, 12
_UVIST = re.compile(
    r"[^\t\n -~\xa0-\u0377\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u0482\u048a-\u04ff\u1e00-\u1eff\u2002-\u200a"
    r"\u2010-\u2027\u202f-\u2040\u2070\u2074-\u208e\u20a0-\u20c0\u2100-\u211e\u2153-\u215f\u2190-\u22ff\u2500-\u25ff"
    r"\u2610-\u2612\u270c-\u2727\ufb00-\ufb06\ufffd]"
)
"""What the fonts have no picture of, and what only steers text; a test sets every other character."""
_UVIST_TEGN, _LANGT_ORD = "□", re.compile(r"(\S{30})(?=\S)")


def make_saksark(vurdering: Saksvurdering, katalog: Katalog) -> bytes:
    """One case as a PDF, in its own language form, made in memory: nothing of it is ever a file."""
    return _set([Papirside(1, vurdering, katalog)], "")


def write_saksark(vurderinger: Iterable[Saksvurdering], ut: Path, katalog: Katalog, malform: str = "nb") -> int:
    """Write one PDF with all cases when ``ut`` ends in .pdf, else a PDF per case in that folder. Return how many cases.

    Many cases go on in more files, since a PDF is set as a whole in memory.
    """
    saker = [Papirside(n, v, katalog) for n, v in enumerate(ordlegging.sort_saker(vurderinger), start=1)]
    if ut.suffix.lower() == ENDELSE:
        _write(saker[:_PER_FIL], ut, malform)
        for nummer, start in enumerate(range(_PER_FIL, len(saker), _PER_FIL), start=2):
            _forget()
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
        delvis.write_bytes(_set(saker, malform))


def _set(saker: list[Papirside], malform: str) -> bytes:
    import typst

    data = json.dumps(_printable(_ark(saker, malform)), ensure_ascii=False)
    with as_file(files("vedtaksanalyse.export") / "maler" / "saksark.typ") as mal:
        valg = {"format": "pdf", "pdf_standards": ["ua-1"], "ignore_system_fonts": True}
        return typst.compile(mal, root=mal.parent, sys_inputs={"ark": data}, **valg)


def _forget() -> None:
    """Let go of the last file's memory: Typst remembers its latest documents, and empty ones push them out."""
    import typst

    for _ in range(_HUSKER):
        typst.compile(b"", format="pdf", ignore_system_fonts=True)


def _printable(verdi: Any) -> Any:
    """Data whose texts can be set: nothing the fonts lack, and no word wider than its column."""
    if isinstance(verdi, str):
        return _LANGT_ORD.sub("\\1\u200b", _UVIST.sub(_UVIST_TEGN, verdi))
    if isinstance(verdi, dict):
        return {navn: _printable(v) for navn, v in verdi.items()}
    return [_printable(v) for v in verdi] if isinstance(verdi, list) else verdi


def _ark(saker: list[Papirside], malform: str) -> dict[str, Any]:
    if len(saker) == 1:
        tittel, malform = tekst("saksark.tittel_en", saker[0].malform, sak_id=saker[0].sak.sak_id), saker[0].malform
    else:
        tittel = tekst("saksark.tittel", malform, antall=len(saker))
    ord_ = {ett: tekst(f"saksark.ord.{ett}", malform) for ett in ("side", "innhold", "ingen_saker")}
    return {"tittel": tittel, "sprak": malform, "ord": ord_, "saker": [Saksark(sak).data() for sak in saker]}

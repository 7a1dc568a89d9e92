"""Readers and text functions under a fuzzer that sees which branches a file takes (atheris, libFuzzer).

Run: ``python tests/fuzz/atheris_lesere.py SEEDS -max_total_time=60 -timeout=20``. Readers run in this process, so that their
branches are seen. PDF is left to the sandbox: PDFium is not instrumented, and here nothing holds its memory. A finding is a
crash, a hang or a broken promise.
"""

from __future__ import annotations

import sys
from dataclasses import replace

import atheris

with atheris.instrument_imports(include=["vedtaksanalyse.reading", "vedtaksanalyse.structure", "email", "oxmsg"]):
    from vedtaksanalyse.errors import Lesefeil
    from vedtaksanalyse.reading import docx, epost, html, odt, rtf, txt  # noqa: F401 (instrumented when imported here)
    from vedtaksanalyse.reading.budskap import Uforstaaelig, pack_svar, unpack_svar
    from vedtaksanalyse.reading.datering import finn_datoer, kjenn_dato
    from vedtaksanalyse.reading.dokument import read_innhold
    from vedtaksanalyse.reading.innhold import Grenser
    from vedtaksanalyse.reading.kjenn import kjenn_type
    from vedtaksanalyse.reading.rens import rens, rens_tekst
    from vedtaksanalyse.reading.sakjson import read_sakjson

GRENSER = replace(Grenser(), bytes=1_000_000, sider=20, utpakket=5_000_000, tegn=500_000, ocr_sider=0)
ENDELSER = ("", ".txt", ".eml", ".eml/0", ".html", ".rtf")


def prov_fil(data: bytes) -> None:
    """One file: what it says of its end in its first byte, then its content."""
    if not data or b"%PDF-" in data[:1025]:
        return
    try:
        innhold = read_innhold(data[1:], GRENSER, ENDELSER[data[0] % len(ENDELSER)])
    except Lesefeil:
        return
    assert unpack_svar(pack_svar(innhold), GRENSER) == innhold
    assert not innhold.sider or innhold.sider[-1].slutt <= len(innhold.tekst)
    tekst = innhold.tekst[:20_000]
    ren, brudd = rens(tekst)
    assert rens(ren)[0] == ren
    assert brudd == sorted(brudd)
    assert rens_tekst(rens_tekst(tekst)) == rens_tekst(tekst)
    assert all(0 <= dato.start < dato.slutt <= len(tekst) for dato in finn_datoer(tekst.casefold()) if tekst.casefold().isascii())
    kjenn_dato(tekst, kjenn_type(tekst))


def prov_sakjson(data: bytes) -> None:
    """What a case says of itself, and what a child says to its parent."""
    read_sakjson(lambda _: data)
    try:
        unpack_svar(data, GRENSER)
    except Uforstaaelig:
        return


def prov(data: bytes) -> None:
    """One input."""
    prov_sakjson(data[1:]) if data[:1] == b"J" else prov_fil(data)


if __name__ == "__main__":
    atheris.Setup(sys.argv, prov)
    atheris.Fuzz()

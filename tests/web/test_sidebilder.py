"""A picture shows what the text hides: documents that are held back or masked have none, nor those whose file is another now."""

from __future__ import annotations

from dataclasses import replace

import pytest
from delt import get_katalog
from hus import en_sak

from vedtaksanalyse.pii.skjerming import skjerm_sak
from vedtaksanalyse.sak import Side, Vern
from vedtaksanalyse.web.saksvisning import Saksvisning


class Mappe:
    """A folder that still has some files, by hash."""

    def __init__(self, *avtrykk: str) -> None:
        self._avtrykk = avtrykk

    def finnes(self, sak_id: str, avtrykk: str) -> bool:
        return avtrykk in self._avtrykk


def _vist(vern: Vern, mappe: Mappe | None, endelse: str = ".pdf") -> list[str]:
    v = en_sak("E-1", holdt=True)
    sak = replace(
        v.sak,
        kilder=tuple(replace(k, fil=k.dok_id + endelse) for k in v.sak.kilder),
        dokumenter=tuple(replace(d, sider=(Side(1, 0, len(d.tekst), 595, 842),)) for d in v.sak.dokumenter),
    )
    s = Saksvisning(skjerm_sak(replace(v, sak=sak), vern, {}), get_katalog(), "nb")
    return [dokument.dok_id for dokument, _ in s.sidedokumenter(mappe)]


@pytest.mark.parametrize(
    ("vern", "ventet"), [(Vern.HOLD, ["vedtak"]), (Vern.MASKER, ["vedtak"]), (Vern.VARSLE, ["vedtak", "notat"])]
)
def test_what_is_hidden_in_the_text_has_no_picture(vern, ventet):
    assert _vist(vern, Mappe("a" * 64, "b" * 64)) == ventet


def test_only_the_file_that_was_read_and_only_pdf():
    assert _vist(Vern.VARSLE, Mappe("b" * 64)) == ["notat"]
    assert _vist(Vern.VARSLE, Mappe("c" * 64)) == []
    assert _vist(Vern.VARSLE, None) == []
    assert _vist(Vern.VARSLE, Mappe("a" * 64, "b" * 64), ".docx") == []

"""What OCR read is told of wherever files are listed, in both language forms."""

from __future__ import annotations

from dataclasses import replace

import pytest
from byggere import en_sak, et_dokument

from vedtaksanalyse.export.ordlegging import describe_lesing, join_sider
from vedtaksanalyse.export.tabell import filrader
from vedtaksanalyse.export.tekstkvalitet import to_kvalitet
from vedtaksanalyse.sak import Saksstatus, Saksvurdering, Side, Versjoner

SIDER = (Side(1, 0, 4), *(Side(n, 4, 8, lesemaate="ocr", sikkerhet=(90 + n) / 100) for n in (2, 3, 5)))


@pytest.fixture
def sak():
    return en_sak(replace(et_dokument("Vi avslår søknaden."), sider=SIDER), et_dokument("Notat", "journalnotat"))


@pytest.mark.parametrize(
    ("malform", "ord_"),
    [
        ("nb", "lest med tekstgjenkjenning (side 2–3, 5, sikkerhet 93\u00a0%)"),
        ("nn", "lesen med tekstattkjenning (side 2–3, 5, tryggleik 93\u00a0%)"),
    ],
)
def test_files_read_by_ocr_say_so(sak, malform, ord_):
    skannet, skrevet = sak.kilder
    assert describe_lesing(skannet, sak, malform) == ord_
    assert "tekst" not in describe_lesing(skrevet, sak, malform)
    vurdering = Saksvurdering(sak, Saksstatus.KAN_IKKE_VURDERES, Versjoner("", "", ""))
    assert ord_ in next(filrader(vurdering, None, malform))


def test_confidence_of_each_page_is_exported(sak):
    assert [side["ocr"] for side in to_kvalitet(sak.dokumenter[0])] == [None, 0.92, 0.93, 0.95]
    assert [side["ocr"] for side in to_kvalitet(sak.dokumenter[1])] == [None]


@pytest.mark.parametrize(("numre", "ord_"), [([1], "1"), ([1, 2], "1–2"), ([1, 2, 3, 7], "1–3, 7"), ([2, 4], "2, 4")])
def test_page_numbers_in_words(numre, ord_):
    assert join_sider(numre) == ord_

"""A quote's boxes hit its ink and nothing else, on every kind of page; its text is what a reader sees there."""

from __future__ import annotations

import re

import pytest
from pdfer import belegg, blekk, lag_pdf, les, tegn_side
from PIL import ImageDraw
from reportlab.lib.pagesizes import A4
from sideslag import SLAG

from vedtaksanalyse.reading.boxes import find_bokser
from vedtaksanalyse.reading.ruter import find_ruter
from vedtaksanalyse.sak import Belegg, Dokument

SKALA = 3.0
TEKST = [
    "Nav Sundlia, vedtak om stønad",
    "Barnet på åtte år bor fast hos mor og går på skolen i fjerde klasse, og fami-",
    "lien har et barne- og ungdomsrom i andre etasje med plass til senger.",
    "Husleie: kr 11 900",
]


def bokser(data: bytes, dokument: Dokument, sted: Belegg) -> list[tuple]:
    return find_bokser(data, dokument, sted, find_ruter)


def utsnitt(boks, luft: int = 0) -> tuple[int, ...]:
    return tuple(round(tall * SKALA) + fra for tall, fra in zip(boks, (-luft, -luft, luft, luft), strict=True))


@pytest.mark.parametrize("navn", SLAG)
def test_the_text_of_a_page_is_what_a_reader_sees(navn):
    assert les(SLAG[navn].lag()).tekst == SLAG[navn].tekst


@pytest.mark.parametrize("navn", SLAG)
def test_each_word_has_ink_in_its_box_and_no_ink_is_outside_the_boxes(navn):
    data = SLAG[navn].lag()
    dokument = les(data)
    sider = [tegn_side(data, side.nummer, SKALA) for side in dokument.sider]
    for bilde, side in zip(sider, dokument.sider, strict=True):
        assert bilde.size == pytest.approx((side.bredde * SKALA, side.hoyde * SKALA), abs=2)
    rene = [bilde.copy() for bilde in sider]
    for ord_ in re.finditer(r"[^\s|]+", dokument.tekst):
        ruter = bokser(data, dokument, Belegg("d", *ord_.span()))
        assert 1 <= len(ruter) <= 2, ord_.group()
        for nummer, *boks in ruter:
            rute = sider[nummer - 1].crop(utsnitt(boks))
            if ord_.group() == "☐":
                continue
            assert blekk(rute) > 0.02 * rute.width * rute.height, ord_.group()
            x0, y0, x1, y1 = rute.point(lambda tone: 255 * (tone < 128)).getbbox()
            assert len(ord_.group()) < 3 or max(x1 - x0, y1 - y0) >= 0.5 * max(rute.size), ord_.group()
            ImageDraw.Draw(rene[nummer - 1]).rectangle(utsnitt(boks, luft=2), fill=255)
    assert sum(map(blekk, rene)) <= SLAG[navn].rest


@pytest.mark.parametrize(
    ("sitat", "linjer"),
    [
        ("Barnet på åtte år", 1),
        ("fjerde klasse, og familien har et", 2),
        ("familien", 2),
        ("barne- og ungdomsrom", 1),
        ("kr 11 900", 1),
    ],
)
def test_a_quote_has_one_box_for_each_line_where_it_was_drawn(sitat, linjer):
    data = lag_pdf(TEKST)
    dokument = les(data)
    hele = tegn_side(data, skala=SKALA)
    ruter = bokser(data, dokument, belegg(dokument, sitat))
    assert len(ruter) == linjer
    assert all(blekk(hele.crop(utsnitt(boks))) for _, *boks in ruter)
    tegn = len(sitat.replace(" ", ""))
    bredde = sum(x1 - x0 for _, x0, _, x1, _ in ruter)
    assert 3.5 * tegn < bredde < 9 * tegn


def test_a_quote_over_a_page_break_has_boxes_on_both_pages():
    linje = "Dette er en lang linje som går helt ut til margen på høyre side av arket og"
    data = lag_pdf([linje, linje + " et barn"], ["på åtte år som bor fast hos mor i kommunen og trives der."])
    dokument = les(data)
    ruter = bokser(data, dokument, belegg(dokument, "et barn på åtte år"))
    assert [boks[0] for boks in ruter] == [1, 2]
    for nummer, *boks in ruter:
        assert blekk(tegn_side(data, nummer, SKALA).crop(utsnitt(boks)))
    assert ruter[0][2] > ruter[1][2]


def test_boxes_on_a_page_that_was_put_in_rows():
    ord_ = [f"ord{n:02d}" for n in range(60)]

    def tegn(c):
        c.setFont("Helvetica", 11)
        for n in sorted(range(60), key=lambda n: (n * 37) % 60):
            c.drawString(70 + (n % 5) * 40, 700 - 20 * (n // 5), ord_[n])

    data = lag_pdf(tegn)
    dokument = les(data)
    (_, x0, y0, x1, y1), *resten = bokser(data, dokument, belegg(dokument, "ord33"))
    assert not resten
    assert x0 == pytest.approx(70 + 3 * 40, abs=2)
    assert y0 < A4[1] - (700 - 20 * 6) < y1


def test_text_without_pages_has_no_boxes():
    data = "Et barn på åtte år.".encode()
    dokument = les(data)
    assert bokser(data, dokument, belegg(dokument, "barn")) == []

"""A quote's boxes hit its ink and nothing else, on every kind of page."""

from __future__ import annotations

import pytest
from pdfer import belegg, blekk, lag_pdf, les, skriv, tegn_side
from PIL import ImageDraw
from reportlab.lib.pagesizes import A4

from vedtaksanalyse.reading.boxes import find_bokser

SKALA = 3.0
STREK = 40
TEKST = [
    "Nav Sundlia, vedtak om stønad",
    "Barnet på åtte år bor fast hos mor og går på skolen i fjerde klasse, og fami-",
    "lien har et barne- og ungdomsrom i andre etasje med plass til senger.",
    "Husleie: kr 11 900",
]


def _snudd(dreining, **bokser):
    def tegn(c):
        c.setPageRotation(dreining)
        bredde, hoyde = A4
        c.translate(*{0: (0, 0), 90: (bredde, 0), 180: (bredde, hoyde), 270: (0, hoyde)}[dreining])
        c.rotate(dreining)
        skriv(c, TEKST, y=420, x=90)

    return lag_pdf(tegn, **bokser)


def _paa_skraa():
    """Text printed sideways on an upright page."""

    def tegn(c):
        c.translate(A4[0], 0)
        c.rotate(90)
        skriv(c, TEKST, y=420)

    return lag_pdf(tegn)


SIDER = {
    "plain": lambda: lag_pdf(TEKST),
    "turned 90": lambda: _snudd(90),
    "turned 180": lambda: _snudd(180),
    "turned 270": lambda: _snudd(270),
    "sideways": _paa_skraa,
    "cropped": lambda: _snudd(0, cropBox=(40, 60, 560, 700)),
    "cropped and turned": lambda: _snudd(90, cropBox=(40, 60, 560, 700)),
    "moved media box": lambda: _flyttet(),
}


def _flyttet() -> bytes:
    """A page whose media box does not begin at the origin; the number keeps its length so that the file stays whole."""
    data = lag_pdf(TEKST)
    ny = data.replace(b"/MediaBox [ 0 0 595.2756 841.8898 ]", b"/MediaBox [ 9 9 595.2756 841.8898 ]")
    assert ny != data
    return ny


@pytest.mark.parametrize("navn", SIDER)
def test_boxes_cover_all_ink_and_only_ink(navn, tmp_path):
    data = SIDER[navn]()
    sti = tmp_path / "x.pdf"
    sti.write_bytes(data)
    dokument = les(data)
    bilde = tegn_side(data, skala=SKALA)
    side = dokument.sider[0]
    assert bilde.width == pytest.approx(side.bredde * SKALA, abs=2)
    assert bilde.height == pytest.approx(side.hoyde * SKALA, abs=2)
    bokser = find_bokser(sti, dokument, belegg(dokument, dokument.tekst.strip()))
    assert len(bokser) == len(TEKST)
    penn = ImageDraw.Draw(bilde)
    for _, *boks in bokser:
        utsnitt = bilde.crop([round(tall * SKALA) for tall in boks])
        assert blekk(utsnitt) > 0.03 * utsnitt.width * utsnitt.height
        penn.rectangle([round(tall * SKALA) + fra for tall, fra in zip(boks, (-2, -2, 2, 2), strict=True)], fill=255)
    assert blekk(bilde) <= STREK  # the hyphen that reading took away


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
def test_a_quote_has_one_box_for_each_line_where_it_was_drawn(sitat, linjer, tmp_path):
    data = lag_pdf(TEKST)
    sti = tmp_path / "x.pdf"
    sti.write_bytes(data)
    dokument = les(data)
    hele = tegn_side(data, skala=SKALA)
    bokser = find_bokser(sti, dokument, belegg(dokument, sitat))
    assert len(bokser) == linjer
    assert all(blekk(hele.crop([round(tall * SKALA) for tall in boks])) for _, *boks in bokser)
    tegn = len(sitat.replace(" ", ""))
    bredde = sum(x1 - x0 for _, x0, _, x1, _ in bokser)
    assert 3.5 * tegn < bredde < 9 * tegn


def test_a_quote_over_a_page_break_has_boxes_on_both_pages(tmp_path):
    linje = "Dette er en lang linje som går helt ut til margen på høyre side av arket og"
    data = lag_pdf([linje, linje + " et barn"], ["på åtte år som bor fast hos mor i kommunen og trives der."])
    sti = tmp_path / "x.pdf"
    sti.write_bytes(data)
    dokument = les(data)
    bokser = find_bokser(sti, dokument, belegg(dokument, "et barn på åtte år"))
    assert [boks[0] for boks in bokser] == [1, 2]
    for nummer, *boks in bokser:
        assert blekk(tegn_side(data, nummer, SKALA).crop([round(tall * SKALA) for tall in boks]))
    assert bokser[0][2] > bokser[1][2]


def test_boxes_on_a_page_that_was_put_in_rows(tmp_path):
    ord_ = [f"ord{n:02d}" for n in range(60)]

    def tegn(c):
        c.setFont("Helvetica", 11)
        for n in sorted(range(60), key=lambda n: (n * 37) % 60):
            c.drawString(70 + (n % 5) * 40, 700 - 20 * (n // 5), ord_[n])

    data = lag_pdf(tegn)
    sti = tmp_path / "x.pdf"
    sti.write_bytes(data)
    dokument = les(data)
    (_, x0, y0, x1, y1), *resten = find_bokser(sti, dokument, belegg(dokument, "ord33"))
    assert not resten
    assert x0 == pytest.approx(70 + 3 * 40, abs=2)
    assert y0 < A4[1] - (700 - 20 * 6) < y1


def test_text_without_pages_has_no_boxes(tmp_path):
    sti = tmp_path / "x.txt"
    sti.write_text("Et barn på åtte år.", encoding="utf-8")
    dokument = les(sti.read_bytes())
    assert find_bokser(sti, dokument, belegg(dokument, "barn")) == []

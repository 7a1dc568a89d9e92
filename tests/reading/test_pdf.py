"""PDF: the text comes out whole, in order and in sentences, whatever the page looks like."""

from __future__ import annotations

import random
import re
from io import BytesIO

import pdfplumber
import pytest
from pdfer import belegg, bilde, lag_pdf, les, skriv
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading.boxes import find_bokser
from vedtaksanalyse.reading.ruter import find_ruter
from vedtaksanalyse.sak import Lesestatus

LANG = "Dette er en helt vanlig linje som går omtrent ut til margen på høyre"


@pytest.mark.parametrize(
    ("linjer", "ventet"),
    [
        ([LANG + " øko-", "nomisk stønad til familien i måneden."], "høyre økonomisk stønad"),
        ([LANG + " barne-", "og ungdomsarbeid i kommunen."], "høyre barne- og ungdomsarbeid"),
        ([LANG + " 2024-", "05 og utover i året."], "høyre 2024-05 og"),
        ([LANG + " Nord-", "Norge i mars."], "høyre Nord-Norge i"),
        ([LANG + " 17-", "åringen på hybel."], "høyre 17-åringen på"),
        ([LANG + " AAP-", "vedtaket i mars."], "høyre AAP-vedtaket i"),
        ([LANG + " e-", "post til kontoret."], "høyre e-post til"),
        (["Du kan bruke digisos-søknad når som helst.", LANG + " digisos-", "søknad i mars."], "høyre digisos-søknad i"),
        ([LANG + " samar\u00ad", "beid i mars."], "høyre samarbeid i"),
        ([LANG + " samt –", "og det er viktig."], "høyre samt – og det"),
    ],
)
def test_hyphen_at_line_end(linjer, ventet):
    assert ventet in les(lag_pdf(linjer)).tekst


def test_paragraphs_are_rebuilt_and_short_lines_keep_their_own():
    tekst = les(
        lag_pdf(
            [
                "VURDERING",
                LANG + " og videre",
                "til neste linje, der setningen slutter.",
                "Husleie: kr 11 900",
                "Strøm: kr 1 140",
                "– Du får penger til klær.",
                "– Du får ikke penger til bil.",
            ]
        )
    ).tekst
    assert tekst.split("\n") == [
        "VURDERING",
        LANG + " og videre til neste linje, der setningen slutter.",
        "Husleie: kr 11 900",
        "Strøm: kr 1 140",
        "– Du får penger til klær.",
        "– Du får ikke penger til bil.",
        "",
    ]


def test_a_gap_between_lines_is_a_new_paragraph():
    def tegn(c):
        skriv(c, [LANG + " og", "slutter her."], y=780)
        skriv(c, [LANG + " og", "slutter der."], y=730)

    assert les(lag_pdf(tegn)).tekst == f"{LANG} og slutter her.\n\n{LANG} og slutter der.\n"


def test_sentence_runs_across_a_page_break():
    sider = [[LANG + f" side {n} x", LANG + " der"] for n in (1, 2)]
    sider[1][0] = "barnet på åtte år bor fast hos far."
    dokument = les(lag_pdf(*sider))
    assert "der barnet på åtte år" in dokument.tekst
    assert [side.nummer for side in dokument.sider] == [1, 2]
    assert dokument.sidetall(dokument.tekst.index("barnet")) == 2
    assert dokument.sider[0].slutt == dokument.sider[1].start


def test_word_divided_across_a_page_break():
    dokument = les(lag_pdf([LANG + " er", LANG + " familie-"], ["situasjonen er vanskelig for dem."]))
    assert "familiesituasjonen er" in dokument.tekst


def _med_kanter(c, nummer, linjer):
    c.setFont("Helvetica", 8)
    c.drawString(70, 810, "Nav Sundlia – Dato: 12.03.2024")
    c.drawString(70, 30, "Postboks 1, Sundlia")
    c.drawRightString(520, 30, f"Side {nummer} av 3")
    skriv(c, linjer)


def test_running_header_and_footer_stand_once_and_never_inside_a_sentence():
    sider = [
        lambda c: _med_kanter(c, 1, ["Vedtak", LANG + " og"]),
        lambda c: _med_kanter(c, 2, ["familien på side to, " + LANG[:52], LANG[::-1] + " og"]),
        lambda c: _med_kanter(c, 3, ["barna på side tre er slutten."]),
    ]
    tekst = les(lag_pdf(*sider)).tekst
    assert "og familien på side to" in tekst
    assert "og barna på side tre" in tekst
    assert tekst.count("Nav Sundlia") == 1
    assert tekst.startswith("Nav Sundlia – Dato: 12.03.2024")
    assert tekst.count("Postboks") == 1
    assert tekst.rstrip().endswith("Postboks 1, Sundlia")
    assert "av 3" not in tekst


def test_a_table_within_a_table_is_read_once():
    def tegn(c):
        linjer = [f"Linje nummer {n} om saken og familien" for n in range(16)]
        for n in random.Random(1).sample(range(16), 16):
            skriv(c, [linjer[n]], y=780 - 14 * n)
        c.grid([60, 420, 520], [300, 500])
        c.grid([100, 250, 400], [330, 360, 390])
        for x, y, ord_ in [(110, 370, "Husleie"), (260, 370, "9 800"), (110, 340, "Strøm"), (260, 340, "1 140")]:
            c.drawString(x, y, ord_)
        c.drawString(70, 480, "Budsjett")
        c.drawString(430, 480, "Merknad")

    dokument = les(lag_pdf(tegn))
    assert dokument.sider[0].lesemaate == "layout"
    tabell = " ".join(dokument.tekst.split("\n\n", 1)[1].split())
    assert tabell == "Budsjett | Merknad Husleie | 9 800 Strøm | 1 140"


def test_rows_alike_but_for_their_amounts_are_no_running_header():
    def side(nummer: int, husleie: str):
        def tegn(c):
            skriv(c, [f"Nav Sundlia, blad {nummer}", f"Husleie: kr {husleie}"], y=800)
            skriv(c, [f"Måned {nummer} er betalt."], y=700)

        return tegn

    tekst = les(lag_pdf(side(1, "9 800"), side(2, "9 950"), side(3, "10 100"))).tekst
    assert [belop in tekst for belop in ("9 800", "9 950", "10 100")] == [True, True, True]
    assert tekst.count("Nav Sundlia") == 1, "what counts the pages is"


def test_a_line_of_page_numbers_alone_is_left_out():
    def tegn(c):
        skriv(c, ["Vedtak om stønad"], y=700)
        c.drawString(70, 810, "Side 1 av 1")
        c.drawRightString(520, 810, "1/1")

    assert les(lag_pdf(tegn)).tekst == "Vedtak om stønad\n"


@pytest.mark.parametrize("sidetall", ["Side 1 av 1", "1", "- 1 -", "1/1", "s. 1"])
def test_a_page_number_alone_is_left_out(sidetall):
    def tegn(c):
        skriv(c, ["Vedtak om stønad"])
        c.drawCentredString(300, 30, sidetall)

    assert les(lag_pdf(tegn)).tekst == "Vedtak om stønad\n"


def test_text_drawn_after_header_and_footer_comes_between_them():
    def tegn(c):
        c.drawString(70, 810, "Nav Sundlia")
        c.drawString(70, 40, "Besøk oss i Storgata")
        skriv(c, ["Vedtak om stønad", "Du får hjelp."], y=760)

    assert les(lag_pdf(tegn)).tekst.split("\n\n") == [
        "Nav Sundlia",
        "Vedtak om stønad\nDu får hjelp.",
        "Besøk oss i Storgata\n",
    ]


def test_a_letterhead_in_two_columns_stands_before_the_text():
    def tegn(c):
        skriv(c, ["Sundlia kommune", "Nav Sundlia", "Postboks 1"], y=800)
        skriv(c, ["Dato: 12.03.2024", "Vår ref.: 24/117"], x=400, y=800)
        skriv(c, ["VEDTAK OM STØNAD", LANG + " og mer til."], y=700)

    tekst = les(lag_pdf(tegn)).tekst
    assert [linje for linje in tekst.split("\n") if linje] == [
        "Sundlia kommune",
        "Nav Sundlia",
        "Postboks 1",
        "Dato: 12.03.2024",
        "Vår ref.: 24/117",
        "VEDTAK OM STØNAD",
        LANG + " og mer til.",
    ]


def _skjemaside(c):
    skriv(c, ["Søknad om stønad", "Antall barn:"])
    c.acroForm.textfield(name="b", value="to barn på 7 og 12", x=160, y=760, width=200, height=18, borderWidth=0)


def test_mutated_files_end_in_a_text_or_a_named_status_and_nothing_is_logged(caplog):
    """Parsers' own warnings quote the file; a log must not hold what a document says."""
    tilfeldig = random.Random(7)
    hele = [lag_pdf(BREV, BREV), lag_pdf(_radvis, bilde), lag_pdf(_skjemaside)]
    for _ in range(200):
        data = bytearray(tilfeldig.choice(hele))
        for _ in range(tilfeldig.choice((1, 10, 100))):
            plass = tilfeldig.randrange(len(data))
            if tilfeldig.random() < 0.7:
                data[plass] = tilfeldig.randrange(256)
            else:
                del data[plass : plass + 20]
        try:
            les(bytes(data))
        except Lesefeil as feil:
            assert feil.kode in set(Lesestatus)
    assert caplog.records == []


RADER = [("Husleie", "11 900", "11 900"), ("Strøm", "1 140", "900"), ("Sum", "13 040", "12 800")]


def _radvis(c):
    for n, rad in enumerate(RADER):
        for x, celle in zip((70, 300, 400), rad, strict=True):
            c.drawString(x, 700 - 14 * n, celle)


def _kolonnevis(c):
    for k, x in enumerate((70, 300, 400)):
        for n, rad in enumerate(RADER):
            c.drawString(x, 700 - 14 * n, rad[k])


def _med_mellomrom(c):
    c.setFont("Courier", 10)
    for n, rad in enumerate(RADER):
        c.drawString(70, 700 - 14 * n, f"{rad[0]:<20}{rad[1]:<12}{rad[2]}")


@pytest.mark.parametrize("tegn", [_radvis, _kolonnevis, _med_mellomrom])
def test_amounts_in_columns_never_run_together(tegn):
    assert [linje for linje in les(lag_pdf(tegn)).tekst.split("\n") if linje] == [" | ".join(rad) for rad in RADER]


def test_two_columns_of_text_are_read_one_after_the_other():
    venstre = [f"venstre spalte linje nummer {n} med litt tekst i seg" for n in range(20)]
    hoyre = [f"høyre spalte linje nummer {n} med litt tekst i seg" for n in range(20)]

    def tegn(c):
        c.setFont("Helvetica", 9)
        for x, spalte in ((50, venstre), (310, hoyre)):
            for n, linje in enumerate(spalte):
                c.drawString(x, 760 - 13 * n, linje)

    tekst = les(lag_pdf(tegn)).tekst
    assert tekst.index("venstre spalte linje nummer 19") < tekst.index("høyre spalte linje nummer 0")


def test_form_answer_over_several_lines_is_one_sentence():
    svar = "Familien leier tre rom i andre etasje og betaler elleve tusen om måneden, og barna deler rom."

    def tegn(c):
        c.setFont("Helvetica", 10)
        for n, (felt, linje) in enumerate([("Bolig:", svar[:62]), ("", svar[62:])]):
            c.drawString(60, 700 - 13 * n, felt)
            c.drawString(220, 700 - 13 * n, linje.strip())
        skriv(c, [LANG + " og noe til", "slutt her."], y=600, x=60)

    assert re.search(rf"Bolig:( \|)? {svar}", les(lag_pdf(tegn)).tekst)


def test_sideways_print_does_not_break_the_text():
    def tegn(c):
        c.saveState()
        c.translate(30, 300)
        c.rotate(90)
        c.drawString(0, 0, "Arkivkode 12/345")
        c.restoreState()
        skriv(c, ["Vedtak", "Du får hjelp."])

    assert les(lag_pdf(tegn)).tekst == "Vedtak\nDu får hjelp.\n\nArkivkode 12/345\n"


def test_a_page_of_scraps_is_put_in_rows():
    """Words drawn in any order, as some exports do: pdfplumber's words in rows are used, and say so."""
    ord_ = [f"ord{n:02d}" for n in range(60)]
    rekkefolge = sorted(range(60), key=lambda n: (n * 37) % 60)

    def tegn(c):
        c.setFont("Helvetica", 11)
        for n in rekkefolge:
            c.drawString(70 + (n % 5) * 40, 700 - 20 * (n // 5), ord_[n])

    dokument = les(lag_pdf(tegn))
    assert dokument.sider[0].lesemaate == "layout"
    assert [bit for bit in dokument.tekst.split() if bit != "|"] == ord_


def test_a_ruled_table_with_long_cells_is_read_cell_by_cell():
    celler = [[f"Tema {n}", f"{LANG} nummer {n}, og litt til her.", "ok"] for n in range(8)]
    stil = getSampleStyleSheet()["Normal"]
    ut = BytesIO()
    tabell = Table([[Paragraph(celle, stil) for celle in rad] for rad in celler], colWidths=[80, 200, 60])
    tabell.setStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")])
    SimpleDocTemplate(ut, pagesize=A4, invariant=1).build([tabell])
    tekst = " ".join(les(ut.getvalue()).tekst.split())
    for tema, lang, kort in celler:
        assert re.search(rf"{tema}( \|)? {re.escape(lang)}( \|)? {kort}", tekst)


def test_what_is_filled_into_form_fields_stands_beside_its_label():
    """The values are drawn last in the file; a word divided at a line end is still one word."""

    def tegn(c, navn, svar):
        skriv(c, ["Søknad om stønad", "Antall barn:"], avstand=32)
        skriv(c, [LANG + " øko-", "nomisk stønad og mer."], y=680)
        c.acroForm.textfield(name=navn, value=svar, x=160, y=744, width=200, height=18, borderWidth=0)

    data = lag_pdf(lambda c: tegn(c, "a", "to barn på 7 og 12"), lambda c: tegn(c, "b", "ingen av dem"))
    dokument = les(data)
    assert [side.lesemaate for side in dokument.sider] == ["layout", "layout"]
    assert re.search(r"Antall barn:( \|)? ingen av dem", dokument.tekst)
    assert re.search(r"Antall barn:( \|)? to barn på 7 og 12", dokument.tekst)
    assert "økonomisk" in dokument.tekst
    ((_, x0, y0, x1, y1),) = find_bokser(data, dokument, belegg(dokument, "to barn på 7 og 12"), find_ruter)
    assert 158 < x0 < x1 < 362
    assert 842 - 764 < y0 < y1 < 842 - 740


def _side_med_lite(c):
    bilde(c)
    c.drawString(70, 820, "Dok. 12/345 side 1")


@pytest.mark.parametrize(
    ("tegn", "maater"),
    [
        ([bilde], ["bilde"]),
        ([["Vedtak om stønad"], bilde], ["tekst", "bilde"]),
        ([_side_med_lite], ["bilde"]),
        ([["Vedtak om stønad"], lambda c: None], ["tekst", "blank"]),
        ([lambda c: c.rect(50, 50, 400, 400)], ["bilde"]),
    ],
    ids=["picture", "one picture page", "archive stamp on a picture", "blank page", "drawn text"],
)
def test_how_each_page_was_read(tegn, maater):
    assert [side.lesemaate for side in les(lag_pdf(*tegn)).sider] == maater


def _fasitord(data: bytes) -> list[str]:
    with pdfplumber.open(BytesIO(data)) as pdf:
        return [et["text"] for side in pdf.pages for et in side.extract_words()]


BREV = [
    "Nav Sundlia",
    "12. mars 2024",
    "VEDTAK OM ØKONOMISK STØNAD",
    "Du har søkt om 4 500 kroner til «vinterklær» – §§ 18 og 19 (jf. loven).",
    *[f"{LANG} {n} æøå ÆØÅ é ü" for n in range(30)],
]


@pytest.mark.parametrize("sider", [[BREV], [BREV, BREV[::-1]], [BREV[:3]]])
def test_slow_engine_judges_the_fast(sider):
    data = lag_pdf(*sider)
    assert les(data).tekst.split() == _fasitord(data)

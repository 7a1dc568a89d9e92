"""Word: what a person sees is read, what was struck out is not, and no package harms the reader."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from pdfer import les
from PIL import Image

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading import Grenser, read_innhold

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def lag(kropp: str = "", dokument=None, **deler: bytes) -> bytes:
    """A Word file; ``kropp`` is XML put first in its body, ``deler`` replace parts by name (with _ for / and .)."""
    ut = BytesIO()
    (dokument or Document()).save(ut)
    ny = BytesIO()
    with zipfile.ZipFile(ut) as inn, zipfile.ZipFile(ny, "w", zipfile.ZIP_DEFLATED) as pakke:
        for navn in inn.namelist():
            data = inn.read(navn)
            if navn == "word/document.xml":
                data = data.replace(b"<w:body>", b"<w:body>" + kropp.encode(), 1)
            pakke.writestr(navn, deler.get(navn.replace("/", "_").replace(".", "_"), data))
    return ny.getvalue()


def r(tekst: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{tekst}</w:t></w:r>'


BOKS = (
    f'<w:r><mc:AlternateContent {MC}><mc:Choice Requires="wps"><w:txbxContent><w:p>{r("Boks")}</w:p></w:txbxContent>'
    f"</mc:Choice><mc:Fallback><w:txbxContent><w:p>{r('Boks')}</w:p></w:txbxContent></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)


@pytest.mark.parametrize(
    ("kropp", "ventet"),
    [
        (f"<w:p>{r('Du får ')}{r('hjelp.')}</w:p>", "Du får hjelp."),
        (f'<w:p>{r("Du ")}<w:ins w:id="1" w:author="x">{r("får ")}</w:ins>{r("hjelp.")}</w:p>', "Du får hjelp."),
        (
            f'<w:p>{r("Du ")}<w:del w:id="1" w:author="x"><w:r><w:delText>får ikke</w:delText></w:r></w:del>'
            f"{r('får')}</w:p>",
            "Du får",
        ),
        (f'<w:p>{r("Nå ")}<w:moveFrom w:id="1">{r("her")}</w:moveFrom><w:moveTo w:id="2">{r("der")}</w:moveTo></w:p>', "Nå der"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent><w:p>{r('Dato: 12.03.2024')}</w:p></w:sdtContent></w:sdt>", "Dato: 12.03.2024"),
        (f"<w:p>{r('Til ')}<w:sdt><w:sdtContent>{r('NN')}</w:sdtContent></w:sdt></w:p>", "Til NN"),
        (f"<w:p>{r('Syn')}<w:r><w:rPr><w:vanish/></w:rPr><w:t>skjult</w:t></w:r>{r('lig')}</w:p>", "Synlig"),
        (f"<w:p>{r('Syn')}<w:r><w:rPr><w:vanish w:val='off'/></w:rPr><w:t>lig</w:t></w:r></w:p>", "Synlig"),
        (f"<w:p>{r('a')}<w:r><w:tab/></w:r>{r('b')}<w:r><w:br/></w:r>{r('c')}</w:p>", "a\tb\nc"),
        (f"<w:p>{r('barne')}<w:r><w:noBreakHyphen/></w:r>{r(' og stø')}<w:r><w:softHyphen/></w:r>{r('nad')}</w:p>", "barne- og stønad"),
        (f"<w:p>{r('Før')}{BOKS}</w:p><w:p>{r('Etter')}</w:p>", "Før\nBoks\nEtter"),
        (
            f"<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>{r('Samme ')}</w:p><w:p>{r('avsnitt.')}</w:p>",
            "Samme avsnitt.",
        ),
        (
            f"<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>{r('Før')}</w:p><w:tbl><w:tr>{'<w:tc><w:p>' + r('i') + '</w:p></w:tc>'}</w:tr></w:tbl>"
            f"<w:p>{r('Etter')}</w:p>",
            "Før\ni\nEtter",
        ),
        (
            f"<w:p>{r('Navn: ')}<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('Klikk her')}</w:sdtContent></w:sdt></w:p>"
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p>{r('Skriv her')}</w:p></w:sdtContent></w:sdt>",
            "Navn:",
        ),
        (
            f'<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>{r(" Ja ")}<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>'
            f"{r(' Nei')}</w:p>",
            "☒ Ja ☐ Nei",
        ),
        (
            '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="x"/><w:checkBox><w:default w:val="0"/><w:checked/>'
            f"</w:checkBox></w:ffData></w:fldChar></w:r>{r(' Ja ')}<w:r><w:fldChar><w:ffData><w:checkBox><w:default w:val='0'/>"
            f"</w:checkBox></w:ffData></w:fldChar></w:r>{r(' Nei')}</w:p>",
            "☒ Ja ☐ Nei",
        ),
        (
            '<w:p><w:r><w:fldChar><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Leier"/><w:listEntry w:val="Eier"/>'
            "</w:ddList></w:ffData></w:fldChar></w:r></w:p>",
            "Eier",
        ),
        (f"<w:p><w:r><w:instrText>PAGE</w:instrText></w:r>{r('Tekst A')}\u030a</w:p>", "Tekst A"),
        (f"<w:p>{r('A' + chr(0x30A) + 'se')}</w:p>", "Åse"),
    ],
)
def test_what_is_visible_in_a_paragraph(kropp, ventet):
    assert les(lag(kropp)).tekst == ventet + "\n"


def test_what_a_style_hides_is_not_seen():
    dokument = Document()
    stiler = dokument.styles
    stiler.add_style("Skjult", WD_STYLE_TYPE.CHARACTER).font.hidden = True
    stiler.add_style("Arver", WD_STYLE_TYPE.CHARACTER).base_style = stiler["Skjult"]
    stiler.add_style("Hele", WD_STYLE_TYPE.PARAGRAPH).font.hidden = True
    avsnitt = dokument.add_paragraph("Syn")
    avsnitt.add_run("borte", "Skjult")
    avsnitt.add_run("borte", "Arver")
    avsnitt.add_run("lig", "Skjult").font.hidden = False
    dokument.add_paragraph("borte", "Hele")
    assert les(lag(dokument=dokument)).tekst == "Synlig\n"


def _celle(*avsnitt: str) -> str:
    return "<w:tc>" + "".join(f"<w:p>{r(tekst)}</w:p>" for tekst in avsnitt) + "</w:tc>"


def test_table_rows_keep_amounts_apart_and_long_cells_whole():
    lang = ["Familien leier tre rom i andre etasje og har bodd der siden i fjor sommer.", "Barna deler rom."]
    rader = [
        _celle("Husleie") + _celle("11 900") + _celle("11", "900"),
        _celle("Bolig") + _celle(*lang),
        _celle(""),
        _celle("Sum") + "<w:sdt><w:sdtContent>" + _celle("1") + "</w:sdtContent></w:sdt>",
    ]
    slettet = f"<w:tr><w:trPr><w:del w:id='1'/></w:trPr>{_celle('borte')}</w:tr>"
    kropp = "<w:tbl>" + "".join(f"<w:tr>{rad}</w:tr>" for rad in rader) + slettet + "</w:tbl>"
    assert les(lag(kropp)).tekst.rstrip("\n").split("\n") == [
        "Husleie | 11 900 | 11 900",
        f"Bolig | {lang[0]}",
        lang[1],
        "Sum | 1",
    ]


def test_rows_of_a_table_in_a_cell_stay_rows():
    indre = "<w:tbl>" + "".join(f"<w:tr>{_celle(*par[:1])}{_celle(*par[1:])}</w:tr>" for par in (("a", "1"), ("b", "2"))) + "</w:tbl>"
    kropp = f"<w:tbl><w:tr>{_celle('Poster')}<w:tc>{indre}<w:p/></w:tc></w:tr></w:tbl>"
    assert les(lag(kropp)).tekst == "Poster | a | 1\nb | 2\n"


def test_headers_and_footers_stand_once_around_the_text():
    dokument = Document()
    dokument.add_paragraph("Vedtak")
    dokument.sections[0].header.paragraphs[0].text = "Nav Sundlia 12.03.2024"
    dokument.sections[0].footer.paragraphs[0].text = "Side 1 av 2"
    dokument.sections[0].footer.add_paragraph("Postboks 1")
    assert les(lag(dokument=dokument)).tekst == "Nav Sundlia 12.03.2024\nVedtak\nPostboks 1\n"


XXE = (
    f'<!DOCTYPE x [<!ENTITY hemmelig SYSTEM "file:///etc/passwd">]><w:document {W}><w:body><w:p>'
    f"<w:r><w:t>Tekst &hemmelig;</w:t></w:r></w:p></w:body></w:document>"
).encode()
LATTER = (
    "<!DOCTYPE x ["
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha" * 50}">' for n in range(9))
    + f"]><w:document {W}><w:body><w:p>{r('&l8;')}</w:p></w:body></w:document>"
).encode()


@pytest.mark.parametrize("xml", [XXE, LATTER], ids=["outside file", "entities in entities"])
def test_entities_are_never_expanded(xml):
    try:
        tekst = les(lag(word_document_xml=xml)).tekst
    except Lesefeil as feil:
        assert feil.kode in ("uleselig", "tom")
    else:
        assert "root:" not in tekst
        assert len(tekst) < 1000


def _kryptert() -> bytes:
    data = bytearray(lag())
    for merke, plass in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        sted = data.find(merke)
        while sted >= 0:
            data[sted + plass] |= 1
            sted = data.find(merke, sted + 4)
    return bytes(data)


def _bilde_alene() -> bytes:
    dokument, bilde = Document(), BytesIO()
    Image.new("L", (40, 40), 200).save(bilde, "png")
    dokument.add_picture(bilde)
    return lag(dokument=dokument)


def _annen_pakke(navn: str) -> bytes:
    ut = BytesIO()
    with zipfile.ZipFile(ut, "w") as pakke:
        pakke.writestr("[Content_Types].xml", "<Types/>")
        pakke.writestr(navn, "x")
    return ut.getvalue()


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (lag()[:2000], "ufullstendig"),
        (_kryptert(), "kryptert"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "kryptert"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"gammel Word", "feil_type"),
        (_annen_pakke("xl/workbook.xml"), "feil_type"),
        (_bilde_alene(), "krever_ocr"),
        (_annen_pakke("word/document.xml"), "uleselig"),
        (lag(word_document_xml=b"<ikke xml"), "uleselig"),
        (lag(), "tom"),
    ],
    ids=["cut", "encrypted entry", "encrypted office", "old word", "excel", "scanned", "no relations", "broken xml", "no text"],
)
def test_named_statuses(data, status):
    with pytest.raises(Lesefeil) as feil:
        les(data)
    assert feil.value.kode == status


def test_a_package_that_unpacks_too_large_is_refused_before_it_is_unpacked():
    bombe = lag(word_media_x=b"", word_document_xml=b"<x>" + b" " * 3_000_000 + b"</x>")
    with pytest.raises(Lesefeil) as feil:
        read_innhold(bombe, Grenser(utpakket=1_000_000))
    assert feil.value.kode == "for_stor_utpakket"


R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
BIT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"
MHT = b"From: <Saved by Word>\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<p>Bor p\xc3\xa5 <b>\xc3\x85mot</b><p>To barn"


def lag_med(*deler: bytes, ytre: bool = False) -> bytes:
    """A Word file that holds other documents between two paragraphs."""
    dokument = Document()
    ider = []
    for nummer, del_ in enumerate(deler):
        if ytre:
            ider.append(dokument.part.relate_to("file:///etc/hostname", BIT, is_external=True))
        else:
            bit = Part(PackURI(f"/word/bit{nummer}.bin"), "application/octet-stream", del_, dokument.part.package)
            ider.append(dokument.part.relate_to(bit, BIT))
    merker = "".join(f'<w:altChunk {R} r:id="{id_}"/>' for id_ in ider)
    return lag(f"<w:p>{r('Før')}</w:p>{merker}<w:p>{r('Etter')}</w:p>", dokument)


def innpakket(lag_: int) -> bytes:
    data = lag(f"<w:p>{r('Innerst')}</w:p>")
    for _ in range(lag_):
        data = lag_med(data)
    return data


@pytest.mark.parametrize(
    ("deler", "ventet"),
    [
        (["<!doctype html><p>Bor på <b>Åmot</b><table><tr><td>Husleie<td>9 000</table>".encode()], "Bor på Åmot\nHusleie | 9 000"),
        ([rb"{\rtf1\ansi Bor p\'e5 \'c5mot.\par To barn.}"], "Bor på Åmot.\nTo barn."),
        ([lag(f"<w:p>{r('Du får hjelp.')}</w:p>")], "Du får hjelp."),
        ([b"Ren tekst\r\nto"], "Ren tekst\nto"),
        ([MHT], "Bor på Åmot\nTo barn"),
        ([b"<html><p>en", lag(), b"", b"<html><p>to"], "en\nto"),
        ([innpakket(2)], "Før\nFør\nInnerst\nEtter\nEtter"),
    ],
    ids=["html", "rtf", "word", "text", "mht", "several, some of them empty", "three deep"],
)
def test_documents_within_stand_where_they_are_put(deler, ventet):
    tekst = les(lag_med(*deler)).tekst
    assert [linje for linje in tekst.splitlines() if linje] == ["Før", *ventet.splitlines(), "Etter"]


@pytest.mark.parametrize(
    ("data", "ventet"),
    [
        (lag_med(b"", ytre=True), "uleselig"),
        (innpakket(6), "uleselig"),
        (lag_med(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)), "feil_type"),
        (lag_med(rb"{\rtf1 halv"), "ufullstendig"),
        (lag_med(b"<html><img src=skann.png>"), "krever_ocr"),
    ],
    ids=["outside the file", "too deep", "old word", "half-written", "scanned"],
)
def test_a_document_within_that_cannot_be_read_is_a_hole_in_the_text(data, ventet):
    with pytest.raises(Lesefeil) as feil:
        les(data)
    assert feil.value.kode == ventet


def streng(data: bytes) -> bytes:
    """The same as Word saves it for «Strict Open XML»: other names for all that is in it."""
    ut = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as inn, zipfile.ZipFile(ut, "w") as ny:
        for navn in inn.namelist():
            vanlig = rb"http://schemas.openxmlformats.org/(?!package)([A-Za-z]+)/2006"
            ny.writestr(navn, re.sub(vanlig, rb"http://purl.oclc.org/ooxml/\1", inn.read(navn)))
    return ut.getvalue()


def test_strict_open_xml_is_read_as_any_other():
    dokument = Document()
    dokument.sections[0].header.paragraphs[0].text = "Nav Sundlia"
    tabell = dokument.add_table(1, 2)
    tabell.cell(0, 0).text, tabell.cell(0, 1).text = "Husleie", "9 000"
    data = lag(f"<w:p>{r('Du får hjelp.')}{BOKS}</w:p>", dokument)
    assert b"purl.oclc.org/ooxml/wordprocessingml/main" in zipfile.ZipFile(BytesIO(streng(data))).read("word/document.xml")
    assert les(streng(data)).tekst == les(data).tekst == "Nav Sundlia\nDu får hjelp.\nBoks\nHusleie | 9 000\n"

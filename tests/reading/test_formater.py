"""ODT, RTF, HTML and plain text in old encodings: words in order, cells apart, what was struck out gone, named statuses."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odfdo import Document, Element, Paragraph, Table
from pdfer import les

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading import Grenser, read_innhold
from vedtaksanalyse.reading.rens import rens_tekst
from vedtaksanalyse.sak import Lesestatus


def status(data: bytes, endelse: str = "", **grenser) -> str:
    try:
        read_innhold(data, Grenser(**grenser), endelse)
    except Lesefeil as feil:
        return Lesestatus(feil.kode).value
    return "lest"


def lag_odt(*deler: Element, kropp: str = "") -> bytes:
    """An OpenDocument text with these elements, and XML put after them in its body."""
    dokument = Document("text")
    dokument.body.clear()
    for del_ in deler:
        dokument.body.append(del_)
    ut = BytesIO()
    dokument.save(ut)
    slutt = "</office:text>"
    kropper = {"content.xml": lambda xml: xml.replace("<office:text/>", "<office:text>" + slutt).replace(slutt, kropp + slutt)}
    return bytt(ut.getvalue(), kropper)


def bytt(pakke: bytes, nytt: dict) -> bytes:
    ut = BytesIO()
    with zipfile.ZipFile(BytesIO(pakke)) as inn, zipfile.ZipFile(ut, "w") as ny:
        for navn in inn.namelist():
            data = inn.read(navn)
            ny.writestr(navn, nytt[navn](data.decode()).encode() if navn in nytt else data)
    return ut.getvalue()


def test_odt_paragraphs_tables_and_notes():
    tabell = Table("T", width=2, height=2)
    tabell.set_values([["Husleie", "11 900"], ["Strøm", "1 200"]])
    avsnitt = Paragraph("Søkeren bor på Åmot.")
    avsnitt.insert_note(after="Åmot", note_id="n", citation="1", body="Se loven.")
    assert les(lag_odt(avsnitt, tabell, Paragraph("Etter."))).tekst == (
        "Søkeren bor på Åmot.\nHusleie | 11 900\nStrøm | 1 200\nEtter.\nSe loven.\n"
    )


LO = 'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
FORM = 'xmlns:form="urn:oasis:names:tc:opendocument:xmlns:form:1.0"'
SKJEMA = (
    f"<office:forms><form:form {FORM}>"
    "<form:checkbox form:id='a' form:label='Ja' form:current-state='checked' form:state='unchecked'/>"
    "<form:checkbox xml:id='b' form:id='b' form:label='Nei' form:state='unchecked'/>"
    "<form:radio form:id='c' form:label='Leier' form:current-selected='true'/>"
    "<form:text form:id='d' form:current-value='9 000' form:value=''/><form:password form:id='f' form:value='hemmelig'/>"
    "<form:listbox form:id='e'><form:option form:label='uke'/><form:option form:label='måned' form:current-selected='true'/>"
    "</form:listbox></form:form></office:forms>"
    "<text:p><draw:control draw:control='a'/> <draw:control draw:control='b'/> <draw:control draw:control='c'/></text:p>"
    "<text:p>Husleie: <draw:control draw:control='d'/>, <draw:control draw:control='e'/><draw:control draw:control='f'/>"
    "<draw:control draw:control='borte'/></text:p>"
)


def merke(verdi: str) -> str:
    """A box of an old Word form, as LibreOffice keeps it."""
    felt = 'xmlns:field="urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0"'
    param = f"<field:param field:name='vnd.oasis.opendocument.field.Checkbox_Checked' field:value='{verdi}'/>"
    return f"<field:fieldmark {felt} field:type='vnd.oasis.opendocument.field.FORMCHECKBOX'>{param}</field:fieldmark>"


@pytest.mark.parametrize(
    ("kropp", "ventet"),
    [
        ("<text:p>a<text:s text:c='3'/>b<text:tab/>c<text:line-break/>d</text:p>", "a   b\tc\nd"),
        ("<text:p>a<text:s text:c='999999999'/>b</text:p>", "a" + " " * 200 + "b"),
        (
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>borte</text:p></text:deletion>"
            "</text:changed-region></text:tracked-changes><text:p>Du <text:change text:change-id='x'/>får"
            "<text:change-start text:change-id='y'/> hjelp<text:change-end text:change-id='y'/>.</text:p>",
            "Du får hjelp.",
        ),
        ("<text:p>Før<office:annotation><text:p>kommentar</text:p></office:annotation> etter</text:p>", "Før etter"),
        (
            "<text:p>Før<draw:frame><draw:text-box><text:p>Boks</text:p></draw:text-box></draw:frame></text:p>"
            "<text:p>Etter</text:p>",
            "Før\nBoks\nEtter",
        ),
        ("<text:p>Før<draw:custom-shape><text:p>Boks</text:p><text:p>to</text:p></draw:custom-shape></text:p>", "Før\nBoks\nto"),
        (
            "<style:style style:name='A' style:family='text'><style:text-properties text:display='none'/></style:style>"
            "<style:style style:name='B' style:family='text' style:parent-style-name='A'/>"
            "<style:style style:name='C' style:family='text' style:parent-style-name='B'><style:text-properties text:display='true'/>"
            "</style:style><text:p>Syn<text:span text:style-name='B'>skjult</text:span><text:span text:style-name='C'>lig</text:span></text:p>",
            "Synlig",
        ),
        ("<text:list><text:list-item><text:p>en</text:p></text:list-item></text:list><text:h>to</text:h>", "en\nto"),
        ("<text:section text:display='none'><text:p>skjult</text:p></text:section><text:p>synlig</text:p>", "synlig"),
        ("<text:p>a <text:hidden-text>skjult</text:hidden-text>b</text:p>", "a b"),
        (SKJEMA, "☒ Ja ☐ Nei ☒ Leier\nHusleie: 9 000, måned"),
        (f"<text:p>{merke('true')} Ja {merke('false')} Nei</text:p>", "☒ Ja ☐ Nei"),
        ("<text:p>\uf0fe Ja \uf0a8 Nei</text:p>", "☒ Ja ☐ Nei"),
        (f"<text:p>Barn: <loext:content-control {LO} loext:showing-place-holder='true'>Klikk her</loext:content-control>"
         f"<loext:content-control {LO} loext:checkbox='true' loext:checked='true'>☒</loext:content-control> Ja</text:p>", "Barn: ☒ Ja"),
    ],
)
def test_what_is_visible_in_odt(kropp, ventet):
    assert les(lag_odt(kropp=kropp)).tekst == ventet + "\n"


def test_odt_headers_stand_once_and_page_numbers_never():
    kant = "<style:header><text:p>Nav Sundlia</text:p></style:header><style:footer><text:p>Side 1 av 2</text:p></style:footer>"
    mester = f'<style:master-page style:name="a">{kant}</style:master-page><style:master-page style:name="b">{kant}</style:master-page>'
    stiler = {"styles.xml": lambda xml: xml.replace("</office:master-styles>", f"{mester}</office:master-styles>")}
    assert les(bytt(lag_odt(Paragraph("Vedtak")), stiler)).tekst == "Nav Sundlia\nVedtak\n"


def test_flat_odt():
    xml = (
        '<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:mimetype="application/vnd.oasis.opendocument.text">'
        "<office:body><office:text><text:p>Vedtak på nynorsk</text:p></office:text></office:body></office:document>"
    )
    assert les(xml.encode()).tekst == "Vedtak på nynorsk\n"


def _odt_med(navn: str, data: str) -> bytes:
    return bytt(lag_odt(Paragraph("x")), {navn: lambda _: data})


LATTER = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize(
    ("data", "ventet"),
    [
        (lag_odt(), "tom"),
        (lag_odt(kropp="<text:p><draw:frame><draw:image/></draw:frame></text:p>"), "krever_ocr"),
        (lag_odt(Paragraph("x"))[:900], "ufullstendig"),
        (_odt_med("content.xml", "<ikke xml"), "uleselig"),
        (_odt_med("content.xml", LATTER), "uleselig"),
        (_odt_med("META-INF/manifest.xml", "<m><encryption-data/></m>"), "kryptert"),
        (_odt_med("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), "feil_type"),
    ],
    ids=["no text", "pictures", "cut", "broken", "entities", "encrypted", "spreadsheet"],
)
def test_odt_statuses(data, ventet):
    assert status(data) == ventet


def rtf(kropp: str, hode: str = "") -> bytes:
    return (r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset2 Wingdings;}{\f2\fcharset204 A;}}"
            r"{\colortbl;\red0;}{\info{\title Tittel}{\author Navn}}" + hode + kropp + "}").encode("cp1252")  # fmt: skip


def rute(valgt: int, forst: int = 0) -> str:
    """A box of an old form, as Word writes it."""
    felt = rf"{{\*\formfield{{\fftype1\ffres{valgt}\fftypetxt0\ffhps20{{\*\ffname Kontroll1}}\ffdefres{forst}}}}}"
    return rf"{{\field{{\*\fldinst {{ FORMCHECKBOX }}{felt}}}{{\fldrslt }}}}"


@pytest.mark.parametrize(
    ("kropp", "ventet"),
    [
        (r"S\'f8keren bor p\'e5 \'c5mot.\par Barna: nei\par", "Søkeren bor på Åmot.\nBarna: nei"),
        (r"S\u248?keren p\u229\'e5 \u-10179?\u-8704? g\uc0\u229 rd", "Søkeren på 😀 gård"),
        (r"Du {\deleted ikke }f\'e5r {\revised hjelp}{\v skjult}.", "Du får hjelp."),
        (r"\deleted borte\deleted0 her \v borte\v0 og her \v x\plain der", "her og her der"),
        (r"a\tab b\line c\emdash d\~e\_f\-g \{h\}", "a\tb\nc—d e-fg {h}"),
        (
            r"F\'f8r\par\trowd\cellx1\cellx2\intbl Husleie\cell 11\~900\cell\row"
            r"\trowd\cellx1\cellx2\intbl Sum\cell 1\par 2\cell\row\pard Etter\par",
            "Før\nHusleie | 11 900\nSum | 1 2\nEtter",
        ),
        (r"Tekst{\footnote Se loven.} her.\par", "Tekst her.\nSe loven."),
        (r"{\header Nav Sundlia\par}{\footer Side 1 av 2\par}Vedtak\par", "Nav Sundlia\nVedtak"),
        (r"F\'f8r{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt Boks\par}}{\shprslt bilde}}\par Etter\par", "Før\nBoks\nEtter"),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt nav.no}} {\*\bkmkstart b}{\pict\pngblip 89504e47}slutt", "nav.no slutt"),
        (r"{\f1 \'fe} Ja {\f1 \'a8} Nei \u-3842? Nn", "☒ Ja ☐ Nei ☒ Nn"),
        (r"{\f2 \'c4\'e0}", "Да"),
        (f"{rute(1)} Ja {rute(0)} Nei {rute(25, 1)} Vet ikke {rute(25)} Annet {rute(0, 1)}x", "☒ Ja ☐ Nei ☒ Vet ikke ☐ Annet ☐x"),
        (r"{\field{\*\fldinst FORMTEXT {\*\formfield{\fftype0{\*\ffdeftext Skriv her}}}}{\fldrslt Oslo}}", "Oslo"),
        (r"{\listtext\pard 1.\tab}F\'f8rste\par", "1. Første"),
        (r"a{\pict\bin4 }{}\}b", "ab"),
    ],
)  # fmt: skip
def test_what_is_visible_in_rtf(kropp, ventet):
    assert les(rtf(kropp)).tekst == ventet + "\n"


@pytest.mark.parametrize(
    ("data", "ventet"),
    [
        (rtf("Hei")[:-1], "ufullstendig"),
        (rtf("Hei \\par")[:-3], "ufullstendig"),
        (rtf(""), "tom"),
        (rtf(r"{\pict\pngblip 89504e47}"), "krever_ocr"),
        (b"{\\rtf1 " + b"{" * 200_000, "ufullstendig"),
        (b"{\\rtf1 " + b"{" * 200_000 + b"x" + b"}" * 200_001, "lest"),
        (b"{\\rtf1\\ansicpg99999 \\'f8\\'e5\\bin-5 x}", "lest"),
    ],
    ids=["open group", "cut word", "no text", "pictures", "deep and open", "deep", "odd numbers"],
)
def test_rtf_statuses(data, ventet):
    assert status(data) == ventet


def html(kropp: str, hode: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head><title>T</title>{hode}</head><body>{kropp}</body></html>".encode()


@pytest.mark.parametrize(
    ("kropp", "ventet"),
    [
        ("<h1>Vedtak</h1><p>Du\n får <b>hj</b>elp<br>nå.</p>", "Vedtak\nDu får hjelp\nnå."),
        ("<p>a<script>x()</script><style>p{}</style><!-- k -->b</p><template>t</template>", "ab"),
        ("<p hidden>x</p><div style='color:red; display : none'>y</div><p>z</p>", "z"),
        ("<p>Du <del>ikke </del><ins>får</ins></p>", "Du får"),
        ("<ul><li>en<li><p>to</p></ul><ol><li>tre</ol>", "• en\n• to\ntre"),
        (
            "<table><tr><th>Post<th>Beløp<tr><td>Husleie<td>11&nbsp;900<tr><td><td></table>",
            "Post | Beløp\nHusleie | 11 900",
        ),
        (
            "<table><tr><td><table><tr><td>a<td>b<tr><td>c<td>d</table><td>e</table>",
            "a | b\nc | d | e",
        ),
        ("<input type=checkbox checked> Ja <input type=radio> Nei <input value='4 500'><input type=hidden value=x>", "☒ Ja ☐ Nei  4 500"),
        ("<select><option>a<option selected>b</select><textarea>c\nd</textarea>", "b\nc\nd"),
        ("<pre>a  b\n c</pre>", "a  b\nc"),
        ("&lt;p&gt; &aring; &#229; &ukjent;", "<p> å å &ukjent;"),
    ],
)  # fmt: skip
def test_what_is_visible_in_html(kropp, ventet):
    assert les(html(kropp)).tekst == ventet + "\n"


@pytest.mark.parametrize(
    "data",
    [
        html("<p>Søkeren på Åmot"),
        b"\xef\xbb\xbf" + html("<p>Søkeren på Åmot"),
        html("<p>Søkeren på Åmot", "<meta charset=utf-8>").decode().encode("cp1252"),
        html("<p>Søkeren på Åmot", "<meta http-equiv=x content='text/html; charset=iso-8859-1'>"),
        html("<p>Søkeren på Åmot", "<meta charset=cp865>").decode().encode("cp865"),
        html("<p>Søkeren på Åmot").decode().encode("utf-16"),
        html("<p>Søkeren på Åmot").decode().encode("utf-16-be"),
        b'<?xml version="1.0" encoding="UTF-8"?>\n' + html("<p>Søkeren på Åmot"),
        "<!-- x --><p>Søkeren på Åmot".encode(),
        "<div>Søkeren på Åmot".encode("latin-1"),
    ],
)
def test_html_in_any_encoding(data):
    assert les(data).tekst == "Søkeren på Åmot\n"


@pytest.mark.parametrize(
    ("data", "ventet"),
    [
        (html("<script>x</script>"), "tom"),
        (html("<img src='file:///etc/passwd'>"), "krever_ocr"),
        (html("<div>" * 100_000 + "dypt"), "uleselig"),
        (b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>", "feil_type"),
    ],
    ids=["no text", "picture", "deep", "other xml"],
)
def test_html_statuses(data, ventet):
    assert status(data) == ventet


def test_entities_of_html_reach_no_file(tmp_path):
    hemmelig = tmp_path / "h.txt"
    hemmelig.write_text("HEMMELIG")
    data = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{hemmelig.as_uri()}">]><p>a &x; b<iframe src="{hemmelig.as_uri()}">'
    assert "HEMMELIG" not in les(data.encode()).tekst


GAMMEL = "Søkeren bor på gård ved Ås, «fast» og ærlig.\nBarna får være her.\n"


@pytest.mark.parametrize(
    "data",
    [
        GAMMEL.encode("utf-16-le"),
        GAMMEL.encode("utf-16-be"),
        GAMMEL.encode("utf-16"),
        GAMMEL.encode("utf-32"),
        GAMMEL.encode("cp865", "replace").replace(b"?fast?", "«fast»".encode("cp850")),
        GAMMEL.encode("mac_roman"),
    ],
    ids=["utf16le", "utf16be", "utf16", "utf32", "dos", "mac"],
)
def test_text_in_old_and_unmarked_encodings(data):
    lest = les(data).tekst
    assert lest.replace("½", "»").replace("®", "«").replace("¯", "»") in (GAMMEL, lest)
    assert "Søkeren bor på gård ved Ås" in lest
    assert "ærlig.\nBarna får være her.\n" in lest


def test_quotes_of_windows_make_no_norwegian_letters():
    tekst = "Han sa \u2018ja\u2019 og \u201cnei\u201d, don\u2019t, 4 500 kr\n"
    assert les(tekst.encode("cp1252")).tekst == tekst


ORD = st.text(st.sampled_from("abcæøåÆØÅ–«»é 0123,.:"), min_size=1, max_size=30).filter(str.strip)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(ORD, min_size=1, max_size=3), min_size=1, max_size=5))
def test_every_format_gives_every_word_once_and_in_order(rader):
    """Also: the text is final, so an offset found in it always gives the same quote."""
    celler = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in rad) + "</tr>" for rad in rader)
    avsnitt = "".join(f"<text:p>{' '.join(' '.join(rad).split())}</text:p>" for rad in rader)
    tabell = "".join(r"\trowd\intbl " + "".join(_rtf(c) + r"\cell " for c in rad) + r"\row " for rad in rader)
    ventet = [ord_ for rad in rader for c in rad for ord_ in c.split()]
    for data in (html(f"<table>{celler}</table>"), lag_odt(kropp=avsnitt), rtf(tabell)):
        tekst = les(data).tekst
        assert [ord_ for ord_ in tekst.split() if ord_ != "|"] == ventet
        assert tekst == rens_tekst(tekst) + "\n"


def _rtf(tekst: str) -> str:
    return "".join(tegn if tegn.isascii() else f"\\u{ord(tegn)}?" for tegn in tekst)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 4), st.integers(0, 3000), st.binary(min_size=1, max_size=4))
def test_a_damaged_file_ends_in_a_named_status(hvilken, sted, rot):
    data = bytearray(PROVER[hvilken])
    sted %= len(data)
    data[sted : sted + len(rot)] = rot
    assert status(bytes(data)) in set(Lesestatus)


PROVER = [
    lag_odt(Paragraph("Vedtak om stønad")),
    rtf(r"Vedtak {\b om} st\'f8nad\par\trowd\intbl a\cell b\cell\row"),
    html("<table><tr><td>a<td>b</table><p>Vedtak"),
    b"From: a@example.org\nMIME-Version: 1.0\nSubject: =?utf-8?q?S=C3=B8knad?=\nContent-Type: text/plain\n\nHei\n",
    GAMMEL.encode("utf-16-le"),
]

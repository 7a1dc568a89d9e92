"""What holds for any bytes and any text: named statuses, final texts, spans inside the text, masks that keep every place.

A few examples each in the suite; ``make fuzz`` asks for many more (``VEDTAKSANALYSE_FUZZ``).
"""

from __future__ import annotations

import json
import os
import sys
import unicodedata
import zlib
from functools import cache

import pytest
from byggere import ROT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vedtaksanalyse.detection.barn import find_barneomtaler
from vedtaksanalyse.detection.belop import Belopsleser
from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.gjenbruk.former import Former
from vedtaksanalyse.kriterier import load_katalog
from vedtaksanalyse.pii.find import find_pii
from vedtaksanalyse.pii.skjerming import mask_tekst
from vedtaksanalyse.reading import Grenser, read_innhold
from vedtaksanalyse.reading.budskap import Uforstaaelig, pack_svar, unpack_svar
from vedtaksanalyse.reading.datering import finn_datoer, kjenn_dato
from vedtaksanalyse.reading.filnavn import make_unik, naturlig, skrivbart
from vedtaksanalyse.reading.flyt import Sidelinjer, flyt
from vedtaksanalyse.reading.innhold import Bit, Innhold, Linje
from vedtaksanalyse.reading.kanter import er_sidetall, fjern_kanter
from vedtaksanalyse.reading.kjenn import kjenn_type, velg_vedtak
from vedtaksanalyse.reading.rens import rens, rens_tekst
from vedtaksanalyse.reading.sakjson import Sakjson, read_sakjson
from vedtaksanalyse.sak import Dokument, Lesestatus
from vedtaksanalyse.structure import divide, fold

sys.path.insert(0, str(ROT / "scripts"))
from fiendtlig import pakker, pdfer  # noqa: E402
from fiendtlig.grunn import pakk  # noqa: E402

FLEST = int(os.environ.get("VEDTAKSANALYSE_FUZZ", "15"))
GRENSER = Grenser(bytes=500_000, sider=20, utpakket=2_000_000, tegn=200_000, ocr_sider=0)
mange = settings(max_examples=FLEST, deadline=None, suppress_health_check=list(HealthCheck))

BITER = [
    "barn", "barna", "to barn", "sønn", "datteren på", "4 år", "7", "og", "på", "født", "12.03.2024", "3. mars", "2019", "kr", "11 900",
    "1 000,-", "x 2", "=", "sum", "husleie", "minus", "§ 18", "jf.", "«", "»", "(", "[barn 1]", "[navn]", "Kari Nordmann", "Ola", "Storgata 7",
    "0123 Oslo", "01010112345", "1234.56.78901", "912 34 567", "a@b.no", "VURDERING", "Vedtak", "Barn:", "Ja", "☒", "ikke", "ingen", "gravid",
    "mor", "far", "hos", "i 3. klasse", "skole", "Nordby skole", "|", "....", "\t", "\n", "\n\n", "- ", "1.", "a)", ".", ":", ";", "!", "–", "/",
    "l0.o3.2025", "tvillinger", "annenhver uke", "AB 12345", "NO93 8601 1117 947", "+47", "İ", "ß", "ﬁ", "\u0301", "\u202e", "👨‍👩‍👧", "\u00a0", "\u200b",
]  # fmt: skip
TEKST = st.one_of(
    st.lists(st.one_of(st.sampled_from(BITER), st.text(max_size=6)), max_size=60).map(" ".join),
    st.lists(st.sampled_from(BITER), max_size=60).map("".join),
    st.tuples(st.sampled_from(BITER), st.integers(1, 400)).map(lambda par: par[0] * par[1]),
    st.text(max_size=400),
)


@cache
def katalog():
    return load_katalog()


def _biter_av(*ord_: bytes, storst: int = 60) -> st.SearchStrategy[bytes]:
    return st.lists(st.one_of(st.sampled_from(ord_), st.binary(max_size=6)), max_size=storst).map(b"".join)


PDFORD = _biter_av(b"BT ", b"/F1 12 Tf ", b"70 700 Td ", b"(barn) Tj ", b"ET ", b"q ", b"Q ", b"1 0 0 1 9 9 cm ", b"<6261> Tj ", b"[(a) -900 (b)] TJ ",
                   b"0 1 -1 0 9 9 Tm ", b"3 Tr ", b"/X Do ", b"BI ID EI ", b"-", b"9999999999 ", b"(", b")", b"<<", b"]")  # fmt: skip
RTF = _biter_av(b"{", b"}", b"\\par ", b"\\trowd ", b"\\cell ", b"\\row ", b"\\u229?", b"\\u-10240?", b"\\'e5", b"\\bin3 ", b"{\\*\\x ", b"\\v ", b"\\deleted ",
                b"barn ", b"\\uc0 ", b"\\f1", b"{\\fonttbl{\\f1\\fcharset2 x;}}", b"{\\header ", b"{\\footnote ", b"{\\shptxt ", b"\\nestcell ")  # fmt: skip
HTML = _biter_av(b"<p>", b"<table>", b"<tr>", b"<td>", b"</table>", b"<div hidden>", b"<select>", b"<option selected>", b"<input type=radio>", b"<pre>", b"&aring;",
                 b"<textarea>", b"barn ", b"<li>", b"<ul>", b"<!--", b"-->", b"<script>", b"</script>", b"<![CDATA[", b"<br>", b"\xe5", b"</p>")  # fmt: skip
EPOST = _biter_av(b"From: a@b.no\r\n", b"Subject: =?utf-8?q?=C3=A5?=\r\n", b"MIME-Version: 1.0\r\n", b"Content-Type: multipart/mixed; boundary=b\r\n", b"\r\n", b"--b\r\n",
                  b"--b--\r\n", b"Content-Type: text/html\r\n", b"Content-Type: message/rfc822\r\n", b"Content-Transfer-Encoding: base64\r\n", b"barn\r\n", b"YmFybg==\r\n",
                  b"Content-Disposition: attachment; filename=a.txt\r\n", b"Date: Tue, 12 Mar 2024 10:15:00 +0100\r\n", b"To: <", b"=?x?b?")  # fmt: skip
XML = st.lists(st.sampled_from(["<w:p>", "</w:p>", "<w:r><w:t>barn</w:t></w:r>", "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", "<w:sdt><w:sdtContent>",
                                "</w:sdtContent></w:sdt>", "<w:del>", "</w:del>", "<w:r><w:txbxContent><w:p>", "</w:p></w:txbxContent></w:r>", "<w:br/>",
                                '<w:sym w:char="F0FE"/>', "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"]), max_size=30).map("".join)  # fmt: skip
FILER = {
    "bytes": st.binary(max_size=300),
    "tekst": TEKST.map(lambda t: t.encode("utf-8", "surrogatepass")),
    "utf16": TEKST.map(lambda t: t.encode("utf-16", "surrogatepass")),
    "rtf": RTF.map(lambda b: b"{\\rtf1 " + b + b"}"),
    "html": HTML.map(lambda b: b"<html>" + b),
    "epost": EPOST.map(lambda b: b"From: a@b.no\r\nMIME-Version: 1.0\r\n" + b),
    "pdf": PDFORD.map(lambda b: pdfer.pdf({4: pdfer.strom(b)})),
    "pdf-pakket": PDFORD.map(lambda b: pdfer.pdf({4: pdfer.pakket(zlib.compress(b))})),
    "pdf-ressurs": _biter_av(b"/Type/Font", b"<<", b">>", b"[", b"]", b"5 0 R", b"1 0 R", b"/ToUnicode", b"/Widths", b" 9 ", b"(x)").map(
        lambda b: pdfer.pdf({5: b"<<" + b + b">>"})
    ),
    "docx": XML.map(lambda x: pakk(pakker.docx(x))),
    "odt": st.lists(st.sampled_from(["<text:p>", "</text:p>", "<text:span>", "</text:span>", "barn", "<text:s text:c='9'/>", "<table:table><table:table-row>",
                                     "</table:table-row></table:table>", "<table:table-cell>", "</table:table-cell>"]), max_size=30).map(
        lambda deler: pakk(pakker.odt("".join(deler)))
    ),
}  # fmt: skip


@pytest.mark.parametrize("slag", FILER)
def test_any_bytes_end_in_a_final_text_or_a_named_status(slag):
    @mange
    @given(FILER[slag], st.sampled_from(["", ".txt", ".eml", ".eml/0"]))
    def prov(data, endelse):
        try:
            innhold = read_innhold(data, GRENSER, endelse)
        except Lesefeil as feil:
            assert feil.kode in set(Lesestatus)
            return
        assert unpack_svar(pack_svar(innhold), GRENSER) == innhold
        start = 0
        for side in innhold.sider:
            assert start <= side.start <= side.slutt <= len(innhold.tekst)
            assert all(side.start <= plass <= side.slutt for plass, _ in side.brudd)
            start = side.slutt
        if slag not in ("bytes", "tekst", "utf16"):  # a text file stands as it is
            assert "\x00" not in innhold.tekst
            assert unicodedata.is_normalized("NFC", innhold.tekst)

    prov()


@mange
@given(TEKST)
def test_cleaning_is_final_and_knows_where_everything_came_from(tekst):
    ren, brudd = rens(tekst)
    assert rens(ren) == (ren, [])
    assert rens_tekst(rens_tekst(tekst)) == rens_tekst(tekst)
    assert brudd == sorted(brudd)
    assert all(0 <= ut <= len(ren) and 0 <= inn <= len(tekst) for ut, inn in brudd)
    steder = dict(brudd)
    inn = 0
    for ut, tegn in enumerate(ren):
        inn = steder.get(ut, inn)
        if ord(tegn) < 128 and not tegn.isspace() and inn < len(tekst) and ord(tekst[inn]) < 128:
            assert tegn == tekst[inn]
        inn += 1


LINJE = st.builds(
    lambda ord_, x, y, hoyde, fri: Linje([Bit(ord_ or "x", 0)], x, x + 5 * len(ord_), y, hoyde, fri=fri, celle_x0=x),
    st.one_of(st.sampled_from(["Side 1 av 2", "1", "- 2 -", "Nav Sundlia", "Postboks 1", "s. 3 av 3", "|"]), st.text(min_size=1, max_size=30)),
    st.floats(-1000, 1000), st.floats(-1000, 2000), st.floats(0, 50), st.booleans(),
)  # fmt: skip


@mange
@given(st.lists(st.lists(LINJE, max_size=6), min_size=1, max_size=4))
def test_edges_and_flow_take_any_lines(sider):
    ark = [Sidelinjer(nr, 595.0, 842.0, [[linje] for linje in linjer]) for nr, linjer in enumerate(sider, 1)]
    innhold = flyt(fjern_kanter(ark))
    assert [side.nummer for side in innhold.sider] == list(range(1, len(sider) + 1))
    assert innhold.sider[-1].slutt == len(innhold.tekst)


@mange
@given(TEKST)
def test_kind_and_dates_of_any_text(tekst):
    flate = tekst.casefold()
    datoer = finn_datoer(flate)
    assert [d.start for d in datoer] == sorted(d.start for d in datoer)
    assert all(0 <= d.start < d.slutt <= len(flate) for d in datoer)
    type_ = kjenn_type(tekst, tekst[:40])
    kjenn_dato(tekst, type_, tekst[:40])
    velg_vedtak([(tekst, ""), (tekst[::-1], "vedtak.pdf")])
    er_sidetall(tekst)


@mange
@given(TEKST)
def test_units_never_overlap_and_lose_nothing(tekst):
    oppdeling = divide(Dokument("d", "vedtak", tekst), katalog())
    assert len(oppdeling.flate) == len(tekst) == len(fold(tekst))
    slutt = 0
    for setning in oppdeling.setninger:
        assert slutt <= setning.start < setning.slutt
        assert not tekst[slutt : setning.start].strip()
        slutt = setning.slutt
    assert not tekst[slutt:].strip()


@mange
@given(TEKST)
def test_amounts_children_and_fillings_stand_inside_the_text(tekst):
    oppdeling = divide(Dokument("d", "vedtak", tekst), katalog())
    felles = katalog().felles
    for rad in _belop().read(oppdeling):
        assert 0 <= rad.belegg.start <= rad.sted.start < rad.sted.slutt <= len(tekst)
        assert rad.belegg.slutt == rad.sted.slutt
    for omtale in find_barneomtaler([oppdeling], None, felles["barn"]):
        assert 0 <= omtale.belegg.start < omtale.belegg.slutt <= len(tekst)
    for setning in oppdeling.setninger:
        form = _former().read(oppdeling.flate, setning.start, setning.slutt)
        assert all(setning.start <= felt.start < felt.slutt <= setning.slutt for felt in form.felt)


@cache
def _belop() -> Belopsleser:
    return Belopsleser(katalog().felles["beregning"])


@cache
def _former() -> Former:
    return Former(katalog().felles)


@mange
@given(TEKST)
def test_personal_data_stands_inside_the_text_and_masks_keep_every_place(tekst):
    funn = find_pii(Dokument("d", "annet", tekst), None)
    slutt = 0
    for ett in funn:
        assert slutt <= ett.belegg.start < ett.belegg.slutt <= len(tekst)
        slutt = ett.belegg.slutt
    maskert = mask_tekst(tekst, [(f.belegg.start, f.belegg.slutt) for f in funn])
    assert len(maskert) == len(tekst)
    for ett in funn:
        assert not any(tegn.isalnum() for tegn in maskert[ett.belegg.start : ett.belegg.slutt])
    assert [n for n, tegn in enumerate(tekst) if tegn.isspace()] == [n for n, tegn in enumerate(maskert) if tegn.isspace()]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(["lest", "tekst", "vedtak", "2024-03-12"]),
    lambda inni: st.lists(inni, max_size=8)
    | st.dictionaries(st.sampled_from(["kontor", "malform", "dokumenter", "fil", "type", "dato", "dok_id", "x"]), inni, max_size=5),
    max_leaves=20,
)


@mange
@given(JSON)
def test_what_a_case_says_of_itself_is_used_or_refused(verdi):
    sak, avvik = read_sakjson(lambda _: json.dumps(verdi).encode())
    assert avvik is None or sak == Sakjson()
    for tekst in (sak.kontor, *sak.dokumenter, *(d.dok_id for d in sak.dokumenter.values())):
        tekst.encode("utf-8")
        assert skrivbart(tekst) == tekst


@mange
@given(st.one_of(JSON.map(lambda v: b"L" + json.dumps(v).encode()), st.binary(max_size=60)))
def test_whatever_a_child_says_is_an_answer_or_refused(ramme):
    try:
        svar = unpack_svar(ramme, GRENSER)
    except Uforstaaelig:
        return
    assert isinstance(svar, Innhold | Lesestatus)


@mange
@given(st.lists(st.text(max_size=30) | st.sampled_from(["a.txt", "a-2.txt", "9" * 9000, "notat10", "notat2", "\udcff", "²³"]), max_size=12))
def test_names_are_sorted_shown_and_kept_apart(navn):
    vist = [skrivbart(n) for n in navn]
    assert [skrivbart(n) for n in vist] == vist
    "".join(vist).encode("utf-8")
    assert len(sorted(vist, key=naturlig)) == len(vist)
    brukt: dict[str, int] = {}
    unike = [make_unik(n, brukt) for n in vist]
    assert len(set(unike)) == len(vist)

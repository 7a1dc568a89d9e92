"""The case sheet, read back as PDF/UA asks: structure, languages, title, fonts, order, and the same bytes every time."""

import re
from dataclasses import replace
from importlib.resources import files

import eksempler
import pikepdf
import pypdfium2
import pytest

from vedtaksanalyse.export import saksark
from vedtaksanalyse.export.pdf import UVIST
from vedtaksanalyse.export.saksark import write_saksark
from vedtaksanalyse.sak import Behovsrad, Belegg, Dokument, Kilde, Lesestatus

UA = "{http://www.aiim.org/pdfua/ns/id/}part"
MALFORMET = ("Fakta i saken", "Kartlegging", "Notater og samtaler", "Begrunnelsen i vedtaket", "Prøving etter § 19", "Oppfølging")
LOVLIGE = set(
    ["Document", "Part", "Sect", "Div", "P", "H1", "H2", "H3", "H4", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Caption", "Span", "Link", "Reference", "TOC", "TOCI", "Figure", "Formula", "Quote", "BlockQuote", "Note", "Code", "Title", "Em", "Strong", "Terms"]
)


@pytest.fixture(scope="module")
def fil(vurderinger, katalog, tmp_path_factory):
    """All cases in one PDF."""
    fil = tmp_path_factory.mktemp("ut") / "ark.pdf"
    assert write_saksark(iter(vurderinger), fil, katalog) == len(vurderinger)
    return fil


@pytest.fixture(scope="module")
def mappe(vurderinger, katalog, tmp_path_factory):
    """A PDF per case."""
    mappe = tmp_path_factory.mktemp("ut") / "ark"
    assert write_saksark(vurderinger, mappe, katalog) == len(vurderinger)
    return mappe


@pytest.fixture
def pdf(fil):
    with pikepdf.open(fil) as pdf:
        yield pdf


def elements(node, sprak=""):
    """Every structure element below a node, with the language that holds there."""
    barn = node.get("/K", [])
    for ett in barn if isinstance(barn, pikepdf.Array) else [barn]:
        if isinstance(ett, pikepdf.Dictionary) and "/S" in ett:
            her = str(ett.get("/Lang", sprak))
            yield ett, her
            yield from elements(ett, her)


def roles(pdf):
    return [str(e.S).lstrip("/") for e, _ in elements(pdf.Root.StructTreeRoot)]


def text_of(fil):
    dokument = pypdfium2.PdfDocument(fil)
    tekst = "\n".join(side.get_textpage().get_text_range() for side in dokument)
    return " ".join(tekst.replace("\ufffe", "").replace("\u00ad", "").split())


def test_the_file_says_that_it_is_pdf_ua(pdf):
    with pdf.open_metadata() as meta:
        assert meta[UA] == "1"
        assert meta["dc:title"] == "Saksark: 6 saker"
    assert bool(pdf.Root.MarkInfo.Marked) and bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert str(pdf.Root.Lang) == "nb"
    assert pdf.check_pdf_syntax() == []


def test_every_element_has_a_standard_role(pdf):
    kart = {str(n).lstrip("/"): str(v).lstrip("/") for n, v in pdf.Root.StructTreeRoot.get("/RoleMap", {}).items()}
    brukt = set(roles(pdf))
    assert {"H1", "H2", "Table", "TH", "TD", "L", "P"} <= {kart.get(r, r) for r in brukt}
    assert brukt <= LOVLIGE | {"Datetime"}
    assert {kart.get(r, r) for r in brukt} <= LOVLIGE


def test_headings_descend_one_step_at_a_time(pdf):
    nivaer = [int(rolle[1:]) for rolle in roles(pdf) if re.fullmatch(r"H\d", rolle)]
    assert nivaer[0] == 1 and len(nivaer) > 40
    assert all(neste - forrige <= 1 for forrige, neste in zip(nivaer, nivaer[1:], strict=False))


def test_tables_have_headings_with_scope_and_rows_of_one_length(pdf):
    tabeller = [e for e, _ in elements(pdf.Root.StructTreeRoot) if e.S == "/Table"]
    assert len(tabeller) > 20
    for tabell in tabeller:
        rader = [e for e, _ in elements(tabell) if e.S == "/TR"]
        celler = [[e for e, _ in elements(rad) if e.S in ("/TH", "/TD")] for rad in rader]
        assert {c.S for c in celler[0]} == {"/TH"}
        assert len({len(rad) for rad in celler}) == 1
        for hode in celler[0]:
            egenskaper = hode.A if isinstance(hode.A, pikepdf.Array) else [hode.A]
            assert any(a.get("/Scope") == "/Column" for a in egenskaper)


def test_what_is_shown_is_tagged_or_an_artifact(pdf):
    for side in pdf.pages:
        assert "/StructParents" in side and side.Tabs == "/S"
        dybde = []
        for operander, operator in pikepdf.parse_content_stream(side):
            navn = str(operator)
            if navn in ("BDC", "BMC"):
                merket = navn == "BDC" and isinstance(operander[1], pikepdf.Dictionary) and "/MCID" in operander[1]
                dybde.append(merket or operander[0] == "/Artifact")
            elif navn == "EMC":
                dybde.pop()
            elif navn in ("Tj", "TJ", "f", "S", "B"):
                assert any(dybde), navn
        assert dybde == []


def test_fonts_are_embedded_and_map_to_text(pdf):
    fonter = {f.BaseFont: f for side in pdf.pages for f in side.Resources.get("/Font", {}).values()}
    assert fonter
    for font in fonter.values():
        assert "/ToUnicode" in font
        beskrivelse = font.DescendantFonts[0].FontDescriptor
        assert "/FontFile2" in beskrivelse or "/FontFile3" in beskrivelse
        assert any(navn in str(font.BaseFont) for navn in ("Libertinus", "DejaVu"))


def test_pictures_have_words_and_links_a_description(pdf):
    for e, _ in elements(pdf.Root.StructTreeRoot):
        assert e.S not in ("/Figure", "/Formula") or e.get("/Alt")
    lenker = [a for side in pdf.pages for a in side.get("/Annots", [])]
    assert lenker and all(a.get("/Contents") and "/StructParent" in a for a in lenker)


def test_each_case_has_its_language(mappe, pdf, vurderinger):
    for v in vurderinger:
        navn = re.sub(r"[^\w.-]", "_", v.sak.sak_id)
        with pikepdf.open(mappe / f"{navn}.pdf") as egen:
            assert str(egen.Root.Lang) == v.sak.malform
    former = {sprak for e, sprak in elements(pdf.Root.StructTreeRoot, "nb") if e.S in ("/H1", "/TD")}
    assert former >= {"nb", "nn"}


def test_a_quote_in_another_form_than_the_case_says_so(vurderinger, katalog, tmp_path):
    grunn = vurderinger[0]
    assert grunn.sak.malform == "nb"
    dokumenter = tuple(replace(d, malform="nn" if d.type == "vedtak" else "en") for d in grunn.sak.dokumenter)
    write_saksark([replace(grunn, sak=replace(grunn.sak, dokumenter=dokumenter))], tmp_path / "a.pdf", katalog)
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        sprak = {her for _, her in elements(pdf.Root.StructTreeRoot, str(pdf.Root.Lang))}
    assert sprak >= {"nb", "nn", "und"}


def test_one_case_in_the_order_of_the_review(mappe, vurderinger, katalog):
    tekst = text_of(mappe / "D1-01.pdf")
    steder = [tekst.index(f" {navn} ", tekst.index("Klagefrist")) for navn in MALFORMET]
    assert steder == sorted(steder)
    assert tekst.startswith("Saksark: sak D1-01 ")
    assert "Risiko 25 = sannsynlighet 5 × konsekvens 5" in tekst
    for versjon in ("0.1.0", "abcdef0123456789", "setninger-1"):
        assert versjon in tekst


def test_every_quote_stands_there_with_its_place(mappe, vurderinger):
    tekst = re.sub(r"\W", "", text_of(mappe / "D1-01.pdf"))
    sitater = [vurderinger[0].sak.sitat(b) for v in vurderinger[0].vurderinger for b in v.belegg]
    assert len(sitater) > 15
    assert [s for s in sitater if re.sub(r"\W", "", s) not in tekst] == []
    assert tekst.count("Vedtakside") >= 5


def test_flags_have_their_question_and_absences_their_search(mappe, vurderinger, katalog):
    sak = next(v for v in vurderinger if any(f.id == "eksempel" for f in v.flagg))
    tekst = text_of(mappe / f"{sak.sak.sak_id}.pdf")
    regel = katalog.flagg[0]
    assert f"{'Spør videre' if sak.sak.malform == 'nb' else 'Spør vidare'}: {regel.neste[sak.sak.malform]}" in tekst
    tekst = text_of(mappe / "D1-01.pdf")
    assert "84 setninger, 12 spor." in tekst and "Teller ikke:" in tekst and "Ett trinn opp ville ha krevd" in tekst


def test_the_thread_from_need_to_decision_stands_in_the_mapping(vurderinger, katalog, tmp_path):
    grunn, vedtak = vurderinger[0], Belegg("vedtak", 0, 20)
    rad = Behovsrad("ukjent_behov", "eldste", "ikke_avgjort", sokt=(vedtak,))
    write_saksark([replace(grunn, behov=(rad,))], tmp_path / "a.pdf", katalog)
    tekst = text_of(tmp_path / "a.pdf")
    start = tekst.index("Fra behov til avgjørelse")
    assert tekst.index(" Kartlegging ") < start < tekst.index("Notater og samtaler", start)
    trad = tekst[start : start + 700]
    assert "ukjent_behov" in trad and "barn: eldste" in trad and "søkt om, fant ikke at det er avgjort" in trad
    assert f"Søkt om: «{' '.join(grunn.sak.sitat(vedtak).split())}» (Vedtak, side 1)" in trad
    assert "Fra behov" not in text_of_case(vurderinger[0], katalog, tmp_path)


def text_of_case(vurdering, katalog, mappe):
    write_saksark([vurdering], mappe / "uten.pdf", katalog)
    return text_of(mappe / "uten.pdf")


def test_a_quote_longer_than_a_page_goes_on_on_the_next(vurderinger, katalog, tmp_path):
    grunn = vurderinger[0]
    ord_ = [f"ord{n}" for n in range(4000)]
    dokument = replace(grunn.sak.dokumenter[0], tekst=" ".join(ord_) + " " + "x" * 500, sider=())
    sak = replace(grunn.sak, dokumenter=(dokument,), kilder=grunn.sak.kilder[:1])
    belegg = (Belegg(dokument.dok_id, 0, len(dokument.tekst)),)
    v = replace(grunn.vurderinger[0], bevis=eksempler._bevis(belegg), kvittering=None, fakta=None)
    tekst = text_of_case(replace(grunn, sak=sak, vurderinger=(v,), flagg=(), fakta=()), katalog, tmp_path)
    assert [ett for ett in ord_ if f"{ett} " not in tekst] == []
    assert re.sub(r"[^x]", "", tekst).count("x") >= 500


def test_a_case_that_was_not_assessed_has_its_cause_and_no_findings(mappe):
    tekst = text_of(mappe / "S-99.pdf")
    assert "skannet" in tekst and "ikke et funn mot kontoret" in tekst
    assert "Begrunnelsen i vedtaket" not in tekst


def test_the_same_cases_give_the_same_bytes(vurderinger, katalog, fil, tmp_path):
    write_saksark(vurderinger, tmp_path / "igjen.pdf", katalog)
    assert (tmp_path / "igjen.pdf").read_bytes() == fil.read_bytes()


def test_names_of_files_are_safe_and_unique(katalog, tmp_path):
    grunn = eksempler.uvurdert_sak()
    ider = ["../opp", "a/b", "a?b", "A_B", "", ".", "x" * 300]
    write_saksark([replace(grunn, sak=replace(grunn.sak, sak_id=id)) for id in ider], tmp_path / "ut", katalog)
    navn = sorted(p.name for p in (tmp_path / "ut").iterdir())
    assert len({n.casefold() for n in navn}) == len(ider)
    assert [p.name for p in tmp_path.iterdir()] == ["ut"]


def test_many_cases_go_on_in_more_files(katalog, tmp_path, monkeypatch):
    monkeypatch.setattr(saksark, "_PER_FIL", 2)
    grunn = eksempler.uvurdert_sak()
    saker = [replace(grunn, sak=replace(grunn.sak, sak_id=f"S-{n}")) for n in range(5)]
    assert write_saksark(saker, tmp_path / "ark.pdf", katalog) == 5
    assert sorted(p.name for p in tmp_path.iterdir()) == ["ark-2.pdf", "ark-3.pdf", "ark.pdf"]
    funnet = [re.findall(r"Sak (S-\d) \.", text_of(tmp_path / navn)) for navn in ("ark.pdf", "ark-2.pdf")]
    assert funnet == [["S-0", "S-1"], ["S-2", "S-3"]]
    assert text_of(tmp_path / "ark-3.pdf").startswith("Saksark: sak S-4")


def test_no_case_is_a_page_that_says_so(katalog, tmp_path):
    assert write_saksark([], tmp_path / "tom.pdf", katalog, "nn") == 0
    assert "Ingen saker." in text_of(tmp_path / "tom.pdf")


def test_every_letter_let_through_can_be_set(katalog, tmp_path):
    """The fonts have a picture of all that ``_UVIST`` lets through, and the rest is shown as a box."""
    alle = [c for c in map(chr, range(0x20, 0x11000)) if not 0xD800 <= ord(c) < 0xE000]
    linjer = ["a" + "b ".join(alle[n : n + 40]) for n in range(0, len(alle), 40)]
    tekst = "\n".join(linjer) + "\U0001f469\u200d\U0001f467"
    dokument = Dokument("vedtak", "vedtak", tekst, None, "nb")
    grunn = eksempler.fasitvurdering("D1-01", katalog)
    sak = replace(grunn.sak, dokumenter=(dokument,), kilder=(Kilde("vedtak", "v.pdf", "", Lesestatus.LEST, "vedtak"),))
    steder = [m.span() for m in re.finditer(r"[^\n]+", tekst)]
    belegg = tuple(Belegg("vedtak", *sted) for sted in steder if UVIST.sub("", tekst[slice(*sted)]).strip("ab "))
    assert len(belegg) > 20
    v = replace(grunn.vurderinger[0], bevis=eksempler._bevis(belegg), kvittering=None)
    write_saksark([replace(grunn, sak=sak, vurderinger=(v,), flagg=(), fakta=())], tmp_path / "a.pdf", katalog)
    funnet = text_of(tmp_path / "a.pdf")
    assert "□" in funnet and all(c in funnet for c in "æøåÆŋčđšžŧáéЖω€§☐–«»")


def test_the_template_brings_nothing_in():
    """No package, picture or file: what it needs comes as data."""
    mal = (files("vedtaksanalyse.export") / "maler" / "saksark.typ").read_text(encoding="utf-8")
    assert not re.search(r"@|import|include|image\(|read\(|https?:", mal)

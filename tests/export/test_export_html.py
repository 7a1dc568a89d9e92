import base64
import hashlib
import io
import re
from dataclasses import replace
from datetime import datetime

import eksempler
import lxml.html
import pytest

from vedtaksanalyse.export.flaggord import fold_flagg
from vedtaksanalyse.export.html import write_html
from vedtaksanalyse.export.merking import Merke, split_tekst
from vedtaksanalyse.export.ordlegging import describe_trinn, find_trinn_opp
from vedtaksanalyse.pii.skjerming import skjerm_sak
from vedtaksanalyse.sak import DOKUMENTTYPER, Barnefakta, Barnekonflikt, Belegg, Lesestatus, Vern
from vedtaksanalyse.tekster import load_tekster

TID = datetime(2026, 11, 22, 6, 30)
PII_TYPER = ("fnr", "navn", "telefon", "epost", "adresse", "kontonummer")


def render(vurderinger, katalog, malform="nb"):
    ut = io.StringIO()
    assert write_html(vurderinger, ut, katalog, malform, TID) == len(vurderinger)
    return ut.getvalue()


@pytest.fixture(scope="module")
def kilde(vurderinger, katalog):
    return render(vurderinger, katalog)


@pytest.fixture(scope="module")
def side(kilde):
    return lxml.html.document_fromstring(kilde)


@pytest.fixture(scope="module")
def saker(side, vurderinger):
    """Each case with its part of the page."""
    biter = {bit.get("id"): bit for bit in side.xpath("//details[contains(@class, 'sak')]")}
    lenker = {a.text_content(): a.get("href")[1:] for a in side.xpath("//table[contains(@class, 'rangert')]//th/a")}
    return [(vurdering, biter[lenker[vurdering.sak.sak_id]]) for vurdering in vurderinger]


def own_text(element):
    """The text of the document itself, without the numbers and margin notes put into it."""
    klasse = element.get("class") or ""
    if klasse in ("note", "mnr"):
        return ""
    return (element.text or "") + "".join(own_text(barn) + (barn.tail or "") for barn in element)


def test_documents_stand_whole_and_unaltered(saker):
    for vurdering, bit in saker:
        tekster = [own_text(tekst) for tekst in bit.xpath(".//div[@class='tekst']")]
        assert tekster == [dokument.tekst for dokument in vurdering.sak.dokumenter]


def test_every_quote_leads_to_a_mark_with_the_same_text_and_back(saker):
    antall = 0
    for vurdering, bit in saker:
        flagg = sorted(vurdering.flagg, key=lambda f: f.rang)
        ventet = [vurdering.sak.sitat(b) for ett in (*flagg, *vurdering.vurderinger) for b in ett.belegg]
        ventet_nesten = [
            vurdering.sak.sitat(n.belegg) for v in vurdering.vurderinger if v.kvittering for n in v.kvittering.narmeste
        ]
        vist = bit.xpath(".//ul[@class='sitater'][not(ancestor::details[@class='kvittering'])]/li")
        nesten = bit.xpath(".//details[@class='kvittering']//ul[@class='sitater']/li")
        assert [li.find("q").text_content() for li in vist] == ventet
        assert [li.find("q").text_content() for li in nesten] == ventet_nesten
        for li in vist + nesten:
            nummer = li.find("a").text
            (anker,) = bit.xpath(f".//div[@class='tekst']//*[@id='{li.find('a').get('href')[1:]}']")
            merket = bit.xpath(f".//div[@class='tekst']//*[contains(concat(' ', @data-merke, ' '), ' {nummer} ')]")
            assert "".join(map(own_text, merket)) == li.find("q").text_content()
            assert anker.getparent() is merket[0]
            antall += 1
        tilbake = {a.get("href")[1:] for a in bit.xpath(".//span[@class='note']/a")}
        assert tilbake == {li.get("id") for li in vist}
    assert antall > 100


def test_ids_are_unique_and_every_anchor_has_a_target(side):
    ider = side.xpath("//@id")
    assert len(ider) == len(set(ider))
    mal = {href[1:] for href in side.xpath("//a/@href")}
    assert mal <= set(ider) and len(mal) > 100


def test_nothing_outside_is_asked_for(side, kilde):
    assert not side.xpath("//@src | //@srcset | //link | //iframe | //object | //embed | //form | //base | //img")
    assert all(href.startswith("#") for href in side.xpath("//@href"))
    stil, skript = side.xpath("//style")[0].text, side.xpath("//script")[0].text
    assert not re.search(r"url\(|@import|https?:|//[a-z]+\.", stil)
    assert not re.search(r"https?:|fetch|XMLHttp|import\(|innerHTML|eval", skript)


def test_policy_lets_in_exactly_the_style_and_script_of_the_page(side):
    (policy,) = side.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    deler = dict(del_.strip().split(" ", 1) for del_ in policy.split(";"))
    assert deler["default-src"] == "'none'" and "unsafe" not in policy
    for navn, element in (("style-src", "style"), ("script-src", "script")):
        (ett,) = side.xpath(f"//{element}")
        assert deler[navn] == f"'sha256-{base64.b64encode(hashlib.sha256(ett.text.encode()).digest()).decode()}'"
    attributter = {navn for element in side.iter() for navn in element.attrib}
    assert not [n for n in attributter if n == "style" or n.startswith("on")]


def test_hostile_text_is_shown_as_text(side, kilde):
    assert len(side.xpath("//script")) == 1 and not side.xpath("//u | //i")
    assert not side.xpath("//b[not(ancestor::span[@class='note' or @class='tallrad'])]")
    synlig = side.text_content()
    for tekst in (eksempler.ONDT, "<b>vedtak</b>.pdf", "=1+1 <u>flagg</u>", "@kontor <i>", "e\u0301"):
        assert tekst in synlig
    assert "<script>alert" not in kilde


def test_headings_and_landmarks(side):
    nivaer = [int(h.tag[1]) for h in side.xpath("//h1 | //h2 | //h3 | //h4")]
    assert nivaer[0] == 1 and nivaer.count(1) == 1
    assert all(neste - forrige <= 1 for forrige, neste in zip(nivaer, nivaer[1:], strict=False))
    assert [len(side.xpath(f"//{navn}")) for navn in ("main", "header", "footer")] == [1, 1, 1]
    assert side.xpath("//body/*")[0].get("href") == "#saker"
    for seksjon in side.xpath("//section"):
        assert side.xpath(f"//*[@id='{seksjon.get('aria-labelledby')}']")


def test_tables_have_caption_and_scope(side):
    for tabell in side.xpath("//table"):
        assert tabell.find("caption").text_content().strip()
        assert tabell.xpath(".//th") and all(th.get("scope") in ("row", "col") for th in tabell.xpath(".//th"))


def test_only_the_first_case_is_open(side):
    apne = [d.get("open") is not None for d in side.xpath("//details[contains(@class, 'sak')]")]
    assert apne == [True] + [False] * (len(apne) - 1)


def test_criteria_stand_in_the_catalogues_order_with_grade_in_words(saker, katalog):
    for vurdering, bit in saker[:3]:
        malform = vurdering.sak.malform
        vist = [
            (li.xpath("./div/strong")[0].text, li.xpath(".//span[@class='grad']")[0].text)
            for li in bit.xpath(".//ul[@class='kriterier']/li")
        ]
        assert [navn for navn, _ in vist] == [k.navn[malform] for k in katalog.kriterier.values()]
        for v, (_, grad) in zip(vurdering.vurderinger, vist, strict=True):
            if v.verdi is None:
                assert grad == katalog.kriterier[v.kriterium].gradtekst[v.grad][malform]


def test_flags_stand_by_chain_with_law_and_next_question(saker, katalog):
    for vurdering, bit in saker:
        kort = [li.text_content() for li in bit.xpath(".//ol[@class='flaggliste']/li")]
        kjeder, hint = fold_flagg(vurdering.flagg)
        flagg = [*(f for kjede in kjeder for f in kjede), *hint]
        assert sorted(flagg, key=lambda f: f.rang) == sorted(vurdering.flagg, key=lambda f: f.rang)
        assert len(kort) == len(flagg)
        apne = bit.xpath(".//ol[@class='flaggliste'][not(ancestor::details[@class='flere'])]/li")
        assert [li.text_content() for li in apne] == [kort[flagg.index(kjede[0])] for kjede in kjeder]
        for tekst, ett in zip(kort, flagg, strict=True):
            assert ett.tekst in tekst and ett.hjemmel in tekst
            assert ("Hint" in tekst) is ett.hint and (f"risiko {ett.risiko}" in tekst) is not ett.hint
            assert ("lovfeil" in tekst) is ett.feil
        regler = {regel.id: regel for regel in katalog.flagg}
        for ett in flagg:
            sporsmal = [regler[ett.id].neste[vurdering.sak.malform]] if ett.id in regler else []
            assert all(s in " ".join(kort) for s in sporsmal)
    assert any("Hva betyr avslaget for barna?" in bit.text_content() for _, bit in saker)


def test_a_case_says_why_it_is_here_and_what_its_flags_stand_on(saker):
    for vurdering, bit in saker:
        hvorfor = bit.xpath(".//p[@class='hvorfor']")
        assert len(hvorfor) == (vurdering.risiko is not None)
        if vurdering.risiko:
            tekst = hvorfor[0].text_content()
            assert f"Risiko {vurdering.risiko.risiko} = " in tekst and f"{vurdering.risiko.frist:%d.%m.%Y}" in tekst
        for flagg in vurdering.flagg:
            for n, belegg in enumerate(flagg.belegg, start=1):
                [sted] = bit.xpath(f".//li[contains(@id, '-flagg-{flagg.id}-{n}')]")
                assert sted.xpath(".//q")[0].text_content() == vurdering.sak.sitat(belegg)
                assert bit.xpath(f".//a[@id='{sted.xpath('./a/@href')[0][1:]}']")


def test_absence_shows_where_it_was_looked_for_and_why_the_nearest_did_not_count(saker):
    vurdering, bit = saker[0]
    kvitteringer = bit.xpath(".//details[@class='kvittering']")
    assert len(kvitteringer) == sum(v.kvittering is not None for v in vurdering.vurderinger)
    assert all("Vedtak, Søknad og Journalnotat (notat1): 84 setninger" in k.text_content() for k in kvitteringer)
    assert all("Avsnitt i Vedtak: innledningen, opplysningene og vurderingen." in k.text_content() for k in kvitteringer)
    assert any("Teller ikke: lov eller regel gjengitt; nektet." in k.text_content() for k in kvitteringer)


def test_one_step_up_stands_under_the_grade(saker, katalog):
    antall = 0
    for vurdering, bit in saker[:3]:
        malform = vurdering.sak.malform
        for v, li in zip(vurdering.vurderinger, bit.xpath(".//ul[@class='kriterier']/li"), strict=True):
            trinn = find_trinn_opp(v, vurdering, katalog)
            vist = [p.text_content() for p in li.xpath("./p[contains(@class, 'trinn')]")]
            ventet = [describe_trinn(trinn, malform)] if trinn else []
            assert vist == ventet
            antall += len(vist)
            if v.grad in katalog.kriterier[v.kriterium].svake and vurdering.vurdering("barn").grad == "ja":
                assert vist
    assert antall > 20


def test_what_pointed_at_each_quote_is_folded_beside_it(saker, katalog):
    vurdering, bit = saker[0]
    for v, li in zip(vurdering.vurderinger, bit.xpath(".//ul[@class='kriterier']/li"), strict=True):
        linjer = [[s.text_content() for s in rad.xpath("./span[@class='linje']")] for rad in li.xpath("./details[@class='opphav']//li")]
        assert [len(rad) for rad in linjer] == [len(bevis.opphav) for bevis in v.bevis]
        kriterium = katalog.kriterier[v.kriterium]
        if linjer and kriterium.spor and v.verdi is None:
            assert linjer[0][0] == "opptrent modell"
            assert linjer[0][1].startswith(f"sporet «{kriterium.spor[0].id}» · gjelder her: gjengitt fra søker eller andre")
            assert ("utelukket: " in linjer[0][1]) == bool(kriterium.spor[0].ikke - {"gjengitt"})
    assert not bit.xpath(".//details[@class='opphav' and @open]")


def test_case_without_verdict_says_why_and_shows_no_criteria(saker):
    _, bit = saker[-1]
    assert "skannet" in bit.text_content() and not bit.xpath(".//ul[@class='kriterier']")
    assert "ikke et funn mot kontoret" in bit.text_content()


def test_files_with_problems_are_named_with_what_to_do(side):
    rader = [tr.text_content() for tr in side.xpath("//section[@aria-labelledby='filer']//tbody/tr")]
    assert len(rader) == 3
    assert any("vedtak.pdf" in rad and "OCR" in rad for rad in rader)


def test_identifying_data_is_pointed_out_and_outlined(saker):
    vurdering, bit = saker[3]
    assert vurdering.pii
    assert "Fjern det før rapporten deles" in bit.text_content()
    merket = "".join(own_text(e) for e in bit.xpath(".//*[contains(@class, 'pii')]"))
    assert all(vurdering.sak.sitat(funn.belegg) in merket for funn in vurdering.pii)


def test_a_document_that_is_held_back_is_told_of_and_not_shown(katalog, saker):
    vurdering = saker[3][0]
    holdt = {f.belegg.dok_id for f in vurdering.pii if f.direkte}
    side = lxml.html.document_fromstring(render([skjerm_sak(vurdering, Vern.HOLD, {})], katalog))
    bit = side.find_class("sak")[0]
    sagt = bit.text_content()
    assert holdt and "holdes tilbake: teksten ser ut til å inneholde" in sagt
    assert "«personopplysninger»" in sagt and "Dokumenter som holdes tilbake" in side.text_content() and "Fjern det før" not in sagt
    linjer = {linje for d in vurdering.sak.dokumenter if d.dok_id in holdt for linje in d.tekst.split("\n") if len(linje) > 40}
    assert linjer and not any(linje in sagt for linje in linjer)
    maskert = render([skjerm_sak(vurdering, Vern.MASKER, {})], katalog)
    assert "█" in maskert and "Slå opp i originalen" in maskert


def test_indirect_identifiers_are_weighed_and_not_ordered_away(katalog, saker):
    vurdering = replace(saker[3][0], pii=tuple(replace(f, type="skole") for f in saker[3][0].pii))
    sagt = render([vurdering], katalog)
    assert "navn på skole. Det identifiserer ingen alene" in sagt and "Fjern det" not in sagt


def test_frame_and_cases_each_in_their_own_language_form(katalog, vurderinger):
    side = lxml.html.document_fromstring(render(vurderinger, katalog, "nn"))
    assert side.get("lang") == "nn"
    sprak = [(d.get("lang"), d.text_content()) for d in side.xpath("//details[contains(@class, 'sak')]")]
    assert {malform for malform, _ in sprak} == {"nb", "nn"}
    for malform, tekst in sprak:
        assert ("Filene i saken" in tekst, "Filene i saka" in tekst) == (malform == "nb", malform == "nn")


@pytest.mark.parametrize("malform,annen", [("nb", "nn"), ("nn", "nb")])
def test_no_text_of_the_other_language_form_leaks_in(katalog, malform, annen):
    sak = {"nb": "D1-01", "nn": "D2-10"}[malform]
    vurderinger = [eksempler.fasitvurdering(sak, katalog), eksempler.uvurdert_sak(malform)]
    synlig = lxml.html.document_fromstring(render(vurderinger, katalog, malform))
    for boks in synlig.xpath("//div[@class='tekst'] | //q | //style | //script"):
        boks.clear()
    ord_ = synlig.text_content()
    egne = [t[malform] for t in load_tekster().values()]
    fremmede = [t[annen] for n, t in load_tekster().items() if n.startswith("rapport.") and len(t[annen]) > 12]
    lekket = [t for t in fremmede if "{" not in t and t in ord_ and not any(t in egen for egen in egne)]
    assert lekket == []


def test_every_word_the_report_may_need_exists():
    tekster = load_tekster()
    nokler = [f"rapport.dokumenttype.{t}" for t in DOKUMENTTYPER] + [f"rapport.pii.{t}" for t in PII_TYPER]
    nokler += [f"{rot}.{status}" for status in Lesestatus for rot in ("rapport.gjor", "lesestatus")]
    nokler += [f"rapport.omsorg.{o}" for o in ("fast", "delt", "samvaer", "ukjent")]
    assert [nokkel for nokkel in nokler if nokkel not in tekster] == []


@pytest.mark.parametrize("malform", ["nb", "nn"])
def test_report_of_no_cases(katalog, malform):
    side = lxml.html.document_fromstring(render([], katalog, malform))
    assert load_tekster()["rapport.side.ingen_saker"][malform] in side.text_content()


def test_text_in_another_language_is_answered_in_bokmal(katalog):
    vurdering = eksempler.fasitvurdering("D1-01", katalog)
    dokumenter = tuple(replace(d, malform="annet") for d in vurdering.sak.dokumenter)
    fremmed = replace(vurdering, sak=replace(vurdering.sak, malform="annet", dokumenter=dokumenter))
    side = lxml.html.document_fromstring(render([fremmed], katalog))
    (bit,) = side.xpath("//details[contains(@class, 'sak')]")
    assert bit.get("lang") == "nb" and "annet språk" in bit.text_content()
    assert set(bit.xpath(".//div[@class='tekst']/@lang")) == {"und"}


@pytest.mark.parametrize(
    "spenn",
    [
        [],
        [(0, 4)],
        [(0, 12)],
        [(2, 6), (4, 9)],
        [(2, 9), (4, 6)],
        [(2, 6), (2, 9), (6, 12)],
        [(3, 5), (3, 5)],
    ],
)
def test_split_keeps_text_and_marks(spenn):
    tekst = "abcdefghijkl"
    merker = [Merke(n, "belegg", Belegg("d", *par)) for n, par in enumerate(spenn, start=1)]
    biter = split_tekst(tekst, merker)
    assert "".join(bit.tekst for bit in biter) == tekst
    for merke in merker:
        egne = [bit for bit in biter if merke in bit.merker]
        assert "".join(bit.tekst for bit in egne) == tekst[merke.belegg.start : merke.belegg.slutt]
        assert [merke in bit.starter for bit in egne] == [True] + [False] * (len(egne) - 1)


def tokens(stil, mork):
    """The colours of one theme."""
    lys, *resten = re.findall(r":root \{(.*?)\}", stil, re.S)
    farger = dict(re.findall(r"--(\w+): (#\w+)", lys))
    return farger | (dict(re.findall(r"--(\w+): (#\w+)", resten[0])) if mork else {})


def contrast(a, b):
    def lys(farge):
        heks = farge[1:] if len(farge) == 7 else "".join(c * 2 for c in farge[1:])
        verdier = (int(heks[i : i + 2], 16) / 255 for i in (0, 2, 4))
        r, g, bl = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in verdier)
        return 0.2126 * r + 0.7152 * g + 0.0722 * bl

    hoy, lav = sorted((lys(a), lys(b)), reverse=True)
    return (hoy + 0.05) / (lav + 0.05)


PAR = [
    *((tekst, flate, 4.5) for tekst in ("tekst", "dempet", "lenke") for flate in ("bunn", "flate", "flate2")),
    ("tekst", "merke", 4.5),
    ("tekst", "aktiv", 4.5),
    ("tekst", "lenkeflate", 4.5),
    ("lenke", "lenkeflate", 4.5),
    ("dempet", "merke", 4.5),
    ("tekst", "advarselflate", 4.5),
    ("advarsel", "advarselflate", 4.5),
    ("fare", "fareflate", 4.5),
    ("ok", "okflate", 4.5),
    ("topptekst", "topp", 4.5),
    ("toppdempet", "topp", 4.5),
    *(
        (kant, flate, 3)
        for kant in ("strek2", "merkekant", "advarselkant", "farekant", "okkant")
        for flate in ("flate",)
    ),
]


@pytest.mark.parametrize("mork", [False, True])
@pytest.mark.parametrize("tekst,flate,krav", PAR)
def test_contrast(side, mork, tekst, flate, krav):
    farger = tokens(side.xpath("//style")[0].text, mork)
    assert contrast(farger[tekst], farger[flate]) >= krav


@pytest.mark.parametrize("fakta", [None, Barnefakta()])
def test_case_without_children_says_so(katalog, fakta):
    vurdering = eksempler.fasitvurdering("D1-11", katalog)
    assert vurdering.vurdering("barn").grad == "nei"
    uten = tuple(replace(v, fakta=fakta) if v.kriterium == "barn" else v for v in vurdering.vurderinger)
    side = lxml.html.document_fromstring(render([replace(vurdering, vurderinger=uten)], katalog))
    assert "Teksten viser ingen barn" in side.text_content()


def test_documents_that_disagree_about_the_children_are_shown_side_by_side(katalog):
    vurdering = eksempler.fasitvurdering("D1-01", katalog)
    a, b = (Belegg(d.dok_id, 0, 12) for d in vurdering.sak.dokumenter[:2])
    fakta = replace(vurdering.vurdering("barn").fakta, konflikter=(Barnekonflikt("antall", (a, b)),))
    med = tuple(replace(v, fakta=fakta) if v.kriterium == "barn" else v for v in vurdering.vurderinger)
    side = lxml.html.document_fromstring(render([replace(vurdering, vurderinger=med)], katalog))
    assert "ikke enige om hvor mange barn" in side.text_content()
    sitater = [q.text_content() for q in side.xpath("//section[contains(@aria-labelledby, '-barna')]//q")]
    assert sitater == [vurdering.sak.sitat(a), vurdering.sak.sitat(b)]

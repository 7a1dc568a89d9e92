"""Mentions of children: what counts, what only looks like it, in both language forms."""

from __future__ import annotations

from datetime import date

import pytest
from delt import get_katalog
from hypothesis import given, settings
from hypothesis import strategies as st

from vedtaksanalyse.detection.barn import find_barneomtaler
from vedtaksanalyse.sak import Barneomtale, Dokument
from vedtaksanalyse.structure import divide

KATALOG = get_katalog()
UTELUKKER = {"annen_person", "voksen", "nektet"}


def omtaler(tekst: str, dokumenttype: str = "vedtak") -> list[tuple[Barneomtale, str]]:
    dokument = Dokument("d", dokumenttype, tekst)
    funnet = find_barneomtaler([divide(dokument, KATALOG)], date(2024, 6, 1), KATALOG.felles["barn"])
    return [(o, dokument.sitat(o.belegg)) for o in funnet]


def tellende(tekst: str) -> list[Barneomtale]:
    return [
        o for o, _ in omtaler(tekst) if o.slag not in ("omsorg", "uten", "omtalt") and not o.kvalifikatorer & UTELUKKER
    ]


ALDRE = [
    ("Du bor sammen med to barn på 7 og 12 år.", (7, 12)),
    ("De er to vaksne og fire born på 3, 7, 10 og 15 år.", (3, 7, 10, 15)),
    ("Barn: 11 (6. kl), 9 (4. kl), 5 og 2 (begge bhg)", (2, 5, 9, 11)),
    ("Fam: 2 voksne + 3 barn, 17 (VG2 elektro), 13 (8. kl) og 8 (3. kl).", (8, 13, 17)),
    ("Borna er 5 månader, 3, 8 og 13 år.", (0, 3, 8, 13)),
    ("To barn på åtte måneder og tre år.", (0, 3)),
    ("2 barn, 8 mnd. og 4 år, bor hos henne.", (0, 4)),
    ("Du bor alene med tvillinger på 8 år og en sønn på 13 år.", (8, 8, 13)),
    ("Vi har tvillingar på fem og ei storesyster på åtte.", (5, 5, 8)),
    ("To barn, en gutt på 8 år og en jente på 11 år.", (8, 11)),
    ("Mor alene med A (9) og B (13).", (9, 13)),
    ("Ali (12), Sara (10) og Noor (4) bor fast hos mor.", (4, 10, 12)),
    ("Du er alenemor til Ali på 6 og Sara på 9.", (6, 9)),
    ("Sønnen NN (6) og datteren NN (3).", (3, 6)),
    ("Barn i husstanden: 5 år (mitt) og 12 år (samboers, bor hos oss)", (5, 12)),
    ("Barna er født i 2015 og 2019.", (5, 9)),
    ("Husstand: 2 voksne, 3 barn (f. 2022, 2019, 2016)", (2, 5, 8)),
    ("Jenta er ti, guten er sju.", (7, 10)),
    ("Ein son på to år og 3 månader.", (2,)),
    ("8- og 11-åringen deler rom.", (8, 11)),
    ("Du har en fem år gammel datter og en to år gammel sønn.", (2, 5)),
    ("Alle fem heime: 2, 5, 8, 9 og 14", (2, 5, 8, 9, 14)),
    ("Antall barn og alder: 2, 4 og 15 år", (4, 15)),
    ("DU HAR TO BARN PÅ 6 OG 9 ÅR.", (6, 9)),
    ("Familien har fire bam på 3, 6, 9 og l5 år.", (3, 6, 9, 15)),
    ("Sonen din, som er seks år, går på skulen.", (6,)),
    ("Gutten er snart 10 år.", (9,)),
    ("Dottera mi er fødd 12.08.2017.", (6,)),
    ("Barnet er 18 måneder.", (1,)),
    # Turned, or about to turn: with a date, by the day of the vedtak.
    ("Jenta 9, guten vert 6 til sommaren.", (5, 9)),
    ("Datteren min ble nettopp 13.", (13,)),
    ("Sønnen min fylte 7 i mai.", (7,)),
    ("Sønnen min fyller 7 i juli.", (6,)),
    ("Gutten fylte tolv i går.", (12,)),
    ("Jenta på snart fem og gutten på nesten åtte.", (4, 7)),
    ("Vi har en sønn. Han er 10.", (10,)),
    ("Jeg har tre barn. De er 6, 9 og 12.", (6, 9, 12)),
    # Nicknames, places in the row, letters, abbreviations.
    ("Minstemann er fire, eldstemann tolv og den mellomste 8.", (4, 8, 12)),
    ("jenta på 10 og minsten på 4, og så sonen hans på 15", (4, 10, 15)),
    ("hj.bes., sø + j4 hjemme, g6 i bhg.", (4, 6)),
    ("3 barn: g17, tv.j 14.", (14, 14, 17)),
    ("BARN: 3 stk. Eldste 11 år, 6. trinn. Nr. 2 er 8 år. Yngste 6 år.", (6, 8, 11)),
    ("XX (9) og YY (6) bor hos mor.", (6, 9)),
    ("Barn 1 (9 år) og Barn 2 (6 år) bor fast hos søker.", (6, 9)),
    ("Barn: 3, 2-5-11, bor m/mor.", (2, 5, 11)),
    ("Tenåringssønnen din på 16 trenger seng.", (16,)),
    # Dialect and names for the small ones.
    ("Æ har tre onga på 5, 8 og 11 år.", (5, 8, 11)),
    ("Åleine med ungan sine, 6 og 10.", (6, 10)),
    ("har 3 onger 12 9 og 4", (4, 9, 12)),
    ("Eldstemann er 11, nestemann 8, minstemann 5.", (5, 8, 11)),
    ("Guten er halvtanna år.", (1,)),
    ("Tobarnsfar, 4 og 6 år.", (4, 6)),
    ("Mor, 2 b. (4 og 9).", (4, 9)),
    # The next age is the same child's.
    ("Tvillinger, j/j, 6 år, 7 den 11. august.", (6, 6)),
    ("Jente på 17 år, snart 18.", (17,)),
    ("Gutten (6. kl., 12 i august).", (11,)),
    ("Gutten (6. kl., 12 i mars).", (12,)),
    ("Gutt f. 2012, fyller 12 i desember.", (11,)),
    ("På laget er de ni jenter, og det er de ni som er hele kullet.", ()),
    # Births by month, in brackets, without the month, last year.
    ("Guttene (jan. 2008 og feb. 2010).", (14, 16)),
    ("Barn i saka: født i mai 2017, juli 2019 og november 2022.", (1, 4, 7)),
    ("2 barn (f. 13 og 16).", (8, 11)),
    ("Datter f 14/5-16.", (8,)),
    ("Yngste er født i oktober i fjor.", (0,)),
    ("Jentene (f. februar 2016, begge to).", (8, 8)),
    ("tvill. f. 9. okt. -23 (gut A, jente B)", (0, 0)),
    # Placeholders and letters.
    ("Tvillingene [barn 1] og [barn 2], 6 år, første klasse.", (6, 6)),
    ("[storebror] 13 år, 8. trinn.", (13,)),
    ("Søsken i saken\n[A] | 15 | epilepsi\n[B] | 12 | går til skolen", (12, 15)),
    ("A, 12 år, og B, 8 år, bor hos far.", (8, 12)),
    # Rows and remarks.
    ("Familie: M 34, F 36, barn 12/8/5.", (5, 8, 12)),
    ("Tre stk barn (3,10,14).", (3, 10, 14)),
    ("To unger i bilen (ca. 3 og 8, den største på skolen).", (3, 8)),
    ("3 barn: jente 15 (10. trinn, eneste på trinnet), gutt 8, jente 13 mnd.", (1, 8, 15)),
    ("Guten har gått på skulen sidan august, seks år, fyrste klasse.", (6,)),
    ("Eldste er 11, så kommer en på 8 og en på 5.", (5, 8, 11)),
    ("Barna er små. De to er seks og et halvt.", (6, 6)),
    # Half brothers, own ones, those in one's care.
    ("Sønn 8 år og hans halvbror 2 år.", (2, 8)),
    ("Min sønn (9), hennes datter (7) og vår felles (2).", (2, 7, 9)),
    ("Fosterbarn på 8 år og eget barn på 5.", (5, 8)),
    ("I huset er nevøen din på 16 som du fikk omsorgen for.", (16,)),
    # Birth.
    ("Barn: tre (folkeregisteret), født 2012, 2015 og 2018.", (6, 9, 12)),
    ("Han har en datter, født i november 2012.", (11,)),
    ("Jente f. -15 og gutt f. -19.", (5, 9)),
    ("Barn:\nJente 2017\nGutt 2020\n", (4, 7)),
    ("Datter på 6 år (f. 11.05.2017).", (7,)),
    ("Jente f. aug. 2017.", (6,)),
    ("Jeg har tre jenter. De er født i 2012, 2014 og 2018.", (6, 10, 12)),
    ("Folkeregisteret viser tre barn, altså tre (2008, 2013, 2016).", (8, 11, 16)),
    ("Sønn på 3, og en datter som ble født 11. april.", (0, 3)),
    ("Vi har en gutt på 4 og fikk ei jente 3. mai.", (0, 4)),
    # Labels, lists and orders.
    ("Barn under 18 som bor hos deg: 2 (f. jan. 2009, feb. 2013)", (11, 15)),
    ("Barn i første ekteskap: 22 og 17. Barn i andre ekteskap: 6 og 2.", (2, 6, 17)),
    ("Gift, 2 barn u/18 hjemme: 17 og 13.", (13, 17)),
    ("Tre barn (10 år, 6 år og 18 måneder).", (1, 6, 10)),
    ("Én voksen og to barn, seks år og åtte måneder gamle.", (0, 6)),
    ("Antall barn: 3, alder: 2, 5 og 8", (2, 5, 8)),
    ("Antall barn i husstanden\n2\nBarnas alder\n5 og 8\n", (5, 8)),
    ("Har du barn? Ja\nHvor mange? 2\nHvor gamle er de? 4 og 9", (4, 9)),
    ("Mor 34 år, far 36 år, barn 2, 5 og 8 år.", (2, 5, 8)),
    ("- 9 år, gutt\n- 6 år, jente", (6, 9)),
    ("Barn 1 (gutt, 11 år) og Barn 2 (jente, 6 år).", (6, 11)),
    ("Tre barn. G12, J9, G4.", (4, 9, 12)),
    ("Alenemor m/ to, 4 og 7.", (4, 7)),
    ("A 12 år, gutt. C 8 år, jente.", (8, 12)),
    # One and another of them.
    ("Jeg har to gutter. Store er 11 og lille er 7.", (7, 11)),
    ("Det ene barnet er 6 år, det andre 11 år.", (6, 11)),
    ("Tvillingjenter på 8 og en bror på 5.", (5, 8, 8)),
    ("Vi er to voksne, en tenåring på 15 og en liten på 2.", (2, 15)),
    ("Fosterforelder for to søsken på 8 og 10 år.", (8, 10)),
    # Parts of a year, and what is not a list.
    ("Jenta er ett og et halvt år.", (1,)),
    ("Ei jente på halvanna år.", (1,)),
    ("Guten e fire månader.", (0,)),
]


@pytest.mark.parametrize(("tekst", "aldre"), ALDRE)
def test_ages(tekst: str, aldre: tuple[int, ...]) -> None:
    assert sorted(alder for o in tellende(tekst) for alder in o.aldre) == list(aldre)


ANTALL = [
    ("Du er alene med to barn.", 2),
    ("Du er aleine med tre born.", 3),
    ("Dere har fem felles barn.", 5),
    ("Antall barn: 4", 4),
    ("Tal på barn under 18 år: 3", 3),
    ("Ektepar, 4 barn.", 4),
    ("Saken gjelder en familie på seks, der fire er barn.", 4),
    ("Du er aleine med to.", 2),
    ("Barneflokk på fire.", 4),
    ("Begge barna bor hos deg.", 2),
    ("Du har to barn i skolealder og ett i barnehage.", 3),
    ("Barn: 2 stk", 2),
]


@pytest.mark.parametrize(("tekst", "antall"), ANTALL)
def test_numbers(tekst: str, antall: int) -> None:
    assert [(o.slag, o.antall) for o in tellende(tekst)] == [("antall", antall)]


LIKNER = [
    "Sonen på 23 har flytta ut og har eit barn på to år.",
    "To voksne barn, 31 og 34. Datteren har gutt på 4 og jente på 2.",
    "Dottera bur heime, 21, jobbar på fiskemotaket. Sonen i nabohuset m/ to unger på 3 og 6.",
    "Jobbet som assistent i barnehage med 3-åringer.",
    "Snakka òg med dottera ein augneblink.",
    "Barnehage | jenta, 3 dagar, redusert betaling.",
    "Du har to voksne barn på 24 og 27 år.",
    "Du har to vaksne born som bur andre stader.",
    "Sønnen din (24) betaler halve husleien.",
    "Du har to barn som er over 18 år.",
    "Du har fire barnebarn på 2, 4, 6 og 8 år.",
    "Søsteren din har to barn på 3 og 5 år.",
    "Nettverk: syster i byen med to born, passar litt.",
    "Lillebroren din på 11 år bor i samme by.",
    "Naboens sønn på 12 år har hjulpet deg.",
    "Du passar nevøen din på 5 år to gonger i veka.",
    "Som barn flyttet du mye. Da du var 9 år kom du i fosterhjem.",
    "Du jobber i barnehage med barn på 3 år.",
    "Du arbeider som barnevernspedagog.",
    "Sats for barn 0–5 år er 3 850 kroner, barn 6–10 år 3 950 kroner.",
    "Leiligheten er 12 år gammel, og du har bodd der i 4 år.",
    "Barnevernet var inne i 3 år, og du er 19 år.",
    "Barn under seks år har rett til plass.",
    "Datteren har spilt fotball i tre år.",
    "Barna har vært borte i to uker.",
    "Jeg har ikke tre barn.",
    "Halv sats gis for barn 3, 4 og 5.",
    "Jeg sover hos en venn. De har to barn på 3 og 6 år.",
    "Har du barn? Nei. Har en lillesøster på 9 hos mamma.",
    "Telefonen sonen din har, er fire år gammel.",
    "Jenta to ettermiddager i uka.",
    "Gutten: to uker med lungebetennelse.",
    "Fikk barn som 17-åring.",
    "Fotball G14 og J11.",
    "Grava til sønnen din, som døde i fjor.",
]


@pytest.mark.parametrize("tekst", LIKNER)
def test_look_alikes(tekst: str) -> None:
    assert [(o.slag, o.antall, o.aldre) for o in tellende(tekst)] == []


@pytest.mark.parametrize(
    ("tekst", "alder"),
    [("Sonen går i 3. klasse.", 8), ("Sønnen er førsteklassing.", 6), ("Datteren går på VG1.", 16)],
)
def test_a_class_level_is_only_about_an_age(tekst: str, alder: int) -> None:
    (omtale,) = tellende(tekst)
    assert (omtale.aldre, "anslag" in omtale.kvalifikatorer) == ((alder,), True)


@pytest.mark.parametrize(
    ("tekst", "kjennetegn"),
    [
        ("Sønnen på 9 år.", ({"gutt"},)),
        ("[Barn 2] er 7 år.", ({"merke:2"},)),
        ("To barn: en jente på 11 år og en gutt på 8 år.", ({"gutt"}, {"jente"})),
    ],
)
def test_what_tells_children_apart_follows_the_ages(tekst: str, kjennetegn: tuple) -> None:
    (omtale,) = tellende(tekst)
    assert omtale.kjennetegn == kjennetegn


@pytest.mark.parametrize(
    "tekst",
    ["Ingen barn.", "Du har ikkje born.", "Barn: Nei", "Barn i husstanden: 0", "Søker har ikke barn under 18 år."],
)
def test_none(tekst: str) -> None:
    assert [o.slag for o, _ in omtaler(tekst) if o.slag != "omsorg"] == ["uten"]


@pytest.mark.parametrize("tekst", ["Du er gravid.", "Ho ventar sitt første barn i mars.", "Du har termin 2. mars."])
def test_expected(tekst: str) -> None:
    assert "ventet" in {o.slag for o, _ in omtaler(tekst)}


@pytest.mark.parametrize(
    ("tekst", "sikker"),
    [("Jeg er 17 og går vg2.", True), ("Søkjar er 16 år.", True), ("17 år, fyller 18 i november.", False)],
)
def test_applicant_under_18(tekst: str, sikker: bool) -> None:
    (omtale,) = [o for o, _ in omtaler(tekst) if o.slag == "soker"]
    assert ("svak" not in omtale.kvalifikatorer) is sikker


OMSORG = [
    ("vedtak", "Barna bor fast hos deg.", "fast"),
    ("vedtak", "Du bor alene med sønnen din på to år.", "fast"),
    ("vedtak", "Datteren din på 12 år har delt bosted.", "delt"),
    ("vedtak", "Borna bur hos deg annakvar veke.", "delt"),
    ("vedtak", "Guten på 6 år bur fast hos mora.", "samvaer"),
    ("vedtak", "Du har samvær med sønnen på 8 år annenhver helg.", "samvaer"),
    ("vedtak", "Sønnen er hos far annenhver helg.", "fast"),
    ("vedtak", "Sønnen på 7 år bor i fosterhjem.", "samvaer"),
]


@pytest.mark.parametrize(("dokumenttype", "tekst", "omsorg"), OMSORG)
def test_where_children_live(dokumenttype: str, tekst: str, omsorg: str) -> None:
    assert [o.omsorg for o, _ in omtaler(tekst, dokumenttype) if o.slag == "omsorg"] == [omsorg]


@pytest.mark.parametrize("soker, andre", [("Mor", "Far"), ("Far", "Mor")])
def test_who_the_applicant_is_turns_the_meaning(soker: str, andre: str) -> None:
    notat = f"{soker} kom til samtale. {soker} vil søke. Datteren bor hos {{}}."
    hos_soker, hos_andre = (notat.format(hvem.lower()) for hvem in (soker, andre))
    assert [o.omsorg for o, _ in omtaler(hos_andre, "journalnotat") if o.slag == "omsorg"] == ["samvaer"]
    assert "samvaer" not in {o.omsorg for o, _ in omtaler(hos_soker, "journalnotat")}


def test_rows_are_one_list() -> None:
    tekst = "Beregning\n\n[Barn 1], 4 år, halv sats: 1 950\n[Barn 2], 9 år, halv sats: 2 050\n[Barn 3], 9 år: 2 600"
    ((omtale, sitat),) = omtaler(tekst)
    assert (omtale.slag, omtale.antall, omtale.aldre) == ("satsrad", 3, (4, 9, 9))
    assert sitat.startswith("[Barn 1]") and "[Barn 3], 9 år" in sitat


def test_form_over_several_lines() -> None:
    funnet = omtaler("Barn under 18 år\nAntall 3\nAlder 3, 9 og 16\n")
    assert (3, (3, 9, 16)) in [(o.antall, o.aldre) for o, _ in funnet]


BITER = st.sampled_from(
    ["barn", "to barn", "på", "3", "og", "9 år", "(", ")", ",", ":", "\n", "sønn", "[barn 1]", "f.", "2017", "søster",
     "4-åring", "8-", "mnd", "annenhver helg", "er", "Alder", "fyller", "i mai", "han", "begge", "g6", "f. -15", "Antall", "kr 3 950", "gravid", "ikke", ".", "12.03.2019"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(BITER | st.text(max_size=6), max_size=25).map(" ".join))
def test_spans_are_inside_the_text_and_facts_are_sane(tekst: str) -> None:
    for omtale, sitat in omtaler(tekst):
        assert 0 <= omtale.belegg.start < omtale.belegg.slutt <= len(tekst)
        assert sitat.strip()
        assert all(0 <= alder < 18 for alder in omtale.aldre)
        assert len(omtale.kjennetegn) in (len(omtale.aldre), 0, 1)
        assert list(omtale.aldre) == sorted(omtale.aldre)
        assert omtale.omsorg in ("fast", "delt", "samvaer", "ukjent")

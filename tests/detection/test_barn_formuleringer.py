"""How caseworkers and applicants state children: one short text a case, read to number and ages on 1 June 2024."""

from __future__ import annotations

from datetime import date

import pytest
from delt import get_katalog

from vedtaksanalyse.assessment.metoder.barn import count_barn
from vedtaksanalyse.detection.barn import find_barneomtaler
from vedtaksanalyse.sak import Dokument
from vedtaksanalyse.structure import divide

KATALOG = get_katalog()
DATO = date(2024, 6, 1)


def les(tekst: str) -> tuple[int, tuple[int, ...]]:
    dokument = Dokument("d", "journalnotat", tekst, DATO)
    fakta = count_barn(find_barneomtaler([divide(dokument, KATALOG)], DATO, KATALOG.felles["barn"]), [dokument])
    return fakta.antall or 0, tuple(fakta.aldre)


FORSTE = [
    ("Mor m/ 3 barn (2,7,11).", 3, (2, 7, 11)),
    ("Enslig far, gutt 5 år og jente 8 år annenhver uke.", 2, (5, 8)),
    ("Fam. på 5: M42, K38, barn 4/9/12.", 3, (4, 9, 12)),
    ("Bor sammen med kjæreste og hennes to (6 og 8).", 2, (6, 8)),
    ("Jente -13, gutt -17, begge bor hos mor.", 2, (7, 11)),
    ("Barn: jente f. 2011, gutt f. 2014, gutt f. 2021", 3, (3, 10, 13)),
    ("Barn A, født xx.xx.2016, og Barn B, født xx.xx.2019.", 2, (5, 8)),
    ("To barn, født xx.xx.16 og xx.xx.19.", 2, (5, 8)),
    ("Barnas fødselsår: 2012, 2015", 2, (9, 12)),
    ("Barn (fødselsår): 2010 / 2013 / 2020", 3, (4, 11, 14)),
    ("Søker har to barn i barneskolen, 2. og 5. trinn.", 2, (7, 10)),
    ("To barn i alt. Eldstemann går i 7. klasse, minstejenta i 1. klasse.", 2, (6, 12)),
    ("Sønnen (8.-klassing) og datteren (tredjeklassing) bor hos far.", 2, (8, 13)),
    ("Sønnen begynner i 1. klasse til høsten.", 1, (5,)),
    ("Jenta er 4 og et halvt, guten snart 7.", 2, (4, 6)),
    ("Tvillingene er to år, storesøster fem.", 3, (2, 2, 5)),
    ("Mor til tvillinger på 5 og en på 9.", 3, (5, 5, 9)),
    ("Fire barn, to av hver, 3, 5, 8 og 10 år.", 4, (3, 5, 8, 10)),
    ("Tre ungar. Eldste er 20 og bur på hybel, dei to andre er 14 og 11.", 2, (11, 14)),
    ("Fire barn, hvorav ett er over 18. De hjemme er 6, 9 og 13.", 3, (6, 9, 13)),
    ("Søker er 17 år og bor på hybel.", 1, (17,)),
    ("Søker fyller 18 år 3. september.", 1, (17,)),
    ("Ungdom på 16 år søker om støtte til hybel.", 1, (16,)),
    ("Antall barn: 1, 8 år\nBarn 6–10 år 3 950", 1, (8,)),
    ("Norm: voksen 7 050, barn 11–17 år 5 150, barn 6–10 år 3 950. Du har en sønn på 12 og en datter på 7.", 2, (7, 12)),
    ("Gutten er født 12.04.2015, jenta 30.11.2018.", 2, (5, 9)),
    ("Barn: 12.04.15-xxxxx og 30.11.18-xxxxx", 2, (5, 9)),
    ("Barn: 3, eldste 6, midterste 4, yngste 14 mnd", 3, (1, 4, 6)),
    ("Vi har ei på tre og ein på sju.", 2, (3, 7)),
    ("Ei jente i andre klasse og en gutt i barnehagen. Mor er alene med dem.", 2, ()),
    ("Barn: Ja, 2 stk. Alder: 6 år og 10 mnd.", 2, (0, 6)),
    ("De har en sønn sammen på 3, og mannen har en datter på 11 fra før som er hos dem annenhver helg.", 2, (3, 11)),
    ("Hun er alene om omsorgen for tre: 15, 12 og 8.", 3, (8, 12, 15)),
    ("Ektepar med en flokk på fem, fra 2 til 14 år.", 5, ()),
    ("Barna er henholdsvis 5, 8 og 13.", 3, (5, 8, 13)),
    ("Dere er fire i husstanden: du, mannen din og to gutter på 10 og 12.", 2, (10, 12)),
    ("To voksne og tre barn i alderen 3 til 9 år.", 3, ()),
    ("Du forsørger to barn (gutt, 9 år; jente, 6 år).", 2, (6, 9)),
    ("Sønnen hennes er blitt 7.", 1, (7,)),
    ("Jenta vart 10 no i mars.", 1, (10,)),
    ("Guten fyller fire i august.", 1, (3,)),
    ("Datteren går i 9. klasse, er 14.", 1, (14,)),
    ("Søker har delt omsorg for Ola (9) og Kari (11).", 2, (9, 11)),
    ("Omsorg for ett barn, født 2020.", 1, (4,)),
    ("Antall barn under 18 år i husstanden: 3\nFødselsår: 2009, 2014, 2019", 3, (5, 10, 15)),
    ("Barn\nNavn | Født | Bor hos\n[barn 1] | 2013 | søker\n[barn 2] | 2017 | søker", 2, (7, 11)),
    ("Barn 1: 10 år, gutt. Barn 2: 6 år, jente.", 2, (6, 10)),
    ("Barn:\nGutt, 11 år\nJente, 8 år\nJente, 8 år", 3, (8, 8, 11)),
    ("En gutt (13) og ei jente (10) bor fast hos henne, mens eldste sønn (19) har flyttet ut.", 2, (10, 13)),
    ("Sønnen på 18 er elev på vg3 og bor hjemme. Datteren er 15.", 1, (15,)),
    ("Du har tre barn på 19, 16 og 12 år.", 2, (12, 16)),
    ("Far har samvær med sin sønn på 6 annenhver helg.", 1, (6,)),
    ("Du har samvær med to barn, ei jente på 4 og ein gut på 9.", 2, (4, 9)),
    ("Æ e aleina me to små, ho eine e tre og han andre e halvanna.", 2, (1, 3)),
    ("Mor til tre, to i barneskolen og ein i barnehagen.", 3, ()),
    ("Ungane (8 og 5) søv på same rom.", 2, (5, 8)),
    ("Søkers barn er 10, 7 og 3 år gamle.", 3, (3, 7, 10)),
    ("Fire barn: 16, 13, 9 og 9 år (de to yngste tvillinger).", 4, (9, 9, 13, 16)),
    ("Det bor en 14-åring, en 11-åring og en toåring i husstanden.", 3, (2, 11, 14)),
    ("Toåringen og femåringen går i barnehage.", 2, (2, 5)),
    ("Søker har en sju måneder gammel baby.", 1, (0,)),
    ("Barnet er tre uker gammelt.", 1, (0,)),
    ("Babyen ble født i april.", 1, (0,)),
    ("Søker er gravid, termin i august, og har en datter på 3.", 1, (3,)),
    ("Gravid i uke 30, venter sitt første barn.", 0, ()),
    ("Sønn, f. 03/2016.", 1, (8,)),
    ("Datter f. des. 2016.", 1, (7,)),
    ("Gut fødd hausten 2019.", 1, (4,)),
    ("Ho har ein gut (f. 14.8.12).", 1, (11,)),
    ("Barn: A (-14), B (-16)", 2, (8, 10)),
    ("Jenta er i 1. klasse og gutten i 4.", 2, (6, 9)),
    ("Den eldste går i åttande, den yngste i femte.", 2, (10, 13)),
    ("Søker er under 18 år (17).", 1, (17,)),
    ("Din 15 år gamle sønn og din 12 år gamle datter trenger klær.", 2, (12, 15)),
    ("Dottera di på åtte år, sonen din på tretten år og veslejenta på eitt år.", 3, (1, 8, 13)),
    ("Samboers barn (10 og 14) er her hver helg.", 2, (10, 14)),
    ("Barna til samboer, ei jente på 5 år og ein gut på 7 år, bur fast i husstanden.", 2, (5, 7)),
    ("Søkjar har tre born: to gutar (6 og 9) og ei jente (12).", 3, (6, 9, 12)),
    ("Barn 3 stk.: 4 år, 6 år, 10 år", 3, (4, 6, 10)),
    ("Hun er bestemor og har omsorg for barnebarnet på 7 år.", 1, (7,)),
    ("Hjemmeboende barn: 2 (12, 15). Utflytta: 1 (20).", 2, (12, 15)),
    ("Antall personer i husstanden: 5 (2 voksne, 3 barn)", 3, ()),
    ("Husstanden består av 1 voksen og 2 barn.", 2, ()),
    ("Barna på 7 og 10 deler rom, og 3-åringen sover hos mor.", 3, (3, 7, 10)),
    ("Hun har fire unger. Tre av dem er under 18: 8, 12 og 16.", 3, (8, 12, 16)),
    ("Eldste jenta (16), gutten (11), minstejenta (5).", 3, (5, 11, 16)),
    ("Min eldste er 12, og lillebror er 9.", 2, (9, 12)),
    ("Jeg er mamma til Emma på 6 og Noah på 2.", 2, (2, 6)),
    ("Vi er 2 vaksne og 2 born, 3 og 5 år gamle.", 2, (3, 5)),
    ("Klager har en sønn, 16 år, og en datter, 12 år.", 2, (12, 16)),
    ("Jenta starter på skolen til høsten, gutten er 3.", 2, (3, 5)),
    ("Barn: ett (7 år).", 1, (7,)),
    ("1 barn på 11 år og 1 barn på 2 år.", 2, (2, 11)),
    ("Alder på barna: 1,5 år og 4 år", 2, (1, 4)),
    ("Barnas alder: 2 1/2, 6 og 12", 3, (2, 6, 12)),
    ("Barn på 5mnd, 2år og 6år.", 3, (0, 2, 6)),
    ("Ingen egne barn, men samboer har en gutt på 8 som bor her fast.", 1, (8,)),
    ("Sønn 17 år (18 i oktober).", 1, (17,)),
    ("Ho har ei dotter som nettopp har fylt 12.", 1, (12,)),
    ("Hans to døtre, Aisha, 14, og Leyla, 9, bor hos mor.", 2, (9, 14)),
    ("Far (44), mor (39), sønn (15), datter (12), datter (4).", 3, (4, 12, 15)),
    ("Barna er hos oss 50/50. En er ti og en er tolv.", 2, (10, 12)),
    ("Dei fekk ein son i mars, og har frå før to jenter på 4 og 6 år.", 3, (0, 4, 6)),
    ("Du har fortalt at gutten, som er ni, og jenta, som snart er seks, deler rom.", 2, (5, 9)),
    ("Søker har tre barn i alderen 8, 10 og 14 år.", 3, (8, 10, 14)),
    ("Barn i alderen 4-9 år, til sammen tre.", 3, ()),
    ("Hun er alenemor med jenta si på ni.", 1, (9,)),
    ("Dere har to jenter og en gutt.", 3, ()),
    ("To jenter og en gutt; 5, 7 og 11.", 3, (5, 7, 11)),
    ("Mor opplyser at 9-åringen har ADHD, og at hennes yngre bror på 6 er utagerende.", 2, (6, 9)),
    ("Ektefellene har fem barn sammen, hvorav to er voksne. Tre bor hjemme.", 3, ()),
    ("Barn: 1 gutt (2010), 1 jente (2015)", 2, (9, 14)),
    ("Sønnen er tiendeklassing, dottera går på vg1.", 2, (15, 16)),
    ("Eg bur med dei to borna mine, tolv og fjorten.", 2, (12, 14)),
    ("Ho har tre: ein på 15, ein på 12 og ei lita på 4.", 3, (4, 12, 15)),
    ("Familien: mor, stefar, Ali 13 år, Hana 10 år, Yusuf 3 år.", 3, (3, 10, 13)),
    ("Søker bor alene. Har en voksen datter (26) og to barnebarn.", 0, ()),
    ("Sønnen ble 18 i februar. Lillesøster er 13.", 1, (13,)),
    ("Gutten fyller 18 til vinteren.", 1, (17,)),
]

ANDRE = [
    ("Bruker har omsorgen for to: gutt på 4 1/2 og jente på 8.", 2, (4, 8)),
    ("Husstand: 1 v + 2 b (6, 11).", 2, (6, 11)),
    ("Søkjar, 29, bur med sonen sin, 3, og sambuar.", 1, (3,)),
    ("Barna i huset: Jente 14, jente 12, gutt 6 mnd.", 3, (0, 12, 14)),
    ("Ho er mor til ei jente i sjette klasse og ein gut i andre.", 2, (7, 11)),
    ("Den eldste av barna er ti år, den yngste sju. Det er bare de to.", 2, (7, 10)),
    ("Paret har tre barn under 18 år, født i hhv. 2008, 2011 og 2015.", 3, (9, 13, 16)),
    ("Vi er fem i familien. Ungene er 3, 6 og 8.", 3, (3, 6, 8)),
    ("Datter (f. 15.03.2012) og sønn (f. 02.09.2018).", 2, (5, 12)),
    ("To tenåringer på 14 og 16 bor hjemme.", 2, (14, 16)),
    ("Han har ein tolvåring buande fast hos seg.", 1, (12,)),
    ("Mora har tre ungar heime: ein i barnehagen, ein i tredje og ein på ungdomsskulen.", 3, ()),
    ("Sønnen min har akkurat fylt 11 år.", 1, (11,)),
    ("Jentene er åtte og ti, og broren deres er fire.", 3, (4, 8, 10)),
    ("Barnet blir 2 år i juli.", 1, (1,)),
    ("Søker, 17, søker om støtte til bolig. Går vg1.", 1, (17,)),
    ("Eg fyller 18 i november og går i andre klasse på vidaregåande.", 1, (17,)),
    ("Barn i husstand (navn/alder): [barn A] 13, [barn B] 10, [barn C] 2", 3, (2, 10, 13)),
    ("B1: 12 år. B2: 9 år. Begge hos mor.", 2, (9, 12)),
    ("Far har to barn fra før, 13 og 15, som er hos ham annenhver helg, og en nyfødt med samboer.", 3, (0, 13, 15)),
    ("Fem barn totalt, to er over 18 og flyttet ut. Hjemme bor 15-åringen, 12-åringen og 7-åringen.", 3, (7, 12, 15)),
    ("Sønnen (snart 16) og stedatteren (13).", 2, (13, 15)),
    ("Vi har ein gut som går i barnehagen og ei jente som nett har byrja på skulen.", 2, ()),
    ("Klienten bor sammen med sin 6 år gamle datter.", 1, (6,)),
    ("Han er far til en gutt født i 2013.", 1, (11,)),
    ("Alenemor, tvillinggutter 3 år, eldste jente 7.", 3, (3, 3, 7)),
    ("Mannen sine to frå før er 9 og 12, og saman har dei ei på 2.", 3, (2, 9, 12)),
    ("Hun venter tvillinger i september og har ingen andre barn.", 0, ()),
    ("Barna hans er voksne og flyttet ut.", 0, ()),
    ("Bor hos foreldrene sammen med lillebror på 12. Søker er 22 år.", 0, ()),
    ("Naboen har to barn på 5 og 7 som hun passer av og til. Selv har hun ingen.", 0, ()),
    ("Kjernefamilie på fire, mor far og to gutter på 1. og 4. trinn.", 2, (6, 9)),
    ("Ungdommen er 16 og et halvt år og bor på hybel. Hun søker selv.", 1, (16,)),
    ("Sønnen går siste året i barnehagen. Datteren går i 4. klasse.", 2, ()),
    ("Dottera vart sju år den 3. mai.", 1, (7,)),
    ("Barn: Gutt (2014), jente (2017) og gutt (2022).", 3, (2, 7, 10)),
    ("Det er tre barn i familien; sju, fire og ett år gamle.", 3, (1, 4, 7)),
    ("hu har tre onga, to på skola å en i barnehagen", 3, ()),
    ("Yngstemann på 5 er syk, mens storebror på 11 klarer seg.", 2, (5, 11)),
    ("Minstejenta er halvannet år og gutten fyller fem til uka.", 2, (1, 4)),
    ("Barn som bor hos søker: 1\nBarnets alder: 9\nBarn som bor hos den andre: 0", 1, (9,)),
    ("2 voksne, 4 barn hvorav 3 felles. Alder 2, 5, 9 og 14.", 4, (2, 5, 9, 14)),
]

TREDJE = [
    ("Bor med tre døtre: 15, 11 og 9.", 3, (9, 11, 15)),
    ("Gutten hennes er seks, jenta hans er åtte.", 2, (6, 8)),
    ("Barn: 2009, 2012 og 2020 (alle hos mor).", 3, (4, 12, 15)),
    ("Ektefelle og fire barn (alder 1-3-6-9).", 4, (1, 3, 6, 9)),
    ("Han har minsten på 4 annankvar helg; dei to store på 13 og 15 bur fast hos han.", 3, (4, 13, 15)),
    ("Jente, 2. klasse. Gutt, 6. klasse. Begge trives.", 2, (7, 11)),
    ("Hun har sønnen (7. trinn) og datteren på 3 år boende hos seg.", 2, (3, 12)),
    ("Søker er 16 år, bor hos tante.", 1, (16,)),
    ("Far til to: ei på ni og ein på tolv.", 2, (9, 12)),
    ("Ho eldste er femten, ho i midten tolv og veslegutten sju.", 3, (7, 12, 15)),
    ("Barna våre på 2, 6 og 13 år.", 3, (2, 6, 13)),
    ("Yngste barn er 11 mnd, eldste barn 4 år. Ingen flere barn.", 2, (0, 4)),
    ("Jeg har ei jente. Hun fylte 5 i april.", 1, (5,)),
    ("Familien består av mor, far og fem barn i alderen 1–14 år.", 5, ()),
    ("Gutten er 13 år og går i 7. klasse. Søsteren er 9.", 2, (9, 13)),
    ("Barnas alder: 4 år og 7 år, pluss ett på vei.", 2, (4, 7)),
    ("Søker er alenefar til 3 gutter, hvorav to bor hjemme (10 og 14 år). Eldste er 21.", 2, (10, 14)),
    ("Forsørger 1 barn, 9 år.", 1, (9,)),
    ("Dottera, fødd 2. februar 2010, har flytta til far sin. Sonen, fødd i 2013, bur hos mor.", 2, (11, 14)),
    ("Hun bor med mannen og datteren deres på 10 måneder.", 1, (0,)),
    ("Søker (44) bor med sønn (17) og datter (20).", 1, (17,)),
    ("Mor, barn 7 og 4.", 2, (4, 7)),
    ("Barn under 18 i husstanden: nei", 0, ()),
]


@pytest.mark.parametrize(("tekst", "antall", "aldre"), [*FORSTE, *ANDRE, *TREDJE])
def test_number_and_ages(tekst: str, antall: int, aldre: tuple[int, ...]) -> None:
    assert les(tekst) == (antall, aldre)


UKJENT = [
    ("Dei har fått sitt fjerde barn. Dei tre eldste er 3, 5 og 8.", 4, ()),
    ("To små, 1 og 3, og en skolegutt på 8.", 3, (1, 3, 8)),
    ("To barn på skolen. Klassetrinn: 2. og 6.", 2, (7, 11)),
]


@pytest.mark.xfail(strict=True, reason="not read yet")
@pytest.mark.parametrize(("tekst", "antall", "aldre"), UKJENT)
def test_not_read_yet(tekst: str, antall: int, aldre: tuple[int, ...]) -> None:
    assert les(tekst) == (antall, aldre)

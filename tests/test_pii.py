"""Identifying data: what is found, as what, and what only looks like it. [[…]] marks what is to be found."""

from __future__ import annotations

import random
import re

import pytest

from vedtaksanalyse.pii.find import find_pii
from vedtaksanalyse.pii.nummer import has_dato, is_fnr, is_kontonummer
from vedtaksanalyse.sak import Dokument

FUNN = [
    ("fnr", "Søkers fødselsnummer [[01010112345]] er oppgitt."),
    ("fnr", "Fødselsnr. [[128985 34521]]"),
    ("fnr", "Gjeld søkjar, fødd [[150190-12345]], busett i kommunen."),
    ("fnr", "D-nr [[41 01 75 12345]] er brukt."),
    ("fnr", "Snakket med bruker [[098582 21347]] i dag."),
    ("fnr", "Fnr:\t[[14838841385]], to barn."),
    ("kontonummer", "Utbetales konto [[0539.14.55218]]"),
    ("kontonummer", "Utbetaling til kto [[1234 56 78903]]."),
    ("kontonummer", "Kontonummer: [[12345678911]]"),
    ("telefon", "Kan nås på [[47 00 13 58]]."),
    ("telefon", "Ringte mor, tlf [[432 10 987]], ok fra søker."),
    ("telefon", "Mobil: [[+47 91234567]]"),
    ("telefon", "Han ringte fra [[29 04 61 73]] i går."),
    ("epost", "Svar til [[kari.n-92@epost.example]], takk."),
    ("epost", "E-post [[ola(at)example.com]]."),
    ("adresse", "Søkjar bur i [[Lienvegen 14]], leigd rekkjehus."),
    ("adresse", "Mottaker: NN, [[Kvernslåttveien 88 B]]"),
    ("adresse", "Heimebesøk hjå familien, [[Øvre Tverrdalen 14]], etter avtale."),
    ("adresse", "Har flyttet til [[Gamle Kvernvei 14 B]] i desember."),
    ("adresse", "Familien bor i [[Solsida 3 C]]."),
    ("navn", "Navn: [[Odin Tverrfjeld]]\nAlder: 22"),
    ("navn", "Vennlig hilsen\n\n[[Roar Sandtangen]]\n"),
    ("navn", "Utleier [[Trygve Sandmoen]] ringte om husleia."),
]
LIKNER = [
    "Ring oss på 55 55 33 33 hvis du har spørsmål.",
    "Sentralbord 35 00 10 20.",
    "KID 12345678911 må brukes ved betaling.",
    "Saksnummer: 2024/11873-3, journalpost 20240118731.",
    "Org.nr 974 760 673 gjelder kommunen.",
    "Beløpet er kr 12 345 678 for hele kommunen.",
    "Husleien er 10 500 kroner, strøm 1 200 kroner.",
    "Perioden er 01.02.2024–30.04.2024, og fristen er 15.03.2024.",
    "Vi viser til § 18 og § 19 i sosialtjenesteloven.",
    "Skriv til post@granlia.kommune.no eller se nav.no.",
    "Besøksadresse: Storgata 12, 1234 Granlia",
    "Nav Solmoen 14. januar 2025",
    "Søker: [Søker 1]\nBarn: [barn 1] og [barn 2], NN og XXXX",
    "Navn: [Søker]\nVennlig hilsen\nveileder, Nav Granlia",
    "Vedtak 3 og punkt 4 B i brevet gjelder ikke lenger.",
]


def _funn(tekst, navn=None):
    dokument = Dokument("d", "vedtak", tekst)
    return [(f.type, dokument.sitat(f.belegg)) for f in find_pii(dokument, navn)]


@pytest.mark.parametrize(("slag", "merket"), FUNN)
def test_finds_what_is_marked_and_nothing_else(slag, merket):
    sitater = re.findall(r"\[\[(.+?)\]\]", merket)
    assert _funn(re.sub(r"\[\[|\]\]", "", merket)) == [(slag, s) for s in sitater]


@pytest.mark.parametrize("tekst", LIKNER)
def test_look_alikes_are_left_alone(tekst):
    assert _funn(tekst) == []


def _fake_navn(*navn):
    def sok(tekster):
        return [[(m.start(), m.end(), "PER") for n in navn for m in re.finditer(re.escape(n), t)] for t in tekster]

    return sok


@pytest.mark.parametrize(
    ("tekst", "navn", "ventet"),
    [
        ("Hun heter noe, og Oddlaug Gravdal henter barna.", "Oddlaug Gravdal", ["Oddlaug Gravdal"]),
        ("Vi snakket lenge om hva Malin ønsker.", "Malin", ["Malin"]),
        ("Klagen sendes til Nav Granlia.", "Granlia", []),
        ("Barna går på Solmoen skole.", "Solmoen", []),
        ("Felles kontor for Åsmo, Lien og Øvre Dal kommune.", "Lien", []),
        ("Hun bor fortsatt på Tangen.", "Tangen", []),
        ("I går ringte Nav igjen.", "Nav", []),
    ],
)
def test_names_come_from_the_recogniser_and_are_sifted(tekst, navn, ventet):
    assert [s for slag, s in _funn(tekst, _fake_navn(navn)) if slag == "navn"] == ventet


def test_the_recogniser_is_only_asked_about_pieces_that_can_hold_a_name():
    spurt = []

    def sok(tekster):
        spurt.extend(tekster)
        return [[] for _ in tekster]

    _funn("Du har søkt om stønad. Vi snakket med Kari i dag. Det er greit.", sok)
    assert spurt == ["Vi snakket med Kari i dag."]


def test_other_labels_than_persons_are_no_names():
    assert _funn("Vi viser til Oslo tingrett.", lambda t: [[(13, 26, "ORG")] for _ in t]) == []


def _fnr(dato: str, individ: int) -> str | None:
    siffer = f"{dato}{individ:03d}"
    kontroll = [n for n in (f"{siffer}{k:02d}" for k in range(100)) if is_fnr(n)]
    return kontroll[0] if kontroll else None


def test_check_digits_of_generated_numbers_hold_and_break_with_one_digit():
    tilfeldig = random.Random(7)
    antall = 0
    for _ in range(200):
        dag, maned = tilfeldig.randint(1, 28), tilfeldig.randint(1, 12)
        dag, maned = tilfeldig.choice([(dag, maned), (dag + 40, maned), (dag, maned + 40), (dag, maned + 80)])
        nummer = _fnr(f"{dag:02d}{maned:02d}{tilfeldig.randint(40, 99)}", tilfeldig.randint(0, 999))
        if nummer:
            antall += 1
            feil = nummer[:8] + str((int(nummer[8]) + 1) % 10) + nummer[9:]
            assert is_fnr(nummer) and not is_fnr(feil)
            assert _funn(f"Gjelder {nummer[:6]} {nummer[6:]}.") == [("fnr", f"{nummer[:6]} {nummer[6:]}")]
    assert antall > 100


@pytest.mark.parametrize(("siffer", "mulig"), [("32010012345", False), ("01130012345", False), ("71010012345", True)])
def test_birth_dates_must_be_possible(siffer, mulig):
    assert has_dato(siffer) is mulig


def test_account_check_digit():
    assert is_kontonummer("12345678903") and not is_kontonummer("12345678904")


def test_findings_stand_in_the_order_of_the_text_and_never_overlap():
    funn = find_pii(Dokument("d", "vedtak", "tlf 912 34 567, a@b.example\nfnr 14838841385, konto 1234.56.78903"), None)
    steder = [(f.belegg.start, f.belegg.slutt) for f in funn]
    assert [f.type for f in funn] == ["telefon", "epost", "fnr", "kontonummer"]
    assert steder == sorted(steder) and all(a[1] <= b[0] for a, b in zip(steder, steder[1:], strict=False))


UTVIDET = [
    ("fnr", "Søkjar fødd [[14838841386]], feil kontrollsiffer."),
    ("fnr", "Bruker [[01.01.01 12345]] har D-nummer."),
    ("kontonummer", "Utbetalt mor (4212 66 30915) i går.".replace("4212 66 30915", "[[4212 66 30915]]")),
    ("kontonummer", "IBAN [[NO93 8601 1117 947]] er oppgitt."),
    ("telefon", "Ringte [[412-34-567]] uten svar."),
    ("telefon", "Huseier: [[+46 70 123 45 67]]."),
    ("fodselsdato", "Sonen er fødd [[3. april 2018]] og går på skule."),
    ("fodselsdato", "Barn født [[14.05.2008]], [[22.11.2019]] og [[07.03.2022]]."),
    ("bilnummer", "Bilen [[AB 12345]] er solgt."),
    ("adresse", "Kommer til [[Olav Trygvasons gate 5, 5020 Bergen]] på mandag."),
    ("adresse", "Heimebesøk på [[Øvre Haugen]], lag med helsesjukepleiar."),
    ("skole", "Jenta går på [[Solmoen skole]] i år."),
    ("barnehage", "Plass i [[Trollskogen naturbarnehage]] frå august."),
    ("arbeidsplass", "Far er ansatt hos [[Fjordvask AS]] i halv stilling."),
    ("navn", "Barna, [[Selam]] og [[Tesfay]], bor hos far."),
    ("navn", "Hei [[Hodan]]!\n\nTakk for samtalen."),
    ("navn", "Mvh [[Åshild R. Brenden]]"),
    ("navn", "Fullmakt er gitt til [[ELLE SOLBAKK]] i dag."),
]
LIKNER_OGSA = [
    "Nav Granlia, tlf. 35 00 10 20.",
    "Faktura 91234567 fra strømleverandøren.",
    "Beløpene er 4500 4600 og 4700.",
    "Hun er født i 2017 og har termin 03.04.2025.",
    "Nav Granlia\nStorgata 12\n1234 Granlia",
    "Barnehagen 16. mars, skolen 20. mars.",
    "Husleiga er 8 200. Elles har dei ingenting.",
    "Ref. AB 12345 i arkivet.",
    "Han jobber i Nav og bor på Tangen.",
]


@pytest.mark.parametrize(("slag", "merket"), UTVIDET)
def test_finds_the_other_kinds_too(slag, merket):
    sitater = re.findall(r"\[\[(.+?)\]\]", merket)
    assert _funn(re.sub(r"\[\[|\]\]", "", merket)) == [(slag, s) for s in sitater]


@pytest.mark.parametrize("tekst", LIKNER_OGSA)
def test_more_look_alikes_are_left_alone(tekst):
    assert _funn(tekst) == []


def test_direct_and_indirect_are_told_apart():
    funn = find_pii(Dokument("d", "notat", "Født 12.03.2015, tlf 912 34 567, går på Solmoen skole."), None)
    assert [(f.type, f.direkte) for f in funn] == [("fodselsdato", False), ("telefon", True), ("skole", False)]


NAVN = [
    "Saksbehandler [[Brekkhaug]] har vurdert klagen.",
    "Advokaten min, [[Tharmarajan]], mener noe annet.",
    "[[Xhevahire]] skal begynne på skolen til høsten.",
    "Fornavn | [[Emil]] | Etternavn | [[Zemikael]]",
    "Bursdagen til [[Marthe]] ble ikke feiret.",
    "Hei, det er [[kevin]] her.",
    "Barn: [[Idil]] (2012), [[Ayub]] (2015) og [[Sumeya]] (2019)",
    "Vedtaket er signert av [[Weronika van der Berg]].",
]
INGEN_NAVN = [
    "Klagefristen er tre uker. Foreldrepengene kom i mai.",
    "Han har Duchennes sykdom og bruker Melatonin.",
    "Livsopphold er beregnet til kr 9 000.",
    "Søkeren kom fra Mosjøen og snakker Somali.",
]


@pytest.mark.parametrize("merket", NAVN)
def test_names_where_persons_stand(merket):
    assert _funn(re.sub(r"\[\[|\]\]", "", merket)) == [("navn", s) for s in re.findall(r"\[\[(.+?)\]\]", merket)]


@pytest.mark.parametrize("tekst", INGEN_NAVN)
def test_ordinary_words_things_and_places_are_no_names(tekst):
    assert _funn(tekst) == []


@pytest.mark.parametrize(
    ("fil", "trygt"),
    [("Hansen.pdf", False), ("vedtak_Nordmann.docx", False), ("Haugen skole.pdf", True), ("notat1.docx", True), ("Document.docx", True)],
)
def test_a_surname_alone_makes_a_file_name_personal(fil, trygt):
    from vedtaksanalyse.pii.trygge_navn import is_trygt

    assert is_trygt(fil) is trygt

"""What is applied for and what became of it; statements of a vedtak that cannot both hold. Both language forms."""

from __future__ import annotations

from datetime import date

import pytest
from byggere import et_dokument
from delt import get_katalog
from hypothesis import given, settings
from hypothesis import strategies as st

from vedtaksanalyse.detection.barn import find_barneomtaler
from vedtaksanalyse.detection.poster import find_sammenstillinger
from vedtaksanalyse.sak import Dokument, Sammenstilling
from vedtaksanalyse.structure import divide

KATALOG = get_katalog()
POST, MOTSTRID = (KATALOG.felles["poster"]["kriterium"][navn] for navn in ("post", "motstrid"))
DATO = date(2024, 3, 15)


def finn(*dokumenter: Dokument) -> tuple[Sammenstilling, ...]:
    delt = [divide(dokument, KATALOG) for dokument in dokumenter]
    barn = find_barneomtaler(delt, DATO, KATALOG.felles["barn"])
    return find_sammenstillinger(delt, barn, DATO, KATALOG.felles["poster"])


def uavgjort(vedtak: str, **andre: str) -> list[tuple[str, str]]:
    """(what became of it, quote) of each item that is not decided."""
    dokumenter = [et_dokument(vedtak, dato=DATO), *(et_dokument(tekst, type_) for type_, tekst in andre.items())]
    per_id = {d.dok_id: d for d in dokumenter}
    return [
        (s.slag, per_id[s.belegg[0].dok_id].sitat(s.belegg[0]))
        for s in finn(*dokumenter)
        if s.kriterium == POST and s.strider
    ]


def strid(vedtak: str, **andre: str) -> dict[str, tuple[str, ...]]:
    """The quotes of each contradiction by what it is about."""
    dokumenter = [et_dokument(vedtak, dato=DATO), *(et_dokument(tekst, type_) for type_, tekst in andre.items())]
    per_id = {d.dok_id: d for d in dokumenter}
    return {
        s.slag: tuple(per_id[b.dok_id].sitat(b) for b in s.belegg)
        for s in finn(*dokumenter)
        if s.kriterium == MOTSTRID
    }


AVGJORT = [
    "Du har søkt om livsopphold og briller.\n\nVedtak\nDu får 7 200 kroner for april.\nBriller: avslag.",
    "De har søkt om støvlar til dottera.\n\nVedtak\nSøknaden om støvlar blir avslegen.",
    "Du søkte om komfyr og gardiner.\n\nKomfyr innvilges med 4 000 kroner. Gardiner inngår i satsen.",
    "Søknaden gjelder: barnevogn, 2 500 kroner\n\nVedtak\nDu får 2 500 kroner.",
    "Du har søkt om tannbehandling og sykkel.\n\nVedtak\nSøknaden avslås.",
    "Vi viser til søknaden din om depositum og flyttebil.\n\nVi sier nei til begge deler.\n\n"
    "Depositum\nDu kan spare til dette. Det gis ikke stønad.\n\nFlyttebil\nDette må du dekke selv.",
    "Dere har søkt om støtte til fotball til Ali.\n\nKontingenten dekkes for våren.",
    "Du søkjer om møblar.\n\nVedtak\n- Seng: 2 000 kroner\n- Bord: 1 000 kroner",
    "Du har søkt om mat og strøm.\n\nDu får utbetalt 3 000 kroner.",
    "Søkt | mat og briller\nVurdert | Maten gjekk ned i mars, og fredagar er dyre.\nMat: innvilga.\nBriller: avslag.",
    "Søkjaren har sett fram krav om\na) vinterdekk, kr 5 200,\nb) vinterdress og støvlar til guten.\n\n"
    "Vedtak\nPost a) vert imøtekomen. Post b) vert ikkje imøtekomen.",
    "Gjelder: søknad om stønad til mat, innkommet 16. september\n\nVedtak\nMat: 900 kroner.",
    "Du har søkt om PC og sko.\n\nVedtak\nPC: 4 000 kroner\nResten av søknaden avslås.",
    "Krav av 3. mars:\na) briller, kr 2 000\nb) sko, kr 800\n\nSLUTNING\nKravene tas ikke til følge.",
    "Du søkte om livsopphald og om hjelp til dekk.\n\nFor mars har vi kome til 6 000 kroner. Dekka kan vi diverre ikkje ta.",
]


@pytest.mark.parametrize("vedtak", AVGJORT)
def test_what_is_decided_is_not_reported(vedtak):
    assert uavgjort(vedtak) == []


UAVGJORT = [
    ("Du har søkt om livsopphold og husleie 9 800.\n\nVedtak\nDu får innvilget livsopphold etter kommunens veiledende satser, kr 12 300.",
     [("uomtalt", "husleie")]),
    ("Du har søkt om livsopphald og straum.\n\nVedtak\nDu får 7 900 kroner til livsopphald etter norma.", [("uomtalt", "straum")]),
    ("Hva er det spurt om?\nStønad for mars, to bilseter og parkdresser.\n\nHva er svaret?\nDet gis 8 000 kroner for mars.",
     [("uomtalt", "bilseter"), ("uomtalt", "parkdresser")]),
    ("Du har spurt om pengar til bilen og om briller til jenta.\n\nVedtak\nEg seier nei til bilen.", [("uomtalt", "briller")]),
    (
        "Krav av 3. mars:\na) sko, kr 800\nb) briller, kr 2 000\n\nHva gjelder briller, vil kravet bli vurdert så snart pris foreligger."
        "\n\nSLUTNING\nB tilkjennes kr 800 til sko.",
        [("utsatt", "briller")],
    ),
    (
        "Du har søkt om livsopphold, briller og sykkel.\n\nVedtak\nDu får 7 200 kroner for april.\nBriller: avslag.",
        [("uomtalt", "sykkel")],
    ),
    (
        "De har søkt om livsopphald og barnevogn.\n\nVedtak\nLivsopphald: 9 000 kroner.",
        [("uomtalt", "barnevogn")],
    ),
    (
        "Vi viser til søknaden din av 3. mars om husleierestanse og vaskemaskin.\n\nVedtak\n"
        "Husleierestansen dekkes med 12 000 kroner. Vaskemaskinen kommer vi tilbake til.",
        [("utsatt", "vaskemaskin")],
    ),
    (
        "Du søkte om SFO og vinterklær.\n\nVedtak\nSFO: 2 100 kroner.\n\nVinterklærne\nDu skriver at jakka er slitt.",
        [("omtalt", "vinterklær")],
    ),
    (
        "Du har søkt om\na) dekk,\nb) briller.\n\nVedtak\nPost a) innvilges.",
        [("uomtalt", "briller")],
    ),
    (
        "Søkt: livsopph. jan., turdrakt til yngste, briller\n\nVedtak\nBriller: avslag. Livsopph.: 9 000 kroner.",
        [("uomtalt", "turdrakt")],
    ),
    *(
        (f"Du har søkt om briller og sykkel.\n\nVedtak\nBriller: 900 kroner.\n\n{utsatt}", [("utsatt", "sykkel")])
        for utsatt in (
            "Sykkelen ser vi på senere.",
            "Sykkelen tas i ny søknad.",
            "Sykkelen kommer vi tilbake til.",
            "Sykkelen kjem vi attende til.",
            "Sykkelen tek vi seinare.",
            "Sykkelen er ikkje avgjord enno.",
        )
    ),
    (
        "Søknaden gjeld\n- køyeseng\n- internett\n- leirskule\n\nVedtak\n- Køyeseng: 3 000 kroner.\n- Leirskule: avslag.",
        [("uomtalt", "internett")],
    ),
]


@pytest.mark.parametrize(("vedtak", "ventet"), UAVGJORT)
def test_what_is_not_decided_is_reported_with_its_words(vedtak, ventet):
    assert uavgjort(vedtak) == ventet


VEDTAK = "Vedtak\nDu får 8 000 kroner til livsopphold for april."


@pytest.mark.parametrize(
    ("type_", "tekst", "ventet"),
    [
        ("soknad", "Jeg søker om:\n- livsopphold\n- busskort", ["busskort"]),
        ("soknad", "Søker: livsopphold april. Briller 1 900.", ["Briller"]),
        ("soknad", "Jeg søker om støtte til sommeren. Leir, 1 950. Og mobilabonnement til jenta.", ["Leir", "mobilabonnement"]),
        ("soknad", "Kva søkjer du om?\nBilsete, for han er for lang for det gamle.", ["Bilsete"]),
        ("soknad", "Hva søker du om?\nHar du bil?\nMinste har egen seng i gangen.", []),
        ("soknad", "Sekk x2, gymsko x3. Skolestart. Regning tannlege 2 180.", ["Sekk", "gymsko", "tannlege"]),
        ("soknad", "Lillesøster går i barnehage. Klær har vi nok av.", []),
        ("journalnotat", "Tlf. fra bruker, vil søke om livsopphold og madrass til yngste.", ["madrass"]),
        ("journalnotat", "Bruker trenger madrass til yngste. Søker om dette også.", ["madrass"]),
        ("journalnotat", "Bruker la fram faktura for madrass.", []),
        ("journalnotat", "Jenta har søkt barnehageplass fra høsten.", []),
        ("klage", "Jeg søker om ny sykkel.", []),
        ("annet", "Kommunen gir stønad til den som søker om briller.", []),
    ],
)
def test_other_documents_ask_only_in_so_many_words(type_, tekst, ventet):
    assert uavgjort(VEDTAK, **{type_: tekst}) == [("uomtalt_utenfor", ordene) for ordene in ventet]


def test_a_field_goes_on_with_what_has_an_amount_beside_it():
    vedtak = "SØKT OM: BRILLER KR 2 200. SYKKEL KR 4 115.\n\nBriller: innvilget."
    assert uavgjort(vedtak) == [("uomtalt", "SYKKEL")]


def test_under_the_heading_of_an_application_nothing_asks_after_the_first_answer():
    vedtak = "Søknad om økonomisk stønad\nDu bad om hjelp til straum.\nDu får 900 kroner til straum.\nGuten går i barnehage."
    assert uavgjort(vedtak) == []


def test_one_activity_is_not_decided_with_another():
    vedtak = "Du har søkt om leir og svømming.\n\nVedtak\nLeir: 1 950 kroner."
    assert uavgjort(vedtak) == [("uomtalt", "svømming")]


def test_what_the_rate_is_said_to_hold_in_general_decides_nothing():
    vedtak = "Du har søkt om seng og internett.\n\nDu får ikke penger til seng.\n\nSatsen skal blant annet dekke mat og internett."
    assert uavgjort(vedtak) == [("omtalt", "internett")]


def test_an_application_decided_as_a_whole_leaves_nothing_open():
    assert uavgjort("Du har søkt om ferie, leir og sykkel.\n\nVedtak\nSøknaden din er avslått.") == []


def test_unless_the_complaint_says_that_an_item_was_never_answered():
    vedtak = "Du har søkt om ferie, leir og sykkel.\n\nVedtak\nSøknaden din er avslått."
    assert uavgjort(vedtak, klage="De har ikkje svart på sykkelen.") == [("uomtalt", "sykkel")]
    assert uavgjort(vedtak, klage="Sykkelen er viktig for gutten.") == []


def test_only_ticked_boxes_ask():
    soknad = "Jeg søker om:\n[x] Livsopphold [ ] Internett [x] Briller"
    assert uavgjort(VEDTAK, soknad=soknad) == [("uomtalt_utenfor", "Briller")]


def test_an_item_put_off_needs_no_application():
    assert [slag for slag, _ in uavgjort(f"{VEDTAK}\n\nVurdering\nBrillene kjem vi tilbake til.")] == ["utsatt"]


def test_a_case_without_a_vedtak_has_none():
    assert finn(et_dokument("Jeg søker om sykkel.", "soknad")) == ()


STRID = [
    (
        "Vedtak\n- Barnevogn: innvilget.\n- Briller: avslag.\n\nVurdering\nBarnevogn er ikke nødvendig og innvilges ikke.",
        "utfall",
        ("- Barnevogn: innvilget.", "Barnevogn er ikke nødvendig og innvilges ikke."),
    ),
    (
        "Vurdering\nTannbehandlinga er naudsynt og blir dekt.\n\nVedtak\nSøknaden om tannbehandling blir avslegen.",
        "utfall",
        ("Tannbehandlinga er naudsynt og blir dekt.", "Søknaden om tannbehandling blir avslegen."),
    ),
    (
        "Vurdering\nSatser og husleie gir et behov på 21 000. Det gir 6 400 kroner.\n\n"
        "Vedtak\nLivsopphold innvilges med 4 900 kroner.",
        "belop",
        ("Det gir 6 400 kroner.", "Livsopphold innvilges med 4 900 kroner."),
    ),
    (
        "Vurdering\nDu går i minus hver måned.\n\nVedtak\nInntekten er høyere enn utgiftene, og du får ikke stønad.",
        "okonomi",
        ("Du går i minus hver måned.", "Inntekten er høyere enn utgiftene, og du får ikke stønad."),
    ),
    (
        "Vurdering\nNav legger til grunn at du står uten mat.\n\nDet haster ikke, da det er mat i huset.",
        "mat",
        ("Nav legger til grunn at du står uten mat.", "Det haster ikke, da det er mat i huset."),
    ),
    (
        "Vurdering\nBustaden er ikkje trygg for ungane.\n\nVedtak\nDepositum: avslag, de har ein eigna bustad.",
        "bolig",
        ("Bustaden er ikkje trygg for ungane.", "Depositum: avslag, de har ein eigna bustad."),
    ),
    (
        "Vurdering\nHusleien er rimelig for fire rom.\n\nVedtak\nHusleien er for høy for en liten familie.",
        "leie",
        ("Husleien er rimelig for fire rom.", "Husleien er for høy for en liten familie."),
    ),
    (
        "Vurdering\nEtter § 19: Dette er et særlig tilfelle.\n\nVedtak\nDet er ikke grunnlag for å gå utenfor § 18.",
        "saerlig",
        ("Etter § 19: Dette er et særlig tilfelle.", "Det er ikke grunnlag for å gå utenfor § 18."),
    ),
    ("Beregning: 12 000 + 3 000 = 16 000", "sum", ("12 000 + 3 000 = 16 000", "16 000")),
    ("Vedtak\nDu får 3 000 kroner.\n\nGod jul!", "aarstid", ("God jul",)),
    ("Du er 19 år og bor alene.\n\nVilkår\nDu er 24 år og må møte hver dag.", "alder", ("Du er 19 år", "Du er 24 år")),
]


@pytest.mark.parametrize(("vedtak", "slag", "ventet"), STRID)
def test_what_cannot_both_hold_is_shown_with_both_quotes(vedtak, slag, ventet):
    assert strid(vedtak) == {slag: ventet}


@pytest.mark.parametrize(
    ("vedtak", "notat", "slag"),
    [
        ("Vurdering\nDine tre barn har et godt tilbud.", "Mor alene med datter på 9 år.", "antall"),
        ("Vurdering\nSønnen din går i barnehage og har det bra.", "Én sønn på 12 år.", "alder"),
        ("Vurdering\nBarnas behov er tatt med.", "Søker bor på hybel.", "alder"),
        ("Vurdering\nDu har samvær annenhver helg.", "To barn på 4 og 6 år, bor fast hos søker.", "omsorg"),
    ],
)
def test_text_from_another_household_is_found(vedtak, notat, slag):
    assert slag in strid(vedtak, journalnotat=notat)


HENGER_SAMMEN = [
    "Du mener bilen er nødvendig.\n\nVedtak\nBil: avslag.",
    "Husleige 8 000 + straum 1 400 - 2 400 = 7 000",
    "Vedtak\nVinterklær: 3 000 kroner. Resten avslås.\n\nVurdering\nVinterklær dekkes med 3 000 kroner.",
    "Vedtak\nBriller: avslag.\n\nVurdering\nEt avslag vil bety at gutten må vente med briller.",
    "I vedtak av 3. mai 2022 ble seng innvilget.\n\nVedtak\nSøknaden om seng avslås.",
    "Vurdering\nNormalt dekkes briller.\n\nVedtak\nSøknaden om briller avslås.",
    "Vurdering\nDet gjev 5 030 kroner.\n\nVedtak\nDu får 5 030 kroner til livsopphald.",
    "Utrekning: 29 200 - 22 890 = 6 310 kroner",
    "Vedtak\nSykkel til 400 kroner innvilges.\nSykkel til 9 000 kroner avslås.",
    "Du er 19 år.\n\nVurdering\nDu er 19 år og ny i kommunen.",
    "Vurdering\nBarna på 4 og 9 år går i barnehage og på SFO.",
    "Vurdering\nVi har prøvd om dette er et særlig tilfelle.\n\nDet er ikke noe særlig tilfelle.",
    "Vurdering\nHjelp kan gis når det foreligger et særlig tilfelle. Det er ikke et særlig tilfelle her.",
    "Vurdering\nVi kan hjelpe dersom du er uten mat. Nå er det mat i huset.",
    "Vurdering\nSøsteren din har små barn i barnehage.",
]


@pytest.mark.parametrize("vedtak", HENGER_SAMMEN)
def test_what_goes_together_is_left_alone(vedtak):
    assert strid(vedtak) == {}


BITER = st.sampled_from(
    ["Du har søkt om ", "søkjer om", "briller", "seng", " og ", ", ", "\n", "\n\n", "Vedtak\n", "avslås", "innvilges", ": ",
     "1 200 kroner", "- ", "☐ ", "Det gir 900 kr", "tre barn på 3 og 4 år", "ikke ", "12 + 3 = 16", "İ", "🙂", "\t", "(", "§ 18. "]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(BITER, max_size=40).map("".join), st.lists(BITER, max_size=15).map("".join))
def test_every_place_is_inside_its_document(vedtak, notat):
    dokumenter = {d.dok_id: d for d in (et_dokument(vedtak, dato=DATO), et_dokument(notat, "journalnotat"))}
    for ett in finn(*dokumenter.values()):
        assert ett.kriterium in KATALOG.kriterier
        for belegg in ett.belegg:
            tekst = dokumenter[belegg.dok_id].tekst
            assert 0 <= belegg.start < belegg.slutt <= len(tekst)
            assert tekst[belegg.start : belegg.slutt].strip() == tekst[belegg.start : belegg.slutt]

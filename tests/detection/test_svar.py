"""What a vedtak answers: granted, refused, or said to lie within the rate. Both language forms, letters and notes."""

from __future__ import annotations

from datetime import date

import pytest
from byggere import et_dokument
from delt import get_katalog

from vedtaksanalyse.detection.poster import find_sammenstillinger, read_saksposter
from vedtaksanalyse.structure import divide

KATALOG = get_katalog()
POSTER = KATALOG.felles["poster"]
UTFALL = POSTER["kriterium"]["utfall"]
ENKELT = ("gitt", "oppfort", "nektet", "satsen")


def finn(vedtak: str, kriterium: str = UTFALL[0]) -> list[tuple[str, str]]:
    """(what it answers, the unit that does) for one vedtak, in order."""
    dokument = et_dokument(vedtak)
    funn = find_sammenstillinger([divide(dokument, KATALOG)], (), date(2024, 3, 15), POSTER)
    return [(s.slag, dokument.sitat(s.belegg[0])) for s in funn if s.kriterium == kriterium]


def svar(vedtak: str) -> set[str]:
    return {hva for hva, _ in finn(vedtak) if hva in ENKELT}


GITT = [
    "Søknaden din innvilges.",
    "Du får 6 520 kroner i stønad for november.",
    "De får 4 300 kroner til vinterklede.",
    "Dykk får òg 1 650 kroner til sovepose.",
    "Dokker får 1 200 kroner til mat.",
    "Vi sier ja til leiren, 3 900 kroner.",
    "Me legg til 6 400 kroner til vinterklede.",
    "Søknaden om briller tas til følge.",
    "Søknaden om briller blir teken til følgje.",
    "Strømmen for januar dekkes med kr 4 120.",
    "Vi betaler strømregningen rett til selskapet.",
    "Stønaden videreføres med kr 13 400 per måned.",
    "Til gode 5 957.",
    "Til utbetaling kr 7 110",
    "Skjønnet gir 5 500 kroner for mai.",
    "Det blir 10 429 i månaden i tre månader.",
    "Det stilles garanti for depositum på 30 000 kroner.",
    "Briller: ja, 3 140 kr.",
    "Det du får\nKonfirmasjon, antrekk og mat: kr 5 500",
    "POST 2 – DYNE\nbede om: 2 890\ngjev: 2 890",
    "Sengebunn 4 600 kr. Ja.",
    "Livsopphald\nUtfall | Ja, 2 140 kvar månad",
    "Resultat matpenger: 1 250",
    "Resultat: 4 870 kr per måned i to måneder.",
    "B tilkjennes kr 2 210 til briller.",
    "For mars har vi kome til 5 000 kroner.",
    "Difor set vi inn 3 000 kroner på kontoen din.",
    "[x] Innvilget   [ ] Delvis innvilget   [ ] Avslag",
]


@pytest.mark.parametrize("vedtak", GITT)
def test_what_is_granted(vedtak):
    assert svar(vedtak) == {"gitt"}


NEKTET = [
    "Søknaden avslås.",
    "Søknaden er avslegen.",
    "Søknaden om leirskole tas ikke til følge.",
    "Søknaden om sofa er ikkje teken til følgje.",
    "Reisa til Senja kan vi dessverre ikkje vere med på.",
    "Mobilabonnement, 199 kr i måneden, får du ikke.",
    "Ferien dekkjer vi diverre ikkje.",
    "Det gis derfor ikke tillegg til vinterklær.",
    "Nei til drivstoff på egen båt.",
    "Køyesenga til barnebarna: nei.",
    "Det du ikke får\nBunad: kr 21 900",
    "Kosttillegg 650: gammel dokumentasjon, utgår.",
    "De 5 100 kronene til ny telefon er ikke nødvendige.",
    "Sofaen må du dekkje sjølv.",
    "Kontoret opprettheld det første svaret på søknaden.",
    "POST 3 – SPELMASKIN\nbede om: 9 900\ngjev: 0",
    "Sykkel blir det likevel ikke denne gangen.",
    "Ny sykkel går det ikkje an å gje noko til no.",
    "Vi har ikke anledning til å dekke brillene.",
    "Sengene blir ikkje dekte.",
    "Det er ikkje rom for tillegg til vinterklede.",
    "Tilskot til bunad vert ikkje gitt.",
    "Briller\nAvgjørelse: Nei etter § 18, han ser godt nok.",
    "Post 2 – Barnevogn\nUtfall | Nei. Vogna er gammal.",
    "Dekka kan vi diverre ikkje ta.",
    "Eg seier nei til fryseren.",
    "[ ] Innvilga   [x] Avslag",
]


@pytest.mark.parametrize("vedtak", NEKTET)
def test_what_is_refused(vedtak):
    assert svar(vedtak) == {"nektet"}


@pytest.mark.parametrize(
    "vedtak",
    [
        "I vedtak av 3. mai 2023 fikk du avslag på sykkel.",
        "Ved vedtak av 11. februar ble søknaden om sykkel avslått.",
        "Den som ikke kan sørge for sitt livsopphold, har krav på økonomisk stønad.",
        "Nødhjelp gis når søker ikke har midler.",
        "Dersom søknaden om briller innvilges, sender vi beløpet til butikken.",
        "Hvis du får avslag på søknaden, kan du søke på nytt.",
        "Du får 12 400 kroner i dagpenger.",
        "Du får barnetrygd for to barn.",
        "Du takket nei til samtale om økonomien.",
        "Vi ble enige om at du får time hos økonomirådgiveren i august.",
        "Siden alt er dekket, er det ikke nødvendig å ta stilling til § 19.",
        "Barnetrygda på 1 766 ligg utanfor.",
        "Rett til å klage\nHvis vi ikke gir deg medhold, sendes klagen videre.",
        "SFO: nei",
        "Tannbehandling dekkes når den er akutt.",
        "Dere skriver at dere får bruke vaskemaskinen til naboen.",
        "Du har forklart at maten er dyr, men at du ikke får betalt både strøm og husleie.",
        "De fortel at skorne er små, og at de får støtte til klede av mormor.",
        "Du har forklart at maten er dyr siden du bor langt unna, men at du ikke får betalt strømmen.",
        "Mat går på 1 900 i uka, og det er ikke rom for å presse den ned.",
        "Godkjent elektronisk",
    ],
)
def test_what_answers_nothing(vedtak):
    assert svar(vedtak) == set()


def test_one_sentence_can_grant_and_refuse():
    assert svar("Strømmen dekkes med kr 4 120, mens søknaden for øvrig ikke kan imøtekommes.") == {"gitt", "nektet"}
    assert svar("Vi dekkjer skoa med 900 kroner, men ikkje jakka.") >= {"gitt"}


def test_an_outcome_in_one_line_grants_what_has_an_amount_and_refuses_the_rest():
    assert svar("Resultat: seng 2 500, leir 1 750, tv avslag") == {"gitt", "nektet"}
    assert svar("Resultat: seng på 2 500 kroner avslag") == {"nektet"}


def test_what_the_grant_is_to_prevent_is_no_refusal():
    assert "nektet" not in svar("Husleia på 7 200 tas med så ikke leiligheten ryker.")


def test_what_is_left_to_live_on_is_no_grant():
    assert svar("Du har altså 6 300 kroner igjen til deg og jenta.") == set()


def test_an_item_applied_for_that_the_rate_holds():
    assert svar("Du har søkt om sykkel.\n\nSykkel er med i satsen.") == {"satsen"}
    assert svar("Du har søkt om livsopphold.\n\nSykkel er med i satsen.") == set()


def test_a_row_with_an_amount_in_the_result_is_entered_and_one_without_is_refused():
    vedtak = "Du har søkt om sykkel og sko.\n\nResultat\n- Sykkel: 2 000 kr\n- Sko: 0 kr"
    assert finn(vedtak)[:2] == [("oppfort", "- Sykkel: 2 000 kr"), ("nektet", "- Sko: 0 kr")]


@pytest.mark.parametrize(
    ("vedtak", "samlet"),
    [
        ("Livsopphold innvilges. Sykkel avslås.", "blandet"),
        ("Livsopphold innvilges. Sykkel innvilges.", "bare_gitt"),
        ("Livsopphald blir avslått. Sykkel blir avslått.", "bare_nektet"),
        ("Hei, her er et brev om sykkel.", None),
    ],
)
def test_the_answers_as_a_whole_stand_with_every_criterion_that_turns_on_them(vedtak, samlet):
    for kriterium in UTFALL:
        hele = [hva for hva, _ in finn(vedtak, kriterium) if hva not in ENKELT]
        assert hele == ([samlet] if samlet else [])


def test_after_what_is_retold_the_office_speaks_again():
    assert svar("Du skriver at klærne er slitt, men klærne dekkes ikke.") == {"nektet"}


def test_a_labelled_outcome_answers_the_item_of_the_heading():
    dokument = et_dokument("Vedtak\n\nPost 1 – Sykkel\nSøkt om | 2 350\nUtfall | Nei.")
    saken = read_saksposter([divide(dokument, KATALOG)], POSTER)
    assert [(s.hva, set(s.slag)) for delen in saken.deler for s in delen.svar] == [("nektet", {"sykkel"})]


@pytest.mark.parametrize(
    ("vedtak", "samlet"),
    [
        ("Vedtak\nSøknaden om seng avslås.\n\nVurdering\nHusleien er dekket med 9 000 kroner, og vi betaler den.", "bare_nektet"),
        ("Vedtak\nSeng avslås. Mat innvilges.\n\nVurdering\nSengen er ny.", "blandet"),
        ("Vedtak\nSengen innvilges.\n\nVurdering\nSykkelen avslås.", "blandet"),
        ("Sengen avslås.\n\nVi betaler husleien, 9 000 kroner.", "blandet"),
    ],
)
def test_only_refusals_under_the_heading_of_the_outcome_refuse_all(vedtak, samlet):
    assert [hva for hva, _ in finn(vedtak) if hva not in ENKELT] == [samlet]

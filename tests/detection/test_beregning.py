"""Calculations: rows read as a person reads them, totals checked, and what the arithmetic says of barnetrygd and rates."""

from __future__ import annotations

from datetime import date

import pytest
from byggere import ROT, et_dokument
from delt import get_katalog
from hypothesis import given
from hypothesis import strategies as st

from vedtaksanalyse.detection.beregning import Regnskapsleser
from vedtaksanalyse.evaluation.fasit import load_fasitsak
from vedtaksanalyse.structure import divide

KATALOG = get_katalog()
LESER = Regnskapsleser(KATALOG.felles["beregning"], KATALOG.felles["satser"])

FELT = """Ektepar: 13 100
Barn 15 år: 4 500
Barn 8 år: 3 700
Barn 5 år, 50 %: 1 700
Barn 2 år, 50 %: 1 700
Husleie kommunal bolig: 10 200
Strøm: 1 600
Sum: 36 500

Introduksjonsstønad: 19 400
Barnetrygd: 6 552
Bostøtte: 6 100
Sum: 32 052

Differanse: 4 448
"""
PRIKKER = """Sats ektepar ........................ 13 050
Barn nr. l (15 år) ..................  4 870
Barn nr. 2 (9 år) ...................  3 760
Barn nr. 3 (6 år), halv sats ........  1 880
Barn nr. 4 (3 år), halv sats ........  1 560
Husleie ............................. 14 500
Strøm ...............................  l 900
Sum ................................. 41 520
AAP mor ............................. 16 240
Lønn far ............................ 15 330
Barnetrygd ..........................  7 264
Sum ................................. 38 834
Differanse ..........................  2 686
"""
ENKLE = """Par 12 500
Barn 10 år, faktor 1,0 2 900
Barn 6 år, faktor 0,5 1 450
Husleie 13 400
Bleier 540
Sum behov 30 790

Uføretrygd 17 260
Bostøtte 3 150
Barnetrygd 7 064, teller med: Nei
Sum inntekt 20 410
"""
KOLONNER = """A  UTGIFTER PER MND.
1  Livsopphald, einsleg                          7 550
7  Frådrag felles hushald                       –1 200
8  Husleige                           13 900    12 500
9  SFO                                 2 180         0
   SUM A                                        18 850
"""
GANGER = """Norm ektepar 13 100
Norm barn 6–10 år 2 x 3 950
Norm barn 3 og 4, 2 × 1 725 = 3 450
Sum norm 24 450
Boutgifter 13 400
Sum behov 37 850
"""
LIGNING = (
    "Du mottar dagpenger, 14 860 kroner, og halv barnetrygd, 984 kroner.\n\n"
    "Behov: 8 050 + 760 + 9 300 = 18 110 kroner\nInntekt: 14 860 + 984 = 15 844 kroner\n"
)
LOPENDE = (
    "Regnestykket: satser 46 900 – 1 100 = 45 800, husleie 18 500, strøm 3 100. Til sammen 67 400. "
    "Uføretrygd 38 900, bostøtte 9 200 og kontantstøtte 7 500 gir 55 600."
)
PARENTES = (
    "Introduksjonsstønad etter skatt og bustøtte: 33 600 + 4 900 kroner (barnetrygd: 4 786 kroner)\n"
    "Inntekter: 38 500 kroner\n"
)
REKKE = (
    "Introduksjonsstønad etter skatt, bustøtte og barnetrygd: 33 600 + 4 900 + 4 786 kroner\nInntekter: 43 286 kroner\n"
)
TABELLER = [
    (
        FELT,
        [("sats", 13100), ("", 4500), ("", 3700), ("", 1700), ("", 1700), ("utgift", 10200), ("utgift", 1600), ("sum", 36500)]
        + [("inntekt", 19400), ("barnetrygd", 6552), ("bostotte", 6100), ("sum", 32052), ("differanse", 4448)],
        {"har_beregning", "sum_stemmer", "barnetrygd_i_sum", "halv_sats_for_noen", "statens_sats"},
    ),
    (
        PRIKKER,
        [("sats", 13050), ("", 4870), ("", 3760), ("sats", 1880), ("sats", 1560), ("utgift", 14500), ("utgift", 1900)]
        + [("sum", 41520), ("inntekt", 16240), ("inntekt", 15330), ("barnetrygd", 7264), ("sum", 38834), ("differanse", 2686)],
        {"har_beregning", "sum_stemmer", "barnetrygd_i_sum", "halv_sats_for_noen"},
    ),
    (
        ENKLE,
        [("", 12500), ("", 2900), ("", 1450), ("utgift", 13400), ("utgift", 540), ("sum", 30790)]
        + [("inntekt", 17260), ("bostotte", 3150), ("barnetrygd", 7064), ("sum", 20410)],
        {"har_beregning", "sum_stemmer", "barnetrygd_utenfor_sum", "halv_sats_for_noen"},
    ),
    (
        KOLONNER,
        [("sats", 7550), ("", -1200), ("utgift", 12500), ("utgift", 0), ("sum", 18850)],
        {"har_beregning", "sum_stemmer", "eldre_statens_sats"},
    ),
    (
        GANGER,
        [("sats", 13100), ("sats", 7900), ("sats", 3450), ("sum", 24450), ("utgift", 13400), ("sum", 37850)],
        {"har_beregning", "sum_stemmer", "statens_sats"},
    ),
    (
        LIGNING,
        [("inntekt", 14860), ("barnetrygd", 984), ("", 8050), ("", 760), ("", 9300), ("", 18110)]
        + [("inntekt", 14860), ("", 984), ("", 15844)],
        {"har_beregning", "sum_stemmer", "barnetrygd_i_sum"},
    ),
    (
        LOPENDE,
        [("sats", 46900), ("", -1100), ("", 45800), ("utgift", 18500), ("utgift", 3100), ("sum", 67400)]
        + [("inntekt", 38900), ("bostotte", 9200), ("inntekt", 7500), ("", 55600)],
        {"har_beregning", "sum_stemmer"},
    ),
    (
        PARENTES,
        [("inntekt", 33600), ("bostotte", 4900), ("barnetrygd", 4786), ("inntekt", 38500)],
        {"har_beregning", "sum_stemmer", "barnetrygd_utenfor_sum"},
    ),
    (
        REKKE,
        [("inntekt", 33600), ("bostotte", 4900), ("barnetrygd", 4786), ("inntekt", 43286)],
        {"har_beregning", "sum_stemmer", "barnetrygd_i_sum"},
    ),
    (
        "Saksnummer 25-0914\nVedtak 21. mai 2024\nDu er 38 år og har to barn på 14 og 17 år. Vaktene varer 12 timer.\n",
        [],
        set(),
    ),
]


def _read(tekst: str, dato: date | None = date(2024, 6, 1)):
    return LESER.read(divide(et_dokument(tekst, dato=dato), KATALOG))


@pytest.mark.parametrize(("tekst", "rader", "fakta"), TABELLER)
def test_rows_and_facts_of_a_calculation(tekst, rader, fakta):
    beregning = _read(tekst)
    assert [(rad.slag, rad.belop) for rad in beregning.rader] == rader
    assert beregning.navn == fakta


@pytest.mark.parametrize(("for_", "etter", "avvik"), [("Sum: 36 500", "Sum: 36 700", 200), ("Strøm: 1 600", "Strøm: 1 700", -100)])
def test_a_total_that_does_not_add_up_is_found_with_how_far_it_is_off(for_, etter, avvik):
    assert for_ in FELT
    [feil] = [f for f in _read(FELT.replace(for_, etter)).fakta if f.navn == "sum_avvik"]
    assert feil.avvik == avvik


def test_a_total_is_not_called_wrong_when_a_row_could_not_be_read():
    assert "sum_avvik" not in _read(FELT.replace("Strøm: 1 600", "Strøm: etter faktura")).navn


def test_a_difference_that_does_not_follow_from_the_totals():
    [feil] = [f for f in _read(FELT.replace("4 448", "5 448")).fakta if f.navn == "differanse_avvik"]
    assert feil.avvik == 1000


def test_barnetrygd_taken_out_only_in_the_difference():
    tekst = "Sum utgifter: 20 000 kroner\nLønn: 15 000 kroner\nBarnetrygd: 1 766 kroner\nDifferanse: {} kroner\n"
    assert "barnetrygd_i_sum" in _read(tekst.format("3 234")).navn
    assert "barnetrygd_utenfor_sum" in _read(tekst.format("5 000")).navn


@pytest.mark.parametrize(
    ("dato", "navn"),
    [
        (date(2024, 3, 1), {"statens_sats"}),
        (date(2023, 12, 1), set()),
        (date(2025, 3, 1), {"statens_sats"}),
        (None, {"statens_sats"}),
        (date(2017, 1, 1), set()),
    ],
)
def test_rates_are_those_of_the_date(dato, navn):
    assert _read("Livsopphold enslig: kr 7 850\n", dato).navn == navn


def test_the_rate_before_is_an_older_rate():
    assert _read("Livsopphold enslig: kr 7 550\n", date(2024, 3, 1)).navn == {"eldre_statens_sats"}


def test_half_rate_because_of_shared_care_is_not_half_rate_by_number():
    tekst = "Enslig: 7 850 kroner\nBarn 6–10 år, delt bosted (halv sats): 1 975 kroner\nBarn 12 år: 5 150 kroner\n"
    assert not _read(tekst).navn & {"halv_sats_for_noen", "halv_sats_for_alle"}


def test_every_fact_is_one_that_the_catalogue_names():
    funnet = {navn for tekst, _, _ in TABELLER for navn in _read(tekst).navn}
    funnet |= _read(FELT.replace("36 500", "36 700")).navn | _read(FELT.replace("4 448", "5 448")).navn
    funnet |= _read("Enslig 7 850 kroner\nBarn 4 år, halv sats: 1 925 kroner\n").navn
    assert funnet == set(KATALOG.felles["beregning"]["fakta"])


_bit = st.sampled_from(
    ["Sum", "Husleie", "Barnetrygd", "holdt utenfor", "Barn 3", "halv", "sats", ": ", " ", "\n", "\n\n", "kr ", " kroner", "=", " + ", "–"]
    + ["7 850", "1 000", "12.345", "0", "l 120", "2 x ", " | ", "\t", "   ", "99", "2024", ",-", ".50", "(", ")", "İ", "\u00a0", "9999999"]
)


@given(st.lists(_bit | st.text(max_size=3), max_size=40).map("".join))
def test_any_text_is_read_with_exact_offsets(tekst):
    beregning = _read(tekst)
    forrige = 0
    for rad in beregning.rader:
        assert forrige <= rad.belegg.start <= rad.sted.start < rad.sted.slutt == rad.belegg.slutt <= len(tekst)
        assert any(tegn.isdigit() for tegn in tekst[rad.sted.start : rad.sted.slutt])
        forrige = rad.belegg.slutt
    spenn = {rad.belegg for rad in beregning.rader}
    assert all(faktum.belegg in spenn for faktum in beregning.fakta)


@pytest.mark.parametrize(
    ("sak_id", "navn"),
    [
        ("D1-12", "barnetrygd_i_sum"),
        ("D6-02", "barnetrygd_i_sum"),
        ("D7-12", "barnetrygd_i_sum"),
        ("D5-06", "barnetrygd_utenfor_sum"),
        ("D1-02", "halv_sats_for_noen"),
    ],
)
def test_whole_decisions(sak_id, navn):
    sak = load_fasitsak(ROT / "corpora" / "fasit" / f"{sak_id}.json").sak
    vedtak = [en for en in sak.dokumenter if en.type == "vedtak"]
    assert any(navn in LESER.read(divide(dokument, KATALOG)).navn for dokument in vedtak)

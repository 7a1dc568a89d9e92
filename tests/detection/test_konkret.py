"""Kinds of sentences about this case's people are counted, in wordings of no particular office."""

from __future__ import annotations

import pytest
from byggere import en_oppdeling
from hypothesis import given
from hypothesis import strategies as st

from vedtaksanalyse.detection.konkret import Konkretleser
from vedtaksanalyse.kriterier import load_katalog

KATALOG = load_katalog()
POST = KATALOG.felles["konkret"]
LESER = Konkretleser(POST)


def tell(tekst: str, slag: str = "vedtak") -> set[str]:
    return {navn for navn, antall in LESER.count([en_oppdeling(tekst, KATALOG, slag)]).items() if antall}


@pytest.mark.parametrize(
    ("tekst", "med", "uten"),
    [
        ("Gutten må ellers sove på stuegulvet.", {"barn", "barn_virkning", "barn_ellers"}, {"generelt"}),
        ("Uten den får han ikke vært med.", set(), {"barn"}),
        ("Jenta går i korpset. Uten den får hun ikke vært med.", {"barn", "barn_ikke"}, {"generelt"}),
        ("Guten har tynn dress. Med den blir han inne.", {"barn_virkning"}, set()),
        ("Jenta mistar plassen i korpset.", {"barn", "barn_virkning"}, {"barn_ellers"}),
        ("Vi dekker derfor skoene til jenta.", {"barn_beslutning", "barn_grunn"}, {"barn_virkning"}),
        ("At treåringen slipper å flytte, veier tyngre enn prisen.", {"barn_begge", "barn_avveining", "veid"}, set()),
        ("Omsynet til [dotter] tel meir enn regelen.", {"barn_avveining", "veid"}, {"barn_begge"}),
        ("For ham er turen stor. Jenta blir med. Her måtte regelen vike.", {"veid", "veid_ved"}, set()),
        ("Barna må til tannlege. Du ønsket dette nå.", {"barn", "syn"}, {"syn_svar"}),
        ("Du ba om tre måneder. Vi har derfor gitt tre.", {"syn", "syn_svar", "svar"}, {"barn"}),
        ("Du trenger 1 400 kroner fordi bussen er dyr.", {"behov", "behov_belop", "grunn", "grunn_belop"}, {"barn"}),
        ("Du bor i Storgata.", set(), {"barn", "behov", "grunn", "syn"}),
    ],
)
def test_kinds(tekst, med, uten):
    sett = tell(tekst)
    assert med <= sett
    assert not uten & sett


@pytest.mark.parametrize(
    ("tekst", "slag", "likevel"),
    [
        ("Du skriver at gutten må sove på gulvet.", "barn_virkning", "barn_gjengitt"),
        ("I fjor måtte jenta bytte skole.", "barn_virkning", "barn_for"),
        ("Vi vet ikke om gutten må flytte.", "barn_virkning", "uvurdert"),
        ("Ungar merkar mest om dei blir sett.", "barn", "generelt"),
        ("Du har gjort en flott innsats.", "barn", "ros"),
    ],
)
def test_retold_earlier_unknown_general_and_praise_are_something_else(tekst, slag, likevel):
    assert slag not in tell(tekst)
    assert likevel in tell(tekst)


@pytest.mark.parametrize(
    "tekst",
    [
        "Barnetrygden er holdt utenfor, og barnehagen er betalt.",
        "Barnets beste skal være et grunnleggende hensyn.",
        "Hensynet til barnets beste er vurdert.",
        "Rettsregler\n\nBarnet som mister noe, må få hjelp etter loven.",
        "Klage\n\nGutten må klage innen tre uker.",
    ],
)
def test_law_and_standard_sentences_are_about_nobody(tekst):
    assert not {slag for slag in tell(tekst) if slag.startswith("barn")}


def test_a_pronoun_is_the_child_only_after_the_child_and_with_no_adult_in_the_sentence():
    assert "barn_virkning" not in tell("Jenta er sju år. Da må du si fra til henne.")
    assert "barn_virkning" not in tell("Jenta er sju år. Du bor trangt. Da må hun vente.")


def test_only_decisions_are_counted():
    assert tell("Gutten må sove på gulvet.", "journalnotat") == set()


def test_each_sentence_counts():
    antall = LESER.count([en_oppdeling("Gutten må flytte. Jenta må vente. Du kan ringe.", KATALOG)])
    assert (antall["barn"], antall["barn_virkning"], antall["barn_ellers"]) == (2, 2, 0)


def test_criteria_ask_only_for_kinds_that_exist():
    assert {slag for alle in POST["kriterier"].values() for slag in alle} <= set(POST["slag"])
    assert set(POST["kriterier"]) <= set(KATALOG.kriterier)


@given(st.text(max_size=200))
def test_any_text_has_every_kind(tekst):
    assert set(LESER.count([en_oppdeling(tekst, KATALOG)])) == set(POST["slag"])

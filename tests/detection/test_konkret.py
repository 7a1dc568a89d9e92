"""Sentences that reason about a child of the case are counted by kind, in wordings of no particular office."""

from __future__ import annotations

import pytest
from byggere import en_oppdeling
from hypothesis import given
from hypothesis import strategies as st

from vedtaksanalyse.detection.konkret import SLAG, Konkretleser
from vedtaksanalyse.kriterier import load_katalog

KATALOG = load_katalog()
LESER = Konkretleser(KATALOG.felles["konkret"])


def tell(tekst: str, slag: str = "vedtak") -> set[str]:
    return {navn for navn, antall in LESER.count([en_oppdeling(tekst, KATALOG, slag)]).items() if antall}


@pytest.mark.parametrize(
    ("tekst", "ventet"),
    [
        ("Gutten må ellers sove på stuegulvet.", {"barn", "barn_folge"}),
        ("Jenta mistar plassen i korpset.", {"barn", "barn_folge"}),
        ("At treåringen slipper å flytte, veier tyngre enn prisen.", {"barn", "barn_folge", "barn_avveining", "barn_begge"}),
        ("Omsynet til [dotter] tel meir enn regelen.", {"barn", "barn_avveining"}),
        ("Barna har hver sin seng. Det veier likevel mindre enn avstanden.", {"barn", "avveining_ved"}),
        ("Den eldste går i 7. klasse. Uten kort kommer hun ikke fram.", {"barn", "barn_folge", "folge_etter"}),
        ("Du bor i Storgata og får stønad etter satsene.", set()),
        ("Barnetrygden er holdt utenfor, og barnehagen er betalt.", set()),
        ("Barnets beste skal være et grunnleggende hensyn.", set()),
        ("Rettsregler\n\nBarn som mister noe, må få hjelp etter loven.", set()),
    ],
)
def test_kinds(tekst, ventet):
    assert tell(tekst) == ventet


def test_only_decisions_are_counted():
    assert tell("Gutten må sove på gulvet.", "journalnotat") == set()


def test_each_sentence_counts():
    antall = LESER.count([en_oppdeling("Gutten må flytte. Jenta må vente. Du kan ringe.", KATALOG)])
    assert (antall["barn"], antall["barn_folge"], antall["folge_etter"]) == (2, 2, 0)


@given(st.text(max_size=200))
def test_any_text_has_every_kind(tekst):
    assert set(LESER.count([en_oppdeling(tekst, KATALOG)])) == set(SLAG)

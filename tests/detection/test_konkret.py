"""Kinds of sentences about this case's people are counted, in wordings of no particular office."""

from __future__ import annotations

import pytest
from byggere import en_oppdeling
from delt import get_katalog
from hypothesis import given
from hypothesis import strategies as st

from vedtaksanalyse.detection.konkret import Konkretleser

KATALOG = get_katalog()
POST = KATALOG.felles["konkret"]
LESER = Konkretleser(POST)


def count(oppdelinger):
    return LESER.tally(LESER.find(oppdelinger))


def tell(tekst: str, slag: str = "vedtak") -> set[str]:
    return {navn for navn, antall in count([en_oppdeling(tekst, KATALOG, slag)]).items() if antall}


@pytest.mark.parametrize(
    ("tekst", "ventet"),
    [
        ("Gutten må ellers sove på stuegulvet.", {"barn_virkning"}),
        ("Jenta mistar plassen i korpset.", {"barn_virkning"}),
        ("Trettenåringen kommer ikke fram uten kort.", {"barn_ikke"}),
        ("For ei som nettopp har fått venner, er dette et tap.", {"barn_virkning"}),
        ("At treåringen slipper å flytte, veier tyngre enn prisen.", {"barn_virkning", "vekting"}),
        ("Omsynet til [dotter] tel meir enn regelen.", {"vekting"}),
        ("Her måtte regelen vike.", {"vekting"}),
        ("Barnets beste er derfor ikke vurdert.", {"uvurdert"}),
        ("Det er en flott innsats.", {"ros"}),
        ("Du trenger 1 400 kroner til buss.", {"behov_belop"}),
        ("Du får 1 400 kroner mer fordi bussen er dyr.", {"grunn_belop"}),
        ("Det står da 610 kroner att.", {"regnet_ut"}),
        ("De fekk tilbod om økonomisk rådgjeving. Far takka nei.", {"tjeneste_svar"}),
        ("Nav gir økonomisk rådgivning.", set()),
        ("Du bor i Storgata.", set()),
        ("Barnetrygden er holdt utenfor, og barnehagen må betales.", set()),
    ],
)
def test_kinds(tekst, ventet):
    assert tell(tekst) == ventet


@pytest.mark.parametrize(
    "tekst",
    [
        "Du skriver at gutten må sove på gulvet.",
        "I fjor måtte jenta bytte skole.",
        "Vi vet ikke om gutten må flytte.",
        "Ungar må merke at dei blir sett.",
        "Barnets beste skal være et grunnleggende hensyn, og barnet må høres.",
        "Rettsregler\n\nBarnet som må vente, skal få hjelp etter loven.",
        "Klage\n\nGutten må klage innen tre uker.",
    ],
)
def test_retold_earlier_unknown_general_and_law_are_no_reasoning_about_the_child(tekst):
    assert "barn_virkning" not in tell(tekst)


@pytest.mark.parametrize(
    ("tekst", "barnet"),
    [
        ("Jenta spiller i korps. Uten den får hun ikke være med.", True),
        ("Guten har tynn dress. Med den blir han inne.", True),
        ("Uten den får hun ikke være med.", False),
        ("Jenta er sju år. Da må du si fra til henne.", False),
        ("Jenta er sju år. Du bor trangt. Da må hun vente.", False),
    ],
)
def test_a_pronoun_is_the_child_right_after_the_child_with_no_adult_in_the_sentence(tekst, barnet):
    assert bool({"barn_virkning", "barn_ikke"} & tell(tekst)) is barnet


def test_notes_count_only_where_a_kind_says_so():
    assert tell("Gutten må sove på gulvet.", "journalnotat") == set()
    assert tell("Spurt om økonomisk råd og veiledning, takket ja.", "journalnotat") == {"tjeneste_svar"}


def test_each_sentence_counts():
    assert count([en_oppdeling("Gutten må flytte. Jenta må vente. Du kan ringe.", KATALOG)])["barn_virkning"] == 2


def test_criteria_ask_for_kinds_that_exist_and_no_kind_or_mark_is_idle():
    slag = POST["slag"]
    assert {ett for alle in POST["kriterier"].values() for ett in alle} == set(slag)
    assert set(POST["kriterier"]) <= set(KATALOG.kriterier)
    brukt = {merke for ett in slag.values() for felt in ("i", "ved", "uten") for merke in ett.get(felt, ())}
    assert set(POST["merker"]) - brukt == {"pronomen"}


@given(st.text(max_size=200))
def test_any_text_has_every_kind(tekst):
    assert set(count([en_oppdeling(tekst, KATALOG)])) == set(POST["slag"])

"""The dimensions of strata, and what becomes of strata that are too small."""

from collections import Counter

import pytest
from delt import get_katalog
from provesaker import en_rad

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.stikkprove.strata import (
    check_strata,
    find_grupper,
    load_strata,
    merge_strata,
    name_dimensjon,
    name_stratum,
)

KATALOG = get_katalog()
ALLE = ("sakstype", "kontor", "utfall", "maned", "ungdom")


def test_the_dimensions_speak_of_criteria_and_grades_that_exist():
    regler = load_strata()
    assert tuple(regler.dimensjoner) == ALLE
    for dimensjon in regler.dimensjoner.values():
        assert dimensjon.kriterium == "" or dimensjon.kriterium in KATALOG.kriterier
        assert set(dimensjon.grupper) <= set(KATALOG.kriterier[dimensjon.kriterium].grader if dimensjon.grupper else ())
    assert set(regler.dimensjoner["sakstype"].grupper) == set(KATALOG.kriterier["sakstype"].grader)
    grader = {grad for d in regler.dimensjoner.values() if d.kriterium for grad in KATALOG.kriterier[d.kriterium].grader}
    assert not grader & set(regler.faste)


def test_a_case_is_in_one_group_of_each_dimension_the_rarest_first():
    rad = en_rad(5, verdier={"sakstype": ("stor_familie", "langtid", "ny")})
    assert find_grupper(rad, ALLE) == ("langtid", "Nav Sør", "innvilget", "2026-03", "ja")
    tom = en_rad(5, verdier={}, grader={}, vedtaksdato=None, kontor="")
    assert set(find_grupper(tom, ALLE)) == {"annet"}
    assert find_grupper(en_rad(5, kontor="Nav A·B"), ("kontor",)) == ("Nav A-B",)
    assert find_grupper(en_rad(5, kontor="*"), ("kontor",)) == ("annet",)


def test_unknown_and_repeated_dimensions_are_refused():
    for strata in (("finnes_ikke",), ("kontor", "kontor")):
        with pytest.raises(Bruksfeil):
            check_strata(strata)
    check_strata(ALLE)


def _merge(antall: dict[tuple[str, ...], int]) -> dict[str, int]:
    saker = {f"{gruppe}{nr}": gruppe for gruppe, n in antall.items() for nr in range(n)}
    return dict(Counter(merge_strata(saker).values()))


@pytest.mark.parametrize(
    ("antall", "ventet"),
    [
        ({("a", "x"): 2, ("a", "y"): 3}, {"a·x": 2, "a·y": 3}),
        ({("a", "x"): 1, ("a", "y"): 1, ("b", "x"): 4}, {"a·*": 2, "b·x": 4}),
        ({("a", "x"): 1, ("b", "y"): 1, ("c", "x"): 4}, {"*·*": 2, "c·x": 4}),
        ({("a", "x"): 1, ("b", "y"): 3, ("c", "x"): 2}, {"b·y": 3, "c·x": 3}),
        ({("a", "x"): 1, ("b", "y"): 2, ("c", "x"): 2}, {"b·y": 3, "c·x": 2}),
        ({("a",): 1}, {"*": 1}),
        ({("a",): 1, ("b",): 1}, {"*": 2}),
        ({(): 5}, {"": 5}),
        ({}, {}),
    ],
)
def test_tiny_strata_are_put_together(antall, ventet):
    assert _merge(antall) == ventet


def test_strata_have_names_in_both_forms():
    strata = ("sakstype", "kontor", "utfall", "maned")
    assert name_stratum("samvaer·Nav Sør·delvis·2026-03", strata, KATALOG, "nn") == "samvær eller delt bustad · Nav Sør · delvis innvilga · 2026-03"
    assert name_stratum("annet·*·*·*", strata, KATALOG, "nb") == "andre · samlet · samlet · samlet"
    assert name_stratum("", (), KATALOG, "nb") == ""
    assert [name_dimensjon(id_, "nn") for id_ in ALLE] == ["Utvalsgruppe", "Kontor", "Resultat", "Månad for vedtaket", "Ungdom 17–23 år"]

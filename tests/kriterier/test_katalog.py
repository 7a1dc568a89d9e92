"""The catalogue itself: each of its examples does what it says, both language forms are there, and its references hold."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from byggere import ROT
from delt import get_katalog, get_sporsett

from vedtaksanalyse.assessment.metoder.barn import count_barn
from vedtaksanalyse.evaluation.eksempler import check_eksempler, hits_marked, spans
from vedtaksanalyse.kriterier.katalog import Hjemmel
from vedtaksanalyse.sak import Barnefakta
from vedtaksanalyse.structure.malform import load_malform

KATALOG = get_katalog()
MED_SPOR = [eier for eier in (*KATALOG.kriterier.values(), *KATALOG.fakta.values()) if eier.spor]


@pytest.fixture(scope="module")
def sporsett():
    return get_sporsett()


@pytest.mark.parametrize("eier", MED_SPOR, ids=lambda eier: eier.id)
def test_it_hits_what_is_marked(sporsett, eier):
    eksempler = [(spor, ett) for spor in eier.spor for ett in spor.treff]
    assert [(spor.id, ett) for spor, ett in eksempler if not hits_marked(spor, ett, KATALOG, sporsett)] == []


@pytest.mark.parametrize("eier", MED_SPOR, ids=lambda eier: eier.id)
def test_it_does_not_count(sporsett, eier):
    eksempler = [(spor, ett) for spor in eier.spor for ett in spor.ikke_treff]
    assert [(spor.id, ett) for spor, ett in eksempler if spans(spor, ett, KATALOG, sporsett)] == []


def test_the_examples_are_those_of_all_traces():
    assert sum(len(eier.spor) for eier in MED_SPOR) == len(KATALOG.spor) > 500


def test_every_trace_shows_what_it_takes_for_a_look_alike():
    assert [f"{s.kriterium}:{s.id}" for s in KATALOG.spor if not s.ikke_treff] == []


def test_a_wrong_example_is_reported():
    eier = MED_SPOR[0]
    snudd = tuple(e.replace("[[", "").replace("]]", "") for e in eier.spor[0].treff)
    feil = replace(eier.spor[0], treff=("[[Noe]] helt annet.",), ikke_treff=snudd)
    katalog = replace(KATALOG, kriterier={eier.id: replace(eier, spor=(feil, *eier.spor[1:]))}, fakta={})
    avvik = list(check_eksempler(katalog))
    assert {(a["kriterium"], a["spor"]) for a in avvik} == {(feil.kriterium, feil.id)}
    assert [a["eksempel"] for a in avvik] == [*feil.treff, *feil.ikke_treff]
    assert all(a["hva"] for a in avvik)


@pytest.fixture(scope="module")
def modell():
    return load_malform(ROT / "models" / "malform")


@pytest.mark.parametrize("kriterium", [k for k in KATALOG.kriterier.values() if k.spor], ids=lambda k: k.id)
def test_a_criterion_has_examples_in_both_language_forms(kriterium, modell):
    former = {
        modell.gjett(eksempel.replace("[[", "").replace("]]", ""))[0] for s in kriterium.spor for eksempel in s.treff
    }
    assert {"nb", "nn"} <= former


@pytest.mark.parametrize("kriterium", KATALOG.kriterier.values(), ids=lambda k: k.id)
def test_a_criterion_can_be_found_and_shown(kriterium):
    assert kriterium.spor or kriterium.metode
    assert kriterium.kilder
    if kriterium.slag == "grad":
        assert kriterium.tomme < set(kriterium.grader)
        assert kriterium.utgangspunkt in kriterium.grader
    if kriterium.svake:
        assert kriterium.hjemmel


NOYTRALE = {
    "barn": "nei ja", "ungdom": "nei ja", "resultat": "innvilget delvis avslag", "paragraf_19": "ikke_aktuell",
    "barnetrygd": "ikke_omtalt", "stordrift": "ikke_omtalt", "kvp_vurdert": "ikke_aktuell", "vilkar": "ingen",
    "hvert_barn": "ikke_aktuell", "bruk_av_kartlegging": "ikke_aktuell",
}  # fmt: skip
"""Grades that are neither better nor worse than another."""


@pytest.mark.parametrize("kriterium", [k for k in KATALOG.kriterier.values() if k.slag == "grad"], ids=lambda k: k.id)
def test_one_step_up_leads_from_every_grade_to_the_best(kriterium):
    noytrale = set(NOYTRALE.get(kriterium.id, "").split())
    best = {trinn.til for trinn in kriterium.trinn.values()} - set(kriterium.trinn)
    assert not best & kriterium.svake
    assert len(best) == (0 if noytrale == set(kriterium.grader) else 1)
    assert set(kriterium.trinn) == set(kriterium.grader) - best - noytrale
    for trinn in kriterium.trinn.values():
        for krav in trinn.krav.values():
            assert krav.startswith("at ") and krav.endswith(".") and len(krav) < 200
    tekster = [(trinn.krav["nb"], trinn.krav["nn"]) for trinn in kriterium.trinn.values()]
    assert all(nb != nn for nb, nn in tekster) or kriterium.id == "klageadgang"


def test_legal_bases_are_named_in_each_form():
    hjemler = [h for k in (*KATALOG.kriterier.values(), *KATALOG.flagg) for h in k.hjemmel]
    assert len(hjemler) > 60
    for h in hjemler:
        assert not re.search(r"loven", h.tekst["nn"]) and not re.search(r"lova\b", h.tekst["nb"])
        assert ("loven" in h.tekst["nb"]) == ("lova" in h.tekst["nn"])


def test_only_the_method_that_exists_is_asked_for():
    assert {k.metode for k in KATALOG.kriterier.values()} == {"", "barn"}
    assert count_barn((), ()) == Barnefakta()


def test_every_flag_has_a_next_question_and_a_legal_basis():
    for regel in KATALOG.flagg:
        for form in ("nb", "nn"):
            assert regel.neste[form].endswith("?")
            assert regel.tekst[form].endswith(".")
        assert regel.hjemmel


@pytest.mark.parametrize(
    ("fra", "til", "dato", "gjelder"),
    [
        (None, None, None, True),
        (None, None, "2020-01-01", True),
        ("2022-09-01", None, "2022-08-31", False),
        ("2022-09-01", None, "2022-09-01", True),
        ("2022-09-01", None, None, True),
        (None, "2022-08-31", "2022-08-31", True),
        (None, "2022-08-31", "2022-09-01", False),
        (None, "2022-08-31", None, False),
    ],
)
def test_a_legal_basis_holds_from_date_to_date(fra, til, dato, gjelder):
    from datetime import date

    fra, til, dato = (date.fromisoformat(d) if d else None for d in (fra, til, dato))
    assert Hjemmel({"nb": "lov", "nn": "lov"}, fra, til).gjelder(dato) is gjelder

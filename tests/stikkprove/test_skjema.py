"""The form: its points from the catalogue, what grades suggest, and the machine's probabilities for each point."""

from dataclasses import replace

import pytest
from delt import get_katalog

from vedtaksanalyse import sak as s
from vedtaksanalyse.stikkprove.maskin import find_maskin
from vedtaksanalyse.stikkprove.skjema import find_forslag, find_verdier, join_verdier, make_skjema

KATALOG = get_katalog()
SKJEMA = make_skjema(KATALOG)


def _rad(**sannsynlighet) -> s.Rammerad:
    fulle = {navn.replace("__", "."): p for navn, p in sannsynlighet.items()}
    return s.Rammerad("S-1", "Nav Ås", s.Saksstatus.VURDERT, sannsynlighet=fulle)


def test_the_form_has_every_requirement_theme_and_youth_point_and_sums_come_last():
    deler = [punkt.del_.value for punkt in SKJEMA.values()]
    assert {del_: deler.count(del_) for del_ in ("krav", "punkt", "tema", "ungdom")} == {"krav": 3, "punkt": 9, "tema": 13, "ungdom": 8}
    plass = {id_: n for n, id_ in enumerate(SKJEMA)}
    assert [(p.id, ett) for p in SKJEMA.values() for ett in p.under if plass[ett] > plass[p.id]] == []
    assert len(SKJEMA["punkt.1.3"].under) == 13 and SKJEMA["krav.1"].under == ("punkt.1.1", "punkt.1.2", "punkt.1.3")
    assert SKJEMA["tema.kartlegging.skole"].ledd[0].kriterium == "kartlegging.skole"
    assert [ledd.kriterium for ledd in SKJEMA["punkt.1.2"].ledd] == ["hvert_barn"], "a criterion without weak grades decides nothing"


@pytest.mark.parametrize(
    ("gitt", "sum_"),
    [
        ((), ""), (("", ""), ""), (("ja", "ja"), "ja"), (("ja", "nei"), "delvis"), (("nei", "nei"), "nei"), (("nei", "delvis"), "delvis"),
        (("ikke_aktuelt",), "ikke_aktuelt"), (("ikke_aktuelt", "nei"), "nei"), (("ja", "kan_ikke_vurderes"), "kan_ikke_vurderes"),
        (("nei", "kan_ikke_vurderes"), "nei"), (("ja", "nei", "kan_ikke_vurderes"), "delvis"),
    ],
)  # fmt: skip
def test_answers_sum_up(gitt, sum_):
    assert join_verdier(gitt) == sum_


def test_grades_become_answers():
    grader = {"barn": "ja", "barnets_beste": "nevnt", "kartleggingssamtale": "nei", "barnets_syn": "forsokt", "paragraf_19": "ikke_aktuell"}
    grader |= {"kartlegging.skole": "ikke_omtalt", "kartlegging.fritid": "kartlagt", "barnetrygd": "medregnet", "ungdom": "nei"}
    verdier = find_verdier(grader, KATALOG)
    assert {id_: verdier[id_] for id_ in ("punkt.2.3", "punkt.1.1", "punkt.2.4", "punkt.2.1", "punkt.1.3", "krav.2")} == {
        "punkt.2.3": "delvis", "punkt.1.1": "delvis", "punkt.2.4": "ikke_aktuelt", "punkt.2.1": "nei", "punkt.1.3": "delvis", "krav.2": "delvis",
    }  # fmt: skip
    assert (verdier["tema.kartlegging.skole"], verdier["tema.kartlegging.fritid"]) == ("nei", "ja")
    assert "punkt.2.2" not in verdier and "tema.kartlegging.internett" not in verdier
    assert {verdier[id_] for id_ in SKJEMA if id_.startswith("ungdom.")} == {"ikke_aktuelt"}


def test_without_children_what_is_about_children_does_not_apply():
    grader = {k.id: k.utgangspunkt for k in KATALOG.kriterier.values()} | {"barn": "nei", "barnets_beste": "mangler", "ungdom": "ja"}
    verdier = find_verdier(grader, KATALOG)
    barnas = ["punkt.1.1", "punkt.1.2", "punkt.1.3", "punkt.2.1", "punkt.2.3", "krav.1", "ungdom.barnets_beste", "tema.kartlegging.skole"]
    assert {verdier[id_] for id_ in barnas} == {"ikke_aktuelt"}
    assert verdier["punkt.2.2"] == "nei" and verdier["ungdom.egen_stemme"] == "nei", "what is asked of everybody still applies"


def test_a_point_of_one_criterion_has_its_probabilities():
    rad = _rad(barn={"nei": 0.2, "ja": 0.8}, barnets_beste={"mangler": 0.1, "nevnt": 0.3, "vurdert": 0.5, "vektet": 0.1})
    maskin, aktuelt = find_maskin(rad, KATALOG)
    assert (maskin["punkt.2.3"], aktuelt["punkt.2.3"]) == (0.4, 0.8)
    assert set(maskin) == set(aktuelt) and "punkt.2.2" not in maskin
    rad = _rad(paragraf_19={"ikke_aktuell": 0.5, "mangler": 0.1, "standardisert": 0.1, "konkret": 0.3})
    maskin, aktuelt = find_maskin(rad, KATALOG)
    assert (maskin["punkt.2.4"], aktuelt["punkt.2.4"]) == (0.4, 0.5)


def test_a_point_of_several_criteria_is_not_met_when_any_is_weak():
    rad = _rad(barn={"ja": 1.0}, kartleggingssamtale={"nei": 0.2, "ja": 0.8}, barnets_syn={"nei": 0.5, "forsokt": 0.1, "ja": 0.4})
    maskin, aktuelt = find_maskin(rad, KATALOG)
    assert (maskin["punkt.1.1"], aktuelt["punkt.1.1"]) == (0.6, 1.0)
    # One that applies to all and one that applies to half of them: .5 × .2 + .5 × (1 − .8 × .5)
    rad = _rad(ungdom={"ja": 1.0}, brukermedvirkning={"nei": 0.2, "ja": 0.8}, barn={"nei": 0.5, "ja": 0.5}, barnets_syn={"nei": 0.5, "ja": 0.5})
    maskin, aktuelt = find_maskin(rad, KATALOG)
    assert (maskin["ungdom.egen_stemme"], aktuelt["ungdom.egen_stemme"]) == (pytest.approx(0.4), 1.0)


def test_probabilities_are_probabilities_and_agree_with_certain_grades():
    def sikker(grader):
        return _rad(**{navn.replace(".", "__"): {grad: 1.0} for navn, grad in grader.items() if KATALOG.kriterier[navn].slag == "grad"})

    for valg in (0, -1):
        grader = {k.id: k.grader[valg] for k in KATALOG.kriterier.values()} | {"barn": "ja", "ungdom": "ja"}
        maskin, aktuelt = find_maskin(sikker(grader), KATALOG)
        verdier = find_verdier(grader, KATALOG)
        for id_, p in maskin.items():
            assert aktuelt[id_] == (verdier[id_] != "ikke_aktuelt"), id_
            assert not aktuelt[id_] or p == (verdier[id_] in KATALOG.skjemaer.brudd), id_
    tom = s.Rammerad("S-2", "Nav Ås", s.Saksstatus.VURDERT)
    assert find_maskin(tom, KATALOG) == ({}, {})


def test_a_suggestion_comes_with_the_verdicts_and_quotes_it_stands_on():
    spenn = s.Belegg("vedtak", 0, 5)
    ett = s.Kriterievurdering("barnets_beste", "vektet", (("vektet", 0.9),), (s.Bevis(spenn), s.Bevis(spenn)))
    vurdering = s.Saksvurdering(
        sak=s.Sak("S-1", (), ()), status=s.Saksstatus.VURDERT, versjoner=s.Versjoner("k", "kat", "m"), vurderinger=(ett,),
    )  # fmt: skip
    forslag = find_forslag(vurdering, KATALOG)
    assert set(forslag) == set(SKJEMA)
    assert (forslag["punkt.2.3"].verdi, forslag["punkt.2.3"].belegg) == ("ja", (spenn,))
    assert (forslag["punkt.2.4"].verdi, forslag["punkt.2.4"].vurderinger) == ("", ())
    assert find_forslag(replace(vurdering, vurderinger=()), KATALOG)["krav.1"].verdi == ""

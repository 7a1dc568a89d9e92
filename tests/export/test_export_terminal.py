import io
from dataclasses import replace
from datetime import date, datetime

import eksempler
import pytest
from rich.console import Console

from vedtaksanalyse.export.flaggord import count_flagg, count_rest, fold_flagg
from vedtaksanalyse.export.ordlegging import describe_kilde, describe_sannsynlighet, load_skala, sort_saker
from vedtaksanalyse.export.ramme import Ramme
from vedtaksanalyse.export.risikoord import explain_risiko
from vedtaksanalyse.export.terminal import print_rangert, print_sak, print_saker
from vedtaksanalyse.export.visning import Saksside
from vedtaksanalyse.sak import Belegg, Dokument, Flagg, Sak, Saksrisiko, Saksstatus, Saksvurdering


@pytest.mark.parametrize(
    "p,nb,nn",
    [
        (1.0, "så godt som sikkert", "så godt som sikkert"),
        (0.95, "så godt som sikkert", "så godt som sikkert"),
        (0.9499, "ganske sikkert", "ganske sikkert"),
        (0.6, "trolig", "truleg"),
        (0.5, "usikkert", "usikkert"),
        (0.15, "lite trolig", "lite truleg"),
        (0.0, "svært lite trolig", "svært lite truleg"),
    ],
)
def test_probability_in_words(p, nb, nn):
    assert (describe_sannsynlighet(p, "nb"), describe_sannsynlighet(p, "nn")) == (nb, nn)


@pytest.mark.parametrize(
    "kilde,nb",
    [
        ("spor:prinsipp", "sporet «prinsipp»"),
        ("modell:setninger", "opptrent modell"),
        ("orakel:delfi", "en annen kilde (orakel:delfi)"),
    ],
)
def test_source_in_words(kilde, nb):
    assert describe_kilde(kilde, "nb") == nb


def test_scale_covers_all_probabilities():
    grenser = [grense for grense, _ in load_skala()]
    assert grenser == sorted(grenser, reverse=True) and grenser[-1] == 0


def _i_ko(sak_id, risiko=None, status=Saksstatus.VURDERT, vedtak=date(2024, 5, 2), klage=None):
    dokumenter = [Dokument("v", "vedtak", "x", vedtak)] + ([Dokument("k", "klage", "x", klage)] if klage else [])
    return Saksvurdering(Sak(sak_id, (), tuple(dokumenter)), status, eksempler.VERSJONER, risiko=risiko)


def _risiko(risiko=12, kjeder=("a",), feil=False, frist=date(2024, 5, 23)):
    return Saksrisiko(risiko, 3, 4, kjeder, feil, (), frist)


KO = [
    _i_ko("lovfeil", _risiko(4, feil=True)),
    _i_ko("høy", _risiko(20)),
    _i_ko("flere kjeder", _risiko(12, ("a", "b"))),
    _i_ko("tidlig frist", _risiko(12, frist=date(2024, 5, 1))),
    _i_ko("eldre", _risiko(12), vedtak=date(2024, 1, 2)),
    _i_ko("a", _risiko(12)),
    _i_ko("b", _risiko(12)),
    _i_ko("uten frist", _risiko(12, frist=None)),
    _i_ko("uten flagg"),
    _i_ko("a", status=Saksstatus.KAN_IKKE_VURDERES),
]
"""In the order of the queue: law, risk, chains, deadline, age, id; then those without flags, then those not assessed."""


def test_the_queue(vurderinger):
    for rekke in (KO[::-1], KO[3:] + KO[:3]):
        assert sort_saker(rekke) == KO
    assert [v.sak.sak_id for v in sort_saker(vurderinger)][-1] == "S-99"


def test_a_deadline_that_passed_comes_after_those_to_come_but_not_one_for_an_answer():
    for_sent, snart = _i_ko("a", _risiko(frist=date(2024, 5, 23))), _i_ko("b", _risiko(frist=date(2024, 6, 3)))
    venter = _i_ko("c", _risiko(frist=date(2024, 5, 25)), klage=date(2024, 5, 4))
    idag = date(2024, 5, 28)
    assert sorted([for_sent, snart, venter], key=lambda v: v.rang(idag)) == [venter, snart, for_sent]


@pytest.mark.parametrize("sak,ord_", [("D1-01", "Hever konsekvensen: noe er avslått"), ("D7-01", "Hevar konsekvensen: noko")])
def test_a_case_alone_says_why_it_is_here(katalog, sak, ord_):
    ut = io.StringIO()
    print_saker([eksempler.fasitvurdering(sak, katalog)], katalog, Console(file=ut, width=200))
    samlet = " ".join(ut.getvalue().split())
    assert ord_ in samlet and "lovfeil" in samlet and "23 (5 × 5)" not in samlet and "25 (5 × 5)" in samlet


def _flagg(id_, kjede, risiko=12, **felt):
    return Flagg(id_, "", 0.9, 4, risiko, "", f"{id_} sies.", kjede, **felt)


def test_one_card_a_chain_the_gravest_first_and_hints_last():
    a1, a2, b, hint = _flagg("a1", "a", 20), _flagg("a2", "a", feil=True), _flagg("b", "b"), _flagg("h", "a", 25, hint=True)
    kjeder, hintene = fold_flagg([hint, b, a1, a2])
    assert (kjeder, hintene) == ([[a2, a1], [b]], [hint])
    assert (count_rest([a1], "nb"), "1 av dem mulig lovfeil" in count_rest([a1, a2], "nb")) == ("Henger sammen med 1 flagg til i samme kjede", True)
    assert "Flagg: 3, kjeder: 2, hint: 1" in count_flagg(kjeder, hintene, "nb")


def test_a_case_alone_shows_one_flag_a_chain_with_its_quotes(katalog):
    vurdering = replace(
        _i_ko("a", _risiko(20)),
        flagg=(_flagg("a1", "barnet", 20, belegg=(Belegg("v", 0, 1),)), _flagg("a2", "barnet"), _flagg("h", "niva", hint=True)),
    )
    ut = io.StringIO()
    print_sak(vurdering, katalog, Console(file=ut, width=200))
    assert [ord_ in ut.getvalue() for ord_ in ("a1 sies", "«x» Vedtak", "Henger sammen med 1 flagg", "telle i køen: 1", "a2 sies", "h sies")] == [True] * 4 + [False] * 2


@pytest.mark.parametrize("malform", ["nb", "nn"])
def test_a_hint_in_the_list_of_cases_is_told_from_a_flag(katalog, malform):
    vurdering = replace(_i_ko("a", _risiko(20)), flagg=(_flagg("sikkert", "barnet", 20), _flagg("usikkert", "niva", hint=True)))
    ut = io.StringIO()
    print_rangert([vurdering], katalog, Console(file=ut, width=200), malform)
    assert "• sikkert sies" in ut.getvalue() and "• Hint: usikkert sies" in ut.getvalue()
    side = Saksside(1, vurdering, katalog)
    assert Ramme([side], katalog, malform, datetime(2024, 6, 1)).fremst(side) == ["sikkert sies.", "Hint: usikkert sies."]


@pytest.mark.parametrize(
    ("svakt", "risiko", "sagt"), [(0.03, 20, True), (0.03, 12, False), (0.8, 20, False), (None, 20, False)]
)
def test_a_high_risk_beside_a_vedtak_that_is_hardly_weak_is_explained(katalog, svakt, risiko, sagt):
    flagg = (_flagg("tungt", "a", 20), _flagg("lett", "b", 4), _flagg("h", "c", 25, hint=True))
    linjer = explain_risiko(replace(_i_ko("a", _risiko(risiko)), svakt_vedtak=svakt, flagg=flagg), katalog, "nb")
    assert any("«tungt sies» har konsekvens 4 av 5" in linje and "3\u00a0%" in linje for linje in linjer) is sagt


@pytest.mark.parametrize("malform,ord_", [("nb", ["Målform", "kan ikke vurderes"]), ("nn", ["kan ikkje vurderast"])])
def test_ranked_table_shows_cases_and_words(vurderinger, katalog, malform, ord_):
    ut = io.StringIO()
    print_rangert(vurderinger, katalog, Console(file=ut, width=200), malform)
    linjer = ut.getvalue()
    samlet = " ".join(linjer.split())
    for sak in ("D1-01", "D2-10", "S-99", "=1+1 <u>flagg</u>", "ganske sikkert", *ord_):
        assert sak in samlet
    assert linjer.index("D1-01") < linjer.index("S-99")


def test_narrow_terminal_keeps_case_and_flags(vurderinger, katalog):
    ut = io.StringIO()
    print_rangert(vurderinger, katalog, Console(file=ut, width=76))
    linjer = ut.getvalue().splitlines()
    assert max(map(len, linjer)) <= 76
    assert "Kontor" not in ut.getvalue()
    for ord_ in ("D1-01", "=1+1", "kan ikke vurderes", "En side i saken"):
        assert any(ord_ in linje for linje in linjer)


@pytest.mark.parametrize("sak,ord_", [("D1-01", "ville ha krevd at"), ("D2-10", "ville ha kravt at")])
def test_a_case_alone_is_told_point_for_point(katalog, sak, ord_):
    vurdering = eksempler.fasitvurdering(sak, katalog)
    ut = io.StringIO()
    print_saker([vurdering], katalog, Console(file=ut, width=100))
    samlet = " ".join(ut.getvalue().split())
    assert max(map(len, ut.getvalue().splitlines())) <= 100
    malform = vurdering.sak.malform
    for v in vurdering.vurderinger:
        assert katalog.kriterier[v.kriterium].navn[malform] in samlet
    assert ord_ in samlet and "«" in samlet


def test_several_cases_are_only_ranked(vurderinger, katalog):
    ut = io.StringIO()
    print_saker(vurderinger, katalog, Console(file=ut, width=100))
    assert "ville ha krevd" not in ut.getvalue()

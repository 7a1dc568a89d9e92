import io

import eksempler
import pytest
from rich.console import Console

from vedtaksanalyse.export.ordlegging import (
    describe_kilde,
    describe_sannsynlighet,
    load_skala,
    sort_saker,
)
from vedtaksanalyse.export.terminal import print_rangert, print_saker


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


def test_weak_cases_first_and_unassessed_last(vurderinger):
    rekke = sort_saker(reversed(vurderinger))
    svakt = [v.svakt_vedtak for v in rekke]
    assert svakt[-1] is None and svakt[:-1] == sorted(svakt[:-1], reverse=True)
    assert sort_saker(vurderinger) == rekke


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

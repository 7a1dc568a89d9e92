"""The simulation in short: few offices, wide acceptance. The long one writes docs/statistikk.md (``make simuler``)."""

from __future__ import annotations

import sys
from importlib import import_module

import numpy as np
import pytest
from byggere import ROT


@pytest.fixture(scope="module")
def simulering():
    sys.path.insert(0, str(ROT / "scripts"))
    yield import_module("simuler_statistikk"), import_module("statistikkside")
    sys.path.remove(str(ROT / "scripts"))


@pytest.fixture(scope="module")
def treff(simulering):
    """Both models, small and larger samples; a third of what is found for each model is rare."""
    return [simulering[0].simulate(modell, 10, 7, (20, 40)) for modell in simulering[0].MODELLER]


@pytest.mark.parametrize("navn", ["treffsikker", "wilson", "vektet", "ppi", "forankring", "kappa", "ac1", "loft"])
def test_the_intervals_hold_the_truth_about_as_often_as_they_say(simulering, treff, navn):
    begge = np.concatenate([modell[navn] for modell in treff])
    assert len(begge) >= 110
    assert 0.9 <= simulering[1].coverage(begge) <= 0.995


def test_one_part_can_be_tried_by_itself(simulering, treff):
    """As it comes out with all, and on tables like those that pages tell agreement for: most have three categories or four."""
    ett = simulering[0].simulate(simulering[0].MODELLER[0], 10, 7, (20, 40), "enighet")
    assert ett.keys() == {"kappa", "ac1"} and np.array_equal(ett["ac1"], treff[0]["ac1"])
    assert np.isin(ett["ac1"]["skive"], ["3", "4"]).mean() > 0.6


def test_the_machine_narrows_and_does_not_mislead(treff):
    ppi, alene = treff[0]["ppi"], treff[0]["vektet"]
    for slag in ("god", "fremragende"):
        egne = (ppi["skive"] == slag) & (ppi["andel"] >= 0.1)
        assert ppi["bredde"][egne].mean() < 0.9 * alene["bredde"][egne].mean()
    feil = np.concatenate([modell["ppi"]["avvik"] for modell in treff])
    assert abs(feil.mean()) < 3 * feil.std() / len(feil) ** 0.5


def test_the_page_tells_every_figure(simulering, treff):
    """All tables of the template are filled, and what is outside the band stands in bold."""
    modul, side = simulering
    mal = (ROT / "scripts" / "statistikk.md").read_text(encoding="utf-8")
    tekst = side.write_side(mal, *treff, {"kontorer": 90, "fro": 7, "sekunder": 1, "dato": "i dag"}, modul.BAND)
    assert "{{" not in tekst
    ett = treff[0]["eksakt"]
    assert side.coverage(ett) > 0.96
    assert f"**{side.coverage(ett):.3f}**".replace(".", ",") in tekst


def test_the_published_page_is_of_this_template(simulering):
    """The words of the page are those of the template; only figures differ."""
    mal = (ROT / "scripts" / "statistikk.md").read_text(encoding="utf-8")
    side = (ROT / "docs" / "statistikk.md").read_text(encoding="utf-8")
    assert [linje for linje in mal.splitlines() if "{{" not in linje and linje not in side.splitlines()] == []

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
    modul, _ = simulering
    ut: dict[str, list] = {}
    for nr, kjoring in enumerate((modul.run_enkel, modul.run_vektet, modul.run_forskjell, modul.run_enighet)):
        rng = np.random.default_rng([7, nr])
        for n, andel in ((20, 0.05), (40, 0.35), (80, 0.1)):
            for _ in range(60):
                for navn, ett in kjoring(rng, n, andel):
                    ut.setdefault(navn, []).append(ett)
    return ut


@pytest.mark.parametrize("navn", ["treffsikker", "wilson", "vektet", "ppi", "to_kontorer", "newcombe", "kappa", "ac1"])
def test_the_intervals_hold_the_truth_about_as_often_as_they_say(simulering, treff, navn):
    assert 0.9 <= simulering[0].coverage(treff[navn]) <= 0.99


def test_the_machine_narrows_and_does_not_mislead(treff):
    for slag in ("god", "fremragende"):
        ppi = [t for t in treff["ppi"] if t.skive == slag]
        alene = [a for p, a in zip(treff["ppi"], treff["vektet"], strict=True) if p.skive == slag]
        assert np.mean([t.bredde for t in ppi]) < 0.9 * np.mean([t.bredde for t in alene])
    feil = np.array([t.avvik for t in treff["ppi"]])
    assert abs(feil.mean()) < 3 * feil.std() / len(feil) ** 0.5


def test_the_page_tells_every_figure(simulering, treff):
    """All tables of the template are filled, and what is outside the band stands in bold."""
    modul, side = simulering
    mal = (ROT / "scripts" / "statistikk.md").read_text(encoding="utf-8")
    flere = treff | {"bootstrap": treff["newcombe"], "loft": treff["newcombe"]}
    tekst = side.write_side(mal, flere, {"kontorer": 90, "fro": 7, "sekunder": 1, "dato": "i dag"}, modul.BAND)
    assert "{{" not in tekst
    ett = treff["eksakt"]
    assert modul.coverage(ett) > 0.96
    assert f"**{modul.coverage(ett):.3f}**".replace(".", ",") in tekst


def test_the_published_page_is_of_this_template(simulering):
    """The words of the page are those of the template; only figures differ."""
    mal = (ROT / "scripts" / "statistikk.md").read_text(encoding="utf-8")
    side = (ROT / "docs" / "statistikk.md").read_text(encoding="utf-8")
    assert [linje for linje in mal.splitlines() if "{{" not in linje and linje not in side.splitlines()] == []

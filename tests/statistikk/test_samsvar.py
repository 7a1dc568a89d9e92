"""Agreement, against published tables, and where there is little to go by."""

from __future__ import annotations

import pytest

from vedtaksanalyse.statistikk import estimate_andel, estimate_enighet


def _pairs(tabell):
    par = [(i, j) for i, rad in enumerate(tabell) for j, antall in enumerate(rad) for _ in range(antall)]
    return [i for i, _ in par], [j for _, j in par], range(len(tabell))


def test_a_published_kappa():
    """Fleiss, Levin and Paik 2003, Statistical Methods for Rates and Proportions, table 18.1: κ = .68, standard error .087 (Fleiss, Cohen and Everitt)."""
    enighet = estimate_enighet(*_pairs([[75, 1, 4], [5, 4, 1], [0, 0, 10]]))
    assert enighet.kappa.verdi == pytest.approx(0.6765, abs=5e-5)
    assert enighet.kappa.standardfeil == pytest.approx(0.0877, abs=5e-5)
    assert enighet.prosent == estimate_andel(89, 100)


def test_a_published_ac1():
    """Gwet's own program irrCAC 1.0, its data set cont3x3abstractors: κ .7964094, AC1 .8493305 with standard error .0432175."""
    enighet = estimate_enighet(*_pairs([[13, 0, 0], [0, 20, 7], [0, 4, 56]]))
    assert enighet.kappa.verdi == pytest.approx(0.7964094, abs=1e-7)
    assert enighet.kappa.standardfeil == pytest.approx(0.0589107, abs=1e-6)
    assert enighet.ac1.verdi == pytest.approx(0.8493305, abs=1e-7)
    assert enighet.ac1.standardfeil == pytest.approx(0.0432175, abs=1e-7)
    assert (enighet.ac1.lav, enighet.ac1.hoy) == pytest.approx((0.764, 0.935), abs=0.025)


def test_kappa_falls_where_one_category_rules_and_ac1_does_not():
    """Gwet 2002: 118 and 0 of 125 pairs agree; κ is below nothing, AC1 is .94."""
    enighet = estimate_enighet(*_pairs([[118, 5], [2, 0]]))
    assert enighet.kappa.verdi == pytest.approx(-0.0234, abs=5e-5)
    assert enighet.ac1.verdi == pytest.approx(0.9408, abs=5e-5)


def test_all_agree_is_not_all_will():
    enighet = estimate_enighet(["ja", "nei"] * 8, ["ja", "nei"] * 8, ["ja", "nei"])
    assert enighet.kappa.verdi == enighet.ac1.verdi == enighet.prosent.verdi == 1
    for anslag in (enighet.kappa, enighet.ac1, enighet.prosent):
        assert 0.4 < anslag.lav < 0.9 and anslag.hoy == 1


def test_what_cannot_be_said_is_not_said():
    en = estimate_enighet(["ja"] * 9, ["ja"] * 9, ["ja", "nei"])
    assert (en.grunn, en.kappa.verdi, en.ac1.verdi) == ("en_kategori", None, 1.0)
    ingen = estimate_enighet([], [], ["ja", "nei"])
    assert (ingen.grunn, ingen.kappa.verdi, ingen.ac1.verdi, ingen.prosent.verdi) == ("ingen", None, None, None)
    assert estimate_enighet(["ja"], ["nei"], ["ja", "nei"]).kappa.verdi == 0.0
    uenige = estimate_enighet(["ja", "nei"] * 5, ["nei", "ja"] * 5, ["ja", "nei"])
    assert uenige.kappa.verdi == -1.0 and uenige.kappa.lav == -1.0 < uenige.kappa.hoy < 0


def test_a_category_nobody_planned_for_is_refused():
    with pytest.raises(KeyError):
        estimate_enighet(["ja"], ["kanskje"], ["ja", "nei"])

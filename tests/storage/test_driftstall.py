"""What the watch on drift stands on: a night's numbers are replaced whole, none is one case's, and what is measured comes from what is stored."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from vedtaksanalyse import sak as s
from vedtaksanalyse.storage import open_lager

UTGAVE = s.Versjoner("k", "kat", "m", "l")


@pytest.fixture
def lager(database):
    with open_lager(database) as lager:
        yield lager


def tall(nummer: int, n: int, sum_: float, kontor: str = "Nav Ås", mal: str = "nynorsk") -> s.Driftstall:
    return s.Driftstall(nummer, kontor, mal, n, sum_, sum_)


def natt(lager, *alle: s.Driftstall, ferdig: bool = True) -> int:
    nummer = lager.start_kjoring("rot", UTGAVE)
    lager.drift.save_driftstall(nummer, alle)
    if ferdig:
        lager.finish_kjoring("rot", nummer, {})
    return nummer


def test_a_nights_numbers_are_replaced_whole_and_those_of_a_night_that_never_finished_are_gone(lager):
    en = lager.start_kjoring("rot", UTGAVE)
    lager.drift.save_driftstall(en, [tall(en, 9, 3.0), tall(en, 9, 1.0, mal="flagg")])
    lager.drift.save_driftstall(en, [tall(en, 8, 2.0)])
    assert lager.drift.load_driftstall() == [tall(en, 8, 2.0)]
    to = natt(lager, tall(2, 8, 2.0))
    assert lager.drift.load_driftstall() == [tall(to, 8, 2.0)]
    netter = lager.drift.load_netter()
    assert list(netter) == [to] and netter[to].utgave == "k|kat|m" and netter[to].startet <= datetime.now(UTC)
    tre = natt(lager)
    assert lager.drift.find_tidsrom(to) == (None, netter[to].startet) and lager.drift.find_tidsrom(tre)[0] == netter[to].startet


def test_small_nights_wait_for_the_next(lager):
    for n in (1, 3, 2, 7, 2):
        natt(lager, tall(0, n, 1.0), tall(0, 9, 1.0, "Nav Bø"))
    natt(lager)
    egne = [(ett.kjoring, ett.n, ett.sum) for ett in lager.drift.load_driftstall() if ett.kontor == "Nav Ås"]
    assert egne == [(3, 6, 3.0), (4, 7, 1.0), (5, 2, 1.0)]
    assert sum(ett.kontor == "Nav Bø" for ett in lager.drift.load_driftstall()) == 5


def test_each_measure_waits_by_itself_and_a_distribution_as_one(lager):
    natt(lager, tall(0, 9, 1.0), tall(0, 1, 1.0, mal="bekreftet"), tall(0, 2, 1.0, mal="f.1"), tall(0, 2, 1.0, mal="f.2"))
    natt(lager, tall(0, 9, 1.0), tall(0, 1, 0.0, mal="bekreftet"), tall(0, 4, 3.0, mal="f.2"), tall(0, 4, 1.0, mal="f.3"))
    natt(lager, tall(0, 9, 1.0), tall(0, 4, 0.0, mal="bekreftet"), tall(0, 7, 7.0, mal="f.2"))
    natt(lager)
    egne = {(ett.mal, ett.kjoring): (ett.n, ett.sum) for ett in lager.drift.load_driftstall() if ett.mal != "nynorsk"}
    assert egne == {("bekreftet", 3): (6, 1.0), ("f.1", 2): (6, 1.0), ("f.2", 2): (6, 4.0), ("f.3", 2): (6, 1.0), ("f.2", 3): (7, 7.0)}


def test_what_is_normal_is_noted_and_outlives_the_nights_after_it(lager):
    en = natt(lager, tall(0, 2, 1.0))
    lager.drift.mark_normal([(en, "Nav Ås", "nynorsk")] * 2)
    natt(lager, tall(0, 9, 1.0))
    natt(lager)
    assert [(ett.kjoring, ett.mal, ett.n) for ett in lager.drift.load_driftstall()] == [(1, "normal:nynorsk", 0), (2, "nynorsk", 11)]


def test_what_is_measured_comes_from_what_is_stored(lager):
    side = s.Side(1, 0, 4, kvalitet=0.8)
    dokumenter = (s.Dokument("v", "vedtak", "Du får", malform="nn", sider=(side, s.Side(2, 4, 6))), s.Dokument("s", "soknad", "Jeg søker", kvalitet=0.4))
    sak = s.Sak("S-1", (), dokumenter, "nn", "Nav Ås")
    verdikt = s.Kriterievurdering("x", "ja", (("ja", 0.75), ("nei", 0.25)))
    flagg = [s.Flagg(str(nr), "x", 0.5, 4, 3, "stl. § 18", "Se.", hint=nr > 1) for nr in range(4)]
    lager.save_vurderinger([
        s.Saksvurdering(sak, s.Saksstatus.VURDERT, UTGAVE, "", (verdikt, verdikt), tuple(flagg), 0.3),
        s.Saksvurdering(s.Sak("S-2", (), (), kontor="Nav Bø"), s.Saksstatus.KAN_IKKE_VURDERES, UTGAVE, "uten_vedtak"),
    ])  # fmt: skip
    assert lager.drift.find_kontorer(["S-2", "S-1", "S-3"]) == {"Nav Ås": ["S-1"], "Nav Bø": ["S-2"]}
    to, en = lager.drift.load_saker(["S-2", "S-3", "S-1"])
    assert (en.vurdert, en.malform, en.typer, en.tekster) == (True, "nn", {"vedtak", "soknad"}, ("Du får",))
    assert (en.kvalitet, en.svakhet, en.toppgrad, en.flagg) == (pytest.approx(0.6), 0.3, 0.75, 2)
    assert (to.kontor, to.vurdert, to.kvalitet, to.svakhet, to.toppgrad, to.flagg) == ("Nav Bø", False, None, None, None, 0)

"""The page of the watch on drift: what warns at one's own offices, what to do, and nothing of few."""

from __future__ import annotations

import re
from datetime import date
from shutil import copy2

import pytest
from driftsnetter import BLANDET, KONTOR, NYNORSK, fill, sak
from hus import EGET, FREMMED, open_hus

from vedtaksanalyse.nattkjoring.driftsvakt import load_drift
from vedtaksanalyse.web.diagram import HOYDE, Verdi, make_tidslinje
from vedtaksanalyse.web.driftsvisning import list_perioder

DRIFT = [*[BLANDET] * 4, *[NYNORSK] * 3]


@pytest.fixture
def hus(tmp_path, _sqlitemal):
    with open_hus(str(copy2(_sqlitemal, tmp_path / "h.db"))) as hus:
        yield hus


def test_the_page_says_what_warns_since_when_and_what_to_do(hus):
    leder = hus.klient("leder")
    assert "Ingen mål er utenfor" in leder.get("/tall/drift").text
    for kontor in (EGET, FREMMED):
        fill(hus.oppsett.lager, *DRIFT, kontor=kontor)
    side = leder.get("/tall/drift").text
    rad = next(ett for ett in re.findall(r"<tr.*?</tr>", side, re.S) if "Saker på nynorsk" in ett)
    assert all(ord_ in rad for ord_ in (EGET, "06.03.2026", "Kontoret skriver mer", 'href="/ko?fane=alle"', "mal=nynorsk"))
    assert "drift normal --kontor" in side and "Normalt er 25" in side and FREMMED not in side
    assert side.count('class="prikk ute"') == 3 and 'class="band grense"' in side and side.count(">ja<") == 3
    assert "Ingen mål er utenfor" not in side
    assert leder.get(f"/tall/drift?kontor={FREMMED}").status_code == leder.get("/tall/drift?mal=x").status_code == 404
    assert leder.get(f"/tall/drift?kontor={EGET}&mal=svakhet_fordeling").status_code == 200
    assert FREMMED in hus.klient("leder", None).get("/tall/drift").text
    hus.oppsett.okter.save_visning(f"leder-{EGET}", {"malform": "nn"})
    assert "Saker på nynorsk" in (nynorsk := leder.get("/tall/drift").text) and "Utanfor" in nynorsk and "Begynte truleg" in nynorsk
    assert hus.klient("saksgransker").get("/tall/drift").status_code == 403


def test_leaders_see_no_small_group(hus):
    """Two cases of a hundred and sixty are a small group, and what is normal would tell of them."""
    fill(hus.oppsett.lager, *[[sak(nr < 1 and natt < 2) for nr in range(40)] for natt in range(4)], [sak(True)] * 40, kontor=EGET)
    leder, kvalitet = (hus.klient(rolle).get(f"/tall/drift?kontor={EGET}&mal=nynorsk").text for rolle in ("leder", "kvalitet"))
    assert "Saker på nynorsk" in leder and "Normalt er" not in leder and "<svg class=\"tidslinje\"" not in leder and "ikke nok saker" in leder
    assert "Normalt er 1,2" in kvalitet and "<svg class=\"tidslinje\"" in kvalitet


def test_nights_are_put_together_until_no_group_is_small(hus):
    lager = hus.oppsett.lager
    fill(lager, [sak(nr % 2 == 0) for nr in range(160)], *[[sak(nr < 2) for nr in range(7)]] * 7, kontor=KONTOR)
    stand = next(ett for ett in load_drift(lager) if ett.mal.id == "nynorsk")
    assert [ett.saker for ett in list_perioder(stand, apen=False)] == [21, 21]
    assert [ett.saker for ett in list_perioder(stand, apen=True)] == [14, 7, 7, 7, 7, 7]  # after the first seven there are too few for limits
    siste = list_perioder(stand, apen=False)[-1]
    assert (siste.verdi, siste.til) == next((ett.verdi, ett.til) for ett in list_perioder(stand, apen=True) if ett.til == siste.til)


def test_an_axis_that_is_near_has_round_ends_around_what_is_shown():
    def draw(*verdier: tuple[float, float, float]):
        return make_tidslinje([Verdi(date(2026, 3, nr), date(2026, 3, nr), *ett) for nr, ett in enumerate(verdier, start=1)], naer=True)

    d = draw((0.97, 0.95, 0.98), (0.94, 0.95, 0.98))
    assert (d.bunn, d.topp) == (0.94, 0.98) and d.place(0.94) == HOYDE == d.prikker[1][1] and d.place(0.98) == 0 and d.band
    assert (draw((0.02, 0.01, 0.03)).bunn, draw((0.42, 0.4, 0.43)).topp) == (0.01, 0.44)
    assert (draw((3.0, 0.0, 0.2)).bunn, draw((3.0, 0.0, 0.2)).topp) == (0, 4)
    assert [x for x, _ in draw(*[(0.5, 0.4, 0.6)] * 3).prikker] == [20, 500, 980]

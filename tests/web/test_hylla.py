"""The shelf of good examples through the pages: within one's offices, searchable, logged, and nothing while one is to read blind."""

from __future__ import annotations

import pytest
from delt import get_katalog
from hus import TEKST, en_sak, open_hus

from vedtaksanalyse import sak as s
from vedtaksanalyse.stikkprove.forbilder import find_best

KRITERIUM = "barnets_beste"
BEST = find_best(get_katalog().kriterier[KRITERIUM], get_katalog())


@pytest.fixture
def hus(tmp_path):
    with open_hus(str(tmp_path / "h.db")) as hus:
        hus.oppsett.lager.save_vurderinger([en_sak("E-3")])
        for sak_id in ("E-3", "F-1"):
            hus.oppsett.gjennomgang.save_svar(
                [s.Svar(sak_id, hvem, s.Svarslag.GRAD, KRITERIUM, BEST, sitat=(("vedtak", 0, 35),)) for hvem in ("kari", "ola")]
            )
        yield hus


def test_the_shelf_shows_passages_of_ones_offices_and_logs_each_case(hus):
    klient, for_ = hus.klient("saksgransker"), len(hus.logg())
    side = klient.get("/forbilder").text
    assert side.count("<blockquote") == 1 and TEKST[:35] in side and 'href="/sak/E-3"' in side
    assert [(i.handling, i.sak_id, i.gjelder) for i in hus.logg()[for_:]] == [("forbilde", "E-3", KRITERIUM)]
    assert hus.klient("kvalitet", None).get("/forbilder").text.count("<blockquote") == 2
    assert hus.klient("leder").get("/forbilder").status_code == 403


def test_it_can_be_searched_in(hus):
    klient = hus.klient("saksgransker")
    for sti, antall in ((f"?gjelder={KRITERIUM}", 1), ("?sok=BARNA", 1), ("?sok=finnes-ikke", 0), ("?gjelder=kartlegging.skole", 0)):
        assert klient.get(f"/forbilder{sti}").text.count("<blockquote") == antall, sti
    assert klient.get("/forbilder?gjelder=x").status_code == 404


def test_who_sees_the_queue_but_no_cases_gets_the_passage_without_its_case(hus):
    regler = hus.oppsett.regler
    uten = regler.rettigheter
    object.__setattr__(regler, "rettigheter", dict(uten) | {"leder": frozenset({"se_ko"})})
    try:
        side = hus.klient("leder").get("/forbilder").text
    finally:
        object.__setattr__(regler, "rettigheter", uten)
    assert TEKST[:35] in side and "E-3" not in side


def test_a_case_somebody_is_to_read_blind_is_not_on_their_shelf(hus):
    hus.oppsett.gjennomgang.add_trukne([s.Oppgave("E-3", kontor="Nav Eget", blind=True, andel=0.5)])
    assert hus.klient("saksgransker").get("/forbilder").text.count("<blockquote") == 0

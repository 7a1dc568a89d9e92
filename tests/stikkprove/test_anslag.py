"""What a draw says of its offices: small examples counted by hand, and what must never be dropped in silence."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from delt import get_katalog

from vedtaksanalyse import sak as s
from vedtaksanalyse.statistikk import estimate_andel
from vedtaksanalyse.stikkprove.anslag import estimate_punkt, make_anslag
from vedtaksanalyse.stikkprove.grunnlag import load_grunnlag, make_grunnlag
from vedtaksanalyse.storage import open_lager

KATALOG = get_katalog()
PUNKT, ANNET = "punkt.2.1", "punkt.2.3"
NAA = datetime(2026, 3, 1, tzinfo=UTC)


def en_prove(antall: int, **felt) -> s.Stikkprove:
    return s.Stikkprove(7, s.Utvalgsplan("Vår", "egenvurdering", antall, **felt), "kari", NAA, 0, 0, antall, "")


def en_ramme(antall: int, trukket: int, strata=None, maskin=None, kontorer=None) -> list[s.Rammesak]:
    """Cases 0, 1, 2 …, of which the first are drawn, in this order."""
    strata = strata or [""] * antall
    ut = []
    for nr in range(antall):
        andel = trukket / antall
        hjelp = {} if maskin is None else {"maskin": {PUNKT: maskin[nr][0]}, "aktuelt": {PUNKT: maskin[nr][1]}}
        kontor = kontorer[nr] if kontorer else "Nav Nord"
        ut.append(s.Rammesak(f"S-{nr:03}", kontor, strata[nr], andel=andel, nr=nr + 1 if nr < trukket else None, **hjelp))
    return ut


def en_mappe(nr: int, plass: int = 1, hvem: str = "kari", ferdig: bool = True, **felt) -> s.Mappe:
    return s.Mappe(7, f"S-{nr:03}", plass, hvem, s.Mappestand.FERDIG if ferdig else s.Mappestand.TATT, **felt)


def et_svar(nr: int, verdi: str, punkt: str = PUNKT, plass: int = 1, hvem: str = "kari", **felt) -> s.Mappesvar:
    return s.Mappesvar(7, f"S-{nr:03}", plass, hvem, punkt, verdi, **felt)


def _grunnlag(verdier: list[str | None], ramme=None, mapper=None, svar=(), **plan):
    """The first cases drawn, with these answers; None for a folder that nobody has finished."""
    antall = len(verdier)
    ramme = ramme or en_ramme(antall * 2, antall)
    mapper = mapper or [en_mappe(nr, ferdig=verdi is not None) for nr, verdi in enumerate(verdier)]
    egne = [et_svar(nr, verdi) for nr, verdi in enumerate(verdier) if verdi]
    return make_grunnlag(en_prove(antall, **plan), ramme, mapper, [*egne, *svar], KATALOG)


def test_the_share_is_among_those_where_the_point_applies():
    p = estimate_punkt(_grunnlag(["ja", "nei", "delvis", "ikke_aktuelt", "ja"]), PUNKT)
    assert (p.lest, p.gjelder, p.brudd, p.ikke_aktuelt, p.mangler) == (5, 4, 2, 1, 0)
    assert p.stikkprove.verdi == pytest.approx(2 / 4)
    assert p.stikkprove.lav < 0.5 < p.stikkprove.hoy
    assert p.maskinhjulpet is None
    assert p.maskin is None


def test_nothing_found_is_not_nothing_there():
    p = estimate_punkt(_grunnlag(["ja"] * 10), PUNKT)
    assert p.stikkprove.verdi == 0
    assert p.stikkprove.hoy > 0.1
    alle = estimate_punkt(_grunnlag(["ja", "nei"], ramme=en_ramme(2, 2)), PUNKT)
    assert (alle.stikkprove.lav, alle.stikkprove.verdi, alle.stikkprove.hoy) == (0.5, 0.5, 0.5)


def test_a_point_nobody_could_tell_of_is_counted_and_stands_outside():
    p = estimate_punkt(_grunnlag(["ja", "kan_ikke_vurderes", "nei", ""]), PUNKT)
    assert (p.lest, p.gjelder, p.brudd, p.mangler) == (4, 2, 1, 2)
    assert p.stikkprove.verdi == pytest.approx(0.5)
    ingen = estimate_punkt(_grunnlag(["kan_ikke_vurderes"] * 3), PUNKT)
    assert (ingen.stikkprove.verdi, ingen.mangler) == (None, 3)


def test_only_the_folders_up_to_the_first_unread_count_and_the_figures_say_so():
    g = _grunnlag(["ja", "nei", None, "ja"])
    p = estimate_punkt(g, PUNKT)
    assert (g.ferdige, p.lest, p.brudd, g.forelopig) == (3, 2, 1, True)
    hel = _grunnlag(["ja", "nei", "ja", "ja"])
    assert (len(hel.brukt), hel.forelopig) == (4, False)


def test_in_a_stratified_draw_each_stratum_stops_by_itself():
    strata = ["a", "a", "b", "b", "b"]
    g = _grunnlag(["nei", None, "ja", "ja", "ja"], ramme=en_ramme(5, 5, strata), mate=s.Utvalgsmate.STRATIFISERT)
    assert [g.ramme[i].sak_id for i in g.brukt] == ["S-000", "S-002", "S-003", "S-004"]
    uten_a = _grunnlag([None, "nei", "ja", "ja", "nei"], ramme=en_ramme(5, 5, strata), mate=s.Utvalgsmate.STRATIFISERT)
    p = estimate_punkt(uten_a, PUNKT)
    assert (p.lest, p.utenfor, p.stikkprove.verdi) == (3, 2, pytest.approx(1 / 3))


def test_strata_weigh_by_their_size_and_not_by_how_many_were_drawn():
    """Two of two cases in the small stratum are not met, none of two among the eight of the large: 2 of 10 in all."""
    ramme = [
        s.Rammesak(f"S-{nr:03}", "Nav Nord", "liten" if nr < 2 else "stor", andel=1.0 if nr < 2 else 0.25, nr=nr + 1 if nr < 4 else None)
        for nr in range(10)
    ]
    p = estimate_punkt(_grunnlag(["nei", "nei", "ja", "ja"], ramme=ramme, mate=s.Utvalgsmate.STRATIFISERT), PUNKT)
    assert p.stikkprove.verdi == pytest.approx(0.2)


def test_what_two_settled_counts_and_the_sums_follow():
    mapper = [en_mappe(0), en_mappe(0, 2, "ola"), en_mappe(1)]
    svar = [et_svar(0, "ja", plass=2, hvem="ola")]
    g = _grunnlag(["nei", "ja"], mapper=mapper, svar=svar)
    assert (estimate_punkt(g, PUNKT).brudd, g.uavklarte, g.forelopig) == (1, 1, True)
    assert g.verdier["S-000"]["krav.2"] == "nei"
    avklart = _grunnlag(["nei", "ja"], mapper=mapper, svar=[*svar, et_svar(0, "ja", plass=s.AVKLART, hvem="per")])
    assert (estimate_punkt(avklart, PUNKT).brudd, avklart.uavklarte, avklart.forelopig) == (0, 0, False)
    assert avklart.verdier["S-000"]["krav.2"] == "ja"


def test_the_last_answer_of_the_one_who_has_the_folder_stands():
    svar = [et_svar(0, "nei", hvem="ola"), et_svar(0, "nei"), et_svar(0, "delvis"), et_svar(1, "")]
    g = _grunnlag(["ja", "nei"], svar=svar)
    assert g.verdier["S-000"][PUNKT] == "delvis"
    assert PUNKT not in g.verdier["S-001"]


def test_a_case_that_is_gone_is_told_and_does_not_stop_the_others():
    g = _grunnlag(["nei", "ja", "ja"], mapper=[en_mappe(1), en_mappe(2)])
    p = make_anslag(g)
    assert (p.borte, p.brukt, p.forelopig) == (1, 2, False)


def test_a_machine_that_is_always_right_tells_the_share_of_the_frame():
    """12 of the 40 cases of the frame are not met; the machine knows which, and the six that were read bear it out."""
    fasit = [nr % 10 < 3 for nr in range(40)]
    ramme = en_ramme(40, 6, maskin=[(float(brudd), 1.0) for brudd in fasit])
    p = estimate_punkt(_grunnlag(["nei" if fasit[nr] else "ja" for nr in range(6)], ramme=ramme), PUNKT)
    assert p.maskin == pytest.approx(0.3)
    assert p.maskinhjulpet.verdi == pytest.approx(0.3, abs=0.03)
    assert p.stikkprove.verdi == pytest.approx(0.5)
    bredde = [ett.hoy - ett.lav for ett in (p.maskinhjulpet, p.stikkprove)]
    assert bredde[0] < bredde[1]
    assert p.spart > 0
    assert p.beste is p.maskinhjulpet


def test_a_part_of_the_frame_is_estimated_within_the_whole_draw():
    kontorer = ["Nav Nord", "Nav Sør"] * 4
    g = _grunnlag(["nei", "ja", "nei", "ja"], ramme=en_ramme(8, 4, kontorer=kontorer))
    p = estimate_punkt(g, PUNKT, lambda ett: ett.kontor == "Nav Nord")
    assert (p.lest, p.gjelder, p.brudd, p.stikkprove.verdi) == (2, 2, 2, 1.0)
    ingen = estimate_punkt(g, PUNKT, lambda ett: ett.kontor == "Nav Vest")
    assert (ingen.lest, ingen.stikkprove.verdi) == (0, None)


def test_estimates_come_in_the_order_of_the_form_and_from_the_store(database):
    with open_lager(database) as lager:
        plan = s.Utvalgsplan("Vår", "egenvurdering", 3, fra=date(2026, 1, 1))
        prove = lager.stikkprover.add(plan, "kari", en_ramme(6, 3))
        lager.stikkprover.add_mapper([s.Mappe(prove.id, f"S-{nr:03}", hvem="kari", tilstand=s.Mappestand.FERDIG) for nr in range(3)])
        lager.stikkprover.save_mappesvar([s.Mappesvar(prove.id, f"S-{nr:03}", 1, "kari", PUNKT, verdi) for nr, verdi in enumerate(["ja", "nei", "ja"])])
        anslag = make_anslag(load_grunnlag(lager, prove.id, KATALOG))
    assert [p.punkt for p in anslag.punkter] == list(load_skjema())
    funnet = next(p for p in anslag.punkter if p.punkt == PUNKT)
    assert (funnet.lest, funnet.brudd, funnet.stikkprove.verdi) == (3, 1, pytest.approx(1 / 3))
    assert next(p for p in anslag.punkter if p.punkt == ANNET).mangler == 3
    assert anslag.ramme == 6


def load_skjema():
    from vedtaksanalyse.stikkprove.skjema import make_skjema

    return make_skjema(KATALOG)


def test_in_a_simple_draw_of_half_the_frame_the_interval_is_near_the_exact_one():
    verdier = ["nei"] * 6 + ["ja"] * 14
    p = estimate_punkt(_grunnlag(verdier, ramme=en_ramme(40, 20)), PUNKT).stikkprove
    eksakt = estimate_andel(6, 20, 40)
    assert p.lav == pytest.approx(eksakt.lav, abs=0.06)
    assert p.hoy == pytest.approx(eksakt.hoy, abs=0.06)

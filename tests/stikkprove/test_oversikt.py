"""The offices in figures, counted by hand; and that no two pages together tell of a small group."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest
from delt import get_katalog

from vedtaksanalyse import sak as s
from vedtaksanalyse.stikkprove.etterprovd import compare_kontorer, list_trend
from vedtaksanalyse.stikkprove.grunnlag import make_grunnlag
from vedtaksanalyse.stikkprove.oversikt import (
    EGENANDEL,
    FEIL,
    FLAGG,
    hide_tilstander,
    list_saksmal,
    load_grupper,
    load_kriterier,
    load_oversikt,
    load_risikokart,
    load_trend,
    make_kontortall,
)
from vedtaksanalyse.stikkprove.sammenslaing import FAERREST
from vedtaksanalyse.storage import Saksantall, open_lager

KATALOG = get_katalog()
NORD, SOR = "Nav Nord", "Nav Sør"
PUNKT = "punkt.2.1"


def _case(nr: int, kontor: str, dato: date | None, flagget: bool = True, grad: str = "nevnt", barn: str = "ja") -> s.Saksvurdering:
    kilder = (s.Kilde("vedtak", "vedtak.txt", f"{nr:064x}", s.Lesestatus.LEST, "vedtak", dato),)
    grader = [s.Kriterievurdering(navn, verdi, ((verdi, 1.0),)) for navn, verdi in (("barnets_beste", grad), ("barn", barn))]
    grader.append(s.Kriterievurdering("sakstype", "", (), verdi=("ny",) if nr % 2 else ("ny", "hast")))
    flagg = (s.Flagg("nodhjelp_uten_barn", "barnets_beste", 0.7, 5, 20, "", "", "akutt", False, False, ()),) if flagget else ()
    return s.Saksvurdering(
        sak=s.Sak(f"S-{nr:03}", kilder, (s.Dokument("vedtak", "vedtak", "Vedtak.", dato, "nb"),), "nb", kontor), status=s.Saksstatus.VURDERT,
        versjoner=s.Versjoner("k", "kat", "m"), vurderinger=tuple(grader), flagg=flagg, pii=(),
        risiko=s.Saksrisiko(20, 4, 5, ("akutt",)) if flagget else None, gjenbruk=s.Saksgjenbruk(10, 100, 80 if nr % 2 else 40),
    )  # fmt: skip


@pytest.fixture
def lager(tmp_path):
    """Twenty cases in the north over four months, six of them without a flag; three in the south; two without a date."""
    nord = [_case(nr, NORD, date(2025, 1 + nr % 4, 3), nr % 3 != 0 or nr > 15) for nr in range(20)]
    nord += [_case(nr, NORD, None) for nr in (30, 31)]
    with open_lager(str(tmp_path / "l.db")) as lager:
        lager.save_vurderinger([*nord, *(_case(nr, SOR, date(2025, 1, 2)) for nr in range(40, 43))])
        yield lager


def test_an_office_is_its_dated_cases_and_small_groups_are_not_told(lager):
    nord, sor = load_oversikt(lager)
    assert (nord.kontor, nord.saker, nord.flagget, nord.feil) == (NORD, 20, 14, 0)
    assert nord.egenandel == pytest.approx(0.6)
    assert nord.uten_dato is None
    assert nord.ikke_vurdert == 0
    assert (sor.saker, sor.flagget, sor.egenandel) == (None, None, None)
    assert [ett.kontor for ett in load_oversikt(lager, [SOR])] == [SOR]


def test_figures_over_time_sum_to_those_of_the_office(lager):
    trend = load_trend(lager, NORD, FLAGG, KATALOG)
    assert sum(p.av for p in trend) == 20
    assert sum(p.antall for p in trend) == 14
    assert (trend[0].fra, trend[-1].til) == ((2025, 1), (2025, 4))
    egen = load_trend(lager, NORD, EGENANDEL, KATALOG)
    assert [(p.fra, p.verdi, p.av) for p in egen] == [((2025, nr), pytest.approx(0.8 if nr % 2 == 0 else 0.4), 5) for nr in range(1, 5)]
    assert load_trend(lager, SOR, FLAGG, KATALOG) == []


def test_errors_of_law_are_told_apart_only_where_the_rest_of_the_flagged_are_enough():
    def en_rad(flagget: int, feil: int) -> list[Saksantall]:
        return [Saksantall(NORD, (2025, 1), s.Saksstatus.VURDERT, 40, flagget, feil, 0.0, 0)]

    assert [p.antall for p in list_saksmal(en_rad(20, 10), FEIL)] == [10]
    assert list_saksmal(en_rad(20, 18), FEIL) == list_saksmal(en_rad(20, 3), FEIL) == []
    assert [p.antall for p in list_saksmal(en_rad(20, 18), FLAGG)] == [20]
    assert list_saksmal(en_rad(38, 20), FLAGG) == []


def test_a_grade_that_follows_from_there_being_no_children_is_not_weak(lager):
    lager.save_vurderinger([_case(nr, NORD, date(2025, 3, 1), grad="mangler", barn="nei") for nr in range(50, 56)])
    lager.save_vurderinger([_case(nr, NORD, date(2025, 3, 1), grad="vektet") for nr in range(60, 65)])
    funnet = {ett.id: (ett.antall, ett.av) for ett in load_kriterier(lager, NORD, KATALOG)}
    assert funnet["barnets_beste"] == (20, 31)
    assert sum(p.antall for p in load_trend(lager, NORD, "barnets_beste", KATALOG)) == 20
    assert load_kriterier(lager, SOR, KATALOG) == []


def test_groups_and_risks(lager):
    grupper = {ett.id: ett.antall for ett in load_grupper(lager, NORD)}
    assert (grupper["ny"], grupper["hast"], grupper["samvaer"]) == (20, 10, 0)
    assert load_grupper(lager, SOR) == []
    kart = load_risikokart(lager, NORD)
    assert (kart[4, 5], kart[5, 4], len(kart)) == (14, 0, 25)
    # Who has no flag could be found from how many have: then that is not to be found either.
    lager.save_vurderinger([_case(nr, NORD, date(2025, 1, 5)) for nr in (0, 3, 6)])
    (nord, _) = load_oversikt(lager)
    assert nord.flagget is None
    assert set(load_risikokart(lager, NORD).values()) == {None, 17} - {17} | {17}
    assert sum(n is None for n in load_risikokart(lager, NORD).values()) == 24


def test_the_states_of_the_review_do_not_tell_how_many_have_a_flag_where_that_is_not_told(lager):
    (nord, sor) = load_oversikt(lager)
    assert hide_tilstander([14, 0, 0], nord) == [14, 0, 0]
    assert hide_tilstander([16, 0, 0], nord) == [16, None, None]
    assert hide_tilstander([17, 0, 0], replace(nord, flagget=None)) == [17, None, None]
    assert hide_tilstander([3, 0, 0], sor) == [None, None, None]


def test_no_two_numbers_of_an_office_differ_by_a_small_group():
    tilfeldig = random.Random(4)
    vist = 0
    for _ in range(300):
        rader = []
        for maned in range(1, tilfeldig.randint(2, 7)):
            antall = tilfeldig.randint(1, 14)
            flagget = tilfeldig.randint(0, antall)
            rader.append(Saksantall(NORD, (2025, maned), s.Saksstatus.VURDERT, antall, flagget, tilfeldig.randint(0, flagget), 0.5 * antall, antall))
        tall = {mal: list_saksmal(rader, mal) for mal in (FLAGG, FEIL)}
        egne = make_kontortall(NORD, rader)
        assert egne.flagget == (sum(p.antall for p in tall[FLAGG]) if tall[FLAGG] else None)
        assert egne.feil == (sum(p.antall for p in tall[FEIL]) if tall[FEIL] else None)
        sagt = [n for n in (egne.saker, egne.flagget, egne.feil, 0) if n is not None]
        for trend in tall.values():
            for p in trend:
                assert not any(0 < n < FAERREST for n in (p.av, p.antall, p.av - p.antall))
        assert not any(0 < abs(a - b) < FAERREST for a in sagt for b in sagt), (rader, sagt)
        vist += len(sagt)
    assert vist > 500


def en_prove(verdier: dict[str, str], kontorer: dict[str, str], nummer: int = 1):
    """A draw of all of these cases, each read with this answer to one point."""
    prove = s.Stikkprove(nummer, s.Utvalgsplan("Vår", "", len(verdier)), "kari", None, 0, 0, len(verdier), "")
    ramme = [s.Rammesak(id_, kontor, andel=0.5, nr=nr) for nr, (id_, kontor) in enumerate(kontorer.items(), start=1)]
    ramme += [s.Rammesak(f"{id_}-b", kontor, andel=0.5) for id_, kontor in kontorer.items()]
    mapper = [s.Mappe(nummer, id_, hvem="kari", tilstand=s.Mappestand.FERDIG) for id_ in verdier]
    svar = [s.Mappesvar(nummer, id_, 1, "kari", PUNKT, verdi) for id_, verdi in verdier.items()]
    return make_grunnlag(prove, ramme, mapper, svar, KATALOG)


def _to_kontorer(brudd_nord: int, brudd_sor: int):
    kontorer = {f"S-{nr:02}": NORD if nr < 12 else SOR for nr in range(24)}
    verdier = {id_: "nei" if nr < brudd_nord or 12 <= nr < 12 + brudd_sor else "ja" for nr, id_ in enumerate(kontorer)}
    return en_prove(verdier, kontorer)


def test_offices_are_compared_by_the_draws_that_tell_of_them():
    rader = compare_kontorer([_to_kontorer(6, 7)], PUNKT, apen=False)
    assert [(r.kontor, r.lest, r.anslag.verdi) for r in rader] == [(NORD, 12, pytest.approx(6 / 12)), (SOR, 12, pytest.approx(7 / 12))]
    assert all(r.anslag.lav < r.anslag.verdi < r.anslag.hoy for r in rader)


def test_one_office_with_a_small_group_takes_the_other_with_it_since_their_sum_is_told():
    g = _to_kontorer(6, 2)
    assert compare_kontorer([g], PUNKT, apen=False) == []
    assert [r.kontor for r in compare_kontorer([g], PUNKT, apen=True)] == [NORD, SOR]


def test_the_newest_draw_tells_of_a_month_and_older_ones_of_the_others():
    ny = en_prove({f"N-{nr}": "nei" for nr in range(6)}, {f"N-{nr}": NORD for nr in range(6)}, 2)
    gammel = en_prove({f"G-{nr}": "ja" for nr in range(12)}, {f"G-{nr}": NORD for nr in range(12)})
    maneder = {f"N-{nr}": (2025, 3) for nr in range(6)} | {f"G-{nr}": (2025, 2 + nr % 2) for nr in range(12)}
    trend = list_trend([ny, gammel], NORD, PUNKT, maneder, apen=False)
    assert [(p.fra, p.stikkprove, p.lest, p.anslag.verdi) for p in trend] == [((2025, 2), 1, 6, 0.0), ((2025, 3), 2, 6, 1.0)]
    assert list_trend([ny, gammel], SOR, PUNKT, maneder, apen=True) == []

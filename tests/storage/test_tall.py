"""What the store counts for the figures, held against counting the cases one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from vedtaksanalyse import sak as s
from vedtaksanalyse.storage import open_lager

NORD, SOR = "Nav Nord", "Nav Sør"


def _case(nr: int, kontor: str, dato: date | None, *, grad: str = "mangler", flagg: bool = True, status=s.Saksstatus.VURDERT) -> s.Saksvurdering:
    kilder = (s.Kilde("vedtak", "vedtak.txt", f"{nr:064x}", s.Lesestatus.LEST, "vedtak", dato),)
    vurderinger = (
        s.Kriterievurdering("barnets_beste", grad, ((grad, 1.0),)),
        s.Kriterievurdering("sakstype", "", (("ny", 0.9),), verdi=("ny",) if nr % 2 else ("ny", "hast")),
    )
    reist = (s.Flagg("nodhjelp_uten_barn", "barnets_beste", 0.7, 5, 20, "", "", "akutt", nr % 2 == 0, False, ()),) if flagg else ()
    hint = (s.Flagg("hjem_pa_spill", "barnets_beste", 0.5, 3, 9, "", "", "akutt", False, True, ()),)
    return s.Saksvurdering(
        sak=s.Sak(f"S-{nr}", kilder, (s.Dokument("vedtak", "vedtak", "Vedtak.", dato, "nb"),), "nb", kontor), status=status,
        versjoner=s.Versjoner("k", "kat", "m"), vurderinger=vurderinger, flagg=reist + hint, pii=(),
        risiko=s.Saksrisiko(20, 4, 5, ("akutt",), nr % 2 == 0) if flagg else None, gjenbruk=s.Saksgjenbruk(10, 100, 10 * nr),
    )  # fmt: skip


@pytest.fixture
def lager(database):
    with open_lager(database) as lager:
        lager.save_vurderinger(
            [
                _case(1, NORD, date(2025, 1, 31)), _case(2, NORD, date(2025, 1, 1), grad="vektet", flagg=False),
                _case(3, NORD, date(2025, 2, 1)), _case(4, SOR, None),
                _case(5, SOR, date(2025, 1, 5), status=s.Saksstatus.KAN_IKKE_VURDERES),
            ]
        )  # fmt: skip
        yield lager


def test_cases_by_office_month_and_status(lager):
    rader = {(r.kontor, r.maned, r.status): r for r in lager.tall.count_saker()}
    januar = rader[NORD, (2025, 1), s.Saksstatus.VURDERT]
    assert (januar.antall, januar.flagget, januar.med_egenandel) == (2, 1, 2)
    assert januar.egenandel == pytest.approx(0.1 + 0.2)
    assert rader[SOR, None, s.Saksstatus.VURDERT].feil == 1
    assert sum(r.antall for r in rader.values()) == 5
    assert {r.kontor for r in lager.tall.count_saker([SOR])} == {SOR}
    assert lager.tall.count_saker([]) == []


def test_grades_values_and_flags_of_assessed_cases(lager):
    def telle(**felt):
        return {(r.kontor, r.maned, r.grad): r.antall for r in lager.tall.count_grader(**felt) if r.kriterium == "barnets_beste"}

    januar = {(NORD, (2025, 1), "mangler"): 1, (NORD, (2025, 1), "vektet"): 1}
    assert telle() == januar | {(NORD, (2025, 2), "mangler"): 1}
    assert telle(blant={"barnets_beste": ["vektet", "vurdert"]}) == {(NORD, (2025, 1), "vektet"): 1}
    assert telle(blant={"barn": ["nei"]}) == {}
    assert {r.kriterium for r in lager.tall.count_grader()} == {"barnets_beste"}
    assert lager.tall.count_verdier("sakstype") == {NORD: {("ny",): 2, ("ny", "hast"): 1}}
    flagg = {(r.kontor, r.flagg): (r.hint, r.sannsynlighet, r.konsekvens, r.antall) for r in lager.tall.count_flagg()}
    assert flagg[NORD, "nodhjelp_uten_barn"] == (False, 4, 5, 2)
    assert flagg[NORD, "hjem_pa_spill"] == (True, 3, 3, 3)
    assert lager.tall.count_risiko() == {NORD: {(4, 5): 2}}
    assert lager.tall.count_risiko([SOR]) == {}
    assert lager.tall.load_maneder([SOR]) == {"S-4": None, "S-5": (2025, 1)}


def test_a_grade_stands_beside_the_machines_of_the_same_version_only(lager):
    lager.gjennomgang.save_svar([s.Svar("S-1", "kari", s.Svarslag.GRAD, "barnets_beste", "nevnt", blind=True)])
    lager.gjennomgang.save_svar([s.Svar("S-2", "kari", s.Svarslag.GRAD, "barnets_beste", "nevnt")], sett="en eldre utgave")
    lager.gjennomgang.save_svar([s.Svar("S-1", "kari", s.Svarslag.FLAGG, "nodhjelp_uten_barn", "bekreft")])
    assert [(r.svar.sak_id, r.svar.verdi, r.svar.blind, r.maskin) for r in lager.tall.list_gradsvar()] == [
        ("S-1", "nevnt", True, "mangler"), ("S-2", "nevnt", False, ""),
    ]  # fmt: skip
    assert lager.tall.list_gradsvar([SOR]) == []
    assert [(ett.sak_id, ett.verdi) for ett in lager.tall.list_svar(s.Svarslag.FLAGG, [NORD])] == [("S-1", "bekreft")]


def test_only_drawn_cases_are_listed(lager):
    lager.gjennomgang.add_trukne([s.Oppgave("S-2", NORD, kontroll=True, blind=True, laner_plass="S-1", andel=0.1)])
    lager.gjennomgang.change_oppgave(replace(s.Oppgave("S-1", NORD), hvem="kari"), "kari", "ta")
    assert [(o.sak_id, o.kontroll, o.andel) for o in lager.tall.list_trukne()] == [("S-2", True, 0.1)]
    assert lager.tall.list_trukne([SOR]) == []

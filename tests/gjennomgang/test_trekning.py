"""The draw of control cases and blind ones: repeatable, of the right size, hidden among the rest."""

from __future__ import annotations

from vedtaksanalyse.gjennomgang import draw_saker
from vedtaksanalyse.sak import Korad, Saksrisiko, Saksstatus

RADER = [
    Korad(f"S-{n}", "Nav Eksempel", Saksstatus.VURDERT, risiko=Saksrisiko(9, 3, 3, ("k",)) if n % 2 else None) for n in range(4000)
]
UVURDERT = [Korad(f"U-{n}", "", Saksstatus.KAN_IKKE_VURDERES, "uten_vedtak") for n in range(200)]


def test_the_share_asked_for_of_each_kind():
    trukket = draw_saker([*RADER, *UVURDERT], 0.1, 0.2, "fro")
    kontroll = [o for o in trukket if o.kontroll]
    andre = [o for o in trukket if not o.kontroll]
    # Four standard deviations of a binomial draw among 2 000.
    assert abs(len(kontroll) - 200) < 54
    assert abs(len(andre) - 400) < 72
    assert {(o.kontroll, o.andel) for o in trukket} == {(True, 0.1), (False, 0.2)}
    assert all(o.blind for o in trukket)
    assert not any(o.sak_id.startswith("U") for o in trukket)


def test_the_same_whoever_asks_and_whenever():
    en = draw_saker(RADER, 0.1, 0.2, "fro")
    assert draw_saker(list(reversed(RADER)), 0.1, 0.2, "fro") == en
    assert {o.sak_id for o in draw_saker(RADER[:500], 0.1, 0.2, "fro")} == {o.sak_id for o in en if int(o.sak_id[2:]) < 500}
    assert {o.sak_id for o in draw_saker(RADER, 0.1, 0.2, "annet")} != {o.sak_id for o in en}


def test_a_larger_share_holds_the_smaller():
    liten, stor = ({o.sak_id for o in draw_saker(RADER, a, a, "fro")} for a in (0.05, 0.1))
    assert liten < stor


def test_a_drawn_case_stands_where_a_flagged_one_stands():
    flagget = {rad.sak_id for rad in RADER if rad.risiko}
    plasser = [o.laner_plass for o in draw_saker(RADER, 0.1, 0.2, "fro")]
    assert set(plasser) <= flagget
    assert len(set(plasser)) > len(plasser) / 2


def test_nothing_is_drawn_where_there_is_nothing_to_hide_among():
    assert draw_saker([rad for rad in RADER if not rad.risiko], 1.0, 1.0, "fro") == []
    assert draw_saker(RADER, 0.0, 0.0, "fro") == []

"""The queue from the database: one query, no text, the order of the reports."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from lagersaker import en_uvurdert, en_vurdering
from sqlalchemy import event

from vedtaksanalyse.sak import Dokument, Flagg, Korad, Saksrisiko, Saksstatus
from vedtaksanalyse.storage import open_lager

IDAG = date(2026, 3, 10)
FLAGG = tuple(Flagg(f"f{nr}", "c", 0.5, 3, 9, "", "", "k", hint=nr == 1) for nr in range(12))


def en_sak(sak_id, risiko, kontor="Nav Eksempel", dokumenter=(), **felt):
    vurdering = en_vurdering(sak_id, risiko=risiko, **felt)
    sak = replace(vurdering.sak, kontor=kontor, dokumenter=(*vurdering.sak.dokumenter, *dokumenter))
    return replace(vurdering, sak=sak)


SAKER = [
    en_sak("lov", Saksrisiko(9, 3, 3, ("k",), feil=True)),
    en_sak("hoy", Saksrisiko(20, 4, 5, ("k",), frist=date(2026, 3, 22))),
    en_sak("mange", Saksrisiko(20, 4, 5, ("k", "l")), "Nav Annet"),
    en_sak("ute", Saksrisiko(20, 4, 5, ("k",), frist=date(2026, 3, 1))),
    en_sak("svar", Saksrisiko(20, 4, 5, ("k",), frist=date(2026, 3, 2)), dokumenter=[Dokument("k", "klage", "", date(2026, 3, 5))]),
    en_sak("uten", None, flagg=()),
    en_uvurdert("S-2"),
]


@pytest.fixture
def lager(database):
    with open_lager(database) as lager:
        lager.save_vurderinger(SAKER)
        yield lager


def test_law_risk_chains_deadline(lager):
    rader = [rad for rad in lager.load_ko() if rad.risiko]
    assert [r.sak_id for r in sorted(rader, key=lambda r: r.rang(IDAG))] == ["lov", "mange", "svar", "hoy", "ute"]
    assert [r.sak_id for r in sorted(rader, key=lambda r: r.rang(IDAG))] == [
        v.sak.sak_id for v in sorted(SAKER, key=lambda v: v.rang(IDAG)) if v.risiko
    ]


def test_a_row_tells_what_the_case_tells(lager):
    rader = {rad.sak_id: rad for rad in lager.load_ko()}
    assert len(rader) == len(SAKER)
    for v in SAKER:
        rad = rader[v.sak.sak_id]
        assert (rad.risiko, rad.status, rad.arsak, rad.kontor) == (v.risiko, v.status, v.arsak, v.sak.kontor)
        assert (rad.vedtaksdato, rad.venter_svar) == (v.sak.vedtaksdato, v.sak.klagedato is not None)
    assert rader["S-2"] == Korad("S-2", "", Saksstatus.KAN_IKKE_VURDERES, "uten_vedtak")


def test_flags_come_in_their_order_without_hints(lager):
    lager.save_vurderinger([en_sak("lov", Saksrisiko(9, 3, 3), flagg=FLAGG)])
    [rad] = [rad for rad in lager.load_ko() if rad.sak_id == "lov"]
    assert rad.flagg == tuple(f"f{nr}" for nr in range(12) if nr != 1)


def test_one_office_and_one_query(lager):
    sporringer = []
    event.listen(lager._engine, "before_cursor_execute", lambda *arg: sporringer.append(arg[2]))
    assert [rad.sak_id for rad in lager.load_ko(["Nav Annet"])] == ["mange"]
    assert lager.load_ko(["Nav Ingen"]) == []
    lest = [tekst for tekst in sporringer if tekst.startswith("SELECT sak.")]
    assert len(lest) == len([tekst for tekst in sporringer if "SELECT" in tekst]) == 2
    assert not any("dokument.tekst" in tekst for tekst in lest)

"""The reviewers' queue: scope, tabs, filters, order, pages; and what is read blind tells nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from test_ko import SAKER, en_sak

from vedtaksanalyse.sak import Bruker, Kovalg, Oppgave, Saksrisiko, Svar, Svarslag, Tilstand
from vedtaksanalyse.storage import open_lager

IDAG = date(2026, 3, 10)
ALT = Bruker("kari", "Kari", frozenset(), None)
EKSEMPEL = Bruker("kari", "Kari", frozenset(), frozenset({"Nav Eksempel"}))
INGEN = Bruker("kari", "Kari", frozenset(), frozenset())
ORDEN = ["lov", "mange", "svar", "hoy", "ute"]


@pytest.fixture
def lager(database):
    with open_lager(database) as lager:
        lager.save_vurderinger(SAKER)
        yield lager


def vis(lager, bruker=ALT, **valg):
    return lager.gjennomgang.load_koside(Kovalg(**valg), bruker, IDAG)


def ider(koside):
    return [post.rad.sak_id for post in koside.poster]


def test_in_the_order_of_the_reports(lager):
    koside = vis(lager)
    assert ider(koside) == ORDEN
    assert (koside.treff, koside.sider, koside.kontorer) == (5, 1, ["Nav Annet", "Nav Eksempel"])
    rader = {rad.sak_id: rad for rad in lager.load_ko()}
    assert [post.rad for post in koside.poster] == [rader[id_] for id_ in ORDEN]


def test_other_orders(lager):
    assert ider(vis(lager, sortering="frist")) == ["hoy", "lov", "mange", "ute", "svar"]
    assert set(ider(vis(lager, sortering="alder"))) == set(ORDEN)


def test_nothing_of_other_offices(lager):
    assert ider(vis(lager, EKSEMPEL)) == [id_ for id_ in ORDEN if id_ != "mange"]
    assert vis(lager, EKSEMPEL).kontorer == ["Nav Eksempel"]
    assert vis(lager, EKSEMPEL).antall["alle"] == 4
    tom = vis(lager, INGEN)
    assert (ider(tom), tom.treff, tom.kontorer, sum(tom.antall.values())) == ([], 0, [], 0)
    assert lager.gjennomgang.find_neste(INGEN, IDAG, "") is None


@pytest.mark.parametrize(
    ("valg", "venter"),
    [
        ({"kontor": "Nav Annet"}, ["mange"]),
        ({"kjede": "l"}, ["mange"]),
        ({"kjede": "%"}, []),
        ({"frist": "ute"}, ["svar", "ute"]),
        ({"frist": "snart"}, []),
        ({"sok": "MA"}, ["mange"]),
        ({"sok": "_"}, []),
        ({"sok": "'; DROP TABLE sak"}, []),
    ],
    ids=str,
)
def test_filters(lager, valg, venter):
    assert ider(vis(lager, **valg)) == venter


def test_soon_is_within_seven_days(lager):
    lager.save_vurderinger([en_sak(f"d{n}", Saksrisiko(9, 3, 3, ("k",), frist=date(2026, 3, 10 + n))) for n in (0, 7, 8)])
    assert set(ider(vis(lager, frist="snart"))) == {"d0", "d7"}


@pytest.mark.parametrize(
    ("tilstand", "hvem", "annenleser", "faner"),
    [
        (Tilstand.LEDIG, "", "", {"ledige"}),
        (Tilstand.TATT, "kari", "", {"mine"}),
        (Tilstand.TATT, "ola", "", set()),
        (Tilstand.VENTER, "kari", "", {"venter"}),
        (Tilstand.VENTER, "ola", "", set()),
        (Tilstand.RETUR, "kari", "ola", {"retur"}),
        (Tilstand.RETUR, "ola", "kari", set()),
        (Tilstand.ANNENLESER, "ola", "", {"annenleser"}),
        (Tilstand.ANNENLESER, "ola", "kari", {"annenleser"}),
        (Tilstand.ANNENLESER, "kari", "ola", {"annenleser"}),
        (Tilstand.ANNENLESER, "ola", "eva", set()),
        (Tilstand.FERDIG, "kari", "", {"ferdige"}),
        (Tilstand.FERDIG, "ola", "kari", {"ferdige"}),
        (Tilstand.FERDIG, "ola", "eva", set()),
    ],
)
def test_tabs(lager, tilstand, hvem, annenleser, faner):
    oppgave = Oppgave("hoy", tilstand=tilstand, hvem=hvem, annenleser=annenleser)
    lagret = lager.gjennomgang.change_oppgave(oppgave, "ola", "ta")
    sider = {fane: vis(lager, fane=fane) for fane in ("ledige", "mine", "venter", "retur", "annenleser", "ferdige", "alle")}
    assert {fane for fane, side in sider.items() if "hoy" in ider(side)} == faner | {"alle"}
    assert all(side.antall == sider["alle"].antall for side in sider.values())
    assert all(side.treff == side.antall[fane] == len(side.poster) for fane, side in sider.items())
    assert next(post for post in sider["alle"].poster if post.rad.sak_id == "hoy").oppgave == lagret


def test_who_has_waited_till_today_is_ones_own_again_in_order(lager):
    for sak_id, til in (("ute", date(2026, 3, 10)), ("lov", date(2026, 3, 1)), ("hoy", date(2026, 3, 11)), ("svar", None)):
        lager.gjennomgang.change_oppgave(Oppgave(sak_id, tilstand=Tilstand.VENTER, hvem="kari", vent_arsak="annet", vent_til=til), "kari", "vent")
    assert (ider(vis(lager, fane="mine")), ider(vis(lager, fane="venter"))) == (["lov", "ute"], ["svar", "hoy"])
    assert (vis(lager).antall["mine"], vis(lager).antall["venter"]) == (2, 2)
    assert lager.gjennomgang.find_neste(ALT, IDAG, "mange") == "lov"
    assert lager.gjennomgang.find_neste(ALT, date(2026, 2, 1), "mange") is None
    assert ider(vis(lager, Bruker("ola", "Ola", frozenset(), None), fane="mine")) == []


def test_page_by_page(lager):
    lager.save_vurderinger([en_sak(f"n{n:03}", Saksrisiko(4, 2, 2, ("k",))) for n in range(60)])
    sider = [vis(lager, side=n) for n in (1, 2, 3)]
    assert [len(s.poster) for s in sider] == [25, 25, 15]
    assert [id_ for s in sider for id_ in ider(s)] == [*ORDEN, *(f"n{n:03}" for n in range(60))]
    assert ider(vis(lager, side=99)) == ider(sider[2])
    assert vis(lager, side=99).valg.side == 3
    assert ider(vis(lager, side=-1)) == ider(sider[0])


def test_a_case_without_flags_is_there_when_it_is_drawn_or_touched(lager):
    assert "uten" not in ider(vis(lager, fane="alle"))
    lager.gjennomgang.add_trukne([Oppgave("uten", "Nav Eksempel", kontroll=True, blind=True, laner_plass="mange")])
    assert ider(vis(lager)) == ["lov", "mange", "uten", "svar", "hoy", "ute"]


def test_what_is_read_blind_stands_where_another_stands_and_no_filter_tells(lager):
    lager.gjennomgang.add_trukne([Oppgave("lov", "Nav Eksempel", blind=True, laner_plass="ute")])
    assert ider(vis(lager)) == ["mange", "svar", "hoy", "lov", "ute"]
    assert "lov" not in ider(vis(lager, kjede="k"))
    lager.gjennomgang.add_trukne([Oppgave("hoy", "Nav Eksempel", blind=True, laner_plass="mange")])
    assert ider(vis(lager, frist="ute")) == ["svar", "ute"]
    blinde = [post for post in vis(lager).poster if post.skjult]
    assert {post.rad.sak_id for post in blinde} == {"lov", "hoy"}
    ferdig = lager.gjennomgang.load_oppgave("lov")
    lager.gjennomgang.change_oppgave(replace(ferdig, tilstand=Tilstand.FERDIG, hvem="kari"), "kari", "fullfor")
    assert not vis(lager, fane="ferdige").poster[0].skjult


def test_next_is_ones_own_first_then_the_first_free(lager):
    assert lager.gjennomgang.find_neste(ALT, IDAG, "lov") == "mange"
    lager.gjennomgang.change_oppgave(Oppgave("ute", tilstand=Tilstand.TATT, hvem="kari"), "kari", "ta")
    assert lager.gjennomgang.find_neste(ALT, IDAG, "lov") == "ute"
    assert lager.gjennomgang.find_neste(ALT, IDAG, "ute") == "lov"


def _answer(lager, sak_id, hvem="kari", verdi="bekreft"):
    lager.gjennomgang.save_svar([Svar(sak_id, hvem, Svarslag.FLAGG, "x", verdi)])


def _assess_anew(lager, sak_id, flagg=None):
    """The same case by another version, with other flags where asked for."""
    sak = next(v for v in SAKER if v.sak.sak_id == sak_id)
    lager.save_vurderinger([sak if flagg is None else replace(sak, flagg=flagg)], {sak_id: "en annen"})


def test_a_case_assessed_anew_since_ones_own_answer_is_marked(lager):
    for sak_id in ("lov", "hoy", "mange"):
        lager.gjennomgang.change_oppgave(Oppgave(sak_id, tilstand=Tilstand.TATT, hvem="kari"), "kari", "ta")
    _answer(lager, "lov")
    _answer(lager, "hoy", "ola")
    _answer(lager, "mange")
    _answer(lager, "mange", verdi="")
    for sak_id in ("lov", "hoy", "mange"):
        _assess_anew(lager, sak_id)
    assert {p.rad.sak_id: p.omvurdert for p in vis(lager, fane="mine").poster} == {"lov": True, "mange": False, "hoy": False}
    _answer(lager, "lov")
    assert not any(p.omvurdert for p in vis(lager, fane="mine").poster)


def test_a_finished_case_with_other_flags_comes_first_where_it_was_finished(lager):
    for sak_id in ("lov", "hoy", "ute"):
        lager.gjennomgang.change_oppgave(Oppgave(sak_id, tilstand=Tilstand.FERDIG, hvem="kari"), "kari", "fullfor")
    assert (ider(vis(lager, fane="ferdige")), vis(lager, fane="ferdige").omvurdert) == (["lov", "hoy", "ute"], 0)
    _assess_anew(lager, "lov")
    _assess_anew(lager, "ute", ())
    side = vis(lager, fane="ferdige")
    assert [(p.rad.sak_id, p.omvurdert) for p in side.poster] == [("ute", True), ("lov", False), ("hoy", False)]
    assert (side.omvurdert, vis(lager, fane="alle").omvurdert) == (1, 0)
    sett = lager.gjennomgang.load_oppgave("ute")
    lager.gjennomgang.change_oppgave(sett, "kari", "la_sta")
    assert (ider(vis(lager, fane="ferdige")), vis(lager, fane="ferdige").omvurdert) == (["lov", "hoy", "ute"], 0)

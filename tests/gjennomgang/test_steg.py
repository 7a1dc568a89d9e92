"""How a case moves: every step from every state by everybody, and what each leaves behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.gjennomgang import find_steg, load_regler, take_steg
from vedtaksanalyse.sak import Bruker, Oppgave, Tilstand

REGLER = load_regler()
EIER = Bruker("eier", "Eier", frozenset({"saksgransker"}), None)
ANNEN = Bruker("annen", "Annen", frozenset({"annenleser"}), None)
LEDER = Bruker("leder", "Leder", frozenset({"leder"}), None)
SAK = Oppgave("S-1", "Nav Eksempel", hvem="eier")

# Who may do what, state by state, written out by hand: the file of rules is held against it.
LOV = {
    ("eier", Tilstand.LEDIG): {"ta"},
    ("eier", Tilstand.TATT): {"slipp", "vent", "send", "fullfor"},
    ("eier", Tilstand.VENTER): {"slipp", "fortsett", "vent"},
    ("eier", Tilstand.RETUR): {"slipp", "vent", "fortsett"},
    ("eier", Tilstand.ANNENLESER): {"trekk"},
    ("eier", Tilstand.FERDIG): {"gjenapne", "la_sta"},
    ("annen", Tilstand.LEDIG): {"ta", "tildel"},
    ("annen", Tilstand.TATT): {"tildel"},
    ("annen", Tilstand.VENTER): {"tildel"},
    ("annen", Tilstand.RETUR): {"tildel"},
    ("annen", Tilstand.ANNENLESER): {"godkjenn", "returner"},
    ("annen", Tilstand.FERDIG): set(),
}


@pytest.mark.parametrize(("hvem", "tilstand"), LOV, ids=str)
def test_the_steps_that_each_may_take(hvem, tilstand):
    oppgave = replace(SAK, tilstand=tilstand, hvem="" if tilstand == Tilstand.LEDIG else "eier")
    bruker = {"eier": EIER, "annen": ANNEN}[hvem]
    assert {steg.id for steg in find_steg(oppgave, bruker, REGLER)} == LOV[hvem, tilstand]


@pytest.mark.parametrize(("steg", "tilstand"), list(product(REGLER.steg, Tilstand)), ids=str)
def test_what_is_not_offered_is_refused(steg, tilstand):
    oppgave = replace(SAK, tilstand=tilstand, hvem="" if tilstand == Tilstand.LEDIG else "eier")
    for bruker in (EIER, ANNEN, LEDER):
        lovlige = {ett.id for ett in find_steg(oppgave, bruker, REGLER)}
        if steg not in lovlige:
            with pytest.raises(Bruksfeil) as feil:
                take_steg(steg, oppgave, bruker, REGLER, til="annen", arsak="annet")
            assert feil.value.kode == "steg_ulovlig"
        else:
            ny = take_steg(steg, oppgave, bruker, REGLER, til="ny", arsak="annet")
            assert ny.tilstand == REGLER.steg[steg].til


def test_a_leader_may_move_nothing():
    assert [find_steg(replace(SAK, tilstand=tilstand), LEDER, REGLER) for tilstand in Tilstand] == [[]] * len(Tilstand)


def test_taken_by_the_one_who_takes_it_and_given_to_the_one_it_is_given_to():
    ledig = replace(SAK, hvem="")
    assert take_steg("ta", ledig, EIER, REGLER, til="annen").hvem == "eier"
    assert take_steg("tildel", ledig, ANNEN, REGLER, til="eier").hvem == "eier"
    with pytest.raises(Bruksfeil, match="steg_til"):
        take_steg("tildel", ledig, ANNEN, REGLER)


def test_waiting_needs_a_known_reason_and_ends_with_it():
    tatt = replace(SAK, tilstand=Tilstand.TATT)
    with pytest.raises(Bruksfeil, match="steg_arsak"):
        take_steg("vent", tatt, EIER, REGLER, arsak="fordi")
    venter = take_steg("vent", tatt, EIER, REGLER, arsak="avklaring", dato=date(2026, 4, 1))
    assert (venter.vent_arsak, venter.vent_til, venter.hvem) == ("avklaring", date(2026, 4, 1), "eier")
    igjen = take_steg("fortsett", venter, EIER, REGLER)
    assert (igjen.vent_arsak, igjen.vent_til, igjen.tilstand) == ("", None, Tilstand.TATT)
    lenger = take_steg("vent", venter, EIER, REGLER, arsak="annet", dato=date(2026, 5, 1))
    assert (lenger.vent_arsak, lenger.vent_til) == ("annet", date(2026, 5, 1))


@pytest.mark.parametrize(
    ("tilstand", "til", "ventet"),
    [
        (Tilstand.VENTER, date(2026, 3, 9), True), (Tilstand.VENTER, date(2026, 3, 10), True), (Tilstand.VENTER, date(2026, 3, 11), False),
        (Tilstand.VENTER, None, False), (Tilstand.TATT, date(2026, 3, 9), False),
    ],
)  # fmt: skip
def test_waiting_ends_on_its_day(tilstand, til, ventet):
    assert replace(SAK, tilstand=tilstand, vent_til=til).har_ventet(date(2026, 3, 10)) is ventet


def test_nobody_reads_their_own_case_a_second_time():
    tatt = replace(SAK, tilstand=Tilstand.TATT)
    with pytest.raises(Bruksfeil, match="steg_til"):
        take_steg("send", tatt, EIER, REGLER, til="eier")
    sendt = take_steg("send", tatt, EIER, REGLER)
    begge = Bruker("eier", "Eier", frozenset({"saksgransker", "annenleser"}), None)
    assert "godkjenn" not in {steg.id for steg in find_steg(sendt, begge, REGLER)}
    assert take_steg("godkjenn", sendt, ANNEN, REGLER).annenleser == "annen"


def test_sent_to_one_no_other_may_approve():
    sendt = take_steg("send", replace(SAK, tilstand=Tilstand.TATT), EIER, REGLER, til="tredje")
    assert find_steg(sendt, ANNEN, REGLER) == []


def test_let_go_of_it_is_nobodys():
    sluppet = take_steg("slipp", replace(SAK, tilstand=Tilstand.RETUR, annenleser="annen"), EIER, REGLER)
    assert (sluppet.tilstand, sluppet.hvem, sluppet.annenleser) == (Tilstand.LEDIG, "", "")


def test_a_role_nobody_knows_gives_nothing():
    fremmed = Bruker("x", "X", frozenset({"sjef"}), None)
    assert not any(REGLER.har(fremmed, rettighet) for rettighet in REGLER.alle_rettigheter)


def test_every_name_is_in_both_forms():
    for gruppe in (REGLER.roller, REGLER.steg, REGLER.tilstander, REGLER.vent, REGLER.svar, REGLER.grunner, REGLER.utfall):
        assert gruppe
        assert all(set(ett.navn) == {"nb", "nn"} and all(ett.navn.values()) for ett in gruppe.values())

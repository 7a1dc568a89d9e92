"""Which cases must be read by two, and what that leaves to the one who has them."""

from __future__ import annotations

import pytest

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.gjennomgang import Annenlesing, find_steg, load_regler, take_steg
from vedtaksanalyse.gjennomgang.annenlesing import MAATER
from vedtaksanalyse.sak import Bruker, Oppgave, Tilstand

REGLER = load_regler()
EIER = Bruker("eier", "Eier", frozenset({"saksgransker", "annenleser"}), None)
ANNEN = Bruker("annen", "Annen", frozenset({"annenleser"}), None)
TATT = Oppgave("S-1", tilstand=Tilstand.TATT, hvem="eier")
IDER = [f"S-{n}" for n in range(4000)]


def test_never_always_and_the_share_asked_for():
    assert not any(Annenlesing("aldri", 1.0, "fro").gjelder(id_) for id_ in IDER)
    assert all(Annenlesing("alltid", 0.0, "fro").gjelder(id_) for id_ in IDER)
    trukket = {id_ for id_ in IDER if Annenlesing("andel", 0.2, "fro").gjelder(id_)}
    assert 0.17 < len(trukket) / len(IDER) < 0.23
    assert trukket == {id_ for id_ in reversed(IDER) if Annenlesing("andel", 0.2, "fro").gjelder(id_)}
    assert trukket < {id_ for id_ in IDER if Annenlesing("andel", 0.4, "fro").gjelder(id_)}
    assert trukket != {id_ for id_ in IDER if Annenlesing("andel", 0.2, "annet").gjelder(id_)}


def test_nobody_finishes_alone_what_two_must_read():
    for maate, alene in (("aldri", True), ("alltid", False)):
        steg = {ett.id for ett in find_steg(TATT, EIER, REGLER, Annenlesing(maate))}
        assert ("fullfor" in steg, "send" in steg) == (alene, True)
    with pytest.raises(Bruksfeil, match="steg_ulovlig"):
        take_steg("fullfor", TATT, EIER, REGLER, Annenlesing("alltid"))
    sendt = take_steg("send", TATT, EIER, REGLER, Annenlesing("alltid"))
    assert find_steg(sendt, EIER, REGLER, Annenlesing("alltid"))[0].id == "trekk"
    assert take_steg("godkjenn", sendt, ANNEN, REGLER, Annenlesing("alltid")).tilstand == Tilstand.FERDIG


def test_every_way_has_its_words():
    assert set(REGLER.annenlesing) == set(MAATER)
    assert all(set(ett.navn) == {"nb", "nn"} for ett in REGLER.annenlesing.values())
    assert [steg.id for steg in REGLER.steg.values() if steg.alene] == ["fullfor"]

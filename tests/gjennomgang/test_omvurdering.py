"""What a person is told of a case that was assessed anew."""

from __future__ import annotations

from dataclasses import replace

import pytest

from vedtaksanalyse.gjennomgang import find_gjeldende, find_omvurdering
from vedtaksanalyse.gjennomgang.omvurdering import find_flagg_da
from vedtaksanalyse.sak import Flagg, Hendelse, Oppgave, Svar, Svarslag, Tilstand

FLAGG = tuple(Flagg(navn, "k", 0.5, 3, 9, "", "", hint=navn == "hint") for navn in ("a", "b", "hint"))
TATT = Oppgave("S-1", tilstand=Tilstand.TATT, hvem="jeg")
SVAR = [
    Svar("S-1", "jeg", Svarslag.FLAGG, "a", "bekreft", saksnokkel="gammel"),
    Svar("S-1", "jeg", Svarslag.FLAGG, "borte", "bekreft", saksnokkel="gammel"),
    Svar("S-1", "jeg", Svarslag.FLAGG, "b", "bekreft", saksnokkel="ny"),
    Svar("S-1", "jeg", Svarslag.SAK, "", "merknad", saksnokkel="gammel"),
]


def _ask(svar, oppgave=TATT, hendelser=(), flagg=FLAGG):
    return find_omvurdering(oppgave, find_gjeldende(svar, "jeg"), hendelser, "ny", flagg)


def _ferdig(flagg: str, slag: str = "fullfor") -> Hendelse:
    return Hendelse("S-1", "jeg", slag, None, {"flagg": flagg, "versjon": "gammel"})


def test_answers_on_an_older_version_are_told_and_flags_that_are_gone_apart():
    ett = _ask(SVAR)
    assert [(s.slag, s.gjelder) for s in ett.eldre] == [("flagg", "a"), ("sak", "")]
    assert (ett.borte, ett.nye) == (("borte",), ())
    igjen = [replace(s, saksnokkel="ny") for s in SVAR if s.gjelder != "borte"]
    assert not _ask(igjen)
    assert not _ask([])


@pytest.mark.parametrize(
    ("da", "nye", "borte"), [("a b", (), ()), ("a", ("b",), ()), ("a b c", (), ("c",)), ("", ("a", "b"), ()), ("c", ("a", "b"), ("c",))]
)
def test_a_finished_case_tells_which_flags_came_and_went_and_not_that_answers_are_older(da, nye, borte):
    ferdig = replace(TATT, tilstand=Tilstand.FERDIG)
    ett = _ask(SVAR, ferdig, [_ferdig("x y"), Hendelse("S-1", "jeg", "gjenapne", None), _ferdig(da), Hendelse("S-1", "du", "annet", None)])
    assert (ett.eldre, ett.nye, ett.borte) == ((), nye, borte)


def test_finished_before_anybody_wrote_flags_down():
    assert find_flagg_da([Hendelse("S-1", "jeg", "fullfor", None)]) is None
    assert not _ask(SVAR, replace(TATT, tilstand=Tilstand.FERDIG), [Hendelse("S-1", "jeg", "fullfor", None)])

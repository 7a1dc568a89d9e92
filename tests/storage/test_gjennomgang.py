"""People's work as it is kept: nothing written over, nothing lost, nobody in two hands."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from lagersaker import en_vurdering

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.gjennomgang import Trekning, draw_nye, draw_saker
from vedtaksanalyse.sak import Oppgave, Saksrisiko, Svar, Svarslag, Tilstand
from vedtaksanalyse.storage import open_lager

FELT = {
    "kontor": "Nav Ås", "tilstand": Tilstand.VENTER, "hvem": "kari", "annenleser": "ola", "vent_arsak": "annet",
    "vent_til": date(2026, 4, 1), "kontroll": True, "blind": True, "laner_plass": "S-9", "andel": 0.1,
}  # fmt: skip
SVAR = Svar(
    "S-1", "kari", Svarslag.GRAD, "barn", "ja", "annet", "Se s. 2 – «klart».", (("vedtak", 0, 5), ("notat", 3, 9)), True, "n" * 64
)


@pytest.fixture
def lager(database):
    with open_lager(database) as lager:
        yield lager


@pytest.fixture
def gjennomgang(lager):
    return lager.gjennomgang


def test_a_case_nobody_touched_is_free(gjennomgang):
    assert gjennomgang.load_oppgave("S-1") == Oppgave("S-1")


def test_a_task_comes_back_as_it_was(gjennomgang):
    lagret = gjennomgang.change_oppgave(Oppgave("S-1", **FELT), "kari", "vent", {"arsak": "annet", "melding": "Æ «ø»"})
    assert gjennomgang.load_oppgave("S-1") == lagret
    assert replace(lagret, utgave=0, endret=None) == Oppgave("S-1", **FELT)
    hendelse = gjennomgang.load_hendelser("S-1")[0]
    assert (hendelse.hvem, hendelse.slag, hendelse.tid) == ("kari", "vent", lagret.endret)
    assert hendelse.felt == {"arsak": "annet", "melding": "Æ «ø»"}


def test_who_changes_what_another_has_changed_is_told(gjennomgang):
    forst = gjennomgang.change_oppgave(Oppgave("S-1", hvem="kari"), "kari", "ta")
    gjennomgang.change_oppgave(replace(forst, hvem="ola"), "ola", "tildel")
    for gammel in (forst, Oppgave("S-1", hvem="eva")):
        with pytest.raises(Bruksfeil, match="samtidig"):
            gjennomgang.change_oppgave(gammel, "eva", "ta")
    assert gjennomgang.load_oppgave("S-1").hvem == "ola"
    assert [h.slag for h in gjennomgang.load_hendelser("S-1")] == ["ta", "tildel"]


def test_one_of_many_gets_a_free_case(gjennomgang):
    def ta(hvem: str) -> bool:
        try:
            gjennomgang.change_oppgave(Oppgave("S-1", tilstand=Tilstand.TATT, hvem=hvem), hvem, "ta")
        except Bruksfeil:
            return False
        return True

    with ThreadPoolExecutor(6) as trader:
        fikk = list(trader.map(ta, [f"p{n}" for n in range(6)]))
    assert fikk.count(True) == 1
    assert gjennomgang.load_oppgave("S-1").hvem == f"p{fikk.index(True)}"
    assert len(gjennomgang.load_hendelser("S-1")) == 1


def test_every_answer_is_kept_in_order(gjennomgang):
    andre = replace(SVAR, verdi="nei", kommentar="")
    gjennomgang.save_svar([SVAR])
    gjennomgang.save_svar([andre, replace(SVAR, sak_id="S-2")])
    gjennomgang.save_svar([])
    lest = gjennomgang.load_svar("S-1")
    assert [replace(s, tid=None, saksnokkel=SVAR.saksnokkel) for s in lest] == [SVAR, andre]
    assert all(s.tid.utcoffset().total_seconds() == 0 for s in lest)


def test_the_drawn_join_the_tasks_once(gjennomgang):
    trukket = [Oppgave(f"S-{n}", "Nav Ås", kontroll=True, blind=True, andel=0.1) for n in range(3)]
    gjennomgang.change_oppgave(Oppgave("S-0", hvem="kari", tilstand=Tilstand.TATT), "kari", "ta")
    assert gjennomgang.add_trukne(trukket) == 2
    assert gjennomgang.add_trukne(trukket) == 0
    assert gjennomgang.load_oppgave("S-0").hvem == "kari"
    assert gjennomgang.load_oppgave("S-1").kontroll


def test_an_answer_tells_on_which_version_of_the_case_it_was_given(lager):
    lager.save_vurderinger([en_vurdering("S-1")], {"S-1": "a"})
    lager.gjennomgang.save_svar([SVAR])
    lager.save_vurderinger([en_vurdering("S-1")], {"S-1": "b"})
    lager.gjennomgang.save_svar([SVAR])
    assert [s.saksnokkel for s in lager.gjennomgang.load_svar("S-1")] == ["a", "b"]
    assert lager.gjennomgang.load_saksnokkel("S-1") == "b"
    assert lager.gjennomgang.load_saksnokkel("S-2") == ""
    g = lager.gjennomgang
    g.change_oppgave(Oppgave("S-1", hvem="kari", tilstand=Tilstand.TATT), "kari", "ta")
    assert g.load_stand("S-1") == (g.load_oppgave("S-1"), g.load_svar("S-1"), g.load_hendelser("S-1"), "b")
    assert g.load_stand("S-2") == (Oppgave("S-2"), [], [], "")


def test_answers_outlive_the_case_but_their_words_do_not(lager):
    lager.save_vurderinger([en_vurdering("S-1"), en_vurdering("S-2")])
    lager.gjennomgang.save_svar([SVAR, replace(SVAR, sak_id="S-2"), replace(SVAR, kommentar="")])
    lager.gjennomgang.change_oppgave(Oppgave("S-1", hvem="kari"), "kari", "send", {"melding": "Se på barnet."})
    kvittering = lager.slett(["S-1"], "ordre", datetime(2026, 5, 1, tzinfo=UTC))
    assert kvittering.kommentarer == 1
    assert [(s.verdi, s.kommentar, s.sitat) for s in lager.gjennomgang.load_svar("S-1")] == [("ja", "", ())] * 2
    assert [h.felt for h in lager.gjennomgang.load_hendelser("S-1")] == [{}]
    assert lager.gjennomgang.load_svar("S-2")[0].kommentar == SVAR.kommentar
    assert lager.load_kvitteringer() == [kvittering]


def test_what_is_drawn_among_stored_cases_joins_the_tasks_once(lager):
    risiko = (None, Saksrisiko(9, 3, 3, ("k",)))
    lager.save_vurderinger([en_vurdering(f"S-{n}", risiko=risiko[n % 2], flagg=()) for n in range(40)])
    assert draw_nye(lager, Trekning()) == 0
    antall = draw_nye(lager, Trekning(0.5, 0.5, "fro"))
    assert antall == len(draw_saker(lager.load_ko(), 0.5, 0.5, "fro")) > 5
    assert draw_nye(lager, Trekning(0.5, 0.5, "fro")) == 0

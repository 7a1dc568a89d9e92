"""Draws and folders in the store: what was put in comes out, and what was drawn stays."""

from dataclasses import replace
from datetime import date

import pytest
from lagersaker import VERSJONER, en_uvurdert, en_vurdering
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from vedtaksanalyse import sak as s
from vedtaksanalyse.errors import Bruksfeil, Feil, IkkeFunnet
from vedtaksanalyse.storage import find_rammesum, open_lager
from vedtaksanalyse.storage.stikkprover import FORKASTET

PLAN = s.Utvalgsplan(
    "Høst", "egenvurdering", 2, s.Utvalgsmate.STRATIFISERT, s.Fordeling.NEYMAN, ("sakstype", "maned"), ("Nav Ås",), date(2026, 1, 1),
    date(2026, 6, 30), 0.2, 0.5, "frø", (7,),
)  # fmt: skip
RAMME = [
    s.Rammesak("S-1", "Nav Ås", "ny", andel=0.5, vekt=0.25, nr=1, saksnokkel="k1", maskin={"krav.1": 0.25}, aktuelt={"krav.1": 1.0}),
    s.Rammesak("S-2", "Nav Ås", "langtid", andel=0.5, saksnokkel="k2"),
    s.Rammesak("S-3", "Nav Ås", utelatt="uten_vedtak"),
]


@pytest.fixture
def lager(database):
    with open_lager(database) as lager:
        yield lager


def test_a_draw_comes_back_as_it_was_made(lager):
    laget = lager.stikkprover.add(PLAN, "kari", RAMME, ("v2", "v1"))
    assert laget.plan == PLAN and (laget.ramme, laget.utelatt, laget.trukket) == (2, 1, 1)
    assert laget.versjoner == ("v1", "v2") and laget.rammesum == find_rammesum(RAMME) == find_rammesum(RAMME[::-1])
    assert lager.stikkprover.load(laget.id) == laget and lager.stikkprover.list_alle() == [laget]
    assert lager.stikkprover.load_ramme(laget.id) == RAMME
    assert lager.stikkprover.load_ramme(laget.id, trukket=True) == RAMME[:1]
    assert lager.stikkprover.load_mapper(laget.id) == []


def test_a_draw_and_its_folders_are_stored_together_or_not_at_all(lager):
    laget = lager.stikkprover.add(PLAN, "kari", RAMME, (), [s.Mappe(0, "S-1"), s.Mappe(0, "S-1", 2, blind=True)])
    assert [(ett.stikkprove, ett.plass, ett.blind) for ett in lager.stikkprover.load_mapper(laget.id)] == [(laget.id, 1, False), (laget.id, 2, True)]
    with pytest.raises((DBAPIError, Feil)):
        lager.stikkprover.add(PLAN, "kari", RAMME, (), [s.Mappe(0, "S-1"), s.Mappe(0, "S-1")])
    assert lager.stikkprover.list_alle() == [laget]


def test_every_draw_is_kept_and_one_given_up_says_why(lager):
    forste, andre = (lager.stikkprover.add(PLAN, "kari", RAMME) for _ in range(2))
    lager.stikkprover.add_hendelse(forste.id, "kari", FORKASTET, {"grunn": "feil_periode"})
    assert [ett.forkastet for ett in lager.stikkprover.list_alle()] == ["", "feil_periode"]
    assert [ett.slag for ett in lager.stikkprover.load_hendelser(forste.id)] == ["trukket", "forkastet"]
    assert lager.stikkprover.load(andre.id).forkastet == ""
    with pytest.raises(IkkeFunnet):
        lager.stikkprover.load(99)


@pytest.mark.parametrize("setning", ["UPDATE stikkprove SET navn = 'x'", "DELETE FROM rammesak", "DELETE FROM provehendelse"])
def test_nobody_changes_a_draw(lager, setning):
    lager.stikkprover.add(PLAN, "kari", RAMME)
    with pytest.raises((DBAPIError, Feil)), lager._engine.begin() as forbindelse:
        forbindelse.execute(text(setning))
    assert lager.stikkprover.load_ramme(1) == RAMME


def test_the_rows_for_a_frame_tell_of_verdicts_and_flags(lager):
    en = en_vurdering("S-1")
    lager.save_vurderinger([en, en_uvurdert(), en_vurdering("S-9", flagg=(replace(en.flagg[0], hint=True),))])
    rader = list(lager.stikkprover.stream_rammerader())
    assert [rad.sak_id for rad in rader] == ["S-1", "S-2", "S-9"]
    assert rader[0].grader == {"a.b": "ja", "c": "nei"} and rader[0].sannsynlighet["a.b"] == {"ja": 0.1 + 0.2, "nei": 1e-12}
    assert rader[0].verdier == {"a.b": ("livsopphold",), "c": ()} and rader[0].vedtaksdato == date(2026, 3, 1)
    assert (rader[0].flagg, rader[0].hint, rader[2].flagg, rader[2].hint) == (("f",), (), (), ("f",))
    assert rader[1].status != s.Saksstatus.VURDERT and rader[1].grader == {}
    assert {rad.versjon for rad in rader} == {VERSJONER.nokkel}
    assert [rad.sak_id for rad in lager.stikkprover.stream_rammerader({"Nav Eksempel"}, date(2026, 3, 1), date(2026, 3, 1))] == ["S-1", "S-9"]
    assert list(lager.stikkprover.stream_rammerader({"Nav Ås"})) == list(lager.stikkprover.stream_rammerader(til=date(2026, 2, 1))) == []


def test_two_people_do_not_take_the_same_folder(lager):
    lager.stikkprover.add_mapper([s.Mappe(1, "S-1"), s.Mappe(1, "S-1", 2, blind=True)])
    forste, andre = lager.stikkprover.load_mapper(1, "S-1")
    assert (andre.plass, andre.blind) == (2, True)
    tatt = lager.stikkprover.change_mappe(replace(forste, hvem="kari", tilstand=s.Mappestand.TATT))
    assert lager.stikkprover.load_mapper(1) == [tatt, andre]
    with pytest.raises(Bruksfeil):
        lager.stikkprover.change_mappe(replace(forste, hvem="ola", tilstand=s.Mappestand.TATT))


def test_answers_are_added_with_the_version_of_their_case_and_lose_their_words_when_it_is_deleted(lager):
    lager.save_vurderinger([en_vurdering("S-1")], {"S-1": "nøkkel"})
    ett = s.Mappesvar(1, "S-1", 1, "kari", "krav.1", "nei", "merknad", (("vedtak", 0, 5),), "delvis", True)
    lager.stikkprover.save_mappesvar([ett])
    (lagret,) = lager.stikkprover.load_mappesvar(1)
    assert replace(lagret, tid=None) == replace(ett, saksnokkel="nøkkel")
    assert lager.stikkprover.load_mappesvar(2) == lager.stikkprover.load_mappesvar(sak_id="S-2") == []
    lager.delete_saker(["S-1"])
    (igjen,) = lager.stikkprover.load_mappesvar(sak_id="S-1")
    assert (igjen.verdi, igjen.merknad, igjen.sitat) == ("nei", "", ())


def test_the_last_outcome_and_the_last_decision_stand(lager):
    bok = lager.flaggbok
    bok.add_klageutfall([s.Klageutfall("S-1", "stadfestet"), s.Klageutfall("S-2", "endret"), s.Klageutfall("S-1", "opphevet", date(2026, 5, 1), "liste", "kari")])
    bok.add_klageutfall([s.Klageutfall("S-2", "")])
    assert {k: (v.utfall, v.dato) for k, v in bok.load_klageutfall().items()} == {"S-1": ("opphevet", date(2026, 5, 1))}
    bok.add_flaggstand(s.Flaggstand("f", "hint", "presisjon", "kari", {"presisjon": "0.4"}))
    bok.add_flaggstand(s.Flaggstand("f", "aktiv"))
    assert bok.load_flaggstand()["f"].tilstand == "aktiv" and [ett.tilstand for ett in bok.list_flaggstand("f")] == ["hint", "aktiv"]


def test_who_reads_which_cases_blind_is_known_until_they_finish_or_the_draw_is_given_up(lager):
    for _ in range(2):
        lager.stikkprover.add(PLAN, "kari", RAMME, mapper=[s.Mappe(0, "S-1", blind=True), s.Mappe(0, "S-2")])
    assert lager.stikkprover.find_blinde("ola") == lager.stikkprover.find_blinde("") - {"S-1"} == frozenset()
    for nummer in (1, 2):
        for ett in lager.stikkprover.load_mapper(nummer):
            lager.stikkprover.change_mappe(replace(ett, hvem="ola", tilstand=s.Mappestand.TATT))
    assert lager.stikkprover.find_blinde("ola") == {"S-1"}
    forste = lager.stikkprover.load_mapper(1, "S-1")[0]
    lager.stikkprover.change_mappe(replace(forste, tilstand=s.Mappestand.FERDIG))
    assert lager.stikkprover.find_blinde("ola") == {"S-1"}
    lager.stikkprover.add_hendelse(2, "kari", FORKASTET, {"grunn": "annet"})
    assert lager.stikkprover.find_blinde("ola") == frozenset()

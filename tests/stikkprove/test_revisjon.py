"""Draws in the store: made again they are the same, and what was tampered with shows."""

from dataclasses import replace

import pytest
from delt import get_katalog
from provesaker import VERSJONER, en_plan, en_sak
from sqlalchemy import create_engine, text

from vedtaksanalyse import sak as s
from vedtaksanalyse.errors import Bruksfeil, IkkeFunnet
from vedtaksanalyse.stikkprove.revisjon import Avvik, Kontroll, find_forhistorie, repeat_trekk
from vedtaksanalyse.stikkprove.trekk import discard_stikkprove, do_trekk, list_trukket, load_ramme
from vedtaksanalyse.storage import open_lager

KATALOG = get_katalog()
STRATIFISERT = en_plan(8, mate=s.Utvalgsmate.STRATIFISERT, strata=("sakstype",), fordeling=s.Fordeling.NEYMAN, dobbeltandel=0.25, blindandel=0.5)


@pytest.fixture
def lager(database):
    with open_lager(database) as lager:
        uvurdert = replace(en_sak(40), status=s.Saksstatus.KAN_IKKE_VURDERES, arsak="uten_vedtak", vurderinger=(), svakt_vedtak=None)
        pii = (s.PiiFunn(s.Belegg("vedtak", 0, 4), "navn", 1.0),)
        lager.save_vurderinger([*(en_sak(nr) for nr in range(20)), replace(en_sak(41), pii=pii), uvurdert], {f"S-{nr:03}": f"k{nr}" for nr in range(20)})
        yield lager


@pytest.mark.parametrize("plan", [en_plan(5), en_plan(5, mate=s.Utvalgsmate.RISIKO), STRATIFISERT], ids=lambda plan: plan.mate.value)
def test_a_stored_draw_is_made_again_from_its_frame(lager, plan):
    prove = do_trekk(lager, plan, "kari", KATALOG)
    assert (prove.ramme, prove.utelatt, prove.versjoner) == (20, 2, (VERSJONER.nokkel,))
    ramme = lager.stikkprover.load_ramme(prove.id)
    assert {ett.sak_id: ett.utelatt for ett in ramme if ett.utelatt} == {"S-040": "ikke_vurdert", "S-041": "holdt"}
    assert lager.stikkprover.load_ramme(prove.id, trukket=True) == list_trukket(ramme)
    mapper = lager.stikkprover.load_mapper(prove.id)
    assert {m.sak_id for m in mapper} == {ett.sak_id for ett in list_trukket(ramme)} and all(m.stikkprove == prove.id for m in mapper)
    lager.delete_saker([ett.sak_id for ett in ramme[:3]])
    assert repeat_trekk(lager, prove.id) == Kontroll(prove)


def test_what_is_shown_with_its_identifiers_can_be_drawn(lager):
    assert do_trekk(lager, en_plan(30), "kari", KATALOG, s.Vern.VARSLE).trukket == 21


def test_nobody_chose_the_seed_that_nobody_gave(lager):
    forste, andre = (do_trekk(lager, en_plan(5, fro=" "), "kari", KATALOG) for _ in range(2))
    assert len(forste.plan.fro) >= 16 and forste.plan.fro != andre.plan.fro
    assert repeat_trekk(lager, forste.id).lik and repeat_trekk(lager, andre.id).lik


def test_every_draw_is_kept_and_one_like_an_earlier_says_so(lager):
    prover = [
        do_trekk(lager, plan, "kari", KATALOG)
        for plan in (en_plan(5), en_plan(5, navn="Igjen", dobbeltandel=1.0), en_plan(5, fro="nytt"), en_plan(2, kontorer=("Nav Sør",)))
    ]
    alle = lager.stikkprover.list_alle()
    historie = [find_forhistorie(prove, alle) for prove in prover]
    assert [(h.samme, h.liknende) for h in historie] == [((), ()), ((1,), ()), ((), (1, 2)), ((), (1, 2, 3))]
    trukket = [[ett.sak_id for ett in lager.stikkprover.load_ramme(p.id, trukket=True)] for p in prover]
    assert trukket[0] == trukket[1] != trukket[2]
    nord = do_trekk(lager, en_plan(2, kontorer=("Nav Nord",), utenom=(1,)), "kari", KATALOG)
    assert find_forhistorie(nord, lager.stikkprover.list_alle()).liknende == (1, 2, 3)
    assert not {ett.sak_id for ett in lager.stikkprover.load_ramme(nord.id, trukket=True)} & set(trukket[0])
    assert {ett.utelatt for ett in lager.stikkprover.load_ramme(nord.id)} == {"", "trukket_for", "ikke_vurdert"}
    lager.save_vurderinger([en_sak(3, svakt_vedtak=0.99)], {"S-003": "ny"})
    ny = do_trekk(lager, en_plan(5), "kari", KATALOG)
    assert find_forhistorie(ny, lager.stikkprover.list_alle()).samme == (), "another frame is another draw"
    with pytest.raises(IkkeFunnet):
        do_trekk(lager, en_plan(2, utenom=(99,)), "kari", KATALOG)


def test_a_frame_that_is_only_looked_at_is_the_same_but_for_the_machine(lager):
    med, uten = (load_ramme(lager, STRATIFISERT, KATALOG, med_maskin=valg)[0] for valg in (True, False))
    assert any(ett.maskin for ett in med) and [replace(ett, maskin={}, aktuelt={}) for ett in med] == uten


@pytest.mark.parametrize(
    ("setning", "avvik"),
    [
        ("UPDATE rammesak SET stratum = 'annet' WHERE sak_id = (SELECT min(sak_id) FROM rammesak WHERE nr IS NULL AND utelatt = '')", {Avvik.RAMME}),
        ("DELETE FROM rammesak WHERE sak_id = (SELECT min(sak_id) FROM rammesak WHERE nr IS NULL AND utelatt = '')", {Avvik.RAMME, Avvik.ANTALL}),
        ("UPDATE rammesak SET nr = 3 - nr WHERE nr < 3", {Avvik.TREKK}),
        ("UPDATE rammesak SET andel = 0.123 WHERE nr = 1", {Avvik.ANDELER}),
        ("UPDATE rammesak SET utelatt = 'holdt', nr = NULL WHERE nr = 1", {Avvik.RAMME, Avvik.ANTALL}),
        ("UPDATE stikkprove SET plan = replace(plan, 'stratifisert', 'enkel')", set(Avvik) - {Avvik.RAMME, Avvik.ANTALL}),
        ("UPDATE mappe SET blind = NOT blind", {Avvik.MAPPER}),
        ("DELETE FROM mappe WHERE plass = 2", {Avvik.MAPPER}),
    ],
)  # fmt: skip
def test_whoever_gets_around_the_locks_is_found_out(lager, database, setning, avvik):
    prove = do_trekk(lager, STRATIFISERT, "kari", KATALOG)
    motor = create_engine(database.replace("postgresql://", "postgresql+psycopg://"))
    with motor.begin() as forbindelse:
        if motor.dialect.name == "postgresql":
            for tabell in ("stikkprove", "rammesak"):
                forbindelse.execute(text(f"ALTER TABLE {tabell} DISABLE TRIGGER USER"))
        else:
            for tabell in ("stikkprove", "rammesak"):
                for hva in ("update", "delete"):
                    forbindelse.execute(text(f"DROP TRIGGER {tabell}_{hva}"))
        forbindelse.execute(text(setning))
    motor.dispose()
    kontroll = repeat_trekk(lager, prove.id)
    assert not kontroll.lik and avvik <= set(kontroll.avvik), kontroll.avvik


def test_a_draw_is_given_up_once_with_a_reason(lager):
    prove = do_trekk(lager, en_plan(5), "kari", KATALOG)
    with pytest.raises(Bruksfeil):
        discard_stikkprove(lager, prove.id, "kari", "fordi")
    assert discard_stikkprove(lager, prove.id, "ola", "feil_plan").forkastet == "feil_plan"
    with pytest.raises(Bruksfeil):
        discard_stikkprove(lager, prove.id, "kari", "annet")
    assert [(h.slag, h.hvem) for h in lager.stikkprover.load_hendelser(prove.id)] == [("trukket", "kari"), ("forkastet", "ola")]
    assert repeat_trekk(lager, prove.id).lik

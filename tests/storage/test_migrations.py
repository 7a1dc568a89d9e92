"""The schema made, taken back and made again, with rows in every table and on every kind of database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from lagersaker import VERSJONER, en_uvurdert, en_vurdering
from sqlalchemy import inspect, text

from vedtaksanalyse.sak import (
    Avgjorelse,
    Bruker,
    Driftstall,
    Flaggstand,
    Innsyn,
    Klageutfall,
    Klarering,
    Mappe,
    Mappesvar,
    Modellhendelse,
    Modellkandidat,
    Oppgave,
    Rammesak,
    Svar,
    Svarslag,
    Utvalgsplan,
    Valg,
)
from vedtaksanalyse.storage import Filrad, Lager, open_lager
from vedtaksanalyse.storage import database as db
from vedtaksanalyse.storage.personverntabeller import slettet, sletting
from vedtaksanalyse.storage.schema import REVISJON, metadata

NAA = datetime(2026, 3, 1, 12, tzinfo=UTC)


def _revisjoner() -> list[str]:
    """All, the newest first."""
    oppsett = Config()
    oppsett.set_main_option("script_location", str(db.files("vedtaksanalyse.storage") / "migrations"))
    return [ett.revision for ett in ScriptDirectory.from_config(oppsett).walk_revisions()]


REVISJONER = _revisjoner()


@pytest.fixture
def engine(database):
    engine = db.open_database(database)
    yield engine
    engine.dispose()


def test_the_migrations_make_the_tables_of_the_schema(engine):
    assert REVISJONER[0] == REVISJON
    assert _compare(engine) == []


def test_down_to_nothing_and_up_again(database, engine):
    db.migrer(engine, "base", ned=True)
    assert set(inspect(engine).get_table_names()) == {"alembic_version"}
    with open_lager(database) as lager:
        lager.save_vurderinger([en_vurdering()])
        assert list(lager.load_vurderinger()) == [en_vurdering()]


# What a step cannot keep: rows that the older schema has no place for, and columns that are made anew.
UTEN_PLASS = {"0008": lambda tabell, rad: tabell == "fil" and rad["del_av"]}
LAGES_NYE = {"0005": {"gjenbruk", "egenandel"}}


def test_there_and_back_with_data_in_all_tables(engine):
    """Every step down keeps what the older schema has a place for; every step up keeps all."""
    _fill(engine)
    innhold = [_content(engine)]
    assert all(innhold[0].values()) and set(innhold[0]) == set(metadata.tables)
    for yngre, eldre in pairwise([*REVISJONER, "base"]):
        db.migrer(engine, eldre, ned=True)
        innhold.append(_content(engine))
        uten_plass = UTEN_PLASS.get(yngre, lambda *_: False)
        foer = {tabell: [rad for rad in rader if not uten_plass(tabell, rad)] for tabell, rader in innhold[-2].items()}
        _same(foer, innhold[-1], LAGES_NYE.get(yngre, set()))
    assert innhold.pop() == {}
    db.migrer(engine)
    assert _compare(engine) == []


def test_what_was_stored_by_an_older_program_is_all_there_in_the_newest(database, engine):
    _fill(engine)
    db.migrer(engine, REVISJONER[-1], ned=True)
    foer = _content(engine)
    for revisjon in reversed(REVISJONER[:-1]):
        db.migrer(engine, revisjon)
        etter = _content(engine)
        _same(etter, foer, LAGES_NYE.get(revisjon, set()))
        foer = etter
    assert _compare(engine) == []
    with open_lager(database) as lager:
        assert [v.sak.sak_id for v in lager.load_vurderinger()] == ["S-1", "S-2"] == sorted(r.sak_id for r in lager.load_ko())
        lager.save_vurderinger([en_vurdering()])
        assert list(lager.load_vurderinger(["S-1"])) == [en_vurdering()]


def _compare(engine) -> list:
    with engine.connect() as forbindelse:
        return compare_metadata(MigrationContext.configure(forbindelse, opts={"compare_type": True}), metadata)


def _fill(engine) -> None:
    """Something in every table."""
    lager = Lager(engine)
    lager.save_vurderinger([en_vurdering(), en_uvurdert()])
    nummer = lager.start_kjoring("rot", VERSJONER)
    rader = [Filrad("h1", "S-1", "x", "n", "lest", "ny"), Filrad("h2", "S-1", "y", "n", "tom", "proves_igjen", 1, NAA, del_av="h1")]
    lager.save_bunke([], {}, "rot", nummer, rader, "leser", {"a" * 64: 2})
    lager.drift.save_driftstall(nummer, [Driftstall(nummer, "Nav Ås", "malform.nn", 3, 1.0, 1.0)])
    lager.finish_kjoring("rot", nummer, {"ny": 1})
    lager.save_avgjorelse(Avgjorelse("S-1", "vedtak", "x", Valg.MASKER, "kn", "rolle", NAA))
    lager.gjennomgang.change_oppgave(Oppgave("S-1", vent_til=date(2026, 4, 1), andel=0.1), "kari", "ta", {"melding": "Æ"})
    lager.gjennomgang.save_svar([Svar("S-1", "kari", Svarslag.SAK, "", "merknad", "annet", "ø", (("vedtak", 0, 5),))])
    lager.innsyn.add(Innsyn("kari", "sak", "S-1", "Nav Ås"))
    okter = lager.make_okter(timedelta(hours=1), timedelta(hours=9))
    okter.save_bruker(Bruker("kari", "Kari", frozenset({"leder"}), frozenset({"Nav Ås"})))
    okter.start("kari", csrf="x")
    okter.make_lenke("kari", timedelta(hours=1))
    okter.save_visning("kari", {"tema": "mork"})
    prove = lager.stikkprover.add(Utvalgsplan("Høst", "kvalitet", 1, fra=date(2026, 1, 1)), "kari", [Rammesak("S-1", "Nav Ås", nr=1, maskin={"a": 0.5})])
    lager.stikkprover.add_mapper([Mappe(prove.id, "S-1")])
    lager.stikkprover.save_mappesvar([Mappesvar(prove.id, "S-1", 1, "kari", "krav.1", "nei", "ø", (("vedtak", 0, 5),))])
    lager.flaggbok.add_klageutfall([Klageutfall("S-1", "opphevet", date(2026, 5, 1))])
    lager.flaggbok.add_flaggstand(Flaggstand("f", "hint", felt={"presisjon": "0.5"}))
    lager.laering.add_klareringer([Klarering("S-1", "vedtak", True, "lov", "kari")])
    kandidat = lager.laering.add_kandidat(Modellkandidat(0, "a", "b", True, opphav={"saker": 1}))
    lager.laering.add_modellhendelse(Modellhendelse(kandidat.id, "kari", "godkjent"))
    with engine.begin() as forbindelse:
        forbindelse.execute(slettet.insert().values(sha256="c" * 64))
        forbindelse.execute(sletting.insert().values(tid=NAA, kvittering="{}"))


def _content(engine) -> dict[str, list[dict]]:
    with engine.connect() as forbindelse:
        tabeller = set(inspect(forbindelse).get_table_names()) - {"alembic_version"}
        hent = {tabell: forbindelse.exec_driver_sql(f"SELECT * FROM {tabell}").mappings().all() for tabell in sorted(tabeller)}
    return {tabell: [dict(rad) for rad in rader] for tabell, rader in hent.items()}


def _same(flere: dict[str, list[dict]], faerre: dict[str, list[dict]], uten: set[str]) -> None:
    """The same rows in the tables that both have, in the columns that both have."""
    assert set(faerre) <= set(flere)
    for tabell in faerre:
        assert len(faerre[tabell]) == len(flere[tabell])
        felles = [set(rader[0]) for rader in (faerre[tabell], flere[tabell]) if rader]
        kolonner = sorted(set.intersection(*felles) - uten) if felles else []
        rader = [sorted(repr([rad[navn] for navn in kolonner]) for rad in alle[tabell]) for alle in (faerre, flere)]
        assert rader[0] == rader[1], tabell


def test_a_migration_that_fails_changes_nothing(engine, monkeypatch):
    db.migrer(engine, "base", ned=True)
    with engine.begin() as forbindelse:
        forbindelse.exec_driver_sql("CREATE TABLE pii (x INTEGER)")
    with pytest.raises(Exception, match="pii"):
        db.migrer(engine)
    assert set(inspect(engine).get_table_names()) == {"alembic_version", "pii"}


def test_cases_stored_before_quotes_told_their_sources_can_still_be_read(database, engine):
    with open_lager(database) as lager:
        lager.save_vurderinger([en_vurdering()])
    db.migrer(engine, "0001", ned=True)
    spenn = '{"dok_id":"vedtak","start":0,"slutt":5}'
    gammel = f'{{"dokumenter":["vedtak"],"uleste":[],"setninger":12,"spor":34,"narmeste":[{{"belegg":{spenn},"grunn":"nektet"}}]}}'
    with engine.begin() as forbindelse:
        forbindelse.execute(text("UPDATE kriterievurdering SET kvittering = :ny WHERE kriterium = 'c'"), {"ny": gammel})
    with open_lager(database) as lager:
        [lest] = lager.load_vurderinger()
    ny = en_vurdering()
    assert [v.belegg for v in lest.vurderinger] == [v.belegg for v in ny.vurderinger]
    assert [v.kilder for v in lest.vurderinger] == [(), ()]
    kvittering = lest.vurdering("c").kvittering
    assert [n.grunner for n in kvittering.narmeste] == [("nektet",)]
    assert kvittering.seksjoner == ()


def test_texts_stored_before_can_be_decided_on_without_being_loaded(database, engine):
    """The hash of each text is made by the migration, and files inside others leave the ledger on the way down."""
    with open_lager(database) as lager:
        lager.save_vurderinger([en_vurdering(), en_vurdering("S-2", tekst="Et annet vedtak \U0001f642 om barna.")])
        kjoring = lager.start_kjoring("r", en_vurdering().versjoner)
        rader = [Filrad("h1", "S-1", "x", "n", "lest", "ny"), Filrad("h2", "S-1", "y", "n", "lest", "ny", del_av="h1")]
        lager.save_bunke([], {}, "r", kjoring, rader)
        assert lager.load_filer("r") == {rad.fil: rad for rad in rader}
        lagret = {v.sak.sak_id: v.sak.dokumenter[0].avtrykk for v in lager.load_vurderinger()}
    db.migrer(engine, "0007", ned=True)
    db.migrer(engine)
    with engine.connect() as forbindelse:
        assert dict(forbindelse.execute(text("SELECT sak_id, avtrykk FROM dokument")).tuples().all()) == lagret
    with open_lager(database) as lager:
        assert lager.load_filer("r") == {"h1": rader[0]}

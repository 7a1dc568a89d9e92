from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from lagersaker import en_vurdering
from sqlalchemy import inspect, text

from vedtaksanalyse.storage import Filrad, open_lager
from vedtaksanalyse.storage import database as db
from vedtaksanalyse.storage.schema import REVISJON, metadata


@pytest.fixture
def engine(database):
    engine = db.open_database(database)
    yield engine
    engine.dispose()


def test_the_migrations_make_the_tables_of_the_schema(engine):
    with engine.connect() as forbindelse:
        sammenlikning = MigrationContext.configure(forbindelse, opts={"compare_type": True})
        assert compare_metadata(sammenlikning, metadata) == []


def test_down_to_nothing_and_up_again(database, engine):
    db.migrer(engine, "base", ned=True)
    assert set(inspect(engine).get_table_names()) == {"alembic_version"}
    with open_lager(database) as lager:
        lager.save_vurderinger([en_vurdering()])
        assert list(lager.load_vurderinger()) == [en_vurdering()]


def test_every_revision_can_be_taken_back(engine):
    oppsett = Config()
    oppsett.set_main_option("script_location", str(db.files("vedtaksanalyse.storage") / "migrations"))
    revisjoner = [revisjon.revision for revisjon in ScriptDirectory.from_config(oppsett).walk_revisions()]
    assert revisjoner[0] == REVISJON
    for revisjon in revisjoner[1:]:
        db.migrer(engine, revisjon, ned=True)
    db.migrer(engine, "base", ned=True)
    for revisjon in reversed(revisjoner):
        db.migrer(engine, revisjon)


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

"""The log of looks: rows are only added, in one chain, and every tampering shows."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from vedtaksanalyse.sak import Innsyn
from vedtaksanalyse.storage import open_lager


@pytest.fixture
def lager(database):
    with open_lager(database) as lager:
        for n in range(4):
            lager.innsyn.add(Innsyn("kari", "sak", f"S-{n % 2}", "Nav Ås", "", "ko"))
        yield lager


def _off(forbindelse) -> None:
    if forbindelse.dialect.name == "postgresql":
        forbindelse.execute(text("ALTER TABLE innsyn DISABLE TRIGGER USER"))
    else:
        for navn in ("update", "delete"):
            forbindelse.execute(text(f"DROP TRIGGER innsyn_{navn}"))


def test_what_was_added_comes_back(lager):
    alle = lager.innsyn.load()
    assert [(i.hvem, i.handling, i.sak_id, i.kontor, i.vei) for i in alle] == [
        ("kari", "sak", sak_id, "Nav Ås", "ko") for sak_id in ("S-0", "S-1", "S-0", "S-1")
    ]
    assert len(lager.innsyn.load(sak_id="S-0")) == 2
    assert lager.innsyn.load(fra=alle[0].tid, til=alle[2].tid) == [i for i in alle if i.tid < alle[2].tid]
    assert lager.innsyn.load(fra=alle[-1].tid + timedelta(days=1)) == []
    assert lager.innsyn.find_brudd() is None


@pytest.mark.parametrize("setning", ["UPDATE innsyn SET hvem = 'ola'", "DELETE FROM innsyn"])
def test_the_database_refuses_to_change_it(lager, setning):
    with pytest.raises(DBAPIError), lager._engine.begin() as forbindelse:
        forbindelse.execute(text(setning))
    assert len(lager.innsyn.load()) == 4


@pytest.mark.parametrize(
    ("setning", "brudd"),
    [
        ("UPDATE innsyn SET hvem = 'ola' WHERE id = 2", 2),
        ("UPDATE innsyn SET vei = '' WHERE id = 4", 4),
        ("UPDATE innsyn SET tid = '2026-01-01 00:00:00+00:00' WHERE id = 1", 1),
        ("UPDATE innsyn SET sum = 'x' WHERE id = 3", 3),
        ("DELETE FROM innsyn WHERE id = 2", 2),
        ("DELETE FROM innsyn WHERE id = 1", 1),
    ],
)
def test_tampering_past_the_database_shows(lager, setning, brudd):
    with lager._engine.begin() as forbindelse:
        _off(forbindelse)
        forbindelse.execute(text(setning))
    assert lager.innsyn.find_brudd() == brudd


def test_many_at_once_make_one_chain(lager):
    with ThreadPoolExecutor(6) as trader:
        list(trader.map(lager.innsyn.add, [Innsyn(f"p{n}", "sak", "S-1") for n in range(24)]))
    assert len(lager.innsyn.load()) == 28
    assert lager.innsyn.find_brudd() is None

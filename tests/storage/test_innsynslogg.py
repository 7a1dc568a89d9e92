"""The log of looks: rows are only added, in one chain, and every tampering shows."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from vedtaksanalyse.sak import Bruker, Innsyn
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
        list(trader.map(lager.innsyn.add, [Innsyn(f"p{n}", "sak", """S-1 æ "'\\\n€😀""") for n in range(24)]))
    alle = lager.innsyn.load()
    assert len(alle) == 28 and alle == sorted(alle, key=lambda ett: ett.tid)
    assert lager.innsyn.find_brudd() is None


def test_when_somebody_last_did_something(lager):
    """The latest first, of that person and kind alone, and no more than asked for."""
    for hvem, handling in (("kari", "sok"), ("ola", "sok"), ("kari", "loggsok"), ("kari", "sok")):
        lager.innsyn.add(Innsyn(hvem, handling))
    alle = [i.tid for i in lager.innsyn.load() if i.hvem == "kari" and i.handling != "sak"]
    hent = lager.innsyn.list_tider
    assert hent("kari", {"sok", "loggsok"}, alle[0] - timedelta(minutes=1), 9) == alle[::-1]
    assert hent("kari", {"sok", "loggsok"}, alle[0], 9) == alle[:0:-1]
    assert hent("kari", {"sok", "loggsok"}, alle[0] - timedelta(minutes=1), 2) == alle[:0:-1]
    assert hent("kari", {"sok"}, alle[0] - timedelta(minutes=1), 9) == [alle[2], alle[0]]
    assert hent("eva", {"sok"}, alle[0] - timedelta(minutes=1), 9) == []


def test_sessions_of_a_login_elsewhere_end_with_it(database):
    with open_lager(database) as lager:
        okter = lager.make_okter(timedelta(hours=1), timedelta(hours=1))
        for ident in ("kari", "ola"):
            okter.save_bruker(Bruker(ident, ident, frozenset()))
        en, to, tre = (okter.start(hvem, sub=hvem, sid=sid) for hvem, sid in (("kari", "s%1"), ("kari", "s_2"), ("ola", "s%1")))
        assert okter.end_utenfra("", "s%") == okter.end_utenfra("", "s__") == okter.end_utenfra("k%", "") == 0
        assert (okter.end_utenfra("kari", "s%1"), okter.find(en), bool(okter.find(tre))) == (1, None, True)
        assert (okter.end_utenfra("kari", ""), okter.find(to), bool(okter.find(tre))) == (1, None, True)
        assert (okter.end_utenfra("", "s%1"), okter.find(tre)) == (1, None)

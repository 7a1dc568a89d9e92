"""A connection that is lost in the middle: nothing is lost, nothing is done twice, and a server that stays away is told of."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lagersaker import VERSJONER, en_vurdering
from postgrestjener import KUTT
from sqlalchemy import event
from sqlalchemy.exc import SQLAlchemyError

from vedtaksanalyse.storage import Filrad, Lager, forbindelse, open_lager
from vedtaksanalyse.storage.forbindelse import Databasefeil
from vedtaksanalyse.tekster import feiltekst


@pytest.fixture
def ventet(monkeypatch) -> list[float]:
    """How long it waited; nobody does."""
    ventet: list[float] = []
    monkeypatch.setattr(forbindelse, "sleep", ventet.append)
    return ventet


@pytest.fixture
def lager(tjener, ventet):
    with open_lager(tjener.make_database()) as lager:
        yield lager
    tjener.start()


def save(lager: Lager) -> dict:
    """A night's one chunk; what the database then holds of all that could have been written twice."""
    nummer = lager.start_kjoring("rot", VERSJONER)
    rader = [Filrad("h1", "S-1", "x", "n", "lest", "ny")]
    lager.save_bunke([en_vurdering()], {}, "rot", nummer, rader, "leser", {"a" * 64: 1})
    lager.finish_kjoring("rot", nummer, {})
    assert list(lager.load_vurderinger()) == [en_vurdering()]
    filer = list(lager.load_filer("rot").values())
    return {"filer": filer == rader, "krasj": lager.load_krasj("leser"), "kjoringer": [k.tilstand for k in lager.load_kjoringer(9)]}


HEL = {"filer": True, "krasj": {"a" * 64: 1}, "kjoringer": ["ferdig"]}


def once(gjor: Callable[[], object]) -> Callable[[], None]:
    igjen = [gjor]
    return lambda: igjen.pop()() if igjen else None


@pytest.mark.parametrize("setning", ["INSERT INTO kjoring", "INSERT INTO dokument", "DELETE FROM fil", "UPDATE kjoring SET tilstand"])
def test_a_connection_lost_before_a_statement(tjener, lager, setning):
    kutt = once(lambda: tjener.sql(KUTT))
    event.listen(lager._engine, "before_cursor_execute", lambda *arg: kutt() if arg[2].startswith(setning) else None)
    assert save(lager) == HEL


@pytest.mark.parametrize("etter", [False, True])
@pytest.mark.parametrize("nummer", range(3))
def test_a_connection_lost_at_the_commit(tjener, lager, monkeypatch, etter, nummer):
    """Before it the work is done again; when only the answer was lost, it is not."""
    motor, gjort = lager._engine.dialect, []
    commit = motor.do_commit

    def lose(dbapi) -> None:
        gjort.append(dbapi)
        if len(gjort) != nummer + 1:
            return commit(dbapi)
        if etter:
            commit(dbapi)
        tjener.sql(KUTT)
        return dbapi.execute("SELECT 1")

    monkeypatch.setattr(motor, "do_commit", lose)
    assert save(lager) == HEL


def test_a_server_that_comes_back_is_waited_for(tjener, lager, ventet, monkeypatch):
    monkeypatch.setattr(forbindelse, "sleep", lambda ventetid: ventet.append(ventetid) or len(ventet) == 2 and tjener.start())
    stopp = once(tjener.stop)
    event.listen(lager._engine, "before_cursor_execute", lambda *arg: stopp() if arg[2].startswith("INSERT INTO dokument") else None)
    assert save(lager) == HEL
    assert ventet == list(forbindelse.VENTETIDER[:2])


def test_a_server_that_stays_away_is_told_of_without_the_drivers_words(tjener, lager, ventet):
    tjener.stop()
    for gjor in (lager.load_ko, lambda: lager.save_vurderinger([en_vurdering()])):
        ventet.clear()
        with pytest.raises(Databasefeil) as feil:
            gjor()
        assert feil.value.kode == forbindelse.BRUDD and "neste kjøring" in feiltekst(feil.value).lower()
        assert ventet == list(forbindelse.VENTETIDER)


def test_what_can_never_be_stored_is_not_tried_for_ever(lager, ventet):
    with pytest.raises(SQLAlchemyError):
        lager.save_vurderinger([en_vurdering(), en_vurdering()])
    assert set(ventet) == {forbindelse.VENTETIDER[0]} and not lager.count_saker()


def test_a_run_that_another_took_over_stores_nothing_more(database):
    with open_lager(database) as lager:
        forste = lager.start_kjoring("rot", VERSJONER)
        lager.save_bunke([en_vurdering("S-1")], {}, "rot", forste, [])
        andre = lager.start_kjoring("annen rot", VERSJONER)
        with pytest.raises(Databasefeil, match="kjoring_overtatt"):
            lager.save_bunke([en_vurdering("S-2")], {}, "rot", forste, [Filrad("h1", "S-2", "x", "n", "lest", "ny")])
        with pytest.raises(Databasefeil, match="kjoring_overtatt"):
            lager.finish_kjoring("rot", forste, {})
        lager.finish_kjoring("annen rot", andre, {})
        assert lager.count_saker() == {"vurdert": 1} and lager.load_filer("rot") == {}
        assert [k.tilstand for k in lager.load_kjoringer(9)] == ["ferdig", "avbrutt"]


def test_within_a_share_one_connection_is_lent_and_ones_own_changes_are_seen(database):
    with open_lager(database) as lager:
        utlan: list[int] = []
        event.listen(lager._engine, "checkout", lambda *_: utlan.append(1))
        with lager.share_forbindelse():
            assert lager.count_saker() == {} and lager.find_kontor("S-1") is None
            lager.save_vurderinger([en_vurdering("S-1")])
            assert lager.count_saker() == {"vurdert": 1}
            assert len(utlan) == 1
            assert [v.sak.sak_id for v in lager.load_vurderinger()] == ["S-1"]
            with open_lager(database) as andre:
                assert lager.find_kontor("S-1") is not None
                andre.save_vurderinger([en_vurdering("S-2")])
                assert lager.count_saker() == {"vurdert": 1}
        assert lager.count_saker() == {"vurdert": 2}
        assert lager._engine.pool.checkedout() == 0


def test_a_share_whose_connection_was_lost_goes_on_with_another(tjener, lager):
    lager.save_vurderinger([en_vurdering("S-1")])
    with lager.share_forbindelse():
        assert lager.count_saker() == {"vurdert": 1}
        tjener.sql(KUTT)
        lager.save_vurderinger([en_vurdering("S-2")])
        tjener.sql(KUTT)
        assert len(list(lager.load_vurderinger())) == 2
        assert lager.count_saker() == {"vurdert": 2}
        tjener.sql(KUTT)
        with pytest.raises(Databasefeil):
            lager.find_kontor("S-1")
        assert lager.count_saker() == {"vurdert": 2}

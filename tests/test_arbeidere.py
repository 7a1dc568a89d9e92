"""A worker at honest work is not taken for one that hangs."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from byggere import ROT

from vedtaksanalyse.arbeidere import TIDSFRIST, Arbeidere, Arbeidsfeil, _Arbeider, _work
from vedtaksanalyse.reading import Grenser, Saksmappe, set_giver
from vedtaksanalyse.reading.tidsrom import ask_tid


class Linje:
    """A pipe whose other end has said this, and then says nothing; it remembers how long it was waited for."""

    def __init__(self, *sagt: object) -> None:
        self.sagt, self.ventet, self.sendt = list(sagt), [], []

    def poll(self, frist: float) -> bool:
        self.ventet.append(frist)
        return bool(self.sagt)

    def recv(self) -> object:
        if not self.sagt:
            raise EOFError
        return self.sagt.pop(0)

    def send(self, svar: object) -> None:
        self.sendt.append(svar)


def _pages_looked_at(antall: int) -> list[object]:
    """What a worker says that reads so many pages by looking at them."""

    def analyse(_: object) -> list:
        for _ in range(antall):
            ask_tid()
        return ["ferdig"]

    linje = Linje([])
    try:
        _work(linje, lambda _: ("versjoner", analyse), ROT)
    finally:
        set_giver(None)
    return linje.sendt[1:]


@pytest.fixture(autouse=True)
def uten_prosess(monkeypatch):
    """The worker's life is lived here, where nobody's signals are turned off."""
    monkeypatch.setattr("vedtaksanalyse.arbeidere.signal.signal", lambda *_: None)
    monkeypatch.setattr("vedtaksanalyse.arbeidere.silence", lambda: None)
    monkeypatch.setattr("vedtaksanalyse.arbeidere._follow_parent", lambda: None)
    monkeypatch.setattr("vedtaksanalyse.arbeidere.gc.freeze", lambda: None)


def _arbeider(*sagt: object) -> _Arbeider:
    arbeider = object.__new__(_Arbeider)
    arbeider._linje = Linje(*sagt)
    return arbeider


def test_each_page_that_is_looked_at_gives_the_worker_that_pages_time():
    """As many as a file may have, each as long as the reader may take: the worker's deadline is never the shorter."""
    g = Grenser()
    sagt = _pages_looked_at(g.ocr_sider)
    assert len(sagt) == g.ocr_sider + 1
    arbeider = _arbeider(*sagt)
    assert arbeider.analyse([], g.frist, g.sidefrist) == ["ferdig"]
    assert arbeider._linje.ventet[-1] > g.frist + g.ocr_sider * g.sidefrist - 60


def test_one_that_says_nothing_more_is_stopped():
    arbeider = _arbeider(*_pages_looked_at(2)[:-1])
    with pytest.raises(Arbeidsfeil, match=TIDSFRIST):
        arbeider.analyse([], 1.0, 1.0)


def test_a_case_alone_has_the_time_its_files_may_take():
    arbeidere = object.__new__(Arbeidere)
    arbeidere._frist_sak, arbeidere._frist_fil, arbeidere._frist_treg = 120.0, 2.0, 180.0
    mappe = Saksmappe("s", (ROT / "a.pdf", ROT / "b.pdf"), None, ROT, ROT)
    assert arbeidere._frist([mappe]) == 120 + 2 * 180
    assert arbeidere._frist([mappe, mappe]) == 120 + 4 * 2


def test_documents_that_are_looked_at_wait_for_their_place_and_give_it_back():
    """Also when the worker dies with the place in hand. The wait is on no clock."""
    sett = []

    @contextmanager
    def plass():
        sett.append("tatt")
        monkeypatch.setattr("vedtaksanalyse.arbeidere.time.monotonic", lambda: 1000.0)
        yield
        sett.append("gitt")

    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr("vedtaksanalyse.arbeidere.time.monotonic", lambda: 0.0)
        arbeider = _arbeider("ta_plass", "mer_tid", "gi_plass", ["ferdig"])
        arbeider.plass = plass
        assert arbeider.analyse([], 5.0, 1.0) == ["ferdig"]
        assert sett == ["tatt", "gitt"] and arbeider._linje.sendt[1:] == [None]
        assert arbeider._linje.ventet == [5.0, 5.0, 6.0, 6.0]
    arbeider = _arbeider("ta_plass", "mer_tid")
    with pytest.MonkeyPatch.context() as monkeypatch:
        arbeider.plass = plass
        with pytest.raises(Arbeidsfeil, match=TIDSFRIST):
            arbeider.analyse([], 5.0, 1.0)
    assert sett == ["tatt", "gitt"] * 2

"""A real server over a small database, and a real browser that notices everything that goes wrong in a page."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from time import monotonic, sleep
from urllib.request import urlopen

import nettsaker as saker
import pytest

from vedtaksanalyse.sak import Bruker
from vedtaksanalyse.storage import Lager, open_lager
from vedtaksanalyse.web.port import LOKAL

CHROMIUM = "/usr/bin/chromium"


@dataclass
class Nettsted:
    """A running server and the database it stands on."""

    lager: Lager
    database: str
    rot: Path
    port: int
    prosess: subprocess.Popen | None = None

    @property
    def adresse(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        felt = [sys.executable, Path(__file__).with_name("tjener.py"), self.database, str(self.port), self.rot]
        self.prosess = subprocess.Popen(felt, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)})
        frist = monotonic() + 600
        while monotonic() < frist and self.prosess.poll() is None:
            try:
                urlopen(f"{self.adresse}/logg-inn").close()
                return
            except OSError:
                sleep(0.1)
        raise AssertionError("the server does not answer")

    def drep(self) -> None:
        """Kill it, with no time to put anything away."""
        self.prosess.kill()
        self.prosess.wait()

    def log_in(self, bruker: Bruker = saker.ALT) -> str:
        """A session for a person: the value of the browser's cookie."""
        okter = self.lager.make_okter(timedelta(hours=1), timedelta(hours=1))
        okter.save_bruker(bruker)
        return okter.start(bruker.id, csrf=os.urandom(8).hex(), inngang=LOKAL)

    def log_out(self, bruker: Bruker = saker.ALT) -> None:
        """End every session of a person."""
        self.lager.make_okter(timedelta(hours=1), timedelta(hours=1)).end_alle(bruker.id)


@pytest.fixture(scope="session")
def nettsted(motor, tmp_path_factory) -> Iterator[Nettsted]:
    """The application with cases of every kind."""
    mappe = tmp_path_factory.mktemp("nettsted")
    rot = mappe / "saker"
    rot.mkdir()
    saker.make_mapper(rot)
    with socket.socket() as ledig:
        ledig.bind(("127.0.0.1", 0))
        port = ledig.getsockname()[1]
    with open_lager(str(mappe / "lager.sqlite")) as lager:
        saker.fill_lager(lager, motor, rot)
        sted = Nettsted(lager, str(mappe / "lager.sqlite"), rot, port)
        sted.log_in(saker.ANNEN)
        sted.start()
        yield sted
        sted.drep()


@pytest.fixture(scope="module")
def chromium() -> Iterator:
    """A browser."""
    if not Path(CHROMIUM).exists():
        pytest.skip("krever Debian-pakken chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as p:
        nettleser = p.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield nettleser
        nettleser.close()


@dataclass
class Vakt:
    """What went wrong in pages that nobody had asked to go wrong. ``venter`` are the statuses that a test asks for."""

    adresse: str
    feil: list[str] = field(default_factory=list)
    venter: set[int] = field(default_factory=set)

    def watch(self, side) -> None:
        side.on("console", lambda m: m.type in ("error", "warning") and self._note("console", m.text))
        side.on("pageerror", lambda feil: self._note("script", str(feil)))
        side.on("request", lambda r: r.url.startswith((self.adresse, "data:", "blob:")) or self._note("outside", r.url))
        side.on("response", lambda r: r.status >= 400 and r.status not in self.venter and self._note(str(r.status), r.url))

    def _note(self, slag: str, tekst: str) -> None:
        if not (slag == "console" and self.venter and "Failed to load resource" in tekst):
            self.feil.append(f"{slag}: {tekst}")


@pytest.fixture
def apne(nettsted, chromium) -> Iterator[Callable]:
    """Opens pages as somebody, in a window of some size and colours; nothing may go wrong in them."""
    vakt, vinduer = Vakt(nettsted.adresse), []


    def open_side(sti: str, bruker: Bruker = saker.ALT, bredde: int = 1366, hoyde: int = 768, **felt):
        vindu = chromium.new_context(base_url=nettsted.adresse, viewport={"width": bredde, "height": hoyde}, **felt)
        vindu.set_default_timeout(120_000)  # a machine that has much to do is no fault
        vindu.add_cookies([{"name": "okt", "value": nettsted.log_in(bruker), "url": nettsted.adresse}])
        vindu.on("page", vakt.watch)
        vinduer.append(vindu)
        side = vindu.new_page()
        side.vakt = vakt
        if sti:
            side.goto(sti)
        return side

    yield open_side
    for vindu in vinduer:
        vindu.close()
    assert vakt.feil == []

"""A real Prefect server for the tests, started as docs/drift.md says, that cannot reach anything outside the machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

VAKT = Path(__file__).parent / "nettvakt"


@dataclass(frozen=True)
class Prefekt:
    """A server, its folder, and the environment that programs which are to use it have."""

    url: str
    hjem: Path
    miljo: dict[str, str]

    @property
    def sendt(self) -> str:
        """What the server, or a program with its environment, tried to reach outside the machine."""
        logg = Path(self.miljo["NETTVAKT"])
        return logg.read_text() if logg.exists() else ""


@contextmanager
def run_prefekt(hjem: Path) -> Iterator[Prefekt]:
    """The server, and this process as a client of it."""
    import flows

    with socket.socket() as ledig:
        ledig.bind(("127.0.0.1", 0))
        port = ledig.getsockname()[1]
    url = f"http://127.0.0.1:{port}/api"
    rent = {navn: verdi for navn, verdi in os.environ.items() if not navn.startswith(("PREFECT_", "VEDTAKSANALYSE_"))}
    miljo = rent | flows.MILJO | {
        "PREFECT_HOME": str(hjem), "PREFECT_API_URL": url, "PYTHONPATH": str(VAKT), "NETTVAKT": str(hjem / "nettvakt"),
        "PREFECT_SERVER_EVENTS_PROACTIVE_GRANULARITY": "PT1S",
    }  # fmt: skip
    kommando = [sys.executable, "-m", "prefect", "server", "start", "--no-ui", "--host", "127.0.0.1", "--port", str(port)]
    with (hjem / "tjener.logg").open("wb") as logg:
        tjener = subprocess.Popen(kommando, env=miljo, cwd=hjem, stdout=logg, stderr=logg, start_new_session=True)
    try:
        _wait(tjener, url)
        with _client(url):
            yield Prefekt(url, hjem, miljo)
    finally:
        tjener.terminate()
        tjener.wait(60)


def _wait(tjener: subprocess.Popen, url: str) -> None:
    while tjener.poll() is None:
        with suppress(OSError), urllib.request.urlopen(f"{url}/health") as svar:
            if svar.status == 200:
                return
        time.sleep(0.2)
    raise RuntimeError("the server ended")


@contextmanager
def _client(url: str) -> Iterator[None]:
    import prefect.context
    from prefect.events.worker import EventsWorker
    from prefect.settings import PREFECT_API_URL, PREFECT_LOGGING_TO_API_ENABLED, temporary_settings

    with (
        temporary_settings({PREFECT_API_URL: url, PREFECT_LOGGING_TO_API_ENABLED: True}),
        prefect.context._temporary_global_settings_context(prefect.context.get_settings_context()),
    ):
        yield
        EventsWorker.drain_all()

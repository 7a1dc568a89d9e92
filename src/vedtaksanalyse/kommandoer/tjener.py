"""The server process of the review application: listens, says when it is ready, and stops when it is asked to."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn

_STANS = (signal.SIGINT, signal.SIGTERM)


def make_tjener(config: uvicorn.Config, klar: Callable[[], None]) -> uvicorn.Server:
    """A server that calls ``klar`` when it answers, and takes a signal to stop as the end of its work and not as a failure."""
    return _Tjener(config, klar)


class _Tjener(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, klar: Callable[[], None]) -> None:
        super().__init__(config)
        self._klar = klar

    async def startup(self, sockets=None) -> None:
        await super().startup(sockets)
        if self.started:
            self._klar()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        forrige = {nummer: signal.signal(nummer, self.handle_exit) for nummer in _STANS}
        try:
            yield
        finally:
            for nummer, gjor in forrige.items():
                signal.signal(nummer, gjor)

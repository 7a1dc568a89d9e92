"""The light engine with the real sandbox around its reader, which can be told to lose a process while it reads.

``drap.json`` in the folder of models says at which document a worker is to die, or its reader under it; it is obeyed once.
"""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from threading import Timer

import nattmotor

from vedtaksanalyse.reading import Grenser, Innhold, Sandkasse

ORDRE = "drap.json"


def start(modellmappe: Path, sprakmodell: str, grenser: Grenser, krasj: Mapping[str, int]):
    leser = Drapsleser(Sandkasse(grenser, krasj).start(), modellmappe / ORDRE)
    versjoner = nattmotor._versjoner(modellmappe)
    return versjoner, partial(nattmotor._analyse, modellmappe, versjoner, grenser, leser)


class Drapsleser:
    """A reader that counts documents, and kills when it comes to the one that was named."""

    def __init__(self, leser: Sandkasse, ordre: Path) -> None:
        self._leser, self._ordre, self._nr = leser, ordre, 0

    def __call__(self, data: bytes, endelse: str = "", avtrykk: str = "") -> Innhold:
        self._nr += 1
        if self._ordre.exists():
            ordre = json.loads(self._ordre.read_text())
            if ordre["nr"] == self._nr:
                self._ordre.unlink(missing_ok=True)
                barn = self._leser.start()._barn
                barn.mangler()
                pid = os.getpid() if ordre["hvem"] == "arbeider" else barn._prosess.pid
                Timer(ordre["etter"], os.kill, (pid, signal.SIGKILL)).start()
        return self._leser(data, endelse, avtrykk)

"""The child's end of the sandbox: chained first, then one document at a time, until the parent hangs up.

Standard input and output are the pipes to the parent. Whatever a parser prints goes nowhere.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import sys
import threading
from functools import partial
from importlib import import_module
from typing import BinaryIO

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading.budskap import (
    FINN,
    LENGDE,
    MER_TID,
    TEGN,
    pack_bilde,
    pack_feil,
    pack_rammer,
    pack_ruter,
    pack_svar,
)
from vedtaksanalyse.reading.innhold import Grenser
from vedtaksanalyse.reading.ruter import find_ruter
from vedtaksanalyse.reading.tegning import draw_side
from vedtaksanalyse.reading.tidsrom import set_giver
from vedtaksanalyse.reading.vern import allow_cpu, allow_mer_cpu, lock_down
from vedtaksanalyse.sak import Lesestatus

_SLARK = 5
_NYE = 5_000
"""How many objects there may be more of before those out of use are looked for: a page makes thousands, and no rings."""


def main() -> None:
    """Make ready, say which chains the machine does not have, and answer."""
    inn, ut = _take_pipes()
    oppsett = json.loads(_read(inn))
    grenser = Grenser(**oppsett["grenser"])
    for navn in oppsett["moduler"]:
        import_module(navn)
    modul, _, funksjon = oppsett["leser"].partition(":")
    leser = getattr(import_module(modul), funksjon)
    threading.Thread(target=_follow_parent, args=(oppsett["forelder"],), daemon=True).start()
    mangler = lock_down(grenser)
    gc.freeze()
    gc.set_threshold(_NYE)
    _write(ut, json.dumps(mangler).encode())
    set_giver(partial(_take_mer_tid, inn, ut, grenser))
    while True:
        oppdrag, data = _read(inn), _read(inn)
        allow_cpu(grenser.cpu)
        signal.setitimer(signal.ITIMER_REAL, grenser.frist + _SLARK)  # for a child whose parent is gone
        svar = _answer(leser, data, grenser, oppdrag)
        signal.setitimer(signal.ITIMER_REAL, 0)
        _write(ut, svar)


def _take_mer_tid(inn: BinaryIO, ut: BinaryIO, grenser: Grenser) -> None:
    """A page is about to be looked at: more time for it, here and, as long as it has patience, from the parent.

    The parent says when; until then no clock runs.
    """
    rest, _ = signal.setitimer(signal.ITIMER_REAL, 0)
    _write(ut, MER_TID)
    _read(inn)
    allow_mer_cpu(grenser.sidecpu)
    signal.setitimer(signal.ITIMER_REAL, rest + grenser.sidefrist)


def _answer(leser, data: bytes, grenser: Grenser, oppdrag: bytes) -> bytes:
    slag, hva = oppdrag[:1], oppdrag[1:].decode()
    try:
        if slag == FINN:
            return pack_ruter(find_ruter(data, json.loads(hva), grenser))
        if slag == TEGN:
            return pack_bilde(draw_side(data, *json.loads(hva), grenser))
        return pack_svar(leser(data, grenser, hva))
    except Lesefeil as feil:
        return pack_feil(Lesestatus(feil.kode))
    except MemoryError:
        return pack_feil(Lesestatus.FOR_STOR_UTPAKKET)
    except Exception:  # noqa: BLE001 (what a parser says may hold text of the document)
        return pack_feil(Lesestatus.ULESELIG)


def _take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The pipes to the parent, out of reach of whoever reads standard input or prints."""
    inn, ut = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    ingenting = os.open(os.devnull, os.O_RDWR)
    for strom in (0, 1, 2):
        os.dup2(ingenting, strom)
    return inn, ut


def _read(inn: BinaryIO) -> bytes:
    """The body of one frame; the process ends quietly when there are no more."""
    hode = inn.read(LENGDE.size)
    if len(hode) < LENGDE.size:
        os._exit(0)
    (lengde,) = LENGDE.unpack(hode)
    return inn.read(lengde)


def _write(ut: BinaryIO, kropp: bytes) -> None:
    try:
        for del_ in pack_rammer(kropp):
            ut.write(del_)
        ut.flush()
    except OSError:
        os._exit(0)


def _follow_parent(forelder: int) -> None:
    """End at once when the parent does, also in the middle of a document, and when it ended before we looked."""
    vakt = select.poll()
    vakt.register(os.pidfd_open(os.getppid()), select.POLLIN)
    if os.getppid() == forelder:
        vakt.poll()
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())

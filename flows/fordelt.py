"""The night run's chunks on several machines: Dask hands them out, and each machine does them with its own worker processes.

The machines share the database and the input folder. A machine that dies costs the chunks it had in hand; another does
them, and what it had stored is stored. Needs the extra [dask].
"""

from __future__ import annotations

import logging
import pickle
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Lock

from prefect_dask import DaskTaskRunner
from prefect_dask.task_runners import PrefectDaskFuture

from flows.nattkjoring import run_as_tasks, share_ocr
from vedtaksanalyse.logg import setup_logg
from vedtaksanalyse.nattkjoring import Arbeidssted, Nattoppsett, make_oppsett
from vedtaksanalyse.nattkjoring.bunke import Bunkesvar, Oppdrag
from vedtaksanalyse.nattkjoring.kjor import Oppgave
from vedtaksanalyse.settings import load_innstillinger

_laas = Lock()
_sted: Arbeidssted | None = None


def run_on_dask(_: Oppgave, oppdrag: Sequence[Oppdrag], adresse: str) -> Iterator[tuple[int, Bunkesvar | str]]:
    """Chunks as tasks on the workers of a Dask scheduler. They are sent packed: Prefect and Dask see bytes."""
    with DaskTaskRunner(address=adresse) as utforer:
        try:
            yield from run_as_tasks(run_bunke, [pickle.dumps(ett) for ett in oppdrag], utforer, _slipp)
        finally:
            utforer.client.run(close_sted, on_error="ignore")


def _slipp(oppgave: PrefectDaskFuture) -> None:
    """An answer that came is not asked for again when the machine that gave it dies."""
    oppgave.wrapped_future.release()


def run_bunke(pakket: bytes) -> Bunkesvar:
    """Do a chunk in this process, with the settings of this machine."""
    oppdrag: Oppdrag = pickle.loads(pakket)
    return _find_sted(oppdrag).run(oppdrag)


def load_oppsett() -> Nattoppsett:
    """What this machine does chunks with; the folders are the chunks' own."""
    valg = load_innstillinger()
    logging.getLogger().handlers.clear()  # Prefect's own would write everything once more, words of others too
    setup_logg(valg.logg == "json")
    return share_ocr(make_oppsett(Path(), Path(), valg))


def _find_sted(oppdrag: Oppdrag) -> Arbeidssted:
    """This process's place of work, made anew for each run."""
    global _sted
    with _laas:
        if _sted is None or _sted.kjoring != oppdrag.kjoring:
            _close()
            _sted = Arbeidssted(load_oppsett(), oppdrag)
        return _sted


def close_sted() -> None:
    """The run is over: let go of worker processes and database."""
    with _laas:
        _close()


def _close() -> None:
    global _sted
    if _sted:
        _sted.close()
    _sted = None

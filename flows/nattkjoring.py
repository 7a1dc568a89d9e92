"""The night run as a Prefect flow: a task is a chunk, and only numbers and codes pass through Prefect.

Prefect keeps parameters, exceptions and logs. So what a case holds never comes here, and the address of the database,
which may carry a password, is never a parameter.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

from prefect import State, flow, task
from prefect.artifacts import create_markdown_artifact, create_progress_artifact, update_progress_artifact
from prefect.cache_policies import NO_CACHE
from prefect.futures import as_completed
from prefect.states import Completed, Failed
from prefect.task_runners import ThreadPoolTaskRunner

from vedtaksanalyse.arbeidere import Arbeidsfeil, feilkode
from vedtaksanalyse.errors import Feil
from vedtaksanalyse.logg import setup_logg
from vedtaksanalyse.nattkjoring import (
    VENTETIDER,
    Nattoppsett,
    Nattrapport,
    make_markdown,
    make_oppsett,
    run_nattkjoring,
)
from vedtaksanalyse.nattkjoring.kjor import Fremdrift, Oppgave
from vedtaksanalyse.settings import load_innstillinger

NAVN, RAPPORT, FREMDRIFT = "nattkjoring", "nattrapport", "nattkjoring-fremdrift"


@flow(name=NAVN, persist_result=False, task_runner=ThreadPoolTaskRunner(max_workers=os.cpu_count()))
def nattkjoring(inn: Path, ut: Path, bunke: int = 200) -> State:
    """The scheduled run; database, models and processes come from the settings of the machine it runs on.

    Args:
        inn: folder of case folders.
        ut: where the report is written.
        bunke: number of files in a chunk.
    """
    valg = load_innstillinger()
    logging.getLogger().handlers.clear()  # Prefect's own would write everything once more, words of others too
    setup_logg(valg.logg == "json")
    return _run(make_oppsett(inn, ut, valg, bunke), [])


def run_with_prefect(oppsett: Nattoppsett, fremdrift: Fremdrift | None = None) -> Nattrapport:
    """The same flow from a command line, without a standing server. Nothing of the setup passes through Prefect."""
    rapporter: list[Nattrapport] = []

    @flow(name=NAVN, persist_result=False, task_runner=ThreadPoolTaskRunner(max_workers=oppsett.prosesser))
    def natt() -> State:
        return _run(oppsett, rapporter, fremdrift)

    natt()
    return rapporter[0]


def _run(oppsett: Nattoppsett, rapporter: list[Nattrapport], fremdrift: Fremdrift | None = None) -> State:
    """The run as a state with counts or a code. Its name tells whether something wants attention."""
    try:
        rapport = run_nattkjoring(oppsett, _run_as_tasks, fremdrift)
    except Exception as feil:
        kode = feilkode(feil)
        return Failed(message=kode, data=feil if isinstance(feil, Feil) else Arbeidsfeil(kode))
    rapporter.append(rapport)
    create_markdown_artifact(make_markdown(rapport, oppsett.malform), key=RAPPORT)
    return Completed(name="MedFeil" if rapport.har_feil else "Completed", data=rapport.telling())


def _run_as_tasks(oppgave: Oppgave, antall: int) -> Iterator[tuple[int, str]]:
    """Each chunk as a task with retries. The threads only wait for the worker processes."""

    @task(
        name="bunke",
        task_run_name="bunke-{nummer}",
        retries=len(VENTETIDER),
        retry_delay_seconds=list(VENTETIDER),
        persist_result=False,
        cache_policy=NO_CACHE,
    )
    def run_bunke(nummer: int) -> int:
        return oppgave(nummer)

    if not antall:
        return
    fremdrift = create_progress_artifact(0.0, key=FREMDRIFT)
    oppgaver = {run_bunke.submit(nummer): nummer for nummer in range(antall)}
    for ferdige, oppgave_ in enumerate(as_completed(list(oppgaver)), start=1):
        oppgave_.wait()
        yield oppgaver[oppgave_], _kode(oppgave_.state)
        update_progress_artifact(fremdrift, 100.0 * ferdige / antall)


def _kode(tilstand: State) -> str:
    """Empty for a chunk that was done; otherwise the code of its failure, or the name of the state it ended in."""
    if tilstand.is_completed():
        return ""
    resultat = tilstand.result(raise_on_failure=False)
    return feilkode(resultat) if isinstance(resultat, Exception) else tilstand.name

"""The night run as a Prefect flow: a task is a chunk, and only numbers and codes are kept by Prefect.

Prefect keeps parameters of flows, exceptions and logs. So what a case holds never comes there, and the address of the
database, which may carry a password, is never a parameter.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from inspect import signature
from pathlib import Path

from prefect import State, flow, task
from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.cache_policies import NO_CACHE
from prefect.concurrency.sync import concurrency
from prefect.events import emit_event
from prefect.futures import PrefectFuture, as_completed
from prefect.settings import PREFECT_API_URL
from prefect.states import Completed, Failed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows import FERDIG, KILDE, OCR
from vedtaksanalyse.arbeidere import Arbeidsfeil, Avbrutt, feilkode
from vedtaksanalyse.errors import Bruksfeil, Driftsstans, Feil
from vedtaksanalyse.logg import setup_logg
from vedtaksanalyse.nattkjoring import (
    VENTETIDER,
    Nattoppsett,
    Nattrapport,
    make_markdown,
    make_oppsett,
    make_tabell,
    run_nattkjoring,
)
from vedtaksanalyse.nattkjoring.bunke import Bunkesvar, Oppdrag
from vedtaksanalyse.nattkjoring.kjor import Fremdrift, Oppgave
from vedtaksanalyse.settings import load_innstillinger

NAVN, RAPPORT, TABELL, FREMDRIFT = "nattkjoring", "nattrapport", "nattrapport-tabell", "nattkjoring-fremdrift"


@flow(name=NAVN, persist_result=False)
def nattkjoring(inn: str, ut: Path, bunke: int = 200) -> State:
    """The scheduled run; database, models, processes and engine come from the settings of the machine it runs on.

    Args:
        inn: folder of case folders, or its URL.
        ut: where the report is written.
        bunke: number of files in a chunk.
    """
    valg = load_innstillinger()
    logging.getLogger().handlers.clear()  # Prefect's own would write everything once more, words of others too
    setup_logg(valg.logg == "json")
    return _run(make_oppsett(inn, ut, valg, bunke), valg.dask, [])


def run_with_prefect(oppsett: Nattoppsett, fremdrift: Fremdrift | None = None, dask: str = "") -> Nattrapport:
    """The same flow from a command line, without a standing server. Nothing of the setup passes through Prefect.

    Args:
        dask: address of a Dask scheduler whose workers do the chunks; without it, this machine does.
    """
    rapporter: list[Nattrapport] = []
    _bestilt.append(partial(_run, oppsett, dask, rapporter, fremdrift))
    _natt()
    return rapporter[0]


_bestilt: list[Callable[[], State]] = []


@flow(name=NAVN, persist_result=False)
def _natt() -> State:
    """A flow that holds nothing itself: its tasks may take it along to other machines."""
    return _bestilt.pop()()


def _run(oppsett: Nattoppsett, dask: str, rapporter: list[Nattrapport], fremdrift: Fremdrift | None = None) -> State:
    """The run as a state with counts or a code. Its name tells whether something wants attention."""
    try:
        if dask:
            if not PREFECT_API_URL.value():  # each machine would start a server of its own
                raise Bruksfeil("dask_uten_tjener")
            from flows.fordelt import run_on_dask

            utfor = partial(run_on_dask, adresse=dask)
        else:
            utfor = partial(_run_here, traader=oppsett.prosesser)
        rapport = run_nattkjoring(share_ocr(oppsett), utfor, fremdrift)
    except Exception as feil:
        kode = feilkode(feil)
        return Failed(message=kode, data=feil if isinstance(feil, Feil) else Arbeidsfeil(kode))
    rapporter.append(rapport)
    _tell(rapport, oppsett.malform)
    return Completed(name="MedFeil" if rapport.har_feil else "Completed", data=rapport.telling())


def share_ocr(oppsett: Nattoppsett) -> Nattoppsett:
    """The setup with the server's limit on OCR beside the machine's own, where the server has one."""

    @contextmanager
    def take_plass() -> Iterator[None]:
        with oppsett.plass(), concurrency(OCR, occupy=1):
            yield

    return replace(oppsett, plass=take_plass)


def _tell(rapport: Nattrapport, malform: str) -> None:
    """The report's counts as artifacts, and the event that «not finished by» waits for."""
    create_markdown_artifact(make_markdown(rapport, malform), key=RAPPORT)
    create_table_artifact(make_tabell(rapport, malform), key=TABELL)
    telling = rapport.telling()
    emit_event(FERDIG, {"prefect.resource.id": KILDE}, payload={del_: telling[del_] for del_ in ("filer", "saker")})


def _run_here(oppgave: Oppgave, oppdrag: Sequence[Oppdrag], traader: int) -> Iterator[tuple[int, Bunkesvar | str]]:
    """Chunks as tasks in threads that only wait for the worker processes."""
    with ThreadPoolTaskRunner(max_workers=traader) as utforer:
        yield from run_as_tasks(lambda nummer: oppgave(oppdrag[nummer]), range(len(oppdrag)), utforer)


def run_as_tasks(
    gjor: Callable[..., Bunkesvar], hva: Sequence, utforer: TaskRunner, slipp: Callable[[PrefectFuture], None] = id
) -> Iterator[tuple[int, Bunkesvar | str]]:
    """Each chunk as a task with retries, run by this engine; ``slipp`` lets the engine forget one that is done."""
    if not hva:
        return
    bunke = task(
        gjor,
        name="bunke",
        retries=len(VENTETIDER),
        retry_delay_seconds=list(VENTETIDER),
        retry_condition_fn=lambda _task, _run, tilstand: not isinstance(_svar(tilstand), Exception),
        persist_result=False,
        cache_policy=NO_CACHE,
    )
    (parameter,) = signature(gjor).parameters
    fremdrift = create_progress_artifact(0.0, key=FREMDRIFT)
    oppgaver = {}
    for nummer, ett in enumerate(hva):
        navngitt = bunke.with_options(task_run_name=f"bunke-{nummer}")
        oppgaver[utforer.submit(navngitt, {parameter: ett})] = nummer
    for ferdige, oppgave in enumerate(as_completed(list(oppgaver)), start=1):
        oppgave.wait()
        svar = _svar(oppgave.state)
        slipp(oppgave)
        if isinstance(svar, Exception):
            raise svar
        yield oppgaver[oppgave], svar
        update_progress_artifact(fremdrift, 100.0 * ferdige / len(oppgaver))


def _svar(tilstand: State) -> Bunkesvar | str | Exception:
    """What a chunk came to; otherwise the code of its failure, or the name of the state it ended in.

    A failure that no other chunk will fare better with is given as it is: the run has to stop.
    """
    resultat = tilstand.result(raise_on_failure=False)
    if isinstance(resultat, (Bunkesvar, Driftsstans, Avbrutt)):
        return resultat
    return feilkode(resultat) if isinstance(resultat, Exception) else tilstand.name

"""When and where the flows run: schedule, work pool, parameters, limits and the alarm in one place.

``python -m flows.deployments INN UT [VARSEL]`` tells a standing Prefect server about the night run, and about learning from the review
where that is switched on. It may be done again.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.events.actions import DoNothing, SendNotification
from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture
from prefect.exceptions import ObjectAlreadyExists
from prefect.flows import Flow
from prefect.schedules import Cron

import flows
from flows.nattkjoring import nattkjoring
from flows.trening import trening
from vedtaksanalyse.settings import load_innstillinger
from vedtaksanalyse.tekster import tekst

ARBEIDSKO = "vedtaksanalyse"
PLAN = Cron("0 1 * * *", timezone="Europe/Oslo")
FRIST = timedelta(hours=5)
"""From when a run was to begin until its report must be there: six in the morning."""
ROT = Path(__file__).parents[1]
MANEDLIG = Cron("0 18 1 * *", timezone="Europe/Oslo")
"""Learning takes most of an hour of one core, and leaves the night alone."""


def deploy_nattkjoring(inn: str | Path, ut: Path, varsel: str = "", plan: Cron = PLAN, frist: timedelta = FRIST) -> str:
    """Make or renew work pool, deployment, limits and alarm; returns the deployment's id.

    No limit on runs at once is set here: the database's own lock sends the second one away, and that lock is let go of
    even when a run is killed.

    Args:
        varsel: the block that the alarm goes to, as «type/name»; without it, it is only shown among Prefect's events.
        frist: how long after its start a run must be done.
    """
    valg = load_innstillinger()
    with get_client(sync_client=True) as klient:
        with suppress(ObjectAlreadyExists):
            klient.create_work_pool(WorkPoolCreate(name=ARBEIDSKO, type="process"))
        if valg.ocr_samtidig:
            klient.upsert_global_concurrency_limit_by_name(flows.OCR, valg.ocr_samtidig)
        # By this file, the flow is one of a module that other machines can import too.
        natt = Flow.from_source(source=str(ROT), entrypoint=f"flows/deployments.py:{nattkjoring.fn.__name__}")
        deployment = natt.deploy(
            name="natt",
            work_pool_name=ARBEIDSKO,
            schedules=[plan],
            parameters={"inn": str(inn if "://" in str(inn) else Path(inn).resolve()), "ut": str(ut.resolve())},
            job_variables={"env": flows.MILJO},
            build=False,
            push=False,
            print_next_steps=False,
            ignore_warnings=True,
        )
        _renew(klient, make_alarm(klient, str(deployment), varsel, frist, valg.malform))
    return str(deployment)


def deploy_trening(hvem: str = trening.name, plan: Cron | None = MANEDLIG) -> str:
    """Make or renew the deployment of learning from the review; returns its id. Without a plan it runs when somebody starts it."""
    with get_client(sync_client=True) as klient, suppress(ObjectAlreadyExists):
        klient.create_work_pool(WorkPoolCreate(name=ARBEIDSKO, type="process"))
    laer = Flow.from_source(source=str(ROT), entrypoint=f"flows/deployments.py:{trening.fn.__name__}")
    deployment = laer.deploy(
        name="tren",
        work_pool_name=ARBEIDSKO,
        schedules=[plan] if plan else [],
        parameters={"hvem": hvem},
        job_variables={"env": flows.MILJO},
        build=False,
        push=False,
        print_next_steps=False,
        ignore_warnings=True,
    )
    return str(deployment)


def make_alarm(klient: SyncPrefectClient, deployment: str, varsel: str, frist: timedelta, malform: str) -> AutomationCore:
    """«Not finished in time»: a run began, or was late to begin, and no report came before the time was up.

    The server keeps the time, so it is told also where the worker is down or the run was killed.
    """
    navn, hva = tekst("nattrapport.ikke_ferdig", malform), tekst("nattrapport.ikke_ferdig_tekst", malform)
    handling = DoNothing()
    if varsel:
        slag, _, blokk = varsel.partition("/")
        handling = SendNotification(
            block_document_id=klient.read_block_document_by_name(blokk, slag).id, subject=navn, body=hva
        )
    utloser = EventTrigger(
        posture=Posture.Proactive,
        match_related={"prefect.resource.role": "deployment", "prefect.resource.id": f"prefect.deployment.{deployment}"},
        for_each={"related:deployment:prefect.resource.id"},
        after={"prefect.flow-run.Late", "prefect.flow-run.Pending"},
        expect={flows.FERDIG},
        threshold=1,
        within=frist,
    )
    return AutomationCore(name=navn, description=hva, trigger=utloser, actions=[handling])


def _renew(klient: SyncPrefectClient, alarm: AutomationCore) -> None:
    for kjent in klient.read_automations_by_name(alarm.name):
        klient.delete_automation(kjent.id)
    klient.create_automation(alarm)


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(tekst("nattrapport.planlegg_bruk"))
    deploy_nattkjoring(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
    if load_innstillinger().laering:
        deploy_trening()

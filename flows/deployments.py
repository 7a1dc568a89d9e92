"""When and where the flows run: schedule, work pool and parameters in one place.

``python -m flows.deployments INN UT`` tells a standing Prefect server about the night run.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.exceptions import ObjectAlreadyExists
from prefect.flows import Flow
from prefect.schedules import Cron

import flows
from vedtaksanalyse.tekster import tekst

ARBEIDSKO = "vedtaksanalyse"
PLAN = Cron("0 1 * * *", timezone="Europe/Oslo")
ROT = Path(__file__).parents[1]


def deploy_nattkjoring(inn: Path, ut: Path, plan: Cron = PLAN) -> str:
    """Make or renew the work pool and the deployment; returns the deployment's id.

    No limit on runs at once is set here: the database's own lock sends the second one away, and that lock is let go of
    even when a run is killed.
    """
    with get_client(sync_client=True) as klient, suppress(ObjectAlreadyExists):
        klient.create_work_pool(WorkPoolCreate(name=ARBEIDSKO, type="process"))
    natt = Flow.from_source(source=str(ROT), entrypoint="flows/nattkjoring.py:nattkjoring")
    return str(
        natt.deploy(
            name="natt",
            work_pool_name=ARBEIDSKO,
            schedules=[plan],
            parameters={"inn": str(inn.resolve()), "ut": str(ut.resolve())},
            job_variables={"env": flows.MILJO},
            build=False,
            push=False,
            print_next_steps=False,
            ignore_warnings=True,
        )
    )


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(tekst("nattrapport.planlegg_bruk"))
    deploy_nattkjoring(Path(sys.argv[1]), Path(sys.argv[2]))

"""Shows the distributed night: a Dask scheduler and two worker processes do the chunks, and one is killed on the way.

Run: ``python scripts/prov_fordelt.py FOLDER [--antall 60] [--database URL]``. The same letters are then done by one machine
undisturbed, and what is stored is compared. The engine is the real one. ``--database`` is an empty database; a SQLite file
serves as long as all is on one machine.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import flows  # noqa: F401 (before Prefect)

ROT = Path(__file__).resolve().parent.parent


@contextmanager
def run_prefect(mappe: Path) -> Iterator[None]:
    """A standing Prefect server for this process and those it starts."""
    with socket.socket() as ledig:
        ledig.bind(("127.0.0.1", 0))
        port = str(ledig.getsockname()[1])
    os.environ |= {"PREFECT_HOME": str(mappe / "prefect"), "PREFECT_API_URL": f"http://127.0.0.1:{port}/api"}
    kommando = [sys.executable, "-m", "prefect", "server", "start", "--no-ui", "--host", "127.0.0.1", "--port", port]
    with (mappe / "prefect.logg").open("wb") as logg:
        tjener = subprocess.Popen(kommando, stdout=logg, stderr=logg)
    try:
        while tjener.poll() is None:
            with suppress(OSError), urllib.request.urlopen(os.environ["PREFECT_API_URL"] + "/health"):
                break
            time.sleep(0.5)
        yield
    finally:
        tjener.terminate()
        tjener.wait()


@contextmanager
def run_maskiner(mappe: Path, database: str) -> Iterator[tuple[str, list[subprocess.Popen]]]:
    """A scheduler and two workers; gives its address and the workers."""
    from distributed import Client

    fil, prosesser = mappe / "dask.json", []
    miljo = os.environ | {"VEDTAKSANALYSE_DATABASE": database, "VEDTAKSANALYSE_PROSESSER": "1", "OMP_NUM_THREADS": "1"}
    felles = ["--scheduler-file", str(fil), "--dashboard-address", "127.0.0.1:0"]
    for kommando in (["scheduler", "--host", "127.0.0.1", "--port", "0"], *[["worker", "--no-nanny", "--nthreads", "1"]] * 2):
        with (mappe / f"dask{len(prosesser)}.logg").open("wb") as logg:
            hele = [sys.executable, "-m", "dask", *kommando, *felles]
            prosesser.append(subprocess.Popen(hele, cwd=mappe, env=miljo, stdout=logg, stderr=logg))
    try:
        with Client(scheduler_file=str(fil), timeout=120) as klient:
            klient.wait_for_workers(2, timeout=120)
            yield klient.scheduler.address, prosesser[1:]
    finally:
        for prosess in prosesser:
            prosess.kill()
            prosess.wait()


def kill_midway(prosess: subprocess.Popen, database: str, antall: int) -> None:
    """End a worker with SIGKILL when a third of the cases are stored."""
    from vedtaksanalyse.storage import open_lager

    with open_lager(database) as lager:
        while sum(lager.count_saker().values()) < antall // 3:
            time.sleep(0.2)
    prosess.kill()
    print("drept", flush=True)


def main() -> None:
    """Make the letters, do them twice, compare."""
    valg = argparse.ArgumentParser(description=__doc__)
    valg.add_argument("mappe", type=Path)
    valg.add_argument("--antall", type=int, default=60)
    valg.add_argument("--database")
    svar = valg.parse_args()
    mappe = svar.mappe.resolve()
    shutil.rmtree(mappe, ignore_errors=True)
    mappe.mkdir(parents=True)
    subprocess.run([sys.executable, ROT / "scripts" / "lag_fartsbrev.py", mappe / "inn", "--antall", str(svar.antall)], check=True)
    with run_prefect(mappe):
        compare(mappe, svar.antall, svar.database)


def compare(mappe: Path, antall: int, database: str | None) -> None:
    """The letters by two machines of which one dies, and by one alone; ends with whether what is stored is the same."""
    from flows.nattkjoring import run_with_prefect
    from vedtaksanalyse.nattkjoring import make_oppsett, run_nattkjoring
    from vedtaksanalyse.settings import load_innstillinger
    from vedtaksanalyse.storage import open_lager

    databaser = [database or f"sqlite:///{mappe / 'fordelt.sqlite'}", f"sqlite:///{mappe / 'alene.sqlite'}"]
    fordelt, alene = (
        make_oppsett(mappe / "inn", mappe / "ut", load_innstillinger(database=database, ro_sekunder=0), bunke=20)
        for database in databaser
    )
    with run_maskiner(mappe, databaser[0]) as (adresse, arbeidere):
        threading.Thread(target=kill_midway, args=(arbeidere[0], databaser[0], antall), daemon=True).start()
        rapporter = [run_with_prefect(fordelt, dask=adresse)]
    rapporter.append(run_nattkjoring(alene))
    lagret = []
    for database in databaser:
        with open_lager(database) as lager:
            lagret.append(list(lager.load_vurderinger()))
    like = lagret[0] == lagret[1] and rapporter[0].telling() == rapporter[1].telling()
    for rapport in rapporter:
        print(f"{rapport.saker} saker, {(rapport.ferdig - rapport.startet).total_seconds():.1f} s, {rapport.telling()['filer']['ny']} nye filer")
    print("likt" if like else "ULIKT")
    sys.exit(not like)


if __name__ == "__main__":
    main()

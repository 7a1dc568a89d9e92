"""Measures a night where nothing has changed: seconds, and memory of the parent, for so many small files.

Run: ``python scripts/maal_natt.py FOLDER [--filer 100000]``. The first night fills the ledger with an engine that reads
the files and assesses nothing, since it is the nights after that are measured: two that trust the file system, and one that opens every file. Each
night is a process of its own.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

from vedtaksanalyse.nattkjoring import Nattoppsett, run_nattkjoring, stand
from vedtaksanalyse.reading import Grenser, read_sak
from vedtaksanalyse.sak import Belegg, Saksstatus, Saksvurdering, Setningsmerke, Versjoner

PER_SAK = 4


def start(modellmappe: Path, sprakmodell: str, grenser: Grenser, krasj: dict):
    """An engine that reads, and says that every case is assessed."""
    versjoner = Versjoner("natt", "natt", "natt", "natt")
    return versjoner, lambda mapper: [_vurder(read_sak(mappe, grenser), versjoner) for mappe in mapper]


def _vurder(sak, versjoner: Versjoner) -> Saksvurdering:
    merke = Setningsmerke(Belegg(sak.dokumenter[0].dok_id, 0, 9), 1, int(sak.sak_id), bytes(64), 5)
    return Saksvurdering(sak, Saksstatus.VURDERT, versjoner, merker=(merke,))


def make_filer(inn: Path, antall: int) -> None:
    """Case folders with small text files, each file with its own words."""
    for nr in range(-(-antall // PER_SAK)):
        mappe = inn / f"{nr:06d}"
        mappe.mkdir(parents=True)
        for del_ in range(PER_SAK):
            (mappe / f"dokument {del_}.txt").write_text(f"Journalnotat nummer {nr} {del_}.\n\n" + "Samtale. " * 100, encoding="utf-8")


def night(mappe: Path, full: int) -> None:
    """One night, with what it took."""
    oppsett = Nattoppsett(
        mappe / "inn", mappe / "ut", str(mappe / "natt.sqlite"), mappe, prosesser=2, start=start, full_kontroll=full,
        grenser=Grenser(ro=0),
    )  # fmt: skip
    fra, cpu = time.perf_counter(), time.process_time()
    rapport = run_nattkjoring(oppsett)
    brukt = time.perf_counter() - fra, time.process_time() - cpu
    minne = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    telling = rapport.telling()["filer"]
    print(
        f"{telling['funnet']:>8} filer  {telling['uendret']:>8} uendret  {telling['uapnet']:>8} ikke åpnet"
        f"  {brukt[0]:6.1f} s  {brukt[1]:6.1f} s CPU  {minne:>5} MB",
        flush=True,
    )


def main() -> None:
    """Make the files, and run the nights."""
    valg = argparse.ArgumentParser(description=__doc__)
    valg.add_argument("mappe", type=Path)
    valg.add_argument("--filer", type=int, default=100_000)
    valg.add_argument("--full", type=int, default=0, help=argparse.SUPPRESS)
    arg = valg.parse_args()
    if arg.full:
        night(arg.mappe, arg.full)
    else:
        run_netter(arg.mappe, arg.filer)


def run_netter(mappe: Path, antall: int) -> None:
    """The files, and one night after the other."""
    shutil.rmtree(mappe, ignore_errors=True)
    make_filer(mappe / "inn", antall)
    time.sleep(stand.MARGIN / 1e9 + 1)
    for full in (2, 99, 99, 1):
        subprocess.run([sys.executable, __file__, str(mappe), "--full", str(full)], check=True, env=os.environ)


if __name__ == "__main__":
    main()

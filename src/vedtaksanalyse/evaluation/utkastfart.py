"""How long the check of one draft takes when the engine is warm: ``python -m vedtaksanalyse.evaluation.utkastfart FOLDER``.

Each file that is a vedtak is a draft, first alone, then with the notes of its case. Part of ``make bench``.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from vedtaksanalyse.analyse import Motor, load_motor
from vedtaksanalyse.reading import Saksmappe, find_saksmapper
from vedtaksanalyse.sak import Lesestatus
from vedtaksanalyse.tekster import tekst


def list_utkast(motor: Motor, mapper: Sequence[Saksmappe]) -> Iterator[tuple[bytes, list[bytes]]]:
    """The drafts of these cases, each with the other documents beside it."""
    for mappe, sak in zip(mapper, motor.read_mapper(mapper), strict=True):
        filer = {mappe.navn(fil): fil for fil in mappe.filer}
        leste = [kilde for kilde in sak.kilder if kilde.status == Lesestatus.LEST]
        notater = [filer[kilde.fil].read_bytes() for kilde in leste if kilde.type != "vedtak"]
        for kilde in leste:
            if kilde.type == "vedtak":
                yield filer[kilde.fil].read_bytes(), notater


def time_utkast(motor: Motor, utkast: Sequence[tuple[bytes, list[bytes]]], *, med_notater: bool) -> list[float]:
    """Seconds for each check, from bytes to answer, when all have been checked once before."""
    for data, _ in utkast:
        motor.check_utkast(data)
    sekunder = []
    for data, notater in utkast:
        start = time.perf_counter()
        motor.check_utkast(data, notater if med_notater else ())
        sekunder.append(time.perf_counter() - start)
    return sekunder


def main() -> None:
    """Prints the median, the 95th percentile and the slowest, alone and with notes."""
    leser = argparse.ArgumentParser(prog="python -m vedtaksanalyse.evaluation.utkastfart")
    leser.add_argument("mappe", type=Path)
    leser.add_argument("--modeller", type=Path, default=Path("models"))
    arg = leser.parse_args()
    motor = load_motor(arg.modeller)
    utkast = list(list_utkast(motor, find_saksmapper(arg.mappe)))
    for navn, med_notater in (("alene", False), ("med_notater", True)):
        sekunder = time_utkast(motor, utkast, med_notater=med_notater)
        tall = {"median": statistics.median(sekunder), "p95": sorted(sekunder)[int(0.95 * (len(sekunder) - 1))], "hoyest": max(sekunder)}
        vist = {felt: f"{verdi:.3f}".replace(".", ",") for felt, verdi in tall.items()}
        print(tekst(f"utkast.fart.{navn}", antall=len(sekunder), **vist))


if __name__ == "__main__":
    main()

"""Whether a document takes as long in a large run as in a small one, and whether the parent's memory stays flat.

Run as ``make bench-lang``, or ``python -m vedtaksanalyse.evaluation.langfart FOLDER --antall 1000 2000 5000 10000 20000``:
the letters of a folder over and over, as different cases, through two workers into one growing database.
"""

from __future__ import annotations

import argparse
import math
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle, islice, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ["OMP_NUM_THREADS"] = "1"

from vedtaksanalyse.arbeidere import Arbeidere
from vedtaksanalyse.evaluation.kjeder import TO, run_arbeidere, start
from vedtaksanalyse.reading import Saksmappe, find_saksmapper
from vedtaksanalyse.storage import open_lager
from vedtaksanalyse.tekster import tekst

_SIDE = os.sysconf("SC_PAGE_SIZE")
_PORSJON = 200


@dataclass(frozen=True, slots=True)
class Punkt:
    """After so many documents: the seconds so far, the parent's resident memory in MiB and the database in MB."""

    antall: int
    sekunder: float
    minne: float
    database: float


def measure(mapper: Sequence[Saksmappe], modeller: Path, antall: Sequence[int]) -> Iterator[Punkt]:
    """One run that goes on from each number of documents to the next."""
    saker = (replace(mappe, sak_id=f"{nr:06}") for nr, mappe in enumerate(cycle(mapper)))
    sekunder = 0.0
    with TemporaryDirectory() as mappe, Arbeidere(start, modeller, TO) as arbeidere:
        fil = Path(mappe) / "lang.sqlite"
        with open_lager(f"sqlite:///{fil}") as lager:
            run_arbeidere(arbeidere, mapper, lager)
            for fra, til in pairwise([0, *antall]):
                begynte = time.perf_counter()
                for start_nr in range(fra, til, _PORSJON):
                    run_arbeidere(arbeidere, list(islice(saker, min(_PORSJON, til - start_nr))), lager)
                sekunder += time.perf_counter() - begynte
                yield Punkt(til, sekunder, _resident(), sum(f.stat().st_size for f in fil.parent.iterdir()) / 1e6)


def find_helning(punkter: Sequence[Punkt]) -> float:
    """The slope of the line through the logarithms of time and number: 1 where each document takes as long."""
    x, y = ([math.log(getattr(p, felt)) for p in punkter] for felt in ("antall", "sekunder"))
    snitt_x, snitt_y = sum(x) / len(x), sum(y) / len(y)
    return sum((a - snitt_x) * (b - snitt_y) for a, b in zip(x, y, strict=True)) / sum((a - snitt_x) ** 2 for a in x)


def _resident() -> float:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * _SIDE / 2**20


def main() -> None:
    """Measure and print."""
    valg = argparse.ArgumentParser(description=__doc__)
    valg.add_argument("mappe", type=Path)
    valg.add_argument("--modeller", type=Path, default=Path("models"))
    valg.add_argument("--antall", type=int, nargs="+", default=[1000, 2000, 5000, 10_000, 20_000])
    arg = valg.parse_args()
    print(tekst("fart.lang_tittel", prosesser=TO))
    punkter = []
    for punkt in measure(find_saksmapper(arg.mappe), arg.modeller, arg.antall):
        punkter.append(punkt)
        tall = (punkt.sekunder, punkt.antall / punkt.sekunder, punkt.minne, punkt.database)
        print(f"{punkt.antall:>8}" + "".join(f"{ett:>10.1f}" for ett in tall).replace(".", ","), flush=True)
    if len(punkter) > 1:
        print(tekst("fart.lang_helning", helning=f"{find_helning(punkter):.3f}".replace(".", ",")))


if __name__ == "__main__":
    main()

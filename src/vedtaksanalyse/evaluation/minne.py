"""Whether memory stays flat while one reader child reads file after file: that of the child, and that of its parent.

Run as ``python -m vedtaksanalyse.evaluation.minne corpora/eksempler --antall 1000``. The files of the folder are read over
and over, with a small change in each, and the boxes of a page of each PDF are asked for. Ends with 1 where either process
grew by more than ``--vekst`` megabytes after the first fifth, or the child was replaced.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading import Grenser, Innhold, Sandkasse, find_bokser
from vedtaksanalyse.sak import Belegg, Dokument

_MB = 1_000_000
_RUTER = 200
_OPPVARMING = 5


class Punkt(NamedTuple):
    """After so many files, the megabytes that each process holds, and the child's process number."""

    lest: int
    forelder: float
    barn: float
    pid: int


def find_filer(mappe: Path) -> list[Path]:
    """All files under a folder, in order."""
    return sorted(sti for sti in mappe.rglob("*") if sti.is_file() and sti.suffix != ".json")


def measure(filer: Sequence[Path], antall: int, grenser: Grenser, hver: int) -> Iterator[Punkt]:
    """Read so many files in one child, and look at the memory for each ``hver`` of them."""
    andres = _list_barn()
    with Sandkasse(grenser) as sandkasse:
        for nummer, sti in enumerate(islice(cycle(filer), antall), start=1):
            _les(sandkasse, _endre(sti.read_bytes(), sti.suffix, nummer), sti.suffix)
            if nummer % hver == 0 or nummer == antall:
                (pid,) = _list_barn() - andres
                yield Punkt(nummer, _resident(os.getpid()), _resident(pid), pid)


def grow(punkter: Sequence[Punkt], hent: Callable[[Punkt], float]) -> float:
    """How many megabytes were added from the end of the warming up to the last point."""
    return hent(punkter[-1]) - hent(next(p for p in punkter if p.lest * _OPPVARMING >= punkter[-1].lest))


def _les(sandkasse: Sandkasse, data: bytes, endelse: str) -> None:
    try:
        innhold: Innhold = sandkasse(data, endelse)
        if innhold.sider:
            dokument = Dokument("d", "annet", innhold.tekst, sider=innhold.sider)
            find_bokser(data, dokument, Belegg("d", 0, min(_RUTER, len(innhold.tekst))), sandkasse.find_ruter)
    except Lesefeil:
        pass


def _endre(data: bytes, endelse: str, nummer: int) -> bytes:
    """The file with a number in it, where its format takes one at the end."""
    if endelse == ".pdf":
        return data + b"%% %d\n%%%%EOF\n" % nummer
    return data + b"\n%d\n" % nummer if endelse == ".txt" else data


def _list_barn() -> set[int]:
    """The process numbers of the children of this process."""
    return {int(barn) for sti in Path("/proc/self/task").glob("*/children") for barn in sti.read_text().split()}


def _resident(pid: int) -> float:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / _MB


def main() -> int:
    """Print a line for every point, and say how much was added."""
    valg = argparse.ArgumentParser(description=__doc__)
    valg.add_argument("mappe", type=Path)
    valg.add_argument("--antall", type=int, default=1000)
    valg.add_argument("--vekst", type=float, default=20.0)
    valg.add_argument("--ocr", action="store_true")
    arg = valg.parse_args()
    grenser = Grenser() if arg.ocr else Grenser(ocr_sider=0)
    punkter = []
    for punkt in measure(find_filer(arg.mappe), arg.antall, grenser, max(1, arg.antall // 10)):
        punkter.append(punkt)
        print(f"{punkt.lest:>6}  {punkt.forelder:7.1f} MB  {punkt.barn:7.1f} MB", flush=True)
    forelder, barn = grow(punkter, lambda p: p.forelder), grow(punkter, lambda p: p.barn)
    byttet = len({punkt.pid for punkt in punkter}) > 1
    print(f"{forelder:+.1f} MB  {barn:+.1f} MB{'  !' if byttet else ''}")
    return int(byttet or max(forelder, barn) > arg.vekst)


if __name__ == "__main__":
    sys.exit(main())

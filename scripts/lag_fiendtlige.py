"""Makes small hostile and odd files: what the reader must survive, each with the statuses it may end in.

Run: ``python scripts/lag_fiendtlige.py FOLDER [--fro 1]``. The folder is then an input folder like any other; the same
number gives the same files. Beside it lies «FOLDER-utenfor», which nothing may read, and the table is printed.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path

from fiendtlig.brev import make_brev
from fiendtlig.mapper import make_arkiver, write_rare, write_sakjson
from fiendtlig.pakker import make_pakker
from fiendtlig.pdfer import make_pdfer
from fiendtlig.tekster import make_seige, make_tekster

SAKER = {"brev": make_brev, "pakker": make_pakker, "pdfer": make_pdfer, "seige": make_seige, "tekster": make_tekster}
RARE = "rare"
ALLE = "*"
"""Where a name is not to be foretold, what any other file of the case may end in."""


@dataclass
class Tabell:
    """What is expected: the statuses of each file by case and name, and the deviations of each case that has a sak.json."""

    filer: dict[str, dict[str, frozenset[str]]] = field(default_factory=dict)
    avvik: dict[str, frozenset[str]] = field(default_factory=dict)

    def add(self, sak: str, fil: str, ventet: str) -> None:
        """One file."""
        self.filer.setdefault(sak, {})[fil] = frozenset(ventet.split())

    @property
    def antall(self) -> int:
        """How many files there are in the table."""
        return sum(map(len, self.filer.values()))


def lag_fiendtlige(mappe: Path, fro: int = 1) -> Tabell:
    """Write all files under a new folder."""
    tabell = Tabell()
    mappe.mkdir(parents=True)
    for sak, make in SAKER.items():
        (mappe / sak).mkdir()
        for navn, data, ventet in make(random.Random(f"{fro} {sak}")):
            (mappe / sak / navn).write_bytes(data)
            tabell.add(sak, navn, ventet)
    for navn, data, filer in make_arkiver():
        (mappe / navn).write_bytes(data)
        for sti, ventet in filer.items():
            sak, _, fil = sti.partition("/") if "/" in sti else (navn.removesuffix(".zip"), "", sti)
            tabell.add(sak, fil, ventet)
    for fil, ventet in write_rare(mappe / RARE).items():
        tabell.add(RARE, fil, ventet)
    tabell.avvik = {sak: frozenset(avvik.split()) for sak, avvik in write_sakjson(mappe).items()}
    return tabell


def main() -> None:
    """Write the folder and print the table."""
    valg = argparse.ArgumentParser(description=__doc__)
    valg.add_argument("mappe", type=Path)
    valg.add_argument("--fro", type=int, default=1)
    arg = valg.parse_args()
    for gammel in (arg.mappe, arg.mappe.with_name(arg.mappe.name + "-utenfor")):
        shutil.rmtree(gammel, ignore_errors=True)
    tabell = lag_fiendtlige(arg.mappe, arg.fro)
    for sak, filer in tabell.filer.items():
        for fil, ventet in filer.items():
            print(f"{sak}/{fil}", *sorted(ventet), sep="\t")
    for sak, avvik in tabell.avvik.items():
        print(f"{sak}/sak.json", *sorted(avvik), sep="\t")
    print(tabell.antall + len(tabell.avvik), file=sys.stderr)


if __name__ == "__main__":
    main()

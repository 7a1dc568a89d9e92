"""Nights killed at so many random points, one after the other. Run: ``make drap ANTALL=200``."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from drap import Oppstart
from punkter import Drapsfelt, run_punkt


def main() -> None:
    """Kill, and say what came of it; exits with 1 when any point failed."""
    valg = argparse.ArgumentParser(description=__doc__)
    valg.add_argument("--antall", type=int, default=200)
    valg.add_argument("--fro", type=int, default=1)
    valg.add_argument("--ekte", action="store_true", help="with the models that ship with the project")
    arg = valg.parse_args()
    oppstart, tall, feil = Oppstart(), Counter(), 0
    fra = time.monotonic()
    with tempfile.TemporaryDirectory() as mappe:
        felt = Drapsfelt(Path(mappe), oppstart, lett=not arg.ekte)
        for nummer, punkt in enumerate(felt.draw(arg.antall, arg.fro)):
            try:
                svar = run_punkt(felt, felt.sted(str(nummer)), punkt)
            except AssertionError as galt:
                feil += 1
                print(f"{nummer} {punkt}: {galt}", flush=True)
                svar = "FEIL"
            tall[punkt.hvem, svar] += 1
            if not (nummer + 1) % 20:
                print(f"{nummer + 1} points, {feil} failed, {time.monotonic() - fra:.0f} s", flush=True)
        print(f"{len(felt.fasit[0]['sak'])} cases, {len(felt.fasit[0]['fil'])} files, {felt.setninger} statements a night")
    for (hvem, svar), antall in sorted(tall.items()):
        print(f"{antall:>6}  {hvem:<16} {svar}")
    print(f"{arg.antall} points, {feil} failed, {time.monotonic() - fra:.0f} s")
    oppstart.close()
    sys.exit(bool(feil))


if __name__ == "__main__":
    main()

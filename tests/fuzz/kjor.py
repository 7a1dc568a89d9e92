"""All fuzzing within so many seconds: damaged files through the sandbox, properties, and the fuzzer that sees branches.

Run: ``make fuzz SEKUNDER=300``, or with ``FILER=10000`` for the number of damaged files instead of a share of the time.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from time import monotonic

from mutasjon import Kjoring, load_froe

HER = Path(__file__).parent
_FLEST = 1_000_000
PROVER = (HER / "test_egenskaper.py", HER.parent / "reading" / "test_fiendtlige.py")


def main() -> None:
    """Each part in turn; exits with 1 when any of them found something."""
    valg = argparse.ArgumentParser(description=__doc__)
    valg.add_argument("--sekunder", type=float, default=300)
    valg.add_argument("--filer", type=int, default=0)
    valg.add_argument("--prosesser", type=int, default=2)
    valg.add_argument("--fro", type=int, default=1)
    arg = valg.parse_args()
    del_ = arg.sekunder / 3
    with tempfile.TemporaryDirectory() as mappe:
        froe = load_froe(Path(mappe))
        frist = float("inf") if arg.filer else del_
        regnskap = Kjoring(froe, arg.fro).run(arg.filer or _FLEST, arg.prosesser, frist)
        print(regnskap, flush=True)
        feil = [bool(regnskap.feil), run_egenskaper(del_, arg.fro), run_atheris(del_, froe, Path(mappe))]
    sys.exit(any(feil))


def run_egenskaper(sekunder: float, fro: int) -> bool:
    """The properties with new examples, again and again; True when one did not hold."""
    slutt, runde = monotonic() + sekunder, 0
    miljo = os.environ | {"VEDTAKSANALYSE_FUZZ": "200"}
    while monotonic() < slutt:
        kall = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *PROVER, f"--hypothesis-seed={fro + runde}"]
        try:
            if subprocess.run(kall, env=miljo, cwd=HER.parents[1], timeout=max(1.0, slutt - monotonic())).returncode:
                return True
        except subprocess.TimeoutExpired:
            break
        runde += 1
    print(f"properties: {runde} whole rounds, none of them broken", flush=True)
    return False


def run_atheris(sekunder: float, froe: list[tuple[str, bytes]], mappe: Path) -> bool:
    """The fuzzer from the hostile files on; True when it found something, which then lies in ``bygg/fuzz``."""
    if find_spec("atheris") is None:
        print("atheris is not installed: the coverage-guided part was not run", flush=True)
        return False
    inn, ut = mappe / "froe", HER.parents[1] / "bygg" / "fuzz"
    inn.mkdir()
    ut.mkdir(parents=True, exist_ok=True)
    for nr, (_, data) in enumerate(froe):
        if len(data) < 20_000 and b"%PDF-" not in data[:1024]:
            (inn / str(nr)).write_bytes(bytes([nr % 6]) + data)
    kall = [sys.executable, HER / "atheris_lesere.py", inn, f"-max_total_time={int(sekunder)}", "-timeout=30", "-rss_limit_mb=3000"]
    return subprocess.run([*kall, "-max_len=20000", "-print_final_stats=1", f"-artifact_prefix={ut}/"]).returncode != 0


if __name__ == "__main__":
    main()

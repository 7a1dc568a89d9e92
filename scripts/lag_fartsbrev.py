"""Makes two-page decisions as PDF for the speed measurement, one case folder each: the same files each time.

Run: ``python scripts/lag_fartsbrev.py FOLDER [--antall 60]``. The text is that of gold cases, offices and layouts in turn.
"""

from __future__ import annotations

import argparse
import json
import shutil
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from brevlayout import Brev, Stil

from vedtaksanalyse.evaluation.fasit import load_urorte

FASIT = Path(__file__).resolve().parent.parent / "corpora" / "fasit"
SIDER = 2
STILER = (
    Stil(),
    Stil("Times-Roman", "Times-Bold", 11.5, 15, 80, 80, justert=True),
    Stil(storrelse=10, linje=13, venstre=62, hoyre=80),
    Stil(storrelse=9.5, linje=13, venstre=57, hoyre=57, skjema=True),
    Stil("Times-Roman", "Times-Bold", 11, 14.5, 71, 71, side_om_side=True),
)


def main() -> None:
    """Write the case folders."""
    valg = argparse.ArgumentParser(description=__doc__)
    valg.add_argument("mappe", type=Path)
    valg.add_argument("--antall", type=int, default=60)
    arg = valg.parse_args()
    shutil.rmtree(arg.mappe, ignore_errors=True)
    vedtak = [tekst for fil in _gullfiler() for tekst in _vedtak(fil)]
    steg = max(1, len(vedtak) // arg.antall)
    for nr in range(arg.antall):
        fra = nr * steg % len(vedtak)
        tekst = "\n\n".join(islice(cycle(vedtak), fra, fra + 4))
        brev = Brev(tekst, STILER[nr % len(STILER)], f"Nav kontor {nr % 7 + 1}", f"Sak F-{nr:03d}", "Postboks 1, 0001 Byen")
        mappe = arg.mappe / f"F-{nr:03d}"
        mappe.mkdir(parents=True)
        (mappe / "vedtak.pdf").write_bytes(_to_sider(brev))
        oppgitt = {"dokumenter": [{"fil": "vedtak.pdf", "type": "vedtak", "dato": "2025-03-01"}]}
        (mappe / "sak.json").write_text(json.dumps(oppgitt), encoding="utf-8")


def _gullfiler() -> list[Path]:
    holdt_av = load_urorte(FASIT)
    return [fil for fil in sorted(FASIT.glob("*.json")) if fil.name.split("-")[0] not in holdt_av]


def _vedtak(fil: Path) -> list[str]:
    dokumenter = json.loads(fil.read_text(encoding="utf-8"))["dokumenter"]
    return [dokument["tekst"] for dokument in dokumenter if dokument["type"] == "vedtak"]


def _to_sider(brev: Brev) -> bytes:
    """The letter cut after its second page."""
    avsnitt = brev.tekst.split("\n\n")
    lav, hoy = 1, len(avsnitt)
    while lav < hoy:
        midt = (lav + hoy + 1) // 2
        if _sider(replace(brev, tekst="\n\n".join(avsnitt[:midt]), ops=[[]])) <= SIDER:
            lav = midt
        else:
            hoy = midt - 1
    return replace(brev, tekst="\n\n".join(avsnitt[:lav]), ops=[[]]).pdf()


def _sider(brev: Brev) -> int:
    brev.pdf()
    return len(brev.ops)


if __name__ == "__main__":
    main()

"""References to law measured against those labelled by hand: ``python -m vedtaksanalyse.evaluation.lovhenvisninger``.

A reference counts when its place, its act and its section are right. A bare one has no act beside it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from vedtaksanalyse.detection.lovhenvisninger import Lovhenvisning, Lovkjenner
from vedtaksanalyse.evaluation.fasit import load_fasitsak
from vedtaksanalyse.kriterier import load_katalog
from vedtaksanalyse.sak import Belegg
from vedtaksanalyse.structure import divide


@dataclass(frozen=True, slots=True)
class Fasithenvisning:
    """One reference of a gold case."""

    sak_id: str
    belegg: Belegg
    lov: str
    paragraf: str
    naken: bool
    ledd: int | None


@dataclass(frozen=True, slots=True)
class Henvisningsmaal:
    """How many there are and were found right, of all and of the bare ones; ``ekstra`` were found where none is."""

    antall: int
    riktige: int
    nakne: int
    riktige_nakne: int
    riktige_ledd: int
    ekstra: int

    @property
    def andel(self) -> float:
        """The part of all references that is right."""
        return self.riktige / self.antall

    @property
    def andel_nakne(self) -> float:
        """The part of the bare references that is right."""
        return self.riktige_nakne / self.nakne


def load_henvisninger(fil: Path) -> list[Fasithenvisning]:
    """The labelled references."""
    return [
        Fasithenvisning(
            p["sak_id"], Belegg(p["dok_id"], p["start"], p["slutt"]), p["lov"], p["paragraf"], p["naken"], p.get("ledd")
        )
        for p in json.loads(fil.read_text(encoding="utf-8"))
    ]


def measure(fasit: Iterable[Fasithenvisning], svar: Iterable[tuple[str, Lovhenvisning]]) -> Henvisningsmaal:
    """The labelled references against those found, given as pairs of case id and reference."""
    fasit = list(fasit)
    funnet = {(sak_id, h.belegg): h for sak_id, h in svar}
    riktige = [f for f in fasit if _is_right(f, funnet.get((f.sak_id, f.belegg)))]
    return Henvisningsmaal(
        antall=len(fasit),
        riktige=len(riktige),
        nakne=sum(f.naken for f in fasit),
        riktige_nakne=sum(f.naken for f in riktige),
        riktige_ledd=sum(funnet[f.sak_id, f.belegg].ledd == f.ledd for f in riktige),
        ekstra=len(funnet.keys() - {(f.sak_id, f.belegg) for f in fasit}),
    )


def _is_right(fasit: Fasithenvisning, svar: Lovhenvisning | None) -> bool:
    return svar is not None and (svar.lov, svar.paragraf) == (fasit.lov, fasit.paragraf)


def find_svar(mappe: Path, sak_ider: Iterable[str]) -> list[tuple[str, Lovhenvisning]]:
    """What the house finds in these gold cases of a folder."""
    katalog = load_katalog()
    kjenner = Lovkjenner(katalog.felles["lover"])
    return [
        (ett.sak.sak_id, henvisning)
        for ett in (load_fasitsak(mappe / f"{sak_id}.json") for sak_id in sorted(set(sak_ider)))
        for dokument in ett.sak.dokumenter
        for henvisning in kjenner.find(divide(dokument, katalog))
    ]


def main() -> None:
    """Prints the figures."""
    leser = argparse.ArgumentParser(prog="python -m vedtaksanalyse.evaluation.lovhenvisninger")
    leser.add_argument("fil", nargs="?", type=Path, default=Path("corpora/lovhenvisninger/fasit.json"))
    leser.add_argument("--saker", type=Path, default=Path("corpora/fasit"))
    valg = leser.parse_args()
    fasit = load_henvisninger(valg.fil)
    maal = measure(fasit, find_svar(valg.saker, (f.sak_id for f in fasit)))
    print(f"alle\t{maal.antall}\t{maal.andel:.4f}")
    print(f"nakne\t{maal.nakne}\t{maal.andel_nakne:.4f}")
    print(f"ledd\t{maal.riktige}\t{maal.riktige_ledd / maal.riktige:.4f}")
    print(f"ekstra\t{maal.ekstra}")


if __name__ == "__main__":
    main()

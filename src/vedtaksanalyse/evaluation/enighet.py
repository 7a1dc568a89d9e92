"""Agreement between two who labelled the same gold cases: ``python -m vedtaksanalyse.evaluation.enighet``.

The second labeller saw only the texts. Quadratic kappa over the criterion's grades in their order, as for the models.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from vedtaksanalyse.kriterier import Katalog, load_katalog

STANDARD = Path("corpora/dobbeltmerking/grader.json")
Par = Sequence[tuple[object, object]]


def load_par(fil: Path) -> dict[str, Par]:
    """For each criterion, and for the weak verdict and the children's number and ages, both labels of each case."""
    par: dict[str, list[tuple[object, object]]] = {}
    for sak in json.loads(fil.read_text(encoding="utf-8")).values():
        for navn, grad in sak["forste"].items():
            par.setdefault(navn, []).append((grad, sak["andre"].get(navn, grad)))
    return par


def measure_enighet(par: Mapping[str, Par], katalog: Katalog) -> Iterator[tuple[str, int, float, float | None]]:
    """(name, cases, share that agree, kappa) in the order of the guide; kappa only for criteria."""
    from sklearn.metrics import cohen_kappa_score

    for navn, liste in sorted(par.items(), key=lambda ett: _place(ett[0], katalog)):
        enige = sum(a == b for a, b in liste) / len(liste)
        kappa = None
        if navn in katalog.kriterier:
            grader = list(katalog.kriterier[navn].grader)
            kappa = 1.0 if enige == 1 else float(cohen_kappa_score(*zip(*liste, strict=True), labels=grader, weights="quadratic"))
        yield navn, len(liste), enige, kappa


def _place(navn: str, katalog: Katalog) -> int:
    kriterier = list(katalog.kriterier)
    return kriterier.index(navn) if navn in kriterier else len(kriterier)


def main() -> None:
    """Prints one line per criterion and the means."""
    leser = argparse.ArgumentParser(prog="python -m vedtaksanalyse.evaluation.enighet")
    leser.add_argument("fil", nargs="?", type=Path, default=STANDARD)
    rader = list(measure_enighet(load_par(leser.parse_args().fil), load_katalog()))
    for navn, antall, enige, kappa in rader:
        print(f"{navn}\t{antall}\t{enige:.3f}\t{'–' if kappa is None else f'{kappa:.3f}'}")
    med = [(enige, kappa) for _, _, enige, kappa in rader if kappa is not None]
    print(f"snitt\t{rader[0][1]}\t{sum(e for e, _ in med) / len(med):.3f}\t{sum(k for _, k in med) / len(med):.3f}")


if __name__ == "__main__":
    main()

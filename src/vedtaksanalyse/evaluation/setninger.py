"""Division into units measured against snippets divided by hand: ``python -m vedtaksanalyse.evaluation.setninger``.

A unit counts when both its ends are right; a boundary is the place where one unit stops and the next begins.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from vedtaksanalyse.kriterier import load_katalog
from vedtaksanalyse.structure.sentences import Typografi, split_setninger

Spenn = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Utdrag:
    """A snippet of a gold case, and where each of its units stands."""

    sak_id: str
    malform: str
    tekst: str
    enheter: tuple[Spenn, ...]


@dataclass(frozen=True, slots=True)
class Treffmaal:
    """How many there are, how many were given, and how many of these are right."""

    fasit: int = 0
    svar: int = 0
    riktige: int = 0

    @property
    def presisjon(self) -> float:
        """The part of what was given that is right."""
        return self.riktige / self.svar if self.svar else 0.0

    @property
    def dekning(self) -> float:
        """The part of what there is that was given."""
        return self.riktige / self.fasit if self.fasit else 0.0

    @property
    def f(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.riktige / (self.fasit + self.svar) if self.fasit + self.svar else 0.0

    def plus(self, fasit: set, svar: set) -> Treffmaal:
        """The same count with one more snippet."""
        return Treffmaal(self.fasit + len(fasit), self.svar + len(svar), self.riktige + len(fasit & svar))


def load_utdrag(fil: Path) -> list[Utdrag]:
    """The snippets of a file; a unit that does not stand in its text, in order, raises ``ValueError``."""
    poster = json.loads(fil.read_text(encoding="utf-8"))
    return [Utdrag(p["sak_id"], p["malform"], p["tekst"], _place(p["tekst"], p["enheter"])) for p in poster]


def _place(tekst: str, enheter: Iterable[str]) -> tuple[Spenn, ...]:
    spenn, slutt = [], 0
    for enhet in enheter:
        start = tekst.index(enhet, slutt)
        slutt = start + len(enhet)
        spenn.append((start, slutt))
    return tuple(spenn)


def divide_utdrag(utdrag: Utdrag, typografi: Typografi) -> tuple[Spenn, ...]:
    """The units that the house finds in a snippet."""
    return tuple((s.start, s.slutt) for s in split_setninger(utdrag.tekst, typografi))


def measure(utdrag: Iterable[Utdrag], typografi: Typografi) -> dict[str, dict[str, Treffmaal]]:
    """Units and boundaries, over all snippets and per language form."""
    maal: dict[str, dict[str, Treffmaal]] = defaultdict(lambda: {"enheter": Treffmaal(), "grenser": Treffmaal()})
    for ett in utdrag:
        svar = divide_utdrag(ett, typografi)
        for gruppe in ("alle", ett.malform):
            maal[gruppe]["enheter"] = maal[gruppe]["enheter"].plus(set(ett.enheter), set(svar))
            maal[gruppe]["grenser"] = maal[gruppe]["grenser"].plus(_grenser(ett.enheter), _grenser(svar))
    return dict(maal)


def _grenser(enheter: tuple[Spenn, ...]) -> set[int]:
    return {slutt for _, slutt in enheter[:-1]}


def main() -> None:
    """Prints one line per language form and kind of count."""
    leser = argparse.ArgumentParser(prog="python -m vedtaksanalyse.evaluation.setninger")
    leser.add_argument("fil", nargs="?", type=Path, default=Path("corpora/setninger/utdrag.json"))
    typografi = Typografi.from_felles(load_katalog().felles)
    for gruppe, slag in measure(load_utdrag(leser.parse_args().fil), typografi).items():
        for navn, tall in slag.items():
            print(f"{gruppe}\t{navn}\t{tall.fasit}\t{tall.presisjon:.3f}\t{tall.dekning:.3f}\t{tall.f:.3f}")


if __name__ == "__main__":
    main()

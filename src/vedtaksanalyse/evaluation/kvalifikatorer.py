"""Qualifiers measured against sentences labelled by hand: ``python -m vedtaksanalyse.evaluation.kvalifikatorer``.

Each set in ``corpora/kvalifikatorer`` is one qualifier: a text, a phrase in it and whether the qualifier holds for the
phrase. Odd lines are for development, even lines for test. The answer is the chain's own: cue words, and the
grammar where the chain asks it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from vedtaksanalyse.detection.context import Kontekst
from vedtaksanalyse.detection.detect import NEKTET, Nektelsessok
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import Dokument
from vedtaksanalyse.structure import divide

MAPPE = Path("corpora/kvalifikatorer")
SAMLET: Mapping[str, frozenset[str]] = {"lovtekst": frozenset({"lovsitat", "standardtekst"})}
"""Sets that more than one qualifier of the catalogue answers for."""


@dataclass(frozen=True, slots=True)
class Merket:
    """One labelled phrase. ``linje`` counts from 1; ``kilde`` is a gold prefix or that it was written for the set."""

    linje: int
    tekst: str
    spenn: str
    gjelder: bool
    kilde: str
    malform: str

    @property
    def del_(self) -> str:
        """The half it belongs to."""
        return "utvikling" if self.linje % 2 else "test"


@dataclass(frozen=True, slots=True)
class Kvalifikatormaal:
    """How often the qualifier was said rightly, said wrongly and missed."""

    riktig: int
    galt: int
    glemt: int

    @property
    def presisjon(self) -> float:
        """The part of what was said that is right."""
        return self.riktig / max(1, self.riktig + self.galt)

    @property
    def dekning(self) -> float:
        """The part of what holds that was said."""
        return self.riktig / max(1, self.riktig + self.glemt)

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return 2 * self.riktig / max(1, 2 * self.riktig + self.galt + self.glemt)


def load_merkede(fil: Path) -> list[Merket]:
    """One set, in the order of its lines."""
    linjer = fil.read_text(encoding="utf-8").splitlines()
    return [Merket(nr, **json.loads(linje)) for nr, linje in enumerate(linjer, 1)]


def answer(merkede: Sequence[Merket], navn: str, katalog: Katalog, find_nektet: Nektelsessok | None) -> list[bool]:
    """Whether the chain says that the qualifier holds; without ``find_nektet`` cue words decide alone."""
    kontekst = Kontekst.from_felles(katalog.felles)
    gyldige = SAMLET.get(navn, frozenset({navn}))
    return [_ask(ett, gyldige, katalog, kontekst, find_nektet) for ett in merkede]


def _ask(
    ett: Merket, gyldige: frozenset[str], katalog: Katalog, kontekst: Kontekst, find_nektet: Nektelsessok | None
) -> bool:
    oppdeling = divide(Dokument("d", "vedtak", ett.tekst, malform=ett.malform), katalog)
    start = ett.tekst.index(ett.spenn)
    slutt = start + len(ett.spenn)
    setning = next(s for s in reversed(oppdeling.setninger) if s.start <= start)
    if not kontekst.qualify(oppdeling, setning, start, min(slutt, setning.slutt)) & gyldige:
        return False
    if NEKTET not in gyldige or find_nektet is None:
        return True
    return find_nektet([oppdeling.tekst(setning)], [(start - setning.start, slutt - setning.start)])[0]


def measure(merkede: Iterable[Merket], svar: Iterable[bool]) -> Kvalifikatormaal:
    """Labels against answers."""
    par = [(ett.gjelder, sagt) for ett, sagt in zip(merkede, svar, strict=True)]
    return Kvalifikatormaal(par.count((True, True)), par.count((False, True)), par.count((True, False)))


def _halves(merkede: Sequence[Merket]) -> dict[str, Callable[[Merket], bool]]:
    return {
        f"{del_}\t{form or 'alle'}": lambda m, del_=del_, form=form: m.del_ == del_ and form in (None, m.malform)
        for del_ in ("utvikling", "test")
        for form in (None, "nb", "nn")
    }


def _print_feil(merkede: Sequence[Merket], svar: Sequence[bool]) -> None:
    for ett, sagt in zip(merkede, svar, strict=True):
        if ett.del_ == "utvikling" and ett.gjelder != sagt:
            print(f"  {'galt' if sagt else 'glemt'}\t{ett.linje}\t{ett.spenn}\t|\t{ett.tekst}")


def main() -> None:
    """Prints the figures, and on demand what was wrong in the halves for development."""
    from vedtaksanalyse.analyse import connect_detektor
    from vedtaksanalyse.detection.grammar import load_sprak
    from vedtaksanalyse.kriterier import load_katalog

    leser = argparse.ArgumentParser(prog="python -m vedtaksanalyse.evaluation.kvalifikatorer")
    leser.add_argument("navn", nargs="*")
    leser.add_argument("--mappe", type=Path, default=MAPPE)
    leser.add_argument("--modeller", type=Path, default=Path("models"))
    leser.add_argument("--lett", action="store_true", help="cue words alone, without the grammar")
    leser.add_argument("--feil", action="store_true", help="the errors in the halves for development")
    valg = leser.parse_args()
    katalog = load_katalog()
    sprak = None if valg.lett else load_sprak(valg.modeller / "norsk")
    find_nektet = None if sprak is None else connect_detektor(katalog, lambda: sprak).find_nektet
    for fil in sorted(valg.mappe.glob("*.jsonl")):
        if valg.navn and fil.stem not in valg.navn:
            continue
        merkede = load_merkede(fil)
        svar = answer(merkede, fil.stem, katalog, find_nektet)
        for rad, hører_til in _halves(merkede).items():
            valgt = [(m, s) for m, s in zip(merkede, svar, strict=True) if hører_til(m)]
            maal = measure(*zip(*valgt, strict=True))
            print(f"{fil.stem}\t{rad}\t{len(valgt)}\t{maal.presisjon:.3f}\t{maal.dekning:.3f}\t{maal.f1:.3f}")
        if valg.feil:
            _print_feil(merkede, svar)


if __name__ == "__main__":
    main()

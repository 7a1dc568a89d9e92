"""The chains whose speed is measured, each as it runs at night: chunk by chunk through an engine or its workers, and stored.

What a process remembers of sentences it has seen is forgotten before each chunk, so that letters measured again cost what
new ones do. An assessment anew starts each time from what a night with the catalogue as it is left in the store.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from vedtaksanalyse.analyse import Motor, connect_detektor, load_motor
from vedtaksanalyse.arbeidere import Analyse, Arbeid, Arbeidere
from vedtaksanalyse.detection.grammar import Sprak, load_sprak
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.reading import Saksmappe
from vedtaksanalyse.sak import Saksvurdering, Versjoner
from vedtaksanalyse.samling import split_bunker
from vedtaksanalyse.storage import open_lager
from vedtaksanalyse.storage.lager import Lager

TO = 2


class UtenSprak:
    """In the light chain the language pipeline answers what the cue words say, and finds no names."""

    def names(self, tekster: Sequence[str]) -> list[list]:
        """No names."""
        return [[] for _ in tekster]

    def negated(self, setninger: Sequence[str], *_: object) -> list[bool]:
        """Every cue is believed."""
        return [True for _ in setninger]


@dataclass
class Spurt:
    """A language pipeline that counts what it is asked about."""

    sprak: Sprak
    antall: Counter = field(default_factory=Counter)

    def names(self, tekster: Sequence[str]) -> list[list]:
        """Counted, then asked."""
        self.antall["navn"] += len(tekster)
        return self.sprak.names(tekster)

    def negated(self, setninger: Sequence[str], *resten: object) -> list[bool]:
        """Counted, then asked."""
        self.antall["grammatikk"] += len(setninger)
        return self.sprak.negated(setninger, *resten)


def without_sprak(motor: Motor) -> Motor:
    """The same engine with the light chain only."""
    return with_sprak(motor, UtenSprak())


def with_sprak(motor: Motor, sprak: object) -> Motor:
    """The same engine asking this language pipeline, its catalogue compiled anew."""
    detektor = connect_detektor(motor.katalog, lambda: sprak)
    return replace(motor, detektor=replace(detektor, modell=motor.detektor.modell))


def _other_flagg(katalog: Katalog) -> Katalog:
    return replace(katalog, flagg=katalog.flagg[:-1])


def _other_spor(katalog: Katalog) -> Katalog:
    siste = next(k for k in reversed(katalog.kriterier.values()) if k.spor)
    return replace(katalog, kriterier={**katalog.kriterier, siste.id: replace(siste, spor=siste.spor[:-1])})


def _other_ord(katalog: Katalog) -> Katalog:
    gjenbruk = katalog.felles["gjenbruk"]
    return replace(katalog, felles={**katalog.felles, "gjenbruk": gjenbruk | {"minst_ord": gjenbruk["minst_ord"] + 1}})


ENDRINGER: dict[str, Callable[[Katalog], Katalog]] = {"flagg": _other_flagg, "spor": _other_spor, "ord": _other_ord}
"""What differs in another catalogue: what assessment alone reads, the words of one criterion, words that all share."""


def change_katalog(motor: Motor, hva: str) -> Motor:
    """The same engine with another catalogue."""
    return replace(motor, katalog=ENDRINGER[hva](motor.katalog))


def forget_first(motor: Motor) -> Analyse:
    """The engine at work, with nothing in mind from the chunk before."""

    def analyse(arbeid: Sequence[Arbeid]) -> list[Saksvurdering]:
        motor.detektor.sporsett.kontekst.forget()
        return motor.analyse_mapper(arbeid)

    return analyse


def start(modellmappe: Path, lett: bool = False, endring: str = "") -> tuple[Versjoner, Analyse]:
    """What a worker of a chain does once."""
    motor = load_motor(modellmappe)
    motor = change_katalog(motor, endring) if endring else motor
    motor = without_sprak(motor) if lett else with_sprak(motor, load_sprak(modellmappe / "norsk"))
    return motor.versjoner, forget_first(motor)


def run_alone(analyse: Analyse, mapper: Sequence[Saksmappe], lager: Lager) -> None:
    """The whole chain in this process, chunk by chunk."""
    for bunke in split_bunker(mapper, 1):
        lager.save_vurderinger(_all_assessed(analyse(bunke)))


def run_arbeidere(arbeidere: Arbeidere, mapper: Sequence[Saksmappe], lager: Lager) -> None:
    """The whole chain in two worker processes; the parent stores."""

    def run(bunke: Sequence[Arbeid]) -> None:
        lager.save_vurderinger(_all_assessed(arbeidere.analyse(bunke)[0], len(bunke)))

    with ThreadPoolExecutor(TO) as traader:
        list(traader.map(run, split_bunker(mapper, TO)))


@dataclass(frozen=True)
class Igjen:
    """All cases assessed anew from what is stored, and stored; no file is opened."""

    grunnlag: Path
    """The database as a night with the catalogue as it is left it."""
    mapper: Sequence[Saksmappe]

    def alone(self, analyse: Analyse, lager: Lager) -> None:
        """In this process."""
        for bunke in split_bunker(self.mapper, 1):
            self._run(lambda saker: analyse(saker), bunke, lager)

    def arbeidere(self, arbeidere: Arbeidere, lager: Lager) -> None:
        """In two worker processes; the parent loads and stores."""
        run = partial(self._run, lambda saker: arbeidere.analyse(saker)[0], lager=lager)
        with ThreadPoolExecutor(TO) as traader:
            list(traader.map(run, split_bunker(self.mapper, TO)))

    @staticmethod
    def _run(analyse: Analyse, bunke: Sequence[Saksmappe], lager: Lager) -> None:
        saker = list(lager.load_saker(mappe.sak_id for mappe in bunke).values())
        lager.save_vurderinger(_all_assessed(analyse(saker), len(bunke)))

    def prepare(self, mappe: Path) -> str:
        """The address of a fresh copy of the database."""
        kopi = mappe / "igjen.sqlite"
        for fil in mappe.glob("igjen.sqlite*"):
            fil.unlink()
        shutil.copy(self.grunnlag, kopi)
        return f"sqlite:///{kopi}"


def make_grunnlag(motor: Motor, mapper: Sequence[Saksmappe], fil: Path) -> Igjen:
    """What assessments anew start from."""
    with open_lager(f"sqlite:///{fil}") as lager:
        run_alone(motor.analyse_mapper, mapper, lager)
    return Igjen(fil, mapper)


def _all_assessed(vurderinger: list[Saksvurdering], antall: int = 0) -> list[Saksvurdering]:
    if len(vurderinger) < antall or not all(v.vurderinger for v in vurderinger):
        raise RuntimeError("a case was not assessed; the figure would be false")
    return vurderinger

"""Documents per second, step by step, and beside it the plain chain that it is compared with, in one run.

Run as ``make bench``, or ``python -m vedtaksanalyse.evaluation.fart FOLDER`` on a folder of case folders. Everything is
warmed up first; rounds take turns, and the best round of each counts, so that other work on the machine disturbs little.
"""

from __future__ import annotations

import argparse
import gc
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ["OMP_NUM_THREADS"] = "1"

from vedtaksanalyse.analyse import Motor, connect_detektor, load_motor
from vedtaksanalyse.arbeidere import Analyse, Arbeidere, start_motor
from vedtaksanalyse.assessment.assess import assess_sak
from vedtaksanalyse.detection.barn import find_barneomtaler
from vedtaksanalyse.detection.grammar import Sprak, load_sprak
from vedtaksanalyse.detection.poster import find_sammenstillinger
from vedtaksanalyse.detection.rules import find_treff
from vedtaksanalyse.evaluation.vanlig import Vanlig
from vedtaksanalyse.reading import Saksmappe, find_saksmapper, read_sak
from vedtaksanalyse.sak import Oppdeling, Sak, Saksvurdering, Versjoner
from vedtaksanalyse.samling import BUNKE, analyse_samling, split_bunker
from vedtaksanalyse.storage import open_lager
from vedtaksanalyse.storage.lager import Lager
from vedtaksanalyse.structure import divide
from vedtaksanalyse.tekster import tekst

STEG = (
    "lesing", "uten_sandkasse", "deling", "regler", "lover", "barn", "poster", "regnskap", "konkret", "pii", "funn", "klassifikator",
    "vurdering", "lagring",
)  # fmt: skip
KJEDER = ("lett_1", "lett_2", "alt_1", "alt_2", "igjen_1", "igjen_2")
VANLIG = "vanlig"


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
    return _with_sprak(motor, UtenSprak())


def _with_sprak(motor: Motor, sprak: object) -> Motor:
    detektor = connect_detektor(motor.katalog, lambda: sprak)
    return replace(motor, detektor=replace(detektor, modell=motor.detektor.modell))


def start_lett(modellmappe: Path) -> tuple[Versjoner, Analyse]:
    """What a worker of the light chain does once."""
    motor = without_sprak(load_motor(modellmappe))
    return motor.versjoner, motor.analyse_mapper


def time_steps(motor: Motor, mapper: Sequence[Saksmappe], lager: Lager) -> Iterator[tuple[str, float]]:
    """Seconds for each step of the light chain over all cases."""
    detektor = motor.detektor
    klokke = time.perf_counter()

    def lap() -> float:
        nonlocal klokke
        forrige, klokke = klokke, time.perf_counter()
        return klokke - forrige

    saker = motor.read_mapper(mapper)
    yield "lesing", lap()
    [read_sak(mappe, motor.grenser, motor.malform.gjett) for mappe in mapper]
    yield "uten_sandkasse", lap()
    delt = [[divide(dokument, motor.katalog) for dokument in sak.dokumenter] for sak in saker]
    yield "deling", lap()
    datoer = [sak.vedtaksdato for sak in saker]
    barn: list[tuple] = []
    for navn, del_ in _parts(motor, barn).items():
        for nr, (oppdelinger, dato) in enumerate(zip(delt, datoer, strict=True)):
            del_(nr, oppdelinger, dato)
        yield navn, lap()
    funn = [detektor.detect(sak.sak_id, o, dato) for sak, o, dato in zip(saker, delt, datoer, strict=True)]
    yield "funn", lap()
    skaret = [svar for n in range(0, len(delt), BUNKE) for svar in detektor.classify(delt[n : n + BUNKE])]
    yield "klassifikator", lap()
    funn = [replace(ett, skar=skar, trekk=trekk) for ett, (skar, trekk) in zip(funn, skaret, strict=True)]
    vurdert = [
        assess_sak(sak, ett, motor.katalog, motor.saksmodell, motor.versjoner)
        for sak, ett in zip(saker, funn, strict=True)
    ]
    yield "vurdering", lap()
    lager.save_vurderinger(vurdert)
    yield "lagring", lap()


def _parts(motor: Motor, barn: list) -> dict[str, Callable[[int, Sequence[Oppdeling], date | None], object]]:
    """The parts of detection by name, each for one case; the items of a case need the children found before."""
    detektor, felles = motor.detektor, motor.katalog.felles
    return {
        "regler": lambda nr, o, dato: find_treff(o, detektor.sporsett),
        "lover": lambda nr, o, dato: [detektor.sporsett.lovkjenner.find(ett) for ett in o],
        "barn": lambda nr, o, dato: barn.append(find_barneomtaler(o, dato, felles["barn"])),
        "poster": lambda nr, o, dato: find_sammenstillinger(o, barn[nr], dato, felles["poster"]),
        "regnskap": lambda nr, o, dato: detektor.regnskap.find(o, dato),
        "konkret": lambda nr, o, dato: detektor.konkret.tally(detektor.konkret.find(o)),
        "pii": lambda nr, o, dato: [detektor.find_pii(ett) for ett in o],
    }


def run_alone(motor: Motor, mapper: Sequence[Saksmappe], lager: Lager) -> None:
    """The whole chain in this process, chunk by chunk."""
    for bunke in split_bunker(mapper, 1):
        lager.save_vurderinger(motor.analyse_mapper(bunke))


def run_arbeidere(arbeidere: Arbeidere, mapper: Sequence[Saksmappe], lager: Lager) -> None:
    """The whole chain in two worker processes; the parent stores."""
    for vurderinger in analyse_samling(split_bunker(mapper, 2), arbeidere, 2):
        lager.save_vurderinger(_all_assessed(vurderinger))


def run_again(analyse: Callable[[list[list[Sak]]], Iterator[list[Saksvurdering]]], mapper: Sequence[Saksmappe], lager: Lager) -> None:
    """All cases assessed anew from stored text, and stored; no file is opened."""
    saker = list(lager.load_saker(mappe.sak_id for mappe in mapper).values())
    for vurderinger in analyse([saker[n : n + BUNKE // 2] for n in range(0, len(saker), BUNKE // 2)]):
        lager.save_vurderinger(_all_assessed(vurderinger))


def _all_assessed(vurderinger: list[Saksvurdering]) -> list[Saksvurdering]:
    if not all(v.vurderinger for v in vurderinger):
        raise RuntimeError("a case was not assessed; the figure would be false")
    return vurderinger


def measure(mapper: Sequence[Saksmappe], modeller: Path, runder: int, vanlige: int) -> tuple[dict[str, float], Counter, int]:
    """Best documents per second of each step and chain, what the language pipeline was asked, and the sentences."""
    antall = sum(len(mappe.filer) for mappe in mapper)
    motor = load_motor(modeller)
    spurt = Spurt(load_sprak(modeller / "norsk"))
    lett, alt = without_sprak(motor), _with_sprak(motor, spurt)
    best: dict[str, float] = {}

    def note(navn: str, sekunder: float, dokumenter: int = antall) -> None:
        best[navn] = max(best.get(navn, 0.0), dokumenter / sekunder)

    with ExitStack() as stabel:
        mappe = Path(stabel.enter_context(TemporaryDirectory()))
        lager = stabel.enter_context(open_lager(f"sqlite:///{mappe / 'fart.sqlite'}"))
        to_lette = stabel.enter_context(Arbeidere(start_lett, modeller, 2))
        to_hele = stabel.enter_context(Arbeidere(start_motor, modeller, 2))
        kjeder: dict[str, Callable[[], None]] = {
            "lett_1": partial(run_alone, lett, mapper, lager),
            "lett_2": partial(run_arbeidere, to_lette, mapper, lager),
            "alt_1": partial(run_alone, alt, mapper, lager),
            "alt_2": partial(run_arbeidere, to_hele, mapper, lager),
            "igjen_1": partial(run_again, partial(map, alt.analyse_saker), mapper, lager),
            "igjen_2": partial(run_again, partial(analyse_samling, arbeidere=to_hele, prosesser=2), mapper, lager),
            VANLIG: partial(Vanlig(motor, modeller / "norsk"), mapper[:vanlige]),
        }
        for kjede in kjeder.values():
            kjede()
        gc.freeze()  # as a worker does
        spurt.antall.clear()
        run_alone(alt, mapper, lager)
        asked = Counter(spurt.antall)
        for _ in range(runder):
            for steg, sekunder in time_steps(lett, mapper, lager):
                note(steg, sekunder)
            for navn, kjede in kjeder.items():
                fra = time.perf_counter()
                kjede()
                note(navn, time.perf_counter() - fra, vanlige if navn == VANLIG else antall)
    setninger = sum(len(divide(d, motor.katalog).setninger) for sak in motor.read_mapper(mapper) for d in sak.dokumenter)
    return best, asked, setninger


def main() -> None:
    """Measure and print."""
    valg = argparse.ArgumentParser(description=__doc__)
    valg.add_argument("mappe", type=Path)
    valg.add_argument("--modeller", type=Path, default=Path("models"))
    valg.add_argument("--runder", type=int, default=3)
    valg.add_argument("--vanlige", type=int, default=20, help="documents that the plain chain is measured on")
    arg = valg.parse_args()
    mapper = find_saksmapper(arg.mappe)
    best, spurt, setninger = measure(mapper, arg.modeller, arg.runder, min(arg.vanlige, len(mapper)))
    print(tekst("fart.tittel", antall=len(mapper)))
    for navn in (*STEG, *KJEDER, VANLIG):
        gang = best[navn] / best[VANLIG]
        print(f"{tekst(f'fart.{navn}'):<58}{best[navn]:>9.1f}{gang:>9.1f} ×".replace(".", ","))
    for ledd in ("navn", "grammatikk"):
        print(tekst(f"fart.{ledd}", antall=spurt[ledd], setninger=setninger, andel=f"{100 * spurt[ledd] / setninger:.0f}"))


if __name__ == "__main__":
    main()

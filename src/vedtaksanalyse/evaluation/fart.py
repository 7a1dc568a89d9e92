"""Documents per second, step by step, and beside it the plain chain that it is compared with, in one run.

Run as ``make bench``, or ``python -m vedtaksanalyse.evaluation.fart FOLDER`` on a folder of case folders. Everything is
warmed up first, but for what is remembered of sentences (``kjeder``); rounds take turns, and the best round of each counts,
so that other work on the machine disturbs little.
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

from vedtaksanalyse.analyse import Motor, load_motor
from vedtaksanalyse.arbeidere import Arbeidere
from vedtaksanalyse.assessment.assess import assess_sak
from vedtaksanalyse.detection.barn import find_barneomtaler
from vedtaksanalyse.detection.grammar import load_sprak
from vedtaksanalyse.detection.poster import find_sammenstillinger
from vedtaksanalyse.detection.rules import find_treff
from vedtaksanalyse.evaluation.kjeder import (
    ENDRINGER,
    TO,
    Spurt,
    change_katalog,
    forget_first,
    make_grunnlag,
    run_alone,
    run_arbeidere,
    start,
    with_sprak,
    without_sprak,
)
from vedtaksanalyse.evaluation.vanlig import Vanlig, read_pdfium
from vedtaksanalyse.reading import Saksmappe, find_saksmapper, read_sak
from vedtaksanalyse.sak import Oppdeling, Saksfunn, pack_funn
from vedtaksanalyse.samling import BUNKE
from vedtaksanalyse.storage import open_lager
from vedtaksanalyse.storage.lager import Lager
from vedtaksanalyse.structure import divide
from vedtaksanalyse.tekster import tekst

STEG = (
    "pdfium", "lesing", "uten_sandkasse", "deling", "regler", "lover", "barn", "poster", "regnskap", "konkret", "pii", "funn",
    "klassifikator", "vurdering", "merker", "pakking", "lagring",
)  # fmt: skip
KJEDER = ("lett_1", "lett_2", "alt_1", "alt_2", "igjen_1", *(f"igjen_{navn}" for navn in ENDRINGER))
_TO = {"lett": {"lett": True}, "alt": {}, **{navn: {"endring": navn} for navn in ENDRINGER}}
_GANGER = 2
VANLIG = "vanlig"


def time_steps(motor: Motor, mapper: Sequence[Saksmappe], lager: Lager) -> Iterator[tuple[str, float]]:
    """Seconds for each step of the light chain over all cases."""
    detektor = motor.detektor
    klokke = time.perf_counter()

    def lap() -> float:
        nonlocal klokke
        forrige, klokke = klokke, time.perf_counter()
        return klokke - forrige

    read_pdfium(mapper)
    yield "pdfium", lap()
    saker = motor.read_mapper(mapper)
    yield "lesing", lap()
    [read_sak(mappe, motor.grenser, motor.malform.gjett) for mappe in mapper]
    yield "uten_sandkasse", lap()
    delt = [[divide(dokument, motor.katalog) for dokument in sak.dokumenter] for sak in saker]
    yield "deling", lap()
    datoer = [sak.vedtaksdato for sak in saker]
    detektor.sporsett.kontekst.forget()
    barn: list[tuple] = []
    for navn, del_ in _parts(motor, barn).items():
        for nr, (oppdelinger, dato) in enumerate(zip(delt, datoer, strict=True)):
            del_(nr, oppdelinger, dato)
        yield navn, lap()
    funn: list[Saksfunn] = []
    yield from _time_funn(motor, delt, [(sak.sak_id, dato) for sak, dato in zip(saker, datoer, strict=True)], funn, lap)
    vurdert = [
        assess_sak(sak, ett, motor.katalog, motor.saksmodell, motor.versjoner)
        for sak, ett in zip(saker, funn, strict=True)
    ]
    yield "vurdering", lap()
    merker = [motor.mark(*ett) for ett in zip(saker, delt, funn, strict=True)]
    yield "merker", lap()
    pakker = [pack_funn(sak, ett, motor.funnokler, True) for sak, ett in zip(saker, funn, strict=True)]
    yield "pakking", lap()
    ferdige = [
        replace(ett, sak=replace(ett.sak, funn=pakke), merker=egne) for ett, pakke, egne in zip(vurdert, pakker, merker, strict=True)
    ]
    lap()
    lager.save_vurderinger(ferdige)
    yield "lagring", lap()


def _time_funn(
    motor: Motor,
    delt: Sequence[Sequence[Oppdeling]],
    saker: Sequence[tuple[str, date | None]],
    funn: list[Saksfunn],
    lap: Callable[[], float],
) -> Iterator[tuple[str, float]]:
    """All of detection, chunk by chunk as in a worker; what is seen goes into ``funn``."""
    detektor, datoer = motor.detektor, [dato for _, dato in saker]
    detektor.sporsett.kontekst.forget()
    andre = [felt for n in range(0, len(delt), BUNKE) for felt in detektor.find_andre(delt[n : n + BUNKE], datoer[n : n + BUNKE])]
    treff = [detektor.find_treff(o) for o in delt]
    yield "funn", lap()
    skaret = [svar for n in range(0, len(delt), BUNKE) for svar in detektor.classify(delt[n : n + BUNKE])]
    yield "klassifikator", lap()
    sett = zip(saker, treff, skaret, andre, strict=True)
    funn += [Saksfunn(sak_id, treff=t, skar=skar, trekk=trekk, **felt) for (sak_id, _), t, (skar, trekk), felt in sett]
    lap()


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


@dataclass
class Maaling:
    """The best documents per second of each step and chain; what the language pipeline was asked, of how many sentences."""

    best: dict[str, float] = field(default_factory=dict)
    spurt: Counter = field(default_factory=Counter)
    setninger: int = 0

    def note(self, navn: str, sekunder: float, dokumenter: int) -> None:
        """One round of a step or chain."""
        self.best[navn] = max(self.best.get(navn, 0.0), dokumenter / sekunder)


def measure(mapper: Sequence[Saksmappe], modeller: Path, runder: int, vanlige: int) -> Maaling:
    """Measure everything, in rounds that take turns. The chains get the letters twice over, as different cases."""
    maaling = Maaling()
    mange = [replace(mappe, sak_id=f"{nr}-{mappe.sak_id}") for nr in range(_GANGER) for mappe in mapper]
    motor = load_motor(modeller)
    lett, alt = without_sprak(motor), with_sprak(motor, load_sprak(modeller / "norsk"))
    maaling.spurt, maaling.setninger = _count_spurt(motor, modeller, mapper)
    with ExitStack() as stabel:
        mappe = Path(stabel.enter_context(TemporaryDirectory()))
        lager = stabel.enter_context(open_lager(f"sqlite:///{mappe / 'fart.sqlite'}"))
        igjen = make_grunnlag(alt, mange, mappe / "grunnlag.sqlite")
        to = {navn: stabel.enter_context(Arbeidere(partial(start, **valg), modeller, TO)) for navn, valg in _TO.items()}
        kjeder: dict[str, Callable[[Lager], None]] = {
            "lett_1": partial(run_alone, forget_first(lett), mange),
            "lett_2": partial(run_arbeidere, to["lett"], mange),
            "alt_1": partial(run_alone, forget_first(alt), mange),
            "alt_2": partial(run_arbeidere, to["alt"], mange),
            "igjen_1": partial(igjen.alone, forget_first(change_katalog(alt, "flagg"))),
            **{f"igjen_{navn}": partial(igjen.arbeidere, to[navn]) for navn in ENDRINGER},
        }
        vanlig = Vanlig(motor, modeller / "norsk")
        gc.collect()
        gc.freeze()  # as a worker does
        for runde in range(runder + 1):
            for steg, sekunder in time_steps(lett, mapper, lager):
                maaling.note(steg, sekunder, len(mapper))
            for navn, kjede in kjeder.items():
                with open_lager(igjen.prepare(mappe)) as eget:
                    maaling.note(navn, _time(partial(kjede, eget)), len(mange))
            maaling.note(VANLIG, _time(partial(vanlig, mapper[:vanlige])), vanlige)
            if not runde:
                maaling.best.clear()  # all that was loaded or compiled on the way
    return maaling


def _count_spurt(motor: Motor, modeller: Path, mapper: Sequence[Saksmappe]) -> tuple[Counter, int]:
    spurt = Spurt(load_sprak(modeller / "norsk"))
    vurdert = with_sprak(motor, spurt).analyse_mapper(mapper)
    return spurt.antall, sum(len(divide(d, motor.katalog).setninger) for v in vurdert for d in v.sak.dokumenter)


def _time(kjor: Callable[[], object]) -> float:
    fra = time.perf_counter()
    kjor()
    return time.perf_counter() - fra


def main() -> None:
    """Measure and print."""
    valg = argparse.ArgumentParser(description=__doc__)
    valg.add_argument("mappe", type=Path)
    valg.add_argument("--modeller", type=Path, default=Path("models"))
    valg.add_argument("--runder", type=int, default=3)
    valg.add_argument("--vanlige", type=int, default=20, help="documents that the plain chain is measured on")
    arg = valg.parse_args()
    mapper = find_saksmapper(arg.mappe)
    maaling = measure(mapper, arg.modeller, arg.runder, min(arg.vanlige, len(mapper)))
    print(tekst("fart.tittel", antall=len(mapper)))
    for linje in write_maaling(maaling):
        print(linje)


def write_maaling(maaling: Maaling) -> Iterator[str]:
    """The lines of a measurement: rates, and the ratios that are bars."""
    best = maaling.best
    for navn in (*STEG, *KJEDER, VANLIG):
        yield f"{tekst(f'fart.{navn}'):<70}{best[navn]:>9.1f}{best[navn] / best[VANLIG]:>9.1f} ×".replace(".", ",")
    forhold = {
        "to_mot_en": best["alt_2"] / best["alt_1"],
        "mot_pdfium": best["pdfium"] / best["lett_1"],
        "funn_av_lett": best["lett_1"] / best["funn"],
        "lesing_av_lett": best["lett_1"] / best["lesing"],
    }
    for navn, verdi in forhold.items():
        yield f"{tekst(f'fart.{navn}'):<70}{verdi:>9.2f}".replace(".", ",")
    for ledd in ("navn", "grammatikk"):
        andel = f"{100 * maaling.spurt[ledd] / maaling.setninger:.0f}"
        yield tekst(f"fart.{ledd}", antall=maaling.spurt[ledd], setninger=maaling.setninger, andel=andel)


if __name__ == "__main__":
    main()

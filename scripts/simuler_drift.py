"""What the watch on drift is worth, simulated with the gold cases: how often steady offices warn, and how soon offices that change do.

A night at an office is so many of its cases drawn with replacement, measured as a night run measures them. A steady office draws from the same cases
all the way; one that changes draws from the changed ones after its baseline. Answers of reviewers are made up: four flags in five are confirmed, and
two people agree on nine grades in ten. The untouched offices are in none of it.

Run: ``make simuler-drift``, or ``python scripts/simuler_drift.py --database sqlite:///saker.sqlite`` with cases that are stored.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from vedtaksanalyse.analyse import load_motor
from vedtaksanalyse.evaluation.fasit import load_fasit, load_urorte
from vedtaksanalyse.nattkjoring.drift import load_driftsregler, measure_sak, sum_verdier
from vedtaksanalyse.nattkjoring.driftsvakt import Driftsstand, judge_drift
from vedtaksanalyse.sak import Driftstall
from vedtaksanalyse.storage import Driftsnatt, Lager, open_lager

ROT = Path(__file__).resolve().parent.parent
STORRELSER = (5, 20, 50)
NETTER, SVARANDEL = 100, 0.2
_START = datetime(2026, 1, 1, tzinfo=UTC)
Verdier = Mapping[str, float]


def load_kontorer(adresse: str) -> dict[str, list[Verdier]]:
    """The values of the stored cases by office."""
    with open_lager(adresse, opprett=False) as lager:
        return {kontor: list(map(measure_sak, lager.drift.load_saker(ider))) for kontor, ider in _list_saker(lager).items()}


def _list_saker(lager: Lager) -> dict[str, list[str]]:
    return lager.drift.find_kontorer(lager.tall.load_maneder())


def store_gull(adresse: str) -> None:
    """Assess and store the gold that anybody has looked at."""
    mappe = ROT / "corpora" / "fasit"
    saker, motor = [ett.sak for ett in load_fasit(mappe, load_urorte(mappe))], load_motor(ROT / "models")
    with open_lager(adresse) as lager:
        for start in range(0, len(saker), 20):
            lager.save_vurderinger(motor.analyse_saker(saker[start : start + 20]))


def with_svar(sak: Verdier, lodd: random.Random) -> Verdier:
    """A case that somebody perhaps answered."""
    if lodd.random() >= SVARANDEL:
        return sak
    return {**sak, "bekreftet": float(lodd.random() < 0.8), "lesere_enige": sum(lodd.random() < 0.9 for _ in range(10)) / 10}


def make_tall(saker: Sequence[Sequence[Verdier]], antall: int, netter: int, lodd: random.Random, for_: int = 0, kontor: str = "") -> list[Driftstall]:
    """The numbers of so many nights of ``antall`` cases, from the first of ``saker``, and after ``for_`` nights from the second."""
    tall: list[Driftstall] = []
    for nr in range(1, netter + 1):
        kilde = saker[0] if nr <= for_ or len(saker) == 1 else saker[1]
        tall += sum_verdier(nr, kontor, [with_svar(lodd.choice(kilde), lodd) for _ in range(antall)])
    return tall


def judge(tall: Sequence[Driftstall], netter: int) -> list[Driftsstand]:
    """The watch after these nights."""
    rekke = sorted(tall, key=lambda ett: (ett.kjoring, ett.kontor))
    return judge_drift(rekke, {nr: Driftsnatt(_START + timedelta(nr), "") for nr in range(1, netter + 1)})


def count_falske(grupper: Sequence[Sequence[Sequence[Verdier]]], antall: int, lodd: random.Random) -> tuple[int, int, int]:
    """Nights that were watched in groups of steady offices, those with a warning in any measure of any office, and warnings that began."""
    sett = ute = begynte = 0
    fram = -(-load_driftsregler().grunnlag // antall)
    for gruppe in grupper:
        varslet: set[datetime] = set()
        tall = [ett for nr, saker in enumerate(gruppe) for ett in make_tall([saker], antall, fram + NETTER, lodd, kontor=str(nr))]
        for stand in judge(tall, fram + NETTER):
            for_ = False
            for punkt in stand.punkter:
                begynte, for_ = begynte + (punkt.ute and not for_), punkt.ute
                if punkt.ute:
                    varslet.add(punkt.tid)
        sett, ute = sett + NETTER, ute + len(varslet)
    return sett, ute, begynte


def _add_nynorsk(saker: Sequence[Verdier], lodd: random.Random) -> list[Verdier]:
    if sum(ett["nynorsk"] for ett in saker) > len(saker) / 2:
        return list(saker)
    return [{**ett, "nynorsk": 1.0 if nr % 10 < 3 else ett["nynorsk"]} for nr, ett in enumerate(lodd.sample(list(saker) * 10, len(saker) * 10))]


def _drop_notat(saker: Sequence[Verdier], lodd: random.Random) -> list[Verdier]:
    return [{**ett, "type_journalnotat": 0.0} if nr % 2 else ett for nr, ett in enumerate(lodd.sample(list(saker) * 10, len(saker) * 10))]


def _double_ukjente(saker: Sequence[Verdier], lodd: random.Random) -> list[Verdier]:
    return [{**ett, "ukjente_ord": min(2 * ett["ukjente_ord"], 1.0)} if "ukjente_ord" in ett else ett for ett in saker]


def _hide_vedtak(saker: Sequence[Verdier], lodd: random.Random) -> list[Verdier]:
    blind = {"ikke_vurdert": 1.0, "nynorsk": 0.0, "type_vedtak": 0.0}
    return [blind if nr % 5 == 0 else ett for nr, ett in enumerate(lodd.sample(list(saker) * 10, len(saker) * 10))]


def _is_annet(gamle: Sequence[Verdier], nye: Sequence[Verdier]) -> bool:
    """Whether there was anything to change: an office of nynorsk does not turn to it."""
    def mean(saker: Sequence[Verdier]) -> dict[str, float]:
        return {navn: round(sum(ett.get(navn, 0.0) for ett in saker) / len(saker), 6) for navn in gamle[0]}

    return mean(gamle) != mean(nye)


ENDRINGER: Mapping[str, Callable[[Sequence[Verdier], random.Random], Sequence[Verdier]]] = {
    "three cases in ten turn to nynorsk": _add_nynorsk,
    "every other case comes without its note": _drop_notat,
    "twice as many unknown words": _double_ukjente,
    "one case in five cannot be assessed": _hide_vedtak,
}


def list_ventetider(par: Iterator[tuple[Sequence[Verdier], Sequence[Verdier]]], antall: int, lodd: random.Random) -> list[float]:
    """How many nights from the change to the first warning, for each office; endless where none came."""
    for_ = -(-load_driftsregler().grunnlag // antall)
    ut = []
    for gamle, nye in par:
        if not _is_annet(gamle, nye):
            continue
        stander = judge(make_tall([gamle, nye], antall, for_ + NETTER, lodd, for_), for_ + NETTER)
        varslet = [punkt.tid for stand in stander for punkt in stand.punkter if punkt.ute]
        ut.append((min(varslet) - _START).days - for_ if varslet else float("inf"))
    return ut


def _tell(navn: str, antall: int, netter: list[float]) -> None:
    hoy = quantiles(netter, n=10)[-1] if float("inf") not in netter else sorted(netter)[int(0.9 * len(netter))]
    uten = sum(ett == float("inf") for ett in netter)
    print(f"  {navn}, {antall} a night: median {median(netter):.0f}, nine in ten within {hoy:.0f} nights; {uten} of {len(netter)} offices not told of", flush=True)


def main() -> None:
    """Simulate, and print what came of it."""
    valg = argparse.ArgumentParser(description=__doc__)
    valg.add_argument("--database", default="")
    valg.add_argument("--ganger", type=int, default=3)
    valg.add_argument("--fro", type=int, default=1)
    arg = valg.parse_args()
    with TemporaryDirectory() as mappe:
        adresse = arg.database or f"sqlite:///{mappe}/gull.sqlite"
        if not arg.database:
            store_gull(adresse)
        kontorer = load_kontorer(adresse)
    lodd = random.Random(arg.fro)
    print(f"{len(kontorer)} offices, {sum(map(len, kontorer.values()))} cases")
    print("Steady offices:")
    alle = list(kontorer.values())
    for antall in STORRELSER:
        for navn, grupper in (("one office", [[ett] for ett in alle] * arg.ganger), ("ten offices together", [lodd.sample(alle, 10) for _ in range(arg.ganger)])):
            sett, ute, begynte = count_falske(grupper, antall, lodd)
            print(f"  {navn}, {antall} a night: {sett} nights, {100 * ute / sett:.2f} of 100 with a warning, {100 * begynte / sett:.2f} warnings began in 100", flush=True)
    print("Offices that change:")
    navn = list(kontorer)
    for antall in STORRELSER:
        andre = ((kontorer[ett], kontorer[navn[(nr + 1 + lodd.randrange(len(navn) - 1)) % len(navn)]]) for nr, ett in enumerate(navn))
        _tell("the cases become like another office's", antall, list_ventetider(andre, antall, lodd))
        for endring, change in ENDRINGER.items():
            _tell(endring, antall, list_ventetider(((saker, change(saker, lodd)) for saker in kontorer.values()), antall, lodd))


if __name__ == "__main__":
    main()

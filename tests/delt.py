"""What all tests of one process share because it takes seconds to make: the catalogue, the language pipeline, the engine.

Nothing here may be changed by a test; one that needs another makes its own.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from threading import Lock

import pytest
from byggere import ROT

from vedtaksanalyse import analyse, arbeidere
from vedtaksanalyse.analyse import Motor, connect_detektor, load_motor, name_lesing
from vedtaksanalyse.arbeidere import Start
from vedtaksanalyse.assessment.modellfil import load_flaggmaal
from vedtaksanalyse.detection import detect
from vedtaksanalyse.detection.detect import Detektor
from vedtaksanalyse.detection.grammar import Sprak, load_sprak
from vedtaksanalyse.detection.rules import Sporsett
from vedtaksanalyse.kriterier import KATALOGMAPPE, Katalog, load_katalog
from vedtaksanalyse.reading import Grenser, Saksmappe, Sandkasse
from vedtaksanalyse.sak import Saksvurdering

MODELLER = ROT / "models"


@cache
def get_katalog(mappe: Path | None = None) -> Katalog:
    """The catalogue that ships with the project, or another."""
    if mappe is None:
        return load_katalog()
    return get_katalog() if mappe == KATALOGMAPPE else load_katalog(mappe)


@cache
def get_sprak() -> Sprak:
    """The language pipeline that ships with the project."""
    return load_sprak()


@cache
def get_detektor() -> Detektor:
    """All sources but the trained ones; no personal data, and every hit beside a negation is negated."""
    return Detektor.build(get_katalog(), None, lambda _: (), lambda setninger, _: [True] * len(setninger))


@cache
def get_sporsett() -> Sporsett:
    """All traces of the catalogue that ships with the project."""
    return get_detektor().sporsett


@cache
def get_motor() -> Motor:
    """The engine that ships with the project."""
    sporsett = get_sporsett()
    with pytest.MonkeyPatch.context() as bytt:
        bytt.setattr(detect, "compile_spor", lambda _: sporsett)
        bytt.setattr(analyse, "load_katalog", get_katalog)
        bytt.setattr(analyse, "load_sprak", lambda sti: get_sprak())
        return load_motor(MODELLER)


@cache
def _get_motor_med(katalogmappe: Path) -> Motor:
    """The same models with another catalogue."""
    motor, katalog = get_motor(), get_katalog(katalogmappe)
    detektor = replace(connect_detektor(katalog, get_sprak), modell=motor.detektor.modell)
    return replace(motor, katalog=katalog, detektor=detektor, versjoner=replace(motor.versjoner, katalog=katalog.fingeravtrykk))


def _get_motor(
    modellmappe: Path,
    sprakmodell: str = "",
    grenser: Grenser | None = None,
    krasj: Mapping[str, int] | None = None,
    katalogmappe: Path | None = None,
    egne: Path | None = None,
) -> Motor:
    """``load_motor``, but what is loaded already is used again. Other limits or known crashes are another sandbox."""
    if modellmappe.resolve() != MODELLER.resolve() or sprakmodell:
        return load_motor(modellmappe, sprakmodell, grenser, krasj, katalogmappe, egne)
    motor, grenser = _get_motor_med(katalogmappe) if katalogmappe else get_motor(), grenser or Grenser()
    if egne:  # of other models, only what was measured of the flags
        versjoner = replace(motor.versjoner, modeller=analyse.fingerprint_modeller(modellmappe, "", egne))
        motor = replace(motor, saksmodell=replace(motor.saksmodell, flagg=load_flaggmaal(egne / "kriterier")), versjoner=versjoner)
    if grenser == motor.grenser and not krasj:
        return motor
    versjoner = replace(motor.versjoner, lesing=name_lesing(MODELLER, grenser))
    return replace(motor, grenser=grenser, leser=Sandkasse(grenser, krasj), versjoner=versjoner)


class ArbeiderHer:
    """A worker that works here. What goes to it and comes from it is packed as on the way to a process."""

    _laas = Lock()

    def __init__(self, start: Start, modellmappe: Path) -> None:
        self.versjoner, self._analyse = start(modellmappe)

    def analyse(self, mapper: Sequence[Saksmappe], *_: float) -> list[Saksvurdering]:
        with self._laas:
            svar = arbeidere._answer(self._analyse, pickle.loads(pickle.dumps(mapper)))
        if isinstance(svar, Exception):
            raise svar
        return pickle.loads(pickle.dumps(svar))

    def wait(self) -> None:
        pass

    def kill(self) -> None:
        pass

    def stop(self) -> None:
        pass


@cache
def _find_mangler() -> tuple[str, ...]:
    with Sandkasse(Grenser()) as sandkasse:
        return sandkasse.mangler


class SandkasseUtenBarn:
    """A sandbox that is only asked which guards the machine lacks. One child has answered for all."""

    mangler = property(lambda _: _find_mangler())

    def __init__(self, grenser: Grenser) -> None:
        pass

    def __enter__(self) -> SandkasseUtenBarn:
        return self

    def __exit__(self, *_: object) -> None:
        pass


@contextmanager
def share_motor() -> Iterator[None]:
    """Commands run in here load no engine and start no workers of their own."""
    from vedtaksanalyse.learning import kryssvalidering, virkning

    with pytest.MonkeyPatch.context() as bytt:
        bytt.setattr(analyse, "load_motor", _get_motor)
        bytt.setattr(virkning, "load_katalog", get_katalog)
        bytt.setattr(kryssvalidering, "load_motor", _get_motor)
        bytt.setattr(arbeidere, "_Arbeider", ArbeiderHer)
        yield

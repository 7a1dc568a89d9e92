"""Leave one office out: train on all other prefixes, assess the one left out. Never a random split."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from vedtaksanalyse.analyse import build_detektor, load_motor
from vedtaksanalyse.errors import Modellfeil
from vedtaksanalyse.evaluation.fasit import Fasitsak
from vedtaksanalyse.kriterier import Katalog, load_katalog
from vedtaksanalyse.learning.grunnlag import Grunnlag, prepare
from vedtaksanalyse.learning.kriteriemodeller import Valg, fit_modeller, predict
from vedtaksanalyse.sak import Saksvurdering, Versjoner


def leave_one_office_out(
    grunnlag: Grunnlag, valg: Valg, roffere: Mapping[str, Grunnlag] | None = None
) -> Iterator[tuple[str, dict[str, list[Saksvurdering]]]]:
    """For each office the assessments of its cases by models that never saw it, by variant; one process per core.

    Args:
        roffere: the same cases in the same order with rougher texts, by variant. They are assessed by the same
            models, which are trained on the clean texts. The clean cases are the variant «».
    """
    from joblib import Parallel, delayed

    kontorer = sorted(set(grunnlag.kontor))
    provd = {"": grunnlag} | dict(roffere or {})
    arbeid = Parallel(n_jobs=-1, return_as="generator")
    yield from zip(kontorer, arbeid(delayed(_assess_kontor)(provd, kontor, valg) for kontor in kontorer), strict=True)


def _assess_kontor(provd: Mapping[str, Grunnlag], kontor: str, valg: Valg) -> dict[str, list[Saksvurdering]]:
    grunnlag = provd[""]
    inne, ute = np.flatnonzero(grunnlag.kontor != kontor), np.flatnonzero(grunnlag.kontor == kontor)
    modeller = fit_modeller(grunnlag, inne, valg)
    versjoner = Versjoner("kryssvalidering", grunnlag.katalog.fingeravtrykk, "")
    return {navn: predict(ett, ute, modeller, versjoner) for navn, ett in provd.items()}


def assess_fasit(
    fasit: Sequence[Fasitsak], kontorvis: bool, modeller: Path, sprakmodell: str = ""
) -> tuple[list[Saksvurdering], Katalog, int]:
    """Assessments of gold cases, the catalogue, and how many of the cases the model had seen in training.

    Args:
        kontorvis: train anew for each office on all others; otherwise the models as they are shipped.
    """
    if kontorvis:
        katalog = load_katalog()
        grunnlag = prepare(fasit, build_detektor(katalog, sprakmodell or modeller / "norsk"))
        return [v for _, vurdert in leave_one_office_out(grunnlag, Valg()) for v in vurdert[""]], katalog, 0
    motor = load_motor(modeller, sprakmodell)
    sett = _seen_in_training(modeller / "kriterier")
    return motor.analyse_saker([f.sak for f in fasit]), motor.katalog, sum(f.avtrykk in sett for f in fasit)


def _seen_in_training(mappe: Path) -> set[str]:
    try:
        kort = json.loads((mappe / "modellkort.json").read_text(encoding="utf-8"))
        return set(kort["fasit"]["avtrykk"])
    except FileNotFoundError:
        raise Modellfeil("modell_mangler", navn="modellkort.json", sti=mappe) from None
    except (ValueError, KeyError, TypeError) as feil:
        raise Modellfeil("modell_ubrukelig", navn="modellkort.json", grunn=type(feil).__name__) from None

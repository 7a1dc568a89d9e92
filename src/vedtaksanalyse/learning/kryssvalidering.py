"""Leave one office out: train on all other prefixes, assess the one left out. Never a random split."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from vedtaksanalyse.detection.detect import Detektor
from vedtaksanalyse.evaluation.fasit import load_fasit
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.learning.grunnlag import Grunnlag, prepare
from vedtaksanalyse.learning.kriteriemodeller import Valg, fit_modeller, predict
from vedtaksanalyse.sak import Saksvurdering, Versjoner


def prepare_fasit(mappe: Path, katalog: Katalog, uten: Iterable[str] = (), find_pii=lambda oppdeling: ()) -> Grunnlag:
    """The gold cases of a folder, ready for training; without the prefixes in ``uten``."""
    return prepare(load_fasit(mappe, uten), Detektor.build(katalog, None, find_pii))


def leave_one_office_out(
    grunnlag: Grunnlag, valg: Valg, kontorer: Iterable[str] | None = None
) -> Iterator[tuple[str, list[Saksvurdering]]]:
    """For each office the assessments of its cases by models that never saw it."""
    versjoner = Versjoner("kryssvalidering", grunnlag.katalog.fingeravtrykk, "")
    for kontor in kontorer or sorted(set(grunnlag.kontor)):
        inne, ute = np.flatnonzero(grunnlag.kontor != kontor), np.flatnonzero(grunnlag.kontor == kontor)
        yield kontor, predict(grunnlag, ute, fit_modeller(grunnlag, inne, valg), versjoner)

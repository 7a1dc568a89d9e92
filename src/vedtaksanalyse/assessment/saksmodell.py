"""The trained case models at run time: per criterion a small linear layer over named features.

The probabilities are those of a regularised logistic regression fitted on sentences scored out of office, so they are
close to calibrated; the grade is chosen with part of the training share taken out (``avveining``), since rare grades
matter as much as common ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

import numpy as np

from vedtaksanalyse.detection.classifier import GULV

_SKAR = ("skar:", "sak:")


def missing(trekk: str) -> float:
    """What a feature that is not there counts as: for a score the floor, since log-odds of nought would say «perhaps»."""
    return GULV if trekk.startswith(_SKAR) else 0.0


@dataclass(frozen=True)
class Lag:
    """A linear layer over standardised named features, one output per class."""

    klasser: tuple[str, ...]
    trekk: tuple[str, ...]
    snitt: np.ndarray
    skala: np.ndarray
    vekter: np.ndarray
    konstant: np.ndarray
    andel: np.ndarray

    @cached_property
    def uten(self) -> tuple[float, ...]:
        """What each feature counts as where it is not there."""
        return tuple(map(missing, self.trekk))

    def probability(self, verdier: Mapping[str, float]) -> dict[str, float]:
        """The probability of each class."""
        verdiene = np.fromiter(map(verdier.get, self.trekk, self.uten), float, len(self.trekk))
        x = (verdiene - self.snitt) / self.skala
        z = self.vekter @ x + self.konstant
        p = np.exp(z - z.max())
        return dict(zip(self.klasser, (p / p.sum()).tolist(), strict=True))

    def choose(self, sannsynlighet: Mapping[str, float], avveining: float) -> str:
        """The class with the largest probability relative to its share in training, to the power ``avveining``."""
        vekt = {k: a**avveining for k, a in zip(self.klasser, self.andel.tolist(), strict=True)}
        return max(self.klasser, key=lambda klasse: sannsynlighet[klasse] / vekt[klasse])


@dataclass(frozen=True)
class Saksmodell:
    """Case models by criterion (for list criteria by ``criterion=value``), and the one for weak decisions."""

    lag: Mapping[str, Lag]
    svakt: Lag
    avveining: float
    flagg: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """For each flag that was measured, how many of those raised were right, and how many were raised."""

    def probabilities(self, trekk: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
        """The probability of each class of each layer, from the features of its criterion."""
        return self._rad.probabilities(trekk) if self.lag else {}

    @cached_property
    def _rad(self) -> _Rad:
        return _Rad(self.lag)


class _Rad:
    """Many small layers as one row of numbers, a class after the other, so that a case takes a few operations for all.

    Each class begins with its constant, so that it is never empty, and each case gives the same whatever case it comes with.
    """

    def __init__(self, lag: Mapping[str, Lag]) -> None:
        self._lag = [(navn, navn.partition("=")[0], ett) for navn, ett in lag.items()]
        alle = [ett for _, _, ett in self._lag]
        self._snitt, self._skala = (np.concatenate([[0.0], *(getattr(ett, felt) for ett in alle)]) for felt in ("snitt", "skala"))
        self._skala[0] = 1.0
        klasser = [len(ett.klasser) for ett in alle]
        grenser = np.cumsum([1, *(len(ett.trekk) for ett in alle)])
        plass = [[0, *range(fra, til)] for antall, fra, til in zip(klasser, grenser, grenser[1:], strict=False) for _ in range(antall)]
        self._plass = np.concatenate(plass)
        self._start = np.cumsum([0, *map(len, plass[:-1])])
        self._vekter = np.concatenate([np.append(k, v) for ett in alle for k, v in zip(ett.konstant, ett.vekter, strict=True)])
        self._klassestart = np.cumsum([0, *klasser[:-1]])
        self._klasser = klasser

    def probabilities(self, trekk: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
        """By the names of the layers."""
        hentet = (map(trekk.get(eier, {}).get, ett.trekk, ett.uten) for _, eier, ett in self._lag)
        verdier = np.fromiter(chain((1.0,), chain.from_iterable(hentet)), float, len(self._snitt))
        x = (verdier - self._snitt) / self._skala
        z = np.add.reduceat(self._vekter * x[self._plass], self._start)
        p = np.exp(z - np.repeat(np.maximum.reduceat(z, self._klassestart), self._klasser))
        p = iter((p / np.repeat(np.add.reduceat(p, self._klassestart), self._klasser)).tolist())
        return {navn: dict(zip(ett.klasser, p)) for navn, _, ett in self._lag}  # noqa: B905 (each takes its own from the row)

"""The trained case models at run time: per criterion a small linear layer over named features.

The probabilities are those of a regularised logistic regression fitted on sentences scored out of office, so they are
close to calibrated; the grade is chosen with part of the training share taken out (``avveining``), since rare grades
matter as much as common ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

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
    def _uten(self) -> tuple[float, ...]:
        return tuple(map(missing, self.trekk))

    def probability(self, verdier: Mapping[str, float]) -> dict[str, float]:
        """The probability of each class."""
        verdiene = np.fromiter(map(verdier.get, self.trekk, self._uten), float, len(self.trekk))
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

"""Reads and writes the case models, and what was measured of the flags."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from vedtaksanalyse.assessment.saksmodell import Lag, Saksmodell
from vedtaksanalyse.errors import Modellfeil
from vedtaksanalyse.modellfil import load_modell, save_modell

_MODELL, _FLAGG = "saker.skops", "flagg.json"
_TALL = ("snitt", "skala", "vekter", "konstant", "andel")


def save_saksmodell(modell: Saksmodell, mappe: Path) -> None:
    """Write the case models."""
    data = {
        "avveining": modell.avveining,
        "svakt": _pack(modell.svakt),
        "lag": {navn: _pack(lag) for navn, lag in modell.lag.items()},
    }
    save_modell(data, mappe / _MODELL)


def save_flaggmaal(maalt: Mapping[str, tuple[int, int]], mappe: Path) -> None:
    """Write how many of each flag's raises were right, and how many there were."""
    (mappe / _FLAGG).write_text(json.dumps(maalt, indent=1) + "\n", encoding="utf-8")


def load_saksmodell(mappe: Path) -> Saksmodell:
    """The case models in ``mappe``, with the measured precision of the flags where there is one.

    Raises:
        Modellfeil: when they are missing or damaged.
    """
    data = load_modell(mappe / _MODELL)
    try:
        lag = {navn: _unpack(ett) for navn, ett in data["lag"].items()}
        return Saksmodell(lag, _unpack(data["svakt"]), data["avveining"], load_flaggmaal(mappe))
    except (ValueError, KeyError, TypeError, AttributeError) as feil:
        raise Modellfeil("modell_ubrukelig", navn=mappe.name, grunn=type(feil).__name__) from None


def load_flaggmaal(mappe: Path) -> dict[str, tuple[int, int]]:
    """How many of each flag's raises were right, and how many there were; nothing where nobody measured. Modellfeil when it is damaged."""
    try:
        flagg = json.loads((mappe / _FLAGG).read_text(encoding="utf-8")) if (mappe / _FLAGG).exists() else {}
        return {navn: (riktige, reist) for navn, (riktige, reist) in flagg.items()}
    except (ValueError, TypeError, AttributeError) as feil:
        raise Modellfeil("modell_ubrukelig", navn=mappe.name, grunn=type(feil).__name__) from None


def _pack(lag: Lag) -> dict:
    # Five decimals hold the answers, and a third of the size.
    tall = {navn: np.round(getattr(lag, navn), 5) for navn in _TALL}
    return {"klasser": list(lag.klasser), "trekk": list(lag.trekk), **tall}


def _unpack(d: dict) -> Lag:
    return Lag(tuple(d["klasser"]), tuple(d["trekk"]), **{navn: d[navn] for navn in _TALL})

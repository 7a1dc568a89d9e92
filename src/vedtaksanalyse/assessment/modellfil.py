"""Reads and writes the case models as JSON: small, readable, no pickle."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from vedtaksanalyse.assessment.saksmodell import Lag, Saksmodell
from vedtaksanalyse.errors import Modellfeil

_JSON, _FLAGG = "saker.json", "flagg.json"


def save_saksmodell(modell: Saksmodell, mappe: Path) -> None:
    """Write the case models."""
    data = {
        "avveining": modell.avveining,
        "svakt": _to_json(modell.svakt),
        "lag": {navn: _to_json(lag) for navn, lag in modell.lag.items()},
    }
    (mappe / _JSON).write_text(json.dumps(data, ensure_ascii=False) + "\n", encoding="utf-8")


def save_flaggmaal(maalt: Mapping[str, tuple[int, int]], mappe: Path) -> None:
    """Write how many of each flag's raises were right, and how many there were."""
    (mappe / _FLAGG).write_text(json.dumps(maalt, indent=1) + "\n", encoding="utf-8")


def load_saksmodell(mappe: Path) -> Saksmodell:
    """The case models in ``mappe``, with the measured precision of the flags where there is one.

    Raises:
        Modellfeil: when they are missing or damaged.
    """
    try:
        data = json.loads((mappe / _JSON).read_text(encoding="utf-8"))
        lag = {navn: _from_json(ett) for navn, ett in data["lag"].items()}
        flagg = json.loads((mappe / _FLAGG).read_text(encoding="utf-8")) if (mappe / _FLAGG).exists() else {}
        maalt = {navn: (riktige, reist) for navn, (riktige, reist) in flagg.items()}
        return Saksmodell(lag, _from_json(data["svakt"]), data["avveining"], maalt)
    except FileNotFoundError:
        raise Modellfeil("modell_mangler", navn=mappe.name, sti=mappe.parent) from None
    except (ValueError, KeyError, TypeError) as feil:
        raise Modellfeil("modell_ubrukelig", navn=mappe.name, grunn=type(feil).__name__) from None


def _to_json(lag: Lag) -> dict:
    return {
        "klasser": lag.klasser,
        "trekk": lag.trekk,
        **{n: np.round(getattr(lag, n), 5).tolist() for n in ("snitt", "skala", "vekter", "konstant", "andel")},
    }


def _from_json(d: dict) -> Lag:
    tall = {navn: np.array(d[navn]) for navn in ("snitt", "skala", "vekter", "konstant", "andel")}
    return Lag(tuple(d["klasser"]), tuple(d["trekk"]), **tall)

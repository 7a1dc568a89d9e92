"""Reads and writes the sentence model."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from vedtaksanalyse.detection.classifier import Setningsmodell, Vekter
from vedtaksanalyse.errors import Modellfeil
from vedtaksanalyse.modellfil import load_modell, save_modell

_MODELL = "setninger.skops"


def save_setningsmodell(modell: Setningsmodell, mappe: Path) -> None:
    """Write the model. Weights are kept in eight bits, scaled by the largest of their label."""
    data = {
        "kolonner": modell.kolonner.astype(np.int32),
        "idf": modell.idf.astype(np.float16),
        "setning": _pack(modell.setning),
        "sak": _pack(modell.sak),
        "dokumenter": {navn: sorted(typer) for navn, typer in modell.dokumenter.items()},
    }
    save_modell(data, mappe / _MODELL)


def load_setningsmodell(mappe: Path) -> Setningsmodell:
    """The model in ``mappe``.

    Raises:
        Modellfeil: when it is missing or damaged.
    """
    data = load_modell(mappe / _MODELL)
    try:
        return Setningsmodell(
            kolonner=data["kolonner"],
            idf=data["idf"].astype(np.float32),
            setning=_unpack(data["setning"]),
            sak=_unpack(data["sak"]),
            dokumenter={navn: frozenset(typer) for navn, typer in data["dokumenter"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError) as feil:
        raise Modellfeil("modell_ubrukelig", navn=mappe.name, grunn=type(feil).__name__) from None


def _pack(lag: Vekter) -> dict:
    skala = np.maximum(np.abs(lag.vekter).max(axis=0), 1e-6) / 127
    return {
        "etiketter": [list(etikett) for etikett in lag.etiketter],
        "vekter": np.rint(lag.vekter / skala).astype(np.int8),
        "skala": skala.astype(np.float32),
        "konstant": lag.konstant.astype(np.float32),
    }


def _unpack(d: dict) -> Vekter:
    etiketter = tuple((kriterium, grad) for kriterium, grad in d["etiketter"])
    if len(etiketter) != d["vekter"].shape[1]:
        raise ValueError("etiketter")
    return Vekter(etiketter, d["vekter"].astype(np.float32) * d["skala"], d["konstant"])

"""Reads and writes the sentence model: arrays in one ``npz``, the rest in JSON. No pickle anywhere."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from vedtaksanalyse.detection.classifier import Setningsmodell, Vekter
from vedtaksanalyse.errors import Modellfeil

_NPZ, _JSON = "setninger.npz", "setninger.json"


def save_setningsmodell(modell: Setningsmodell, mappe: Path) -> None:
    """Write the model; weights are kept in half precision, which moves log-odds by less than a thousandth."""
    np.savez_compressed(
        mappe / _NPZ,
        kolonner=modell.kolonner.astype(np.int32),
        idf=modell.idf.astype(np.float16),
        setning=modell.setning.vekter.astype(np.float16),
        setning_konstant=modell.setning.konstant.astype(np.float32),
        sak=modell.sak.vekter.astype(np.float16),
        sak_konstant=modell.sak.konstant.astype(np.float32),
    )
    beskrivelse = {
        "setning": modell.setning.etiketter,
        "sak": modell.sak.etiketter,
        "dokumenter": {navn: sorted(typer) for navn, typer in modell.dokumenter.items()},
    }
    (mappe / _JSON).write_text(json.dumps(beskrivelse, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def load_setningsmodell(mappe: Path) -> Setningsmodell:
    """The model in ``mappe``.

    Raises:
        Modellfeil: when it is missing or damaged.
    """
    try:
        beskrivelse = json.loads((mappe / _JSON).read_text(encoding="utf-8"))
        with np.load(mappe / _NPZ, allow_pickle=False) as npz:
            tall = {navn: npz[navn] for navn in npz.files}
        return Setningsmodell(
            kolonner=tall["kolonner"],
            idf=tall["idf"].astype(np.float32),
            setning=_vekter(beskrivelse["setning"], tall["setning"], tall["setning_konstant"]),
            sak=_vekter(beskrivelse["sak"], tall["sak"], tall["sak_konstant"]),
            dokumenter={navn: frozenset(typer) for navn, typer in beskrivelse["dokumenter"].items()},
        )
    except FileNotFoundError:
        raise Modellfeil("modell_mangler", navn=mappe.name, sti=mappe.parent) from None
    except (ValueError, KeyError, TypeError, OSError, BadZipFile) as feil:
        raise Modellfeil("modell_ubrukelig", navn=mappe.name, grunn=type(feil).__name__) from None


def _vekter(etiketter: list[list[str]], vekter: np.ndarray, konstant: np.ndarray) -> Vekter:
    if vekter.shape[1] != len(etiketter) or konstant.shape != (len(etiketter),):
        raise ValueError("labels and weights of different numbers")
    return Vekter(tuple((k, g) for k, g in etiketter), vekter.astype(np.float32), konstant)

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
    """Write the model. Weights are kept in eight bits, scaled by the largest of their label."""
    tall = {"kolonner": modell.kolonner.astype(np.int32), "idf": modell.idf.astype(np.float16)}
    for navn, lag in (("setning", modell.setning), ("sak", modell.sak)):
        skala = np.maximum(np.abs(lag.vekter).max(axis=0), 1e-6) / 127
        tall |= {
            navn: np.rint(lag.vekter / skala).astype(np.int8),
            f"{navn}_skala": skala.astype(np.float32),
            f"{navn}_konstant": lag.konstant.astype(np.float32),
        }
    np.savez_compressed(mappe / _NPZ, **tall)
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
            setning=_vekter("setning", beskrivelse, tall),
            sak=_vekter("sak", beskrivelse, tall),
            dokumenter={navn: frozenset(typer) for navn, typer in beskrivelse["dokumenter"].items()},
        )
    except FileNotFoundError:
        raise Modellfeil("modell_mangler", navn=mappe.name, sti=mappe.parent) from None
    except (ValueError, KeyError, TypeError, OSError, BadZipFile) as feil:
        raise Modellfeil("modell_ubrukelig", navn=mappe.name, grunn=type(feil).__name__) from None


def _vekter(navn: str, beskrivelse: dict, tall: dict[str, np.ndarray]) -> Vekter:
    etiketter = tuple((kriterium, grad) for kriterium, grad in beskrivelse[navn])
    if len(etiketter) != tall[navn].shape[1]:
        raise ValueError(navn)
    return Vekter(etiketter, tall[navn].astype(np.float32) * tall[f"{navn}_skala"], tall[f"{navn}_konstant"])

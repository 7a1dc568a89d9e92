"""Model files: what is saved comes back, and nothing else is let in."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest
import skops.io
from byggere import ROT

from vedtaksanalyse.analyse import load_motor
from vedtaksanalyse.errors import Modellfeil
from vedtaksanalyse.modellfil import check_kort, hash_filer, load_modell, save_modell

MODELL = {"tall": np.arange(6, dtype=np.int8).reshape(2, 3), "navn": ["a", "å"], "lag": {"x": 0.5, "tom": []}}


class _Fremmed:
    def __init__(self) -> None:
        self.kommando = "rm"


def test_what_is_saved_comes_back(tmp_path):
    save_modell(MODELL, tmp_path / "m.skops")
    lest = load_modell(tmp_path / "m.skops")
    assert np.array_equal(lest.pop("tall"), MODELL["tall"])
    assert lest == {"navn": ["a", "å"], "lag": {"x": 0.5, "tom": []}}


def test_a_class_of_another_package_is_refused(tmp_path):
    skops.io.dump({"vekter": _Fremmed()}, tmp_path / "m.skops")
    with pytest.raises(Modellfeil) as feil:
        load_modell(tmp_path / "m.skops")
    assert feil.value.kode == "modell_ubrukelig"


@pytest.mark.parametrize("innhold", [b"", b"ikke en modell", b"PK\x03\x04 halv"])
def test_a_file_of_another_kind_is_refused(tmp_path, innhold):
    (tmp_path / "m.skops").write_bytes(innhold)
    with pytest.raises(Modellfeil) as feil:
        load_modell(tmp_path / "m.skops")
    assert feil.value.kode == "modell_ubrukelig"


@pytest.mark.parametrize("andel", [0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_model_cut_short_is_refused(tmp_path, andel):
    save_modell(MODELL, tmp_path / "m.skops")
    hel = (tmp_path / "m.skops").read_bytes()
    (tmp_path / "m.skops").write_bytes(hel[: int(len(hel) * andel)])
    with pytest.raises(Modellfeil):
        load_modell(tmp_path / "m.skops")


def test_a_file_is_held_against_its_card(tmp_path):
    check_kort(tmp_path)
    save_modell(MODELL, tmp_path / "m.skops")
    (tmp_path / "modellkort.json").write_text(json.dumps({"filer": hash_filer(tmp_path)}), encoding="utf-8")
    check_kort(tmp_path)
    save_modell(MODELL | {"navn": []}, tmp_path / "m.skops")
    with pytest.raises(Modellfeil) as feil:
        check_kort(tmp_path)
    assert feil.value.kode == "modell_endret"
    (tmp_path / "m.skops").unlink()
    with pytest.raises(Modellfeil) as feil:
        check_kort(tmp_path)
    assert feil.value.kode == "modell_mangler"


@pytest.mark.parametrize("navn", ["kriterier/flagg.json", "norsk/ner/cfg", "malform/vekter.skops"])
def test_nothing_runs_on_a_model_that_was_changed(tmp_path, navn):
    shutil.copytree(ROT / "models", tmp_path / "models")
    with (tmp_path / "models" / navn).open("ab") as fil:
        fil.write(b" ")
    with pytest.raises(Modellfeil) as feil:
        load_motor(tmp_path / "models")
    assert feil.value.kode == "modell_endret"

"""The units, the cron lines and the commands in docs/drift.md are ones that systemd and our programs take."""

from __future__ import annotations

import configparser
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from byggere import ROT

from vedtaksanalyse.cli import main

SIDE = (ROT / "docs" / "drift.md").read_text(encoding="utf-8")
ENHETER = dict(re.findall(r"`/etc/systemd/system/([\w.-]+)`:\n\n```ini\n(.*?)```", SIDE, re.S))
PROGRAMMER = "/opt/vedtaksanalyse/.venv/bin"
VARE = [linje for linje in re.findall(r"bin/(vedtaksanalyse .+)", SIDE)]


def _les(enhet: str) -> configparser.ConfigParser:
    les = configparser.ConfigParser(strict=False, interpolation=None)
    les.optionxform = str
    les.read_string(enhet)
    return les


def test_every_unit_that_is_told_of_is_here():
    tjenester = {"vedtaksanalyse-natt", "prefect-server", "prefect-worker", "dask-scheduler", "dask-worker"}
    assert set(ENHETER) == {f"{navn}.service" for navn in tjenester} | {"vedtaksanalyse-natt.timer"}
    for navn, enhet in ENHETER.items():
        if navn.endswith(".service"):
            tjeneste = _les(enhet)["Service"]
            assert (tjeneste["User"], tjeneste["UMask"]) == ("vedtaksanalyse", "0077"), navn
            assert tjeneste["ExecStart"].startswith(f"{PROGRAMMER}/"), navn
        if navn.startswith("prefect"):
            assert "DO_NOT_TRACK=1" in enhet and "PREFECT_SERVER_ANALYTICS_ENABLED=false" in enhet


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze (Debian package systemd) is not here")
def test_systemd_takes_the_units(tmp_path):
    (tmp_path / "bin").mkdir()
    for program in ("vedtaksanalyse", "prefect", "dask"):
        (tmp_path / "bin" / program).write_text("#!/bin/sh\n")
        (tmp_path / "bin" / program).chmod(0o755)
    for navn, enhet in ENHETER.items():
        (tmp_path / navn).write_text(enhet.replace(PROGRAMMER, str(tmp_path / "bin")))
    kommando = ["systemd-analyze", "verify", "--man=no", *(str(tmp_path / navn) for navn in ENHETER)]
    svar = subprocess.run(kommando, capture_output=True, text=True, check=False)
    egne = [linje for linje in svar.stderr.splitlines() if any(navn in linje for navn in ENHETER)]
    assert egne == [] and svar.returncode == 0, svar.stderr


@pytest.mark.parametrize("linje", VARE)
def test_the_commands_are_ones_that_the_program_takes(linje, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    navn, *felt = shlex.split(linje.partition(" >>")[0])[1:]
    with main.commands[navn].make_context(navn, felt):
        pass


def test_the_folder_of_the_units_is_writable_for_what_they_write():
    for navn, enhet in ENHETER.items():
        if "ProtectSystem=strict" in enhet:
            tjeneste = _les(enhet)["Service"]
            assert Path(tjeneste["WorkingDirectory"]).is_relative_to(tjeneste["ReadWritePaths"]), navn

"""A night that cannot go on says why and how far it came, and leaves the rest for the next."""

from __future__ import annotations

import os
import signal
import tempfile
from pathlib import Path

import pytest
from drap import read_runs, read_tabeller, state, wait_until
from prometheus_client.parser import text_string_to_metric_families
from punkter import FERDIG, check_equal

from vedtaksanalyse.storage import open_lager

STANSET, BRUK = 6, 2


def tilstand(sted) -> str:
    """What the figures for Prometheus say about the last run."""
    familier = text_string_to_metric_families((sted.mappe / "natt.prom").read_text())
    [navn] = [s.labels["tilstand"] for f in familier for s in f.samples if s.name.endswith("kjoring_tilstand") and s.value]
    return navn


def next_finishes(felt, sted, *, ny: bool = True) -> None:
    assert sted.natt() in FERDIG, sted.logg
    check_equal(read_tabeller(sted.database), felt.fasit[not ny])
    assert read_runs(sted.database)[-1] == "ferdig" and tilstand(sted) == "ferdig"


def check_stanset(sted, kode: str, *ord_: str, ledger: str = "gaar") -> None:
    """The run was stopped, and everybody who looks can see it: in the log, the figures and on the screen.

    The ledger says so too, where it can be written to.
    """
    assert f"kjoring_stanset kode={kode}" in sted.logg
    if runs := read_runs(sted.database):
        assert runs in ([ledger], ["avbrutt"]) and tilstand(sted) == "avbrutt"
    skjerm = " ".join(sted.logg.split())
    assert all(ett in skjerm for ett in ord_), skjerm
    assert "Uventet feil" not in skjerm and "Traceback" not in skjerm


def test_a_run_that_is_told_to_end_ends_at_once_and_says_what_is_left(felt, sted):
    """Every process gets the signal, as systemd sends it."""
    felt.fasit  # noqa: B018
    pid = sted.start(slag="sql", nr=felt.setninger // 2, gjor="stopp")
    wait_until(lambda: state(pid) == "T")
    for ett in (*sted.prosesser_igjen(), pid):
        os.kill(ett, signal.SIGTERM)
    os.kill(pid, signal.SIGCONT)
    assert sted.vent(pid) == STANSET
    check_stanset(sted, "stoppet", "fikk beskjed om å stanse", "av 5 saker ble gjort", "resten tas ved neste kjøring", ledger="avbrutt")
    next_finishes(felt, sted)


@pytest.mark.parametrize("byte", [20_000, 200_000])
def test_a_full_disk_stops_the_run_with_a_clear_message(felt, sted, byte):
    felt.fasit  # noqa: B018
    assert sted.natt(slag="filgrense", byte=byte) == STANSET
    check_stanset(sted, "disk_full", "Disken er full")
    next_finishes(felt, sted)


def test_a_database_that_vanishes_stops_the_run(felt, sted):
    felt.fasit  # noqa: B018
    borte = sted.database.parent
    assert sted.natt(slag="sql", nr=felt.setninger // 2, gjor="flytt", hva=str(borte)) == STANSET
    assert not sted.database.exists(), "no other is made in its place"
    Path(f"{borte} flyttet").rename(borte)
    check_stanset(sted, "database_borte", "Databasen er borte", "resten tas ved neste kjøring")
    next_finishes(felt, sted)


@pytest.mark.parametrize("hva", ["mappe", "fil", "ny"])
def test_a_database_that_cannot_be_written_to_is_named(felt, hva):
    """Root may write anywhere, so the run is another user's where it can be."""
    with tempfile.TemporaryDirectory() as sti:
        Path(sti).chmod(0o755)
        sted = felt.sted(Path(sti) / "sted")
        sted.inn = sted.mappe
        base = sted.database.parent
        base.mkdir()
        (sted.mappe / "ut").mkdir(mode=0o777)
        (sted.mappe / "ut").chmod(0o777)
        if hva != "ny":
            with open_lager(str(sted.database)):
                pass
        sted.mappe.chmod(0o777)
        for fil in (*base.iterdir(), base):
            fil.chmod(0o555 if fil.is_dir() else 0o444 if hva == "fil" else 0o666)
        assert sted.natt(**({"slag": "bruker", "uid": 65534} if os.getuid() == 0 else {})) == BRUK
        assert "skrivebeskyttet" in " ".join(sted.logg.split())
        base.chmod(0o755)


def test_of_two_runs_at_once_the_second_leaves_and_takes_over_when_the_first_dies(felt, sted):
    felt.fasit  # noqa: B018
    pid = sted.start(slag="sql", nr=felt.setninger // 2, gjor="stopp")
    wait_until(lambda: state(pid) == "T")
    annen = felt.sted(sted.mappe)
    assert annen.natt() == BRUK
    assert "En nattkjøring går allerede mot denne databasen." in " ".join(sted.logg.split())
    assert tilstand(sted) == "gaar" and read_runs(sted.database) == ["gaar"]
    os.kill(pid, signal.SIGKILL)
    assert sted.vent(pid) == -signal.SIGKILL
    next_finishes(felt, sted)
    assert read_runs(sted.database) == ["avbrutt", "ferdig"]


def test_an_input_folder_that_is_not_there_is_refused_before_anything_is_loaded(felt, sted):
    sted.inn = sted.mappe / "borte"
    sted.modeller.rename(sted.mappe / "ingen modeller")
    assert sted.natt() == BRUK
    assert "Finner ikke «borte»" in " ".join(sted.logg.split()) and not sted.database.exists()

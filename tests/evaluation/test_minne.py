"""Reading file after file in one child adds nothing to its memory or to that of its parent."""

from __future__ import annotations

import subprocess
import sys

from byggere import ROT

from vedtaksanalyse.evaluation import minne
from vedtaksanalyse.evaluation.minne import Punkt, find_filer, grow, measure
from vedtaksanalyse.reading import Grenser

EKSEMPLER = ROT / "corpora" / "eksempler"
FLEST_MB = 10


def test_memory_is_flat_over_a_hundred_files():
    """One page object that is not closed costs megabytes; what is left is how the allocator rounds. Other children are not measured."""
    annet = subprocess.Popen(["sleep", "600"])
    try:
        filer = find_filer(EKSEMPLER)
        punkter = list(measure(filer, 120, Grenser(ocr_sider=0), 12))
    finally:
        annet.kill()
        annet.wait()
    assert [punkt.lest for punkt in punkter] == list(range(12, 121, 12))
    assert len({punkt.pid for punkt in punkter}) == 1, "one child reads them all"
    assert all(punkt.barn > 20 for punkt in punkter)
    varm = [punkt for punkt in punkter if punkt.lest >= len(filer)]
    assert len(varm) > 3 and grow(varm, lambda punkt: punkt.barn) < FLEST_MB
    assert grow(varm, lambda punkt: punkt.forelder) < FLEST_MB / 2


def test_growth_is_counted_from_the_end_of_the_warming_up():
    punkter = [Punkt(n, 10.0, float(mb), 7) for n, mb in ((10, 20), (20, 80), (30, 85), (100, 90))]
    assert grow(punkter, lambda punkt: punkt.barn) == 10.0


def test_the_command_fails_where_memory_grew_too_much(monkeypatch, capsys):
    def forsok(vekst: str) -> int:
        monkeypatch.setattr(sys, "argv", ["minne", str(EKSEMPLER), "--antall", "5", "--vekst", vekst])
        return minne.main()

    assert forsok("1000") == 0
    assert forsok("-1000") == 1
    assert "MB" in capsys.readouterr().out

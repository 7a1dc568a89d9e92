"""Killed nights are finished by the next, and power that fails loses nothing that was stored. ``make drap`` does it longer."""

from __future__ import annotations

import random
import shutil
import struct

import pytest
from drap import dump, read_tabeller, state, wait_until
from plager import STEDER, find_sted
from punkter import FERDIG, Punkt, check_equal, run_punkt

STED = "vedtaksanalyse."


@pytest.mark.parametrize(
    ("punkt", "slutt"),
    [
        (Punkt("hovedprosess", {"slag": "sql", "nr": 110}), "drept"),
        (Punkt("hovedprosess", {"slag": "sted", "sted": f"{STED}storage.lager:Lager.save_gjenbruk", "etter": False, "nr": 2}), "drept"),
        (Punkt("hovedprosess", {"slag": "sted", "sted": f"{STED}nattkjoring.rapport:_write", "etter": True, "nr": 1}), "drept"),
        (Punkt("hovedprosess", {"slag": "sted", "sted": f"{STED}nattkjoring.natt:Natt.close", "etter": True}), "ferdig"),
        (Punkt("arbeider", nr=4, etter=0.001), "sluttkode 3"),
        (Punkt("leser", nr=1, etter=0.0), "sluttkode 3"),
    ],
    ids=str,
)
def test_what_is_killed_is_finished_by_the_next(felt, sted, punkt, slutt):
    assert run_punkt(felt, sted, punkt) == slutt


def test_the_places_to_die_at_exist():
    assert all(callable(getattr(*find_sted(sted))) for sted in STEDER)


def test_power_that_fails_in_the_middle_of_a_write_loses_nothing_that_counts(felt, sted):
    """The database as the disk may hold it: stopped between two instructions, the end of its log never written."""
    etter_en, _ = felt.fasit
    tilfeldig = random.Random(7)
    pid = sted.start(slag="sql", nr=felt.setninger // 2, gjor="stopp")
    wait_until(lambda: state(pid) == "T")
    kopi = felt.sted("kopi")
    shutil.copytree(sted.database.parent, kopi.database.parent)
    sted.end()
    cut_logg(kopi.database, tilfeldig)
    foer = read_tabeller(kopi.database)
    assert kopi.natt() in FERDIG, kopi.logg
    check_equal(read_tabeller(kopi.database), etter_en)
    assert dump(foer) != dump(etter_en)


def cut_logg(database, tilfeldig: random.Random) -> None:
    """Take a random part of the log's end away, and spoil what is then last. What went into the database was on disk first."""
    logg, side = database.with_name(database.name + "-wal"), 4096 + 24
    data = database.with_name(database.name + "-shm").read_bytes()
    (sikret,) = struct.unpack_from("=I", data, 128)
    innhold = bytearray(logg.read_bytes())
    lengde = tilfeldig.randint(32 + sikret * side, len(innhold))
    del innhold[lengde:]
    innhold[max(32 + sikret * side, lengde - 600) :] = tilfeldig.randbytes(min(600, lengde - 32 - sikret * side))
    logg.write_bytes(innhold)
    database.with_name(database.name + "-shm").unlink()

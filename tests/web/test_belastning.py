"""The load harness in short: a few people click through a small store for a moment, and nothing fails. Times are not asserted."""

from __future__ import annotations

import sys

import pytest
from byggere import ROT
from hus import en_sak

from vedtaksanalyse.storage import open_lager

sys.path.insert(0, str(ROT / "scripts"))
from belastning import KLIKK, fill_lager, print_maaling, run_maaling


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_few_people_click_through_a_small_store_and_nothing_fails(database, capsys):
    with open_lager(database) as lager:
        lager.save_vurderinger([en_sak("E-1"), en_sak("E-2", holdt=True)])
    for _ in range(2):
        fill_lager(database, database, 60)
    with open_lager(database) as lager:
        assert lager.count_saker() == {"vurdert": 62}
    maaling = run_maaling(database, brukere=5, oppvarming=0, sekunder=1, pause=0.05)
    assert maaling.feil == []
    # How far they come in a second is the machine's affair.
    assert {"ko"} <= set(maaling.tjener) <= set(KLIKK)
    assert all(0 < tid <= sett for slag in KLIKK for tid, sett in zip(maaling.tjener[slag], maaling.klient[slag], strict=True))
    print_maaling(maaling, 1)
    assert "feil: 0 []" in capsys.readouterr().out
    with open_lager(database) as lager:
        assert lager.innsyn.find_brudd() is None

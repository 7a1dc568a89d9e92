"""What learning stands on: the last clearance counts, and what was decided about models stays."""

from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from vedtaksanalyse import sak as s
from vedtaksanalyse.errors import Feil, IkkeFunnet
from vedtaksanalyse.storage import open_lager


@pytest.fixture
def laering(database):
    with open_lager(database) as lager:
        yield lager.laering


def test_the_last_clearance_of_a_document_stands(laering):
    laering.add_klareringer([s.Klarering("S-1", "", True, "lov"), s.Klarering("S-1", "notat", True, "lov"), s.Klarering("S-1", "", False)])
    assert {nokkel: ett.tillatt for nokkel, ett in laering.load_klareringer().items()} == {("S-1", ""): False, ("S-1", "notat"): True}


def test_candidates_and_what_was_decided_stay(laering):
    ny = s.Modellkandidat(0, "a1", "b2", False, "kari", {"saker": 3}, {"hoved": [0.9, 0.8]})
    kandidat = laering.add_kandidat(ny)
    assert replace(kandidat, id=0, tid=None) == ny and laering.list_kandidater() == [kandidat]
    with pytest.raises(IkkeFunnet):
        laering.load_kandidat(kandidat.id + 1)
    for hvem in ("kari", "ola"):
        laering.add_modellhendelse(s.Modellhendelse(kandidat.id, hvem, "godkjent", "bedre"))
    assert [ett.hvem for ett in laering.load_modellhendelser(kandidat.id)] == ["kari", "ola"] and laering.load_modellhendelser(99) == []
    for setning in ("UPDATE modellkandidat SET bestatt = NULL", "DELETE FROM modellhendelse"):
        with pytest.raises((DBAPIError, Feil)), laering._engine.begin() as forbindelse:
            forbindelse.execute(text(setning))
    assert laering.list_kandidater() == [kandidat] and len(laering.load_modellhendelser()) == 2

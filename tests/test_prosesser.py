"""What comes out does not depend on how many processes do the work, nor on which cases share a chunk."""

from __future__ import annotations

import pytest
from byggere import ROT

from vedtaksanalyse.arbeidere import Arbeidere, start_motor
from vedtaksanalyse.samling import find_saker, split_bunker

MODELLER = ROT / "models"
EKSEMPLER = ROT / "corpora" / "eksempler"


@pytest.fixture(scope="module")
def mapper():
    return find_saker(EKSEMPLER)[:3]


@pytest.fixture(scope="module")
def alene(mapper, motor):
    return {v.sak.sak_id: v for mappe in mapper for v in motor.analyse_mapper([mappe])}


@pytest.mark.parametrize("prosesser", [1, 2, 3])
def test_the_chunks_of_any_number_of_processes_say_the_same(mapper, alene, motor, prosesser):
    for rekke in (mapper, mapper[::-1]):
        svar = [v for bunke in split_bunker(rekke, prosesser) for v in motor.analyse_mapper(bunke)]
        assert {v.sak.sak_id: v for v in svar} == alene
        assert all(v.sak.funn == alene[v.sak.sak_id].sak.funn for v in svar)


def test_another_process_says_the_same(mapper, alene):
    """A process has an order of sets of its own."""
    with Arbeidere(start_motor, MODELLER, 1) as arbeidere:
        svar, feilet = arbeidere.analyse(mapper[:1])
    assert feilet == {} and len(svar) == 1
    for vurdering in svar:
        assert vurdering == alene[vurdering.sak.sak_id]
        assert vurdering.sak.funn == alene[vurdering.sak.sak_id].sak.funn

"""The qualifiers on the sentences labelled by hand: floors below what was measured, for the halves not tuned on."""

from __future__ import annotations

from pathlib import Path

import pytest
from byggere import HOLDT_AV

from vedtaksanalyse.analyse import connect_detektor
from vedtaksanalyse.evaluation.kvalifikatorer import MAPPE, Kvalifikatormaal, answer, load_merkede, measure

ROT = Path(__file__).parents[2]
GULV = {"nektet": 0.90, "hypotetisk": 0.80, "historisk": 0.80, "gjengitt": 0.80, "lovtekst": 0.80, "annen_person": 0.80}


@pytest.fixture(scope="module")
def kjeden(katalog, sprak):
    return katalog, connect_detektor(katalog, lambda: sprak).find_nektet


@pytest.mark.parametrize(("navn", "gulv"), GULV.items())
def test_the_half_for_test_holds_its_floor(kjeden, navn, gulv):
    merkede = [m for m in load_merkede(ROT / MAPPE / f"{navn}.jsonl") if m.del_ == "test"]
    assert measure(merkede, answer(merkede, navn, *kjeden)).f1 >= gulv


@pytest.mark.parametrize("navn", GULV)
def test_the_sets_are_large_in_both_forms_and_of_both_kinds(navn):
    merkede = load_merkede(ROT / MAPPE / f"{navn}.jsonl")
    assert len(merkede) >= 80
    assert sum(m.malform == "nn" for m in merkede) * 3 >= len(merkede)
    assert 0.35 < sum(m.gjelder for m in merkede) / len(merkede) < 0.65
    assert all(m.tekst.count(m.spenn) == 1 for m in merkede)


@pytest.mark.parametrize("navn", GULV)
def test_no_untouched_office_is_quoted(navn):
    filer = [ROT / MAPPE / f"{navn}.jsonl", ROT / MAPPE / "etterprove" / f"{navn}.jsonl"]
    assert not {m.kilde for fil in filer for m in load_merkede(fil)} & set(HOLDT_AV)


def test_measures():
    maal = Kvalifikatormaal(riktig=6, galt=2, glemt=4)
    assert (maal.presisjon, maal.dekning, maal.f1) == (0.75, 0.6, pytest.approx(2 / 3))

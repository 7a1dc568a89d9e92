"""Units against snippets that were divided by hand."""

from __future__ import annotations

import pytest
from byggere import HOLDT_AV, ROT

from vedtaksanalyse.evaluation.setninger import Treffmaal, Utdrag, load_utdrag, measure
from vedtaksanalyse.structure import Typografi

FIL = ROT / "corpora" / "setninger" / "utdrag.json"


@pytest.fixture(scope="module")
def utdrag():
    return load_utdrag(FIL)


def test_the_snippets_are_many_and_from_no_office_held_out(utdrag):
    assert len(utdrag) >= 150
    assert {u.malform for u in utdrag} == {"nb", "nn"}
    assert not {u.sak_id.split("-")[0] for u in utdrag} & set(HOLDT_AV)


def test_units_stand_in_order_and_leave_nothing_out(utdrag):
    for ett in utdrag:
        slutt = 0
        for start, neste in ett.enheter:
            assert slutt <= start < neste, ett.sak_id
            assert not ett.tekst[slutt:start].strip(), ett.sak_id
            assert ett.tekst[start:neste] == ett.tekst[start:neste].strip(), ett.sak_id
            slutt = neste
        assert not ett.tekst[slutt:].strip(), ett.sak_id


def test_a_unit_that_is_not_in_its_text_is_refused(tmp_path):
    fil = tmp_path / "utdrag.json"
    fil.write_text('[{"sak_id": "A", "malform": "nb", "tekst": "En. To.", "enheter": ["To.", "En."]}]', encoding="utf-8")
    with pytest.raises(ValueError):
        load_utdrag(fil)


def test_the_house_divides_as_a_reader_does(utdrag, katalog):
    maal = measure(utdrag, Typografi.from_felles(katalog.felles))
    assert maal["alle"]["enheter"].f >= 0.95
    assert maal["nb"]["enheter"].f >= 0.95
    assert maal["nn"]["enheter"].f >= 0.95


def test_a_wrong_boundary_costs_two_units_and_one_boundary(katalog):
    feil = Utdrag("A", "nb", "Barna bor hos mor. Far er borte.", ((0, 32),))
    maal = measure([feil], Typografi.from_felles(katalog.felles))["alle"]
    assert maal["enheter"] == Treffmaal(fasit=1, svar=2, riktige=0)
    assert maal["grenser"] == Treffmaal(fasit=0, svar=1, riktige=0)
    assert maal["enheter"].f == 0

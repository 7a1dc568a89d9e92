"""Agreement between two labellers, against figures computed by hand."""

from __future__ import annotations

import json

import pytest
from byggere import ROT

from vedtaksanalyse.evaluation.enighet import load_par, measure_enighet


def test_agreement_and_kappa(tmp_path, katalog):
    fil = tmp_path / "grader.json"
    saker = [("nei", {}), ("nei", {}), ("ja", {}), ("ja", {"klageadgang": "nei", "antall": 3})]
    fil.write_text(json.dumps({
        f"X-{nr}": {"forste": {"klageadgang": grad, "antall": 2}, "andre": andre} for nr, (grad, andre) in enumerate(saker)
    }))  # fmt: skip
    rader = {navn: (n, enige, kappa) for navn, n, enige, kappa in measure_enighet(load_par(fil), katalog)}
    # Observed .75; expected by chance (2·3 + 2·1) / 16 = .5.
    assert rader["klageadgang"] == (4, 0.75, pytest.approx(0.5))
    assert rader["antall"] == (4, 0.75, None)


def test_the_gold_cases_were_labelled_twice_with_high_agreement(katalog):
    rader = list(measure_enighet(load_par(ROT / "corpora" / "dobbeltmerking" / "grader.json"), katalog))
    kapper = [kappa for *_, kappa in rader if kappa is not None]
    assert rader[0][1] >= 130
    assert sum(kapper) / len(kapper) > 0.95

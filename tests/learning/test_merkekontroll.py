"""A reviewer whose labels are unlike everybody's is named; a machine that is bad at an office names nobody."""

from __future__ import annotations

import json
from itertools import count

import numpy as np
import pytest
from byggere import HOLDT_AV, ROT

from vedtaksanalyse.evaluation.fasit import load_fasit
from vedtaksanalyse.evaluation.svarfil import read_svar
from vedtaksanalyse.learning.merkekontroll import ANDRE, LESERE, MASKIN, check_merker
from vedtaksanalyse.learning.merkelapper import GRAD, Merke


@pytest.fixture(scope="module")
def gull():
    return load_fasit(ROT / "corpora" / "fasit", HOLDT_AV)


@pytest.fixture(scope="module")
def utenfor():
    return read_svar(ROT / "corpora" / "utenfor" / "kriterier.jsonl.gz")[""]


@pytest.fixture(scope="module")
def sjekk(gull, utenfor, katalog):
    """Check batches: by reviewer the share that differs from the machine; ``fro`` decides which."""
    kriterier = [k.id for k in katalog.kriterier.values() if k.slag == "grad"]

    def kjor(andeler, saker=25, blind=True, bare_avvik=False, felles=False, fro=1, kontor="Nav Ås"):
        terning, nummer = np.random.default_rng(fro), count()
        merker, maskin = [], {}
        for hvem, andel in andeler.items():
            for nr in range(saker):
                sak_id = f"S-{nr if felles else next(nummer)}"
                maskin[sak_id] = dict.fromkeys(kriterier, "a")
                for k in kriterier:
                    grad = "b" if terning.random() < andel else "a"
                    if grad == "b" or not bare_avvik:
                        merker.append(Merke(sak_id, hvem, k, grad, GRAD, blind, False, 1.0))
        return check_merker(merker, maskin, dict.fromkeys(maskin, kontor), gull, utenfor)

    return kjor


@pytest.mark.parametrize(
    ("andeler", "felt", "ulike"),
    [
        ({"a": 0.05, "b": 0.06, "c": 0.05, "d": 0.07}, {}, ()),
        ({"a": 0.33, "b": 0.06, "c": 0.05, "d": 0.07}, {}, ("a",)),
        ({"a": 0.33, "b": 0.06, "c": 0.05, "d": 0.07}, {"bare_avvik": True, "blind": False}, ("a",)),
        ({"a": 0.06, "b": 0.06, "c": 0.05, "d": 0.07}, {"bare_avvik": True, "blind": False}, ()),
        ({"a": 0.33}, {}, ("a",)),
        # all differ as much: it is the machine that is bad here
        ({"a": 0.30, "b": 0.33, "c": 0.31}, {}, ()),
        # clear in number, too little to name anybody for
        ({"a": 0.12, "b": 0.05, "c": 0.05, "d": 0.05}, {"saker": 60}, ()),
        # unlike the other readers of the very same cases
        ({"a": 0.40, "b": 0.02, "c": 0.02}, {"felles": True}, ("a",)),
    ],
)
def test_who_is_named(sjekk, andeler, felt, ulike):
    assert sjekk(andeler, **felt).ulike == ulike


def test_too_few_answers_say_nothing_of_anybody(sjekk):
    kontroll = sjekk({"a": 0.5, "b": 0.05}, saker=1)
    assert kontroll.prover == () and kontroll.ulike == () and kontroll.ukontrollerte == ("a", "b")


def test_every_test_that_can_be_made_is_told_with_its_figures(sjekk):
    kontroll = sjekk({"a": 0.4, "b": 0.05, "c": 0.05}, felles=True)
    assert {p.slag for p in kontroll.prover if p.hvem == "a"} == {MASKIN, ANDRE, LESERE}
    rapport = kontroll.to_rapport()
    assert json.loads(json.dumps(rapport)) == rapport
    a = next(ett for ett in rapport if (ett["hvem"], ett["slag"]) == ("a", MASKIN))
    assert a["navngitt"] and a["avvik"] / a["n"] == pytest.approx(a["andel"], abs=1e-4) and 0.03 < a["ventet"] < 0.08
    assert not any(ett["navngitt"] for ett in rapport if ett["hvem"] != "a")


def test_p_values_hold_for_all_tests_together(sjekk):
    alene, blant = sjekk({"a": 0.12}), sjekk({"a": 0.12, "b": 0.05, "c": 0.05, "d": 0.05})
    p = {kontroll: next(p.p for p in kontroll.prover if (p.hvem, p.slag) == ("a", MASKIN)) for kontroll in (alene, blant)}
    assert p[alene] < p[blant]


def test_clean_batches_of_gold_labels_name_nobody(gull, utenfor, katalog):
    """Reviewers who answer as the gold, against models that never saw the office."""
    kriterier = [k.id for k in katalog.kriterier.values() if k.slag == "grad"]
    kontorer = sorted({ett.kontor for ett in gull})
    for fro in range(5):
        nye = set(np.random.default_rng(fro).permutation(kontorer)[:12])
        saker = [ett for ett in gull if ett.kontor in nye]
        merker = [
            Merke(ett.sak.sak_id, f"g{nr % 4}", k, ett.grad(k), GRAD, True, False, 1.0)
            for nr, ett in enumerate(saker)
            for k in kriterier
        ]
        maskin = {ett.sak.sak_id: utenfor[ett.sak.sak_id].grader for ett in saker}
        kontroll = check_merker(merker, maskin, {ett.sak.sak_id: ett.kontor for ett in saker}, [e for e in gull if e not in saker], utenfor)
        assert kontroll.ulike == ()

"""Signatures are alike about as far as the words are, and clusters do not depend on order."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedtaksanalyse.gjenbruk.klynger import LIKE, cluster
from vedtaksanalyse.gjenbruk.signatur import LENGDE, MINST_NAER, hash_form, sign

_ORD = [f"ord{n}" for n in range(400)]
_setning = st.lists(st.sampled_from(_ORD), min_size=MINST_NAER, max_size=25).map(tuple)


def _likhet(a, b) -> float:
    en, to = (np.frombuffer(s, np.uint8) for s in sign([(a, ()), (b, ())]))
    return float((en == to).mean())


def _jaccard(a, b) -> float:
    en, to = ({*x, *zip(("", *x), (*x, ""), strict=True)} for x in (a, b))
    return len(en & to) / len(en | to)


@pytest.mark.parametrize("endret", [0, 1, 3, 8, 20])
def test_likeness_follows_the_shared_words_and_pairs(endret):
    """Mean over 60 sentences of 20 words; the estimate from 64 bytes is good to a few hundredths."""
    tilfeldig = random.Random(endret)
    avvik = []
    for _ in range(60):
        a = tilfeldig.choices(_ORD, k=20)
        b = list(a)
        for plass in tilfeldig.sample(range(20), endret):
            b[plass] = tilfeldig.choice(_ORD)
        avvik.append(_likhet(tuple(a), tuple(b)) - _jaccard(a, b))
    assert abs(float(np.mean(avvik))) < 0.03


@given(_setning)
def test_the_same_words_have_the_same_signature_whatever_stands_beside_them(setning):
    alene = sign([(setning, ())])[0]
    assert sign([(("helt", "andre", "ting", "her"), ()), (setning, ())])[1] == alene
    assert len(alene) == LENGDE


def test_a_sign_sets_sentences_apart():
    setning = tuple(_ORD[:12])
    en, to = (np.frombuffer(s, np.uint8) for s in sign([(setning, ("ikke",)), (setning, ())]))
    assert (en == to).sum() < LIKE


def test_short_sentences_are_the_same_or_they_are_not():
    kort = ("<tall>", "du", "får", "<belop>", "til", "<post>")
    assert _likhet(kort, kort) == 1
    assert _likhet(kort, (*kort[:-1], "mat")) * LENGDE < LIKE


def test_wordings_hash_apart():
    assert len({hash_form(tuple(par)) for par in zip(_ORD, reversed(_ORD), strict=True)}) == len(_ORD)


@settings(max_examples=40, deadline=None)
@given(st.lists(_setning, min_size=1, max_size=12, unique=True), st.randoms())
def test_each_cluster_has_one_head_and_everyone_is_near_it(setninger, tilfeldig):
    # Every other sentence gets a near double.
    alle = sorted({*setninger, *((*s[:-1], "nyord") for s in setninger[::2])})
    signaturer = np.frombuffer(b"".join(sign([(s, ()) for s in alle])), np.uint8).reshape(-1, LENGDE)
    vekt = np.array([tilfeldig.randint(1, 9) for _ in alle])
    hode = cluster(signaturer, vekt)
    assert (hode[hode] == hode).all()
    assert all((signaturer[n] == signaturer[h]).sum() >= LIKE for n, h in enumerate(hode) if n != h)
    assert all(vekt[h] >= vekt[n] for n, h in enumerate(hode))


def test_a_change_of_one_word_is_found_nearly_always():
    tilfeldig = random.Random(3)
    originaler = [tuple(tilfeldig.choices(_ORD, k=15)) for _ in range(200)]
    endret = [(*s[:7], "nyord", *s[8:]) for s in originaler]
    signaturer = np.frombuffer(b"".join(sign([(s, ()) for s in originaler + endret])), np.uint8).reshape(-1, LENGDE)
    hode = cluster(signaturer, np.ones(400, int))
    assert (hode[:200] == hode[200:]).mean() > 0.9
    assert len(np.unique(hode)) >= 200

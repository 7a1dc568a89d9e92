"""Hashed features against the slow, obvious way of naming them, and what they are blind to by intent."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import pairwise

import numpy as np
import pytest
from byggere import en_oppdeling
from delt import get_katalog
from hypothesis import given
from hypothesis import strategies as st

from vedtaksanalyse.detection.hashing import BOTTER, Forenkling, hash_oppdelinger

KATALOG = get_katalog()
FORENKLING = Forenkling(KATALOG.felles)
_BITER = ["barna", "bor", "hos far", "7 år", "12 450 kroner", "§ 18", "[barn 1]", ". ", "\n\n", "\n", ": ", "Vurdering", "æøå", "[", "]"]


def rader(tekst: str, slag: str = "vedtak") -> list[set[int]]:
    X = hash_oppdelinger([en_oppdeling(tekst, KATALOG, slag)], FORENKLING)
    return [set(X.indices[a:b].tolist()) for a, b in pairwise(X.indptr)]


def names(tekst: str, slag: str = "vedtak") -> list[set[tuple]]:
    """The features by name: one word, two in a row and two with one between them, of the sentence and its neighbours."""
    oppdeling = en_oppdeling(tekst, KATALOG, slag)
    flate = oppdeling.flate.replace("\n", " ")
    ord_ = [
        "".join(t if t.isalnum() or t == "_" else " " for t in FORENKLING(flate[s.start : s.slutt])).split()[:90]
        for s in oppdeling.setninger
    ]
    stammer = [[o[:5] for o in setning] for setning in ord_]
    ut = []
    for nr, (setning, egne, stamme) in enumerate(zip(oppdeling.setninger, ord_, stammer, strict=True)):
        trekk = {("ord", o) for o in egne} | {("par", *p) for p in pairwise(egne)}
        trekk |= {("stamme", s) for s in stamme} | {("stammepar", *p) for p in pairwise(stamme)}
        trekk |= {("hopp", *p) for p in zip(stamme, stamme[2:], strict=False)}
        trekk |= {("forrige", s) for s in (stammer[nr - 1] if nr else ())}
        trekk |= {("neste", s) for s in (stammer[nr + 1] if nr + 1 < len(stammer) else ())}
        trekk |= {("sted", slag), ("seksjon", setning.seksjon), ("enhet", setning.slag), ("begge", slag, setning.seksjon)}
        ut.append(trekk)
    return ut


@given(st.lists(st.sampled_from(_BITER), max_size=40).map(" ".join))
def test_each_named_feature_is_one_column(tekst):
    """As many columns as names, a rare collision aside; equal sentences have equal rows."""
    navn, kolonner = names(tekst), rader(tekst)
    assert len(navn) == len(kolonner)
    for a, b in zip(navn, kolonner, strict=True):
        assert len(a) - 2 <= len(b) <= len(a)
    for (a, b), (c, d) in pairwise(zip(navn, kolonner, strict=True)):
        assert (a == c) == (b == d)


def test_documents_follow_each_other_and_features_count_once():
    a, b = (en_oppdeling(t, KATALOG) for t in ("Barna bor hos far. Barna bor hos mor.", "Du kan klage."))
    X = hash_oppdelinger([a, b], FORENKLING)
    assert X.shape == (3, BOTTER)
    assert set(X.data.tolist()) == {1.0}
    alene = [hash_oppdelinger([o], FORENKLING).toarray() for o in (a, b)]
    assert (X.toarray() == np.vstack(alene)).all()


def test_no_documents_and_empty_documents_give_no_rows():
    assert hash_oppdelinger([], FORENKLING).shape == (0, BOTTER)
    assert hash_oppdelinger([en_oppdeling("", KATALOG)], FORENKLING).shape == (0, BOTTER)


@pytest.mark.parametrize(
    ("en", "annen"),
    [
        ("Du får 12 450 kroner i måneden.", "Du får 8 900 kroner i måneden."),
        ("Datteren på 9 år bor her.", "Datteren på 14 år bor her."),
        ("Møtet var 12.03.2025 hos oss.", "Møtet var 1.11.2024 hos oss."),
        ("[barn 1] har fast plass.", "[sønn] har fast plass."),
    ],
)
def test_sentences_about_different_households_look_alike(en, annen):
    assert rader(en) == rader(annen)


@pytest.mark.parametrize(
    ("en", "annen"),
    [
        ("Etter § 18 får du dette.", "Etter § 19 får du dette."),
        ("Far bor hos barna.", "Barna bor hos far."),
        ("Barna bor hos far.", "Barna bor hos mor."),
    ],
)
def test_what_matters_keeps_sentences_apart(en, annen):
    assert rader(en) != rader(annen)


def test_the_kind_of_document_and_the_neighbours_are_seen():
    assert rader("Barna bor her.") != rader("Barna bor her.", "journalnotat")
    assert rader("Barna bor her. Du får stønad.")[0] != rader("Barna bor her. Du får avslag.")[0]


_HASH = """
from vedtaksanalyse.detection.hashing import Forenkling, hash_oppdelinger
from vedtaksanalyse.kriterier import load_katalog
from vedtaksanalyse.sak import Dokument
from vedtaksanalyse.structure import divide
katalog = load_katalog()
oppdeling = divide(Dokument("d", "vedtak", "Barna på 4 og 7 år bor her."), katalog)
print(hash_oppdelinger([oppdeling], Forenkling(katalog.felles)).indices.tolist())
"""


def test_hashing_is_the_same_in_every_process():
    svar = {
        subprocess.run(
            [sys.executable, "-c", _HASH], capture_output=True, text=True, check=True, env=os.environ | {"PYTHONHASHSEED": str(fro)}
        ).stdout.strip()
        for fro in (1, 4711)
    }
    assert svar == {str(sorted(rader("Barna på 4 og 7 år bor her.")[0]))}


@given(st.text(alphabet="[]§ .,-0123456789xnkrabåøsdj\n", max_size=60), st.lists(st.sampled_from(_BITER), max_size=6))
def test_no_pattern_begins_with_anything_but_what_the_list_says(tegn, biter):
    ord_ = KATALOG.felles["forenkling"]
    tekst = tegn + " ".join(biter)
    for monster in ord_["monster"].values():
        assert all(re.match(ord_["begynner"], m[0]) for m in re.finditer(monster, tekst))

"""The sentence classifier at run time: the same numbers whoever computes them, together or one by one."""

from __future__ import annotations

import numpy as np
import pytest
from byggere import en_oppdeling

from vedtaksanalyse.detection.classifier import GULV, TOPP, Setningsmodell, Vekter, pool, weigh
from vedtaksanalyse.detection.hashing import BOTTER, Forenkling, hash_oppdelinger
from vedtaksanalyse.detection.modellfil import load_setningsmodell, save_setningsmodell
from vedtaksanalyse.errors import Modellfeil
from vedtaksanalyse.modellfil import load_modell, save_modell

TEKSTER = (
    "Vurdering\n\nVi har lagt vekt på at datteren på 9 år trenger ro. Nivået er 12 450 kroner. Det er nok.",
    "Grunngiving\n\nBorna treng klede. Stønaden er etter satsane, jf. § 18. Du får avslag på bil.",
    "Begrunnelse\n\nBarna på 4 og 7 år har fast plass i barnehagen.\n\nBarn: 2\n\nDu kan klage.",
)


def hash_saker(saker, forenkling):
    return hash_oppdelinger([o for sak in saker for o in sak], forenkling)


@pytest.fixture(scope="module")
def forenkling(katalog):
    return Forenkling(katalog.felles)


@pytest.fixture(scope="module")
def saker(katalog):
    notat = en_oppdeling("Samtale 12.03.2025. Mor forteller om barna.", katalog, "journalnotat")
    return [[en_oppdeling(tekst, katalog), *([notat] if nr == 1 else [])] for nr, tekst in enumerate(TEKSTER)]


@pytest.fixture(scope="module")
def modell(saker, forenkling) -> Setningsmodell:
    """A model with random weights over the columns that occur."""
    X = hash_saker(saker, forenkling)
    kolonner = np.unique(X.indices)[::2].astype(np.int32)
    tall = np.random.default_rng(7)

    def vekter(*etiketter) -> Vekter:
        return Vekter(
            etiketter,
            tall.normal(size=(len(kolonner), len(etiketter))).astype(np.float32),
            tall.normal(size=len(etiketter)).astype(np.float32),
        )

    return Setningsmodell(
        kolonner=kolonner,
        idf=tall.uniform(1, 8, len(kolonner)).astype(np.float32),
        setning=vekter(("a", "ja"), ("a", "delvis"), ("b", "ja")),
        sak=vekter(("a", "ja"), ("b", "ja"), ("b", "nei")),
        dokumenter={"a": frozenset(["vedtak"]), "b": frozenset(["vedtak", "journalnotat"])},
    )


def _score(modell, saker, forenkling):
    return modell.score_saker(saker, hash_saker(saker, forenkling))


def test_no_sentences_give_no_rows(forenkling, modell):
    assert hash_saker([[]], forenkling).shape == (0, BOTTER)
    [(skar, trekk)] = _score(modell, [[]], forenkling)
    assert skar == ()
    assert {t.styrke for t in trekk} == {round(float(k), 4) for k in modell.sak.konstant}


def test_a_batch_gives_what_one_by_one_gives(modell, saker, forenkling):
    samlet = _score(modell, saker, forenkling)
    for sak, (skar, trekk) in zip(saker, samlet, strict=True):
        [(alene, alene_trekk)] = _score(modell, [sak], forenkling)
        assert [(s.kriterium, s.grad, s.belegg) for s in skar] == [(s.kriterium, s.grad, s.belegg) for s in alene]
        assert [s.styrke for s in skar] == pytest.approx([s.styrke for s in alene], abs=2e-4)
        assert [t.styrke for t in trekk] == pytest.approx([t.styrke for t in alene_trekk], abs=2e-4)


def test_the_best_sentences_are_chosen_among_documents_that_count(modell, saker, forenkling):
    """Against a plain computation with dense arrays."""
    X = hash_saker(saker[1:2], forenkling)
    dense = weigh(modell.keep(X), modell.idf).toarray() @ modell.setning.vekter + modell.setning.konstant
    plasser = [(o.dokument, s) for o in saker[1] for s in o.setninger]
    [(skar, _)] = modell.score_saker(saker[1:2], X)
    for nr, (kriterium, grad) in enumerate(modell.setning.etiketter):
        aktuelle = [i for i, (d, _) in enumerate(plasser) if d.type in modell.dokumenter[kriterium]]
        ventet = [i for i in sorted(aktuelle, key=lambda i: -dense[i, nr])[:TOPP] if dense[i, nr] > GULV]
        egne = [s for s in skar if (s.kriterium, s.grad) == (kriterium, grad)]
        assert [(s.belegg.dok_id, s.belegg.start) for s in egne] == [
            (plasser[i][0].dok_id, plasser[i][1].start) for i in ventet
        ]
        assert [s.styrke for s in egne] == pytest.approx([dense[i, nr] for i in ventet], abs=1e-3)


def test_a_case_row_holds_the_features_of_its_sentences(modell, saker, forenkling):
    kjent = modell.keep(hash_saker(saker[1:2], forenkling)).toarray()
    typer = np.array([o.dokument.type for o in saker[1] for _ in o.setninger])
    for omfang in modell.dokumenter.values():
        rad = pool(saker[1:2], modell.keep(hash_saker(saker[1:2], forenkling)), omfang).toarray()[0]
        assert rad.tolist() == kjent[np.isin(typer, sorted(omfang))].max(axis=0).tolist()


def test_rows_are_weighed_to_length_one(modell, saker, forenkling):
    X = weigh(modell.keep(hash_saker(saker, forenkling)), modell.idf)
    lengder = np.sqrt(np.asarray(X.multiply(X).sum(axis=1)).ravel())
    assert lengder == pytest.approx((np.diff(X.indptr) > 0).astype(float), abs=1e-5)
    assert lengder.sum() > 5


def test_a_saved_model_gives_the_same_scores_within_half_precision(tmp_path, modell, saker, forenkling):
    save_setningsmodell(modell, tmp_path)
    lest = load_setningsmodell(tmp_path)
    assert lest.setning.etiketter == modell.setning.etiketter
    assert lest.dokumenter == modell.dokumenter
    for (skar, trekk), (nye, nye_trekk) in zip(
        _score(modell, saker, forenkling), _score(lest, saker, forenkling), strict=True
    ):
        assert [s.styrke for s in nye] == pytest.approx([s.styrke for s in skar], abs=0.02)
        assert [t.styrke for t in nye_trekk] == pytest.approx([t.styrke for t in trekk], abs=0.02)


def test_a_missing_or_damaged_model_is_named(tmp_path, modell):
    with pytest.raises(Modellfeil) as feil:
        load_setningsmodell(tmp_path)
    assert feil.value.kode == "modell_mangler"
    save_setningsmodell(modell, tmp_path)
    (tmp_path / "setninger.skops").write_bytes((tmp_path / "setninger.skops").read_bytes()[:200])
    with pytest.raises(Modellfeil) as feil:
        load_setningsmodell(tmp_path)
    assert feil.value.kode == "modell_ubrukelig"


@pytest.mark.parametrize(
    "endring", [{"setning": {}}, {"sak": []}, {"dokumenter": 1}, {"idf": "tekst"}, {"setning": {"etiketter": [["a", "b"]]}}]
)
def test_a_model_that_does_not_fit_is_named(tmp_path, modell, endring):
    save_setningsmodell(modell, tmp_path)
    fil = tmp_path / "setninger.skops"
    save_modell(load_modell(fil) | endring, fil)
    with pytest.raises(Modellfeil) as feil:
        load_setningsmodell(tmp_path)
    assert feil.value.kode == "modell_ubrukelig"

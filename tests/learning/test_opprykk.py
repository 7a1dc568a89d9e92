"""The gate: every demand can refuse by itself, and what it says can be read in both language forms."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from byggere import HOLDT_AV, ROT

from vedtaksanalyse.evaluation.fasit import Fasitsak, load_fasit
from vedtaksanalyse.evaluation.skiver import Skive
from vedtaksanalyse.evaluation.svarfil import read_svar
from vedtaksanalyse.export.opplaering import list_kandidat, make_markdown
from vedtaksanalyse.learning.merkekontroll import KRAV, MASKIN, Merkekontroll, Prove
from vedtaksanalyse.learning.opprykk import judge_merker, judge_modell, make_rapport
from vedtaksanalyse.learning.regresjon import count_brudd, make_regresjon, read_regresjon
from vedtaksanalyse.learning.sammenlikning import GRANSKING, GULL, Endring, Sammenlikning, measure_endring
from vedtaksanalyse.sak import Modellkandidat

PORT = KRAV["port"]
INGEN = Merkekontroll((), (), ("per",))
BRA = Sammenlikning(
    Endring(GRANSKING, GRANSKING, 80, 0.80, 0.86, 0.01, 0.1),
    Endring(GULL, GULL, 400, 0.93, 0.93, -0.01, 0.01),
    (Endring("malform", "nynorsk", 100, 0.9, 0.89, -0.02, 0.01), Endring("kontor", "D1", 14, 0.9, 0.86, -0.1, 0.02)),
    3,
    2000,
    Endring(GULL, "brier", 400, 0.064, 0.065, 0, 0),
)
OPPHAV = {
    "saker": 5, "merker": 9, "blinde": 4, "granskere": {"kari": 9}, "kontorer": {"Nav Ås": 5}, "utelatt": {"holdt": 1}, "uenige": 2,
    "uten": ["ola"], "kilder": {}, "malformer": {},
}  # fmt: skip


def _brutt(alt):
    return [ett.krav for ett in judge_modell(alt) if not ett.bestatt]


@pytest.mark.parametrize(
    ("felt", "brutt"),
    [
        ({}, []),
        ({"hoved": replace(BRA.hoved, lav=0.0)}, ["hoved"]),
        ({"hoved": replace(BRA.hoved, n=PORT["minst_tilfeldige"] - 1)}, ["fa_tilfeldige"]),
        ({"hoved": Endring(GRANSKING, GRANSKING, 0, *[math.nan] * 4)}, ["fa_tilfeldige", "hoved"]),
        ({"gull": replace(BRA.gull, etter=0.93 - PORT["gull_margin"] - 0.001)}, ["gull"]),
        ({"gull": replace(BRA.gull, etter=math.nan)}, ["gull"]),
        ({"utsnitt": (Endring("malform", "nynorsk", 100, 0.9, 0.9 - PORT["skive_margin"] - 0.001, 0, 0),)}, ["skive"]),
        ({"utsnitt": (Endring("kontor", "D1", 14, 0.9, 0.9 - PORT["skive_margin_faa"] - 0.001, 0, 0),)}, ["skive"]),
        ({"utsnitt": (Endring("kontor", "D1", PORT["minst"] - 1, 0.9, 0.1, 0, 0),)}, []),
        ({"brier": replace(BRA.brier, etter=0.064 + PORT["brier_margin"] + 0.001)}, ["brier"]),
        ({"brudd": 11}, ["regresjon"]),
    ],
)
def test_each_demand_refuses_by_itself(felt, brutt):
    assert _brutt(replace(BRA, **felt)) == brutt


def test_a_slice_that_is_worse_is_named_and_otherwise_the_worst_is_told():
    to = (Endring("kontor", "D1", 200, 0.9, 0.8, 0, 0), Endring("malform", "nynorsk", 100, 0.9, 0.7, 0, 0), *BRA.utsnitt)
    assert [ett.gjelder for ett in judge_modell(replace(BRA, utsnitt=to)) if ett.krav == "skive"] == ["kontor: D1", "malform: nynorsk"]
    assert [ett.gjelder for ett in judge_modell(BRA) if ett.krav == "skive"] == ["malform: nynorsk"]


@pytest.mark.parametrize("malform", ["nb", "nn"])
def test_the_verdict_in_words(malform):
    ulik = Merkekontroll((Prove("kari", MASKIN, True, 30, 90, 0.05, 0.0),), ("kari",), ())
    darlig = replace(BRA, hoved=replace(BRA.hoved, lav=-0.01), brudd=99, utsnitt=(replace(BRA.utsnitt[0], etter=0.5),))
    ut = {}
    for navn, kontroll, alt in (("bra", INGEN, BRA), ("ulik", ulik, None), ("darlig", INGEN, darlig)):
        port = [*judge_merker(kontroll), *(judge_modell(alt) if alt else ())]
        kandidat = Modellkandidat(7, "a", "b", all(p.bestatt for p in port), "ola", OPPHAV, make_rapport(kontroll, alt, port))
        ut[navn] = "\n".join(list_kandidat(kandidat, malform))
        assert "kari" not in make_markdown(kandidat, malform) and "Nav" not in make_markdown(kandidat, malform)
    assert "nr. 7 bestod" in ut["bra"] and "0,860" in ut["bra"] and "+0,010" in ut["bra"] and "per" in ut["bra"]
    assert "kari" in ut["ulik"] and "33 prosent" in ut["ulik"] and "under 0,001" in ut["ulik"] and "avvist" in ut["ulik"]
    assert "−0,010" in ut["darlig"] and "nynorsk" in ut["darlig"] and "bestod" not in ut["darlig"]
    assert (ut["bra"] != ut["darlig"]) and ("frå" in ut["bra"]) == (malform == "nn")


@pytest.fixture(scope="module")
def gull():
    return load_fasit(ROT / "corpora" / "fasit", [k for k in _prefikser() if k not in ("D1", "D16", "D27")])


def _prefikser():
    return {fil.stem.split("-")[0] for fil in (ROT / "corpora" / "fasit").glob("*.json")}


def test_figures_before_and_after_are_of_the_same_cases_and_unknown_labels_do_not_count(gull, katalog):
    svar = read_svar(ROT / "corpora" / "utenfor" / "kriterier.jsonl.gz")[""]
    rett = {f.sak.sak_id: replace(svar[f.sak.sak_id], grader={k: v["grad"] for k, v in f.fasit.items() if "grad" in v}) for f in gull}
    skiver = [Skive("kontor", "D1", frozenset(f.sak.sak_id for f in gull if f.kontor == "D1"))]
    delvis = [Fasitsak(f.sak, {"barnets_beste": dict(f.fasit["barnets_beste"])}, None) for f in gull]
    alt = measure_endring(gull, delvis, skiver, svar, rett, {}, katalog)
    assert (alt.gull.etter, alt.hoved.etter) == (1.0, 1.0) and 0 < alt.gull.forskjell < 0.2
    assert alt.gull.lav <= alt.gull.forskjell <= alt.gull.hoy and alt.gull.n == alt.hoved.n == len(gull)
    d1 = next(ett for ett in alt.utsnitt if ett.slag == "kontor")
    antall = sum(f.kontor == "D1" for f in gull)
    assert (d1.n, d1.etter) == (antall, 1.0) and {ett.slag for ett in alt.utsnitt} == {"kontor", "gruppe", GRANSKING}
    likt = measure_endring(gull, delvis, skiver, svar, svar, {}, katalog)
    assert (likt.gull.lav, likt.gull.hoy, likt.hoved.forskjell) == (0.0, 0.0, 0.0)
    assert np.isnan(measure_endring(gull, [], skiver, svar, rett, {}, katalog).hoved.lav)


def test_the_frozen_answers_are_gold_and_sure_and_notice_what_breaks(gull):
    alle = load_fasit(ROT / "corpora" / "fasit", HOLDT_AV)
    regresjon = read_regresjon(ROT / "corpora" / "regresjon", alle)
    av = {f.sak.sak_id: f for f in alle}
    assert len(regresjon) > 90 and len({sak_id.split("-")[0] for sak_id in regresjon}) == len(_prefikser()) - len(HOLDT_AV)
    assert all(av[sak_id].grad(k) == grad for sak_id, egne in regresjon.items() for k, grad in egne.items())
    svar = read_svar(ROT / "corpora" / "utenfor" / "kriterier.jsonl.gz")[""]
    brudd, av_ = count_brudd(regresjon, svar, svar)
    assert brudd == 0 and av_ == sum(map(len, regresjon.values()))
    sak_id, egne = next(iter(regresjon.items()))
    odelagt = svar | {sak_id: replace(svar[sak_id], grader={})}
    assert count_brudd(regresjon, svar, odelagt) == (len(egne), av_)
    endret = [replace(f, sak=replace(f.sak, dokumenter=f.sak.dokumenter[:1])) for f in gull]
    assert set(read_regresjon(ROT / "corpora" / "regresjon", endret)) < set(regresjon)
    assert read_regresjon(ROT / "finnes-ikke", alle) == {}
    ny = make_regresjon(gull, svar)
    assert all(ny[sak_id]["grader"] == regresjon[sak_id] for sak_id in ny) and len(ny) == 9

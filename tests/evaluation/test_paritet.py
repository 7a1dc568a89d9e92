"""The parity report: figures as elsewhere, intervals that hold what was planted, the worst first, few cases marked."""

from __future__ import annotations

import json
import math
import random

import numpy as np
import pytest
from byggere import HOLDT_AV, ROT
from delt import get_katalog

from vedtaksanalyse.evaluation.fasit import Fasitsak, load_fasit
from vedtaksanalyse.evaluation.maal import Svar, measure
from vedtaksanalyse.evaluation.paritet import MINST, draw_vekter, measure_paritet
from vedtaksanalyse.evaluation.paritetstabell import FAA, list_kriterier, rows, to_dict
from vedtaksanalyse.evaluation.skiver import Skive
from vedtaksanalyse.evaluation.svarfil import read_svar, write_svar
from vedtaksanalyse.evaluation.tabell import to_dict as to_tall
from vedtaksanalyse.learning.datablad import describe_data
from vedtaksanalyse.learning.kort import write_sider
from vedtaksanalyse.sak import Dokument, Sak

KATALOG = get_katalog()
GRADERT = {k.id: k.grader for k in KATALOG.kriterier.values() if k.slag == "grad"}
LISTER = [k.id for k in KATALOG.kriterier.values() if k.slag == "liste"]
KORT = ROT / "models" / "kriterier" / "modellkort.json"
UTENFOR = ROT / "corpora" / "utenfor" / "kriterier.jsonl.gz"
OMGANGER = 300


def _make(antall: int, kontorer: int, feil) -> tuple[list[Fasitsak], dict[str, Svar]]:
    """Gold drawn at random, and answers that miss a grade with the chance that ``feil`` gives the case's number."""
    terning = random.Random(7)
    fasit, svar = [], {}
    for nr in range(antall):
        grader = {k: terning.choice(g) for k, g in GRADERT.items()} | {"barn": "ja" if nr % 10 else "nei"}
        gull = {k: {"grad": g, "belegg": [{"dok_id": "v", "sitat": "ord"}]} for k, g in grader.items()} | {k: {"verdi": []} for k in LISTER}
        gull["barn"] |= {"antall": 1, "aldre": []}
        kontor = f"K{nr % kontorer}"
        sak = Sak(f"{kontor}-{nr}", (), (Dokument("v", "vedtak", "ett ord til"),), "nb", kontor)
        fasit.append(Fasitsak(sak, gull, terning.random() < 0.5, ()))
        gitt = {k: terning.choice(GRADERT[k]) if terning.random() < feil(nr) else g for k, g in grader.items()}
        svar[sak.sak_id] = Svar(gitt, {}, None, (), (), terning.random(), (), {k: 0.9 for k in gitt})
    return fasit, svar


def _slice(navn: str, fasit, velg) -> Skive:
    return Skive("deling", navn, frozenset(f.sak.sak_id for nr, f in enumerate(fasit) if velg(nr)))


@pytest.fixture(scope="module")
def planted():
    """Every third case is answered worse."""
    fasit, svar = _make(240, 20, lambda nr: 0.45 if nr % 3 == 0 else 0.1)
    skiver = [
        _slice("dårlig", fasit, lambda nr: nr % 3 == 0), _slice("blandet", fasit, lambda nr: nr % 2 == 0), _slice("få", fasit, lambda nr: nr < 20),
        _slice("uten barn", fasit, lambda nr: nr % 10 == 0), _slice("tom", fasit, lambda nr: False),
    ]  # fmt: skip
    return fasit, svar, skiver, measure_paritet(fasit, svar, skiver, KATALOG, omganger=OMGANGER)


def _find(paritet, navn: str):
    return next(s for s in paritet.skiver if s.navn == navn)


def test_figures_are_those_of_the_scoring(planted):
    fasit, svar, skiver, paritet = planted
    for skive in skiver[:3]:
        maal = measure([f for f in fasit if f.sak.sak_id in skive.saker], svar, KATALOG)
        funnet = _find(paritet, skive.navn)
        assert funnet.hoved[0] == pytest.approx(maal.hoved_f1)
        assert funnet.svakt_auc == pytest.approx(maal.svakt_auc)
        ventet = [(m.noyaktighet * m.n, m.n) for m in maal.kriterier.values()]
        assert funnet.riktig[0] == pytest.approx(sum(r for r, _ in ventet) / sum(n for _, n in ventet))
        resten = measure([f for f in fasit if f.sak.sak_id not in skive.saker], svar, KATALOG)
        assert funnet.forskjell[0] == pytest.approx(maal.hoved_f1 - resten.hoved_f1)


def test_the_slice_that_is_worse_comes_first_and_is_told_from_the_rest(planted):
    paritet = planted[3]
    assert paritet.skiver[0].navn == "dårlig"
    assert paritet.skiver[0].forskjell[2] < 0
    blandet = _find(paritet, "blandet")
    assert blandet.forskjell[1] < 0 < blandet.forskjell[2]
    tall = [s.hoved[0] for s in paritet.skiver if not math.isnan(s.hoved[0])]
    assert tall == sorted(tall)


def test_few_cases_are_shown_and_marked_and_give_wide_intervals(planted):
    paritet = planted[3]
    assert [s.navn for s in paritet.skiver if s.liten] == ["få", "uten barn"]
    assert _find(paritet, "få").n == 20 < MINST
    bredde = {s.navn: s.hoved[2] - s.hoved[1] for s in paritet.skiver}
    assert bredde["få"] > bredde["blandet"]
    assert all(s.hoved[1] <= s.hoved[0] <= s.hoved[2] for s in paritet.skiver if s.navn in ("dårlig", "blandet"))


def test_what_cannot_be_measured_comes_last_and_an_empty_slice_not_at_all(planted):
    paritet = planted[3]
    assert paritet.skiver[-1].navn == "uten barn"
    assert math.isnan(paritet.skiver[-1].hoved[0]) and not math.isnan(paritet.skiver[-1].riktig[0])
    assert "tom" not in {s.navn for s in paritet.skiver}


def test_a_slice_is_measured_the_same_whatever_else_is(planted):
    fasit, svar, skiver, paritet = planted
    assert measure_paritet(fasit, svar, skiver[1:2], KATALOG, omganger=OMGANGER).skiver == [_find(paritet, "blandet")]


def test_rougher_texts_are_held_against_the_same_cases(planted):
    fasit, svar = planted[:2]
    verre = _make(240, 20, lambda nr: 0.6)[1]
    skiver = measure_paritet(fasit, svar, [], KATALOG, {"like": svar, "verre": verre}, OMGANGER).skiver
    assert [s.navn for s in skiver] == ["verre", "like"]
    assert skiver[1].forskjell == (0, 0, 0)
    assert skiver[0].forskjell[2] < 0


@pytest.mark.parametrize(("kontorer", "sammen"), [(12, True), (9, False)])
def test_offices_are_drawn_whole_where_there_are_many(kontorer, sammen):
    kontor = np.array([f"K{nr % kontorer}" for nr in range(120)])
    inne = np.arange(120) < 108
    vekt = draw_vekter(kontor, inne, 50, "frø")
    assert (vekt[0] == inne).all() and not vekt[:, ~inne].any()
    like = all(len(set(rad[inne & (kontor == k)])) == 1 for rad in vekt[1:] for k in set(kontor))
    assert like is sammen
    if not sammen:
        assert (vekt.sum(axis=1) == inne.sum()).all()


def test_each_criterion_tells_where_it_is_weakest(planted):
    fasit, svar, skiver, paritet = planted
    kriterium = next(k for k in paritet.kriterier if k.kriterium == "klageadgang")
    assert kriterium.n == 240
    per = {}
    for skive in skiver[:2]:
        egne = [f for f in fasit if f.sak.sak_id in skive.saker]
        per[skive.navn] = sum(f.grad("klageadgang") == svar[f.sak.sak_id].grader["klageadgang"] for f in egne) / len(egne)
    assert (kriterium.navn, kriterium.riktig_skive[0]) == min(per.items(), key=lambda par: par[1])
    assert "få" not in {k.navn for k in paritet.kriterier}
    assert kriterium.riktig_skive[1] < kriterium.riktig_skive[0] < kriterium.riktig_skive[2]


def test_the_report_as_data_and_rows(planted):
    tall = json.loads(json.dumps(to_dict(planted[3]), allow_nan=False))
    assert (tall["minst"], tall["omganger"]) == (MINST, OMGANGER)
    rader = list(rows(tall))
    assert [rad[1] for rad in rader] == [s.navn for s in planted[3].skiver]
    assert {rad[1] for rad in rader if rad[2].endswith(FAA)} == {"få", "uten barn"}
    assert rader[0][4].count(",") == 3 and rader[0][6].startswith("−") and rader[-1][4] == "–"
    andeler = [float(rad[-1].split()[0].replace(",", ".")) for rad in list_kriterier(tall, KATALOG)]
    assert len(andeler) == len(GRADERT) and andeler == sorted(andeler)


def test_answers_come_back_without_quotes_and_the_same_answers_give_the_same_bytes(planted, tmp_path):
    svar = planted[1]
    write_svar({"": svar, "ocr": svar}, tmp_path / "ny" / "a.gz")
    write_svar({"": svar, "ocr": svar}, tmp_path / "b.gz")
    assert (tmp_path / "b.gz").read_bytes() == (tmp_path / "ny" / "a.gz").read_bytes()
    lest = read_svar(tmp_path / "b.gz")
    assert list(lest) == ["", "ocr"] and list(lest[""]) == list(svar)
    for sak_id, ett in lest[""].items():
        assert ett.grader == svar[sak_id].grader and ett.svakt == pytest.approx(svar[sak_id].svakt, abs=1e-4)


def test_the_cards_pages_are_written_from_what_was_measured(planted, tmp_path):
    fasit, _, skiver, paritet = planted
    data = describe_data(fasit, skiver, {"K1"}, KATALOG)
    assert (data["saker"], data["med_barn"], data["urorte"]) == (240, 216, {"kontorer": 1, "saker": 12})
    assert (data["dokumenter"], data["ord"], data["sitater"]) == (240, 720, 240 * len(GRADERT))
    assert all(sum(antall.values()) == 240 for antall in data["grader"].values())
    data["skiver"] = {"kontor": {"K1": 12, "K2": 14}, "målform": {"bokmål": 240}}
    write_sider(json.loads(KORT.read_text(encoding="utf-8")) | {"data": data, "paritet": to_dict(paritet)}, tmp_path, KATALOG)
    kort, datablad = ((tmp_path / navn).read_text(encoding="utf-8") for navn in ("modellkort.md", "datablad.md"))
    assert "Dårligst av skivene med nok saker: deling: dårlig, " in kort and "| deling | få | 20* |" in kort
    assert "| målform | bokmål | 240 | 1,000 |" in datablad and "12 og 14 saker" in datablad
    assert "hovudkriteria" in (tmp_path / "modellkort.nn.md").read_text(encoding="utf-8") and (tmp_path / "datablad.nn.md").exists()


@pytest.mark.parametrize("kontor", ["D1", "D8", "D23"])
def test_the_stored_answers_give_the_figures_of_the_shipped_card(kontor):
    assert kontor not in HOLDT_AV
    fasit = [f for f in load_fasit(ROT / "corpora" / "fasit", HOLDT_AV) if f.kontor == kontor]
    tall = to_tall(measure(fasit, read_svar(UTENFOR)[""], KATALOG))
    ventet = json.loads(KORT.read_text(encoding="utf-8"))["maaling"]["kontor"][kontor]
    uten = {"belegg_dekning", "pii_dekning", "pii_funn"}
    assert {k: v for k, v in tall.items() if k not in uten} == {k: v for k, v in ventet.items() if k not in uten}

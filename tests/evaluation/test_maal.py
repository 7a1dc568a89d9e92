"""Figures against small cases computed by hand, and against the project's own scoring where that file stands."""

from __future__ import annotations

import importlib.util
import json
import math
import random
from dataclasses import replace

import pytest
from byggere import HOLDT_AV, ROT

from vedtaksanalyse.evaluation.fasit import Fasitsak, load_fasit, load_fasitsak
from vedtaksanalyse.evaluation.maal import Svar, measure, to_svar
from vedtaksanalyse.evaluation.tabell import measure_all, rows, show, to_dict
from vedtaksanalyse.sak import (
    Barnefakta,
    Belegg,
    Bevis,
    Dokument,
    Kriterievurdering,
    PiiFunn,
    Sak,
    Saksstatus,
    Saksvurdering,
    Versjoner,
)

EVALUER = ROT.parent / "shared" / "evaluer.py"
TOMT = Svar({}, {}, None, (), (), 0.0, ())


def en_fasit(katalog, sak_id, grader=(), belegg=(), svakt=False, pii=(), antall=2, aldre=(4, 7), typer=()) -> Fasitsak:
    fasit = {
        k.id: {"grad": dict(grader).get(k.id, k.grader[0]), "belegg": []} for k in katalog.kriterier.values() if k.slag == "grad"
    }
    fasit["barn"] |= {"antall": antall, "aldre": list(aldre)}
    fasit["sakstype"] = {"verdi": list(typer), "belegg": []}
    for kriterium, dok_id, sitat in belegg:
        fasit[kriterium]["belegg"].append({"dok_id": dok_id, "sitat": sitat})
    dokument = Dokument("v", "vedtak", "")
    return Fasitsak(Sak(sak_id, (), (dokument,), "nb", sak_id.split("-")[0]), fasit, svakt, tuple(pii))


def _measure(katalog, fasit, svar):
    return measure(fasit, {f.sak.sak_id: s for f, s in zip(fasit, svar, strict=True)}, katalog)


def test_accuracy_macro_f1_and_quadratic_kappa(katalog):
    """Gold and answers on the scale mangler < standardisert < konkret:

    gold    m m s s k k
    answer  m s s s k m
    """
    gull = ["mangler", "mangler", "standardisert", "standardisert", "konkret", "konkret"]
    svar = ["mangler", "standardisert", "standardisert", "standardisert", "konkret", "mangler"]
    fasit = [en_fasit(katalog, f"A-{nr}", {"individuell_vurdering": g}) for nr, g in enumerate(gull)]
    maal = _measure(katalog, fasit, [replace(TOMT, grader={"individuell_vurdering": s}) for s in svar])
    rad = maal.kriterier["individuell_vurdering"]
    assert rad.n == 6
    assert rad.noyaktighet == pytest.approx(4 / 6)
    assert rad.f1 == pytest.approx(((2 * 1) / (2 + 1 + 1) + (2 * 2) / (4 + 1 + 0) + (2 * 1) / (2 + 0 + 1)) / 3)
    # Observed disagreement (1/4 + 1)/6; expected from margins (2,2,2) and (2,3,1).
    ventet = (2 * (3 * 0.25 + 1 * 1) + 2 * (2 * 0.25 + 1 * 0.25) + 2 * (2 * 1 + 3 * 0.25)) / 36
    assert rad.kappa == pytest.approx(1 - (1.25 / 6) / ventet)


def test_an_answer_that_is_missing_counts_as_the_weakest_grade(katalog):
    fasit = [en_fasit(katalog, "A-1", {"klageadgang": "ja"}), en_fasit(katalog, "A-2")]
    rad = _measure(katalog, fasit, [TOMT, TOMT]).kriterier["klageadgang"]
    assert (rad.noyaktighet, rad.f1, rad.kappa) == (0.5, pytest.approx(1 / 3), 0)


def test_one_grade_only_and_always_right_is_full_agreement(katalog):
    assert _measure(katalog, [en_fasit(katalog, "A-1")], [TOMT]).kriterier["klageadgang"].kappa == 1


def test_criteria_about_children_are_measured_where_there_are_children(katalog):
    fasit = [en_fasit(katalog, "A-1", {"barn": "ja"}), en_fasit(katalog, "A-2")]
    maal = _measure(katalog, fasit, [TOMT, TOMT])
    antall = {navn: rad.n for navn, rad in maal.kriterier.items()}
    assert {navn for navn, n in antall.items() if n == 1} == {
        "barnets_beste", "barnets_syn", *(navn for navn in antall if navn.startswith("kartlegging."))
    }  # fmt: skip
    uten = _measure(katalog, fasit[1:], [TOMT])
    assert uten.kriterier["barnets_beste"].n == 0
    assert math.isnan(uten.kriterier["barnets_beste"].f1)
    assert not math.isnan(uten.alle_f1)


def test_number_and_ages_of_children(katalog):
    fasit = [
        en_fasit(katalog, f"A-{nr}", {"barn": "ja"}, antall=antall, aldre=aldre)
        for nr, (antall, aldre) in enumerate([(2, (4, 7)), (1, ()), (3, (1, 2, 3))])
    ]
    svar = [replace(TOMT, antall=2, aldre=(7, 4)), replace(TOMT, antall=1), replace(TOMT, antall=2, aldre=(1, 2))]
    maal = _measure(katalog, fasit, svar)
    assert (maal.antall, maal.aldre) == (pytest.approx(2 / 3), pytest.approx(2 / 3))


def test_case_types_are_scored_over_all_cases_together(katalog):
    fasit = [en_fasit(katalog, "A-1", typer=("ny", "hast")), en_fasit(katalog, "A-2", typer=("ny",)), en_fasit(katalog, "A-3")]
    svar = [replace(TOMT, sakstype=("ny",)), replace(TOMT, sakstype=("langtid",)), TOMT]
    assert _measure(katalog, fasit, svar).sakstype_f1 == pytest.approx(2 * 1 / (3 + 2))


def test_weak_decisions(katalog):
    fasit = [en_fasit(katalog, f"A-{nr}", svakt=svakt) for nr, svakt in enumerate([True, True, False, False])]
    maal = _measure(katalog, fasit, [replace(TOMT, svakt=p) for p in (0.9, 0.3, 0.3, 0.6)])
    assert maal.svakt_auc == pytest.approx((1 + 1 + 0.5 + 0) / 4)
    assert (maal.svakt_presisjon, maal.svakt_dekning) == (0.5, 0.5)
    assert maal.svakt_brier == pytest.approx((0.01 + 0.49 + 0.09 + 0.36) / 4)
    assert maal.svakt_presisjon_95 == pytest.approx(2 / 4)
    assert math.isnan(_measure(katalog, fasit[:2], [TOMT, TOMT]).svakt_auc)


def test_calibration_of_weak_decisions(katalog):
    """Two at .2 of which one is weak, two at .9 and .95 that both are: gaps .3 and .075."""
    fasit = [en_fasit(katalog, f"A-{nr}", svakt=svakt) for nr, svakt in enumerate([True, False, True, True])]
    maal = _measure(katalog, fasit, [replace(TOMT, svakt=p) for p in (0.2, 0.2, 0.9, 0.95)])
    assert maal.svakt_kalibrering[2] == (2, 0.2, 0.5)
    assert maal.svakt_ece == pytest.approx((2 * 0.3 + 2 * 0.075) / 4)


def test_calibration_of_chosen_grades(katalog):
    fasit = [en_fasit(katalog, "A-1", {"klageadgang": "ja"}), en_fasit(katalog, "A-2")]
    svar = [replace(TOMT, grader={"klageadgang": "ja"}, sikkerhet={"klageadgang": p}) for p in (0.8, 0.85)]
    assert _measure(katalog, fasit, svar).grad_ece == pytest.approx(0.825 - 0.5)


def test_reaching_the_grade_that_decides(katalog):
    grader = ["nevnt", "vurdert", "vektet", "mangler"]
    fasit = [en_fasit(katalog, f"A-{nr}", {"barn": "ja", "barnets_beste": g}) for nr, g in enumerate(grader)]
    svar = [replace(TOMT, grader={"barnets_beste": g}) for g in ("vurdert", "vektet", "nevnt", "mangler")]
    assert _measure(katalog, fasit, svar).terskel_f1["barnets_beste"] == pytest.approx(2 * 1 / (2 + 2))


@pytest.mark.parametrize(
    ("forslag", "funnet"),
    [
        (("v", "Barna trenger ro nå."), True),
        (("v", "BARNA TRENGER"), True),
        (("v", "Barna alene her"), False),
        (("n", "Barna trenger ro nå."), False),
        (("v", "Vi mener at barna trenger mye."), True),
    ],
)
def test_a_gold_quote_is_found_when_half_its_words_are_there(katalog, forslag, funnet):
    fasit = [en_fasit(katalog, "A-1", belegg=[("klageadgang", "v", "Barna trenger ro nå.")])]
    maal = _measure(katalog, fasit, [replace(TOMT, belegg={"klageadgang": [forslag]})])
    assert maal.belegg_dekning == float(funnet)


def test_evidence_for_another_criterion_does_not_count(katalog):
    fasit = [en_fasit(katalog, "A-1", belegg=[("klageadgang", "v", "Du kan klage."), ("resultat", "v", "Avslag.")])]
    maal = _measure(katalog, fasit, [replace(TOMT, belegg={"resultat": [("v", "Du kan klage."), ("v", "Avslag.")]})])
    assert maal.belegg_dekning == 0.5


def test_personal_data(katalog):
    pii = [{"dok_id": "v", "sitat": "Kari Nordmann", "type": "navn"}, {"dok_id": "v", "sitat": "12345678", "type": "telefon"}]
    svar = replace(TOMT, pii=[("v", "Kari", "navn"), ("n", "12345678", "telefon"), ("v", "noe annet", "navn")])
    maal = _measure(katalog, [en_fasit(katalog, "A-1", pii=pii)], [svar])
    assert (maal.pii_dekning, maal.pii_funn, maal.pii_fasit) == (0.5, 3, 2)


def test_main_figure_is_the_mean_of_the_missions_criteria(katalog):
    fasit = [en_fasit(katalog, "A-1", {"barn": "ja"}), en_fasit(katalog, "A-2")]
    maal = _measure(katalog, fasit, [TOMT, TOMT])
    hoved = [maal.kriterier[k].f1 for k in ("barn", "barnets_beste", "individuell_vurdering", "paragraf_17")]
    assert maal.hoved_f1 == pytest.approx(sum(hoved) / 4)
    assert maal.hoved_f1 < 1


def test_cases_without_an_answer_are_left_out(katalog):
    fasit = [en_fasit(katalog, "A-1"), en_fasit(katalog, "A-2")]
    assert measure(fasit, {"A-2": TOMT}, katalog).n == 1


def test_per_office_and_language_form(katalog):
    fasit = [en_fasit(katalog, "A-1"), en_fasit(katalog, "A-2"), en_fasit(katalog, "B-1")]
    fasit[0] = replace(fasit[0], sak=replace(fasit[0].sak, malform="nn"))
    maaling = measure_all(fasit, {f.sak.sak_id: TOMT for f in fasit}, katalog)
    assert {navn: m["n"] for navn, m in maaling["kontor"].items()} == {"A": 2, "B": 1}
    assert {navn: m["n"] for navn, m in maaling["malform"].items()} == {"nb": 2, "nn": 1}
    assert json.loads(json.dumps(maaling)) == maaling


def test_what_cannot_be_computed_is_shown_as_a_dash(katalog):
    maal = to_dict(_measure(katalog, [en_fasit(katalog, "A-1")], [TOMT]))
    assert maal["svakt_auc"] is None
    rad = next(r for r in rows(maal, katalog) if r[0] == katalog.kriterier["barnets_beste"].navn["nb"])
    assert rad == (katalog.kriterier["barnets_beste"].navn["nb"], "0", "–", "–", "–")
    assert show(0.12345) == "0,123"


def test_an_assessment_as_an_answer():
    dokument = Dokument("v", "vedtak", "Barna er 4 og 7. Ring Kari.")
    fakta = Barnefakta(2, (7, 4), "fast", (Belegg("v", 0, 16),))
    vurdering = Saksvurdering(
        Sak("A-1", (), (dokument,)),
        Saksstatus.VURDERT,
        Versjoner("", "", ""),
        vurderinger=(
            Kriterievurdering("barn", "ja", (("ja", 1.0),), (Bevis(Belegg("v", 0, 16)),), fakta=fakta),
            Kriterievurdering("sakstype", "", (), verdi=("ny",)),
        ),
        svakt_vedtak=0.25,
        pii=(PiiFunn(Belegg("v", 22, 26), "navn"),),
    )
    svar = to_svar(vurdering)
    assert svar.grader == {"barn": "ja"}
    assert svar.belegg["barn"] == [("v", "Barna er 4 og 7.")]
    assert (svar.antall, svar.aldre, svar.sakstype, svar.svakt) == (2, [4, 7], ("ny",), 0.25)
    assert svar.pii == [("v", "Kari", "navn")]
    uten = to_svar(replace(vurdering, status=Saksstatus.KAN_IKKE_VURDERES, svakt_vedtak=None))
    assert (uten.grader, uten.antall, uten.svakt) == ({}, None, 0.0)


FASITFILER = [f for f in sorted((ROT / "corpora" / "fasit").glob("*.json")) if f.name.split("-")[0] not in HOLDT_AV]


def test_gold_files_are_read_in_order_and_some_offices_can_be_kept_out():
    saker = load_fasit(ROT / "corpora" / "fasit", uten=(*HOLDT_AV, "D1"))
    ider = [s.sak.sak_id for s in saker]
    assert ider == sorted(ider, key=lambda i: [int(d) for d in i.removeprefix("D").split("-")])
    assert not {s.kontor for s in saker} & {*HOLDT_AV, "D1"}
    assert len({s.avtrykk for s in saker}) == len(saker)


def test_every_gold_quote_is_a_substring_of_its_document():
    for fil in FASITFILER:
        fasitsak = load_fasitsak(fil)
        for kriterium, verdi in fasitsak.fasit.items():
            for belegg in verdi.get("belegg", ()):
                assert belegg["sitat"] in fasitsak.sak.dokument(belegg["dok_id"]).tekst, (fil.name, kriterium)


def _random_svar(fasitsak: Fasitsak, katalog, tilfeldig: random.Random) -> Svar:
    """Mostly right, at times not, with quotes of all lengths."""
    grader, belegg = {}, {}
    for kriterium in katalog.kriterier.values():
        if kriterium.slag == "liste":
            continue
        riktig = fasitsak.grad(kriterium.id)
        grader[kriterium.id] = riktig if tilfeldig.random() < 0.7 else tilfeldig.choice(kriterium.grader)
        sitater = [(d, s[: tilfeldig.randint(3, len(s))]) for d, s in fasitsak.belegg(kriterium.id) if len(s) > 3]
        belegg[kriterium.id] = [s for s in sitater if tilfeldig.random() < 0.8]
    barn = fasitsak.fasit["barn"]
    return Svar(
        grader,
        belegg,
        tilfeldig.choice([barn.get("antall"), 1]),
        tilfeldig.choice([barn.get("aldre", []), [3]]),
        [t for t in katalog.kriterier["sakstype"].grader if tilfeldig.random() < 0.3],
        round(tilfeldig.random(), 2),
        [(q["dok_id"], q["sitat"], q["type"]) for q in fasitsak.pii if tilfeldig.random() < 0.7],
    )


def _as_line(sak_id: str, svar: Svar) -> dict:
    kriterier = {
        k: {"grad": g, "belegg": [{"dok_id": d, "sitat": s} for d, s in svar.belegg[k]]} for k, g in svar.grader.items()
    }
    kriterier["barn"] |= {"antall": svar.antall, "aldre": svar.aldre}
    kriterier["sakstype"] = {"verdi": svar.sakstype}
    pii = [{"dok_id": d, "sitat": s, "type": t} for d, s, t in svar.pii]
    return {"sak_id": sak_id, "kriterier": kriterier, "svakt_vedtak": svar.svakt, "pii": pii}


@pytest.mark.skipif(not EVALUER.exists(), reason="the project's scoring does not stand beside this checkout")
@pytest.mark.parametrize("fro", [1, 2, 3])
def test_figures_agree_with_the_projects_scoring(katalog, fro):
    spesifikasjon = importlib.util.spec_from_file_location("evaluer", EVALUER)
    evaluer = importlib.util.module_from_spec(spesifikasjon)
    spesifikasjon.loader.exec_module(evaluer)
    tilfeldig = random.Random(fro)
    filer = tilfeldig.sample(FASITFILER, 60)
    fasit = [load_fasitsak(fil) for fil in filer]
    svar = {f.sak.sak_id: _random_svar(f, katalog, tilfeldig) for f in fasit}
    gull = {fil.stem: json.loads(fil.read_text(encoding="utf-8")) for fil in filer}
    deres = evaluer.score({i: _as_line(i, s) for i, s in svar.items()}, {g["sak_id"]: g for g in gull.values()}, verbose=False)
    vare = measure(fasit, svar, katalog)
    for navn, rad in vare.kriterier.items():
        assert rad.n == deres[navn]["n"]
        assert (rad.noyaktighet, rad.f1, rad.kappa) == pytest.approx(
            (deres[navn]["acc"], deres[navn]["f1"], deres[navn]["kappa"])
        ), navn
    assert {
        "hoved": vare.hoved_f1, "alle": vare.alle_f1, "antall": vare.antall, "aldre": vare.aldre,
        "sakstype": vare.sakstype_f1, "auc": vare.svakt_auc, "presisjon": vare.svakt_presisjon,
        "dekning": vare.svakt_dekning, "brier": vare.svakt_brier, "belegg": vare.belegg_dekning, "pii": vare.pii_dekning,
        **vare.terskel_f1,
    } == pytest.approx({
        "hoved": deres["snitt"]["hoved_f1"], "alle": deres["snitt"]["alle_f1"], "antall": deres["barn.antall"]["acc"],
        "aldre": deres["barn.aldre"]["acc"], "sakstype": deres["sakstype"]["f1"], "auc": deres["svakt_vedtak"]["auc"],
        "presisjon": deres["svakt_vedtak"]["prec"], "dekning": deres["svakt_vedtak"]["rec"],
        "brier": deres["svakt_vedtak"]["brier"], "belegg": deres["belegg"]["rec"], "pii": deres["pii"]["rec"],
        "barnets_beste": deres["barnets_beste>=vurdert"]["f1"],
        "individuell_vurdering": deres["individuell=konkret"]["f1"],
        "paragraf_17": deres["paragraf_17>=informert"]["f1"],
    })  # fmt: skip
    assert vare.pii_funn == deres["pii"]["pred"]

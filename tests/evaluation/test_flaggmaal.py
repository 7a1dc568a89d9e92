"""Flags against gold: what is known, what is counted, the intervals, and that the labels are what they claim."""

from __future__ import annotations

import io
import json
import math

import pytest
from byggere import ROT
from rich.console import Console

from vedtaksanalyse.evaluation.fasit import load_fasit, load_fasitsak, load_urorte
from vedtaksanalyse.evaluation.flaggmaal import (
    AVLEDET,
    MERKET,
    UMAALT,
    Merker,
    find_gull,
    list_kjente,
    load_merker,
    measure_flagg,
    print_flagg,
    to_dict,
    wilson,
)
from vedtaksanalyse.sak import Flagg, Saksstatus, Saksvurdering, Versjoner

FASIT, MERKET_MAPPE = ROT / "corpora" / "fasit", ROT / "corpora" / "flagg"
VERSJONER = Versjoner("k", "k", "m")


@pytest.fixture(scope="module")
def sak():
    """A gold case with two children, much refused, and every grade of the guide."""
    return load_fasitsak(FASIT / "D1-09.json")


def svar(sak, *flagg):
    reist = tuple(Flagg(id, "", 1.0, 3, 15, "", "") for id in flagg)
    return Saksvurdering(sak.sak, Saksstatus.VURDERT, VERSJONER, flagg=reist)


@pytest.mark.parametrize(
    ("riktige", "n", "nedre", "ovre"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (5, 10, 0.2366, 0.7634), (81, 263, 0.2553, 0.3662)],
)
def test_wilson(riktige, n, nedre, ovre):
    assert wilson(riktige, n) == pytest.approx((nedre, ovre), abs=1e-4)


def test_no_cases_no_interval():
    assert all(map(math.isnan, wilson(0, 0)))


def test_gold_is_the_condition_on_gold_grades_and_labelled_facts(sak, katalog):
    uten = find_gull(sak, katalog, Merker())
    assert uten["paragraf_19_standard"] == (sak.grad("paragraf_19") == "standardisert")
    assert "gjeld_uten_radgivning" not in uten
    fakta = {"gjeldsproblem", "radgivning_gitt"}
    med = find_gull(sak, katalog, Merker(frozenset(fakta), {sak.sak.sak_id: frozenset({"gjeldsproblem"})}))
    mangler = sak.grad("paragraf_17") in ("mangler", "informert")
    assert (med["gjeld_uten_radgivning"], med["paragraf_17_ikke_nevnt"], med["radgivning_uten_vedtak"]) == (mangler, False, False)
    uten_gjeld = find_gull(sak, katalog, Merker(frozenset(fakta), {sak.sak.sak_id: frozenset()}))
    assert (uten_gjeld["gjeld_uten_radgivning"], uten_gjeld["paragraf_17_ikke_nevnt"]) == (False, sak.grad("paragraf_17") == "mangler")


def test_children_and_composed_facts_follow_from_gold(katalog):
    kjent = list_kjente(katalog, ())
    assert {"barn_fra_16", "tre_barn", "avslag_eller_delvis", "apen_klage"} <= kjent
    assert not {"gjeldsproblem", "engangsytelse_innvilget", "regnefeil"} & kjent
    assert "engangsytelse_innvilget" in list_kjente(katalog, {"livsopphold_i_saken"})


def test_an_unlabelled_case_counts_only_where_its_gold_is_known(sak, katalog):
    andre = load_fasitsak(FASIT / "D1-07.json")
    merker = Merker(frozenset({"gjeldsproblem"}), {sak.sak.sak_id: frozenset({"gjeldsproblem"})})
    vurdert = [svar(sak, "gjeld_uten_radgivning", "uten_klagefrist"), svar(andre, "gjeld_uten_radgivning", "uten_klagefrist")]
    maal = measure_flagg([sak, andre], vurdert, katalog, merker)
    gjeld, klage, sprak = maal["gjeld_uten_radgivning"], maal["uten_klagefrist"], maal["vanskelig_sprak"]
    assert (gjeld.grunnlag, gjeld.n, gjeld.hevet) == (MERKET, 1, 1)
    assert (klage.grunnlag, klage.n, klage.hevet, klage.riktige) == (AVLEDET, 2, 2, 0)
    assert (sprak.grunnlag, sprak.n) == (UMAALT, 0)
    assert (klage.presisjon, math.isnan(klage.dekning)) == (0.0, True)
    assert measure_flagg([sak, andre], vurdert[:1], katalog, merker)["uten_klagefrist"].n == 1


def test_a_perfect_answer_is_right_everywhere(katalog):
    fasit = [load_fasitsak(fil) for fil in sorted(FASIT.glob("D2-*.json"))]
    merker = load_merker(FASIT)
    gull = {f.sak.sak_id: find_gull(f, katalog, merker) for f in fasit}
    vurdert = [svar(f, *(navn for navn, sant in gull[f.sak.sak_id].items() if sant)) for f in fasit]
    maal = measure_flagg(fasit, vurdert, katalog, merker)
    assert sum(m.fasit for m in maal.values()) > 20
    assert all((m.riktige, m.riktige) == (m.fasit, m.hevet) for m in maal.values())
    tall = to_dict(maal)
    json.dumps(tall, allow_nan=False)
    ut = io.StringIO()
    print_flagg(tall, Console(file=ut, width=100))
    assert all(regel.id in ut.getvalue() for regel in katalog.flagg)


def test_the_labels_are_what_the_datasheet_says(katalog):
    merker = load_merker(FASIT)
    assert merker.fakta <= set(katalog.fakta)
    linjer = [json.loads(linje) for linje in (MERKET_MAPPE / "fakta.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(linjer) == len(merker.saker) >= 60
    kontor = {linje["sak_id"].split("-")[0] for linje in linjer}
    assert len(kontor) >= 20 and not kontor & load_urorte(FASIT)
    for linje in linjer:
        sak = load_fasitsak(FASIT / f"{linje['sak_id']}.json").sak
        for ett in linje["fakta"]:
            assert ett["navn"] in merker.fakta
            assert ett["sitat"] in sak.dokument(ett["dok_id"]).tekst


def test_without_labels_beside_the_gold_there_are_none(tmp_path):
    assert load_merker(tmp_path / "fasit") == Merker()
    assert load_fasit(tmp_path) == []

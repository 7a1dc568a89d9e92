"""The watch on drift from a night's cases to what people are told, and back when they say that the new is normal."""

from __future__ import annotations

import json
from datetime import timedelta

import nattmotor
import pytest
from click.testing import CliRunner
from driftsnetter import BLANDET, DAG, KONTOR, NYNORSK, fill, natt, sak
from prometheus_client.parser import text_string_to_metric_families

from vedtaksanalyse import sak as s
from vedtaksanalyse.cli import main
from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.nattkjoring import Nattoppsett, run_nattkjoring
from vedtaksanalyse.nattkjoring.drift import collect_drift, load_driftsregler, share_ukjente
from vedtaksanalyse.nattkjoring.driftsvakt import (
    NORMALT,
    STO_APENT,
    VARSEL,
    VENTER,
    judge_drift,
    load_drift,
    set_normal,
)
from vedtaksanalyse.nattkjoring.rapport import make_html
from vedtaksanalyse.storage import Driftsnatt, open_lager

UTGAVE = s.Versjoner("k", "kat", "m", "l")


@pytest.fixture
def lager(tmp_path):
    with open_lager(f"sqlite:///{tmp_path / 'lager.db'}") as lager:
        yield lager


def judge(*netter: list[dict[str, float]], utgaver: str = "", normal: tuple[int, str] | None = None):
    alle = [ett for nr, saker in enumerate(netter, start=1) for ett in natt(nr, saker)]
    if normal:
        alle = sorted([*alle, s.Driftstall(normal[0], KONTOR, f"normal:{normal[1]}", 0, 0.0, 0.0)], key=lambda ett: ett.kjoring)
    tider = {nr: Driftsnatt(DAG + timedelta(nr), (utgaver or "a" * 99)[nr - 1]) for nr in range(1, len(netter) + 1)}
    return {ett.mal.id: ett for ett in judge_drift(alle, tider)}


def test_a_change_warns_and_says_since_when():
    stander = judge(*[BLANDET] * 6, *[NYNORSK] * 2)
    nynorsk, svakhet = stander["nynorsk"], stander["svakhet"]
    assert (nynorsk.tilstand, nynorsk.normalt, nynorsk.grunnlag, nynorsk.kjoring) == (VARSEL, 0.25, 160, 7)
    assert (nynorsk.grunnlag_til, nynorsk.siden, nynorsk.fra) == (DAG + timedelta(4), DAG + timedelta(7), DAG + timedelta(7))
    assert svakhet.tilstand == NORMALT and not svakhet.varsler and svakhet.siden is None
    assert [punkt.ute for punkt in nynorsk.punkter] == [False] * 6 + [True] * 2
    assert judge(BLANDET)["nynorsk"].tilstand == VENTER and judge(BLANDET)["nynorsk"].grunnlag == 40


def test_a_baseline_stands_until_somebody_says_otherwise():
    for_ = judge(*[BLANDET] * 4, *[NYNORSK] * 90)["nynorsk"]
    assert for_.tilstand == VARSEL and for_.siden == DAG + timedelta(5)
    etter = judge(*[BLANDET] * 4, *[NYNORSK] * 9, normal=(5, "nynorsk"))
    assert (etter["nynorsk"].tilstand, etter["nynorsk"].normalt) == (NORMALT, 1.0) and etter["svakhet"].grunnlag_til == DAG + timedelta(4)
    assert judge(*[BLANDET] * 4, *[NYNORSK] * 9, *[BLANDET] * 2, normal=(5, "nynorsk"))["nynorsk"].tilstand == VARSEL


def test_other_models_give_the_scores_a_new_baseline_and_hide_no_warning():
    svake = [sak(svakhet=0.8 + nr / 1000) for nr in range(40)]
    stander = judge(*[BLANDET] * 5, *[svake] * 6, utgaver="a" * 5 + "b" * 6)
    assert (stander["svakhet"].tilstand, stander["svakhet"].normalt) == (NORMALT, pytest.approx(0.8195))
    assert stander["nynorsk"].tilstand == VARSEL
    apent = judge(*[BLANDET] * 5, *[svake] * 7, utgaver="a" * 6 + "b" * 6)["svakhet"]
    assert (apent.tilstand, apent.siden, apent.varsler) == (STO_APENT, DAG + timedelta(6), True)
    assert judge(*[BLANDET] * 5, *[svake] * 7, utgaver="a" * 6 + "b" * 6, normal=(6, "svakhet"))["svakhet"].tilstand == NORMALT


def test_a_distribution_is_counted_in_parts():
    tall = {ett.mal: ett for ett in natt(1, [sak(svakhet=v) for v in (0.05, 0.07, 0.55, 1.0)])}
    assert {navn: (ett.n, ett.sum) for navn, ett in tall.items() if "." in navn} == {
        "svakhet_fordeling.0": (4, 2.0), "svakhet_fordeling.5": (4, 1.0), "svakhet_fordeling.9": (4, 1.0)
    }  # fmt: skip
    to_ender = [sak(svakhet=0.45 + 0.4 * (-1) ** nr) for nr in range(40)]
    midt = [sak(svakhet=0.45 + nr % 2 / 1000) for nr in range(40)]
    stand = judge(*[midt] * 5, *[to_ender] * 2)["svakhet_fordeling"]
    assert stand.tilstand == NORMALT  # everything lay in one part: nothing to compare
    blandet = [sak(svakhet=nr % 10 / 10 + 0.01) for nr in range(40)]
    assert judge(*[blandet] * 5, *[to_ender] * 2)["svakhet_fordeling"].varsler


def test_saying_that_the_new_is_normal_is_logged_and_takes_only_what_warns(lager):
    fill(lager, *[BLANDET] * 4, *[NYNORSK] * 3)
    assert [ett.mal.id for ett in load_drift(lager, [KONTOR]) if ett.varsler] == ["nynorsk"] and load_drift(lager, ["Nav Bø"]) == []
    with pytest.raises(Bruksfeil, match="drift_uten_varsel"):
        set_normal(lager, KONTOR, ["svakhet"], "kari")
    assert [ett.mal.id for ett in set_normal(lager, KONTOR, [], "kari")] == ["nynorsk"]
    assert not any(ett.varsler for ett in load_drift(lager))
    (logg,) = lager.innsyn.load()
    assert (logg.hvem, logg.handling, logg.kontor, logg.gjelder) == ("kari", "drift_normal", KONTOR, "nynorsk")


def test_the_command_tells_what_to_do(lager):
    fill(lager, *[BLANDET] * 4, *[NYNORSK] * 3)
    base = ("--database", lager._engine.url.database)

    def kjor(*felt: str):
        return CliRunner().invoke(main, ["drift", *felt, *base])

    ut = kjor().output
    for ord_ in ("Nav Ås: Saker på nynorsk.", "normalt 25\N{NO-BREAK SPACE}%", "06.03.2026", "Kan bety:", "/ko?fane=alle", "drift normal"):
        assert ord_ in ut
    alle = {ett["mal"]: ett for ett in json.loads(kjor("--json").output)}
    assert alle["nynorsk"]["tilstand"] == "varsel" and alle["nynorsk"]["hoy"] < alle["nynorsk"]["verdi"] and alle["svakhet"]["siden"] is None
    assert kjor("normal", "--kontor", KONTOR).exit_code == 2
    svar = kjor("normal", "--kontor", "nav ås", "--mal", "nynorsk", "--hvem", "kari")
    assert svar.exit_code == 0 and "Saker på nynorsk" in svar.output
    assert "Ingen mål er utenfor" in kjor().output and kjor("normal", "--kontor", KONTOR, "--hvem", "kari").exit_code == 2


def test_a_night_counts_its_new_cases_once_and_the_morning_report_warns(tmp_path):
    inn, modeller = tmp_path / "inn", tmp_path / "modeller"
    for nr in range(6):
        (inn / f"s{nr}").mkdir(parents=True)
        (inn / f"s{nr}" / "notat.txt").write_text(f"Journalnotat {nr + 1}.2.2026: Barna er 4 og 7 år, og qwxzzt. " + "FLAGG" * (nr % 2), encoding="utf-8")
    modeller.mkdir()
    (modeller / "versjon").write_text("1")
    felt = {"prosesser": 1, "start": nattmotor.start, "metrikkfil": tmp_path / "natt.prom"}
    oppsett = Nattoppsett(inn, tmp_path / "ut", f"sqlite:///{tmp_path / 'l.db'}", modeller, **felt)
    assert run_nattkjoring(oppsett).drift[0].tilstand == VENTER
    (modeller / "versjon").write_text("2")
    with open_lager(oppsett.database) as lager:
        tall = lager.drift.load_driftstall()
        assert {(ett.kjoring, ett.kontor, ett.n) for ett in tall} == {(1, "", 6)}
        alle = {ett.mal: ett.sum for ett in tall}
        assert (alle["type_journalnotat"], alle["type_vedtak"], alle["ikke_vurdert"], alle["flagg"], alle["toppgrad"]) == (6, 0, 0, pytest.approx(0.3), 4.5)
        assert alle["ukjente_ord"] > 0
        ider = [f"s{nr}" for nr in range(6)]
        assert collect_drift(lager, 1, ider) == collect_drift(lager, 1, reversed(ider))
        assert sorted(collect_drift(lager, 1, ider), key=lambda ett: ett.mal) == tall
        fill(lager, *[BLANDET] * 4, *[NYNORSK] * 3)
        rapport = run_nattkjoring(oppsett)
        assert 9 not in {ett.kjoring for ett in lager.drift.load_driftstall()}  # assessed anew, but nothing is new
    assert not rapport.har_feil and [ett.mal.id for ett in rapport.driftsvarsler] == ["nynorsk"]
    for malform, ord_ in (("nb", "Saker på nynorsk"), ("nn", "Drift: noko er annleis")):
        html = make_html(rapport, malform)
        assert [hva for hva in (ord_, KONTOR, "06.03.2026", "drift normal --kontor", "/ko?fane=alle") if hva not in html] == []
    (varsel,) = json.loads((oppsett.ut / "nattrapport.json").read_text())["drift"]
    assert varsel["mal"] == "nynorsk" and varsel["siden"].startswith("2026-03-06") and varsel["verdi"] > varsel["hoy"]
    tall = {(ett.name, *ett.labels.values()): ett.value for f in text_string_to_metric_families(oppsett.metrikkfil.read_text()) for ett in f.samples}
    assert tall["vedtaksanalyse_drift_varsler", "nynorsk"] == 1 and tall["vedtaksanalyse_drift_varsler", "flagg"] == 0
    assert tall["vedtaksanalyse_drift_folges",] == 4 and {n[1] for n in tall if n[0].endswith("drift_varsler")} == set(load_driftsregler().mal)


def test_the_agreement_of_reviewers_is_that_of_new_answers(lager):
    def svar(hvem: str, slag: s.Svarslag, gjelder: str, verdi: str, tid: int) -> s.Svar:
        return s.Svar("S-1", hvem, slag, gjelder, verdi, tid=DAG + timedelta(hours=tid))

    vurdert = s.Saksvurdering(s.Sak("S-1", (), (), kontor=KONTOR), s.Saksstatus.VURDERT, UTGAVE)
    lager.save_vurderinger([vurdert])
    nummer = lager.start_kjoring("r", UTGAVE)
    FLAGG, GRAD = s.Svarslag.FLAGG, s.Svarslag.GRAD
    lager.gjennomgang.save_svar([
        svar("kari", FLAGG, "f1", "avvis", 1), svar("kari", FLAGG, "f1", "bekreft", 2), svar("kari", FLAGG, "f2", "avvis", 2),
        svar("kari", FLAGG, "f3", "usikker", 2), svar("kari", GRAD, "x", "ja", 2), svar("ola", GRAD, "x", "ja", 3),
        svar("kari", GRAD, "y", "ja", 2), svar("ola", GRAD, "y", "nei", 3), svar("ola", GRAD, "z", "nei", 3),
    ])  # fmt: skip
    tall = {ett.mal: (ett.kontor, ett.n, ett.sum) for ett in collect_drift(lager, nummer, [])}
    assert tall == {"bekreftet": (KONTOR, 1, 0.5), "lesere_enige": (KONTOR, 1, 0.5)}
    lager.finish_kjoring("r", nummer, {})
    assert collect_drift(lager, lager.start_kjoring("r", UTGAVE), []) == []


def test_unknown_words_are_those_no_list_has():
    assert share_ukjente(["Barna har behov for vinterklær og barnehageplass, sier Qwxzzt."]) == 0
    assert share_ukjente(["Barna har qwxzzt"]) == 0.5
    assert share_ukjente(["4 2 %"]) is None and share_ukjente([]) is None


def test_every_measure_has_its_words():
    from vedtaksanalyse.tekster import tekst

    for malform in ("nb", "nn"):
        assert all(tekst(f"drift.{gren}.{mal}", malform) for gren in ("mal", "kan_bety") for mal in load_driftsregler().mal)

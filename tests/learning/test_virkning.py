"""The preview of a change: it is what a night would change, it changes nothing itself, and it tells what it does not know."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from byggere import ROT, en_sak, et_dokument
from click.testing import CliRunner
from delt import ArbeiderHer, SandkasseUtenBarn, get_katalog, get_motor
from sqlalchemy import make_url

from vedtaksanalyse import analyse, arbeidere
from vedtaksanalyse.analyse import fingerprint_modeller
from vedtaksanalyse.arbeidere import start_motor
from vedtaksanalyse.cli import main
from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.export.virkningsord import list_linjer
from vedtaksanalyse.kriterier import KATALOGMAPPE
from vedtaksanalyse.learning.endringer import (
    ANNET,
    FLAGG,
    NED,
    OPP,
    Flaggendring,
    Saksendring,
    compare_sak,
    find_retning,
)
from vedtaksanalyse.learning.godkjenning import find_virkning, is_virkning_kjent
from vedtaksanalyse.learning.virkning import (
    Endringsforslag,
    Virkningsoppsett,
    find_lesefiler,
    find_periode,
    make_innretning,
    run_virkning,
)
from vedtaksanalyse.learning.virkningseksempler import ANTALL, Eksempler, Sakspar
from vedtaksanalyse.learning.virkningstall import hide_sma
from vedtaksanalyse.modellbruk import take_i_bruk
from vedtaksanalyse.modellfil import KORT, hash_filer
from vedtaksanalyse.nattkjoring import Nattoppsett, kjor, run_nattkjoring
from vedtaksanalyse.reading import Grenser
from vedtaksanalyse.sak import Belegg, Flagg, Modellkandidat, PiiFunn, Saksstatus, Saksvurdering, Versjoner
from vedtaksanalyse.settings import load_innstillinger
from vedtaksanalyse.storage import open_lager

MODELLER = ROT / "models"
BOKMAL = """Nav Eksempel
Vedtak om økonomisk stønad
Dato: {dato}
Vedtak
Du får innvilget 9 000 kroner til livsopphold for april 2025 etter sosialtjenesteloven § 18.
Begrunnelse
Du har to barn på 4 og 7 år. Vi har lagt vekt på hva som er best for barna. Barnetrygden er regnet med som inntekt. Du har rett til å klage innen tre uker.
"""
NYNORSK = """Nav Døme
Vedtak om økonomisk stønad
Dato: 02.05.2025
Vedtak
Søknaden om stønad til bursdagsgåve er avslått etter sosialtenestelova § 19.
Grunngiving
Det er ikkje særlege grunnar. Barnetrygda er rekna med som inntekt. Barnet er 5 år. Du kan klage innan tre veker.
"""
SAKER = {
    "A-1": ("Nav Eksempel", BOKMAL.format(dato="17.03.2025")),
    "A-2": ("Nav Eksempel", BOKMAL.format(dato="18.03.2025").replace("Barnetrygden er regnet med som inntekt. ", "")),
    "A-0": ("Nav Eksempel", BOKMAL.format(dato="17.03.2023")),
    "B-1": ("Nav Døme", NYNORSK),
    "C-1": ("", "Journalnotat 02.05.2025. Samtale om barna."),
}


@pytest.fixture(scope="module")
def endret_katalog(tmp_path_factory) -> Path:
    """The catalogue with other words for one criterion, and another limit for what is a hint."""
    mappe = tmp_path_factory.mktemp("katalog") / "ny"
    shutil.copytree(KATALOGMAPPE, mappe, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    for fil, fra, til in (
        ("barnetrygd.toml", 'anker = ["barnetrygd"]', 'anker = ["zzbarnetrygd"]'),
        ("felles/beregning.toml", 'barnetrygd = ["barnetrygd"]', 'barnetrygd = ["zzbarnetrygd"]'),
        ("felles/risiko.toml", "hint_under = 0.7", "hint_under = 0.9"),
    ):
        tekst = (mappe / fil).read_text(encoding="utf-8")
        assert fra in tekst
        (mappe / fil).write_text(tekst.replace(fra, til), encoding="utf-8")
    return mappe


@pytest.fixture(autouse=True)
def _arbeidere_her(monkeypatch, delt_motor):
    monkeypatch.setattr(arbeidere, "_Arbeider", ArbeiderHer)
    monkeypatch.setattr(kjor, "Sandkasse", SandkasseUtenBarn)


def _grenser() -> Grenser:
    return load_innstillinger().grenser


def _natt(inn: Path, mappe: Path, **andre: Path):
    return run_nattkjoring(Nattoppsett(inn, mappe / "ut", f"{mappe}/lager.db", MODELLER, prosesser=1, start=partial(start_motor, **andre), grenser=_grenser()))


@pytest.fixture(scope="module")
def etter_natten(tmp_path_factory) -> Path:
    """A folder with a database after a night, with the configuration in use."""
    from delt import share_motor

    mappe = tmp_path_factory.mktemp("natt")
    for sak_id, (kontor, tekst) in SAKER.items():
        (mappe / "inn" / sak_id).mkdir(parents=True)
        (mappe / "inn" / sak_id / "vedtak.txt").write_text(tekst, encoding="utf-8")
        (mappe / "inn" / sak_id / "sak.json").write_text(json.dumps({"kontor": kontor}), encoding="utf-8")
    with pytest.MonkeyPatch.context() as bytt, share_motor():
        bytt.setattr(kjor, "Sandkasse", SandkasseUtenBarn)
        _natt(mappe / "inn", mappe)
    return mappe


@pytest.fixture
def mappe(etter_natten, tmp_path) -> Path:
    """A copy of it."""
    shutil.copytree(etter_natten, tmp_path / "natt", ignore=shutil.ignore_patterns("*.db-*", "*.nattkjoring"))
    return tmp_path / "natt"


def _prov(lager, forslag: Endringsforslag, **felt):
    oppsett = Virkningsoppsett(MODELLER, grenser=_grenser(), prosesser=1, **felt)
    stand = lager.flaggbok.load_tilstander()
    i_bruk, ny = make_innretning(oppsett, stand), make_innretning(oppsett, stand, forslag)
    return run_virkning(lager, oppsett, i_bruk, ny, find_periode(lager, date(2020, 1, 1), None, None).saker)


def _dump(lager) -> dict[str, Saksvurdering]:
    return {v.sak.sak_id: v for v in lager.load_vurderinger()}


def _rows(database: Path) -> dict[str, list[tuple]]:
    with closing(sqlite3.connect(database)) as forbindelse:
        tabeller = [rad[0] for rad in forbindelse.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {tabell: forbindelse.execute(f"SELECT * FROM {tabell}").fetchall() for tabell in tabeller}


def test_it_is_what_a_night_would_change_and_changes_nothing(etter_natten, mappe, endret_katalog, monkeypatch):
    database = mappe / "lager.db"
    for_bytes, for_rader = database.read_bytes(), _rows(database)
    with open_lager(str(database), opprett=False) as lager:
        for_ = _dump(lager)
        with monkeypatch.context() as bytt:
            bytt.setattr(analyse, "read_sak", None)
            v = _prov(lager, Endringsforslag(katalog=endret_katalog))
    assert database.read_bytes() == for_bytes and _rows(database) == for_rader
    rapport = _natt(etter_natten / "inn", mappe, katalogmappe=endret_katalog)
    assert rapport.fra_lager == len(SAKER)
    with open_lager(str(database), opprett=False) as lager:
        etter = _dump(lager)
    assert v.tall["versjoner"]["etter"]["katalog"] == rapport.versjoner.katalog != v.tall["versjoner"]["for"]["katalog"]

    def flagg(alle):
        return {(id_, f.id, f.hint) for id_, v in alle.items() if id_ != "C-1" for f in v.flagg}

    def grader(alle):
        return {(id_, k.kriterium, k.grad, k.verdi) for id_, v in alle.items() if id_ != "C-1" for k in v.vurderinger}

    sett = {(s.sak_id, f.flagg, f.fra, f.til) for s in v.saker for f in s.flagg}
    borte, nye = flagg(for_) - flagg(etter), flagg(etter) - flagg(for_)
    assert {(s, f) for s, f, _ in borte | nye} == {(s, f) for s, f, *_ in sett}
    assert {(s, f, h == "hint") for s, f, h, _ in sett if h} == borte and {(s, f, h == "hint") for s, f, _, h in sett if h} == nye
    assert {(s.sak_id, g.kriterium, g.fra, None) for s in v.saker for g in s.grader} == grader(for_) - grader(etter)
    assert {(s.sak_id, g.kriterium, g.til, None) for s in v.saker for g in s.grader} == grader(etter) - grader(for_)
    assert {s.sak_id: s.risiko for s in v.saker} == {s.sak_id: tuple(a[s.sak_id].risiko and a[s.sak_id].risiko.risiko for a in (for_, etter)) for s in v.saker}
    uendret = set(for_) - {s.sak_id for s in v.saker} - {"C-1"}
    assert all(replace(for_[id_], versjoner=etter[id_].versjoner, sak=etter[id_].sak) == etter[id_] for id_ in uendret) or v.tall["bare_tall"]
    # The test is worth something only where both kinds of change are there.
    assert {til for *_, til in sett} >= {"", "hint"} and any(s.grader for s in v.saker)
    assert v.tall["eldre"] == 0 and v.tall["feilet"] == {} and v.tall["saker"] == 4
    assert sum(r["endret"] for r in v.tall["kontorer"]) == sum(r["endret"] for r in v.tall["malformer"]) == v.tall["endret"] == len(v.saker)
    assert {r["malform"]: r["saker"] for r in v.tall["malformer"]} == {"nb": 3, "nn": 1}
    for rad in v.tall["flagg"]:
        assert rad["for"] + rad["nye"] + rad["til_flagg"] - rad["borte"] - rad["til_hint"] == rad["etter"]
    _check_eksempler(v, for_)


def _check_eksempler(v, for_) -> None:
    alle = [ett for egne in v.eksempler.values() for ett in egne]
    assert alle and {ett["kontor"] for ett in alle} == {"Nav Eksempel", "Nav Døme"}
    sitater = [(ett["sak_id"], s) for ett in alle for s in (*ett["for"], *ett["etter"])]
    assert any("arnetrygd" in s["sitat"] for _, s in sitater)
    assert all(for_[id_].sak.dokument(s["dok_id"]).tekst[s["start"] : s["slutt"]] == s["sitat"] for id_, s in sitater)


def test_older_results_are_not_taken_for_what_is_in_use(mappe):
    """One case was stored by an older version that saw other flags: only the change is told."""
    with open_lager(f"{mappe}/lager.db", opprett=False) as lager:
        flagg = next(f.id for f in _dump(lager)["A-1"].flagg if not f.hint)
        forslag = Endringsforslag(flagg={flagg: "trukket"})
        ren = _prov(lager, forslag)
        gammel = _dump(lager)["A-1"]
        eldre = replace(gammel.versjoner, kode="eldre", lesing="eldre")
        lager.save_vurderinger([replace(gammel, versjoner=eldre, flagg=gammel.flagg[:1], vurderinger=(), risiko=None)])
        v = _prov(lager, forslag)
    assert (v.tall["eldre"], v.tall["eldre_lesing"]) == (1, 1) and ren.tall["eldre"] == 0
    assert v.saker == ren.saker and v.eksempler == ren.eksempler and {f.flagg for s in v.saker for f in s.flagg} == {flagg}
    assert v.tall | {"eldre": 0, "eldre_lesing": 0} == ren.tall


def test_what_is_held_back_stays_held_back(mappe):
    with open_lager(f"{mappe}/lager.db", opprett=False) as lager:
        gammel = _dump(lager)["A-1"]
        flagg = [f.id for f in gammel.flagg if f.id == "barnetrygd_medregnet"]
        forslag = Endringsforslag(flagg=dict.fromkeys(flagg, "trukket"))
        [apent] = [e for e in _prov(lager, forslag).eksempler["borte_flagg"] if e["sak_id"] == "A-1"]
        lager.save_vurderinger([replace(gammel, pii=(PiiFunn(Belegg(gammel.sak.dokumenter[0].dok_id, 0, 3), "fnr", 1.0),))])
        [holdt] = [e for e in _prov(lager, forslag).eksempler["borte_flagg"] if e["sak_id"] == "A-1"]
    assert apent["for"] and not apent["holdt"]
    assert holdt["for"] == [] and holdt["holdt"] == len(apent["for"])


def _kjor(mappe: Path, *felt: object, **miljo: str):
    svar = CliRunner().invoke(main, ["virkning", *map(str, felt), "--database", f"{mappe}/lager.db", "--prosesser", "1"], env=miljo)
    assert "Traceback" not in svar.output
    return svar


@pytest.mark.parametrize(
    ("felt", "kode", "sagt"),
    [
        ([], 2, "Oppgi hva som skal prøves"),
        (["--flagg", "x"], 2, "«x» er ikke et flagg"),
        (["--flagg", "finnes_ikke=hint"], 1, "flagg"),
        (["--flagg", "forslag"], 0, "Endringen er ingen"),
        (["--katalog", KATALOGMAPPE], 0, "Endringen er ingen"),
        (["--katalog", "."], 1, "mangler"),
        (["--modeller", "."], 1, ""),
        (["--modeller", "1", "--hvem", "kari", "--kontor", "Nav Døme"], 2, "noteres bare"),
        (["--flagg", "kartlegging_mangler=trukket", "--fra", "2024-01-01", "--til", "2024-02-01"], 2, "Ingen lagrede saker"),
        (["--flagg", "kartlegging_mangler=trukket", "--fra", "i går"], 2, "«i går»"),
        (["--flagg", "kartlegging_mangler=trukket", "--ut", "x.pdf"], 2, ".html, .json, .xlsx"),
    ],
)
def test_wrong_use_and_no_change_are_told(mappe, monkeypatch, felt, kode, sagt):
    (mappe / "tom").mkdir()
    monkeypatch.chdir(mappe / "tom")
    svar = _kjor(mappe, *felt)
    assert svar.exit_code == kode and sagt in svar.output, svar.output


def test_a_catalogue_that_is_wrong_is_refused_with_file_and_line(mappe, endret_katalog, tmp_path):
    shutil.copytree(endret_katalog, tmp_path / "gal")
    (tmp_path / "gal" / "avgjorende_fakta.toml").write_text("navn = 3\n", encoding="utf-8")
    svar = _kjor(mappe, "--katalog", tmp_path / "gal")
    assert svar.exit_code == 1 and "avgjorende_fakta.toml" in svar.output


def test_the_default_is_three_months_up_to_the_last_decision(mappe, tmp_path):
    forslag = ("--flagg", "kartlegging_mangler=trukket")
    svar = _kjor(mappe, *forslag, "--json")
    assert svar.exit_code == 0, svar.output
    svar = json.loads(svar.stdout)
    assert (svar["fra"], svar["til"], svar["saker"], svar["uten_dato"]) == ("2025-02-02", "2025-05-02", 3, 1)
    assert svar["kontor"] == "" and svar["ko"]["for"] == 3
    ut = [tmp_path / f"v.{endelse}" for endelse in ("html", "json", "xlsx")]
    for fil in ut:
        nn = _kjor(mappe, *forslag, "--kontor", "nav eksempel", "--malform", "nn", "--ut", fil)
        assert nn.exit_code == 0 and "frå 18.12.2024 til 18.03.2025 ved Nav Eksempel: 2 samanlikna" in " ".join(nn.output.split()), nn.output
    assert "Flagg som forsvinn" in ut[0].read_text(encoding="utf-8") and json.loads(ut[1].read_text())["kontor"] == "Nav Eksempel"
    assert ut[2].stat().st_size > 5000


def test_a_candidate_is_tried_and_the_figures_are_kept_with_it(mappe, tmp_path):
    """It has other measurements of a flag. What was tried is what comes into use."""
    ny = tmp_path / "modeller" / "ny"
    shutil.copytree(MODELLER / "kriterier", ny / "kriterier")
    maalt = json.loads((ny / "kriterier" / "flagg.json").read_text())
    (ny / "kriterier" / "flagg.json").write_text(json.dumps(maalt | {"kartlegging_mangler": [0, 50]}))
    kort = json.loads((ny / "kriterier" / KORT).read_text())
    (ny / "kriterier" / KORT).write_text(json.dumps(kort | {"filer": hash_filer(ny / "kriterier")}))
    ny = ny.rename(ny.with_name(fingerprint_modeller(ny)))
    miljo = {"VEDTAKSANALYSE_MODELLAGER": str(ny.parent)}
    with open_lager(f"{mappe}/lager.db", opprett=False) as lager:
        nr = lager.laering.add_kandidat(Modellkandidat(0, ny.name, "x", True)).id
        for_ = _rows(mappe / "lager.db")
        uten = _kjor(mappe, "--modeller", nr, **miljo)
        assert uten.exit_code == 0 and "ikke notert" in uten.output and _rows(mappe / "lager.db") == for_
        assert _kjor(mappe, "--modeller", nr, "--hvem", "kari", **miljo).exit_code == 0
        etter = _rows(mappe / "lager.db")
        assert {tabell for tabell in etter if etter[tabell] != for_[tabell]} == {"modellhendelse"}
        hendelse, tall = find_virkning(lager.laering.load_modellhendelser(nr))
        assert is_virkning_kjent([hendelse], fingerprint_modeller(MODELLER)) and hendelse.hvem == "kari"
        assert [r["flagg"] for r in tall["flagg"]] == ["kartlegging_mangler"] and "eksempler" not in tall
        for tekst in (BOKMAL, NYNORSK):
            assert not any(linje in hendelse.grunn for linje in tekst.splitlines() if len(linje) > 30)
    take_i_bruk(MODELLER, ny.parent, ny.name)
    assert tall["versjoner"]["etter"]["modeller"] == fingerprint_modeller(ny) and sorted(m.name for m in ny.iterdir()) == ["kriterier", "malform", "norsk"]
    assert _kjor(mappe, "--modeller", nr + 1, **miljo).exit_code != 0


def test_a_role_that_only_reads_is_enough(tjener, etter_natten, endret_katalog):
    database = tjener.make_database()
    with open_lager(f"{etter_natten}/lager.db", opprett=False) as fra, open_lager(database) as til:
        til.save_vurderinger(list(fra.load_vurderinger()))
    rolle, navn = "bare_les", make_url(database).database
    tjener.sql(f"CREATE ROLE {rolle} LOGIN", f"ALTER ROLE {rolle} SET default_transaction_read_only = on")
    try:
        tjener.sql(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {rolle}", database=navn)
        with open_lager(database.replace("postgres@", f"{rolle}@"), opprett=False) as lager:
            v = _prov(lager, Endringsforslag(flagg={"kartlegging_mangler": "trukket"}))
        assert v.tall["saker"] == 4 and v.tall["endret"]
    finally:
        tjener.sql(f"DROP OWNED BY {rolle}", database=navn)
        tjener.sql(f"DROP ROLE {rolle}")


def test_a_change_on_the_way_is_told(mappe):
    with open_lager(f"{mappe}/lager.db", opprett=False) as lager:
        oppsett = Virkningsoppsett(MODELLER, grenser=_grenser(), prosesser=1)
        i_bruk = make_innretning(oppsett, {})
        ny = replace(make_innretning(oppsett, {}, Endringsforslag(flagg={"kartlegging_mangler": "trukket"})), versjoner=Versjoner("k", "k", "m"))
        saker = find_periode(lager, None, None, None).saker
        with pytest.raises(Bruksfeil, match="virkning_endret"):
            run_virkning(lager, oppsett, i_bruk, ny, saker)


def test_a_case_that_cannot_be_assessed_takes_no_other_along(mappe):
    """A night leaves it as it is; here it is counted with its code, and on no side of the comparison."""
    with open_lager(f"{mappe}/lager.db", opprett=False) as lager:
        oppsett = Virkningsoppsett(MODELLER, grenser=_grenser(), prosesser=1)
        ny = make_innretning(oppsett, {}, Endringsforslag(flagg={"kartlegging_mangler": "trukket"}))

        def start(modeller: Path):
            versjoner, analyse = ny.start(modeller)
            return versjoner, lambda saker: analyse([s for s in saker if s.sak_id != "B-1" or 1 / 0])

        saker = find_periode(lager, None, None, None).saker
        v = run_virkning(lager, oppsett, make_innretning(oppsett, {}), replace(ny, start=start), saker)
    assert set(v.feilet) == {"B-1"} and list(v.tall["feilet"].values()) == [1] and v.tall["saker"] == 2
    assert "1 (ZeroDivisionError" in " ".join(list_linjer({**v.tall, "fra": "2025-01-01", "til": "2025-05-01", "kontor": ""}, "nn"))


def test_words_that_decide_how_files_are_read_are_told(endret_katalog, tmp_path):
    assert find_lesefiler(endret_katalog) == find_lesefiler(None) == []
    shutil.copytree(endret_katalog, tmp_path / "ny")
    (tmp_path / "ny" / "felles" / "lesing.toml").write_text("", encoding="utf-8")
    assert find_lesefiler(tmp_path / "ny") == ["lesing.toml"]


def _flagget(nr: int, kontor: str) -> Sakspar:
    tomt = Saksvurdering(replace(en_sak(et_dokument("Vedtak")), sak_id=f"{kontor}-{nr}", kontor=kontor), Saksstatus.VURDERT, get_motor().versjoner)
    flagg = Flagg("f" if nr % 3 else "g", "", 1.0, 1, 1, "", "")
    etter = replace(tomt, flagg=(flagg,))
    return Sakspar(compare_sak(tomt, etter, get_katalog()), tomt, etter, tomt, etter)


def test_examples_are_spread_over_offices_and_the_same_every_time():
    alle = [_flagget(nr, kontor) for kontor, antall in (("A", 40), ("B", 3), ("C", 30)) for nr in range(antall)]
    valgt = []
    for fro in range(3):
        eksempler = Eksempler()
        for par in random.Random(fro).sample(alle, len(alle)):
            eksempler.add(par)
        valgt.append(eksempler.choose())
    assert valgt[0] == valgt[1] == valgt[2]
    nye = valgt[0]["nye_flagg"]
    assert len(nye) == ANTALL == len({e["sak_id"] for e in nye}) and set(Counter(e["flagg"] for e in nye)) == {"f", "g"}
    antall = Counter(e["kontor"] for e in nye)
    assert antall["B"] == 3 and abs(antall["A"] - antall["C"]) <= 1
    assert not any(valgt[0][slag] for slag in ("borte_flagg", "opp", "ned"))


def test_up_and_down_go_by_the_steps_of_the_catalogue(katalog):
    for id_, fra, til, retning in (
        ("barnets_beste", "mangler", "vektet", OPP),
        ("barnets_beste", "vurdert", "nevnt", NED),
        ("barnetrygd", "medregnet", "holdt_utenfor", OPP),
        ("hvert_barn", "ikke_aktuell", "ja", ANNET),
        ("resultat", "avslag", "innvilget", ANNET),
    ):
        assert find_retning(katalog.kriterier[id_], fra, til) == retning
    assert find_retning(None, "a", "b") == ANNET


def test_those_who_see_no_cases_see_no_small_groups():
    from vedtaksanalyse.learning.virkningstall import Telling

    telling = Telling()
    for kontor, saker, endret in (("A", 40, 20), ("B", 30, 2), ("C", 30, 12)):
        for nr in range(saker):
            flagg = (Flaggendring("f" if kontor != "B" else "g", "", FLAGG),) if nr < endret else ()
            telling.add(Saksendring(f"{kontor}{nr}", kontor, "nb", flagg, risiko=(5, 6 if flagg else 5)), {}, {f.flagg: FLAGG for f in flagg})
    tall = telling.to_tall(["f", "g"], [])
    vist = hide_sma(tall)
    rader = {r["kontor"]: (r["saker"], r["endret"]) for r in vist["kontorer"]}
    assert rader["B"] == (None, None) and sum(endret is None for _, endret in rader.values()) >= 2, "or it is found by subtraction"
    assert vist["endret"] == 34 and all(r["nye"] is None for r in vist["kontorer"])
    assert [(r["flagg"], r["nye"], r["etter"]) for r in vist["flagg"]] == [("f", 32, 32), ("g", None, None)]
    assert tall["kontorer"][1]["endret"] == 2, "what is kept is whole"

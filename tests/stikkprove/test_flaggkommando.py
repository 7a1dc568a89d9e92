"""``flaggbok`` and ``klageutfall`` from the command line."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from byggere import et_dokument
from click.testing import CliRunner
from delt import get_katalog

from vedtaksanalyse import kriterier
from vedtaksanalyse.cli import main
from vedtaksanalyse.kriterier import find_levert
from vedtaksanalyse.pii.trygge_navn import make_saksnavn
from vedtaksanalyse.sak import Flagg, Flaggstand, Sak, Saksstatus, Saksvurdering, Svar, Svarslag, Versjoner
from vedtaksanalyse.stikkprove.flaggbok import load_flaggbok, to_post
from vedtaksanalyse.storage import open_lager

FLAGG = "barn_ikke_vurdert"
NAVNET = make_saksnavn("Kari Testesen 01019012345")


@pytest.fixture
def fylt(database, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr(kriterier, "load_katalog", get_katalog)
    with open_lager(database) as lager:
        vedtak = et_dokument("Vedtak", dato=date(2026, 3, 1))
        flagg = (Flagg(FLAGG, "", 0.9, 5, 25, "", "Se her.", "barnet"),)
        saker = [Sak(id_, (), (vedtak,), "nb", "Nav Eget") for id_ in ("2024-1", "2024-2", NAVNET)]
        lager.save_vurderinger([Saksvurdering(s, Saksstatus.VURDERT, Versjoner("k", "kat", "m"), flagg=flagg) for s in saker])
        tid = datetime(2026, 11, 1, tzinfo=UTC)
        lager.gjennomgang.save_svar([Svar("2024-1", "kari", Svarslag.FLAGG, FLAGG, "avvis", "feil_lest", tid=tid)])
        yield lager, lambda *felt: CliRunner().invoke(main, [*felt, "--database", database])


def test_the_record_is_shown_decided_on_and_kept(fylt, katalog):
    lager, run = fylt
    svar = run("flaggbok", "--json")
    assert (svar.exit_code, len(json.loads(svar.stdout))) == (0, len(katalog.flagg))
    assert FLAGG in run("flaggbok").stdout
    vist = run("flaggbok", "--flagg", FLAGG, "--malform", "nn").stdout
    assert "0/1/0" in vist and "Sitatet tyder noko anna" in vist and "Tilstand" not in vist
    satt = run("flaggbok", "sett", FLAGG, "hint", "--grunn", "bommer", "--hvem", "kari")
    assert (satt.exit_code, satt.stdout) == (0, "") and FLAGG in satt.stderr
    assert lager.flaggbok.load_tilstander() == {FLAGG: "hint"}
    [post] = json.loads(run("flaggbok", "--flagg", FLAGG, "--json").stdout)
    like = [p for p in load_flaggbok(lager, katalog, find_levert(katalog, {})) if p.id == FLAGG]
    assert post == json.loads(json.dumps(to_post(like[0]))) and post["historikk"][0]["grunn"] == "bommer"
    assert "bommer" in run("flaggbok", "--flagg", FLAGG).stdout


@pytest.mark.parametrize("felt", [
    ("--flagg", "finnes_ikke"), ("sett", "finnes_ikke", "hint", "--grunn", "x", "--hvem", "k"), ("sett", FLAGG, "aktiv", "--grunn", "x", "--hvem", "k"),
    ("sett", FLAGG, "borte", "--grunn", "x", "--hvem", "k"), ("sett", FLAGG, "hint", "--hvem", "k"), ("sett", FLAGG, "hint", "--grunn", " ", "--hvem", "k"),
])  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_kept(fylt, felt):
    lager, run = fylt
    svar = run("flaggbok", *felt)
    assert svar.exit_code in (1, 2) and "Traceback" not in svar.output and svar.exception.__class__ is SystemExit
    assert lager.flaggbok.list_flaggstand() == []


def test_outcomes_from_a_file_are_kept_and_logged(fylt, tmp_path):
    lager, run = fylt
    fil = tmp_path / "klager.csv"
    fil.write_text("\ufeffSak;Utfall;Dato\r\n2024-1;Endret;01.03.2026\r\nKari Testesen 01019012345;Stadfestet;\r\n", encoding="utf-8")
    svar = run("klageutfall", str(fil), "--hvem", "kari")
    assert svar.exit_code == 0, svar.output
    assert {id_: (u.utfall, u.dato, u.hvem) for id_, u in lager.flaggbok.load_klageutfall().items()} == {
        "2024-1": ("endret", date(2026, 3, 1), "kari"), NAVNET: ("stadfestet", None, "kari"),
    }  # fmt: skip
    assert [(i.handling, i.sak_id, i.kontor, i.gjelder) for i in lager.innsyn.load()] == [
        ("klageutfall", "2024-1", "Nav Eget", "endret"), ("klageutfall", NAVNET, "Nav Eget", "stadfestet"),
    ]  # fmt: skip


def test_a_bad_row_is_named_without_what_it_says_and_nothing_is_kept(fylt, tmp_path):
    lager, run = fylt
    fil = tmp_path / "klager.csv"
    fil.write_text("sak;utfall\n2024-1;endret\nKari Nordmann;endret\n2024-2;vant fram\n", encoding="utf-8")
    svar = run("klageutfall", str(fil), "--hvem", "kari")
    assert svar.exit_code == 3 and "Linje 3: saken finnes ikke" in svar.output and "Linje 4: utfallet" in svar.output
    assert "Nordmann" not in svar.output and "vant" not in svar.output
    assert lager.flaggbok.load_klageutfall() == {} and lager.innsyn.load() == []
    (tmp_path / "k.csv").write_bytes(b"PK\x03\x04\0\0")
    assert run("klageutfall", str(tmp_path / "k.csv"), "--hvem", "kari").exit_code == 2


@pytest.mark.usefixtures("delt_motor")
def test_a_draft_is_checked_by_the_decisions_of_a_database_only_when_one_is_named(tmp_path):
    adresse = str(tmp_path / "l.db")
    with open_lager(adresse) as lager:
        lager.flaggbok.add_flaggstand(Flaggstand(FLAGG, "hint", "x", "kari"))
    utkast = tmp_path / "utkast.txt"
    utkast.write_text(
        "Vedtak om økonomisk stønad\nDu har to barn på 4 og 7 år.\nVedtak\nDu får avslag på søknaden om livsopphold.\n"
        "Begrunnelse\nInntekten er høyere enn satsene. Du kan klage innen tre uker. Se sosialtjenesteloven § 18.\n", encoding="utf-8",
    )  # fmt: skip

    def flagg(*felt: str) -> dict[str, bool]:
        post = json.loads(CliRunner().invoke(main, ["sjekk-utkast", str(utkast), "--json", *felt]).stdout)
        return {ett["id"]: ett["hint"] for ett in post["mangler"]}

    fra_for = flagg()
    assert fra_for[FLAGG] is False
    assert flagg() == fra_for and flagg("--database", adresse) == fra_for | {FLAGG: True}


@pytest.mark.usefixtures("delt_motor")
def test_cases_are_assessed_by_the_decisions_of_the_database_they_go_to(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "inn" / "S-1").mkdir(parents=True)
    (tmp_path / "inn" / "S-1" / "vedtak.txt").write_text(
        "Vedtak om økonomisk stønad\nDato: 17.03.2025\nDu har to barn på 4 og 7 år.\nVedtak\nDu får avslag på søknaden om livsopphold.\n"
        "Begrunnelse\nInntekten er høyere enn satsene. Du kan klage innen tre uker. Se sosialtjenesteloven § 18.\n", encoding="utf-8",
    )  # fmt: skip
    with open_lager("l.db") as lager:
        for stand, ventet in (("aktiv", False), ("hint", True), ("trukket", None)):
            lager.flaggbok.add_flaggstand(Flaggstand(FLAGG, stand, "x", "kari"))
            CliRunner().invoke(main, ["analyser", "inn", "--database", "l.db", "--prosesser", "1", "--stille", "--ut", "r.jsonl"], catch_exceptions=False)
            [v] = lager.load_vurderinger()
            assert {f.id: f.hint for f in v.flagg}.get(FLAGG) is ventet

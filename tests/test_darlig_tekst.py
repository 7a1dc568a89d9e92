"""A case with text too poor to read, through the whole chain: no finding from an absence, the cause named, in both forms."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest
from byggere import ROT
from click.testing import CliRunner

from vedtaksanalyse.cli import main
from vedtaksanalyse.evaluation.tekstkvalitet import odeleggelser
from vedtaksanalyse.reading import read_dokument
from vedtaksanalyse.tekster import tekst

EKSEMPLER = ROT / "corpora" / "eksempler"
UTRENT = not all((ROT / "models" / navn / "modellkort.json").exists() for navn in ("kriterier", "norsk", "malform"))
pytestmark = [pytest.mark.usefixtures("delt_motor"), pytest.mark.skipif(UTRENT, reason="models are not trained")]
LIMT = odeleggelser()["limt 50 %"]


@pytest.fixture(autouse=True)
def saksmappe(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    mappe = tmp_path / "saker" / "S-1"
    mappe.mkdir(parents=True)
    return mappe


def analyser(ut: str):
    svar = CliRunner().invoke(main, ["analyser", "saker", "--ut", ut, "--prosesser", "1"], prog_name="vedtaksanalyse")
    return svar, Path(ut).read_text(encoding="utf-8")


def les_sak(saksmappe: Path, sak: str, *darlige: str) -> None:
    """The documents of an example as text files, some of them with their words glued together."""
    for fil in sorted((EKSEMPLER / sak).iterdir()):
        if fil.suffix != ".json":
            lest = read_dokument(fil).tekst
            (saksmappe / f"{fil.stem}.txt").write_text(LIMT(lest, random.Random(1)) if fil.stem in darlige else lest)


@pytest.mark.parametrize(("sak", "malform"), [("2024-11873", "nb"), ("2024-01166", "nn")])
def test_a_poor_vedtak_gives_no_findings_and_says_why(saksmappe, sak, malform):
    les_sak(saksmappe, sak, "vedtak")
    svar, linje = analyser("svar.jsonl")
    assert svar.exit_code == 3
    assert tekst("cli.darlige", antall=1) in svar.stderr
    post = json.loads(linje)
    assert (post["status"], post["malform"]) == ("kan_ikke_vurderes", malform)
    assert post["arsak"] == {"kode": "darlig_tekst", "tekst": tekst("arsak.darlig_tekst", malform)}
    assert (post["kriterier"], post["flagg"], post["svakt_vedtak"]) == ({}, [], None)
    sider = {dokument["dok_id"]: dokument["sider"] for dokument in post["dokumenter"]}
    [side] = sider.pop("vedtak")
    assert side["darlig"] and side["grunner"][0] == "limt" and side["side"] is None
    assert not any(side["darlig"] for resten in sider.values() for side in resten)
    svar, html = analyser("svar.html")
    assert svar.exit_code == 3
    grunn = tekst("tekstkvalitet.dokument", malform, grunner=tekst("tekstkvalitet.grunn.limt", malform)).rstrip(")")
    assert f"<p>vedtak.txt, {grunn}" in html
    assert tekst("rapport.side.ikke_funn", malform) in html


def fravaersflagg(post: dict) -> set[str]:
    """The flags that rest on an absence in the notes."""
    kriterier = post["kriterier"]
    return {
        flagg["id"]
        for flagg in post["flagg"]
        if "notat1" in kriterier.get(flagg["kriterium"] or "", {}).get("kvittering", {}).get("dokumenter", ())
    }


def test_a_poor_note_raises_no_flag_on_what_it_does_not_say(saksmappe):
    les_sak(saksmappe, "2024-11873")
    assert analyser("foer.jsonl")[0].exit_code == 0
    foer = json.loads(Path("foer.jsonl").read_text(encoding="utf-8"))
    les_sak(saksmappe, "2024-11873", "notat1")
    svar, linje = analyser("etter.jsonl")
    etter = json.loads(linje)
    assert svar.exit_code == 3
    assert etter["status"] == "vurdert"
    assert fravaersflagg(foer)
    assert not fravaersflagg(etter)
    sokt = [k["kvittering"] for k in etter["kriterier"].values() if "notat1" in k.get("kvittering", {}).get("dokumenter", ())]
    assert sokt and all("notat1" in kvittering["uleste"] for kvittering in sokt)
    html = re.sub(r"\s+", " ", analyser("svar.html")[1])
    assert "<p>notat1.txt, dårlig tekst (ord er limt sammen" in html
    assert "Dårlig tekst: " in html and "Der kan det stå noe om dette." in html

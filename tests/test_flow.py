from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace

import nattmotor
import pytest
from prefekt import run_prefekt

from vedtaksanalyse.nattkjoring import Nattoppsett, kjor
from vedtaksanalyse.storage import open_lager

VEDTAK = "Vedtak om økonomisk stønad\n\nDu får innvilget 9 000 kroner for mars 2026. Barna er 4 og 7 år."
HEMMELIG = "Hemmeligsen"


@pytest.fixture(scope="module")
def prefekt(tmp_path_factory):
    """One standing Prefect server for all tests here."""
    with run_prefekt(tmp_path_factory.mktemp("prefect")) as tjener:
        yield tjener


@pytest.fixture
def oppsett(tmp_path) -> Nattoppsett:
    modeller = tmp_path / "modeller"
    modeller.mkdir()
    (modeller / "versjon").write_text("m1")
    for sak_id, innhold in {
        "A": f"{VEDTAK} FLAGG {HEMMELIG}",
        "B": VEDTAK,
        "C": f"{VEDTAK} UNNTAK {HEMMELIG}",
        "D": f"{VEDTAK} {HEMMELIG}",
    }.items():
        (tmp_path / "inn" / sak_id).mkdir(parents=True)
        (tmp_path / "inn" / sak_id / f"{HEMMELIG}.txt").write_text(innhold)
    return Nattoppsett(
        tmp_path / "inn", tmp_path / "ut", f"{tmp_path}/lager.db", modeller, prosesser=2, bunke=2, start=nattmotor.start
    )


def _artefakter() -> dict[str, str]:
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as klient:
        return {artefakt.key: artefakt.data for artefakt in reversed(klient.read_artifacts())}


def test_the_flow_does_what_the_plain_function_does(prefekt, oppsett):
    from flows.nattkjoring import run_with_prefect

    sett = []
    med = run_with_prefect(oppsett, lambda *tall: sett.append(tall))
    uten = kjor.run_nattkjoring(replace(oppsett, database=oppsett.database + "2", ut=oppsett.ut / "uten"))
    assert med.telling() == uten.telling() and med.telling()["filer"]["ny"] == 3
    assert sett == [(1, 2), (2, 2)]
    with open_lager(oppsett.database) as lager, open_lager(oppsett.database + "2") as annet:
        assert list(lager.load_vurderinger()) == list(annet.load_vurderinger())
    artefakter = _artefakter()
    assert "| Nye eller endrede, lest i natt | 3 |" in artefakter["nattrapport"] and artefakter["nattkjoring-fremdrift"] == 100
    rader = {rad["Hva"]: rad["Antall"] for rad in json.loads(artefakter["nattrapport-tabell"])}
    assert rader["Filer: Nye eller endrede, lest i natt"] == 3 and rader["Saker: Saker med flagg"] == 1
    assert run_with_prefect(oppsett).telling()["filer"]["uendret"] == 3


def test_a_chunk_that_fails_is_retried_by_prefect(prefekt, oppsett, monkeypatch):
    import flows.nattkjoring as flyt

    monkeypatch.setattr(flyt, "VENTETIDER", (0.0, 0.0))
    lagre, ganger = kjor.Natt.run_bunke, []

    def fail_twice(self, oppdrag):
        ganger.append(oppdrag.nummer)
        if ganger.count(0) < 3 and oppdrag.nummer == 0:
            raise flyt.Arbeidsfeil("OSError")
        return lagre(self, oppdrag)

    monkeypatch.setattr(kjor.Natt, "run_bunke", fail_twice)
    assert flyt.run_with_prefect(oppsett).telling()["filer"]["ny"] == 3
    assert sorted(ganger) == [0, 0, 0, 1]
    ganger.clear()
    (oppsett.modeller / "versjon").write_text("m2")
    monkeypatch.setattr(kjor.Natt, "run_bunke", lambda *_: (_ for _ in ()).throw(flyt.Arbeidsfeil("OSError")))
    rapport = flyt.run_with_prefect(oppsett)
    assert {(rad.status, rad.utfall) for rad in rapport.avvik} == {("OSError", "proves_igjen")} and rapport.stemmer


def test_the_deployed_flow_takes_the_rest_from_the_settings(prefekt, oppsett, monkeypatch):
    import flows.nattkjoring as flyt
    from vedtaksanalyse.settings import Innstillinger

    sett = []
    monkeypatch.setenv("VEDTAKSANALYSE_DATABASE", "postgresql://x")
    monkeypatch.setenv("VEDTAKSANALYSE_MALFORM", "nn")
    monkeypatch.setattr(flyt, "load_innstillinger", Innstillinger)
    monkeypatch.setattr(flyt, "run_nattkjoring", lambda oppsett, *_: sett.append(oppsett) or 1 / 0)
    tilstand = flyt.nattkjoring(inn=str(oppsett.inn), ut=oppsett.ut, return_state=True)
    assert (sett[0].inn, sett[0].ut) == (oppsett.inn, oppsett.ut)
    assert (sett[0].database, sett[0].malform) == ("postgresql://x", "nn")
    assert tilstand.is_failed() and tilstand.message.startswith("ZeroDivisionError test_flow:")


def test_a_run_that_cannot_start_fails_with_its_code(prefekt, oppsett, capfd):
    from flows.nattkjoring import run_with_prefect
    from vedtaksanalyse.errors import Bruksfeil

    with pytest.raises(Bruksfeil, match="kilde_mangler"):
        run_with_prefect(replace(oppsett, inn=oppsett.inn / "borte"))
    assert "Traceback" not in "".join(capfd.readouterr())


def test_no_text_of_a_document_reaches_prefect(prefekt, oppsett, capfd):
    from flows.nattkjoring import run_with_prefect

    (oppsett.inn / f"Kari {HEMMELIG}").mkdir()
    (oppsett.inn / f"Kari {HEMMELIG}" / "vedtak.txt").write_text(f"{VEDTAK} UNNTAK")
    run_with_prefect(oppsett)
    skrevet = "".join(capfd.readouterr())
    stier = {*prefekt.hjem.rglob("*"), *oppsett.ut.rglob("*")}
    filer = {sti: sti.read_bytes() for sti in stier if sti.is_file()}
    assert any(b"bunke-0" in innhold for innhold in filer.values()), "the right database was searched"
    for innhold in (*filer.values(), skrevet.encode()):
        assert HEMMELIG.encode() not in innhold and "økonomisk".encode() not in innhold


def test_importing_the_flows_turns_telemetry_off():
    program = (
        "import flows, prefect.settings as s; i = s.get_current_settings();"
        "print(i.server.analytics_enabled, i.server.ephemeral.startup_timeout_seconds, i.results.persist_by_default)"
    )
    miljo = {navn: verdi for navn, verdi in os.environ.items() if not navn.startswith(("PREFECT_", "DO_NOT"))}
    svar = subprocess.run([sys.executable, "-c", program], env=miljo, capture_output=True, text=True, check=True)
    assert svar.stdout.split() == ["False", "120", "False"]

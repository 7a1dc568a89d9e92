from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import nattmotor
import pytest
from byggere import ROT
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


def test_a_run_that_cannot_go_on_is_stopped_and_no_chunk_is_tried_again(prefekt, oppsett, monkeypatch):
    import flows.nattkjoring as flyt
    from vedtaksanalyse.errors import Driftsstans

    ganger = []

    def find_full(_, oppdrag):
        ganger.append(oppdrag.nummer)
        raise Driftsstans("disk_full")

    monkeypatch.setattr(kjor.Natt, "run_bunke", find_full)
    with pytest.raises(Driftsstans, match="disk_full"):
        flyt.run_with_prefect(replace(oppsett, bunke=1, prosesser=1))
    assert len(ganger) < 4 and len(set(ganger)) == len(ganger)


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


@pytest.fixture
def dask(prefekt, oppsett, tjener, tmp_path):
    """A scheduler and two machines that share a PostgreSQL and the input folder; gives (address, database, processes)."""
    database, fil, prosesser = tjener.make_database(), tmp_path / "dask.json", []
    sti = os.pathsep.join((prefekt.miljo["PYTHONPATH"], str(Path(__file__).parent), str(ROT)))
    eget = {"DATABASE": database, "MODELLER": str(oppsett.modeller), "PROSESSER": "1"}
    miljo = prefekt.miljo | {"PYTHONPATH": sti, "DASK_TEMPORARY_DIRECTORY": str(tmp_path)} | {f"VEDTAKSANALYSE_{navn}": verdi for navn, verdi in eget.items()}

    def start(*kommando: str) -> None:
        felles = ["--scheduler-file", str(fil), "--dashboard-address", "127.0.0.1:0"]
        with (tmp_path / f"dask{len(prosesser)}.logg").open("wb") as logg:
            hele = [sys.executable, "-m", "dask", *kommando, *felles]
            prosesser.append(subprocess.Popen(hele, env=miljo, cwd=tmp_path, stdout=logg, stderr=logg))

    start("scheduler", "--host", "127.0.0.1", "--port", "0")
    for _ in range(2):
        start("worker", "--no-nanny", "--nthreads", "1", "--host", "127.0.0.1", "--preload", "daskmotor")
    try:
        from distributed import Client

        with Client(scheduler_file=str(fil), timeout=600) as klient:
            klient.wait_for_workers(2, timeout=600)
            yield klient.scheduler.address, database, prosesser
    finally:
        for prosess in prosesser:
            prosess.kill()
            prosess.wait()


def test_machines_share_the_chunks_and_one_may_die(prefekt, oppsett, dask):
    from flows.nattkjoring import run_with_prefect

    adresse, database, prosesser = dask
    for nummer in range(6):
        (oppsett.inn / f"S{nummer}").mkdir()
        (oppsett.inn / f"S{nummer}" / "vedtak.txt").write_text(f"{VEDTAK} {nummer} {'DREP' if nummer == 2 else ''}")
    oppsett = replace(oppsett, bunke=1)
    fordelt = run_with_prefect(replace(oppsett, database=database), dask=adresse)
    assert [prosess.poll() for prosess in prosesser].count(-signal.SIGKILL) == 1
    analysert = (oppsett.modeller / "logg").read_text().split()
    assert {sak_id: antall for sak_id, antall in Counter(analysert).items() if antall > 1} == {"S2": 2}
    uforstyrret = kjor.run_nattkjoring(oppsett)
    assert fordelt.telling() == uforstyrret.telling() and fordelt.telling()["filer"]["ny"] == 9
    with open_lager(database) as lager, open_lager(oppsett.database) as annet:
        assert list(lager.load_vurderinger()) == list(annet.load_vurderinger())
        assert lager.load_filer(fordelt.rot).keys() == annet.load_filer(fordelt.rot).keys()
    assert run_with_prefect(replace(oppsett, database=database), dask=adresse).telling()["filer"]["uendret"] == 9


@pytest.fixture(scope="module")
def deployment(prefekt, tmp_path_factory):
    """The night run as it is told to the server: by the command in docs/drift.md, at a terminal, and once more."""
    from flows.deployments import deploy_nattkjoring

    inn = tmp_path_factory.mktemp("inn")
    miljo = prefekt.miljo | {"VEDTAKSANALYSE_OCR_SAMTIDIG": "1", "TERM": "xterm"}
    kommando = [sys.executable, "-m", "flows.deployments", str(inn), str(inn)]
    program = f"import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn({kommando})))"
    subprocess.run([sys.executable, "-c", program], env=miljo, cwd=ROT, check=True, capture_output=True)
    deploy_nattkjoring(inn, inn)
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as klient:
        yield klient, klient.read_deployment_by_name("nattkjoring/natt"), inn


def test_the_deployment_has_schedule_pool_parameters_and_limits(deployment):
    from prefect.flows import load_flow_from_entrypoint

    klient, natt, inn = deployment
    assert natt.parameters == {"inn": str(inn), "ut": str(inn)} and natt.enforce_parameter_schema
    flyt = load_flow_from_entrypoint(str(ROT / natt.entrypoint.partition(":")[0]) + ":nattkjoring")
    assert flyt.fn.__module__ == "flows.nattkjoring", "machines that are sent its tasks can import it"
    [plan] = natt.schedules
    assert (plan.schedule.cron, plan.schedule.timezone, plan.active) == ("0 1 * * *", "Europe/Oslo", True)
    assert klient.read_work_pool(natt.work_pool_name).type == "process"
    assert natt.job_variables["env"]["DO_NOT_TRACK"] == "1"
    assert klient.read_global_concurrency_limit_by_name("vedtaksanalyse-ocr").limit == 1
    assert len(klient.read_automations_by_name("Nattkjøringen er ikke ferdig")) == 1, "made anew, not twice"


def test_learning_has_a_deployment_of_its_own_each_month_or_by_hand(deployment):
    from flows.deployments import deploy_trening

    klient = deployment[0]
    assert [ett.name for ett in klient.read_deployments()] == ["natt"], "not while learning is off"
    for plan, planer in (({}, ["0 18 1 * *"]), ({"plan": None}, [])):
        deploy_trening("kari", **plan)
        tren = klient.read_deployment_by_name("trening/tren")
        assert tren.parameters == {"hvem": "kari"} and [ett.schedule.cron for ett in tren.schedules] == planer


def _find_varslet(klient, frist):
    """Of two deployments that were late to begin, one told that it was done: which ones the server told of when time was up."""
    from prefect.events import emit_event
    from prefect.events.filters import EventFilter, EventNameFilter
    from prefect.events.worker import EventsWorker

    import flows
    from flows.deployments import make_alarm

    ider, naa = {}, datetime.now(UTC)
    for navn in ("ferdig", "uferdig"):
        ider[str(klient.create_automation(make_alarm(klient, navn, "", frist, "nb")))] = navn
        gjelder = [{"prefect.resource.id": f"prefect.deployment.{navn}", "prefect.resource.role": "deployment"}]
        forste = emit_event("prefect.flow-run.Late", {"prefect.resource.id": f"prefect.flow-run.{navn}"}, naa - frist / 2, gjelder)
        if navn == "ferdig":
            emit_event(flows.FERDIG, {"prefect.resource.id": flows.KILDE}, naa, gjelder, follows=forste)
    EventsWorker.drain_all()
    varslet, slutt = set(), time.monotonic() + 600
    while "uferdig" not in varslet and time.monotonic() < slutt:
        time.sleep(0.2)
        utlost = EventFilter(event=EventNameFilter(name=["prefect.automation.triggered"]))  # until now
        sett = {hendelse.resource.id.rpartition(".")[2] for hendelse in klient.read_events(utlost, 50).events}
        varslet = {ider[id_] for id_ in sett & ider.keys()}
    return varslet


def test_a_night_that_is_not_done_in_time_is_told(deployment, prefekt):
    """The server's own clock decides; one that has so much to do that it hears of the end too late is given more time."""
    varslet = _find_varslet(deployment[0], timedelta(seconds=10))
    assert (varslet if "ferdig" not in varslet else _find_varslet(deployment[0], timedelta(minutes=4))) == {"uferdig"}


def test_a_run_tells_the_server_that_it_is_done(prefekt, oppsett):
    from prefect.client.orchestration import get_client
    from prefect.events.filters import EventFilter, EventNameFilter
    from prefect.events.worker import EventsWorker

    import flows
    from flows.nattkjoring import run_with_prefect

    telling = run_with_prefect(oppsett).telling()
    EventsWorker.drain_all()
    with get_client(sync_client=True) as klient:
        hendelser = klient.read_events(EventFilter(event=EventNameFilter(name=[flows.FERDIG])), 50).events
    assert {"filer": telling["filer"], "saker": telling["saker"]} in [hendelse.payload for hendelse in hendelser]


def test_nothing_leaves_the_machine(deployment, prefekt):
    """The server, the deployment at a terminal: nobody tried. The last try shows that it would have been seen."""
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(prefekt.url.removesuffix("/api") + "/v2")
    assert prefekt.sendt == ""
    program = "import urllib.request; urllib.request.urlopen('https://eksempel.invalid')"
    subprocess.run([sys.executable, "-c", program], env=prefekt.miljo, stderr=subprocess.DEVNULL, check=False)
    assert "socket.getaddrinfo eksempel.invalid" in prefekt.sendt


def test_importing_the_flows_turns_telemetry_off():
    program = (
        "import flows, prefect.settings as s; i = s.get_current_settings();"
        "print(i.server.analytics_enabled, i.server.ephemeral.startup_timeout_seconds, i.results.persist_by_default)"
    )
    miljo = {navn: verdi for navn, verdi in os.environ.items() if not navn.startswith(("PREFECT_", "DO_NOT"))}
    svar = subprocess.run([sys.executable, "-c", program], env=miljo, capture_output=True, text=True, check=True)
    assert svar.stdout.split() == ["False", "120", "False"]


def test_machines_without_a_standing_server_are_refused(oppsett, monkeypatch):
    """Each of them would start one of its own."""
    import flows.nattkjoring as flyt

    monkeypatch.setattr(flyt, "PREFECT_API_URL", SimpleNamespace(value=lambda: None))
    tilstand = flyt._run(oppsett, "tcp://127.0.0.1:9", [])
    assert tilstand.is_failed() and tilstand.message == "dask_uten_tjener"


def test_learning_tells_prefect_counts_and_codes_only(tmp_path, monkeypatch):
    import flows.trening as flyt
    from vedtaksanalyse.sak import Modellkandidat

    opphav = {"saker": 5, "merker": 9, "blinde": 4, "granskere": {HEMMELIG: 9}, "kontorer": {HEMMELIG: 5}, "utelatt": {}, "uenige": 0, "uten": [HEMMELIG]}
    port = [{"krav": "merkekontroll", "bestatt": False, "verdi": 0.001, "grense": 0.01, "gjelder": HEMMELIG}]
    kandidat = Modellkandidat(3, "", "b", False, "ola", opphav, {"merkekontroll": [], "ukontrollerte": [HEMMELIG], "port": port})
    sagt = []
    monkeypatch.setattr(flyt, "create_markdown_artifact", lambda tekst, key: sagt.append((key, tekst)))
    monkeypatch.setattr(flyt, "train_kandidat", lambda *_: kandidat)
    monkeypatch.setenv("VEDTAKSANALYSE_DATABASE", f"sqlite:///{tmp_path}/lager.db")
    av = flyt.trening.fn()
    assert (av.name, av.message) == ("Failed", "laering_av")
    for navn, verdi in (("LAERING", "true"), ("LAERING_GRUNNLAG", "lov"), ("MODELLAGER", str(tmp_path))):
        monkeypatch.setenv(f"VEDTAKSANALYSE_{navn}", verdi)
    with open_lager(f"sqlite:///{tmp_path}/lager.db"):
        pass
    ferdig = flyt.trening.fn()
    assert ferdig.name == "Avvist" and ferdig.result() == {"kandidat": 3, "saker": 5, "merker": 9, "krav": 1, "brutt": 1}
    assert sagt[0][0] == "trening" and "5 saker" in sagt[0][1] and HEMMELIG not in sagt[0][1]

"""The API: what it tells, to whom, and that it is what its description says."""

from __future__ import annotations

import os

import pytest
import schemathesis
from hus import ADRESSE, EGET, en_sak, open_hus
from hypothesis import settings
from schemathesis.specs.openapi.checks import allow_header_conformance, positive_data_acceptance

from vedtaksanalyse.gjennomgang import load_regler
from vedtaksanalyse.sak import Oppgave
from vedtaksanalyse.web.api import make_api
from vedtaksanalyse.web.tak import Tak

ANTALL = int(os.environ.get("VEDTAKSANALYSE_API_EKSEMPLER", "4"))
"""Examples for each operation; «make api» asks for many more."""
PROVE, BLIND = "E-8", "E-9"
BESKRIVELSE = make_api(None).openapi()
UTENFOR = [positive_data_acceptance, allow_header_conformance]
"""What a description cannot say: which answers a case takes now. And the framework names one method of an address at a time."""
skjema = schemathesis.openapi.from_dict(BESKRIVELSE)


@pytest.fixture(scope="module")
def hus(tmp_path_factory):
    with open_hus(str(tmp_path_factory.mktemp("hus") / "h.db"), tak=Tak({})) as hus:
        hus.oppsett.lager.save_vurderinger([en_sak(sak_id) for sak_id in (PROVE, BLIND)])
        hus.oppsett.gjennomgang.add_trukne([Oppgave(BLIND, EGET, blind=True)])
        yield hus


@pytest.fixture(scope="module")
def klient(hus):
    return hus.klient("kvalitet")


@skjema.parametrize()
@settings(max_examples=ANTALL)
def test_it_is_what_its_description_says(case, klient):
    if "sak_id" in case.path_parameters and len(str(case.body)) % 2:
        case.path_parameters["sak_id"] = PROVE
    felt = case.as_transport_kwargs(base_url=f"{ADRESSE}/api/v1")
    felt["headers"] = dict(felt["headers"]) | {"x-csrf": "riktig"}
    felt.pop("timeout", None)
    svar = klient.request(**{navn: verdi for navn, verdi in felt.items() if navn in ("method", "url", "headers", "json", "params", "content", "data")})
    case.validate_response(svar, excluded_checks=UTENFOR)


def test_a_case_with_findings_and_quotes_as_the_page_shows_them(klient):
    sak = klient.get("/api/v1/saker/E-1").json()
    assert (sak["tilstand"], sak["skjult"], sak["kan_svare"]) == ("ledig", False, True)
    assert sak["sak"]["flagg"][0]["belegg"][0]["sitat"] == "Barna"
    holdt = klient.get("/api/v1/saker/E-2").json()
    assert holdt["sak"]["personvern"]
    assert "Testesen" not in str(holdt)


def test_answers_steps_and_events_go_in_and_come_back(hus):
    klient, sti = hus.klient("saksgransker"), "/api/v1/saker/E-2"
    flagg = klient.get(sti).json()["sak"]["flagg"][0]["id"]
    inn = {"slag": "flagg", "gjelder": flagg, "verdi": "avvis"}
    assert klient.post(f"{sti}/svar", json=inn).json()["kode"] == "svar_grunn"
    inn |= {"grunn": "annet", "sitat": [["vedtak", 0, 5]], "kommentar": "Ring Kari Testesen på 412 34 567 om 01019012345"}
    svar = klient.post(f"{sti}/svar", json=inn)
    assert (svar.status_code, svar.json()["status"], svar.json()["typer"] != []) == (409, "personopplysninger", True)
    assert klient.post(f"{sti}/svar", json=inn | {"likevel": True}).json() == {"status": "lagret"}
    mine = klient.get(f"{sti}/svar").json()["mine"]
    assert [(ett["gjelder"], ett["verdi"], ett["sitat"]) for ett in mine] == [(flagg, "avvis", [["vedtak", 0, 5]])]
    assert klient.post(f"{sti}/svar", json=inn | {"sitat": [["vedtak", 0, 999]]}).json()["kode"] == "svar_ukjent"
    assert klient.post(f"{sti}/steg", json={"steg": "vent", "arsak": "avklaring", "dato": "2026-12-01"}).json()["tilstand"] == "venter"
    assert klient.post(f"{sti}/steg", json={"steg": "godkjenn"}).status_code in (400, 409)
    assert [ett["slag"] for ett in klient.get(f"{sti}/hendelser").json()] == ["ta", "vent"]
    andre = hus.klient("kvalitet")
    assert andre.post(f"{sti}/svar", json={"slag": "sak", "verdi": "merknad"}).status_code == 403


def test_the_queue_pages_and_filters(klient):
    ko = klient.get("/api/v1/ko", params={"fane": "alle"}).json()
    assert ({sak["kontor"] for sak in ko["saker"]}, ko["treff"]) == ({EGET}, 4)
    assert klient.get("/api/v1/ko", params={"fane": "alle", "sok": "E-1"}).json()["treff"] == 1
    for galt in ({"side": 0}, {"side": "x"}, {"fane": "ukjent"}):
        svar = klient.get("/api/v1/ko", params=galt)
        assert (svar.status_code, svar.json()["kode"], svar.json()["felt"]) == (422, "api_felt", [f"query.{next(iter(galt))}"])


def test_a_blind_case_tells_nothing_before_the_answer(hus):
    klient = hus.klient("saksgransker")
    sak = klient.get(f"/api/v1/saker/{BLIND}").json()
    assert (sak["skjult"], sak["sak"]["flagg"], sak["sak"]["kriterier"], sak["sak"]["risiko"]) == (True, [], {}, None)
    i_ko = next(s for s in klient.get("/api/v1/ko", params={"fane": "alle"}).json()["saker"] if s["sak_id"] == BLIND)
    assert (i_ko["skjult"], i_ko["risiko"], i_ko["frist"], i_ko["flagg"]) == (True, None, None, [])
    assert not {"kontroll", "laner_plass", "andel"} & (set(i_ko) | set(sak))


def test_who_asks(klient, hus):
    meg = klient.get("/api/v1/meg").json()
    assert (meg["roller"], meg["kontorer"], meg["csrf"]) == (["kvalitet"], [EGET], "riktig")
    assert set(meg["rettigheter"]) == load_regler().rettigheter["kvalitet"]
    assert hus.klient("leder").get("/api/v1/meg").json()["rettigheter"] == ["se_tall", "styre_modeller"]


def test_the_description_is_served_and_no_page_of_another_host(klient):
    assert klient.get("/api/v1/openapi.json").json()["paths"] == BESKRIVELSE["paths"]
    assert [klient.get(f"/api/v1/{side}").status_code for side in ("docs", "redoc")] == [404, 404]

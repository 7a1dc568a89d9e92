"""The queue taken out: what the page shows and no more, by those who may, within reach, logged and limited."""

from __future__ import annotations

import csv
import re
from io import BytesIO, StringIO

import pytest
from hus import EGET, FREMMED, en_sak, open_hus
from openpyxl import load_workbook

from vedtaksanalyse.gjennomgang import load_regler
from vedtaksanalyse.sak import Oppgave
from vedtaksanalyse.web.tak import Tak

BLIND, FORMEL = "E-9", '=HYPERLINK("http://ond.example")'


@pytest.fixture
def hus(tmp_path):
    with open_hus(str(tmp_path / "h.db"), tak=Tak({"uttak": 6})) as hus:
        hus.oppsett.lager.save_vurderinger([en_sak(BLIND), en_sak(FORMEL)])
        hus.oppsett.gjennomgang.add_trukne([Oppgave(BLIND, EGET, blind=True, laner_plass="E-1")])
        yield hus


def _csv(svar) -> list[dict[str, str]]:
    assert svar.status_code == 200
    return list(csv.DictReader(StringIO(svar.content.decode("utf-8-sig")), delimiter=";"))


def test_the_files_hold_what_the_page_shows_within_reach(hus):
    klient = hus.klient("kvalitet")
    klient.post("/sak/E-2/steg", data={"steg": "ta"})
    klient.post("/sak/E-2/steg", data={"steg": "vent", "arsak": "avklaring", "dato": "2030-01-02"})
    svar = klient.get("/ko/uttak.csv?fane=alle")
    rader = {rad["Sak"]: rad for rad in _csv(svar)}
    assert set(rader) == {"E-1", "E-2", BLIND, "'" + FORMEL}
    assert {rad["Kontor"] for rad in rader.values()} == {EGET}
    assert FREMMED not in svar.text
    assert (rader["E-1"]["Risiko"], rader["E-1"]["Flagg"]) == ("20", en_sak("E-1").flagg[0].tekst)
    assert rader["E-2"]["Tilstand"] == "På vent"
    assert rader["E-2"]["Venter på"].endswith("2030-01-02")
    assert (rader[BLIND]["Risiko"], rader[BLIND]["Risiko i ord"], rader[BLIND]["Flagg"], rader[BLIND]["Hvorfor"]) == ("", "Leses blindt", "", "")
    assert svar.headers["content-disposition"].startswith('attachment; filename="k')
    ark = load_workbook(BytesIO(klient.get("/ko/uttak.xlsx?fane=alle").content)).active
    hode, *xlsx = ark.iter_rows(values_only=True)
    assert {rad[0] for rad in xlsx} == set(rader)
    assert list(hode) == list(rader["E-1"])
    assert next(rad for rad in xlsx if rad[0] == "E-1")[6] == 20


def test_filters_order_and_language_are_those_of_the_address(hus):
    klient = hus.klient("kvalitet")
    assert [rad["Sak"] for rad in _csv(klient.get("/ko/uttak.csv?sok=E-1"))] == ["E-1"]
    assert _csv(klient.get("/ko/uttak.csv?fane=mine")) == []
    klient.post("/valg", data={"malform": "nn"})
    assert "Kven har saka" in klient.get("/ko/uttak.csv").text
    lenker = klient.get("/ko?fane=alle&sok=E-").text
    assert 'href="/ko/uttak.csv?fane=alle&amp;sok=E-"' in lenker
    assert [rad["Sak"] for rad in _csv(klient.get("/ko/uttak.csv?fane=alle&sok=E-"))] == re.findall(r"data-kosak [^>]*>(E-\d)<", lenker)


def test_only_those_with_the_right_and_every_time_is_logged(hus):
    regler = load_regler()
    for rolle, har in regler.rettigheter.items():
        klient = hus.klient(rolle)
        assert (klient.get("/ko/uttak.csv").status_code == 200) == ("eksportere" in har)
        if "se_ko" in har:
            assert ("uttak.csv" in klient.get("/ko").text) == ("eksportere" in har)
    uttak = [ett for ett in hus.logg() if ett.handling == "uttak"]
    assert [(ett.hvem, ett.gjelder) for ett in uttak] == [(f"kvalitet-{EGET}", "ko:4")]
    klient = hus.klient("kvalitet")
    statuser = [klient.get("/ko/uttak.csv").status_code for _ in range(7)]
    assert statuser == [200] * 5 + [429] * 2

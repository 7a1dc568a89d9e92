"""Documents that are masked: pages, files and the API show the masked text, and nothing of it is ever a file on the way."""

from __future__ import annotations

import re
import tempfile
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from hus import NAVN, open_hus

from vedtaksanalyse.sak import Vern
from vedtaksanalyse.web.app import ALLE_RUTER
from vedtaksanalyse.web.tak import Tak

SAK, ETTERNAVN = "E-2", NAVN.split()[1]


@pytest.fixture(scope="module")
def hus(tmp_path_factory):
    with open_hus(str(tmp_path_factory.mktemp("hus") / "h.db"), vern=Vern.MASKER, tak=Tak({})) as hus:
        yield hus


def _read(svar) -> str:
    """All words of an answer, also of a PDF."""
    if svar.content.startswith(b"%PDF"):
        with pdfplumber.open(BytesIO(svar.content)) as pdf:
            return "\n".join(side.extract_text() for side in pdf.pages) + str(pdf.metadata)
    return svar.content.decode("utf-8", "replace")


def test_every_address_of_a_masked_case_shows_the_masked_text_alone(hus):
    klient = hus.klient("kvalitet")
    ruter = [rute for rute in ALLE_RUTER if "{sak_id}" in rute.sti and rute.metode == "GET" and rute.rettighet != "avgjore_personvern"]
    svar = {rute.sti: klient.get(re.sub(r"\{\w+(:\w+)?\}", "2", rute.sti.replace("{sak_id}", SAK))) for rute in ruter}
    svar |= {sti: klient.get(sti) for sti in ("/ko?fane=alle", "/api/v1/ko?fane=alle", "/ko/uttak.csv?fane=alle")}
    assert {sti: ett.status_code for sti, ett in svar.items() if ett.status_code not in (200, 303, 404)} == {}
    lest = {sti: _read(ett) for sti, ett in svar.items()}
    assert [sti for sti, ord_ in lest.items() if ETTERNAVN in ord_ or "Kari" in ord_] == []
    side = lest["/sak/{sak_id}"]
    assert ">████ ████████<" in side
    assert "bor fast hos mor" in side
    assert "█" in lest["/sak/{sak_id}/saksark.pdf"]
    assert svar["/sak/{sak_id}/saksark.pdf"].content.startswith(b"%PDF")
    assert svar["/sak/{sak_id}/dokument/{dok:int}/side/{side:int}.png"].status_code == 404


def test_the_one_who_decides_sees_what_it_is_about(hus):
    assert NAVN in re.sub("<[^>]*>|\\(.*?\\)", "", hus.klient("personvern").get(f"/personvern/{SAK}/notat").text)


def test_a_case_sheet_is_made_in_memory(hus, monkeypatch):
    def forbudt(*_, **__):
        raise AssertionError("a file was made")

    for eier, navn in ((tempfile, "mkdtemp"), (tempfile, "mkstemp"), (Path, "write_bytes"), (Path, "write_text")):
        monkeypatch.setattr(eier, navn, forbudt)
    svar = hus.klient("kvalitet").get(f"/sak/{SAK}/saksark.pdf")
    assert (svar.status_code, svar.headers["content-type"], svar.headers["cache-control"]) == (200, "application/pdf", "no-store")
    assert "Saksark: sak E-2" in _read(svar)

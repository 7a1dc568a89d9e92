"""Cases that two must read, as the settings say: what the one who has them is offered and told."""

from __future__ import annotations

import pytest
from hus import open_hus

from vedtaksanalyse.gjennomgang import Annenlesing
from vedtaksanalyse.kommandoer.start import make_oppsett
from vedtaksanalyse.sak import Tilstand
from vedtaksanalyse.settings import load_innstillinger

UTTRUKKET = Annenlesing("andel", 0.5, "fro")


@pytest.fixture(scope="module")
def hus(tmp_path_factory):
    with open_hus(str(tmp_path_factory.mktemp("hus") / "h.db"), annenlesing=UTTRUKKET) as hus:
        yield hus


def _ids() -> tuple[str, str]:
    """A case that was drawn, and one that was not."""
    ider = sorted(("E-1", "E-2"), key=UTTRUKKET.gjelder)
    assert [UTTRUKKET.gjelder(id_) for id_ in ider] == [False, True]
    return ider[1], ider[0]


def test_a_drawn_case_is_sent_and_told_why_and_another_is_finished(hus):
    klient = hus.klient("saksgransker")
    trukket, annen = _ids()
    for sak_id in (trukket, annen):
        klient.post(f"/sak/{sak_id}/svar", data={"slag": "sak", "verdi": "uten_merknad"})
    side = klient.get(f"/sak/{trukket}").text
    assert "trekkes ut og leses av to" in side
    assert ("Fullfør og neste" in side, "Send til annenleser og neste" in side) == (False, True)
    assert side.count('data-tast="n"') == 1
    steg = klient.get(f"/api/v1/saker/{trukket}").json()["steg"]
    assert ("fullfor" in steg, "send" in steg) == (False, True)
    assert klient.post(f"/sak/{trukket}/steg", data={"steg": "fullfor"}).headers["location"].endswith("beskjed=steg_ulovlig")
    assert klient.post(f"/api/v1/saker/{trukket}/steg", json={"steg": "fullfor"}).json()["kode"] == "steg_ulovlig"
    assert klient.post(f"/sak/{trukket}/steg", data={"steg": "send"}).headers["location"].endswith("/neste")
    leser = hus.klient("annenleser")
    assert leser.post(f"/sak/{trukket}/steg", data={"steg": "godkjenn"}).status_code == 303
    assert hus.oppsett.gjennomgang.load_oppgave(trukket).tilstand == Tilstand.FERDIG
    fri = klient.get(f"/sak/{annen}").text
    assert ("leses av to" in fri, "Fullfør og neste" in fri, "Send til annenleser og neste" in fri) == (False, True, False)


def test_the_settings_say_which(hus):
    for felt, ventet in (({}, Annenlesing("aldri", 0.1, "vedtaksanalyse")), ({"annenlesing": "andel", "annenleserandel": 0.5, "trekkfro": "fro"}, UTTRUKKET)):
        assert make_oppsett(load_innstillinger(**felt), hus.oppsett.lager, {}).annenlesing == ventet

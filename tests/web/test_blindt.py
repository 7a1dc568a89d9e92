"""A control case, a flagged case read blind and one chosen to learn from are the same to everybody, until they have answered it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hus import EGET, en_sak, open_hus

from vedtaksanalyse.sak import Oppgave, Side, Tilstand
from vedtaksanalyse.web.app import ALLE_RUTER
from vedtaksanalyse.web.tak import Tak

FLAGGET, KONTROLL, VALGT = SAKER = ("B-1", "B-2", "B-3")
FYLL = {"dok_id": "vedtak", "slag": "flagg", "gjelder": en_sak(FLAGGET).flagg[0].id}
STIER = [
    re.sub(r"\{(\w+)(:int)?\}", lambda felt: "{}" if felt[1] == "sak_id" else FYLL.get(felt[1], "1"), rute.sti)
    for rute in ALLE_RUTER
    if "{sak_id}" in rute.sti and rute.metode == "GET"
]
"""Every address of a case: a new one is asked here too."""
KOER = ["/ko?fane=alle", "/ko?fane=mine", "/ko?fane=alle&sortering=frist"]


class Bilder:
    """Every file is there, and every quote is found on its page."""

    def finnes(self, *_) -> bool:
        return True

    def draw(self, *_) -> bytes:
        return b"png"

    def find_ruter(self, _sak, _avtrykk, _dokument, steder, _nummer) -> list:
        return [[(0, 0, 1, 1)] for _ in steder]


@pytest.fixture(scope="module")
def hus(tmp_path_factory):
    with open_hus(str(tmp_path_factory.mktemp("hus") / "h.db"), tak=Tak({})) as hus:
        flagget = en_sak(FLAGGET)
        dokument = replace(flagget.sak.dokumenter[0], sider=(Side(1, 0, 40, 595, 842),))
        kilde = replace(flagget.sak.kilder[0], fil="vedtak.pdf")
        flagget = replace(flagget, sak=replace(flagget.sak, dokumenter=(dokument,), kilder=(kilde,)))
        kontroll = replace(flagget, sak=replace(flagget.sak, sak_id=KONTROLL), flagg=(), risiko=None)
        valgt = replace(kontroll, sak=replace(kontroll.sak, sak_id=VALGT))
        hus.oppsett.lager.save_vurderinger([flagget, kontroll, valgt])
        trukket = [Oppgave(v.sak.sak_id, EGET, kontroll=not v.flagg, blind=True, laner_plass="E-1", andel=0.1) for v in (flagget, kontroll)]
        hus.oppsett.gjennomgang.add_trukne([*trukket, Oppgave(VALGT, EGET, blind=True, laner_plass="E-1")])
        vars(hus.oppsett)["sidebilder"] = Bilder()
        yield hus


def _uten_id(tekst: str) -> str:
    return re.sub("|".join(SAKER), "X", tekst)


def _bare(svar) -> tuple:
    """An answer without what is only the case's own: its id, the key of its files, times and numbers of traces."""
    tekst = _uten_id(svar.text)
    for monster in (r"\b[0-9a-f]{64}\b", r"\b[0-9a-f]{16}\b", r"\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)", r"kl\. \d\d\.\d\d"):
        tekst = re.sub(monster, "", tekst)
    hoder = {n: _uten_id(v) for n, v in svar.headers.items() if n not in ("content-length", "x-spor", "server-timing")}
    return svar.status_code, hoder, tekst


def _rad(html: str, sak_id: str) -> str:
    rader = re.findall(r"<tr .*?</tr>", html, re.S)
    return next((_uten_id(rad) for rad in rader if f">{sak_id}<" in rad), "")


def _alt(klient) -> Iterator[tuple[str, list]]:
    """All that a person can ask about each of them."""
    for sti in STIER:
        yield sti, [_bare(klient.get(sti.format(id_))) for id_ in SAKER]
    for sti in KOER:
        html = klient.get(sti).text
        yield sti, [_rad(html, id_) for id_ in SAKER]
        saker = {s["sak_id"]: s for s in klient.get("/api/v1" + sti).json().get("saker", [])}
        yield f"api {sti}", [{**saker.get(id_, {}), "sak_id": ""} for id_ in SAKER]


def _check_like(klient) -> None:
    assert [(sti, alle) for sti, alle in _alt(klient) if any(ett != alle[0] for ett in alle)] == []


def test_nothing_tells_them_apart_before_the_answer(hus):
    klient = hus.klient("kvalitet")
    _check_like(klient)
    side = klient.get(f"/sak/{FLAGGET}")
    assert "Leses blindt" in side.text
    assert klient.get(f"/sak/{FLAGGET}/dokument/1/side/1.png").content == b"png"
    assert klient.get(f"/sak/{FLAGGET}/dokument/1/side/1/merker").json() == []
    assert klient.get(f"/sak/{FLAGGET}/saksark.pdf").status_code == 403
    assert _rad(klient.get(KOER[0]).text, FLAGGET)
    assert "/sak/{}/dokument/1/side/1/merker" in STIER


def test_nor_while_one_works_with_them_nor_for_the_second_reader(hus):
    klient, leser = hus.klient("saksgransker"), hus.klient("annenleser")
    krit = hus.oppsett.katalog.felles["rekkefolge"]["hoved"][0]
    grad = hus.oppsett.katalog.kriterier[krit].grader[0]
    flagg = en_sak(FLAGGET).flagg[0].id
    svar = [{"slag": "grad", "gjelder": krit, "verdi": grad}, {"slag": "flagg", "gjelder": flagg, "verdi": "bekreft"}]
    for felt in [{"steg": "ta"}, *svar, {"steg": "vent", "arsak": "annet"}, {"steg": "fortsett"}]:
        sti = "steg" if "steg" in felt else "svar"
        gitt = [_bare(klient.post(f"/sak/{id_}/{sti}", data=felt)) for id_ in SAKER]
        assert gitt[0] == gitt[1] == gitt[2]
    _check_like(leser)
    for id_ in SAKER:
        hus.oppsett.lager.save_vurderinger(list(hus.oppsett.lager.load_vurderinger([id_])), {id_: "c" * 64})
    _check_like(klient)
    for id_ in SAKER:
        klient.post(f"/sak/{id_}/svar", data={"slag": "sak", "verdi": "merknad", "kommentar": "Se på fritid"})
        klient.post(f"/sak/{id_}/steg", data={"steg": "send", "melding": "Ingen flagg her, tror jeg"})
    _check_like(leser)
    alt = leser.get(f"/sak/{KONTROLL}").text + leser.get(f"/api/v1/saker/{KONTROLL}/hendelser").text + leser.get(f"/api/v1/saker/{KONTROLL}/svar").text
    assert "tror jeg" not in alt
    assert "fritid" not in alt


def test_a_case_that_was_finished_and_opened_again_tells_the_next_reader_nothing(hus):
    """What stood in the case when it was finished is written in its events: not for those who have not answered."""
    for id_ in SAKER:
        sett = hus.oppsett.gjennomgang.load_oppgave(id_)
        sett = hus.oppsett.gjennomgang.change_oppgave(replace(sett, tilstand=Tilstand.FERDIG), "x", "godkjenn")
        hus.oppsett.gjennomgang.change_oppgave(replace(sett, tilstand=Tilstand.TATT), "x", "gjenapne")
    _check_like(hus.klient("kvalitet"))


def test_a_finished_case_tells_what_it_was(hus):
    for id_ in SAKER:
        sett = hus.oppsett.gjennomgang.load_oppgave(id_)
        hus.oppsett.gjennomgang.change_oppgave(replace(sett, tilstand=Tilstand.FERDIG), "x", "fullfor")
    html = hus.klient("kvalitet").get("/ko?fane=alle").text
    assert ["Ingen flagg" in _rad(html, id_) for id_ in SAKER] == [False, True, True]
    assert not any("Leses blindt" in _rad(html, id_) for id_ in SAKER)

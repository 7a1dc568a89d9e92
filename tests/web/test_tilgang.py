"""Who gets what: every address of the application for every role, at one's own office and at another's."""

from __future__ import annotations

import re
from itertools import product

import pytest
from hus import EGET, FREMMED, open_hus
from starlette.routing import Mount, Route

from vedtaksanalyse.export.loggkontroll import name_handling, name_vei
from vedtaksanalyse.gjennomgang import load_regler
from vedtaksanalyse.web.app import ALLE_RUTER
from vedtaksanalyse.web.rute import APEN, INNLOGGET

REGLER = load_regler()
IDER = [rute.navn for rute in ALLE_RUTER]
MED_SAK = [rute for rute in ALLE_RUTER if "{sak_id}" in rute.sti]
BLIR_INNE = [rute for rute in ALLE_RUTER if rute.sti != "/logg-ut"]
SVAR = {"slag": "sak", "verdi": "uten_merknad"}


@pytest.fixture(scope="module")
def hus(tmp_path_factory):
    with open_hus(str(tmp_path_factory.mktemp("hus") / "h.db")) as hus:
        yield hus


@pytest.fixture(scope="module")
def klienter(hus):
    return {rolle: hus.klient(rolle) for rolle in REGLER.roller}


def _sti(rute, sak_id: str = "E-1") -> str:
    return re.sub(r"\{\w+(:\w+)?\}", "1", rute.sti.replace("{sak_id}", sak_id))


def _ask(klient, rute, sak_id: str = "E-1"):
    return klient.request(rute.metode, _sti(rute, sak_id), json={} if rute.metode == "POST" else None)


def _find_ruter(ruter, foran: str = ""):
    for rute in ruter:
        if isinstance(rute, Mount) and rute.name != "statisk":
            yield from _find_ruter(rute.app.routes, foran + rute.path)
        elif isinstance(rute, Route) or hasattr(rute, "endpoint"):
            yield from (f"{metode} {foran}{rute.path}" for metode in rute.methods - {"HEAD"})


def test_every_address_of_the_application_is_in_the_map(hus):
    assert sorted(_find_ruter(hus.app.routes)) == sorted(IDER)
    assert {rute.rettighet for rute in ALLE_RUTER} <= REGLER.alle_rettigheter | {APEN, INNLOGGET}


@pytest.mark.parametrize("rute", [r for r in ALLE_RUTER if r.rettighet != APEN], ids=lambda r: r.navn)
def test_nobody_gets_in_without_logging_in(hus, rute):
    for hemmelig in (None, b"okt=feil", "okt=æ".encode()):
        svar = hus.gjest().request(rute.metode, _sti(rute), headers={"cookie": hemmelig} if hemmelig else {})
        assert svar.status_code in (303, 401)
        assert svar.status_code == 401 or svar.headers["location"].startswith("/logg-inn")


@pytest.mark.parametrize(("rute", "rolle"), list(product(BLIR_INNE, REGLER.roller)), ids=lambda x: getattr(x, "navn", x))
def test_a_role_gets_what_the_rules_give_it_and_nothing_else(klienter, rute, rolle):
    svar = _ask(klienter[rolle], rute)
    har = rute.rettighet in (APEN, INNLOGGET) or rute.rettighet in REGLER.rettigheter[rolle]
    assert svar.status_code != 500
    if rute.rettighet not in (APEN, INNLOGGET):
        assert (svar.status_code == 403) == (not har), svar.text


@pytest.mark.parametrize(("rute", "rolle"), list(product(MED_SAK, REGLER.roller)), ids=lambda x: getattr(x, "navn", x))
def test_a_case_of_another_office_answers_like_one_that_is_not_there(klienter, rute, rolle):
    fremmed, mangler = (_ask(klienter[rolle], rute, sak_id) for sak_id in ("F-1", "X-9"))
    har = rute.rettighet in REGLER.rettigheter[rolle]
    if "neste" in rute.sti and har:
        assert fremmed.headers.get("location") == mangler.headers.get("location")
        return
    assert fremmed.status_code == mangler.status_code
    assert fremmed.status_code in ((404, 422, 400) if har else (403,))
    assert _utan_spor(fremmed, "F-1") == _utan_spor(mangler, "X-9")


def _utan_spor(svar, sak_id: str) -> str:
    return re.sub(r"\b[0-9a-f]{16}\b", "", svar.text).replace(sak_id, "")


@pytest.mark.parametrize("rute", [r for r in ALLE_RUTER if r.metode == "POST" and r.rettighet != APEN], ids=lambda r: r.navn)
@pytest.mark.parametrize(
    "hoder",
    [
        {"x-csrf": "galt"}, {"x-csrf": ""}, {"x-csrf": "\xff"}, {"origin": "http://127.0.0.1:9999"}, {"origin": "null"},
        {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"},
    ],
    ids=str,
)  # fmt: skip
def test_a_change_must_come_from_our_own_page(hus, klienter, rute, hoder):
    svar = klienter["kvalitet"].request("POST", _sti(rute), json={}, headers={n: v.encode("latin-1") for n, v in hoder.items()})
    assert svar.status_code == 403
    assert hus.oppsett.okter.find(klienter["kvalitet"].cookies["okt"])


@pytest.mark.parametrize("rute", ALLE_RUTER, ids=lambda r: r.navn)
def test_every_answer_has_the_headers_of_safety(hus, rute):
    for svar in (_ask(hus.gjest(), rute), _ask(hus.klient("kvalitet"), rute)):
        assert "default-src 'none'" in svar.headers["content-security-policy"]
        assert "unsafe" not in svar.headers["content-security-policy"]
        assert svar.headers["x-content-type-options"] == "nosniff"
        assert svar.headers["referrer-policy"] == "same-origin"
        assert svar.headers["cross-origin-opener-policy"] == "same-origin"
        assert svar.headers["cache-control"] == "no-store"


def test_fixed_files_are_kept_and_asked_for_again(hus):
    svar = hus.gjest().get("/statisk/side.css")
    assert (svar.status_code, svar.headers["cache-control"]) == (200, "no-cache")
    igjen = hus.gjest().get("/statisk/side.css", headers={"if-none-match": svar.headers["etag"]})
    assert igjen.status_code == 304
    assert hus.gjest().get("/statisk/../app.py").status_code == 404


@pytest.mark.parametrize("vert", ["ond.example", "127.0.0.1.ond.example", "", "127.0.0.1@ond.example", "[::1", "localhost.ond"])
def test_another_name_than_ours_is_refused(hus, vert):
    svar = hus.gjest().get("/logg-inn", headers={"host": vert})
    assert svar.status_code == 400
    assert "content-security-policy" in svar.headers


@pytest.mark.parametrize("rute", [r for r in BLIR_INNE if r.metode == "POST"], ids=lambda r: r.navn)
@pytest.mark.parametrize(
    ("kropp", "slag"),
    [
        (b"{", "application/json"), (b"[1]", "application/json"), (b"\xff\xfe", "application/json"), (b"[" * 100_000, "application/json"),
        (b'{"csrf": {"a": 1}, "gjelder": "\\ud800", "slag": "sak"}', "application/json"), (b'{"slag": "a\\u0000b"}', "application/json"),
        (b'{"slag": "grad", "sitat": "[[\\"vedtak\\", Infinity, 1]]"}', "application/json"), (b'{"slag": 1e999}', "application/json"),
        (b'{"slag": "grad", "sitat": "' + b"[" * 50_000 + b'"}', "application/json"),
        (b"%ff=%00&slag=%ed%a0%80", "application/x-www-form-urlencoded"), (b"a=1&" * 1000, "application/x-www-form-urlencoded"),
        (b"--x\r\n\r\n", "multipart/form-data; boundary=x"), (b"", "multipart/form-data"), (b"hei", "text/plain"), (b"\x00", "image/png"),
        (b"a" * 2_100_000, "application/x-www-form-urlencoded"), (b'"' + b"a" * 2_100_000 + b'"', "application/json"),
    ],
    ids=range(17),
)  # fmt: skip
def test_what_cannot_be_read_is_refused_and_nothing_fails(klienter, hus, rute, kropp, slag):
    svar = klienter["kvalitet"].request("POST", _sti(rute), content=kropp, headers={"content-type": slag})
    assert svar.status_code in (303, 400, 403, 404, 409, 412, 413, 415, 422), svar.text


@pytest.mark.parametrize("rute", [r for r in ALLE_RUTER if r.metode == "GET"], ids=lambda r: r.navn)
def test_odd_addresses_fail_nothing(klienter, rute):
    rolle = next((rolle for rolle, gir in reversed(REGLER.rettigheter.items()) if rute.rettighet in gir), "kvalitet")
    for hale in ("?vei=%00", "?sok=%ff&side=9e9&fane=%0a", "?maned=2026-99&hvem=%ed%a0%80"):
        sti = _sti(rute, "%00" if "%00" in hale else "E%2F1")
        assert klienter[rolle].get(sti + hale).status_code in (200, 303, 400, 403, 404, 422)


def test_a_failure_tells_its_number_and_no_words(hus, klienter, monkeypatch, caplog):
    """The log has the number too, and neither has what the failure said."""
    def gaa_i_stykker(*_, **__):
        raise RuntimeError("Kari bor i Storgata 1")

    monkeypatch.setattr(type(hus.oppsett.lager), "find_kontor", gaa_i_stykker)
    caplog.set_level("INFO", logger="vedtaksanalyse")
    for sti, hoder in (("/sak/E-1", {}), ("/sak/E-1", {"accept": "application/json"}), ("/api/v1/saker/E-1", {})):
        svar = klienter["kvalitet"].get(sti, headers=hoder)
        assert svar.status_code == 500
        assert svar.headers["x-spor"] in svar.text
        assert svar.headers["x-spor"] in caplog.text
        assert "content-security-policy" in svar.headers
        assert "Storgata" not in svar.text + caplog.text


def test_scripts_and_programs_get_their_failures_as_json(klienter):
    for sti, hoder in (("/sak/X-9", {"accept": "application/json"}), ("/api/v1/saker/X-9", {"accept": "text/html"}), ("/api/v1/finnes-ikke", {})):
        svar = klienter["kvalitet"].get(sti, headers=hoder)
        assert svar.status_code == 404
        assert set(svar.json()) == {"kode", "melding", "spor"}
    assert "<html" in klienter["kvalitet"].get("/sak/X-9").text
    assert klienter["kvalitet"].delete("/sak/E-1").status_code == 405
    assert klienter["kvalitet"].get("/ko/").status_code == 404


def test_the_way_back_never_leads_out(klienter):
    for ut in ("//ond.example", "/\\ond.example", "https://ond.example", "/\t/ond.example", "javascript:alert(1)", "\\\\ond", "/%09/ond\n"):
        sted = klienter["kvalitet"].post("/valg", data={"tilbake": ut}).headers["location"]
        assert sted.startswith("/")
        assert not sted.startswith(("//", "/\\"))
    assert klienter["kvalitet"].post("/valg", data={"tilbake": "/ko?fane=mine"}).headers["location"] == "/ko?fane=mine"


def test_everything_in_the_log_has_words(hus, klienter):
    for rute, klient in product((r for r in BLIR_INNE if r.metode == "GET"), (klienter["kvalitet"], klienter["personvern"])):
        _ask(klient, rute)
    for ett in hus.logg():
        assert name_handling(ett.handling, "nn")
        assert name_vei(ett.vei, "nn")


def test_every_look_is_logged_with_a_way_of_ours(hus):
    klient = hus.klient("saksgransker")
    for_ = len(hus.logg())
    klient.get("/sak/E-1?vei=ko")
    klient.get("/sak/E-1?vei=Kari%20Testesen")
    klient.get("/ko?sok=E-")
    klient.get("/ko")
    klient.get("/api/v1/saker/E-1")
    klient.get("/sak/F-1")
    klient.get("/sak/X-9")
    klient.get("/sak/E-1/dokument/1/side/1.png?vei=sok")
    klient.post("/sak/E-1/svar", data=SVAR | {"gjelder": "Kari Testesen"})
    nye = [(i.handling, i.sak_id, i.kontor, i.gjelder, i.vei) for i in hus.logg()[for_:]]
    assert nye == [
        ("sak", "E-1", EGET, "", "ko"),
        ("sak", "E-1", EGET, "", "direkte"),
        ("sok", "", "", "2", "direkte"),
        ("sak", "E-1", EGET, "", "api"),
        ("avvist", "F-1", FREMMED, "", "direkte"),
        ("sidebilde", "E-1", EGET, "1:1", "sok"),
        ("svar", "E-1", EGET, "", "direkte"),
    ]
    assert hus.oppsett.innsyn.find_brudd() is None


def test_who_is_logged_in_is_told_in_their_own_form_also_where_no_page_is(hus):
    klient = hus.klient("kvalitet")
    klient.post("/valg", data={"malform": "nn"})
    for sti in ("/finst-ikkje", "/ko/"):
        svar = klient.get(sti)
        assert (svar.status_code, 'lang="nn"' in svar.text, 'class="meny"' in svar.text) == (404, True, True)
    assert 'class="meny"' not in hus.gjest().get("/finst-ikkje").text


def test_flags_are_told_in_the_form_of_the_page(hus):
    klient = hus.klient("kvalitet")
    regel = next(regel for regel in hus.oppsett.katalog.flagg if regel.kriterium)
    assert regel.tekst["nb"] != regel.tekst["nn"]
    for form in ("nn", "nb"):
        klient.post("/valg", data={"malform": form})
        assert [regel.tekst[ett] in klient.get("/sak/E-1").text for ett in ("nb", "nn")] == [form == "nb", form == "nn"]

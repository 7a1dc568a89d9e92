"""In and out: one-time links, a provider on this machine, tokens from a login proxy, and how long a session lasts."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlsplit
from urllib.request import HTTPRedirectHandler, build_opener

import pytest
from hus import ADRESSE, EGET, FREMMED, open_hus
from leverandor import HEMMELIG, KLIENT, Tilbyder
from sqlalchemy import update

from vedtaksanalyse.errors import Bruksfeil, ForMange
from vedtaksanalyse.gjennomgang import load_regler
from vedtaksanalyse.sak import Bruker
from vedtaksanalyse.storage.gjennomgangstabeller import okt as okttabell
from vedtaksanalyse.storage.tidspunkt import naa
from vedtaksanalyse.web import make_app
from vedtaksanalyse.web.grupper import Grupper
from vedtaksanalyse.web.nokler import Nokler
from vedtaksanalyse.web.oidc import UTLOGGET, Leverandor, Oidcvalg
from vedtaksanalyse.web.tak import Tak
from vedtaksanalyse.web.tilgangstoken import Tokenvakt

GRUPPER = Grupper({"g-gransker": "saksgransker", "g-leder": "leder"}, {"g-eget": EGET, "g-fremmed": FREMMED, "g-alle": "*"})
UTAD = "https://gjennomgang.example"


class _Bli(HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def _sted(adresse: str) -> str:
    """Where the provider sends the browser."""
    with pytest.raises(HTTPError) as svar:
        build_opener(_Bli).open(adresse)
    return svar.value.headers["location"]


@pytest.fixture(scope="module")
def tilbyder():
    tilbyder = Tilbyder()
    yield tilbyder
    tilbyder.stop()


@pytest.fixture
def god(tilbyder):
    tilbyder.reset()
    return tilbyder


@pytest.fixture(scope="module")
def grunn(tmp_path_factory):
    with open_hus(str(tmp_path_factory.mktemp("hus") / "h.db"), tak=Tak({})) as hus:
        yield hus


def _med(hus, **felt):
    oppsett = replace(hus.oppsett, **{"tak": Tak({})} | felt)
    return replace(hus, oppsett=oppsett, app=make_app(oppsett))


@pytest.fixture
def hus(grunn, god):
    leverandor = Leverandor(Oidcvalg(god.utsteder, KLIENT, ADRESSE, HEMMELIG), GRUPPER)
    return _med(grunn, leverandor=leverandor, adresse=ADRESSE)


def _log_inn(klient, sti: str = "/logg-inn/start"):
    tilbake = urlsplit(_sted(klient.get(sti).headers["location"]))
    return klient.get(f"{tilbake.path}?{tilbake.query}")


def test_somebody_the_provider_knows_comes_in_and_out(hus, god):
    klient = hus.gjest()
    side = klient.get("/sak/E-1?vei=lenke")
    assert side.headers["location"] == "/logg-inn?neste=%2Fsak%2FE-1%3Fvei%3Dlenke"
    assert 'href="/logg-inn/start?neste=%2Fsak%2FE-1%3Fvei%3Dlenke"' in klient.get(side.headers["location"]).text
    svar = _log_inn(klient, "/logg-inn/start?neste=%2Fsak%2FE-1%3Fvei%3Dlenke")
    assert (svar.status_code, svar.headers["location"]) == (303, "/sak/E-1?vei=lenke")
    assert klient.get("/sak/E-1").status_code == 200
    assert klient.get("/sak/F-1").status_code == 404
    assert klient.get("/tall").status_code == 403
    assert Bruker("Z990001", "Test Testesen", frozenset({"saksgransker"}), frozenset({EGET})) in hus.oppsett.okter.load_brukere()
    csrf = klient.get("/api/v1/meg").json()["csrf"]
    ut = klient.post("/logg-ut", data={"csrf": csrf})
    assert ut.headers["location"].startswith(f"{god.utsteder}/end_session?client_id={KLIENT}&post_logout_redirect_uri=")
    assert f"form-action 'self' {god.utsteder};" in ut.headers["content-security-policy"]
    assert klient.get("/ko").status_code == 303


def test_the_session_is_new_at_login_and_the_way_there_is_used_once(hus):
    klient = hus.gjest()
    til = klient.get("/logg-inn/start").headers["location"]
    felt = {navn: v[0] for navn, v in parse_qs(urlsplit(til).query).items()}
    assert felt["code_challenge_method"] == "S256"
    assert {"state", "nonce", "code_challenge"} <= set(felt)
    tilbake, underveis = urlsplit(_sted(til)), klient.cookies["underveis"]
    klient.cookies.set("okt", "satt av noen andre")
    assert klient.get(f"{tilbake.path}?{tilbake.query}").status_code == 303
    okter = {kapsel.value for kapsel in klient.cookies.jar if kapsel.name == "okt"}
    assert any(hus.oppsett.okter.find(verdi) for verdi in okter - {"satt av noen andre"})
    igjen = hus.gjest(cookies={"underveis": underveis}).get(f"{tilbake.path}?{tilbake.query}")
    assert igjen.status_code == 403


def _sign_off(hus, god, **felt):
    """The provider says that a login is over."""
    alt = {"sub": None, "groups": None, "name": None, "events": {UTLOGGET: {}}, "jti": "1"} | felt
    return hus.gjest().post("/logg-ut/bak", data={"logout_token": god.make_token(**alt)})


def test_the_provider_ends_the_sessions_of_one_login_or_of_a_person(hus, god):
    def apne(sid: str, sub: str = "Z990001"):
        god.endre = {"sid": sid, "sub": sub}
        klient = hus.gjest()
        _log_inn(klient)
        god.endre = {}
        return klient

    def inne(*klienter):
        return [klient.get("/ko").status_code == 200 for klient in klienter]

    en, to, tre = apne("s-1"), apne("s-2"), apne("s-3", "Z990002")
    svar = _sign_off(hus, god, sid="s-1")
    assert (svar.status_code, svar.headers["cache-control"], inne(en, to, tre)) == (200, "no-store", [False, True, True])
    assert (_sign_off(hus, god, sid="s-3", sub="Z990001").status_code, inne(to, tre)) == (200, [True, True])
    assert (_sign_off(hus, god, sub="Z990001").status_code, inne(to, tre)) == (200, [False, True])
    assert (_sign_off(hus, god, sid="s-3", sub="Z990002").status_code, inne(tre)) == (200, [False])
    assert _sign_off(hus, god, sub="%").status_code == 200


@pytest.mark.parametrize(
    ("felt", "signer"),
    [
        ({"iss": "https://ond.example"}, "RS256"), ({"aud": "en annen"}, "RS256"), ({"nonce": "x"}, "RS256"), ({"events": None}, "RS256"),
        ({"events": {"noe annet": {}}}, "RS256"), ({"iat": 1}, "RS256"), ({"iat": None}, "RS256"), ({"exp": 1}, "RS256"), ({"sub": None}, "RS256"),
        ({"sub": 7}, "RS256"), ({}, "fremmed"), ({}, "none"), ({}, "HS256"),
    ],
    ids=str,
)  # fmt: skip
def test_what_is_no_sign_off_ends_nothing(hus, god, felt, signer):
    klient = hus.gjest()
    _log_inn(klient)
    god.signer = signer
    assert _sign_off(hus, god, **{"sub": "Z990001"} | felt).status_code == 400
    god.signer = "RS256"
    for odd in ({}, {"logout_token": ""}, {"logout_token": "x" * 20_000}, {"logout_token": god.make_token(nonce="x")}):
        assert hus.gjest().post("/logg-ut/bak", data=odd).status_code == 400
    assert klient.get("/ko").status_code == 200


def test_another_browser_cannot_finish_a_login(hus):
    tilbake = urlsplit(_sted(hus.gjest().get("/logg-inn/start").headers["location"]))
    andre = hus.gjest()
    andre.get("/logg-inn/start")
    for klient in (andre, hus.gjest()):
        svar = klient.get(f"{tilbake.path}?{tilbake.query}")
        assert (svar.status_code, "okt" in svar.cookies) == (403, False)


@pytest.mark.parametrize(
    ("endre", "signer"),
    [
        ({"nonce": "en annen"}, "RS256"), ({"nonce": None}, "RS256"), ({"iss": "http://127.0.0.1:1"}, "RS256"), ({"iss": None}, "RS256"),
        ({"aud": "en annen"}, "RS256"), ({"aud": None}, "RS256"), ({"aud": [KLIENT, "en annen"]}, "RS256"), ({"exp": 1}, "RS256"),
        ({"exp": None}, "RS256"), ({"sub": None}, "RS256"), ({"sub": "a\nb"}, "RS256"), ({"sub": "a" * 300}, "RS256"),
        ({"iat": 2**33}, "RS256"), ({"at_hash": "feil"}, "RS256"), ({}, "none"), ({}, "HS256"), ({}, "fremmed"),
        ({"groups": []}, "RS256"), ({"groups": None}, "RS256"), ({"groups": "g-gransker"}, "RS256"), ({"groups": ["g-eget"]}, "RS256"),
        ({"groups": [["g-gransker"]]}, "RS256"),
    ],
    ids=str,
)  # fmt: skip
def test_a_login_that_is_not_as_it_must_be_is_refused(hus, god, endre, signer):
    god.endre, god.signer = endre, signer
    svar = _log_inn(hus.gjest())
    assert svar.status_code == 403
    assert "okt" not in svar.cookies


@pytest.mark.parametrize("endre", [{"state": "feil"}, {"code": "feil"}, {"code": ""}, {"iss": "http://127.0.0.1:1"}], ids=str)
def test_an_answer_that_was_tampered_with_is_refused(hus, endre):
    klient = hus.gjest()
    tilbake = urlsplit(_sted(klient.get("/logg-inn/start").headers["location"]))
    felt = {navn: v[0] for navn, v in parse_qs(tilbake.query).items()} | endre
    assert klient.get(tilbake.path, params=felt).status_code == 403


@pytest.mark.parametrize(
    "om", [{"issuer": "http://127.0.0.1:1"}, {"token_endpoint": "http://ond.example/token"}, {"jwks_uri": "file:///etc/passwd"}, {"issuer": None}], ids=str
)
def test_a_provider_that_is_somebody_else_is_not_used(hus, god, om):
    god.om = om
    svar = hus.gjest().get("/logg-inn/start")
    assert (svar.status_code, "location" in svar.headers) == (503, False)


def test_a_provider_that_is_away_is_told(grunn):
    borte = Leverandor(Oidcvalg("http://127.0.0.1:1", KLIENT, ADRESSE, HEMMELIG), GRUPPER)
    hus = _med(grunn, leverandor=borte, adresse=ADRESSE)
    assert hus.gjest().get("/logg-inn/start").status_code == 503
    with pytest.raises(Bruksfeil, match="oidc_adresse"):
        Leverandor(Oidcvalg("http://innlogging.example", KLIENT, ADRESSE), GRUPPER)


def test_nothing_is_asked_of_the_provider_before_somebody_logs_in(hus, god):
    for sti in ("/logg-inn", "/ko", "/statisk/side.css", "/logg-inn/svar?code=x&state=y"):
        hus.gjest().get(sti)
    assert god.spurt == []


def test_links_of_this_machine_do_not_work_beside_a_provider_nor_its_sessions(hus, grunn):
    lenke = grunn.oppsett.okter.make_lenke(f"kvalitet-{EGET}", timedelta(hours=1))
    lokal = grunn.klient("kvalitet")
    assert hus.gjest().get(f"/logg-inn?lenke={lenke}").status_code == 400
    assert hus.gjest(cookies={"okt": lokal.cookies["okt"]}).get("/ko").status_code == 303
    assert lokal.get("/ko").status_code == 200


def test_what_a_group_gives_is_changed_at_once(hus, god):
    klient = hus.gjest()
    _log_inn(klient)
    assert klient.get("/ko").status_code == 200
    andre = Grupper({"g-gransker": "leder"}, GRUPPER.kontorer)
    endret = _med(hus, leverandor=Leverandor(Oidcvalg(god.utsteder, KLIENT, ADRESSE, HEMMELIG), andre))
    assert endret.gjest(cookies={"okt": klient.cookies["okt"]}).get("/ko").status_code == 303


def test_a_role_that_is_withdrawn_is_gone_with_the_next_request(grunn):
    klient = grunn.klient("saksgransker")
    assert klient.get("/sak/E-1").status_code == 200
    grunn.oppsett.okter.save_bruker(Bruker(f"saksgransker-{EGET}", "x", frozenset({"leder"}), frozenset({EGET})))
    assert klient.get("/sak/E-1").status_code == 403
    grunn.oppsett.okter.save_bruker(Bruker(f"saksgransker-{EGET}", "x", frozenset({"saksgransker"}), frozenset({FREMMED})))
    assert klient.get("/sak/E-1").status_code == 404


def test_over_https_the_cookie_is_the_hosts_own(grunn, god):
    leverandor = Leverandor(Oidcvalg(god.utsteder, KLIENT, UTAD, HEMMELIG), GRUPPER)
    hus = _med(grunn, leverandor=leverandor, adresse=UTAD, vertsnavn=("gjennomgang.example",))
    klient = hus.gjest()
    start = klient.get("/logg-inn/start")
    svar = _log_inn(klient)
    for hode, navn in ((start.headers["set-cookie"], "__Host-underveis"), (svar.headers["set-cookie"], "__Host-okt")):
        assert navn in hode
        assert "; Secure" in hode
        assert "HttpOnly" in hode
        assert "samesite=lax" in hode.lower()
        assert "domain" not in hode.lower()
    assert svar.headers["strict-transport-security"]
    csrf = klient.get("/api/v1/meg").json()["csrf"]
    inn = {"json": {}, "headers": {"x-csrf": csrf, "origin": "http://gjennomgang.example"}}
    assert klient.post("/valg", **inn).status_code == 403
    inn["headers"]["origin"] = UTAD
    assert klient.post("/valg", **inn).status_code == 303


def test_a_link_works_once_and_not_for_long(grunn):
    okter = grunn.oppsett.okter
    grunn.klient("kvalitet")
    ident = f"kvalitet-{EGET}"
    lenke, gammel = okter.make_lenke(ident, timedelta(minutes=5)), okter.make_lenke(ident, timedelta(seconds=-1))
    klient = grunn.gjest()
    assert klient.head(f"/logg-inn?lenke={lenke}").status_code == 200
    svar = klient.get(f"/logg-inn?lenke={lenke}")
    assert (svar.status_code, svar.headers["location"]) == (303, "/")
    assert klient.get("/ko").status_code == 200
    for brukt in (lenke, gammel, "", "x", "\u00e6"):
        assert "set-cookie" not in grunn.gjest().get("/logg-inn", params={"lenke": brukt}).headers


def test_sessions_end_when_they_rest_and_when_they_are_old(grunn):
    okter = grunn.oppsett.okter
    for felt in ({"sist": naa() - timedelta(minutes=61)}, {"opprettet": naa() - timedelta(hours=11)}):
        klient = grunn.klient("kvalitet")
        assert klient.get("/ko").status_code == 200
        with okter._engine.begin() as forbindelse:
            forbindelse.execute(update(okttabell).where(okttabell.c.bruker == f"kvalitet-{EGET}").values(**felt))
        assert klient.get("/ko").status_code == 303


def test_use_keeps_a_session_alive_but_not_for_ever(grunn):
    okter, klient = grunn.oppsett.okter, grunn.klient("kvalitet")
    with okter._engine.begin() as forbindelse:
        forbindelse.execute(update(okttabell).values(sist=naa() - timedelta(minutes=59)))
    assert klient.get("/ko").status_code == 200
    assert naa() - okter.find(klient.cookies["okt"]).sist < timedelta(minutes=1)


def test_logging_out_ends_the_session_here_or_everywhere(grunn):
    en, to, tre = (grunn.klient("kvalitet") for _ in range(3))
    assert en.post("/logg-ut").status_code == 303
    assert [k.get("/ko").status_code for k in (en, to, tre)] == [303, 200, 200]
    to.post("/logg-ut", data={"overalt": "ja"})
    assert [k.get("/ko").status_code for k in (to, tre)] == [303, 303]


def test_too_many_tries_are_stopped_for_a_while(grunn):
    hus = _med(grunn, tak=Tak({"innlogging": 3, "sok": 2, "uttak": 1}))
    gjest, klient, andre = hus.gjest(), hus.klient("kvalitet"), hus.klient("saksgransker")
    assert [gjest.get(f"/logg-inn?lenke={n}").status_code for n in range(4)] == [400, 400, 400, 429]
    svar = [klient.get("/ko?sok=E") for _ in range(3)]
    assert [s.status_code for s in svar] == [200, 200, 429]
    assert 0 < int(svar[-1].headers["retry-after"]) <= 60
    assert klient.get("/api/v1/ko?sok=E").json()["kode"] == "for_mange"
    assert klient.get("/ko").status_code == andre.get("/ko?sok=E").status_code == 200
    assert [hus.klient("personvern").get("/innsyn/kontroll.csv").status_code for _ in range(2)] == [200, 429]


def test_behind_a_proxy_one_machine_does_not_use_up_the_tries_of_others(grunn):
    hus = _med(grunn, adresse=UTAD, vertsnavn=("gjennomgang.example",), tak=Tak({"innlogging": 1}))
    fra = [hus.gjest().get("/logg-inn?lenke=x", headers={"x-forwarded-for": f"1.1.1.1, {n}"}).status_code for n in ("10.0.0.1", "10.0.0.2", "10.0.0.1")]
    assert fra == [400, 400, 429]


def test_the_count_is_of_the_last_minute():
    tid = [0.0]
    tak = Tak({"sok": 2}, lambda: tid[0])
    tak.tell("sok", "a")
    tid[0] = 30
    tak.tell("sok", "a")
    with pytest.raises(ForMange) as feil:
        tak.tell("sok", "a")
    assert feil.value.felt == {"sekunder": 30}
    tak.tell("sok", "b")
    tid[0] = 60
    tak.tell("sok", "a")
    for _ in range(9):
        tak.tell("ukjent", "a")


def test_searches_and_files_are_counted_over_all_processes(grunn):
    """Two processes of the same service share the log, and so the count; another person has a count of their own."""
    to = [_med(grunn, tak=Tak({"sok": 3, "uttak": 2})) for _ in range(2)]
    kapsel = to[0].klient("kvalitet", frozenset({"Nav Eget", "Nav Delt"})).cookies["okt"]
    klienter = [hus.gjest(cookies={"okt": kapsel}) for hus in to]
    assert [klienter[n % 2].get("/ko?sok=E").status_code for n in range(5)] == [200, 200, 200, 429, 429]
    svar = klienter[0].get("/ko?sok=E")
    assert 1 <= int(svar.headers["retry-after"]) <= 60
    assert [klienter[n % 2].get(sti).status_code for n, sti in enumerate(("/ko/uttak.csv", "/sak/E-1/saksark.pdf", "/ko/uttak.csv"))] == [200, 200, 429]
    assert klienter[0].get("/ko").status_code == 200
    assert to[1].klient("kvalitet", frozenset({"Nav Eget", "Nav Annet"})).get("/ko?sok=E").status_code == 200


@pytest.fixture
def proxyhus(grunn, god, tmp_path):
    fil = tmp_path / "jwks.json"
    fil.write_text(json.dumps(god.jwks()))
    vakt = Tokenvakt(Nokler(lambda: json.loads(fil.read_text())), god.utsteder, KLIENT, GRUPPER)
    return _med(grunn, tokenvakt=vakt, adresse=UTAD, vertsnavn=("gjennomgang.example",), hemmelighet=b"h" * 32)


def _med_token(hus, token: str):
    klient = hus.gjest()
    klient.headers["authorization"] = f"Bearer {token}"
    return klient


def test_a_token_from_the_proxy_is_checked_by_us_and_offline(proxyhus, god):
    klient = _med_token(proxyhus, god.make_token())
    assert klient.get("/api/v1/saker/E-1").status_code == 200
    assert klient.get("/sak/E-1").status_code == 200
    assert klient.get("/sak/F-1").status_code == 404
    assert god.spurt == []
    assert "Z990001" in {ett.id for ett in proxyhus.oppsett.okter.load_brukere()}


@pytest.mark.parametrize(
    ("endre", "signer", "status"),
    [
        ({"iss": "x"}, "RS256", 401), ({"aud": "x"}, "RS256", 401), ({"exp": 1}, "RS256", 401), ({"exp": None}, "RS256", 401),
        ({"nbf": 2**33}, "RS256", 401), ({"sub": None}, "RS256", 401), ({}, "none", 401), ({}, "HS256", 401),
        ({}, "fremmed", 401), ({"groups": []}, "RS256", 403), ({"groups": None}, "RS256", 403),
    ],
    ids=str,
)  # fmt: skip
def test_a_bad_token_lets_nobody_in_and_no_cookie_helps(proxyhus, grunn, god, endre, signer, status):
    god.endre, god.signer = endre, signer
    klient = _med_token(proxyhus, god.make_token())
    klient.cookies.set("__Host-okt", grunn.klient("kvalitet").cookies["okt"])
    assert klient.get("/api/v1/ko").status_code == status


def test_what_is_no_token_lets_nobody_in(proxyhus):
    for rot in ("", "x", "a.b.c", "e30.e30.e30", "æ".encode().decode("latin-1"), "a" * 30_000):
        assert proxyhus.gjest().get("/api/v1/ko", headers={"authorization": b"Bearer " + rot.encode("latin-1")}).status_code == 401


def test_a_program_with_a_token_needs_no_page_but_a_browser_does(proxyhus, god):
    klient, inn = _med_token(proxyhus, god.make_token()), {"slag": "sak", "verdi": "uten_merknad"}
    sti = "/api/v1/saker/E-1/svar"
    assert klient.post(sti, json=inn).status_code == 200
    for hoder in ({"origin": UTAD}, {"sec-fetch-site": "same-origin"}, {"cookie": "a=b"}, {"origin": "https://ond.example"}):
        assert klient.post(sti, json=inn, headers=hoder).status_code == 403
    csrf = klient.get("/api/v1/meg").json()["csrf"]
    assert klient.post(sti, json=inn, headers={"origin": UTAD, "x-csrf": csrf}).status_code == 200
    assert klient.post(sti, json=inn, headers={"origin": "https://ond.example", "x-csrf": csrf}).status_code == 403


def test_a_new_key_is_found_and_a_bad_token_does_not_fetch_again_and_again(god):
    hentet = []
    nokler = Nokler(lambda: hentet.append(1) or god.jwks())
    assert nokler.decode(god.make_token()).claims["sub"] == "Z990001"
    god.signer = "fremmed"
    for _ in range(5):
        with pytest.raises(Exception, match="."):
            nokler.decode(god.make_token())
    assert hentet == [1]


def test_groups_give_roles_and_offices_and_nothing_by_themselves():
    felt = {"sub": "a", "groups": ["g-gransker", "g-leder", "g-eget", "g-ukjent"]}
    bruker = GRUPPER.make_bruker(felt)
    assert (bruker.navn, bruker.roller, bruker.kontorer) == ("a", {"saksgransker", "leder"}, {EGET})
    assert GRUPPER.make_bruker(felt | {"groups": ["g-gransker"]}).kontorer == frozenset()
    assert GRUPPER.make_bruker(felt | {"groups": ["g-gransker", "g-alle"]}).kontorer is None
    GRUPPER.check(load_regler().roller)
    with pytest.raises(Bruksfeil, match="rollegruppe"):
        Grupper({"g": "sjef"}, {}).check(load_regler().roller)

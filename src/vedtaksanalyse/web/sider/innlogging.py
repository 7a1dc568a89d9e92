"""In and out. On one machine a link that works once logs in; elsewhere a provider says who somebody is."""

from __future__ import annotations

from secrets import token_urlsafe
from urllib.parse import urlencode

from starlette.responses import RedirectResponse, Response

from vedtaksanalyse.errors import Bruksfeil, IkkeFunnet, IkkeTilgang
from vedtaksanalyse.web.foresporsel import KAPSEL, SIKKER_KAPSEL, Foresporsel, is_egen
from vedtaksanalyse.web.port import find_inngang
from vedtaksanalyse.web.rute import APEN, INNLOGGET, Rute

_UNDERVEIS, _SIKKER_UNDERVEIS = "underveis", "__Host-underveis"
_LENGST, _LENGST_ADRESSE = 2000, 60


def show_innlogging(f: Foresporsel) -> Response:
    """Log in with a link, or tell how to come in."""
    lenke = f.request.query_params.get("lenke")
    if not lenke or f.request.method != "GET":
        neste = f.request.query_params.get("neste", "")
        start = "/logg-inn/start" + ("?" + urlencode({"neste": neste}) if is_egen(neste) else "")
        return f.vis("logg_inn.html.j2", 200, start=start if f.oppsett.leverandor else "")
    _tell(f)
    bruker = f.oppsett.okter.use_lenke(lenke) if f.oppsett.lokal else None
    if bruker is None:
        raise Bruksfeil("lenke_brukt")
    return start_okt(f, bruker, "/")


def start_hos_leverandor(f: Foresporsel) -> Response:
    """Off to the provider; what must be the same on the way back stays with us, tied to this browser."""
    if f.oppsett.leverandor is None:
        raise IkkeFunnet("side_finnes_ikke")
    _tell(f)
    adresse, husk = f.oppsett.leverandor.begin()
    neste = f.request.query_params.get("neste", "")
    hemmelig = f.oppsett.okter.start_underveis(husk | {"neste": neste if is_egen(neste) and len(neste) <= _LENGST else "/"})
    svar = RedirectResponse(adresse, 303)
    _set_kapsel(f, svar, _underveis(f), hemmelig)
    return svar


def end_hos_leverandor(f: Foresporsel) -> Response:
    """Back from the provider, once."""
    if f.oppsett.leverandor is None:
        raise IkkeFunnet("side_finnes_ikke")
    _tell(f)
    husk = f.oppsett.okter.use_underveis(f.request.cookies.get(_underveis(f), ""))
    if husk is None:
        raise IkkeTilgang("innlogging_feilet")
    inn = f.oppsett.leverandor.finish(dict(f.request.query_params), husk)
    f.oppsett.okter.save_bruker(inn.bruker)
    svar = start_okt(f, inn.bruker.id, husk["neste"], sub=inn.sub, sid=inn.sid)
    svar.delete_cookie(_underveis(f), path="/", secure=f.oppsett.sikker, httponly=True, samesite="lax")
    return svar


def start_okt(f: Foresporsel, bruker: str, neste: str, **felt: str) -> Response:
    """In with a new session; an old one ends, so that nobody keeps a session set before the login."""
    if f.okt:
        f.oppsett.okter.end(f.okt)
    hemmelig = f.oppsett.okter.start(bruker, csrf=token_urlsafe(24), inngang=find_inngang(f), **felt)
    svar = RedirectResponse(neste, 303)
    _set_kapsel(f, svar, _kapsel(f), hemmelig)
    return svar


def log_out(f: Foresporsel) -> Response:
    """Out, here and at the provider; with ``overalt`` on every machine where the person is logged in."""
    if f.skjema.get("overalt"):
        f.oppsett.okter.end_alle(f.bruker.id)
    elif f.okt:
        f.oppsett.okter.end(f.okt)
    utlogging = f.oppsett.leverandor.find_utlogging() if f.oppsett.leverandor else None
    svar = RedirectResponse(utlogging or "/logg-inn", 303)
    svar.delete_cookie(_kapsel(f), path="/", secure=f.oppsett.sikker, httponly=True, samesite="lax")
    return svar


def end_utenfra(f: Foresporsel) -> Response:
    """The provider itself says that a login is over: the sessions that came of it are too. No browser asks this."""
    if f.oppsett.leverandor is None:
        raise IkkeFunnet("side_finnes_ikke")
    f.oppsett.okter.end_utenfra(*f.oppsett.leverandor.read_utlogging(str(f.skjema.get("logout_token") or "")))
    return Response(status_code=200)


def go_forsiden(f: Foresporsel) -> Response:
    """The front page is the first that the person may see."""
    if f.forside == "/logg-inn":
        raise IkkeTilgang("ikke_tilgang")
    return RedirectResponse(f.forside, 303)


def _tell(f: Foresporsel) -> None:
    """Count a try, by the machine it came from. Behind HTTPS that is the last that the proxy in front of us says; who goes round
    the proxy may say what they want, and gains some tries at guessing what cannot be guessed."""
    fra = f.request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip() if f.oppsett.sikker else ""
    f.oppsett.tak.tell("innlogging", fra[:_LENGST_ADRESSE] or (f.request.client.host if f.request.client else ""))


def _kapsel(f: Foresporsel) -> str:
    return SIKKER_KAPSEL if f.oppsett.sikker else KAPSEL


def _underveis(f: Foresporsel) -> str:
    return _SIKKER_UNDERVEIS if f.oppsett.sikker else _UNDERVEIS


def _set_kapsel(f: Foresporsel, svar: Response, navn: str, hemmelig: str) -> None:
    """A cookie for the browser's session, that no script and no other site gets hold of."""
    svar.set_cookie(navn, hemmelig, path="/", httponly=True, secure=f.oppsett.sikker, samesite="lax")


RUTER = (
    Rute("GET", "/", INNLOGGET, go_forsiden),
    Rute("GET", "/logg-inn", APEN, show_innlogging),
    Rute("GET", "/logg-inn/start", APEN, start_hos_leverandor),
    Rute("GET", "/logg-inn/svar", APEN, end_hos_leverandor),
    Rute("POST", "/logg-ut", INNLOGGET, log_out),
    Rute("POST", "/logg-ut/bak", APEN, end_utenfra),
)

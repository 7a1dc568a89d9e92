"""In and out. On one machine a link that works once logs in; the door that starts the application makes it."""

from __future__ import annotations

from secrets import token_urlsafe

from starlette.responses import RedirectResponse, Response

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.web.foresporsel import KAPSEL, SIKKER_KAPSEL, Foresporsel
from vedtaksanalyse.web.rute import APEN, INNLOGGET, Rute


def show_innlogging(f: Foresporsel) -> Response:
    """Log in with a link, or tell how to get one."""
    lenke = f.request.query_params.get("lenke")
    if not lenke:
        return f.vis("logg_inn.html.j2", 200)
    bruker = f.oppsett.okter.use_lenke(lenke)
    if bruker is None:
        raise Bruksfeil("lenke_brukt")
    return start_okt(f, bruker)


def start_okt(f: Foresporsel, bruker: str) -> Response:
    """Into the queue with a new session; an old one ends, so that nobody keeps a session set before the login."""
    if f.okt:
        f.oppsett.okter.end(f.okt)
    hemmelig = f.oppsett.okter.start(bruker, csrf=token_urlsafe(24))
    svar = RedirectResponse("/ko", 303)
    sikker = f.oppsett.sikker
    svar.set_cookie(SIKKER_KAPSEL if sikker else KAPSEL, hemmelig, path="/", httponly=True, secure=sikker, samesite="lax")
    return svar


def log_out(f: Foresporsel) -> Response:
    """Out, here and in the store."""
    if f.okt:
        f.oppsett.okter.end(f.okt)
    svar = RedirectResponse("/logg-inn", 303)
    svar.delete_cookie(SIKKER_KAPSEL if f.oppsett.sikker else KAPSEL, path="/")
    return svar


RUTER = (Rute("GET", "/logg-inn", APEN, show_innlogging), Rute("POST", "/logg-ut", INNLOGGET, log_out))

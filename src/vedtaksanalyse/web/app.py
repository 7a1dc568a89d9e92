"""The application: every page from the map, each behind its right, each answer in its headers, each failure a page of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from importlib.resources import files

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from vedtaksanalyse.errors import Feil
from vedtaksanalyse.pii.trygge_navn import is_trygt
from vedtaksanalyse.web.api import API_RUTER, make_api
from vedtaksanalyse.web.feilside import show_feil, show_http
from vedtaksanalyse.web.foresporsel import MALFORMER, Foresporsel
from vedtaksanalyse.web.oppsett import Oppsett
from vedtaksanalyse.web.port import find_okt, open_port
from vedtaksanalyse.web.ramme import compile_maler
from vedtaksanalyse.web.rute import TRYGGE, Rute
from vedtaksanalyse.web.sider import RUTER
from vedtaksanalyse.web.skjema import read_skjema
from vedtaksanalyse.web.vern import Vakt

ALLE_RUTER = (*RUTER, *API_RUTER)
"""The whole map: pages, and what the API answers."""


def make_app(oppsett: Oppsett) -> Starlette:
    """The application over these services."""
    statisk = StaticFiles(directory=str(files("vedtaksanalyse.web") / "statisk"))
    app = Starlette(
        routes=[
            *(Route(rute.sti, _endpoint(rute), methods=[rute.metode], name=rute.navn) for rute in RUTER),
            Mount("/api/v1", make_api(oppsett), name="api"),
            Mount("/statisk", statisk, name="statisk"),
        ],
        middleware=[Middleware(Vakt, oppsett=oppsett)],
        exception_handlers={HTTPException: _show_http, Feil: _show_annet, Exception: _show_annet},
        lifespan=_make_klar,
    )
    app.router.redirect_slashes = False
    app.state.oppsett = oppsett
    return app


@asynccontextmanager
async def _make_klar(app: Starlette) -> AsyncIterator[None]:
    """What takes time is done before the first one asks: the templates, and the lists that the words of a file name are held against."""
    for malform in MALFORMER:
        compile_maler(malform)
    is_trygt("abcdef.pdf")
    yield


def _endpoint(rute: Rute) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        f = Foresporsel(request, request.app.state.oppsett)
        try:
            if request.method in TRYGGE:
                return await run_in_threadpool(_answer, rute, f)
            await run_in_threadpool(open_port, rute, f, bare_hvem=True)
            f.skjema = await read_skjema(request)
            return await run_in_threadpool(_answer, rute, f)
        except Exception as feil:
            return await run_in_threadpool(show_feil, f, feil)

    return answer


def _answer(rute: Rute, f: Foresporsel) -> Response:
    with f.oppsett.lager.share_forbindelse():
        open_port(rute, f)
        return rute.svar(f)


async def _show_http(request: Request, feil: Exception) -> Response:
    return await run_in_threadpool(_answer_http, Foresporsel(request, request.app.state.oppsett), feil)


def _answer_http(f: Foresporsel, feil: Exception) -> Response:
    """Those who are logged in are told in their own language form, with the menu."""
    with suppress(Exception):
        f.okt = find_okt(f)
    return show_http(f, feil)


async def _show_annet(request: Request, feil: Exception) -> Response:
    """What no page caught."""
    return await run_in_threadpool(show_feil, Foresporsel(request, request.app.state.oppsett), feil)

"""The application: every page from the map, each behind its right, each answer in its headers, each failure a page of its own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from importlib.resources import files
from secrets import token_hex

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from vedtaksanalyse.errors import Bruksfeil, Feil, IkkeFunnet, IkkeInnlogget, IkkeTilgang
from vedtaksanalyse.logg import log_feil
from vedtaksanalyse.web.foresporsel import KAPSEL, SIKKER_KAPSEL, Foresporsel
from vedtaksanalyse.web.oppsett import Oppsett
from vedtaksanalyse.web.rute import APEN, INNLOGGET, Rute
from vedtaksanalyse.web.sider import RUTER
from vedtaksanalyse.web.vern import Hoder, check_opphav

_STATUS = {IkkeInnlogget: 401, IkkeTilgang: 403, IkkeFunnet: 404, Bruksfeil: 400}
_TRYGGE = ("GET", "HEAD")
_MAKS_SKJEMA = {"max_files": 0, "max_fields": 400, "max_part_size": 200_000}
_MAKS_BYTE = 2_000_000


def make_app(oppsett: Oppsett) -> Starlette:
    """The application over these services."""
    statisk = StaticFiles(directory=str(files("vedtaksanalyse.web") / "statisk"))
    ruter = [Route(rute.sti, _endpoint(rute), methods=[rute.metode], name=_navn(rute)) for rute in RUTER]
    app = Starlette(
        routes=[*ruter, Mount("/statisk", statisk, name="statisk")],
        middleware=[
            Middleware(Hoder, sikker=oppsett.sikker),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(oppsett.vertsnavn), www_redirect=False),
        ],
        exception_handlers={HTTPException: _show_http, Exception: _show_uventet},
    )
    app.state.oppsett = oppsett
    return app


def _navn(rute: Rute) -> str:
    return f"{rute.metode} {rute.sti}"


def _endpoint(rute: Rute) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        f = await run_in_threadpool(_make, request)
        try:
            if request.method not in _TRYGGE:
                f.skjema = await _read_skjema(request)
            return await run_in_threadpool(_answer, rute, f)
        except Feil as feil:
            return await run_in_threadpool(_show_feil, f, feil)

    return answer


def _make(request: Request) -> Foresporsel:
    oppsett: Oppsett = request.app.state.oppsett
    hemmelig = request.cookies.get(SIKKER_KAPSEL if oppsett.sikker else KAPSEL)
    okt = oppsett.okter.find(hemmelig) if hemmelig else None
    return Foresporsel(request, oppsett, okt)


def _answer(rute: Rute, f: Foresporsel) -> Response:
    """Rights first: what is not open to all needs somebody logged in, and whatever right the map names."""
    if rute.rettighet != APEN:
        f.oppsett.okter.touch(f.okt) if f.okt else f.bruker
        if f.request.method not in _TRYGGE:
            check_opphav(f.request, f.skjema, f.csrf)
        if rute.rettighet != INNLOGGET:
            f.tilgang.krev(rute.rettighet)
    return rute.svar(f)


async def _read_skjema(request: Request) -> dict[str, str]:
    if int(request.headers.get("content-length") or 0) > _MAKS_BYTE:
        raise Bruksfeil("skjema_for_stort")
    if request.headers.get("content-type", "").startswith("application/json"):
        data = await request.json()
        return data if isinstance(data, dict) else {}
    async with request.form(**_MAKS_SKJEMA) as skjema:
        return {navn: verdi for navn, verdi in skjema.items() if isinstance(verdi, str)}


def _show_feil(f: Foresporsel, feil: Feil) -> Response:
    if isinstance(feil, IkkeInnlogget) and f.request.method in _TRYGGE:
        return RedirectResponse("/logg-inn", 303)
    status = next((status for slag, status in _STATUS.items() if isinstance(feil, slag)), 500)
    return f.vis("feil.html.j2", status, feil=feil, spor="")


async def _show_http(request: Request, feil: Exception) -> Response:
    """What the framework itself refuses: unknown addresses and methods."""
    f = await run_in_threadpool(_make, request)
    status = feil.status_code if isinstance(feil, HTTPException) else HTTPStatus.INTERNAL_SERVER_ERROR
    kode = "side_finnes_ikke" if status == HTTPStatus.NOT_FOUND else "foresporsel"
    return await run_in_threadpool(f.vis, "feil.html.j2", status, feil=Feil(kode), spor="")


async def _show_uventet(request: Request, feil: Exception) -> Response:
    """A bug: the person gets a number to tell, the log gets the number and where it came from. Neither gets its words."""
    spor = token_hex(4)
    log_feil("nettfeil", kode=type(feil).__name__, steg=spor)
    f = Foresporsel(request, request.app.state.oppsett)
    return await run_in_threadpool(f.vis, "feil.html.j2", 500, feil=Feil("uventet_side"), spor=spor)

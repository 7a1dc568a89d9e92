"""The API as an application of its own: each answer behind the gate, each failure as JSON, and a description of it all."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from vedtaksanalyse import __version__
from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.web.api import svar
from vedtaksanalyse.web.api.modeller import Feilsvar, Hendelseut, Ko, Lagret, Meg, Sakssvar, Svarene
from vedtaksanalyse.web.feilside import show_feil, show_http
from vedtaksanalyse.web.foresporsel import Foresporsel
from vedtaksanalyse.web.oppsett import Oppsett
from vedtaksanalyse.web.port import open_port
from vedtaksanalyse.web.rute import INNLOGGET, Rute

_STI = "/api/v1"
_FEIL = (400, 401, 403, 404, 409, 412, 413, 415, 422, 429)
_ANSVAR = (
    (Rute("GET", f"{_STI}/meg", INNLOGGET), svar.get_meg, Meg),
    (Rute("GET", f"{_STI}/ko", "se_ko"), svar.get_ko, Ko),
    (Rute("GET", f"{_STI}/saker/{{sak_id}}", "se_sak"), svar.get_sak, Sakssvar),
    (Rute("GET", f"{_STI}/saker/{{sak_id}}/svar", "se_sak"), svar.get_svar, Svarene),
    (Rute("POST", f"{_STI}/saker/{{sak_id}}/svar", "avgjore"), svar.post_svar, Lagret),
    (Rute("POST", f"{_STI}/saker/{{sak_id}}/steg", "se_sak"), svar.post_steg, Lagret),
    (Rute("GET", f"{_STI}/saker/{{sak_id}}/hendelser", "se_sak"), svar.get_hendelser, list[Hendelseut]),
    (Rute("GET", f"{_STI}/openapi.json", INNLOGGET), svar.get_openapi, None),
)
API_RUTER = tuple(rute for rute, _, _ in _ANSVAR)


def make_api(oppsett: Oppsett) -> FastAPI:
    """The API over these services."""
    api = FastAPI(
        title="vedtaksanalyse", version=__version__, openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False,
        exception_handlers={HTTPException: _show_http, Exception: _show_annet}, servers=[{"url": _STI}], root_path_in_servers=False,
    )  # fmt: skip
    api.state.oppsett = oppsett
    feil = {status: {"model": Feilsvar} for status in _FEIL}
    for rute, gjor, modell in _ANSVAR:
        api.router.add_api_route(
            rute.sti.removeprefix(_STI), gjor, methods=[rute.metode], name=rute.navn, response_model=modell,
            responses=feil | ({409: {"model": Lagret | Feilsvar}} if modell is Lagret else {}), route_class_override=_behind_port(rute),
        )  # fmt: skip
    return api


def _behind_port(rute: Rute) -> type[APIRoute]:
    """A kind of route that opens the gate before anything of what was sent is read, and fails as the pages do."""

    class Portrute(APIRoute):
        def get_route_handler(self) -> Callable[[Request], Awaitable[Response]]:
            inner = super().get_route_handler()

            async def answer(request: Request) -> Response:
                f = Foresporsel(request, request.app.state.oppsett)
                request.state.foresporsel = f
                try:
                    await run_in_threadpool(open_port, rute, f)
                    return await inner(request)
                except RequestValidationError as feil:
                    felt = sorted({".".join(map(str, ett["loc"]))[:100] for ett in feil.errors()})
                    return await run_in_threadpool(show_feil, f, Bruksfeil("api_felt"), 422, felt)
                except Exception as feil:
                    return await run_in_threadpool(show_feil, f, _translate(feil))

            return answer

    return Portrute


def _translate(feil: Exception) -> Exception:
    """What the framework refuses, in our words."""
    return Bruksfeil("skjema_ulest") if isinstance(feil, HTTPException) else feil


async def _show_http(request: Request, feil: Exception) -> Response:
    return await run_in_threadpool(show_http, Foresporsel(request, request.app.state.oppsett), feil)


async def _show_annet(request: Request, feil: Exception) -> Response:
    return await run_in_threadpool(show_feil, Foresporsel(request, request.app.state.oppsett), feil)

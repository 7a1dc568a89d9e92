"""What every answer carries and every request must be: headers, host, size, origin, token."""

from __future__ import annotations

from collections.abc import Mapping
from hmac import compare_digest
from time import perf_counter
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from vedtaksanalyse.errors import Bruksfeil, IkkeTilgang
from vedtaksanalyse.tekster import tekst
from vedtaksanalyse.web.oppsett import Oppsett

_CSP = (
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'{innlogging}; base-uri 'none'; frame-ancestors 'none'"
)
_FASTE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
_HSTS = {"strict-transport-security": "max-age=31536000"}
_EGET = ("same-origin", "none")
_STATISK = "/statisk/"
_MAKS_BYTE = 2_000_000


def make_hoder(oppsett: Oppsett) -> dict[str, str]:
    """The headers of safety. Logging out sends the browser on to the provider, which its form must be allowed to."""
    innlogging = f" {oppsett.leverandor.opphav}" if oppsett.leverandor else ""
    return {"content-security-policy": _CSP.format(innlogging=innlogging)} | _FASTE | (_HSTS if oppsett.sikker else {})


class Vakt:
    """Outermost: refuses a name that is not ours and a body that is too large, and dresses every answer in its headers.

    What is not a fixed file is never kept by the browser; fixed files are asked for again, and mostly not sent again.
    ``Server-Timing`` tells how long the answer took to make, the wait for a turn included.
    """

    def __init__(self, app: ASGIApp, oppsett: Oppsett) -> None:
        self._app = app
        self._oppsett = oppsett
        self._hoder = make_hoder(oppsett)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through and dress the answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start = perf_counter()
        lagring = "no-cache" if scope["path"].startswith(_STATISK) else "no-store"

        async def dress(message: Message) -> None:
            if message["type"] == "http.response.start":
                gitt = {navn.lower() for navn, _ in message["headers"]}
                nye = self._hoder | {"cache-control": lagring, "server-timing": f"app;dur={(perf_counter() - start) * 1000:.1f}"}
                egne = [(n.encode(), v.encode()) for n, v in nye.items() if n.encode() not in gitt]
                message = message | {"headers": [*message["headers"], *egne]}
            await send(message)

        if not self._is_var(scope):
            avslag = PlainTextResponse(tekst("feil.fremmed_vert", self._oppsett.malform), 400)
            await avslag(scope, receive, dress)
            return
        await self._app(scope, _limit(receive), dress)

    def _is_var(self, scope: Scope) -> bool:
        """Whether we were asked by a name of ours: another site may point its own name at this machine."""
        verter = [verdi.decode("latin-1") for navn, verdi in scope["headers"] if navn == b"host"]
        try:
            return len(verter) == 1 and urlsplit(f"//{verter[0]}").hostname in self._oppsett.vertsnavn
        except ValueError:
            return False


def _limit(receive: Receive) -> Receive:
    lest = 0

    async def count() -> Message:
        nonlocal lest
        message = await receive()
        lest += len(message.get("body", b""))
        if lest > _MAKS_BYTE:
            raise Bruksfeil("skjema_for_stort")
        return message

    return count


def check_opphav(request: Request, skjema: Mapping[str, object], fasit: str, oppsett: Oppsett, *, med_token: bool = False) -> None:
    """Refuse a change that did not come from one of our own pages in this session.

    A program with a token (``med_token``) has no page, and no browser speaks for it: without a browser's marks it needs no more.

    Raises:
        IkkeTilgang: «fremmed_side» when the browser says that another site asked, «skjema_utlopt» without the session's token.
    """
    fra, opphav = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if fra is not None and fra not in _EGET:
        raise IkkeTilgang("fremmed_side")
    eget = oppsett.adresse or f"{request.url.scheme}://{request.url.netloc}"
    if opphav is not None and opphav != eget:
        raise IkkeTilgang("fremmed_side")
    if med_token and fra is None and opphav is None and "cookie" not in request.headers:
        return
    gitt = request.headers.get("x-csrf") or str(skjema.get("csrf") or "")
    if not fasit or not compare_digest(gitt.encode("utf-8", "replace"), fasit.encode()):
        raise IkkeTilgang("skjema_utlopt")

"""What every answer carries and every change needs, whatever page it is: headers, origin, token."""

from __future__ import annotations

from collections.abc import Mapping
from hmac import compare_digest

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from vedtaksanalyse.errors import IkkeTilgang

CSP = (
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_FASTE = {
    "content-security-policy": CSP,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
_HSTS = {"strict-transport-security": "max-age=31536000"}
_EGET = ("same-origin", "none")


class Hoder:
    """Adds the headers of safety to every answer; what is not a fixed file is never kept by the browser."""

    def __init__(self, app: ASGIApp, sikker: bool) -> None:
        self._app = app
        self._hoder = _FASTE | (_HSTS if sikker else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through and dress the answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def dress(message: Message) -> None:
            if message["type"] == "http.response.start":
                gitt = {navn.lower() for navn, _ in message["headers"]}
                nye = self._hoder | {"cache-control": "no-store"}
                message["headers"] += [(n.encode(), v.encode()) for n, v in nye.items() if n.encode() not in gitt]
            await send(message)

        await self._app(scope, receive, dress)


def check_opphav(request: Request, skjema: Mapping[str, object], fasit: str) -> None:
    """Refuse a change that did not come from one of our own pages in this session.

    Raises:
        IkkeTilgang: «fremmed_side» when the browser says that another site asked, «skjema_utlopt» without the session's token.
    """
    if request.headers.get("sec-fetch-site", "none") not in _EGET:
        raise IkkeTilgang("fremmed_side")
    opphav = request.headers.get("origin")
    if opphav is not None and opphav != f"{request.url.scheme}://{request.url.netloc}":
        raise IkkeTilgang("fremmed_side")
    gitt = request.headers.get("x-csrf") or str(skjema.get("csrf") or "")
    if not fasit or not compare_digest(gitt.encode(), fasit.encode()):
        raise IkkeTilgang("skjema_utlopt")

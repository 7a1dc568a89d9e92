"""A request as the pages see it: who asks, in which form and colours, what they sent, and how to answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from vedtaksanalyse.errors import IkkeInnlogget
from vedtaksanalyse.sak import Bruker
from vedtaksanalyse.storage import Okt
from vedtaksanalyse.web.oppsett import Oppsett
from vedtaksanalyse.web.ramme import render
from vedtaksanalyse.web.tilgang import Tilgang

MALFORMER, TEMAER = ("nb", "nn"), ("lys", "mork", "system")
KAPSEL, SIKKER_KAPSEL = "okt", "__Host-okt"


@dataclass
class Foresporsel:
    """One request. ``skjema`` is what was sent with it."""

    request: Request
    oppsett: Oppsett
    okt: Okt | None = None
    skjema: Mapping[str, str] = field(default_factory=dict)

    @property
    def bruker(self) -> Bruker:
        """Who asks; IkkeInnlogget when nobody is logged in."""
        if self.okt is None:
            raise IkkeInnlogget("ikke_innlogget")
        return self.okt.bruker

    @cached_property
    def tilgang(self) -> Tilgang:
        """The gate to the cases for the one who asks."""
        return Tilgang(self.oppsett, self.bruker, self.request.query_params.get("vei", ""))

    @cached_property
    def visning(self) -> dict[str, Any]:
        """How the person wants the pages."""
        return self.oppsett.okter.load_visning(self.okt.bruker.id) if self.okt else {}

    @property
    def malform(self) -> str:
        """The language form of the pages."""
        return _among(self.visning.get("malform"), MALFORMER) or self.oppsett.malform

    @property
    def tema(self) -> str:
        """The colours: «lys», «mork», or the system's own."""
        return _among(self.visning.get("tema"), TEMAER) or TEMAER[-1]

    @property
    def csrf(self) -> str:
        """The session's token, for forms."""
        return self.okt.felt.get("csrf", "") if self.okt else ""

    def vis(self, mal: str, status: int = 200, **felt: Any) -> Response:
        """A page."""
        return HTMLResponse(render(mal, self, **felt), status)

    def videre(self, sti: str) -> Response:
        """On to a page of ours, after a change."""
        return RedirectResponse(sti, 303)


def _among(verdi: object, lovlige: tuple[str, ...]) -> str:
    return verdi if verdi in lovlige else ""

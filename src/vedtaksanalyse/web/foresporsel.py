"""A request as the pages see it: who asks, in which form and colours, what they sent, and how to answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from secrets import token_hex
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from vedtaksanalyse.errors import IkkeInnlogget
from vedtaksanalyse.sak import Bruker
from vedtaksanalyse.storage import Okt
from vedtaksanalyse.tekster import load_tekster
from vedtaksanalyse.web.flaggtilgang import Flaggtilgang
from vedtaksanalyse.web.oppsett import Oppsett
from vedtaksanalyse.web.provetilgang import Provetilgang
from vedtaksanalyse.web.ramme import render
from vedtaksanalyse.web.tilgang import Tilgang

MALFORMER, TEMAER = ("nb", "nn"), ("lys", "mork", "system")
KAPSEL, SIKKER_KAPSEL = "okt", "__Host-okt"
API = "/api/"
MENY = (
    ("/ko", "se_ko"),
    ("/stikkprover", "lese_mapper"),
    ("/tall", "se_tall"),
    ("/flaggbok", "se_tall"),
    ("/personvern", "avgjore_personvern"),
    ("/innsyn", "se_logg"),
    ("/brukere", "administrere"),
)
"""The pages of the menu with the right each takes; the first within reach is one's front page."""
_EGEN_STI = re.compile(r"/(?![/\\])[!-~]*")


@dataclass
class Foresporsel:
    """One request. ``skjema`` is what was sent with it; ``spor`` what its answer and the log call it."""

    request: Request
    oppsett: Oppsett
    okt: Okt | None = None
    skjema: Mapping[str, str] = field(default_factory=dict)
    spor: str = field(default_factory=lambda: token_hex(8))

    @property
    def bruker(self) -> Bruker:
        """Who asks; IkkeInnlogget when nobody is logged in."""
        if self.okt is None:
            raise IkkeInnlogget("ikke_innlogget")
        return self.okt.bruker

    @cached_property
    def tilgang(self) -> Tilgang:
        """The gate to the cases for the one who asks."""
        return Tilgang(self.oppsett, self.bruker, "api" if self.er_api else self.request.query_params.get("vei", ""))

    @cached_property
    def prover(self) -> Provetilgang:
        """The gate to the draws for the one who asks."""
        return Provetilgang(self.tilgang, self.oppsett)

    @cached_property
    def flagg(self) -> Flaggtilgang:
        """The gate to the flags' record for the one who asks."""
        return Flaggtilgang(self.tilgang, self.oppsett)

    @property
    def er_api(self) -> bool:
        """Whether a program asks the API."""
        return self.request.url.path.startswith(API)

    @property
    def vil_ha_json(self) -> bool:
        """Whether a script or program asks, and not somebody who reads pages."""
        godtar = self.request.headers.get("accept", "")
        return self.er_api or ("application/json" in godtar and "text/html" not in godtar)

    @cached_property
    def visning(self) -> dict[str, Any]:
        """How the person wants the pages."""
        return self.oppsett.okter.load_visning(self.okt.bruker.id) if self.okt else {}

    @cached_property
    def brukere(self) -> list[Bruker]:
        """Everybody who has logged in, by name."""
        return self.oppsett.okter.load_brukere()

    @property
    def malform(self) -> str:
        """The language form of the pages."""
        return _among(self.visning.get("malform"), MALFORMER) or self.oppsett.malform

    @property
    def tema(self) -> str:
        """The colours: «lys», «mork», or the system's own."""
        return _among(self.visning.get("tema"), TEMAER) or TEMAER[-1]

    @property
    def hjelp(self) -> str:
        """Which help text the page has: that of its part of the application. None where nobody is logged in."""
        del_ = self.request.url.path.split("/")[1]
        return del_ if self.okt and f"hjelp.{del_}" in load_tekster() else ""

    @property
    def csrf(self) -> str:
        """The session's token, for forms."""
        return self.okt.felt.get("csrf", "") if self.okt else ""

    @property
    def forside(self) -> str:
        """The page to begin at: the first of the menu that the person may see."""
        mulige = (sti for sti, rettighet in MENY if self.okt and self.tilgang.har(rettighet))
        return next(mulige, "/logg-inn")

    def vis(self, mal: str, status: int = 200, **felt: Any) -> Response:
        """A page."""
        return HTMLResponse(render(mal, self, **felt), status)

    def videre(self, sti: str) -> Response:
        """On to a page of ours, after a change. What is no address of ours goes to the front page."""
        sti = quote(sti, safe="/:?#[]@!$&'()*+,;=%~")
        return RedirectResponse(sti if is_egen(sti) else self.forside, 303)


def is_egen(sti: str) -> bool:
    """Whether this is an address within the application. Browsers read «/\\» as «//», and leave out control characters."""
    return bool(_EGEN_STI.fullmatch(sti))


def _among(verdi: object, lovlige: tuple[str, ...]) -> str:
    return verdi if verdi in lovlige else ""

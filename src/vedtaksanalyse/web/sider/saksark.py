"""The case sheet: what the report prints of one case, as PDF."""

from __future__ import annotations

from starlette.responses import Response

from vedtaksanalyse.errors import IkkeTilgang
from vedtaksanalyse.web.foresporsel import Foresporsel
from vedtaksanalyse.web.rute import Rute
from vedtaksanalyse.web.saksvisning import load_saksvisning

_NAVN = "saksark.pdf"


def show_saksark(f: Foresporsel) -> Response:
    """The sheet of a case; none while the case is read blind."""
    from vedtaksanalyse.export.saksark import make_saksark

    s, gransking = load_saksvisning(f, "saksark")
    if gransking.skjult:
        raise IkkeTilgang("ikke_tilgang")
    data = make_saksark(s.vurdering, f.oppsett.katalog)
    return Response(data, media_type="application/pdf", headers={"content-disposition": f'inline; filename="{_NAVN}"'})


RUTER = (Rute("GET", "/sak/{sak_id}/saksark.pdf", "se_sak", show_saksark),)

"""A finding's proof bundle, to take out."""

from __future__ import annotations

from starlette.responses import Response

from vedtaksanalyse.bevis import FLAGG, KRITERIUM
from vedtaksanalyse.errors import IkkeFunnet, IkkeTilgang
from vedtaksanalyse.web.foresporsel import Foresporsel
from vedtaksanalyse.web.rute import Rute
from vedtaksanalyse.web.saksvisning import load_saksvisning

_NAVN = "bunt.json"


def write_bunt(f: Foresporsel) -> Response:
    """The bundle of a criterion's verdict or a flag; none while the case is read blind."""
    _, gransking = load_saksvisning(f)
    if gransking.skjult:
        raise IkkeTilgang("ikke_tilgang")
    felt = f.request.path_params
    if felt["slag"] not in (KRITERIUM, FLAGG):
        raise IkkeFunnet("funn_finnes_ikke")
    data = f.tilgang.make_bunt(felt["sak_id"], felt["slag"], felt["gjelder"])
    return Response(data, media_type="application/json", headers={"content-disposition": f'attachment; filename="{_NAVN}"'})


RUTER = (Rute("GET", "/sak/{sak_id}/bunt/{slag}/{gjelder}.json", "eksportere", write_bunt),)

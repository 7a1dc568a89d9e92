"""The pages of a document as they look on paper, and where on them the case's quotes stand."""

from __future__ import annotations

from starlette.responses import JSONResponse, Response

from vedtaksanalyse.errors import IkkeFunnet
from vedtaksanalyse.sak import Dokument, Kilde
from vedtaksanalyse.web.foresporsel import Foresporsel
from vedtaksanalyse.web.rute import Rute
from vedtaksanalyse.web.saksvisning import Saksvisning, load_saksvisning


def show_side(f: Foresporsel) -> Response:
    """A page as a picture."""
    s, kilde, dokument = _find(f, "sidebilde")
    bilde = f.oppsett.sidebilder.draw(s.sak.sak_id, kilde.sha256, _nummer(f, dokument))
    if bilde is None:
        raise IkkeFunnet("side_finnes_ikke")
    return Response(bilde, media_type="image/png")


def show_merker(f: Foresporsel) -> Response:
    """The marks of a page: the number of each and its rectangles, in points from the top left corner."""
    s, kilde, dokument = _find(f, "sidemerker")
    nummer = _nummer(f, dokument)
    side = next(side for side in dokument.sider if side.nummer == nummer)
    merker = [m for m in s.merker_i(dokument) if m.belegg.start < side.slutt and side.start < m.belegg.slutt]
    ruter = f.oppsett.sidebilder.find_ruter(s.sak.sak_id, kilde.sha256, dokument, [m.belegg for m in merker], nummer)
    return JSONResponse([{"merke": m.nummer, "ruter": alle} for m, alle in zip(merker, ruter, strict=True) if alle])


def _find(f: Foresporsel, handling: str) -> tuple[Saksvisning, Kilde, Dokument]:
    """The document that the address names, when its pages may be shown; one that is not to be seen is not there."""
    felt = f.request.path_params
    s, _ = load_saksvisning(f, handling, f"{felt['dok']}:{felt['side']}")
    for dokument, kilde in s.sidedokumenter(f.oppsett.sidebilder):
        if s.plass(dokument) == felt["dok"]:
            return s, kilde, dokument
    raise IkkeFunnet("side_finnes_ikke")


def _nummer(f: Foresporsel, dokument: Dokument) -> int:
    nummer = f.request.path_params["side"]
    if nummer not in {side.nummer for side in dokument.sider}:
        raise IkkeFunnet("side_finnes_ikke")
    return nummer


RUTER = (
    Rute("GET", "/sak/{sak_id}/dokument/{dok:int}/side/{side:int}.png", "se_sak", show_side),
    Rute("GET", "/sak/{sak_id}/dokument/{dok:int}/side/{side:int}/merker", "se_sak", show_merker),
)

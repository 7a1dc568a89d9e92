"""For administrators: who has access."""

from __future__ import annotations

from starlette.responses import Response

from vedtaksanalyse.errors import IkkeFunnet
from vedtaksanalyse.web.foresporsel import Foresporsel
from vedtaksanalyse.web.rute import Rute


def show_brukere(f: Foresporsel) -> Response:
    """Everybody who has logged in, with roles and offices as the login last told."""
    return f.vis("brukere.html.j2", brukere=f.oppsett.okter.list_innlogget())


def end_okter(f: Foresporsel) -> Response:
    """Log somebody out everywhere: the next login tells which roles they have now."""
    ident = f.skjema.get("bruker", "")
    if all(ett.id != ident for ett in f.oppsett.okter.load_brukere()):
        raise IkkeFunnet("bruker_finnes_ikke")
    f.tilgang.log("utlogging", gjelder=ident)
    f.oppsett.okter.end_alle(ident)
    return f.videre("/brukere")


RUTER = (
    Rute("GET", "/brukere", "administrere", show_brukere),
    Rute("POST", "/brukere/logg-ut", "administrere", end_okter),
)

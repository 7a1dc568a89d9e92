"""For those who see no cases: who has access, for administrators, and how the review goes in numbers, for leaders."""

from __future__ import annotations

from starlette.responses import Response

from vedtaksanalyse.errors import IkkeFunnet
from vedtaksanalyse.sak import Tilstand
from vedtaksanalyse.web.foresporsel import Foresporsel
from vedtaksanalyse.web.rute import Rute

FAERREST = 5
"""Fewer cases than this are not told: with a name they could be somebody's."""


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


def show_tall(f: Foresporsel) -> Response:
    """How many cases stand where at each office. No sums: from them a number that is not told could be found again."""
    antall = f.tilgang.count_tilstander()
    rader = [(kontor, [telt[t] if telt[t] >= FAERREST else None for t in Tilstand]) for kontor, telt in antall.items()]
    return f.vis("tall.html.j2", rader=rader, tilstander=[f.oppsett.regler.tilstander[t] for t in Tilstand], faerrest=FAERREST)


RUTER = (
    Rute("GET", "/brukere", "administrere", show_brukere),
    Rute("POST", "/brukere/logg-ut", "administrere", end_okter),
    Rute("GET", "/tall", "se_tall", show_tall),
)

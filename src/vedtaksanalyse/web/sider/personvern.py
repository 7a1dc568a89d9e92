"""Documents that are held back: those that wait for somebody to decide, and the decision."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.responses import Response

from vedtaksanalyse.errors import Bruksfeil, IkkeTilgang
from vedtaksanalyse.sak import Avgjorelse, Dokument, PiiFunn, Valg
from vedtaksanalyse.web.foresporsel import Foresporsel
from vedtaksanalyse.web.rute import Rute

_RETT = "avgjore_personvern"


def show_holdte(f: Foresporsel) -> Response:
    """The documents that are held back."""
    return f.vis("personvern.html.j2", holdte=f.tilgang.list_holdt())


def show_holdt(f: Foresporsel) -> Response:
    """One of them, with what in it identifies somebody."""
    sak_id, dok_id = (f.request.path_params[navn] for navn in ("sak_id", "dok_id"))
    dokument, funn, skjerming = f.tilgang.load_holdt(sak_id, dok_id)
    return f.vis(
        "holdt.html.j2", sak_id=sak_id, dokument=dokument, biter=split_tekst(dokument, funn), skjerming=skjerming, valgene=list(Valg)
    )


def save_avgjorelse(f: Foresporsel) -> Response:
    """Keep a decision. It is about the text that was shown: of another one the person has not decided anything."""
    sak_id, dok_id = (f.request.path_params[navn] for navn in ("sak_id", "dok_id"))
    if not f.oppsett.vernroller:
        raise IkkeTilgang("ikke_tilgang")
    dokument, _, _ = f.tilgang.load_holdt(sak_id, dok_id, "avgjorelse")
    try:
        valg = Valg(f.skjema.get("valg", ""))
    except ValueError:
        raise Bruksfeil("svar_ukjent") from None
    if f.skjema.get("avtrykk") != dokument.avtrykk:
        raise Bruksfeil("samtidig")
    rolle = f.oppsett.vernroller[0]
    f.oppsett.lager.save_avgjorelse(Avgjorelse(sak_id, dok_id, dokument.avtrykk, valg, f.bruker.id, rolle, datetime.now(UTC)))
    return f.videre("/personvern")


def split_tekst(dokument: Dokument, funn: list[PiiFunn]) -> list[tuple[str, str]]:
    """The text in pieces, each with the kind of what it is, empty for the text between. Finds that overlap make one piece."""
    biter, slutt = [], 0
    for ett in sorted(funn, key=lambda ett: (ett.belegg.start, -ett.belegg.slutt)):
        start = max(ett.belegg.start, slutt)
        if ett.belegg.slutt <= start:
            continue
        biter += [(dokument.tekst[slutt:start], ""), (dokument.tekst[start : ett.belegg.slutt], ett.type)]
        slutt = ett.belegg.slutt
    return [bit for bit in (*biter, (dokument.tekst[slutt:], "")) if bit[0]]


RUTER = (
    Rute("GET", "/personvern", _RETT, show_holdte),
    Rute("GET", "/personvern/{sak_id}/{dok_id}", _RETT, show_holdt),
    Rute("POST", "/personvern/{sak_id}/{dok_id}", _RETT, save_avgjorelse),
)

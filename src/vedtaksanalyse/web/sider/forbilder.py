"""The shelf of good examples: passages that two people graded best, by criterion, to search in."""

from __future__ import annotations

from starlette.responses import Response

from vedtaksanalyse.errors import IkkeFunnet
from vedtaksanalyse.sak import Saksvurdering
from vedtaksanalyse.stikkprove.forbilder import Kandidat, load_hylle, name_emner
from vedtaksanalyse.web.foresporsel import Foresporsel
from vedtaksanalyse.web.rute import Rute

SE_KO, FORBILDE = "se_ko", "forbilde"


def show_hylla(f: Foresporsel) -> Response:
    """The shelf, of the offices within reach. Each case that a passage is read from is a look at it."""
    felt = f.request.query_params
    gjelder, sok = felt.get("gjelder", ""), " ".join(felt.get("sok", "").split())
    hylle = load_hylle(f.oppsett.lager, f.oppsett.katalog, f.bruker, lambda ett: _load(f, ett), gjelder, sok)
    emner = name_emner(f.oppsett.katalog, f.malform)
    return f.vis(
        "forbilder.html.j2",
        forbilder=hylle.forbilder,
        emner=[(id_, f"{navn} ({hylle.antall[id_]})") for id_, navn in emner.items() if hylle.antall[id_]],
        navn=emner,
        gjelder=gjelder,
        sok=sok,
        flere=hylle.flere,
    )


def _load(f: Foresporsel, kandidat: Kandidat) -> Saksvurdering | None:
    try:
        return f.tilgang.load_sak(kandidat.sak_id, FORBILDE, kandidat.gjelder, rettighet=SE_KO)
    except IkkeFunnet:
        return None


RUTER = (Rute("GET", "/forbilder", SE_KO, show_hylla),)

"""The shelf of good examples: passages that two people graded best, by criterion, to search in."""

from __future__ import annotations

from collections import Counter

from starlette.responses import Response

from vedtaksanalyse.errors import IkkeFunnet
from vedtaksanalyse.stikkprove.forbilder import Forbilde, Kandidat, find_kandidater, name_emner, show_forbilder
from vedtaksanalyse.web.blindt import find_blinde
from vedtaksanalyse.web.foresporsel import Foresporsel
from vedtaksanalyse.web.rute import Rute

SE_KO, FORBILDE = "se_ko", "forbilde"
_FLEST = 30
"""So many cases at most are read for one page."""


def show_hylla(f: Foresporsel) -> Response:
    """The shelf, of the offices within reach. Each case that a passage is read from is a look at it."""
    felt = f.request.query_params
    alle = find_kandidater(f.oppsett.lager, f.oppsett.katalog, f.bruker.kontorer)
    blinde = find_blinde(f, (ett.sak_id for ett in alle))
    kandidater = [ett for ett in alle if ett.sak_id not in blinde]
    emner = name_emner(f.oppsett.katalog, f.malform)
    gjelder, sok = felt.get("gjelder", ""), " ".join(felt.get("sok", "").split())
    if gjelder and gjelder not in emner:
        raise IkkeFunnet("kriterium_finnes_ikke")
    valgte = [ett for ett in kandidater if gjelder in ("", ett.gjelder)]
    lest = [forbilde for ett in valgte[:_FLEST] for forbilde in _load(f, ett)]
    antall = Counter(ett.gjelder for ett in kandidater)
    return f.vis(
        "forbilder.html.j2",
        forbilder=[ett for ett in lest if sok.casefold() in ett.tekst.casefold()],
        emner=[(id_, f"{navn} ({antall[id_]})") for id_, navn in emner.items() if antall[id_]],
        navn=emner,
        gjelder=gjelder,
        sok=sok,
        flere=max(0, len(valgte) - _FLEST),
    )


def _load(f: Foresporsel, kandidat: Kandidat) -> list[Forbilde]:
    try:
        return show_forbilder(kandidat, f.tilgang.load_sak(kandidat.sak_id, FORBILDE, kandidat.gjelder, rettighet=SE_KO))
    except IkkeFunnet:
        return []


RUTER = (Rute("GET", "/forbilder", SE_KO, show_hylla),)

"""What can be chosen in the forms of a page, as (value, words)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from vedtaksanalyse.gjennomgang import Regler
from vedtaksanalyse.kriterier import Katalog, Kriterium
from vedtaksanalyse.sak import Bruker

Par = list[tuple[str, str]]


def make_valg(regler: Regler, malform: str) -> dict[str, Callable[..., Any]]:
    """The lists by the name that templates call them."""

    def lst(valg: Mapping[str, Any]) -> Callable[[], Par]:
        return lambda: [(id_, ett.navn[malform]) for id_, ett in valg.items()]

    return {
        "svarvalg": lst(regler.svar),
        "grunnvalg": lst(regler.grunner),
        "utfallvalg": lst(regler.utfall),
        "ventvalg": lst(regler.vent),
        "gradvalg": list_grader,
        "hovedkriterier": find_hovedkriterier,
        "kollegavalg": lambda brukere, steg: [(b.id, b.navn) for b in _may(brukere, steg, regler)],
    }


def list_grader(kriterium: Kriterium, malform: str) -> Par:
    """The grades of a criterion."""
    return [(grad, kriterium.gradtekst[grad][malform]) for grad in kriterium.grader]


def find_hovedkriterier(katalog: Katalog) -> list[Kriterium]:
    """The criteria that everything else hangs on."""
    return [katalog.kriterier[navn] for navn in katalog.felles["rekkefolge"]["hoved"]]


def _may(brukere: Iterable[Bruker], steg: str, regler: Regler) -> Iterable[Bruker]:
    rettighet = "godkjenne" if steg == "send" else regler.steg[steg].rettighet
    return (ett for ett in brukere if steg != "send" or regler.har(ett, rettighet))

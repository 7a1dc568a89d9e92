"""Two people decide whether a candidate comes into use; the machine's gate comes first, and nobody decides twice."""

from __future__ import annotations

from collections.abc import Iterable

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.sak import Modellhendelse, Modellkandidat

GODKJENT, AVSLATT, I_BRUK, TILBAKE = "godkjent", "avslatt", "i_bruk", "tilbake"
DOMMER = (GODKJENT, AVSLATT)
ANTALL = 2
"""How many different people must say yes. No setting changes it."""


def find_dommer(hendelser: Iterable[Modellhendelse]) -> dict[str, Modellhendelse]:
    """What each person said last of a candidate, in the order they first said something."""
    return {ett.hvem: ett for ett in hendelser if ett.slag in DOMMER}


def find_hinder(kandidat: Modellkandidat, hendelser: Iterable[Modellhendelse]) -> str:
    """Why a candidate may not come into use, as a code; empty when it may."""
    if not kandidat.bestatt:
        return "kandidat_avvist"
    dommer = find_dommer(hendelser)
    if any(ett.slag == AVSLATT for ett in dommer.values()):
        return "kandidat_avslatt"
    return "" if len(dommer) >= ANTALL else "kandidat_mangler_godkjenning"


def check_dom(kandidat: Modellkandidat, hendelser: Iterable[Modellhendelse], hvem: str, dom: str, grunn: str) -> Modellhendelse:
    """What a person says of a candidate, to be stored.

    Raises:
        Bruksfeil: «kandidat_avvist» for one that the gate turned down, «dom_ukjent», «dom_grunn» without a reason,
            «dom_gitt» when the person has said the same before.
    """
    if not kandidat.bestatt:
        raise Bruksfeil("kandidat_avvist")
    if dom not in DOMMER:
        raise Bruksfeil("dom_ukjent")
    if not grunn.strip():
        raise Bruksfeil("dom_grunn")
    forrige = find_dommer(hendelser).get(hvem)
    if forrige and forrige.slag == dom:
        raise Bruksfeil("dom_gitt")
    return Modellhendelse(kandidat.id, hvem, dom, grunn.strip())

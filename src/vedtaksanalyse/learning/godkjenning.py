"""Two people decide whether a candidate comes into use; the machine's gate comes first, and nobody decides twice."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.sak import Modellhendelse, Modellkandidat

GODKJENT, AVSLATT, I_BRUK, TILBAKE = "godkjent", "avslatt", "i_bruk", "tilbake"
VIRKNING, UTEN_VIRKNING = "virkning", "uten_virkning"
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


def make_virkning(kandidat: int, hvem: str, tall: Mapping[str, Any]) -> Modellhendelse:
    """That somebody tried what a candidate would do, with the figures, which hold no texts."""
    return Modellhendelse(kandidat, hvem, VIRKNING, json.dumps(tall, ensure_ascii=False))


def find_virkning(hendelser: Iterable[Modellhendelse]) -> tuple[Modellhendelse, dict[str, Any]] | None:
    """When it was last tried what a candidate would do, and the figures."""
    siste = [ett for ett in hendelser if ett.slag == VIRKNING][-1:]
    return (siste[0], json.loads(siste[0].grunn)) if siste else None


def is_virkning_kjent(hendelser: Iterable[Modellhendelse], modeller: str) -> bool:
    """Whether it was tried against the models in use now, by their fingerprint."""
    funnet = find_virkning(hendelser)
    return funnet is not None and funnet[1]["versjoner"]["for"]["modeller"] == modeller

"""What people write and point at beside their answers: quotes they selected, and whether their words identify somebody."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.pii.find import find_pii
from vedtaksanalyse.sak import Dokument, Saksvurdering
from vedtaksanalyse.web.foresporsel import Foresporsel

MAKS_TEGN, _MAKS_SITATER = 4000, 20


def read_sitat(f: Foresporsel, vurdering: Saksvurdering) -> tuple[tuple[str, int, int], ...]:
    """The places that were sent as quotes. Bruksfeil «svar_ukjent» for what is no place in the case."""
    try:
        return check_sitat(json.loads(f.skjema.get("sitat") or "[]"), vurdering)
    except (ValueError, TypeError, RecursionError):
        raise Bruksfeil("svar_ukjent") from None


def check_sitat(steder: Iterable[Any], vurdering: Saksvurdering) -> tuple[tuple[str, int, int], ...]:
    """The places, if they are places in the case; else Bruksfeil «svar_ukjent»."""
    try:
        sitat = tuple((str(d), int(a), int(b)) for d, a, b in steder)
        tekster = {dokument.dok_id: len(dokument.tekst) for dokument in vurdering.sak.dokumenter}
        if len(sitat) > _MAKS_SITATER or not all(0 <= a < b <= tekster[d] for d, a, b in sitat):
            raise ValueError
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        raise Bruksfeil("svar_ukjent") from None
    return sitat


def find_i_kommentar(kommentar: str) -> list[str]:
    """The kinds of identifying data in what somebody wrote."""
    funn = find_pii(Dokument("kommentar", "annet", kommentar), None) if kommentar else ()
    return sorted({ett.type for ett in funn if ett.direkte})

"""What people have decided about flags, laid over the catalogue: shown as a flag, shown as a hint, or not raised at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

from vedtaksanalyse.kriterier.katalog import Flaggregel, Katalog

AKTIV, HINT, TRUKKET = "aktiv", "hint", "trukket"
TILSTANDER = (AKTIV, HINT, TRUKKET)
"""What a flag can be: one that moves the case in the queue, one that moves nothing, one that is not raised."""
Maalt = Mapping[str, tuple[int, int]]
"""For each flag that was measured with the models: how many raises were right, of how many."""
_SKILLE = "+"


def find_levert(katalog: Katalog, maalt: Maalt) -> dict[str, str]:
    """What each flag is as it is shipped, before anybody has decided anything."""
    return {regel.id: HINT if is_levert_hint(regel, maalt, katalog) else AKTIV for regel in katalog.flagg}


def is_levert_hint(regel: Flaggregel, maalt: Maalt, katalog: Katalog) -> bool:
    """Below the limit where it was measured often enough; otherwise when no grade stands behind it, only facts."""
    if not maalt:
        return False
    regler = katalog.felles["risiko"]
    riktige, reist = maalt.get(regel.id, (0, 0))
    if reist < regler["hint_minst"]:
        return not (regel.grader or regel.flere)
    return riktige / reist < regler["hint_under"]


def govern_katalog(katalog: Katalog, maalt: Maalt, stand: Mapping[str, str]) -> Katalog:
    """The catalogue with these decisions laid over it, by flag; its fingerprint says so.

    What was decided of a flag that is so already, or is no more, changes nothing, so that the same findings always have the same key.
    """
    levert = find_levert(katalog, maalt)
    styrt = {flagg: tilstand for flagg, tilstand in sorted(stand.items()) if levert.get(flagg, tilstand) != tilstand}
    if styrt == katalog.styrt:
        return katalog
    eget, _, _ = katalog.fingeravtrykk.partition(_SKILLE)
    avtrykk = f"{eget}{_SKILLE}{sha256(json.dumps(styrt).encode()).hexdigest()[:8]}" if styrt else eget
    return replace(katalog, styrt=styrt, fingeravtrykk=avtrykk)

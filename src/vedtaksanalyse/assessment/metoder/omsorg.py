"""Where the children live, by what the documents say of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from vedtaksanalyse.sak import Barneomtale

_SVAK = 0.4
_UKJENT_VEKT = 0.8
_FLERE = 2
_FAST_FORHAND = 0.35
_OM_BARN = frozenset({"liste", "antall", "satsrad", "enkelt", "merkelapp", "omtalt"})


def find_omsorg(
    omtaler: Sequence[Barneomtale], vekter: Mapping[str, float], antall: int, aldre: tuple[int, ...]
) -> str:
    """``fast``, ``delt``, ``samvaer`` or ``ukjent``. ``vekter``: how much each document's word counts."""
    hjem = [o for o in omtaler if o.slag == "omsorg"]
    sterkest: dict[tuple[str, str], float] = defaultdict(float)
    for omtale in hjem:
        vekt = vekter.get(omtale.belegg.dok_id, _UKJENT_VEKT)
        vekt *= _SVAK if "svak" in omtale.kvalifikatorer else 1.0
        # Said of one child among several, it is not the family's arrangement.
        vekt /= antall if omtale.antall == 1 else 1
        nokkel = (omtale.belegg.dok_id, omtale.omsorg)
        sterkest[nokkel] = max(sterkest[nokkel], vekt)
    stemmer: Counter[str] = Counter()
    for (_, omsorg), vekt in sterkest.items():
        stemmer[omsorg] += vekt
    if stemmer:
        if antall > _FLERE and all(o.antall == 1 for o in hjem if o.omsorg != "fast"):
            stemmer["fast"] += _FAST_FORHAND
        return max(("delt", "samvaer", "fast"), key=lambda o: stemmer[o])
    # Several children, or one spoken of more than once, without a word of two homes have one; so has a baby.
    omtalt = sum("svak" not in o.kvalifikatorer and o.slag in _OM_BARN for o in omtaler)
    return "fast" if omtalt > 1 or antall > 1 or 0 in aldre else "ukjent"

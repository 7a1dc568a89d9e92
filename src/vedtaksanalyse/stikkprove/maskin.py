"""The machine's probability for each point of the form: that it applies, and that it is not met where it does.

A point rests on one or more criteria (``Ledd``). How they hang together is not known, only each one's own probabilities, so it is
assumed: what makes them apply goes together (a point applies as surely as the surest of its criteria), and given that, they are
weak independently of each other (a point is not met when any of them is weak). Estimates that use these numbers
are right whatever they are: a wrong assumption costs precision and no more.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import prod

from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import Rammerad
from vedtaksanalyse.stikkprove.skjema import Forbehold, Ledd, find_verdi, make_skjema

_Grader = Mapping[str, Mapping[str, float]]
_DESIMALER = 6


def find_maskin(rad: Rammerad, katalog: Katalog) -> tuple[dict[str, float], dict[str, float]]:
    """By point, the probability that it is not met where it applies, and that it applies. What the case says nothing of is not there."""
    maskin, aktuelt = {}, {}
    for punkt in make_skjema(katalog).values():
        ledd = [_weigh(ett, rad.sannsynlighet, katalog) for ett in punkt.ledd if ett.kriterium in rad.sannsynlighet]
        if ledd:
            gjelder, brudd = _join(ledd)
            aktuelt[punkt.id] = round(gjelder, _DESIMALER)
            maskin[punkt.id] = round(brudd, _DESIMALER)
    return maskin, aktuelt


def _weigh(ledd: Ledd, alle: _Grader, katalog: Katalog) -> tuple[float, float]:
    """How probable it is that a criterion applies, and that it is weak where it does."""
    kriterium, brudd = katalog.kriterier[ledd.kriterium], katalog.skjemaer.brudd
    verdier = {grad: find_verdi(kriterium, grad, katalog) for grad in kriterium.grader}
    p = alle[ledd.kriterium]
    svak = sum(p.get(grad, 0.0) for grad, verdi in verdier.items() if verdi in brudd)
    uten = sum(p.get(grad, 0.0) for grad in katalog.skjemaer.ikke_aktuelle.get(kriterium.id, ()))
    kjent = sum(p.values()) or 1.0
    gjelder = (1 - uten / kjent) * prod(1 - _find_forbehold(ett, alle) for ett in ledd.forbehold)
    return _clip(gjelder), _clip(svak / (kjent - uten)) if kjent > uten else 0.0


def _find_forbehold(forbehold: Forbehold, alle: _Grader) -> float:
    """How probable it is that all of it holds; what nothing is known of does not."""
    return prod(sum(alle.get(navn, {}).get(grad, 0.0) for grad in darlige) for navn, darlige in forbehold)


def _join(ledd: list[tuple[float, float]]) -> tuple[float, float]:
    """Of several: that any applies, and that any of those that apply is weak."""
    synkende = sorted(ledd, reverse=True)
    sum_, holder = 0.0, 1.0
    for nummer, (gjelder, svak) in enumerate(synkende):
        holder *= 1 - svak
        neste = synkende[nummer + 1][0] if nummer + 1 < len(synkende) else 0.0
        sum_ += (gjelder - neste) * (1 - holder)
    gjelder = synkende[0][0]
    return gjelder, _clip(sum_ / gjelder) if gjelder > 0 else 0.0


def _clip(p: float) -> float:
    return min(max(p, 0.0), 1.0)

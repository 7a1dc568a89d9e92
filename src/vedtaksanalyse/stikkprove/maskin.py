"""The machine's probability for each point of the form: that it applies, and that it is not met where it does.

A point rests on one or more criteria (``Ledd``). How they hang together is not known, only each one's own probabilities, so it is
assumed: what makes them apply goes together (a point applies as surely as the surest of its criteria), and given that, they are
weak independently of each other (a point is not met when any of them is weak). Estimates that use these numbers
are right whatever they are: a wrong assumption costs precision and no more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from math import prod

from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import Rammerad
from vedtaksanalyse.stikkprove.skjema import Ledd, find_verdi, make_skjema

_DESIMALER = 6
_Vekt = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Leddregel:
    """Which grades of a criterion are breaches, which say that it does not apply, and where it does not apply otherwise."""

    kriterium: str
    svake: tuple[str, ...]
    uten: tuple[str, ...]
    forbehold: tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]


def find_maskin(rad: Rammerad, katalog: Katalog) -> tuple[dict[str, float], dict[str, float]]:
    """By point, the probability that it is not met where it applies, and that it applies. What the case says nothing of is not there."""
    regler, punkter = _prepare(katalog)
    vekter = [_weigh(regel, rad.sannsynlighet) if regel.kriterium in rad.sannsynlighet else None for regel in regler]
    maskin, aktuelt = {}, {}
    for id_, numre in punkter:
        if ledd := [vekt for nr in numre if (vekt := vekter[nr])]:
            gjelder, brudd = _join(ledd)
            aktuelt[id_] = round(gjelder, _DESIMALER)
            maskin[id_] = round(brudd, _DESIMALER)
    return maskin, aktuelt


@lru_cache(maxsize=4)
def _prepare(katalog: Katalog) -> tuple[list[_Leddregel], list[tuple[str, list[int]]]]:
    """The rules of all that decides a point, each once, and by point which of them."""
    skjema = make_skjema(katalog)
    alle = list(dict.fromkeys(chain.from_iterable(punkt.ledd for punkt in skjema.values())))
    plass = {ledd: nr for nr, ledd in enumerate(alle)}
    return [_make_regel(ledd, katalog) for ledd in alle], [(id_, [plass[ledd] for ledd in p.ledd]) for id_, p in skjema.items()]


def _make_regel(ledd: Ledd, katalog: Katalog) -> _Leddregel:
    kriterium, skjemaer = katalog.kriterier[ledd.kriterium], katalog.skjemaer
    svake = tuple(grad for grad in kriterium.grader if find_verdi(kriterium, grad, katalog) in skjemaer.brudd)
    uten = tuple(sorted(skjemaer.ikke_aktuelle.get(kriterium.id, ())))
    forbehold = sorted(tuple((navn, tuple(sorted(darlige))) for navn, darlige in ett) for ett in ledd.forbehold)
    return _Leddregel(kriterium.id, svake, uten, tuple(forbehold))


def _weigh(regel: _Leddregel, alle: Mapping[str, Mapping[str, float]]) -> _Vekt:
    """How probable it is that a criterion applies, and that it is weak where it does."""
    p = alle[regel.kriterium]
    kjent, uten = sum(p.values()) or 1.0, sum(p.get(grad, 0.0) for grad in regel.uten)
    gjelder = 1 - uten / kjent
    for forbehold in regel.forbehold:
        gjelder *= 1 - prod(sum(alle[navn].get(grad, 0.0) for grad in darlige) if navn in alle else 0.0 for navn, darlige in forbehold)
    svak = sum(p.get(grad, 0.0) for grad in regel.svake)
    return _clip(gjelder), _clip(svak / (kjent - uten)) if kjent > uten else 0.0


def _join(ledd: Sequence[_Vekt]) -> _Vekt:
    """Of several: that any applies, and that any of those that apply is weak."""
    if len(ledd) == 1:
        return ledd[0]
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

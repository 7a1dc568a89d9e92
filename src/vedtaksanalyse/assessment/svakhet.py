"""The input of the model for weak decisions, from the probabilities of the grades.

A linear layer over the grades alone cannot see that one serious fault is enough, nor that faults seldom matter where
everything was granted; the catalogue (``felles/svakhet.toml``) names both.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import Kriterievurdering

Sannsynligheter = Mapping[str, Mapping[str, float]]


def svakhetstrekk(vurderinger: Mapping[str, Kriterievurdering], katalog: Katalog) -> dict[str, float]:
    """Named features: the probability of each grade, of each fault, of pairs of faults and of any fault at all."""
    p = {v.kriterium: dict(v.sannsynlighet) for v in vurderinger.values()}
    regler = katalog.felles["svakhet"]
    svikt = {navn: _probability(p, _krav(navn, katalog)) for navn in regler["alvorlig"]}
    av_betydning = 1 - _probability(p, regler["uten_betydning"])
    return (
        {f"{navn}={grad}": verdi for navn, grader in p.items() for grad, verdi in grader.items()}
        | {f"svikt:{navn}": verdi for navn, verdi in svikt.items()}
        | {f"svikt:{navn}:av_betydning": verdi * av_betydning for navn, verdi in svikt.items()}
        | {f"svikt:{a}+{b}": svikt[a] * svikt[b] for a, b in regler["par"]}
        | {"svikt:noen": 1 - math.prod(1 - verdi for verdi in svikt.values()), "svikt:antall": sum(svikt.values())}
    )


def _krav(navn: str, katalog: Katalog) -> dict[str, Iterable[str]]:
    """The grades that are a fault; a criterion about children is none where there are no children."""
    med_barn = {"barn": ("ja",)} if navn in katalog.felles["rekkefolge"]["bare_med_barn"] else {}
    return {navn: katalog.kriterier[navn].svake} | med_barn


def _probability(p: Sannsynligheter, krav: Mapping[str, Iterable[str]]) -> float:
    """That every named criterion has one of its grades, taken as independent."""
    return math.prod(min(1.0, sum(p[navn].get(grad, 0.0) for grad in grader)) for navn, grader in krav.items())

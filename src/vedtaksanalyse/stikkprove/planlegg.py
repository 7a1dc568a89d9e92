"""How many cases to draw: for figures with a wanted margin, read alone or with the machine's help, or to accept what was decided.

How much the machine helps is measured on the draws that were answered before; until there are enough of them it is an
assumption, and said to be one. A wrong assumption makes the interval wider or narrower than was wanted, never untrue.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import Mappestand, Skjemaverdi
from vedtaksanalyse.statistikk import Godkjenningsplan, list_kurve, plan_antall, plan_godkjenning
from vedtaksanalyse.stikkprove.grunnlag import KJENTE, Provegrunnlag, load_grunnlag
from vedtaksanalyse.storage import Lager

ANTATT = 0.5
_STORST = 0.95
_MINSTE_PAR = 30
"""So many answers to a point before its correlation is worth anything."""
_MARGINER = (0.05, 0.075, 0.1, 0.125, 0.15, 0.2)
_KURVE = (0.0, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.125, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)
_UMULIG = 0.0005


@dataclass(frozen=True, slots=True)
class Samvariasjon:
    """How closely the machine's probabilities have followed people's answers. Without ``punkter`` it is an assumption.

    ``punkter`` is how many points of the form it was measured on, ``svar`` how many answers, ``prover`` in which draws.
    """

    verdi: float = ANTATT
    punkter: int = 0
    svar: int = 0
    prover: tuple[int, ...] = ()

    @property
    def antatt(self) -> bool:
        """Whether nobody has measured it."""
        return not self.punkter


@dataclass(frozen=True, slots=True)
class Storrelse:
    """How many cases to read for a margin, by people alone and with the machine's help."""

    margin: float
    alene: int
    hjulpet: int


@dataclass(frozen=True, slots=True)
class Storrelsesplan:
    """The sizes for an expected share in a population; the wanted margin is the first, others to choose from follow."""

    andel: float
    populasjon: int
    samvariasjon: Samvariasjon
    storrelser: tuple[Storrelse, ...]

    @property
    def onsket(self) -> Storrelse:
        """For the margin that was asked for."""
        return self.storrelser[0]


@dataclass(frozen=True, slots=True)
class Godkjenning:
    """An acceptance plan between a good share and a bad one, with its operating curve: the chance of acceptance by true share."""

    god: float
    darlig: float
    plan: Godkjenningsplan
    kurve: tuple[tuple[float, float], ...]


def plan_storrelse(margin: float, andel: float, populasjon: int, samvariasjon: Samvariasjon) -> Storrelsesplan:
    """How many to read for ± ``margin`` at an expected share in a population of this size, and for other margins."""
    marginer = (margin, *(ett for ett in _MARGINER if ett != margin))
    storrelser = (
        Storrelse(ett, plan_antall(ett, andel, populasjon), plan_antall(ett, andel, populasjon, samvariasjon=samvariasjon.verdi))
        for ett in marginer
    )
    return Storrelsesplan(andel, populasjon, samvariasjon, tuple(storrelser))


def plan_aksept(
    populasjon: int, god: float, darlig: float, produsentrisiko: float = 0.05, konsumentrisiko: float = 0.10
) -> Godkjenning:
    """The smallest plan that keeps both risks, and its curve until acceptance is as good as impossible."""
    plan = plan_godkjenning(populasjon, god, darlig, produsentrisiko, konsumentrisiko)
    kurve = list_kurve(plan, sorted({*_KURVE, god, darlig}))
    siste = next((nr for nr, (andel, sjanse) in enumerate(kurve) if sjanse < _UMULIG and andel >= darlig), len(kurve))
    return Godkjenning(god, darlig, plan, tuple(kurve[: siste + 1]))


def load_samvariasjon(lager: Lager, katalog: Katalog) -> Samvariasjon:
    """Measured on every draw that stands and has folders that are read."""
    prover = [ett.id for ett in lager.stikkprover.list_alle() if not ett.forkastet]
    leste = (nummer for nummer in prover if any(m.tilstand == Mappestand.FERDIG for m in lager.stikkprover.load_mapper(nummer)))
    return find_samvariasjon(load_grunnlag(lager, nummer, katalog) for nummer in leste)


def find_samvariasjon(grunnlag: Iterable[Provegrunnlag]) -> Samvariasjon:
    """The middle of the points' correlations, each over all draws together, among cases where the point applies.

    Only points with answers enough, some met and some not, count; what goes the wrong way is no help.
    """
    par: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    prover = []
    for g in grunnlag:
        egne = list(_list_par(g))
        for punkt, maskin, brudd in egne:
            par[punkt].append((maskin, brudd))
        prover += [g.prove.id] if egne else []
    malt = {punkt: r for punkt, svar in par.items() if (r := _correlate(svar)) is not None}
    if not malt:
        return Samvariasjon()
    svar = sum(len(par[punkt]) for punkt in malt)
    return Samvariasjon(round(float(np.median(list(malt.values()))), 3), len(malt), svar, tuple(sorted(prover)))


def _list_par(g: Provegrunnlag) -> Iterable[tuple[str, float, bool]]:
    """The machine's probability and what people found, for every answer that counts, sums of others apart."""
    for i in g.brukt:
        ett = g.ramme[i]
        svar: Mapping[str, str] = g.verdier[ett.sak_id]
        for punkt, verdi in svar.items():
            eget = punkt in ett.maskin and not g.skjema[punkt].under
            if eget and verdi in KJENTE and verdi != Skjemaverdi.IKKE_AKTUELT:
                yield punkt, ett.maskin[punkt], verdi in g.brudd


def _correlate(svar: Sequence[tuple[float, bool]]) -> float | None:
    maskin, brudd = (np.array(ett, float) for ett in zip(*svar, strict=True))
    if len(svar) < _MINSTE_PAR or not maskin.std() or not brudd.std():
        return None
    return float(np.clip(np.corrcoef(maskin, brudd)[0, 1], 0, _STORST))

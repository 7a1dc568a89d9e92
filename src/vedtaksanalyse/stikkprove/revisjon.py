"""The audit of a draw: made again from its stored frame and plan, is it the same? And what was drawn before it that is like it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import isclose

from vedtaksanalyse.errors import Feil
from vedtaksanalyse.sak import Rammesak, Stikkprove, Utvalgsplan
from vedtaksanalyse.stikkprove.ramme import count_ramme
from vedtaksanalyse.stikkprove.trekk import draw_ramme, list_trukket, make_mapper
from vedtaksanalyse.storage import Lager, find_rammesum

_AVRUNDING = 1e-9


class Avvik(StrEnum):
    """In what a stored draw is not what its plan and frame give."""

    RAMME = "ramme"
    ANTALL = "antall"
    TREKK = "trekk"
    ANDELER = "andeler"
    MAPPER = "mapper"


@dataclass(frozen=True, slots=True)
class Kontroll:
    """A draw made again; without ``avvik`` it is equal to the stored one in everything."""

    stikkprove: Stikkprove
    avvik: tuple[Avvik, ...] = ()

    @property
    def lik(self) -> bool:
        """Whether the stored draw is what its plan and frame give."""
        return not self.avvik


@dataclass(frozen=True, slots=True)
class Forhistorie:
    """What was drawn before a draw: ``samme`` with the same plan, seed and frame, which are the same cases, and ``liknende`` all
    others among the same offices in a time that overlaps, whose result could be known to whoever drew.
    """

    samme: tuple[int, ...] = ()
    liknende: tuple[int, ...] = ()


def repeat_trekk(lager: Lager, nummer: int) -> Kontroll:
    """Draw again from the stored frame and plan, and lay out the folders again, whoever has them now."""
    prove, ramme = lager.stikkprover.load(nummer), lager.stikkprover.load_ramme(nummer)
    tall = count_ramme(ramme)
    lagret = (tall.antall, sum(tall.utelatt.values()), len(list_trukket(ramme)))
    igjen = _draw(prove.plan, ramme)
    par = list(zip(ramme, igjen, strict=True))
    lagte = {(ett.sak_id, ett.plass, ett.blind) for ett in lager.stikkprover.load_mapper(nummer)}
    skulle = {(ett.sak_id, ett.plass, ett.blind) for ett in make_mapper(prove.plan, list_trukket(igjen))}
    funnet = {
        Avvik.RAMME: find_rammesum(ramme) != prove.rammesum,
        Avvik.ANTALL: lagret != (prove.ramme, prove.utelatt, prove.trukket),
        Avvik.TREKK: any(a.nr != b.nr for a, b in par),
        Avvik.ANDELER: any(not isclose(a.andel, b.andel, abs_tol=_AVRUNDING) for a, b in par),
        Avvik.MAPPER: skulle != lagte,
    }
    return Kontroll(prove, tuple(avvik for avvik, er in funnet.items() if er))


def _draw(plan: Utvalgsplan, ramme: Sequence[Rammesak]) -> list[Rammesak]:
    """Drawn again; nothing, where no draw can come of what is stored."""
    urort = sorted((replace(ett, andel=0.0, nr=None) for ett in ramme), key=lambda ett: ett.sak_id)
    try:
        return draw_ramme(plan, urort)
    except Feil:
        return urort


def find_forhistorie(prove: Stikkprove, alle: Sequence[Stikkprove]) -> Forhistorie:
    """The draws before this one that are like it, the oldest first, given up or not."""
    tidligere = sorted((ett for ett in alle if ett.id < prove.id), key=lambda ett: ett.id)
    samme = tuple(ett.id for ett in tidligere if ett.rammesum == prove.rammesum and _core(ett.plan) == _core(prove.plan))
    liknende = (ett.id for ett in tidligere if ett.id not in samme and _overlap(ett.plan, prove.plan))
    return Forhistorie(samme, tuple(liknende))


def _core(plan: Utvalgsplan) -> Utvalgsplan:
    """What of a plan decides which cases are drawn."""
    return replace(plan, navn="", formal="", dobbeltandel=0.0, blindandel=0.0)


def _overlap(en: Utvalgsplan, annen: Utvalgsplan) -> bool:
    kontorer = not en.kontorer or not annen.kontorer or bool(set(en.kontorer) & set(annen.kontorer))
    for forst, sist in ((en, annen), (annen, en)):
        if forst.til and sist.fra and forst.til < sist.fra:
            return False
    return kontorer

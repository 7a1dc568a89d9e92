"""Which cases are drawn: unflagged ones to measure what the flags miss, flagged ones to be read blind beside them.

A draw follows from the case's id and a seed alone: the same case is drawn or not, whoever asks and whenever. Each drawn case
borrows the place in the queue of a flagged one, so that nothing tells the two kinds apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from vedtaksanalyse.gjennomgang.annenlesing import draw_tall
from vedtaksanalyse.sak import Korad, Oppgave, Saksstatus
from vedtaksanalyse.storage import Lager


@dataclass(frozen=True, slots=True)
class Trekning:
    """How large a share is drawn of the cases without flags and of those with, and the seed of the draw."""

    kontrollandel: float = 0.0
    blindandel: float = 0.0
    fro: str = ""


def draw_nye(lager: Lager, trekning: Trekning) -> int:
    """Draw among all stored cases and put those drawn among the tasks; how many were new. What is a task already stays as it is."""
    if not (trekning.kontrollandel or trekning.blindandel):
        return 0
    return lager.gjennomgang.add_trukne(draw_saker(lager.load_ko(), trekning.kontrollandel, trekning.blindandel, trekning.fro))


def draw_saker(rader: Iterable[Korad], kontrollandel: float, blindandel: float, fro: str) -> list[Oppgave]:
    """The cases drawn, as tasks to be read blind. Without a flagged case nothing is drawn: there is no queue to hide in."""
    vurdert = sorted((rad for rad in rader if rad.status == Saksstatus.VURDERT), key=lambda rad: rad.sak_id)
    flagget = [rad.sak_id for rad in vurdert if rad.risiko is not None]
    trukket = []
    for rad in vurdert if flagget else ():
        kontroll = rad.risiko is None
        andel = kontrollandel if kontroll else blindandel
        if draw_tall(f"{fro}:{rad.sak_id}") < andel:
            plass = flagget[int(draw_tall(f"{fro}:{rad.sak_id}:plass") * len(flagget))]
            trukket.append(Oppgave(rad.sak_id, rad.kontor, kontroll=kontroll, blind=True, laner_plass=plass, andel=andel))
    return trukket

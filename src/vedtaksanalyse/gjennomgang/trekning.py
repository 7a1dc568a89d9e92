"""Which cases are drawn: unflagged ones to measure what the flags miss, flagged ones to be read blind beside them.

A draw follows from the case's id and a seed alone: the same case is drawn or not, whoever asks and whenever. Each drawn case
borrows the place in the queue of a flagged one, so that nothing tells the two kinds apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vedtaksanalyse.gjennomgang.annenlesing import draw_tall
from vedtaksanalyse.sak import Korad, Oppgave, Saksstatus
from vedtaksanalyse.storage import Lager


@dataclass(frozen=True, slots=True)
class Trekning:
    """How large a share is drawn of the cases without flags and of those with, and the seed of the draw.

    ``laerandel`` is the share of the cases cleared for learning that are chosen for it (``learning.utvalg``), not drawn.
    """

    kontrollandel: float = 0.0
    blindandel: float = 0.0
    fro: str = ""
    laerandel: float = 0.0


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
        if draw_lodd(rad.sak_id, fro) < andel:
            plass = find_plass(rad.sak_id, flagget, fro)
            trukket.append(Oppgave(rad.sak_id, rad.kontor, kontroll=kontroll, blind=True, laner_plass=plass, andel=andel))
    return trukket


def draw_lodd(sak_id: str, fro: str) -> float:
    """A case's number in the draw by chance, from 0 up to 1: it is drawn where the share is larger."""
    return draw_tall(f"{fro}:{sak_id}")


def find_plass(sak_id: str, flagget: Sequence[str], fro: str) -> str:
    """The flagged case whose place in the queue a case borrows."""
    return flagget[int(draw_tall(f"{fro}:{sak_id}:plass") * len(flagget))]

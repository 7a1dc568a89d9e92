"""Cases that were assessed anew after people had answered: which answers are older, and which flags came or went since the end."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from vedtaksanalyse.gjennomgang.svar import Gjeldende
from vedtaksanalyse.sak import Flagg, Hendelse, Oppgave, Svar, Tilstand


@dataclass(frozen=True, slots=True)
class Omvurdering:
    """What a person must be told. ``eldre`` are standing answers given on an older version; ``borte`` are flags that were answered,
    or were there when the case was finished, and are no more; ``nye`` those that came after it was finished.
    """

    eldre: tuple[Svar, ...] = ()
    nye: tuple[str, ...] = ()
    borte: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.eldre or self.nye or self.borte)


def find_omvurdering(
    oppgave: Oppgave, mine: Gjeldende, hendelser: Iterable[Hendelse], versjon: str, flagg: Collection[Flagg]
) -> Omvurdering:
    """What is another since the person answered; of a finished case, whether its flags are others than at the end."""
    if oppgave.tilstand == Tilstand.FERDIG:
        da = find_flagg_da(hendelser)
        na = {ett.id for ett in flagg if not ett.hint}
        return Omvurdering() if da is None else Omvurdering(nye=tuple(sorted(na - da)), borte=tuple(sorted(da - na)))
    alle = (*mine.flagg.values(), *mine.grader.values(), *filter(None, [mine.sak]))
    finnes = {ett.id for ett in flagg}
    eldre = [ett for ett in alle if ett.saksnokkel != versjon]
    borte = [ett.gjelder for ett in eldre if mine.flagg.get(ett.gjelder) is ett and ett.gjelder not in finnes]
    return Omvurdering(tuple(ett for ett in eldre if ett.gjelder not in borte), borte=tuple(borte))


def find_flagg_da(hendelser: Iterable[Hendelse]) -> set[str] | None:
    """The flags that the case had when it was last finished; None when nobody wrote them down."""
    siste = next((ett.felt for ett in reversed(list(hendelser)) if "flagg" in ett.felt), None)
    return None if siste is None else set(siste["flagg"].split())

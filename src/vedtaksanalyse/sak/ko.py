"""Where a case stands in the queue of those to look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vedtaksanalyse.sak.alfabet import rank_navn
from vedtaksanalyse.sak.dokumenter import Saksstatus


@dataclass(frozen=True, slots=True)
class Saksrisiko:
    """Where a case stands in the queue: the gravest chain's probability and consequence, 1–5 each, and their product.

    ``grunner`` are the codes of what raised or lowered the consequence; ``kjeder`` all chains with a flag, gravest first.
    ``frist`` is the day something is due, where the case tells.
    """

    risiko: int
    sannsynlighet: int
    konsekvens: int
    kjeder: tuple[str, ...] = ()
    feil: bool = False
    grunner: tuple[str, ...] = ()
    frist: date | None = None


def rank_sak(
    risiko: Saksrisiko | None, vedtaksdato: date | None, sak_id: str, idag: date | None = None, *, venter_svar: bool = False
) -> tuple:
    """Sorts the queue: errors of law, risk, number of chains, deadline, age.

    With ``idag``, a deadline that has passed comes after those to come, but never one for an answer to a complaint.
    """
    risiko = risiko or Saksrisiko(0, 0, 0)
    frist = risiko.frist or date.max
    ute = idag is not None and frist < idag and not venter_svar
    return (not risiko.feil, -risiko.risiko, -len(risiko.kjeder), ute, frist, vedtaksdato or date.max, rank_navn(sak_id))


@dataclass(frozen=True, slots=True)
class Korad:
    """A stored case as the queue needs it: no text, no verdicts. ``flagg`` are ids in the order to look at them, no hints.

    ``venter_svar`` when a complaint that no decision came after is in the case.
    """

    sak_id: str
    kontor: str
    status: Saksstatus
    arsak: str = ""
    vedtaksdato: date | None = None
    risiko: Saksrisiko | None = None
    venter_svar: bool = False
    flagg: tuple[str, ...] = ()

    def rang(self, idag: date | None = None) -> tuple:
        """Sorts the queue, as ``Saksvurdering.rang``."""
        return rank_sak(self.risiko, self.vedtaksdato, self.sak_id, idag, venter_svar=self.venter_svar)

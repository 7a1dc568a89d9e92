"""The gate between people and stikkprøver: a draw is there for those whose offices are all of its offices, and its folders through the
gate to cases, which logs the look first.
"""

from __future__ import annotations

from vedtaksanalyse.errors import IkkeFunnet
from vedtaksanalyse.sak import Mappe, Mappesvar, Provehendelse, Rammesak, Stikkprove, Utvalgsplan
from vedtaksanalyse.stikkprove.mapper import LESE, sees_plan
from vedtaksanalyse.stikkprove.mappevisning import Mappeinnhold
from vedtaksanalyse.web.oppsett import Oppsett
from vedtaksanalyse.web.tilgang import Tilgang

MAPPE, MAPPESVAR, MAPPESTEG = "mappe", "mappesvar", "mappesteg"
"""What the log calls looking at a folder, answering in it and moving it on."""


class Provetilgang:
    """What one person can reach of the draws in one request."""

    def __init__(self, tilgang: Tilgang, oppsett: Oppsett) -> None:
        self._tilgang, self._prover = tilgang, oppsett.lager.stikkprover

    def ser(self, plan: Utvalgsplan) -> bool:
        """Whether the person sees all offices that a plan speaks of."""
        return sees_plan(self._tilgang.bruker, plan)

    def list_prover(self, rettighet: str = LESE) -> list[Stikkprove]:
        """The draws within reach, the newest first."""
        self._tilgang.krev(rettighet)
        return [prove for prove in self._prover.list_alle() if self.ser(prove.plan)]

    def load_prove(self, nummer: int, rettighet: str = LESE) -> Stikkprove:
        """A draw. IkkeFunnet for one out of reach, like for one that is not there."""
        self._tilgang.krev(rettighet)
        prove = self._prover.load(nummer)
        if not self.ser(prove.plan):
            raise IkkeFunnet("stikkprove_finnes_ikke")
        return prove

    def load_ramme(self, prove: Stikkprove, *, trukket: bool = False) -> list[Rammesak]:
        """The frame of a draw within reach."""
        return self._prover.load_ramme(prove.id, trukket=trukket)

    def load_mapper(self, prove: Stikkprove, sak_id: str = "") -> list[Mappe]:
        """Where its folders stand."""
        return self._prover.load_mapper(prove.id, sak_id)

    def load_svar(self, prove: Stikkprove, sak_id: str = "") -> list[Mappesvar]:
        """What was answered in its folders. Who may be shown whose answers is for the page to hold."""
        return self._prover.load_mappesvar(prove.id, sak_id)

    def load_hendelser(self, prove: Stikkprove) -> list[Provehendelse]:
        """What happened to it."""
        return self._prover.load_hendelser(prove.id)

    def load_mappe(self, nummer: int, sak_id: str, plass: int, handling: str = MAPPE) -> Mappeinnhold:
        """A folder with its case; the look is logged. IkkeFunnet for what is out of reach or not there."""
        prove = self.load_prove(nummer)
        sakens = self.load_mapper(prove, sak_id)
        mappe = next((ett for ett in sakens if ett.plass == plass), None)
        vurdering = self._tilgang.load_sak(sak_id, handling, f"{nummer}:{plass}")
        if mappe is None:
            raise IkkeFunnet("sak_finnes_ikke")
        return Mappeinnhold(prove, mappe, sakens, self.load_svar(prove, sak_id), vurdering)

"""The gate to figures: aggregates of the offices within reach. Nothing here names a case."""

from __future__ import annotations

from vedtaksanalyse.stikkprove.grunnlag import Provegrunnlag, load_grunnlag
from vedtaksanalyse.stikkprove.mapper import LESE
from vedtaksanalyse.stikkprove.tallkilde import Tallkilde
from vedtaksanalyse.web.oppsett import Oppsett
from vedtaksanalyse.web.provetilgang import Provetilgang
from vedtaksanalyse.web.tilgang import Tilgang

SE_TALL = "se_tall"


class Talltilgang(Tallkilde):
    """What figures one person can see in one request."""

    def __init__(self, tilgang: Tilgang, prover: Provetilgang, oppsett: Oppsett) -> None:
        tilgang.krev(SE_TALL)
        self._prover = prover
        super().__init__(
            oppsett.lager, oppsett.katalog, tilgang.bruker.kontorer, lambda: prover.list_prover(SE_TALL), apen=tilgang.har(LESE)
        )

    def load_grunnlag(self, nummer: int) -> Provegrunnlag:
        """What the figures of one draw stand on. IkkeFunnet for one out of reach."""
        return load_grunnlag(self._lager, self._prover.load_prove(nummer, SE_TALL).id, self._katalog)

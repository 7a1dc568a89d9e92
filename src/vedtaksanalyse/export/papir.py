"""A case as it is written on paper: what the report's pages show, in lines without links."""

from __future__ import annotations

from functools import cached_property

from vedtaksanalyse.export.visning import Saksside
from vedtaksanalyse.sak import Belegg, Kriterievurdering, Sokekvittering


class Papirside(Saksside):
    """One case for print."""

    @cached_property
    def verdikter(self) -> dict[str, Kriterievurdering]:
        """The verdicts by criterion."""
        return {v.kriterium: v for v in self.vurdering.vurderinger}

    def sitat(self, belegg: Belegg) -> str:
        """A quote on one line."""
        return " ".join(self.sak.sitat(belegg).split())

    def sokt(self, kvittering: Sokekvittering) -> str:
        """Where something was looked for, and what could not be read."""
        if not kvittering.dokumenter:
            linje = self.t("lett_ingen")
        else:
            dokumenter = self.dokumentnavnene(kvittering.dokumenter)
            linje = self.t("lett_i", dokumenter=dokumenter, setninger=kvittering.setninger, spor=kvittering.spor)
        return " ".join([linje, *self.uleste_i(kvittering)])

"""The gate to figures: aggregates of the offices within reach. Nothing here names a case.

Those who may read folders see every figure of a draw; the others none that a small group could be found from.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from vedtaksanalyse.errors import IkkeFunnet
from vedtaksanalyse.sak import Stikkprove
from vedtaksanalyse.stikkprove import etterprovd, oversikt
from vedtaksanalyse.stikkprove.grunnlag import Provegrunnlag, load_grunnlag
from vedtaksanalyse.stikkprove.kotall import Kotall, load_kotall
from vedtaksanalyse.stikkprove.mapper import LESE
from vedtaksanalyse.stikkprove.skjema import make_skjema
from vedtaksanalyse.web.oppsett import Oppsett
from vedtaksanalyse.web.provetilgang import Provetilgang
from vedtaksanalyse.web.tilgang import Tilgang

SE_TALL = "se_tall"


class Talltilgang:
    """What figures one person can see in one request."""

    def __init__(self, tilgang: Tilgang, prover: Provetilgang, oppsett: Oppsett) -> None:
        tilgang.krev(SE_TALL)
        self._tilgang, self._prover = tilgang, prover
        self._lager, self._katalog = oppsett.lager, oppsett.katalog

    @property
    def apen(self) -> bool:
        """Whether small groups are told too: to those who read the folders anyway."""
        return self._tilgang.har(LESE)

    @cached_property
    def kontortall(self) -> list[oversikt.Kontortall]:
        """The offices within reach."""
        return oversikt.load_oversikt(self._lager, self._tilgang.bruker.kontorer)

    @property
    def kontorer(self) -> list[str]:
        """Their names."""
        return [ett.kontor for ett in self.kontortall]

    def find_kontor(self, valgt: str | None) -> str | None:
        """The office that was asked for, the first where none was, None where there is none at all. IkkeFunnet for one out of reach."""
        if valgt is None:
            return next(iter(self.kontorer), None)
        if valgt not in self.kontorer:
            raise IkkeFunnet("kontor_finnes_ikke")
        return valgt

    def load_trend(self, kontor: str, mal: str) -> list[oversikt.Trendpunkt]:
        """The machine's figure over time."""
        return oversikt.load_trend(self._lager, self._inside(kontor), mal, self._katalog)

    def load_kriterier(self, kontor: str) -> list[oversikt.Andelstall]:
        """The criteria at an office."""
        return oversikt.load_kriterier(self._lager, self._inside(kontor), self._katalog)

    def load_grupper(self, kontor: str) -> list[oversikt.Andelstall]:
        """The groups of the egenvurdering at an office."""
        return oversikt.load_grupper(self._lager, self._inside(kontor))

    def load_risikokart(self, kontor: str) -> dict[tuple[int, int], int | None]:
        """The cases of an office by risk."""
        return oversikt.load_risikokart(self._lager, self._inside(kontor))

    def load_kotall(self) -> Kotall:
        """What the daily review says, at all offices within reach together."""
        return load_kotall(self._lager, self._katalog, self._tilgang.bruker.kontorer)

    def list_prover(self) -> list[Stikkprove]:
        """The draws within reach, the newest first."""
        return self._prover.list_prover(SE_TALL)

    def load_grunnlag(self, nummer: int) -> Provegrunnlag:
        """What the figures of one draw stand on. IkkeFunnet for one out of reach."""
        return load_grunnlag(self._lager, self._prover.load_prove(nummer, SE_TALL).id, self._katalog)

    def compare_kontorer(self, punkt: str) -> list[etterprovd.Provepunkt]:
        """A point at each office, from the draws."""
        alle = etterprovd.compare_kontorer(self._staende(), punkt, apen=self.apen)
        return [ett for ett in alle if ett.kontor in self.kontorer]

    def load_etterprovde(self, kontor: str) -> dict[str, etterprovd.Provepunkt]:
        """The criteria that are a point of the form by themselves, at an office, from the draws."""
        punkter = {ett.kriterier[0]: ett.id for ett in make_skjema(self._katalog).values() if len(ett.kriterier) == 1 and ett.krav}
        funnet = etterprovd.estimate_kontor(self._staende(), self._inside(kontor), punkter.values(), apen=self.apen)
        return {kriterium: funnet[punkt] for kriterium, punkt in punkter.items() if punkt in funnet}

    def list_etterprovd(self, kontor: str, punkt: str) -> list[etterprovd.Provepunkt]:
        """A point at an office over time, from the draws."""
        maneder = self._lager.tall.load_maneder([self._inside(kontor)])
        return etterprovd.list_trend(self._staende(), kontor, punkt, maneder, apen=self.apen)

    def _staende(self) -> Sequence[Provegrunnlag]:
        return etterprovd.load_staende(self._lager, self.list_prover(), self._katalog)

    def _inside(self, kontor: str) -> str:
        return self.find_kontor(kontor) or ""

"""The figures of the offices that somebody may see, the same on the pages and from the command line. Nothing here names a case.

``apen`` for those who may read folders: they see every figure of a draw. The others see none that a small group could be found from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from vedtaksanalyse.errors import IkkeFunnet
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import Stikkprove, Tilstand
from vedtaksanalyse.stikkprove import etterprovd, oversikt
from vedtaksanalyse.stikkprove.enighet import Forankring, Punktenighet
from vedtaksanalyse.stikkprove.grunnlag import Provegrunnlag
from vedtaksanalyse.stikkprove.kotall import Bomrate, Kotall, load_kotall
from vedtaksanalyse.stikkprove.sammenslaing import FAERREST, is_liten
from vedtaksanalyse.stikkprove.skjema import make_skjema
from vedtaksanalyse.storage import Lager
from vedtaksanalyse.storage.tall import Kontorer


class Tallkilde:
    """Figures of these offices (None for all), and of the draws that ``list_prover`` gives, the newest first."""

    def __init__(
        self, lager: Lager, katalog: Katalog, kontorer: Kontorer, list_prover: Callable[[], Sequence[Stikkprove]], *, apen: bool
    ) -> None:
        self._lager, self._katalog, self._kontorer, self.apen = lager, katalog, kontorer, apen
        self.list_prover = list_prover

    @cached_property
    def kontortall(self) -> list[oversikt.Kontortall]:
        """The offices."""
        return oversikt.load_oversikt(self._lager, self._kontorer)

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

    def list_tilstander(self) -> list[tuple[str, list[int | None]]]:
        """How many cases of each office stand where in the review, in the order of the states."""
        egne, telt = {ett.kontor: ett for ett in self.kontortall}, self._lager.tilsyn.count_tilstander(self._kontorer)
        return [(kontor, oversikt.hide_tilstander([antall[t] for t in Tilstand], egne.get(kontor))) for kontor, antall in telt.items()]

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
        """What the daily review says, at all these offices together, without what tells of few."""
        kotall = load_kotall(self._lager, self._katalog, self._kontorer)
        rader = {slag: tuple(list_trygge(getattr(kotall, slag), apen=self.apen)) for slag in ("lesere", "maskin", "blinde")}
        forankring = kotall.forankring if is_trygg_forankring(kotall.forankring, apen=self.apen) else Forankring(0, 0, None, None, None)
        return replace(kotall, **rader, forankring=forankring, eldre=0 if not self.apen and is_liten(kotall.eldre) else kotall.eldre)

    def is_bom_skjult(self, bom: Bomrate) -> bool:
        """Whether the miss rate is not to be told."""
        return not (self.apen or _is_trygg_bom(bom))

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


def list_trygge(rader: Iterable[Punktenighet], *, apen: bool) -> list[Punktenighet]:
    """The rows of agreement that can be told."""
    return [ett for ett in rader if apen or is_trygg_enighet(ett)]


def is_trygg_enighet(ett: Punktenighet) -> bool:
    """Whether a row can be told to those who see figures only: none where few agreed, few did not, or few told nothing."""
    maal = ett.maal.prosent
    like = round((maal.verdi or 0.0) * maal.n)
    return maal.n >= FAERREST and not any(map(is_liten, (like, maal.n - like, ett.uten)))


def is_trygg_forankring(b: Forankring, *, apen: bool) -> bool:
    """Whether blind against seen can be told."""
    return apen or min(b.blinde, b.sette) >= FAERREST


def _is_trygg_bom(b: Bomrate) -> bool:
    return not any(map(is_liten, (b.bom, b.besvart - b.ukjent - b.bom, b.ukjent, b.trukket - b.besvart)))

"""The parts of the store that have a sign of their own: what people do, and what learning stands on."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import timedelta
from functools import cached_property

from sqlalchemy import Engine

from vedtaksanalyse.storage.drift import Drift
from vedtaksanalyse.storage.flaggbok import Flaggbok
from vedtaksanalyse.storage.forbindelse import sharing
from vedtaksanalyse.storage.gjennomgang import Gjennomgang
from vedtaksanalyse.storage.innsynslogg import Innsynslogg
from vedtaksanalyse.storage.laering import Laering
from vedtaksanalyse.storage.okter import Okter
from vedtaksanalyse.storage.stikkprover import Stikkprover
from vedtaksanalyse.storage.tall import Tall
from vedtaksanalyse.storage.tilsyn import Tilsyn


class Deler:
    """The doors to the parts. All go through one engine."""

    _engine: Engine

    @cached_property
    def gjennomgang(self) -> Gjennomgang:
        """People's work on the cases."""
        return Gjennomgang(self._engine)

    @cached_property
    def innsyn(self) -> Innsynslogg:
        """The log of who looked at what."""
        return Innsynslogg(self._engine)

    @cached_property
    def tilsyn(self) -> Tilsyn:
        """What those ask who oversee its use."""
        return Tilsyn(self._engine)

    @cached_property
    def stikkprover(self) -> Stikkprover:
        """Draws, and the folders people read."""
        return Stikkprover(self._engine)

    @cached_property
    def flaggbok(self) -> Flaggbok:
        """The flags' record."""
        return Flaggbok(self._engine)

    @cached_property
    def laering(self) -> Laering:
        """What learning from the review stands on."""
        return Laering(self._engine)

    @cached_property
    def drift(self) -> Drift:
        """What the watch on drift stands on."""
        return Drift(self._engine)

    @cached_property
    def tall(self) -> Tall:
        """What figures are made from."""
        return Tall(self._engine)

    def share_forbindelse(self) -> AbstractContextManager[None]:
        """Within this all that one thread asks goes through one connection; between two changes it reads as at one moment."""
        return sharing(self._engine)

    def make_okter(self, hvile: timedelta, lengst: timedelta) -> Okter:
        """Who is logged in; sessions end after ``hvile`` without a request, and after ``lengst``."""
        return Okter(self._engine, hvile, lengst)

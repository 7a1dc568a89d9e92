"""What the application is made of: the services its pages ask, handed in by the door that starts it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from vedtaksanalyse.gjennomgang import Regler
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import Vern
from vedtaksanalyse.storage import Gjennomgang, Innsynslogg, Lager, Okter
from vedtaksanalyse.web.sidebilder import Sidebilder


@dataclass(frozen=True)
class Oppsett:
    """Everything a request can reach. ``rot`` is the folder of the case folders, for pictures of pages, where it is known.

    ``sikker`` when browsers reach us over HTTPS only; ``vertsnavn`` are the names we answer to.
    """

    lager: Lager
    gjennomgang: Gjennomgang
    okter: Okter
    innsyn: Innsynslogg
    katalog: Katalog
    regler: Regler
    vern: Vern
    malform: str = "nb"
    sikker: bool = False
    vertsnavn: tuple[str, ...] = ("127.0.0.1", "localhost")
    rot: Path | None = None
    idag: Callable[[], date] = date.today

    @cached_property
    def sidebilder(self) -> Sidebilder | None:
        """The pages of the case folders' files; None where their folder is not known."""
        return Sidebilder(self.rot) if self.rot else None

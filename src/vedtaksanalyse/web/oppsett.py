"""What the application is made of: the services its pages ask, handed in by the door that starts it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from vedtaksanalyse.gjennomgang import Annenlesing, Regler
from vedtaksanalyse.kriterier import Katalog, Maalt
from vedtaksanalyse.modellbruk import Modellstand
from vedtaksanalyse.sak import Vern
from vedtaksanalyse.storage import Gjennomgang, Innsynslogg, Lager, Okter
from vedtaksanalyse.web.sidebilder import Sidebilder
from vedtaksanalyse.web.tak import Tak

if TYPE_CHECKING:
    from vedtaksanalyse.web.oidc import Leverandor
    from vedtaksanalyse.web.tilgangstoken import Tokenvakt

GRENSER = {"innlogging": 60, "sok": 60, "uttak": 20}
"""How often in a minute: logins from one address, searches and exports by one person."""


@dataclass(frozen=True)
class Oppsett:
    """Everything a request can reach. ``rot`` is the folder of the case folders, for pictures of pages, where it is known.

    ``adresse`` is where browsers reach us (scheme and host), when that is settled; without it we are on this machine alone.
    ``vertsnavn`` are the names we answer to. ``leverandor`` and ``tokenvakt`` know people by an OIDC provider; without them
    the one-time link is the only way in. ``hemmelighet`` is known to this process alone, or to every process of the same service.
    ``vernroller`` are the roles that may decide on documents that are held back, as the store writes them down.
    ``modellstand`` tells which models are in use, ``modellkort`` has the card of learnt ones by their hash, None where it is not there.
    ``annenlesing`` is which cases must be read by two, ``flaggmaal`` what was measured of the flags with the models.
    """

    lager: Lager
    gjennomgang: Gjennomgang
    okter: Okter
    innsyn: Innsynslogg
    katalog: Katalog
    regler: Regler
    vern: Vern
    malform: str = "nb"
    adresse: str = ""
    vertsnavn: tuple[str, ...] = ("127.0.0.1", "localhost")
    rot: Path | None = None
    idag: Callable[[], date] = date.today
    leverandor: Leverandor | None = None
    tokenvakt: Tokenvakt | None = None
    hemmelighet: bytes = b""
    vernroller: tuple[str, ...] = ()
    arbeidstid: tuple[int, int] = (6, 20)
    annenlesing: Annenlesing = Annenlesing()
    flaggmaal: Maalt = field(default_factory=dict)
    tak: Tak = field(default_factory=lambda: Tak(GRENSER))
    modellstand: Callable[[], Modellstand] = Modellstand
    modellkort: Callable[[str], Mapping | None] = lambda _: None

    @property
    def sikker(self) -> bool:
        """Whether browsers reach us over HTTPS only."""
        return self.adresse.startswith("https://")

    @property
    def lokal(self) -> bool:
        """Whether people come in by a one-time link, and by nothing else."""
        return self.leverandor is None and self.tokenvakt is None

    @cached_property
    def sidebilder(self) -> Sidebilder | None:
        """The pages of the case folders' files; None where their folder is not known."""
        return Sidebilder(self.rot) if self.rot else None

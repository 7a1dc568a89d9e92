"""People's work on a case: who they are, where the case stands in the review, and what they answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vedtaksanalyse.sak.stikkprove import Mappesvar


@dataclass(frozen=True, slots=True)
class Bruker:
    """Somebody who is logged in. ``kontorer`` is None for one who may see every office."""

    id: str
    navn: str
    roller: frozenset[str]
    kontorer: frozenset[str] | None = frozenset()

    def ser_kontor(self, kontor: str) -> bool:
        """Whether cases of this office are within reach."""
        return self.kontorer is None or kontor in self.kontorer


class Tilstand(StrEnum):
    """Where a case stands in the review."""

    LEDIG = "ledig"
    TATT = "tatt"
    VENTER = "venter"
    ANNENLESER = "annenleser"
    RETUR = "retur"
    FERDIG = "ferdig"


@dataclass(frozen=True, slots=True)
class Oppgave:
    """A case as work. A case that nobody has touched has none stored, and is ``LEDIG``.

    ``hvem`` has it now or had it last; ``annenleser`` is asked to read it too. ``kontroll`` is a case without flags, drawn to
    measure what the flags miss; ``blind`` shows nothing of the machine's or a colleague's answers before one's own are stored, and stands in the queue where the case ``laner_plass``
    stands. ``andel`` is the probability a drawn case had of being drawn, 0 for one that was not.
    ``utgave`` counts the changes, so that two people who change the same case at once do not write over each other.
    """

    sak_id: str
    kontor: str = ""
    tilstand: Tilstand = Tilstand.LEDIG
    hvem: str = ""
    annenleser: str = ""
    vent_arsak: str = ""
    vent_til: date | None = None
    kontroll: bool = False
    blind: bool = False
    laner_plass: str = ""
    andel: float = 0.0
    utgave: int = 0
    endret: datetime | None = None

    @property
    def valgt(self) -> bool:
        """Whether it was chosen for the models to learn from: read blind, and drawn by no chance. It stands for no other case."""
        return self.blind and not self.andel

    def har_ventet(self, idag: date) -> bool:
        """Whether it waited for a day that has come."""
        return self.tilstand == Tilstand.VENTER and self.vent_til is not None and self.vent_til <= idag


class Svarslag(StrEnum):
    """What an answer is about: one flag, the grade of one criterion, or the whole case."""

    FLAGG = "flagg"
    GRAD = "grad"
    SAK = "sak"


@dataclass(frozen=True, slots=True)
class Svar:
    """What one person answered. Every answer is kept; the last one on a thing stands.

    ``gjelder`` is the flag's or criterion's id, empty for the case. ``verdi`` is the choice or the grade, empty when the
    answer was taken back. ``sitat`` are the places the person points at: (document, start, end). ``blind`` when it was
    given without sight of the machine's answer; ``saksnokkel`` is the version of the case it was given on, ``avtrykk`` the hash of the
    text that each place is in, as it was then.
    """

    sak_id: str
    hvem: str
    slag: Svarslag
    gjelder: str
    verdi: str
    grunn: str = ""
    kommentar: str = ""
    sitat: tuple[tuple[str, int, int], ...] = ()
    blind: bool = False
    saksnokkel: str = ""
    tid: datetime | None = None
    avtrykk: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Tekststand:
    """The version of a case as it is now, and the hash of each of its documents' text."""

    saksnokkel: str = ""
    avtrykk: Mapping[str, str] = field(default_factory=dict)

    def find_staende(self, ett: Svar | Mappesvar) -> tuple[tuple[str, int, int], ...]:
        """The places pointed at in an answer that still are where they were: the case, or the text of that document, is the same."""
        if ett.saksnokkel and ett.saksnokkel == self.saksnokkel:
            return ett.sitat
        return tuple(sted for sted, da in zip(ett.sitat, ett.avtrykk, strict=False) if da and da == self.avtrykk.get(sted[0]))


@dataclass(frozen=True, slots=True)
class Hendelse:
    """Something that happened to a case in the review; ``felt`` holds codes and ids, never text of a document."""

    sak_id: str
    hvem: str
    slag: str
    tid: datetime
    felt: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Innsyn:
    """One look at, search for or taking out of a case: who, what, which, and the way there. No text of a document or a search.

    ``sum`` chains it to the one before; the store sets it and ``tid``.
    """

    hvem: str
    handling: str
    sak_id: str = ""
    kontor: str = ""
    gjelder: str = ""
    vei: str = ""
    tid: datetime | None = None
    sum: str = ""

"""Stikkprøver: the plan of a draw, the frame it was drawn from, the folders that people read, and what became of complaints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from vedtaksanalyse.sak.dokumenter import Saksstatus


class Utvalgsmate(StrEnum):
    """How cases are drawn."""

    ENKEL = "enkel"
    STRATIFISERT = "stratifisert"
    RISIKO = "risiko"


class Fordeling(StrEnum):
    """How a stratified draw is shared among its strata."""

    PROPORSJONAL = "proporsjonal"
    LIK = "lik"
    NEYMAN = "neyman"


FORKASTGRUNNER = ("feil_utvalg", "feil_plan", "avbrutt", "annet")
"""Why a draw can be given up. No free text: what is noted about a draw stays for ever."""


GJENAPNEGRUNNER = ("feil_svar", "oversett", "nytt_dokument", "ulik_forstaelse", "annet")
"""Why a finished folder can be opened again."""


@dataclass(frozen=True, slots=True)
class Utvalgsplan:
    """What is to be drawn. ``kontorer`` empty means every office; ``fra`` and ``til`` are dates of the decision, both included.

    ``strata`` are the dimensions of a stratified draw. ``dobbeltandel`` is the share of the folders that two people read,
    ``blindandel`` the share that is read without the machine's suggestions. ``fro`` is the seed: with the same frame it
    gives the same draw. ``utenom`` are earlier draws whose cases are not to be drawn again.
    """

    navn: str
    formal: str
    antall: int
    mate: Utvalgsmate = Utvalgsmate.ENKEL
    fordeling: Fordeling = Fordeling.PROPORSJONAL
    strata: tuple[str, ...] = ()
    kontorer: tuple[str, ...] = ()
    fra: date | None = None
    til: date | None = None
    dobbeltandel: float = 0.0
    blindandel: float = 0.0
    fro: str = ""
    utenom: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Rammerad:
    """What a stored case is to a draw and to the figures. No text.

    ``sannsynlighet`` is, by criterion, the probability of each grade; ``verdier`` the values of criteria that are lists.
    ``flagg`` are those that are no hints, ``hint`` those that are. ``versjon`` is what the case was assessed by.
    """

    sak_id: str
    kontor: str
    status: Saksstatus
    arsak: str = ""
    malform: str = "nb"
    vedtaksdato: date | None = None
    nokkel: str = ""
    risiko: int | None = None
    svakt_vedtak: float | None = None
    grader: Mapping[str, str] = field(default_factory=dict)
    sannsynlighet: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    verdier: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    flagg: tuple[str, ...] = ()
    hint: tuple[str, ...] = ()
    versjon: str = ""


@dataclass(frozen=True, slots=True)
class Rammesak:
    """A case in the frame of one draw. ``utelatt`` is why it could not be drawn, empty for one that could.

    ``andel`` is the probability it had of being drawn, ``nr`` its number among those drawn and None for the others.
    ``vekt``, from 0 to 1, is the risk that a risk-weighted draw and Neyman's allocation go by.
    ``maskin`` is, by point of the form, the machine's probability at that moment that the point is not met, and
    ``aktuelt`` that the point applies at all; a point nobody can say anything of is not there.
    """

    sak_id: str
    kontor: str
    stratum: str = ""
    utelatt: str = ""
    andel: float = 0.0
    vekt: float = 0.0
    nr: int | None = None
    saksnokkel: str = ""
    maskin: Mapping[str, float] = field(default_factory=dict)
    aktuelt: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stikkprove:
    """A draw that was made. ``rammesum`` is the hash of its frame, ``ramme`` how many cases could be drawn, ``versjoner`` the
    versions of those cases' assessments. ``forkastet`` is why it was given up, empty while it stands.
    """

    id: int
    plan: Utvalgsplan
    hvem: str
    tid: datetime
    ramme: int
    utelatt: int
    trukket: int
    rammesum: str
    versjoner: tuple[str, ...] = ()
    forkastet: str = ""


class Mappestand(StrEnum):
    """Where the reading of a folder stands."""

    LEDIG = "ledig"
    TATT = "tatt"
    FERDIG = "ferdig"


@dataclass(frozen=True, slots=True)
class Mappe:
    """A drawn case to be read by one person. ``plass`` is 1, or 2 for the second reading of the same case, which is another's.

    ``blind`` shows nothing of the machine's or the other reader's answers before this reading is finished.
    ``utgave`` counts the changes.
    """

    stikkprove: int
    sak_id: str
    plass: int = 1
    hvem: str = ""
    tilstand: Mappestand = Mappestand.LEDIG
    blind: bool = False
    utgave: int = 0
    endret: datetime | None = None


class Skjemaverdi(StrEnum):
    """What can be answered to a point of the form. Whoever cannot tell says why, and it counts as no answer in the figures."""

    JA = "ja"
    DELVIS = "delvis"
    NEI = "nei"
    IKKE_AKTUELT = "ikke_aktuelt"
    KAN_IKKE_VURDERES = "kan_ikke_vurderes"


SKJEMAVERDIER = tuple(ett.value for ett in Skjemaverdi)

AVKLART = 0
"""The ``plass`` of an answer that settles a disagreement."""


@dataclass(frozen=True, slots=True)
class Mappesvar:
    """What one person answered to one point of the form about one folder. Every answer is kept; the last one stands.

    ``verdi`` is empty when the answer was taken back. ``forslag`` is what the machine suggested then, also where it was
    not shown. ``sitat`` are the places the person points at, ``avtrykk`` the hash of the text that each is in, as it was then.
    """

    stikkprove: int
    sak_id: str
    plass: int
    hvem: str
    punkt: str
    verdi: str
    merknad: str = ""
    sitat: tuple[tuple[str, int, int], ...] = ()
    forslag: str = ""
    blind: bool = False
    saksnokkel: str = ""
    tid: datetime | None = None
    avtrykk: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Provehendelse:
    """Something that happened to a draw: made, given up, taken out, or a folder in it opened again. ``felt`` holds codes and counts."""

    stikkprove: int
    hvem: str
    slag: str
    tid: datetime
    felt: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Klageutfall:
    """How a complaint over the decision of a case ended. The last one noted stands; an empty ``utfall`` takes it back."""

    sak_id: str
    utfall: str
    dato: date | None = None
    kilde: str = ""
    hvem: str = ""
    tid: datetime | None = None


@dataclass(frozen=True, slots=True)
class Flaggstand:
    """Whether a flag is shown as a flag, as a hint, or not at all, and who decided it, why and on what figures."""

    flagg: str
    tilstand: str
    grunn: str = ""
    hvem: str = ""
    felt: Mapping[str, str] = field(default_factory=dict)
    tid: datetime | None = None

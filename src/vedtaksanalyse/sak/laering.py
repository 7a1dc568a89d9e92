"""Learning from the review: what may be learnt from, models that want to come into use, and how a night looked in numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Klarering:
    """Whether a document may be learnt from; ``dok_id`` empty means every document of the case. The last one stands.

    ``grunnlag`` is the legal basis as it was stated then.
    """

    sak_id: str
    dok_id: str
    tillatt: bool
    grunnlag: str = ""
    hvem: str = ""
    tid: datetime | None = None


@dataclass(frozen=True, slots=True)
class Modellkandidat:
    """Models that were trained and held up against those in use. ``avtrykk`` is the hash of their files, ``forrige`` of those in use then.

    ``opphav`` is where the training set came from, ``rapport`` what the comparison said, both as plain values;
    ``bestatt`` whether it passed.
    """

    id: int
    avtrykk: str
    forrige: str
    bestatt: bool
    hvem: str = ""
    opphav: Mapping = field(default_factory=dict)
    rapport: Mapping = field(default_factory=dict)
    tid: datetime | None = None


@dataclass(frozen=True, slots=True)
class Modellhendelse:
    """What somebody did with a candidate: approved or refused it, took it into use, went back from it."""

    kandidat: int
    hvem: str
    slag: str
    grunn: str = ""
    tid: datetime | None = None


@dataclass(frozen=True, slots=True)
class Driftstall:
    """One measure of a run's newly assessed cases at one office: how many values, their sum and the sum of their squares."""

    kjoring: int
    kontor: str
    mal: str
    n: int
    sum: float
    kvadratsum: float

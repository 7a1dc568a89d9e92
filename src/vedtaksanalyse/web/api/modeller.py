"""What programs send and get: the API's own nouns, which its OpenAPI description is made from."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StringConstraints

_UTEN_NULL = r"^[^\x00]*$"
Kode = Annotated[str, StringConstraints(max_length=100, pattern=_UTEN_NULL)]
Tekst = Annotated[str, StringConstraints(max_length=4000, pattern=_UTEN_NULL)]
Plass = Annotated[StrictInt, Field(ge=0, le=10**9)]
Sted = tuple[Kode, Plass, Plass]


class Feilsvar(BaseModel):
    """What went wrong; ``spor`` is what the log calls it."""

    kode: str
    melding: str
    spor: str
    felt: list[str] = []


class Meg(BaseModel):
    """Who asks. ``csrf`` goes in the header ``x-csrf`` with every change made from a browser."""

    id: str
    navn: str
    roller: list[str]
    rettigheter: list[str]
    kontorer: list[str] | None
    csrf: str


class Kosak(BaseModel):
    """A case in the queue. Of one that is read blind, nothing of what the machine found is told (``skjult``).

    ``omvurdert`` when it was assessed anew since you answered, or got other flags since it was finished.
    """

    sak_id: str
    kontor: str
    tilstand: str
    hvem: str
    vedtaksdato: date | None
    skjult: bool
    risiko: int | None
    feil: bool | None
    frist: date | None
    flagg: list[str]
    omvurdert: bool


class Ko(BaseModel):
    """A page of the queue."""

    saker: list[Kosak]
    treff: int
    side: int
    sider: int
    antall: dict[str, int]


class Sakssvar(BaseModel):
    """A case: ``sak`` is the record of the JSONL export (its schema ships with the program), without what this person may not see.

    ``versjon`` names what was assessed and how; send it with answers, so that they stand on what you saw.
    """

    sak: dict[str, Any]
    tilstand: str
    hvem: str
    skjult: bool
    kan_svare: bool
    versjon: str
    steg: list[str]


class Svarinn(BaseModel):
    """An answer. An empty ``verdi`` takes the last one back; ``likevel`` keeps a comment that looks like personal data."""

    model_config = ConfigDict(extra="forbid")

    slag: Literal["flagg", "grad", "sak"]
    gjelder: Kode = ""
    verdi: Kode = ""
    grunn: Kode = ""
    kommentar: Tekst = ""
    sitat: Annotated[list[Sted], Field(max_length=20)] = []
    likevel: StrictBool = False
    versjon: Annotated[str, StringConstraints(max_length=64, pattern="^[0-9A-Za-z]*$")] = ""


class Svarut(BaseModel):
    """An answer that stands; ``eldre`` when it was given before the case was assessed anew."""

    slag: str
    gjelder: str
    verdi: str
    grunn: str
    kommentar: str
    sitat: list[Sted]
    tid: datetime
    eldre: bool


class Svarene(BaseModel):
    """One's own answers, and those of the colleague who reads the case too; the latter not before one may see them."""

    mine: list[Svarut]
    andres: list[Svarut]
    skjult: bool


class Steginn(BaseModel):
    """A step of the case: which, and what it takes."""

    model_config = ConfigDict(extra="forbid")

    steg: Kode
    til: Annotated[str, StringConstraints(max_length=200, pattern=_UTEN_NULL)] = ""
    arsak: Kode = ""
    dato: date | None = None
    melding: Tekst = ""


class Lagret(BaseModel):
    """It was kept. ``typer`` tells, with status «personopplysninger», what a comment that was not kept seems to hold."""

    status: str
    tilstand: str = ""
    typer: list[str] = []


class Hendelseut(BaseModel):
    """Something that happened to the case."""

    slag: str
    hvem: str
    tid: datetime
    felt: dict[str, str]

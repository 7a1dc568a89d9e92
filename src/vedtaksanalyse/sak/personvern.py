"""What is done about documents where identifying data is left: the setting, a person's decision, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Vern(StrEnum):
    """What happens to a document with direct identifiers that nobody has decided on, strictest first."""

    HOLD = "hold"
    MASKER = "masker"
    VARSLE = "varsle"


class Valg(StrEnum):
    """What a person can decide about a document that is held back."""

    FRIGI = "frigi"
    MASKER = "masker"
    SEND_TILBAKE = "send_tilbake"


class Skjermstatus(StrEnum):
    """How a document with direct identifiers is shown."""

    TILBAKEHOLDT = "tilbakeholdt"
    SENDT_TILBAKE = "sendt_tilbake"
    MASKERT = "maskert"
    FRIGITT = "frigitt"

    @property
    def holdt(self) -> bool:
        """Whether the text is not there."""
        return self in (Skjermstatus.TILBAKEHOLDT, Skjermstatus.SENDT_TILBAKE)


@dataclass(frozen=True, slots=True)
class Avgjorelse:
    """What somebody decided about one text of one document. Another text (``avtrykk``) is decided on anew."""

    sak_id: str
    dok_id: str
    avtrykk: str
    valg: Valg
    hvem: str
    rolle: str
    tid: datetime


_AV_VALG = {
    Valg.FRIGI: Skjermstatus.FRIGITT,
    Valg.MASKER: Skjermstatus.MASKERT,
    Valg.SEND_TILBAKE: Skjermstatus.SENDT_TILBAKE,
}
_AV_VERN = {Vern.HOLD: Skjermstatus.TILBAKEHOLDT, Vern.MASKER: Skjermstatus.MASKERT}


def find_skjermstatus(vern: Vern, avgjorelse: Avgjorelse | None) -> Skjermstatus | None:
    """How a document with direct identifiers is shown: a person's decision goes before the setting; None shows it as it is."""
    return _AV_VALG[avgjorelse.valg] if avgjorelse else _AV_VERN.get(vern)


@dataclass(frozen=True, slots=True)
class Skjerming:
    """How a document is shown, with how many direct identifiers of each type it has, and who decided so, if anybody."""

    dok_id: str
    status: Skjermstatus
    typer: tuple[tuple[str, int], ...]
    avgjorelse: Avgjorelse | None = None

    @property
    def holdt(self) -> bool:
        """Whether the text is not there."""
        return self.status.holdt


@dataclass(frozen=True, slots=True)
class Slettekvittering:
    """What a deletion took away: counts, and the hashes of the files whose content is gone. No text, no names.

    ``fullfort`` when the space it took is overwritten too; ``grunnlag`` is what was asked for.
    """

    tid: datetime
    grunnlag: str
    saker: int = 0
    dokumenter: int = 0
    tegn: int = 0
    sitater: int = 0
    setningsmerker: int = 0
    kommentarer: int = 0
    pii: Mapping[str, int] = field(default_factory=dict)
    filer: tuple[str, ...] = ()
    fullfort: bool = False

"""Typed failures. Each has a code; what people read about it stands in ``tekster.toml`` under ``feil.<kode>``."""

from __future__ import annotations

import traceback
from pathlib import Path


class Feil(Exception):
    """A failure with a code and fields for its text. Carries no document text, quote or name.

    Args:
        kode: key under ``feil`` in ``tekster.toml``.
        felt: values for the text's placeholders.
    """

    def __init__(self, kode: str, **felt: object) -> None:
        super().__init__(kode)
        self.kode = kode
        self.felt = felt

    def __reduce__(self) -> tuple:
        """Keep the fields when the failure crosses a process border."""
        return _rebuild, (type(self), self.kode, self.felt)


def _rebuild(slag: type[Feil], kode: str, felt: dict) -> Feil:
    return slag(kode, **felt)


class Lesefeil(Feil):
    """A file could not become a document; ``kode`` is a ``Lesestatus`` value."""


class Bruksfeil(Feil):
    """The user asked for something that cannot be done (exit code 2)."""


class Driftsstans(Feil):
    """A run had to stop half-way, for want of something it stands on or since it was told to (exit code 6).

    What was stored stands, and the next run does the rest. ``gjort`` and ``antall`` tell how many cases were done.
    """


class Databasemangel(Feil):
    """A command that only reads was pointed at a database that is not there (exit code 5)."""


class Katalogfeil(Feil):
    """The catalogue is wrong; fields ``fil``, ``linje``, ``grunn`` (a key under ``katalogfeil``) and ``navn``."""


class Modellfeil(Feil):
    """A model is missing, damaged or made for other versions."""


class IkkeInnlogget(Feil):
    """A page was asked for by nobody we know (HTTP 401)."""


class IkkeTilgang(Feil):
    """Somebody asked for what their roles do not give, or from where they may not (HTTP 403)."""


class IkkeFunnet(Feil):
    """There is no such page or case within reach of the one who asks (HTTP 404)."""


class ForMange(Feil):
    """The same person or machine asked for the same kind of thing too often (HTTP 429); the field ``sekunder`` says how long to wait."""


class Arbeidsfeil(Exception):
    """A worker could not do a chunk. Only a code crosses: a parser's message may hold text of a document."""

    def __init__(self, kode: str) -> None:
        super().__init__(kode)
        self.kode = kode


class Avbrutt(Exception):
    """The workers were stopped: what was asked of them is not done, and no fault of any case."""


def feilkode(feil: Exception) -> str:
    """What may be kept of any exception: the code of our own; of all others the class and the place, not the words."""
    if isinstance(feil, (Feil, Arbeidsfeil)):
        return feil.kode
    ramme = next(iter(traceback.extract_tb(feil.__traceback__)[-1:]), None)
    return f"{type(feil).__name__} {Path(ramme.filename).stem}:{ramme.lineno}" if ramme else type(feil).__name__

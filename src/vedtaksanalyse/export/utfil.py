"""A file to write to that is whole or not there: an interrupted run never leaves half a report under its name."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from vedtaksanalyse.errors import Bruksfeil


@contextmanager
def open_utfil(fil: Path | IO[str], tegnsett: str = "utf-8") -> Iterator[IO[str]]:
    """Open ``fil`` for text, put in place when all is written. A stream is used as it is and left open."""
    if not isinstance(fil, Path):
        yield fil
        return
    with whole_fil(fil) as delvis, delvis.open("w", encoding=tegnsett, newline="") as ut:
        yield ut


@contextmanager
def whole_fil(fil: Path) -> Iterator[Path]:
    """A path beside ``fil`` to write to; it takes the name of ``fil`` when all went well, and goes away otherwise.

    Raises:
        Bruksfeil: nothing can be written there.
    """
    delvis = fil.with_name(f".{fil.name}.{os.getpid()}.delvis")
    try:
        fil.parent.mkdir(parents=True, exist_ok=True)
        delvis.touch()
    except OSError as feil:
        raise Bruksfeil("ut_sted", fil=fil, grunn=type(feil).__name__) from None
    try:
        yield delvis
        delvis.replace(fil)
    finally:
        delvis.unlink(missing_ok=True)

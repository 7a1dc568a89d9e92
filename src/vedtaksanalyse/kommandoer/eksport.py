"""What ``analyser`` can write: the formats, how they are chosen and refused, and the call that writes them."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from vedtaksanalyse.errors import Bruksfeil

if TYPE_CHECKING:
    from vedtaksanalyse.kriterier import Katalog
    from vedtaksanalyse.sak import Saksvurdering

ENDELSER = {
    "jsonl": ".jsonl",
    "csv": ".csv",
    "xlsx": ".xlsx",
    "html": ".html",
    "saksark": ".pdf",
    "kaka": ".json",
    "egenvurdering": ".xlsx",
}
"""Every format with the ending of its files."""
FORMATER = tuple(ENDELSER)
_VED_ENDELSE = {".jsonl": "jsonl", ".csv": "csv", ".xlsx": "xlsx", ".html": "html", ".pdf": "saksark"}
_TIL_SKJERM = ("jsonl", "csv", "kaka")
_MAPPE = "saksark"
"""The format that also goes to a folder, a file per case."""
_UTEN_RAMME = ("jsonl", "kaka")
"""Formats without words of their own around the cases."""


def choose_format(ut: Path | None, format_: str | None) -> str | None:
    """The format asked for, or told by the ending; None when nothing is to be written."""
    if ut and not format_:
        format_ = _VED_ENDELSE.get(ut.suffix.lower())
        if not format_:
            raise Bruksfeil("ukjent_format", formater=", ".join(_VED_ENDELSE))
    if format_ and not ut and format_ not in _TIL_SKJERM:
        raise Bruksfeil("trenger_fil" if format_ != _MAPPE else "trenger_fil_eller_mappe", format=format_)
    if format_ and ut:
        _refuse_place(ut, format_)
    return format_


def _refuse_place(ut: Path, format_: str) -> None:
    endelse, er_pdf = ENDELSER[format_], ut.suffix.lower() == ENDELSER[_MAPPE]
    if format_ == _MAPPE and not er_pdf:
        if ut.is_file() or ut.suffix.lower() in ENDELSER.values():
            raise Bruksfeil("saksark_sted", fil=ut)
        return
    if ut.is_dir():
        raise Bruksfeil("ut_er_mappe", mappe=ut, endelse=endelse)
    annens = ut.suffix.lower() in ENDELSER.values() or endelse == ENDELSER["xlsx"]
    if annens and ut.suffix.lower() != endelse:
        raise Bruksfeil("feil_endelse", format=format_, endelse=endelse)


def write_vurderinger(
    vurderinger: list[Saksvurdering], ut: Path | None, format_: str, katalog: Katalog, malform: str
) -> None:
    """Write the cases in one of the formats, to the screen when there is no file."""
    skriv = getattr(import_module(f"vedtaksanalyse.export.{format_}"), f"write_{format_}")
    skriv(vurderinger, ut or sys.stdout, katalog, *(() if format_ in _UTEN_RAMME else (malform,)))

"""Events of a run as lines: a name, and fields that are numbers, hashes or codes. No other words get through.

What other packages log may quote a document. Of their records only the level and the place are written.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime
from logging import ERROR, INFO
from pathlib import Path
from typing import TextIO

NAVN = "vedtaksanalyse"
FREMMED = "fremmed"
"""The event that stands for a record of another package."""
SKJULT = "?"

_KODEFELT = frozenset({"rot", "kode", "program", "katalog", "modeller", "steg"})
"""The only fields that may be words: ours, never a document's."""
_KODE = re.compile(r"[\w.:+-]+( [\w.:+-]+){0,3}", re.ASCII)
_LENGST = 120

Verdi = bool | int | float | str


def log_hendelse(navn: str, nivaa: int = INFO, /, **felt: Verdi) -> None:
    """Note that something happened. Words in a field that is not for codes are hidden."""
    trygge = {nokkel: _trygg(nokkel, verdi) for nokkel, verdi in felt.items()}
    deler = (navn, *(f"{nokkel}={verdi}" for nokkel, verdi in trygge.items()))
    logging.getLogger(NAVN).log(nivaa, "%s", " ".join(deler), extra={"hendelse": navn, "felt": trygge})


def log_feil(navn: str, /, **felt: Verdi) -> None:
    """Note that something went wrong."""
    log_hendelse(navn, ERROR, **felt)


def setup_logg(som_json: bool = False) -> None:
    """Let the events of this process be written to standard error, and keep what other packages say out of it."""
    rot = logging.getLogger()
    for gammel in [ett for ett in rot.handlers if isinstance(ett, _Standardfeil)]:
        rot.removeHandler(gammel)
    utgang = _Standardfeil()
    utgang.setFormatter(_Json() if som_json else _Linje())
    rot.addHandler(utgang)
    logging.getLogger(NAVN).setLevel(INFO)
    logging.captureWarnings(True)


def silence() -> None:
    """Let nothing be written: for processes that handle documents and answer in other ways."""
    logging.getLogger().addHandler(logging.NullHandler())
    logging.captureWarnings(True)


def _trygg(nokkel: str, verdi: Verdi) -> Verdi:
    if isinstance(verdi, float):
        return round(verdi, 3)
    if isinstance(verdi, (bool, int)):
        return verdi
    kode = nokkel in _KODEFELT and len(verdi) <= _LENGST and _KODE.fullmatch(verdi)
    return str(verdi) if kode else SKJULT


def _read(post: logging.LogRecord) -> tuple[str, dict[str, Verdi]]:
    """The event in a record and its fields; of a stranger's record, where it came from."""
    if post.name == NAVN and hasattr(post, "felt"):
        return post.hendelse, post.felt
    return FREMMED, {"kode": f"{post.name.partition('.')[0]} {Path(post.pathname).stem}:{post.lineno}"}


def _tid(post: logging.LogRecord) -> str:
    return datetime.fromtimestamp(post.created, UTC).isoformat(timespec="milliseconds")


class _Linje(logging.Formatter):
    """One readable line."""

    def format(self, record: logging.LogRecord) -> str:
        hendelse, felt = _read(record)
        deler = (f"{nokkel}={verdi}" for nokkel, verdi in felt.items())
        return " ".join((_tid(record), record.levelname, hendelse, *deler))


class _Json(logging.Formatter):
    """One JSON object on a line."""

    def format(self, record: logging.LogRecord) -> str:
        hendelse, felt = _read(record)
        hode = {"tid": _tid(record), "niva": record.levelname.lower(), "hendelse": hendelse}
        return json.dumps(hode | felt, ensure_ascii=False)


class _Standardfeil(logging.StreamHandler):
    """Standard error as it is when something is written: a progress bar or a test may have put another in its place."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> TextIO:
        return sys.stderr

"""Makes Click speak Norwegian: its fixed strings are looked up in ``click.toml``."""

from __future__ import annotations

import sys
import tomllib
from functools import cache
from gettext import gettext, ngettext
from importlib.resources import files


@cache
def _faste() -> dict[str, str]:
    return tomllib.loads((files(__package__) / "click.toml").read_text(encoding="utf-8"))


def _one(melding: str) -> str:
    return _faste().get(melding) or gettext(melding)


def _many(en: str, flere: str, antall: int) -> str:
    return _faste().get(en if antall == 1 else flere) or ngettext(en, flere, antall)


def speak_norwegian() -> None:
    """Replace the look-up in Click's own modules, whether or not something else has imported Click before."""
    import click  # noqa: F401

    for modul in [modul for navn, modul in sys.modules.items() if navn.partition(".")[0] == "click"]:
        for navn, ny in (("_", _one), ("ngettext", _many)):
            if hasattr(modul, navn):
                setattr(modul, navn, ny)

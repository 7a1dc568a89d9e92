"""Makes Click speak Norwegian. Must be imported before Click, which looks its fixed strings up through gettext."""

from __future__ import annotations

import gettext
import tomllib
from importlib.resources import files

_FASTE: dict[str, str] = tomllib.loads((files(__package__) / "click.toml").read_text(encoding="utf-8"))
_gettext, _ngettext = gettext.gettext, gettext.ngettext


def _one(melding: str) -> str:
    return _FASTE.get(melding) or _gettext(melding)


def _many(en: str, flere: str, antall: int) -> str:
    return _FASTE.get(en if antall == 1 else flere) or _ngettext(en, flere, antall)


gettext.gettext, gettext.ngettext = _one, _many

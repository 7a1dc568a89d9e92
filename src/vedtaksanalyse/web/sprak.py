"""The words of the pages. Templates are written in bokmål; ``sprak/nn.po`` has the same in nynorsk."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

_KILDE = "nb"


@cache
def load_ordbok(malform: str) -> dict[str, str]:
    """Every text of the pages by its bokmål; empty for bokmål itself."""
    if malform == _KILDE:
        return {}
    from babel.messages.pofile import read_po

    with (files(__package__) / "sprak" / f"{malform}.po").open("rb") as fil:
        return {str(ett.id): str(ett.string) for ett in read_po(fil) if ett.id and ett.string and not ett.fuzzy}


def translate(melding: str, malform: str) -> str:
    """A text of the pages in this language form."""
    return load_ordbok(malform).get(melding, melding)

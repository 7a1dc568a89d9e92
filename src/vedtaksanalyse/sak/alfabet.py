"""The Norwegian alphabet, the same whatever the database or the machine sorts by: … z æ ø å, and aa is å."""

from __future__ import annotations

import unicodedata

# The letters after z get the signs after z; the letters of the neighbours stand where Norwegian lists put them.
_PLASS = str.maketrans(
    {"æ": "{", "ä": "{", "ø": "|", "ö": "|", "œ": "|", "å": "}", "ü": "y", "ű": "y", "đ": "d", "ð": "d", "ŧ": "t", "þ": "th", "_": "!"}
)


def rank_navn(navn: str) -> tuple[str, str, str]:
    """Sorts names and ids as a Norwegian list does; accents count only between equals, and capitals last."""
    smaa = unicodedata.normalize("NFC", navn).casefold()
    foldet = smaa.replace("aa", "å").translate(_PLASS)
    if not foldet.isascii():
        foldet = "".join(tegn for tegn in unicodedata.normalize("NFD", foldet) if not unicodedata.combining(tegn))
    return foldet, smaa, navn.swapcase()

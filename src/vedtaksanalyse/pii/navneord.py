"""What stands around names: the patterns made from the words of ``felles/pii.toml``."""

from __future__ import annotations

import re
from functools import lru_cache

from vedtaksanalyse.pii.monstre import ORD, Monstre, any_of


@lru_cache(maxsize=2)
def navneplasser(monstre: Monstre) -> list[tuple[re.Pattern[str], float, bool]]:
    """What stands right before a name, how sure that makes it, and whether only for two words or more."""
    ord_ = monstre.ord["navn"]
    monstre_ = (
        (rf"(?:^|\n)[ \t]*(?:{any_of(ord_['felt'])})[ \t]*:[ \t]*(?:[\w-]+ [\w-]+(?:, | og )){{0,3}}$", 1.0, True),
        (rf"\b(?:{any_of(ord_['hilsen'])})[ \t,]*\n*[ \t]*$", 1.0, True),
        (rf"\b(?:{any_of(ord_['roller'])}),? $", 0.9, True),
        (rf"\b(?:{any_of(ord_['roller'])}) $", 0.7, False),
        (rf"\b(?:{any_of(ord_['barneord'])}),? (?:{ORD}(?:, | og )){{0,4}}$", 0.7, False),
    )
    return [(re.compile(monster, re.IGNORECASE), styrke, flere) for monster, styrke, flere in monstre_]


@lru_cache(maxsize=2)
def match_gjor(monstre: Monstre) -> re.Pattern[str]:
    """What people do, right after a name that begins a sentence."""
    return re.compile(rf" (?:{any_of(monstre.ord['navn']['gjor'])})(?!\w)")


@lru_cache(maxsize=2)
def match_person(monstre: Monstre) -> re.Pattern[str]:
    """A word right before that leads to a person."""
    return re.compile(rf"(?<!\w)(?:{any_of(monstre.ord['navn']['person_ord'])}) $")


@lru_cache(maxsize=2)
def match_reise(monstre: Monstre) -> re.Pattern[str]:
    """Somebody travels or lives, and a preposition leads to where; in lower-case text."""
    ord_ = monstre.ord["navn"]
    return re.compile(rf"(?<!\w)(?:{any_of(ord_['reiser'])})\w* (?:\w+ ){{0,2}}(?:{any_of(ord_['reise_til'])}) $")


@lru_cache(maxsize=2)
def match_slektning(monstre: Monstre) -> re.Pattern[str]:
    """A kin's word and «til», before a name."""
    return re.compile(rf"(?<!\w)(?i:{any_of(monstre.ord['navn']['slektning_til'])}) til $")


@lru_cache(maxsize=2)
def match_slekt(monstre: Monstre) -> re.Pattern[str]:
    """A kin's word or a need after a genitive."""
    return re.compile(rf" (?:{any_of(monstre.ord['navn']['slekt'])})(?!\w)")


@lru_cache(maxsize=2)
def match_subjekt_foran(monstre: Monstre) -> re.Pattern[str]:
    """What leads to the one who does something."""
    return re.compile(rf"(?<!\w)(?:{any_of(monstre.ord['navn']['for_subjekt'])}) $")


@lru_cache(maxsize=2)
def match_subjekt_etter(monstre: Monstre) -> re.Pattern[str]:
    """What that one does."""
    return re.compile(rf" (?:{any_of(monstre.ord['navn']['etter_subjekt'])})(?!\w)")


@lru_cache(maxsize=2)
def match_tiltale(monstre: Monstre) -> re.Pattern[str]:
    """A greeting and the name it is meant for, alone on a line."""
    return re.compile(
        rf"^[ \t]*(?i:{any_of(monstre.ord['navn']['tiltale'])})[ ,]*\n*[ \t]*({ORD})(?=[ ]?[!,.]?[ \t]*$)", re.MULTILINE
    )


@lru_cache(maxsize=2)
def feltord(monstre: Monstre) -> tuple[frozenset[str], ...]:
    """The words of forms, letters and roles that are no part of the name after them."""
    return tuple(frozenset(monstre.ord["navn"][liste]) for liste in ("felt", "hilsen", "roller"))

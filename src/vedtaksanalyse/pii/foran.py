"""What the words right before a name lead to: a place, or a person."""

from __future__ import annotations

from vedtaksanalyse.pii import navneord
from vedtaksanalyse.pii.monstre import Monstre
from vedtaksanalyse.pii.navneord import Rundt


def is_sted_foran(rundt: Rundt, monstre: Monstre) -> bool:
    """Whether a preposition right before leads to a place."""
    return (
        bool(rundt.ordene) and rundt.ordene[-1] in monstre.sett("navn", "steds_ord") and not _is_tak_i(rundt, monstre)
    )


def _is_tak_i(rundt: Rundt, monstre: Monstre) -> bool:
    """Whether the preposition before leads to a person here: «fikk tak i Berg»."""
    return len(rundt.ordene) > 1 and rundt.ordene[-2] in monstre.sett("navn", "tak_i")


def is_person_foran(rundt: Rundt, monstre: Monstre) -> bool:
    """Whether an unknown word in running text is a person: not where things and places stand, but where persons do."""
    navn, siste = monstre.ord["navn"], rundt.ordene[-1]
    if siste == navn["hos"][0]:
        return navneord.match_hos(monstre).leads_to(rundt)
    if _is_tak_i(rundt, monstre):
        return True
    if siste in navn["fra"]:
        return navneord.match_fra(monstre).leads_to(rundt)
    return siste not in navn["steds_ord"] and siste not in navn["tingord"]


def has_yrke_foran(rundt: Rundt, monstre: Monstre) -> bool:
    """Whether the title of somebody who has an office or a trade stands right before."""
    return rundt.foran[-1:] == " " and rundt.foran.rstrip(" ,").endswith(monstre.yrker)


def is_steder_foran(rundt: Rundt, monstre: Monstre) -> bool:
    """Whether a preposition right before leads to a place, however many words name it."""
    if not rundt.ordene or not rundt.foran[-1:].isspace() or "\n" in rundt.foran[-2:]:
        return False
    return rundt.ordene[-1] in monstre.ord["navn"]["steder"] and not navneord.match_fra(monstre).leads_to(rundt)

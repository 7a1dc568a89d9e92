"""The flags' record as data, and its rule: what the answers say that a flag should be. A proposal, never more."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from vedtaksanalyse.kriterier import AKTIV, HINT, TRUKKET
from vedtaksanalyse.statistikk import Anslag

TRUKNE, ALLE, REGEL = "trukne", "alle", "regel"
"""What a proposal stands on: answers on cases drawn at random alone, all answers, or that the flag's condition is another now."""


@dataclass(frozen=True, slots=True)
class Flaggregelverk:
    """The limits; see ``flaggbok.toml``."""

    minst_svar: int
    minst_svar_trukket: int
    hint_under: float
    trukket_under: float
    tilbake_fra: float


@dataclass(frozen=True, slots=True)
class Utfall:
    """A way that a complaint can end."""

    id: str
    navn: Mapping[str, str]
    omgjort: bool


@dataclass(frozen=True, slots=True)
class Flaggforslag:
    """What a flag should become, the precision that says so, and which answers it is from."""

    tilstand: str
    presisjon: Anslag
    grunnlag: str


@cache
def _load() -> Mapping[str, Mapping]:
    return tomllib.loads((files(__package__) / "flaggbok.toml").read_text(encoding="utf-8"))


@cache
def load_regelverk() -> Flaggregelverk:
    """The shipped limits. ValueError when they contradict each other."""
    regel = Flaggregelverk(**_load()["regel"])
    if not (0 <= regel.trukket_under < regel.hint_under < regel.tilbake_fra <= 1 and 0 < regel.minst_svar <= regel.minst_svar_trukket):
        raise ValueError(regel)
    return regel


@cache
def load_utfall() -> Mapping[str, Utfall]:
    """The ways a complaint can end, in the order to show."""
    return {id_: Utfall(id_, ett["navn"], ett["omgjort"]) for id_, ett in _load()["utfall"].items()}


@cache
def load_kolonner() -> Mapping[str, str]:
    """What columns of a file may be called, and what they hold."""
    return {navn: felt for felt, alle in _load()["kolonner"].items() for navn in alle}


def propose(tilstand: str, trukne: Anslag, alle: Anslag, regel: Flaggregelverk) -> Flaggforslag | None:
    """What a flag that is ``tilstand`` should become, one step at a time; None when it should stay.

    ``trukne`` and ``alle`` are its precision since it became so. Nothing is proposed from an interval that reaches past the gap.
    """
    grunnlag, presisjon = (TRUKNE, trukne) if trukne.n >= regel.minst_svar else (ALLE, alle)
    if presisjon.n < regel.minst_svar:
        return None

    def below(grense: float, sikkert: float) -> bool:
        return presisjon.verdi < grense and presisjon.hoy < sikkert

    if tilstand == AKTIV and below(regel.hint_under, regel.tilbake_fra):
        return Flaggforslag(HINT, presisjon, grunnlag)
    if tilstand == HINT and presisjon.n >= regel.minst_svar_trukket and below(regel.trukket_under, regel.hint_under):
        return Flaggforslag(TRUKKET, presisjon, grunnlag)
    if tilstand in (HINT, TRUKKET) and presisjon.verdi >= regel.tilbake_fra and presisjon.lav >= regel.hint_under:
        return Flaggforslag(AKTIV if tilstand == HINT else HINT, presisjon, grunnlag)
    return None

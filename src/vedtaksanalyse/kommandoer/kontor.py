"""Which offices of the database an option names."""

from __future__ import annotations

from collections.abc import Iterable

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.sak import rank_navn


def choose_kontorer(kjente: Iterable[str], kontor: str) -> list[str]:
    """The offices of this name whatever its letters' case; refuses one that nobody knows, and says which there are."""
    navngitte = sorted(filter(None, kjente), key=rank_navn)
    valgt = [navn for navn in navngitte if _fold(navn) == _fold(kontor)]
    if not navngitte:
        raise Bruksfeil("uten_kontor")
    if not valgt:
        raise Bruksfeil("ukjent_kontor", kontor=kontor, kontorer=", ".join(navngitte))
    return valgt


def _fold(navn: str) -> str:
    return " ".join(navn.casefold().split())

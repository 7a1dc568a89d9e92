"""Which cases are drawn: unflagged ones to measure what the flags miss, flagged ones to be read blind beside them.

A draw follows from the case's id and a seed alone: the same case is drawn or not, whoever asks and whenever.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from vedtaksanalyse.sak import Korad, Oppgave, Saksstatus


def draw_kontroller(rader: Iterable[Korad], andel: float, fro: str) -> list[Oppgave]:
    """The unflagged cases drawn as controls, each to be read blind so that nothing tells it apart."""
    uten = (rad for rad in rader if rad.status == Saksstatus.VURDERT and rad.risiko is None)
    return [Oppgave(rad.sak_id, rad.kontor, kontroll=True, blind=True) for rad in uten if _is_trukket(rad.sak_id, andel, fro)]


def draw_blinde(rader: Iterable[Korad], andel: float, fro: str) -> list[Oppgave]:
    """The flagged cases drawn to be read blind."""
    med = (rad for rad in rader if rad.status == Saksstatus.VURDERT and rad.risiko is not None)
    return [Oppgave(rad.sak_id, rad.kontor, blind=True) for rad in med if _is_trukket(rad.sak_id, andel, fro)]


def _is_trukket(sak_id: str, andel: float, fro: str) -> bool:
    return int.from_bytes(sha256(f"{fro}:{sak_id}".encode()).digest()[:8]) < andel * 2**64

"""Statistics on plain arrays: draws that can be repeated, estimates that are true for the whole, and plans. No files, no domain.

Shares: ``estimate_andel(treff, n, populasjon)`` for a simple random sample without «does not apply». Everything drawn by a design goes
by ``Trekning`` (``draw_enkelt``, ``draw_stratifisert`` with ``allocate``, ``draw_risikovektet``) → ``make_utvalg(trekning, vurdert)`` → ``Utvalg``, and from
there to ``estimate_vektet`` (reviews alone) or ``estimate_ppi`` (reviews and the machine's word on all).

An ``Anslag`` is an estimate with its interval. A number that nothing can be made from gives ``Bruksfeil("ugyldig_tall", navn=…)``.
scipy and statsmodels are loaded when first needed.
"""

from vedtaksanalyse.statistikk.anslag import NIVA, Anslag
from vedtaksanalyse.statistikk.intervall import estimate_andel
from vedtaksanalyse.statistikk.planlegg import Godkjenningsplan, list_kurve, plan_antall, plan_godkjenning
from vedtaksanalyse.statistikk.utvalg import (
    Trekning,
    Utvalg,
    allocate,
    draw_enkelt,
    draw_risikovektet,
    draw_stratifisert,
    make_utvalg,
)

__all__ = [
    "NIVA",
    "Anslag",
    "Godkjenningsplan",
    "Trekning",
    "Utvalg",
    "allocate",
    "draw_enkelt",
    "draw_risikovektet",
    "draw_stratifisert",
    "estimate_andel",
    "list_kurve",
    "make_utvalg",
    "plan_antall",
    "plan_godkjenning",
]

"""Statistics on plain arrays: draws that can be repeated, estimates that are true for the whole, and plans. No files, no domain.

A draw: ``draw_enkelt``, ``draw_stratifisert`` (how many from each: ``allocate``) or ``draw_risikovektet`` gives a ``Trekning`` with each unit's chance
and stratum. What was reviewed of it becomes an ``Utvalg`` by ``make_utvalg``, and from there: ``estimate_vektet`` from the reviews alone,
``estimate_ppi`` with the machine's word on all besides. A simple sample where every unit has an answer has the exact ``estimate_andel``.

Beside these: means of shares (``estimate_snitt``), differences (``compare_anslag``), agreement (``estimate_enighet``), plans
(``plan_antall``, ``plan_godkjenning``, ``list_kurve``) and the hiding of small groups (``suppress_tabell``, ``suppress_andeler``).

An ``Anslag`` is an estimate with its interval. A number that nothing can be made from gives ``Bruksfeil("ugyldig_tall", navn=…)``.
scipy and statsmodels are loaded when first needed. What the intervals are worth is measured in docs/statistikk.md.
"""

from vedtaksanalyse.statistikk.anslag import NIVA, Anslag
from vedtaksanalyse.statistikk.enighet import Enighet, estimate_enighet
from vedtaksanalyse.statistikk.forskjell import compare_anslag
from vedtaksanalyse.statistikk.intervall import estimate_andel
from vedtaksanalyse.statistikk.planlegg import Godkjenningsplan, list_kurve, plan_antall, plan_godkjenning
from vedtaksanalyse.statistikk.ppi import Maskin, Ppi, estimate_ppi
from vedtaksanalyse.statistikk.skjul import suppress_andeler, suppress_tabell
from vedtaksanalyse.statistikk.utvalg import (
    Trekning,
    Utvalg,
    allocate,
    draw_enkelt,
    draw_risikovektet,
    draw_stratifisert,
    make_utvalg,
)
from vedtaksanalyse.statistikk.vektet import estimate_snitt, estimate_vektet

__all__ = [
    "NIVA",
    "Anslag",
    "Enighet",
    "Godkjenningsplan",
    "Maskin",
    "Ppi",
    "Trekning",
    "Utvalg",
    "allocate",
    "compare_anslag",
    "draw_enkelt",
    "draw_risikovektet",
    "draw_stratifisert",
    "estimate_andel",
    "estimate_enighet",
    "estimate_ppi",
    "estimate_snitt",
    "estimate_vektet",
    "list_kurve",
    "make_utvalg",
    "plan_antall",
    "plan_godkjenning",
    "suppress_andeler",
    "suppress_tabell",
]

"""The plan of an egenvurdering in a day, filled in: over the groups of the supervisors, some read by two and some blind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from vedtaksanalyse.sak import Fordeling, Utvalgsmate, Utvalgsplan
from vedtaksanalyse.stikkprove.strata import load_strata

EGENVURDERING = "egenvurdering"
"""The purpose of a draw for an office's own assessment."""
ANTALL, DOBBELT, BLIND = 20, 0.2, 0.2


def make_plan(navn: str, i_ar: int) -> Utvalgsplan:
    """The plan for a year; what is chosen otherwise is put in afterwards."""
    strata = (next(iter(load_strata().dimensjoner)),)
    ar = {"fra": date(i_ar, 1, 1), "til": date(i_ar, 12, 31)}
    plan = Utvalgsplan(f"{navn} {i_ar}", EGENVURDERING, ANTALL, Utvalgsmate.STRATIFISERT, Fordeling.PROPORSJONAL, strata)
    return replace(plan, **ar, dobbeltandel=DOBBELT, blindandel=BLIND)

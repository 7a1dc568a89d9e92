"""How far two estimates are apart, with an interval."""

from __future__ import annotations

import numpy as np

from vedtaksanalyse.statistikk.anslag import Anslag, require


def compare_anslag(a: Anslag, b: Anslag) -> Anslag:
    """The first estimate minus the second, where the samples are independent: Newcombe's way (1998, method 10) of joining any two intervals
    (Zou and Donner 2008).
    """
    require(a.niva == b.niva, "niva")
    if a.verdi is None or b.verdi is None:
        return Anslag(None, a.lav - b.hoy, a.hoy - b.lav, min(a.n, b.n), "forskjell", niva=a.niva)
    verdi = a.verdi - b.verdi
    ned = np.hypot(a.verdi - a.lav, b.hoy - b.verdi)
    opp = np.hypot(a.hoy - a.verdi, b.verdi - b.lav)
    return Anslag(verdi, float(verdi - ned), float(verdi + opp), a.n + b.n, "forskjell", niva=a.niva)

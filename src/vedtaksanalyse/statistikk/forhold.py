"""How many times more often something happens in one part of a group than in the whole of it, with an interval.

With θ = p₁/p, where p₁ is the share in the part and p = w·p₁ + (1 − w)·p₀ the share in the whole, θ grows with the ratio φ = p₁/p₀ of
the part to the rest: θ = φ/(wφ + 1 − w). So the limits of φ give those of θ. The interval of φ inverts the score test (Koopman 1984,
Biometrics 40:513), which also holds where nothing was counted in one of the parts.
"""

from __future__ import annotations

from math import inf, sqrt

from vedtaksanalyse.statistikk.anslag import NIVA, Anslag, require

_LOGG = 40.0
"""Ratios are looked for between two to this power and its inverse."""
_METODE = "koopman"


def estimate_loft(treff_del: int, n_del: int, treff_alle: int, n_alle: int, niva: float = NIVA) -> Anslag:
    """The share in the part over the share in the whole that it is a part of. Without hits anywhere, or without a part, there is none."""
    treff_rest, n_rest = treff_alle - treff_del, n_alle - n_del
    require(0 <= treff_del <= n_del and 0 <= treff_rest <= n_rest and 0 < niva < 1, "treff")
    if not n_del or not treff_alle:
        return Anslag(None, 0.0, n_alle / n_del if n_del else inf, n_del, _METODE, niva=niva)
    verdi = (treff_del / n_del) / (treff_alle / n_alle)
    if not n_rest:
        return Anslag(1.0, 1.0, 1.0, n_del, _METODE, niva=niva)
    vekt = n_del / n_alle
    lav, hoy = limit_forhold(treff_del, n_del, treff_rest, n_rest, niva)
    return Anslag(verdi, _loft(lav, vekt), _loft(hoy, vekt), n_del, _METODE, niva=niva)


def _loft(forhold: float, vekt: float) -> float:
    return 1 / vekt if forhold == inf else forhold / (vekt * forhold + 1 - vekt)


def limit_forhold(treff1: int, n1: int, treff0: int, n0: int, niva: float = NIVA) -> tuple[float, float]:
    """The limits of the ratio of two independent shares: from 0 where the first has no hits, without end where the second has none."""
    from scipy.optimize import brentq
    from scipy.stats import norm

    require(0 <= treff1 <= n1 and 0 <= treff0 <= n0 and treff1 + treff0 > 0 and n1 > 0 < n0, "treff")
    z = float(norm.ppf((1 + niva) / 2))

    def skar(logg: float) -> float:
        return _score(treff1, n1, treff0, n0, 2.0**logg)

    lav = 0.0 if treff1 == 0 else 2.0 ** brentq(lambda x: skar(x) - z, -_LOGG, _LOGG)
    hoy = inf if treff0 == 0 else 2.0 ** brentq(lambda x: skar(x) + z, -_LOGG, _LOGG)
    return lav, hoy


def _score(treff1: int, n1: int, treff0: int, n0: int, forhold: float) -> float:
    """How far what was seen is from this ratio, in standard errors. Falls as the ratio grows."""
    n = n1 + n0
    b = forhold * (n1 + treff0) + treff1 + n0
    p0 = (b - sqrt(max(b * b - 4 * forhold * n * (treff1 + treff0), 0.0))) / (2 * forhold * n)
    p1 = min(forhold * p0, 1.0)
    varians = p1 * (1 - p1) / n1 + forhold**2 * p0 * (1 - p0) / n0
    avstand = treff1 / n1 - forhold * treff0 / n0
    return avstand / sqrt(varians) if varians > 0 else (inf if avstand > 0 else -inf if avstand < 0 else 0.0)

"""How far two shares are apart, with an interval: between groups, between blind and seen, between two ways of doing the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from vedtaksanalyse.statistikk.anslag import NIVA, Anslag, require


def estimate_forskjell(treff_a: int, n_a: int, treff_b: int, n_b: int, niva: float = NIVA) -> Anslag:
    """The first share minus the second, from independent samples of endless populations (Newcombe 1998, method 10)."""
    from statsmodels.stats.proportion import confint_proportions_2indep

    require(0 <= treff_a <= n_a and 0 <= treff_b <= n_b, "treff")
    if not (n_a and n_b):
        return Anslag(None, -1.0, 1.0, min(n_a, n_b), "newcombe", niva=niva)
    lav, hoy = confint_proportions_2indep(treff_a, n_a, treff_b, n_b, method="newcomb", compare="diff", alpha=1 - niva)
    return Anslag(treff_a / n_a - treff_b / n_b, float(lav), float(hoy), n_a + n_b, "newcombe", niva=niva)


def compare_anslag(a: Anslag, b: Anslag) -> Anslag:
    """The first estimate minus the second, where the samples are independent: Newcombe's way of joining any two intervals (Zou and Donner 2008)."""
    require(a.niva == b.niva, "niva")
    if a.verdi is None or b.verdi is None:
        return Anslag(None, a.lav - b.hoy, a.hoy - b.lav, min(a.n, b.n), "forskjell", niva=a.niva)
    verdi = a.verdi - b.verdi
    ned = np.hypot(a.verdi - a.lav, b.hoy - b.verdi)
    opp = np.hypot(a.hoy - a.verdi, b.verdi - b.lav)
    return Anslag(verdi, float(verdi - ned), float(verdi + opp), a.n + b.n, "forskjell", niva=a.niva)


def bootstrap_paret(
    maal: Callable[[np.ndarray], float], grupper: Sequence[str], fro: int, runder: int = 2000, niva: float = NIVA
) -> Anslag:
    """A figure over paired cases, such as the difference between two models', with the percentile interval of whole groups drawn anew.

    ``maal`` gets the places of the cases drawn, some of them more than once. ``grupper`` names what is drawn together (an office; or each
    case by itself).
    """
    require(len(grupper) > 0 and runder >= 100, "grupper")
    navn = list(dict.fromkeys(grupper))
    merke = np.array(grupper, dtype=object)
    medlemmer = [np.flatnonzero(merke == g) for g in navn] if len(navn) < len(grupper) else None
    rng = np.random.default_rng(fro)
    verdier = []
    for _ in range(runder):
        trukket = rng.integers(len(navn), size=len(navn))
        verdier.append(maal(trukket if medlemmer is None else np.concatenate([medlemmer[k] for k in trukket])))
    lav, hoy = np.quantile(verdier, [(1 - niva) / 2, (1 + niva) / 2])
    verdi = float(maal(np.arange(len(grupper))))
    return Anslag(verdi, float(lav), float(hoy), len(grupper), "bootstrap", None, float(np.std(verdier, ddof=1)), niva)

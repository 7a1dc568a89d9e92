"""Agreement between two who judged the same: per cent, Cohen's κ and Gwet's AC1, each with an interval.

κ takes off the agreement that chance would give two people with these habits, and drops towards 0 when nearly all belongs to one category,
however well they agree; AC1 does not (Gwet 2008, Br. J. Math. Stat. Psychol. 61:29). Read them together.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from vedtaksanalyse.statistikk.anslag import NIVA, Anslag
from vedtaksanalyse.statistikk.intervall import estimate_andel, wilson
from vedtaksanalyse.statistikk.vektet import smooth

TYNGDE = 0.5
"""How many disagreements the plain count of pairs weighs as against AC1's standard error; chosen by simulation (docs/statistikk.md)."""
PAR, DEL, BUNN = 3.0, 0.7, -0.1
"""For κ's interval, chosen the same way: how many pairs are made up and added, how much κ with them counts, and from where its scale begins."""


@dataclass(frozen=True, slots=True)
class Enighet:
    """``kappa`` and ``ac1`` have no value where they are not defined; ``grunn`` then says why: ``ingen`` judged, or only ``en_kategori`` used."""

    prosent: Anslag
    kappa: Anslag
    ac1: Anslag
    grunn: str = ""


def count_par(a: Sequence[Hashable], b: Sequence[Hashable], kategorier: Sequence[Hashable]) -> np.ndarray:
    """How many pairs of each kind: rows the first, columns the second."""
    plass = {kategori: i for i, kategori in enumerate(kategorier)}
    tabell = np.zeros((len(kategorier), len(kategorier)))
    for x, y in zip(a, b, strict=True):
        tabell[plass[x], plass[y]] += 1
    return tabell


def estimate_enighet(a: Sequence[Hashable], b: Sequence[Hashable], kategorier: Sequence[Hashable], niva: float = NIVA) -> Enighet:
    """All three measures, of ``kategorier`` without an order."""
    tabell = count_par(a, b, kategorier)
    n = int(tabell.sum())
    prosent = estimate_andel(int(np.trace(tabell)), n, niva=niva)
    ingen = [Anslag(None, -1.0, 1.0, n, metode, niva=niva) for metode in ("kappa", "ac1")]
    if n == 0:
        return Enighet(prosent, *ingen, "ingen")
    ac1 = _ac1(tabell, niva)
    if np.count_nonzero(tabell.sum(0) + tabell.sum(1)) < 2:
        return Enighet(prosent, ingen[0], ac1, "en_kategori")
    return Enighet(prosent, _kappa(tabell, niva), ac1)


def _kappa(tabell: np.ndarray, niva: float) -> Anslag:
    """By statsmodels, with the standard error of Fleiss, Cohen and Everitt (1969).

    The interval is Wilson's with κ as the share, since κ is nearly the share of those in a rare category that both put there. Its variance
    is that of the table with a few pairs more, half of them agreeing and half as chance would have it: what few have shown is not certain.
    """
    from statsmodels.stats.inter_rater import cohens_kappa

    n = tabell.sum()
    kappa = float(cohens_kappa(tabell, return_results=False))
    snitt = ((tabell.sum(0) + tabell.sum(1)) / 2 + 1) / (n + len(tabell))
    med, varians = _measure_kappa((tabell + PAR * (np.diag(snitt) + np.outer(snitt, snitt)) / 2) / (n + PAR))
    midt = DEL * med + (1 - DEL) * kappa
    bunn = max(min(BUNN, 2 * midt), -1.0)
    rom = 1 - bunn
    glatt = min(max((med - bunn) / rom, 0.02), 0.98)
    n_eff = max(glatt * (1 - glatt) * rom**2 * n / max(varians, 1e-9), 0.5)
    lav, hoy = (bunn + rom * grense for grense in wilson(min(max((midt - bunn) / rom, 0.0), 1.0), n_eff, niva))
    standardfeil = (_measure_kappa(tabell / n)[1] / n) ** 0.5
    return Anslag(kappa, max(min(lav, kappa), -1.0), min(max(hoy, kappa), 1.0), int(n), "kappa", None, standardfeil, niva)


def _measure_kappa(p: np.ndarray) -> tuple[float, float]:
    """κ and its variance for one pair, which statsmodels has only for whole tables, and slowly."""
    rader, kolonner = p.sum(1), p.sum(0)
    tilfeldig = float(rader @ kolonner)
    kappa = (float(np.trace(p)) - tilfeldig) / (1 - tilfeldig)
    del_ = np.eye(len(p)) - np.add.outer(kolonner, rader) * (1 - kappa)
    varians = float((p * del_**2).sum() - (kappa - tilfeldig * (1 - kappa)) ** 2) / (1 - tilfeldig) ** 2
    return kappa, max(varians, 0.0)


def _ac1(tabell: np.ndarray, niva: float) -> Anslag:
    """Gwet's coefficient and its standard error (2008)."""
    antall, n = len(tabell), tabell.sum()
    p = tabell / n
    snitt = (p.sum(0) + p.sum(1)) / 2
    skala = 1 / max(antall - 1, 1)
    tilfeldig = skala * float(snitt @ (1 - snitt))
    ac1 = (float(np.trace(p)) - tilfeldig) / (1 - tilfeldig)
    # Each pair's part in the coefficient: what it agrees, and what it does to the agreement by chance.
    egen_tilfeldig = skala * (1 - np.add.outer(snitt, snitt) / 2)
    del_ = (np.eye(antall) - tilfeldig - 2 * (1 - ac1) * (egen_tilfeldig - tilfeldig)) / (1 - tilfeldig)
    return _interval(float(ac1), float((p * (del_ - ac1) ** 2).sum() / n) ** 0.5, tilfeldig, tabell, niva)


def _interval(verdi: float, standardfeil: float, tilfeldig: float, tabell: np.ndarray, niva: float) -> Anslag:
    """Wilson's interval for the agreement behind the coefficient, for as many pairs as its standard error corresponds to.

    So it stays within what is possible, and no disagreement seen is not taken for none: with few, the pairs count as they are.
    """
    n, rom = tabell.sum(), 1 - tilfeldig
    enige = verdi * rom + tilfeldig
    uenige = n - np.trace(tabell)
    glatt = 1 - smooth(uenige / n, n)
    enkel = glatt * (1 - glatt) / n
    varians = float((uenige * (rom * standardfeil) ** 2 + TYNGDE * enkel) / (uenige + TYNGDE))
    n_eff = max(glatt * (1 - glatt) / varians * (n - 1) / n, 1.0) if varians > 0 else float(n)
    lav, hoy = wilson(min(enige, 1.0), n_eff, niva)
    lav, hoy = (max(float((grense - tilfeldig) / rom), -1.0) for grense in (lav, hoy))
    return Anslag(verdi, min(lav, verdi), max(min(hoy, 1.0), verdi), int(n), "ac1", None, standardfeil, niva)

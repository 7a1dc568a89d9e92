"""How many to review: for a wanted margin, or to accept or reject a batch with known risks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor

from vedtaksanalyse.statistikk.anslag import NIVA, require


@dataclass(frozen=True, slots=True)
class Godkjenningsplan:
    """Review ``n`` of ``populasjon`` and accept where at most ``c`` have the fault.

    ``produsentrisiko`` is the chance that a batch at the good limit is rejected, ``konsumentrisiko`` that one at the bad limit is accepted.
    """

    populasjon: int
    n: int
    c: int
    produsentrisiko: float
    konsumentrisiko: float


def plan_antall(
    margin: float, andel: float = 0.5, populasjon: int | None = None, niva: float = NIVA, samvariasjon: float = 0.0
) -> int:
    """How many to review for a margin of ± ``margin`` (Cochran 1977, ch. 4: normal approximation, corrected for a finite population).

    ``samvariasjon`` is the expected correlation of the machine's probabilities with the truth, for a prediction-powered estimate: it
    removes its square from the variance. With it, 20 % and 9 points ask for 41 at .68, against 76 without.
    """
    from scipy.stats import norm

    require(0 < margin < 1, "margin")
    require(0 < andel < 1, "andel")
    require(0 <= samvariasjon < 1, "samvariasjon")
    require(populasjon is None or populasjon >= 1, "populasjon")
    require(0 < niva < 1, "niva")
    n = norm.ppf((1 + niva) / 2) ** 2 * andel * (1 - andel) * (1 - samvariasjon**2) / margin**2
    if populasjon is not None:
        n = n / (1 + (n - 1) / populasjon) if n > 1 else n
        return min(max(ceil(round(n, 9)), 1), populasjon)
    return max(ceil(round(n, 9)), 1)


def plan_godkjenning(
    populasjon: int, god: float, darlig: float, produsentrisiko: float = 0.05, konsumentrisiko: float = 0.10
) -> Godkjenningsplan:
    """The smallest plan that rejects at most ``produsentrisiko`` of batches with the share ``god`` of faults (AQL) and accepts at most
    ``konsumentrisiko`` of those with ``darlig`` (LQL), by the hypergeometric distribution. Reviewing all is always such a plan.
    """
    require(populasjon >= 1, "populasjon")
    require(0 <= god < darlig <= 1, "darlig")
    require(0 < produsentrisiko < 1 and 0 < konsumentrisiko < 1, "risiko")
    gode, darlige = floor(round(god * populasjon, 9)), ceil(round(darlig * populasjon, 9))
    n = c = 0
    while True:
        n = _smallest(populasjon, darlige, c, konsumentrisiko, max(n, c + 1))
        if n >= populasjon or _accept(populasjon, gode, n, c) >= 1 - produsentrisiko:
            break
        c += 1
    if n >= populasjon:
        n, c = populasjon, gode
    return Godkjenningsplan(populasjon, n, c, 1 - _accept(populasjon, gode, n, c), _accept(populasjon, darlige, n, c))


def list_kurve(plan: Godkjenningsplan, andeler: Iterable[float] | None = None) -> list[tuple[float, float]]:
    """The operating curve: (share of faults, chance of being accepted), by default at every per cent to where one in a thousand is."""
    if andeler is not None:
        return [(a, _accept(plan.populasjon, round(a * plan.populasjon), plan.n, plan.c)) for a in andeler]
    punkter: list[tuple[float, float]] = []
    for prosent in range(101):
        punkter += list_kurve(plan, [prosent / 100])
        if punkter[-1][1] < 0.001:
            break
    return punkter


def _accept(populasjon: int, feil: int, n: int, c: int) -> float:
    """The chance of at most ``c`` among ``n`` drawn, where ``feil`` of the population have the fault."""
    from scipy.stats import hypergeom

    return float(hypergeom.cdf(c, populasjon, feil, n))


def _smallest(populasjon: int, darlige: int, c: int, risiko: float, minst: int) -> int:
    """The fewest that keep the consumer's risk with ``c`` allowed; the population where no fewer do."""
    lav, hoy = minst, populasjon
    while lav < hoy:
        midt = (lav + hoy) // 2
        lav, hoy = (lav, midt) if _accept(populasjon, darlige, midt, c) <= risiko else (midt + 1, hoy)
    return lav

"""The geometry of the charts: where bars, lines and cells stand. Templates draw them, and the words stand in tables beside.

Widths and heights are in units of a drawing that is stretched to its place, so nothing here is text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from vedtaksanalyse.statistikk import Anslag
from vedtaksanalyse.stikkprove.oversikt import TRINN

BREDDE, HOYDE = 1000, 300
_TOPPER = (0.04, 0.08, 0.2, 0.4, 0.6, 0.8, 1.0)
_RUTE = 10
_MARG = 20
_NIVAER = 4
_MANEDER = 12
Maned = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stolpe:
    """A bar and its interval along a line of 100; ``lav`` is None without an interval."""

    verdi: float
    lav: float | None = None
    hoy: float | None = None


@dataclass(frozen=True, slots=True)
class Verdi:
    """A figure over some months, with the interval where it has one."""

    fra: Maned
    til: Maned
    verdi: float
    lav: float | None = None
    hoy: float | None = None


@dataclass(frozen=True, slots=True)
class Tidslinje:
    """A line over time. ``linje`` and ``band`` are paths, ``prikker`` the points, ``spenn`` the intervals (x, low, high).

    ``topp`` is the share at the top, ``streker`` the heights of the lines at each quarter of it, ``fra`` and ``til`` the ends.
    """

    topp: float
    linje: str
    band: str
    prikker: tuple[tuple[float, float], ...]
    spenn: tuple[tuple[float, float, float], ...]
    streker: tuple[float, ...]
    fra: Maned
    til: Maned


@dataclass(frozen=True, slots=True)
class Rute:
    """A cell of the risk map; ``niva`` is 0 for none to 4 for the most, and where ``antall`` is None, not told, it is «skjult»."""

    x: int
    y: int
    sannsynlighet: int
    konsekvens: int
    antall: int | None
    niva: int | str


def make_stolpe(anslag: Anslag) -> Stolpe:
    """The bar of an estimate of a share."""
    return Stolpe(_part(anslag.verdi or 0.0), _part(anslag.lav), _part(anslag.hoy))


def make_andel(antall: int, av: int) -> Stolpe:
    """The bar of a share that is counted."""
    return Stolpe(_part(antall / av) if av else 0.0)


def _part(verdi: float) -> float:
    return round(100 * min(max(verdi, 0.0), 1.0), 2)


def make_tidslinje(verdier: Sequence[Verdi]) -> Tidslinje | None:
    """A line through figures in the order of time; None without any."""
    if not verdier:
        return None
    mest = max(max(ett.verdi, ett.hoy or 0.0) for ett in verdier)
    topp = next(ett for ett in _TOPPER if ett >= min(mest, 1.0))
    steder = [_middle(ett) for ett in verdier]
    bredde = max(steder[-1] - steder[0], 1e-9)

    def x(sted: float) -> float:
        andel = (sted - steder[0]) / bredde if len(verdier) > 1 else 0.5
        return round(_MARG + andel * (BREDDE - 2 * _MARG), 1)

    def y(verdi: float) -> float:
        return round(HOYDE * (1 - min(verdi, topp) / topp), 1)

    prikker = tuple((x(sted), y(ett.verdi)) for sted, ett in zip(steder, verdier, strict=True))
    spenn = tuple((x(sted), y(ett.lav), y(ett.hoy)) for sted, ett in zip(steder, verdier, strict=True) if ett.lav is not None)
    band = _path([(a, lav) for a, lav, _ in spenn] + [(a, hoy) for a, _, hoy in reversed(spenn)]) + "Z" if len(spenn) > 1 else ""
    return Tidslinje(topp, _path(prikker), band, prikker, spenn, tuple(HOYDE * n / 4 for n in range(5)), verdier[0].fra, verdier[-1].til)


def _middle(ett: Verdi) -> float:
    return (_count(ett.fra) + _count(ett.til)) / 2


def _count(maned: Maned) -> int:
    return maned[0] * _MANEDER + maned[1]


def _path(punkter: Iterable[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in punkter)


def make_risikokart(antall: Mapping[tuple[int, int], int | None]) -> list[Rute]:
    """The cells by probability upwards and consequence to the right. A cell that is not told has a colour of its own."""
    mest = max((n for n in antall.values() if n), default=0)
    ut = []
    for sannsynlighet in range(TRINN, 0, -1):
        for konsekvens in range(1, TRINN + 1):
            n = antall.get((sannsynlighet, konsekvens), 0)
            niva = "skjult" if n is None else ceil(_NIVAER * n / mest) if n else 0
            ut.append(Rute((konsekvens - 1) * _RUTE, (TRINN - sannsynlighet) * _RUTE, sannsynlighet, konsekvens, n, niva))
    return ut

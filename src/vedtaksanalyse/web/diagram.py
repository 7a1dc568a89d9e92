"""The geometry of the charts: where bars, lines and cells stand. Templates draw them, and the words stand in tables beside.

Widths and heights are in units of a drawing that is stretched to its place, so nothing here is text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor

from vedtaksanalyse.statistikk import Anslag
from vedtaksanalyse.stikkprove.oversikt import TRINN

BREDDE, HOYDE = 1000, 300
_TOPPER = (0.04, 0.08, 0.2, 0.4, 0.6, 0.8, 1.0)
_RUTE = 10
_MARG = 20
_NIVAER = 4
_MANEDER = 12
_DAGER = 31
_TRINN = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0)
_FINE, _YTTERST = 0.01, 0.1
Maned = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stolpe:
    """A bar and its interval along a line of 100; ``lav`` is None without an interval."""

    verdi: float
    lav: float | None = None
    hoy: float | None = None


@dataclass(frozen=True, slots=True)
class Verdi:
    """A figure over some months or days, with the interval where it has one."""

    fra: Maned | date
    til: Maned | date
    verdi: float
    lav: float | None = None
    hoy: float | None = None


@dataclass(frozen=True, slots=True)
class Tidslinje:
    """A line over time. ``linje`` and ``band`` are paths, ``prikker`` the points, ``spenn`` the intervals (x, low, high).

    ``topp`` is the share at the top and ``bunn`` at the bottom, ``streker`` the heights of the lines at each quarter, ``fra`` and ``til`` the ends.
    """

    topp: float
    linje: str
    band: str
    prikker: tuple[tuple[float, float], ...]
    spenn: tuple[tuple[float, float, float], ...]
    streker: tuple[float, ...]
    fra: Maned | date
    til: Maned | date
    bunn: float = 0.0

    def place(self, verdi: float) -> float:
        """How far down a value stands."""
        return _place(verdi, self.bunn, self.topp)


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


def make_tidslinje(verdier: Sequence[Verdi], *, naer: bool = False) -> Tidslinje | None:
    """A line through figures in the order of time; None without any. ``naer`` shows only what is between the least and the most."""
    if not verdier:
        return None
    mest = max(max(ett.verdi, ett.hoy or 0.0) for ett in verdier)
    bunn, topp = 0.0, next(ett for ett in _TOPPER if ett >= min(mest, 1.0))
    if naer:
        bunn, topp = _find_ender(min(min(ett.verdi, ett.verdi if ett.lav is None else ett.lav) for ett in verdier), mest)
    steder = [_middle(ett) for ett in verdier]
    bredde = max(steder[-1] - steder[0], 1e-9)

    def x(sted: float) -> float:
        andel = (sted - steder[0]) / bredde if len(verdier) > 1 else 0.5
        return round(_MARG + andel * (BREDDE - 2 * _MARG), 1)

    def y(verdi: float) -> float:
        return _place(verdi, bunn, topp)

    prikker = tuple((x(sted), y(ett.verdi)) for sted, ett in zip(steder, verdier, strict=True))
    spenn = tuple((x(sted), y(ett.lav), y(ett.hoy)) for sted, ett in zip(steder, verdier, strict=True) if ett.lav is not None)
    band = _path([(a, lav) for a, lav, _ in spenn] + [(a, hoy) for a, _, hoy in reversed(spenn)]) + "Z" if len(spenn) > 1 else ""
    return Tidslinje(topp, _path(prikker), band, prikker, spenn, tuple(HOYDE * n / 4 for n in range(5)), verdier[0].fra, verdier[-1].til, bunn)


def _place(verdi: float, bunn: float, topp: float) -> float:
    return round(HOYDE * (1 - (min(verdi, topp) - bunn) / (topp - bunn)), 1)


def _find_ender(minst: float, mest: float) -> tuple[float, float]:
    """Round ends of an axis, four steps apart. Fine steps only where values are told with tenths."""
    ytterst = mest <= _YTTERST or minst >= 1 - _YTTERST
    for trinn in _TRINN:
        bunn = max(floor(minst / trinn + 1e-9) * trinn, 0.0)
        if (ytterst or trinn >= _FINE) and bunn + 4 * trinn >= mest - 1e-9:
            return round(bunn, 6), round(bunn + 4 * trinn, 6)
    return 0.0, mest


def _middle(ett: Verdi) -> float:
    return (_count(ett.fra) + _count(ett.til)) / 2


def _count(nar: Maned | date) -> float:
    if isinstance(nar, date):
        return nar.year * _MANEDER + nar.month + nar.day / _DAGER
    return nar[0] * _MANEDER + nar[1]


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

"""Figures in words: shares, intervals, months."""

from __future__ import annotations

from datetime import date

from vedtaksanalyse.statistikk import Anslag

HARDT = "\N{NO-BREAK SPACE}"
TANKESTREK = "\N{EN DASH}"
MINUS = "\N{MINUS SIGN}"


def describe_prosent(andel: float | None) -> str:
    """A share in whole per cent; in tenths where it is under one, so that little is not nothing."""
    return TANKESTREK if andel is None else f"{_percent(andel)}{HARDT}%"


def describe_intervall(anslag: Anslag) -> str:
    """The interval of a share."""
    return f"{_percent(anslag.lav)}{TANKESTREK}{_percent(anslag.hoy)}{HARDT}%"


def describe_poeng(forskjell: float) -> str:
    """A difference of shares, in percentage points without their name."""
    return _percent(forskjell)


def describe_mal(verdi: float | None) -> str:
    """A measure between minus one and one, in hundredths."""
    return TANKESTREK if verdi is None else _sign(f"{verdi:.2f}")


def describe_malintervall(anslag: Anslag) -> str:
    """The interval of such a measure."""
    return f"{_sign(f'{anslag.lav:.2f}')} til {_sign(f'{anslag.hoy:.2f}')}"


def describe_maned(maned: tuple[int, int] | None, malform: str) -> str:
    """A month with its year."""
    from babel.dates import format_date

    return format_date(date(*maned, 1), "LLLL y", locale=malform) if maned else ""


def describe_periode(fra: tuple[int, int], til: tuple[int, int], malform: str) -> str:
    """Some months after one another."""
    ender = [describe_maned(ett, malform) for ett in (fra, til)]
    return ender[0] if fra == til else f"{ender[0]} {TANKESTREK} {ender[1]}"


def _percent(andel: float) -> str:
    tall = 100 * andel
    return _sign(f"{tall:.1f}" if 0 < abs(tall) < 1 else f"{tall:.0f}")


def _sign(tall: str) -> str:
    return tall.replace(".", ",").replace("-", MINUS)

"""Figures as data and as a table people read."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from vedtaksanalyse.evaluation.fasit import Fasitsak
from vedtaksanalyse.evaluation.maal import Maal, Svar, measure
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import MALFORMER
from vedtaksanalyse.tekster import tekst

if TYPE_CHECKING:
    from rich.console import Console

SAMLET = (
    "hoved_f1", "alle_f1", "antall", "aldre", "sakstype_f1", "svakt_auc", "svakt_presisjon", "svakt_dekning",
    "svakt_brier", "belegg_dekning", "pii_dekning",
)  # fmt: skip


def measure_all(
    fasit: Sequence[Fasitsak], svar: Mapping[str, Svar], katalog: Katalog, urorte: Collection[str] = ()
) -> dict:
    """The figures for all cases, for the offices nobody looked at, per language form and per office."""

    def figures(utvalg: Sequence[Fasitsak]) -> dict:
        return to_dict(measure(utvalg, svar, katalog))

    return {
        "alle": figures(fasit),
        "urort": figures([f for f in fasit if f.kontor in urorte]),
        "malform": {form: figures([f for f in fasit if f.sak.malform == form]) for form in MALFORMER},
        "kontor": {k: figures([f for f in fasit if f.kontor == k]) for k in dict.fromkeys(f.kontor for f in fasit)},
    }


def to_dict(maal: Maal) -> dict:
    """Figures with four decimals; what could not be computed is None."""

    def clean(verdi: object) -> object:
        if isinstance(verdi, dict):
            return {navn: clean(under) for navn, under in verdi.items()}
        if isinstance(verdi, float):
            return None if math.isnan(verdi) else round(verdi, 4)
        return verdi

    return clean(asdict(maal))


def show(verdi: float | None) -> str:
    """A share with Norwegian decimal comma; a dash when there is none."""
    return "–" if verdi is None or math.isnan(verdi) else f"{verdi:.3f}".replace(".", ",")


def rows(maal: Mapping, katalog: Katalog, malform: str = "nb") -> Iterator[tuple[str, ...]]:
    """One row per criterion: name, n, accuracy, macro-F1, kappa. ``maal`` as from ``to_dict``."""
    for navn, rad in maal["kriterier"].items():
        figurer = (show(rad[felt]) for felt in ("noyaktighet", "f1", "kappa"))
        yield katalog.kriterier[navn].navn[malform], str(rad["n"]), *figurer


def print_maaling(maaling: Mapping, katalog: Katalog, console: Console, malform: str = "nb") -> None:
    """The whole table: criteria, totals, and the main figures per office and language form."""
    from rich.table import Table

    alle = maaling["alle"]
    tabell = Table(title=tekst("maaling.tittel", malform, n=alle["n"]), title_justify="left")
    for kolonne in ("kriterium", "n", "noyaktighet", "f1", "kappa"):
        tabell.add_column(tekst(f"maaling.{kolonne}", malform), justify="left" if kolonne == "kriterium" else "right")
    for rad in rows(alle, katalog, malform):
        tabell.add_row(*rad)
    console.print(tabell)
    for felt in SAMLET:
        console.print(f"{tekst(f'maaling.{felt}', malform)}: {show(alle[felt])}")
    console.print(tekst("maaling.pii_antall", malform, funn=alle["pii_funn"], fasit=alle["pii_fasit"]))
    for deling in ("malform", "kontor"):
        tabell = Table(title=tekst(f"maaling.per_{deling}", malform), title_justify="left")
        for kolonne in (deling, "n", *SAMLET):
            tabell.add_column(tekst(f"maaling.{kolonne}", malform), justify="left" if kolonne == deling else "right")
        for navn, maal in maaling[deling].items():
            tabell.add_row(navn, str(maal["n"]), *(show(maal[felt]) for felt in SAMLET))
        console.print(tabell)

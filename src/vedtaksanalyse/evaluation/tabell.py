"""Figures as data and as a table people read."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
    "svakt_presisjon_95", "svakt_brier", "svakt_ece", "grad_ece", "belegg_dekning", "pii_dekning",
)  # fmt: skip
"""The figures of a whole selection."""

DELT = ("hoved_f1", "alle_f1", "antall", "aldre", "svakt_auc", "svakt_brier", "belegg_dekning")
"""Those shown side by side for offices and language forms, where 80 columns must hold them."""


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
        if isinstance(verdi, list | tuple):
            return [clean(under) for under in verdi]
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
    """Per criterion with F1 of each language form, the totals, and the main figures per office and language form."""
    from rich.table import Table

    def table(tittel: str, forst: str, kolonner: Iterable[str]) -> Table:
        ny = Table(title=tittel, title_justify="left")
        ny.add_column(tekst(f"maaling.{forst}", malform))
        for kolonne in kolonner:
            ny.add_column(kolonne, justify="right")
        return ny

    alle = maaling["alle"]
    figurer = [tekst(f"maaling.{kolonne}", malform) for kolonne in ("n", "kort.noyaktighet", "kort.f1", "kort.kappa")]
    tabell = table(tekst("maaling.tittel", malform, n=alle["n"]), "kriterium", [*figurer, *(f"F1 {f}" for f in MALFORMER)])
    for navn, rad in zip(alle["kriterier"], rows(alle, katalog, malform), strict=True):
        tabell.add_row(*rad, *(show(maaling["malform"][form]["kriterier"][navn]["f1"]) for form in MALFORMER))
    console.print(tabell)
    for felt in SAMLET:
        console.print(f"{tekst(f'maaling.{felt}', malform)}: {show(alle[felt])}")
    console.print(tekst("maaling.pii_antall", malform, funn=alle["pii_funn"], fasit=alle["pii_fasit"]))
    for deling in ("malform", "kontor"):
        korte = [tekst("maaling.n", malform), *(tekst(f"maaling.kort.{felt}", malform) for felt in DELT)]
        tabell = table(tekst(f"maaling.per_{deling}", malform), deling, korte)
        for navn, maal in maaling[deling].items():
            tabell.add_row(navn, str(maal["n"]), *(show(maal[felt]) for felt in DELT))
        console.print(tabell)

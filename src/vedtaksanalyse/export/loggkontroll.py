"""The log of who looked at what as tables: looks, and the monthly report."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO
from typing import TYPE_CHECKING, Any

from vedtaksanalyse.export.tabell import neutralise
from vedtaksanalyse.sak import Innsyn
from vedtaksanalyse.tekster import tekst

if TYPE_CHECKING:
    from rich.console import Console

OPPSLAG = ("tid", "hvem", "handling", "sak_id", "kontor", "gjelder", "vei")
KONTROLL = ("hvem", "oppslag", "saker", "uten_eget", "utenom_koen", "utenom_tid", "sok", "uttak", "avvist")


def list_oppslag(rader: Iterable[Innsyn], malform: str) -> list[list[str]]:
    """Looks as rows of words."""
    return [
        [f"{r.tid.astimezone():%Y-%m-%d %H:%M:%S}", r.hvem, name_handling(r.handling, malform), r.sak_id, r.kontor, r.gjelder, name_vei(r.vei, malform)]
        for r in rader
    ]


def list_kontroll(rader: Iterable[Any]) -> list[list[str | int]]:
    """The monthly report as rows; cases are counted, not named."""
    return [[len(verdi) if isinstance(verdi := getattr(rad, felt), set) else verdi for felt in KONTROLL] for rad in rader]


def name_handling(handling: str, malform: str) -> str:
    """What somebody did, in words."""
    return tekst(f"innsyn.handling.{handling}", malform)


def name_vei(vei: str, malform: str) -> str:
    """How somebody came to it, in words."""
    return tekst(f"innsyn.vei.{vei or 'direkte'}", malform)


def name_kolonner(felt: Iterable[str], malform: str) -> list[str]:
    """The headings."""
    return [tekst(f"innsyn.kolonne.{ett}", malform) for ett in felt]


def make_csv(hode: Iterable[str], rader: Iterable[Iterable[str | int]]) -> str:
    """A table for spreadsheets, in which no cell is a formula."""
    ut = StringIO()
    skriver = csv.writer(ut, delimiter=";", lineterminator="\r\n")
    skriver.writerow(hode)
    skriver.writerows([neutralise(celle) for celle in rad] for rad in rader)
    return "\ufeff" + ut.getvalue()


def print_tabell(hode: Iterable[str], rader: Iterable[Iterable[str | int]], console: Console) -> None:
    """A table for a terminal; what is too long goes on below, and nothing is cut."""
    from rich.table import Table

    tabell = Table()
    for navn in hode:
        tabell.add_column(navn, overflow="fold")
    for rad in rader:
        tabell.add_row(*map(str, rad))
    console.print(tabell)

"""The ranked cases as a table in the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from vedtaksanalyse.export.ordlegging import (
    describe_flagg,
    describe_malform,
    describe_saksstatus,
    describe_svakt,
    sort_flagg,
    sort_saker,
)
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import Saksstatus, Saksvurdering
from vedtaksanalyse.tekster import tekst

if TYPE_CHECKING:
    from rich.console import Console

_ANTALL_FLAGG = 3


def print_rangert(
    vurderinger: Iterable[Saksvurdering], katalog: Katalog, console: Console, malform: str = "nb"
) -> None:
    """Print the cases in the order to look at them, each with its three gravest flags in words."""
    tabell = Table(title=tekst("rapport.rangert.tittel", malform), title_justify="left", show_lines=True)
    for kolonne in ("plass", "sak", "kontor", "malform", "svakt", "flagg", "status"):
        overskrift = tekst(f"rapport.rangert.{kolonne}", malform)
        tabell.add_column(overskrift, justify="right" if kolonne == "plass" else "left", ratio=_BREDDE.get(kolonne))
    for plass, vurdering in enumerate(sort_saker(vurderinger), start=1):
        tabell.add_row(*_rad(plass, vurdering, katalog, malform))
    console.print(tabell)


_BREDDE = {"flagg": 3, "status": 1}


def _rad(plass: int, vurdering: Saksvurdering, katalog: Katalog, malform: str) -> list[Text]:
    vurdert = vurdering.status == Saksstatus.VURDERT
    flagg = [describe_flagg(f, katalog, malform) for f in sort_flagg(vurdering.flagg)[:_ANTALL_FLAGG]]
    celler = [
        str(plass) if vurdert else "–",
        vurdering.sak.sak_id,
        vurdering.sak.kontor,
        describe_malform(vurdering.sak, malform),
        describe_svakt(vurdering.svakt_vedtak, malform),
        "\n".join(f"• {linje}" for linje in flagg) or tekst("rapport.ingen_flagg_kort", malform) * vurdert,
        describe_saksstatus(vurdering, malform),
    ]
    return [Text(celle, style="" if vurdert else "yellow") for celle in celler]

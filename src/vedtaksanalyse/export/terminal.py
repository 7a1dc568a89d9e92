"""The ranked cases as a table in the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.box import HORIZONTALS
from rich.table import Table
from rich.text import Text

from vedtaksanalyse.export.ordlegging import (
    describe_arsak,
    describe_flagg,
    describe_malform,
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
    kolonner = [k for k in _KOLONNER if console.width >= _SMAL or k not in ("kontor", "malform")]
    tittel = tekst("rapport.rangert.tittel", malform)
    tabell = Table(title=tittel, title_justify="left", box=HORIZONTALS, show_lines=True, expand=True)
    for kolonne in kolonner:
        tabell.add_column(tekst(f"rapport.rangert.{kolonne}", malform), **_KOLONNER[kolonne])
    for plass, vurdering in enumerate(sort_saker(vurderinger), start=1):
        rad = _rad(plass, vurdering, katalog, malform)
        tabell.add_row(*(rad[kolonne] for kolonne in kolonner))
    console.print(tabell)


_SMAL = 100
"""Narrower terminals leave out what matters least."""
_KOLONNER: dict[str, dict] = {
    "plass": {"justify": "right", "no_wrap": True},
    "sak": {"overflow": "fold", "min_width": 6, "max_width": 24},
    "kontor": {"max_width": 18},
    "malform": {"no_wrap": True},
    "svakt": {"max_width": 19},
    "flagg": {"ratio": 1, "overflow": "fold"},
}


def _rad(plass: int, vurdering: Saksvurdering, katalog: Katalog, malform: str) -> dict[str, Text]:
    vurdert = vurdering.status == Saksstatus.VURDERT
    flagg = [f"• {describe_flagg(f, katalog, malform)}" for f in sort_flagg(vurdering.flagg)[:_ANTALL_FLAGG]]
    if not vurdert:
        svakt, hvorfor = (
            tekst(f"rapport.saksstatus.{vurdering.status}", malform),
            describe_arsak(vurdering.arsak, malform),
        )
    else:
        svakt = describe_svakt(vurdering.svakt_vedtak, malform)
        hvorfor = "\n".join(flagg) or tekst("rapport.ingen_flagg_kort", malform)
    celler = {
        "plass": str(plass) if vurdert else "–",
        "sak": vurdering.sak.sak_id,
        "kontor": vurdering.sak.kontor,
        "malform": describe_malform(vurdering.sak, malform),
        "svakt": svakt,
        "flagg": hvorfor,
    }
    return {kolonne: Text(celle, style="" if vurdert else "yellow") for kolonne, celle in celler.items()}

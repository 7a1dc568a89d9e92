"""The ranked cases as a table in the terminal, and one case point for point."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.box import HORIZONTALS
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from vedtaksanalyse.export.behovstekst import describe_stilling, describe_utfall, name_behov
from vedtaksanalyse.export.flaggord import count_rest, name_flagg, sort_flagg
from vedtaksanalyse.export.ordlegging import (
    describe_arsak,
    describe_grader,
    describe_malform,
    describe_sikkerhet,
    describe_svakt,
    sort_saker,
)
from vedtaksanalyse.export.risikoord import describe_risiko, explain_risiko
from vedtaksanalyse.export.tekstkvalitet import describe_darlige
from vedtaksanalyse.export.visning import Saksside, pick_fremst
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import Belegg, Flagg, Saksstatus, Saksvurdering
from vedtaksanalyse.tekster import tekst

if TYPE_CHECKING:
    from rich.console import Console

_SITATLENGDE, _SITATER = 200, 2


def print_saker(vurderinger: Sequence[Saksvurdering], katalog: Katalog, console: Console, malform: str = "nb") -> None:
    """Print the ranked cases; a case that stands alone is told point for point as well."""
    print_rangert(vurderinger, katalog, console, malform)
    if len(vurderinger) == 1:
        print_sak(vurderinger[0], katalog, console)


def print_rangert(
    vurderinger: Iterable[Saksvurdering], katalog: Katalog, console: Console, malform: str = "nb"
) -> None:
    """Print the cases in the order to look at them, each with its three gravest flags in words."""
    kolonner = [k for k in _KOLONNER if console.width >= _SMAL or k not in _BRED]
    tittel = tekst("rapport.rangert.tittel", malform)
    tabell = Table(title=tittel, title_justify="left", box=HORIZONTALS, show_lines=True, expand=True)
    for kolonne in kolonner:
        tabell.add_column(tekst(f"rapport.rangert.{kolonne}", malform), **_KOLONNER[kolonne])
    for plass, vurdering in enumerate(sort_saker(vurderinger), start=1):
        rad = _rad(plass, vurdering, katalog, malform)
        tabell.add_row(*(rad[kolonne] for kolonne in kolonner))
    console.print(tabell)


_BRED = ("kontor", "malform", "svakt")
_SMAL = 100
"""Narrower terminals leave out what matters least."""
_KOLONNER: dict[str, dict] = {
    "plass": {"justify": "right", "no_wrap": True},
    "sak": {"overflow": "fold", "min_width": 6, "max_width": 24},
    "kontor": {"max_width": 18},
    "malform": {"no_wrap": True},
    "risiko": {"max_width": 14},
    "svakt": {"max_width": 19},
    "flagg": {"ratio": 1, "overflow": "fold"},
}


def _rad(plass: int, vurdering: Saksvurdering, katalog: Katalog, malform: str) -> dict[str, Text]:
    vurdert = vurdering.status == Saksstatus.VURDERT
    flagg = [f"• {name_flagg(f, katalog, malform)}" for f in pick_fremst(sort_flagg(vurdering.flagg))]
    risiko = describe_risiko(vurdering.risiko, malform) if vurdert else "–"
    if vurdering.risiko and vurdering.risiko.feil:
        risiko += "\n" + tekst("rapport.ko.feil", malform)
    if not vurdert:
        status = tekst(f"rapport.saksstatus.{vurdering.status}", malform)
        svakt, hvorfor = "–", f"{status}\n{describe_arsak(vurdering.arsak, malform)}"
    else:
        svakt = describe_svakt(vurdering.svakt_vedtak, malform)
        hvorfor = "\n".join(flagg) or tekst("rapport.ingen_flagg_kort", malform)
    hvorfor = "\n".join([hvorfor, *describe_darlige(vurdering.sak, malform)])
    if holdt := sum(s.holdt for s in vurdering.skjerming):
        hvorfor += "\n" + tekst("personvern.antall", malform, antall=holdt)
    celler = {
        "plass": str(plass) if vurdert else "–",
        "sak": vurdering.sak.sak_id,
        "kontor": vurdering.sak.kontor,
        "malform": describe_malform(vurdering.sak, malform),
        "risiko": risiko,
        "svakt": svakt,
        "flagg": hvorfor,
    }
    return {kolonne: Text(celle, style="" if vurdert else "yellow") for kolonne, celle in celler.items()}


def print_sak(vurdering: Saksvurdering, katalog: Katalog, console: Console) -> None:
    """Print one case in its own language form: why it is here, its flags by chain, then each verdict with its quotes."""
    sak = Saksside(1, vurdering, katalog)
    for linje in (*sak.personvern, *sak.darlige):
        console.print(Text(linje, style="yellow"))
    for linje in explain_risiko(vurdering, katalog, sak.malform):
        console.print(linje)
    if sak.flagg:
        console.print(sak.telling)
    for kjede, forst, rest in sak.kjeder:
        console.print(Text(f"\n{kjede}", style="bold"))
        _print_flagg(forst, sak, console)
        if rest:
            console.print(Padding(Text(count_rest(rest, sak.malform), style="dim"), (0, 0, 0, 4)))
    if sak.hint:
        console.print(Text(f"\n{sak.t('hintene', antall=len(sak.hint))}", style="dim"))
    _print_behov(sak, katalog, console)
    for gruppe, par in sak.grupper:
        console.print(Text(f"\n{gruppe}", style="bold"))
        for kriterium, v in par:
            svak = sak.tone(kriterium, v) in ("flagg", "svak")
            linje = Text(f"{kriterium.navn[sak.malform]}: ")
            linje.append(describe_grader(v, kriterium, sak.malform), style="yellow" if svak else "bold")
            linje.append(f"  {describe_sikkerhet(v, kriterium, sak.malform)}", style="dim")
            console.print(linje)
            for belegg in v.belegg:
                _print_sitat(belegg, sak, console)
            if trinn := sak.trinn(v):
                console.print(Padding(Text(trinn, style="dim"), (0, 0, 0, 4)))


def _print_flagg(flagg: Flagg, sak: Saksside, console: Console) -> None:
    """A flag with what to ask and the places it stands on."""
    hode = Text(f"• {flagg.tekst} ").append(f"{flagg.risiko}", style="dim")
    if flagg.feil:
        hode.append(f"  {sak.r('rapport.ko.feil')}", style="yellow")
    console.print(Padding(hode, (0, 0, 0, 2)))
    if regel := sak.regel(flagg):
        console.print(Padding(Text(regel.neste[sak.malform], style="dim"), (0, 0, 0, 4)))
    for belegg in flagg.belegg[:_SITATER]:
        _print_sitat(belegg, sak, console)


def _print_sitat(belegg: Belegg, sak: Saksside, console: Console) -> None:
    sitat = textwrap.shorten(sak.sak.sitat(belegg), _SITATLENGDE, placeholder=" …")
    console.print(Padding(Text(f"«{sitat}» ").append(sak.sted(belegg), style="dim"), (0, 0, 0, 4)))


def _print_behov(sak: Saksside, katalog: Katalog, console: Console) -> None:
    """The needs, a line each: what stands out with its quote, else what was decided."""
    if sak.behov:
        console.print(Text(f"\n{tekst('rapport.behov.tittel', sak.malform)}", style="bold"))
    for _, rad in sak.behov:
        hvem = f" ({rad.barn})" if rad.barn else ""
        linje = Text(f"{name_behov(rad, katalog, sak.malform)}{hvem}: ")
        if not rad.stilling:
            console.print(linje.append(describe_utfall(rad, sak.malform), style="bold"))
            continue
        console.print(linje.append(describe_stilling(rad, sak.malform), style="yellow"))
        for belegg in (*rad.sokt, *rad.kartlagt)[:1]:
            _print_sitat(belegg, sak, console)

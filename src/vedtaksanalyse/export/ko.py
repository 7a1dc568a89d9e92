"""The queue of stored cases: which vedtak to look at first, and why. It ranks vedtak, never people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from vedtaksanalyse.export.flaggord import find_flaggregel
from vedtaksanalyse.export.ordlegging import describe_arsak
from vedtaksanalyse.export.risikoord import describe_kjede, describe_risiko, explain_plass
from vedtaksanalyse.kriterier import Flaggregel, Katalog
from vedtaksanalyse.sak import Korad, Saksstatus
from vedtaksanalyse.tekster import tekst

if TYPE_CHECKING:
    from rich.console import Console

SKJEMA = 1
_FREMST = 3
_SAKSBREDDE = 26


@dataclass(frozen=True)
class Ko:
    """The cases in order as of ``idag``, how many more have something to look at or nothing, and why the rest have no place."""

    saker: Sequence[Korad]
    flere: int
    uten_flagg: int
    arsaker: Sequence[tuple[str, int]]
    idag: date
    holdt: Mapping[str, int] = field(default_factory=dict)


def make_ko(rader: Iterable[Korad], maks: int | None, idag: date, holdt: Mapping[str, int] | None = None) -> Ko:
    """The queue as it stands today. Cases that could not be assessed are counted by cause, and are no finding.

    ``holdt`` is how many documents of each case are held back.
    """
    rader = list(rader)
    vurdert = [rad for rad in rader if rad.status == Saksstatus.VURDERT]
    ordnet = sorted((rad for rad in vurdert if rad.risiko), key=lambda rad: rad.rang(idag))
    arsaker = Counter(rad.arsak for rad in rader if rad.status != Saksstatus.VURDERT)
    vist = ordnet[:maks]
    holdt = {rad.sak_id: holdt[rad.sak_id] for rad in rader if holdt and rad.sak_id in holdt}
    return Ko(vist, len(ordnet) - len(vist), len(vurdert) - len(ordnet), arsaker.most_common(), idag, holdt)


def to_post(ko: Ko, katalog: Katalog, malform: str) -> dict[str, Any]:
    """The queue as plain data, with the reasons in words."""
    return {
        "skjema": SKJEMA,
        "ko": [_rad(plass, rad, ko, katalog, malform) for plass, rad in enumerate(ko.saker, start=1)],
        "flere": ko.flere,
        "uten_flagg": ko.uten_flagg,
        "tilbakeholdt": {"saker": len(ko.holdt), "dokumenter": sum(ko.holdt.values())},
        "kan_ikke_vurderes": [
            {"arsak": arsak, "tekst": describe_arsak(arsak, malform), "antall": antall} for arsak, antall in ko.arsaker
        ],
    }


def _rad(plass: int, rad: Korad, ko: Ko, katalog: Katalog, malform: str) -> dict[str, Any]:
    risiko, idag = rad.risiko, ko.idag
    return {
        "plass": plass,
        "sak_id": rad.sak_id,
        "kontor": rad.kontor,
        "vedtaksdato": rad.vedtaksdato and rad.vedtaksdato.isoformat(),
        "feil": risiko.feil,
        "risiko": risiko.risiko,
        "sannsynlighet": risiko.sannsynlighet,
        "konsekvens": risiko.konsekvens,
        "kjeder": [{"kjede": kjede, "navn": describe_kjede(kjede, katalog, malform)} for kjede in risiko.kjeder],
        "frist": risiko.frist and risiko.frist.isoformat(),
        "frist_ute": risiko.frist is not None and risiko.frist < idag,
        "flagg": list(rad.flagg),
        "tilbakeholdt": ko.holdt.get(rad.sak_id, 0),
        "hvorfor": explain_plass(risiko, rad.venter_svar, katalog, malform, idag),
    }


def print_ko(ko: Ko, katalog: Katalog, console: Console, malform: str) -> None:
    """The queue as a table, with the gravest flag of each of the gravest chains in words."""
    from rich.box import HORIZONTALS
    from rich.table import Table
    from rich.text import Text

    tittel = tekst("ko.tittel", malform)
    tabell = Table(title=tittel, title_justify="left", box=HORIZONTALS, show_lines=True, expand=True)
    tabell.add_column(tekst("rapport.rangert.plass", malform), justify="right")
    tabell.add_column(tekst("rapport.rangert.sak", malform), max_width=_SAKSBREDDE, overflow="fold")
    tabell.add_column(tekst("ko.hvorfor", malform), ratio=1, overflow="fold")
    for plass, rad in enumerate(ko.saker, start=1):
        tabell.add_row(str(plass), Text(_sak(rad, ko.holdt.get(rad.sak_id, 0), malform)), Text(_hvorfor(rad, ko.idag, katalog, malform)))
    console.print(tabell)
    for nokkel, antall in (("flere", ko.flere), ("uten_flagg", ko.uten_flagg)):
        if antall:
            console.print(tekst(f"ko.{nokkel}", malform, antall=antall))
    if ko.holdt:
        console.print(tekst("ko.holdt_saker", malform, antall=len(ko.holdt)))
    if ko.arsaker:
        samlet = sum(antall for _, antall in ko.arsaker)
        console.print("\n" + tekst("ko.kan_ikke_vurderes", malform, antall=samlet))
        for arsak, antall in ko.arsaker:
            console.print("  " + tekst("ko.arsak", malform, antall=antall, arsak=describe_arsak(arsak, malform)))


def _sak(rad: Korad, holdt: int, malform: str) -> str:
    """Which case it is, over its risk: under each other, so that long names leave room for the reasons."""
    risiko = f"{tekst('rapport.rangert.risiko', malform)} {describe_risiko(rad.risiko, malform)}"
    dato = tekst("ko.vedtatt_dato", malform, dato=f"{rad.vedtaksdato:%d.%m.%Y}") if rad.vedtaksdato else ""
    feil = tekst("rapport.ko.feil", malform) if rad.risiko.feil else ""
    tilbake = tekst("ko.holdt", malform, antall=holdt) if holdt else ""
    return "\n".join(filter(None, (rad.sak_id, rad.kontor, dato, risiko, feil, tilbake)))


def _hvorfor(rad: Korad, idag: date, katalog: Katalog, malform: str) -> str:
    regler = [regel for navn in rad.flagg if (regel := find_flaggregel(katalog, navn))]
    per_kjede: dict[str, Flaggregel] = {}
    for regel in regler:
        per_kjede.setdefault(regel.kjede, regel)
    flagg = [f"• {regel.tekst[malform]}" for regel in list(per_kjede.values())[:_FREMST]]
    return "\n".join([*flagg, " ".join(explain_plass(rad.risiko, rad.venter_svar, katalog, malform, idag)[1:])]).strip()

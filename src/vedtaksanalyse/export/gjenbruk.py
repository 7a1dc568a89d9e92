"""The boilerplate maps of the offices: a table in the terminal, a page to read, and JSON for machines."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from vedtaksanalyse.export.gjenbrukstekst import (
    Tekster,
    count_skjulte,
    describe_felt,
    describe_kart,
    list_rester,
    name_kontor,
    split_tekster,
)
from vedtaksanalyse.export.utfil import open_utfil
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import Gjenbrukskart
from vedtaksanalyse.tekster import tekst

if TYPE_CHECKING:
    from rich.console import Console

Kart = Sequence[tuple[Gjenbrukskart, Tekster]]
_TEKSTLENGDE, _I_TABELL = 160, 15


def print_kart(kart: Kart, katalog: Katalog, console: Console, malform: str = "nb") -> None:
    """Print each office: what it builds on, what does not fit its case, and what recurs in most cases."""
    from rich.text import Text

    for ett, tekster in kart:
        console.print(Text(f"\n{name_kontor(ett, malform)}", style="bold"))
        for linje in describe_kart(ett, malform):
            console.print(Text(linje))
        if rester := list_rester(ett, tekster, katalog, malform):
            rader = [(sak_id, hva, _shorten(setning)) for sak_id, hva, setning in rester]
            tittel = tekst("gjenbruk.rest_tittel", malform)
            _print_tabell(tittel, "kolonne_rest", {"sak": {"max_width": 24}, "hva": {"ratio": 1}, "setning": {"ratio": 1}}, rader, console, malform)
            console.print(Text(tekst("gjenbruk.rest_forklart", malform)))
        if skjulte := count_skjulte(ett):
            console.print(Text(tekst("gjenbruk.rest_flere", malform, antall=skjulte)))
        if not ett.tekster:
            console.print(Text(tekst("gjenbruk.ingen", malform)))
        for tittel, par in split_tekster(ett, tekster, malform):
            rader = [(str(s.saker), _shorten(ordlyd), describe_felt(s, katalog, malform)) for s, ordlyd in par[:_I_TABELL]]
            _print_tabell(tittel, "kolonne", {"saker": {"justify": "right"}, "tekst": {"ratio": 2}, "felt": {"ratio": 1}}, rader, console, malform)


def _shorten(ordlyd: str) -> str:
    return textwrap.shorten(ordlyd, _TEKSTLENGDE, placeholder=" …")


def _print_tabell(
    tittel: str, navn: str, kolonner: Mapping[str, Mapping], rader: Iterable[Sequence[str]], console: Console, malform: str
) -> None:
    from rich.box import HORIZONTALS
    from rich.table import Table
    from rich.text import Text

    tabell = Table(title=tittel, title_justify="left", box=HORIZONTALS, show_lines=True, expand=True)
    for kolonne, valg in kolonner.items():
        tabell.add_column(tekst(f"gjenbruk.{navn}.{kolonne}", malform), overflow="fold", **valg)
    for rad in rader:
        tabell.add_row(*map(Text, rad))
    console.print(tabell)


def write_html(kart: Kart, fil: Path, katalog: Katalog, malform: str = "nb") -> None:
    """Write a page that asks nothing of the network."""
    from vedtaksanalyse.export import gjenbrukstekst
    from vedtaksanalyse.export.html import render_side

    kontorer = [
        (ett, split_tekster(ett, tekster, malform), list_rester(ett, tekster, katalog, malform)) for ett, tekster in kart
    ]
    felt = {"malform": malform, "katalog": katalog, "kontorer": kontorer, "si": gjenbrukstekst, "t": tekst}
    with open_utfil(fil) as ut:
        ut.writelines(render_side("gjenbruk.html.j2", **felt))


def write_json(kart: Kart, fil: Path) -> None:
    """Write the maps as they are, each text with its words. Names of fields are the same in both language forms."""
    data = []
    for ett, tekster in kart:
        felt = asdict(ett)
        felt["tekster"] = [asdict(s) | {"tekst": tekster[s.sak_id, s.belegg]} for s in ett.tekster]
        felt["merknader"] = [
            {
                "sak_id": sak_id,
                "slag": rest.slag,
                "her": tekster[sak_id, rest.belegg[1]],
                "ellers": rest.ellers,
                "setning": asdict(rest.belegg[0]) | {"tekst": tekster[sak_id, rest.belegg[0]]},
            }
            for sak_id, rest in ett.merknader
        ]
        data.append(felt)
    with open_utfil(fil) as ut:
        ut.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")

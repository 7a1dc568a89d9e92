"""The boilerplate maps of the offices: a table in the terminal, a page to read, and JSON for machines."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from vedtaksanalyse.export.gjenbrukstekst import describe_felt, describe_kart, name_kontor, split_tekster
from vedtaksanalyse.export.utfil import open_utfil
from vedtaksanalyse.sak import Gjenbrukskart
from vedtaksanalyse.tekster import tekst

if TYPE_CHECKING:
    from rich.console import Console

Kart = Sequence[tuple[Gjenbrukskart, Sequence[str]]]
_TEKSTLENGDE, _I_TABELL = 160, 15


def print_kart(kart: Kart, console: Console, malform: str = "nb") -> None:
    """Print each office: what it builds on, and what recurs in most cases."""
    from rich.box import HORIZONTALS
    from rich.table import Table
    from rich.text import Text

    for ett, tekster in kart:
        console.print(Text(f"\n{name_kontor(ett, malform)}", style="bold"))
        for linje in describe_kart(ett, malform):
            console.print(Text(linje))
        if not ett.tekster:
            console.print(Text(tekst("gjenbruk.ingen", malform)))
        for tittel, par in split_tekster(ett, tekster, malform):
            tabell = Table(title=tittel, title_justify="left", box=HORIZONTALS, show_lines=True, expand=True)
            for kolonne, valg in (("saker", {"justify": "right"}), ("tekst", {"ratio": 2}), ("felt", {"ratio": 1})):
                tabell.add_column(tekst(f"gjenbruk.kolonne.{kolonne}", malform), overflow="fold", **valg)
            for standard, ordlyd in par[:_I_TABELL]:
                kort = textwrap.shorten(ordlyd, _TEKSTLENGDE, placeholder=" …")
                tabell.add_row(str(standard.saker), Text(kort), Text(describe_felt(standard, malform)))
            console.print(tabell)


def write_html(kart: Kart, fil: Path, malform: str = "nb") -> None:
    """Write a page that asks nothing of the network."""
    from vedtaksanalyse.export import gjenbrukstekst
    from vedtaksanalyse.export.html import render_side

    kontorer = [(ett, split_tekster(ett, tekster, malform)) for ett, tekster in kart]
    with open_utfil(fil) as ut:
        ut.writelines(render_side("gjenbruk.html.j2", malform=malform, kontorer=kontorer, si=gjenbrukstekst, t=tekst))


def write_json(kart: Kart, fil: Path) -> None:
    """Write the maps as they are, each text with its words. Names of fields are the same in both language forms."""
    data = []
    for ett, tekster in kart:
        felt = asdict(ett)
        felt["tekster"] = [post | {"tekst": ord_} for post, ord_ in zip(felt["tekster"], tekster, strict=True)]
        data.append(felt)
    with open_utfil(fil) as ut:
        ut.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")

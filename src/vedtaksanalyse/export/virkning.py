"""A preview of what a change does, to the terminal, as a page to read, as a spreadsheet and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vedtaksanalyse.export import virkningsord
from vedtaksanalyse.export.regneark import Ark, make_bok
from vedtaksanalyse.export.utfil import open_utfil, whole_fil
from vedtaksanalyse.export.virkningsord import (
    Celle,
    describe_endring,
    drop_tomme,
    list_linjer,
    list_tabeller,
    show_celle,
)
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.tekster import tekst

if TYPE_CHECKING:
    from rich.console import Console

    from vedtaksanalyse.learning.endringer import Saksendring
    from vedtaksanalyse.learning.virkning import Virkning

FORMATER = ("html", "json", "xlsx")
_I_TABELL, _SAKER_I_SIDE, _SMALEST = 40, 500, 12
_SAK, _EKSEMPEL = ("sak", "kontor", "malform", "risiko_for", "risiko_etter", "flagg", "grader"), ("slag", "hva", "fra", "til", "sak", "kontor", "for", "etter")


def to_post(v: Virkning) -> dict[str, Any]:
    """All of it as plain data."""
    return {**v.tall, "eksempler": v.eksempler, "saker_endret": [asdict(ett) for ett in v.saker], "feilet_saker": dict(v.feilet)}


def print_virkning(v: Virkning, console: Console, malform: str = "nb") -> None:
    """The figures. Examples and cases are in the files."""
    from rich.box import HORIZONTALS
    from rich.table import Table
    from rich.text import Text

    for linje in list_linjer(v.tall, malform):
        console.print(Text(linje))
    for ett in map(drop_tomme, list_tabeller(v.tall, v.katalog, malform)):
        tabell = Table(title=ett.tittel, title_justify="left", box=HORIZONTALS, expand=True, padding=(0, 0, 0, 1))
        for nr, navn in enumerate(ett.hode):
            tall = all(isinstance(rad[nr], int | None) for rad in ett.rader)
            form = {"justify": "right"} if tall else {"overflow": "fold", "ratio": 1, "min_width": _SMALEST}
            tabell.add_column(navn, **form)
        for rad in ett.rader[:_I_TABELL]:
            tabell.add_row(*(Text(show_celle(celle)) for celle in rad))
        console.print(tabell)
        if len(ett.rader) > _I_TABELL:
            console.print(Text(tekst("virkning.flere", malform, antall=len(ett.rader) - _I_TABELL)))
    if antall := sum(map(len, v.eksempler.values())):
        console.print(Text(tekst("virkning.eksempler_i_fil", malform, antall=antall)))


def write_html(v: Virkning, fil: Path, malform: str = "nb") -> None:
    """Write a page that asks nothing of the network."""
    from vedtaksanalyse.export.html import render_side

    saker = [list_sak(ett, v.katalog, malform) for ett in v.saker[:_SAKER_I_SIDE]]
    felt = {"malform": malform, "v": v, "si": virkningsord, "t": tekst, "saker": saker, "flere": len(v.saker) - len(saker)}
    felt |= {"linjer": list(list_linjer(v.tall, malform)), "tabeller": list(map(drop_tomme, list_tabeller(v.tall, v.katalog, malform))), "hode": _head(_SAK, malform)}
    with open_utfil(fil) as ut:
        ut.writelines(render_side("virkning.html.j2", **felt))


def write_json(v: Virkning, fil: Path, malform: str = "nb") -> None:
    """Write all of it for programs. Names of fields are the same in both language forms."""
    with open_utfil(fil) as ut:
        ut.write(json.dumps(to_post(v), ensure_ascii=False, indent=1) + "\n")


def write_xlsx(v: Virkning, fil: Path, malform: str = "nb") -> None:
    """Write a workbook: what it came to, a sheet for each table, the cases that change, and the examples."""
    ark = [Ark(tekst("virkning.tabell.kort", malform), [tekst("virkning.tabell.kort", malform)], [[linje] for linje in list_linjer(v.tall, malform)])]
    ark += [Ark(ett.tittel, ett.hode, ett.rader) for ett in list_tabeller(v.tall, v.katalog, malform)]
    ark.append(Ark(tekst("virkning.tabell.saker", malform), _head(_SAK, malform), [list_sak(ett, v.katalog, malform) for ett in v.saker]))
    ark.append(Ark(tekst("virkning.tabell.eksempler", malform), _head(_EKSEMPEL, malform), _eksempelrader(v, malform)))
    with whole_fil(fil) as delvis:
        delvis.write_bytes(make_bok(ark))


def list_sak(e: Saksendring, katalog: Katalog, malform: str = "nb") -> list[Celle]:
    """A case that changes, as a row."""
    flagg = [{"flagg": f.flagg, "fra": f.fra, "til": f.til} for f in e.flagg]
    grader = [{"kriterium": g.kriterium, "fra": g.fra, "til": g.til} for g in e.grader]
    ord_ = ("; ".join("{}: {} → {}".format(*describe_endring(ett, katalog, malform)) for ett in egne) for egne in (flagg, grader))
    return [e.sak_id, virkningsord.name_kontor(e.kontor, malform), virkningsord.name_form(e.malform, malform), *e.risiko, *ord_]


def _head(kolonner: Sequence[str], malform: str) -> list[str]:
    return [tekst(f"virkning.kolonne.{navn}", malform) for navn in kolonner]


def _eksempelrader(v: Virkning, malform: str) -> Iterator[list[Celle]]:
    for slag, alle in v.eksempler.items():
        for ett in alle:
            sitater = ["\n".join(s["sitat"] for s in ett[side]) for side in ("for", "etter")]
            yield [tekst(f"virkning.slag.{slag}", malform), *describe_endring(ett, v.katalog, malform), ett["sak_id"], ett["kontor"], *sitater]


SKRIVERE = {"html": write_html, "json": write_json, "xlsx": write_xlsx}
"""Each format with what writes it."""

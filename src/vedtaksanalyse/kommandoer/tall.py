"""``vedtaksanalyse tall``: the figures of the offices. The pages tell the same from the same functions."""

from __future__ import annotations

from pathlib import Path

import click

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.kommandoer.stikkprovevalg import (
    felles,
    find_kontorer,
    load_valg,
    make_console,
    print_json,
    som_json_valg,
)
from vedtaksanalyse.tekster import tekst

VISNINGER = ("kontor", "trend", "kriterier", "flagg", "sammenlikning")
_ENDELSER = (".xlsx", ".csv", ".json")


def _valg(flagg: str, metavar: str, **felt: object):
    return click.option(flagg, metavar=tekst(f"cli.metavar_{metavar}"), help=tekst(f"cli.tall_{flagg[2:]}"), **felt)


@click.command(help=tekst("cli.tall"), options_metavar=tekst("cli.metavar_valg"))
@click.argument("visning", type=click.Choice(VISNINGER), default=VISNINGER[0], metavar=tekst("cli.metavar_visning"))
@_valg("--kontor", "navn")
@_valg("--mal", "mal")
@_valg("--punkt", "tekst")
@click.option("--leder", is_flag=True, help=tekst("cli.tall_leder"))
@_valg("--ut", "fil", type=click.Path(dir_okay=False, path_type=Path))
@som_json_valg
@felles
def tall(
    visning: str, kontor: str | None, mal: str | None, punkt: str | None, leder: bool, ut: Path | None, som_json: bool, database: str | None,
    malform: str | None,
) -> None:  # fmt: skip
    """Tables for a terminal, or a file; the ending says how."""
    import json

    from vedtaksanalyse.export import talltabeller as tabeller
    from vedtaksanalyse.export.stikkprover import SKJEMA
    from vedtaksanalyse.export.utfil import whole_fil
    from vedtaksanalyse.gjennomgang import load_regler
    from vedtaksanalyse.kriterier import load_katalog
    from vedtaksanalyse.stikkprove.tallkilde import Tallkilde
    from vedtaksanalyse.storage import open_lager
    from vedtaksanalyse.web.talluttak import make_tabeller

    if ut and ut.suffix.lower() not in _ENDELSER:
        raise Bruksfeil("ukjent_endelse", endelser=", ".join(_ENDELSER))
    innstilt, katalog = load_valg(database, malform), load_katalog()
    tilstander = tabeller.name_tilstander(load_regler().tilstander, innstilt.malform)
    with open_lager(innstilt.database, opprett=False) as lager:
        kilde = Tallkilde(lager, katalog, None, lager.stikkprover.list_alle, apen=not leder)
        valgt = find_kontorer(lager, (kontor,))[0] if kontor else kilde.find_kontor(None)
        alle = make_tabeller(kilde, visning, valgt, mal, punkt, katalog, tilstander, innstilt.malform)
    post = {"visning": visning, "kontor": valgt if visning in VISNINGER[1:4] else None, "tabeller": tabeller.to_post(alle)}
    if ut:
        former = {".xlsx": tabeller.make_tall_xlsx, ".csv": tabeller.make_tall_csv}
        lag = former.get(ut.suffix.lower())
        hele = (json.dumps({"skjema": SKJEMA} | post, ensure_ascii=False, indent=1) + "\n").encode()
        with whole_fil(ut) as delvis:
            delvis.write_bytes(lag(alle, tilstander, innstilt.malform) if lag else hele)
        click.echo(tekst("cli.skrevet", innstilt.malform, fil=ut.resolve()), err=True)
    elif som_json:
        print_json(post)
    else:
        if post["kontor"]:
            click.echo(post["kontor"])
        tabeller.print_tabeller(alle, tilstander, make_console(), innstilt.malform)
        if not any(t.rader for t in alle):
            click.echo(tekst("tall.ingen", innstilt.malform))

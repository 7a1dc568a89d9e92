"""``vedtaksanalyse stikkprove anslag``: what a draw says of its offices. The page tells the same from the same functions."""

from __future__ import annotations

import click

from vedtaksanalyse.kommandoer.stikkprovevalg import (
    felles,
    hjelp,
    load_valg,
    make_console,
    nummer_argument,
    print_json,
    som_json_valg,
)
from vedtaksanalyse.tekster import tekst


@click.command("anslag", help=hjelp("anslag"), options_metavar=tekst("cli.metavar_valg"))
@nummer_argument
@som_json_valg
@felles
def anslag(nummer: int, som_json: bool, database: str | None, malform: str | None) -> None:
    """What it says of its offices."""
    from vedtaksanalyse.export import anslag as ut
    from vedtaksanalyse.kriterier import load_katalog
    from vedtaksanalyse.stikkprove.anslag import make_anslag
    from vedtaksanalyse.stikkprove.enighet import measure_prove
    from vedtaksanalyse.stikkprove.grunnlag import load_grunnlag
    from vedtaksanalyse.stikkprove.skjema import name_punkter
    from vedtaksanalyse.storage import open_lager

    innstilt, katalog = load_valg(database, malform), load_katalog()
    with open_lager(innstilt.database, opprett=False) as lager:
        grunnlag = load_grunnlag(lager, nummer, katalog)
    tall, enighet = make_anslag(grunnlag), measure_prove(grunnlag)
    if som_json:
        print_json(ut.to_post(tall, enighet))
    else:
        ut.print_anslag(tall, enighet, name_punkter(katalog, innstilt.malform), make_console(), innstilt.malform)

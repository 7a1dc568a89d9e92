"""``vedtaksanalyse ko``: the stored vedtak in the order to look at them."""

from __future__ import annotations

import click

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.kommandoer.kontor import choose_kontorer
from vedtaksanalyse.tekster import tekst


@click.command(help=tekst("cli.ko"), options_metavar=tekst("cli.metavar_valg"))
@click.option("--kontor", metavar=tekst("cli.metavar_navn"), help=tekst("cli.ko_kontor"))
@click.option("--maks", type=click.IntRange(1), metavar=tekst("cli.metavar_antall"), help=tekst("cli.ko_maks"))
@click.option("--json", "som_json", is_flag=True, help=tekst("cli.utkast_json"))
@click.option("--database", metavar=tekst("cli.metavar_adresse"), help=tekst("cli.database"))
@click.option("--malform", type=click.Choice(["nb", "nn"]), help=tekst("cli.malform"))
def ko(kontor: str | None, maks: int | None, som_json: bool, database: str | None, malform: str | None) -> None:
    """One query, sorted as of today."""
    import json
    from datetime import date

    from rich.console import Console

    from vedtaksanalyse.export.ko import make_ko, print_ko, to_post
    from vedtaksanalyse.kriterier import load_katalog
    from vedtaksanalyse.settings import load_innstillinger
    from vedtaksanalyse.storage import open_lager

    valg = load_innstillinger(database=database, malform=malform)
    with open_lager(valg.database, opprett=False) as lager:
        kjente = lager.count_kontorer()
        if not kjente:
            raise Bruksfeil("uten_saker")
        rader = lager.load_ko(None if kontor is None else choose_kontorer(kjente, kontor))
        skjermet = lager.count_skjermet(valg.vern)
    holdt = {sak_id: n for sak_id, antall in skjermet.items() if (n := sum(antall[s] for s in antall if s.holdt))}
    koen, katalog = make_ko(rader, maks, date.today(), holdt), load_katalog()
    if som_json:
        click.echo(json.dumps(to_post(koen, katalog, valg.malform), ensure_ascii=False))
    else:
        print_ko(koen, katalog, Console(), valg.malform)

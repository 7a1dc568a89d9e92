"""``vedtaksanalyse innsynslogg``: who looked at a case, the monthly report, and whether the log is whole."""

from __future__ import annotations

import sys

import click

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.tekster import tekst

BRUTT = 8


@click.command(help=tekst("cli.innsynslogg"), options_metavar=tekst("cli.metavar_valg"))
@click.option("--sak", "sak_id", metavar=tekst("cli.metavar_sak"), help=tekst("cli.innsynslogg_sak"))
@click.option("--kontroll", is_flag=True, help=tekst("cli.innsynslogg_kontroll"))
@click.option("--maned", metavar=tekst("cli.metavar_maned"), help=tekst("cli.innsynslogg_maned"))
@click.option("--csv", "som_csv", is_flag=True, help=tekst("cli.innsynslogg_csv"))
@click.option("--database", metavar=tekst("cli.metavar_adresse"), help=tekst("cli.database"))
@click.option("--malform", type=click.Choice(["nb", "nn"]), help=tekst("cli.malform"))
def innsynslogg(
    sak_id: str | None, kontroll: bool, maned: str | None, som_csv: bool, database: str | None, malform: str | None
) -> None:
    """Show what was asked for; 8 when the log has been changed."""
    from vedtaksanalyse.export import loggkontroll as ut
    from vedtaksanalyse.gjennomgang.loggkontroll import find_maned, make_kontroll
    from vedtaksanalyse.settings import load_innstillinger
    from vedtaksanalyse.storage import open_lager

    if bool(sak_id) + kontroll + bool(maned) != 1:
        raise Bruksfeil("innsynslogg_hva")
    valg = load_innstillinger(database=database, malform=malform)
    with open_lager(valg.database, opprett=False) as lager:
        if kontroll:
            antall, siste = lager.tilsyn.find_siste()
            brudd = lager.innsyn.find_brudd()
            nokkel = "hel" if brudd is None else "brutt"
            click.echo(tekst(f"innsyn.{nokkel}", valg.malform, antall=antall, siste=siste, rad=brudd))
            sys.exit(BRUTT if brudd else 0)
        if sak_id:
            hode, rader = ut.OPPSLAG, ut.list_oppslag(lager.innsyn.load(sak_id=sak_id), valg.malform)
        else:
            try:
                fra, til = find_maned(maned)
            except ValueError:
                raise Bruksfeil("maned") from None
            rapport = make_kontroll(lager.tilsyn.stream_innsyn(fra, til), lager.tilsyn.find_arbeid(), valg.timer)
            hode, rader = ut.KONTROLL, ut.list_kontroll(rapport)
    kolonner = ut.name_kolonner(hode, valg.malform)
    if som_csv:
        click.echo(ut.make_csv(kolonner, rader), nl=False)
        return
    from rich.console import Console

    ut.print_tabell(kolonner, rader, Console())

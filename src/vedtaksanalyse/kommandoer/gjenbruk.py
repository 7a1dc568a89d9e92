"""``vedtaksanalyse gjenbruk``: what recurs in the vedtak of each office in the database."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.kommandoer.kontor import choose_kontorer
from vedtaksanalyse.kommandoer.vern import VERN, choose_vern, shield
from vedtaksanalyse.tekster import tekst

FORMATER = ("html", "json")


@click.command(help=tekst("cli.gjenbruk"), options_metavar=tekst("cli.metavar_valg"))
@click.option("--kontor", metavar=tekst("cli.metavar_navn"), help=tekst("cli.gjenbruk_kontor"))
@click.option("--ut", type=click.Path(path_type=Path, dir_okay=False), help=tekst("cli.gjenbruk_ut"))
@click.option("--database", metavar=tekst("cli.metavar_adresse"), help=tekst("cli.database"))
@click.option("--malform", type=click.Choice(["nb", "nn"]), help=tekst("cli.malform"))
@click.option("--personopplysninger", "bedt_vern", type=click.Choice(VERN), help=tekst("cli.vern"))
def gjenbruk(
    kontor: str | None, ut: Path | None, database: str | None, malform: str | None, bedt_vern: str | None
) -> None:
    """Make the maps anew from what is stored, and show them."""
    format_ = ut.suffix.lstrip(".").lower() if ut else ""
    if ut and format_ not in FORMATER:
        raise Bruksfeil("ukjent_endelse", endelser=", ".join(f".{navn}" for navn in FORMATER))
    from rich.console import Console

    from vedtaksanalyse.export.gjenbruk import print_kart, write_html, write_json
    from vedtaksanalyse.kriterier import load_katalog
    from vedtaksanalyse.nattkjoring.gjenbruk import show_kart
    from vedtaksanalyse.settings import load_innstillinger
    from vedtaksanalyse.storage import open_lager

    valg = load_innstillinger(database=database, malform=malform)
    vern, holdt = choose_vern(valg.vern, bedt_vern), tekst("personvern.setning", valg.malform)
    with open_lager(valg.database, opprett=False) as lager:
        alle, kontorer = lager.count_kontorer(), list(lager.find_kontorer())
        if alle and (kontor is not None or set(alle) == {""}):
            valgt = choose_kontorer(alle, kontor or "")
            kontorer = [navn for navn in kontorer if navn in valgt]
        if not kontorer:
            raise Bruksfeil("uten_gjenbruk")
        skjerm = partial(shield, vern=vern, lager=lager)
        kart = [show_kart(lager, navn, skjerm, holdt) for navn in kontorer]
    katalog = load_katalog()
    if kontor is None and "" in alle:
        click.echo(tekst("gjenbruk.saker_uten_kontor", valg.malform, antall=alle[""]), err=True)
    if not ut:
        print_kart(kart, katalog, Console(), valg.malform)
        return
    if format_ == "html":
        write_html(kart, ut, katalog, valg.malform)
    else:
        write_json(kart, ut)
    click.echo(tekst("cli.skrevet", valg.malform, fil=ut.resolve()), err=True)

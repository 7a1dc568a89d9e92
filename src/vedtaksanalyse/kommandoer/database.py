"""``vedtaksanalyse database``: the owner makes or upgrades the database, and gives the roles of PostgreSQL what they need."""

from __future__ import annotations

import click

from vedtaksanalyse.tekster import tekst


@click.command(help=tekst("cli.databasekommando"), options_metavar=tekst("cli.metavar_valg"))
@click.option("--skriver", "skrivere", multiple=True, metavar=tekst("cli.metavar_rolle"), help=tekst("cli.database_skriver"))
@click.option("--leser", "lesere", multiple=True, metavar=tekst("cli.metavar_rolle"), help=tekst("cli.database_leser"))
@click.option("--nettsted", "nettsteder", multiple=True, metavar=tekst("cli.metavar_rolle"), help=tekst("cli.database_nettsted"))
@click.option("--database", "adresse", metavar=tekst("cli.metavar_adresse"), help=tekst("cli.database"))
@click.option("--malform", type=click.Choice(["nb", "nn"]), help=tekst("cli.malform"))
def database(
    skrivere: tuple[str, ...], lesere: tuple[str, ...], nettsteder: tuple[str, ...], adresse: str | None, malform: str | None
) -> None:
    """Roles that are named get exactly their part, whatever they had; others are left alone."""
    from vedtaksanalyse.settings import load_innstillinger
    from vedtaksanalyse.storage import prepare_database

    valg = load_innstillinger(database=adresse, malform=malform)
    revisjon = prepare_database(valg.database, skrivere, lesere, nettsteder)
    click.echo(tekst("database.klar", valg.malform, revisjon=revisjon))
    for slag, roller in (("skriver", skrivere), ("leser", lesere), ("nettsted", nettsteder)):
        for rolle in roller:
            click.echo(tekst(f"database.{slag}", valg.malform, rolle=rolle))

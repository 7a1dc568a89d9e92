"""``vedtaksanalyse drift``: what is unlike what is normal at the offices, and saying that the new is normal."""

from __future__ import annotations

import click

from vedtaksanalyse.tekster import tekst

_VALG = tekst("cli.metavar_valg")
_database = click.option("--database", metavar=tekst("cli.metavar_adresse"), help=tekst("cli.database"))
_malform = click.option("--malform", type=click.Choice(["nb", "nn"]), help=tekst("cli.malform"))


@click.group(help=tekst("cli.drift"), options_metavar=_VALG, subcommand_metavar=tekst("cli.drift_metavar"), invoke_without_command=True)
@click.option("--json", "som_json", is_flag=True, help=tekst("cli.utkast_json"))
@_database
@_malform
@click.pass_context
def drift(ctx: click.Context, som_json: bool, database: str | None, malform: str | None) -> None:
    """Every warning, and how much is watched; as JSON how every measure stands."""
    if ctx.invoked_subcommand:
        return
    import json

    from vedtaksanalyse.nattkjoring import driftsord
    from vedtaksanalyse.nattkjoring.driftsvakt import load_drift
    from vedtaksanalyse.settings import load_innstillinger
    from vedtaksanalyse.storage import open_lager

    valg = load_innstillinger(database=database, malform=malform)
    with open_lager(valg.database, opprett=False) as lager:
        stander = load_drift(lager)
    if som_json:
        click.echo(json.dumps([driftsord.to_json(ett) for ett in stander], ensure_ascii=False))
        return
    varsler = [ett for ett in stander if ett.varsler]
    for ett in varsler:
        click.echo(tekst("drift.linje", valg.malform, **driftsord.describe_varsel(ett, valg.malform)))
    click.echo(tekst("drift.si_normalt" if varsler else "drift.ingen", valg.malform))
    click.echo(driftsord.describe_folges(stander, valg.malform))


@drift.command("normal", help=tekst("cli.drift_normal"), options_metavar=_VALG)
@click.option("--kontor", required=True, metavar=tekst("cli.metavar_navn"), help=tekst("cli.drift_kontor"))
@click.option("--mal", "malene", multiple=True, metavar=tekst("cli.metavar_mal"), help=tekst("cli.drift_mal"))
@click.option("--hvem", metavar=tekst("cli.metavar_navn"), help=tekst("cli.drift_hvem"))
@_database
@_malform
def normal(kontor: str, malene: tuple[str, ...], hvem: str | None, database: str | None, malform: str | None) -> None:
    """Let what warns be what is normal."""
    from vedtaksanalyse.kommandoer.kontor import choose_kontorer
    from vedtaksanalyse.kommandoer.tren import require_hvem
    from vedtaksanalyse.nattkjoring import driftsord
    from vedtaksanalyse.nattkjoring.driftsvakt import load_drift, set_normal
    from vedtaksanalyse.settings import load_innstillinger
    from vedtaksanalyse.storage import open_lager

    valg, hvem = load_innstillinger(database=database, malform=malform), require_hvem(hvem)
    with open_lager(valg.database, opprett=False) as lager:
        valgte = choose_kontorer({ett.kontor for ett in load_drift(lager)}, kontor) if kontor else [""]
        satt = [ett for valgt in valgte for ett in set_normal(lager, valgt, malene, hvem)]
    navn = ", ".join(tekst(f"drift.mal.{ett.mal.id}", valg.malform) for ett in satt)
    click.echo(tekst("drift.satt", valg.malform, antall=len(satt), kontor=driftsord.name_kontor(valgte[0], valg.malform), mal=navn))

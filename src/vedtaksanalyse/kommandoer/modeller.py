"""``vedtaksanalyse modeller``: what was learnt, what is in use, into use, and back."""

from __future__ import annotations

import click

from vedtaksanalyse.tekster import tekst

_VALG = tekst("cli.metavar_valg")
_database = click.option("--database", metavar=tekst("cli.metavar_adresse"), help=tekst("cli.database"))
_malform = click.option("--malform", type=click.Choice(["nb", "nn"]), help=tekst("cli.malform"))
_hvem = click.option("--hvem", metavar=tekst("cli.metavar_navn"), help=tekst("cli.modeller_hvem"))


@click.group(help=tekst("cli.modeller"), options_metavar=_VALG, subcommand_metavar=tekst("cli.modeller_metavar"), invoke_without_command=True)
@click.option("--json", "som_json", is_flag=True, help=tekst("cli.utkast_json"))
@_database
@_malform
@click.pass_context
def modeller(ctx: click.Context, som_json: bool, database: str | None, malform: str | None) -> None:
    """Every candidate with what was decided, and which models are in use."""
    if ctx.invoked_subcommand:
        return
    import json
    from dataclasses import asdict

    from vedtaksanalyse.export.modeller import list_modeller
    from vedtaksanalyse.learning.godkjenning import find_hinder
    from vedtaksanalyse.modellbruk import load_modellstand
    from vedtaksanalyse.settings import load_innstillinger
    from vedtaksanalyse.storage import open_lager

    valg = load_innstillinger(database=database, malform=malform)
    stand = load_modellstand(valg.modeller, valg.modellager)
    with open_lager(valg.database, opprett=False) as lager:
        rader = [(k, h := lager.laering.load_modellhendelser(k.id), find_hinder(k, h)) for k in lager.laering.list_kandidater()]
    if som_json:
        alle = [asdict(k) | {"hendelser": [asdict(ett) for ett in h], "hinder": hinder} for k, h, hinder in rader]
        click.echo(json.dumps({"i_bruk": stand.i_bruk, "rekke": stand.rekke, "utdatert": stand.utdatert, "kandidater": alle}, ensure_ascii=False, default=str))
        return
    click.echo("\n".join(list_modeller(stand, rader, valg.malform)))


@modeller.command("bruk", help=tekst("cli.modeller_bruk"), options_metavar=_VALG)
@click.argument("nummer", type=int, metavar=tekst("cli.metavar_nummer"))
@click.option("--uten-virkning", is_flag=True, help=tekst("cli.modeller_uten_virkning"))
@_hvem
@_database
@_malform
def bruk(nummer: int, uten_virkning: bool, hvem: str | None, database: str | None, malform: str | None) -> None:
    """Take a candidate into use that passed the gate, that two people have approved, and whose effect was tried."""
    from vedtaksanalyse.analyse import fingerprint_modeller
    from vedtaksanalyse.errors import Bruksfeil
    from vedtaksanalyse.kommandoer.tren import require_hvem
    from vedtaksanalyse.learning.godkjenning import I_BRUK, UTEN_VIRKNING, find_hinder, is_virkning_kjent
    from vedtaksanalyse.modellbruk import take_i_bruk
    from vedtaksanalyse.sak import Modellhendelse
    from vedtaksanalyse.settings import load_innstillinger
    from vedtaksanalyse.storage import open_lager

    valg, hvem = load_innstillinger(database=database, malform=malform), require_hvem(hvem)
    with open_lager(valg.database, opprett=False) as lager:
        kandidat = lager.laering.load_kandidat(nummer)
        hendelser = lager.laering.load_modellhendelser(nummer)
        if hinder := find_hinder(kandidat, hendelser):
            raise Bruksfeil(hinder)
        if not uten_virkning and not is_virkning_kjent(hendelser, fingerprint_modeller(valg.modellmappe, valg.sprakmodell)):
            raise Bruksfeil("virkning_mangler", nummer=nummer)
        take_i_bruk(valg.modeller, valg.modellager, kandidat.avtrykk)
        if uten_virkning:
            lager.laering.add_modellhendelse(Modellhendelse(nummer, hvem, UTEN_VIRKNING))
        lager.laering.add_modellhendelse(Modellhendelse(nummer, hvem, I_BRUK))
    click.echo(tekst("modeller.tatt", valg.malform, nummer=nummer, avtrykk=kandidat.avtrykk))


@modeller.command("tilbake", help=tekst("cli.modeller_tilbake"), options_metavar=_VALG)
@_hvem
@_database
@_malform
def tilbake(hvem: str | None, database: str | None, malform: str | None) -> None:
    """Back to what was in use before. It works also where the database is away: only the note of it is then left out."""
    from vedtaksanalyse.errors import Databasemangel
    from vedtaksanalyse.kommandoer.tren import require_hvem
    from vedtaksanalyse.learning.godkjenning import TILBAKE
    from vedtaksanalyse.modellbruk import go_tilbake
    from vedtaksanalyse.sak import Modellhendelse
    from vedtaksanalyse.settings import load_innstillinger
    from vedtaksanalyse.storage import open_lager

    valg, hvem = load_innstillinger(database=database, malform=malform), require_hvem(hvem)
    fra, til = go_tilbake(valg.modeller, valg.modellager)
    try:
        with open_lager(valg.database, opprett=False) as lager:
            nummer = next((k.id for k in lager.laering.list_kandidater() if k.avtrykk == fra), 0)
            lager.laering.add_modellhendelse(Modellhendelse(nummer, hvem, TILBAKE))
    except Databasemangel:
        click.echo(tekst("modeller.ikke_notert", valg.malform), err=True)
    click.echo(tekst("modeller.tilbake" if til else "modeller.tilbake_levert", valg.malform, fra=fra, til=til))

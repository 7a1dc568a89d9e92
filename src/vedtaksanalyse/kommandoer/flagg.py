"""``vedtaksanalyse flaggbok`` and ``klageutfall``: what is known of each flag, what it is decided to be, and how complaints ended."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.tekster import tekst

if TYPE_CHECKING:
    from rich.console import Console

    from vedtaksanalyse.kriterier import Katalog
    from vedtaksanalyse.settings import Innstillinger
    from vedtaksanalyse.stikkprove.flaggbok import Flaggpost
    from vedtaksanalyse.storage import Lager

UGYLDIGE = 3
_LISTE = ("flagg", "tilstand", "reist", "som_hint", "svar", "presisjon", "forslag")
_VALG = tekst("cli.metavar_valg")
_FIL = click.Path(exists=True, dir_okay=False, path_type=Path)
_database = click.option("--database", metavar=tekst("cli.metavar_adresse"), help=tekst("cli.database"))
_malform = click.option("--malform", type=click.Choice(["nb", "nn"]), help=tekst("cli.malform"))


@click.group(
    help=tekst("cli.flaggbok"), options_metavar=_VALG, subcommand_metavar=tekst("cli.flaggbok_metavar"), invoke_without_command=True
)
@click.option("--flagg", metavar=tekst("cli.metavar_flagg"), help=tekst("cli.flaggbok_flagg"))
@click.option("--json", "som_json", is_flag=True, help=tekst("cli.utkast_json"))
@_database
@_malform
@click.pass_context
def flaggbok(ctx: click.Context, flagg: str | None, som_json: bool, database: str | None, malform: str | None) -> None:
    """Show the record, or one flag of it."""
    if ctx.invoked_subcommand:
        return
    import json

    from rich.console import Console

    from vedtaksanalyse.settings import load_innstillinger
    from vedtaksanalyse.stikkprove import flaggtekst
    from vedtaksanalyse.stikkprove.flaggbok import find_post, to_post
    from vedtaksanalyse.storage import open_lager

    valg = load_innstillinger(database=database, malform=malform)
    with open_lager(valg.database, opprett=False) as lager:
        _, poster = _load(lager, valg)
    if flagg:
        poster = [find_post(poster, flagg)]
    if som_json:
        click.echo(json.dumps([to_post(post) for post in poster], ensure_ascii=False))
        return
    liste = [[flaggtekst.describe_post(post, valg.malform)[navn] for navn in _LISTE] for post in poster]
    egne = flaggtekst.list_tabeller(poster[0], valg.malform) if flagg else ()
    console = Console()
    for hode, rader in ((flaggtekst.name_kolonner(_LISTE, valg.malform), liste), *egne):
        if rader:
            _print(hode, rader, console)


def _print(hode: list[str], rader: list[list[str]], console: Console) -> None:
    """A table whose first column is never cut."""
    from rich.table import Table

    tabell = Table(show_lines=False)
    for nr, navn in enumerate(hode):
        tabell.add_column(navn, no_wrap=nr == 0, overflow="fold")
    for rad in rader:
        tabell.add_row(*rad)
    console.print(tabell)


@flaggbok.command("sett", help=tekst("cli.flaggbok_sett"), options_metavar=_VALG)
@click.argument("flagg", metavar=tekst("cli.metavar_flagg"))
@click.argument("tilstand", type=click.Choice(["aktiv", "hint", "trukket"]), metavar="aktiv|hint|trukket")
@click.option("--grunn", required=True, metavar=tekst("cli.metavar_tekst"), help=tekst("cli.flaggbok_grunn"))
@click.option("--hvem", required=True, metavar=tekst("cli.metavar_navn"), help=tekst("cli.flaggbok_hvem"))
@_database
@_malform
def sett(flagg: str, tilstand: str, grunn: str, hvem: str, database: str | None, malform: str | None) -> None:
    """Decide what a flag is."""
    from vedtaksanalyse.settings import load_innstillinger
    from vedtaksanalyse.stikkprove.flaggbok import decide_flagg, find_post
    from vedtaksanalyse.storage import open_lager

    valg = load_innstillinger(database=database, malform=malform)
    with open_lager(valg.database, opprett=False) as lager:
        katalog, poster = _load(lager, valg)
        ny = decide_flagg(lager, find_post(poster, flagg), tilstand, grunn, hvem, katalog)
    ord_ = tekst(f"flaggbok.tilstand.{ny.tilstand}", valg.malform)
    click.echo(tekst("flaggbok.avgjort", valg.malform, flagg=flagg, tilstand=ord_.lower()), err=True)


def _load(lager: Lager, valg: Innstillinger) -> tuple[Katalog, list[Flaggpost]]:
    from vedtaksanalyse.assessment.modellfil import load_flaggmaal
    from vedtaksanalyse.kriterier import find_levert, load_katalog
    from vedtaksanalyse.stikkprove.flaggbok import load_flaggbok

    katalog = load_katalog()
    return katalog, load_flaggbok(lager, katalog, find_levert(katalog, load_flaggmaal(valg.modellmappe / "kriterier")))


@click.command(help=tekst("cli.klageutfall"), options_metavar=_VALG)
@click.argument("fil", type=_FIL, metavar=tekst("cli.metavar_fil"))
@click.option("--hvem", required=True, metavar=tekst("cli.metavar_navn"), help=tekst("cli.klageutfall_hvem"))
@_database
@_malform
def klageutfall(fil: Path, hvem: str, database: str | None, malform: str | None) -> None:
    """Keep every outcome in the file, or none when a row will not do; then 3."""
    from datetime import date

    from vedtaksanalyse.pii.trygge_navn import make_saksnavn
    from vedtaksanalyse.sak import Innsyn
    from vedtaksanalyse.settings import load_innstillinger
    from vedtaksanalyse.stikkprove.klagefil import read_klagefil
    from vedtaksanalyse.storage import open_lager

    valg = load_innstillinger(database=database, malform=malform)
    try:
        data = fil.read_bytes()
    except OSError:
        raise Bruksfeil("uleselig") from None
    with open_lager(valg.database, opprett=False) as lager:
        kjente = lager.flaggbok.load_kontorer()

        def find_sak(id_: str) -> str:
            return next((ett for ett in (id_, make_saksnavn(id_)) if ett in kjente), "")

        gode, feil = read_klagefil(data, find_sak, date.today(), hvem.strip())
        for ett in feil:
            click.echo(tekst("klagefil.linje", valg.malform, linje=ett.linje, grunn=tekst(f"klagefil.grunn.{ett.grunn}", valg.malform)), err=True)
        if feil:
            click.echo(tekst("klagefil.ingenting", valg.malform, antall=len(feil)), err=True)
            sys.exit(UGYLDIGE)
        lager.flaggbok.add_klageutfall(gode)
        for ett in gode:
            lager.innsyn.add(Innsyn(hvem.strip(), "klageutfall", ett.sak_id, kjente[ett.sak_id], ett.utfall, "fil"))
    click.echo(tekst("klagefil.lagret", valg.malform, antall=len(gode)), err=True)

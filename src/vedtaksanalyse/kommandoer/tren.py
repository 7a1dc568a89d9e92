"""``vedtaksanalyse tren``: learn from the review, and say what may be learnt from. Off until the settings say otherwise."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from vedtaksanalyse.tekster import tekst

if TYPE_CHECKING:
    from vedtaksanalyse.learning.opplaering import Oppsett
    from vedtaksanalyse.settings import Innstillinger

AVVIST = 11
_VALG = tekst("cli.metavar_valg")
_database = click.option("--database", metavar=tekst("cli.metavar_adresse"), help=tekst("cli.database"))
_malform = click.option("--malform", type=click.Choice(["nb", "nn"]), help=tekst("cli.malform"))


def make_oppsett(valg: Innstillinger) -> Oppsett:
    """Where things are, by the settings; Bruksfeil while learning is off."""
    from vedtaksanalyse.learning.opplaering import make_opplaering
    from vedtaksanalyse.settings import ROT

    return make_opplaering(
        valg.laering, valg.laering_grunnlag, valg.modellager, valg.modellmappe, ROT / "corpora",
        sprakmodell=valg.sprakmodell, vern=valg.vern, grenser=repr(valg.grenser),
    )  # fmt: skip


@click.group(help=tekst("cli.tren"), options_metavar=_VALG, subcommand_metavar=tekst("cli.tren_metavar"), invoke_without_command=True)
@click.option("--uten", multiple=True, metavar=tekst("cli.metavar_gransker"), help=tekst("cli.tren_uten"))
@click.option("--prov", is_flag=True, help=tekst("cli.tren_prov"))
@click.option("--hvem", metavar=tekst("cli.metavar_navn"), help=tekst("cli.tren_hvem"))
@click.option("--json", "som_json", is_flag=True, help=tekst("cli.utkast_json"))
@_database
@_malform
@click.pass_context
def tren(
    ctx: click.Context, uten: tuple[str, ...], prov: bool, hvem: str | None, som_json: bool, database: str | None, malform: str | None
) -> None:
    """Train, compare and judge; with ``--prov`` only look at the set and whose labels are unlike."""
    if ctx.invoked_subcommand:
        return
    import json
    from dataclasses import asdict

    from vedtaksanalyse.export.opplaering import list_kandidat, list_kontroll, list_sett
    from vedtaksanalyse.kriterier import load_katalog
    from vedtaksanalyse.learning.opplaering import check_sett, train_kandidat
    from vedtaksanalyse.settings import load_innstillinger
    from vedtaksanalyse.storage import open_lager

    valg = load_innstillinger(database=database, malform=malform)
    oppsett = make_oppsett(valg)
    with open_lager(valg.database, opprett=False) as lager:
        if prov:
            sett, kontroll = check_sett(lager, load_katalog(), oppsett, uten)
            rapport = {"merkekontroll": kontroll.to_rapport(), "ulike": kontroll.ulike, "ukontrollerte": kontroll.ukontrollerte}
            svar, bestatt = {"opphav": sett.opphav, "rapport": rapport}, not kontroll.ulike
            linjer = [*list_sett(sett.opphav, valg.malform), *list_kontroll(rapport, valg.malform), tekst("opplaering.prov", valg.malform)]
        else:
            kandidat = train_kandidat(lager, load_katalog(), oppsett, require_hvem(hvem), uten)
            svar, bestatt = asdict(kandidat), kandidat.bestatt
            linjer = list(list_kandidat(kandidat, valg.malform))
    click.echo(json.dumps(svar, ensure_ascii=False, default=str) if som_json else "\n".join(linjer))
    sys.exit(0 if bestatt else AVVIST)


def require_hvem(hvem: str | None) -> str:
    """Who does it; nobody may do that unnamed."""
    from vedtaksanalyse.errors import Bruksfeil

    if not hvem or not hvem.strip():
        raise Bruksfeil("laering_hvem")
    return hvem.strip()


@tren.command("klarer", help=tekst("cli.tren_klarer"), options_metavar=_VALG)
@click.option("--kontor", "kontorer", multiple=True, metavar=tekst("cli.metavar_navn"), help=tekst("cli.klarer_kontor"))
@click.option("--sak", "saker", multiple=True, metavar=tekst("cli.metavar_sak"), help=tekst("cli.klarer_sak"))
@click.option("--trekk", is_flag=True, help=tekst("cli.klarer_trekk"))
@click.option("--hvem", metavar=tekst("cli.metavar_navn"), help=tekst("cli.klarer_hvem"))
@_database
@_malform
def klarer(
    kontorer: tuple[str, ...], saker: tuple[str, ...], trekk: bool, hvem: str | None, database: str | None, malform: str | None
) -> None:
    """Clear cases for learning, or take it back; that one can also where learning is off."""
    from vedtaksanalyse.kommandoer.kontor import choose_kontorer
    from vedtaksanalyse.learning import granskingssett
    from vedtaksanalyse.settings import load_innstillinger
    from vedtaksanalyse.storage import open_lager

    valg = load_innstillinger(database=database, malform=malform)
    grunnlag = valg.laering_grunnlag.strip() if trekk else granskingssett.require_lov(valg.laering, valg.laering_grunnlag)
    hvem = require_hvem(hvem)
    with open_lager(valg.database, opprett=False) as lager:
        kjente = lager.count_kontorer() if kontorer else {}
        navn = {ett for kontor in kontorer for ett in choose_kontorer(kjente, kontor)}
        antall = granskingssett.klarer(lager, grunnlag, hvem, kontorer=navn, saker=saker, tillatt=not trekk)
    click.echo(tekst(f"opplaering.{'trukket' if trekk else 'klarert'}", valg.malform, antall=antall), err=True)

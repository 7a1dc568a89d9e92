"""What the commands about draws share: options, who and where, and how they answer."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import click

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.kommandoer.kontor import choose_kontorer
from vedtaksanalyse.tekster import tekst

if TYPE_CHECKING:
    from rich.console import Console

    from vedtaksanalyse.sak import Rammesak, Utvalgsplan
    from vedtaksanalyse.settings import Innstillinger
    from vedtaksanalyse.storage import Lager


def hjelp(navn: str) -> str:
    """The help of a command or option of this name."""
    return tekst(f"cli.stikkprove_{navn}")


def valg(flagg: str, metavar: str = "", **felt: object):
    """An option whose help stands under its name."""
    navn = flagg.removeprefix("--").replace("-", "_")
    if metavar:
        felt["metavar"] = tekst(f"cli.metavar_{metavar}")
    return click.option(flagg, help=hjelp(navn), **felt)


def felles(kommando):
    """Where the draws are, and in which language form to tell of them."""
    kommando = click.option("--malform", type=click.Choice(["nb", "nn"]), help=tekst("cli.malform"))(kommando)
    return click.option("--database", metavar=tekst("cli.metavar_adresse"), help=tekst("cli.database"))(kommando)


def utvalg(kommando):
    """Which cases it is about."""
    for flagg in ("--til", "--fra"):
        kommando = valg(flagg, "dato")(kommando)
    return click.option("--kontor", "kontorer", multiple=True, metavar=tekst("cli.metavar_navn"), help=hjelp("kontor"))(kommando)


som_json_valg = click.option("--json", "som_json", is_flag=True, help=tekst("cli.utkast_json"))
nummer_argument = click.argument("nummer", type=click.IntRange(1), metavar=tekst("cli.metavar_nummer"))


def load_valg(database: str | None, malform: str | None) -> Innstillinger:
    """The settings, with what was given here before all else."""
    from vedtaksanalyse.settings import load_innstillinger

    return load_innstillinger(database=database, malform=malform)


def find_kontorer(lager: Lager, kontorer: tuple[str, ...]) -> tuple[str, ...]:
    """The offices named, whatever their letters' case, each spelling of them once; none for all."""
    kjente = lager.count_kontorer()
    if not kjente:
        raise Bruksfeil("uten_saker")
    return tuple(dict.fromkeys(navn for ett in kontorer for navn in choose_kontorer(kjente, ett)))


def read_dato(verdi: str | None) -> date | None:
    """A date as it is written. Bruksfeil when it is none."""
    try:
        return date.fromisoformat(verdi) if verdi else None
    except ValueError:
        raise Bruksfeil("dato", dato=verdi) from None


def require_hvem(hvem: str | None) -> str:
    """Who draws or gives up; nobody may do that unnamed."""
    if not hvem or not hvem.strip():
        raise Bruksfeil("stikkprove_hvem")
    return hvem.strip()


def name_strata(ramme: list[Rammesak], plan: Utvalgsplan, malform: str) -> dict[str, str]:
    """The strata of a frame in words."""
    from vedtaksanalyse.kriterier import load_katalog
    from vedtaksanalyse.stikkprove.strata import name_stratum

    katalog = load_katalog()
    return {stratum: name_stratum(stratum, plan.strata, katalog, malform) for stratum in {ett.stratum for ett in ramme}}


def print_json(post: dict) -> None:
    """An answer for programs."""
    from vedtaksanalyse.export.stikkprover import SKJEMA

    click.echo(json.dumps({"skjema": SKJEMA} | post, ensure_ascii=False))


def make_console() -> Console:
    """The terminal. Made late: what it needs takes a while to load."""
    from rich.console import Console

    return Console()

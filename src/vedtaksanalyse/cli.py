"""The command line: a door. It reads options, calls the rooms, prints, and sets the exit code.

0 fine, 1 an error of the installation, 2 wrong use, 3 finished with files or cases that failed, 4 a draft with something
to look at, 5 no database where a command was to read one, 6 stopped half-way, 7 and 8 warnings and faults of ``sjekk``, 8
also a log of looks or a draw that was changed.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vedtaksanalyse import __version__
from vedtaksanalyse.errors import Bruksfeil, Databasemangel, Driftsstans, Feil
from vedtaksanalyse.kommandoer.analysering import analyse_mapper, show_fremdrift
from vedtaksanalyse.kommandoer.bevis import bunt, gjenskap
from vedtaksanalyse.kommandoer.database import database
from vedtaksanalyse.kommandoer.drift import drift
from vedtaksanalyse.kommandoer.eksport import FORMATER, choose_format, write_vurderinger
from vedtaksanalyse.kommandoer.evaluer import evaluer
from vedtaksanalyse.kommandoer.flagg import flaggbok, klageutfall
from vedtaksanalyse.kommandoer.gjenbruk import gjenbruk
from vedtaksanalyse.kommandoer.innsynslogg import innsynslogg
from vedtaksanalyse.kommandoer.ko import ko
from vedtaksanalyse.kommandoer.modeller import modeller
from vedtaksanalyse.kommandoer.personopplysninger import personopplysninger
from vedtaksanalyse.kommandoer.sjekk import sjekk
from vedtaksanalyse.kommandoer.slett import slett
from vedtaksanalyse.kommandoer.start import start
from vedtaksanalyse.kommandoer.stikkprove import stikkprove
from vedtaksanalyse.kommandoer.tall import tall
from vedtaksanalyse.kommandoer.tren import tren
from vedtaksanalyse.kommandoer.utkast import sjekk_utkast
from vedtaksanalyse.kommandoer.vern import VERN, choose_vern, shield
from vedtaksanalyse.kommandoer.virkning import virkning
from vedtaksanalyse.logg import setup_logg
from vedtaksanalyse.tekster import feiltekst, tekst

if TYPE_CHECKING:
    from vedtaksanalyse.sak import Saksvurdering

FEIL, MED_FEIL = 1, 3
_SLUTTKODER = {Bruksfeil: 2, Databasemangel: 5, Driftsstans: 6}


def _hjelp(nokkel: str) -> str:
    return tekst(f"cli.{nokkel}")


_VALG, _ANTALL = _hjelp("metavar_valg"), _hjelp("metavar_antall")


class _Kommando(click.Command):
    def __init__(self, *arg: object, **felt: object) -> None:
        super().__init__(*arg, **(felt | {"options_metavar": _hjelp("valg")}))


class _Gruppe(click.Group):
    """Turns failures into a message and an exit code. A traceback may quote a document or a file's name."""

    command_class = _Kommando

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except Feil as feil:
            melding = click.ClickException(feiltekst(feil))
            melding.exit_code = _SLUTTKODER.get(type(feil), FEIL)
            raise melding from None
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as feil:
            from vedtaksanalyse.arbeidere import feilkode
            from vedtaksanalyse.storage import find_mangel

            mangel = find_mangel(feil)
            sagt = tekst(f"feil.{mangel}") if mangel else tekst("feil.uventet", kode=feilkode(feil))
            raise click.ClickException(sagt) from None


@click.group(
    cls=_Gruppe,
    help=_hjelp("program"),
    options_metavar=_VALG,
    subcommand_metavar=_hjelp("metavar_kommando"),
    context_settings={"help_option_names": ["-h", "--hjelp", "--help"]},
)
@click.version_option(__version__, "--versjon", "--version", prog_name="vedtaksanalyse")
def main() -> None:
    setup_logg()


@main.command(help=_hjelp("analyser"), options_metavar=_VALG)
@click.argument("kilde", type=click.Path(path_type=Path))
@click.option("--ut", type=click.Path(path_type=Path), help=_hjelp("ut"))
@click.option("--format", "format_", type=click.Choice(FORMATER), help=_hjelp("format"))
@click.option("--database", metavar=_hjelp("metavar_adresse"), help=_hjelp("database"))
@click.option("--prosesser", type=click.IntRange(1, 64), metavar=_ANTALL, help=_hjelp("prosesser"))
@click.option("--malform", type=click.Choice(["nb", "nn"]), help=_hjelp("malform"))
@click.option("--personopplysninger", "bedt_vern", type=click.Choice(VERN), help=_hjelp("vern"))
@click.option("--stille", is_flag=True, help=_hjelp("stille"))
def analyser(
    kilde: Path,
    ut: Path | None,
    format_: str | None,
    database: str | None,
    prosesser: int | None,
    malform: str | None,
    bedt_vern: str | None,
    stille: bool,
) -> None:
    format_ = choose_format(ut, format_)
    from rich.console import Console

    from vedtaksanalyse.kriterier import load_katalog
    from vedtaksanalyse.nattkjoring.gjenbruk import save_med_gjenbruk
    from vedtaksanalyse.reading import Sandkasse
    from vedtaksanalyse.settings import load_innstillinger
    from vedtaksanalyse.storage import open_lager

    valg = load_innstillinger(database=database, prosesser=prosesser, malform=malform)
    malform, vern = valg.malform, choose_vern(valg.vern, bedt_vern)
    with open_lager(valg.database) as lager, Sandkasse(valg.grenser) as prove:
        vurderinger = analyse_mapper(kilde, valg, stille, lager.flaggbok.load_tilstander())
        uten_vern = prove.mangler
        vurderinger = shield(save_med_gjenbruk(lager, vurderinger), vern, lager)
    katalog = load_katalog()
    if format_:
        write_vurderinger(vurderinger, ut, format_, katalog, malform)
    if not stille and (ut or not format_):
        from vedtaksanalyse.export.terminal import print_saker

        print_saker(vurderinger, katalog, Console(), malform)
    if not stille:
        _print_slutt(vurderinger, ut, malform)
        for vern in uten_vern:
            click.echo(tekst(f"nattrapport.uten_vern.{vern}", malform), err=True)
    sys.exit(MED_FEIL if _har_feil(vurderinger) else 0)


def _har_feil(vurderinger: list[Saksvurdering]) -> bool:
    from vedtaksanalyse.sak import Saksstatus

    return any(v.status == Saksstatus.KAN_IKKE_VURDERES or v.sak.uleste or v.sak.darlige for v in vurderinger)


def _print_slutt(vurderinger: list[Saksvurdering], ut: Path | None, malform: str) -> None:
    from vedtaksanalyse.sak import Saksstatus

    filer = sum(len(v.sak.kilder) for v in vurderinger)
    uleste = sum(len(v.sak.uleste) for v in vurderinger)
    ikke_vurdert = sum(v.status == Saksstatus.KAN_IKKE_VURDERES for v in vurderinger)
    click.echo(
        tekst("cli.oppsummert", malform, saker=len(vurderinger), ikke=ikke_vurdert, filer=filer, uleste=uleste),
        err=True,
    )
    if darlige := sum(len(v.sak.darlige) for v in vurderinger):
        click.echo(tekst("cli.darlige", malform, antall=darlige), err=True)
    if ut:
        click.echo(tekst("cli.skrevet", malform, fil=ut.resolve()), err=True)


@main.command(help=_hjelp("natt"), options_metavar=_VALG)
@click.option("--inn", required=True, type=click.Path(), help=_hjelp("inn"))
@click.option("--ut", type=click.Path(path_type=Path, file_okay=False), default=Path("ut"), help=_hjelp("nattut"))
@click.option("--database", metavar=_hjelp("metavar_adresse"), help=_hjelp("database"))
@click.option("--prosesser", type=click.IntRange(1, 64), metavar=_ANTALL, help=_hjelp("prosesser"))
@click.option("--bunke", type=click.IntRange(1), default=200, show_default=True, metavar=_ANTALL, help=_hjelp("bunke"))
@click.option("--malform", type=click.Choice(["nb", "nn"]), help=_hjelp("malform"))
@click.option("--uten-prefect", is_flag=True, help=_hjelp("uten_prefect"))
def natt(
    inn: str,
    ut: Path,
    database: str | None,
    prosesser: int | None,
    bunke: int,
    malform: str | None,
    uten_prefect: bool,
) -> None:
    from vedtaksanalyse.nattkjoring import make_markdown, make_oppsett, run_nattkjoring
    from vedtaksanalyse.settings import load_innstillinger

    valg = load_innstillinger(database=database, prosesser=prosesser, malform=malform)
    setup_logg(valg.logg == "json")
    oppsett = make_oppsett(inn, ut, valg, bunke)
    run = run_nattkjoring
    if not uten_prefect:
        from functools import partial

        from flows.nattkjoring import run_with_prefect

        run = partial(run_with_prefect, dask=valg.dask)
    with show_fremdrift(_hjelp("bunker"), stille=False) as vis, _stopping():
        rapport = run(oppsett, fremdrift=vis)
    click.echo(make_markdown(rapport, oppsett.malform))
    click.echo(tekst("cli.skrevet", oppsett.malform, fil=(ut / "nattrapport.html").resolve()), err=True)
    sys.exit(MED_FEIL if rapport.har_feil else 0)


@contextmanager
def _stopping() -> Iterator[None]:
    """Being asked to end is as Ctrl-C in here: the run tidies up and says what is left."""
    foer = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, foer)


main.add_command(evaluer)


@main.command("sjekk-katalog", help=_hjelp("sjekk_katalog"), options_metavar=_VALG)
def sjekk_katalog() -> None:
    from vedtaksanalyse.evaluation.eksempler import check_eksempler
    from vedtaksanalyse.kriterier import load_katalog

    katalog = load_katalog()
    feil = list(check_eksempler(katalog))
    for ett in feil:
        click.echo(tekst("katalogsjekk.eksempel", **ett), err=True)
    click.echo(tekst("katalogsjekk.sum", kriterier=len(katalog.kriterier), spor=len(katalog.spor), flagg=len(katalog.flagg), feil=len(feil)))
    sys.exit(FEIL if feil else 0)


main.add_command(start)
main.add_command(gjenbruk)
main.add_command(sjekk_utkast)
main.add_command(ko)
main.add_command(personopplysninger)
main.add_command(innsynslogg)
main.add_command(modeller)
main.add_command(drift)
main.add_command(bunt)
main.add_command(gjenskap)
main.add_command(flaggbok)
main.add_command(klageutfall)
main.add_command(stikkprove)
main.add_command(tall)
main.add_command(tren)
main.add_command(virkning)
main.add_command(slett)
main.add_command(sjekk)
main.add_command(database)

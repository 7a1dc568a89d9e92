"""``vedtaksanalyse sjekk-utkast``: one draft before it is sent. Nothing is stored and nothing is logged."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.tekster import tekst

IKKE_LEST, NOE_A_SE_PA, IKKE_VEDTAK = 3, 4, 6
_FIL = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)


@click.command("sjekk-utkast", help=tekst("cli.sjekk_utkast"), options_metavar=tekst("cli.metavar_valg"))
@click.argument("utkast", type=_FIL, metavar=tekst("cli.metavar_fil"))
@click.option("--notat", "notater", type=_FIL, multiple=True, metavar=tekst("cli.metavar_fil"), help=tekst("cli.notat"))
@click.option("--malform", type=click.Choice(["nb", "nn"]), help=tekst("cli.utkast_malform"))
@click.option("--likevel", is_flag=True, help=tekst("cli.utkast_likevel"))
@click.option("--alt", is_flag=True, help=tekst("cli.utkast_alt"))
@click.option("--json", "som_json", is_flag=True, help=tekst("cli.utkast_json"))
@click.option("--database", metavar=tekst("cli.metavar_adresse"), help=tekst("cli.utkast_database"))
def sjekk_utkast(
    utkast: Path, notater: tuple[Path, ...], malform: str | None, likevel: bool, alt: bool, som_json: bool, database: str | None
) -> None:
    """Read, check, show; 0 when there is nothing to look at, 4 when there is, 3 when something could not be read, 6 when
    what was given does not look like a vedtak.
    """
    import json

    from rich.console import Console

    from vedtaksanalyse.analyse import load_motor
    from vedtaksanalyse.export.utkast import has_funn, is_vedtak, is_whole, print_utkast, to_post
    from vedtaksanalyse.settings import load_innstillinger

    if [utkast, *notater].count(Path("-")) > 1:
        raise Bruksfeil("to_fra_standard_inn")
    valg = load_innstillinger()
    innhold = [_read(fil, valg.grenser.bytes) for fil in (utkast, *notater)]
    motor = load_motor(valg.modellmappe, valg.sprakmodell, valg.grenser).govern(_load_stand(database))
    vurdering = motor.check_utkast(innhold[0], innhold[1:], malform=malform or "", likevel=likevel)
    if som_json:
        click.echo(json.dumps(to_post(vurdering, motor.katalog), ensure_ascii=False))
    else:
        print_utkast(vurdering, motor.katalog, Console(), alt=alt)
    if not is_vedtak(vurdering):
        sys.exit(IKKE_VEDTAK)
    sys.exit(IKKE_LEST if not is_whole(vurdering) else NOE_A_SE_PA if has_funn(vurdering) else 0)


def _load_stand(database: str | None) -> dict[str, str]:
    """What people have decided about flags in a database; nothing where none is named."""
    if database is None:
        return {}
    from vedtaksanalyse.storage import open_lager

    with open_lager(database, opprett=False) as lager:
        return lager.flaggbok.load_tilstander()


def _read(fil: Path, grense: int) -> bytes:
    """The content of a file or of standard input; one byte over the limit is enough to refuse it."""
    if fil == Path("-"):
        return sys.stdin.buffer.read(grense + 1)
    try:
        with fil.open("rb") as strom:
            return strom.read(grense + 1)
    except OSError:
        raise Bruksfeil("uleselig") from None

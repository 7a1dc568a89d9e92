"""``vedtaksanalyse personopplysninger``: the documents that are held back, and what is decided about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.kommandoer.vern import shield
from vedtaksanalyse.sak import Valg, Vern
from vedtaksanalyse.tekster import tekst

if TYPE_CHECKING:
    from vedtaksanalyse.storage import Lager


def _valg(valg: Valg):
    navn = f"--{valg.value.replace('_', '-')}"
    return click.option(navn, "valg", flag_value=valg.value, help=tekst(f"cli.personopplysninger_{valg}"))


@click.command(help=tekst("cli.personopplysninger"), options_metavar=tekst("cli.metavar_valg"))
@_valg(Valg.FRIGI)
@_valg(Valg.MASKER)
@_valg(Valg.SEND_TILBAKE)
@click.option("--sak", "sak_id", metavar=tekst("cli.metavar_sak"), help=tekst("cli.personopplysninger_sak"))
@click.option("--dokument", metavar=tekst("cli.metavar_dokument"), help=tekst("cli.personopplysninger_dokument"))
@click.option("--hvem", metavar=tekst("cli.metavar_navn"), help=tekst("cli.personopplysninger_hvem"))
@click.option("--rolle", metavar=tekst("cli.metavar_rolle"), help=tekst("cli.personopplysninger_rolle"))
@click.option("--logg", is_flag=True, help=tekst("cli.personopplysninger_logg"))
@click.option("--json", "som_json", is_flag=True, help=tekst("cli.utkast_json"))
@click.option("--database", metavar=tekst("cli.metavar_adresse"), help=tekst("cli.database"))
@click.option("--malform", type=click.Choice(["nb", "nn"]), help=tekst("cli.malform"))
def personopplysninger(
    valg: str | None, sak_id: str | None, dokument: str | None, hvem: str | None, rolle: str | None,
    logg: bool, som_json: bool, database: str | None, malform: str | None,
) -> None:  # fmt: skip
    """Decide when a decision is given, then list what is held back; with ``--logg`` every decision."""
    import json

    from rich.console import Console

    from vedtaksanalyse.export.personvern import list_poster, loggposter, print_logg, print_poster
    from vedtaksanalyse.settings import load_innstillinger
    from vedtaksanalyse.storage import open_lager

    innstilt = load_innstillinger(database=database, malform=malform)
    malform = innstilt.malform
    with open_lager(innstilt.database, opprett=False) as lager:
        if valg:
            antall = _decide(lager, Valg(valg), sak_id, dokument, *_who(hvem, rolle, innstilt.roller))
            click.echo(tekst(f"personvern.avgjort.{valg}", malform, antall=antall), err=True)
        if logg:
            alle = [a for a in lager.list_avgjorelser() if sak_id in (None, a.sak_id)]
            click.echo(json.dumps(loggposter(alle), ensure_ascii=False)) if som_json else print_logg(alle, Console(), malform)
            return
        vurderinger = shield(lager.load_vurderinger(lager.find_med_pii(sak_id and [sak_id])), innstilt.vern, lager)
    if som_json:
        click.echo(json.dumps(list_poster(vurderinger), ensure_ascii=False))
    else:
        print_poster(vurderinger, Console(), malform)


def _who(hvem: str | None, rolle: str | None, roller: tuple[str, ...]) -> tuple[str, str]:
    if not hvem or not hvem.strip() or not rolle:
        raise Bruksfeil("mangler_hvem", roller=", ".join(roller))
    if rolle not in roller:
        raise Bruksfeil("ukjent_rolle", rolle=rolle, roller=", ".join(roller))
    return hvem.strip(), rolle


def _decide(lager: Lager, valg: Valg, sak_id: str | None, dokument: str | None, hvem: str, rolle: str) -> int:
    """Note the decision on each document asked for, of those with direct identifiers; returns how many."""
    from datetime import UTC, datetime

    from vedtaksanalyse.sak import Avgjorelse

    if not sak_id:
        raise Bruksfeil("mangler_sak")
    saker = list(lager.load_vurderinger(lager.find_med_pii([sak_id])))
    valgte = [
        (vurdering, skjerming)
        for vurdering, skjermet in zip(saker, shield(saker, Vern.HOLD, None), strict=True)
        for skjerming in skjermet.skjerming
        if dokument in (None, skjerming.dok_id)
    ]
    if not valgte:
        raise Bruksfeil("ingen_holdt", sak=sak_id)
    for vurdering, skjerming in valgte:
        avtrykk = vurdering.sak.dokument(skjerming.dok_id).avtrykk
        lager.save_avgjorelse(Avgjorelse(sak_id, skjerming.dok_id, avtrykk, valg, hvem, rolle, datetime.now(UTC)))
    return len(valgte)

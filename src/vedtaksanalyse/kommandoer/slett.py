"""``vedtaksanalyse slett``: texts, quotes and file names out of the database, with a receipt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.tekster import tekst

if TYPE_CHECKING:
    from datetime import datetime

    from vedtaksanalyse.storage import Lager

_ALDER = re.compile(r"(\d{1,5})d?")
_ELDRE, _SAK, _ALT = "eldre_enn", "sak", "alt"
_NATT = "nattkjoring"
UFULLFORT = 3


@click.command(help=tekst("cli.slett"), options_metavar=tekst("cli.metavar_valg"))
@click.option("--eldre-enn", metavar=tekst("cli.metavar_dager"), help=tekst("cli.slett_eldre_enn"))
@click.option("--sak", "saker", multiple=True, metavar=tekst("cli.metavar_sak"), help=tekst("cli.slett_sak"))
@click.option("--alt", is_flag=True, help=tekst("cli.slett_alt"))
@click.option("--bekreft", is_flag=True, help=tekst("cli.slett_bekreft"))
@click.option("--kvitteringer", is_flag=True, help=tekst("cli.slett_kvitteringer"))
@click.option("--json", "som_json", is_flag=True, help=tekst("cli.utkast_json"))
@click.option("--database", metavar=tekst("cli.metavar_adresse"), help=tekst("cli.database"))
@click.option("--malform", type=click.Choice(["nb", "nn"]), help=tekst("cli.malform"))
def slett(
    eldre_enn: str | None, saker: tuple[str, ...], alt: bool, bekreft: bool, kvitteringer: bool,
    som_json: bool, database: str | None, malform: str | None,
) -> None:  # fmt: skip
    """Show what would go, or with ``--bekreft`` delete it; 3 when somebody else kept the space from being written over."""
    import json
    import sys
    from datetime import UTC, datetime

    from vedtaksanalyse.export.personvern import describe_kvittering, kvitteringspost
    from vedtaksanalyse.settings import load_innstillinger
    from vedtaksanalyse.storage import open_lager

    if (eldre_enn is not None) + bool(saker) + alt + kvitteringer != 1:
        raise Bruksfeil("slett_hva")
    valg, naa = load_innstillinger(database=database, malform=malform), datetime.now(UTC)
    with open_lager(valg.database, opprett=False) as lager:
        if kvitteringer:
            viste = lager.load_kvitteringer()
        else:
            ider, grunnlag = _choose(lager, eldre_enn, saker, naa)
            viste = [_delete(lager, ider, grunnlag, naa) if bekreft else lager.count_slettbart(ider, grunnlag, naa)]
    utfort = bekreft or kvitteringer
    if som_json:
        click.echo(json.dumps([kvitteringspost(k, utfort) for k in viste], ensure_ascii=False))
    else:
        click.echo("\n\n".join(describe_kvittering(k, valg.malform, utfort) for k in viste))
    sys.exit(UFULLFORT if bekreft and not viste[0].fullfort else 0)


def _choose(lager: Lager, eldre_enn: str | None, saker: tuple[str, ...], naa: datetime) -> tuple[list[str], str]:
    """The cases asked for, and what was asked for as a code."""
    from datetime import timedelta

    if eldre_enn is not None:
        alder = _ALDER.fullmatch(eldre_enn.strip())
        if not alder:
            raise Bruksfeil("slett_alder", alder=eldre_enn)
        dager = int(alder[1])
        return lager.find_slettbare(naa - timedelta(days=dager)), f"{_ELDRE}:{dager}"
    kjente = lager.find_slettbare()
    if not saker:
        return kjente, _ALT
    if ukjente := sorted(set(saker) - set(kjente)):
        raise Bruksfeil("slett_ukjent", saker=", ".join(ukjente))
    return sorted(set(saker)), _SAK


def _delete(lager: Lager, ider: list[str], grunnlag: str, naa: datetime):
    """Delete while no night run stores anything."""
    with lager.hold_laas(_NATT) as fikk:
        if not fikk:
            raise Bruksfeil("kjoring_i_gang")
        return lager.slett(ider, grunnlag, naa)

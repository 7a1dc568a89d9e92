"""``vedtaksanalyse bunt`` and ``gjenskap``: what a finding was made from as a small file, and the finding made again from it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vedtaksanalyse.errors import Bruksfeil, IkkeFunnet
from vedtaksanalyse.tekster import tekst

if TYPE_CHECKING:
    from vedtaksanalyse.analyse import Motor
    from vedtaksanalyse.bevis import Bunt, Gjenskaping
    from vedtaksanalyse.sak import Sak
    from vedtaksanalyse.settings import Innstillinger

ANDRE_VILKAR, ANNET_FUNN = 9, 10


@click.command(help=tekst("cli.bunt"), options_metavar=tekst("cli.metavar_valg"))
@click.argument("sak_id", metavar=tekst("cli.metavar_sak"))
@click.option("--kriterium", metavar=tekst("cli.metavar_id"), help=tekst("cli.bunt_kriterium"))
@click.option("--flagg", metavar=tekst("cli.metavar_id"), help=tekst("cli.bunt_flagg"))
@click.option("--ut", type=click.Path(dir_okay=False, path_type=Path), required=True, metavar=tekst("cli.metavar_fil"), help=tekst("cli.bunt_ut"))
@click.option("--med-tekst", is_flag=True, help=tekst("cli.bunt_med_tekst"))
@click.option("--database", metavar=tekst("cli.metavar_adresse"), help=tekst("cli.database"))
@click.option("--malform", type=click.Choice(["nb", "nn"]), help=tekst("cli.malform"))
def bunt(sak_id: str, kriterium: str | None, flagg: str | None, ut: Path, med_tekst: bool, database: str | None, malform: str | None) -> None:
    """Write the bundle of one finding of a stored case."""
    from vedtaksanalyse.bevis import FLAGG, KRITERIUM, make_bunt, take_tekster
    from vedtaksanalyse.export.utfil import whole_fil
    from vedtaksanalyse.pii.skjerming import skjerm_sak
    from vedtaksanalyse.sak import Skjermstatus
    from vedtaksanalyse.settings import load_innstillinger
    from vedtaksanalyse.storage import open_lager

    if bool(kriterium) == bool(flagg):
        raise Bruksfeil("bunt_hva")
    valg = load_innstillinger(database=database, malform=malform)
    with open_lager(valg.database, opprett=False) as lager:
        vurdering = next(iter(lager.load_vurderinger([sak_id])), None)
        if vurdering is None:
            raise IkkeFunnet("sak_finnes_ikke")
        tekster = None
        if med_tekst:
            skjermet = skjerm_sak(vurdering, valg.vern, lager.load_avgjorelser(sak_id))
            tekster = take_tekster(vurdering.sak, sum(s.status != Skjermstatus.FRIGITT for s in skjermet.skjerming))
        data = make_bunt(
            vurdering, KRITERIUM if kriterium else FLAGG, kriterium or flagg or "", lager.find_programvare(vurdering.versjoner), lager.flaggbok.load_tilstander(), tekster
        )
    with whole_fil(ut) as delvis:
        delvis.write_bytes(data)
    click.echo(tekst("bunt.skrevet", valg.malform, fil=ut, byte=len(data)))


@click.command(help=tekst("cli.gjenskap"), options_metavar=tekst("cli.metavar_valg"))
@click.argument("fil", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar=tekst("cli.metavar_fil"))
@click.option("--mappe", type=click.Path(exists=True, path_type=Path), metavar=tekst("cli.metavar_mappe"), help=tekst("cli.gjenskap_mappe"))
@click.option("--database", metavar=tekst("cli.metavar_adresse"), help=tekst("cli.database"))
@click.option("--malform", type=click.Choice(["nb", "nn"]), help=tekst("cli.malform"))
def gjenskap(fil: Path, mappe: Path | None, database: str | None, malform: str | None) -> None:
    """Make the finding of a bundle again; 9 when it could only be made from another case or on other versions, 10 when it came
    out another although all else is the same.
    """
    from vedtaksanalyse.analyse import load_motor
    from vedtaksanalyse.bevis import compare_bunt, read_bunt
    from vedtaksanalyse.programvare import find_programvare
    from vedtaksanalyse.settings import load_innstillinger

    valg = load_innstillinger(database=database, malform=malform)
    bunten = read_bunt(fil.read_bytes())
    motor = load_motor(valg.modellmappe, valg.sprakmodell, valg.grenser)
    sak = _find_sak(bunten, mappe, motor, valg)
    resultat = compare_bunt(bunten, sak, motor, find_programvare())
    for linje in list_linjer(resultat, valg.malform):
        click.echo(linje)
    if not (resultat.lik and resultat.samme_vilkar):
        sys.exit(ANNET_FUNN if resultat.samme_vilkar else ANDRE_VILKAR)


def _find_sak(bunten: Bunt, mappe: Path | None, motor: Motor, valg: Innstillinger) -> Sak:
    """The case: from its files, from the bundle itself, or from the database."""
    from vedtaksanalyse.bevis import open_tekster
    from vedtaksanalyse.samling import find_saker
    from vedtaksanalyse.storage import open_lager

    if mappe is not None:
        saker = motor.read_mapper(find_saker(mappe))
        funnet = next((sak for sak in saker if sak.sak_id == bunten.sak_id), None)
    elif bunten.tekster:
        return open_tekster(bunten)
    else:
        with open_lager(valg.database, opprett=False) as lager:
            funnet = lager.load_saker([bunten.sak_id]).get(bunten.sak_id)
    if funnet is None:
        raise IkkeFunnet("bunt_sak_borte")
    return funnet


def list_linjer(resultat: Gjenskaping, malform: str) -> list[str]:
    """What came of it, in words."""
    nokkel = ("lik" if resultat.lik else "ulik") + ("" if resultat.samme_vilkar else "_andre_vilkar")
    linjer = [tekst(f"bunt.{nokkel}", malform)]
    linjer += [tekst("bunt.utgave", malform, navn=tekst(f"bunt.del.{navn}", malform), da=da, na=na) for navn, (da, na) in resultat.utgaver.items()]
    linjer += [tekst("bunt.grunnlag", malform, sted=ett) for ett in resultat.grunnlag]
    linjer += [tekst("bunt.funn", malform, sted=ett) for ett in resultat.funn]
    if resultat.lik and resultat.pakker:
        return [*linjer, tekst("bunt.pakker", malform, antall=len(resultat.pakker))]
    return linjer + [tekst("bunt.pakke", malform, navn=navn, da=da or "–", na=na or "–") for navn, (da, na) in resultat.pakker.items()]

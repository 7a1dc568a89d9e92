"""``vedtaksanalyse stikkprove mapper`` and what is done in a folder: the pages do the same with the same functions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vedtaksanalyse.errors import Bruksfeil, IkkeFunnet
from vedtaksanalyse.kommandoer.stikkproveleser import Leser, open_leser
from vedtaksanalyse.kommandoer.stikkprovevalg import (
    felles,
    hjelp,
    make_console,
    name_strata,
    nummer_argument,
    print_json,
    som_json_valg,
    valg,
)
from vedtaksanalyse.sak import AVKLART, GJENAPNEGRUNNER
from vedtaksanalyse.tekster import tekst

if TYPE_CHECKING:
    from vedtaksanalyse.kommandoer.stikkproveleser import Apnet
    from vedtaksanalyse.sak import Mappesvar

_VALG = tekst("cli.metavar_valg")
_mappe = click.argument("mappe", metavar=tekst("cli.metavar_mappe"))
_svarene = click.argument("svarene", nargs=-1, metavar=tekst("cli.metavar_svar"))
_hvem = valg("--hvem", "navn")
_lesing = valg("--lesing", "nummer", type=click.IntRange(1, 2))
_merknad = valg("--merknad", "tekst", default="")
_likevel = valg("--likevel", is_flag=True)


def _kommando(navn: str):
    return click.command(navn, help=hjelp(navn), options_metavar=_VALG)


@_kommando("mapper")
@nummer_argument
@_hvem
@valg("--mine", is_flag=True)
@som_json_valg
@felles
def mapper(nummer: int, hvem: str | None, mine: bool, som_json: bool, database: str | None, malform: str | None) -> None:
    """The folders of a draw."""
    from vedtaksanalyse.export import mapper as ut

    with open_leser(nummer, hvem, database, malform) as leser:
        poster = [p for p in ut.to_mapper(leser.mapper, leser.trukket) if not mine or p["hvem"] == leser.bruker.id]
        strata = name_strata(list(leser.trukket.values()), leser.prove.plan, leser.malform)
    if som_json:
        print_json({"mapper": poster})
    else:
        ut.print_mapper(poster, strata, leser.folk, make_console(), leser.malform)


@_kommando("mappe")
@nummer_argument
@_mappe
@_lesing
@_hvem
@som_json_valg
@felles
def mappe(nummer: int, mappe: str, lesing: int | None, hvem: str | None, som_json: bool, database: str | None, malform: str | None) -> None:
    """One folder with its form."""
    from vedtaksanalyse.export import mapper as ut
    from vedtaksanalyse.stikkprove.skjema import name_punkter
    from vedtaksanalyse.web.provetilgang import MAPPE

    with open_leser(nummer, hvem, database, malform) as leser:
        apnet = leser.open(mappe, lesing, MAPPE)
        post = ut.to_mappe(apnet.v, apnet.vurdering, apnet.nr, name_punkter(leser.katalog, leser.malform))
    if som_json:
        print_json(post)
    else:
        ut.print_mappe(post, leser.folk, make_console(), leser.malform)


@_kommando("svar")
@nummer_argument
@_mappe
@_svarene
@valg("--fil", "fil", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_merknad
@_lesing
@_likevel
@_hvem
@felles
def svar(
    nummer: int, mappe: str, svarene: tuple[str, ...], fil: Path | None, merknad: str, lesing: int | None, likevel: bool, hvem: str | None,
    database: str | None, malform: str | None,
) -> None:  # fmt: skip
    """Answer points, all or none of them."""
    from vedtaksanalyse.stikkprove.mappevisning import check_alle, store_svar
    from vedtaksanalyse.web.provetilgang import MAPPESVAR

    gitt = _read_svar(svarene, merknad) | (_read_fil(fil) if fil else {})
    if not gitt:
        raise Bruksfeil("svar_ukjent")
    with open_leser(nummer, hvem, database, malform) as leser:
        apnet = leser.open(mappe, lesing, MAPPESVAR)
        alle = [_make_svar(leser, apnet, punkt, felt) for punkt, felt in gitt.items()]
        check_alle(apnet.v, alle, leser.katalog)
        _check_merknader((ett.merknad for ett in alle), likevel)
        store_svar(leser.lager, apnet.v, alle, leser.bruker, leser.regler, leser.lesere, apnet.kontor)
        igjen = len(set(apnet.v.mangler) - {ett.punkt for ett in alle if ett.verdi})
    click.echo(tekst("stikkprove.mappe.lagret", leser.malform, antall=len(alle), igjen=igjen), err=True)


def _read_svar(svarene: tuple[str, ...], merknad: str) -> dict[str, dict]:
    """``punkt=verdi`` each; nothing after the sign takes the answer back."""
    delt = [ett.partition("=") for ett in svarene]
    if not all(tegn for _, tegn, _ in delt):
        raise Bruksfeil("svar_form")
    return {punkt.strip(): {"verdi": verdi.strip(), "merknad": merknad} for punkt, _, verdi in delt}


def _read_fil(fil: Path) -> dict[str, dict]:
    try:
        data = json.loads(fil.read_text(encoding="utf-8-sig"))
        return {str(punkt): felt if isinstance(felt, dict) else {"verdi": felt} for punkt, felt in data.items()}
    except (OSError, ValueError, AttributeError, RecursionError):
        raise Bruksfeil("svar_form") from None


def _make_svar(leser: Leser, apnet: Apnet, punkt: str, felt: dict) -> Mappesvar:
    from vedtaksanalyse.stikkprove.mappevisning import make_svar
    from vedtaksanalyse.web.merknader import MAKS_TEGN, check_sitat

    verdi, merknad = (str(felt.get(navn) or "") for navn in ("verdi", "merknad"))
    return make_svar(apnet.v, leser.bruker, punkt, verdi, merknad[:MAKS_TEGN], check_sitat(felt.get("sitat") or [], apnet.vurdering))


def _check_merknader(merknader, likevel: bool) -> None:
    from vedtaksanalyse.web.merknader import find_i_kommentar

    if not likevel and any(map(find_i_kommentar, merknader)):
        raise Bruksfeil("melding_personopplysninger")


def _step(navn: str, steg: str, *andre):
    """A command that moves a folder on."""

    def flytt(nummer: int, mappe: str, lesing: int | None, hvem: str | None, database: str | None, malform: str | None, **felt: str) -> None:
        from vedtaksanalyse.export.mapper import name_stand
        from vedtaksanalyse.stikkprove.mappevisning import move_mappe
        from vedtaksanalyse.web.provetilgang import MAPPESTEG

        with open_leser(nummer, hvem, database, malform) as leser:
            apnet = leser.open(mappe, lesing, MAPPESTEG)
            if felt.get("til"):
                felt["til"] = next((ett.id for ett in leser.brukere if felt["til"] in (ett.id, ett.navn)), felt["til"])
            folk = (leser.bruker, leser.regler, leser.lesere, apnet.kontor)
            ny = move_mappe(leser.lager, apnet.v, steg, *folk, leser.katalog, **felt)
        stand = name_stand(ny.tilstand.value, leser.malform).lower()
        click.echo(tekst("stikkprove.mappe.flyttet", leser.malform, nr=apnet.nr, sak=ny.sak_id, stand=stand), err=True)

    for pynt in (felles, _hvem, *andre, _lesing, _mappe, nummer_argument):
        flytt = pynt(flytt)
    return _kommando(navn)(flytt)


ferdig = _step("ferdig", "fullfor")
slipp = _step("slipp", "slipp")
_til = click.option("--til", required=True, metavar=tekst("cli.metavar_navn"), help=hjelp("til_leser"))
tildel = _step("tildel", "tildel", _til)
gjenapne = _step("gjenapne", "gjenapne", valg("--grunn", type=click.Choice(GJENAPNEGRUNNER), required=True))


@_kommando("uenighet")
@nummer_argument
@_hvem
@som_json_valg
@felles
def uenighet(nummer: int, hvem: str | None, som_json: bool, database: str | None, malform: str | None) -> None:
    """What two readers of the same case differ on."""
    from vedtaksanalyse.export import mapper as ut
    from vedtaksanalyse.stikkprove.skjema import name_punkter
    from vedtaksanalyse.stikkprove.uenighet import find_uenigheter
    from vedtaksanalyse.web.provetilgang import MAPPE

    with open_leser(nummer, hvem, database, malform) as leser:
        alle = find_uenigheter(leser.mapper, leser.lager.stikkprover.load_mappesvar(nummer), leser.katalog)
        for sak_id in dict.fromkeys(ett.sak_id for ett in alle):
            leser.log(MAPPE, leser.trukket[sak_id], AVKLART)
    poster = ut.to_uenigheter(alle, leser.trukket, name_punkter(leser.katalog, leser.malform))
    if som_json:
        print_json({"uenigheter": poster})
    else:
        ut.print_uenigheter(poster, leser.folk, make_console(), leser.malform)


@_kommando("avklar")
@nummer_argument
@_mappe
@_svarene
@_merknad
@valg("--sammen", is_flag=True)
@_likevel
@_hvem
@felles
def avklar(
    nummer: int, mappe: str, svarene: tuple[str, ...], merknad: str, sammen: bool, likevel: bool, hvem: str | None, database: str | None,
    malform: str | None,
) -> None:  # fmt: skip
    """Settle what two readers differ on, all of what is given or none."""
    from vedtaksanalyse.stikkprove.uenighet import check_avklart, find_uenigheter, settle
    from vedtaksanalyse.web.provetilgang import MAPPESVAR

    gitt = _read_svar(svarene, merknad)
    if not gitt:
        raise Bruksfeil("svar_ukjent")
    _check_merknader([merknad], likevel)
    with open_leser(nummer, hvem, database, malform) as leser:
        sak, prover = leser.find_sak(mappe), leser.lager.stikkprover
        leser.log(MAPPESVAR, sak, 1)
        if leser.prove.forkastet:
            raise Bruksfeil("stikkprove_forkastet")
        ulike = find_uenigheter(prover.load_mapper(nummer, sak.sak_id), prover.load_mappesvar(nummer, sak.sak_id), leser.katalog)
        egne = {ett.punkt: ett for ett in ulike}
        if gitt.keys() - egne.keys():
            raise IkkeFunnet("uenighet_finnes_ikke")
        for punkt, felt in gitt.items():
            check_avklart(egne[punkt], felt["verdi"], merknad, leser.bruker, leser.katalog, sammen=sammen)
        for punkt, felt in gitt.items():
            settle(leser.lager, egne[punkt], felt["verdi"], merknad, leser.bruker, leser.katalog, sammen=sammen)
    click.echo(tekst("stikkprove.mappe.avklart", leser.malform, antall=len(gitt), igjen=sum(u.avklart is None for u in ulike if u.punkt not in gitt)), err=True)


KOMMANDOER = (mapper, mappe, svar, ferdig, slipp, tildel, gjenapne, uenighet, avklar)

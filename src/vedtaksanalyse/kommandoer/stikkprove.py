"""``vedtaksanalyse stikkprove``: how many cases to read, the draw, and its audit. The pages do the same with the same functions."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.kommandoer.stikkproveanslag import anslag
from vedtaksanalyse.kommandoer.stikkprovedag import egenvurdering, forbilder
from vedtaksanalyse.kommandoer.stikkprovemapper import KOMMANDOER
from vedtaksanalyse.kommandoer.stikkproverapport import rapport
from vedtaksanalyse.kommandoer.stikkprovevalg import (
    felles,
    find_kontorer,
    hjelp,
    load_valg,
    make_console,
    name_strata,
    nummer_argument,
    print_json,
    read_dato,
    require_hvem,
    som_json_valg,
    utvalg,
    valg,
)
from vedtaksanalyse.sak import FORKASTGRUNNER, Fordeling, Utvalgsmate, Utvalgsplan
from vedtaksanalyse.tekster import tekst

if TYPE_CHECKING:
    from vedtaksanalyse.settings import Innstillinger
    from vedtaksanalyse.storage import Lager

ENDRET = 8
_VALG = tekst("cli.metavar_valg")
_PROSENT = click.FloatRange(0, 100)


@click.group(help=tekst("cli.stikkprove"), options_metavar=_VALG, subcommand_metavar=tekst("cli.metavar_kommando"))
def stikkprove() -> None:
    """The commands stand below."""


stikkprove.add_command(anslag)
stikkprove.add_command(rapport)
for _egen in (*KOMMANDOER, egenvurdering, forbilder):
    stikkprove.add_command(_egen)


@stikkprove.command("plan", help=hjelp("plan"), options_metavar=_VALG)
@utvalg
@valg("--populasjon", "antall", type=click.IntRange(1))
@valg("--margin", "prosent", type=_PROSENT, default=10, show_default=True)
@valg("--andel", "prosent", type=_PROSENT, default=50, show_default=True)
@valg("--god", "prosent", type=_PROSENT)
@valg("--darlig", "prosent", type=_PROSENT)
@som_json_valg
@felles
def plan(
    kontorer: tuple[str, ...], fra: str | None, til: str | None, populasjon: int | None, margin: float, andel: float,
    god: float | None, darlig: float | None, som_json: bool, database: str | None, malform: str | None,
) -> None:  # fmt: skip
    """Sizes for a margin, and an acceptance plan when both shares are given."""
    from dataclasses import asdict

    from vedtaksanalyse.export import stikkprover as ut
    from vedtaksanalyse.kriterier import load_katalog
    from vedtaksanalyse.stikkprove.planlegg import load_samvariasjon, plan_aksept, plan_storrelse
    from vedtaksanalyse.stikkprove.ramme import count_ramme
    from vedtaksanalyse.stikkprove.trekk import load_ramme
    from vedtaksanalyse.storage import open_lager

    if (god is None) != (darlig is None) or (god is not None and darlig is not None and god >= darlig):
        raise Bruksfeil("plan_godkjenning")
    innstilt, katalog = load_valg(database, malform), load_katalog()
    with open_lager(innstilt.database, opprett=False) as lager:
        samvariasjon = load_samvariasjon(lager, katalog)
        tall = None
        if populasjon is None:
            utkast = Utvalgsplan("-", "", 1, kontorer=find_kontorer(lager, kontorer), fra=read_dato(fra), til=read_dato(til))
            tall = count_ramme(load_ramme(lager, utkast, katalog, innstilt.vern, med_maskin=False)[0])
            populasjon = tall.antall
    if not populasjon:
        raise Bruksfeil("tom_ramme")
    storrelser = plan_storrelse(margin / 100, andel / 100, populasjon, samvariasjon)
    aksept = None if god is None or darlig is None else plan_aksept(populasjon, god / 100, darlig / 100)
    if som_json:
        print_json({"ramme": tall and asdict(tall), "storrelse": asdict(storrelser), "godkjenning": aksept and asdict(aksept)})
        return
    console = make_console()
    if tall:
        ut.print_ramme(tall, {}, {}, console, innstilt.malform)
    ut.print_storrelser(storrelser, console, innstilt.malform)
    if aksept:
        ut.print_godkjenning(aksept, console, innstilt.malform)


@stikkprove.command("trekk", help=hjelp("trekk"), options_metavar=_VALG)
@valg("--navn", "tekst", required=True)
@valg("--formal", "tekst", default="")
@valg("--antall", "antall", type=click.IntRange(1), required=True)
@valg("--mate", type=click.Choice([ett.value for ett in Utvalgsmate]), default=Utvalgsmate.ENKEL.value)
@valg("--fordeling", type=click.Choice([ett.value for ett in Fordeling]), default=Fordeling.PROPORSJONAL.value)
@valg("--strata", "navn", multiple=True)
@utvalg
@valg("--dobbelt", "prosent", type=_PROSENT, default=0)
@valg("--blind", "prosent", type=_PROSENT, default=0)
@valg("--fro", "tekst", default="")
@valg("--utenom", "nummer", type=click.IntRange(1), multiple=True)
@valg("--hvem", "navn")
@valg("--vis-ramme", is_flag=True)
@som_json_valg
@felles
def trekk(
    navn: str, formal: str, antall: int, mate: str, fordeling: str, strata: tuple[str, ...], kontorer: tuple[str, ...], fra: str | None,
    til: str | None, dobbelt: float, blind: float, fro: str, utenom: tuple[int, ...], hvem: str | None, vis_ramme: bool,
    som_json: bool, database: str | None, malform: str | None,
) -> None:  # fmt: skip
    """Draw and store, or show only what would be drawn among."""
    from vedtaksanalyse.export import stikkprover as ut
    from vedtaksanalyse.kriterier import load_katalog
    from vedtaksanalyse.stikkprove.revisjon import find_forhistorie
    from vedtaksanalyse.stikkprove.trekk import do_trekk
    from vedtaksanalyse.storage import open_lager

    innstilt, katalog = load_valg(database, malform), load_katalog()
    with open_lager(innstilt.database, opprett=False) as lager:
        ny = Utvalgsplan(
            navn, formal, antall, Utvalgsmate(mate), Fordeling(fordeling), strata, find_kontorer(lager, kontorer), read_dato(fra), read_dato(til),
            dobbelt / 100, blind / 100, fro, utenom,
        )  # fmt: skip
        if vis_ramme:
            _show_ramme(lager, ny, innstilt, som_json)
            return
        prove = do_trekk(lager, ny, require_hvem(hvem), katalog, innstilt.vern)
        mapper = lager.stikkprover.load_mapper(prove.id)
        forhistorie = find_forhistorie(prove, lager.stikkprover.list_alle())
    if som_json:
        print_json(ut.to_post(prove, mapper) | {"samme": list(forhistorie.samme), "liknende": list(forhistorie.liknende)})
        return
    console = make_console()
    ut.print_trekning(prove, mapper, console, innstilt.malform)
    ut.print_forhistorie(forhistorie, console, innstilt.malform)


def _show_ramme(lager: Lager, ny: Utvalgsplan, innstilt: Innstillinger, som_json: bool) -> None:
    """What could be drawn, and how many in each stratum."""
    from dataclasses import asdict

    from vedtaksanalyse.export.stikkprover import print_ramme
    from vedtaksanalyse.kriterier import load_katalog
    from vedtaksanalyse.stikkprove.ramme import count_ramme
    from vedtaksanalyse.stikkprove.trekk import find_fordeling, load_ramme

    ramme, _ = load_ramme(lager, ny, load_katalog(), innstilt.vern, med_maskin=False)
    tall, trekkes = count_ramme(ramme), find_fordeling(ny, ramme)
    if som_json:
        print_json(asdict(tall) | {"trekkes": trekkes})
    else:
        print_ramme(tall, trekkes, name_strata(ramme, ny, innstilt.malform), make_console(), innstilt.malform)


@stikkprove.command("liste", help=hjelp("liste"), options_metavar=_VALG)
@som_json_valg
@felles
def liste(som_json: bool, database: str | None, malform: str | None) -> None:
    """Every draw ever made."""
    from vedtaksanalyse.export import stikkprover as ut
    from vedtaksanalyse.storage import open_lager

    innstilt = load_valg(database, malform)
    with open_lager(innstilt.database, opprett=False) as lager:
        prover = [(ett, lager.stikkprover.load_mapper(ett.id)) for ett in lager.stikkprover.list_alle()]
    if som_json:
        print_json({"stikkprover": [ut.to_post(*ett) for ett in prover]})
    else:
        ut.print_liste(prover, make_console(), innstilt.malform)


@stikkprove.command("vis", help=hjelp("vis"), options_metavar=_VALG)
@nummer_argument
@valg("--saker", is_flag=True)
@valg("--kontroller", is_flag=True)
@som_json_valg
@felles
def vis(nummer: int, saker: bool, kontroller: bool, som_json: bool, database: str | None, malform: str | None) -> None:
    """One draw; with an audit, 8 when it is not what its frame and plan give."""
    from dataclasses import asdict

    from vedtaksanalyse.export import stikkprover as ut
    from vedtaksanalyse.stikkprove.ramme import count_ramme
    from vedtaksanalyse.stikkprove.revisjon import find_forhistorie, repeat_trekk
    from vedtaksanalyse.stikkprove.strata import name_dimensjon
    from vedtaksanalyse.stikkprove.trekk import list_trukket
    from vedtaksanalyse.storage import open_lager

    innstilt = load_valg(database, malform)
    with open_lager(innstilt.database, opprett=False) as lager:
        prover = lager.stikkprover
        prove, ramme, mapper = prover.load(nummer), prover.load_ramme(nummer), prover.load_mapper(nummer)
        hendelser, forhistorie = prover.load_hendelser(nummer), find_forhistorie(prove, prover.list_alle())
        kontroll = repeat_trekk(lager, nummer) if kontroller else None
    tall, trukket = count_ramme(ramme), list_trukket(ramme)
    trekkes = {stratum: sum(ett.stratum == stratum for ett in trukket) for stratum in tall.strata}
    if som_json:
        post = ut.to_post(prove, mapper) | {"rammetall": asdict(tall) | {"trukket": trekkes}, "hendelser": ut.to_hendelser(hendelser)}
        post |= {"samme": list(forhistorie.samme), "liknende": list(forhistorie.liknende)}
        post |= {"saker": ut.to_saker(trukket)} if saker else {}
        post |= {"kontroll": {"lik": kontroll.lik, "avvik": list(map(str, kontroll.avvik))}} if kontroll else {}
        print_json(post)
    else:
        console, navn = make_console(), name_strata(ramme, prove.plan, innstilt.malform)
        dimensjoner = [name_dimensjon(ett, innstilt.malform) for ett in prove.plan.strata]
        ut.print_prove(prove, mapper, forhistorie, dimensjoner, console, innstilt.malform)
        ut.print_ramme(tall, trekkes, navn, console, innstilt.malform)
        ut.print_hendelser(hendelser, console, innstilt.malform)
        if saker:
            ut.print_saker(trukket, navn, console, innstilt.malform)
        if kontroll:
            ut.print_kontroll(kontroll.avvik, console, innstilt.malform)
    sys.exit(ENDRET if kontroll and not kontroll.lik else 0)


@stikkprove.command("forkast", help=hjelp("forkast"), options_metavar=_VALG)
@nummer_argument
@valg("--grunn", type=click.Choice(FORKASTGRUNNER), required=True)
@valg("--hvem", "navn")
@felles
def forkast(nummer: int, grunn: str, hvem: str | None, database: str | None, malform: str | None) -> None:
    """Give it up, with the reason."""
    from vedtaksanalyse.stikkprove.trekk import discard_stikkprove
    from vedtaksanalyse.storage import open_lager

    innstilt = load_valg(database, malform)
    with open_lager(innstilt.database, opprett=False) as lager:
        discard_stikkprove(lager, nummer, require_hvem(hvem), grunn)
    sagt = tekst(f"stikkprove.forkastet.{grunn}", innstilt.malform)
    click.echo(tekst("stikkprove.forkastet_ord", innstilt.malform, nummer=nummer, grunn=sagt))

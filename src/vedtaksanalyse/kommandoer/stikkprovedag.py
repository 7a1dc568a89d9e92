"""``vedtaksanalyse stikkprove egenvurdering`` and ``forbilder``: a draw with its plan filled in, and the shelf of good examples."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import click

from vedtaksanalyse.errors import IkkeTilgang
from vedtaksanalyse.kommandoer.stikkproveleser import VEI, find_bruker, load_brukere, load_skjermet
from vedtaksanalyse.kommandoer.stikkprovevalg import (
    felles,
    find_kontorer,
    hjelp,
    load_valg,
    make_console,
    print_json,
    read_dato,
    require_hvem,
    som_json_valg,
    utvalg,
    valg,
)
from vedtaksanalyse.tekster import tekst

if TYPE_CHECKING:
    from vedtaksanalyse.sak import Saksvurdering
    from vedtaksanalyse.stikkprove.forbilder import Kandidat

_VALG = tekst("cli.metavar_valg")
_PROSENT = click.FloatRange(0, 100)
SE_KO, FORBILDE = "se_ko", "forbilde"


@click.command("egenvurdering", help=hjelp("egenvurdering"), options_metavar=_VALG)
@utvalg
@valg("--navn", "tekst")
@valg("--antall", "antall", type=click.IntRange(1))
@valg("--dobbelt", "prosent", type=_PROSENT)
@valg("--blind", "prosent", type=_PROSENT)
@valg("--fro", "tekst", default="")
@valg("--hvem", "navn")
@som_json_valg
@felles
def egenvurdering(
    kontorer: tuple[str, ...], fra: str | None, til: str | None, navn: str | None, antall: int | None, dobbelt: float | None,
    blind: float | None, fro: str, hvem: str | None, som_json: bool, database: str | None, malform: str | None,
) -> None:  # fmt: skip
    """Draw by the plan of an egenvurdering."""
    from vedtaksanalyse.export import stikkprover as ut
    from vedtaksanalyse.kriterier import load_katalog
    from vedtaksanalyse.stikkprove.egenvurdering import make_plan
    from vedtaksanalyse.stikkprove.revisjon import find_forhistorie
    from vedtaksanalyse.stikkprove.trekk import do_trekk
    from vedtaksanalyse.storage import open_lager

    innstilt = load_valg(database, malform)
    plan = make_plan(tekst("stikkprove.egenvurdering", innstilt.malform), date.today().year)
    valgt = {"navn": navn, "antall": antall, "fra": read_dato(fra), "til": read_dato(til), "fro": fro}
    valgt |= {felt: andel / 100 for felt, andel in (("dobbeltandel", dobbelt), ("blindandel", blind)) if andel is not None}
    plan = replace(plan, **{felt: verdi for felt, verdi in valgt.items() if verdi is not None})
    with open_lager(innstilt.database, opprett=False) as lager:
        plan = replace(plan, kontorer=find_kontorer(lager, kontorer))
        prove = do_trekk(lager, plan, require_hvem(hvem), load_katalog(), innstilt.vern)
        mapper = lager.stikkprover.load_mapper(prove.id)
        forhistorie = find_forhistorie(prove, lager.stikkprover.list_alle())
    if som_json:
        print_json(ut.to_post(prove, mapper))
        return
    ut.print_trekning(prove, mapper, make_console(), innstilt.malform)
    ut.print_forhistorie(forhistorie, make_console(), innstilt.malform)


@click.command("forbilder", help=hjelp("forbilder"), options_metavar=_VALG)
@valg("--gjelder", "tekst", default="")
@valg("--sok", "tekst", default="")
@valg("--hvem", "navn")
@som_json_valg
@felles
def forbilder(gjelder: str, sok: str, hvem: str | None, som_json: bool, database: str | None, malform: str | None) -> None:
    """The shelf. Each case that a passage is read from is a look at it."""
    from vedtaksanalyse.gjennomgang import load_regler
    from vedtaksanalyse.kriterier import load_katalog
    from vedtaksanalyse.sak import Innsyn
    from vedtaksanalyse.stikkprove.forbilder import load_hylle, name_emner
    from vedtaksanalyse.storage import open_lager

    innstilt, katalog, navn = load_valg(database, malform), load_katalog(), require_hvem(hvem)
    with open_lager(innstilt.database, opprett=False) as lager:
        bruker = find_bruker(navn, load_brukere(lager), load_regler())
        if not load_regler().har(bruker, SE_KO):
            raise IkkeTilgang("ikke_tilgang")

        def hent(ett: Kandidat) -> Saksvurdering | None:
            lager.innsyn.add(Innsyn(bruker.id, FORBILDE, ett.sak_id, lager.find_kontor(ett.sak_id) or "", ett.gjelder, VEI))
            return load_skjermet(lager, ett.sak_id, innstilt.vern)

        hylle = load_hylle(lager, katalog, bruker, hent, gjelder, " ".join(sok.split()))
    emner = name_emner(katalog, innstilt.malform)
    if som_json:
        felt = ("sak_id", "gjelder", "tekst", "slag", "sprak")
        print_json({"forbilder": [{ett: getattr(f, ett) for ett in felt} for f in hylle.forbilder], "antall": dict(hylle.antall), "flere": hylle.flere})
        return
    for ett in hylle.forbilder:
        slag = tekst(f"rapport.dokumenttype.{ett.slag}", innstilt.malform)
        click.echo(f"{emner[ett.gjelder]} ({ett.sak_id}, {slag}):\n  «{ett.tekst}»\n")
    if not hylle.forbilder:
        click.echo(tekst("stikkprove.ingen_forbilder", innstilt.malform))
    if hylle.flere:
        click.echo(tekst("stikkprove.flere_forbilder", innstilt.malform, antall=hylle.flere), err=True)

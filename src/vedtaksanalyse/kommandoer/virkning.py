"""``vedtaksanalyse virkning``: what another catalogue, other models or other decisions about flags would do, before they are in use."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vedtaksanalyse.errors import Bruksfeil, Modellfeil
from vedtaksanalyse.kommandoer.analysering import show_fremdrift
from vedtaksanalyse.kommandoer.kontor import choose_kontorer
from vedtaksanalyse.kommandoer.stikkprovevalg import read_dato
from vedtaksanalyse.kommandoer.vern import VERN, choose_vern
from vedtaksanalyse.tekster import tekst

if TYPE_CHECKING:
    from vedtaksanalyse.kriterier import Katalog
    from vedtaksanalyse.learning.virkning import Innretning, Virkning, Virkningsoppsett
    from vedtaksanalyse.settings import Innstillinger
    from vedtaksanalyse.storage import Lager

MED_FEIL = 3
_FORSLAG = "forslag"
_ENDELSER = ("html", "json", "xlsx")
_DAG = tekst("cli.metavar_dato")


@click.command(help=tekst("cli.virkning"), options_metavar=tekst("cli.metavar_valg"))
@click.option("--katalog", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar=tekst("cli.metavar_mappe"), help=tekst("cli.virkning_katalog"))
@click.option("--modeller", metavar=tekst("cli.virkning_modeller_metavar"), help=tekst("cli.virkning_modeller"))
@click.option("--flagg", multiple=True, metavar=tekst("cli.virkning_flagg_metavar"), help=tekst("cli.virkning_flagg"))
@click.option("--fra", metavar=_DAG, help=tekst("cli.virkning_fra"))
@click.option("--til", metavar=_DAG, help=tekst("cli.virkning_til"))
@click.option("--kontor", metavar=tekst("cli.metavar_navn"), help=tekst("cli.virkning_kontor"))
@click.option("--ut", type=click.Path(path_type=Path, dir_okay=False), help=tekst("cli.virkning_ut"))
@click.option("--json", "som_json", is_flag=True, help=tekst("cli.utkast_json"))
@click.option("--hvem", metavar=tekst("cli.metavar_navn"), help=tekst("cli.virkning_hvem"))
@click.option("--prosesser", type=click.IntRange(1, 64), metavar=tekst("cli.metavar_antall"), help=tekst("cli.prosesser"))
@click.option("--database", metavar=tekst("cli.metavar_adresse"), help=tekst("cli.database"))
@click.option("--malform", type=click.Choice(["nb", "nn"]), help=tekst("cli.malform"))
@click.option("--personopplysninger", "bedt_vern", type=click.Choice(VERN), help=tekst("cli.vern"))
def virkning(
    katalog: Path | None, modeller: str | None, flagg: tuple[str, ...], fra: str | None, til: str | None, kontor: str | None, ut: Path | None,
    som_json: bool, hvem: str | None, prosesser: int | None, database: str | None, malform: str | None, bedt_vern: str | None,
) -> None:  # fmt: skip
    """Try it on what is stored, and change nothing."""
    if ut and ut.suffix.lstrip(".").lower() not in _ENDELSER:
        raise Bruksfeil("ukjent_endelse", endelser=", ".join(f".{navn}" for navn in _ENDELSER))
    if not (katalog or modeller or flagg):
        raise Bruksfeil("virkning_hva")
    nummer = int(modeller) if modeller and modeller.isdecimal() and not Path(modeller).exists() else None
    if hvem and (nummer is None or katalog or flagg or kontor):
        raise Bruksfeil("virkning_alene")
    from vedtaksanalyse.learning.virkning import Endringsforslag, Virkningsoppsett, find_lesefiler, make_innretning
    from vedtaksanalyse.modellbruk import load_modellstand
    from vedtaksanalyse.settings import load_innstillinger
    from vedtaksanalyse.storage import open_lager

    valg = load_innstillinger(database=database, malform=malform, prosesser=prosesser)
    oppsett = Virkningsoppsett(valg.modellmappe, valg.sprakmodell, valg.grenser, valg.prosesser, choose_vern(valg.vern, bedt_vern))
    with open_lager(valg.database, opprett=False) as lager:
        stand = lager.flaggbok.load_tilstander()
        i_bruk = make_innretning(oppsett, stand)
        forslag = Endringsforslag(katalog, _find_modeller(lager, valg, modeller, nummer), _find_flagg(lager, i_bruk.katalog, oppsett, flagg))
        ny = make_innretning(oppsett, stand, forslag)
        if ny.versjoner == i_bruk.versjoner:
            click.echo('{"uendret": true}' if som_json else tekst("virkning.uendret", valg.malform))
            return
        resultat = _try(lager, oppsett, (i_bruk, ny), (read_dato(fra), read_dato(til), kontor), find_lesefiler(katalog))
        _show(resultat, ut, som_json, valg.malform)
        if nummer is not None:
            _note(lager, nummer, hvem, {**resultat.tall, "i_bruk": load_modellstand(valg.modeller, valg.modellager).i_bruk}, valg.malform)
    sys.exit(MED_FEIL if resultat.feilet else 0)


def _find_modeller(lager: Lager, valg: Innstillinger, modeller: str | None, nummer: int | None) -> Path | None:
    """The folder of models: a candidate's, or the one that is named."""
    if modeller is None:
        return None
    mappe = Path(modeller)
    if nummer is not None:
        avtrykk = lager.laering.load_kandidat(nummer).avtrykk
        mappe = Path(valg.modellager) / avtrykk
        if not (valg.modellager and avtrykk):
            raise Modellfeil("modell_mangler", navn=modeller, sti=valg.modellager)
    if not any((mappe / navn).is_dir() for navn in ("kriterier", "malform", "norsk")):
        raise Modellfeil("modell_mangler", navn=mappe.name, sti=mappe.parent)
    return mappe


def _find_flagg(lager: Lager, katalog: Katalog, oppsett: Virkningsoppsett, flagg: tuple[str, ...]) -> dict[str, str]:
    """What each flag would be: as it is written, or as the flags' record proposes."""
    from vedtaksanalyse.assessment.modellfil import load_flaggmaal
    from vedtaksanalyse.kriterier import TILSTANDER, find_levert
    from vedtaksanalyse.stikkprove.flaggbok import load_flaggbok

    ut: dict[str, str] = {}
    for ett in flagg:
        id_, _, tilstand = ett.partition("=")
        if ett == _FORSLAG:
            poster = load_flaggbok(lager, katalog, find_levert(katalog, load_flaggmaal(oppsett.modeller / "kriterier")), klager=False)
            ut |= {post.id: post.forslag.tilstand for post in poster if post.forslag}
        elif tilstand in TILSTANDER:
            ut[id_] = tilstand
        else:
            raise Bruksfeil("virkning_flagg", verdi=ett)
    return ut


def _try(
    lager: Lager, oppsett: Virkningsoppsett, begge: tuple[Innretning, Innretning], valgt: tuple[Any, Any, str | None], lesefiler: list[str]
) -> Virkning:
    """Try it on the cases of the period, with a line on stderr that tells how far it has come."""
    from dataclasses import replace

    from vedtaksanalyse.learning.virkning import find_periode, run_virkning

    kjente = lager.count_kontorer()
    if not kjente:
        raise Bruksfeil("uten_saker")
    *dager, kontor = valgt
    kontorer = choose_kontorer(kjente, kontor) if kontor else None
    periode = find_periode(lager, *dager, kontorer)
    with show_fremdrift(tekst("cli.virkning_fremdrift"), stille=False) as vis:
        resultat = run_virkning(lager, oppsett, *begge, periode.saker, vis)
    felt = {"fra": periode.fra.isoformat(), "til": periode.til.isoformat(), "kontor": kontorer[0] if kontorer else "", "uten_dato": periode.uten_dato}
    return replace(resultat, tall={**resultat.tall, **felt, "lesefiler": lesefiler})


def _show(resultat: Virkning, ut: Path | None, som_json: bool, malform: str) -> None:
    import json

    from rich.console import Console

    from vedtaksanalyse.export.virkning import SKRIVERE, print_virkning, to_post

    if som_json:
        click.echo(json.dumps(to_post(resultat), ensure_ascii=False))
    else:
        print_virkning(resultat, Console(), malform)
    if ut:
        SKRIVERE[ut.suffix.lstrip(".").lower()](resultat, ut, malform)
        click.echo(tekst("cli.skrevet", malform, fil=ut.resolve()), err=True)


def _note(lager: Lager, nummer: int, hvem: str | None, tall: Mapping[str, Any], malform: str) -> None:
    """Keep the figures with the candidate, where somebody says who tried it."""
    from vedtaksanalyse.learning.godkjenning import make_virkning

    if hvem and hvem.strip():
        lager.laering.add_modellhendelse(make_virkning(nummer, hvem.strip(), tall))
    click.echo(tekst("virkning.notert" if hvem else "virkning.ikke_notert", malform, nummer=nummer), err=True)

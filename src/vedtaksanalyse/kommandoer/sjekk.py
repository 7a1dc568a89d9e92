"""``vedtaksanalyse sjekk``: whether this machine can do the night's work, and what earlier runs ran on."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.tekster import feiltekst, tekst

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vedtaksanalyse.helse import Punkt
    from vedtaksanalyse.storage import Kjoring

ADVARSEL, FEIL = 7, 8
_MAPPE = click.Path(path_type=Path, file_okay=False)
_VISES = 12


@click.command(help=tekst("cli.sjekk"), options_metavar=tekst("cli.metavar_valg"))
@click.option("--inn", type=_MAPPE, help=tekst("cli.sjekk_inn"))
@click.option("--ut", type=_MAPPE, help=tekst("cli.sjekk_ut"))
@click.option("--kjoringer", type=click.IntRange(1), metavar=tekst("cli.metavar_antall"), help=tekst("cli.sjekk_kjoringer"))
@click.option("--json", "som_json", is_flag=True, help=tekst("cli.utkast_json"))
@click.option("--database", metavar=tekst("cli.metavar_adresse"), help=tekst("cli.database"))
@click.option("--malform", type=click.Choice(["nb", "nn"]), help=tekst("cli.malform"))
def sjekk(
    inn: Path | None, ut: Path | None, kjoringer: int | None, som_json: bool, database: str | None, malform: str | None
) -> None:
    """Check, show; 0 when all is fine, 7 with warnings, 8 with faults. With ``--kjoringer`` the log of versions."""
    from vedtaksanalyse.helse import Tilstand, run_sjekk, worst
    from vedtaksanalyse.helse.punkt import feil
    from vedtaksanalyse.settings import ROT, load_innstillinger
    from vedtaksanalyse.storage import open_lager

    try:
        valg = load_innstillinger(database=database, malform=malform)
    except Bruksfeil as galt:
        if kjoringer:
            raise
        punkter, malform = [feil("innstillinger", "ugyldige", grunn=feiltekst(galt, malform or "nb"))], malform or "nb"
    else:
        malform = valg.malform
        if kjoringer:
            with open_lager(valg.database, opprett=False) as lager:
                _show_kjoringer(lager.load_kjoringer(kjoringer + 1), kjoringer, malform, som_json)
            return
        punkter = run_sjekk(valg, ROT / "lock", inn, ut)
    tilstand = worst(punkter)
    _show(punkter, tilstand, malform, som_json)
    sys.exit({Tilstand.OK: 0, Tilstand.ADVARSEL: ADVARSEL, Tilstand.FEIL: FEIL}[tilstand])


def _show(punkter: Sequence[Punkt], tilstand: str, malform: str, som_json: bool) -> None:
    import json

    from vedtaksanalyse.programvare import find_programvare

    if som_json:
        poster = [
            {"omrade": p.omrade, "tilstand": p.tilstand, "kode": p.kode, "felt": dict(p.felt), "tekst": p.tekst(malform)}
            for p in punkter
        ]
        ut = {"skjema": 1, "tilstand": tilstand, "punkter": poster, "programvare": find_programvare()}
        click.echo(json.dumps(ut, ensure_ascii=False))
        return
    for punkt in punkter:
        tilstand_ = tekst(f"sjekk.tilstand.{punkt.tilstand}", malform)
        click.echo(f"{tilstand_:<9} {tekst(f'sjekk.omrade.{punkt.omrade}', malform):<15} {punkt.tekst(malform)}")


def _show_kjoringer(alle: Sequence[Kjoring], antall: int, malform: str, som_json: bool) -> None:
    """The log of versions; each run with what differs from the one before it."""
    import json

    from vedtaksanalyse.programvare import compare

    forrige = [*alle[1:], None]
    poster = []
    for naa, for_ in list(zip(alle, forrige, strict=True))[:antall]:
        versjoner = {"kode": naa.kode, "katalog": naa.katalog, "modeller": naa.modeller}
        for_versjoner = {"kode": for_.kode, "katalog": for_.katalog, "modeller": for_.modeller} if for_ else versjoner
        ny = {"versjoner": versjoner, **naa.programvare}
        kjent = bool(for_ and for_.programvare and naa.programvare)
        gammel = {"versjoner": for_versjoner, **(for_.programvare if kjent else naa.programvare)}
        poster.append(
            {
                "kjoring": naa.nummer, "tilstand": naa.tilstand, "startet": naa.startet.isoformat(timespec="seconds"),
                "ferdig": naa.ferdig and naa.ferdig.isoformat(timespec="seconds"), "versjoner": versjoner,
                "programvare": dict(naa.programvare), "endret": {n: list(p) for n, p in compare(gammel, ny).items()},
            }
        )  # fmt: skip
    if som_json:
        click.echo(json.dumps(poster, ensure_ascii=False))
        return
    for post in poster:
        click.echo(tekst("sjekk.kjoringer.rad", malform, **_rad(post, malform)))
        for navn, (gammel_, ny_) in list(post["endret"].items())[:_VISES]:
            click.echo(tekst("sjekk.kjoringer.endret", malform, navn=navn, gammel=gammel_ or "–", ny=ny_ or "–"))
        if (flere := len(post["endret"]) - _VISES) > 0:
            click.echo(tekst("sjekk.kjoringer.flere", malform, antall=flere))


def _rad(post: dict, malform: str) -> dict[str, str]:
    grunn, debian = (post["programvare"].get(navn, {}) for navn in ("grunn", "debian"))
    return {
        "nummer": post["kjoring"],
        "tilstand": tekst(f"sjekk.kjoringer.{post['tilstand']}", malform),
        "startet": post["startet"],
        **post["versjoner"],
        "python": grunn.get("python", "–"),
        "tesseract": debian.get("tesseract-ocr-nor", "–"),
    }

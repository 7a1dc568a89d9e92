"""``vedtaksanalyse start``: the review application. On this machine alone, unless the settings say who may come in from elsewhere."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import click

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.tekster import tekst

if TYPE_CHECKING:
    from vedtaksanalyse.settings import Innstillinger
    from vedtaksanalyse.storage import Lager, Okter
    from vedtaksanalyse.web import Oppsett

_LOKAL = "lokal"
_LENKEMINUTTER = 15
_STANSEFRIST = 5


@click.command(help=tekst("cli.start"), options_metavar=tekst("cli.metavar_valg"))
@click.option("--port", type=click.IntRange(0, 65535), metavar=tekst("cli.metavar_antall"), help=tekst("cli.start_port"))
@click.option("--ingen-nettleser", is_flag=True, help=tekst("cli.start_ingen_nettleser"))
@click.option("--lenke", is_flag=True, help=tekst("cli.start_lenke"))
@click.option("--vert", metavar=tekst("cli.metavar_adresse"), help=tekst("cli.start_vert"))
@click.option("--database", metavar=tekst("cli.metavar_adresse"), help=tekst("cli.database"))
@click.option("--malform", type=click.Choice(["nb", "nn"]), help=tekst("cli.malform"))
def start(
    port: int | None, ingen_nettleser: bool, lenke: bool, vert: str | None, database: str | None, malform: str | None
) -> None:
    """Check who may come in, make the store, and answer until somebody stops it."""
    os.umask(0o077)
    from vedtaksanalyse.kommandoer.adgang import check_adgang, make_dorer
    from vedtaksanalyse.learning.utvalg import draw_koen, make_trekning
    from vedtaksanalyse.logg import setup_logg
    from vedtaksanalyse.settings import load_innstillinger
    from vedtaksanalyse.storage import open_lager

    valg = load_innstillinger(port=port, vert=vert, database=database, malform=malform)
    setup_logg(valg.logg == "json")
    check_adgang(valg)
    dorer = make_dorer(valg)
    if lenke and dorer:
        raise Bruksfeil("lenke_med_oidc")
    with open_lager(valg.database, opprett=not lenke) as lager:
        if lenke:
            click.echo(make_lenke(_make_okter(lager, valg), _find_adresse(valg, valg.port), valg.malform))
            return
        if not dorer:
            fill_tom(lager, valg)
        draw_koen(lager, make_trekning(valg), valg.vern)
        serve(valg, lager, dorer, nettleser=not ingen_nettleser)
    click.echo(tekst("start.stanset", valg.malform), err=True)


def fill_tom(lager: Lager, valg: Innstillinger) -> None:
    """A store that nothing was ever put in gets the example cases, where they are."""
    if lager.count_saker() or lager.load_kjoringer(1) or lager.load_kvitteringer():
        return
    from vedtaksanalyse.kommandoer.analysering import analyse_mapper
    from vedtaksanalyse.nattkjoring.gjenbruk import save_med_gjenbruk
    from vedtaksanalyse.settings import ROT

    eksempler = ROT / "corpora" / "eksempler"
    if not eksempler.is_dir():
        click.echo(tekst("start.uten_eksempler", valg.malform), err=True)
        return
    click.echo(tekst("start.eksempler", valg.malform), err=True)
    save_med_gjenbruk(lager, analyse_mapper(eksempler, valg, stille=False, flaggstand=lager.flaggbok.load_tilstander()))


def make_lenke(okter: Okter, adresse: str, malform: str) -> str:
    """A link that logs the person at this machine in once, with every role."""
    from datetime import timedelta

    from vedtaksanalyse.gjennomgang import load_regler
    from vedtaksanalyse.sak import Bruker

    okter.save_bruker(Bruker(_LOKAL, tekst("start.lokal_bruker", malform), frozenset(load_regler().roller), None))
    return f"{adresse}/logg-inn?lenke={okter.make_lenke(_LOKAL, timedelta(minutes=_LENKEMINUTTER))}"


def make_oppsett(valg: Innstillinger, lager: Lager, dorer: dict) -> Oppsett:
    """What the application is made of."""
    from functools import partial
    from urllib.parse import urlsplit

    from vedtaksanalyse.assessment.modellfil import load_flaggmaal
    from vedtaksanalyse.gjennomgang import Annenlesing, load_regler
    from vedtaksanalyse.kriterier import load_katalog
    from vedtaksanalyse.modellbruk import load_modellkort, load_modellstand
    from vedtaksanalyse.web import Oppsett
    from vedtaksanalyse.web.tak import Tak

    return Oppsett(
        lager=lager, gjennomgang=lager.gjennomgang, okter=_make_okter(lager, valg), innsyn=lager.innsyn, katalog=load_katalog(),
        regler=load_regler(), vern=valg.vern, malform=valg.malform, adresse=valg.adresse,
        vertsnavn=(urlsplit(valg.adresse).hostname,) if valg.adresse else ("127.0.0.1", "localhost", "::1"),
        hemmelighet=valg.hemmelighet.get_secret_value().encode(), rot=_find_rot(valg, dorer), vernroller=valg.roller, arbeidstid=valg.timer,
        tak=Tak({"innlogging": valg.maks_innlogginger, "sok": valg.maks_sok, "uttak": valg.maks_uttak}),
        annenlesing=Annenlesing(valg.annenlesing, valg.annenleserandel, valg.trekkfro), flaggmaal=load_flaggmaal(valg.modellmappe / "kriterier"),
        modellstand=partial(load_modellstand, valg.modeller, valg.modellager), modellkort=partial(load_modellkort, valg.modellager), **dorer,
    )  # fmt: skip


def serve(valg: Innstillinger, lager: Lager, dorer: dict, *, nettleser: bool) -> None:
    """Answer until somebody stops it. Bruksfeil «port_opptatt» when something else answers there already."""
    import uvicorn

    from vedtaksanalyse.kommandoer.tjener import make_tjener
    from vedtaksanalyse.web import make_app

    oppsett = make_oppsett(valg, lager, dorer)
    felt = {"log_config": None, "access_log": False, "server_header": False, "proxy_headers": False, "lifespan": "on", "ws": "none"}
    config = uvicorn.Config(make_app(oppsett), valg.vert, valg.port, timeout_graceful_shutdown=_STANSEFRIST, **felt)
    try:
        sokkel = config.bind_socket()
    except SystemExit:
        raise Bruksfeil("port_opptatt", port=valg.port) from None
    adresse = _find_adresse(valg, sokkel.getsockname()[1])
    apne = make_lenke(oppsett.okter, adresse, valg.malform) if oppsett.lokal else adresse
    with sokkel:
        make_tjener(config, _when_klar(valg.malform, apne, oppsett.lokal, nettleser)).run([sokkel])


def _when_klar(malform: str, adresse: str, lokal: bool, nettleser: bool) -> Callable[[], None]:
    def tell() -> None:
        Thread(target=_load_statistikk, daemon=True).start()
        click.echo(tekst("start.lenke" if lokal else "start.klar", malform, adresse=adresse, minutter=_LENKEMINUTTER))
        if nettleser and lokal:
            open_nettleser(adresse)

    return tell


def _load_statistikk() -> None:
    """What the first page with figures would wait seconds for, while people are still reading the queue."""
    import_module("scipy.stats")
    import_module("statsmodels.stats.proportion")
    import_module("statsmodels.stats.inter_rater")


def open_nettleser(adresse: str) -> None:
    """The person's own browser, where there is a screen to show it on."""
    import sys
    import webbrowser

    if sys.platform in ("darwin", "win32") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        webbrowser.open(adresse)


def _find_rot(valg: Innstillinger, dorer: dict) -> Path | None:
    """Where the case folders are; on this machine alone the example cases, where nothing else is said."""
    from vedtaksanalyse.settings import ROT

    rot = Path(valg.saksmappe) if valg.saksmappe else ROT / "corpora" / "eksempler"
    if valg.saksmappe and not rot.is_dir():
        raise Bruksfeil("saksmappe")
    return rot if valg.saksmappe or (not dorer and rot.is_dir()) else None


def _find_adresse(valg: Innstillinger, port: int) -> str:
    vert = f"[{valg.vert}]" if ":" in valg.vert else valg.vert
    return valg.adresse or f"http://{vert}:{port}"


def _make_okter(lager: Lager, valg: Innstillinger) -> Okter:
    from datetime import timedelta

    return lager.make_okter(timedelta(minutes=valg.okt_minutter), timedelta(hours=valg.okt_timer))

"""One case: reading it, answering, and moving it on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import quote

from starlette.responses import JSONResponse, Response

from vedtaksanalyse.errors import Bruksfeil, IkkeTilgang
from vedtaksanalyse.gjennomgang import check_slutt, check_svar, take_steg
from vedtaksanalyse.sak import Oppgave, Saksvurdering, Svar, Svarslag, Tilstand
from vedtaksanalyse.stikkprove.flaggtekst import name_utfall
from vedtaksanalyse.web.foresporsel import Foresporsel
from vedtaksanalyse.web.merknader import MAKS_TEGN, find_i_kommentar, read_sitat
from vedtaksanalyse.web.rute import Rute
from vedtaksanalyse.web.saksvisning import Gransking, find_folk, load_gransking, load_saksvisning

_LENGST_VERSJON = 64
_BESKJEDER = ("samtidig", "steg_ulovlig", "steg_utfall", "steg_arsak", "steg_til", "steg_dato", "melding_personopplysninger")
"""The failures of a step that are told on the case's own page, where the way on is seen."""


def show_sak(f: Foresporsel) -> Response:
    """The page where a case is read and answered."""
    s, gransking = load_saksvisning(f)
    return f.vis(
        "sak.html.j2",
        s=s,
        g=gransking,
        regler=f.oppsett.regler,
        folk=find_folk(f),
        klage=f.flagg.find_klage(s.sak.sak_id),
        klagevalg=name_utfall(f.malform),
        beskjed=kode if (kode := f.request.query_params.get("beskjed")) in _BESKJEDER else "",
        brukere=_find_kolleger(f, s.vurdering),
        sidene=[dokument for dokument, _ in s.sidedokumenter(f.oppsett.sidebilder)],
    )


def save_svar(f: Foresporsel) -> Response:
    """Keep an answer. A free case becomes the answerer's. To a page it goes back; to a script it tells when it was kept."""
    sak_id = f.request.path_params["sak_id"]
    vurdering = f.tilgang.load_sak(sak_id, "svar", str(f.skjema.get("gjelder") or ""))
    gransking = load_gransking(f, vurdering)
    if not gransking.kan_svare:
        raise IkkeTilgang("svar_ikke_din")
    ett = replace(read_svar(f, vurdering), blind=gransking.skjult)
    check_svar(ett, f.oppsett.katalog, f.oppsett.regler)
    if (typer := find_i_kommentar(ett.kommentar)) and not f.skjema.get("likevel"):
        return JSONResponse({"status": "personopplysninger", "typer": typer}, 409)
    _take(f, gransking.oppgave, vurdering)
    f.oppsett.gjennomgang.save_svar([ett], read_versjon(f))
    if f.vil_ha_json:
        return JSONResponse({"status": "lagret"})
    return f.videre(f"/sak/{quote(sak_id, safe='')}")


def keep_svar(f: Foresporsel) -> Response:
    """Let the answers stand that were given before the case was assessed anew: they are given again, as they were."""
    sak_id = f.request.path_params["sak_id"]
    vurdering = f.tilgang.load_sak(sak_id, "svar")
    gransking = load_gransking(f, vurdering)
    if gransking.omvurdering.eldre:
        _keep_eldre(f, gransking, vurdering)
    return JSONResponse({"status": "lagret"}) if f.vil_ha_json else f.videre(f"/sak/{quote(sak_id, safe='')}")


def _keep_eldre(f: Foresporsel, gransking: Gransking, vurdering: Saksvurdering) -> None:
    if not gransking.kan_svare:
        raise IkkeTilgang("svar_ikke_din")
    _take(f, gransking.oppgave, vurdering)
    tekster = {dokument.dok_id: len(dokument.tekst) for dokument in vurdering.sak.dokumenter}
    holder = [
        replace(ett, sitat=tuple(s for s in ett.sitat if s[2] <= tekster.get(s[0], 0)), blind=gransking.skjult, tid=None)
        for ett in gransking.omvurdering.eldre
    ]
    f.oppsett.gjennomgang.save_svar(holder, read_versjon(f))


def read_versjon(f: Foresporsel) -> str:
    """The version of the case that the person saw; empty when the page or program does not say."""
    sagt = str(f.skjema.get("versjon") or "")
    return sagt if len(sagt) <= _LENGST_VERSJON and sagt.isalnum() else ""


def read_svar(f: Foresporsel, vurdering: Saksvurdering) -> Svar:
    """The answer that was sent. Bruksfeil «svar_ukjent» for what cannot be one."""
    try:
        slag = Svarslag(str(f.skjema.get("slag")))
    except ValueError:
        raise Bruksfeil("svar_ukjent") from None
    felt = {navn: str(f.skjema.get(navn) or "") for navn in ("gjelder", "verdi", "grunn", "kommentar")}
    felt["kommentar"] = felt["kommentar"][:MAKS_TEGN]
    return Svar(vurdering.sak.sak_id, f.bruker.id, slag, sitat=read_sitat(f, vurdering), **felt)


def take_stegene(f: Foresporsel) -> Response:
    """Move the case on, and the person to what comes next."""
    sak_id = f.request.path_params["sak_id"]
    vurdering = f.tilgang.load_sak(sak_id, "steg", str(f.skjema.get("steg") or ""))
    oppgave = f.oppsett.gjennomgang.load_oppgave(sak_id)
    sti = f"/sak/{quote(sak_id, safe='')}"
    try:
        if f.skjema.get("utgave") not in (None, "", str(oppgave.utgave)):
            raise Bruksfeil("samtidig")
        ny = _step(f, str(f.skjema.get("steg") or ""), oppgave, vurdering)
    except Bruksfeil as feil:
        if f.vil_ha_json or feil.kode not in _BESKJEDER:
            raise
        return f.videre(f"{sti}?beskjed={feil.kode}")
    if f.vil_ha_json:
        return JSONResponse({"status": "lagret", "tilstand": ny.tilstand.value})
    videre = ny.tilstand != oppgave.tilstand and ny.tilstand in (Tilstand.FERDIG, Tilstand.ANNENLESER)
    return f.videre(f"{sti}/neste" if videre else sti)


def _take(f: Foresporsel, oppgave: Oppgave, vurdering: Saksvurdering) -> None:
    """A free case becomes the answerer's, and one that was returned or has waited is at work again."""
    if oppgave.tilstand in (Tilstand.LEDIG, Tilstand.RETUR, Tilstand.VENTER):
        _step(f, "ta" if oppgave.tilstand == Tilstand.LEDIG else "fortsett", oppgave, vurdering)


def _step(f: Foresporsel, steg: str, oppgave: Oppgave, vurdering: Saksvurdering) -> Oppgave:
    felt = {navn: str(f.skjema.get(navn) or "") for navn in ("til", "arsak")}
    try:
        dato = date.fromisoformat(str(f.skjema.get("dato"))) if f.skjema.get("dato") else None
    except ValueError:
        raise Bruksfeil("steg_dato") from None
    if felt["til"] and felt["til"] not in {ett.id for ett in _find_kolleger(f, vurdering)}:
        raise Bruksfeil("steg_til")
    ny = take_steg(steg, replace(oppgave, kontor=vurdering.sak.kontor), f.bruker, f.oppsett.regler, f.oppsett.annenlesing, dato=dato, **felt)
    if ny.tilstand == Tilstand.FERDIG:
        check_slutt(ny, oppgave, f.oppsett.gjennomgang.load_svar(oppgave.sak_id), f.bruker)
    melding = str(f.skjema.get("melding") or "")[:MAKS_TEGN]
    if melding and find_i_kommentar(melding) and not f.skjema.get("likevel"):
        raise Bruksfeil("melding_personopplysninger")
    felt |= {"melding": melding, "dato": dato.isoformat() if dato and ny.vent_til else ""}
    detaljer = {navn: verdi for navn, verdi in felt.items() if verdi}
    return f.oppsett.gjennomgang.change_oppgave(ny, f.bruker.id, steg, detaljer)


def go_neste(f: Foresporsel) -> Response:
    """The next case to look at: the first of one's own, else the first free one; the queue when there is none."""
    neste = f.tilgang.find_neste(f.request.path_params["sak_id"])
    return f.videre(f"/sak/{quote(neste, safe='')}?vei=neste" if neste else "/ko")


def _find_kolleger(f: Foresporsel, vurdering: Saksvurdering) -> list:
    """Those who can be given this case: with the right to answer, and within reach of its office."""
    return [
        ett
        for ett in f.brukere
        if f.oppsett.regler.har(ett, "avgjore") and ett.ser_kontor(vurdering.sak.kontor)
    ]


RUTER = (
    Rute("GET", "/sak/{sak_id}", "se_sak", show_sak),
    Rute("POST", "/sak/{sak_id}/svar", "avgjore", save_svar),
    Rute("POST", "/sak/{sak_id}/behold", "avgjore", keep_svar),
    Rute("POST", "/sak/{sak_id}/steg", "se_sak", take_stegene),
    Rute("GET", "/sak/{sak_id}/neste", "se_ko", go_neste),
)

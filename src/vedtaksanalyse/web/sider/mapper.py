"""The folders of a draw: reading one against the form, moving it on, and settling what two readers differ on."""

from __future__ import annotations

from itertools import groupby
from urllib.parse import quote

from starlette.responses import JSONResponse, Response

from vedtaksanalyse.errors import Bruksfeil, IkkeFunnet, IkkeTilgang
from vedtaksanalyse.sak import AVKLART, GJENAPNEGRUNNER, Bruker, Mappestand
from vedtaksanalyse.stikkprove.mapper import LESE, find_lesere, find_neste
from vedtaksanalyse.stikkprove.mapperegler import load_mapperegler
from vedtaksanalyse.stikkprove.mappevisning import (
    Mappevisning,
    check_alle,
    load_mappevisning,
    make_svar,
    move_mappe,
    store_svar,
)
from vedtaksanalyse.stikkprove.skjema import make_skjema
from vedtaksanalyse.stikkprove.uenighet import Uenighet, find_uenigheter, settle
from vedtaksanalyse.tekster import feiltekst
from vedtaksanalyse.web.foresporsel import Foresporsel
from vedtaksanalyse.web.merknader import MAKS_TEGN, find_i_kommentar, read_sitat
from vedtaksanalyse.web.provetilgang import MAPPE, MAPPESTEG, MAPPESVAR
from vedtaksanalyse.web.rute import Rute
from vedtaksanalyse.web.saksvisning import Saksvisning, find_folk, hide_funn

_BESKJEDER = ("samtidig", "mappe_steg", "mappe_mangler", "mappe_til", "mappe_grunn", "stikkprove_forkastet")
"""The failures of a step that are told on the folder's own page, where the way on is seen."""


def _load(f: Foresporsel, handling: str) -> tuple[Saksvisning, Mappevisning]:
    """The folder that the address names; the look is logged."""
    felt = f.request.path_params
    innhold = f.prover.load_mappe(felt["nummer"], felt["sak_id"], felt["plass"], handling)
    v = load_mappevisning(f.oppsett.lager, innhold, f.bruker, f.oppsett.regler, f.oppsett.katalog)
    vurdering = hide_funn(innhold.vurdering) if v.skjult else innhold.vurdering
    return Saksvisning(vurdering, f.oppsett.katalog, f.malform), v


def show_mappe(f: Foresporsel) -> Response:
    """The page where a folder is read and answered."""
    s, v = _load(f, MAPPE)
    kode = f.request.query_params.get("beskjed")
    beskjed = feiltekst(Bruksfeil(kode, antall=len(v.mangler)), f.malform) if kode in _BESKJEDER else ""
    return f.vis(
        "mappe.html.j2",
        s=s,
        v=v,
        folk=find_folk(f),
        beskjed=beskjed if kode != "mappe_mangler" or v.mangler else "",
        mapperegler=load_mapperegler(),
        grunner=GJENAPNEGRUNNER,
        lesere=[ett for ett in _list_lesere(f) if ett.ser_kontor(s.sak.kontor)],
        sidene=[dokument for dokument, _ in s.sidedokumenter(f.oppsett.sidebilder)],
    )


def save_svar(f: Foresporsel) -> Response:
    """Keep an answer. A free folder becomes the answerer's. To a page it goes back; to a script it tells when it was kept."""
    s, v = _load(f, MAPPESVAR)
    if not v.kan_svare:
        raise IkkeTilgang("mappe_ikke_din")
    felt = {navn: str(f.skjema.get(navn) or "") for navn in ("gjelder", "verdi", "kommentar")}
    ett = make_svar(v, f.bruker, felt["gjelder"], felt["verdi"], felt["kommentar"][:MAKS_TEGN], read_sitat(f, s.vurdering))
    check_alle(v, [ett], f.oppsett.katalog)
    if (typer := find_i_kommentar(ett.merknad)) and not f.skjema.get("likevel"):
        return JSONResponse({"status": "personopplysninger", "typer": typer}, 409)
    store_svar(f.oppsett.lager, v, [ett], f.bruker, f.oppsett.regler, _list_lesere(f), s.sak.kontor)
    return JSONResponse({"status": "lagret"}) if f.vil_ha_json else f.videre(_find_sti(v))


def _list_lesere(f: Foresporsel) -> list[Bruker]:
    return find_lesere(f.oppsett.okter.load_brukere(), f.oppsett.regler)


def take_stegene(f: Foresporsel) -> Response:
    """Move the folder on, and the person to what comes next."""
    s, v = _load(f, MAPPESTEG)
    steg = str(f.skjema.get("steg") or "")
    try:
        if f.skjema.get("utgave") not in (None, "", str(v.mappe.utgave)):
            raise Bruksfeil("samtidig")
        til, grunn = (str(f.skjema.get(navn) or "") for navn in ("til", "grunn"))
        folk = (f.bruker, f.oppsett.regler, _list_lesere(f), s.sak.kontor)
        ny = move_mappe(f.oppsett.lager, v, steg, *folk, f.oppsett.katalog, til=til, grunn=grunn)
    except Bruksfeil as feil:
        if f.vil_ha_json or feil.kode not in _BESKJEDER:
            raise
        return f.videre(f"{_find_sti(v)}?beskjed={feil.kode}")
    if f.vil_ha_json:
        return JSONResponse({"status": "lagret", "tilstand": ny.tilstand.value})
    videre = ny.tilstand == Mappestand.FERDIG
    return f.videre(f"/stikkprover/{v.prove.id}/neste?etter={quote(ny.sak_id, safe='')}" if videre else _find_sti(v))


def _find_sti(v: Mappevisning) -> str:
    return f"/stikkprover/{v.prove.id}/mappe/{quote(v.mappe.sak_id, safe='')}/{v.mappe.plass}"


def go_neste(f: Foresporsel) -> Response:
    """The folder to read next; the draw's own page when there is none."""
    prove = f.prover.load_prove(f.request.path_params["nummer"])
    nr = {ett.sak_id: ett.nr or 0 for ett in f.prover.load_ramme(prove, trukket=True)}
    etter = f.request.query_params.get("etter", "")
    neste = None if prove.forkastet else find_neste(f.prover.load_mapper(prove), nr, f.bruker, f.oppsett.regler, etter)
    sti = f"/stikkprover/{prove.id}"
    return f.videre(f"{sti}/mappe/{quote(neste.sak_id, safe='')}/{neste.plass}?vei=stikkprove" if neste else sti)


def show_uenighet(f: Foresporsel) -> Response:
    """What the readers of this draw differ on, case by case, and what was settled. Each case shown is a look at it."""
    prove = f.prover.load_prove(f.request.path_params["nummer"])
    alle = _list_uenigheter(f)
    return f.vis(
        "uenighet.html.j2",
        p=prove,
        saker=[(sak_id, list(egne)) for sak_id, egne in groupby(alle, key=lambda ett: ett.sak_id)],
        uavklarte=sum(ett.avklart is None for ett in alle),
        skjema=make_skjema(f.oppsett.katalog),
        folk=find_folk(f),
    )


def save_avklart(f: Foresporsel) -> Response:
    """Settle one difference."""
    felt = f.request.path_params
    prove = f.prover.load_prove(felt["nummer"])
    innhold = f.prover.load_mappe(prove.id, felt["sak_id"], 1, MAPPESVAR)
    if prove.forkastet:
        raise Bruksfeil("stikkprove_forkastet")
    egne = find_uenigheter(innhold.sakens, innhold.svar, f.oppsett.katalog)
    en = next((ett for ett in egne if ett.punkt == f.skjema.get("gjelder")), None)
    if en is None:
        raise IkkeFunnet("uenighet_finnes_ikke")
    merknad = str(f.skjema.get("kommentar") or "")[:MAKS_TEGN]
    if find_i_kommentar(merknad):
        raise Bruksfeil("melding_personopplysninger")
    verdi, sammen = str(f.skjema.get("verdi") or ""), bool(f.skjema.get("sammen"))
    settle(f.oppsett.lager, en, verdi, merknad, f.bruker, f.oppsett.katalog, sammen=sammen)
    return JSONResponse({"status": "lagret"}) if f.vil_ha_json else f.videre(f"/stikkprover/{prove.id}/uenighet")


def _list_uenigheter(f: Foresporsel) -> list[Uenighet]:
    prove = f.prover.load_prove(f.request.path_params["nummer"])
    kontor = {ett.sak_id: ett.kontor for ett in f.prover.load_ramme(prove, trukket=True)}
    alle = find_uenigheter(f.prover.load_mapper(prove), f.prover.load_svar(prove), f.oppsett.katalog)
    sett = [ett for ett in alle if f.bruker.ser_kontor(kontor.get(ett.sak_id, ""))]
    for sak_id in dict.fromkeys(ett.sak_id for ett in sett):
        f.tilgang.log(MAPPE, sak_id, kontor[sak_id], f"{prove.id}:{AVKLART}")
    return sett


RUTER = (
    Rute("GET", "/stikkprover/{nummer:int}/neste", LESE, go_neste),
    Rute("GET", "/stikkprover/{nummer:int}/uenighet", LESE, show_uenighet),
    Rute("POST", "/stikkprover/{nummer:int}/uenighet/{sak_id}", LESE, save_avklart),
    Rute("GET", "/stikkprover/{nummer:int}/mappe/{sak_id}/{plass:int}", LESE, show_mappe),
    Rute("POST", "/stikkprover/{nummer:int}/mappe/{sak_id}/{plass:int}/svar", LESE, save_svar),
    Rute("POST", "/stikkprover/{nummer:int}/mappe/{sak_id}/{plass:int}/steg", LESE, take_stegene),
)

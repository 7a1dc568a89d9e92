"""What went wrong, told to the one who asked: as a page or as JSON, with a number that the log has too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from vedtaksanalyse.arbeidere import feilkode
from vedtaksanalyse.errors import Bruksfeil, Feil, ForMange, IkkeFunnet, IkkeInnlogget, IkkeTilgang
from vedtaksanalyse.logg import log_feil, log_hendelse
from vedtaksanalyse.tekster import feiltekst
from vedtaksanalyse.web.foresporsel import Foresporsel
from vedtaksanalyse.web.rute import TRYGGE

_STATUS = {IkkeInnlogget: 401, IkkeTilgang: 403, IkkeFunnet: 404, ForMange: 429, Bruksfeil: 400}
_AV_KODE = {"skjema_for_stort": 413, "medietype": 415, "samtidig": 412, "innlogging_nede": 503}
_FEILET, _MANGLER = 500, 404


def show_feil(
    f: Foresporsel, feil: Exception, status: int | None = None, felt: Sequence[str] = (), hoder: Mapping[str, str] | None = None
) -> Response:
    """The answer to a request that failed. Of a bug only its kind is logged: its words may quote a document.

    ``felt`` are the fields that would not do, for programs; ``hoder`` what else the answer must carry.
    """
    kjent = isinstance(feil, Feil)
    status = status or find_status(feil)
    kode = feil.kode if kjent else feilkode(feil)
    (log_feil if status >= _FEILET else log_hendelse)("nettfeil", kode=kode, steg=f.spor, status=status)
    if not kjent or status == _FEILET:
        feil = Feil("uventet_side")
    if status == 401 and f.request.method in TRYGGE and not f.vil_ha_json:
        return RedirectResponse(_innlogging(f), 303)
    svar = _json(f, feil, status, felt) if f.vil_ha_json else f.vis("feil.html.j2", status, feil=feil, spor=f.spor)
    svar.headers["x-spor"] = f.spor
    svar.headers.update(hoder or {})
    if isinstance(feil, ForMange):
        svar.headers["retry-after"] = str(feil.felt["sekunder"])
    return svar


def find_status(feil: Exception) -> int:
    """The HTTP status that says what kind of failure this is."""
    if isinstance(feil, Feil) and feil.kode in _AV_KODE:
        return _AV_KODE[feil.kode]
    return next((status for slag, status in _STATUS.items() if isinstance(feil, slag)), _FEILET)


def _json(f: Foresporsel, feil: Feil, status: int, felt: Sequence[str]) -> Response:
    svar = {"kode": feil.kode, "melding": feiltekst(feil, f.malform), "spor": f.spor}
    return JSONResponse(svar | ({"felt": list(felt)} if felt else {}), status)


def _innlogging(f: Foresporsel) -> str:
    """The login page, which knows the way back here."""
    onsket = f.request.url.path + (f"?{f.request.url.query}" if f.request.url.query else "")
    return "/logg-inn" if onsket == "/" else "/logg-inn?" + urlencode({"neste": onsket})


def show_http(f: Foresporsel, feil: Exception) -> Response:
    """The answer to what the framework itself refuses: unknown addresses and methods."""
    if not isinstance(feil, HTTPException) or feil.status_code == _MANGLER:
        return show_feil(f, IkkeFunnet("side_finnes_ikke"))
    return show_feil(f, Bruksfeil("foresporsel"), feil.status_code, hoder=feil.headers)

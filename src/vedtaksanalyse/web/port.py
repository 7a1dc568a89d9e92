"""The gate in front of every page and of the API: who asks, whether the change is theirs, and whether they may."""

from __future__ import annotations

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.storage import Okt
from vedtaksanalyse.web.foresporsel import KAPSEL, SIKKER_KAPSEL, Foresporsel
from vedtaksanalyse.web.rute import APEN, INNLOGGET, TRYGGE, Rute
from vedtaksanalyse.web.vern import check_opphav

LOKAL = "lokal"
_BAERER = "bearer "


def open_port(rute: Rute, f: Foresporsel, *, bare_hvem: bool = False) -> None:
    """Let the request through. With ``bare_hvem`` only who asks is found: that comes before anything they sent is read.

    Raises:
        IkkeInnlogget, IkkeTilgang, Bruksfeil.
    """
    _check_adresse(f)
    f.okt = f.okt or find_okt(f)
    if rute.rettighet == APEN:
        return
    f.bruker  # noqa: B018 — refuses those we do not know
    if bare_hvem:
        return
    if f.request.method not in TRYGGE:
        check_opphav(f.request, f.skjema, f.csrf, f.oppsett, med_token=not f.okt.avtrykk)
    if rute.rettighet != INNLOGGET:
        f.tilgang.krev(rute.rettighet)


def find_okt(f: Foresporsel) -> Okt | None:
    """Who asks: the one a token in the request names, else the one whose session the browser holds. A bad token is no session."""
    bevis = f.request.headers.get("authorization", "")
    if f.oppsett.tokenvakt and bevis.lower().startswith(_BAERER):
        return f.oppsett.tokenvakt.find_okt(bevis[len(_BAERER) :].strip(), f.oppsett)
    hemmelig = f.request.cookies.get(SIKKER_KAPSEL if f.oppsett.sikker else KAPSEL)
    okt = f.oppsett.okter.find(hemmelig) if hemmelig else None
    if okt is None or okt.felt.get("inngang") != find_inngang(f):
        return None
    f.oppsett.okter.touch(okt)
    return okt


def find_inngang(f: Foresporsel) -> str | None:
    """How people come in, and what their groups give: a session from when that was otherwise counts no more."""
    if f.oppsett.leverandor:
        return f.oppsett.leverandor.avtrykk
    return LOKAL if f.oppsett.lokal else None


def _check_adresse(f: Foresporsel) -> None:
    """No control characters in an address: databases refuse some of them, and no page has them in its links."""
    deler = [*f.request.path_params.values(), *(del_ for par in f.request.query_params.multi_items() for del_ in par)]
    if any(ord(tegn) < 32 or "\ud800" <= tegn <= "\udfff" for del_ in deler for tegn in str(del_)):
        raise Bruksfeil("foresporsel")

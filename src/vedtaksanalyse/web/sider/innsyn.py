"""Who looked at what: search, the monthly report, and whether the log is whole."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.responses import Response

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.export import loggkontroll as ord_
from vedtaksanalyse.gjennomgang.loggkontroll import find_maned
from vedtaksanalyse.web.foresporsel import Foresporsel
from vedtaksanalyse.web.rute import Rute
from vedtaksanalyse.web.tilgang import Tidsrom

_PER, _LENGST = 100, 200


def show_innsyn(f: Foresporsel) -> Response:
    """The looks that fit what was asked for, the newest first."""
    q = {navn: f.request.query_params.get(navn, "").strip()[:_LENGST] for navn in ("sak", "hvem", "maned")}
    spurt = f.request.query_params.get("side", "")
    side = int(spurt) if spurt.isascii() and spurt.isdigit() and len(spurt) < 6 else 1
    rader, antall = f.tilgang.find_innsyn(q["sak"], q["hvem"], _read_maned(q["maned"]) if q["maned"] else None, max(side, 1), _PER)
    sider = max(1, -(-antall // _PER))
    return f.vis(
        "innsyn.html.j2", q=q, antall=antall, side=max(side, 1), sider=sider, hode=ord_.name_kolonner(ord_.OPPSLAG, f.malform),
        rader=ord_.list_oppslag(rader, f.malform),
        adresse=lambda n: "/innsyn?" + urlencode({navn: v for navn, v in q.items() if v} | {"side": n}),
    )  # fmt: skip


def show_kontroll(f: Foresporsel) -> Response:
    """The report of a month."""
    maned = find_onsket(f)
    rader = f.tilgang.make_loggkontroll(_read_maned(maned))
    hode = ord_.name_kolonner(ord_.KONTROLL, f.malform)
    return f.vis("loggkontroll.html.j2", maned=maned, hode=hode, rader=ord_.list_kontroll(rader), timer=f.oppsett.arbeidstid)


def write_kontroll(f: Foresporsel) -> Response:
    """The same as a file."""
    maned = find_onsket(f)
    rader = f.tilgang.make_loggkontroll(_read_maned(maned), uttak=True)
    innhold = ord_.make_csv(ord_.name_kolonner(ord_.KONTROLL, f.malform), ord_.list_kontroll(rader))
    hoder = {"content-disposition": f'attachment; filename="loggkontroll-{maned}.csv"'}
    return Response(innhold.encode("utf-8"), media_type="text/csv; charset=utf-8", headers=hoder)


def check_kjede(f: Foresporsel) -> Response:
    """Whether the log is whole."""
    antall, siste = f.oppsett.lager.tilsyn.find_siste()
    return f.vis("kjede.html.j2", antall=antall, siste=siste, brudd=f.oppsett.innsyn.find_brudd())


def find_onsket(f: Foresporsel) -> str:
    """The month that was asked for; this one when none was."""
    return f.request.query_params.get("maned", "").strip()[:_LENGST] or f"{f.oppsett.idag():%Y-%m}"


def _read_maned(maned: str) -> Tidsrom:
    try:
        return find_maned(maned)
    except ValueError:
        raise Bruksfeil("maned") from None


RUTER = (
    Rute("GET", "/innsyn", "se_logg", show_innsyn),
    Rute("GET", "/innsyn/kontroll", "se_logg", show_kontroll),
    Rute("GET", "/innsyn/kontroll.csv", "se_logg", write_kontroll),
    Rute("GET", "/innsyn/kjede", "se_logg", check_kjede),
)

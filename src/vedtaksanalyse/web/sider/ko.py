"""The queue."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.responses import Response

from vedtaksanalyse.export import risikoord
from vedtaksanalyse.sak import FANER, FRISTER, SORTERINGER, Koside, Kovalg
from vedtaksanalyse.web.foresporsel import Foresporsel
from vedtaksanalyse.web.kolinje import make_linjer
from vedtaksanalyse.web.rute import Rute
from vedtaksanalyse.web.saksvisning import find_folk

_LENGST = 100


def show_ko(f: Foresporsel) -> Response:
    """The queue with the tab, filters and order that stand in the address."""
    koside = f.tilgang.load_koside(read_kovalg(f))
    return f.vis(
        "ko.html.j2",
        ko=koside,
        linjer=make_linjer(koside, f),
        faner=FANER,
        folk=find_folk(f),
        kontorvalg=[(kontor, kontor) for kontor in koside.kontorer],
        kjeder=[(kjede, risikoord.describe_kjede(kjede, f.oppsett.katalog, f.malform)) for kjede in f.oppsett.katalog.kjeder],
        adresse=lambda **nytt: make_adresse(koside, **nytt),
        uttak=lambda endelse: f"/ko/uttak.{endelse}" + make_adresse(koside, side=1).removeprefix("/ko"),
    )


def read_kovalg(f: Foresporsel) -> Kovalg:
    """What the address asks for; what is not known there is left out."""
    q = f.request.query_params
    return Kovalg(
        fane=_among(q.get("fane"), FANER) or FANER[0],
        kontor=q.get("kontor", "")[:_LENGST],
        kjede=q.get("kjede", "")[:_LENGST],
        frist=_among(q.get("frist"), FRISTER),
        sok=q.get("sok", "").strip()[:_LENGST],
        sortering=_among(q.get("sortering"), SORTERINGER) or SORTERINGER[0],
        side=int(side) if (side := q.get("side", "")).isascii() and side.isdigit() and len(side) < 7 else 1,
    )


def make_adresse(koside: Koside, **nytt: object) -> str:
    """The address of this queue with something changed; a change of what is shown goes to its first page."""
    valg = koside.valg
    felt = {navn: getattr(valg, navn) for navn in ("fane", "kontor", "kjede", "frist", "sok", "sortering")}
    felt |= {"side": valg.side if not nytt else 1} | nytt
    standard = Kovalg()
    return "/ko?" + urlencode({n: v for n, v in felt.items() if v != getattr(standard, n)})


def _among(verdi: str | None, lovlige: tuple[str, ...]) -> str:
    return verdi if verdi in lovlige else ""


RUTER = (Rute("GET", "/ko", "se_ko", show_ko),)

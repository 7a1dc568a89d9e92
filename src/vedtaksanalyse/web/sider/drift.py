"""The watch on drift: what warns at the offices within reach, and one measure of one office against its limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from starlette.responses import Response

from vedtaksanalyse.errors import IkkeFunnet
from vedtaksanalyse.nattkjoring import driftsord
from vedtaksanalyse.nattkjoring.drift import load_driftsregler
from vedtaksanalyse.nattkjoring.driftsvakt import Driftsstand, load_drift
from vedtaksanalyse.stikkprove.mapper import LESE
from vedtaksanalyse.stikkprove.sammenslaing import FAERREST
from vedtaksanalyse.tekster import tekst
from vedtaksanalyse.web.diagram import Tidslinje, Verdi, make_tidslinje
from vedtaksanalyse.web.driftsvisning import Driftsperiode, is_vist, list_perioder
from vedtaksanalyse.web.foresporsel import Foresporsel
from vedtaksanalyse.web.rute import Rute
from vedtaksanalyse.web.talltilgang import SE_TALL

_VIST = 260
"""The last nights, or periods, that are shown: a year of working days."""


def show_drift(f: Foresporsel) -> Response:
    """Every warning, and one measure over time."""
    f.tilgang.krev(SE_TALL)
    apen, felt = f.tilgang.har(LESE), f.request.query_params
    stander = load_drift(f.oppsett.lager, f.tilgang.bruker.kontorer)
    varsler = [ett for ett in stander if ett.varsler]
    kontorer = list(dict.fromkeys(ett.kontor for ett in stander))
    forste = next(iter(varsler or stander), None)
    kontor = felt.get("kontor", forste.kontor if forste else "")
    if "kontor" in felt and kontor not in kontorer:
        raise IkkeFunnet("kontor_finnes_ikke")
    malene = load_driftsregler().mal
    mal = felt.get("mal") or next((ett.mal.id for ett in [*varsler, *stander] if ett.kontor == kontor), next(iter(malene)))
    if mal not in malene:
        raise IkkeFunnet("mal_finnes_ikke")
    stand = next((ett for ett in stander if (ett.kontor, ett.mal.id) == (kontor, mal)), None)
    perioder = list_perioder(stand, apen=apen)[-_VIST:] if stand else []
    d = _draw(perioder)
    return f.vis(
        "tall_drift.html.j2", ord_=driftsord, varsler=[(ett, driftsord.describe_varsel(ett, f.malform)) for ett in varsler],
        folges=driftsord.describe_folges(stander, f.malform), kontorer=[(ett, driftsord.name_kontor(ett, f.malform)) for ett in kontorer], kontor=kontor,
        malene=[(ett, tekst(f"drift.mal.{ett}", f.malform)) for ett in malene], malet=malene[mal], stand=stand, d=d, apen=apen, faerrest=FAERREST,
        tilstand=stand and tekst(f"drift.tilstand.{stand.tilstand}", f.malform), rader=list(reversed([_row(stand, ett, f.malform) for ett in perioder])),
        topper=[driftsord.describe_verdi(malene[mal], d.bunn + (d.topp - d.bunn) * n / 4, f.malform) for n in (4, 3, 2, 1, 0)] if d else [],
        normal_y=d.place(stand.normalt) if d and stand and not stand.mal.deler else None, vis_normalt=stand and (apen or is_vist(stand)),
        ender=[driftsord.describe_dag(ett.til) for ett in (perioder[:1] + perioder[-1:])], ute=[sted for sted, ett in zip(d.prikker, perioder, strict=True) if ett.ute] if d else [],
    )  # fmt: skip


def _draw(perioder: Sequence[Driftsperiode]) -> Tidslinje | None:
    d = make_tidslinje([Verdi(ett.til.date(), ett.til.date(), ett.verdi, ett.lav, ett.hoy) for ett in perioder], naer=True)
    return d and replace(d, spenn=())


def _row(stand: Driftsstand, ett: Driftsperiode, malform: str) -> tuple[str, str, str, int, bool]:
    fra, til = (driftsord.describe_dag(tid) for tid in (ett.fra, ett.til))
    verdi = driftsord.describe_verdi(stand.mal, ett.verdi, malform)
    return fra if fra == til else f"{fra}{driftsord.TANKESTREK}{til}", verdi, driftsord.describe_grenser(stand.mal, ett.lav, ett.hoy, malform), ett.saker, ett.ute


RUTER = (Rute("GET", "/tall/drift", SE_TALL, show_drift),)

"""Models that were learnt from the review: the list, what one was held against, and what people say of it. No case is shown here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from starlette.responses import Response

from vedtaksanalyse.errors import Bruksfeil, IkkeFunnet
from vedtaksanalyse.export import modeller as ord_
from vedtaksanalyse.export import opplaering, virkningsord
from vedtaksanalyse.learning.godkjenning import DOMMER, check_dom, find_dommer, find_hinder, find_virkning
from vedtaksanalyse.learning.kortdeler import list_datablad, list_modellkort
from vedtaksanalyse.learning.virkningstall import hide_sma
from vedtaksanalyse.sak import Modellhendelse, Modellkandidat
from vedtaksanalyse.tekster import feiltekst, tekst
from vedtaksanalyse.web.foresporsel import Foresporsel
from vedtaksanalyse.web.merknader import MAKS_TEGN, find_i_kommentar
from vedtaksanalyse.web.rute import Rute

_RETT, _SE_SAK = "styre_modeller", "se_sak"


def show_liste(f: Foresporsel) -> Response:
    """Every candidate, the newest first, and what is in use."""
    lager, stand = f.oppsett.lager.laering, f.oppsett.modellstand()
    rader = [(k, find_hinder(k, lager.load_modellhendelser(k.id))) for k in lager.list_kandidater()]
    return f.vis("modeller.html.j2", stand=ord_.describe_stand(stand, f.malform), i_bruk=stand.i_bruk, rader=rader)


def show_kandidat(f: Foresporsel) -> Response:
    """One candidate."""
    return _show(f, _load(f))


def show_kort(f: Foresporsel) -> Response:
    """The card of one candidate and the datasheet of what it was made from. IkkeFunnet where it has none."""
    kandidat = _load(f)
    kort = f.oppsett.modellkort(kandidat.avtrykk)
    if kort is None:
        raise IkkeFunnet("modellkort_finnes_ikke")
    sider = [
        (navn, tekst(f"modellkort.{navn}", f.malform), list(deler(kort, f.oppsett.katalog, f.malform)))
        for navn, deler in (("tittel", list_modellkort), ("datablad", list_datablad))
    ]
    return f.vis("modellkort.html.j2", k=kandidat, sider=sider)


def save_dom(f: Foresporsel) -> Response:
    """Keep what a person says of a candidate. What was written is not lost when it will not do."""
    kandidat, lager = _load(f), f.oppsett.lager.laering
    felt = {navn: str(f.skjema.get(navn) or "")[:MAKS_TEGN] for navn in ("dom", "grunn")}
    try:
        if find_i_kommentar(felt["grunn"]):
            raise Bruksfeil("melding_personopplysninger")
        ny = check_dom(kandidat, lager.load_modellhendelser(kandidat.id), f.bruker.id, **felt)
    except Bruksfeil as feil:
        return _show(f, kandidat, feiltekst(feil, f.malform), felt)
    f.tilgang.log("modell", gjelder=f"{kandidat.id}:{ny.slag}")
    lager.add_modellhendelse(ny)
    return f.videre(f"/modeller/{kandidat.id}")


def _load(f: Foresporsel) -> Modellkandidat:
    nummer = f.request.path_params["nummer"]
    if nummer > 2**31:
        raise IkkeFunnet("modellkandidat_finnes_ikke")
    return f.oppsett.lager.laering.load_kandidat(nummer)


def _show(f: Foresporsel, kandidat: Modellkandidat, feil: str = "", skrevet: dict[str, str] | None = None) -> Response:
    hendelser = f.oppsett.lager.laering.load_modellhendelser(kandidat.id)
    hinder = find_hinder(kandidat, hendelser)
    return f.vis(
        "modell.html.j2", 400 if feil else 200, k=kandidat, hinder=hinder, i_bruk=f.oppsett.modellstand().i_bruk,
        hendelser=[ord_.describe_hendelse(ett, f.malform) for ett in hendelser], mitt=find_dommer(hendelser).get(f.bruker.id),
        sett=list(opplaering.list_sett(kandidat.opphav, f.malform)), kontroll=list(opplaering.list_kontroll(kandidat.rapport, f.malform)),
        port=list(opplaering.list_port(kandidat.rapport, f.malform)), tall=list(opplaering.list_tall(kandidat.rapport | {"utsnitt": ()}, f.malform)),
        utsnitt=opplaering.list_utsnitt(kandidat.rapport, f.malform), dommer=[(id_, tekst(f"modeller.dom.{id_}", f.malform)) for id_ in DOMMER],
        har_kort=f.oppsett.modellkort(kandidat.avtrykk) is not None, virkning=_describe_virkning(f, hendelser), feil=feil, skrevet=skrevet or {"dom": "", "grunn": ""},
    )  # fmt: skip


def _describe_virkning(f: Foresporsel, hendelser: Sequence[Modellhendelse]) -> dict[str, Any] | None:
    """What it would do to the stored cases. Small groups are told to those who may see every case, and to nobody else."""
    funnet = find_virkning(hendelser)
    if funnet is None:
        return None
    hendelse, tall = funnet
    alt = f.tilgang.har(_SE_SAK) and f.bruker.kontorer is None
    vist, katalog = tall if alt else hide_sma(tall), f.oppsett.katalog
    linjer = [*virkningsord.list_linjer(vist, f.malform), *(() if alt else [tekst("virkning.skjult", f.malform)])]
    alle = map(virkningsord.drop_tomme, virkningsord.list_tabeller(vist, katalog, f.malform))
    tabeller = [ett._replace(rader=[list(map(virkningsord.show_celle, rad)) for rad in ett.rader]) for ett in alle]
    utdatert = tall["i_bruk"] != f.oppsett.modellstand().i_bruk
    return {"tid": hendelse.tid, "hvem": hendelse.hvem, "linjer": linjer, "tabeller": tabeller, "utdatert": utdatert}


RUTER = (
    Rute("GET", "/modeller", _RETT, show_liste),
    Rute("GET", "/modeller/{nummer:int}", _RETT, show_kandidat),
    Rute("POST", "/modeller/{nummer:int}", _RETT, save_dom),
    Rute("GET", "/modeller/{nummer:int}/kort", _RETT, show_kort),
)

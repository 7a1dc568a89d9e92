"""Stikkprøver: the list, the plan of a new one with what it would be drawn among, and one draw with its folders."""

from __future__ import annotations

from collections import Counter
from typing import Any

from starlette.responses import Response

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.export.stikkprover import describe_hendelse
from vedtaksanalyse.sak import Fordeling, Mappestand, Rammesak, Utvalgsmate, Utvalgsplan
from vedtaksanalyse.stikkprove.mapper import count_fremdrift, find_lesere
from vedtaksanalyse.stikkprove.mapperegler import load_mapperegler
from vedtaksanalyse.stikkprove.planlegg import load_samvariasjon, plan_aksept, plan_storrelse
from vedtaksanalyse.stikkprove.ramme import Rammetall, count_ramme
from vedtaksanalyse.stikkprove.revisjon import find_forhistorie, repeat_trekk
from vedtaksanalyse.stikkprove.strata import load_strata, name_stratum
from vedtaksanalyse.stikkprove.trekk import (
    FORKASTGRUNNER,
    discard_stikkprove,
    do_trekk,
    find_fordeling,
    list_trukket,
    load_ramme,
)
from vedtaksanalyse.tekster import feiltekst
from vedtaksanalyse.web.foresporsel import Foresporsel
from vedtaksanalyse.web.proveplan import KONTOR, STRATUM, read_plan, read_sporsmal
from vedtaksanalyse.web.rute import Rute
from vedtaksanalyse.web.saksvisning import find_folk

TREKKE, LESE = "trekke", "lese_mapper"


def show_liste(f: Foresporsel) -> Response:
    """Every draw within reach, with how far its reading is and what is kept for the one who asks."""
    rader = []
    for prove in f.prover.list_prover():
        mapper = f.prover.load_mapper(prove)
        egne = sum(ett.hvem == f.bruker.id and ett.tilstand != Mappestand.FERDIG for ett in mapper)
        rader.append((prove, sum(ett.tilstand == Mappestand.FERDIG for ett in mapper), len(mapper), 0 if prove.forkastet else egne))
    return f.vis("stikkprover.html.j2", rader=rader, folk=find_folk(f))


def show_ny(f: Foresporsel) -> Response:
    """The form of a plan; asked to show, also what the cases are and how many each stratum would give. Nothing is drawn."""
    return _show_plan(f, dict(f.request.query_params))


def make_ny(f: Foresporsel) -> Response:
    """Draw. What the plan lacks is told on its page."""
    try:
        plan = read_plan(f.skjema, f.bruker, _list_kontorer(f), _list_numre(f))
        prove = do_trekk(f.oppsett.lager, plan, f.bruker.id, f.oppsett.katalog, f.oppsett.vern)
    except Bruksfeil as feil:
        if f.vil_ha_json:
            raise
        return _show_plan(f, dict(f.skjema), feil)
    return f.videre(f"/stikkprover/{prove.id}")


def _show_plan(f: Foresporsel, felt: dict[str, str], feil: Bruksfeil | None = None) -> Response:
    funnet: dict[str, Any] = {"tall": None, "trekkes": {}, "navn": {}, "storrelser": None, "aksept": None}
    if felt.get("vis") and feil is None:
        try:
            funnet |= _preview(f, felt)
        except Bruksfeil as oppdaget:
            feil = oppdaget
    return f.vis(
        "stikkprove_ny.html.j2",
        400 if feil and f.request.method == "POST" else 200,
        felt=felt,
        feil=feiltekst(feil, f.malform) if feil else "",
        kontorer=_list_kontorer(f),
        dimensjoner=load_strata().dimensjoner.values(),
        mater=[ett.value for ett in Utvalgsmate],
        fordelinger=[ett.value for ett in Fordeling],
        kontornavn=KONTOR,
        stratumnavn=STRATUM,
        **funnet,
    )


def _preview(f: Foresporsel, felt: dict[str, str]) -> dict[str, Any]:
    plan, sporsmal = read_plan({"navn": "-"} | felt, f.bruker, _list_kontorer(f), _list_numre(f)), read_sporsmal(felt)
    ramme, _ = load_ramme(f.oppsett.lager, plan, f.oppsett.katalog, f.oppsett.vern, med_maskin=False)
    tall = count_ramme(ramme)
    if not tall.antall:
        raise Bruksfeil("tom_ramme")
    storrelser = plan_storrelse(sporsmal.margin, sporsmal.andel, tall.antall, load_samvariasjon(f.oppsett.lager, f.oppsett.katalog))
    aksept = None
    if sporsmal.god is not None and sporsmal.darlig is not None:
        aksept = plan_aksept(tall.antall, sporsmal.god, sporsmal.darlig)
    trekkes = find_fordeling(plan, ramme) if plan.strata else {}
    return {"tall": tall, "trekkes": trekkes, "navn": _name_strata(f, tall, plan), "storrelser": storrelser, "aksept": aksept}


def show_en(f: Foresporsel) -> Response:
    """One draw: its plan and frame, its folders and who has them, and on demand whether it is what its plan gives."""
    prove = f.prover.load_prove(f.request.path_params["nummer"])
    ramme, mapper = f.prover.load_ramme(prove), f.prover.load_mapper(prove)
    tall, trukket = count_ramme(ramme), list_trukket(ramme)
    nr = {ett.sak_id: ett.nr or 0 for ett in trukket}
    return f.vis(
        "stikkprove.html.j2",
        p=prove,
        tall=tall,
        trekkes=Counter(ett.stratum for ett in trukket),
        navn=_name_strata(f, tall, prove.plan),
        kontor={ett.sak_id: ett for ett in trukket},
        mapper=sorted(mapper, key=lambda ett: (nr.get(ett.sak_id, 0), ett.plass)),
        nr=nr,
        fremdrift=count_fremdrift(mapper),
        mapperegler=load_mapperegler(),
        folk=find_folk(f),
        lesere=[ett for ett in find_lesere(f.oppsett.okter.load_brukere(), f.oppsett.regler) if _reads_all(ett, trukket)],
        hendelser=[(ett, describe_hendelse(ett, f.malform)) for ett in f.prover.load_hendelser(prove)],
        forhistorie=find_forhistorie(prove, f.prover.list_prover()),
        kontroll=repeat_trekk(f.oppsett.lager, prove.id) if f.request.query_params.get("kontroll") else None,
        grunner=FORKASTGRUNNER,
    )


def discard(f: Foresporsel) -> Response:
    """Give up a draw, with the reason; it stays in the list."""
    prove = f.prover.load_prove(f.request.path_params["nummer"], TREKKE)
    discard_stikkprove(f.oppsett.lager, prove.id, f.bruker.id, str(f.skjema.get("grunn") or ""))
    return f.videre(f"/stikkprover/{prove.id}")


def _reads_all(bruker: Any, trukket: list[Rammesak]) -> bool:
    return all(bruker.ser_kontor(kontor) for kontor in {ett.kontor for ett in trukket})


def _list_kontorer(f: Foresporsel) -> list[str]:
    """The offices within reach that have cases."""
    return f.tilgang.within(kontor for kontor in f.oppsett.lager.count_kontorer() if kontor)


def _list_numre(f: Foresporsel) -> list[int]:
    return [prove.id for prove in f.prover.list_prover()]


def _name_strata(f: Foresporsel, tall: Rammetall, plan: Utvalgsplan) -> dict[str, str]:
    return {stratum: name_stratum(stratum, plan.strata, f.oppsett.katalog, f.malform) for stratum in tall.strata}


RUTER = (
    Rute("GET", "/stikkprover", LESE, show_liste),
    Rute("GET", "/stikkprover/ny", TREKKE, show_ny),
    Rute("POST", "/stikkprover/ny", TREKKE, make_ny),
    Rute("GET", "/stikkprover/{nummer:int}", LESE, show_en),
    Rute("POST", "/stikkprover/{nummer:int}/forkast", TREKKE, discard),
)

"""The report of a draw, to take out, and the egenvurdering in a day: which way it goes, and how far each is."""

from __future__ import annotations

from starlette.responses import Response

from vedtaksanalyse.errors import Bruksfeil, IkkeFunnet
from vedtaksanalyse.sak import Mappestand, Saksvurdering, Stikkprove
from vedtaksanalyse.stikkprove.blindt import find_blinde
from vedtaksanalyse.stikkprove.egenvurdering import EGENVURDERING, make_plan
from vedtaksanalyse.stikkprove.mapper import LESE
from vedtaksanalyse.stikkprove.rapport import load_rapport, note_uttak
from vedtaksanalyse.stikkprove.uenighet import find_uenigheter
from vedtaksanalyse.tekster import tekst
from vedtaksanalyse.web.foresporsel import MALFORMER, Foresporsel
from vedtaksanalyse.web.proveplan import KONTOR, STRATUM
from vedtaksanalyse.web.provetilgang import MAPPE
from vedtaksanalyse.web.rute import Rute
from vedtaksanalyse.web.saksvisning import find_folk
from vedtaksanalyse.web.talltilgang import SE_TALL

EKSPORTERE, SE_SAK = "eksportere", "se_sak"
HEL, UTEN_SITATER, LEDER = "hel", "uten_sitater", "leder"


def write_rapport(f: Foresporsel) -> Response:
    """The report as a file; who may not read folders gets the leader's version whatever they ask for. That it is taken out is logged."""
    from vedtaksanalyse.export.stikkproverapport import FORMATER, name_fil

    felt = f.request.query_params
    slag, utgave, malform = felt.get("format", "pdf"), felt.get("utgave", HEL), felt.get("malform") or f.oppsett.malform
    if slag not in FORMATER or utgave not in (HEL, UTEN_SITATER, LEDER) or malform not in MALFORMER:
        raise Bruksfeil("foresporsel")
    prove = f.prover.load_prove(f.request.path_params["nummer"], SE_TALL)
    f.tilgang.take_ut(f"stikkprove:{prove.id}")
    apen = utgave != LEDER and f.tilgang.har(LESE)
    hent = (lambda sak_id: _load_sak(f, prove, sak_id)) if utgave == HEL and f.tilgang.har(SE_SAK) else None
    blinde = find_blinde(f.oppsett.lager, f.bruker, (ett.sak_id for ett in f.prover.load_ramme(prove, trukket=True))) if apen else ()
    rapport = load_rapport(f.oppsett.lager, prove.id, f.oppsett.katalog, malform, apen=apen, hent=hent, folk=find_folk(f), uten=blinde)
    lag, medietype = FORMATER[slag]
    navn, innhold = name_fil(rapport, slag), lag(rapport)
    note_uttak(f.oppsett.lager, rapport, f.bruker.id, slag)
    return Response(innhold, media_type=medietype, headers={"content-disposition": f'attachment; filename="{navn}"'})


def _load_sak(f: Foresporsel, prove: Stikkprove, sak_id: str) -> Saksvurdering | None:
    """A case to quote from; each is a look at it. None for one that has gone out of reach."""
    try:
        return f.tilgang.load_sak(sak_id, MAPPE, f"{prove.id}:0")
    except IkkeFunnet:
        return None


def show_egenvurdering(f: Foresporsel) -> Response:
    """The form that begins one, with the plan filled in, and those that are begun with what remains."""
    prover = [prove for prove in f.prover.list_prover() if prove.plan.formal.casefold() == EGENVURDERING]
    return f.vis(
        "egenvurdering.html.j2",
        rader=[_count(f, prove) for prove in prover],
        kontorer=f.tilgang.within(kontor for kontor in f.oppsett.lager.count_kontorer() if kontor),
        plan=(plan := make_plan(tekst("stikkprove.egenvurdering", f.malform), f.oppsett.idag().year)),
        kontornavn=KONTOR,
        strata=[STRATUM + ett for ett in plan.strata],
    )


def _count(f: Foresporsel, prove: Stikkprove) -> tuple[Stikkprove, int, int, int]:
    """How many folders of a draw are finished, of how many, and how many differences are not settled."""
    mapper = f.prover.load_mapper(prove)
    uenige = find_uenigheter(mapper, f.prover.load_svar(prove), f.oppsett.katalog)
    return prove, sum(m.tilstand == Mappestand.FERDIG for m in mapper), len(mapper), sum(u.avklart is None for u in uenige)


RUTER = (
    Rute("GET", "/stikkprover/{nummer:int}/rapport", EKSPORTERE, write_rapport),
    Rute("GET", "/egenvurdering", LESE, show_egenvurdering),
)

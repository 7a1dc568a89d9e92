"""What the API answers. Cases come through the gate, and changes are made by the same functions as the pages use."""

import json
from typing import Any, Literal

from fastapi import Query, Request
from starlette.responses import Response

from vedtaksanalyse.export.jsonl import to_post
from vedtaksanalyse.gjennomgang import Gjeldende
from vedtaksanalyse.sak import FANER, FRISTER, SORTERINGER, Kopost, Svar
from vedtaksanalyse.web.api.modeller import Hendelseut, Ko, Kosak, Meg, Sakssvar, Steginn, Svarene, Svarinn, Svarut
from vedtaksanalyse.web.foresporsel import Foresporsel
from vedtaksanalyse.web.saksvisning import Gransking, hide_funn, load_gransking
from vedtaksanalyse.web.sider.ko import read_kovalg
from vedtaksanalyse.web.sider.sak import save_svar, take_stegene

_LENGST = 100


def get_meg(request: Request) -> Meg:
    """Who asks, and what they may."""
    f = _f(request)
    b, regler = f.bruker, f.oppsett.regler
    rettigheter = sorted(r for r in regler.alle_rettigheter if regler.har(b, r))
    kontorer = None if b.kontorer is None else sorted(b.kontorer)
    return Meg(id=b.id, navn=b.navn, roller=sorted(b.roller), rettigheter=rettigheter, kontorer=kontorer, csrf=f.csrf)


def get_ko(
    request: Request,
    fane: Literal[FANER] = FANER[0],
    kontor: str = Query("", max_length=_LENGST),
    kjede: str = Query("", max_length=_LENGST),
    frist: Literal["", *FRISTER] = "",
    sok: str = Query("", max_length=_LENGST),
    sortering: Literal[SORTERINGER] = SORTERINGER[0],
    side: int = Query(1, ge=1, le=999_999),
) -> Ko:
    """A page of the queue."""
    f = _f(request)
    koside = f.tilgang.load_koside(read_kovalg(f))
    return Ko(
        saker=[_kosak(post) for post in koside.poster], treff=koside.treff, side=koside.valg.side, sider=koside.sider,
        antall=dict(koside.antall),
    )  # fmt: skip


def _kosak(post: Kopost) -> Kosak:
    risiko = None if post.skjult else post.rad.risiko
    return Kosak(
        sak_id=post.rad.sak_id, kontor=post.rad.kontor, tilstand=post.oppgave.tilstand.value, hvem=post.oppgave.hvem,
        vedtaksdato=post.rad.vedtaksdato, skjult=post.skjult, risiko=risiko and risiko.risiko, feil=risiko and risiko.feil,
        frist=risiko and risiko.frist, flagg=[] if post.skjult else list(post.rad.flagg), omvurdert=post.omvurdert,
    )  # fmt: skip


def get_sak(request: Request, sak_id: str) -> Sakssvar:
    """A case with its findings and quotes, as this person may see it."""
    f = _f(request)
    vurdering = f.tilgang.load_sak(sak_id)
    gransking = load_gransking(f, vurdering)
    if gransking.skjult:
        vurdering = hide_funn(vurdering)
    return Sakssvar(
        sak=to_post(vurdering, f.oppsett.katalog), tilstand=gransking.oppgave.tilstand.value, hvem=gransking.oppgave.hvem,
        skjult=gransking.skjult, kan_svare=gransking.kan_svare, versjon=gransking.versjon,
        steg=[steg.id for steg in gransking.steg],
    )  # fmt: skip


def get_svar(request: Request, sak_id: str) -> Svarene:
    """The answers on a case."""
    gransking = _load_gransking(_f(request), sak_id, "svarene")
    andres = [] if gransking.skjult else _list(gransking.andres, gransking.versjon)
    return Svarene(mine=_list(gransking.mine, gransking.versjon), andres=andres, skjult=gransking.skjult)


def get_hendelser(request: Request, sak_id: str) -> list[Hendelseut]:
    """What happened to a case in the review, the oldest first."""
    gransking = _load_gransking(_f(request), sak_id, "hendelser")
    return [Hendelseut(slag=h.slag, hvem=h.hvem, tid=h.tid, felt=dict(h.felt)) for h in gransking.hendelser]


def post_svar(request: Request, sak_id: str, inn: Svarinn) -> Response:
    """Keep an answer. A free case becomes the answerer's."""
    f = _f(request)
    f.skjema = _ord(inn.model_dump(exclude={"sitat", "likevel"})) | {"sitat": json.dumps(inn.sitat)}
    if inn.likevel:
        f.skjema["likevel"] = "1"
    return save_svar(f)


def post_steg(request: Request, sak_id: str, inn: Steginn) -> Response:
    """Move the case on."""
    f = _f(request)
    f.skjema = _ord(inn.model_dump(mode="json"))
    return take_stegene(f)


def get_openapi(request: Request) -> dict[str, Any]:
    """This description."""
    return request.app.openapi()


def _f(request: Request) -> Foresporsel:
    return request.state.foresporsel


def _load_gransking(f: Foresporsel, sak_id: str, handling: str) -> Gransking:
    return load_gransking(f, f.tilgang.load_sak(sak_id, handling))


def _ord(felt: dict[str, Any]) -> dict[str, str]:
    return {navn: str(verdi) for navn, verdi in felt.items() if verdi is not None}


def _list(gjeldende: Gjeldende, versjon: str) -> list[Svarut]:
    alle: list[Svar] = [*gjeldende.flagg.values(), *gjeldende.grader.values(), *filter(None, [gjeldende.sak])]
    return [
        Svarut(
            slag=s.slag.value, gjelder=s.gjelder, verdi=s.verdi, grunn=s.grunn, kommentar=s.kommentar, sitat=list(s.sitat), tid=s.tid,
            eldre=s.saksnokkel != versjon,
        )
        for s in alle
    ]

"""The flags' record: the list, one flag with all that is known of it, the decision, and how the complaint in a case ended."""

from __future__ import annotations

from urllib.parse import quote

from starlette.responses import JSONResponse, Response

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.kriterier import TILSTANDER
from vedtaksanalyse.stikkprove import flaggtekst
from vedtaksanalyse.stikkprove.flaggbok import Flaggpost
from vedtaksanalyse.tekster import feiltekst, tekst
from vedtaksanalyse.web.flaggtilgang import SE, STYRE
from vedtaksanalyse.web.foresporsel import Foresporsel
from vedtaksanalyse.web.merknader import MAKS_TEGN, find_i_kommentar
from vedtaksanalyse.web.rute import Rute
from vedtaksanalyse.web.saksvisning import find_folk

_LISTE = ("flagg", "tilstand", "reist", "svar", "presisjon", "loft", "forslag")


def show_liste(f: Foresporsel) -> Response:
    """Every flag: those with a proposal first, then those that most has been answered about."""
    poster = sorted(f.flagg.list_poster(), key=lambda post: (post.forslag is None, -post.tall.alle.besvart, -post.tall.reist - post.tall.som_hint))
    rader = [(post, flaggtekst.describe_post(post, f.malform)) for post in poster]
    hode = dict(zip(_LISTE, flaggtekst.name_kolonner(_LISTE, f.malform), strict=True))
    return f.vis("flaggbok.html.j2", rader=rader, hode=hode, forslag=sum(post.forslag is not None for post in poster))


def show_flagg(f: Foresporsel) -> Response:
    """One flag."""
    return _show(f, f.flagg.load_post(f.request.path_params["flagg"]))


def _show(f: Foresporsel, post: Flaggpost, feil: str = "", skrevet: dict[str, str] | None = None) -> Response:
    valg = [(id_, tekst(f"flaggbok.tilstand.{id_}", f.malform)) for id_ in TILSTANDER if id_ != post.tilstand]
    return f.vis(
        "flagg.html.j2", 400 if feil else 200, post=post, ord=flaggtekst, valg=valg, feil=feil, skrevet=skrevet or {"tilstand": "", "grunn": ""},
        folk=find_folk(f), grunner=f.oppsett.regler.grunner, vist=flaggtekst.describe_post(post, f.malform),
    )  # fmt: skip


def save_flaggstand(f: Foresporsel) -> Response:
    """Keep a decision. What the person wrote is not lost when it will not do."""
    flagg = f.request.path_params["flagg"]
    felt = {navn: str(f.skjema.get(navn) or "")[:MAKS_TEGN] for navn in ("tilstand", "grunn", "sett")}
    try:
        if find_i_kommentar(felt["grunn"]) and not f.skjema.get("likevel"):
            raise Bruksfeil("melding_personopplysninger")
        ny = f.flagg.decide(flagg, **felt)
    except Bruksfeil as feil:
        if f.vil_ha_json or not f.tilgang.har(SE):
            raise
        return _show(f, f.flagg.load_post(flagg), feiltekst(feil, f.malform), felt)
    return JSONResponse({"status": "lagret", "tilstand": ny.tilstand}) if f.vil_ha_json else f.videre(f"/flaggbok/{quote(flagg, safe='')}")


def save_klageutfall(f: Foresporsel) -> Response:
    """Note how the complaint in a case ended."""
    sak_id = f.request.path_params["sak_id"]
    f.flagg.note_klage(sak_id, *(str(f.skjema.get(navn) or "") for navn in ("utfall", "dato")))
    return JSONResponse({"status": "lagret"}) if f.vil_ha_json else f.videre(f"/sak/{quote(sak_id, safe='')}")


RUTER = (
    Rute("GET", "/flaggbok", SE, show_liste),
    Rute("GET", "/flaggbok/{flagg}", SE, show_flagg),
    Rute("POST", "/flaggbok/{flagg}", STYRE, save_flaggstand),
    Rute("POST", "/sak/{sak_id}/klageutfall", "avgjore", save_klageutfall),
)

"""The offices in figures: counts over all cases, over time, by criterion and risk, between offices, and what a draw says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from starlette.responses import Response

from vedtaksanalyse.errors import IkkeFunnet
from vedtaksanalyse.export import tallord
from vedtaksanalyse.sak import Tilstand
from vedtaksanalyse.stikkprove.anslag import Punktanslag, make_anslag
from vedtaksanalyse.stikkprove.enighet import measure_prove
from vedtaksanalyse.stikkprove.etterprovd import is_trygg
from vedtaksanalyse.stikkprove.mapper import LESE
from vedtaksanalyse.stikkprove.oversikt import SAKSMAL, list_trendkriterier
from vedtaksanalyse.stikkprove.sammenslaing import FAERREST, IKKE_VIST
from vedtaksanalyse.stikkprove.skjema import Skjemadel, Skjemapunkt, make_skjema, name_punkter
from vedtaksanalyse.stikkprove.strata import name_grupper
from vedtaksanalyse.stikkprove.tallkilde import is_trygg_forankring, list_trygge
from vedtaksanalyse.tekster import tekst
from vedtaksanalyse.web.diagram import Verdi, make_andel, make_risikokart, make_stolpe, make_tidslinje
from vedtaksanalyse.web.foresporsel import Foresporsel
from vedtaksanalyse.web.rute import Rute
from vedtaksanalyse.web.talltilgang import SE_TALL, Talltilgang


def _open(f: Foresporsel) -> Talltilgang:
    return Talltilgang(f.tilgang, f.prover, f.oppsett)


def _vis(f: Foresporsel, mal: str, **felt: Any) -> Response:
    return f.vis(mal, ord_=tallord, apen=f.tilgang.har(LESE), make_andel=make_andel, make_stolpe=make_stolpe, faerrest=FAERREST, **felt)


def show_tall(f: Foresporsel) -> Response:
    """The offices beside each other, how the review goes, and the draws."""
    tilgang = _open(f)
    kotall = tilgang.load_kotall()
    return _vis(
        f, "tall.html.j2", kontortall=tilgang.kontortall, kotall=kotall, bom_skjult=tilgang.is_bom_skjult(kotall.bom),
        rader=tilgang.list_tilstander(), tilstander=[f.oppsett.regler.tilstander[t].navn[f.malform] for t in Tilstand], prover=tilgang.list_prover(),
    )  # fmt: skip


def show_trend(f: Foresporsel) -> Response:
    """One figure of one office over time: the machine's, or a point that people have borne out."""
    tilgang, felt = _open(f), f.request.query_params
    kontor, mal = tilgang.find_kontor(felt.get("kontor")), felt.get("mal", SAKSMAL[0])
    punkter, navn = name_punkter(f.oppsett.katalog, f.malform), _name_mal(f)
    if mal not in punkter and mal not in navn:
        raise IkkeFunnet("mal_finnes_ikke")
    verdier, rader = [], []
    if kontor is not None:
        verdier, rader = _list_etterprovd(f, tilgang, kontor, mal) if mal in punkter else _list_maskinens(f, tilgang, kontor, mal)
    d = make_tidslinje(verdier)
    return _vis(
        f, "tall_trend.html.j2", kontor=kontor, kontornavn=_name_kontorer(tilgang.kontorer, f), valgt=mal, etterprovd=mal in punkter,
        malnavn=punkter.get(mal) or navn[mal], malene=[(tekst(f"tall.{gruppe}", f.malform), valg.items()) for gruppe, valg in (("maskinen", navn), ("etterprovd", punkter))],
        d=d, rader=rader, topper=[tallord.describe_prosent(d.topp * n / 4) for n in (4, 3, 2, 1, 0)] if d else [],
        beskrivelse="; ".join(f"{periode}: {andel}{f' ({intervall})' if intervall else ''}" for periode, andel, intervall, *_ in rader),
    )  # fmt: skip


def _list_maskinens(f: Foresporsel, tilgang: Talltilgang, kontor: str, mal: str) -> tuple[list[Verdi], list[tuple]]:
    trend = tilgang.load_trend(kontor, mal)
    rader = [(tallord.describe_periode(p.fra, p.til, f.malform), tallord.describe_prosent(p.verdi), "", p.av, "") for p in trend]
    return [Verdi(p.fra, p.til, p.verdi) for p in trend], rader


def _list_etterprovd(f: Foresporsel, tilgang: Talltilgang, kontor: str, punkt: str) -> tuple[list[Verdi], list[tuple]]:
    trend = tilgang.list_etterprovd(kontor, punkt)
    rader = []
    for p in trend:
        under = tekst("tall.fra_stikkprove", f.malform, nummer=p.stikkprove)
        ord_ = tallord.describe_prosent(p.anslag.verdi), tallord.describe_intervall(p.anslag)
        rader.append((tallord.describe_periode(p.fra, p.til, f.malform), *ord_, p.lest, under))
    return [Verdi(p.fra, p.til, p.anslag.verdi, p.anslag.lav, p.anslag.hoy) for p in trend], rader


def show_kriterier(f: Foresporsel) -> Response:
    """The criteria and groups of one office, and how far people and machine agree on grades."""
    tilgang = _open(f)
    kontor, kotall = tilgang.find_kontor(f.request.query_params.get("kontor")), tilgang.load_kotall()
    enighet = [(tekst(f"tall.enighet.{slag}", f.malform), getattr(kotall, slag)) for slag in ("lesere", "maskin", "blinde")]
    felles = {"kotall": kotall, "enighet": [(tittel, rader) for tittel, rader in enighet if rader]}
    return _vis(
        f, "tall_kriterier.html.j2", kontor=kontor, kontornavn=_name_kontorer(tilgang.kontorer, f),
        kriterier=tilgang.load_kriterier(kontor) if kontor is not None else [], grupper=tilgang.load_grupper(kontor) if kontor is not None else [],
        navn={ett.id: ett.navn[f.malform] for ett in f.oppsett.katalog.kriterier.values()}, gruppenavn=name_grupper(f.oppsett.katalog, f.malform),
        etterprovde=tilgang.load_etterprovde(kontor) if kontor is not None else {}, **felles,
    )  # fmt: skip


def show_risiko(f: Foresporsel) -> Response:
    """The cases of one office by the risk of their gravest flag."""
    tilgang = _open(f)
    kontor = tilgang.find_kontor(f.request.query_params.get("kontor"))
    kart = tilgang.load_risikokart(kontor) if kontor is not None else {}
    return _vis(
        f, "tall_flagg.html.j2", kontor=kontor, kontornavn=_name_kontorer(tilgang.kontorer, f), ruter=make_risikokart(kart) if kart else [],
        skjult=None in kart.values(), alle_skjult=all(n is None for n in kart.values()), ikke_vist=IKKE_VIST,
    )  # fmt: skip


def show_sammenlikning(f: Foresporsel) -> Response:
    """One point at every office that a draw tells of."""
    tilgang, punkter = _open(f), name_punkter(f.oppsett.katalog, f.malform)
    punkt = f.request.query_params.get("punkt", next(iter(punkter)))
    if punkt not in punkter:
        raise IkkeFunnet("mal_finnes_ikke")
    rader = tilgang.compare_kontorer(punkt)
    uten = [kontor for kontor in tilgang.kontorer if kontor not in {ett.kontor for ett in rader}]
    return _vis(
        f, "tall_sammenlikning.html.j2", punkt=punkt, punktnavn=punkter[punkt], punktene=list(punkter.items()), rader=rader,
        uten=[navn for _, navn in _name_kontorer(uten, f)],
    )  # fmt: skip


def show_anslag(f: Foresporsel) -> Response:
    """What one draw says of its offices."""
    tilgang = _open(f)
    g = tilgang.load_grunnlag(f.request.path_params["nummer"])
    anslag, enighet = make_anslag(g), measure_prove(g)
    slag = [(tekst(f"tall.enighet.{navn}", f.malform), list_trygge(getattr(enighet, navn), apen=tilgang.apen)) for navn in ("lesere", "maskin")]
    return _vis(
        f, "anslag.html.j2", s=anslag, prove=g.prove, navn=name_punkter(f.oppsett.katalog, f.malform), deler=_divide(anslag.punkter, f, apen=tilgang.apen),
        enighet=slag, forankring=enighet.forankring if is_trygg_forankring(enighet.forankring, apen=tilgang.apen) else None,
    )  # fmt: skip


def _divide(punkter: Iterable[Punktanslag], f: Foresporsel, *, apen: bool) -> list[tuple[str, list[tuple[Punktanslag, bool]]]]:
    """The points under their headings: each requirement with its points, then the themes, then those about the young."""
    skjema, deler = make_skjema(f.oppsett.katalog), {}
    for p in punkter:
        del_ = _find_del(skjema[p.punkt])
        deler.setdefault(del_, []).append((p, apen or is_trygg(p)))
    rekke = sorted(deler, key=lambda ett: (not ett.startswith(Skjemadel.KRAV), list(deler).index(ett)))
    return [(skjema[ett].navn[f.malform] if ett in skjema else tekst(f"tall.del.{ett}", f.malform), deler[ett]) for ett in rekke]


def _find_del(punkt: Skjemapunkt) -> str:
    return f"{Skjemadel.KRAV}.{punkt.krav}" if punkt.del_ in (Skjemadel.KRAV, Skjemadel.PUNKT) else punkt.del_


def _name_mal(f: Foresporsel) -> dict[str, str]:
    navn = {mal: tekst(f"tall.mal.{mal}", f.malform) for mal in SAKSMAL}
    return navn | {id_: f.oppsett.katalog.kriterier[id_].navn[f.malform] for id_ in list_trendkriterier(f.oppsett.katalog)}


def _name_kontorer(kontorer: Sequence[str], f: Foresporsel) -> list[tuple[str, str]]:
    return [(ett, ett or tekst("tall.uten_kontor", f.malform)) for ett in kontorer]


RUTER = (
    Rute("GET", "/tall", SE_TALL, show_tall),
    Rute("GET", "/tall/trend", SE_TALL, show_trend),
    Rute("GET", "/tall/kriterier", SE_TALL, show_kriterier),
    Rute("GET", "/tall/flagg", SE_TALL, show_risiko),
    Rute("GET", "/tall/sammenlikning", SE_TALL, show_sammenlikning),
    Rute("GET", "/stikkprover/{nummer:int}/anslag", SE_TALL, show_anslag),
)

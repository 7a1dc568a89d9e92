"""What a draw says of its offices, in words and as data, for the command line. The page says the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from vedtaksanalyse.export.loggkontroll import print_tabell
from vedtaksanalyse.export.tallord import TANKESTREK, describe_intervall, describe_mal, describe_poeng, describe_prosent
from vedtaksanalyse.statistikk import Anslag
from vedtaksanalyse.tekster import tekst

if TYPE_CHECKING:
    from rich.console import Console

    from vedtaksanalyse.stikkprove.anslag import Proveanslag
    from vedtaksanalyse.stikkprove.enighet import Proveenighet, Punktenighet

_PUNKT = ("punkt", "alene", "maskinhjulpet", "gjelder", "brudd", "mangler", "spart")
_ENIGHET = ("punkt", "par", "like", "kappa", "ac1")
_DESIMALER = 4


def to_post(anslag: Proveanslag, enighet: Proveenighet) -> dict[str, Any]:
    """All of it as plain data; what there is no estimate of is null."""
    forankring = asdict(enighet.forankring) | {"differanse": _to_anslag(enighet.forankring.differanse)}
    return {
        **{navn: verdi for navn, verdi in asdict(anslag).items() if navn != "punkter"},
        "punkter": [
            asdict(p) | {"stikkprove": _to_anslag(p.stikkprove), "maskinhjulpet": _to_anslag(p.maskinhjulpet)} for p in anslag.punkter
        ],
        "enighet": {"lesere": _to_enighet(enighet.lesere), "maskin": _to_enighet(enighet.maskin), "forankring": forankring},
    }


def _to_anslag(anslag: Anslag | None) -> dict[str, Any] | None:
    if anslag is None or anslag.verdi is None:
        return None
    tall = {navn: round(getattr(anslag, navn), _DESIMALER) for navn in ("verdi", "lav", "hoy")}
    return tall | {"n": anslag.n, "metode": anslag.metode}


def _to_enighet(rader: Iterable[Punktenighet]) -> list[dict[str, Any]]:
    return [
        {"gjelder": e.gjelder, "uten": e.uten, "grunn": e.maal.grunn}
        | {navn: _to_anslag(getattr(e.maal, navn)) for navn in ("prosent", "kappa", "ac1")}
        for e in rader
    ]


def print_anslag(anslag: Proveanslag, enighet: Proveenighet, navn: Mapping[str, str], console: Console, malform: str) -> None:
    """Tables for a terminal; ``navn`` are the points' names."""

    def say(nokkel: str, **felt: object) -> None:
        console.print(tekst(f"anslag.{nokkel}", malform, **felt), highlight=False)

    say("hode", nummer=anslag.stikkprove, trukket=anslag.trukket, ramme=anslag.ramme, ferdige=anslag.ferdige, brukt=anslag.brukt)
    for felt in ("borte", "uavklarte", "venter_andre"):
        if antall := getattr(anslag, felt):
            say(felt, antall=antall)
    if anslag.forelopig:
        say("forelopig")
    rader = [
        (navn[p.punkt], _say(p.stikkprove), _say(p.maskinhjulpet), p.gjelder, p.brudd, p.mangler, p.spart if p.maskinhjulpet else TANKESTREK)
        for p in anslag.punkter
    ]
    print_tabell([tekst(f"anslag.kolonne.{ett}", malform) for ett in _PUNKT], rader, console)
    for slag in ("lesere", "maskin"):
        if egne := getattr(enighet, slag):
            console.print(tekst(f"tall.enighet.{slag}", malform))
            rader = [
                (navn[e.gjelder], e.maal.prosent.n, _say(e.maal.prosent), describe_mal(e.maal.kappa.verdi), describe_mal(e.maal.ac1.verdi))
                for e in egne
            ]
            print_tabell([tekst(f"anslag.kolonne.{ett}", malform) for ett in _ENIGHET], rader, console)
    f = enighet.forankring
    if f.differanse:
        ord_ = {navn: describe_poeng(getattr(f.differanse, navn)) for navn in ("verdi", "lav", "hoy")}
        say("forankring", sett=describe_prosent(f.sett), blind=describe_prosent(f.blind), **ord_)


def _say(anslag: Anslag | None) -> str:
    return TANKESTREK if anslag is None or anslag.verdi is None else f"{describe_prosent(anslag.verdi)} ({describe_intervall(anslag)})"

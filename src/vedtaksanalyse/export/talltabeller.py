"""The figures of the offices as tables: for a terminal, a spreadsheet and programs, the same rows in all."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING, Any

from vedtaksanalyse.export.loggkontroll import print_tabell
from vedtaksanalyse.export.regneark import Andel, Ark, make_bok
from vedtaksanalyse.export.tabell import Celle, neutralise
from vedtaksanalyse.export.tallord import TANKESTREK, describe_mal, describe_prosent
from vedtaksanalyse.sak import Tilstand
from vedtaksanalyse.statistikk import Anslag
from vedtaksanalyse.tekster import tekst

if TYPE_CHECKING:
    from rich.console import Console

    from vedtaksanalyse.stikkprove.enighet import Punktenighet
    from vedtaksanalyse.stikkprove.etterprovd import Provepunkt
    from vedtaksanalyse.stikkprove.tallkilde import Tallkilde

_DESIMALER = 4
_INTERVALL = ("andel", "lav", "hoy")
_ENIGHET = ("id", "navn", "par", *_INTERVALL, "kappa", "ac1")
Navn = Mapping[str, str]


class Mal(float):
    """A measure between minus one and one."""


@dataclass(frozen=True)
class Talltabell:
    """A table. None is what is not told, or what there is nothing of."""

    id: str
    kolonner: tuple[str, ...]
    rader: tuple[tuple[Celle, ...], ...]


def make_kontor(kilde: Tallkilde, tilstander: Navn) -> list[Talltabell]:
    """The offices beside each other, where the cases stand in the review, and what the flags miss."""
    rader = [(k.kontor, k.saker, k.flagget, k.feil, _share(k.egenandel), k.uten_dato, k.ikke_vurdert) for k in kilde.kontortall]
    b = kilde.load_kotall().bom
    bom = [] if kilde.is_bom_skjult(b) or not b.trukket else [(b.trukket, b.besvart, b.ukjent, b.bom, b.uflagget, *_interval(b.anslag))]
    return [
        _tabell("kontor", ("kontor", "saker", "flagg", "feil", "egenandel", "uten_dato", "ikke_vurdert"), rader),
        _tabell("tilstander", ("kontor", *(f"tilstand_{ett}" for ett in tilstander)), [(kontor, *antall) for kontor, antall in kilde.list_tilstander()]),
        _tabell("bom", ("trukket", "besvart", "ukjent", "bom", "uflagget", *_INTERVALL), bom),
    ]


def make_trend(kilde: Tallkilde, kontor: str, mal: str, *, etterprovd: bool) -> list[Talltabell]:
    """One figure of one office over time."""
    if etterprovd:
        rader = [(_month(p.fra), _month(p.til), *_interval(p.anslag), p.lest, p.stikkprove) for p in kilde.list_etterprovd(kontor, mal)]
    else:
        rader = [(_month(p.fra), _month(p.til), _share(p.verdi), None, None, p.av, None) for p in kilde.load_trend(kontor, mal)]
    return [_tabell("trend", ("fra", "til", *_INTERVALL, "av", "stikkprove"), rader)]


def make_kriterier(kilde: Tallkilde, kontor: str, navn: Navn, grupper: Navn) -> list[Talltabell]:
    """The criteria and groups of one office, and how far people and machine agree on grades."""
    provd, kotall = kilde.load_etterprovde(kontor), kilde.load_kotall()
    kriterier = [
        (k.id, navn[k.id], k.antall, k.av, _part(k.antall, k.av), *_interval(provd[k.id].anslag if k.id in provd else None), _draw(provd.get(k.id)))
        for k in kilde.load_kriterier(kontor)
    ]
    egne = [(g.id, grupper[g.id], g.antall, g.av, _part(g.antall, g.av)) for g in kilde.load_grupper(kontor)]
    f = kotall.forankring
    forankring = [(f.blinde, f.sette, _share(f.blind), _share(f.sett), *_interval(f.differanse))] if f.differanse else []
    return [
        _tabell("kriterier", ("id", "navn", "svake", "av", "andel", "provd", "provd_lav", "provd_hoy", "stikkprove"), kriterier),
        _tabell("grupper", ("id", "navn", "saker", "av", "andel"), egne),
        *(_tabell(f"enighet_{slag}", _ENIGHET, [_agree(e, navn) for e in getattr(kotall, slag)]) for slag in ("lesere", "maskin", "blinde")),
        _tabell("forankring", ("blinde", "sette", "blind", "sett", "differanse", "lav", "hoy"), forankring),
    ]


def make_flagg(kilde: Tallkilde, kontor: str) -> list[Talltabell]:
    """The cases of one office by the risk of their gravest flag."""
    rader = [(*rute, antall) for rute, antall in kilde.load_risikokart(kontor).items()]
    return [_tabell("flagg", ("sannsynlighet", "konsekvens", "saker"), rader)]


def make_sammenlikning(kilde: Tallkilde, punkt: str) -> list[Talltabell]:
    """One point at every office that a draw tells of."""
    rader = [(p.kontor, *_interval(p.anslag), p.lest, int(p.maskinhjulpet), p.stikkprove, int(p.forelopig)) for p in kilde.compare_kontorer(punkt)]
    return [_tabell("sammenlikning", ("kontor", *_INTERVALL, "lest", "maskinhjulpet", "stikkprove", "forelopig"), rader)]


def to_post(tabeller: Iterable[Talltabell]) -> dict[str, list[dict[str, Any]]]:
    """The rows by table, for programs."""
    return {t.id: [dict(zip(t.kolonner, map(_plain, rad), strict=True)) for rad in t.rader] for t in tabeller}


def print_tabeller(tabeller: Iterable[Talltabell], tilstander: Navn, console: Console, malform: str) -> None:
    """The tables that have rows, for a terminal."""
    for t in tabeller:
        if t.rader:
            console.print(name_tabell(t, malform), markup=False, highlight=False)
            print_tabell(name_kolonner(t, tilstander, malform), [[_say(celle) for celle in rad] for rad in t.rader], console)


def make_tall_xlsx(tabeller: Iterable[Talltabell], tilstander: Navn, malform: str) -> bytes:
    """A workbook with a sheet for each table that has rows."""
    alle = list(tabeller)
    return make_bok(Ark(name_tabell(t, malform), name_kolonner(t, tilstander, malform), t.rader) for t in alle if t.rader or t is alle[0])


def make_tall_csv(tabeller: Iterable[Talltabell], tilstander: Navn, malform: str) -> bytes:
    """The tables below each other, as Norwegian spreadsheets read them."""
    ut = StringIO()
    skriver = csv.writer(ut, delimiter=";", lineterminator="\r\n")
    for t in tabeller:
        if t.rader:
            skriver.writerow([name_tabell(t, malform)])
            skriver.writerow(name_kolonner(t, tilstander, malform))
            skriver.writerows([str(float(c)).replace(".", ",") if isinstance(c, float) else neutralise(c) for c in rad] for rad in t.rader)
            skriver.writerow([])
    return ("\ufeff" + ut.getvalue()).encode()


def name_tabell(t: Talltabell, malform: str) -> str:
    """What a table is called."""
    return tekst(f"tall.tabell.{t.id}", malform)


def name_kolonner(t: Talltabell, tilstander: Navn, malform: str) -> list[str]:
    """Headings; those of the states of the review come from its rules."""
    stand = {f"tilstand_{id_}": navn for id_, navn in tilstander.items()}
    return [stand.get(k) or tekst(f"tall.kolonne.{k}", malform) for k in t.kolonner]


def name_tilstander(tilstander: Mapping[Tilstand, Any], malform: str) -> dict[str, str]:
    """The states of the review in words, in their order."""
    return {t.value: tilstander[t].navn[malform] for t in Tilstand}


def _tabell(id_: str, kolonner: tuple[str, ...], rader: Iterable[Sequence[Celle]]) -> Talltabell:
    return Talltabell(id_, kolonner, tuple(map(tuple, rader)))


def _agree(e: Punktenighet, navn: Navn) -> tuple[Celle, ...]:
    maal = e.maal
    mal = (None if ett.verdi is None else Mal(round(ett.verdi, _DESIMALER)) for ett in (maal.kappa, maal.ac1))
    return (e.gjelder, navn[e.gjelder], maal.prosent.n, *_interval(maal.prosent), *mal)


def _interval(anslag: Anslag | None) -> tuple[Celle, Celle, Celle]:
    if anslag is None or anslag.verdi is None:
        return None, None, None
    return _share(anslag.verdi), _share(anslag.lav), _share(anslag.hoy)


def _share(andel: float | None) -> Andel | None:
    return None if andel is None else Andel(round(andel, _DESIMALER))


def _part(antall: int | None, av: int) -> Andel | None:
    return _share(antall / av) if antall is not None and av else None


def _draw(p: Provepunkt | None) -> int | None:
    return p.stikkprove if p else None


def _month(maned: tuple[int, int] | None) -> str | None:
    return f"{maned[0]}-{maned[1]:02}" if maned else None


def _plain(celle: Celle) -> Celle:
    return float(celle) if isinstance(celle, float) else celle


def _say(celle: Celle) -> str:
    if celle is None:
        return TANKESTREK
    if isinstance(celle, Andel):
        return describe_prosent(celle)
    return describe_mal(celle) if isinstance(celle, Mal) else str(celle)

"""How often readers agree with each other and with the machine, and whether seeing the machine's answer makes them agree with it.

Only points that are answered by themselves are compared, and only where both told something. The machine is compared with first
readings; readings that saw its suggestion say how people and machine work together, and the blind ones how good it is. Readings that were
opened again are in none of it: whoever changes an answer knows the others'.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vedtaksanalyse.sak import SKJEMAVERDIER
from vedtaksanalyse.statistikk import Anslag, compare_anslag, estimate_snitt
from vedtaksanalyse.statistikk.enighet import Enighet, estimate_enighet
from vedtaksanalyse.stikkprove.grunnlag import FORST, KJENTE, SIST, Lesing, Provegrunnlag
from vedtaksanalyse.stikkprove.skjema import Skjemapunkt

Par = tuple[str, str]
FAERREST_MAPPER = 2
"""Fewer folders on a side than this tell nothing of how much they vary."""


@dataclass(frozen=True, slots=True)
class Punktenighet:
    """How often two agree about one point or criterion. In ``uten`` pairs one of them told nothing, and they are not in ``maal``."""

    gjelder: str
    maal: Enighet
    uten: int


@dataclass(frozen=True, slots=True)
class Forankring:
    """How often readers answered as the machine in blind readings and in those that saw its suggestion.

    The readings are the units, each with its share of answers alike: answers in one folder hang together. ``differanse`` is seen minus
    blind, None with too few of either.
    """

    blinde: int
    sette: int
    blind: float | None
    sett: float | None
    differanse: Anslag | None


@dataclass(frozen=True, slots=True)
class Proveenighet:
    """All agreement in a draw: between its readers, with the machine, and blind against seen."""

    lesere: tuple[Punktenighet, ...]
    maskin: tuple[Punktenighet, ...]
    forankring: Forankring


def measure_prove(g: Provegrunnlag) -> Proveenighet:
    """The agreement in a draw."""
    egne = [ett for ett in g.lesinger if not ett.gjenapnet]
    return Proveenighet(compare_lesere(egne, g.skjema), compare_maskin(egne, g.skjema), compare_forankring(egne))


def compare_lesere(lesinger: Iterable[Lesing], skjema: Mapping[str, Skjemapunkt]) -> tuple[Punktenighet, ...]:
    """The two readers of each case that two have read, by point; points nobody answered are not there."""
    av_plass: dict[int, dict[str, Lesing]] = {FORST: {}, SIST: {}}
    for ett in lesinger:
        av_plass[ett.plass][ett.sak_id] = ett
    begge = sorted(av_plass[FORST].keys() & av_plass[SIST].keys())
    par = [(av_plass[FORST][sak_id].verdier, av_plass[SIST][sak_id].verdier) for sak_id in begge]
    return _by_punkt(par, skjema)


def compare_maskin(lesinger: Iterable[Lesing], skjema: Mapping[str, Skjemapunkt]) -> tuple[Punktenighet, ...]:
    """First readings and what the machine suggested then, by point."""
    return _by_punkt([(ett.verdier, ett.forslag) for ett in lesinger if ett.plass == FORST], skjema)


def _by_punkt(par: Sequence[tuple[Mapping[str, str], Mapping[str, str]]], skjema: Mapping[str, Skjemapunkt]) -> tuple[Punktenighet, ...]:
    punkter = [punkt.id for punkt in skjema.values() if not punkt.under]
    alle = ((id_, [(a[id_], b[id_]) for a, b in par if id_ in a and id_ in b]) for id_ in punkter)
    return tuple(measure_enighet(id_, egne, [v for v in SKJEMAVERDIER if v in KJENTE]) for id_, egne in alle if egne)


def measure_enighet(gjelder: str, par: Sequence[Par], verdier: Sequence[str]) -> Punktenighet:
    """Agreement in pairs of answers; ``verdier`` are the answers that tell something."""
    begge = [ett for ett in par if set(ett) <= set(verdier)]
    maal = estimate_enighet([a for a, _ in begge], [b for _, b in begge], verdier)
    return Punktenighet(gjelder, maal, len(par) - len(begge))


def compare_forankring(lesinger: Iterable[Lesing]) -> Forankring:
    """First readings, blind and not."""
    andeler: dict[bool, list[float]] = {True: [], False: []}
    for ett in lesinger:
        par = [(verdi, ett.forslag[punkt]) for punkt, verdi in ett.verdier.items() if punkt in ett.forslag]
        kjente = [(a, b) for a, b in par if a in KJENTE and b in KJENTE]
        if ett.plass == FORST and kjente:
            andeler[ett.blind].append(sum(a == b for a, b in kjente) / len(kjente))
    return measure_forankring(andeler[True], andeler[False])


def measure_forankring(blinde: Sequence[float], sette: Sequence[float]) -> Forankring:
    """The mean shares and their difference."""
    sett, blind = estimate_snitt(sette), estimate_snitt(blinde)
    nok = min(len(blinde), len(sette)) >= FAERREST_MAPPER
    return Forankring(len(blinde), len(sette), blind.verdi, sett.verdi, compare_anslag(sett, blind) if nok else None)

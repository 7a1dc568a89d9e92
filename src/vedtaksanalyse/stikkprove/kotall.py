"""What the daily review says: how often cases without flags had something, and how often people and machine grade alike.

Control cases were drawn with a known chance among cases without flags, so what was found in them holds for all of those. The grades
people give are from cases they chose or were given: only those read blind are a fair test of the machine. Cases that were chosen for
the models to learn from, since the machine was unsure of them, are in none of it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import Oppgave, Saksstatus, Svar, Svarslag
from vedtaksanalyse.statistikk import Anslag, Utvalg
from vedtaksanalyse.statistikk.vektet import estimate_vektet
from vedtaksanalyse.stikkprove.enighet import Forankring, Punktenighet, measure_enighet, measure_forankring
from vedtaksanalyse.storage import Gradsvar, Lager
from vedtaksanalyse.storage.tall import Kontorer


@dataclass(frozen=True, slots=True)
class Bomrate:
    """How many of the cases without flags had something to remark all the same.

    Of ``trukket`` control cases ``besvart`` are answered; in ``ukjent`` of these nobody could tell, and in ``bom`` there was something.
    ``uflagget`` is how many cases the estimate is about; the cases not yet answered are taken to be like the others.
    """

    trukket: int
    besvart: int
    ukjent: int
    bom: int
    uflagget: int
    anslag: Anslag


@dataclass(frozen=True, slots=True)
class Kotall:
    """What the review of the queue says. ``eldre`` are grades given on versions of cases that are no more."""

    bom: Bomrate
    lesere: tuple[Punktenighet, ...]
    maskin: tuple[Punktenighet, ...]
    blinde: tuple[Punktenighet, ...]
    forankring: Forankring
    eldre: int


@cache
def _load_regler() -> Mapping[str, Sequence[str]]:
    return tomllib.loads((files(__package__) / "tall.toml").read_text(encoding="utf-8"))


def load_kotall(lager: Lager, katalog: Katalog, kontorer: Kontorer = None) -> Kotall:
    """The figures of these offices, None for all."""
    uflagget = sum(r.antall - r.flagget for r in lager.tall.count_saker(kontorer) if r.status == Saksstatus.VURDERT)
    trukne, saksvar = lager.tall.list_trukne(kontorer), lager.tall.list_svar(Svarslag.SAK, kontorer)
    valgte = lager.tall.find_valgte(kontorer)
    gradsvar = find_siste(ett for ett in lager.tall.list_gradsvar(kontorer) if ett.svar.sak_id not in valgte)
    lesere, maskin, blinde = compare_grader(gradsvar, katalog)
    return Kotall(
        estimate_bom(trukne, saksvar, uflagget), lesere, maskin, blinde, compare_forankring(gradsvar), sum(not ett.maskin for ett in gradsvar)
    )


def estimate_bom(trukne: Iterable[Oppgave], saksvar: Iterable[Svar], uflagget: int) -> Bomrate:
    """The miss rate. ``saksvar`` is in order of time; the last answer on a case that stands counts."""
    regler, siste = _load_regler(), {}
    for ett in saksvar:
        egne = siste.setdefault(ett.sak_id, {})
        egne.pop(ett.hvem, None)
        if ett.verdi:
            egne[ett.hvem] = ett.verdi
    kontroll = [ett for ett in trukne if ett.kontroll]
    svart = [(ett.andel, list(siste[ett.sak_id].values())[-1]) for ett in kontroll if siste.get(ett.sak_id)]
    kjent = [(andel, verdi in regler["bom"]) for andel, verdi in svart if verdi not in regler["ukjent"]]
    bom = sum(ett for _, ett in kjent)
    populasjon = max(uflagget, len(kontroll))
    felt = (len(kontroll), len(svart), len(svart) - len(kjent), bom, populasjon)
    if not kjent:
        return Bomrate(*felt, Anslag(None, 0.0, 1.0, 0, "vektet"))
    pi = np.array([andel for andel, _ in kjent]) * len(kjent) / len(kontroll)
    utvalg = Utvalg(np.minimum(pi, 1.0), np.full(len(kjent), "", dtype=object), {"": populasjon})
    return Bomrate(*felt, estimate_vektet([ett for _, ett in kjent], utvalg))


def find_siste(alle: Iterable[Gradsvar]) -> list[Gradsvar]:
    """The last grade of each person on each thing; one taken back is none. ``alle`` is in order of time."""
    siste = {(ett.svar.sak_id, ett.svar.gjelder, ett.svar.hvem): ett for ett in alle}
    return [ett for ett in siste.values() if ett.svar.verdi]


def compare_grader(alle: Sequence[Gradsvar], katalog: Katalog) -> tuple[tuple[Punktenighet, ...], ...]:
    """By criterion: the first two people of each case with each other, all with the machine, and those who gave theirs blind with it."""
    av_sak: dict[tuple[str, str], list[Gradsvar]] = {}
    for ett in alle:
        av_sak.setdefault((ett.svar.gjelder, ett.svar.sak_id), []).append(ett)
    kjente = [ett for ett in alle if ett.maskin]
    lesere = [(gjelder, egne[0].svar.verdi, egne[1].svar.verdi) for (gjelder, _), egne in av_sak.items() if len(egne) > 1]
    maskin = [(ett.svar.gjelder, ett.svar.verdi, ett.maskin) for ett in kjente]
    blinde = [(ett.svar.gjelder, ett.svar.verdi, ett.maskin) for ett in kjente if ett.svar.blind]
    return tuple(_by_kriterium(ett, katalog) for ett in (lesere, maskin, blinde))


def _by_kriterium(par: Sequence[tuple[str, str, str]], katalog: Katalog) -> tuple[Punktenighet, ...]:
    ut = []
    for kriterium in katalog.kriterier.values():
        if egne := [(a, b) for gjelder, a, b in par if gjelder == kriterium.id]:
            ut.append(measure_enighet(kriterium.id, egne, kriterium.grader))
    return tuple(ut)


def compare_forankring(alle: Iterable[Gradsvar]) -> Forankring:
    """Cases where somebody graded blind against those where they saw: the share of each person's grades that are the machine's."""
    like: dict[tuple[str, str, bool], list[bool]] = {}
    for ett in alle:
        if ett.maskin:
            like.setdefault((ett.svar.sak_id, ett.svar.hvem, ett.svar.blind), []).append(ett.svar.verdi == ett.maskin)
    andeler = {blind: [sum(egne) / len(egne) for (*_, b), egne in like.items() if b == blind] for blind in (True, False)}
    return measure_forankring(andeler[True], andeler[False])

"""Figures that people have borne out, over time and between offices: from the draws that stand, the newest first.

Whoever may read the folders sees every figure. To the others nothing is told that a group of fewer than five folders could be found
from: neither those where a point was not met, nor those where it was, nor the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import Skjemaverdi, Stikkprove
from vedtaksanalyse.statistikk import Anslag
from vedtaksanalyse.stikkprove.anslag import Punktanslag, estimate_punkt
from vedtaksanalyse.stikkprove.grunnlag import KJENTE, Provegrunnlag, load_grunnlag
from vedtaksanalyse.stikkprove.sammenslaing import FAERREST, is_liten, merge_maneder
from vedtaksanalyse.storage import Lager
from vedtaksanalyse.storage.tall import Maned

FLEST_PROVER = 8
"""So many of the newest draws are asked."""


@dataclass(frozen=True, slots=True)
class Provepunkt:
    """What a draw says of an office over some months. ``forelopig`` while folders of the draw remain."""

    stikkprove: int
    kontor: str
    fra: Maned | None
    til: Maned | None
    lest: int
    anslag: Anslag
    maskinhjulpet: bool
    forelopig: bool


def is_trygg(p: Punktanslag) -> bool:
    """Whether a figure can be told to those who see figures only."""
    return p.lest >= FAERREST and not any(map(is_liten, _classes(p)))


def _classes(p: Punktanslag) -> tuple[int, int, int]:
    return p.brudd, p.gjelder - p.brudd, p.lest - p.gjelder


def load_staende(lager: Lager, prover: Sequence[Stikkprove], katalog: Katalog) -> list[Provegrunnlag]:
    """What the newest of these draws stand on, those that were not given up and have folders read."""
    staende = [ett for ett in prover if not ett.forkastet][:FLEST_PROVER]
    alle = (load_grunnlag(lager, ett.id, katalog) for ett in staende)
    return [g for g in alle if g.brukt]


def compare_kontorer(grunnlag: Sequence[Provegrunnlag], punkt: str, *, apen: bool) -> list[Provepunkt]:
    """One point at each office, from the newest draw that tells; ``apen`` for those who may read the folders."""
    ut: dict[str, Provepunkt] = {}
    for g in grunnlag:
        for kontor in find_kontorer(g, punkt, apen=apen) - ut.keys():
            p = estimate_punkt(g, punkt, lambda ett, kontor=kontor: ett.kontor == kontor)
            if p.beste.verdi is not None:
                ut[kontor] = Provepunkt(g.prove.id, kontor, None, None, p.lest, p.beste, p.maskinhjulpet is not None, g.forelopig)
    return [ut[kontor] for kontor in sorted(ut)]


def estimate_kontor(grunnlag: Sequence[Provegrunnlag], kontor: str, punkter: Iterable[str], *, apen: bool) -> dict[str, Provepunkt]:
    """Several points at one office, each from the newest draw that tells of it."""
    ut: dict[str, Provepunkt] = {}
    for punkt in punkter:
        for g in grunnlag:
            if punkt not in ut and kontor in find_kontorer(g, punkt, apen=apen):
                p = estimate_punkt(g, punkt, lambda ett: ett.kontor == kontor)
                if p.beste.verdi is not None:
                    ut[punkt] = Provepunkt(g.prove.id, kontor, None, None, p.lest, p.beste, p.maskinhjulpet is not None, g.forelopig)
    return ut


def find_kontorer(g: Provegrunnlag, punkt: str, *, apen: bool) -> set[str]:
    """The offices of a draw that can be told of. One that cannot takes the others with it: together they are the whole draw, which is told too."""
    telt: dict[str, list[int]] = {}
    for i in g.brukt:
        telt.setdefault(g.ramme[i].kontor, [0, 0, 0])[_find_klasse(g, i, punkt)] += 1
    if not apen and any(sum(ett) < FAERREST or any(map(is_liten, ett)) for ett in telt.values()):
        return set()
    return {kontor for kontor, ett in telt.items() if sum(ett) >= FAERREST}


def _find_klasse(g: Provegrunnlag, i: int, punkt: str) -> int:
    """Whether a point is not met in a case (0), met (1), or neither (2)."""
    verdi = g.verdier[g.ramme[i].sak_id].get(punkt, "")
    return 0 if verdi in g.brudd else 1 if verdi in KJENTE - {Skjemaverdi.IKKE_AKTUELT} else 2


def list_trend(
    grunnlag: Sequence[Provegrunnlag], kontor: str, punkt: str, maneder: Mapping[str, Maned | None], *, apen: bool
) -> list[Provepunkt]:
    """One point at an office over time. ``maneder`` is the month of each case; a month is told by the newest draw that has it."""
    ut: list[Provepunkt] = []
    for g in grunnlag:
        if kontor not in find_kontorer(g, punkt, apen=apen):
            continue
        for fra, til in _find_perioder(g, kontor, punkt, maneder, apen=apen):
            if any(ett.fra <= til and fra <= ett.til for ett in ut):
                continue
            p = estimate_punkt(g, punkt, lambda ett, fra=fra, til=til: ett.kontor == kontor and fra <= (maneder.get(ett.sak_id) or (0, 0)) <= til)
            if p.beste.verdi is not None:
                ut.append(Provepunkt(g.prove.id, kontor, fra, til, p.lest, p.beste, p.maskinhjulpet is not None, g.forelopig))
    return sorted(ut, key=lambda ett: ett.fra)


def _find_perioder(
    g: Provegrunnlag, kontor: str, punkt: str, maneder: Mapping[str, Maned | None], *, apen: bool
) -> list[tuple[Maned, Maned]]:
    """Months put together until at least five folders are read in each, and to those who see figures only no group is small."""
    telt: dict[Maned, list[int]] = {}
    for i in g.brukt:
        ett = g.ramme[i]
        maned = maneder.get(ett.sak_id)
        if ett.kontor == kontor and maned:
            telt.setdefault(maned, [0, 0, 0])[0 if apen else _find_klasse(g, i, punkt)] += 1
    return [(p.fra, p.til) for p in merge_maneder(telt)]

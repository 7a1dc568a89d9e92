"""The frame of a draw: every case that the plan speaks of, why some could not be drawn, and what the machine said of the rest.

A case that is left out is counted with its cause: the figures of a draw say nothing of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import Rammerad, Rammesak, Saksstatus, Utvalgsplan
from vedtaksanalyse.stikkprove.maskin import find_maskin
from vedtaksanalyse.stikkprove.strata import find_grupper, merge_strata

_DESIMALER = 6
_STORST_RISIKO = 25


class Utelatt(StrEnum):
    """Why a case could not be drawn. The first that holds is told."""

    IKKE_VURDERT = "ikke_vurdert"
    UTEN_DATO = "uten_dato"
    HOLDT = "holdt"
    TRUKKET_FOR = "trukket_for"


@dataclass(frozen=True, slots=True)
class Rammetall:
    """A frame in figures: how many can be drawn, in each stratum, and how many cannot by cause."""

    antall: int
    strata: Mapping[str, int]
    utelatt: Mapping[str, int]


def make_ramme(
    plan: Utvalgsplan,
    rader: Iterable[Rammerad],
    katalog: Katalog,
    *,
    holdt: Collection[str] = frozenset(),
    tidligere: Collection[str] = frozenset(),
    med_maskin: bool = True,
) -> list[Rammesak]:
    """The frame by case id, nothing drawn yet.

    ``holdt`` are cases with a document that nobody is shown: they cannot be read as they are. ``tidligere`` are cases drawn in the
    draws that the plan wants none from. To look at a frame only, the machine's numbers can be left out.
    """
    ramme, grupper = [], {}
    for rad in _within(plan, rader):
        if arsak := _find_arsak(rad, plan, holdt, tidligere):
            ramme.append(Rammesak(rad.sak_id, rad.kontor, utelatt=arsak, saksnokkel=rad.nokkel))
            continue
        maskin, aktuelt = find_maskin(rad, katalog) if med_maskin else ({}, {})
        ramme.append(
            Rammesak(rad.sak_id, rad.kontor, vekt=_weigh(rad), saksnokkel=rad.nokkel, maskin=maskin, aktuelt=aktuelt)
        )
        grupper[rad.sak_id] = find_grupper(rad, plan.strata)
    strata = merge_strata(grupper)
    return sorted((replace(ett, stratum=strata.get(ett.sak_id, "")) for ett in ramme), key=lambda ett: ett.sak_id)


def _within(plan: Utvalgsplan, rader: Iterable[Rammerad]) -> Iterator[Rammerad]:
    """The cases the plan speaks of; one without a date may be one of them."""
    for rad in rader:
        dato = rad.vedtaksdato
        utenfor = dato is not None and ((plan.fra and dato < plan.fra) or (plan.til and dato > plan.til))
        if not utenfor and (not plan.kontorer or rad.kontor in plan.kontorer):
            yield rad


def _find_arsak(rad: Rammerad, plan: Utvalgsplan, holdt: Collection[str], tidligere: Collection[str]) -> str:
    arsaker = {
        Utelatt.IKKE_VURDERT: rad.status != Saksstatus.VURDERT,
        Utelatt.UTEN_DATO: rad.vedtaksdato is None and (plan.fra or plan.til),
        Utelatt.HOLDT: rad.sak_id in holdt,
        Utelatt.TRUKKET_FOR: rad.sak_id in tidligere,
    }
    return next((str(arsak) for arsak, gjelder in arsaker.items() if gjelder), "")


def _weigh(rad: Rammerad) -> float:
    """How probable it is that the decision is weak; where the model says nothing, the case's risk as a part of the greatest there is."""
    if rad.svakt_vedtak is not None:
        return round(rad.svakt_vedtak, _DESIMALER)
    return round((rad.risiko or 0) / _STORST_RISIKO, _DESIMALER)


def list_mulige(ramme: Sequence[Rammesak]) -> list[Rammesak]:
    """The cases of a frame that could be drawn."""
    return [ett for ett in ramme if not ett.utelatt]


def count_ramme(ramme: Sequence[Rammesak]) -> Rammetall:
    """A frame in figures."""
    mulige = list_mulige(ramme)
    strata = Counter(ett.stratum for ett in mulige)
    utelatt = Counter(ett.utelatt for ett in ramme if ett.utelatt)
    return Rammetall(len(mulige), dict(sorted(strata.items())), {str(a): utelatt[a] for a in Utelatt if utelatt[a]})

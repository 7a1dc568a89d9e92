"""What figures of a draw are made from: which readings count, and which of the drawn cases make up a sample so far.

A folder counts when its first reading is finished. Of a case two have read, what was settled between them counts, else the first
reading. Folders are drawn in a random order, and people finish the easy ones first; so while some remain, only the cases up to
the first unread one in each stratum are used.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import (
    Mappe,
    Mappestand,
    Mappesvar,
    Rammesak,
    Skjemaverdi,
    Stikkprove,
    Utvalgsmate,
)
from vedtaksanalyse.statistikk import Trekning
from vedtaksanalyse.stikkprove.mapper import find_gjenapnede
from vedtaksanalyse.stikkprove.skjema import Skjemapunkt, join_verdier, make_skjema
from vedtaksanalyse.stikkprove.uenighet import find_avklarte, find_uenigheter
from vedtaksanalyse.storage import Lager

FORST, SIST = 1, 2
"""The places of the first and of the second reading."""
KJENTE = frozenset({Skjemaverdi.JA, Skjemaverdi.DELVIS, Skjemaverdi.NEI, Skjemaverdi.IKKE_AKTUELT})
"""Answers that tell something; whoever could not tell gave none."""
_Verdier = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Lesing:
    """One finished reading of a folder. ``verdier`` are its answers by point, ``forslag`` what the machine suggested there.

    ``gjenapnet`` when it was opened again after it was finished: then its reader knew what the others and the machine had answered.
    """

    sak_id: str
    plass: int
    hvem: str
    blind: bool
    verdier: _Verdier
    forslag: _Verdier
    gjenapnet: bool = False


@dataclass(frozen=True)
class Provedel:
    """A draw in some of its strata: ``ramme`` are their cases, ``plass`` where each of the whole frame stands among them."""

    trekning: Trekning
    ramme: tuple[Rammesak, ...]
    plass: Mapping[int, int]

    @cached_property
    def _maskin(self) -> dict[str, tuple[np.ndarray, np.ndarray] | None]:
        return {}

    def load_maskin(self, punkt: str) -> tuple[np.ndarray, np.ndarray] | None:
        """The machine's chance, for each case, that the point applies and is not met, and that it applies; None where it says nothing.

        A case it said nothing of gets the mean of the others.
        """
        if punkt not in self._maskin:
            par = [(ett.maskin[punkt] * ett.aktuelt[punkt], ett.aktuelt[punkt]) if punkt in ett.maskin and punkt in ett.aktuelt else None for ett in self.ramme]
            kjent = np.array([ett for ett in par if ett], float)
            snitt = tuple(kjent.mean(axis=0)) if len(kjent) else None
            brudd, gjelder = np.array([ett or snitt for ett in par], float).T if snitt else (None, None)
            self._maskin[punkt] = (brudd, gjelder) if snitt else None
        return self._maskin[punkt]


@dataclass(frozen=True)
class Provegrunnlag:
    """A draw with what was read of it. ``ramme`` are the cases that could be drawn, ``trukket`` their positions in the order of the
    draw, ``brukt`` those that figures are made from. ``verdier`` are the answers that count, by case and point.

    ``borte`` are drawn cases without a folder, ``uavklarte`` how many points two readers differ on and nobody has settled.
    """

    prove: Stikkprove
    skjema: Mapping[str, Skjemapunkt]
    brudd: frozenset[str]
    ramme: tuple[Rammesak, ...]
    trukket: tuple[int, ...]
    brukt: tuple[int, ...]
    lesinger: tuple[Lesing, ...]
    verdier: Mapping[str, _Verdier]
    borte: int
    uavklarte: int
    venter_andre: int

    @property
    def ferdige(self) -> int:
        """How many cases are read."""
        return len(self.verdier)

    @property
    def forelopig(self) -> bool:
        """Whether the figures can still change by what remains to be read or settled."""
        return len(self.brukt) + self.borte < len(self.trukket) or bool(self.uavklarte or self.venter_andre)

    def stratum(self, i: int) -> str:
        """The stratum that a case was drawn in; other draws than stratified ones have only one."""
        return self.ramme[i].stratum if self.prove.plan.mate == Utvalgsmate.STRATIFISERT else ""

    @cached_property
    def _deler(self) -> dict[frozenset[str], Provedel]:
        return {}

    def load_del(self, strata: frozenset[str]) -> Provedel:
        """The draw in some strata. Every point and office asks for the same, so it is made once."""
        if strata not in self._deler:
            self._deler[strata] = self._make_del(strata)
        return self._deler[strata]

    def _make_del(self, strata: frozenset[str]) -> Provedel:
        ut = [i for i in range(len(self.ramme)) if self.stratum(i) in strata]
        plass = {i: nr for nr, i in enumerate(ut)}
        trukket = tuple(plass[i] for i in self.trukket if i in plass)
        trekning = Trekning(trukket, np.array([self.ramme[i].andel for i in ut]), tuple(self.stratum(i) for i in ut))
        return Provedel(trekning, tuple(self.ramme[i] for i in ut), plass)


def load_grunnlag(lager: Lager, nummer: int, katalog: Katalog) -> Provegrunnlag:
    """What figures of a stored draw are made from. IkkeFunnet without one of this number."""
    prover = lager.stikkprover
    deler = prover.load(nummer), prover.load_ramme(nummer), prover.load_mapper(nummer), prover.load_mappesvar(nummer)
    return make_grunnlag(*deler, katalog, find_gjenapnede(prover.load_hendelser(nummer)))


def make_grunnlag(
    prove: Stikkprove, ramme: Iterable[Rammesak], mapper: Sequence[Mappe], svar: Sequence[Mappesvar], katalog: Katalog,
    gjenapnede: Collection[tuple[str, int]] = (),
) -> Provegrunnlag:  # fmt: skip
    """Put together frame, folders and answers; ``svar`` is in order of time, ``gjenapnede`` are the folders that were opened again."""
    skjema = make_skjema(katalog)
    mulige = tuple(ett for ett in ramme if not ett.utelatt)
    trukket = tuple(sorted((i for i, ett in enumerate(mulige) if ett.nr is not None), key=lambda i: mulige[i].nr))
    lesinger = [replace(ett, gjenapnet=(ett.sak_id, ett.plass) in gjenapnede) for ett in list_lesinger(mapper, svar, skjema)]
    avklart = _settle(svar)
    verdier = {
        ett.sak_id: _sum_up({**ett.verdier, **avklart.get(ett.sak_id, {})}, skjema) for ett in lesinger if ett.plass == FORST
    }
    med_mappe = {ett.sak_id for ett in mapper}
    g = Provegrunnlag(
        prove, skjema, katalog.skjemaer.brudd, mulige, trukket, (), tuple(lesinger), verdier,
        borte=sum(mulige[i].sak_id not in med_mappe for i in trukket),
        uavklarte=sum(ett.avklart is None for ett in find_uenigheter(mapper, svar, katalog)),
        venter_andre=sum(m.plass == SIST and m.tilstand != Mappestand.FERDIG for m in mapper),
    )  # fmt: skip
    return replace(g, brukt=_find_brukt(g, med_mappe))


def list_lesinger(mapper: Iterable[Mappe], svar: Iterable[Mappesvar], skjema: Mapping[str, Skjemapunkt]) -> list[Lesing]:
    """The finished readings, each with the last answers of the one who has the folder."""
    siste: dict[tuple[str, int, str], dict[str, Mappesvar]] = {}
    for ett in svar:
        siste.setdefault((ett.sak_id, ett.plass, ett.hvem), {})[ett.punkt] = ett
    ut = []
    for mappe in mapper:
        if mappe.tilstand == Mappestand.FERDIG:
            egne = siste.get((mappe.sak_id, mappe.plass, mappe.hvem), {})
            verdier = _sum_up({punkt: ett.verdi for punkt, ett in egne.items()}, skjema)
            forslag = {punkt: ett.forslag for punkt, ett in egne.items() if ett.forslag}
            ut.append(Lesing(mappe.sak_id, mappe.plass, mappe.hvem, mappe.blind, verdier, forslag))
    return ut


def _settle(svar: Iterable[Mappesvar]) -> dict[str, dict[str, str]]:
    """What was settled between two readers, by case and point."""
    ut: dict[str, dict[str, str]] = {}
    for (sak_id, punkt), ett in find_avklarte(svar).items():
        ut.setdefault(sak_id, {})[punkt] = ett.verdi
    return ut


def _sum_up(verdier: _Verdier, skjema: Mapping[str, Skjemapunkt]) -> dict[str, str]:
    """The answers in the order of the form, with what the points come to that sum up others."""
    ut: dict[str, str] = {}
    for punkt in skjema.values():
        verdi = join_verdier(ut.get(under, "") for under in punkt.under) if punkt.under else verdier.get(punkt.id, "")
        if verdi:
            ut[punkt.id] = str(verdi)
    return ut


def _find_brukt(g: Provegrunnlag, med_mappe: set[str]) -> tuple[int, ...]:
    """The drawn cases up to the first unread one of each stratum; those that are gone are passed over."""
    stoppet: set[str] = set()
    ut = []
    for i in g.trukket:
        sak_id, stratum = g.ramme[i].sak_id, g.stratum(i)
        if stratum in stoppet or sak_id not in med_mappe:
            continue
        if sak_id in g.verdier:
            ut.append(i)
        else:
            stoppet.add(stratum)
    return tuple(ut)

"""The report of a draw as data, in the order of the supervisors' form: mapping, assessment and decision, follow-up.

It says how the cases were drawn, what the readings tell of each point with an interval, what differs between groups and between
readers, and ends in a plan for people to fill in. Two versions come of the same figures: for those who may read the folders, and for
those who see figures only, without quotes, names, cases, or anything a small group could be found from.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from importlib.resources import files

from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import (
    Mappe,
    Mappestand,
    Mappesvar,
    Provehendelse,
    Rammesak,
    Saksvurdering,
    Stikkprove,
    Utvalgsmate,
)
from vedtaksanalyse.statistikk import Anslag
from vedtaksanalyse.stikkprove.anslag import Proveanslag, Punktanslag, estimate_punkt, make_anslag
from vedtaksanalyse.stikkprove.enighet import Proveenighet, measure_prove
from vedtaksanalyse.stikkprove.etterprovd import is_trygg
from vedtaksanalyse.stikkprove.grunnlag import Provegrunnlag, make_grunnlag
from vedtaksanalyse.stikkprove.mapper import find_gjenapnede
from vedtaksanalyse.stikkprove.ramme import Rammetall, count_ramme
from vedtaksanalyse.stikkprove.rapportsitat import Rapportsitat, find_sitater
from vedtaksanalyse.stikkprove.skjema import Skjemadel, Skjemapunkt, make_skjema, name_punkter
from vedtaksanalyse.stikkprove.strata import name_dimensjon, name_stratum
from vedtaksanalyse.stikkprove.tallkilde import is_trygg_enighet, is_trygg_forankring
from vedtaksanalyse.stikkprove.uenighet import Uenighet, find_uenigheter
from vedtaksanalyse.storage import Lager
from vedtaksanalyse.storage.stikkprover import GJENAPNET, TATT_UT

Hent = Callable[[str], Saksvurdering | None]
"""A case as it may be shown; None for one that may not, or is gone."""


@dataclass(frozen=True, slots=True)
class Rapportpunkt:
    """One point. ``anslag`` is None where it may not be told. ``strata`` are the estimates within each group, and ``skiller`` whether
    some of them are so far apart that their intervals do not meet. ``uenige`` are the differences between readers, of which
    ``uavklarte`` are not settled; None where that may not be told.
    """

    punkt: str
    anslag: Punktanslag | None
    strata: Mapping[str, Punktanslag] = field(default_factory=dict)
    skiller: bool = False
    uenige: int | None = None
    uavklarte: int | None = None
    sitater: tuple[Rapportsitat, ...] = ()


@dataclass(frozen=True, slots=True)
class Rapportdel:
    """The points that stand together: a requirement with what it is made of, the themes, or what is asked about the young."""

    id: str
    punkter: tuple[Rapportpunkt, ...]


@dataclass(frozen=True, slots=True)
class Tiltak:
    """A point to do something about, with what to ask. What is done, by whom and when is for people to fill in."""

    punkt: str
    anslag: Anslag
    sporsmal: str


@dataclass(frozen=True)
class Rapport:
    """All of it, in one language form. ``apen`` is the version for those who may read the folders.

    ``tall`` is the frame in figures and ``trekt`` how many were drawn in each stratum, in the open version only.
    ``lesere`` is how many folders each reader has finished, by name; only in the open version, as ``mapper`` and ``svar`` are. What readers
    wrote beside their answers is in no version: it may name somebody.
    ``utdatert`` is when a report was last taken out before a folder was opened again: its figures may be others than these.
    ``sitater_borte`` are places readers pointed at that are not quoted, since the text is another now.
    """

    malform: str
    apen: bool
    prove: Stikkprove
    anslag: Proveanslag
    enighet: Proveenighet
    tall: Rammetall | None
    trekt: Mapping[str, int]
    antall_lesere: int
    lesere: Mapping[str, int]
    deler: tuple[Rapportdel, ...]
    tiltak: tuple[Tiltak, ...]
    navn: Mapping[str, str]
    delnavn: Mapping[str, str]
    stratanavn: Mapping[str, str]
    dimensjoner: tuple[str, ...]
    trukket: tuple[Rammesak, ...] = ()
    mapper: tuple[Mappe, ...] = ()
    svar: tuple[Mappesvar, ...] = ()
    folk: Mapping[str, str] = field(default_factory=dict)
    sitater_borte: int = 0
    utdatert: datetime | None = None

    @property
    def punkter(self) -> list[Rapportpunkt]:
        """Every point in the order of the report."""
        return [punkt for del_ in self.deler for punkt in del_.punkter]


@cache
def load_rapportregler() -> Mapping:
    """How much is quoted and what is asked."""
    return tomllib.loads((files(__package__) / "rapport.toml").read_text(encoding="utf-8"))


def load_rapport(
    lager: Lager, nummer: int, katalog: Katalog, malform: str, *, apen: bool, hent: Hent | None = None,
    folk: Mapping[str, str] | None = None, uten: Collection[str] = (),
) -> Rapport:  # fmt: skip
    """The report of a stored draw. IkkeFunnet without a draw of this number.

    Without ``hent`` there are no quotes. Of the cases ``uten`` neither quotes nor answers are told, though they count in the figures.
    """
    prover = lager.stikkprover
    prove, ramme, mapper, svar = prover.load(nummer), prover.load_ramme(nummer), prover.load_mapper(nummer), prover.load_mappesvar(nummer)
    hendelser = prover.load_hendelser(nummer)
    g = make_grunnlag(prove, ramme, mapper, svar, katalog, find_gjenapnede(hendelser))
    # Who still has a reading of a case to do shall not learn here what the other answered.
    uferdige = {ett.sak_id for ett in mapper if ett.tilstand != Mappestand.FERDIG}.union(uten)
    svar = [ett for ett in svar if ett.sak_id not in uferdige]
    sitater, borte = {}, 0
    if apen and hent:
        sitater, borte = find_sitater(g, mapper, svar, hent, lager.gjennomgang.load_tekststand, katalog, load_rapportregler())
    laget = make_rapport(g, ramme, mapper, svar, katalog, malform, apen=apen, sitater=sitater, borte=borte, folk=folk or {})
    return replace(laget, utdatert=find_utdatert(hendelser))


def note_uttak(lager: Lager, r: Rapport, hvem: str, slag: str) -> None:
    """Keep that the report was taken out, in which form and by whom."""
    felt = {"slag": slag, "lest": str(r.anslag.ferdige)} | ({} if r.apen else {"leder": "ja"})
    lager.stikkprover.add_hendelse(r.prove.id, hvem, TATT_UT, felt)


def find_utdatert(hendelser: Iterable[Provehendelse]) -> datetime | None:
    """When a report was last taken out before a folder was opened again; None when none was. ``hendelser`` is in order of time."""
    sist = ut = None
    for ett in hendelser:
        sist = ett.tid if ett.slag == TATT_UT else sist
        ut = sist if ett.slag == GJENAPNET else ut
    return ut


def make_rapport(
    g: Provegrunnlag, ramme: Sequence[Rammesak], mapper: Sequence[Mappe], svar: Sequence[Mappesvar], katalog: Katalog, malform: str,
    *, apen: bool, sitater: Mapping[str, Sequence[Rapportsitat]], borte: int, folk: Mapping[str, str],
) -> Rapport:  # fmt: skip
    """Put the report together. All figures are those of ``make_anslag`` and ``measure_prove``."""
    anslag, enighet, plan = make_anslag(g), measure_prove(g), g.prove.plan
    tall, trekt = (count_ramme(ramme), Counter(g.ramme[i].stratum for i in g.trukket)) if apen else (None, {})
    ferdige = Counter(ett.hvem for ett in mapper if ett.tilstand == Mappestand.FERDIG)
    uenige = find_uenigheter(mapper, svar, katalog)
    alle = {p.punkt: _punkt(g, p, uenige, sitater.get(p.punkt, ()), apen=apen) for p in anslag.punkter}
    deler = tuple(Rapportdel(id_, tuple(alle[ett] for ett in punkter)) for id_, punkter in _divide(katalog))
    skjema = make_skjema(katalog)
    return Rapport(
        malform, apen, g.prove, anslag, enighet if apen else _without_sma(enighet), tall, trekt, len(ferdige),
        {folk.get(hvem, hvem): antall for hvem, antall in ferdige.most_common()} if apen else {},
        deler, propose_tiltak(deler, skjema, malform), name_punkter(katalog, malform),
        {del_.id: skjema[del_.id].navn[malform] if del_.id in skjema else "" for del_ in deler},
        {stratum: name_stratum(stratum, plan.strata, katalog, malform) for stratum in sorted({ett.stratum for ett in g.ramme})},
        tuple(name_dimensjon(ett, malform) for ett in plan.strata),
        **{"trukket": tuple(g.ramme[i] for i in g.trukket), "mapper": tuple(mapper), "svar": tuple(replace(ett, merknad="", sitat=()) for ett in svar), "folk": folk} if apen else {},
        sitater_borte=borte,
    )  # fmt: skip


def _divide(katalog: Katalog) -> list[tuple[str, list[str]]]:
    """The points by part: each requirement before what it is made of, the themes after the requirement they belong to, the young last."""
    skjema = make_skjema(katalog)
    ut = []
    for krav in (ett for ett in skjema.values() if ett.del_ == Skjemadel.KRAV):
        ut.append((krav.id, [krav.id, *krav.under]))
        temaer = [under for punkt in krav.under for under in skjema[punkt].under]
        ut += [(str(Skjemadel.TEMA), temaer)] if temaer else []
    unge = [ett.id for ett in skjema.values() if ett.del_ == Skjemadel.UNGDOM]
    return [*ut, (str(Skjemadel.UNGDOM), unge)] if unge else ut


def _punkt(g: Provegrunnlag, p: Punktanslag, uenige: Sequence[Uenighet], sitater: Sequence[Rapportsitat], *, apen: bool) -> Rapportpunkt:
    if not (apen or is_trygg(p)):
        return Rapportpunkt(p.punkt, None)
    strata = _by_stratum(g, p.punkt) if apen else {}
    egne = [ett for ett in uenige if ett.punkt == p.punkt]
    antall = (len(egne), sum(ett.avklart is None for ett in egne)) if apen else (None, None)
    return Rapportpunkt(p.punkt, p, strata, _is_apart(strata.values()), *antall, tuple(sitater))


def _by_stratum(g: Provegrunnlag, punkt: str) -> dict[str, Punktanslag]:
    """Each group's own estimate."""
    if g.prove.plan.mate != Utvalgsmate.STRATIFISERT:
        return {}
    strata = sorted({ett.stratum for ett in g.ramme})
    return {stratum: estimate_punkt(g, punkt, lambda ett, stratum=stratum: ett.stratum == stratum) for stratum in strata}


def _is_apart(strata: Iterable[Punktanslag]) -> bool:
    kjente = [p.beste for p in strata if p.beste.verdi is not None]
    return len(kjente) > 1 and max(ett.lav for ett in kjente) > min(ett.hoy for ett in kjente)


def _without_sma(enighet: Proveenighet) -> Proveenighet:
    """The agreement that can be told to those who see figures only."""
    f = enighet.forankring
    lesere, maskin = (tuple(ett for ett in rader if is_trygg_enighet(ett)) for rader in (enighet.lesere, enighet.maskin))
    return Proveenighet(lesere, maskin, f if is_trygg_forankring(f, apen=False) else type(f)(0, 0, None, None, None))


def propose_tiltak(deler: Iterable[Rapportdel], skjema: Mapping[str, Skjemapunkt], malform: str) -> tuple[Tiltak, ...]:
    """The points most often not met, as a plan to fill in. What sums up others is not there: those are."""
    regler = load_rapportregler()
    egne = [p.anslag for del_ in deler for p in del_.punkter if p.anslag and not skjema[p.punkt].under]
    svake = sorted((p for p in egne if p.brudd and p.beste.verdi), key=lambda p: -p.beste.verdi)
    return tuple(Tiltak(p.punkt, p.beste, find_sporsmal(p.punkt, malform)) for p in svake[: regler["tiltak"]])


def find_sporsmal(punkt: str, malform: str) -> str:
    """What to ask about a point. KeyError when nobody has written that."""
    alle = load_rapportregler()["sporsmal"]
    return (alle.get(punkt) or alle[punkt.partition(".")[0]])[malform]

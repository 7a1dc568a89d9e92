"""The impact preview: stored cases assessed as another catalogue, other models or other decisions about flags would have them.

Nothing is stored and nothing is changed. What is stored is compared with where it is what the configuration in use says; where it is
older, the configuration in use is run too, so that what differs has one cause alone.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from vedtaksanalyse.analyse import describe_versjoner
from vedtaksanalyse.arbeidere import Arbeidere, start_motor
from vedtaksanalyse.assessment.modellfil import load_flaggmaal
from vedtaksanalyse.errors import Bruksfeil, IkkeFunnet
from vedtaksanalyse.kriterier import KATALOGMAPPE, Katalog, govern_katalog, load_katalog
from vedtaksanalyse.learning.endringer import Saksendring, compare_sak, find_tilstander
from vedtaksanalyse.learning.virkningseksempler import Eksempler, Sakspar
from vedtaksanalyse.learning.virkningstall import Telling
from vedtaksanalyse.modellbruk import place_modeller
from vedtaksanalyse.pii.skjerming import skjerm_sak
from vedtaksanalyse.reading import Grenser
from vedtaksanalyse.sak import Sak, Saksvurdering, Vern, Versjoner
from vedtaksanalyse.samling import split_bunker
from vedtaksanalyse.storage import Lager

SKJEMA, MANEDER = 1, 3
LESEFILER = ("dokumenttyper.toml", "lesing.toml", "pii.toml")
"""Shared files that decide how files are read. Stored text was read already, so what a change in them does is not seen here."""
Fremdrift = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Virkningsoppsett:
    """The models in use, and how cases are assessed and shown here."""

    modeller: Path
    sprakmodell: str = ""
    grenser: Grenser = Grenser()
    prosesser: int = 2
    vern: Vern = Vern.HOLD
    start: Callable[..., Any] = start_motor


@dataclass(frozen=True, slots=True)
class Endringsforslag:
    """What is tried: a folder with another catalogue, one whose models go before those in use, and what flags would be."""

    katalog: Path | None = None
    modeller: Path | None = None
    flagg: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Innretning:
    """A configuration: its catalogue with what is decided about flags, its versions, and how a worker starts with it."""

    katalog: Katalog
    versjoner: Versjoner
    start: Callable[[Path], Any]


@dataclass(frozen=True, slots=True)
class Virkning:
    """What came of it. ``tall`` are plain values without texts, ``eksempler`` hold quotes as they may be shown, ``saker`` are those that change."""

    tall: Mapping[str, Any]
    eksempler: Mapping[str, Sequence[Mapping[str, Any]]]
    saker: Sequence[Saksendring]
    katalog: Katalog
    feilet: Mapping[str, str]


def make_innretning(oppsett: Virkningsoppsett, stand: Mapping[str, str], forslag: Endringsforslag | None = None) -> Innretning:
    """The configuration in use, or what it would be with this.

    Raises:
        Katalogfeil: the catalogue is wrong.
        IkkeFunnet: it has no such flag.
    """
    forslag = forslag or Endringsforslag()
    katalog = load_katalog(forslag.katalog) if forslag.katalog else load_katalog()
    if set(forslag.flagg) - {regel.id for regel in katalog.flagg}:
        raise IkkeFunnet("flagg_finnes_ikke")
    stand = {**stand, **forslag.flagg}
    versjoner = describe_versjoner(katalog, oppsett.modeller, oppsett.sprakmodell, oppsett.grenser, forslag.modeller)
    styrt = govern_katalog(katalog, load_flaggmaal(place_modeller(oppsett.modeller, forslag.modeller)["kriterier"]), stand)
    andre = {"katalogmappe": forslag.katalog, "egne": forslag.modeller, "flaggstand": stand}
    start = partial(oppsett.start, sprakmodell=oppsett.sprakmodell, grenser=oppsett.grenser, **{navn: verdi for navn, verdi in andre.items() if verdi})
    return Innretning(styrt, replace(versjoner, katalog=styrt.fingeravtrykk), start)


def find_lesefiler(katalog: Path | None) -> list[str]:
    """The files of another catalogue that would have cases read otherwise."""
    par = [(KATALOGMAPPE / "felles" / navn, katalog / "felles" / navn) for navn in LESEFILER] if katalog else []
    return [her.name for her, der in par if not der.exists() or her.read_bytes() != der.read_bytes()]


@dataclass(frozen=True, slots=True)
class Periode:
    """The cases with a decision in a period, each with what it was assessed with, and how many cases have no date."""

    fra: date
    til: date
    saker: Mapping[str, Versjoner]
    uten_dato: int


def find_periode(lager: Lager, fra: date | None, til: date | None, kontorer: Sequence[str] | None, idag: date | None = None) -> Periode:
    """The period asked for; otherwise three months up to the latest decision stored that is not in the future.

    Raises:
        Bruksfeil: no stored case has a decision in it.
    """
    idag = idag or date.today()
    siste, uten_dato = lager.laering.find_siste_vedtak(til or idag, kontorer)
    til = til or siste or idag
    fra = fra or _go_back(til, MANEDER)
    saker = lager.laering.list_periode(fra, til, kontorer)
    if not saker:
        raise Bruksfeil("virkning_uten_saker", fra=fra, til=til, uten_dato=uten_dato)
    return Periode(fra, til, saker, uten_dato)


def _go_back(dag: date, maneder: int) -> date:
    ar, maned = divmod(dag.year * 12 + dag.month - 1 - maneder, 12)
    return date(ar, maned + 1, min(dag.day, monthrange(ar, maned + 1)[1]))


def run_virkning(
    lager: Lager, oppsett: Virkningsoppsett, i_bruk: Innretning, ny: Innretning, saker: Mapping[str, Versjoner], fremdrift: Fremdrift | None = None
) -> Virkning:
    """Assess these stored cases, and compare. ``saker`` tells which versions each was assessed with.

    Raises:
        Bruksfeil: the catalogue or the models were changed meanwhile.
    """
    eldre = sum(v != i_bruk.versjoner for v in saker.values())
    telling, eksempler, endret, feilet = Telling(), Eksempler(), [], {}
    bunker = split_bunker(list(saker), oppsett.prosesser)
    with ExitStack() as apnet:
        nye, gamle = (apnet.enter_context(_open(oppsett, ett, len(bunker))) if ett else None for ett in (ny, i_bruk if eldre else None))
        bunkearbeid = _Bunke(lager, oppsett.vern, i_bruk, ny, gamle, nye)
        ferdige = 0
        for ider, parene, uten in _run_in_threads(bunkearbeid.run, bunker, oppsett.prosesser, [a for a in (nye, gamle) if a]):
            for par in parene:
                telling.add(par.endring, find_tilstander(par.for_), find_tilstander(par.etter))
                if par.endring.endret:
                    eksempler.add(par)
                    endret.append(par.endring)
            feilet |= uten
            ferdige += len(ider)
            if fremdrift:
                fremdrift(ferdige, len(saker))
    lesing = sum(v.lesing != i_bruk.versjoner.lesing for v in saker.values())
    tall = {
        "skjema": SKJEMA,
        "versjoner": {"for": asdict(i_bruk.versjoner), "etter": asdict(ny.versjoner)},
        "eldre": eldre,
        "eldre_lesing": lesing,
        "ny_lesing": ny.versjoner.lesing != i_bruk.versjoner.lesing,
        "feilet": dict(Counter(feilet.values())),
        **telling.to_tall((regel.id for regel in ny.katalog.flagg), ny.katalog.kriterier),
    }
    return Virkning(tall, eksempler.choose(), sorted(endret, key=lambda e: e.sak_id), ny.katalog, feilet)


def _open(oppsett: Virkningsoppsett, innretning: Innretning, bunker: int) -> Arbeidere:
    return Arbeidere(innretning.start, oppsett.modeller, max(1, min(oppsett.prosesser, bunker)), oppsett.grenser)


def _run_in_threads(gjor: Callable, bunker: Sequence, traader: int, arbeidere: Sequence[Arbeidere]) -> Iterator[tuple]:
    """What comes of each chunk, as they are done. When one fails or nobody takes the answers, those at work are ended."""
    with ThreadPoolExecutor(traader) as basseng:
        try:
            for ferdig in as_completed([basseng.submit(gjor, bunke) for bunke in bunker]):
                yield ferdig.result()
        except BaseException:
            basseng.shutdown(wait=False, cancel_futures=True)
            for ett in arbeidere:
                ett.stop()
            raise


class _Bunke:
    """Compares a chunk of stored cases. Safe to use from several threads."""

    def __init__(self, lager: Lager, vern: Vern, i_bruk: Innretning, ny: Innretning, gamle: Arbeidere | None, nye: Arbeidere) -> None:
        self._lager, self._vern, self._avgjorelser = lager, vern, lager.load_avgjorelser()
        self._i_bruk, self._ny, self._gamle, self._nye = i_bruk, ny, gamle, nye

    def run(self, ider: Sequence[str]) -> tuple[Sequence[str], list[Sakspar], dict[str, str]]:
        """The cases before and after, and a code for each that could not be assessed. One that is deleted meanwhile is left out."""
        lagret = {v.sak.sak_id: v for v in self._lager.load_vurderinger(ider)}
        funn = {id_: sak.funn for id_, sak in self._lager.load_saker(lagret).items()}
        saker = {id_: replace(v.sak, funn=funn.get(id_, b"")) for id_, v in lagret.items()}
        eldre = {id_: saker[id_] for id_, v in lagret.items() if v.versjoner != self._i_bruk.versjoner}
        ferske, feilet = self._assess(self._gamle, eldre, self._i_bruk)
        for_ = {id_: ferske.get(id_, v) for id_, v in lagret.items() if id_ not in feilet}
        # What was seen just now is used again where it holds under the other configuration too.
        etter, uten = self._assess(self._nye, {id_: ferske[id_].sak if id_ in ferske else saker[id_] for id_ in for_}, self._ny)
        return ider, [self._pair(lagret[id_], for_[id_], v) for id_, v in etter.items()], feilet | uten

    def _assess(self, arbeidere: Arbeidere | None, saker: Mapping[str, Sak], innretning: Innretning) -> tuple[dict[str, Saksvurdering], dict[str, str]]:
        if not saker:
            return {}, {}
        if arbeidere is None:  # a night stored cases with other versions since we looked
            raise Bruksfeil("virkning_endret")
        vurderinger, feilet = arbeidere.analyse(list(saker.values()))
        if arbeidere.versjoner != innretning.versjoner or any(v.versjoner != innretning.versjoner for v in vurderinger):
            raise Bruksfeil("virkning_endret")
        return {v.sak.sak_id: v for v in vurderinger}, feilet

    def _pair(self, lagret: Saksvurdering, for_: Saksvurdering, etter: Saksvurdering) -> Sakspar:
        endring = compare_sak(for_, etter, self._ny.katalog)
        if not endring.endret:
            return Sakspar(endring, for_, etter, for_, etter)
        pii = tuple(dict.fromkeys((*lagret.pii, *for_.pii, *etter.pii)))
        vist = [skjerm_sak(replace(v, sak=lagret.sak, pii=pii), self._vern, self._avgjorelser) for v in (for_, etter)]
        return Sakspar(endring, for_, etter, *vist)

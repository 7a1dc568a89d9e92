"""The store as the rest of the house sees it: one object, each method one question or one transaction."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import groupby, islice
from operator import itemgetter
from statistics import median
from typing import TypeVar

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Executable,
    Select,
    Table,
    bindparam,
    exists,
    func,
    select,
    update,
)

from vedtaksanalyse.sak import Belegg, Korad, Sak, Saksgjenbruk, Saksvurdering, Setningsmerke, rank_navn
from vedtaksanalyse.storage import regnskap
from vedtaksanalyse.storage.database import open_database
from vedtaksanalyse.storage.deler import Deler
from vedtaksanalyse.storage.forbindelse import read, reading, streaming, write
from vedtaksanalyse.storage.gjenbruksrader import make_gjenbruksfelt, read_fakta, read_gjenbruk, read_merke
from vedtaksanalyse.storage.kjoringer import Kjoringer
from vedtaksanalyse.storage.ko import select_ko
from vedtaksanalyse.storage.rader import read_rader, read_sak
from vedtaksanalyse.storage.regnskap import Filrad
from vedtaksanalyse.storage.schema import SAKSTABELLER, dokument, kilde, sak, saksfunn, setningsmerke
from vedtaksanalyse.storage.skriving import replace_saker
from vedtaksanalyse.storage.tidspunkt import naa

T = TypeVar("T")

_PORSJON = 500
_STROM = 10_000
_LEST = (kilde, dokument, saksfunn)
_VIST = tuple(tabell for tabell in SAKSTABELLER if tabell is not saksfunn)
_SETT = tuple(tabell for tabell in _VIST if tabell is not setningsmerke)
_FAERREST = 5
"""The fewest cases that make an office's median worth showing."""


@contextmanager
def open_lager(adresse: str, *, opprett: bool = True) -> Iterator[Lager]:
    """The store at a database URL or the path of a SQLite file, brought up to date if need be.

    With ``opprett`` it is made where there is none, which commands that only read never ask for.
    """
    engine = open_database(adresse, opprett=opprett)
    try:
        yield Lager(engine)
    finally:
        engine.dispose()


class Lager(Deler, Kjoringer):
    """Cases with all that was found in them, and the ledger of the night runs. Safe to use from several threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def save_vurderinger(self, vurderinger: Sequence[Saksvurdering], nokler: Mapping[str, str] | None = None) -> None:
        """Store cases in one transaction, each replaced whole. ``nokler`` gives other keys than the files' own."""
        write(self._engine, lambda f: replace_saker(f, vurderinger, nokler or {}, {}))

    def save_bunke(
        self, vurderinger: Sequence[Saksvurdering], nokler: Mapping[str, str], rot: str, kjoring: int,
        filer: Sequence[Filrad], leser: str = "", krasj: Mapping[str, int] | None = None,
        lesenokler: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        """Store a chunk of a night run, its files' outcomes and what stopped its reader in one transaction.

        ``lesenokler`` tells what the text of each case was made from.
        """

        def save(forbindelse: Connection) -> None:
            replace_saker(forbindelse, vurderinger, nokler, lesenokler or {})
            regnskap.replace_filer(forbindelse, rot, kjoring, filer)
            regnskap.add_krasj(forbindelse, leser, krasj or {})
            regnskap.update_kjoring(forbindelse, kjoring, naa())

        write(self._engine, save)

    def find_ferdige(self, nokler: Iterable[str]) -> set[str]:
        """Those of these keys whose case is already stored."""
        return self._find(sak.c.nokkel, nokler)

    def find_leste(self, lesenokler: Iterable[str]) -> set[str]:
        """Those of these keys of files and reading whose text is stored."""
        return self._find(sak.c.lesenokkel, filter(None, lesenokler))

    def _find(self, felt: Column, verdier: Iterable[str]) -> set[str]:
        porsjoner = list(_porsjoner(verdier))
        return read(self._engine, lambda f: {v for p in porsjoner for v in f.scalars(select(felt).where(felt.in_(p)))})

    def load_saker(self, sak_ider: Iterable[str]) -> dict[str, Sak]:
        """These cases as they were read, with what was seen in them packed; those that are stored."""
        porsjoner = list(_porsjoner(sak_ider))
        alle = read(self._engine, lambda f: [sak for p in porsjoner for sak in _load(f, p, _LEST, read_sak)])
        return {ett.sak_id: ett for ett in alle}

    def load_vurderinger(self, sak_ider: Iterable[str] | None = None) -> Iterator[Saksvurdering]:
        """Stored cases, all or these, by case id. Equal to what was saved."""
        with streaming(self._engine) as forbindelse:
            if sak_ider is None:
                sak_ider = forbindelse.scalars(select(sak.c.sak_id)).all()
            for porsjon in _porsjoner(sorted(set(sak_ider), key=rank_navn)):
                yield from _load(forbindelse, porsjon, _VIST, read_rader)

    def load_vurdering(self, sak_id: str) -> Saksvurdering | None:
        """One stored case as people are shown it, without the marks for the boilerplate map; None when there is no such case."""
        with reading(self._engine) as forbindelse:
            return next(_load(forbindelse, [sak_id], _SETT, read_rader), None)

    def count_saker(self) -> dict[str, int]:
        """How many cases are stored with each status."""
        with reading(self._engine) as forbindelse:
            return dict(sorted(forbindelse.execute(select(sak.c.status, func.count()).group_by(sak.c.status)).tuples()))

    def load_ko(self, kontorer: Collection[str] | None = None) -> list[Korad]:
        """What the queue needs of every stored case, or of some offices', in one query. In no order."""
        with reading(self._engine) as forbindelse:
            return select_ko(forbindelse, kontorer)

    def find_kontor(self, sak_id: str) -> str | None:
        """The office of a stored case; None when there is no such case."""
        with reading(self._engine) as forbindelse:
            return forbindelse.scalar(select(sak.c.kontor).where(sak.c.sak_id == sak_id))

    def count_kontorer(self) -> dict[str, int]:
        """How many cases each office has, «» those without."""
        return self._by_navn(select(sak.c.kontor, func.count()).group_by(sak.c.kontor))

    def find_kontorer(self, *, utdaterte: bool = False) -> dict[str, int]:
        """The offices with how many of their cases have marks for the boilerplate map. No name is no office.

        With ``utdaterte``, only those with a case that came after the map was made.
        """
        med = exists().where(setningsmerke.c.sak_id == sak.c.sak_id)
        uttrykk = select(sak.c.kontor, func.count()).where(med, sak.c.kontor != "").group_by(sak.c.kontor)
        if utdaterte:
            uttrykk = uttrykk.having(func.count() > func.count(sak.c.gjenbruk))
        return self._by_navn(uttrykk)

    def _by_navn(self, uttrykk: Select) -> dict[str, int]:
        rader = read(self._engine, lambda f: f.execute(uttrykk).tuples().all())
        return dict(sorted(rader, key=lambda rad: rank_navn(rad[0])))

    def stream_merker(self, kontor: str) -> Iterator[tuple[str, list[Setningsmerke]]]:
        """The marks of an office's cases by case id, one case at a time and no more in memory."""
        uttrykk = select(setningsmerke).join(sak, sak.c.sak_id == setningsmerke.c.sak_id).where(sak.c.kontor == kontor)
        egen = setningsmerke.c.sak_id
        uttrykk = uttrykk.order_by(egen.collate("C") if self._engine.dialect.name == "postgresql" else egen, setningsmerke.c.nr)
        with streaming(self._engine) as forbindelse:
            rader = forbindelse.execution_options(yield_per=_STROM).execute(uttrykk).mappings()
            for sak_id, egne in groupby(rader, key=itemgetter("sak_id")):
                yield sak_id, [read_merke(rad) for rad in egne]

    def find_medianer(self, kontor: str) -> tuple[tuple[str, float], ...]:
        """The middle value at an office of each fact that is a number, where enough of its cases have one."""
        tall: dict[str, list[float]] = {}
        with reading(self._engine) as forbindelse:
            for fakta in forbindelse.scalars(select(sak.c.fakta).where(sak.c.kontor == kontor)):
                for faktum in read_fakta(json.loads(fakta)):
                    with suppress(ValueError):
                        tall.setdefault(faktum.navn, []).append(float(faktum.verdi))
        return tuple((navn, median(egne)) for navn, egne in sorted(tall.items()) if len(egne) >= _FAERREST)

    def save_gjenbruk(self, kontor: str, saker: Iterable[tuple[str, Saksgjenbruk]]) -> None:
        """Note how an office's cases stand in its map. Until the last is noted, the office counts as one without."""
        uttrykk = update(sak).where(sak.c.sak_id == bindparam("b_sak_id"))
        uttrykk = uttrykk.values(egenandel=bindparam("egenandel"), gjenbruk=bindparam("gjenbruk"))
        glem: Executable | None = update(sak).where(sak.c.kontor == kontor).values(**make_gjenbruksfelt(None))
        kilde = iter(saker)

        def note(forbindelse: Connection) -> None:
            if glem is not None:
                forbindelse.execute(glem)
            forbindelse.execute(uttrykk, [{"b_sak_id": id_, **make_gjenbruksfelt(ett)} for id_, ett in porsjon])

        while porsjon := list(islice(kilde, _PORSJON)):
            write(self._engine, note)
            glem = None

    def load_gjenbruk(self, sak_ider: Iterable[str]) -> dict[str, Saksgjenbruk]:
        """How these cases stand in their office's map, those that are in one."""
        funnet: dict[str, Saksgjenbruk] = {}
        with reading(self._engine) as forbindelse:
            for porsjon in _porsjoner(sak_ider):
                uttrykk = select(sak.c.sak_id, sak.c.gjenbruk).where(sak.c.sak_id.in_(porsjon), sak.c.gjenbruk.is_not(None))
                funnet |= {sak_id: read_gjenbruk(verdi) for sak_id, verdi in forbindelse.execute(uttrykk)}
        return funnet

    def load_tekst(self, sak_id: str, belegg: Belegg) -> str:
        """The exact text of one place."""
        uttrykk = select(func.substr(dokument.c.tekst, belegg.start + 1, belegg.slutt - belegg.start))
        uttrykk = uttrykk.where(dokument.c.sak_id == sak_id, dokument.c.dok_id == belegg.dok_id)
        with reading(self._engine) as forbindelse:
            return forbindelse.scalars(uttrykk).one()


def _porsjoner(verdier: Iterable[str]) -> Iterator[list[str]]:
    kilde = iter(verdier)
    while porsjon := list(islice(kilde, _PORSJON)):
        yield porsjon


def _load(
    forbindelse: Connection, sak_ider: Sequence[str], tabeller: Iterable[Table], read: Callable[[Mapping, Mapping], T]
) -> Iterator[T]:
    tomme = {tabell.name: [] for tabell in tabeller}
    rader = {sak_id: {navn: [] for navn in tomme} for sak_id in sak_ider}
    for tabell in tabeller:
        uttrykk = select(tabell).where(tabell.c.sak_id.in_(sak_ider)).order_by(*tabell.primary_key)
        for rad in forbindelse.execute(uttrykk).mappings():
            rader[rad["sak_id"]][tabell.name].append(rad)
    uttrykk = select(sak).where(sak.c.sak_id.in_(sak_ider))
    hoder = {rad["sak_id"]: rad for rad in forbindelse.execute(uttrykk).mappings()}
    for sak_id in sak_ider:
        if sak_id in hoder:
            yield read(hoder[sak_id], rader[sak_id])

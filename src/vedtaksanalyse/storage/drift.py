"""The watch on drift as the store keeps it: what it looks at in new cases, a night's numbers, and from when on something else is normal.

Numbers alone: no case and no words of one. A night with few cases at an office is put together with the next, so that no number is one case's.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import ColumnElement, Connection, Engine, Select, Table, delete, func, insert, select

from vedtaksanalyse.sak import DOKUMENTTYPER, Driftstall, Saksstatus, Side
from vedtaksanalyse.storage.forbindelse import read, write
from vedtaksanalyse.storage.laeringstabeller import driftstall
from vedtaksanalyse.storage.regnskap import FERDIG, update_kjoring
from vedtaksanalyse.storage.schema import dokument, flagg, kjoring, kriterievurdering, sak
from vedtaksanalyse.storage.tidspunkt import naa

FAERREST = 5
"""A night with fewer values than this of a measure at an office does not stand alone."""
NORMAL = "normal:"
"""Before the name of a measure: the baseline of that measure begins with this run."""
SKILLE = "."
"""Between a distribution and the number of its part."""
_PORSJON = 100
_EGNE = DOKUMENTTYPER[:2]


@dataclass(frozen=True, slots=True)
class Driftssak:
    """What is measured in a case. ``tekster`` are those the office wrote; ``flagg`` counts no hints; ``toppgrad`` is the mean probability of
    the grades that were given. None where there is nothing to measure.
    """

    sak_id: str
    kontor: str
    vurdert: bool
    malform: str
    typer: frozenset[str]
    tekster: tuple[str, ...]
    kvalitet: float | None
    svakhet: float | None
    toppgrad: float | None
    flagg: int


@dataclass(frozen=True, slots=True)
class Driftsnatt:
    """A run: when it began, and which program, catalogue and models it went by."""

    startet: datetime
    utgave: str


class Drift:
    """The part of the database that the watch stands on. Safe to use from several threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def find_kontorer(self, sak_ider: Iterable[str]) -> dict[str, list[str]]:
        """These cases by office."""
        ut: dict[str, list[str]] = {}
        for porsjon in _porsjoner(sak_ider):
            uttrykk = select(sak.c.sak_id, sak.c.kontor).where(sak.c.sak_id.in_(porsjon))
            for sak_id, kontor in self._all(uttrykk):
                ut.setdefault(kontor, []).append(sak_id)
        return ut

    def load_saker(self, sak_ider: Iterable[str]) -> Iterator[Driftssak]:
        """What is measured in these cases, by their order."""
        for porsjon in _porsjoner(sak_ider):
            yield from read(self._engine, lambda f, egne=porsjon: list(_load(f, egne)))

    def save_driftstall(self, nummer: int, alle: Sequence[Driftstall]) -> None:
        """Note how a run's cases looked. What was noted of it before is replaced, and what runs noted that never finished is gone: this run
        counts their cases too."""

        def save(forbindelse: Connection) -> None:
            doede = select(kjoring.c.id).where(kjoring.c.tilstand != FERDIG)
            forbindelse.execute(delete(driftstall).where((driftstall.c.kjoring == nummer) | driftstall.c.kjoring.in_(doede)))
            _join_sma(forbindelse)
            if alle:
                forbindelse.execute(insert(driftstall), [asdict(ett) | {"kjoring": nummer} for ett in alle])
            update_kjoring(forbindelse, nummer, naa())

        write(self._engine, save)

    def load_driftstall(self) -> list[Driftstall]:
        """The numbers of every run, the oldest first, with the notes of what is normal."""
        uttrykk = select(*(driftstall.c[navn] for navn in Driftstall.__slots__)).order_by(driftstall.c.kjoring, driftstall.c.kontor, driftstall.c.mal)
        return [Driftstall(*rad) for rad in self._all(uttrykk)]

    def load_netter(self) -> dict[int, Driftsnatt]:
        """The runs that have numbers."""
        med = select(driftstall.c.kjoring).distinct()
        felt = (kjoring.c.id, kjoring.c.startet, kjoring.c.kode, kjoring.c.katalog, kjoring.c.modeller)
        rader = self._all(select(*felt).where(kjoring.c.id.in_(med)))
        return {nummer: Driftsnatt(startet, "|".join(versjoner)) for nummer, startet, *versjoner in rader}

    def find_tidsrom(self, nummer: int) -> tuple[datetime | None, datetime]:
        """When the last run before this one that finished began, if any, and when this one did."""
        forrige = select(func.max(kjoring.c.startet)).where(kjoring.c.tilstand == FERDIG, kjoring.c.id < nummer)
        denne = select(kjoring.c.startet).where(kjoring.c.id == nummer)
        return read(self._engine, lambda f: (f.scalar(forrige), f.scalars(denne).one()))

    def _all(self, uttrykk: Select) -> list[tuple]:
        return read(self._engine, lambda f: f.execute(uttrykk).tuples().all())

    def mark_normal(self, alle: Iterable[tuple[int, str, str]]) -> None:
        """Let the baseline of measures begin anew: (the run it begins with, office, measure)."""
        with self._engine.begin() as forbindelse:
            for nummer, kontor, mal in alle:
                felt = {"kjoring": nummer, "kontor": kontor, "mal": NORMAL + mal}
                forbindelse.execute(delete(driftstall).filter_by(**felt))
                forbindelse.execute(insert(driftstall), felt | {"n": 0, "sum": 0.0, "kvadratsum": 0.0})


def _load(forbindelse: Connection, sak_ider: Sequence[str]) -> Iterator[Driftssak]:
    def find(tabell: Table, *navn: str) -> dict[str, list]:
        uttrykk = select(*(tabell.c[ett] for ett in ("sak_id", *navn))).where(tabell.c.sak_id.in_(sak_ider))
        return _by_sak(forbindelse.execute(uttrykk.order_by(*tabell.primary_key)))

    hoder = find(sak, "kontor", "status", "malform", "svakt_vedtak")
    dokumenter = find(dokument, "type", "tekst", "kvalitet", "sider")
    grader, flaggene = find(kriterievurdering, "sannsynlighet"), find(flagg, "hint")
    for sak_id in filter(hoder.get, sak_ider):
        hode, egne = hoder[sak_id][0], dokumenter.get(sak_id, [])
        yield Driftssak(
            sak_id, hode.kontor, hode.status == Saksstatus.VURDERT, hode.malform, frozenset(ett.type for ett in egne),
            tuple(ett.tekst for ett in egne if ett.type in _EGNE), _mean([k for ett in egne for k in _list_kvalitet(ett)]), hode.svakt_vedtak,
            _mean([max(json.loads(ett.sannsynlighet).values(), default=0.0) for ett in grader.get(sak_id, ())]),
            sum(not ett.hint for ett in flaggene.get(sak_id, ())),
        )  # fmt: skip


def _by_sak(rader: Iterable) -> dict[str, list]:
    ut: dict[str, list] = {}
    for rad in rader:
        ut.setdefault(rad.sak_id, []).append(rad)
    return ut


def _list_kvalitet(rad) -> list[float]:
    """The quality of each page that has one, or of the whole text."""
    sider = [dict(zip(Side.__slots__, felt, strict=False)).get("kvalitet") for felt in json.loads(rad.sider)]
    return [verdi for verdi in (sider or [rad.kvalitet]) if verdi is not None]


def _mean(tall: Sequence[float]) -> float | None:
    return sum(tall) / len(tall) if tall else None


def _join_sma(forbindelse: Connection) -> None:
    """Put each small night of a measure at an office together with its next."""
    felt = (driftstall.c.kjoring, driftstall.c.kontor, driftstall.c.mal)
    rader = forbindelse.execute(select(*felt).where(driftstall.c.n < FAERREST, ~driftstall.c.mal.startswith(NORMAL))).tuples()
    for nummer, kontor, mal in sorted({(nummer, kontor, mal.partition(SKILLE)[0]) for nummer, kontor, mal in rader}):
        egne = (driftstall.c.kontor == kontor) & ((driftstall.c.mal == mal) | driftstall.c.mal.startswith(mal + SKILLE, autoescape=True))
        neste = forbindelse.scalar(select(func.min(driftstall.c.kjoring)).where(egne, driftstall.c.kjoring > nummer))
        antall = forbindelse.scalar(select(func.max(driftstall.c.n)).where(egne, driftstall.c.kjoring == nummer))
        if neste is not None and antall < FAERREST:
            _move(forbindelse, egne & driftstall.c.kjoring.in_((nummer, neste)), neste, kontor)


def _move(forbindelse: Connection, hvor: ColumnElement[bool], til: int, kontor: str) -> None:
    felt = (driftstall.c.mal, func.sum(driftstall.c.n), func.sum(driftstall.c.sum), func.sum(driftstall.c.kvadratsum))
    sammen = forbindelse.execute(select(*felt).where(hvor).group_by(driftstall.c.mal).order_by(driftstall.c.mal)).tuples().all()
    forbindelse.execute(delete(driftstall).where(hvor))
    # Each part of a distribution has as many values behind it as all have together.
    alle = sum(int(sum_) for mal, _, sum_, _ in sammen if SKILLE in mal)
    nye = [
        {"kjoring": til, "kontor": kontor, "mal": mal, "n": alle if SKILLE in mal else int(n), "sum": sum_, "kvadratsum": kvadrat}
        for mal, n, sum_, kvadrat in sammen
    ]
    forbindelse.execute(insert(driftstall), nye)


def _porsjoner(verdier: Iterable[str]) -> Iterator[list[str]]:
    kilde = iter(verdier)
    while porsjon := list(islice(kilde, _PORSJON)):
        yield porsjon

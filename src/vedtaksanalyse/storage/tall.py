"""Counts over all stored cases, and the answers that figures are made from. Nothing here is a case's text.

Grades, values and flags are counted among the assessed cases whose decision has a date: then every figure is about the same cases.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine, Integer, Select, and_, cast, extract, func, select

from vedtaksanalyse.sak import Oppgave, Saksstatus, Svar, Svarslag
from vedtaksanalyse.storage.forbindelse import reading
from vedtaksanalyse.storage.gjennomgangstabeller import oppgave, read_oppgave, svar
from vedtaksanalyse.storage.schema import flagg, kriterievurdering, sak

Kontorer = Collection[str] | None
"""Some offices, or None for all."""
Maned = tuple[int, int]
"""Year and month of the decision."""
_AR, _MANED = extract("year", sak.c.vedtaksdato), extract("month", sak.c.vedtaksdato)
_TELLER = and_(sak.c.status == Saksstatus.VURDERT.value, sak.c.vedtaksdato.is_not(None))
_PORSJON = 500
_SVAR = (svar.c.sak_id, svar.c.hvem, svar.c.gjelder, svar.c.verdi, svar.c.grunn, svar.c.blind, svar.c.saksnokkel, svar.c.tid)


@dataclass(frozen=True, slots=True)
class Saksantall:
    """How many cases an office decided in a month, by what became of them. ``maned`` is None for those without a date.

    ``flagget`` have a flag that is no hint, ``feil`` one that is an error of law. ``egenandel`` is the sum, over the
    ``med_egenandel`` cases that have one, of the share of the reasoning that is the case's own.
    """

    kontor: str
    maned: Maned | None
    status: Saksstatus
    antall: int
    flagget: int
    feil: int
    egenandel: float
    med_egenandel: int


@dataclass(frozen=True, slots=True)
class Gradantall:
    """How many cases of an office and month have a grade."""

    kontor: str
    maned: Maned
    kriterium: str
    grad: str
    antall: int


@dataclass(frozen=True, slots=True)
class Flaggantall:
    """How often a flag stands at an office with this risk; ``sannsynlighet`` and ``konsekvens`` are 1–5."""

    kontor: str
    flagg: str
    hint: bool
    sannsynlighet: int
    konsekvens: int
    antall: int


@dataclass(frozen=True, slots=True)
class Gradsvar:
    """What a person graded a criterion, beside the machine's grade of the same version of the case (empty where it is gone)."""

    svar: Svar
    maskin: str


class Tall:
    """The store as the figures see it. Safe to use from several threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def count_saker(self, kontorer: Kontorer = None) -> list[Saksantall]:
        """The cases by office, month and status."""
        felt = (
            func.count(), func.sum(cast(sak.c.risiko.is_not(None), Integer)), func.sum(cast(sak.c.feil, Integer)),
            func.coalesce(func.sum(sak.c.egenandel), 0.0), func.count(sak.c.egenandel),
        )  # fmt: skip
        grupper = (sak.c.kontor, _AR, _MANED, sak.c.status)
        rader = self._all(_within(select(*grupper, *felt), kontorer).group_by(*grupper).order_by(*grupper))
        return [Saksantall(kontor, _maned(ar, maned), Saksstatus(status), *resten) for kontor, ar, maned, status, *resten in rader]

    def count_grader(self, kontorer: Kontorer = None, blant: Mapping[str, Collection[str]] | None = None) -> list[Gradantall]:
        """The grades by office, month and criterion, of all cases or of those ``blant`` them where these criteria have one of these grades.

        What is a list of values is not here.
        """
        grupper = (sak.c.kontor, _AR, _MANED, kriterievurdering.c.kriterium, kriterievurdering.c.grad)
        uttrykk = select(*grupper, func.count()).join(sak, sak.c.sak_id == kriterievurdering.c.sak_id)
        uttrykk = uttrykk.where(_TELLER, kriterievurdering.c.verdi.is_(None))
        for kriterium, grader in (blant or {}).items():
            med = select(kriterievurdering.c.sak_id).where(kriterievurdering.c.kriterium == kriterium, kriterievurdering.c.grad.in_(grader))
            uttrykk = uttrykk.where(sak.c.sak_id.in_(med))
        rader = self._all(_within(uttrykk, kontorer).group_by(*grupper))
        return [Gradantall(kontor, (int(ar), int(maned)), *resten) for kontor, ar, maned, *resten in rader]

    def count_verdier(self, kriterium: str, kontorer: Kontorer = None) -> dict[str, dict[tuple[str, ...], int]]:
        """How many cases of each office have each set of values of a criterion that is a list."""
        grupper = (sak.c.kontor, kriterievurdering.c.verdi)
        uttrykk = select(*grupper, func.count()).join(sak, sak.c.sak_id == kriterievurdering.c.sak_id)
        uttrykk = uttrykk.where(_TELLER, kriterievurdering.c.kriterium == kriterium, kriterievurdering.c.verdi.is_not(None))
        ut: dict[str, dict[tuple[str, ...], int]] = {}
        for kontor, verdi, antall in self._all(_within(uttrykk, kontorer).group_by(*grupper).order_by(*grupper)):
            ut.setdefault(kontor, {})[tuple(json.loads(verdi))] = antall
        return ut

    def count_flagg(self, kontorer: Kontorer = None) -> list[Flaggantall]:
        """The flags by office and risk."""
        grupper = (sak.c.kontor, flagg.c.flagg, flagg.c.hint, flagg.c.risiko, flagg.c.konsekvens)
        uttrykk = select(*grupper, func.count()).join(sak, sak.c.sak_id == flagg.c.sak_id).where(_TELLER)
        rader = self._all(_within(uttrykk, kontorer).group_by(*grupper).order_by(*grupper))
        return [Flaggantall(kontor, id_, hint, risiko // konsekvens, konsekvens, n) for kontor, id_, hint, risiko, konsekvens, n in rader]

    def count_risiko(self, kontorer: Kontorer = None) -> dict[str, dict[tuple[int, int], int]]:
        """How many cases with a flag each office has by the risk of the gravest: probability and consequence, 1–5 each."""
        gravest = (flagg.c.sak_id == sak.c.sak_id) & (flagg.c.risiko == sak.c.risiko) & flagg.c.hint.is_(False)
        egne = select(sak.c.sak_id, sak.c.kontor, sak.c.risiko, func.max(flagg.c.konsekvens).label("konsekvens")).join(flagg, gravest)
        egne = _within(egne.where(_TELLER), kontorer).group_by(sak.c.sak_id, sak.c.kontor, sak.c.risiko).subquery()
        grupper = (egne.c.kontor, egne.c.risiko, egne.c.konsekvens)
        ut: dict[str, dict[tuple[int, int], int]] = {}
        for kontor, risiko, konsekvens, antall in self._all(select(*grupper, func.count()).group_by(*grupper).order_by(*grupper)):
            ut.setdefault(kontor, {})[risiko // konsekvens, konsekvens] = antall
        return ut

    def load_maneder(self, kontorer: Kontorer = None) -> dict[str, Maned | None]:
        """The month of the decision in each stored case."""
        rader = self._all(_within(select(sak.c.sak_id, sak.c.vedtaksdato), kontorer))
        return {sak_id: find_maned(dato) for sak_id, dato in rader}

    def list_trukne(self, kontorer: Kontorer = None) -> list[Oppgave]:
        """The cases that were drawn for the queue: control cases, and flagged ones read blind."""
        uttrykk = select(oppgave).where(oppgave.c.andel > 0).order_by(oppgave.c.sak_id)
        if kontorer is not None:
            uttrykk = uttrykk.where(oppgave.c.kontor.in_(kontorer))
        with reading(self._engine) as forbindelse:
            return [read_oppgave(rad) for rad in forbindelse.execute(uttrykk).mappings()]

    def find_valgte(self, kontorer: Kontorer = None) -> frozenset[str]:
        """The cases that were chosen for the models to learn from (``Oppgave.valgt``): they stand for no others, and no share is told of them."""
        uttrykk = select(oppgave.c.sak_id).where(oppgave.c.blind.is_(True), oppgave.c.andel == 0)
        return frozenset(rad.sak_id for rad in self._all(uttrykk if kontorer is None else uttrykk.where(oppgave.c.kontor.in_(kontorer))))

    def list_svar(self, slag: Svarslag, kontorer: Kontorer = None) -> list[Svar]:
        """Every answer of a kind on cases that are still here, the oldest first, without words."""
        uttrykk = select(*_SVAR).join(sak, sak.c.sak_id == svar.c.sak_id).where(svar.c.slag == slag.value)
        return [_svar(slag, rad) for rad in self._all(_within(uttrykk, kontorer).order_by(svar.c.id))]

    def list_gradsvar(self, kontorer: Kontorer = None) -> list[Gradsvar]:
        """Every grade that a person gave, the oldest first, each beside the machine's."""
        uttrykk = select(*_SVAR, sak.c.nokkel).join(sak, sak.c.sak_id == svar.c.sak_id).where(svar.c.slag == Svarslag.GRAD.value)
        alle = [(_svar(Svarslag.GRAD, rad[:-1]), rad[-1]) for rad in self._all(_within(uttrykk, kontorer).order_by(svar.c.id))]
        grader = self._load_grader(sorted({ett.sak_id for ett, _ in alle}))
        return [Gradsvar(ett, grader.get((ett.sak_id, ett.gjelder), "") if ett.saksnokkel == nokkel else "") for ett, nokkel in alle]

    def _load_grader(self, saker: Sequence[str]) -> dict[tuple[str, str], str]:
        """The machine's grades of these cases, asked for by case: joined with the answers, every case of a criterion would be looked at."""
        felt = (kriterievurdering.c.sak_id, kriterievurdering.c.kriterium, kriterievurdering.c.grad)
        ut: dict[tuple[str, str], str] = {}
        for start in range(0, len(saker), _PORSJON):
            uttrykk = select(*felt).where(kriterievurdering.c.sak_id.in_(saker[start : start + _PORSJON]))
            ut |= {(sak_id, kriterium): grad for sak_id, kriterium, grad in self._all(uttrykk)}
        return ut

    def _all(self, uttrykk: Select) -> list:
        with reading(self._engine) as forbindelse:
            return forbindelse.execute(uttrykk).all()


def find_maned(dato: date | None) -> Maned | None:
    """The month of a date."""
    return (dato.year, dato.month) if dato else None


def _within(uttrykk: Select, kontorer: Kontorer) -> Select:
    return uttrykk if kontorer is None else uttrykk.where(sak.c.kontor.in_(kontorer))


def _maned(ar: float | None, maned: float | None) -> Maned | None:
    return None if ar is None or maned is None else (int(ar), int(maned))


def _svar(slag: Svarslag, rad: Mapping) -> Svar:
    sak_id, hvem, gjelder, verdi, grunn, blind, saksnokkel, tid = rad
    return Svar(sak_id, hvem, slag, gjelder, verdi, grunn, blind=blind, saksnokkel=saksnokkel, tid=tid)

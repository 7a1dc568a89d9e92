"""The offices in figures, over every stored case: the machine's own word, and told to be that.

All figures are about the assessed cases whose decision has a date. Nothing is summed over offices. Within an office, what is told of a
figure comes from one list of periods (``sammenslaing``) on every page, so that no group under five can be found from two of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import Saksstatus
from vedtaksanalyse.stikkprove.sammenslaing import FAERREST, Periode, hide_sma, is_liten, merge_maneder
from vedtaksanalyse.stikkprove.strata import load_strata
from vedtaksanalyse.storage import Gradantall, Lager, Saksantall
from vedtaksanalyse.storage.tall import Kontorer, Maned

FLAGG, FEIL, EGENANDEL = "flagg", "feil", "egenandel"
SAKSMAL = (FLAGG, FEIL, EGENANDEL)
"""The figures that are about a case as a whole; the others are criteria."""
TRINN = 5
"""Probability and consequence go from one to this."""
_Maneder = Mapping[Maned, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Trendpunkt:
    """A figure over some months: ``verdi`` is a share of ``av`` cases. ``antall`` is how many it is of them, None for a mean."""

    fra: Maned
    til: Maned
    verdi: float
    av: int
    antall: int | None = None


@dataclass(frozen=True, slots=True)
class Kontortall:
    """An office in figures. None is what is not told, since a group in it is small.

    ``saker`` are the assessed cases with a date; ``flagget`` of them have a flag, and ``feil`` one that is an error of law. ``egenandel``
    is the mean share of the reasoning that is the case's own. ``uten_dato`` and ``ikke_vurdert`` are the cases no figure is about.
    """

    kontor: str
    saker: int | None
    flagget: int | None
    feil: int | None
    egenandel: float | None
    uten_dato: int | None
    ikke_vurdert: int | None


@dataclass(frozen=True, slots=True)
class Andelstall:
    """How many of an office's cases something holds for; None where it is not told."""

    id: str
    antall: int | None
    av: int


def load_oversikt(lager: Lager, kontorer: Kontorer = None) -> list[Kontortall]:
    """The offices in figures, by name."""
    return [make_kontortall(kontor, egne) for kontor, egne in sorted(_by_kontor(lager.tall.count_saker(kontorer)).items())]


def make_kontortall(kontor: str, rader: Sequence[Saksantall]) -> Kontortall:
    """An office in figures from its counts."""
    teller = _telles(rader)
    saker = sum(ett.antall for ett in teller)
    trender = {mal: list_saksmal(teller, mal) for mal in SAKSMAL}
    flagget, feil = (_sum(trender[mal], saker) for mal in (FLAGG, FEIL))
    egne = trender[EGENANDEL]
    uten_dato = sum(ett.antall for ett in rader if ett.status == Saksstatus.VURDERT and ett.maned is None)
    ikke_vurdert = sum(ett.antall for ett in rader if ett.status != Saksstatus.VURDERT)
    return Kontortall(
        kontor, _tell(saker), flagget, feil,
        sum(ett.verdi * ett.av for ett in egne) / sum(ett.av for ett in egne) if egne else None,
        _tell(uten_dato), _tell(ikke_vurdert),
    )  # fmt: skip


def list_saksmal(rader: Iterable[Saksantall], mal: str) -> list[Trendpunkt]:
    """A figure about whole cases over time. Cases with errors of law are told apart only where the other groups stay large enough."""
    teller = _telles(rader)
    if mal == EGENANDEL:
        maneder = {m: (sum(e.med_egenandel for e in egne), sum(e.antall - e.med_egenandel for e in egne)) for m, egne in _by_maned(teller).items()}
        return [
            Trendpunkt(p.fra, p.til, sum(e.egenandel for e in teller if p.fra <= e.maned <= p.til) / p.antall[0], p.antall[0])
            for p in merge_maneder(maneder)
            if p.antall[0]
        ]
    tre = {m: _sums((e.feil, e.flagget - e.feil, e.antall - e.flagget) for e in egne) for m, egne in _by_maned(teller).items()}
    perioder = merge_maneder(tre)
    if perioder:
        return [_point(p, p.antall[0] + (p.antall[1] if mal == FLAGG else 0)) for p in perioder]
    if mal == FEIL:
        return []
    return [_point(p, p.antall[0]) for p in merge_maneder({m: (a + b, c) for m, (a, b, c) in tre.items()})]


def load_trend(lager: Lager, kontor: str, mal: str, katalog: Katalog) -> list[Trendpunkt]:
    """A figure of an office over time: one about whole cases, or the share with a weak grade of a criterion. Empty where none can be told."""
    if mal in SAKSMAL:
        return list_saksmal(lager.tall.count_saker([kontor]), mal)
    return _list_svake(_count_svake(lager, kontor, katalog, [mal])[mal])


def load_kriterier(lager: Lager, kontor: str, katalog: Katalog) -> list[Andelstall]:
    """By criterion that has weak grades: how many of the office's cases have one."""
    telt = _count_svake(lager, kontor, katalog, list_trendkriterier(katalog))
    alle = [(id_, maneder, sum(map(sum, maneder.values()))) for id_, maneder in telt.items()]
    return [Andelstall(id_, _sum(_list_svake(maneder), av), av) for id_, maneder, av in alle if av >= FAERREST]


def list_trendkriterier(katalog: Katalog) -> list[str]:
    """The criteria that can be weak, in the order of the catalogue."""
    return [ett.id for ett in katalog.kriterier.values() if ett.svake]


def load_grupper(lager: Lager, kontor: str) -> list[Andelstall]:
    """The groups of the egenvurdering: how many of the office's cases are in each. A case can be in several."""
    ut = []
    for dimensjon in load_strata().dimensjoner.values():
        if not dimensjon.grupper:
            continue
        telt = lager.tall.count_verdier(dimensjon.kriterium, [kontor]).get(kontor, {})
        av = sum(telt.values())
        for gruppe in dimensjon.grupper if av >= FAERREST else ():
            antall = sum(n for verdier, n in telt.items() if gruppe in verdier)
            ut.append(Andelstall(gruppe, None if is_liten(antall) or is_liten(av - antall) else antall, av))
    return ut


def load_risikokart(lager: Lager, kontor: str) -> dict[tuple[int, int], int | None]:
    """How many cases with a flag have each probability and consequence, 1–5, for the gravest; empty without any."""
    telt = lager.tall.count_risiko([kontor]).get(kontor, {})
    if not telt:
        return {}
    ruter = list(product(range(1, TRINN + 1), repeat=2))
    egne = make_kontortall(kontor, lager.tall.count_saker([kontor]))
    return dict(zip(ruter, hide_sma([telt.get(ett, 0) for ett in ruter], uten_sum=egne.flagget is None), strict=True))


def hide_tilstander(antall: Sequence[int], egne: Kontortall | None) -> list[int | None]:
    """How many cases stand where in the review: nearly all that have a flag, so their sum is not to tell how many nearly is."""
    nesten = egne is None or egne.flagget is None or is_liten(abs(sum(antall) - egne.flagget))
    return hide_sma(antall, uten_sum=nesten)


def _count_svake(lager: Lager, kontor: str, katalog: Katalog, kriterier: Collection[str]) -> dict[str, dict[Maned, list[int]]]:
    """By criterion and month: cases with a weak grade, and the others. A grade that only follows from another criterion is not weak."""
    alle = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    saker = {m: sum(e.antall for e in egne) for m, egne in _by_maned(_telles(lager.tall.count_saker([kontor]))).items()}
    _add(alle, lager.tall.count_grader([kontor]), kriterier, katalog, 1)
    for nar, gjelder in _list_folger(katalog, kriterier).items():
        _add(alle, lager.tall.count_grader([kontor], dict(nar)), gjelder, katalog, -1)
    return {id_: {m: [alle[id_][m][0], n - alle[id_][m][0]] for m, n in saker.items()} for id_ in kriterier}


def _add(alle, rader: Iterable[Gradantall], kriterier: Collection[str], katalog: Katalog, fortegn: int) -> None:
    for ett in rader:
        if ett.kriterium in kriterier and ett.grad in katalog.kriterier[ett.kriterium].svake:
            alle[ett.kriterium][ett.maned][0] += fortegn * ett.antall


def _list_folger(katalog: Katalog, kriterier: Collection[str]) -> dict[tuple, list[str]]:
    """The conditions that a weak grade follows from, with the criteria they give it to."""
    ut: dict[tuple, list[str]] = {}
    for id_ in kriterier:
        for folge in katalog.kriterier[id_].folger:
            if folge.gir in katalog.kriterier[id_].svake:
                ut.setdefault(tuple(sorted((navn, tuple(grader)) for navn, grader in folge.nar.items())), []).append(id_)
    return ut


def _list_svake(maneder: _Maneder) -> list[Trendpunkt]:
    return [_point(p, p.antall[0]) for p in merge_maneder(maneder)]


def _point(p: Periode, antall: int) -> Trendpunkt:
    return Trendpunkt(p.fra, p.til, antall / p.sum, p.sum, antall)


def _sum(trend: Sequence[Trendpunkt], saker: int) -> int | None:
    return sum(ett.antall for ett in trend) if trend else (0 if not saker else None)


def _tell(antall: int) -> int | None:
    return None if is_liten(antall) else antall


def _sums(rader: Iterable[Sequence[int]]) -> tuple[int, ...]:
    return tuple(map(sum, zip(*rader, strict=True)))


def _telles(rader: Iterable[Saksantall]) -> list[Saksantall]:
    return [ett for ett in rader if ett.status == Saksstatus.VURDERT and ett.maned is not None]


def _by_kontor(rader: Iterable[Saksantall]) -> dict[str, list[Saksantall]]:
    ut: dict[str, list[Saksantall]] = {}
    for ett in rader:
        ut.setdefault(ett.kontor, []).append(ett)
    return ut


def _by_maned(rader: Iterable[Saksantall]) -> dict[Maned, list[Saksantall]]:
    ut: dict[Maned, list[Saksantall]] = {}
    for ett in rader:
        ut.setdefault(ett.maned, []).append(ett)
    return ut

"""Evidence for a grade, and for an absence the certificate of the search: where, and what came nearest."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from vedtaksanalyse.kriterier import Kriterium
from vedtaksanalyse.sak import (
    ANNET_DOKUMENT,
    Barnefakta,
    Belegg,
    Bevis,
    Narmeste,
    Opphav,
    Sak,
    Saksfunn,
    Setning,
    Sokekvittering,
    Treff,
)

MAKS_BELEGG = 5
_AVSTAND = 4.0
"""A sentence this many log-odds weaker than the best one is not shown as evidence beside it."""
_SPORVEKT = 1.0
"""What a trace in a sentence adds to the classifier's log-odds."""
_UTEN_SKAR = 0.5
"""A sentence that only a trace points at counts as this much weaker than the weakest the classifier points at."""
_TVIL = -2.0
"""Below these log-odds a sentence that only the classifier points at is not shown as evidence."""
_FJERN = -3.0
"""Below these log-odds a sentence has nothing to do with the matter, and is not called near."""
MAKS_NARMESTE = 3
_SVAKT, _OVERVEID = "svakt", "overveid"


def split_funn(funn: Saksfunn) -> Callable[[str], Saksfunn]:
    """The findings of a case, of one criterion at a time: there are hundreds, and each criterion asks for its own."""
    treff, skar, sammen = map(_by_kriterium, (funn.treff, funn.skar, funn.sammenstillinger))

    def only(kriterium: str) -> Saksfunn:
        return Saksfunn(
            funn.sak_id,
            treff=tuple(treff.get(kriterium, ())),
            skar=tuple(skar.get(kriterium, ())),
            sammenstillinger=tuple(sammen.get(kriterium, ())),
            setninger=funn.setninger,
        )

    return only


def _by_kriterium(liste: Iterable) -> dict[str, list]:
    delt: dict[str, list] = {}
    for ett in liste:
        delt.setdefault(ett.kriterium, []).append(ett)
    return delt


def choose_bevis(
    kriterium: Kriterium, grader: Collection[str], funn: Saksfunn, fakta: Barnefakta
) -> tuple[Bevis, ...]:
    """The quotes that show one of ``grader``, best first, each with what pointed at it.

    A trace gives the sentence it stands in: a few words without it tell a reader too little. Where neither a trace nor
    a sure sentence stands, the places that were set against each other and agree, else the one sentence that came
    nearest, with its strength for the reader to judge by.
    """
    setninger = dict(funn.setninger)
    if kriterium.metode:
        return show_barn(funn, fakta)
    styrke = {s.belegg: s.styrke for s in funn.skar if s.kriterium == kriterium.id and s.grad in grader}
    modell, spor = dict(styrke), dict[Belegg, list[Treff]]()
    svakest = min(styrke.values(), default=0.0) - _UTEN_SKAR
    for treff in funn.treff:
        if treff.kriterium == kriterium.id and treff.grad in grader and treff.teller:
            sted = find_setning(treff, setninger)
            belegg = next((b for b in styrke if _overlaps(b, sted)), sted)
            if belegg not in spor:
                styrke[belegg] = styrke.get(belegg, svakest) + _SPORVEKT
            spor.setdefault(belegg, []).append(treff)
    sikre = {b: p for b, p in styrke.items() if p >= _TVIL or b in spor}
    if not sikre:
        enige = [b for s in funn.sammenstillinger if s.kriterium == kriterium.id and not s.strider for b in s.belegg]
        if enige:
            return _from_steder(enige, "sammenstilling:enige", setninger)
        beste = max(styrke.values(), default=_FJERN)
        sikre = {b: p for b, p in styrke.items() if p == beste > _FJERN}
    return tuple(Bevis(b, tuple(_opphav(modell.get(b), spor.get(b, ())))) for b in _best(sikre))


def show_barn(funn: Saksfunn, fakta: Barnefakta) -> tuple[Bevis, ...]:
    """The places that the children were counted from."""
    return _from_steder(fakta.belegg, "metode:barn", dict(funn.setninger))


def _from_steder(steder: Iterable[Belegg], kilde: str, setninger: Mapping[str, Sequence[Setning]]) -> tuple[Bevis, ...]:
    return tuple(Bevis(b, (Opphav(kilde),)) for b in widen(steder, setninger)[:MAKS_BELEGG])


def _opphav(styrke: float | None, treff: Iterable[Treff]) -> Iterator[Opphav]:
    """What pointed at a place, each source once."""
    if styrke is not None:
        yield Opphav("modell:setninger", (), round(styrke, 4))
    yield from dict.fromkeys(Opphav(f"spor:{t.spor}", tuple(sorted(t.kvalifikatorer))) for t in treff)


def _best(styrke: dict[Belegg, float]) -> list[Belegg]:
    """The strongest places that do not overlap and are not far weaker than the first."""
    valgt: list[Belegg] = []
    grense = max(styrke.values(), default=0.0) - _AVSTAND
    for belegg in sorted(styrke, key=lambda b: -styrke[b]):
        if len(valgt) == MAKS_BELEGG or styrke[belegg] <= grense:
            break
        if not any(_overlaps(belegg, annet) for annet in valgt):
            valgt.append(belegg)
    return valgt


def write_kvittering(kriterium: Kriterium, sak: Sak, funn: Saksfunn) -> Sokekvittering:
    """Where an absent criterion was looked for, and the three places that came nearest with why they fell short."""
    setninger = dict(funn.setninger)
    sokt = [d.dok_id for d in sak.dokumenter if d.type in kriterium.dokumenter and d.dok_id in setninger]
    return Sokekvittering(
        dokumenter=tuple(sokt),
        uleste=sak.find_skjulte(kriterium.dokumenter),
        setninger=sum(len(setninger[dok_id]) for dok_id in sokt),
        spor=len(kriterium.spor),
        narmeste=_choose_narmeste(_find_nare(kriterium, funn)),
        seksjoner=tuple(
            (dok_id, tuple(dict.fromkeys(map(attrgetter("seksjon"), setninger[dok_id])))) for dok_id in sokt
        ),
    )


def _find_nare(kriterium: Kriterium, funn: Saksfunn) -> Iterator[tuple[Belegg, tuple[str, ...]]]:
    """Places that came near, nearest first, with why they fell short.

    What speaks against the criterion comes first, then hits that the case as a whole outweighed, then hits that a
    qualifier cancelled, then sentences that the classifier found too weak.
    """
    setninger = dict(funn.setninger)
    for ett in funn.sammenstillinger:
        if ett.kriterium == kriterium.id and ett.strider:
            yield from ((belegg, (ett.slag,)) for belegg in widen(ett.belegg, setninger))
    treff = [t for t in funn.treff if t.kriterium == kriterium.id]
    for ett in sorted(treff, key=lambda t: not t.teller):
        if not ett.teller:
            yield find_setning(ett, setninger), _grunner(ett, kriterium)
        elif ett.grad not in kriterium.tomme:
            yield find_setning(ett, setninger), (_OVERVEID,)
    skar = [s for s in funn.skar if s.kriterium == kriterium.id and s.grad not in kriterium.tomme]
    for ett in sorted(skar, key=lambda s: -s.styrke):
        if ett.styrke > _FJERN:
            yield ett.belegg, (_SVAKT,)


def _choose_narmeste(nare: Iterable[tuple[Belegg, tuple[str, ...]]]) -> tuple[Narmeste, ...]:
    """The three nearest places; one place has all its reasons, weakness only where it has no other."""
    valgt: dict[Belegg, list[str]] = {}
    for belegg, grunner in nare:
        if belegg in valgt:
            valgt[belegg] += [g for g in grunner if g not in (*valgt[belegg], _SVAKT)]
        elif len(valgt) < MAKS_NARMESTE and not any(_overlaps(belegg, annet) for annet in valgt):
            valgt[belegg] = list(grunner)
    return tuple(Narmeste(belegg, tuple(grunner)) for belegg, grunner in valgt.items())


def widen(steder: Iterable[Belegg], setninger: Mapping[str, Sequence[Setning]]) -> tuple[Belegg, ...]:
    """Places as the whole sentences, fields or rows that they touch, each once: «: 5, 7, 10» tells a reader too little."""
    return tuple(dict.fromkeys(_widened(belegg, setninger.get(belegg.dok_id, ())) for belegg in steder))


def _widened(belegg: Belegg, setninger: Sequence[Setning]) -> Belegg:
    # The units come in order, and a case has thousands: only those that the place touches are looked at.
    forste = bisect_right(setninger, belegg.start, key=attrgetter("slutt"))
    siste = bisect_left(setninger, belegg.slutt, key=attrgetter("start")) - 1
    if forste > siste:
        return belegg
    return Belegg(belegg.dok_id, min(belegg.start, setninger[forste].start), max(belegg.slutt, setninger[siste].slutt))


def widen_barn(fakta: Barnefakta, setninger: Mapping[str, Sequence[Setning]]) -> Barnefakta:
    """The facts about the children with their quotes widened."""
    konflikter = tuple(
        replace(k, belegg=tuple(_widened(b, setninger.get(b.dok_id, ())) for b in k.belegg)) for k in fakta.konflikter
    )
    return replace(fakta, belegg=widen(fakta.belegg, setninger), konflikter=konflikter)


def find_setning(treff: Treff, setninger: Mapping[str, Sequence[Setning]]) -> Belegg:
    """The sentence a hit stands in, or the hit's own span where the sentences are not known."""
    dok_id = treff.belegg.dok_id
    if dok_id not in setninger:
        return treff.belegg
    setning = setninger[dok_id][treff.setning]
    return Belegg(dok_id, setning.start, setning.slutt)


def _grunner(treff: Treff, kriterium: Kriterium) -> tuple[str, ...]:
    """The qualifiers that cancelled a hit."""
    sperrer = next(s.ikke for s in kriterium.spor if s.id == treff.spor)
    return tuple(sorted(treff.kvalifikatorer & (sperrer | {ANNET_DOKUMENT}))) or (_SVAKT,)


def _overlaps(a: Belegg, b: Belegg) -> bool:
    return a.dok_id == b.dok_id and a.start < b.slutt and b.start < a.slutt

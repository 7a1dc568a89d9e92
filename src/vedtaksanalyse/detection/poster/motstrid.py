"""Statements in a vedtak that cannot both hold: outcomes, amounts, needs and households set against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from vedtaksanalyse.detection.poster.lest import Lest, Ytring
from vedtaksanalyse.detection.poster.ordbok import Ordbok
from vedtaksanalyse.sak import Belegg

_NEKT_FORAN, _NAER, _AVRUNDING, _MAKS, _APENT = 26, 25, 100, 20, 40
_BORT = (" av ", " innenfor ", " innanfor ", " innafor ")
_TALL = r"\d(?:[\d .]{0,8}\d)?"
_LIKNING = re.compile(rf"((?:{_TALL} ?(?:kroner |kr )?[-+] ?){{1,20}})({_TALL}) ?(?:kroner |kr )?= ?({_TALL})")
_LEDD_FORAN = re.compile(r"\d ?(?:kroner |kr )?[-+] ?(?:\w+ ){0,3}\Z")
"""An equation cut short by a word in it: the part after the word need not add up."""


@dataclass(frozen=True, slots=True)
class Par:
    """Two places that disagree; ``slag`` says on what."""

    slag: str
    a: Belegg
    b: Belegg


@dataclass(frozen=True, slots=True)
class _Sagt:
    """A yes or a no to one item."""

    ja: bool
    belop: frozenset[int]
    belegg: Belegg
    linje: int


def find_motstrid(lest: Lest, ordbok: Ordbok, soknad: set[int]) -> Iterator[Par]:
    """Every pair in one vedtak."""
    egne = [(nr, y) for nr, y in enumerate(lest.ytringer) if y.setning.seksjon not in ordbok.seksjoner["uten"]]
    yield from _utfall(lest, ordbok, [y for nr, y in egne if nr not in soknad])
    yield from _motsetninger(lest, ordbok, [y for _, y in egne])
    yield from _alder(lest, ordbok)
    yield from _behov(lest, [y for nr, y in egne if nr not in soknad])
    yield from _regnskap(lest, ordbok, [y for nr, y in egne if nr not in soknad])


def _belegg(lest: Lest, ytring: Ytring) -> Belegg:
    return Belegg(lest.oppdeling.dokument.dok_id, ytring.setning.start, ytring.setning.slutt)


def says(ytring: Ytring, flate: str) -> bool | None:
    """Whether a unit gives or refuses outright; None when neither or both."""
    if ytring.har("fortid", "vilkar", "utsatt", "svar.gjengitt"):
        return None
    tittel = ytring.tittel
    if ytring.setning.slag == "rad" and tittel is not None and tittel.har("ja", "nei") and not ytring.har("utfall"):
        return None if tittel.har("ja") == tittel.har("nei") else tittel.har("ja")
    nekt = ytring.ord.get("nekt", ())
    ja, nei = False, ytring.har("avslag")
    for start, slutt in ytring.ord.get("innvilgelse", ()):
        if any(start - _NEKT_FORAN < s < start or (slutt <= s and flate.count(" ", slutt, s) < 3) for s, _ in nekt):
            nei = True
        elif any(s < start and "," not in flate[s:start] for s, _ in nekt) or flate.startswith(_BORT, slutt):
            return None
        else:
            ja = True
    if ja and ytring.har("nei") and not nei:
        return None
    if not ja and not nei and ytring.belop and ytring.setning.seksjon == "resultat" and ytring.setning.slag == "rad":
        ja = not ytring.har("nei")
    return None if ja == nei else ja


def _utfall(lest: Lest, ordbok: Ordbok, ytringer: Sequence[Ytring]) -> Iterator[Par]:
    """The same item granted in one place and refused in another."""
    sagt: dict[str, list[_Sagt]] = {}
    forrige: Ytring | None = None
    for ytring in ytringer:
        svar = says(ytring, lest.oppdeling.flate)
        slag = ytring.slag()
        if not slag and svar and forrige is not None and forrige.linje == ytring.linje:
            slag = forrige.slag()
        if ytring.slag():
            forrige = ytring
        if svar is None or ytring.setning.slag == "overskrift" or len(slag) > 3 or (not svar and ytring.har("del", "rest")):
            continue
        belop = frozenset(b for b, _, _ in ytring.belop)
        for ett in sorted(slag - ordbok.grunn - ordbok.tjeneste - ordbok.jevnlig):
            sagt.setdefault(ett, []).append(_Sagt(svar, belop, _belegg(lest, ytring), ytring.linje))
    for liste in sagt.values():
        ja, nei = ([s for s in liste if s.ja is svar][:_MAKS] for svar in (True, False))
        yield from (
            Par("utfall", a.belegg, b.belegg)
            for a, b in product(ja, nei)
            if a.linje != b.linje and not (a.belop and b.belop and a.belop.isdisjoint(b.belop))
        )


def _alder(lest: Lest, ordbok: Ordbok) -> Iterator[Par]:
    """The applicant's age given twice, and not alike."""
    dok_id = lest.oppdeling.dokument.dok_id
    treff = list(ordbok.soker_alder.finditer(lest.oppdeling.flate))
    ulik = next((m for m in treff if m[1] != treff[0][1]), None)
    if ulik:
        yield Par("alder", Belegg(dok_id, treff[0].start(), treff[0].end()), Belegg(dok_id, ulik.start(), ulik.end()))


def _motsetninger(lest: Lest, ordbok: Ordbok, ytringer: Sequence[Ytring]) -> Iterator[Par]:
    flate = lest.oppdeling.flate
    sagt: dict[str, list[Ytring]] = {}
    for ytring in ytringer:
        for navn in ytring.ord:
            sagt.setdefault(navn, []).append(ytring)
    for navn in ordbok.motsatt:
        a = (y for y in sagt.get(f"{navn}.a", ()) if not y.har("fortid", "ber") and _states(y, f"{navn}.a", flate, ordbok))
        b = (y for y in sagt.get(f"{navn}.b", ()) if not y.har("fortid", f"{navn}.a") and _states(y, f"{navn}.b", flate, ordbok))
        if (her := next(a, None)) and (der := next(b, None)):
            yield Par(navn, _belegg(lest, her), _belegg(lest, der))


def _states(ytring: Ytring, navn: str, flate: str, ordbok: Ordbok) -> bool:
    """Whether a unit says this, and does not only ask or suppose it."""
    fra = ytring.setning.start
    return any(not ordbok.aapent.search(flate, max(fra, s - _APENT), s) for s, _ in ytring.ord.get(navn, ()))


def _behov(lest: Lest, ytringer: Sequence[Ytring]) -> Iterator[Par]:
    """An amount called needed, and a smaller one granted under the same heading."""
    flate = lest.oppdeling.flate
    for ytring in ytringer:
        if not ytring.har("behov") or ytring.har("nekt", "nei", "vilkar") or not ytring.belop or not ytring.slag():
            continue
        trengs = max(b for b, _, _ in ytring.belop)
        gitt = [y for y in ytringer if y.blokk == ytring.blokk and y.slag() & ytring.slag() and says(y, flate) and y.belop]
        if gitt and all(max(b for b, _, _ in y.belop) < trengs for y in gitt):
            yield Par("behov", _belegg(lest, ytring), _belegg(lest, gitt[0]))


def _regnskap(lest: Lest, ordbok: Ordbok, ytringer: Sequence[Ytring]) -> Iterator[Par]:
    """What the calculation comes to, and what is granted; sums that do not add up."""
    regnet = [
        (b, y) for y in ytringer if y.har("regnet") and not y.har("soknad")
        for b in [next((b for b, s, _ in y.belop for _, e in y.ord["regnet"] if e < s < e + _NAER), None)] if b
    ]
    gitt = {b: y for y in ytringer if (y.har("ja") or y.setning.seksjon == "resultat") and not y.har("regnet", "fortid")
            for b, _, _ in y.belop}
    if regnet and gitt and not any(_fits(r, g) for r, _ in regnet for g in gitt):
        livsopphold = [y for y in gitt.values() if y.slag() & ordbok.grunn]
        if livsopphold:
            yield Par("belop", _belegg(lest, regnet[0][1]), _belegg(lest, livsopphold[0]))
    for funnet in (m for y in ytringer if y.belop for m in _likninger(lest, y)):
        if not _adds_up(funnet):
            belegg = Belegg(lest.oppdeling.dokument.dok_id, funnet.start(), funnet.end())
            yield Par("sum", belegg, Belegg(belegg.dok_id, funnet.start(3), funnet.end(3)))


def _likninger(lest: Lest, ytring: Ytring) -> Iterator[re.Match]:
    setning, flate = ytring.setning, lest.oppdeling.flate
    if "=" in flate[setning.start : setning.slutt]:
        for funnet in _LIKNING.finditer(flate, setning.start, setning.slutt):
            if not _LEDD_FORAN.search(flate, setning.start, funnet.start()):
                yield funnet


def _fits(regnet: int, gitt: int) -> bool:
    """Whether a grant is the calculated amount, for one or some months, or rounded up."""
    return any(abs(gitt - regnet * maaneder) <= _AVRUNDING for maaneder in range(1, 7))


def _adds_up(likning: re.Match) -> bool:
    tall = [int(re.sub(r"\D", "", t)) for t in re.findall(r"\d[\d .]*", likning[1])] + [int(re.sub(r"\D", "", likning[2]))]
    tegn = ["+", *re.findall(r"[-+]", likning[1])]
    sum_ = sum(t if s == "+" else -t for s, t in zip(tegn, tall, strict=False))
    return abs(sum_ - int(re.sub(r"\D", "", likning[3]))) <= 2

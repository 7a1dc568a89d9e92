"""Reads a decision's calculation and says what its arithmetic shows: which sums hold, whether barnetrygd is in them,
whether rates are the state's, and whether some children count for less than others.

A total is believed when it equals amounts before it, so rows, columns with dots and running text are read alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from vedtaksanalyse.detection.belop import Belopsleser, Belopsrad
from vedtaksanalyse.detection.trie import trie
from vedtaksanalyse.sak import Oppdeling, Regnefaktum
from vedtaksanalyse.structure import fold

_LENGST = 14
"""The most amounts a total is sought among."""
_SLUTT = tuple(".:!?")
"""What a line ends with that can stand over a table and is no row of it."""
_UTDATERT = 3
"""How many sets of rates back an amount is still taken for one that was not brought up to date."""
_SATSNAVN = ("enslig", "par", "bofellesskap", "barn_0_5", "barn_6_10", "barn_11_17")


@dataclass(frozen=True, slots=True)
class Beregning:
    """The amounts of one document, and what they show."""

    rader: tuple[Belopsrad, ...]
    fakta: tuple[Regnefaktum, ...]

    @property
    def navn(self) -> frozenset[str]:
        """The names of the facts."""
        return frozenset(faktum.navn for faktum in self.fakta)


class Regnskapsleser:
    """Reads calculations by the catalogue's words (``felles/beregning.toml``) and rates (``felles/satser.toml``)."""

    def __init__(self, ord: Mapping, satser: Mapping) -> None:
        self._leser = Belopsleser(ord)
        self._skjermet = ord["skjermet"]
        self._satser = sorted(satser["satser"], key=lambda sett: sett["fra"])
        self._utenfor = re.compile(rf"\b{trie(map(fold, ord['utenfor']))}\b")
        self._barn = re.compile(rf"(?<!\w){trie(map(fold, ord['barn']))}")
        self._halv = re.compile(rf"(?<!\w){trie(map(fold, ord['halv']))}")
        self._delt = re.compile(rf"(?<!\w){trie(map(fold, ord['delt']))}")

    def find(self, oppdelinger: Sequence[Oppdeling], dato: date | None) -> tuple[Regnefaktum, ...]:
        """What the arithmetic of a case's last decision shows; ``dato`` is for one without a date of its own."""
        vedtak = [o for o in oppdelinger if o.dokument.type == "vedtak"]
        siste = max((o.dokument.dato for o in vedtak if o.dokument.dato), default=None)
        gjelder = (o for o in vedtak if o.dokument.dato in (None, siste))
        return tuple(faktum for oppdeling in gjelder for faktum in self.read(oppdeling, dato).fakta)

    def read(self, oppdeling: Oppdeling, dato: date | None = None) -> Beregning:
        """The calculation of one document."""
        rader = self._leser.read(oppdeling)
        topper = {s.nummer for s in oppdeling.setninger if s.slag == "overskrift" or oppdeling.tekst(s)[-1:] in _SLUTT}
        topper |= {-1} | {rad.setning for rad in rader if rad.slag in ("sum", "differanse")}
        utregning = _Utregning(rader, self._skjermet, self._is_said_outside(rader, oppdeling), frozenset(topper))
        fakta = [*utregning.check()]
        fakta += self._compare_rates(rader, oppdeling.dokument.dato or dato)
        fakta += self._halved(rader, oppdeling)
        if sum(rad.rad for rad in rader) > 2 or any(faktum.navn == "sum_stemmer" for faktum in fakta):
            fakta.append(Regnefaktum("har_beregning", rader[0].belegg))
        return Beregning(tuple(rader), tuple(dict.fromkeys(fakta)))

    def _is_said_outside(self, rader: Sequence[Belopsrad], oppdeling: Oppdeling) -> frozenset[int]:
        """Which amounts of barnetrygd the words right after say are not counted."""
        utenfor = []
        for nr, rad in enumerate(rader):
            if rad.slag == self._skjermet:
                slutt = oppdeling.setninger[rad.setning].slutt
                neste = rader[nr + 1].belegg.start if nr + 1 < len(rader) else slutt
                if self._utenfor.search(oppdeling.flate, rad.belegg.start, min(slutt, max(neste, rad.sted.slutt))):
                    utenfor.append(nr)
        return frozenset(utenfor)

    def _compare_rates(self, rader: Iterable[Belopsrad], dato: date | None) -> Iterable[Regnefaktum]:
        gjeldende = [sett for sett in self._satser if dato is None or sett["fra"] <= dato]
        if not gjeldende:
            return
        naa = {gjeldende[-1][navn] for navn in _SATSNAVN}
        eldre = {sett[navn] for sett in gjeldende[-1 - _UTDATERT : -1] for navn in _SATSNAVN} - naa
        for rad in rader:
            if rad.slag == "sats" and rad.belop in naa:
                yield Regnefaktum("statens_sats", rad.belegg)
            elif rad.slag == "sats" and rad.belop in eldre:
                yield Regnefaktum("eldre_statens_sats", rad.belegg)

    def _halved(self, rader: Iterable[Belopsrad], oppdeling: Oppdeling) -> Iterable[Regnefaktum]:
        """Rows of children with half rate; where others have it whole, it goes by their number and not by their home."""
        hele, halve = [], []
        for rad in rader:
            setning = oppdeling.setninger[rad.setning]
            rest = oppdeling.flate[rad.sted.slutt : min(setning.slutt, rad.sted.slutt + 30)] if rad.rad else ""
            tekst = oppdeling.flate[rad.belegg.start : rad.sted.start] + rest
            if rad.rad and rad.slag in ("sats", "") and self._barn.search(tekst):
                (halve if self._halv.search(tekst) else hele).append((rad, bool(self._delt.search(tekst))))
        navn = "halv_sats_for_noen" if hele else "halv_sats_for_alle"
        return [Regnefaktum(navn, rad.belegg) for rad, delt in halve if not delt]


class _Utregning:
    """Follows the amounts in order; a total takes the place of what it sums."""

    def __init__(
        self, rader: Sequence[Belopsrad], skjermet: str, utenfor: frozenset[int], topper: frozenset[int]
    ) -> None:
        self._rader = rader
        self._topper = topper
        self._utenfor = utenfor
        # Named once, an amount is known again where it stands without its name.
        kjente = {rad.belop for rad in rader if rad.slag == skjermet}
        slag = (skjermet, "inntekt", "")
        self._skjermet = {nr for nr, rad in enumerate(rader) if rad.belop in kjente and rad.slag in slag}
        self._stabel: list[int] = []
        self._summer: set[int] = set()

    def check(self) -> Iterable[Regnefaktum]:
        """What the arithmetic shows, in order."""
        for nr, rad in enumerate(self._rader):
            if nr in self._utenfor:
                yield Regnefaktum("barnetrygd_utenfor_sum", rad.belegg)
            if rad.slag in ("sum", "inntekt", "") or rad.tegn == "=":
                yield from self._try_sum(nr, rad)
            elif rad.slag == "differanse":
                yield from self._try_differanse(nr, rad)
            self._stabel.append(nr)

    def _belop(self, numre: Iterable[int]) -> int:
        return sum(self._rader[nr].belop for nr in numre)

    def _try_sum(self, nr: int, rad: Belopsrad) -> Iterable[Regnefaktum]:
        med, uten = self._matching(rad.belop)
        if med or uten:
            del self._stabel[-len(med or uten) :]
            self._summer.add(nr)
            yield Regnefaktum("sum_stemmer", rad.belegg)
            yield from self._outcome(med, uten)
        elif rad.slag == "sum" and self._stabel and self._belop(self._stabel[-1:]) == rad.belop:
            self._stabel.pop()
            self._summer.add(nr)
        elif rad.slag == "sum" and (avvik := self._deviation(rad)):
            self._summer.add(nr)
            yield Regnefaktum("sum_avvik", rad.belegg, avvik)

    def _matching(self, belop: int) -> tuple[list[int], list[int]]:
        """The amounts just before that give this total: all of them, or all but barnetrygd."""
        for lengde in range(2, min(_LENGST, len(self._stabel)) + 1):
            siste = self._stabel[-lengde:]
            if self._belop(siste) == belop:
                return siste, []
            andre = [nr for nr in siste if nr not in self._skjermet]
            if andre and len(andre) < lengde and self._belop(andre) == belop:
                return [], siste
        return [], []

    def _deviation(self, rad: Belopsrad) -> int:
        """How far a total is from the unbroken rows over it; 0 where it is not plain which rows they are."""
        numre: list[int] = []
        neste = rad
        for nr in reversed(self._stabel):
            over = self._rader[nr]
            avstand = neste.setning - over.setning
            if nr in self._summer or over.slag in ("sum", "differanse"):
                break
            if avstand > 2 and numre:
                break
            if avstand != 1 or not (over.rad and neste.rad):
                return 0
            numre.append(nr)
            neste = over
        if len(numre) < 2 or neste.setning - 1 not in self._topper:
            return 0
        andre = [nr for nr in numre if nr not in self._skjermet]
        return min((rad.belop - self._belop(valgt) for valgt in (numre, andre)), key=abs)

    def _try_differanse(self, nr: int, rad: Belopsrad) -> Iterable[Regnefaktum]:
        for lengde in range(2, min(_LENGST, len(self._stabel)) + 1):
            storst, *trukket = self._stabel[-lengde:]
            andre = [t for t in trukket if t not in self._skjermet]
            if abs(self._belop([storst]) - self._belop(trukket)) == abs(rad.belop):
                return self._outcome(trukket, [])
            if andre and len(andre) < len(trukket) and abs(self._belop([storst]) - self._belop(andre)) == abs(rad.belop):
                return self._outcome([], trukket)
        siste = self._stabel[-2:]
        if rad.rad and len(siste) == 2 and self._summer.issuperset(siste):
            avvik = abs(rad.belop) - abs(self._belop(siste[:1]) - self._belop(siste[1:]))
            return [Regnefaktum("differanse_avvik", rad.belegg, avvik)]
        return []

    def _outcome(self, med: Iterable[int], uten: Iterable[int]) -> list[Regnefaktum]:
        inne = [Regnefaktum("barnetrygd_i_sum", self._rader[nr].belegg) for nr in med if nr in self._skjermet]
        ute = [Regnefaktum("barnetrygd_utenfor_sum", self._rader[nr].belegg) for nr in uten if nr in self._skjermet]
        return inne + ute

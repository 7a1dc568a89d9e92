"""Text in a vedtak that fits another household or another time of year: likely from another case."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date

from vedtaksanalyse.detection.poster.lest import Lest, Ytring
from vedtaksanalyse.detection.poster.motstrid import Par
from vedtaksanalyse.detection.poster.ordbok import Ordbok
from vedtaksanalyse.sak import Barneomtale, Belegg

_MYNDIG = 17
_TELLER_IKKE = frozenset({"annen_person", "voksen", "nektet", "svak", "lovsitat"})


class Husstand:
    """What a case's documents say of its children, against which its vedtak are held."""

    def __init__(self, omtaler: Sequence[Barneomtale], vedtak: frozenset[str]) -> None:
        self._omtaler = [o for o in omtaler if not o.kvalifikatorer & _TELLER_IKKE]
        self._vedtak = vedtak
        self._alle = omtaler
        self._per_dok: dict[str, list[Barneomtale]] = {}
        for omtale in sorted(self._omtaler, key=_start):
            self._per_dok.setdefault(omtale.belegg.dok_id, []).append(omtale)
        flere = any(o.slag in ("antall", "liste", "merkelapp", "ventet") for o in self._omtaler)
        self._fra_andre = [o for o in self._omtaler if o.belegg.dok_id not in vedtak and o.aldre and o.slag != "soker"]
        kjente = {alder for o in self._fra_andre for alder in o.aldre}
        her = {alder for o in self._omtaler if o.belegg.dok_id in vedtak for alder in o.aldre}
        flest = max((o.antall or 0 for o in self._fra_andre if o.slag in ("antall", "liste")), default=0)
        self._ingen_felles = bool(kjente) and len(kjente) >= flest > 0 and all(abs(a - b) > 1 for a in her for b in kjente)
        self._uten = not flere and any(o.slag == "uten" and not o.antall for o in omtaler)

    def find_fremmed(self, lest: Lest, ordbok: Ordbok, dato: date | None, soknad: set[int]) -> Iterator[Par]:
        """Every place in one vedtak that does not fit, with what it does not fit with where that can be shown."""
        for nr, ytring in enumerate(lest.ytringer):
            if nr in soknad or ytring.setning.seksjon in ordbok.seksjoner["uten"] or ytring.har("fortid"):
                continue
            if any(navn.startswith("bare.") for navn in ytring.ord):
                yield from self._alder(lest, ytring, ordbok)
                yield from _aarstid(lest, ytring, ordbok, dato)
            for omtale in self._i_ytring(lest, ytring):
                yield from self._antall(lest, ytring, omtale)
                yield from self._ukjent_alder(omtale)
        yield from self._omsorg(lest)

    def _i_ytring(self, lest: Lest, ytring: Ytring) -> list[Barneomtale]:
        """The statements in one unit; statements come in order."""
        egne = self._per_dok.get(lest.oppdeling.dokument.dok_id, [])
        fra = bisect_left(egne, ytring.setning.start, key=_start)
        return egne[fra : bisect_left(egne, ytring.setning.slutt, key=_start)]

    def _alder(self, lest: Lest, ytring: Ytring, ordbok: Ordbok) -> Iterator[Par]:
        for navn, til in ordbok.alder.items():
            for start, slutt in ytring.ord.get(f"bare.{navn}", ()):
                her = Belegg(lest.oppdeling.dokument.dok_id, start, slutt)
                barn = [o for o in self._omtaler if o.slag != "soker" and not _within(o.belegg, ytring, lest)]
                kjente = [o for o in barn if o.aldre]
                if kjente and not self._uten and min(a for o in kjente for a in o.aldre) > til and not any(o.slag == "ventet" for o in barn):
                    yield Par("alder", her, kjente[0].belegg)
                elif til == _MYNDIG and (self._uten or (not barn and not self._nevnt(ytring, lest))):
                    yield Par("alder", her, her)

    def _ukjent_alder(self, omtale: Barneomtale) -> Iterator[Par]:
        """A child of an age that nobody has, where the other documents give the ages of all."""
        if omtale.slag not in ("enkelt", "liste") or not omtale.aldre:
            return
        if self._ingen_felles:
            yield Par("alder", omtale.belegg, self._fra_andre[0].belegg)

    def _nevnt(self, ytring: Ytring, lest: Lest) -> bool:
        """Whether children of the case are spoken of anywhere else."""
        return any(not _within(o.belegg, ytring, lest) and o.slag != "uten" and "annen_person" not in o.kvalifikatorer
                   and "lovsitat" not in o.kvalifikatorer for o in self._alle)

    def _antall(self, lest: Lest, ytring: Ytring, omtale: Barneomtale) -> Iterator[Par]:
        """«The three children», where the rest of the case knows of fewer."""
        if omtale.slag != "antall" or not omtale.antall:
            return
        bestemt = omtale.belegg.start in {slutt + 1 for _, slutt in ytring.ord.get("alle", ())}
        if (bestemt and "delvis" not in omtale.kvalifikatorer) or " " not in lest.oppdeling.dokument.sitat(omtale.belegg):
            andre = [o for o in self._omtaler if not _within(o.belegg, ytring, lest)]
            kjente = len({a for o in andre for a in o.aldre})
            flest = max((o.antall or 0 for o in andre if o.aldre or o.belegg.dok_id not in self._vedtak), default=0)
            if kjente and omtale.antall > max(kjente, flest):
                yield Par("antall", omtale.belegg, next(o.belegg for o in andre if o.aldre))

    def _omsorg(self, lest: Lest) -> Iterator[Par]:
        """The vedtak says only that the children visit, and all else only that they live there."""
        dok_id = lest.oppdeling.dokument.dok_id
        omsorg = [o for o in self._omtaler if o.slag == "omsorg"]
        her = [o for o in omsorg if o.belegg.dok_id == dok_id]
        andre = [o for o in omsorg if o.belegg.dok_id not in self._vedtak]
        if {o.omsorg for o in her} == {"samvaer"} and {o.omsorg for o in andre} == {"fast"}:
            yield Par("omsorg", her[0].belegg, andre[0].belegg)


def _start(omtale: Barneomtale) -> int:
    return omtale.belegg.start


def _within(belegg: Belegg, ytring: Ytring, lest: Lest) -> bool:
    return belegg.dok_id == lest.oppdeling.dokument.dok_id and ytring.setning.start <= belegg.start < ytring.setning.slutt


def _aarstid(lest: Lest, ytring: Ytring, ordbok: Ordbok, dato: date | None) -> Iterator[Par]:
    for navn, maaneder in ordbok.maaneder.items():
        for start, slutt in ytring.ord.get(f"bare.{navn}", ()):
            if dato is not None and dato.month not in maaneder:
                her = Belegg(lest.oppdeling.dokument.dok_id, start, slutt)
                yield Par("aarstid", her, her)

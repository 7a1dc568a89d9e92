"""Reads one document: its sentences in turn, what carries over between them, and rows that are one statement."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from vedtaksanalyse.detection.barn.gruppe import INGEN, Gruppe
from vedtaksanalyse.detection.barn.kalender import Kalender
from vedtaksanalyse.detection.barn.lest import Lest
from vedtaksanalyse.detection.barn.omsorg import Omsorgsord, other_parent
from vedtaksanalyse.detection.barn.ord import BARN, Barneord, Ledd
from vedtaksanalyse.detection.barn.rekke import Rekke
from vedtaksanalyse.detection.barn.setning import read_setning
from vedtaksanalyse.sak import Barneomtale, Belegg, Dokument, Oppdeling, Setning

_BELOP = re.compile(r"\d{3}|\d[ .]\d{3}")
_RADLENGDE = 90
_KONTEKST = 6
_ETIKETT = 16
_HUSKER = 3
_VEDTAK = "vedtak"
_SAKSGANG = timedelta(days=45)


class Dokumentleser:
    """Reads one document sentence by sentence, keeping what carries over to the next."""

    def __init__(
        self, oppdeling: Oppdeling, ord: Barneord, omsorgsord: Omsorgsord, vedtaksdato: date | None, rolle: str
    ) -> None:
        self.oppdeling, self.ord, self.omsorgsord = oppdeling, ord, omsorgsord
        self.andre = other_parent(rolle, oppdeling.dokument.type)
        self.kalender = Kalender(vedtaksdato or oppdeling.dokument.dato, _written(oppdeling.dokument, vedtaksdato))
        self.kontekst = 0
        self.omtalt = ""
        self.sist: Gruppe | None = None
        self.sist_nr = -_HUSKER
        self.spurt = ""
        self.flate = ord.retting.mend(oppdeling.flate)
        self.aldersrader = ord.has_age_rows(self.flate)
        self.starter = [setning.start for setning in oppdeling.setninger]
        self.barnesetninger = ord.vekker.find(self.flate, oppdeling.setninger)
        self.omsorgssetninger = self._touched(omsorgsord.vekker, omsorgsord.deler)
        self.ventesetninger = self._touched(ord.ventet, ord.ventedeler)

    def _touched(self, monster: re.Pattern, deler: Sequence[str]) -> set[int]:
        """The numbers of the sentences where a pattern stands, if any of the ``deler`` it is made of is in the text."""
        flate = self.flate
        if not any(d in flate for d in deler):
            return set()
        return {bisect_right(self.starter, funn.start()) - 1 for funn in monster.finditer(flate)}

    def read(self) -> Iterator[Barneomtale]:
        """The document's mentions in order."""
        rader: list[list[Barneomtale]] = []
        forrige = -2
        verdt = self.barnesetninger | self.omsorgssetninger | self.ventesetninger
        for setning in self.oppdeling.setninger:
            if setning.nummer not in verdt and not self.kontekst:
                if setning.slag == "overskrift" or self.omtalt == "utenfor":
                    self.omtalt = ""
                continue
            funnet = list(self._setning(setning))
            if not funnet:
                continue
            rad = self._is_row(setning, funnet[0], funnet[1:])
            if rader and not (rad and setning.nummer == forrige + 1 and funnet[0].slag == rader[0][0].slag):
                yield from _join_rows(rader)
                rader = []
            if rad:
                rader.append(funnet)
                forrige = setning.nummer
            else:
                yield from funnet
        yield from _join_rows(rader)

    def _is_row(self, setning: Setning, omtale: Barneomtale, andre: Sequence[Barneomtale]) -> bool:
        kort = setning.slag != "setning" or not self.oppdeling.tekst(setning).endswith((".", "!", "?"))
        forst = omtale.belegg.start - setning.start < _ETIKETT and setning.slutt - setning.start < _RADLENGDE
        alene = omtale.slag in ("enkelt", "satsrad") and not any(annen.aldre for annen in andre)
        return alene and kort and forst and not omtale.kvalifikatorer

    def _setning(self, setning: Setning) -> Iterator[Barneomtale]:
        flate, start, slutt = self.flate, setning.start, setning.slutt
        ledd: list[Ledd] = []
        grupper: list[Gruppe] = []
        if setning.nummer in self.barnesetninger or self.kontekst:
            ledd = self.ord.cut(flate, self.oppdeling.dokument.tekst, start, slutt)
            sist = self.sist if setning.nummer - self.sist_nr <= _HUSKER else None
            omtalt = self.omtalt if self.omtalt != "utenfor" else ""
            lest = Lest(self.kontekst > 0, omtalt or self._before(setning), sist, self.aldersrader, self.spurt)
            grupper = read_setning(Rekke(ledd, self.ord, self.kalender), lest)
        har_barn = bool(grupper) or any(x.slag in BARN for x in ledd)
        omsorg, sikker = "ukjent", False
        if setning.nummer in self.omsorgssetninger:
            omsorg, sikker = self.omsorgsord.read(flate, start, slutt, self.andre, har_barn)
        faste = frozenset({"lovsitat"} if setning.seksjon == "regler" else ())
        funnet = [o for g in grupper for o in self._omtaler(g, ledd, setning, omsorg if sikker else "ukjent", faste)]
        yield from funnet
        if setning.nummer in self.ventesetninger:
            yield from self._ventet(start, slutt, faste)
        if omsorg != "ukjent" and not any(g.kvalifikatorer & {"annen_person", "voksen"} for g in grupper):
            ett = len(grupper) == 1 and grupper[0].antall == 1 and not grupper[0].eksplisitt
            ett = ett or (not any(g.slag == "flere" for g in grupper) and self.omsorgsord.is_of_one(flate, start, slutt))
            svak = frozenset(() if sikker else {"svak"})
            yield Barneomtale(self._belegg(start, slutt), "omsorg", 1 if ett else None, (), omsorg, faste | svak)
        self._carry(setning, ledd, [] if funnet and all(o.slag == "uten" for o in funnet) else grupper)

    def _before(self, setning: Setning) -> str:
        """Whom the sentence before spoke of, when it held nothing of children: perhaps somebody outside the family."""
        if not setning.nummer:
            return ""
        forrige = self.oppdeling.setninger[setning.nummer - 1]
        return "utenfor" if self.ord.utenfor.search(self.flate, forrige.start, forrige.slutt) else ""

    def _carry(self, setning: Setning, ledd: list[Ledd], grupper: list[Gruppe]) -> None:
        kort = setning.slutt - setning.start < _RADLENGDE
        spor = self.flate[setning.slutt - 1 : setning.slutt] == "?"
        om_barn = any(x.slag == "flere" for x in ledd[:4]) or (self.kontekst and spor)
        if kort and (setning.slag != "setning" or spor) and om_barn:
            self.kontekst = _KONTEKST
            self.spurt = self._asked(ledd)
        else:
            self.spurt = ""
            self.kontekst = max(0, self.kontekst - 1) if kort else 0
        if grupper:
            siste = grupper[-1]
            self.omtalt = _omtalt(siste)
            if self.omtalt == "barn" and not (siste.slag == "del" and not siste.barn):
                self.sist, self.sist_nr = siste, setning.nummer
        elif setning.slag == "overskrift" or self.omtalt == "utenfor":
            self.omtalt = ""

    def _asked(self, ledd: list[Ledd]) -> str:
        """What a label without an answer asks for: how many children, or how old."""
        ord = [x.ord for x in ledd if x.slag in ("ord", "stor")]
        if any(x.slag in ("tall", "serie", "aarstall") for x in ledd):
            return ""
        return next((s.replace("gammel", "alder") for s in ("alder", "gammel", "antall") if not self.ord.grupper[s].isdisjoint(ord)), "")

    def _omtaler(
        self, gruppe: Gruppe, ledd: list[Ledd], setning: Setning, omsorg: str, faste: frozenset[str]
    ) -> Iterator[Barneomtale]:
        """What a group says: number and ages, and the ages by class level where it has no others."""
        slag = self._slag(gruppe, ledd, setning, omsorg)
        if gruppe.trinn and not gruppe.barn and slag != "uten":
            yield self._anslag(gruppe, omsorg, faste)
        if not slag or (gruppe.trinn and slag in ("omtalt", "merkelapp")):
            return
        belegg = self._belegg(gruppe.start, gruppe.slutt)
        antall = self.ord.label_number(gruppe.ord) if slag == "merkelapp" else gruppe.antall
        barn = sorted(gruppe.barn, key=lambda b: b.alder)
        kvalifikatorer = frozenset(gruppe.kvalifikatorer) | faste
        kjenne = tuple(b.kjenne for b in barn) or ((gruppe.kjenne,) if gruppe.kjenne else ())
        yield Barneomtale(belegg, slag, antall, tuple(b.alder for b in barn), omsorg, kvalifikatorer, kjenne)

    def _anslag(self, gruppe: Gruppe, omsorg: str, faste: frozenset[str]) -> Barneomtale:
        trinn = tuple(sorted(gruppe.trinn))
        slag = "liste" if len(trinn) > 1 else "enkelt"
        kvalifikatorer = frozenset(gruppe.kvalifikatorer) | faste | {"anslag"}
        kjenne = (gruppe.kjenne if (gruppe.antall or 1) == len(trinn) else INGEN,) * len(trinn)
        return Barneomtale(
            self._belegg(gruppe.start, gruppe.slutt), slag, len(trinn), trinn, omsorg, kvalifikatorer, kjenne
        )

    def _slag(self, gruppe: Gruppe, ledd: list[Ledd], setning: Setning, omsorg: str) -> str:
        if gruppe.slag == "soker":
            return "soker"
        if "nektet" in gruppe.kvalifikatorer or (gruppe.antall == 0 and not gruppe.barn):
            return "uten"
        if len(gruppe.barn) > 1:
            return "liste"
        if gruppe.barn:
            return "satsrad" if self._is_rate_row(gruppe, ledd, setning) else "enkelt"
        if gruppe.eksplisitt:
            return "antall"
        if gruppe.slag == "flere" and self._answered_no(gruppe, setning):
            return "uten"
        if gruppe.slag == "plass":
            return "merkelapp"
        if gruppe.slag == "del" and "voksen" in gruppe.kvalifikatorer:
            return "omtalt"
        kjent = gruppe.eid or omsorg != "ukjent" or gruppe.ord not in self.ord.grupper["svake"]
        return "omtalt" if kjent and gruppe.slag != "del" else ""

    def _is_rate_row(self, gruppe: Gruppe, ledd: list[Ledd], setning: Setning) -> bool:
        kort = setning.slutt - setning.start < _RADLENGDE
        return kort and gruppe.slag in ("flere", "plass") and any(
            x.slag == "hopp" and _BELOP.search(x.ord) for x in ledd if x.start >= gruppe.slutt
        )

    def _answered_no(self, gruppe: Gruppe, setning: Setning) -> bool:
        forst = gruppe.start - setning.start < _ETIKETT
        return forst and bool(self.ord.svar_nei.match(self.flate, gruppe.slutt, setning.slutt))

    def _ventet(self, start: int, slutt: int, faste: frozenset[str]) -> Iterator[Barneomtale]:
        flate = self.flate
        funn = self.ord.ventet.search(flate, start, slutt)
        if funn and not self.ord.ikke_ventet.search(flate, start, slutt):
            yield Barneomtale(self._belegg(funn.start(), funn.end()), "ventet", None, (), "ukjent", faste)

    def _belegg(self, start: int, slutt: int) -> Belegg:
        return Belegg(self.oppdeling.dokument.dok_id, start, slutt)


def _written(dokument: Dokument, vedtaksdato: date | None) -> date | None:
    """The day a document was written; what has none was written some weeks before the decision it led to."""
    if dokument.dato or not vedtaksdato or dokument.type == _VEDTAK:
        return dokument.dato or vedtaksdato
    return vedtaksdato - _SAKSGANG


def _omtalt(siste: Gruppe) -> str:
    """Whom a pronoun in the next sentence may mean."""
    if "voksen" in siste.kvalifikatorer:
        return "voksen"
    if "annen_person" in siste.kvalifikatorer:
        return "utenfor"
    return "" if siste.slag == "soker" else "barn"


def _join_rows(rader: list[list[Barneomtale]]) -> Iterator[Barneomtale]:
    """Rows that follow each other, one child each, are one list; what they say of the home is said of all."""
    if len(rader) < 2:
        yield from (omtale for rad in rader for omtale in rad)
        return
    barn = [rad[0] for rad in rader]
    alle = sorted(((o.aldre[0], o.kjennetegn[0] if o.kjennetegn else INGEN) for o in barn), key=lambda par: par[0])
    aldre, kjenne = tuple(alder for alder, _ in alle), tuple(k for _, k in alle)
    slag = "satsrad" if barn[0].slag == "satsrad" else "liste"
    yield replace(_spanning(barn), slag=slag, antall=len(aldre), aldre=aldre, kjennetegn=kjenne)
    hjem = [omtale for rad in rader for omtale in rad[1:]]
    if hjem:
        yield replace(_spanning(hjem), antall=None)


def _spanning(omtaler: list[Barneomtale]) -> Barneomtale:
    forste, siste = omtaler[0], omtaler[-1]
    return replace(forste, belegg=replace(forste.belegg, slutt=siste.belegg.slutt))

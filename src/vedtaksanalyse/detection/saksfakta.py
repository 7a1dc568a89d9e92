"""Facts read directly from the text: how hard a vedtak is to read, what it refers to that is not in the folder, and
amounts of the same thing that differ between documents. Words in ``felles/saksfakta.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from vedtaksanalyse.detection.lesbarhet import measure_lesbarhet
from vedtaksanalyse.detection.trie import trie
from vedtaksanalyse.sak import Belegg, Dokument, Faktum, Oppdeling
from vedtaksanalyse.structure import fold

_BELOP = r"(?P<belop>\d{1,3}(?:[ .\u00a0]\d{3})+|\d{3,6})(?![\d.,/]*\d)(?P<krone>,-| ?kr\b| ?kroner\b)?"
_FAERREST_KRONER = 200


class Faktaleser:
    """Reads facts by the catalogue's words."""

    def __init__(self, ord: Mapping) -> None:
        henvist, belop = ord["henvist"], ord["belop"]
        self._uleste = frozenset(ord["uleste_seksjoner"])
        self._maaneder = {fold(m): nr for nr, m in enumerate(ord["maaneder"], start=1)}
        dag = rf"(?P<dag>\d{{1,2}})\. ?(?:(?P<nr>\d{{1,2}})\.|(?P<navn>{trie(self._maaneder)})\w*)(?: ?(?P<aar>\d{{4}}|\d{{2}}))?"
        mellom = trie(map(fold, henvist["mellom"]))
        notat, soknad = (trie(map(fold, henvist[navn])) for navn in ("notat", "soknad"))
        self._henvist = re.compile(rf"\b{notat}\w*,? (?:{mellom} ){{0,3}}{dag}(?!\d)")
        self._soknad = re.compile(rf"\b{soknad},? (?:{mellom} ){{0,3}}{dag}(?!\d)")
        self._slag = {fold(navn): slag for slag, navnene in belop["slag"].items() for navn in navnene}
        foran = rf"\b(?P<navn>{trie(self._slag)})\w*(?P<mellom>[^\d\n;]{{0,{belop['mellom']}}}?)(?P<kr>kr\.? ?)?"
        self._belop = re.compile(foran + _BELOP)
        self._ikke = re.compile(trie(map(fold, belop["ikke"])))
        self._rundt, self._avrunding, self._dager = belop["rundt"], belop["avrunding"], belop["dager"]

    def find(self, oppdelinger: Sequence[Oppdeling], dato: date | None) -> tuple[Faktum, ...]:
        """All facts of one case; ``dato`` is the date of its last decision."""
        return (
            *measure_lesbarhet(oppdelinger, self._uleste),
            *self._applied(oppdelinger, dato),
            *self._missing(oppdelinger),
            *self._amounts(oppdelinger, dato),
        )

    def _applied(self, oppdelinger: Sequence[Oppdeling], dato: date | None) -> Iterator[Faktum]:
        """The last day of an application that the vedtak names."""
        if dato is None:
            return
        dager = [
            (dag, Belegg(o.dokument.dok_id, m.start(), m.end()))
            for o in oppdelinger
            if o.dokument.type == "vedtak" and o.dokument.dato in (None, dato)
            for m in self._soknad.finditer(o.flate)
            if (dag := self._day(m, dato)) and dag <= dato
        ]
        if dager:
            dag, belegg = max(dager, key=lambda par: par[0])
            yield Faktum("soknadsdato", (belegg,), dag.isoformat())

    def _day(self, funnet: re.Match, dato: date) -> date | None:
        """The day that is written; without a year, the last such day before the decision."""
        dag, maaned = self._day_and_month(funnet)
        aar = int(funnet["aar"]) if funnet["aar"] else dato.year
        try:
            skrevet = date(aar + 2000 if aar < 100 else aar, maaned, dag)
            return skrevet if funnet["aar"] or skrevet <= dato else skrevet.replace(year=dato.year - 1)
        except ValueError:
            return None

    def _missing(self, oppdelinger: Sequence[Oppdeling]) -> Iterator[Faktum]:
        """Dated notes that a vedtak refers to, of a day that no document has. A document without a date may be the one."""
        andre = [o.dokument for o in oppdelinger if o.dokument.type != "vedtak"]
        if any(d.dato is None for d in andre):
            return
        belegg = [
            Belegg(o.dokument.dok_id, m.start(), m.end())
            for o in oppdelinger
            if o.dokument.type == "vedtak"
            for m in self._henvist.finditer(o.flate)
            if not self._is_there(m, andre)
        ]
        if belegg:
            yield Faktum("henvist_dokument_mangler", tuple(belegg), str(len(belegg)))

    def _is_there(self, funnet: re.Match, dokumenter: Iterable[Dokument]) -> bool:
        dag_og_maaned, aar = self._day_and_month(funnet), funnet["aar"]
        return any(
            (d.dato.day, d.dato.month) == dag_og_maaned and (not aar or str(d.dato.year).endswith(aar))
            for d in dokumenter
            if d.dato
        )

    def _day_and_month(self, funnet: re.Match) -> tuple[int, int]:
        return int(funnet["dag"]), int(funnet["nr"] or self._maaneder[funnet["navn"]])

    def _amounts(self, oppdelinger: Sequence[Oppdeling], dato: date | None) -> Iterator[Faktum]:
        """An amount of the vedtak, and another of the same kind in a document from about the same time."""
        vedtak = [o for o in oppdelinger if o.dokument.type == "vedtak" and o.dokument.dato in (None, dato)]
        andre = [
            self._read(o)
            for o in oppdelinger
            if o.dokument.type != "vedtak"
            and (dato is None or o.dokument.dato is None or abs((dato - o.dokument.dato).days) <= self._dager)
        ]
        par: list[Belegg] = []
        for egne in map(self._read, vedtak):
            for annet in andre:
                for slag in egne.keys() & annet.keys():
                    (her, a), (der, b) = egne[slag], annet[slag]
                    if abs(a - b) > self._avrunding and max(a, b) < 2 * min(a, b):
                        par += [her, der]
        if par:
            unike = sorted(set(par), key=lambda b: (b.dok_id, b.start))
            yield Faktum("belop_strider", tuple(unike), str(len(par) // 2))

    def _read(self, oppdeling: Oppdeling) -> dict[str, tuple[Belegg, int]]:
        """The amount of each kind, where a document gives one and no other."""
        flate, dok_id = oppdeling.flate, oppdeling.dokument.dok_id
        funnet: dict[str, tuple[Belegg, int]] = {}
        flertydig = set()
        for m in self._belop.finditer(flate):
            belop = int(re.sub(r"\D", "", m["belop"]))
            rundt = flate[max(0, m.start() - self._rundt) : m.start("belop")] + flate[m.end() : m.end() + self._rundt]
            sikker = m["kr"] or m["krone"] or not m["belop"].isdigit()
            if belop < _FAERREST_KRONER or not sikker or "." in m["mellom"] or self._ikke.search(rundt):
                continue
            slag = self._slag[m["navn"]]
            if slag in funnet and funnet[slag][1] != belop:
                flertydig.add(slag)
            funnet.setdefault(slag, (Belegg(dok_id, m.start(), m.end()), belop))
        return {slag: ett for slag, ett in funnet.items() if slag not in flertydig}

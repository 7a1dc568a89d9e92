"""Places that point at a person without naming anyone: schools, nurseries and workplaces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain

from vedtaksanalyse.pii.monstre import FORSTE, ORD, STOR, Funn, Monstre, any_of, find_all
from vedtaksanalyse.pii.navneord import WORDS
from vedtaksanalyse.pii.ordklasse import SIKKERT, classify

_RUNDT, _NAER, _NARMEST, _ORDLENGDE = 80, 6, 3, 24
_SETNING = re.compile(r"[.!?;:] |\n")
_FELT = tuple(re.compile(rf"{skille}(?=[{STOR}])") for skille in (r":[ \t|]*", ", ", " er "))
_STOR_ETTER = re.compile(rf" (?<=[a-z\u00df-\u00ff] )\(?(?=[{STOR}])")
_PARENTES = re.compile(rf" \((?<=\w \()({ORD})\)")


def find_sted(tekst: str, monstre: Monstre) -> Iterator[Funn]:
    """Schools, nurseries and workplaces by name: they do not name a person, but point at one."""
    lav = tekst.lower()
    skoler = sorted(start for stamme in monstre.ord["sted"]["skolestammer"] for start in find_all(lav, stamme))
    for m in _near(_skole(monstre), ((start, start) for start in skoler), tekst):
        ord_ = _after_navn(m["navn"], monstre).split(" ")
        while ord_ and ord_[0].lower() in monstre.ord["sted"]["ikke_sted"]:
            ord_.pop(0)
        if ord_ and not monstre.ikke_navn & {o.lower() for o in ord_}:
            start = m.end("navn") - len(" ".join(ord_))
            yield start, m.end(), "barnehage" if "barnehage" in m[0].lower() else "skole", 0.8
    yield from _skole_i_parentes(tekst, monstre)
    yield from _arbeidsplasser(tekst, monstre)


def _skole_i_parentes(tekst: str, monstre: Monstre) -> Iterator[Funn]:
    """«Barnehagen (Solbakken)»."""
    for m in _PARENTES.finditer(tekst):
        lav = tekst[max(0, m.start() - _ORDLENGDE) : m.start()].rpartition(" ")[2].lower()
        if lav in monstre.sett("sted", "skoleord"):
            yield *m.span(1), "barnehage" if "barnehage" in lav else "skole", 0.6


def _arbeidsplasser(tekst: str, monstre: Monstre) -> Iterator[Funn]:
    """Names after a word for work in the same sentence and a preposition, and in fields for employers."""
    navn, ved, sikre = _arbeidsnavn(monstre), monstre.sett("sted", "ved"), monstre.sett("sted", "ved_sikkert")
    for m in _STOR_ETTER.finditer(tekst):
        forrige = tekst[max(0, m.start() - _ORDLENGDE) : m.start()].rpartition(" ")[2].lower()
        rett = forrige in monstre.sett("sted", "arbeid_rett")
        if not rett and forrige not in ved:
            continue
        foran = tekst[max(0, m.start() - _RUNDT) : m.start() - len(forrige)].lower()
        ord_ = _ledd(_SETNING.split(foran)[-1], monstre)[-(_NAER if forrige in sikre else _NARMEST) :]
        if (rett or not monstre.sett("sted", "arbeid").isdisjoint(ord_)) and (n := navn.match(tekst, m.end())):
            yield from _judge(n, forrige == monstre.ord["sted"]["i"][0], monstre)
    for m in chain(*(felt.finditer(tekst) for felt in _FELT)):
        foran = tekst[max(0, m.start() - _RUNDT) : m.start()].lower()
        foran = foran if m[0][0] != "," or foran.endswith(_felt(monstre)) else foran.rpartition(" ")[0]
        if foran.endswith(_felt(monstre)) and (n := navn.match(tekst, m.end())):
            yield from _judge(n, False, monstre)


def _ledd(setning: str, monstre: Monstre) -> list[str]:
    """The words of a sentence after the last that joins two clauses."""
    ord_ = WORDS.findall(setning)
    delt = max((nr for nr, o in enumerate(ord_) if o in monstre.sett("sted", "deler")), default=-1)
    return ord_[delt + 1 :]


def _judge(m: re.Match[str], bare_sted: bool, monstre: Monstre) -> Iterator[Funn]:
    forst = m["navn"].split(" ")[0]
    lav = forst.lower()
    sted = lav in monstre.ord["adresse"]["forledd"] or bare_sted
    ikke = lav in monstre.sett("sted", "ikke_arbeid") or (classify(forst, monstre).sted and forst == m["navn"])
    if (ikke or sted) and not m["type"]:
        return
    if lav not in monstre.fornavn or m["type"] or monstre.has(m["navn"].lower(), "sted", "firma"):
        yield m.start("navn"), m.end(), "arbeidsplass", 0.7


def _after_navn(navn: str, monstre: Monstre) -> str:
    """What stands after the comma, where a person stands before it: «Eivind Takle, Bø skule»."""
    foran, _, etter = navn.partition(", ")
    return etter if etter and classify(foran.split(" ")[0], monstre).fornavn == SIKKERT else navn


def _near(monster: re.Pattern[str], steder: Iterable[tuple[int, int]], tekst: str) -> Iterator[re.Match[str]]:
    """The matches around the places where an anchor stands: what is slow to look for is looked for there alone."""
    slutt = 0
    for fra, til in steder:
        if fra >= slutt:
            m = monster.search(tekst, max(slutt, fra - _RUNDT), til + _RUNDT)
            if m and m.end() == til + _RUNDT:
                m = monster.match(tekst, m.start())
            if m and m.start() <= til:
                slutt = m.end()
                yield m


@lru_cache(maxsize=2)
def _skole(monstre: Monstre) -> re.Pattern[str]:
    """Capitalised words and a word in small letters for the kind of school."""
    return re.compile(
        rf"(?P<navn>{FORSTE}(?:,? (?:og )?{ORD}){{0,2}}(?: gate| veg| vei)?) (?i:{any_of(monstre.ord['sted']['skoletyper'])})s?(?![\w-])"
    )


@lru_cache(maxsize=2)
def _arbeidsnavn(monstre: Monstre) -> re.Pattern[str]:
    """The name of a firm, and what kind of place it is."""
    typer = any_of(monstre.ord["sted"]["arbeidstyper"])
    flere = rf"(?: (?:(?:{any_of(monstre.ord['sted']['bindeord'])}) {ORD}|{ORD}|\d{{3,4}}(?!\d|[.,]\d))){{0,3}}"
    return re.compile(rf"(?P<navn>{ORD}{flere})(?P<type> (?:{typer})(?!\w))?")


@lru_cache(maxsize=2)
def _felt(monstre: Monstre) -> tuple[str, ...]:
    """How the text ends before what a field for work holds."""
    return tuple(monstre.ord["sted"]["arbeidsfelt"])

"""Places that point at a person without naming anyone: schools, nurseries and workplaces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from vedtaksanalyse.pii.monstre import FORSTE, ORD, STOR, Funn, Monstre, any_of, begun, ended, find_all
from vedtaksanalyse.pii.ordklasse import SIKKERT, classify

_RUNDT = 80


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
    for m in (
        *_near(_arbeid(monstre), (a.span() for a in _ved(monstre).finditer(tekst)), tekst),
        *_arbeidsfelt(monstre).finditer(tekst),
    ):
        forst = m["navn"].split(" ")[0].lower()
        sted = forst in monstre.ord["adresse"]["forledd"] or bool(m["i"])
        if forst in monstre.ord["sted"]["ikke_arbeid"] or (sted and not m["type"]):
            continue
        if forst not in monstre.fornavn or m["type"] or monstre.has(m["navn"].lower(), "sted", "firma"):
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


def _arbeidsnavn(monstre: Monstre) -> str:
    typer = any_of(monstre.ord["sted"]["arbeidstyper"])
    flere = rf"(?: (?:(?:{any_of(monstre.ord['sted']['bindeord'])}) {ORD}|{ORD}|\d{{3,4}}(?!\d|[.,]\d))){{0,3}}"
    return rf"(?P<navn>{ORD}{flere})(?P<type> (?:{typer})(?!\w))?"


@lru_cache(maxsize=2)
def _ved(monstre: Monstre) -> re.Pattern[str]:
    """A preposition before a capitalised word: before it may stand a word for work."""
    return re.compile(rf" (?:{any_of(monstre.ord['sted']['ved'])}) (?=[{STOR}])")


@lru_cache(maxsize=2)
def _arbeid(monstre: Monstre) -> re.Pattern[str]:
    """A word for work, a preposition and a name; or a field name."""
    sted = monstre.ord["sted"]
    navn = _arbeidsnavn(monstre)
    foran = rf"(?:{ended(sted['arbeid'])})(?: [\w-]+){{0,2}}? (?:(?:{any_of(sted['ved'])})|(?P<i>i)) "
    return re.compile(rf"{begun(*sted['arbeid'])}{foran}{navn}")


@lru_cache(maxsize=2)
def _arbeidsfelt(monstre: Monstre) -> re.Pattern[str]:
    """A field for work and a name."""
    felt = monstre.ord["sted"]["arbeidsfelt"]
    return re.compile(
        rf"{begun(*felt)}(?:{ended(felt)})(?::[ \t|]*|(?: \w+)?, | er )(?P<i>(?!))?{_arbeidsnavn(monstre)}"
    )

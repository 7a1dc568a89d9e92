"""Where somebody lives, reads mail, goes to school or works: e-mail and postal addresses, and places that point at one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from vedtaksanalyse.pii.monstre import FORSTE, ORD, Funn, Monstre, after_known, any_of, before, begun, ended

_EPOST = re.compile(r"[\w.+-]{1,64}(?: ?(?:\(at\)|\[at\]) ?|@)[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}")
# What may follow a house number: the flat, the postal code and its place.
_TILLEGG = rf"(?:,? ?[HUKL]\d{{4}})?(?:,? ?\n?(?:N-|NO-)?\d{{4}} {ORD}(?: {ORD}){{0,2}})?"


def find_epost(tekst: str, monstre: Monstre) -> Iterator[Funn]:
    """E-mail addresses, also with the sign spelt out, but those of public bodies."""
    if not any(tegn in tekst for tegn in ("@", "(at)", "[at]")):
        return
    offentlige = monstre.ord["epost"]["offentlige"]
    for m in _EPOST.finditer(tekst):
        domene = re.split(r"@|at[)\]] ?", m[0].lower())[-1]
        if not any(domene == o or domene.endswith(f".{o}") for o in offentlige):
            yield m.start(), m.end(), "epost", 1.0


def find_adresse(tekst: str, monstre: Monstre) -> Iterator[Funn]:
    """Street and number: a street's ending, a leading word as streets have, or a word before that says so."""
    gate, kontorer, funn = _gate(monstre), set(), []
    for m in gate.finditer(tekst):
        start, styrke = _judge(tekst, m, monstre)
        if not styrke:
            continue
        if _is_office(tekst, start, monstre):
            kontorer.add(tekst[start : m.end("nr")].lower())
        else:
            funn.append((start, m.end(), "adresse", styrke, tekst[start : m.end("nr")].lower()))
    yield from ((*f[:4],) for f in funn if f[4] not in kontorer)
    for m in _gard(monstre).finditer(tekst):
        if not monstre.ikke_navn & set(m["sted"].lower().split()) and not _is_office(tekst, m.start("sted"), monstre):
            yield m.start("sted"), m.end(), "adresse", 0.6


def _judge(tekst: str, m: re.Match[str], monstre: Monstre) -> tuple[int, float]:
    """Where the address begins, after words known to be no part of it, and how sure it is; 0 when it is none."""
    gate = after_known(m["navn"], monstre.ikke_navn)
    start, lav = m.end("navn") - len(gate), gate.lower()
    if not gate or monstre.has(lav, "adresse", "ikke_gater"):
        return start, 0.0
    if (
        lav.endswith(tuple(monstre.ord["adresse"]["endelser"]))
        or lav.split(" ")[0] in monstre.ord["adresse"]["forledd"]
    ):
        return start, 0.9
    foran = re.split(r"[.!?] |\n\n", before(tekst, start))[-1]
    if monstre.has(foran, "adresse", "foran") or (m["oppgang"] and foran.endswith(_steds_slutt(monstre))):
        return start, 0.7
    bestemt = len(lav) > 4 and lav.endswith(tuple(monstre.ord["adresse"]["bestemt"])) and not gate.isupper()
    return start, 0.5 if bestemt and foran.endswith(_steds_slutt(monstre)) else 0.0


def _is_office(tekst: str, start: int, monstre: Monstre) -> bool:
    """Whether words before on the line, or an office's name on the line above, make the address an office's."""
    linjestart = tekst.rfind("\n", 0, start) + 1
    linje = tekst[linjestart:start].lower()
    if monstre.has(linje, "adresse", "kontor"):
        return True
    over = tekst[tekst.rfind("\n", 0, max(0, linjestart - 1)) + 1 : max(0, linjestart - 1)].lower()
    naer = linje if linje.strip() else over
    return _brevhode(monstre).fullmatch(naer.strip()) is not None


@lru_cache(maxsize=2)
def _brevhode(monstre: Monstre) -> re.Pattern[str]:
    """An office's name and nothing more."""
    return re.compile(
        rf"(?:{any_of(monstre.ord['adresse']['kontornavn'])})(?: [\w-]+){{0,4}},?|(?:[\w-]+ ){{1,3}}kommune,?"
    )


@lru_cache(maxsize=2)
def _steds_slutt(monstre: Monstre) -> tuple[str, ...]:
    return tuple(f" {o} " for o in monstre.ord["navn"]["steds_ord"])


@lru_cache(maxsize=2)
def _gate(monstre: Monstre) -> re.Pattern[str]:
    """One to four words and a house number, not followed by a unit, a month or more digits."""
    adresse = monstre.ord["adresse"]
    ikke = rf"(?!\w|[.,:/%-]\d|\.? ?(?:{monstre.maaneder})| ?(?:{any_of(adresse['enheter'])})\b| \d{{3}}\b)"
    navn = rf"(?P<navn>{FORSTE}(?: {ORD}){{0,3}}(?: (?:{any_of(adresse['gatetyper'])}))?)"
    return re.compile(rf"{navn} (?P<nr>\d{{1,3}}(?P<oppgang> ?[A-H](?!\w))?){ikke}{_TILLEGG}")


@lru_cache(maxsize=2)
def _gard(monstre: Monstre) -> re.Pattern[str]:
    """A place without a number after a word that says an address follows."""
    adresse = monstre.ord["adresse"]
    forledd = any_of(o.capitalize() for o in adresse["forledd"])
    foran = rf"(?:(?:{ended(adresse['felt'])}):[ \t]*|(?:{ended(adresse['foran_gard'])}) (?=(?:{forledd}) ))"
    sted = rf"(?P<sted>{ORD}(?: {ORD}){{0,2}})(?:, \d{{4}} {ORD})?(?![\w-])"
    return re.compile(begun(*adresse["felt"], *adresse["foran_gard"]) + foran + sted)


def find_sted(tekst: str, monstre: Monstre) -> Iterator[Funn]:
    """Schools, nurseries and workplaces by name: they do not name a person, but point at one."""
    for m in _skole(monstre).finditer(tekst):
        ord_ = m["navn"].split(" ")
        while ord_ and ord_[0].lower() in monstre.ord["sted"]["ikke_sted"]:
            ord_.pop(0)
        if ord_ and not monstre.ikke_navn & {o.lower() for o in ord_}:
            start = m.end("navn") - len(" ".join(ord_))
            yield start, m.end(), "barnehage" if "barnehage" in m[0].lower() else "skole", 0.8
    for m in _arbeid(monstre).finditer(tekst):
        forst = m["navn"].split(" ")[0].lower()
        sted = forst in monstre.ord["adresse"]["forledd"] or bool(m["i"])
        if forst in monstre.ord["sted"]["ikke_arbeid"] or (sted and not m["type"]):
            continue
        if forst not in monstre.fornavn or m["type"] or monstre.has(m["navn"].lower(), "sted", "firma"):
            yield m.start("navn"), m.end(), "arbeidsplass", 0.7


@lru_cache(maxsize=2)
def _skole(monstre: Monstre) -> re.Pattern[str]:
    """Capitalised words and a word in small letters for the kind of school."""
    return re.compile(
        rf"(?P<navn>{FORSTE}(?: {ORD}){{0,2}}) (?:{any_of(monstre.ord['sted']['skoletyper'])})s?(?![\w-])"
    )


@lru_cache(maxsize=2)
def _arbeid(monstre: Monstre) -> re.Pattern[str]:
    """A word for work, a preposition and a name; or a field name."""
    sted = monstre.ord["sted"]
    navn = rf"(?P<navn>{ORD}(?: (?:{ORD}|\d{{3,4}}(?!\d|[.,]\d))){{0,3}})(?P<type> (?:{any_of(sted['arbeidstyper'])})(?!\w))?"
    foran = rf"(?:{ended(sted['arbeid'])})(?: [\w-]+){{0,2}}? (?:(?:{any_of(sted['ved'])})|(?P<i>i)) "
    begynt = begun(*sted["arbeid"], *sted["arbeidsfelt"])
    return re.compile(rf"{begynt}(?:{foran}|(?:{ended(sted['arbeidsfelt'])}):[ \t]*){navn}")

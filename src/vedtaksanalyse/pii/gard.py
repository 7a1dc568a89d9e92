"""Farms and homes without a number: «på Øvre Mæland», «garden Bakken», «Adresse: Nordre Bø», «bor i Skogstien»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from vedtaksanalyse.pii.kontoradresse import is_office
from vedtaksanalyse.pii.monstre import FORAN, ORD, STOR, Funn, Monstre, any_case, any_of
from vedtaksanalyse.pii.ordklasse import classify

_SETNING = re.compile(r"[.!?] |\n")
_STED = re.compile(rf"(?P<sted>{ORD}(?: [{STOR}]\S+)?(?: (?:gate|gata|vei|veg|plass))?)(?! ?\d|[\w-])")
_LANGT_NAVN = 7


def find_gard(tekst: str, monstre: Monstre) -> Iterator[Funn]:
    """Farms, streets and homes without a number, after a preposition, a word for a farm, or a field's name."""
    for m in _anker(monstre).finditer(tekst):
        foran = tekst[max(0, m.start() - FORAN) : m.end()].lower()
        if m["felt"]:
            spenn = _felt(tekst, m.end(), foran, monstre)
        else:
            spenn = _gard(tekst, m, foran, monstre) or _gate(tekst, m.end(), foran, monstre)
        if spenn and not is_office(tekst, spenn[0], monstre):
            yield *spenn, "adresse", 0.5


def _gard(tekst: str, anker: re.Match[str], foran: str, monstre: Monstre) -> tuple[int, int] | None:
    """A farm or a place without a number, where somebody lives: «på Øvre Mæland», «Bakken søre», «garden Moen»."""
    m = _gardsnavn(monstre).match(tekst, anker.end())
    if m is None:
        return None
    med_post = m["post"] and m["post"].lstrip(", ")[:1].isdigit()
    med_sted = m["post"] and m["post"].lstrip(", ").lower() in monstre.poststeder
    gardsord = bool(anker["gard"])
    hjem = med_post or m["ledd"] or gardsord or _is_hjem(foran, monstre)
    ord_ = m["her"].lower().split()
    if not hjem or (m["bare"] and not (gardsord or med_post or med_sted)) or monstre.ikke_navn & {ord_[0], ord_[-1]}:
        return None
    if m["bare"] and len(ord_) == 1 and not gardsord and classify(ord_[0].capitalize(), monstre).fornavn:
        return None
    slutt = m.end() if med_post or med_sted else m.end("her")
    return None if _is_noe_annet(tekst, slutt, monstre) else (m.start("her"), slutt)


def _gate(tekst: str, start: int, foran: str, monstre: Monstre) -> tuple[int, int] | None:
    """A street without a number; a word that may be something else only after a word for living there."""
    m = _STED.match(tekst, start)
    if m is None:
        return None
    adresse, lav = monstre.ord["adresse"], m["sted"].lower()
    sikker = lav.endswith(tuple(adresse["gate_slutt"]))
    hjem = lav.endswith(tuple(adresse["hjem_slutt"])) and foran.rstrip().endswith(tuple(adresse["bor_i"]))
    if len(lav) < _LANGT_NAVN or not (sikker or hjem) or lav in monstre.poststeder or lav in monstre.ikke_navn:
        return None
    return None if _is_noe_annet(tekst, m.end(), monstre) else m.span("sted")


def _felt(tekst: str, start: int, foran: str, monstre: Monstre) -> tuple[int, int] | None:
    """What a field for addresses holds."""
    if not foran.rstrip(": \t|\n").endswith(tuple(monstre.ord["adresse"]["felt"])):
        return None
    m = _feltsted(monstre).match(tekst, start)
    if m is None or monstre.ikke_navn & set(m["sted"].lower().split()):
        return None
    klasse = classify(m["sted"].split(" ")[0], monstre)
    ren = klasse.vanlig and not klasse.gardsnavn and " " not in m["sted"]
    if m["post"] or m["ledd"] or not ren or m["sted"].lower().endswith(tuple(monstre.ord["adresse"]["gate_slutt"])):
        return m.start("sted"), m.end()
    return None


def _is_noe_annet(tekst: str, slutt: int, monstre: Monstre) -> bool:
    etter = {*re.findall(r"\w+", tekst[slutt : slutt + 25].lower())[:1]}
    return not etter.isdisjoint(monstre.sett("navn", "etter") | monstre.sett("sted", "skoletyper"))


def _is_hjem(foran: str, monstre: Monstre) -> bool:
    """Whether the sentence says that somebody lives there."""
    return monstre.has(_SETNING.split(foran)[-1], "adresse", "bor")


@lru_cache(maxsize=2)
def _anker(monstre: Monstre) -> re.Pattern[str]:
    """A preposition, a word for a farm, or the end of a field's name, before a capital."""
    adresse = monstre.ord["adresse"]
    ord_ = rf"(?:{any_of(adresse['gard_etter'])}|(?P<gard>(?:{any_of(adresse['gardsord'])})(?: (?:{any_of(adresse['gard_heter'])}))?))"
    return re.compile(rf"[ \n]{ord_} [(«]?(?=[{STOR}])|:(?<=[a-zA-Z.]:)(?P<felt>[ \t|]*(?=[{STOR}]))")


@lru_cache(maxsize=2)
def _gardsnavn(monstre: Monstre) -> re.Pattern[str]:
    """A farm's name, and the postal code or place after it."""
    adresse = monstre.ord["adresse"]
    gard, retning = any_of(adresse["gard"]), any_of(adresse["retninger"])
    navn = rf"(?:{any_case(adresse['retninger'])}) {ORD}(?: (?:{gard}))?|{ORD} (?P<ledd>{retning})(?!\w)"
    navn += rf"|{ORD} (?:{gard})(?!\w)|{ORD}(?:{gard})en(?!\w)|(?P<bare>{ORD}(?: {ORD})?)"
    return re.compile(rf"(?P<her>{navn})(?P<post>,? \d{{4}} {ORD}(?: {ORD})?|, {ORD})?")


@lru_cache(maxsize=2)
def _feltsted(monstre: Monstre) -> re.Pattern[str]:
    """What may stand in a field for addresses: words, and a postal code with its place."""
    ledd = any_case(monstre.ord["adresse"]["retninger"])
    gard = any_of(monstre.ord["adresse"]["gard"])
    sted = rf"(?P<sted>(?P<ledd>(?:{ledd}) )?{ORD}(?: {ORD}){{0,2}}(?: (?:{gard}))?)"
    return re.compile(rf"{sted}(?P<post>,? \d{{4}} {ORD}(?: {ORD})?)?(?![\w-])")

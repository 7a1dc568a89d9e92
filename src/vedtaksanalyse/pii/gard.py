"""Farms and homes without a number: «på Øvre Mæland», «garden Bakken», «Adresse: Nordre Bø», «bor i Skogstien»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from vedtaksanalyse.pii.kontoradresse import is_office
from vedtaksanalyse.pii.monstre import ORD, STOR, Funn, Monstre, any_case, any_of
from vedtaksanalyse.pii.ordklasse import classify, is_ordbokord

_SETNING = re.compile(r"[.!?] |\n")
# A word in small letters and a capital after it; the colon of a field before a capital.
_STOR_ETTER = tuple(re.compile(rf"{skille}(?<=[a-z\u00df-\u00ff].)[(«]?(?=[{STOR}])", re.DOTALL) for skille in " \n")
_FELT_SLUTT = re.compile(rf":(?<=[a-zA-Z.]:)[ \t|]*(?=[{STOR}])")
_STED = re.compile(rf"(?P<sted>{ORD}(?: [{STOR}]\S+)?(?: (?:gate|gata|vei|veg|plass))?)(?! ?\d|[\w-])")
_LANGT_NAVN, _SETNINGSLENGDE, _ORDLENGDE, _NAER = 7, 60, 24, 25


def find_gard(tekst: str, monstre: Monstre) -> Iterator[Funn]:
    """Farms, streets and homes without a number, after a preposition, a word for a farm, or a field's name."""
    steder, garder = _ord_foran(monstre)
    for m in chain(*(skille.finditer(tekst) for skille in _STOR_ETTER)):
        kort = tekst[max(0, m.start() - _ORDLENGDE) : m.start()].lower()
        if kort.endswith(steder):
            foran = tekst[max(0, m.start() - _SETNINGSLENGDE) : m.start() + 1].lower()
            gard = kort.endswith(garder)
            yield from _funn(
                _gard(tekst, m.end(), gard, foran, monstre) or _gate(tekst, m.end(), foran, monstre), tekst, monstre
            )
    for m in _FELT_SLUTT.finditer(tekst):
        foran = tekst[max(0, m.start() - _ORDLENGDE) : m.start()].lower()
        yield from _funn(_felt(tekst, m.end(), foran, monstre), tekst, monstre)


def _funn(spenn: tuple[int, int] | None, tekst: str, monstre: Monstre) -> Iterator[Funn]:
    if spenn and not is_office(tekst, spenn[0], monstre):
        yield *spenn, "adresse", 0.5


def _gard(tekst: str, start: int, gardsord: bool, foran: str, monstre: Monstre) -> tuple[int, int] | None:
    """A farm or a place without a number, where somebody lives: «på Øvre Mæland», «Bakken søre», «garden Moen»."""
    m = _gardsnavn(monstre).match(tekst, start)
    if m is None:
        return None
    med_post = m["post"] and m["post"].lstrip(", ")[:1].isdigit()
    med_sted = m["post"] and m["post"].lstrip(", ").lower() in monstre.poststeder
    ord_ = m["her"].lower().split()
    hjem = (
        med_post
        or m["ledd"]
        or m["gardsledd"]
        or gardsord
        or _is_hjem(foran, monstre)
        or _has_retning(ord_, foran, monstre)
    )
    gardlik = hjem and foran.endswith(tuple(monstre.ord["adresse"]["gard_slutt"])) and _can_be_gard(m["her"], monstre)
    if (
        not hjem
        or (m["bare"] and not (gardsord or med_post or med_sted or gardlik))
        or monstre.ikke_navn & {ord_[0], ord_[-1]}
    ):
        return None
    paa = med_post or gardsord or foran.endswith(tuple(monstre.ord["adresse"]["gard_slutt"]))
    # A building in a town: «i Torggården». A farm is somewhere people are «på».
    if m["hus"] and not paa and classify(m["her"], monstre).vanlig:
        return None
    if m["bare"] and len(ord_) == 1 and not gardsord and classify(ord_[0].capitalize(), monstre).fornavn:
        return None
    slutt = m.end() if med_post or med_sted else m.end("her")
    return None if _is_noe_annet(tekst, slutt, monstre) else (m.start("her"), slutt)


def _has_retning(ord_: list[str], foran: str, monstre: Monstre) -> bool:
    """Whether it is a part of a farm after «fra», and no municipality or town: «flyttet fra Nordre Moen»."""
    adresse = monstre.ord["adresse"]
    if len(ord_) < 2 or ord_[0] not in adresse["retninger"] or not foran.endswith(tuple(adresse["retning_etter"])):
        return False
    return not any(o in monstre.steder or o in monstre.poststeder for o in (ord_[1], " ".join(ord_)))


def _can_be_gard(navn: str, monstre: Monstre) -> bool:
    """Whether one word is no town or bygd, no ordinary word and no first name."""
    klasse, lav = classify(navn, monstre), navn.lower()
    kjent = klasse.sted or klasse.fornavn or lav in monstre.poststeder or is_ordbokord(lav)
    bestemt = lav.endswith(tuple(monstre.ord["adresse"]["bestemt_sted"]))
    return " " not in navn and not (kjent or bestemt) and (klasse.etternavn or klasse.ukjent)


def _gate(tekst: str, start: int, foran: str, monstre: Monstre) -> tuple[int, int] | None:
    """A street without a number; a word that may be something else only after a word for living there."""
    m = _STED.match(tekst, start)
    if m is None:
        return None
    adresse, lav = monstre.ord["adresse"], m["sted"].lower()
    sikker = lav.endswith(tuple(adresse["gate_slutt"]))
    hjem = lav.endswith(tuple(adresse["hjem_slutt"])) and foran.rstrip().endswith(tuple(adresse["bor_i"]))
    noens = _is_noens(foran, monstre) and not monstre.has(_SETNING.split(foran)[-1], "adresse", "ikke_hjem")
    sikker = sikker and (noens or _bor_etter(monstre).match(tekst, m.end()) is not None)
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


def _is_noens(foran: str, monstre: Monstre) -> bool:
    """Whether the sentence says that somebody lives there, or the words right before name kin or a home."""
    if _is_hjem(foran, monstre) or foran.rstrip().endswith(tuple(monstre.ord["adresse"]["bor_i"])):
        return True
    return monstre.has(_SETNING.split(foran)[-1][-_NAER:], "adresse", "slekt")


@lru_cache(maxsize=2)
def _bor_etter(monstre: Monstre) -> re.Pattern[str]:
    """What says, after a place, that somebody lives there."""
    return re.compile(rf",? (?:{any_of(monstre.ord['adresse']['bor_etter'])})(?!\w)")


@lru_cache(maxsize=2)
def _ord_foran(monstre: Monstre) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """How the text ends before a place where somebody may live, and of that, before a farm."""
    adresse = monstre.ord["adresse"]
    garder = tuple(f"{o}{hva}" for o in adresse["gardsord"] for hva in ("", *(f" {h}" for h in adresse["gard_heter"])))
    return (*(f" {o}" for o in adresse["gard_etter"]), *garder), garder


@lru_cache(maxsize=2)
def _gardsnavn(monstre: Monstre) -> re.Pattern[str]:
    """A farm's name, and the postal code or place after it."""
    adresse = monstre.ord["adresse"]
    gard, retning = any_of(adresse["gard"]), any_of(adresse["retninger"])
    navn = rf"(?:{any_case(adresse['retninger'])}) {ORD}(?: (?:{gard}))?|{ORD} (?P<ledd>{retning})(?!\w)"
    navn += rf"|{ORD} (?P<gardsledd>{any_case(adresse['gardsledd'])})(?!\w)"
    navn += rf"|{ORD} (?:{gard})(?!\w)|(?P<hus>{ORD}(?:{gard})en)(?!\w)|(?P<bare>{ORD}(?: {ORD})?)(?!\.[,)])"
    return re.compile(rf"(?P<her>{navn})(?P<post>,? \d{{4}} {ORD}(?: {ORD})?|, {ORD})?")


@lru_cache(maxsize=2)
def _feltsted(monstre: Monstre) -> re.Pattern[str]:
    """What may stand in a field for addresses: words, and a postal code with its place."""
    ledd = any_case(monstre.ord["adresse"]["retninger"])
    gard = any_of(monstre.ord["adresse"]["gard"])
    sted = rf"(?P<sted>(?P<ledd>(?:{ledd}) )?{ORD}(?: {ORD}){{0,2}}(?: (?:{gard}))?)"
    return re.compile(rf"{sted}(?P<post>,? \d{{4}} {ORD}(?: {ORD})?)?(?![\w-])")

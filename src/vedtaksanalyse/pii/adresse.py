"""Where somebody lives: streets, farms and postal addresses, unless an office's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from vedtaksanalyse.pii.monstre import (
    FORAN,
    FORSTE,
    ORD,
    STOR,
    Funn,
    Monstre,
    after_known,
    any_case,
    any_of,
    before,
    begun,
    ended,
    find_all,
)

_BLOKK = 140
_POSTSTED = re.compile(rf"\b\d{{4}} {ORD}(?: {ORD}){{0,2}}\Z")
_MAKS_NR = 3
_TITTEL = re.compile(r"(?<!\w)(?:Dr|St|Prof)\. \Z")
_STED_ETTER = re.compile(rf", ({ORD})(?![\w-])")
# A postal code and its place alone on a line or in a table's cell, and a PO box.
_POSTLINJE = re.compile(rf"(?:^|[|\t]|, )[ \t]*(?P<her>\d{{4}} {ORD}(?: {ORD})?)(?=[ \t]*(?:$|[|\t.,]))", re.MULTILINE)
_POSTNR = re.compile(rf"\d(?<!\d.)\d{{3}} (?=[{STOR}])")
_SETNING = re.compile(r"[.!?] |\n")


def find_adresse(tekst: str, monstre: Monstre) -> Iterator[Funn]:
    """Where somebody lives: streets, postal addresses and farms."""
    yield from _gater(tekst, monstre)
    yield from _post(tekst, monstre)
    yield from _sma_gater(tekst, monstre)
    yield from _garder(tekst, monstre)


def _gater(tekst: str, monstre: Monstre) -> Iterator[Funn]:
    """Street and number: a street's ending, a leading word as streets have, or a word before that says so."""
    kontorer, funn = set(), []
    for m in _gate(monstre).finditer(tekst):
        start, styrke = _judge(tekst, m, monstre)
        if not styrke:
            continue
        if _is_office(tekst, start, monstre):
            kontorer.add(tekst[start : m.end("nr")].lower())
        else:
            start = start - len(t[0]) if (t := _TITTEL.search(tekst, max(0, start - 6), start)) else start
            slutt = s.end() if (s := _STED_ETTER.match(tekst, m.end())) and s[1].lower() in monstre.steder else m.end()
            funn.append((start, slutt, "adresse", styrke, tekst[start : m.end("nr")].lower()))
    yield from ((*f[:4],) for f in funn if f[4] not in kontorer)


def _sma_gater(tekst: str, monstre: Monstre) -> Iterator[Funn]:
    """A street written in small letters."""
    steder = (start for o in monstre.ord["adresse"]["sma_gater"] for start in find_all(tekst, f"{o} "))
    for start in sorted(steder):
        if m := _liten_gate(monstre).search(tekst, max(0, start - 30)):
            yield m.start(), m.end(), "adresse", 0.6


def _garder(tekst: str, monstre: Monstre) -> Iterator[Funn]:
    """A farm or a place without a number, where somebody lives: «på Øvre Mæland», «Bakken søre», «Mælegarden»."""
    gardsnavn = _gardsnavn(monstre)
    for m in filter(None, (gardsnavn.match(tekst, foran.start()) for foran in _foran_gard(monstre).finditer(tekst))):
        ord_ = m["her"].lower().split()
        etter = re.findall(r"\w+", tekst[m.end() : m.end() + 25].lower())[:1]
        med_post = m["post"] and m["post"][2].isdigit()
        if (
            (med_post or m["ledd"] or _is_hjem(tekst, m.start(), monstre))
            and not monstre.ikke_navn & {*ord_[:1], *ord_[-1:]}
            and not {*etter} & (monstre.sett("navn", "etter") | monstre.sett("sted", "skoletyper"))
        ):
            helt = med_post or (m["post"] and m["post"][2:].lower() in monstre.steder)
            yield m.start("her"), m.end() if helt else m.end("her"), "adresse", 0.5
    for m in _gard(monstre).finditer(tekst) if any(o in tekst for o in _gard_tegn(monstre)) else ():
        if not monstre.ikke_navn & set(m["sted"].lower().split()) and not _is_office(tekst, m.start("sted"), monstre):
            yield m.start("sted"), m.end(), "adresse", 0.6


def _is_hjem(tekst: str, start: int, monstre: Monstre) -> bool:
    """Whether the sentence says that somebody lives there."""
    return monstre.has(_SETNING.split(tekst[max(0, start - 60) : start + 3])[-1].lower(), "adresse", "bor")


def _post(tekst: str, monstre: Monstre) -> Iterator[Funn]:
    """A PO box and a postal code with its place, unless the lines above are an office's."""
    postboks = _postboks(monstre)
    for m in postboks.finditer(tekst) if any(o in tekst for o in monstre.ord["adresse"]["postboks"]) else ():
        if _is_persons(tekst, m.start(), monstre):
            yield m.start(), m.end(), "adresse", 0.6
    for m in filter(
        None, (_POSTLINJE.search(tekst, max(0, p.start() - 6), p.end() + FORAN) for p in _POSTNR.finditer(tekst))
    ):
        sted = tekst[m.start("her") + 5 : m.end("her")].lower()
        bak_boks = postboks.search(tekst, max(0, m.start() - 25), m.start() + 1) is not None
        if (
            (sted in monstre.steder or bak_boks or m[0][0] not in ",|\t")
            and not _is_aar(m["her"])
            and _is_persons(tekst, m.start("her"), monstre)
        ):
            yield m.start("her"), m.end("her"), "adresse", 0.6


def _is_aar(post: str) -> bool:
    return "1990" <= post[:4] <= "2035"


def _is_persons(tekst: str, start: int, monstre: Monstre) -> bool:
    """Whether the lines above in the same block, or the words before, hold no office and some first name or a street."""
    blokk = tekst[:start].rsplit("\n\n", 1)[-1][-_BLOKK:]
    lav = blokk.lower()
    if monstre.has(lav, "adresse", "kontor_over"):
        return False
    ord_ = {o.lower() for o in re.findall(ORD, blokk)}
    return any(
        not ord_.isdisjoint(liste) for liste in (monstre.fornavn, monstre.tvetydige, monstre.etternavn)
    ) or monstre.has(lav, "adresse", "person_over")


def _judge(tekst: str, m: re.Match[str], monstre: Monstre) -> tuple[int, float]:
    """Where the address begins, after words known to be no part of it, and how sure it is; 0 when it is none."""
    gate = after_known(m["navn"], monstre.ikke_navn)
    start, lav = m.end("navn") - len(gate), gate.lower()
    if len(_siffer(m["nr"])) > _MAKS_NR and not lav.endswith(("vei", "veg", "veien", "vegen")):
        return start, 0.0
    if not gate or monstre.has(lav, "adresse", "ikke_gater"):
        return start, 0.0
    if (
        lav.endswith(tuple(monstre.ord["adresse"]["endelser"]))
        or lav.split(" ")[0] in monstre.ord["adresse"]["forledd"]
    ):
        return start, 0.9
    if _POSTSTED.search(m[0]):
        return start, 0.8
    foran = re.split(r"[.!?] |\n\n", before(tekst, start))[-1]
    if monstre.has(foran, "adresse", "foran") or (m["oppgang"] and foran.endswith(_steds_slutt(monstre))):
        return start, 0.7
    bestemt = len(lav) > 4 and lav.endswith(tuple(monstre.ord["adresse"]["bestemt"])) and not gate.isupper()
    return start, 0.5 if bestemt and foran.endswith(_steds_slutt(monstre)) else 0.0


def _siffer(nr: str) -> str:
    return re.match(r"\d*", nr)[0]


def _is_office(tekst: str, start: int, monstre: Monstre) -> bool:
    """Whether words before on the line, or an office's name on the line above, make the address an office's."""
    linjestart = tekst.rfind("\n", 0, start) + 1
    linje = tekst[linjestart:start].lower()
    if monstre.has(linje, "adresse", "kontor"):
        return True
    over = tekst[tekst.rfind("\n", 0, max(0, linjestart - 1)) + 1 : max(0, linjestart - 1)].lower()
    naer = linje if linje.strip() else over
    if not linje.strip() and monstre.has(over, "adresse", "kontor_rett_over"):
        return True
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
    ikke = rf"(?!\w|[.,:/%-]\d|\.? ?(?:{monstre.maaneder})| ?(?:{any_of(adresse['enheter'])})\b| ?%| \d{{3}}\b)"
    navn = rf"(?P<navn>{FORSTE}(?: {ORD}){{0,3}}(?: (?:{any_of(adresse['gatetyper'])}))?)"
    return re.compile(
        rf"{navn} (?P<nr>\d{{1,4}}(?: ?[-–] ?\d{{1,3}})?(?P<oppgang> ?[A-Za-h](?!\w))?){ikke}{_tillegg(adresse)}"
    )


@lru_cache(maxsize=2)
def _gard_tegn(monstre: Monstre) -> frozenset[str]:
    """One of these is in every text that ``_gard`` finds something in."""
    felt = {f"{o[-6:]}:" for o in monstre.ord["adresse"]["felt"]}
    return frozenset(
        {*felt, *map(str.upper, felt), *(f" {o.capitalize()} " for o in monstre.ord["adresse"]["forledd"])}
    )


@lru_cache(maxsize=2)
def _gard(monstre: Monstre) -> re.Pattern[str]:
    """A place without a number after a word that says an address follows."""
    adresse = monstre.ord["adresse"]
    forledd = any_of(o.capitalize() for o in adresse["forledd"])
    foran = rf"(?:(?:{ended(adresse['felt'])}):[ \t]*|(?:{ended(adresse['foran_gard'])}) (?=(?:{forledd}) ))"
    sted = rf"(?P<sted>{ORD}(?: {ORD}){{0,2}})(?:, \d{{4}} {ORD})?(?![\w-])"
    return re.compile(begun(*adresse["felt"], *adresse["foran_gard"]) + foran + sted)


def _tillegg(adresse: Mapping[str, Sequence[str]]) -> str:
    """What may follow a house number: the flat, the postal code and its place."""
    kort, helt = any_of(adresse["tillegg_kort"]), any_of(adresse["tillegg"])
    post = rf"(?:,? ?\n?(?:N-|NO-)?\d{{4}} {ORD}(?: {ORD}){{0,2}})?"
    return rf"(?:,? (?:{kort})\.?(?!\w) ?\w{{1,5}}|,? (?:{helt})(?!\w) ?\w{{1,5}})?(?:,? ?[HUKL]\d{{4}})?{post}"


@lru_cache(maxsize=2)
def _liten_gate(monstre: Monstre) -> re.Pattern[str]:
    """A street in small letters, and a number."""
    gater = any_of(monstre.ord["adresse"]["sma_gater"])
    return re.compile(rf"(?<![\w-])[a-zæøå]{{3,}}(?:{gater}) \d{{1,3}}(?: ?[a-h])?(?![\w.,]\d|\w)")


@lru_cache(maxsize=2)
def _postboks(monstre: Monstre) -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(monstre.ord['adresse']['postboks'])}) \d{{1,5}}(?: {ORD})?")


@lru_cache(maxsize=2)
def _foran_gard(monstre: Monstre) -> re.Pattern[str]:
    """The word before a farm's name, and a capital."""
    ord_ = monstre.ord["adresse"]["gard_etter"]
    return re.compile(rf"{begun(*ord_)}(?:{'|'.join(re.escape(o[1:]) for o in ord_)}) (?=[{STOR}])")


@lru_cache(maxsize=2)
def _gardsnavn(monstre: Monstre) -> re.Pattern[str]:
    """A farm's name after that word, and the postal code or place after it."""
    adresse = monstre.ord["adresse"]
    gard, retning = any_of(adresse["gard"]), any_of(adresse["retninger"])
    navn = rf"(?:{any_case(adresse['retninger'])}) {ORD}(?: (?:{gard}))?|{ORD} (?P<ledd>{retning})(?!\w)"
    navn += rf"|{ORD} (?:{gard})(?!\w)|{ORD}(?:{gard})en(?!\w)"
    return re.compile(
        rf"(?:{any_case(adresse['gard_etter'])}) (?P<her>{navn})(?P<post>, \d{{4}} {ORD}(?: {ORD})?|, {ORD})?"
    )

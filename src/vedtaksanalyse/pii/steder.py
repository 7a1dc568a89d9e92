"""Where somebody lives, reads mail, goes to school or works: e-mail and postal addresses, and places that point at one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from vedtaksanalyse.pii.monstre import (
    FORAN,
    FORSTE,
    ORD,
    STOR,
    Funn,
    Monstre,
    after_known,
    any_of,
    before,
    begun,
    ended,
)

_EPOST = re.compile(
    r"[\w.+-]{1,64}(?: ?(?:\((?:at|a|alfa|krøllalfa)\)|\[(?:at|a|alfa|krøllalfa)\]) ?|@)[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}"
)
_BLOKK = 140
_RUNDT = 80
# What every kind of school and nursery is written with, and the preposition before a workplace's name.
_SKOLESTAMMER = (
    "skole",
    "skule",
    "barnehag",
    "oppvekst",
    "opplæring",
    "vgs",
    "videregående",
    "vidaregåande",
    "gymnas",
    "mánáid",
)
_ARBEID_VED = re.compile(rf" (?:på|hos|ved|fr[aå]|i|for|som) (?=[{STOR}])")
# What may follow a house number: the flat, the postal code and its place.
_TILLEGG = rf"(?:,? (?:leil|inng|oppg)\.?(?!\w) ?\w{{1,5}}|,? (?:leilighet|leilegheit|bustad|bolig|inngang|oppgang)(?!\w) ?\w{{1,5}})?(?:,? ?[HUKL]\d{{4}})?(?:,? ?\n?(?:N-|NO-)?\d{{4}} {ORD}(?: {ORD}){{0,2}})?"


_POSTSTED = re.compile(rf"\b\d{{4}} {ORD}(?: {ORD}){{0,2}}\Z")
_MAKS_NR = 3
_TITTEL = re.compile(r"(?<!\w)(?:Dr|St|Prof)\. \Z")
_STED_ETTER = re.compile(rf", ({ORD})(?![\w-])")
_SMA_GATER = ("gata ", "gaten ", "vegen ", "veien ")
_LITEN_SLUTT = re.compile(r"(?<=[a-zæøå])(?:gata|gaten|vegen|veien) \d")
# A street written in small letters.
_LITEN_GATE = re.compile(r"(?<![\w-])[a-zæøå]{3,}(?:gata|gaten|vegen|veien) \d{1,3}(?: ?[a-h])?(?![\w.,]\d|\w)")
# A postal code and its place alone on a line or in a table's cell, and a PO box.
_POSTLINJE = re.compile(rf"(?:^|[|\t]|, )[ \t]*(?P<her>\d{{4}} {ORD}(?: {ORD})?)(?=[ \t]*(?:$|[|\t.,]))", re.MULTILINE)
_POSTNR = re.compile(rf"\d(?<!\d.)\d{{3}} (?=[{STOR}])")
_POSTBOKS = re.compile(rf"(?:[Pp]ostboks|Pb\.|Boks) \d{{1,5}}(?: {ORD})?")
# A farm: «på Øvre Mæland», «Bakken søre», «Mælegarden».
_RETNING = r"[Øø]vre|[Nn]edre|[Nn]ordre|[Ss]øndre|[Ss]øre|[Øø]stre|[Aa]ustre|[Vv]estre|[Ii]ndre|[Yy]tre"
_GARD_FORAN = re.compile(rf"[PpGge](?<!\w.)(?:å|ården|arden|r) (?=[{STOR}])")
_GARDSNAVN = re.compile(
    rf"(?:[Pp]å|[Gg]ården|[Gg]arden|er) (?P<her>(?:{_RETNING}) {ORD}(?: gard| gård)?|{ORD} (?P<ledd>søre|nordre|vestre|østre|austre|indre|ytre|øvre|nedre)(?!\w)|{ORD}(?: gard| gård)(?!\w)|{ORD}(?:gard|gård)en(?!\w))"
    rf"(?P<post>, \d{{4}} {ORD}(?: {ORD})?|, {ORD})?"
)


def find_epost(tekst: str, monstre: Monstre) -> Iterator[Funn]:
    """E-mail addresses, also with the sign spelt out, but those of public bodies."""
    if not any(tegn in tekst for tegn in ("@", "(at)", "[at]", "(a)", "[a]", "alfa")):
        return
    offentlige = monstre.ord["epost"]["offentlige"]
    for m in _EPOST.finditer(tekst):
        domene = re.split(r"@|[)\]] ?", m[0].lower())[-1]
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
            start = start - len(t[0]) if (t := _TITTEL.search(tekst, max(0, start - 6), start)) else start
            slutt = s.end() if (s := _STED_ETTER.match(tekst, m.end())) and s[1].lower() in monstre.steder else m.end()
            funn.append((start, slutt, "adresse", styrke, tekst[start : m.end("nr")].lower()))
    yield from ((*f[:4],) for f in funn if f[4] not in kontorer)
    yield from _post(tekst, monstre)
    for slutt in _LITEN_SLUTT.finditer(tekst) if any(o in tekst for o in _SMA_GATER) else ():
        if m := _LITEN_GATE.search(tekst, max(0, slutt.start() - 30)):
            yield m.start(), m.end(), "adresse", 0.6
    for m in filter(None, (_GARDSNAVN.match(tekst, foran.start()) for foran in _GARD_FORAN.finditer(tekst))):
        ord_ = m["her"].lower().split()
        etter = re.findall(r"\w+", tekst[m.end() : m.end() + 25].lower())[:1]
        bor = monstre.has(
            re.split(r"[.!?] |\n", tekst[max(0, m.start() - 60) : m.start() + 3])[-1].lower(), "adresse", "bor"
        )
        if (
            (bor or (m["post"] and m["post"][2].isdigit()) or m["ledd"])
            and not monstre.ikke_navn & {*ord_[:1], *ord_[-1:]}
            and not {*etter} & (monstre.sett("navn", "etter") | {*monstre.ord["sted"]["skoletyper"]})
        ):
            slutt = (
                m.end()
                if m["post"] and (m["post"][2].isdigit() or m["post"][2:].lower() in monstre.steder)
                else m.end("her")
            )
            yield m.start("her"), slutt, "adresse", 0.5
    for m in _gard(monstre).finditer(tekst):
        if not monstre.ikke_navn & set(m["sted"].lower().split()) and not _is_office(tekst, m.start("sted"), monstre):
            yield m.start("sted"), m.end(), "adresse", 0.6


def _post(tekst: str, monstre: Monstre) -> Iterator[Funn]:
    """A PO box and a postal code with its place, unless the lines above are an office's."""
    for m in _POSTBOKS.finditer(tekst) if "oks " in tekst or "Pb." in tekst else ():
        if _is_persons(tekst, m.start(), monstre):
            yield m.start(), m.end(), "adresse", 0.6
    for m in filter(
        None, (_POSTLINJE.search(tekst, max(0, p.start() - 6), p.end() + FORAN) for p in _POSTNR.finditer(tekst))
    ):
        sted = tekst[m.start("her") + 5 : m.end("her")].lower()
        bak_boks = _POSTBOKS.search(tekst, max(0, m.start() - 25), m.start() + 1) is not None
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
    return re.compile(rf"{navn} (?P<nr>\d{{1,4}}(?: ?[-–] ?\d{{1,3}})?(?P<oppgang> ?[A-Za-h](?!\w))?){ikke}{_TILLEGG}")


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
    lav = tekst.lower()
    skoler = sorted(m.start() for stamme in _SKOLESTAMMER if stamme in lav for m in re.finditer(stamme, lav))
    for m in _near(_skole(monstre), ((start, start) for start in skoler), tekst):
        ord_ = m["navn"].split(" ")
        while ord_ and ord_[0].lower() in monstre.ord["sted"]["ikke_sted"]:
            ord_.pop(0)
        if ord_ and not monstre.ikke_navn & {o.lower() for o in ord_}:
            start = m.end("navn") - len(" ".join(ord_))
            yield start, m.end(), "barnehage" if "barnehage" in m[0].lower() else "skole", 0.8
    for m in (
        *_near(_arbeid(monstre), (a.span() for a in _ARBEID_VED.finditer(tekst)), tekst),
        *_arbeidsfelt(monstre).finditer(tekst),
    ):
        forst = m["navn"].split(" ")[0].lower()
        sted = forst in monstre.ord["adresse"]["forledd"] or bool(m["i"])
        if forst in monstre.ord["sted"]["ikke_arbeid"] or (sted and not m["type"]):
            continue
        if forst not in monstre.fornavn or m["type"] or monstre.has(m["navn"].lower(), "sted", "firma"):
            yield m.start("navn"), m.end(), "arbeidsplass", 0.7


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
    flere = rf"(?: (?:og {ORD}|& {ORD}|på {ORD}|{ORD}|\d{{3,4}}(?!\d|[.,]\d))){{0,3}}"
    return rf"(?P<navn>{ORD}{flere})(?P<type> (?:{typer})(?!\w))?"


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

"""Where somebody lives: streets with a number, and with them farms and postal addresses, unless an office's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from vedtaksanalyse.pii.gard import find_gard
from vedtaksanalyse.pii.kontoradresse import is_office
from vedtaksanalyse.pii.monstre import FORAN, FORSTE, ORD, STOR, Funn, Monstre, any_of, before
from vedtaksanalyse.pii.post import find_post

_POSTSTED = re.compile(rf"\b\d{{4}} {ORD}(?: {ORD}){{0,2}}\Z")
_MAKS_NR = 3
# Initials and short titles before a street's name: «C. J. Hambros plass», «Prof. Brochs gate», «Gml. Drammensvei».
_TITTEL = re.compile(rf"(?<!\w)(?:(?:[{STOR}]|Dr|St|Prof|Gen|Chr|Kr|Fr|Joh|Th|Kapt|Adm|Gml|Gl|Dronn|Nordahl)\. ?)+\Z")
_STED_ETTER = re.compile(rf", ({ORD})(?![\w-])")
_NULL = r"0(?<![\w@.-].)[a-zæøå]\w{3,}"
_NULL_FORST = re.compile(_NULL)
# A number after a word in small letters.
_ETTER_LITEN = re.compile(r" (?<=[a-zæøå] )\d(?=\d{0,2}(?!\d))")
_I = (" i ", "\ti ", "\ni ")
_KORT = re.compile(r"(?:gt|gt\.|v\.|vn\.?|vg\.?|gn\.)$")


def find_adresse(tekst: str, monstre: Monstre) -> Iterator[Funn]:
    """Where somebody lives: streets, postal addresses and farms; what overlaps is one."""
    siste: Funn | None = None
    for ett in sorted(chain(*(finn(tekst, monstre) for finn in (_gater, _sma_gater, find_gard, find_post)))):
        if siste and ett[0] < siste[1]:
            siste = (siste[0], max(siste[1], ett[1]), siste[2], max(siste[3], ett[3]))
            continue
        if siste:
            yield siste
        siste = ett
    if siste:
        yield siste


def _gater(tekst: str, monstre: Monstre) -> Iterator[Funn]:
    """Street and number: a street's ending, a leading word as streets have, or a word before that says so."""
    kontorer, funn = set(), []
    for m in chain(_gate(monstre, FORSTE).finditer(tekst), _andre_gater(tekst, monstre)):
        start, styrke = _judge(tekst, m, monstre)
        if not styrke:
            continue
        if is_office(tekst, start, monstre):
            kontorer.add(tekst[start : m.end("nr")].lower())
        else:
            start = _with_preposisjon(tekst, start, monstre)
            start = start - len(t[0]) if (t := _TITTEL.search(tekst, max(0, start - 12), start)) else start
            slutt = m.end()
            if (s := _STED_ETTER.match(tekst, m.end())) and s[1].lower() in monstre.poststeder:
                slutt = s.end()
            funn.append((start, slutt, "adresse", styrke, tekst[start : m.end("nr")].lower()))
    yield from ((*f[:4],) for f in funn if f[4] not in kontorer)


def _andre_gater(tekst: str, monstre: Monstre) -> Iterator[re.Match[str]]:
    """Streets called after a date, and those whose first letter was read as a figure."""
    if _NULL_FORST.search(tekst):
        yield from _gate(monstre, _NULL).finditer(tekst)
    if any(tegn in tekst for tegn in monstre.ord["adresse"]["datogate"]):
        yield from _datogate(monstre).finditer(tekst)


def _sma_gater(tekst: str, monstre: Monstre) -> Iterator[Funn]:
    """A street written in small letters; one that may be something else after a word for living or before a code."""
    adresse = monstre.ord["adresse"]
    sikre, andre = tuple(adresse["sma_gater"]), tuple(adresse["sma_kanskje"])
    for nr in _ETTER_LITEN.finditer(tekst):
        ordet = tekst[max(0, nr.start() - FORAN) : nr.start()]
        if ordet.endswith(sikre + andre) and (m := _liten_gate(monstre).search(tekst, max(0, nr.start() - FORAN))):
            if m.start("nr") != nr.end() - 1:
                continue
            plass = m["eier"] and tekst[m.start() - 3 : m.start()] in _I
            if ordet.endswith(sikre) or m["post"] or plass or monstre.has(before(tekst, m.start()), "adresse", "foran"):
                yield m.start(), m.end(), "adresse", 0.6


def _judge(tekst: str, m: re.Match[str], monstre: Monstre) -> tuple[int, float]:
    """Where the address begins, after words known to be no part of it, and how sure it is; 0 when it is none."""
    gate = _after_known(m["navn"], monstre)
    start, lav = m.end("navn") - len(gate), gate.lower()
    if len(_siffer(m["nr"])) > _MAKS_NR and not lav.endswith(("vei", "veg", "veien", "vegen")):
        return start, 0.0
    if (
        not gate
        or monstre.has(lav, "adresse", "ikke_gater")
        or gate.endswith(tuple(monstre.ord["adresse"]["ikke_endelser"]))
    ):
        return start, 0.0
    if (
        lav.endswith(tuple(monstre.ord["adresse"]["endelser"]))
        or lav.split(" ")[0] in monstre.ord["adresse"]["forledd"]
        or _KORT.search(lav)
    ):
        return start, 0.9
    if _POSTSTED.search(m[0]):
        return start, 0.8
    foran = re.split(r"[.!?] |\n\n", before(tekst, start))[-1]
    if monstre.has(foran, "adresse", "foran") or (m["oppgang"] and foran.endswith(_steds_slutt(monstre))):
        return start, 0.7
    if foran.endswith(_steds_slutt(monstre)) and monstre.has(foran, "adresse", "leie"):
        return start, 0.6
    if tekst[start - 1 : start] == "\n" and _boks_under(monstre).match(tekst, m.end()):
        return start, 0.7
    bestemt = len(lav) > 4 and lav.endswith(tuple(monstre.ord["adresse"]["bestemt"])) and not gate.isupper()
    return start, 0.5 if bestemt and foran.endswith(_steds_slutt(monstre)) else 0.0


def _with_preposisjon(tekst: str, start: int, monstre: Monstre) -> int:
    """Where the street begins, with a preposition in capitals that is part of its name: «bor i Ved Elva 5»."""
    m = _preposisjon(monstre).search(tekst, max(0, start - 12), start)
    return m.start("her") if m else start


def _after_known(navn: str, monstre: Monstre) -> str:
    """What follows the last word known to be no part of a street («Adresse Øvre Bakken 4»), unless nothing of it is left."""
    ord_ = navn.split(" ")
    kjente = [nr for nr, o in enumerate(ord_) if o.lower() in monstre.ikke_navn]
    for nr in reversed(kjente):
        if (resten := ord_[nr + 1 :]) and not resten[0][0].islower():
            return " ".join(resten)
    hel = len(ord_) > 1 and (ord_[-1][0].islower() or ord_[0].lower() in monstre.ord["adresse"]["forledd"])
    return navn if hel or not kjente else ""


def _siffer(nr: str) -> str:
    return re.match(r"\d*", nr)[0]


@lru_cache(maxsize=2)
def _steds_slutt(monstre: Monstre) -> tuple[str, ...]:
    return tuple(f" {o} " for o in monstre.ord["navn"]["steds_ord"])


@lru_cache(maxsize=4)
def _gate(monstre: Monstre, forste: str) -> re.Pattern[str]:
    """One to four words and a house number, not followed by a unit, a month or more digits."""
    adresse = monstre.ord["adresse"]
    navn = rf"(?P<navn>{forste}(?: {ORD}){{0,3}}(?: (?:{any_of(adresse['gatetyper'])}))?(?:(?<=gt|vn|vg|gn)\.|(?<=[a-z]v)\.)?)"
    return re.compile(rf"{navn} (?:nr\.? ?)?{_nummer(monstre)}{_tillegg(adresse)}")


@lru_cache(maxsize=2)
def _datogate(monstre: Monstre) -> re.Pattern[str]:
    """A street that is called after a date."""
    endelser = any_of(monstre.ord["adresse"]["endelser"])
    navn = rf"(?P<navn>\d{{1,2}}\. ?(?:{monstre.maaneder})[- ](?:{endelser})s?)"
    return re.compile(rf"{navn} {_nummer(monstre)}{_tillegg(monstre.ord['adresse'])}", re.IGNORECASE)


def _nummer(monstre: Monstre) -> str:
    ikke = rf"(?!\w|[.,:/%-]\d|\.? ?(?:{monstre.maaneder})| ?(?:{any_of(monstre.ord['adresse']['enheter'])})\b| ?%| \d{{3}}\b)"
    return (
        rf"(?P<nr>(?:\d{{1,4}}|[lI]\d{{1,2}}|\d{{1,2}}[lIO])(?: ?[-–] ?\d{{1,3}})?(?P<oppgang> ?[A-Za-h](?!\w))?){ikke}"
    )


def _tillegg(adresse: Mapping[str, Sequence[str]]) -> str:
    """What may follow a house number: the flat, the postal code and its place."""
    kort, helt = any_of(adresse["tillegg_kort"]), any_of(adresse["tillegg"])
    sted = rf"(?:{ORD}|{_NULL})"
    post = rf"(?:,? ?\n?(?:N-|NO-)?(?:\d{{4}}|(?=\w*\d{{2}})[\dOIl]{{4}}) {sted}(?: {ORD}){{0,2}}(?: [{STOR}](?!\w))?)?"
    flat = rf"(?:,? \(?(?:(?:{kort})\.?|(?:{helt}))(?!\w)[.:]? ?(?:nr\.? ?)?\w{{1,5}}(?!\w)\)?)"
    inng = rf"(?:,? \d\.? (?:{kort}|{helt})\.?(?!\w))?"
    return rf"{flat}?{inng}(?:,? ?\(?[HUKL]\d{{4}}\)?)?{flat}?{post}"


@lru_cache(maxsize=2)
def _preposisjon(monstre: Monstre) -> re.Pattern[str]:
    return re.compile(rf"(?<=[a-z] )(?P<her>{any_of(monstre.ord['adresse']['preposisjoner'])}) \Z")


@lru_cache(maxsize=2)
def _boks_under(monstre: Monstre) -> re.Pattern[str]:
    """A PO box on the line below."""
    return re.compile(rf"[ \t]*\n[ \t]*(?:{any_of(monstre.ord['adresse']['postboks'])}):? \d")


@lru_cache(maxsize=2)
def _liten_gate(monstre: Monstre) -> re.Pattern[str]:
    """A street in small letters, and a number."""
    adresse = monstre.ord["adresse"]
    gater = any_of([*adresse["sma_gater"], *adresse["sma_kanskje"]])
    ikke = rf"(?!\w|[.,:/%-]\d| ?(?:{any_of(adresse['enheter'])})\b| \d{{3}}(?!\d))"
    navn = rf"(?<![\w-])(?:[{STOR}][a-zæøå]+ |(?P<eier>[a-zæøå]{{5,}}s )|[a-zæøå]{{2,}}s )?[a-zæøå]*(?:{gater})"
    return re.compile(rf"{navn} (?P<nr>\d{{1,3}})(?: ?[a-h](?!\w))?{ikke}(?P<post>,? \d{{4}} \w{{2,}})?")

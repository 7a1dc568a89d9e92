"""What is applied for: the units that ask for something, and the items named in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vedtaksanalyse.detection.poster.lest import Lest, Omtale, Ytring
from vedtaksanalyse.detection.poster.ordbok import Ordbok
from vedtaksanalyse.sak import Belegg

_SKILLE = re.compile(r"\[x?\s?\]|[,;:•☒☐☑✓()\[\]\n+&]|\s[-–]\s")
_ORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_MAKS_ORD = 6
_SVARER = ("ja", "utfall", "svar.gitt", "svar.gir", "svar.nektet")
_TALL = re.compile(r"\d{3}|\bx ?\d|\d ?x\b")
_KOLON = re.compile(r" ?[:|]")
_TOM_BOKS = re.compile(r"☐|\[ \]")
_KRYSS = re.compile(r"(?:☒|☑|✓|\[x\])\s*$")


@dataclass(frozen=True, slots=True)
class Soknadspost:
    """One item applied for. ``slag`` is a kind of the catalogue, or empty: then ``stammer`` are its words' stems."""

    slag: str
    stammer: frozenset[str]
    belop: int | None
    belegg: Belegg
    type: str


def find_soknad(lest: Lest, ordbok: Ordbok) -> tuple[list[Soknadspost], set[int]]:
    """The items that a document asks for, and which of its units ask."""
    poster: list[Soknadspost] = []
    spor: set[int] = set()
    aapen: Ytring | None = None
    besvart: set[int] = set()
    for nr, ytring in enumerate(lest.ytringer):
        fra = _asks(ytring, lest, ordbok, besvart)
        if fra is None and ytring.har(*_SVARER) and ytring.setning.slag != "overskrift":
            besvart.add(ytring.blokk)
        liste = fra is None and aapen is not None and _continues(ytring, aapen, lest.ytringer[nr - 1], lest)
        if fra is None and not liste:
            aapen = None
            continue
        if not liste:
            aapen = ytring
        spor.add(nr)
        if not ytring.poster and nr and ytring.har("dette") and lest.oppdeling.dokument.type != "vedtak":
            poster += _items(lest.ytringer[nr - 1], lest.ytringer[nr - 1].setning.start, lest, ordbok)
        poster += _items(ytring, ytring.setning.start if fra is None else fra, lest, ordbok)
    if not poster and lest.oppdeling.dokument.type == "soknad":
        spor = {nr for nr, ytring in enumerate(lest.ytringer) if _names_first(ytring, lest) and _TALL.search(lest.oppdeling.tekst(ytring.setning))}
        poster = [post for nr in sorted(spor) for post in _items(lest.ytringer[nr], lest.ytringer[nr].setning.start, lest, ordbok)]
    return poster, spor


def _names_first(ytring: Ytring, lest: Lest) -> bool:
    """Whether a unit begins with an item, as in «Shoes x2.»."""
    flate, setning = lest.oppdeling.flate, ytring.setning
    if not ytring.poster or ytring.har("nekt") or flate[setning.slutt - 1] == "?":
        return False
    return flate.count(" ", setning.start, ytring.poster[0].start) <= 1


def _asks(ytring: Ytring, lest: Lest, ordbok: Ordbok, besvart: set[int]) -> int | None:
    """Where a unit begins to ask; None when it does not. Once something is answered under a heading, what follows
    there asks only in words.
    """
    setning, type_ = ytring.setning, lest.oppdeling.dokument.type
    if not ytring.ord and setning.seksjon not in ordbok.seksjoner["soknad"]:
        return None
    if ytring.har("senere") or setning.seksjon in ordbok.seksjoner["uten"]:
        return None
    verb, navn = ytring.ord.get("soknad", ()), ytring.ord.get("soknadsnavn", ())
    felt = _felt(ytring, "vedtaksfelt" if type_ == "vedtak" else "soknadsfelt", lest)
    if type_ == "vedtak":
        if ytring.har("utfall", "nei", "utsatt", "svar.gitt", "svar.nektet") or (ytring.har("fortid") and setning.slag != "overskrift"):
            return None
        under = setning.seksjon in ordbok.seksjoner["soknad"] and ytring.blokk not in besvart
        if under and setning.slag != "overskrift" and not ytring.har("ja"):
            return min((slutt for _, slutt in (*verb, *navn)), default=setning.start)
        if navn and not verb and ytring.har("ja"):
            return None
        return min((*(slutt for _, slutt in (*verb, *navn)), *felt), default=None)
    cues = [slutt for _, slutt in verb]
    if type_ == "soknad":
        cues += [*felt, *(slutt for _, slutt in ytring.ord.get("trenger", ()))]
    if type_ == "klage" and ytring.har("ubesvart"):
        return setning.start
    return min(cues, default=None) if type_ in ("soknad", "journalnotat") else None


def _felt(ytring: Ytring, navn: str, lest: Lest) -> list[int]:
    """Where the value of a field begins whose label is one of these cues."""
    flate = lest.oppdeling.flate
    return [s for start, s in ytring.ord.get(navn, ()) if start == ytring.setning.start and _KOLON.match(flate, s)]


def _continues(ytring: Ytring, aapen: Ytring, forrige: Ytring, lest: Lest) -> bool:
    """Whether a unit goes on with the list that an asking unit opened."""
    slag, foran = ytring.setning.slag, forrige.setning.slag
    if slag == "overskrift" or ytring.har("senere") or _felt(ytring, "rubrikk", lest) or lest.oppdeling.dokument.type == "klage":
        return False
    if lest.oppdeling.dokument.type == "soknad":
        # The answer to a form's question, as in «What do you apply for? Rent and shoes.»
        spurt, spor = (lest.oppdeling.flate[y.setning.slutt - 1] == "?" for y in (aapen, ytring))
        svar = forrige is aapen and not aapen.poster and spurt and not spor and bool(ytring.poster) and not ytring.har("nekt")
        liste = slag == foran == "rad" or (forrige is aapen and slag == "rad")
        uten_tegn = not (aapen.poster or aapen.punktum or ytring.punktum) and slag == "setning" and foran in ("setning", "felt")
        naken = not aapen.poster and _names_first(ytring, lest) and (forrige is aapen or _names_first(forrige, lest))
        return liste or uten_tegn or naken or svar or (ytring.linje == aapen.linje and aapen.setning.slag == "felt")
    svarer = ytring.har("utfall", "nei", "utsatt", "ja")
    if svarer and slag != "felt":
        return False
    opens = lest.oppdeling.flate[aapen.setning.slutt - 1] == ":" or foran == "overskrift" or not aapen.poster
    if aapen.setning.slag == "felt" and ytring.linje == aapen.linje and (ytring.belop or not svarer) and _names_first(ytring, lest):
        return True
    return slag == "rad" and (foran == "rad" or (forrige is aapen and opens)) or (opens and forrige is aapen)


def _items(ytring: Ytring, fra: int, lest: Lest, ordbok: Ordbok) -> Iterator[Soknadspost]:
    flate, dokument = lest.oppdeling.flate, lest.oppdeling.dokument
    bokser = bool(_TOM_BOKS.search(flate, fra, ytring.setning.slutt))
    modifikatorer = {slutt for _, slutt in ytring.ord.get("modifikator", ())}
    liste = ytring.setning.slag in ("rad", "felt")
    til = min((s for s, _ in ytring.ord.get("slutt", ()) if s > fra), default=ytring.setning.slutt)
    for start, slutt in _pieces(ytring, flate, fra, til):
        belop = next((b for b, s, _ in ytring.belop if start <= s < slutt), None)
        if bokser and not _KRYSS.search(flate, fra, start):
            continue  # among boxes only a label after a ticked one is asked for
        post = next((p for p in ytring.poster if start <= p.start < slutt and p.start - 1 not in modifikatorer), None)
        if post:
            belop = belop or _amount_after(ytring, slutt)
            yield Soknadspost(post.slag, frozenset(), belop, _belegg(post, dokument.dok_id), dokument.type)
            continue
        ord_ = list(_ORD.finditer(flate, start, slutt))
        navn = [m for m in ord_ if ordbok.stamme(m[0])]
        if dokument.type == "vedtak" and navn and len(ord_) <= _MAKS_ORD and (belop or liste):
            belegg = Belegg(dokument.dok_id, navn[0].start(), navn[-1].end())
            stammer = frozenset(ordbok.stamme(m[0]) for m in navn)
            yield Soknadspost("", stammer, belop, belegg, dokument.type)


def _amount_after(ytring: Ytring, fra: int) -> int | None:
    """The first amount after an item, unless another item comes first."""
    neste = min((p.start for p in ytring.poster if p.start >= fra), default=ytring.setning.slutt)
    return next((b for b, s, _ in ytring.belop if fra <= s < neste), None)


def _pieces(ytring: Ytring, flate: str, fra: int, til: int) -> Iterator[tuple[int, int]]:
    """The parts of an asking unit between commas and the like, each up to where it gives reasons."""
    skiller = [(m.start(), m.end()) for m in _SKILLE.finditer(flate, fra, til)]
    skiller += [(s, e) for s, e in ytring.ord.get("skille", ()) if fra <= s < til]
    stopp = [s for s, _ in ytring.ord.get("stopp", ())]
    start = fra
    for s, e in [*sorted(skiller), (til, til)]:
        slutt = min((x for x in stopp if start <= x < s), default=s)
        if slutt > start:
            yield start, slutt
        start = max(start, e)


def _belegg(post: Omtale, dok_id: str) -> Belegg:
    return Belegg(dok_id, post.start, post.slutt)


def join_poster(poster: Iterable[Soknadspost]) -> list[Soknadspost]:
    """One of each kind, the one in the vedtak first."""
    rekke = {"vedtak": 0, "soknad": 1}
    valgt: dict[object, Soknadspost] = {}
    for post in sorted(poster, key=lambda p: rekke.get(p.type, 2)):
        valgt.setdefault(post.slag or post.stammer, post)
    return list(valgt.values())

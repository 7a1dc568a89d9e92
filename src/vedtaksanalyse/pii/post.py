"""Postal addresses: codes and their places, PO boxes, numbers of properties and flats, unless an office's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from vedtaksanalyse.pii.kontoradresse import is_office
from vedtaksanalyse.pii.monstre import FORAN, ORD, STOR, Funn, Monstre, any_of, before, find_all
from vedtaksanalyse.pii.ordklasse import classify, is_ordbokord

_BLOKK, _BOKSORD = 140, 8
# A line so long before it is running text, where the sentence tells whose address it is.
_LOPENDE_TEKST = 30
_SETNING = re.compile(r"[.!?] ")
# A postal code and its place alone on a line or in a table's cell, or after a comma.
_POSTLINJE = re.compile(
    rf"(?:^|[|\t]|, |- |: ?)[ \t]*(?P<her>(?:N-|NO-)?\d{{4}} {ORD}(?: (?:i )?{ORD})?(?: [{STOR}](?!\w))?)(?=[ \t]*(?:$|[|\t.,;)]))",
    re.MULTILINE,
)
_POSTNR = re.compile(r"\d(?<!\d.)(?<![.,/-].)\d{3} (?=[^\W\d_])")
_LITE_STED = re.compile(r"[a-zæøå]{4,}")
_POSTSTED = re.compile(rf"\d{{4}} (?P<sted>{ORD}(?: (?:i )?{ORD})?)")
_BOLIGNR = re.compile(r"[HUKL](?<!\w.)\d{4}(?!\w)")
_LOPENDE = re.compile(r"(?<!\w)[a-z\u00df-\u00ff]{2,} \Z")
# The house or farm that stands before, on the same line or the one above.
_HUS_FORAN = re.compile(
    rf"(?:^|(?<=, )|(?<=: )|(?<= ))(?P<hus>{ORD}(?: [\w-]+)?)(?:, ?|[ \t]*\n[ \t]*|, ?\n[ \t]*)\Z", re.MULTILINE
)
# One of these is in every text that names a property by its numbers.
_BRUKSNUMMER = ("bnr", "b.nr", "Bnr", "B.nr", "BNR")
_EIENDOM = re.compile(
    r"[Gg](?<!\w.)\.?(?:nr|NR)\.?:? ?\d{1,4}[ ,/og]{1,4}[Bb]\.?(?:nr|NR)\.?:? ?\d{1,4}(?:[ ,/og]{1,4}(?:[FfSs]nr)\.?:? ?\d{1,4})*"
    r"|[Gg](?<!\w.)(?:nr\.?/bnr\.?|nr\.? og bnr\.?|\.?/b\.?nr\.?|bnr\.?):? \d{1,4} ?/ ?\d{1,4}(?:/\d{1,4})*"
)


def find_post(tekst: str, monstre: Monstre) -> Iterator[Funn]:
    """PO boxes, postal codes with their places, and the numbers of properties and flats."""
    postboks = _postboks(monstre)
    for start in sorted({start for o in _boksord(monstre) for start in find_all(tekst, o)}):
        m = postboks.search(tekst, max(0, start - _BOKSORD), start + FORAN)
        if m and m.start() <= start and is_persons(tekst, m.start(), monstre):
            hus = _with_hus(tekst, m.start(), monstre)
            yield hus if " " in tekst[hus : m.start()].strip(", \n") else m.start(), m.end(), "adresse", 0.6
    for p in _POSTNR.finditer(tekst):
        if lite := _LITE_STED.match(tekst, p.end()):
            if lite[0] in monstre.poststeder and not is_ordbokord(lite[0]):
                yield p.start(), lite.end(), "adresse", 0.6
        elif spenn := _judge_post(tekst, p.start(), p.end(), postboks, monstre):
            yield *spenn, "adresse", 0.6
    if any(tegn in tekst for tegn in _BRUKSNUMMER):
        yield from ((m.start(), m.end(), "adresse", 0.7) for m in _EIENDOM.finditer(tekst))
    for m in _BOLIGNR.finditer(tekst):
        if before(tekst, m.start()).rstrip(" .:(").endswith(tuple(monstre.ord["adresse"]["bolignr"])):
            yield m.start(), m.end(), "adresse", 0.6


def _judge_post(
    tekst: str, start: int, slutt: int, postboks: re.Pattern[str], monstre: Monstre
) -> tuple[int, int] | None:
    m = _POSTLINJE.search(tekst, max(0, start - 6), slutt + FORAN)
    if m and m.start("her") <= start < m.end("her"):
        sted = m["her"].split(" ", 1)[1].lower()
        bak_boks = postboks.search(tekst, max(0, m.start() - 25), m.start() + 1) is not None
        kjent = sted in monstre.poststeder or sted.split(" ")[0] in monstre.poststeder
        alene = m[0][0] not in ",|\t-:" and (kjent or sted not in monstre.steder)
        if ((kjent or bak_boks or alene) and not _is_aar(tekst[start:]) or (kjent and alene)) and is_persons(
            tekst, m.start("her"), monstre
        ):
            return _with_hus(tekst, m.start("her"), monstre), m.end("her")
        return None
    m = _POSTSTED.match(tekst, start)
    if m is None or _is_aar(m[0]) or not _LOPENDE.search(tekst[:start][-FORAN:]) or is_office(tekst, start, monstre):
        return None
    to, ett = m["sted"].lower(), m["sted"].split(" ")[0].lower()
    if to in monstre.poststeder:
        return start, m.end()
    return (start, start + 5 + len(ett)) if ett in monstre.poststeder else None


def _with_hus(tekst: str, start: int, monstre: Monstre) -> int:
    """Where the address begins: with the house or farm before the postal code, unless that is a name."""
    m = _HUS_FORAN.search(tekst, max(0, start - FORAN), start)
    if m is None or {*m["hus"].lower().split(" ")} & monstre.ikke_navn:
        return start
    ord_ = m["hus"].split(" ")
    over = tekst[: m.start("hus")].rstrip(" \t")
    forst = classify(ord_[0], monstre)
    if len(ord_) == 1 and "\n" in m[0]:
        # A single word between a name and the postal code; a first name or a surname alone may be the addressee.
        return m.start("hus") if over.endswith("\n") and over.strip() and not forst.fornavn else start
    gard = len(ord_) > 1 and (
        ord_[-1].lower() in {*monstre.ord["adresse"]["retninger"], *monstre.ord["adresse"]["gard"]}
        or ord_[0].lower() in monstre.ord["adresse"]["retninger"]
    )
    return m.start("hus") if gard or (len(ord_) == 1 and not forst.fornavn) else start


def _is_aar(post: str) -> bool:
    return "1990" <= post[:4] <= "2035"


def is_persons(tekst: str, start: int, monstre: Monstre) -> bool:
    """Whether the lines above in the same block, or the words before, hold no office and some name or a street."""
    blokk = tekst[:start].rsplit("\n\n", 1)[-1][-_BLOKK:]
    if (linje := blokk.rsplit("\n", 1)[-1]) and len(linje) > _LOPENDE_TEKST:
        return not monstre.has(_SETNING.split(linje)[-1].lower(), "adresse", "kontor_over")
    lav = blokk.lower()
    if monstre.has(lav, "adresse", "kontor_over"):
        return False
    if monstre.has(lav, "adresse", "person_over"):
        return True
    klasser = (classify(o, monstre) for o in re.findall(ORD, blokk))
    return any(k.fornavn or k.etternavn or k.ukjent for k in klasser)


@lru_cache(maxsize=2)
def _boksord(monstre: Monstre) -> frozenset[str]:
    """What every word for a PO box ends in."""
    return frozenset(f"{o[-2:]} " for o in monstre.ord["adresse"]["postboks"])


@lru_cache(maxsize=2)
def _postboks(monstre: Monstre) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of(monstre.ord['adresse']['postboks'])}):? \d{{1,5}}(?: {ORD})?")

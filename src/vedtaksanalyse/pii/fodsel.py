"""Birth dates: after a word for birth, in a table's column of them, and right after a child's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from vedtaksanalyse.pii.monstre import FORAN, ORD, Funn, Monstre, any_case, any_of, begun, ended
from vedtaksanalyse.pii.ordklasse import classify

_FORAN_DATO = re.compile(r"(?:\(|\| )(?=\d{1,2}[./-]|\d{6}|\d{4}-)")
_NAVN_FORAN = re.compile(rf"{ORD} \Z")
_ETTER_DATO = re.compile(r"\)(?:[\n ).,]|\Z)| \||\n|, [a-z\u00df-\u00ff]")
# What parts a first name from the date: in running text, and in a table's column.
_KOMMA, _KOLONNE = re.compile(r", (?=\d{1,4}[./-])"), re.compile(r"[ \t](?=\d)(?<= {2}|.\t)")
_NAVN_KOMMA, _NAVN_KOLONNE = re.compile(rf"[a-z:] ({ORD})\Z"), re.compile(rf"(?m:^)[ \t]*({ORD})[ \t]*\Z")
_MASKERT = re.compile(r"\d(?<!\w.)\d{5}[ -]?(?:[*xX•]{5})(?!\w)")
# One of these is in every five of them.
_MASKER = ("*", "•", "xx", "XX", "xX", "Xx")


def find_fodselsdato(tekst: str, monstre: Monstre) -> Iterator[Funn]:
    """A date after a word that says it is a birth date, and those listed after it."""
    for m in _fodt(monstre).finditer(tekst):
        yield from (
            (d.start(), d.end(), "fodselsdato", 0.9) for d in _dato(monstre).finditer(tekst, m.start("fra"), m.end())
        )
    if any(tegn in tekst for tegn in _MASKER):
        yield from ((m.start(), m.end(), "fodselsdato", 0.7) for m in _MASKERT.finditer(tekst))
    # «Ella (12.03.2015)», and a table's cell under a head that says birth.
    for m in _FORAN_DATO.finditer(tekst):
        d = _dato(monstre).match(tekst, m.end())
        if d and _ETTER_DATO.match(tekst, d.end()) and not d[0].isdigit():
            navn = _NAVN_FORAN.search(tekst, max(0, m.start() - FORAN), m.start()) if m[0] == "(" else None
            if _is_navn(navn[0][:-1] if navn else "", monstre) or (
                m[0] != "(" and _fodt_over(monstre).search(tekst, 0, d.start())
            ):
                yield d.start(), d.end(), "fodselsdato", 0.6
    yield from _after_fornavn(tekst, monstre)


def _after_fornavn(tekst: str, monstre: Monstre) -> Iterator[Funn]:
    """«Nora, 2.1.2016», and a column right after the one of names."""
    for skille, foran in ((_KOMMA, _NAVN_KOMMA), (_KOLONNE, _NAVN_KOLONNE)):
        for m in skille.finditer(tekst):
            n = foran.search(tekst, max(0, m.start() - FORAN), m.start())
            if n and classify(n[1], monstre).fornavn and (d := _dato(monstre).match(tekst, m.end())):
                yield d.start(), d.end(), "fodselsdato", 0.5


def _is_navn(ordet: str, monstre: Monstre) -> bool:
    klasse = classify(ordet, monstre) if ordet else None
    return klasse is not None and (klasse.navn or klasse.ukjent)


@lru_cache(maxsize=2)
def _dato(monstre: Monstre) -> re.Pattern[str]:
    """A whole date, in figures, with the month's name, or in words."""
    return re.compile(_datoform(monstre), re.IGNORECASE)


@lru_cache(maxsize=2)
def _fodt(monstre: Monstre) -> re.Pattern[str]:
    """A word that says birth, a date (from the group ``fra`` on), and dates listed after it."""
    ord_, dato = monstre.ord["dato"]["fodt"], _datoform(monstre)
    liste = rf"{dato}(?:(?:,|,? og)(?: den)? {dato})*"
    etter = rf"(?:\W{{0,3}}(?:er|den)\b){{0,2}}[\s:.|]{{0,4}}(?P<fra>{liste})"
    return re.compile(rf"{begun(*ord_)}(?:{ended(ord_)})(?i:{etter})")


@lru_cache(maxsize=2)
def _fodt_over(monstre: Monstre) -> re.Pattern[str]:
    """The head of a table's column of birth dates, or what says that children are listed."""
    ord_ = monstre.ord["dato"]
    return re.compile(rf"\| *(?:{any_case(ord_['fodt_kolonne'])})|{any_case(ord_['barn_over'])}")


def _datoform(monstre: Monstre) -> str:
    ord_ = monstre.ord["dato"]
    siffer = r"\d{1,2}[./-] ?\d{1,2}(?:[./-] ?(?:19|20)?| (?:19|20))\d\d|(?:19|20)\d\d-\d\d-\d\d|\d{6}"
    i_ord = rf"(?:{any_of(ord_['dager'])}) (?:{monstre.maaneder}) (?:(?:19|20)?\d\d\b|(?:{any_of(ord_['hundreaar'])})\w*(?: og \w+)?)"
    return rf"(?:[\dlI]\d?\. ?(?:{monstre.maaneder}),? (?:19|20)\d\d|{siffer}|{i_ord})(?!\d|[./-]\d)"

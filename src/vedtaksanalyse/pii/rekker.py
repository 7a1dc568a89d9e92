"""Rows of capitalised words, cut where a word that is no part of a name stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vedtaksanalyse.pii.monstre import FORAN, ORD, RESTEN, STOR, Monstre
from vedtaksanalyse.pii.ordklasse import SIKKERT, Ordklasse, classify, is_vanlig

_PARTIKKEL = r"al|el|van|von|de|der|den|da|dos|di|du|la|le|af|bin|ibn|ben|abu|bint|ter|ul|ur|e|y"
_REKKE = re.compile(
    rf"[{STOR}](?<![\w@.-].)(?:{RESTEN}|\.(?: ?[{STOR}]\.)*)"
    rf"(?:[ \u00a0]{{1,2}}(?:(?:Aa|Chr|Fr|Kr|Joh|Th)\.(?= [{STOR}])|{ORD}|[{STOR}]\.(?:[ ]?[{STOR}]\.)?|[{STOR}](?= [{STOR}])|(?:(?:(?:{_PARTIKKEL})[ -]){{1,2}}|[ae][dnrstz]h?-){ORD}|[«\"“]{ORD}[»\"”](?= [{STOR}])))*"
    r"(?![@(])"
)
# The Arabic article, as it sounds before each letter.
_ARTIKKEL = re.compile(rf"[ae][dlnrstz]h?-[{STOR}]")
_ORD = re.compile(r"[^\s«»\"“”]+")
_PARTIKKEL_FORAN = re.compile(r"(?<!\w)(?:van|von|el|al|bin|ibn|af)(?: de[nr]?)?[ -]\Z")
_FLEST = 4


@dataclass(frozen=True, slots=True)
class Rekke:
    """A row: its place, its capitalised words with their classes, and where the whole row of which it is a part began."""

    tekst: str
    start: int
    slutt: int
    ord_: tuple[str, ...]
    klasser: tuple[Ordklasse, ...]
    rekkestart: int

    @property
    def navn(self) -> bool:
        """Whether any word of it is in a list of names or formed as one."""
        return any(k.navn for k in self.klasser)


def find_rekker(tekst: str, monstre: Monstre) -> Iterator[Rekke]:
    """Every row that may be a name, four words long at most."""
    feltord, vanlige = monstre.feltord, monstre.vanlige
    for m in _REKKE.finditer(tekst):
        if (
            " " not in (ordet := m[0])
            and (ordet in vanlige or is_vanlig(ordet, monstre))
            and not _has_rolle_foran(tekst, m.start(), monstre)
        ):
            continue
        bit: list[tuple[int, int, str, Ordklasse]] = []
        for o in _ORD.finditer(tekst, m.start(), m.end()):
            if not o[0][0].isupper() and not _ARTIKKEL.match(o[0]):
                continue
            klasse = classify(o[0], monstre)
            lav = o[0].lower()
            sist = bit and o.end() == m.end() and _is_likevel_etternavn(lav, bit[-1][3], monstre)
            if sist:
                bit.append((o.start(), o.end(), o[0], klasse))
            elif lav in monstre.ikke_navn or (lav in feltord and not klasse.fornavn):
                yield from _cut(tekst, bit, m.start(), monstre)
                bit = []
            else:
                bit.append((o.start(), o.end(), o[0], klasse))
        yield from _cut(tekst, bit, m.start(), monstre)


def _is_likevel_etternavn(lav: str, foran: Ordklasse, monstre: Monstre) -> bool:
    """Whether a word that is no name, last in a row after a first name, is a surname there: «Dagfinn Strøm»."""
    if lav in monstre.sett("navn", "ogsaa_etternavn"):
        return foran.fornavn > 0
    return foran.fornavn == SIKKERT and lav in monstre.etternavn


def _can_be_navn(tekst: str, bit: list[tuple[int, int, str, Ordklasse]], monstre: Monstre) -> bool:
    """Whether any of the words may be part of a name: known as one, known as nothing, after an initial, or after kin."""
    if any(k.navn or k.ukjent for *_, k in bit) or (len(bit) > 1 and bit[0][2][1:] == "."):
        return True
    return len(bit) == 1 and _has_rolle_foran(tekst, bit[0][0], monstre)


def _has_rolle_foran(tekst: str, start: int, monstre: Monstre) -> bool:
    """Whether a word for kin, or for who has an office or a trade, stands before."""
    if start < 2 or tekst[start - 1] not in ' «"“':
        return False
    hale = tekst[start - 4 : start].rstrip(' ,«"“')[-2:]
    if hale not in monstre.rolle_haler:
        return False
    forrige = tekst[max(0, start - FORAN) : start].rstrip(' ,«"“').rpartition(" ")[2].lower()
    if forrige.endswith(monstre.yrker):
        return True
    return (
        forrige in monstre.slekt_siste and monstre.slekt_foran.search(tekst, max(0, start - FORAN), start) is not None
    )


def _cut(tekst: str, bit: list[tuple[int, int, str, Ordklasse]], rekkestart: int, monstre: Monstre) -> Iterator[Rekke]:
    """The words as a row, unless none of them can be part of a name."""
    while bit and bit[-1][2][1:] == ".":
        if len(bit) > 1 and bit[0][3].navn:
            break
        bit = bit[:-1]
    while len(bit) > 1 and bit[0][2][1:].isalpha() and not (bit[0][3].navn or bit[0][3].ukjent) and bit[1][3].fornavn:
        bit = bit[1:]
    if len(bit) == 2 and bit[0][3].ordinaer and not bit[0][3].navn and bit[1][3].etternavn and bit[0][0] == rekkestart:
        bit = bit[1:] if _has_rolle_foran(tekst, bit[1][0], monstre) else bit
    if not bit or not _can_be_navn(tekst, bit, monstre):
        return
    bit = bit[:_FLEST]
    ord_, klasser = tuple(o for *_, o, _ in bit), tuple(k for *_, k in bit)
    start = bit[0][0]
    if tekst[start - 2 : start - 1].islower() and (m := _PARTIKKEL_FORAN.search(tekst, max(0, start - 8), start)):
        start = m.start()
    yield Rekke(tekst, start, bit[-1][1], ord_, klasser, min(rekkestart, start))

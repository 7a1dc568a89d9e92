"""Numbers that identify: fødselsnummer and its kin, bank accounts, telephones, car plates.

Form finds them; the word before (or just after, in brackets) and the check digits decide what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from vedtaksanalyse.pii.monstre import FORAN, ROM, Funn, Monstre, before, digits, find_all
from vedtaksanalyse.pii.nummer import has_dato, is_fnr, is_kontonummer

# A pattern that begins with the characters it may begin with, and looks behind after that, is found many times faster.
_FORST = r"(?<!\d.)(?<!\d[.,].)(?<![/-].)"
_SIST = r"(?![\d/]|[.,-]\d)"
_SKILLE = rf"(?:{ROM}?[-\u2013./]{ROM}?|{ROM})"
ELLEVE = re.compile(
    rf"\d{_FORST}(?:\d{{5}}{_SKILLE}?\d{{5}}|\d{{3}}(?:[.]|{ROM})\d{{2}}(?:[.]|{ROM})\d{{5}}"
    rf"|\d(?:[.]|{ROM})\d{{2}}(?:[.]|{ROM})(?:19|20)?\d{{2}}{_SKILLE}\d{{5}}|\d{{5}}{ROM}\d{{3}}{ROM}\d{{2}}){_SIST}"
)
_KONTOFORM = re.compile(rf"(\d{{4}})(?:[.]|{ROM})\d{{2}}(?:[.]|{ROM})\d{{5}}")
_AARSTALL = ("19", "20")
_IBAN = re.compile(rf"NO(?<!\w..)\d\d(?:[.-]|{ROM})?\d(?:(?:[.-]|{ROM})?\d){{10}}(?!\d)")
# An account that an invoice is paid to is no person's.
_KID_ETTER, _KID_FORAN = (
    re.compile(r"[ ,.;(]{0,12}(?:\w+ )?kid\b"),
    re.compile(r"\bkid(?:-?\w+)?[ .:]+\d+[ ,.;]{1,3}(?:[^\W\d_]+[.:]? ){0,2}\Z"),
)
TELEFON = re.compile(
    rf"[+(02-9]{_FORST}(?P<land>(?:(?<=\+)|(?<=\()\+|(?<=0)0)47\)?{ROM}?[2-9]|(?<=4)7{ROM}[49](?=\d(?:{ROM}\d\d){{3}})|(?<=[2-9]))"
    rf"(?:\d(?P<a>{ROM}|[.-])\d\d(?:(?P=a)\d\d){{2}}|\d\d(?P<b>{ROM}|[.-])\d\d(?P=b)\d{{3}}|\d\d(?P<c>{ROM})\d{{3}}(?P=c)\d\d|(?P<fire>\d{{3}}{ROM}\d{{4}})|\d{{7}})"
    rf"(?![\d/]|[.,-]\d|{ROM}\d{{3}}\b)"
)
_UTLAND = re.compile(rf"\+(?<!\d.)(?!47)[1-9]\d{{0,2}}(?:{ROM}?\d){{7,12}}(?!\d)")
# Four and four digits may be two amounts of a table, so they must stand in running text.
_RUNNING = re.compile(r"[^\W\d_]{2,} \(?$")
# A number before has had its word.
_ETTER_TALL = re.compile(r"\d{5,}\D|\d-\d{4}\D")
_ORD = re.compile(r"[^\W\d_]+")
_PERSON_FORAN = re.compile(r"(?P<forste>[^\W\d_]+\.?) (?P<siste>[^\W\d_]+(?:-[^\W\d_]+)?)[,:] ?\Z")
# Switchboards have round numbers.
_RUNDT = "000"
_DATOTALL = re.compile(r"20[0-3]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_KRONER = re.compile(rf"{ROM}?(?:,-|kr\b|kroner\b|nok\b)", re.IGNORECASE)
_BIL = re.compile(
    r"[A-HJ-NPR-VX-Z](?<![\w/-].)[A-HJ-NPR-VX-Z] ?(?:\d{5}|\d\d \d{3}|\d{4}(?: [A-Z]{2})?)(?![\w/]|[.,-]\d)"
)
# A foreign plate, right after the word for plates.
_UTENLANDSK = re.compile(r"\w+[ (:«]{1,3}(?P<nr>(?=[A-Z0-9 -]*\d)[A-Z]{1,3}[ -]?[A-Z0-9]{3,6}(?:[ -][A-Z]{2})?)(?!\w)")


def find_nummer(tekst: str, monstre: Monstre) -> Iterator[Funn]:
    """Eleven digits: birth number or account, told apart by form, the word before and check digits."""
    if "NO" in tekst:
        yield from ((m.start(), m.end(), "kontonummer", 1.0) for m in _IBAN.finditer(tekst))
    for m in ELLEVE.finditer(tekst):
        slag, styrke = _judge(m[0], _whole_words(tekst, m.start()), tekst[m.end() : m.end() + 20].lower(), monstre)
        if slag == "fnr" or (slag and not is_offentlig(tekst, m.start(), m.end(), monstre)):
            yield m.start(), m.end(), slag, styrke


def _whole_words(tekst: str, start: int) -> str:
    """The lower-case text before a place, from where a word begins: the end of one may say something else."""
    fra = max(0, start - FORAN)
    while fra and tekst[fra - 1].isalpha() and start - fra < 2 * FORAN:
        fra -= 1
    return tekst[fra:start].lower()


def _judge(tekst: str, foran: str, etter: str, monstre: Monstre) -> tuple[str, float]:
    siffer = digits(tekst)
    siffer = siffer[:4] + siffer[-7:]
    sagt = monstre.said(foran)
    if not sagt and etter.startswith(" (") and (bak := monstre.said(etter)) in ("fnr", "kontonummer"):
        sagt = bak
    fnr, konto = is_fnr(siffer), is_kontonummer(siffer)
    form = _KONTOFORM.fullmatch(tekst)
    if sagt == "kontonummer" or (form and sagt != "fnr" and (konto or _can_be_konto(form[1], sagt))):
        return "kontonummer", 1.0 if konto else 0.8
    if fnr or sagt == "fnr":
        return "fnr", 1.0 if fnr else 0.9
    penger = monstre.has(foran, "konto", "penger")
    if konto and penger and sagt != "annet":
        return "kontonummer", 0.8
    if has_dato(siffer) and sagt != "annet":
        return "fnr", 0.6
    if konto and sagt != "annet" and tekst.isdigit():
        return "kontonummer", 0.5
    return "", 0.0


def is_offentlig(tekst: str, start: int, slutt: int, monstre: Monstre) -> bool:
    """Whether an account is a public body's, or one that an invoice with a KID is paid to."""
    foran, etter = before(tekst, start), tekst[slutt : slutt + FORAN].lower()
    if monstre.has(foran, "konto", "privat"):
        return False
    return bool(_KID_ETTER.match(etter) or _KID_FORAN.search(foran)) or monstre.has(foran, "konto", "offentlig")


def _can_be_konto(forst: str, sagt: str) -> bool:
    return sagt != "annet" and not forst.startswith(_AARSTALL)


def find_telefon(tekst: str, monstre: Monstre) -> Iterator[Funn]:
    """Eight digits, unless a public line, an amount or a case number. Written in one run they need a word before."""
    for m in TELEFON.finditer(tekst):
        siffer, helt = digits(m[0])[-8:], before(tekst, m.start())
        foran = _ETTER_TALL.split(helt)[-1]
        if m[0].isdigit() and _DATOTALL.fullmatch(siffer):
            continue
        if siffer[0] in "8" or siffer in monstre.ord["telefon"]["offentlige"] or _is_office(foran, siffer, monstre):
            continue
        sagt, land = monstre.said(foran), m["land"] != ""
        sikker = (
            siffer[0] in "49" and (not m["fire"] or _in_text(helt, siffer)) if m["fire"] or m[0].isdigit() else True
        )
        annet = sagt in ("annet", "kontonummer") or (sagt == "belop" and not m["a"]) or _KRONER.match(tekst, m.end())
        annet = annet or (sagt == "belop" and not has_person_foran(helt, monstre))
        if sagt == "telefon" or land or (sikker and not annet) or (not sagt and has_person_foran(helt, monstre)):
            yield m.start(), m.end(), "telefon", 1.0 if sagt == "telefon" or land else 0.7
    if "+" in tekst:
        yield from ((m.start(), m.end(), "telefon", 0.9) for m in _UTLAND.finditer(tekst))


def _in_text(foran: str, siffer: str) -> bool:
    """Whether four and four digits are a number in running text; two round figures are amounts."""
    return _RUNNING.search(foran) is not None and siffer[3::4] != "00"


def _is_office(foran: str, siffer: str, monstre: Monstre) -> bool:
    """Whether the words before say a public line; a mobile is somebody's even after an office's name."""
    if monstre.words("telefon", "be_om").search(foran.rstrip(" ?")) and foran.endswith("? "):
        return False
    siste = max((m.end() for m in monstre.words("telefon", "offentlig_ord").finditer(foran)), default=-1)
    if siste >= 0 and not _names_person(foran[siste:], monstre):
        return True
    if siffer[0] not in "49" and siffer.endswith(_RUNDT):
        return True
    linje = foran.rsplit("\n", 1)[-1]
    siste = max((m.end() for m in monstre.words("telefon", "kontor").finditer(linje)), default=-1)
    return siffer[0] not in "49" and siste >= 0 and not _names_person(linje[siste:], monstre)


def _names_person(foran: str, monstre: Monstre) -> bool:
    """Whether words right before a number have somebody's first name and surname."""
    ord_ = _ORD.findall(foran)
    return any(a in monstre.fornavn and (b in monstre.fornavn or _is_etternavn(b, monstre)) for a, b in pairwise(ord_))


def _is_etternavn(ordet: str, monstre: Monstre) -> bool:
    return ordet in monstre.etternavn or monstre.etternavnform.fullmatch(ordet) is not None


def has_person_foran(foran: str, monstre: Monstre) -> bool:
    """Whether a person's name and a comma stand right before a number: «Tone Vik, 35 95 71 18»."""
    m = _PERSON_FORAN.search(foran)
    if m is None:
        return False
    forste, siste = (m[hva] in monstre.fornavn or m[hva] in monstre.tvetydige for hva in ("forste", "siste"))
    return (_is_etternavn(m["siste"], monstre) and (forste or m["forste"][1:] == ".")) or (
        siste and (m["forste"] in monstre.slekt_siste or m["forste"] in monstre.sett("navn", "hilsen"))
    )


def find_bil(tekst: str, monstre: Monstre) -> Iterator[Funn]:
    """Two letters and five digits, unless the letters or the word before make it something else."""
    for m in _BIL.finditer(tekst):
        foran = before(tekst, m.start())
        sagt = monstre.has(foran, "bil", "foran")
        if sagt or (
            digits(m[0])[4:] and monstre.said(foran) != "annet" and m[0][:2] not in monstre.ord["bil"]["ikke_bokstaver"]
        ):
            yield m.start(), m.end(), "bilnummer", 1.0 if sagt else 0.6
    ord_ = monstre.ord["bil"]["skilt"]
    for start in (start for o in ord_ for start in find_all(tekst, o)):
        if m := _UTENLANDSK.match(tekst, start):
            yield *m.span("nr"), "bilnummer", 0.7

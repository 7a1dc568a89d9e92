"""Numbers that are cut in unusual places or read wrongly from paper: only beside a word for them, or with valid check digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vedtaksanalyse.pii.monstre import FORAN, Funn, Monstre
from vedtaksanalyse.pii.nummer import is_fnr, is_kontonummer
from vedtaksanalyse.pii.tall import ELLEVE, TELEFON, is_offentlig

# Letters that scanning makes of figures.
_LEST_FEIL = str.maketrans("OoIl|S", "001115")
_TEGN = "[0-9OoIl|S]"
_MELLOM = r"[ .\u00a0\u2009\u202f\u2013-]"
_ELLEVE = re.compile(rf"[0-9OIl](?<![\w@/+].)(?:{_MELLOM}{{0,2}}\n?{_TEGN}){{10}}(?![\w/]|[.,-]\d|{_MELLOM}\d)")
_TELEFON = re.compile(
    rf"[+02-9OIlS](?<![\w@/.+-].)(?:(?<=\+)47[ (.-]{{0,2}}[2-9OIlS]|(?<=0)047[ (.-]{{0,2}}[2-9OIlS]|(?<=[2-9OIlS]))"
    rf"(?:{_MELLOM}?{_TEGN}){{7}}(?![\w/]|[.,-]\d|{_MELLOM}\d)"
)
# Where as many figures as a telephone number has stand with little between them: the slow patterns look there alone.
_REKKE = re.compile(r"[0-9OIl+](?<![\w.].)[0-9OoIl|S .()\n\u00a0\u2009\u202f\u2013-]{7,}")
_GRUPPER = re.compile(rf"{_TEGN}{{2}}(?: {_TEGN}{{2}}){{3}}|{_TEGN}{{3}} {_TEGN}{{2}} {_TEGN}{{3}}")
# Said one by one.
_ETT_OG_ETT = re.compile(r"\d(?: \d){7}")
_LAND = re.compile(r"(?:\+|00)47")
_INNI_ORD = re.compile(r"(?<=[^\W\d_])[015](?=[^\W\d_])")
_SIFFER_I_ORD = str.maketrans("015", "ols")
_MINST, _TELEFONSIFRE = 7, 8


def find_losetall(tekst: str, monstre: Monstre) -> Iterator[Funn]:
    """Eleven figures cut in any way, and eight after a word for telephones."""
    for r in _REKKE.finditer(tekst):
        yield from _find_i_rekke(tekst, r.start(), r.end(), monstre)


def _find_i_rekke(tekst: str, start: int, slutt: int, monstre: Monstre) -> Iterator[Funn]:
    for m in _ELLEVE.finditer(tekst, start, slutt + 3):
        if sum(map(str.isdigit, m[0])) >= _MINST and not ELLEVE.fullmatch(m[0]) and (slag := _judge(tekst, m, monstre)):
            yield m.start(), m.end(), slag, 0.8
    for m in _TELEFON.finditer(tekst, start, slutt + 3):
        if not TELEFON.fullmatch(m[0]) and _is_telefon(tekst, m, monstre):
            yield m.start(), m.end(), "telefon", 0.7


def _judge(tekst: str, m: re.Match[str], monstre: Monstre) -> str:
    siffer = _digits(m[0])
    sagt = _said(tekst, m.start(), monstre)
    if is_offentlig(tekst, m.start(), m.end(), monstre) and not is_fnr(siffer):
        return ""
    if is_fnr(siffer) and sagt != "kontonummer":
        return "fnr"
    if sagt in ("fnr", "kontonummer"):
        return sagt
    helt = not any(map(str.isalpha, m[0])) and "\n" not in m[0]
    return "kontonummer" if helt and not sagt and is_kontonummer(siffer) and _has_penger(tekst, m, monstre) else ""


def _has_penger(tekst: str, m: re.Match[str], monstre: Monstre) -> bool:
    return monstre.has(tekst[max(0, m.start() - FORAN) : m.start()].lower(), "konto", "penger")


def _is_telefon(tekst: str, m: re.Match[str], monstre: Monstre) -> bool:
    if _LAND.match(m[0]):
        return True
    if sum(map(str.isdigit, m[0])) < _TELEFONSIFRE - 2:
        return False
    if _ETT_OG_ETT.fullmatch(m[0]) and _said(tekst, m.start(), monstre) in ("", "telefon"):
        return True
    if any(map(str.isalpha, m[0])) and _GRUPPER.fullmatch(m[0]):
        return True
    return (
        _said(tekst, m.start(), monstre) == "telefon"
        and not monstre.has(tekst[max(0, m.start() - FORAN) : m.start()].lower(), "telefon", "offentlig_ord")
        and (_digits(m[0])[0] in "49" or "." not in m[0] and _has_ord_rett_foran(tekst, m.start(), monstre))
    )


def _has_ord_rett_foran(tekst: str, start: int, monstre: Monstre) -> bool:
    """Whether the last word before, or the one before a preposition, is a word for telephones."""
    linje = tekst[max(0, start - FORAN) : start].lower().rsplit("\n", 1)[-1]
    return monstre.said(" ".join(linje.split()[-2:])) == "telefon"


def _said(tekst: str, start: int, monstre: Monstre) -> str:
    foran = tekst[max(0, start - FORAN) : start].lower()
    return monstre.said(_INNI_ORD.sub(lambda m: m[0].translate(_SIFFER_I_ORD), foran))


def _digits(tekst: str) -> str:
    return "".join(filter(str.isdigit, tekst.translate(_LEST_FEIL)))

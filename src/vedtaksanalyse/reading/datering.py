"""A document's own date: which of the dates of a text says when it was written.

The words stand in ``kriterier/felles/dokumenttyper.toml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise

from vedtaksanalyse.reading.kjenn import typeord, utdrag

_SKILLE = re.compile(r"\s[/–—]\s|[·•|\t]|\s{2,}")
_LINJETEGN = 300
_HODE, _HALE = 12, 4
_MERKET = 6.6  # above what a date without a word before it gets


@dataclass(frozen=True, slots=True)
class Dato:
    """A date as it stands in a text; ``aar`` None when it is left out."""

    start: int
    slutt: int
    dag: int
    maaned: int
    aar: int | None

    def fullt(self, naer: date | None = None) -> date | None:
        """The date; a missing year is the one that brings it closest to ``naer``."""
        if self.aar is not None:
            return _dato(self.aar, self.maaned, self.dag)
        if naer is None:
            return None
        mulige = [d for n in (-1, 0, 1) if (d := _dato(naer.year + n, self.maaned, self.dag))]
        return min(mulige, key=lambda d: abs((d - naer).days), default=None)


def _dato(aar: int, maaned: int, dag: int) -> date | None:
    try:
        return date(aar, maaned, dag)
    except ValueError:
        return None


@cache
def _datomonster() -> re.Pattern[str]:
    navn = "|".join(sorted((n for m in typeord()["dato"]["maaneder"] for n in m), key=len, reverse=True))
    return re.compile(
        r"(?<![\d.,/-])(?:(?P<iso>\d{4})-(?P<im>\d\d)-(?P<id>\d\d)"
        rf"|(?P<d>\d{{1,2}})\.?\s?(?:(?P<navn>{navn})\b\.?)(?:\s(?P<a1>\d{{4}})\b)?"
        r"|(?P<d2>\d{1,2})(?P<s>[./-])\s?(?P<m2>\d{1,2})(?:(?:(?P=s)\s?|[-/])(?P<a2>\d{4}|\d{2})(?!\d)|\.?(?![\d]))"
        r")(?!\d)"
    )


_SKANNEFEIL = str.maketrans("loi|", "1011")
_SKANNET = re.compile(r"(?<!\w)(?=[loi|\d./]{0,9}\d)[loi|\d]{1,2}[./][loi|\d]{1,2}[./][loi|\d]{4}(?!\w)|(?<!\w)2[o0][o\dli]{2}(?!\w)")


def finn_datoer(flate: str) -> list[Dato]:
    """All dates in lower-case text; letters that scanning takes for digits («ll.o3.2025») are read as digits."""
    datoer = []
    flate = _SKANNET.sub(lambda m: m.group().translate(_SKANNEFEIL), flate)
    for m in _datomonster().finditer(flate):
        if m["iso"]:
            dag, maaned, aar = int(m["id"]), int(m["im"]), int(m["iso"])
        elif m["navn"]:
            maaned = next(n for n, navn in enumerate(typeord()["dato"]["maaneder"], 1) if m["navn"] in navn)
            dag, aar = int(m["d"]), int(m["a1"]) if m["a1"] else None
        else:
            if not m["a2"] and m["s"] == "-":
                continue
            dag, maaned, aar = int(m["d2"]), int(m["m2"]), int(m["a2"]) if m["a2"] else None
        if aar is not None and aar < 100:
            aar += 2000
        if _dato(aar or 2024, maaned, dag) and (aar is None or 1990 <= aar <= 2100):
            datoer.append(Dato(m.start(), m.end(), dag, maaned, aar))
    return datoer


def kjenn_dato(tekst: str, type_: str, filnavn: str = "", naer: date | None = None) -> date | None:
    """The document's own date: that of its letterhead, its date field or its note header; None when it has none.

    Args:
        naer: the date of the case's vedtak, to complete dates written without a year.
    """
    linjer = [linje[:_LINJETEGN] for linje in utdrag(tekst).casefold().split("\n") if linje.strip()]
    if type_ != "vedtak" and len(linjer) > 1 and _brevhode().match(linjer[0]) and not finn_datoer(linjer[0]):
        linjer = linjer[1:]
    kandidater = sorted(_kandidater(linjer, type_), key=lambda par: -par[0])
    if type_ == "journalnotat" and (siste := _siste_innforsel(linjer, naer)):
        forste = kandidater[0] if kandidater else (0.0, None)
        if forste[0] < _MERKET or forste[1].fullt(naer) is None:
            return siste
    for _, dato in kandidater:
        if funnet := dato.fullt(naer):
            return funnet
    navn = filnavn.rpartition(".")[0].casefold()
    i_navnet = (dato for mellom in " -" for dato in finn_datoer(navn.replace("_", mellom)) if dato.aar)
    return next((d for dato in i_navnet if (d := dato.fullt())), None)


def _siste_innforsel(linjer: list[str], naer: date | None) -> date | None:
    """The last date of a running log: lines that begin with dates in order, from one of the first two on."""
    datoer = []
    for nummer, linje in enumerate(linjer):
        if nummer == 2 and not datoer:
            return None
        if m := _innforsel().match(linje):
            dato = next(iter(finn_datoer(linje[m.start("dato") :])), None)
            if dato and not dato.start and (funnet := dato.fullt(naer)):
                datoer.append(funnet)
    return datoer[-1] if len(datoer) > 1 and datoer == sorted(datoer) else None


@cache
def _brevhode() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{'|'.join(typeord()['dato']['brevhode'])})\b")


@cache
def _innforsel() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:(?:{'|'.join(typeord()['dato']['innforsel'])})\b[^:\d]{{0,40}})?(?P<dato>\d)")


def _kandidater(linjer: list[str], type_: str) -> list[tuple[float, Dato]]:
    """Dates that can be the document's own, with how well they stand."""
    ord_ = typeord()["dato"]
    merker = {*ord_["merker"]} | ({*ord_["merker_notat"]} if type_ == "journalnotat" else set())
    merker |= {*ord_["merker_innkommet"]} if type_ != "vedtak" else set()
    ut = []
    for plass, linje in enumerate(linjer[:_HODE]):
        over = linjer[plass - 1].strip(" :") if plass else ""
        datoer = finn_datoer(linje)
        datoer = _siste_av_samordnede(linje, datoer) if type_ == "journalnotat" else _without_period(linje, datoer)
        ut += [(_poeng(linje, dato, plass, merker, type_, over), dato) for dato in datoer]
    for linje in linjer[max(_HODE, len(linjer) - _HALE) :]:
        for dato in finn_datoer(linje):
            if _alene(linje, dato) or linje.lstrip().startswith(tuple(merker)):
                ut.append((2.0, dato))
    return [par for par in ut if par[0] > 0]


def _without_period(linje: str, datoer: list[Dato]) -> list[Dato]:
    """«01.02.2023–31.03.2023» tells of a period; neither end is when the document was written."""
    ender = {d for a, b in pairwise(datoer) if linje[a.slutt : b.start].strip() in ("–", "-", "—") for d in (a, b)}
    return [dato for dato in datoer if dato not in ender]


def _siste_av_samordnede(linje: str, datoer: list[Dato]) -> list[Dato]:
    """«29.08. kl. 9 og 31.08.» is written on the last of the days it tells of."""
    ledd = tuple(typeord()["dato"]["samordnet"])
    forbi = {a for a, b in pairwise(datoer) if b.start - a.slutt <= 14 and linje[a.slutt : b.start].strip().endswith(ledd)}
    return [dato for dato in datoer if dato not in forbi]


def _poeng(linje: str, dato: Dato, plass: int, merker: set[str], type_: str, over: str) -> float:
    ord_ = typeord()["dato"]
    foran = linje[: dato.start].strip(" \t|:.,·•–-(")
    siste = re.split(r"[:|.,;·•]\s*|\s/\s|\s{2,}", foran)[-1].strip()
    egne = ord_["egne"][type_]
    if foran in egne or (foran in ord_["under_tittel"] and over in egne):
        return 6.0
    fremmede = ord_["fremmede"] + (ord_["merker_innkommet"] if type_ == "vedtak" else [])
    if any(siste == f or siste.endswith(" " + f) for f in fremmede):
        return 0.0
    if type_ == "journalnotat" and linje[: dato.start].rstrip(" ,(").endswith(tuple(ord_["idag"])):
        return 7.0
    if type_ != "vedtak" and plass <= 3 and not foran:
        return 6.5 - plass * 0.1
    if siste in merker or (len(siste.split()) <= 3 and siste.endswith(tuple(" " + merke for merke in merker))):
        return 6.0 - plass * 0.1
    if _alene(linje, dato):
        return (5.0 if linje.strip(" .,").replace(linje[dato.start : dato.slutt].strip(" .,"), "") else 5.5) - plass * 0.1
    if plass <= 3 and _eget_ledd(linje, dato):
        return 4.5 - plass * 0.1
    if plass <= 1 and not foran:
        return 4.0 - plass
    tittel = not plass or (plass <= 3 and typeord()["typer"][type_]["tittel"].match(linje.strip()))
    return 2.5 - plass * 0.1 if type_ != "vedtak" and tittel and dato.start < 60 else 0.0


def _eget_ledd(linje: str, dato: Dato) -> bool:
    """True when the date fills its part of a line that signs divide: «Hastevedtak · fre 17.03.23 · kl. 14.50»."""
    ledd = (_SKILLE.split(linje[: dato.start])[-1] + " " + _SKILLE.split(linje[dato.slutt :])[0]).split()
    return bool(_SKILLE.search(linje)) and dato.aar is not None and len(ledd) <= 1


def _alene(linje: str, dato: Dato) -> bool:
    """True when the line is a place and a date, and no sentence: «Nav Sundby, 5. mars 2024»."""
    rest = (linje[: dato.start] + " " + linje[dato.slutt :]).strip(" .,|–-:")
    return len(rest.split()) <= 4 and not rest.endswith((".", "!", "?"))

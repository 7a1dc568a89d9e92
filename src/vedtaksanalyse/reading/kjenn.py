"""What kind of document a text is, and its own date, from its content and the file's name.

The words stand in ``kriterier/felles/dokumenttyper.toml``.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

_HODELINJER = 9
_HODETEGN = 140
_LINJETEGN = 300
_UTDRAG = 20_000
_SITERT = re.compile("«[^»]{0,600}»")


@cache
def _typer() -> dict:
    data = tomllib.loads((files("vedtaksanalyse") / "kriterier" / "felles" / "dokumenttyper.toml").read_text("utf-8"))
    for typen in data["typer"].values():
        typen["filnavn"] = re.compile("|".join(map(_flat_navn, typen["filnavn"])))
        typen["tittel"] = re.compile(r"(?:\d+[. ]+)?(?:" + "|".join(typen["tittel"]) + ")")
        typen["tekst"] = [re.compile(spor) for spor in typen["tekst"]]
        typen["mot"] = [re.compile(spor) for spor in typen["mot"]]
    return data


def kjenn_type(tekst: str, filnavn: str = "") -> str:
    """The type with the most cues; what no type has cues for is «annet»."""
    data = _typer()
    vekt = data["vekt"]
    flate = _utdrag(tekst).casefold()
    hode = [linje.strip()[:_HODETEGN] for linje in flate.split("\n")[:30] if linje.strip()][:_HODELINJER]
    flate = _SITERT.sub("«»", flate)
    navnetype = _type_av_navn(filnavn)
    poeng = {}
    for navn, typen in data["typer"].items():
        tittel = next((n for n, linje in enumerate(hode) if typen["tittel"].match(linje)), None)
        poeng[navn] = (
            vekt["filnavn"] * (navn == navnetype)
            + (0 if tittel is None else vekt["tittel"][(tittel + 1) // 2 if tittel < 3 else 2])
            + vekt["tekst"] * sum(1 for spor in typen["tekst"] if spor.search(flate))
            + vekt["mot"] * sum(1 for spor in typen["mot"] if spor.search(flate))
        )
    beste = max(poeng, key=lambda navn: poeng[navn])
    return beste if poeng[beste] > 0 else navnetype or "annet"


def _utdrag(tekst: str) -> str:
    """The beginning and the end: what a document is and when it was written stands there."""
    return tekst if len(tekst) <= _UTDRAG else tekst[: _UTDRAG * 3 // 4] + "\n" + tekst[-_UTDRAG // 4 :]


def _type_av_navn(filnavn: str) -> str:
    flatt = _flat_navn(filnavn.rpartition(".")[0] or filnavn)
    treff = {navn: m.start() for navn, typen in _typer()["typer"].items() if (m := typen["filnavn"].search(flatt))}
    return min(treff, key=lambda navn: treff[navn]) if treff else ""


def _flat_navn(navn: str) -> str:
    """File names lose their letters on the way: «søknad», «soknad» and «s_knad» of another system alike."""
    navn = unicodedata.normalize("NFC", navn.casefold())
    return navn.replace("ø", "o").replace("å", "a").replace("æ", "ae")


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
    navn = "|".join(sorted((n for m in _typer()["dato"]["maaneder"] for n in m), key=len, reverse=True))
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
            maaned = next(n for n, navn in enumerate(_typer()["dato"]["maaneder"], 1) if m["navn"] in navn)
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
    for _, dato in sorted(_kandidater(tekst, type_), key=lambda par: -par[0]):
        if funnet := dato.fullt(naer):
            return funnet
    navn = filnavn.rpartition(".")[0].casefold()
    i_navnet = (dato for mellom in " -" for dato in finn_datoer(navn.replace("_", mellom)) if dato.aar)
    return next((d for dato in i_navnet if (d := dato.fullt())), None)


def _kandidater(tekst: str, type_: str) -> list[tuple[float, Dato]]:
    """Dates that can be the document's own, with how well they stand."""
    ord_ = _typer()["dato"]
    merker = {*ord_["merker"]} | ({*ord_["merker_notat"]} if type_ == "journalnotat" else set())
    merker |= {*ord_["merker_innkommet"]} if type_ != "vedtak" else set()
    linjer = [linje[:_LINJETEGN] for linje in _utdrag(tekst).casefold().split("\n")]
    fulle = [n for n, linje in enumerate(linjer) if linje.strip()]
    hode, hale = fulle[:12], fulle[-4:]
    ut = []
    for plass, n in enumerate(hode):
        ut += [(_poeng(linjer[n], dato, plass, merker, type_), dato) for dato in finn_datoer(linjer[n])]
    for n in hale:
        if n not in hode:
            for dato in finn_datoer(linjer[n]):
                if _alene(linjer[n], dato) or linjer[n].lstrip().startswith(tuple(merker)):
                    ut.append((2.0, dato))
    return [par for par in ut if par[0] > 0]


def _poeng(linje: str, dato: Dato, plass: int, merker: set[str], type_: str) -> float:
    foran = linje[: dato.start].strip(" \t|:.,–-(")
    siste = re.split(r"[:|.,;]\s*|\s{2,}", foran)[-1].strip()
    if foran in _typer()["dato"]["egne"][type_]:
        return 6.0
    if any(siste == f or siste.endswith(" " + f) for f in _typer()["dato"]["fremmede"]):
        return 0.0
    if type_ != "vedtak" and plass <= 3 and not foran:
        return 6.5 - plass * 0.1
    if siste in merker or (len(siste.split()) <= 3 and siste.endswith(tuple(" " + merke for merke in merker))):
        return 6.0 - plass * 0.1
    if _alene(linje, dato):
        return 5.0 - plass * 0.1
    if plass <= 1 and not foran:
        return 4.0 - plass
    tittel = not plass or (plass <= 3 and _typer()["typer"][type_]["tittel"].match(linje.strip()))
    return 2.5 - plass * 0.1 if type_ != "vedtak" and tittel and dato.start < 60 else 0.0


def _alene(linje: str, dato: Dato) -> bool:
    """True when the line is a place and a date, and no sentence: «Nav Sundby, 5. mars 2024»."""
    rest = (linje[: dato.start] + " " + linje[dato.slutt :]).strip(" .,|–-:")
    return len(rest.split()) <= 4 and not rest.endswith((".", "!", "?"))

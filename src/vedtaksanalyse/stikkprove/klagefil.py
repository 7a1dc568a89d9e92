"""How complaints ended, from a file as spreadsheets write it. Every row that will not do is named by its line and why; what stands in it is not told."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.sak import Klageutfall
from vedtaksanalyse.stikkprove.flaggregel import load_kolonner, load_utfall

KILDE = "fil"
_DATOFORMER = ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y", "%d-%m-%Y", "%Y%m%d")
_SKILLER = ";,\t"
_MAKS = 10_000_000
_VANLIG = str.maketrans("", "", " -_.\N{NO-BREAK SPACE}\N{ZERO WIDTH NO-BREAK SPACE}")


@dataclass(frozen=True, slots=True)
class Radfeil:
    """A line of the file, from 1, and the code of why it will not do."""

    linje: int
    grunn: str


def read_klagefil(data: bytes, find_sak: Callable[[str], str], idag: date, hvem: str) -> tuple[list[Klageutfall], list[Radfeil]]:
    """The outcomes in a file, and what is wrong with the rows that give none.

    Args:
        find_sak: the stored case that an id in the file is, empty where there is none.

    Raises:
        Bruksfeil: «klagefil» when it is no text, is too large, or has not the columns.
    """
    rader = _split(_decode(data))
    plasser = _find_kolonner(next(rader, (0, []))[1])
    utfall = {_plain(navn): id_ for id_, ett in load_utfall().items() for navn in (id_, *ett.navn.values())}
    gode: dict[str, Klageutfall] = {}
    feil = []
    for linje, rad in rader:
        celle = {felt: _clean(rad[plass]) if plass < len(rad) else "" for felt, plass in plasser.items()}
        sak_id, dato = find_sak(celle["sak_id"]) if celle["sak_id"] else "", _read_dato(celle.get("dato", ""))
        grunn = _judge(celle, sak_id, utfall, dato, idag) or ("to_ganger" if sak_id in gode else "")
        if grunn:
            feil.append(Radfeil(linje, grunn))
        else:
            gode[sak_id] = Klageutfall(sak_id, utfall[_plain(celle["utfall"])], dato or None, KILDE, hvem)
    return list(gode.values()), feil


def _judge(celle: dict[str, str], sak_id: str, utfall: dict[str, str], dato: date | bool | None, idag: date) -> str:
    """Why a row will not do; empty when it will."""
    if not celle["sak_id"]:
        return "uten_sak"
    if not sak_id:
        return "ukjent_sak"
    if not celle["utfall"]:
        return "uten_utfall"
    if _plain(celle["utfall"]) not in utfall:
        return "ukjent_utfall"
    if dato is False:
        return "ugyldig_dato"
    return "fremtidig_dato" if dato and dato > idag else ""


def _decode(data: bytes) -> str:
    """Text in what spreadsheets write: UTF-8 with or without its mark, UTF-16 with one, else Windows' own."""
    if len(data) > _MAKS:
        raise Bruksfeil("klagefil")
    koder = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "cp1252"]
    for kode in koder:
        try:
            innhold = data.decode(kode)
        except UnicodeDecodeError:
            continue
        if "\0" not in innhold:
            return innhold
    raise Bruksfeil("klagefil")


def _split(innhold: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with the number of the line each ends on; what is empty is left out."""
    forste, _, _ = innhold.lstrip().partition("\n")
    skille = max(_SKILLER, key=forste.count)
    if forste.casefold().startswith("sep="):
        skille = forste.strip()[4:5] or skille
    leser = csv.reader(StringIO(innhold, newline=""), delimiter=skille)
    try:
        for rad in leser:
            if any(map(str.strip, rad)) and not rad[0].casefold().startswith("sep="):
                yield leser.line_num, rad
    except csv.Error:
        raise Bruksfeil("klagefil") from None


def _find_kolonner(hode: Sequence[str]) -> dict[str, int]:
    kjente = load_kolonner()
    plasser: dict[str, int] = {}
    for plass, navn in enumerate(hode):
        if felt := kjente.get(_plain(_clean(navn))):
            plasser.setdefault(felt, plass)
    if not {"sak_id", "utfall"} <= set(plasser):
        raise Bruksfeil("klagefil")
    return plasser


def _clean(celle: str) -> str:
    """A cell without what makes a spreadsheet leave it as text: an apostrophe in front, or a formula that is its own words."""
    celle = celle.replace("\N{NO-BREAK SPACE}", " ").strip()
    if celle.startswith('="') and celle.endswith('"'):
        celle = celle[2:-1]
    return celle.removeprefix("'").strip()


def _plain(navn: str) -> str:
    return navn.casefold().translate(_VANLIG)


def _read_dato(celle: str) -> date | bool | None:
    """The date in a cell, None where there is none, and False for what is no date. A time of day is left out."""
    if not celle:
        return None
    for form in _DATOFORMER:
        try:
            return datetime.strptime(celle.replace("T", " ").split(" ")[0], form).date()
        except ValueError:
            continue
    return False

"""Pages whose order in the file cannot be trusted: words put in rows by where they stand, through pdfplumber.

The characters and their indices are PDFium's, so quotes find their boxes as on any other page; pdfplumber makes words
of them and finds the cells of ruled tables. It costs many times more than the fast path and is used where that doubts.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from io import BytesIO
from itertools import groupby

import pdfplumber
from pdfplumber.utils import cluster_objects, extract_words

from vedtaksanalyse.reading.innhold import SKILLE, Bit, Linje
from vedtaksanalyse.reading.symboler import RUTER

logging.getLogger("pdfminer").setLevel(logging.CRITICAL + 1)  # its warnings quote the file

_GAP = 0.75
_ETTER_RUTE = 2.0
_NAER = 0.6
_TOLERANSE = 3.0
_Celle = tuple[float, float, float, float]


def ordne_etter_sted(tegn: list[dict], data: bytes, nummer: int) -> list[list[Linje]]:
    """The page from top to bottom: free text in lines, ruled tables row by row and cell by cell.

    Args:
        tegn: characters with ``text``, ``x0``, ``x1``, ``top``, ``bottom`` and ``indeks``, from the page's top left.
    """
    ordene = extract_words(tegn, x_tolerance_ratio=0.15, return_chars=True)
    _legg_felt_paa_linje(ordene)
    rader = _tabellrader(data, nummer)
    i_celle: dict[_Celle | None, list[dict]] = defaultdict(list)
    for et in ordene:
        i_celle[_innerste(et, rader)].append(et)
    stykker: list[tuple[float, bool, list[Linje]]] = [(linje.y, False, [linje]) for linje in _linjer(i_celle.pop(None, []))]
    for rad in rader:
        celler = [_linjer(i_celle.pop(celle, [])) for celle in rad]
        if blokk := _rad([celle for celle in celler if celle]):
            stykker.append((min(linje.y for linje in blokk), True, blokk))
    stykker.sort(key=lambda stykke: stykke[0])
    blokker = []
    for i_tabell, gruppe in groupby(stykker, key=lambda stykke: stykke[1]):
        linjer = [blokk for _, _, blokk in gruppe]
        blokker += linjer if i_tabell else [[linje for blokk in linjer for linje in blokk]]
    return blokker


def _rad(celler: list[list[Linje]]) -> list[Linje]:
    """One line where every cell is one line; else the cells' lines after each other."""
    if len(celler) < 2 or any(len(celle) > 1 for celle in celler):
        return [linje for celle in celler for linje in celle]
    forste, siste = celler[0][0], celler[-1][0]
    biter = [bit._replace(foran=SKILLE) if not n else bit for celle in celler for n, bit in enumerate(celle[0].biter)]
    return [Linje(biter, forste.x0, siste.x1, forste.y, forste.hoyde, siste.bindestrek, celle_x0=siste.x0)]


def _legg_felt_paa_linje(ordene: list[dict]) -> None:
    """What is filled in seldom stands quite on the line of its label: lift it there."""
    ledetekster = [et for et in ordene if not et["chars"][0].get("felt")]
    for et in ordene:
        if not et["chars"][0].get("felt"):
            continue
        naermest = min(ledetekster, key=lambda annet: abs(_midt(annet) - _midt(et)), default=et)
        if abs(_midt(naermest) - _midt(et)) < _NAER * (naermest["bottom"] - naermest["top"]):
            et["top"], et["bottom"] = naermest["top"], naermest["bottom"]


def _midt(et: dict) -> float:
    return (et["top"] + et["bottom"]) / 2


def _linjer(ordene: list[dict]) -> list[Linje]:
    """Words on the same height as one line, split into cells where the distance is wide."""
    linjer = []
    for gruppe in cluster_objects(ordene, "bottom", _TOLERANSE):
        gruppe = sorted(gruppe, key=lambda et: et["x0"])
        hoyde = max(et["bottom"] - et["top"] for et in gruppe)
        biter: list[Bit] = []
        celle_x0 = forrige = gruppe[0]["x0"]
        for et in gruppe:
            vid = et["x0"] - forrige > (_ETTER_RUTE if biter and biter[-1].tekst in RUTER else _GAP) * hoyde
            celle_x0 = et["x0"] if vid else celle_x0
            biter += _ordbiter(et, SKILLE if vid else " ")
            forrige = et["x1"]
        strek = _ta_bindestrek(biter, gruppe[-1]["chars"][-1])
        bunn = max(et["bottom"] for et in gruppe)
        linjer.append(Linje(biter, gruppe[0]["x0"], forrige, bunn, hoyde, strek, celle_x0=celle_x0))
    return sorted(linjer, key=lambda linje: linje.y)


def _ta_bindestrek(biter: list[Bit], tegn: dict) -> bool:
    """True for a line that ended in a hyphen, which is taken off its last piece where it is there."""
    siste = biter[-1]
    if len(siste.tekst) > 1 and siste.tekst[-1] in "-\u2010" and siste.tekst[-2].isalnum():
        biter[-1] = siste._replace(tekst=siste.tekst[:-1])
        return True
    return tegn.get("bindestrek", False)


def _ordbiter(et: dict, foran: str) -> list[Bit]:
    """A word as pieces whose characters follow each other in the file; most words are one."""
    biter: list[Bit] = []
    for tegn in et["chars"]:
        siste = biter[-1] if biter else None
        if siste and tegn["indeks"] == siste.indeks + len(siste.tekst):
            biter[-1] = siste._replace(tekst=siste.tekst + tegn["text"])
        else:
            biter.append(Bit(tegn["text"], tegn["indeks"], "" if biter else foran))
    return biter


def _innerste(et: dict, rader: list[list[_Celle]]) -> _Celle | None:
    """The cell that a word stands in; where a table lies in another, the smallest."""
    x, y = (et["x0"] + et["x1"]) / 2, _midt(et)
    celler = (c for rad in rader for c in rad if c[0] <= x <= c[2] and c[1] <= y <= c[3])
    return min(celler, key=lambda c: (c[2] - c[0]) * (c[3] - c[1]), default=None)


def _tabellrader(data: bytes, nummer: int) -> list[list[_Celle]]:
    """The cells of ruled tables, row by row, from the top left corner of the crop box; none on turned pages.

    PDFium reads files that pdfplumber cannot open: then the words are put in rows without the help of lines.
    """
    try:
        with pdfplumber.open(BytesIO(data), pages=[nummer]) as pdf:
            side = pdf.pages[0]
            if side.rotation:
                return []
            x, y = side.cropbox[0], side.cropbox[1]
            rader = [rad.cells for tabell in side.find_tables() for rad in tabell.rows]
    except Exception:  # noqa: BLE001 (hostile files: any failure of the parser is this one)
        return []
    return [[(c[0] - x, c[1] - y, c[2] - x, c[3] - y) for c in rad if c] for rad in rader]

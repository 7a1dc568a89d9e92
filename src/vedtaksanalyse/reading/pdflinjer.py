"""The lines of a PDF page, from the characters in the order of the file: where each stands and which way it runs.

Print under two points is too small to be read, and left out; on pages with units of their own in the same proportion.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from vedtaksanalyse.reading.innhold import Bit, Linje
from vedtaksanalyse.reading.rader import find_kolonnegap
from vedtaksanalyse.reading.spalter import BINDESTREK, is_prosa
from vedtaksanalyse.reading.symboler import RUTER
from vedtaksanalyse.reading.tegn import Ramme, Rute, grunnpunkt, retning, tegnboks

_STYKKE = re.compile("[^\r\n\u2028\ufffe\x02]+")
_TALLREKKE = re.compile(r"\d{3}(?:,-|,\d\d)? (?:kr )?[-–]?\d")
_ORDBIT = re.compile(r"\S+(?: {1,2}\S+)*")
_ORD = re.compile(r"\S+")
_MELLOMROM = re.compile("(?<=[^ ]) (?=[^ ])")
_MINST = 2.0
_ARK = 840.0
_BRED = 0.53
_GAP = 0.75
_HOYERE = 1.6
_NAER = 0.3
_TO_SPALTER = 36
_RUTENETT = 8.0


class Sidelinjeleser:
    """One page's characters, and the lines they make.

    Args:
        side: the page.
        tekstside: its characters.
        tekst: the same characters as a string, those nobody can see replaced by ``tegn.SKJULT``.
    """

    def __init__(self, side: pdfium.PdfPage, tekstside: pdfium.PdfTextPage, tekst: str) -> None:
        self.tekst, self._tekstside = tekst, tekstside
        self.ramme_for = cache(lambda dreining: Ramme(side, dreining))
        self._vist = side.get_rotation()
        self.ramme = self.ramme_for(self._vist)
        """The frame that most of the text stands upright in."""
        self._sammensatt: set[int] = set()
        self._minst = _MINST * min(max(side.get_size()) / _ARK, 1.0)

    def linjer(self) -> list[Linje]:
        """All lines in the order of the file; what is outside the visible page or drawn once more is left out."""
        deler = [(*del_, retning(self._tekstside, del_[0])) for del_ in self._deler()]
        self._velg_ramme(deler)
        sett: dict[tuple[str, int], set[tuple[int, int]]] = {}
        ut = []
        for start, slutt, strek, vei in deler:
            if (linje := self._linje(start, slutt, strek, vei)) and not _er_tegnet(linje, sett):
                ut.append(linje)
        self._del_i_spalter([linje for linje in ut if len(linje.biter) == 1 and not linje.retning])
        return ut

    def _del_i_spalter(self, linjer: list[Linje]) -> None:
        """Give two cells to lines made of two pieces of print, where these make two columns of running text."""
        delt: dict[int, list[tuple[Linje, list[Bit]]]] = defaultdict(list)
        for linje in linjer:
            (bit,) = linje.biter
            if len(bit.tekst) > _TO_SPALTER and bit.indeks in self._sammensatt:
                biter = list(self._del_ved_gap(bit, self.ramme, linje.hoyde))
                if len(biter) == 2:
                    delt[round(self.boks(biter[1].indeks)[0] / _RUTENETT)].append((linje, biter))
        for rader in delt.values():
            if all(is_prosa([rad[1][n].tekst for rad in rader]) for n in (0, 1)):
                for linje, biter in rader:
                    linje.biter, linje.celle_x0 = biter, self.boks(biter[1].indeks)[0]

    def tegn(self, felter: list[Rute]) -> tuple[list[dict], list[Linje]]:
        """The upright characters with their boxes, as pdfplumber's functions want them, and the lines that are not so.

        Those inside ``felter``, rectangles in PDFium's coordinates, have ``felt``.
        """
        deler = [(*del_, retning(self._tekstside, del_[0])) for del_ in self._deler()]
        self._velg_ramme(deler)
        felter = [self.ramme.boks(*felt) for felt in felter]
        ut: list[dict] = []
        andre = []
        for start, slutt, strek, vei in deler:
            if vei != self.ramme.dreining:
                andre.append(self._linje(start, slutt, strek, vei))
                continue
            ut += [maal for n in range(start, slutt) if (maal := self._tegn(n, felter))]
            if strek and ut:
                ut[-1]["bindestrek"] = True
        return ut, [linje for linje in andre if linje]

    def boks(self, indeks: int) -> Rute:
        """The box of a character of the upright text."""
        return tegnboks(self._tekstside, indeks, self.ramme)

    def _tegn(self, indeks: int, felter: list[Rute]) -> dict | None:
        x0, topp, x1, bunn = rute = self.boks(indeks)
        tegn = self.tekst[indeks]
        if tegn.isspace() or tegn == "\u200b" or not self.ramme.holder(rute):
            return None
        if tegn in RUTER:
            x0 = x1 = (x0 + x1) / 2
        x, y = (x0 + x1) / 2, (topp + bunn) / 2
        felt = any(f[0] <= x <= f[2] and f[1] <= y <= f[3] for f in felter)
        maal = {"felt": felt, "x0": x0, "x1": x1, "top": topp, "bottom": bunn, "doctop": topp, "upright": True}
        if bunn - topp < self._minst:
            return None
        return {"text": tegn, "size": bunn - topp, "fontname": "", "indeks": indeks, **maal}

    def _velg_ramme(self, deler: list[tuple[int, int, bool, int]]) -> None:
        """Most characters decide which way is up, if they run along an edge of the paper."""
        antall: Counter[int] = Counter()
        for start, slutt, _, vei in deler:
            if vei % 90 == 0:
                antall[vei] += slutt - start
        vei = max(antall, key=lambda vei: (antall[vei], vei == self._vist), default=self._vist)
        self.ramme = self.ramme_for(vei)

    def _deler(self) -> Iterator[tuple[int, int, bool]]:
        """Where the lines begin and end, and whether each ended in a hyphen, which is then not part of it."""
        tekst = self.tekst
        for treff in _STYKKE.finditer(tekst):
            stykke = treff.group().rstrip()
            if not stykke or stykke.isspace():
                continue
            start = treff.start()
            slutt = start + len(stykke)
            start = slutt - len(stykke.lstrip())
            strek = slutt < len(tekst) and tekst[slutt] in "\ufffe\x02"
            if not strek and not tekst[slutt - 1].isalnum() and BINDESTREK.search(tekst, max(start, slutt - 2), slutt):
                strek, slutt = True, slutt - 1
            if raw.FPDFText_CountRects(self._tekstside, start, slutt - start) > 1:
                self._sammensatt.add(start)
                for fra, til in self._ensartet(start, slutt):
                    yield fra, til, False
                    start = til
                while tekst[start].isspace():
                    start += 1
            yield start, slutt, strek

    def _ensartet(self, start: int, slutt: int) -> Iterator[tuple[int, int]]:
        """The parts before the last where the print turns or grows much: PDFium puts a stamp that begins where a line
        ends on that line."""
        fra, forrige, maal = start, start, None
        for ord_ in _ORD.finditer(self.tekst, start, slutt):
            vei = retning(self._tekstside, ord_.start())
            rute = tegnboks(self._tekstside, ord_.start(), self.ramme_for(vei))
            denne = vei, (rute[3] - rute[1]) or 1.0
            if maal and (vei != maal[0] or (len(ord_.group()) > 2 and not 1 / _HOYERE < denne[1] / maal[1] < _HOYERE)):
                yield fra, forrige
                fra, maal = ord_.start(), None
            if not maal or len(ord_.group()) > 2:
                maal = denne
            forrige = ord_.end()

    def _linje(self, start: int, slutt: int, strek: bool, vei: int) -> Linje | None:
        """A line's place from its first and last character; more is asked only where it may hold columns."""
        rett = vei % 90 == 0
        ramme = self.ramme_for(vei) if rett else self.ramme
        forste, siste = tegnboks(self._tekstside, start, ramme), tegnboks(self._tekstside, slutt - 1, ramme)
        if not (ramme.holder(forste) and ramme.holder(siste)):
            inne = [n for n in range(start, slutt) if ramme.holder(tegnboks(self._tekstside, n, ramme))]
            if not inne:
                return None
            strek = strek and inne[-1] == slutt - 1
            start, slutt = inne[0], inne[-1] + 1
            forste, siste = tegnboks(self._tekstside, start, ramme), tegnboks(self._tekstside, slutt - 1, ramme)
        _, grunnlinje = grunnpunkt(self._tekstside, start, ramme)
        hoyde = forste[3] - forste[1]
        if hoyde < self._minst:
            return None
        biter, x0 = self._biter(start, slutt), forste[0]
        linje = Linje(biter, x0, siste[2], grunnlinje, hoyde, strek, not rett, x0, (vei - self.ramme.dreining) % 360)
        bred = linje.x1 - linje.x0 > _BRED * (slutt - start) * hoyde
        if rett and slutt - start > 2 and (bred or _TALLREKKE.search(self.tekst, start, slutt)):
            linje.biter = [del_ for bit in biter for del_ in self._del_ved_gap(bit, ramme, hoyde)]
        if len(linje.biter) > 1:
            linje.celle_x0 = tegnboks(self._tekstside, linje.biter[-1].indeks, ramme)[0]
        return linje

    def _biter(self, start: int, slutt: int) -> list[Bit]:
        stykke = self.tekst[start:slutt]
        if "  " not in stykke and "\t" not in stykke:
            return [Bit(stykke, start)]
        return [Bit(treff.group(), treff.start()) for treff in _ORDBIT.finditer(self.tekst, start, slutt)]

    def _del_ved_gap(self, bit: Bit, ramme: Ramme, hoyde: float) -> Iterator[Bit]:
        """Split where the distance between two words is that of columns, not of words."""
        tekst, indeks = bit.tekst, bit.indeks
        steder, gap = [treff.start() for treff in _MELLOMROM.finditer(tekst)], []
        for n in steder:
            slutt = tegnboks(self._tekstside, indeks + n - 1, ramme)[2]
            gap.append(tegnboks(self._tekstside, indeks + n + 1, ramme)[0] - slutt)
        fra = 0
        for n, er_skille in zip(steder, find_kolonnegap(gap, _GAP * hoyde), strict=True):
            if er_skille:
                yield Bit(tekst[fra:n], indeks + fra)
                fra = n + 1
        yield Bit(tekst[fra:], indeks + fra)


def _er_tegnet(linje: Linje, sett: dict[tuple[str, int], set[tuple[int, int]]]) -> bool:
    """True for a line drawn a second time for its shadow, or in a layer over another; ``sett`` remembers the lines so far."""
    slark = _NAER * (linje.hoyde or 1.0)
    x, y = round(linje.x0 / slark), round(linje.y / slark)
    steder = sett.get(noekkel := (linje.tekst, linje.retning))
    if steder is None:
        sett[noekkel] = {(x, y)}
        return False
    if any((x + dx, y + dy) in steder for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
        return True
    steder.add((x, y))
    return False

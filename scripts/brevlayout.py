"""Letters as PDF: an office's page with letterhead, running header and footer, paragraphs, lists and tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

BREDDE, HOYDE = A4
BELOP = re.compile(r"(?P<navn>[^.]{2,70}?:?) (?P<verdi>(?:kr )?-?\d[\d  ]*(?: kroner| kr)?)$")
FELT = re.compile(r"(?P<navn>[^:.]{2,48}:)(?: (?P<verdi>.*))?$")
PUNKT = re.compile(r"(?:[–•-]|\d{1,2}[.)]|[a-z]\)) ")
TITTELPUNKT = re.compile(r"(?:[–•-]|[a-z]\)) ")
VOKALER = "aeiouyæøå"


@dataclass(frozen=True)
class Stil:
    """How an office's letters look."""

    skrift: str = "Helvetica"
    fet: str = "Helvetica-Bold"
    storrelse: float = 10.5
    linje: float = 14.0
    venstre: float = 71.0
    hoyre: float = 71.0
    justert: bool = False
    skjema: bool = False
    side_om_side: bool = False


@dataclass
class Brev:
    """A text and what the office puts around it."""

    tekst: str
    stil: Stil
    kontor: str
    referanse: str
    bunntekst: str
    sideord: str = "Side {n} av {av}"
    ops: list[list[tuple]] = field(default_factory=lambda: [[]])
    y: float = 0.0

    def pdf(self) -> bytes:
        """The letter as the bytes of a PDF, the same each time."""
        self._sett()
        ut = BytesIO()
        lerret = Canvas(ut, pagesize=A4, invariant=1, pageCompression=1)
        lerret.setTitle(self.referanse)
        for nummer, side in enumerate(self.ops, 1):
            self._ramme(lerret, nummer)
            for op in side:
                if op[0] == "tekst":
                    _, x, y, skrift, storrelse, tekst, mellomrom = op
                    lerret.setFont(skrift, storrelse)
                    lerret.drawString(x, y, tekst, wordSpace=mellomrom)
                else:
                    lerret.setLineWidth(0.4)
                    lerret.line(*op[1:])
            lerret.showPage()
        lerret.save()
        return ut.getvalue()

    def _ramme(self, lerret: Canvas, nummer: int) -> None:
        stil = self.stil
        lerret.setFont(stil.fet, 9)
        lerret.setFillGray(0.25)
        lerret.drawString(stil.venstre, HOYDE - 42, self.kontor)
        lerret.setFont(stil.skrift, 8)
        lerret.drawRightString(BREDDE - stil.hoyre, HOYDE - 42, self.referanse)
        lerret.setLineWidth(0.6)
        lerret.line(stil.venstre, HOYDE - 48, BREDDE - stil.hoyre, HOYDE - 48)
        lerret.drawString(stil.venstre, 38, self.bunntekst)
        lerret.drawRightString(BREDDE - stil.hoyre, 38, self.sideord.format(n=nummer, av=len(self.ops)))
        lerret.setFillGray(0)

    def _sett(self) -> None:
        self.y = HOYDE - 84
        grupper = [gruppe.split("\n") for gruppe in re.split(r"\n{2,}", self.tekst.strip("\n"))]
        n = 0
        while n < len(grupper):
            if self.stil.side_om_side and n + 1 < len(grupper) and _er_tabell(grupper[n]) and _er_tabell(grupper[n + 1]):
                self._to_tabeller(grupper[n], grupper[n + 1])
                n += 1
            else:
                self._gruppe(grupper[n])
            self.y -= self.stil.linje * 0.7
            n += 1

    def _gruppe(self, linjer: list[str]) -> None:
        n = 0
        while n < len(linjer):
            antall = next((m for m in range(n, len(linjer)) if not BELOP.match(linjer[m])), len(linjer)) - n
            if self.stil.skjema and (treff := FELT.match(linjer[n])):
                self._skjemarad(treff["navn"], treff["verdi"] or "")
                n += 1
            elif antall >= 2 or (antall and linjer[n].startswith("Sum")):
                self._tabell(linjer[n : n + antall], self.stil.venstre, BREDDE - self.stil.hoyre - 60)
                n += antall
            else:
                self._avsnitt(linjer, n)
                n += 1

    def _avsnitt(self, linjer: list[str], n: int) -> None:
        linje = linjer[n]
        tittel = self._er_tittel(linjer, n)
        stor = tittel and linje.isupper()
        skrift = self.stil.fet if tittel else self.stil.skrift
        storrelse = self.stil.storrelse + (2 if stor else 0)
        innrykk = 14.0 if PUNKT.match(linje) and not tittel else 0.0
        if tittel:
            self._plass(3)
        self._brekk(linje, self.stil.venstre, BREDDE - self.stil.hoyre, skrift, storrelse, innrykk)

    def _er_tittel(self, linjer: list[str], n: int) -> bool:
        linje = linjer[n]
        if len(linje) > 75 or ":" in linje or linje.endswith((".", ",", ";", "!")) or TITTELPUNKT.match(linje):
            return False
        if linje.isupper() or not any(op[0] == "tekst" for op in self.ops[0]):
            return True
        return n + 1 < len(linjer) and n == 0 and len(linjer[n + 1]) > len(linje)

    def _tabell(self, rader: list[str], x0: float, x1: float) -> None:
        """Amounts in a right-aligned column, a line above a sum."""
        for rad in rader:
            treff = BELOP.match(rad)
            self._plass(1)
            if treff["navn"].lower().startswith(("sum", "til saman", "til sammen")):
                self.ops[-1].append(("strek", x0, self.y + self.stil.linje - 3, x1, self.y + self.stil.linje - 3))
            self._skriv(x0, treff["navn"])
            self._skriv(x1 - stringWidth(treff["verdi"], self.stil.skrift, self.stil.storrelse), treff["verdi"])
            self.y -= self.stil.linje

    def _to_tabeller(self, venstre: list[str], hoyre: list[str]) -> None:
        """Costs to the left, income to the right, on the same lines."""
        self._plass(max(len(venstre), len(hoyre)) + 1)
        topp, midt = self.y, BREDDE / 2 + 20
        self._tabell(venstre, self.stil.venstre, midt - 20)
        bunn, self.y = self.y, topp
        self._tabell(hoyre, midt, BREDDE - self.stil.hoyre)
        self.y = min(bunn, self.y)

    def _skjemarad(self, navn: str, verdi: str) -> None:
        """A ruled form row: what is asked to the left, the answer to the right."""
        kolonne = self.stil.venstre + 165
        self._plass(3 if len(verdi) > 90 else 1)
        self._skriv(self.stil.venstre + 3, navn)
        if verdi:
            self._brekk(verdi, kolonne, BREDDE - self.stil.hoyre - 3, self.stil.skrift, self.stil.storrelse, 0)
        else:
            self.y -= self.stil.linje
        bunn = self.y + self.stil.linje - 3.5
        self.ops[-1].append(("strek", self.stil.venstre, bunn, BREDDE - self.stil.hoyre, bunn))

    def _brekk(self, tekst: str, x0: float, x1: float, skrift: str, storrelse: float, innrykk: float) -> None:
        """One paragraph broken into lines; the last is never stretched."""
        linjer = bryt(tekst, x1 - x0, innrykk, skrift, storrelse, self.stil.justert)
        for n, linje in enumerate(linjer):
            self._plass(1)
            x = x0 + (innrykk if n else 0)
            luft = 0.0
            if self.stil.justert and n + 1 < len(linjer) and " " in linje:
                luft = (x1 - x - stringWidth(linje, skrift, storrelse)) / linje.count(" ")
            self.ops[-1].append(("tekst", x, self.y, skrift, storrelse, linje, luft))
            self.y -= self.stil.linje * storrelse / self.stil.storrelse

    def _skriv(self, x: float, tekst: str) -> None:
        self.ops[-1].append(("tekst", x, self.y, self.stil.skrift, self.stil.storrelse, tekst, 0.0))

    def _plass(self, linjer: int) -> None:
        if self.y - (linjer - 1) * self.stil.linje < 72:
            self.ops.append([])
            self.y = HOYDE - 78


def _er_tabell(linjer: list[str]) -> bool:
    return len(linjer) >= 3 and all(BELOP.match(linje) for linje in linjer)


def bryt(tekst: str, bredde: float, innrykk: float, skrift: str, storrelse: float, orddeling: bool) -> list[str]:
    """Lines no wider than ``bredde``, with words divided at the end of lines where that is wanted."""
    linjer, linje = [], ""
    for ord_ in tekst.split(" "):
        plass = bredde - (innrykk if linjer else 0)
        prov = f"{linje} {ord_}" if linje else ord_
        if stringWidth(prov, skrift, storrelse) <= plass:
            linje = prov
            continue
        for sted in _delinger(ord_) if orddeling and linje else []:
            if stringWidth(f"{linje} {ord_[:sted]}-", skrift, storrelse) <= plass:
                linje, ord_ = f"{linje} {ord_[:sted]}-", ord_[sted:]
                break
        linjer.append(linje)
        linje = ord_
    return [*linjer, linje]


def _delinger(ord_: str) -> list[int]:
    """Where a plain word can be divided, latest first: before a consonant that a vowel follows."""
    if not ord_.strip(".,;:»«()").isalpha() or not ord_[:1].islower():
        return []
    steder = [
        n
        for n in range(3, len(ord_) - 3)
        if ord_[n - 1].isalpha() and ord_[n] not in VOKALER and ord_[n].isalpha() and ord_[n + 1] in VOKALER
        and any(b in VOKALER for b in ord_[:n])
    ]
    return steder[::-1]

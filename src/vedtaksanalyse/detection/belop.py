"""Reads the amounts of a text: where they stand, what each is called, and which kind of row that makes it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from vedtaksanalyse.detection.trie import trie
from vedtaksanalyse.sak import Belegg, Oppdeling, Setning
from vedtaksanalyse.structure import fold

_TALL = re.compile(
    r"(?P<tall>[\dlI](?<![\w.,/:§+].)(?<!\d-.)(?:(?:(?<=\d)\d{0,2})?(?:[ \u00a0\u2009\u202f.]\d{3}){1,2}|(?<=\d)\d{0,6}))"
    r"(?![ \u00a0.]?\d{3}(?!\d)|\d)"
    r"(?:,(?P<ore>\d{2}(?!\d)|-|–))?(?![\d/:]|\.\d|\.\s?\w+\s\d{4})"
)
_KR_FORAN = re.compile(r"\bkr\.?\s?$", re.I)
_KR_BAK = re.compile(r"\s?(?:kr\b|kroner\b|kronene\b|,-)", re.I)
_GANGER = re.compile(r"\s?(?:kr\.?|kroner)?\s?[x×*]\s?(\d{1,2})\b", re.I)
_GANGER_FORAN = re.compile(r"(?<![\d.,])(\d{1,2})\s?[x×*]\s?(?:kr\.?\s?)?$", re.I)
_AARSTALL = range(1950, 2041)
_KORT = 90
_MERKELAPP = 90
"""A line no longer than this can be a row; a label is sought no farther back than this."""
_KOLONNE = re.compile(r"\t|\|| {3,}")


@dataclass(frozen=True, slots=True)
class Belopsrad:
    """One amount with its label. ``slag`` is utgift, inntekt, sats, barnetrygd, bostotte, sum, differanse or ``""``.

    ``belegg`` spans label and amount, ``sted`` the amount alone; ``belop`` is in kroner, less than nothing after a
    minus. ``tegn`` is what joins it to the amount before («+», «=», «×»); ``rad`` says that a line is all its own.
    """

    belegg: Belegg
    sted: Belegg
    belop: int
    slag: str
    tegn: str
    rad: bool
    setning: int


@dataclass(frozen=True, slots=True)
class _Tall:
    start: int
    slutt: int
    belop: int
    sikker: bool


class Belopsleser:
    """The words of calculations (``felles/beregning.toml``), compiled."""

    def __init__(self, felles: Mapping) -> None:
        self._slag = {slag: _starts(ord) for slag, ord in felles["slag"].items()}
        self._ikke = re.compile(rf"\s?-?{trie(map(fold, felles['ikke_belop']))}")
        self._ledd = re.compile(rf"[,/+]|\b{trie(map(fold, felles['og']))}\b")
        minus = trie(map(fold, felles["minus"]))
        self._minus = re.compile(
            rf"(?:\b{minus}\W*(?:\w+\s)?|\d\s?(?:kr|kroner)?\s?-\s?(?:kr\.?\s?)?|\s-(?:kr\.?\s?)?)$"
        )

    def read(self, oppdeling: Oppdeling) -> list[Belopsrad]:
        """Every amount of a document, in order."""
        return [rad for setning in oppdeling.setninger for rad in self._read_setning(oppdeling, setning)]

    def kind(self, merkelapp: str) -> str:
        """The kind of row that a folded label makes; a sum's word counts when it comes first."""
        funnet = {slag: m.start() for slag, monster in self._slag.items() if (m := monster.search(merkelapp))}
        if "sum" in funnet and funnet["sum"] == min(funnet.values()):
            return "sum"
        return next((slag for slag in self._slag if slag in funnet and slag != "sum"), "sum" if "sum" in funnet else "")

    def _read_setning(self, oppdeling: Oppdeling, setning: Setning) -> Iterable[Belopsrad]:
        tall = self._numbers(oppdeling, setning)
        if not tall:
            return
        flate, dok_id = oppdeling.flate, oppdeling.dokument.dok_id
        rader, forrige = [], setning.start
        for nr, ett in enumerate(tall):
            neste = tall[nr + 1].start if nr + 1 < len(tall) else setning.slutt
            foran = flate[max(forrige, ett.start - _MERKELAPP) : ett.start]
            slag = self.kind(foran) or self.kind(flate[ett.slutt : neste].split(",")[0] if nr == len(tall) - 1 else "")
            trekkes = self._minus.search(flate[max(setning.start, ett.start - _MERKELAPP) : ett.start])
            belegg = Belegg(dok_id, _skip_space(flate, ett.start - len(foran), ett.start), ett.slutt)
            sted = Belegg(dok_id, ett.start, ett.slutt)
            belop = -ett.belop if trekkes else ett.belop
            rader.append(Belopsrad(belegg, sted, belop, slag, _joiner(foran) if nr else "", False, setning.nummer))
            forrige = ett.slutt
        alene = len(tall) == 1 and (setning.slag == "rad" or setning.slutt - setning.start < _KORT)
        for rad in self._share_labels(rader, flate):
            yield replace(rad, rad=alene)

    def _numbers(self, oppdeling: Oppdeling, setning: Setning) -> list[_Tall]:
        tekst, funnet = oppdeling.dokument.tekst, []
        for m in _TALL.finditer(tekst, setning.start, setning.slutt):
            tall = m["tall"]
            gruppert = not tall.isdigit()
            krone = bool(_KR_BAK.match(tekst, m.end()) or m["ore"] or _KR_FORAN.search(tekst, max(0, m.start() - 4), m.start()))
            if not krone:
                if len(tall) < 3 and not (tall == "0" and _KOLONNE.search(tekst, setning.start, m.start())):
                    continue
                if not gruppert and int(tall) in _AARSTALL or self._ikke.match(oppdeling.flate, m.end(), setning.slutt):
                    continue
            belop = int(re.sub(r"\D", "", tall.replace("l", "1").replace("I", "1")))
            funnet.append(_Tall(m.start(), m.end(), belop, krone or gruppert))
        sist = bool(funnet) and funnet[-1].slutt == setning.slutt and setning.slutt - setning.start < _KORT
        if not any(t.sikker for t in funnet) and setning.slag not in ("rad", "felt") and not sist:
            return []
        return _last_column(tekst, _multiply(tekst, funnet))

    def _share_labels(self, rader: list[Belopsrad], flate: str) -> list[Belopsrad]:
        """«Lønn, bostøtte og barnetrygd: 20 000 + 3 000 + 1 500»: each name belongs to one amount."""
        ledd = 1
        while ledd < len(rader) and rader[ledd].tegn == "+":
            ledd += 1
        if ledd < 2:
            return rader
        if rader[0].slag == "sum":
            # «Behov: 8 000 + 2 000 = 10 000» names the result.
            rader[0] = replace(rader[0], slag="")
        navn = self._ledd.split(flate[rader[0].belegg.start : rader[0].sted.start])
        if len(navn) != ledd:
            return rader
        return [replace(rad, slag=self.kind(ett)) for rad, ett in zip(rader, navn, strict=False)] + rader[ledd:]


def _starts(ord: Iterable[str]) -> re.Pattern:
    return re.compile(rf"(?<!\w){trie(map(fold, ord))}")


def _skip_space(flate: str, start: int, slutt: int) -> int:
    while start < slutt and not (flate[start].isalnum() or flate[start] in "[("):
        start += 1
    return start


def _joiner(foran: str) -> str:
    tegn = re.fullmatch(r"\s?(?:kr\.?|kroner)?\s?([=+])\s?(?:kr\.?\s?)?", foran)
    if tegn:
        return tegn[1]
    return "=" if "=" in foran else ""


def _multiply(tekst: str, tall: list[_Tall]) -> list[_Tall]:
    """«2 × 3 450 = 6 900» is one amount, the product; «2 × 3 450» alone is worth as much."""
    beholdt = []
    for nr, ett in enumerate(tall):
        faktor = _GANGER.match(tekst, ett.slutt) or _GANGER_FORAN.search(tekst, max(0, ett.start - 8), ett.start)
        neste = tall[nr + 1].start if nr + 1 < len(tall) else ett.slutt
        if faktor and "=" in tekst[ett.slutt : neste] and "\n" not in tekst[ett.slutt : neste]:
            continue
        antall = faktor and faktor[1]
        beholdt.append(replace(ett, belop=ett.belop * int(antall)) if antall else ett)
    return beholdt


def _last_column(tekst: str, tall: list[_Tall]) -> list[_Tall]:
    """Of a table's cells with nothing but amounts, the last holds what counts (applied for, granted)."""
    if len(tall) > 1 and all(
        _KOLONNE.search(tekst[a.slutt : b.start]) and not re.search(r"[^\W\d]{3}|[=+]", tekst[a.slutt : b.start])
        for a, b in zip(tall, tall[1:], strict=False)
    ):
        return tall[-1:]
    return tall

"""Reads a sentence as a row of small parts: child words, people, numbers, units. Knows word classes, no conclusions.

The words come from the catalogue (``felles/barn.toml``); here stands only how they are cut out of the folded text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from vedtaksanalyse.detection.barn.monster import age_rows, any_of, leddmonster, phrases, shortest, termin
from vedtaksanalyse.detection.barn.ordliste import build_ordliste
from vedtaksanalyse.detection.barn.skannet import Retting, compile_retting
from vedtaksanalyse.detection.barn.vekking import Barnevekker, build_vekker

BARN = frozenset({"flere", "ett", "del", "tvillinger", "trillinger", "plass", "navn", "kode", "rang"})
"""The kinds of parts that stand for children."""

_VGS = 10
_EN_BOKSTAV = 2


class Ledd(NamedTuple):
    """One part of a sentence: its kind, the number it says, and where it stands in the document."""

    slag: str
    verdi: int
    start: int
    slutt: int
    ord: str


@dataclass(frozen=True)
class Barneord:
    """The word lists compiled."""

    slag: Mapping[str, str]
    kjenne: Mapping[str, frozenset[str]]
    tall: Mapping[str, int]
    trinn: Mapping[str, int]
    maaneder: Mapping[str, int]
    grupper: Mapping[str, frozenset[str]]
    vekker: Barnevekker
    barnetall: re.Pattern
    ledd: re.Pattern
    utenfor: re.Pattern
    ventet: re.Pattern
    ventedeler: tuple[str, ...]
    ikke_ventet: re.Pattern
    svar_nei: re.Pattern
    barnetegn: tuple[str, ...]
    masketegn: tuple[str, ...]
    sokernavn: tuple[str, ...]
    voksentegn: tuple[str, ...]
    vgs: tuple[str, ...]
    kort: frozenset[str]
    flertall: tuple[str, ...]
    retting: Retting
    tvillingtegn: tuple[str, ...]
    klassing: tuple[str, ...]
    vgs_bak: tuple[str, ...]

    def cut(self, flate: str, tekst: str, start: int, slutt: int) -> list[Ledd]:
        """The parts of a sentence in order."""
        alle = []
        for funn in self.ledd.finditer(flate, start, slutt):
            slag, ordet, fra = funn.lastgroup or "", funn[0], funn.start()
            if ordet in self.kort and tekst[fra].islower() and alle and alle[-1].slag == "tall" and alle[-1].slutt == fra - 1:
                # «mor, 2 b.»
                ledd = Ledd("flere", 0, fra, fra + len(ordet), ordet)
            elif slag in ("fri", "ord"):
                ledd = self._ord(ordet, tekst, fra)
            elif slag == "tegn":
                ledd = Ledd(slag, 0, fra, fra + len(ordet), ordet)
            else:
                ledd = self._ledd(slag, ordet, tekst, fra)
            alle.append(ledd)
        return alle

    def label_number(self, ordet: str) -> int | None:
        """The number in a placeholder («[barn 3]»), None when it has none."""
        siffer = re.search(r"\d", ordet)
        return int(siffer[0]) if siffer else None

    def marks_in(self, ordet: str) -> frozenset[str]:
        """What a placeholder tells of the child: «[storebror]» is a boy."""
        return frozenset().union(*(self.kjenne.get(o, ()) for o in re.findall(r"[^\W\d_]+", ordet)))

    def has_age_rows(self, flate: str) -> bool:
        """Whether «Barn 16», «Barn 13» are children by age: several such numbers and no first child among them."""
        tall = [int(funn[1]) for funn in self.barnetall.finditer(flate)]
        return len(tall) > 1 and 1 not in tall and max(tall) > len(tall)

    def month(self, ordet: str) -> int:
        """The month a word names, or the middle of a season; 0 when it names none."""
        ordet = ordet.lstrip("0123456789. ")
        return next((nr for stamme, nr in self.maaneder.items() if ordet.startswith(stamme)), 0)

    def _ord(self, ordet: str, tekst: str, start: int) -> Ledd:
        slutt = start + len(ordet)
        if kjent := self.slag.get(ordet):
            return Ledd(kjent, self.tall.get(ordet, 0), start, slutt, ordet)
        slag = "stor" if tekst[start].isupper() and _is_name(tekst[start:slutt]) else "ord"
        return Ledd(slag, 0, start, slutt, ordet)

    def _ledd(self, slag: str, ordet: str, tekst: str, start: int) -> Ledd:
        slutt = start + len(ordet)
        if slag == "kode" and tekst[start].isupper():
            # «G14» may be a team.
            slag = "stor_kode"
        if slag == "plass":
            return Ledd(self._placeholder(ordet), 0, start, slutt, ordet)
        if slag in ("aaring", "barns", "halv", "tall", "trinn", "brok", "rang"):
            return Ledd("tall" if slag == "brok" else slag, self._verdi(ordet), start, slutt, ordet)
        if slag == "grense" and ordet.startswith(self.voksentegn):
            return Ledd(slag, self._verdi(ordet), start, slutt, ordet)
        return Ledd(slag, 0, start, slutt, ordet)

    def _placeholder(self, ordet: str) -> str:
        """«[barn 3]», «[storebror]», «b2» are children, «[A]», «[navn]» anybody, «[far]» a grown-up."""
        navn = ordet[1:]
        slag = [self.slag.get(o, "") for o in re.findall(r"[^\W\d_]+", navn)]
        voksen = bool(slag) and slag[0] == "andre_voksne"
        kjent = any(s in BARN for s in slag) or navn.startswith(self.barnetegn) or bool(self.marks_in(navn))
        if ordet[0] != "[" or (kjent and not voksen):
            return "plass"
        if len(navn) == _EN_BOKSTAV or navn.startswith(self.masketegn):
            return "maske"
        return "soker" if navn.startswith(self.sokernavn) or not voksen else "andre_voksne"

    def _verdi(self, ordet: str) -> int:
        if siffer := re.search(r"l?\d+", ordet):
            return int(siffer[0].replace("l", "1")) + (_VGS if ordet.startswith(self.vgs) or ordet.endswith(self.vgs_bak) else 0)
        treff = [n for n in (*self.tall, *self.trinn) if ordet.startswith(n)]
        lengst = max(treff, key=len, default="")
        return self.tall.get(lengst, self.trinn.get(lengst, 0)) + (_VGS if ordet.endswith(self.vgs_bak) else 0)


def _is_name(ordet: str) -> bool:
    """A word with a capital may be a name; one in capitals only is a heading, unless it is a letter or a mask."""
    return ordet[0].isupper() and (len(ordet) == 1 or not ordet.isupper() or len(set(ordet)) == 1)


def compile_barneord(ord: Mapping) -> Barneord:
    """The catalogue's lists, ready for use."""
    barn = build_ordliste(ord["substantiv"])
    slag: dict[str, str] = {}
    for gruppe in (ord["enhet"], ord["person"]):
        for klasse, liste in gruppe.items():
            if klasse != "eier":
                slag |= dict.fromkeys(liste, klasse)
    slag = barn.slag | slag | dict.fromkeys(ord["tall"], "tall")
    grupper = {navn: frozenset(liste) for navn, liste in ord["knytning"].items()}
    grupper |= {navn: frozenset(liste) for navn, liste in barn.forbehold.items()}
    grupper["eier"] = frozenset(ord["person"]["eier"])
    tegn = ord["tegn"]
    kjenne = dict(barn.kjenne) | {p: frozenset({k}) for k, liste in ord["kjonn"].items() for p in liste}
    return Barneord(
        slag=slag,
        kjenne=kjenne,
        tall=ord["tall"],
        trinn=ord["trinn"],
        maaneder=ord["maaned"],
        grupper=grupper,
        vekker=build_vekker(ord, barn.slag, any_of),
        barnetall=age_rows(ord),
        ledd=re.compile(leddmonster(ord)),
        utenfor=phrases(ord["person"]["utenfor"]),
        ventet=re.compile(f"{phrases(ord['ventet']['ord']).pattern}|{termin(ord)}"),
        ventedeler=shortest([*ord["ventet"]["ord"], *ord["ventet"]["termin"]]),
        ikke_ventet=phrases(ord["ventet"]["ikke"]),
        svar_nei=re.compile(rf"(?: {any_of(ord['felt']['etter'])})?[:?] ?{any_of(ord['felt']['nei'])}(?!\w)"),
        barnetegn=tuple(tegn["barn"]),
        masketegn=tuple(tegn["maske"]),
        sokernavn=tuple(tegn["soker_navn"]),
        voksentegn=tuple(tegn["grense_voksen"]),
        vgs=tuple(tegn["vgs"]),
        kort=frozenset(tegn["kort"]),
        flertall=tuple(tegn["flertall"]),
        retting=compile_retting(ord | {"substantiv": list(barn.slag)}, any_of([u for liste in ord["enhet"].values() for u in liste])),
        tvillingtegn=tuple(tegn["tvilling"]),
        klassing=tuple(tegn["klassing"]),
        vgs_bak=tuple(tegn["vgs_bak"]),
    )

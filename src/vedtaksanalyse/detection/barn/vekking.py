"""Which sentences may speak of children: the cheap look that comes before reading them.

A whole word is found by looking it up, a beginning or an ending by searching the text; patterns start at a digit or a
bracket, or are tried only where the words they are made of stand.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from vedtaksanalyse.sak import Setning

_ORD = re.compile(r"[^\W\d_]+")
_BOKSTAVER = ("a", "b", "c", "d", "e")


@dataclass(frozen=True)
class Barnevekker:
    """``ord`` wake as whole words, ``deler`` anywhere; ``tall`` is what a number may look like; ``omtalt`` takes up
    somebody («han er 10», «alle tre»), and is tried where one of ``hvem`` and one of ``verb`` stand, or one of ``alle``."""

    ord: frozenset[str]
    deler: tuple[str, ...]
    tall: re.Pattern
    hvem: frozenset[str]
    verb: frozenset[str]
    alle: frozenset[str]
    omtalt: re.Pattern

    def find(self, flate: str, setninger: Sequence[Setning]) -> set[int]:
        """The numbers of the sentences worth reading."""
        funnet = set()
        deler = tuple(d for d in self.deler if d in flate)
        for setning in setninger:
            start, slutt = setning.start, setning.slutt
            ord = _ORD.findall(flate, start, slutt)
            if (
                not self.ord.isdisjoint(ord)
                or self.tall.search(flate, start, slutt)
                or any(flate.find(d, start, slutt) >= 0 for d in deler)
                or (self._may_take_up(ord) and self.omtalt.search(flate, start, slutt))
            ):
                funnet.add(setning.nummer)
        return funnet

    def _may_take_up(self, ord: list[str]) -> bool:
        talt = not self.alle.isdisjoint(ord)
        return talt or not (self.hvem.isdisjoint(ord) or self.verb.isdisjoint(ord))


def build_vekker(ord: Mapping, barneord: Collection[str], any_of) -> Barnevekker:
    """What wakes, by the lists in ``felles/barn.toml``."""
    tegn, knytning = ord["tegn"], ord["knytning"]
    hvem = [*ord["person"]["pronomen"], *ord["person"]["soker"], *knytning["de"], *knytning["begge"], *_BOKSTAVER]
    verb = [*knytning["verb"], *knytning["fyller"], *knytning["fylt"], *knytning["paa"]]
    sosken = [o for liste in ord["substantiv"]["sosken"].values() for o in liste]
    hvem_m, verb_m = any_of([*hvem, *sosken]), any_of(verb)
    paa_m = rf"{any_of(knytning['artikkel'])} {any_of(knytning['paa'])}"
    ene_m = any_of([*knytning["ene"], *knytning["annen"], *knytning["artikkel"]])
    tallord = any_of([t for t, verdi in ord["tall"].items() if verdi > 1])
    soker = "|".join(rf"(?<=\b{re.escape(s)}{punkt} \d)\d" for s in tegn["soker"] for punkt in ("", r"\."))
    return Barnevekker(
        ord=frozenset({*barneord, *ord["enhet"]["aar"], *knytning["alder"], *(f for f in knytning["fodt"] if len(f) > 1)}),
        deler=tuple(tegn["aaring"]) + tuple(tegn["barns"]) + tuple(tegn["vekkere"]),
        tall=re.compile(
            r"[\[\d](?:(?<=\[)|(?<=\(\d)|\d?-?å|(?<=\bb\d)\b|(?<=, \d\d),|(?<=\b[gj]\d)|(?<=\b[gj] \d)| og \d|, \d\d?,| " + any_of(tegn["kort"]) + r"\b|" + soker + ")"
        ),
        hvem=frozenset({*hvem, *sosken, *knytning["artikkel"], *knytning["ene"]}),
        verb=frozenset(verb),
        alle=frozenset(knytning["alle"]),
        omtalt=re.compile(
            rf"\b{any_of(knytning['alle'])} {tallord}\b|"
            rf"\b(?:{paa_m} |{ene_m} {verb_m} )(?:\d|{tallord}\b)|"
            rf"\b(?:{hvem_m} (?:{tallord} )?{verb_m}|{verb_m} {hvem_m}) (?:\w+ )?(?:\d|{tallord}\b)"
        ),
    )

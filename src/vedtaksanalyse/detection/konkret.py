"""Counts the sentences of a vedtak that reason about a child of this case, without knowing any office's phrases.

A child's word, a word of what a decision leads to and a word of weighing in the same sentence or beside it: together
they tell reasoning from assurance better than phrases do where the phrases are new. Words are in
``felles/konkret.toml``. It concludes nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vedtaksanalyse.detection.trie import trie
from vedtaksanalyse.sak import Oppdeling, Setning
from vedtaksanalyse.structure import fold

SLAG = ("barn", "barn_folge", "barn_avveining", "barn_begge", "avveining_ved", "folge_etter")


@dataclass(frozen=True, slots=True)
class _Sett:
    """What one sentence has; ``egen`` when it is about this case and no heading or standard text."""

    egen: bool
    barn: bool
    folge: bool
    avveining: bool
    avgjor: bool


class Konkretleser:
    """Compiled from ``felles/konkret.toml``."""

    def __init__(self, ord_: Mapping) -> None:
        self._barn, self._folge, self._avveining, self._standard = (
            _compile(ord_[liste]) for liste in ("barn", "folge", "avveining", "standard")
        )
        self._uten = frozenset(ord_["uten_seksjoner"])
        self._avveining_i = frozenset(ord_["avveining_i"])

    def count(self, oppdelinger: Sequence[Oppdeling]) -> dict[str, int]:
        """How many sentences of each kind the decisions of a case have; every kind of ``SLAG`` is there."""
        antall: Counter[str] = Counter(dict.fromkeys(SLAG, 0))
        for oppdeling in oppdelinger:
            if oppdeling.dokument.type == "vedtak":
                sett = [self._read(oppdeling.flate, setning) for setning in oppdeling.setninger]
                for nr, ett in enumerate(sett):
                    antall.update(_kinds(ett, sett[nr - 1 : nr] if nr else [], sett[nr + 1 : nr + 2]))
        return dict(antall)

    def _read(self, flate: str, setning: Setning) -> _Sett:
        tekst = flate[setning.start : setning.slutt]
        egen = (
            setning.seksjon not in self._uten and setning.slag != "overskrift" and not self._standard.search(tekst)
        )
        return _Sett(
            egen,
            egen and bool(self._barn.search(tekst)),
            bool(self._folge.search(tekst)),
            bool(self._avveining.search(tekst)),
            setning.seksjon in self._avveining_i,
        )


def _kinds(ett: _Sett, foran: Sequence[_Sett], bak: Sequence[_Sett]) -> Iterable[str]:
    if ett.barn:
        yield "barn"
        if ett.folge:
            yield "barn_folge"
        if ett.avveining and ett.avgjor:
            yield "barn_avveining"
            if ett.folge:
                yield "barn_begge"
    elif ett.egen:
        if ett.avveining and any(nabo.barn for nabo in (*foran, *bak)):
            yield "avveining_ved"
        if ett.folge and any(nabo.barn for nabo in foran):
            yield "folge_etter"


def _compile(fraser: Iterable[str]) -> re.Pattern:
    hele = [fold(f) for f in fraser if not f.endswith("*")]
    stammer = [fold(f[:-1]) for f in fraser if f.endswith("*")]
    return re.compile(rf"(?<!\w)(?:(?:{trie(hele)})(?!\w)|(?:{trie(stammer)}))")

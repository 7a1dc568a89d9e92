"""The slow, obvious engine: every anchor of every trace, one at a time. It judges ``rules.py`` in tests."""

from __future__ import annotations

import re
from collections.abc import Iterable

from vedtaksanalyse.kriterier import Spor
from vedtaksanalyse.sak import Oppdeling
from vedtaksanalyse.structure import fold


def find_spenn(oppdeling: Oppdeling, spor: Iterable[Spor]) -> set[tuple[str, str, int, int]]:
    """(criterion, trace, start, end) of every hit, before qualifiers and document rules."""
    return {(ett.kriterium, ett.id, *spenn) for ett in spor for spenn in _spenn(oppdeling, ett)}


def _spenn(oppdeling: Oppdeling, spor: Spor) -> list[tuple[int, int]]:
    kandidater: dict[int, int] = {}
    monster = re.compile(spor.monster)
    for anker in spor.anker:
        stamme = fold(anker.lstrip("*"))
        kant = r"\b" if stamme[0].isalnum() and not anker.startswith("*") else ""
        for funnet in re.finditer(f"{kant}(?={re.escape(stamme)})", oppdeling.flate):
            start, etter = funnet.start(), funnet.start() + len(stamme)
            for setning in oppdeling.setninger:
                if not setning.start <= start < etter <= setning.slutt:
                    continue
                if spor.seksjoner and setning.seksjon not in {*spor.seksjoner, "ukjent"}:
                    continue
                resten = monster.match(oppdeling.flate, etter, setning.slutt)
                if resten:
                    slutt = start + len(oppdeling.flate[start : resten.end()].rstrip())
                    kandidater[start] = max(kandidater.get(start, 0), slutt)
    return _without_overlap(kandidater)


def _without_overlap(kandidater: dict[int, int]) -> list[tuple[int, int]]:
    beholdt, siste = [], 0
    for start, slutt in sorted(kandidater.items()):
        if start >= siste:
            beholdt.append((start, slutt))
            siste = slutt
    return beholdt

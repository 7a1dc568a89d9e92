"""The slow, obvious engine: every anchor of every trace at every place. It judges ``rules.py`` in tests."""

from __future__ import annotations

import re
from collections.abc import Iterable

from vedtaksanalyse.detection.rules import REKKEVIDDE
from vedtaksanalyse.kriterier import Spor
from vedtaksanalyse.sak import Oppdeling
from vedtaksanalyse.structure import fold


def find_spenn(oppdeling: Oppdeling, spor: Iterable[Spor]) -> set[tuple[str, str, int, int]]:
    """(criterion, trace, start, end) of every hit, before qualifiers and document rules."""
    funnet = set()
    for ett in spor:
        for start, slutt in _spenn(oppdeling, ett):
            funnet.add((ett.kriterium, ett.id, start, slutt))
    return funnet


def _spenn(oppdeling: Oppdeling, spor: Spor) -> list[tuple[int, int]]:
    kandidater: dict[int, int] = {}
    for anker in spor.anker:
        stamme = fold(anker.lstrip("*"))
        kant = r"\b" if stamme[0].isalnum() and not anker.startswith("*") else ""
        monster = re.compile(spor.monster)
        for setning in oppdeling.setninger:
            if spor.seksjoner and setning.seksjon not in spor.seksjoner and setning.seksjon != "ukjent":
                continue
            for funnet in re.finditer(f"{kant}(?={re.escape(stamme)})", oppdeling.flate):
                start = funnet.start()
                etter = start + len(stamme)
                if not setning.start <= start or etter > setning.slutt:
                    continue
                resten = monster.match(oppdeling.flate, etter, min(setning.slutt, etter + REKKEVIDDE))
                if resten:
                    slutt = start + len(oppdeling.flate[start : resten.end()].rstrip())
                    kandidater[start] = max(kandidater.get(start, 0), slutt)
    beholdt, siste = [], 0
    for start, slutt in sorted(kandidater.items()):
        if start >= siste:
            beholdt.append((start, slutt))
            siste = slutt
    return beholdt

"""Reads the treebank: CoNLL-U with NorNE names in, sentences as columns out. Nothing read here is stored in the project."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

Ord = tuple[str, ...]


@dataclass(frozen=True)
class Trebanksetning:
    """One sentence as columns. ``hoder`` are positions in the sentence; the root points at itself."""

    ord: Ord
    mellomrom: tuple[bool, ...]
    klasser: Ord
    trekk: Ord
    lemmaer: Ord
    hoder: tuple[int, ...]
    relasjoner: Ord
    navn: Ord


def read_trebank(sti: Path) -> list[Trebanksetning]:
    """All sentences of one CoNLL-U file."""
    with sti.open(encoding="utf-8") as fil:
        blokker = fil.read().split("\n\n")
    return [_sentence(rader) for blokk in blokker if (rader := _rows(blokk))]


def _rows(blokk: str) -> list[list[str]]:
    rader = (linje.split("\t") for linje in blokk.splitlines() if linje and not linje.startswith("#"))
    return [rad for rad in rader if rad[0].isdigit()]


def _sentence(rader: list[list[str]]) -> Trebanksetning:
    misc = [dict(felt.split("=", 1) for felt in rad[9].split("|") if "=" in felt) for rad in rader]
    hoder = (int(rad[6]) - 1 for rad in rader)
    return Trebanksetning(
        ord=tuple(rad[1] for rad in rader),
        mellomrom=tuple(m.get("SpaceAfter") != "No" for m in misc),
        klasser=tuple(rad[3] for rad in rader),
        trekk=tuple("" if rad[5] == "_" else rad[5] for rad in rader),
        lemmaer=tuple(rad[2] for rad in rader),
        hoder=tuple(hode if hode >= 0 else nr for nr, hode in enumerate(hoder)),
        relasjoner=tuple("ROOT" if rad[7] == "root" else rad[7] for rad in rader),
        navn=tuple(m.get("name", "O") for m in misc),
    )

"""The input folder: it is there, all of it can be read, and it has not grown or shrunk as if something were wrong."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.helse.punkt import Punkt, advar, feil, fint
from vedtaksanalyse.samling import find_saker
from vedtaksanalyse.storage import Kjoring

_LANG_NATT = 6 * 3600
_KRYMPET = 0.5


@dataclass(frozen=True, slots=True)
class Omfang:
    """What a walk through the folder met. No names."""

    filer: int = 0
    ulest: int = 0


def measure_innmappe(inn: Path) -> Omfang:
    """Count the files as the night run does, those in archives too, and what this user may not read."""
    ulest = 0

    def note(_: OSError) -> None:
        nonlocal ulest
        ulest += 1

    for mappe, _, navnene in os.walk(inn, onerror=note):
        ulest += sum(not _may_read(mappe, navn) for navn in navnene if not navn.startswith((".", "~$")))
    try:
        saker = find_saker(inn)
    except Bruksfeil:
        return Omfang(0, ulest)
    return Omfang(sum(len(sak.navngitte()) + bool(sak.sakjson) for sak in saker), ulest)


def _may_read(mappe: str, navn: str) -> bool:
    sti = os.path.join(mappe, navn)  # noqa: PTH118 (a hundred thousand of them)
    return os.access(sti, os.R_OK) or os.path.islink(sti)  # noqa: PTH114


def check_innmappe(inn: Path, omfang: Omfang, rot: str, siste: Kjoring | None) -> Iterator[Punkt]:
    """The folder against the last run over it; ``rot`` is its name in the ledger."""
    if not inn.is_dir() or not os.access(inn, os.R_OK | os.X_OK):
        yield feil("innmappe", "mangler")
        return
    if omfang.ulest:
        yield feil("innmappe", "ulest", antall=omfang.ulest)
    sist = find_sist(siste, rot)
    if sist and not omfang.filer:
        yield feil("innmappe", "tom", sist=sist)
        return
    if omfang.filer < sist * _KRYMPET:
        yield advar("innmappe", "krympet", filer=omfang.filer, sist=sist)
        return
    nye = max(0, omfang.filer - sist)
    timer = nye * _seconds_per_fil(siste) / 3600
    if timer * 3600 > _LANG_NATT:
        yield advar("innmappe", "lang_natt", nye=nye, timer=round(timer))
        return
    yield fint("innmappe", filer=omfang.filer, nye=nye)


def find_sist(siste: Kjoring | None, rot: str) -> int:
    """How many files the last run over this folder found in it."""
    if siste is None or siste.rot != rot:
        return 0
    filer = siste.telling.get("filer", {})
    return filer.get("funnet", 0) - filer.get("vedlegg", 0)


def _seconds_per_fil(siste: Kjoring | None) -> float:
    """What a file took in the last run; 0 where it did nothing to judge by."""
    if siste is None or siste.ferdig is None:
        return 0.0
    filer = siste.telling.get("filer", {})
    gjort = filer.get("funnet", 0) - filer.get("uendret", 0)
    return (siste.ferdig - siste.startet).total_seconds() / gjort if gjort > 20 else 0.0

"""The machine: room on the disks, the clock, and the settings against what it has."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from vedtaksanalyse.helse.punkt import Punkt, advar, feil, fint
from vedtaksanalyse.storage import Databaseprove

_SONE = "Europe/Oslo"
_FAST, _PER_DOKUMENT = 200_000_000, 100_000
"""Bytes for reports, logs and the database's own log; and for a document where nothing is stored to judge by."""
_FAA_INODER = 1000
_USYNKRONISERT, _STATUS_STED, _FEIL_STED = 0x40, 40, 24
_SKJEVT = 1_000_000
"""Microseconds that the clock may be wrong by."""


def check_disk(prove: Databaseprove, mapper: Mapping[str, Path], nye: int, dokumenter: int) -> Iterator[Punkt]:
    """Room for what is to come: new documents, and a whole copy of the database, which deleting makes.

    Args:
        prove: the database.
        mapper: folders to be written to, by what they are for.
        nye: files that are not stored yet.
        dokumenter: documents that are.
    """
    byte = prove.stand.byte if prove.stand else 0
    vekst = nye * (byte // dokumenter if dokumenter else _PER_DOKUMENT)
    for navn, mappe in mapper.items():
        try:
            disk = os.statvfs(next(ett for ett in (mappe.absolute(), *mappe.absolute().parents) if ett.exists()))
        except OSError:
            yield feil("disk", "borte", hva=navn)
            continue
        egen = navn == "database"
        minst, helst = _FAST + vekst * egen, _FAST + (vekst + byte) * egen
        ledig = disk.f_bavail * disk.f_frsize
        tall = {"hva": navn, "ledig": round(ledig / 1e6), "trenger": round(helst / 1e6)}
        if disk.f_files and disk.f_favail < _FAA_INODER:
            yield feil("disk", "inoder", hva=navn)
        elif ledig < minst:
            yield feil("disk", "full", **tall)
        else:
            yield (fint("disk", **tall) if ledig >= helst else advar("disk", "trang", **tall))


def check_klokke(prove: Databaseprove, naa: datetime, modelldato: str = "") -> Iterator[Punkt]:
    """The clock is not behind what it was, is kept right by somebody, and shows Norwegian time."""
    sist = max((ett for ett in (prove.siste and prove.siste.hjerteslag, prove.siste_ferdige) if ett), default=None)
    if sist and naa < sist:
        yield feil("klokke", "bak_kjoring", minutter=round((sist - naa).total_seconds() / 60))
        return
    if modelldato and naa.date().isoformat() < modelldato:
        yield feil("klokke", "bak_modeller", dato=modelldato)
        return
    galt = False
    try:
        norsk = naa.astimezone(ZoneInfo(_SONE)).utcoffset()
        if naa.astimezone().utcoffset() != norsk:
            galt = True
            yield advar("klokke", "sone", sone=naa.astimezone().tzname() or "")
    except ZoneInfoNotFoundError:
        galt = True
        yield advar("klokke", "uten_soner")
    skjevt = find_skjevhet()
    if skjevt is not None and skjevt > _SKJEVT:
        galt = True
        yield advar("klokke", "usynkronisert")
    if not galt:
        yield fint("klokke", tid=naa.astimezone().isoformat(timespec="seconds"))


def find_skjevhet() -> int | None:
    """How many microseconds the kernel holds that its clock may be wrong by; None where it does not say."""
    felt = ctypes.create_string_buffer(256)
    try:
        if ctypes.CDLL(None, use_errno=True).adjtimex(felt) < 0:
            return None
    except (OSError, AttributeError):
        return None
    if int.from_bytes(felt.raw[_STATUS_STED : _STATUS_STED + 4], "little") & _USYNKRONISERT:
        return _SKJEVT + 1
    return int.from_bytes(felt.raw[_FEIL_STED : _FEIL_STED + 8], "little")


def check_innstillinger(prosesser: int, kjerner: int, traader: str, metrikkfil: str) -> Iterator[Punkt]:
    """Settings that do not fit the machine."""
    galt = False
    if prosesser > kjerner:
        galt = True
        yield advar("innstillinger", "prosesser", prosesser=prosesser, kjerner=kjerner)
    if prosesser > 1 and traader != "1":
        galt = True
        yield advar("innstillinger", "traader")
    if metrikkfil and not os.access(Path(metrikkfil).absolute().parent, os.W_OK | os.X_OK):
        galt = True
        yield feil("innstillinger", "metrikkfil")
    elif metrikkfil and not metrikkfil.endswith(".prom"):
        galt = True
        yield advar("innstillinger", "metrikkendelse")
    if not galt:
        yield fint("innstillinger", prosesser=prosesser, kjerner=kjerner)


def find_naa() -> datetime:
    """The moment the checks are made at."""
    return datetime.now(UTC)

"""The monthly look at who looked at what: how much each person did, outside cases of their own and outside working hours."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from vedtaksanalyse.sak import Innsyn

OPPSLAG = frozenset({"sak", "sidebilde", "saksark", "svarene", "hendelser", "holdt", "mappe", "bunt"})
"""What counts as looking at a case. To answer and to move it on is work with it."""
UTTAK = frozenset({"uttak", "saksark", "bunt"})
"""What counts as taking something out."""
_LORDAG = 5


@dataclass
class Kontrollrad:
    """One person's month. ``uten_eget`` are looks at cases they have done no work with, ``utenom_tid`` all they did at odd hours."""

    hvem: str
    oppslag: int = 0
    saker: set[str] = field(default_factory=set)
    uten_eget: int = 0
    utenom_koen: int = 0
    utenom_tid: int = 0
    sok: int = 0
    uttak: int = 0
    avvist: int = 0


def make_kontroll(rader: Iterable[Innsyn], arbeid: Collection[tuple[str, str]], arbeidstid: tuple[int, int]) -> list[Kontrollrad]:
    """The report, those with most looks outside their own cases first. ``arbeid`` is who has worked with which case."""
    ut: dict[str, Kontrollrad] = {}
    for ett in rader:
        rad = ut.setdefault(ett.hvem, Kontrollrad(ett.hvem))
        rad.utenom_tid += is_utenom(ett.tid, arbeidstid)
        rad.sok += ett.handling == "sok"
        rad.uttak += ett.handling in UTTAK
        rad.avvist += ett.handling == "avvist"
        if ett.handling in OPPSLAG:
            rad.oppslag += 1
            rad.saker.add(ett.sak_id)
            rad.uten_eget += (ett.hvem, ett.sak_id) not in arbeid
            rad.utenom_koen += ett.vei not in ("ko", "neste", "stikkprove")
    return sorted(ut.values(), key=lambda rad: (-rad.uten_eget, -rad.avvist, -rad.oppslag, rad.hvem))


def is_utenom(tid: datetime | None, arbeidstid: tuple[int, int]) -> bool:
    """Whether this moment, where we are, is in a weekend or outside the hours of work."""
    lokal = tid.astimezone()
    return lokal.weekday() >= _LORDAG or not arbeidstid[0] <= lokal.hour < arbeidstid[1]


def find_maned(tekst: str) -> tuple[datetime, datetime]:
    """The first moment of a month («2026-11») and of the next, where we are. ValueError for what is no month."""
    ar, _, maned = tekst.partition("-")
    if not (len(ar) == 4 and len(maned) == 2 and (ar + maned).isascii() and (ar + maned).isdigit() and 1 < int(ar) < 9998):
        raise ValueError
    fra = datetime(int(ar), int(maned), 1)
    return fra.astimezone(), datetime(fra.year + fra.month // 12, fra.month % 12 + 1, 1).astimezone()

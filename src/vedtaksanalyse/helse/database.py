"""The database: there, of this version, writable, with no more rights than it needs; and how the last run ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from vedtaksanalyse.helse.punkt import Punkt, advar, feil, fint
from vedtaksanalyse.storage import Databaseprove
from vedtaksanalyse.storage.regnskap import FERDIG

_FOR_LENGE = timedelta(hours=36)
_FEIL = {"ubrukelig", "fremmed", "nyere"}


def check_database(prove: Databaseprove, naa: datetime) -> Iterator[Punkt]:
    """All that can be told of a database from what was found."""
    sted = {"sted": str(prove.fil)} if prove.fil else {}
    if prove.tilstand in _FEIL:
        felt = {"grunn": prove.grunn} if prove.tilstand == "ubrukelig" else {}
        yield feil("database", prove.tilstand, **felt)
        return
    if prove.skrivefeil:
        yield (advar if prove.skrivefeil == "opptatt" else feil)("database", prove.skrivefeil)
    if prove.nettdisk:
        yield advar("database", "nettdisk")
    for rett in prove.rettigheter:
        yield advar("database", f"rett_{rett}")
    if prove.tilstand == "ny":
        if not prove.skrivefeil:
            yield advar("database", "ny", **sted)
    elif prove.tilstand == "eldre":
        yield advar("database", "eldre", revisjon=prove.revisjon)
    else:
        antall = sum(prove.stand.saker.values())
        megabyte = round(prove.stand.byte / 1e6, 1)
        yield fint("database", motor=prove.stand.versjon, saker=antall, megabyte=megabyte, revisjon=prove.revisjon)
        yield _siste(prove, naa)


def _siste(prove: Databaseprove, naa: datetime) -> Punkt:
    """How the night runs go."""
    if prove.gaar:
        return fint("kjoring", "gaar")
    if not prove.siste:
        return fint("kjoring", "ingen")
    if prove.siste.tilstand != FERDIG:
        return advar("kjoring", "avbrutt", nummer=prove.siste.nummer)
    timer = round((naa - prove.siste_ferdige).total_seconds() / 3600)
    if naa - prove.siste_ferdige > _FOR_LENGE:
        return advar("kjoring", "gammel", timer=timer)
    return fint("kjoring", nummer=prove.siste.nummer, timer=max(timer, 0))

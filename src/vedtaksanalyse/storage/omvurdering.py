"""Cases that were assessed anew after people had answered or finished them. What was there at the end is written down with it."""

from __future__ import annotations

import json
from collections.abc import Collection

from sqlalchemy import ColumnElement, Connection, FromClause, func, select

from vedtaksanalyse.storage.gjennomgangstabeller import hendelse, svar
from vedtaksanalyse.storage.schema import flagg, sak

_PORSJON = 500
_VERSJON = '"versjon": "'
"""How a version stands in the JSON of an event."""


def note_ferdig(forbindelse: Connection, sak_id: str) -> dict[str, str]:
    """The version and the flags of a case that is finished now, as fields of the event; none when the case is gone."""
    versjon = forbindelse.scalar(select(sak.c.nokkel).where(sak.c.sak_id == sak_id))
    if versjon is None:
        return {}
    return {"versjon": versjon, "flagg": " ".join(sorted(_load_flagg(forbindelse, [sak_id]).get(sak_id, ())))}


def find_omvurderte(forbindelse: Connection, kilde: FromClause, vilkar: ColumnElement[bool]) -> list[str]:
    """Those of these finished cases whose flags are others than when they were finished."""
    siste = (
        select(func.max(hendelse.c.id)).where(hendelse.c.sak_id == sak.c.sak_id, hendelse.c.felt.contains(_VERSJON)).correlate(sak)
    ).scalar_subquery()
    endret = ~hendelse.c.felt.contains(_VERSJON + sak.c.nokkel + '"')
    uttrykk = select(sak.c.sak_id, hendelse.c.felt).select_from(kilde.join(hendelse, hendelse.c.id == siste)).where(vilkar, endret)
    da = {sak_id: set(json.loads(felt)["flagg"].split()) for sak_id, felt in forbindelse.execute(uttrykk)}
    na = _load_flagg(forbindelse, list(da))
    return [sak_id for sak_id, egne in da.items() if egne != na.get(sak_id, set())]


def find_eldre(forbindelse: Connection, ider: Collection[str], hvem: str) -> set[str]:
    """Those of these cases where an answer of this person stands that was given on an older version."""
    felt = (svar.c.sak_id, svar.c.slag, svar.c.gjelder, svar.c.verdi, svar.c.saksnokkel != sak.c.nokkel)
    uttrykk = select(*felt).join(sak, sak.c.sak_id == svar.c.sak_id).where(svar.c.sak_id.in_(ider), svar.c.hvem == hvem).order_by(svar.c.id)
    siste = {tuple(rad[:3]): (rad[3], rad[4]) for rad in forbindelse.execute(uttrykk)}
    return {sak_id for (sak_id, _, _), (verdi, eldre) in siste.items() if verdi and eldre}


def _load_flagg(forbindelse: Connection, ider: list[str]) -> dict[str, set[str]]:
    """The flags of each case, hints apart."""
    ut: dict[str, set[str]] = {}
    for start in range(0, len(ider), _PORSJON):
        egne = flagg.c.sak_id.in_(ider[start : start + _PORSJON])
        for sak_id, navn in forbindelse.execute(select(flagg.c.sak_id, flagg.c.flagg).where(egne, flagg.c.hint.is_(False))):
            ut.setdefault(sak_id, set()).add(navn)
    return ut

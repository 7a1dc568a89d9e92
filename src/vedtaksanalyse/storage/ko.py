"""The queue's one query: the head of each case, its flags, and whether a complaint waits for an answer. No text."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, String, and_, cast, exists, func, or_, select

from vedtaksanalyse.sak import Korad, Saksstatus
from vedtaksanalyse.storage.rader import read_risiko
from vedtaksanalyse.storage.schema import dokument, flagg, sak

_KLAGE, _DELER, _MELLOM = "klage", ":", ";"


def select_ko(forbindelse: Connection, kontorer: Collection[str] | None) -> list[Korad]:
    """The rows of all cases, or of some offices'."""
    navn = cast(flagg.c.nr, String) + _DELER + flagg.c.flagg
    egne = select(func.aggregate_strings(navn, _MELLOM)).where(flagg.c.sak_id == sak.c.sak_id, flagg.c.hint.is_(False))
    etter = or_(sak.c.vedtaksdato.is_(None), dokument.c.dato >= sak.c.vedtaksdato)
    klage = exists(dokument.c.sak_id).where(and_(dokument.c.sak_id == sak.c.sak_id, dokument.c.type == _KLAGE, dokument.c.dato.is_not(None), etter))
    felt = (sak.c.sak_id, sak.c.kontor, sak.c.status, sak.c.arsak, sak.c.vedtaksdato, sak.c.saksrisiko, sak.c.frist)
    uttrykk = select(*felt, egne.scalar_subquery().label("flagg"), klage.label("venter_svar"))
    if kontorer is not None:
        uttrykk = uttrykk.where(sak.c.kontor.in_(kontorer))
    return [_korad(rad) for rad in forbindelse.execute(uttrykk).mappings()]


def _korad(rad: Mapping) -> Korad:
    nummerert = [ett.split(_DELER, 1) for ett in (rad["flagg"] or "").split(_MELLOM) if ett]
    return Korad(
        sak_id=rad["sak_id"],
        kontor=rad["kontor"],
        status=Saksstatus(rad["status"]),
        arsak=rad["arsak"],
        vedtaksdato=rad["vedtaksdato"],
        risiko=read_risiko(rad),
        venter_svar=bool(rad["venter_svar"]),
        flagg=tuple(navn for _, navn in sorted(nummerert, key=lambda ett: int(ett[0]))),
    )

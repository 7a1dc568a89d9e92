"""The reviewers' queue in SQL: scope, tabs, filters, order and page. What is read blind tells nothing of what was found:
it stands where another case stands (``laner_plass``), and no filter on findings sees it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, literal, or_, select, true

from vedtaksanalyse.sak import FANER, Bruker, Kopost, Koside, Kovalg, Oppgave, Saksstatus, Tilstand, rank_navn
from vedtaksanalyse.storage.gjennomgangstabeller import oppgave, read_oppgave
from vedtaksanalyse.storage.ko import select_rader
from vedtaksanalyse.storage.omvurdering import find_eldre, find_omvurderte
from vedtaksanalyse.storage.schema import sak

PER_SIDE = 25
_PORSJON = 500
_SNART = timedelta(days=7)
_FERDIGE = FANER[5]
_URORTE = (FANER[0], FANER[6])
"""The tabs with the cases that nobody has touched: the free ones, and all."""

_tilstand = func.coalesce(oppgave.c.tilstand, Tilstand.LEDIG.value)
_skjult = and_(oppgave.c.blind.is_(True), oppgave.c.tilstand != Tilstand.FERDIG.value)
_RORT = sak.join(oppgave, oppgave.c.sak_id == sak.c.sak_id)
_KILDE = sak.outerjoin(oppgave, oppgave.c.sak_id == sak.c.sak_id)
# Only the few that stand elsewhere are looked up: the others' places are in the index that is read anyway.
_lant = sak.alias("lant")
_ORDNET = _KILDE.outerjoin(_lant, and_(_skjult, _lant.c.sak_id == oppgave.c.laner_plass))
_FLAGGET = and_(sak.c.status == Saksstatus.VURDERT.value, sak.c.risiko.is_not(None))
_ARBEID = or_(_FLAGGET, oppgave.c.kontroll.is_(True), oppgave.c.blind.is_(True), _tilstand != Tilstand.LEDIG.value)


def select_koside(forbindelse: Connection, valg: Kovalg, bruker: Bruker, idag: date) -> Koside:
    """The page that was asked for; the last one when there are fewer."""
    scope, faner, filtre = _scope(bruker), _make_faner(bruker, idag), _filters(valg, idag)
    vilkar = and_(_ARBEID, scope, faner[valg.fane], *filtre)
    antall, kontorer = _count(forbindelse, scope, faner)
    treff = forbindelse.scalar(select(func.count()).select_from(_KILDE).where(vilkar)) if filtre else antall[valg.fane]
    sider = max(1, -(-treff // PER_SIDE))
    valg = replace(valg, side=min(max(1, valg.side), sider))
    omvurdert = find_omvurderte(forbindelse, _KILDE, vilkar) if valg.fane == _FERDIGE else []
    ordnet = _sorted(valg.sortering, idag, omvurdert).where(vilkar)
    ider = forbindelse.scalars(ordnet.limit(PER_SIDE).offset((valg.side - 1) * PER_SIDE)).all()
    poster = _mark(forbindelse, _load(forbindelse, ider), bruker, omvurdert)
    return Koside(poster, treff, sider, valg, antall, kontorer, len(omvurdert))


def select_uttak(forbindelse: Connection, valg: Kovalg, bruker: Bruker, idag: date) -> list[Kopost]:
    """Every case that the tab and the filters leave, in order."""
    vilkar = and_(_ARBEID, _scope(bruker), _make_faner(bruker, idag)[valg.fane], *_filters(valg, idag))
    ider = forbindelse.scalars(_sorted(valg.sortering, idag).where(vilkar)).all()
    return [post for start in range(0, len(ider), _PORSJON) for post in _load(forbindelse, ider[start : start + _PORSJON])]


def find_neste(forbindelse: Connection, bruker: Bruker, idag: date, etter: str) -> str | None:
    """The case to look at after this one: the first of one's own, else the first free one."""
    faner = _make_faner(bruker, idag)
    for fane in (FANER[1], FANER[0]):
        vilkar = and_(_ARBEID, _scope(bruker), faner[fane], sak.c.sak_id != etter)
        if neste := forbindelse.scalar(_sorted(Kovalg().sortering, idag).where(vilkar).limit(1)):
            return neste
    return None


def _count(forbindelse: Connection, scope: ColumnElement[bool], faner: dict[str, ColumnElement[bool]]) -> tuple[dict[str, int], list[str]]:
    """How many are in each tab, and the offices they are at. Those that nobody has touched are counted together, from the index alone:
    they are free, and there are many of them."""
    flagget = select(sak.c.kontor, func.count()).where(_FLAGGET, scope).group_by(sak.c.kontor)
    telling = [func.count(case((vilkar, 1))) for vilkar in (_FLAGGET, *faner.values())]
    rort = select(sak.c.kontor, *telling).select_from(_RORT).where(_ARBEID, scope).group_by(sak.c.kontor)
    alle = dict(forbindelse.execute(flagget).tuples().all())
    rader = {kontor: tall for kontor, *tall in forbindelse.execute(rort)}
    flaggede, *antall = map(sum, zip(*rader.values(), strict=True)) if rader else [0] * len(telling)
    urort = sum(alle.values()) - flaggede
    per_fane = {fane: egne + urort * (fane in _URORTE) for fane, egne in zip(faner, antall, strict=True)}
    return per_fane, sorted(filter(None, {*alle, *rader}), key=rank_navn)


def _load(forbindelse: Connection, ider: list[str]) -> list[Kopost]:
    rader = {rad.sak_id: rad for rad in select_rader(forbindelse, sak.c.sak_id.in_(ider))}
    oppgaver = forbindelse.execute(select(oppgave).where(oppgave.c.sak_id.in_(ider))).mappings()
    egne = {rad["sak_id"]: read_oppgave(rad) for rad in oppgaver}
    return [Kopost(rader[id_], egne.get(id_) or Oppgave(id_, rader[id_].kontor)) for id_ in ider]


def _mark(forbindelse: Connection, poster: list[Kopost], bruker: Bruker, omvurdert: Collection[str]) -> list[Kopost]:
    """The cases, with those marked that were assessed anew since this person answered, or since they were finished."""
    egne = [p.oppgave.sak_id for p in poster if bruker.id in (p.oppgave.hvem, p.oppgave.annenleser) and p.oppgave.tilstand != Tilstand.FERDIG]
    alle = {*omvurdert, *(find_eldre(forbindelse, egne, bruker.id) if egne else ())}
    return [replace(p, omvurdert=p.oppgave.sak_id in alle) for p in poster]


def _scope(bruker: Bruker) -> ColumnElement[bool]:
    return true() if bruker.kontorer is None else sak.c.kontor.in_(sorted(bruker.kontorer))


def _make_faner(bruker: Bruker, idag: date) -> dict[str, ColumnElement[bool]]:
    """What a case must be to be in a tab for this person. One that has waited till its date is at work again."""
    egen, leser = oppgave.c.hvem == bruker.id, oppgave.c.annenleser
    ute = and_(_tilstand == Tilstand.VENTER.value, func.coalesce(oppgave.c.vent_til, date.max) <= idag)
    return {
        "ledige": _tilstand == Tilstand.LEDIG.value,
        "mine": and_(egen, or_(_tilstand == Tilstand.TATT.value, ute)),
        "venter": and_(egen, _tilstand == Tilstand.VENTER.value, ~ute),
        "retur": and_(egen, _tilstand == Tilstand.RETUR.value),
        "annenleser": and_(or_(egen, leser.in_(["", bruker.id])), _tilstand == Tilstand.ANNENLESER.value),
        "ferdige": and_(or_(egen, leser == bruker.id), _tilstand == Tilstand.FERDIG.value),
        "alle": true(),
    }


def _filters(valg: Kovalg, idag: date) -> list[ColumnElement[bool]]:
    vilkar: list[ColumnElement[bool]] = []
    if valg.kontor:
        vilkar.append(sak.c.kontor == valg.kontor)
    if valg.kjede:
        vilkar += [~_skjult, sak.c.saksrisiko.contains(f'"{valg.kjede}"', autoescape=True)]
    if valg.frist:
        i_tide = sak.c.frist < idag if valg.frist == "ute" else sak.c.frist.between(idag, idag + _SNART)
        vilkar += [~_skjult, i_tide]
    if valg.sok:
        vilkar.append(func.lower(sak.c.sak_id).contains(valg.sok.lower(), autoescape=True))
    return vilkar


def _sorted(sortering: str, idag: date, fremst: Collection[str] = ()) -> Select:
    """Case ids in order (``sak.rank_sak`` says why this order); those without a date last, ``fremst`` before all others."""
    frist, alder = (func.coalesce(_plass(felt), literal(date.max)) for felt in ("frist", "vedtaksdato"))
    gatt = case((frist < idag, 1), else_=0)
    ute = case((_plass("venter_svar"), 0), else_=gatt)
    rang = (_plass("feil").desc().nulls_last(), _plass("risiko").desc().nulls_last(), _plass("antall_kjeder").desc(), ute, frist, alder)
    forst = {"risiko": (), "frist": (gatt, frist), "alder": (alder,)}[sortering]
    forst = (case((sak.c.sak_id.in_(fremst), 0), else_=1), *forst) if fremst else forst
    return select(sak.c.sak_id).select_from(_ORDNET).order_by(*forst, *rang, sak.c.sak_id)


def _plass(felt: str) -> ColumnElement:
    """What a case is sorted by: its own, or that of the case whose place it has."""
    return case((_skjult, _lant.c[felt]), else_=sak.c[felt])

"""Stikkprøver as the store keeps them: draws with their frames, folders to read and what was answered about them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, date
from hashlib import sha256

from sqlalchemy import Connection, Engine, insert, select, update

from vedtaksanalyse.errors import Bruksfeil, IkkeFunnet
from vedtaksanalyse.sak import (
    Fordeling,
    Mappe,
    Mappestand,
    Mappesvar,
    Provehendelse,
    Rammerad,
    Rammesak,
    Stikkprove,
    Utvalgsmate,
    Utvalgsplan,
)
from vedtaksanalyse.storage.forbindelse import reading, streaming, writing
from vedtaksanalyse.storage.rammerader import stream_rammerader
from vedtaksanalyse.storage.stikkprovetabeller import mappe, mappesvar, provehendelse, rammesak, stikkprove
from vedtaksanalyse.storage.svarsteder import read_steder, select_avtrykk, select_nokler, write_steder
from vedtaksanalyse.storage.tidspunkt import naa

_PORSJON = 5000
_SVARFELT = tuple(navn for navn in Mappesvar.__slots__ if navn != "avtrykk")
TRUKKET, FORKASTET, GJENAPNET, TATT_UT = "trukket", "forkastet", "gjenapnet", "tatt_ut"
"""What a draw's first event is called, the one that gives it up, a finished folder opened again, and a report taken out."""


class Stikkprover:
    """The draws' part of the database. Safe to use from several threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def stream_rammerader(
        self, kontorer: Collection[str] | None = None, fra: date | None = None, til: date | None = None
    ) -> Iterator[Rammerad]:
        """The stored cases of these offices (None for all) with a decision in this time, by case id, one at a time.

        Without any limit in time, cases whose decision has no date come too.
        """
        with streaming(self._engine) as forbindelse:
            yield from stream_rammerader(forbindelse, kontorer, fra, til)

    def add(
        self, plan: Utvalgsplan, hvem: str, ramme: Sequence[Rammesak], versjoner: Sequence[str] = (), mapper: Sequence[Mappe] = ()
    ) -> Stikkprove:
        """Keep a draw with its whole frame, for good, and lay out its folders, whatever number they have; all of it or nothing."""
        na = naa()
        hode = {
            "navn": plan.navn, "plan": _plan_to_json(plan), "hvem": hvem, "tid": na, "rammesum": find_rammesum(ramme),
            "ramme": sum(not ett.utelatt for ett in ramme), "utelatt": sum(bool(ett.utelatt) for ett in ramme),
            "trukket": sum(ett.nr is not None for ett in ramme), "versjoner": json.dumps(sorted(versjoner)),
        }  # fmt: skip
        with writing(self._engine) as forbindelse:
            nummer = forbindelse.execute(insert(stikkprove).values(**hode)).inserted_primary_key[0]
            for start in range(0, len(ramme), _PORSJON):
                forbindelse.execute(insert(rammesak), [_rammerad_to_rad(nummer, ett) for ett in ramme[start : start + _PORSJON]])
            forbindelse.execute(insert(provehendelse), _hendelsesrad(Provehendelse(nummer, hvem, TRUKKET, na)))
            _add_mapper(forbindelse, [replace(ett, stikkprove=nummer) for ett in mapper])
        return self.load(nummer)

    def list_alle(self) -> list[Stikkprove]:
        """Every draw ever made, the newest first."""
        return self._load()

    def load(self, nummer: int) -> Stikkprove:
        """One draw. IkkeFunnet when there is none with this number."""
        funnet = self._load(nummer)
        if not funnet:
            raise IkkeFunnet("stikkprove_finnes_ikke")
        return funnet[0]

    def _load(self, nummer: int | None = None) -> list[Stikkprove]:
        uttrykk = select(stikkprove).order_by(stikkprove.c.id.desc())
        gitt_opp = select(provehendelse.c.stikkprove, provehendelse.c.felt).where(provehendelse.c.slag == FORKASTET)
        if nummer is not None:
            uttrykk = uttrykk.where(stikkprove.c.id == nummer)
        with reading(self._engine) as forbindelse:
            grunner = {id_: json.loads(felt).get("grunn", FORKASTET) for id_, felt in forbindelse.execute(gitt_opp)}
            return [_stikkprove(rad, grunner.get(rad["id"], "")) for rad in forbindelse.execute(uttrykk).mappings()]

    def load_ramme(self, nummer: int, *, trukket: bool = False) -> list[Rammesak]:
        """The frame of a draw by case id, or the cases that were drawn in the order of the draw."""
        uttrykk = select(rammesak).where(rammesak.c.stikkprove == nummer)
        with reading(self._engine) as forbindelse:
            if trukket:
                uttrykk = uttrykk.where(rammesak.c.nr.is_not(None)).order_by(rammesak.c.nr)
            else:
                egen = rammesak.c.sak_id
                uttrykk = uttrykk.order_by(egen.collate("C") if self._engine.dialect.name == "postgresql" else egen)
            return [_rammesak(rad) for rad in forbindelse.execute(uttrykk).mappings()]

    def add_hendelse(self, nummer: int, hvem: str, slag: str, felt: Mapping[str, str] | None = None) -> None:
        """Note something that happened to a draw."""
        with writing(self._engine) as forbindelse:
            forbindelse.execute(insert(provehendelse), _hendelsesrad(Provehendelse(nummer, hvem, slag, naa(), felt or {})))

    def load_hendelser(self, nummer: int) -> list[Provehendelse]:
        """What happened to a draw, the oldest first."""
        uttrykk = select(provehendelse).where(provehendelse.c.stikkprove == nummer).order_by(provehendelse.c.id)
        with reading(self._engine) as forbindelse:
            rader = forbindelse.execute(uttrykk).mappings().all()
        return [Provehendelse(r["stikkprove"], r["hvem"], r["slag"], r["tid"], json.loads(r["felt"])) for r in rader]

    def add_mapper(self, mapper: Sequence[Mappe]) -> None:
        """Lay out folders to be read, in one transaction."""
        with writing(self._engine) as forbindelse:
            _add_mapper(forbindelse, mapper)

    def load_mapper(self, nummer: int, sak_id: str = "") -> list[Mappe]:
        """The folders of a draw, or of one case in it, by case id and place."""
        uttrykk = select(mappe).where(mappe.c.stikkprove == nummer).order_by(mappe.c.sak_id, mappe.c.plass)
        if sak_id:
            uttrykk = uttrykk.where(mappe.c.sak_id == sak_id)
        with reading(self._engine) as forbindelse:
            return [_mappe(rad) for rad in forbindelse.execute(uttrykk).mappings()]

    def find_blinde(self, hvem: str) -> frozenset[str]:
        """The cases that somebody has a folder of to read blind, in a draw that stands, and has not finished."""
        gitt_opp = select(provehendelse.c.stikkprove).where(provehendelse.c.slag == FORKASTET)
        egen = (mappe.c.hvem == hvem) & mappe.c.blind & (mappe.c.tilstand != Mappestand.FERDIG.value)
        with reading(self._engine) as forbindelse:
            return frozenset(forbindelse.scalars(select(mappe.c.sak_id).where(egen, mappe.c.stikkprove.not_in(gitt_opp))))

    def change_mappe(self, ny: Mappe, hendelse: Provehendelse | None = None) -> Mappe:
        """Store where a folder stands now, and what happened with it, and give it back with its new edition.

        Raises:
            Bruksfeil: «samtidig» when somebody else changed the folder after ``ny`` was read.
        """
        lagret = replace(ny, utgave=ny.utgave + 1, endret=naa())
        egen = (mappe.c.stikkprove == ny.stikkprove) & (mappe.c.sak_id == ny.sak_id) & (mappe.c.plass == ny.plass)
        with writing(self._engine) as forbindelse:
            if forbindelse.execute(update(mappe).where(egen, mappe.c.utgave == ny.utgave).values(**_mapperad(lagret))).rowcount != 1:
                raise Bruksfeil("samtidig")
            if hendelse:
                forbindelse.execute(insert(provehendelse), _hendelsesrad(hendelse))
        return lagret

    def save_mappesvar(self, alle: Sequence[Mappesvar]) -> None:
        """Add answers, in one transaction, each with the version of its case as it is now."""
        if not alle:
            return
        na = naa()
        with writing(self._engine) as forbindelse:
            nokler = select_nokler(forbindelse, {ett.sak_id for ett in alle})
            avtrykk = select_avtrykk(forbindelse, {ett.sak_id for ett in alle if ett.sitat})
            rader = [
                {navn: getattr(ett, navn) for navn in _SVARFELT}
                | {"sitat": write_steder(ett.sak_id, ett.sitat, avtrykk), "saksnokkel": nokler.get(ett.sak_id, ""), "tid": (ett.tid or na).astimezone(UTC)}
                for ett in alle
            ]
            forbindelse.execute(insert(mappesvar), rader)

    def load_mappesvar(self, nummer: int | None = None, sak_id: str = "") -> list[Mappesvar]:
        """Every answer, of all draws or one, about all folders or one, the oldest first."""
        uttrykk = select(*(mappesvar.c[navn] for navn in _SVARFELT)).order_by(mappesvar.c.id)
        if nummer is not None:
            uttrykk = uttrykk.where(mappesvar.c.stikkprove == nummer)
        if sak_id:
            uttrykk = uttrykk.where(mappesvar.c.sak_id == sak_id)
        with reading(self._engine) as forbindelse:
            rader = forbindelse.execute(uttrykk).mappings().all()
        return [Mappesvar(**dict(rad) | read_steder(rad["sitat"])) for rad in rader]


def find_rammesum(ramme: Sequence[Rammesak]) -> str:
    """The hash of a frame: which cases, in which strata, left out why, in which versions, at what risk, with what the machine said."""
    sum_ = sha256()
    for ett in sorted(ramme, key=lambda ett: ett.sak_id):
        maskin = (sorted(ett.maskin.items()), sorted(ett.aktuelt.items()))
        felt = (ett.sak_id, ett.kontor, ett.stratum, ett.utelatt, ett.saksnokkel, ett.vekt, *maskin)
        sum_.update(json.dumps(felt, ensure_ascii=False).encode() + b"\n")
    return sum_.hexdigest()


def _plan_to_json(plan: Utvalgsplan) -> str:
    felt = asdict(plan) | {navn: verdi.isoformat() if (verdi := getattr(plan, navn)) else None for navn in ("fra", "til")}
    return json.dumps(felt, ensure_ascii=False, sort_keys=True)


def _plan(data: str) -> Utvalgsplan:
    felt = json.loads(data)
    datoer = {navn: date.fromisoformat(felt[navn]) if felt[navn] else None for navn in ("fra", "til")}
    lister = {navn: tuple(felt[navn]) for navn in ("strata", "kontorer", "utenom")}
    return Utvalgsplan(**felt | datoer | lister | {"mate": Utvalgsmate(felt["mate"]), "fordeling": Fordeling(felt["fordeling"])})


def _stikkprove(rad: Mapping, forkastet: str) -> Stikkprove:
    felt = {navn: verdi for navn, verdi in rad.items() if navn not in ("navn", "plan", "versjoner")}
    return Stikkprove(**felt, plan=_plan(rad["plan"]), versjoner=tuple(json.loads(rad["versjoner"])), forkastet=forkastet)


def _rammerad_to_rad(nummer: int, ett: Rammesak) -> dict:
    return asdict(ett) | {"stikkprove": nummer, "maskin": json.dumps(dict(ett.maskin)), "aktuelt": json.dumps(dict(ett.aktuelt))}


def _rammesak(rad: Mapping) -> Rammesak:
    felt = {navn: verdi for navn, verdi in rad.items() if navn != "stikkprove"}
    return Rammesak(**felt | {"maskin": json.loads(rad["maskin"]), "aktuelt": json.loads(rad["aktuelt"])})


def _add_mapper(forbindelse: Connection, mapper: Sequence[Mappe]) -> None:
    if mapper:
        forbindelse.execute(insert(mappe), [_mapperad(replace(ett, utgave=1, endret=naa())) for ett in mapper])


def _mapperad(ett: Mappe) -> dict:
    return asdict(ett) | {"tilstand": ett.tilstand.value}


def _mappe(rad: Mapping) -> Mappe:
    return Mappe(**dict(rad) | {"tilstand": Mappestand(rad["tilstand"])})


def _hendelsesrad(ett: Provehendelse) -> dict:
    return asdict(ett) | {"felt": json.dumps(dict(ett.felt), ensure_ascii=False, sort_keys=True)}

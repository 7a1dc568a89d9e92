"""People's work as the store keeps it: where cases stand, what was answered, what happened. One method, one transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, date, datetime

from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.exc import IntegrityError

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.sak import Bruker, Hendelse, Kopost, Koside, Kovalg, Oppgave, Svar, Svarslag, Tekststand, Tilstand
from vedtaksanalyse.storage.forbindelse import reading, writing
from vedtaksanalyse.storage.gjennomgangstabeller import hendelse, oppgave, read_oppgave, svar
from vedtaksanalyse.storage.gransko import find_neste, select_koside, select_uttak
from vedtaksanalyse.storage.omvurdering import note_ferdig
from vedtaksanalyse.storage.schema import sak
from vedtaksanalyse.storage.svarsteder import read_steder, select_avtrykk, select_nokler, write_steder
from vedtaksanalyse.storage.tidspunkt import naa


class Gjennomgang:
    """The review's part of the database. Safe to use from several threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def load_oppgave(self, sak_id: str) -> Oppgave:
        """Where one case stands; a free one when nobody has touched it."""
        with reading(self._engine) as forbindelse:
            return _select_oppgave(forbindelse, sak_id)

    def load_oppgaver(self) -> dict[str, Oppgave]:
        """Every task there is, by case."""
        with reading(self._engine) as forbindelse:
            return {rad["sak_id"]: read_oppgave(rad) for rad in forbindelse.execute(select(oppgave)).mappings()}

    def load_stand(self, sak_id: str) -> tuple[Oppgave, list[Svar], list[Hendelse], str]:
        """Where a case stands, every answer, what happened, and its version, all as they were at one moment."""
        with reading(self._engine) as forbindelse:
            deler = (_select_oppgave, _select_svar, _select_hendelser, _select_saksnokkel)
            return tuple(select_del(forbindelse, sak_id) for select_del in deler)

    def load_koside(self, valg: Kovalg, bruker: Bruker, idag: date) -> Koside:
        """A page of the queue as this person sees it."""
        with reading(self._engine) as forbindelse:
            return select_koside(forbindelse, valg, bruker, idag)

    def load_uttak(self, valg: Kovalg, bruker: Bruker, idag: date) -> list[Kopost]:
        """All of the queue as this person sees it."""
        with reading(self._engine) as forbindelse:
            return select_uttak(forbindelse, valg, bruker, idag)

    def find_neste(self, bruker: Bruker, idag: date, etter: str) -> str | None:
        """The case to look at after this one."""
        with reading(self._engine) as forbindelse:
            return find_neste(forbindelse, bruker, idag, etter)

    def change_oppgave(self, ny: Oppgave, hvem: str, slag: str, felt: dict[str, str] | None = None) -> Oppgave:
        """Store where a case stands now and what happened, and give it back with its new edition.

        Raises:
            Bruksfeil: «samtidig» when somebody else changed the case after ``ny`` was read.
        """
        na = naa()
        lagret = replace(ny, utgave=ny.utgave + 1, endret=na)
        rad = asdict(lagret) | {"tilstand": lagret.tilstand.value}
        try:
            with writing(self._engine) as forbindelse:
                if ny.utgave:
                    uttrykk = update(oppgave).where(oppgave.c.sak_id == ny.sak_id, oppgave.c.utgave == ny.utgave)
                    if forbindelse.execute(uttrykk.values(**rad)).rowcount != 1:
                        raise Bruksfeil("samtidig")
                else:
                    forbindelse.execute(insert(oppgave).values(**rad))
                sett = note_ferdig(forbindelse, ny.sak_id) if lagret.tilstand == Tilstand.FERDIG else {}
                forbindelse.execute(insert(hendelse), _hendelsesrad(Hendelse(ny.sak_id, hvem, slag, na, (felt or {}) | sett)))
        except IntegrityError:
            raise Bruksfeil("samtidig") from None
        return lagret

    def add_trukne(self, oppgaver: Iterable[Oppgave]) -> int:
        """Put drawn cases among the tasks, those that are not there; how many were new."""
        nye = list(oppgaver)
        with writing(self._engine) as forbindelse:
            kjent = set(forbindelse.scalars(select(oppgave.c.sak_id)))
            rader = [asdict(o) | {"tilstand": o.tilstand.value, "utgave": 1, "endret": naa()} for o in nye if o.sak_id not in kjent]
            if rader:
                forbindelse.execute(insert(oppgave), rader)
        return len(rader)

    def save_svar(self, alle: Sequence[Svar], sett: str = "") -> None:
        """Add answers, in one transaction, each with the version of its case that was seen (``sett``), or else as it is now."""
        na = naa()
        if alle:
            with writing(self._engine) as forbindelse:
                nokler = select_nokler(forbindelse, {ett.sak_id for ett in alle})
                avtrykk = select_avtrykk(forbindelse, {ett.sak_id for ett in alle if ett.sitat})
                rader = [_svarrad(ett, sett or nokler.get(ett.sak_id, ""), avtrykk if sett in ("", nokler.get(ett.sak_id)) else {}, na) for ett in alle]
                forbindelse.execute(insert(svar), rader)

    def load_saksnokkel(self, sak_id: str) -> str:
        """The version of a case as it is now; empty when it is gone."""
        with reading(self._engine) as forbindelse:
            return _select_saksnokkel(forbindelse, sak_id)

    def load_tekststand(self, sak_id: str) -> Tekststand:
        """The version of a case as it is now, with the hashes of its texts; without any when it is gone."""
        with reading(self._engine) as forbindelse:
            nokkel, avtrykk = _select_saksnokkel(forbindelse, sak_id), select_avtrykk(forbindelse, [sak_id])
        return Tekststand(nokkel, {dok_id: sum_ for (_, dok_id), sum_ in avtrykk.items()})

    def load_svar(self, sak_id: str) -> list[Svar]:
        """Every answer on a case, the oldest first."""
        with reading(self._engine) as forbindelse:
            return _select_svar(forbindelse, sak_id)

    def load_hendelser(self, sak_id: str) -> list[Hendelse]:
        """What happened to a case in the review, the oldest first."""
        with reading(self._engine) as forbindelse:
            return _select_hendelser(forbindelse, sak_id)


def _select_oppgave(forbindelse: Connection, sak_id: str) -> Oppgave:
    rad = forbindelse.execute(select(oppgave).where(oppgave.c.sak_id == sak_id)).mappings().first()
    return read_oppgave(rad) if rad else Oppgave(sak_id)


def _select_svar(forbindelse: Connection, sak_id: str) -> list[Svar]:
    rader = forbindelse.execute(select(svar).where(svar.c.sak_id == sak_id).order_by(svar.c.id)).mappings()
    return [_svar(rad) for rad in rader]


def _select_hendelser(forbindelse: Connection, sak_id: str) -> list[Hendelse]:
    rader = forbindelse.execute(select(hendelse).where(hendelse.c.sak_id == sak_id).order_by(hendelse.c.id)).mappings()
    return [Hendelse(r["sak_id"], r["hvem"], r["slag"], r["tid"], json.loads(r["felt"])) for r in rader]


def _select_saksnokkel(forbindelse: Connection, sak_id: str) -> str:
    return forbindelse.scalar(select(sak.c.nokkel).where(sak.c.sak_id == sak_id)) or ""


def _svarrad(ett: Svar, saksnokkel: str, avtrykk: Mapping[tuple[str, str], str], na: datetime) -> dict:
    felt = {"slag": ett.slag.value, "sitat": write_steder(ett.sak_id, ett.sitat, avtrykk), "tid": (ett.tid or na).astimezone(UTC)}
    return {navn: verdi for navn, verdi in asdict(ett).items() if navn != "avtrykk"} | felt | {"saksnokkel": saksnokkel}


def _svar(rad) -> Svar:
    felt = {navn: verdi for navn, verdi in rad.items() if navn != "id"}
    return Svar(**felt | {"slag": Svarslag(rad["slag"])} | read_steder(rad["sitat"]))


def _hendelsesrad(ett: Hendelse) -> dict:
    return asdict(ett) | {"felt": json.dumps(dict(ett.felt), ensure_ascii=False, sort_keys=True)}

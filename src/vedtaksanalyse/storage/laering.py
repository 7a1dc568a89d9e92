"""Learning from the review as the store keeps it: what may be learnt from, and candidates with what was decided."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import UTC, date

from sqlalchemy import Engine, func, insert, select

from vedtaksanalyse.errors import IkkeFunnet
from vedtaksanalyse.sak import Klarering, Modellhendelse, Modellkandidat, Versjoner
from vedtaksanalyse.storage.forbindelse import reading, writing
from vedtaksanalyse.storage.laeringstabeller import klarering, modellhendelse, modellkandidat
from vedtaksanalyse.storage.rammerader import limit_saker
from vedtaksanalyse.storage.schema import fil, kjoring, sak
from vedtaksanalyse.storage.tidspunkt import naa


class Laering:
    """The part of the database that learning stands on. Safe to use from several threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add_klareringer(self, alle: Sequence[Klarering]) -> None:
        """Note which documents may be learnt from, in one transaction."""
        if alle:
            na = naa()
            with writing(self._engine) as forbindelse:
                forbindelse.execute(insert(klarering), [asdict(ett) | {"tid": (ett.tid or na).astimezone(UTC)} for ett in alle])

    def load_klareringer(self) -> dict[tuple[str, str], Klarering]:
        """What was last said of each document; ``("sak", "")`` is said of the whole case."""
        uttrykk = select(*(klarering.c[navn] for navn in Klarering.__slots__)).order_by(klarering.c.id)
        with reading(self._engine) as forbindelse:
            return {(rad["sak_id"], rad["dok_id"]): Klarering(**rad) for rad in forbindelse.execute(uttrykk).mappings()}

    def list_versjoner(self, lesing: str) -> list[Versjoner]:
        """The versions that runs with this reading have had: what they read of the same files is the same text."""
        felt = (kjoring.c.kode, kjoring.c.katalog, kjoring.c.modeller, kjoring.c.lesing)
        with reading(self._engine) as forbindelse:
            rader = forbindelse.execute(select(*felt).where(kjoring.c.lesing == lesing).distinct().order_by(*felt))
            return [Versjoner(*rad) for rad in rader] if lesing else []

    def list_periode(self, fra: date | None, til: date | None, kontorer: Collection[str] | None = None) -> dict[str, Versjoner]:
        """The cases with a decision in this time, by id, with what each was assessed with."""
        felt = (sak.c.kode, sak.c.katalog, sak.c.modeller, sak.c.lesing)
        uttrykk = limit_saker(select(sak.c.sak_id, *felt), kontorer, fra, til)
        with reading(self._engine) as forbindelse:
            return dict(sorted((sak_id, Versjoner(*versjon)) for sak_id, *versjon in forbindelse.execute(uttrykk)))

    def find_siste_vedtak(self, til: date, kontorer: Collection[str] | None = None) -> tuple[date | None, int]:
        """The latest day of a decision up to this one, and how many cases have none."""
        uttrykk = limit_saker(select(func.max(sak.c.vedtaksdato)), kontorer, None, til)
        uten = limit_saker(select(func.count()).select_from(sak), kontorer, None, None).where(sak.c.vedtaksdato.is_(None))
        with reading(self._engine) as forbindelse:
            return forbindelse.scalar(uttrykk), forbindelse.scalar(uten)

    def list_filer(self, sak_id: str) -> list[tuple[str, str]]:
        """The files of a case's folder as the ledger knows them: the hash of the path, and of the content."""
        uttrykk = select(fil.c.fil, fil.c.sha256).where(fil.c.sak_id == sak_id, fil.c.del_av == "", fil.c.borte.is_(None))
        with reading(self._engine) as forbindelse:
            return list(forbindelse.execute(uttrykk.order_by(fil.c.fil)).tuples())

    def add_kandidat(self, ny: Modellkandidat) -> Modellkandidat:
        """Keep a candidate for good and give it back with its number."""
        felt = asdict(ny) | {navn: json.dumps(getattr(ny, navn), ensure_ascii=False, sort_keys=True) for navn in ("opphav", "rapport")}
        felt |= {"tid": (ny.tid or naa()).astimezone(UTC)}
        del felt["id"]
        with writing(self._engine) as forbindelse:
            nummer = forbindelse.execute(insert(modellkandidat).values(**felt)).inserted_primary_key[0]
        return self.load_kandidat(nummer)

    def load_kandidat(self, nummer: int) -> Modellkandidat:
        """One candidate. IkkeFunnet when there is none with this number."""
        for ett in self.list_kandidater():
            if ett.id == nummer:
                return ett
        raise IkkeFunnet("modellkandidat_finnes_ikke")

    def list_kandidater(self) -> list[Modellkandidat]:
        """Every candidate there ever was, the newest first."""
        with reading(self._engine) as forbindelse:
            rader = forbindelse.execute(select(modellkandidat).order_by(modellkandidat.c.id.desc())).mappings().all()
        return [Modellkandidat(**dict(rad) | {navn: json.loads(rad[navn]) for navn in ("opphav", "rapport")}) for rad in rader]

    def add_modellhendelse(self, ny: Modellhendelse) -> None:
        """Note what somebody did with a candidate."""
        with writing(self._engine) as forbindelse:
            forbindelse.execute(insert(modellhendelse), asdict(ny) | {"tid": (ny.tid or naa()).astimezone(UTC)})

    def load_modellhendelser(self, kandidat: int | None = None) -> list[Modellhendelse]:
        """What was done with one candidate or all, the oldest first."""
        uttrykk = select(*(modellhendelse.c[navn] for navn in Modellhendelse.__slots__)).order_by(modellhendelse.c.id)
        if kandidat is not None:
            uttrykk = uttrykk.where(modellhendelse.c.kandidat == kandidat)
        with reading(self._engine) as forbindelse:
            return [Modellhendelse(**rad) for rad in forbindelse.execute(uttrykk).mappings()]

"""Decisions about texts with identifying data, and deletion with a receipt. Deleted is gone: rows, free pages and log."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy import Connection, Engine, Select, delete, exists, func, insert, select, update

from vedtaksanalyse.sak import (
    INDIREKTE,
    Avgjorelse,
    Skjermstatus,
    Slettekvittering,
    Valg,
    Vern,
    find_skjermstatus,
    rank_navn,
)
from vedtaksanalyse.storage.database import overwrite, require_eier
from vedtaksanalyse.storage.forbindelse import read, reading, writing
from vedtaksanalyse.storage.gjenbruksrader import to_json
from vedtaksanalyse.storage.gjennomgangstabeller import hendelse, svar
from vedtaksanalyse.storage.personverntabeller import avgjorelse, slettet, sletting
from vedtaksanalyse.storage.schema import belegg, dokument, kilde, pii, sak, setningsmerke
from vedtaksanalyse.storage.stikkprovetabeller import mappesvar

_PORSJON = 500


class Personvern:
    """The part of the store that has to do with identifying data."""

    _engine: Engine

    def find_med_pii(self, sak_ider: Iterable[str] | None = None) -> list[str]:
        """The cases, all or among these, where a document has direct identifiers."""
        uttrykk = select(pii.c.sak_id).where(pii.c.type.not_in(INDIREKTE)).distinct()
        with reading(self._engine) as forbindelse:
            funnet = sorted(forbindelse.scalars(uttrykk), key=rank_navn)
        if sak_ider is None:
            return funnet
        egne = set(sak_ider)
        return [sak_id for sak_id in funnet if sak_id in egne]

    def count_skjermet(self, vern: Vern) -> dict[str, Counter[Skjermstatus]]:
        """How the documents with direct identifiers are shown under this setting, by case. No text is loaded."""
        har = exists(pii.c.sak_id).where(
            pii.c.sak_id == dokument.c.sak_id, pii.c.dok_id == dokument.c.dok_id, pii.c.type.not_in(INDIREKTE)
        )
        uttrykk = select(dokument.c.sak_id, dokument.c.dok_id, dokument.c.avtrykk).where(har)
        avgjorelser = self.load_avgjorelser()
        ut: dict[str, Counter[Skjermstatus]] = {}
        rader = read(self._engine, lambda f: f.execute(uttrykk).all())
        for sak_id, *tekst in sorted(rader, key=lambda rad: rank_navn(rad.sak_id)):
            if status := find_skjermstatus(vern, avgjorelser.get((sak_id, *tekst))):
                ut.setdefault(sak_id, Counter())[status] += 1
        return ut

    def save_avgjorelse(self, ny: Avgjorelse) -> None:
        """Add a decision; earlier ones stay in the list."""
        with writing(self._engine) as forbindelse:
            forbindelse.execute(insert(avgjorelse), asdict(ny) | {"valg": ny.valg.value})

    def list_avgjorelser(self, sak_id: str | None = None) -> list[Avgjorelse]:
        """Every decision ever made, in all or about one case, the oldest first."""
        uttrykk = select(*(avgjorelse.c[navn] for navn in Avgjorelse.__slots__)).order_by(avgjorelse.c.id)
        if sak_id is not None:
            uttrykk = uttrykk.where(avgjorelse.c.sak_id == sak_id)
        rader = read(self._engine, lambda f: f.execute(uttrykk).mappings().all())
        return [Avgjorelse(**rad | {"valg": Valg(rad["valg"])}) for rad in map(dict, rader)]

    def load_avgjorelser(self, sak_id: str | None = None) -> dict[tuple[str, str, str], Avgjorelse]:
        """The latest decision on each text, in all or of one case, by case, document and hash."""
        return {(a.sak_id, a.dok_id, a.avtrykk): a for a in self.list_avgjorelser(sak_id)}

    def delete_saker(self, sak_ider: Iterable[str]) -> None:
        """Remove cases with everything stored about them, without a receipt."""
        with writing(self._engine) as forbindelse:
            _delete(forbindelse, list(sak_ider))

    def find_slettbare(self, eldre_enn: datetime | None = None) -> list[str]:
        """The cases stored before this moment; all without it."""
        uttrykk = select(sak.c.sak_id)
        if eldre_enn is not None:
            uttrykk = uttrykk.where(sak.c.lagret < eldre_enn)
        with reading(self._engine) as forbindelse:
            return sorted(forbindelse.scalars(uttrykk), key=rank_navn)

    def count_slettbart(self, sak_ider: Iterable[str], grunnlag: str, tid: datetime) -> Slettekvittering:
        """The receipt that deleting these cases would give."""
        with reading(self._engine) as forbindelse:
            return _count(forbindelse, list(sak_ider), grunnlag, tid)

    def slett(self, sak_ider: Iterable[str], grunnlag: str, tid: datetime) -> Slettekvittering:
        """Delete cases with every text, quote, mark and file name, in one transaction with the receipt; then write over.

        The hashes of the contents stay, so that a night run does not read them anew. Only the owner of the tables can
        write over: Bruksfeil for others, and nothing is deleted.
        """
        ider = list(sak_ider)
        with writing(self._engine) as forbindelse:
            require_eier(forbindelse)
            kvittering = _count(forbindelse, ider, grunnlag, tid)
            _delete(forbindelse, ider)
            kjent = set(forbindelse.scalars(select(slettet.c.sha256)))
            if nye := [{"sha256": hash_} for hash_ in kvittering.filer if hash_ not in kjent]:
                forbindelse.execute(insert(slettet), nye)
            rad = {"tid": tid, "kvittering": to_json(_to_dict(kvittering))}
            nummer = forbindelse.execute(insert(sletting).values(rad)).inserted_primary_key[0]
        if overwrite(self._engine):
            kvittering = replace(kvittering, fullfort=True)
            with writing(self._engine) as forbindelse:
                felt = {"kvittering": to_json(_to_dict(kvittering))}
                forbindelse.execute(update(sletting).where(sletting.c.id == nummer).values(felt))
        return kvittering

    def load_slettede(self) -> set[str]:
        """The hashes of the contents that were deleted."""
        return read(self._engine, lambda f: set(f.scalars(select(slettet.c.sha256))))

    def load_kvitteringer(self) -> list[Slettekvittering]:
        """The receipts of all deletions, the oldest first."""
        with reading(self._engine) as forbindelse:
            rader = forbindelse.execute(select(sletting.c.tid, sletting.c.kvittering).order_by(sletting.c.id)).all()
        return [_from_dict(json.loads(kvittering), tid) for tid, kvittering in rader]


def find_forst_lagret(forbindelse: Connection, saker: Mapping[str, set[str]]) -> dict[str, datetime]:
    """When the cases that hold no new content were first stored: to be assessed anew does not make them younger.

    ``saker`` gives the hashes of each case's files.
    """
    kjent: dict[str, tuple[datetime, set[str]]] = {}
    for porsjon in _porsjoner(list(saker)):
        uttrykk = select(sak.c.sak_id, sak.c.lagret, kilde.c.sha256).join(kilde, kilde.c.sak_id == sak.c.sak_id)
        for sak_id, lagret, hash_ in forbindelse.execute(uttrykk.where(sak.c.sak_id.in_(porsjon))):
            kjent.setdefault(sak_id, (lagret, set()))[1].add(hash_)
    return {sak_id: lagret for sak_id, (lagret, hasher) in kjent.items() if saker[sak_id] <= hasher}


def _porsjoner(ider: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(ider), _PORSJON):
        yield ider[start : start + _PORSJON]


def _delete(forbindelse: Connection, ider: list[str]) -> None:
    for porsjon in _porsjoner(ider):
        forbindelse.execute(delete(sak).where(sak.c.sak_id.in_(porsjon)))
        forbindelse.execute(update(mappesvar).where(mappesvar.c.sak_id.in_(porsjon)).values(merknad="", sitat="[]"))
        forbindelse.execute(update(svar).where(svar.c.sak_id.in_(porsjon)).values(kommentar="", sitat="[]"))
        forbindelse.execute(update(hendelse).where(hendelse.c.sak_id.in_(porsjon)).values(felt="{}"))


def _count(forbindelse: Connection, ider: list[str], grunnlag: str, tid: datetime) -> Slettekvittering:
    antall = {"saker": 0, "dokumenter": 0, "tegn": 0, "sitater": 0, "setningsmerker": 0, "kommentarer": 0}
    typer: dict[str, int] = {}
    filer: set[str] = set()
    for porsjon in _porsjoner(ider):

        def tell(uttrykk: Select, tabell, porsjon=porsjon) -> int:
            return forbindelse.scalar(uttrykk.where(tabell.c.sak_id.in_(porsjon))) or 0

        antall["saker"] += tell(select(func.count()).select_from(sak), sak)
        antall["dokumenter"] += tell(select(func.count()).select_from(dokument), dokument)
        antall["tegn"] += tell(select(func.sum(func.length(dokument.c.tekst))), dokument)
        antall["sitater"] += tell(select(func.count()).select_from(belegg), belegg)
        antall["setningsmerker"] += tell(select(func.count()).select_from(setningsmerke), setningsmerke)
        antall["kommentarer"] += tell(select(func.count()).select_from(svar).where(svar.c.kommentar != ""), svar)
        antall["kommentarer"] += tell(select(func.count()).select_from(mappesvar).where(mappesvar.c.merknad != ""), mappesvar)
        per_type = select(pii.c.type, func.count()).where(pii.c.sak_id.in_(porsjon)).group_by(pii.c.type)
        for type_, flere in forbindelse.execute(per_type):
            typer[type_] = typer.get(type_, 0) + flere
        hasher = select(kilde.c.sha256).where(kilde.c.sak_id.in_(porsjon), kilde.c.sha256 != "")
        filer.update(forbindelse.scalars(hasher))
    return Slettekvittering(tid, grunnlag, **antall, pii=dict(sorted(typer.items())), filer=tuple(sorted(filer)))


def _to_dict(kvittering: Slettekvittering) -> dict:
    return {navn: verdi for navn, verdi in asdict(kvittering).items() if navn != "tid"}


def _from_dict(felt: dict, tid: datetime) -> Slettekvittering:
    return Slettekvittering(tid, **felt | {"filer": tuple(felt["filer"])})

"""The night runs as the store shows them: one at a time, and what each found in the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager

from sqlalchemy import Connection, case, func, select

from vedtaksanalyse.sak import Skjermstatus, Vern, Versjoner
from vedtaksanalyse.storage import regnskap, stand
from vedtaksanalyse.storage.database import hold_laas
from vedtaksanalyse.storage.forbindelse import read, reading, write
from vedtaksanalyse.storage.personvern import Personvern
from vedtaksanalyse.storage.regnskap import Filrad
from vedtaksanalyse.storage.schema import fil, sak
from vedtaksanalyse.storage.stand import Kjoring, Lagerstand
from vedtaksanalyse.storage.tidspunkt import naa


class Kjoringer(Personvern):
    """The part of the store that has to do with runs."""

    def hold_laas(self, navn: str) -> AbstractContextManager[bool]:
        """Whether this process got the named lock; held until the block ends or the process dies."""
        return hold_laas(self._engine, navn)

    def start_kjoring(
        self, rot: str, versjoner: Versjoner, programvare: Mapping | None = None, *, full_kontroll: bool = False
    ) -> int:
        """Begin a night run under this root; earlier ones that never finished are marked so."""
        return write(self._engine, lambda f: regnskap.insert_kjoring(f, rot, versjoner, naa(), programvare, full_kontroll))

    def needs_full_kontroll(self, rot: str, hver: int) -> bool:
        """Whether it is time to open every file again: it is done at least every so many runs that finish."""
        return not read(self._engine, lambda f: regnskap.is_kontrollert(f, rot, hver - 1))

    def save_sett(self, rot: str, kjoring: int, filer: Sequence[Filrad]) -> None:
        """Note the files that this run leaves alone, with their outcome."""
        write(self._engine, lambda f: regnskap.update_filer(f, rot, kjoring, filer))

    def load_filer(self, rot: str) -> dict[str, Filrad]:
        """The ledger of this root: every file that was there last time, by the hash of its path."""
        return read(self._engine, lambda f: regnskap.select_filer(f, rot))

    def load_krasj(self, leser: str) -> dict[str, int]:
        """How often each content has stopped this reader, by its hash."""
        return read(self._engine, lambda f: regnskap.select_krasj(f, leser))

    def find_urapporterte(self, rot: str, utfall: str) -> set[str]:
        """The files with this outcome that no finished run has told about."""
        return read(self._engine, lambda f: regnskap.select_urapporterte(f, rot, utfall))

    def find_borte(self, rot: str, kjoring: int) -> list[tuple[str, str]]:
        """The files that were there before and that this run did not see, as (case, hash); told about once."""
        return read(self._engine, lambda f: regnskap.select_borte(f, rot, kjoring))

    def count_utfall(self, rot: str, kjoring: int) -> dict[str, dict[str, int]]:
        """The files of a run by outcome, and under it by status."""
        return read(self._engine, lambda f: regnskap.count_utfall(f, rot, kjoring))

    def find_gjorte(self, rot: str, kjoring: int, sak_ider: Iterable[str]) -> dict[str, tuple[str, int]]:
        """Those of these cases that this run has done: the status of each («» where it failed), and its files in others."""
        egen = (sak.c.sak_id == fil.c.sak_id) & (sak.c.nokkel == fil.c.saksnokkel)
        inni = func.sum(case((fil.c.del_av != "", 1), else_=0))
        uttrykk = select(fil.c.sak_id, func.max(sak.c.status), inni).outerjoin(sak, egen).group_by(fil.c.sak_id)
        hvor = (fil.c.rot == rot, fil.c.kjoring == kjoring, fil.c.sak_id.in_(list(sak_ider)))
        with reading(self._engine) as forbindelse:
            return {sak_id: (status or "", inni) for sak_id, status, inni in forbindelse.execute(uttrykk.where(*hvor))}

    def find_filer(self, rot: str, kjoring: int, utfall: Iterable[str]) -> list[Filrad]:
        """The files of a run with one of these outcomes."""
        return read(self._engine, lambda f: regnskap.select_filer_med(f, rot, kjoring, utfall))

    def find_flaggede(self, rot: str, kjoring: int) -> list[tuple[str, int, int]]:
        """The cases of a run with flags: (case, flags, highest risk), the riskiest first."""
        return read(self._engine, lambda f: regnskap.select_flaggede(f, rot, kjoring))

    def count_arsaker(self, rot: str, kjoring: int) -> dict[str, int]:
        """How many cases of a run cannot be assessed, by cause."""
        return read(self._engine, lambda f: regnskap.count_arsaker(f, rot, kjoring))

    def find_skjermet(self, vern: Vern, rot: str, kjoring: int) -> dict[str, Counter[Skjermstatus]]:
        """How the documents with direct identifiers in the cases of a run are shown, by case."""
        egne = read(self._engine, lambda f: regnskap.select_saker(f, rot, kjoring))
        return {sak_id: antall for sak_id, antall in self.count_skjermet(vern).items() if sak_id in egne}

    def count_manglende(self, rot: str, kjoring: int) -> dict[str, int]:
        """For each case of a run, how many files it names that are not there."""
        return read(self._engine, lambda f: regnskap.count_manglende(f, rot, kjoring))

    def finish_kjoring(self, rot: str, kjoring: int, telling: Mapping) -> None:
        """End a run with the counts of its report; what it did not see is gone."""

        def finish(forbindelse: Connection) -> None:
            regnskap.update_borte(forbindelse, rot, kjoring, naa())
            regnskap.update_kjoring(forbindelse, kjoring, naa(), telling)

        write(self._engine, finish)

    def stop_kjoring(self, kjoring: int) -> None:
        """Note that a run ended before it was done. It may be the database that ended it, so nobody waits for that."""
        write(self._engine, lambda f: regnskap.stop_kjoring(f, kjoring), ())

    def load_stand(self) -> Lagerstand:
        """How the store stands as a whole."""
        return read(self._engine, lambda f: stand.select_stand(f))

    def find_programvare(self, versjoner: Versjoner) -> Mapping:
        """What the last run with these versions ran on; nothing where no run had them."""
        return read(self._engine, lambda f: stand.select_programvare(f, versjoner))

    def load_kjoringer(self, antall: int) -> list[Kjoring]:
        """The last runs with what they ran on, the newest first."""
        return read(self._engine, lambda f: stand.select_kjoringer(f, antall))

"""One death after another: where it strikes, and what must be true of the night it struck and of the next one."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path

from drap import DRIFT, Oppstart, Sted, Tabeller, check_whole, differences, dump, make_korpus, read_runs, read_tabeller
from plager import STEDER

FERDIG = {0, 3}
"""The exit codes of a run that came to its end."""


@dataclass(frozen=True)
class Punkt:
    """One death: ``hvem`` dies, at statement ``nr``, at a function, so many seconds on, or over a document."""

    hvem: str
    plage: dict = field(default_factory=dict)
    etter: float = 0.0
    nr: int = 0

    def __str__(self) -> str:
        hvor = " ".join(f"{verdi}".rpartition(":")[2] for verdi in self.plage.values()) or f"dok {self.nr}" * bool(self.nr)
        return f"{self.hvem} {hvor} {self.etter:.3f}".strip()


@dataclass
class Drapsfelt:
    """Where nights are killed: one input folder, and what two nights in peace make of it."""

    mappe: Path
    oppstart: Oppstart
    saker: int | None = None
    lett: bool = True

    def __post_init__(self) -> None:
        (self.mappe / "inn").mkdir(parents=True)
        make_korpus(self.mappe / "inn", self.saker)

    def sted(self, navn: str, **felt: object) -> Sted:
        return Sted(self.mappe / navn, self.mappe / "inn", self.oppstart, lett=self.lett, **felt)

    @cached_property
    def fasit(self) -> tuple[Tabeller, Tabeller]:
        """The database after a night in peace, and after another with nothing to do."""
        sted, telling = self.sted("fred"), self.mappe / "telling"
        fra = time.monotonic()
        assert sted.natt(slag="sql", nr=0, telling=str(telling)) in FERDIG, sted.logg
        self.sekunder, self.setninger = time.monotonic() - fra, int(telling.read_text())
        forste = read_tabeller(sted.database)
        self.asked = Counter(sted.asked.read_text().split()) if self.lett else Counter()
        assert sted.natt() in FERDIG
        return forste, read_tabeller(sted.database)

    def draw(self, antall: int, fro: int) -> Iterator[Punkt]:
        """Random deaths: half of the parent at a statement or a function, the rest of anybody at any time."""
        tilfeldig, fasit = random.Random(fro), self.fasit
        dokumenter = max(1, len(fasit[0]["kilde"]) // 2)
        for _ in range(antall):
            slag = tilfeldig.choices(("sql", "sted", "dok", "tid"), (35, 20, 20 * self.lett, 25))[0]
            if slag == "sql":
                yield Punkt("hovedprosess", {"slag": "sql", "nr": tilfeldig.randint(1, self.setninger)})
            elif slag == "sted":
                plage = {"sted": tilfeldig.choice(STEDER), "etter": tilfeldig.random() < 0.5, "nr": tilfeldig.choice((1, 1, 1, 2, 5))}
                yield Punkt("hovedprosess", {"slag": "sted"} | plage)
            elif slag == "dok":
                yield Punkt(tilfeldig.choice(("arbeider", "leser")), {}, tilfeldig.random() * 0.01, tilfeldig.randint(1, dokumenter))
            else:
                hvem = tilfeldig.choice(("hovedprosess", "hvem som helst", "hvem som helst"))
                yield Punkt(hvem, {}, tilfeldig.random() * self.sekunder)


def run_punkt(felt: Drapsfelt, sted: Sted, punkt: Punkt) -> str:
    """Kill a night there, let the next finish, and hold the database against that of a night in peace.

    Gives how the killed night ended. Fails where a process is left, a case is half stored, done twice or another than it
    should be.
    """
    etter_en, etter_to = felt.fasit
    if punkt.nr:
        ordre = {"nr": punkt.nr, "hvem": punkt.hvem, "etter": punkt.etter}
        (sted.modeller / "drap.json").write_text(json.dumps(ordre))
    pid = sted.start(**punkt.plage)
    if punkt.etter and not punkt.nr:
        time.sleep(punkt.etter)
        _kill(sted, pid, punkt.hvem)
    kode = sted.vent(pid)
    (sted.modeller / "drap.json").unlink(missing_ok=True)
    runs = read_runs(sted.database) if sted.database.exists() else []
    ferdig = runs[-1:] == ["ferdig"]
    lagret: set[str] = set()
    if kode == -signal.SIGKILL:
        if runs:
            lagret = check_whole(read_tabeller(sted.database), etter_en)
        assert len(runs) < 2 and not (kode in FERDIG and not ferdig)
    sted.asked.unlink(missing_ok=True)
    assert sted.natt() in FERDIG, sted.logg
    if kode == -signal.SIGKILL:
        check_equal(read_tabeller(sted.database), etter_to if ferdig else etter_en)
        igjen = set(sted.asked.read_text().split()) if sted.asked.exists() else set()
        assert not igjen & lagret, "a case was done twice"
    else:
        if sted.make_due(etter_to):
            assert sted.natt() in FERDIG, sted.logg
            ferdig = False
        assert ferdig or sted.natt() in FERDIG, sted.logg
        check_equal(*({navn: rader for navn, rader in alle.items() if navn != DRIFT} for alle in (read_tabeller(sted.database), etter_to)))
    _check_tidy(sted)
    return {-signal.SIGKILL: "ferdig" if ferdig else "drept"}.get(kode, f"sluttkode {kode}")


def check_equal(naa: Tabeller, fasit: Tabeller) -> None:
    """Byte for byte the same; else the rows that are not."""
    assert dump(naa) == dump(fasit), "\n".join(islice(differences(naa, fasit), 8))


def _kill(sted: Sted, pid: int, hvem: str) -> None:
    ofre = [pid] if hvem == "hovedprosess" else sted.prosesser_igjen() or [pid]
    with suppress(ProcessLookupError):
        os.kill(random.Random(pid).choice(ofre), signal.SIGKILL)


def _check_tidy(sted: Sted) -> None:
    """All runs but the last are known to have been broken off, the report is whole, and no half file lies about."""
    assert "gaar" not in read_runs(sted.database) and read_runs(sted.database)[-1] == "ferdig"
    json.loads((sted.mappe / "ut" / "nattrapport.json").read_text())
    assert (sted.mappe / "ut" / "nattrapport.html").read_text().rstrip().endswith("</html>")
    navn = {sti.name for sti in sted.mappe.rglob("*") if sti.is_file() and not sti.is_relative_to(sted.modeller)}
    database = {"lager.db", "lager.db-wal", "lager.db-shm", "lager.db.nattkjoring"}
    assert navn <= {"nattrapport.json", "nattrapport.html", "natt.prom", "ut.txt", "logg.txt", *database}
    shutil.rmtree(sted.mappe)

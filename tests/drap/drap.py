"""Night runs that are killed: started, killed, looked into, finished by the next, and held against one left in peace."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from functools import cached_property
from pathlib import Path
from uuid import uuid4

ROT = Path(__file__).parents[2]
EKSEMPLER = ROT / "corpora" / "eksempler"
FRIST = 600.0

_TIDER = {"lagret", "neste", "borte", "venter_siden", "stand"}
"""What tells when; ``stand`` is what the file system says of a file, its times among it."""
_SENERE = {"gjenbruk", "egenandel"}
"""What a case gets after it is stored, from the map of its office."""

DRIFT = "driftstall"
"""What each night saw: where a document lost its reader, two nights saw the case."""

Tabeller = dict[str, list[dict]]


def make_korpus(inn: Path, saker: int | None = None) -> None:
    """Copies of the example cases, and one with what does not go well: a message, copies, an empty file, half a file."""
    mapper = sorted(sti for sti in EKSEMPLER.iterdir() if sti.is_dir())[:saker]
    for mappe in mapper:
        shutil.copytree(mappe, inn / mappe.name)
    verst = inn / "verst"
    verst.mkdir()
    shutil.copy(next(mapper[0].glob("*.pdf")), verst / "vedtak.pdf")
    shutil.copy(verst / "vedtak.pdf", verst / "kopi.pdf")
    (verst / "halv.pdf").write_bytes((verst / "vedtak.pdf").read_bytes()[:900])
    (verst / "tom.txt").touch()
    (verst / "bilde.png").write_bytes(b"GIF89a" + bytes(50))
    brev = EmailMessage()
    brev["From"], brev["Subject"] = "nav@example.org", "Notat"
    brev.set_content("Journalnotat 3. mars 2026: barna er 4 og 7 år.")
    brev.add_attachment("Et notat til FLAGG.", filename="notat.txt")
    (verst / "brev.eml").write_bytes(brev.as_bytes())


class Oppstart:
    """The process that forks runs."""

    def __init__(self) -> None:
        sti = os.pathsep.join(map(str, (ROT / "src", ROT / "tests" / "drap", ROT / "tests")))
        miljo = os.environ | {"PYTHONPATH": sti, "OMP_NUM_THREADS": "1", "DO_NOT_TRACK": "1"}
        self._prosess = subprocess.Popen(
            [sys.executable, str(ROT / "tests" / "drap" / "oppstart.py")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=miljo, cwd=ROT,
        )  # fmt: skip

    def close(self) -> None:
        self._prosess.stdin.close()
        self._prosess.wait(FRIST)

    def tell(self, **ordre: object) -> int:
        self._prosess.stdin.write(json.dumps(ordre) + "\n")
        self._prosess.stdin.flush()
        return int(self._prosess.stdout.readline())


@dataclass
class Sted:
    """A place where nights are run: a folder with models, database, report and figures, over an input folder."""

    mappe: Path
    inn: Path
    oppstart: Oppstart
    prosesser: int = 2
    lett: bool = True
    merke: str = field(default_factory=lambda: uuid4().hex)
    siste: int = 0

    def __post_init__(self) -> None:
        self.modeller.mkdir(parents=True, exist_ok=True)
        (self.modeller / "versjon").write_text("m1")
        (self.modeller / "lesing").write_text("l1")

    @property
    def modeller(self) -> Path:
        return self.mappe / "modeller"

    @property
    def database(self) -> Path:
        return self.mappe / "base" / "lager.db"

    @property
    def logg(self) -> str:
        with suppress(FileNotFoundError):
            return (self.mappe / "logg.txt").read_text()
        return ""

    def start(self, **plage: object) -> int:
        """Begin a night; the number of its process."""
        felt = ["natt", "--inn", str(self.inn), "--ut", str(self.mappe / "ut"), "--uten-prefect", "--bunke", "6"]
        felt += ["--prosesser", str(self.prosesser), "--database", str(self.database)]
        miljo = {
            # The reader's child is given only a few variables. This one tells whose it is.
            "PATH": f"{os.environ['PATH']}{os.pathsep}/{self.merke}",
            "VEDTAKSANALYSE_METRIKKFIL": str(self.mappe / "natt.prom"),
            "VEDTAKSANALYSE_RO_SEKUNDER": "0",
            "VEDTAKSANALYSE_MAKS_OCR_SIDER": "0",
        }
        if self.lett:
            miljo["VEDTAKSANALYSE_MODELLER"] = str(self.modeller)
        self.siste = self.oppstart.tell(felt=felt, mappe=str(self.mappe), miljo=miljo, plage=plage, lett=self.lett)
        return self.siste

    def vent(self, pid: int) -> int:
        """How a night ended; everything it started must be gone soon after."""
        kode, self.siste = self.oppstart.tell(vent=pid), 0
        wait_until(lambda: not self.prosesser_igjen())
        return kode

    def natt(self, **plage: object) -> int:
        return self.vent(self.start(**plage))

    def prosesser_igjen(self) -> list[int]:
        """The processes of the night beside the first that live."""
        return sorted(pid for sti in Path("/proc").glob("[0-9]*") if self._er_min(pid := int(sti.name)))

    def _er_min(self, pid: int) -> bool:
        try:
            return self.merke.encode() in Path(f"/proc/{pid}/environ").read_bytes() and lives(pid)
        except OSError:
            return False

    def end(self) -> None:
        """Leave no process, however a test went."""
        for pid in self.prosesser_igjen():
            os.kill(pid, signal.SIGKILL)
        if self.siste and lives(self.siste):
            os.kill(self.siste, signal.SIGKILL)

    def make_due(self, fasit: Tabeller) -> bool:
        """Let the hour pass that a case waits which lost its process; whether there was any."""
        ventet = {(rad["fil"], rad["status"]) for rad in fasit["fil"]}
        with closing(sqlite3.connect(self.database)) as forbindelse, forbindelse:
            naa = forbindelse.execute("SELECT fil, status FROM fil WHERE neste IS NOT NULL").fetchall()
            forfalt = [fil for fil, status in naa if (fil, status) not in ventet]
            forbindelse.executemany("UPDATE fil SET neste = '2000-01-01 00:00:00.000000' WHERE fil = ?", [(f,) for f in forfalt])
        return bool(forfalt)

    @cached_property
    def asked(self) -> Path:
        return self.modeller / "logg"


def lives(pid: int) -> bool:
    """False for what is gone, and for what is dead but not yet buried."""
    try:
        return state(pid) not in "ZX"
    except OSError:
        return False


def state(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def wait_until(ferdig: Callable[[], object]) -> None:
    """Look again and again: only what never comes takes its time."""
    slutt = time.monotonic() + FRIST
    while not ferdig():
        assert time.monotonic() < slutt, "it never came to that"
        time.sleep(0.01)


def read_tabeller(database: Path) -> Tabeller:
    """Every row of every table as it is, apart from times and from how the runs are numbered and fared.

    A file's run is how many runs ago it was seen. Rows are in the order of what they say.
    """
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as forbindelse:
        forbindelse.row_factory = sqlite3.Row
        assert forbindelse.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert forbindelse.execute("PRAGMA foreign_key_check").fetchall() == []
        navn = [rad[0] for rad in forbindelse.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        tabeller = {ett: [dict(rad) for rad in forbindelse.execute(f"SELECT * FROM {ett}")] for ett in navn}
    siste = max((rad["id"] for rad in tabeller.pop("kjoring", ())), default=0)
    for rader in tabeller.values():
        for rad in rader:
            rad |= {navn: rad[navn] is not None for navn in _TIDER & {"borte", "venter_siden", "neste"} if navn in rad}
            if "kjoring" in rad:
                rad["kjoring"] = siste - rad["kjoring"]
            for navn in _TIDER & {"lagret", "stand"}:
                rad.pop(navn, None)
        rader.sort(key=repr)
    return tabeller


def dump(tabeller: Tabeller) -> bytes:
    """The tables as bytes that are the same for the same rows."""
    return "".join(f"{navn} {rad!r}\n" for navn, rader in sorted(tabeller.items()) for rad in rader).encode()


def read_runs(database: Path) -> list[str]:
    """How each run fared, the first first."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as forbindelse:
        if not forbindelse.execute("SELECT 1 FROM sqlite_master WHERE name = 'kjoring'").fetchone():
            return []
        return [rad[0] for rad in forbindelse.execute("SELECT tilstand FROM kjoring ORDER BY id")]


def check_whole(naa: Tabeller, fasit: Tabeller) -> set[str]:
    """What is stored is cases as they are to be, whole and with their files in the ledger; gives their names."""
    lagret = {rad["sak_id"] for rad in naa.get("sak", ())}
    for navn, rader in naa.items():
        if navn in ("alembic_version", "lesekrasj", DRIFT):
            continue
        uten = _SENERE | {"kjoring", "utfall"}
        venter = [rad for rad in fasit[navn] if rad["sak_id"] in lagret]
        assert _uten(rader, uten) == _uten(venter, uten), f"half a case in {navn}"
    return lagret


def _uten(rader: list[dict], felt: set[str]) -> list[str]:
    return sorted(repr([par for par in rad.items() if par[0] not in felt]) for rad in rader)


def differences(naa: Tabeller, fasit: Tabeller) -> Iterator[str]:
    """The rows that one has and the other has not, shortened."""
    for navn in sorted({*naa, *fasit}):
        her, der = ({repr(rad) for rad in tabeller.get(navn, ())} for tabeller in (naa, fasit))
        yield from (f"{navn} + {rad[:300]}" for rad in sorted(her - der))
        yield from (f"{navn} - {rad[:300]}" for rad in sorted(der - her))

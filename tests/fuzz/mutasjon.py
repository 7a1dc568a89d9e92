"""Thousands of damaged files through the sandbox: every one ends in a named status, and the parent stays as it was.

Run: ``python tests/fuzz/mutasjon.py --antall 10000 --prosesser 2``. File number N is the same each time; ``--skriv N FILE``
writes it, to look at what went wrong.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import sys
import tempfile
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from io import BytesIO
from itertools import count
from pathlib import Path
from queue import SimpleQueue
from threading import Lock
from time import monotonic

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading import Grenser, Sandkasse
from vedtaksanalyse.reading.datering import kjenn_dato
from vedtaksanalyse.reading.kjenn import kjenn_type
from vedtaksanalyse.sak import Lesestatus

ROT = Path(__file__).parents[2]
sys.path.insert(0, str(ROT / "scripts"))
from lag_fiendtlige import SAKER, lag_fiendtlige  # noqa: E402

GRENSER = Grenser(
    bytes=5_000_000, sider=100, utpakket=20_000_000, tegn=2_000_000, cpu=2, frist=60, minne=600_000_000, ocr_sider=0
)
STORST = 120_000
"""Larger files are left out: there are enough of them among the hostile ones themselves."""
SLARK = 10.0
VEKST = 60_000
"""How many kilobytes the parent may have grown by since it was warm."""
_VARM, _MELLOM = 100, 500
ORDLISTE = [
    *(b"endobj|endstream|stream\n|obj<<|>>|/Length 99999999|/Kids[2 0 R]|/Filter/FlateDecode|xref\n|trailer|startxref\n0|%%EOF|BT ET".split(b"|")),
    *(b"PK\x03\x04|PK\x01\x02|PK\x05\x06|<w:tbl>|</w:p>|<!DOCTYPE x [<!ENTITY a 'b'>]>|&a;|xmlns:w=''|<text:p>".split(b"|")),
    *(b"{\\rtf1|\\bin99999999 |\\u-10000?|\\'ff|{\\*\\|}}}|<table><tr><td>|<div hidden>|&#xD800;|<!--|]]>".split(b"|")),
    *(b"Content-Type: multipart/mixed; boundary=b\r\n|\r\n\r\n|--b\r\n|=?utf-8?q?=FF?=|Content-Transfer-Encoding: base64\r\n".split(b"|")),
    b"\x00", b"\xff\xff\xff\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", "\u202e\u0301".encode(), b"9" * 50, b"-1", b"\n" * 40,
]  # fmt: skip


def load_froe(mappe: Path) -> list[tuple[str, bytes]]:
    """What is to be damaged: the examples that ship with the project and the hostile files, by name."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        lag_fiendtlige(mappe / "inn")
    filer = [*(ROT / "corpora" / "eksempler").rglob("*"), *(f for sak in SAKER for f in (mappe / "inn" / sak).iterdir())]
    return [(f"{f.parent.name}/{f.name}", f.read_bytes()) for f in sorted(filer) if f.is_file() and 0 < f.stat().st_size <= STORST]


def make_fil(froe: Sequence[tuple[str, bytes]], nummer: int, fro: int = 1) -> tuple[str, bytes]:
    """File number so and so: the name of what it was made of, and its bytes."""
    r = random.Random(f"{fro} {nummer}")
    navn, data = r.choice(froe)
    if data.startswith(b"PK") and r.random() < 0.7:
        return navn, _inni(data, r)
    return navn, _skad(data, r, froe)


def _skad(data: bytes, r: random.Random, froe: Sequence[tuple[str, bytes]] = ()) -> bytes:
    for _ in range(r.choice((1, 1, 2, 3, 5))):
        skade = r.choice(SKADER)
        data = skade(data, r) or b"\x00"
    if froe and r.random() < 0.05:
        annen = r.choice(froe)[1]
        data = data[: r.randrange(len(data) + 1)] + annen[r.randrange(len(annen)) :]
    return data[:STORST]


def _inni(data: bytes, r: random.Random) -> bytes:
    """A package whose parts are damaged and whose checksums are right."""
    ut = BytesIO()
    try:
        with zipfile.ZipFile(BytesIO(data)) as inn, zipfile.ZipFile(ut, "w") as ny, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            deler = [del_ for del_ in inn.infolist() if del_.file_size < STORST]
            rammet = r.choice(deler) if deler else None
            for del_ in deler:
                innhold = inn.read(del_)
                ny.writestr(del_.filename, _skad(innhold or b" ", r) if del_ is rammet else innhold)
    except Exception:  # noqa: BLE001 (a package that was broken before is damaged as it is)
        return _skad(data, r)
    return ut.getvalue()


def _biter(data: bytes, r: random.Random) -> bytes:
    ut = bytearray(data)
    for _ in range(r.choice((1, 4, 32))):
        ut[r.randrange(len(ut))] ^= 1 << r.randrange(8)
    return bytes(ut)


def _byte(data: bytes, r: random.Random) -> bytes:
    ut = bytearray(data)
    for _ in range(r.choice((1, 8))):
        ut[r.randrange(len(ut))] = r.choice((0, 255, 32, 60, 123, 125, r.randrange(256)))
    return bytes(ut)


def _bytt(data: bytes, r: random.Random) -> bytes:
    a, b, lengde = r.randrange(len(data)), r.randrange(len(data)), r.choice((2, 16, 256))
    a, b = min(a, b), max(a, b)
    b = max(b, min(a + lengde, len(data)))
    return data[:a] + data[b : b + lengde] + data[a + lengde : b] + data[a : a + lengde] + data[b + lengde :]


def _gjenta(data: bytes, r: random.Random) -> bytes:
    a, lengde = r.randrange(len(data)), r.choice((4, 64, 1024))
    return data[:a] + data[a : a + lengde] * r.choice((2, 10, 100)) + data[a + lengde :]


def _stryk(data: bytes, r: random.Random) -> bytes:
    a = r.randrange(len(data))
    return data[:a] + data[a + r.choice((1, 20, 500)) :]


def _kutt(data: bytes, r: random.Random) -> bytes:
    return data[: r.randrange(len(data) + 1)]


def _ord(data: bytes, r: random.Random) -> bytes:
    a = r.randrange(len(data) + 1)
    return data[:a] + r.choice(ORDLISTE) + data[a + r.choice((0, 0, 4)) :]


SKADER: tuple[Callable[[bytes, random.Random], bytes], ...] = (_biter, _byte, _bytt, _gjenta, _stryk, _kutt, _ord, _ord)


@dataclass
class Regnskap:
    """What became of all files."""

    antall: int = 0
    statuser: Counter[str] = field(default_factory=Counter)
    uten_status: list[str] = field(default_factory=list)
    nye_barn: int = 0
    tregest: list[tuple[float, int, str]] = field(default_factory=list)
    minne: list[int] = field(default_factory=list)
    over_frist: int = 0

    @property
    def feil(self) -> list[str]:
        """What must not be; empty when all is well."""
        vokst = max(self.minne[1:], default=0) - self.minne[0] if self.minne else 0
        return [
            *(f"without a status: {hva}" for hva in self.uten_status[:10]),
            *([f"{self.over_frist} over the limit of time"] if self.over_frist else []),
            *([f"the parent grew by {vokst} kB"] if vokst > VEKST else []),
            *([f"{self.antall} files, {sum(self.statuser.values())} statuses"] if self.antall != sum(self.statuser.values()) else []),
        ]

    def __str__(self) -> str:
        deler = [f"{self.antall} files"]
        deler += [f"  {status:<20}{antall:>7}" for status, antall in self.statuser.most_common()]
        deler.append(f"crashes of the child {self.statuser['krasjet'] + self.statuser['karantene']}, children started anew {self.nye_barn}")
        deler += [f"slowest {sekunder:.2f} s: number {nummer}, {navn}" for sekunder, nummer, navn in self.tregest]
        steder = sorted({0, len(self.minne) // 2, len(self.minne) - 1}) if self.minne else []
        deler.append("memory of the parent at the start, in the middle and at the end, kB: " + ", ".join(str(self.minne[n]) for n in steder))
        return "\n".join([*deler, *(f"FAILED: {hva}" for hva in self.feil)])


class Kjoring:
    """One run over numbered files, each worker with a sandbox of its own."""

    def __init__(self, froe: Sequence[tuple[str, bytes]], fro: int, grenser: Grenser = GRENSER) -> None:
        self._froe, self._fro, self._grenser = froe, fro, grenser
        self._laas, self.regnskap = Lock(), Regnskap()
        self._ledige: SimpleQueue[Sandkasse] = SimpleQueue()

    def run(self, antall: int, prosesser: int = 1, sekunder: float = float("inf")) -> Regnskap:
        """So many files, or as many as there is time for."""
        slutt, nummer = monotonic() + sekunder, count()
        kasser = [Sandkasse(self._grenser).start() for _ in range(prosesser)]
        for kasse in kasser:
            self._ledige.put(kasse)

        def arbeid(kasse: Sandkasse) -> None:
            while (nr := next(nummer)) < antall and monotonic() < slutt:
                if nr == _VARM or not (nr + 1) % _MELLOM:
                    self._measure()
                self._read(kasse, nr)

        with ThreadPoolExecutor(prosesser) as traader:
            list(traader.map(arbeid, kasser))
        for kasse in kasser:
            kasse.stop()
        self._measure()
        return self.regnskap

    def _read(self, kasse: Sandkasse, nr: int) -> None:
        navn, data = make_fil(self._froe, nr, self._fro)
        foer, start = kasse._barn, monotonic()
        try:
            innhold = kasse(data, Path(navn).suffix)
            status = Lesestatus.LEST.value
            kjenn_dato(innhold.tekst, kjenn_type(innhold.tekst, navn), navn)
        except Lesefeil as feil:
            status = Lesestatus(feil.kode).value
        except Exception as feil:  # noqa: BLE001 (that is what is looked for)
            status = f"{type(feil).__name__}, number {nr}, {navn}"
        brukt = monotonic() - start
        with self._laas:
            regnskap = self.regnskap
            regnskap.antall += 1
            if status in set(Lesestatus):
                regnskap.statuser[status] += 1
            else:
                regnskap.uten_status.append(status)
            regnskap.nye_barn += kasse._barn is not foer
            regnskap.over_frist += brukt > 2 * self._grenser.frist + SLARK  # a file may be tried twice
            regnskap.tregest = sorted([*regnskap.tregest, (brukt, nr, navn)], reverse=True)[:5]

    def _measure(self) -> None:
        gc.collect()
        self.regnskap.minne.append(int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024)


def main() -> None:
    """Run, print the account, and exit with 1 when something must not be."""
    valg = argparse.ArgumentParser(description=__doc__)
    valg.add_argument("--antall", type=int, default=10_000)
    valg.add_argument("--prosesser", type=int, default=2)
    valg.add_argument("--fro", type=int, default=1)
    valg.add_argument("--sekunder", type=float, default=float("inf"))
    valg.add_argument("--skriv", nargs=2, metavar=("NUMMER", "FIL"))
    arg = valg.parse_args()
    with tempfile.TemporaryDirectory() as mappe:
        froe = load_froe(Path(mappe))
    if arg.skriv:
        Path(arg.skriv[1]).write_bytes(make_fil(froe, int(arg.skriv[0]), arg.fro)[1])
        return
    regnskap = Kjoring(froe, arg.fro).run(arg.antall, arg.prosesser, arg.sekunder)
    print(regnskap)
    sys.exit(bool(regnskap.feil))


if __name__ == "__main__":
    main()

"""One reader child as its parent sees it: started, asked one thing at a time, ended. What went wrong has a status."""

from __future__ import annotations

import fcntl
import json
import os
import select
import signal
import subprocess
import sys
import weakref
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import asdict
from pathlib import Path
from time import monotonic

from vedtaksanalyse.errors import Modellfeil
from vedtaksanalyse.reading.budskap import LENGDE, MER_TID, Uforstaaelig, largest_svar, pack_rammer
from vedtaksanalyse.reading.innhold import Bilde, Boks, Grenser, Innhold
from vedtaksanalyse.reading.tidsrom import ask_tid, take_plass
from vedtaksanalyse.sak import Lesestatus

Unpack = Callable[[bytes], Innhold | list[Boks] | Bilde | Lesestatus]

_MODULER = tuple(
    f"vedtaksanalyse.reading.{navn}"
    for navn in ("bildefil", "docx", "epost", "html", "layout", "msg", "odt", "pdf", "rtf", "txt")
)
_PROGRAM = (
    "import os, sys; sys.path[:] = sys.argv[1].split(os.pathsep); "
    "from vedtaksanalyse.reading.barneprosess import main; main()"
)
_MILJO = ("PATH", "LANG", "LD_LIBRARY_PATH", "TESSDATA_PREFIX")
_FRIST_START = 120.0
_ROR = 1 << 20
_TRANGT = 0.75
_FRISTSIGNAL = (-signal.SIGXCPU, -signal.SIGALRM)


class Stans(Exception):
    """The child ended, or did not answer as it should."""

    def __init__(self, status: Lesestatus) -> None:
        super().__init__(status)
        self.status = status


class Leserbarn:
    """One child process and the pipes to it."""

    def __init__(self, grenser: Grenser, leser: str) -> None:
        self._grenser = grenser
        self._mangler: tuple[str, ...] | None = None
        self._rom = 0
        self.leste = 0
        sti = os.pathsep.join(os.path.abspath(sted) for sted in sys.path if sted)  # noqa: PTH100 (strings in and out)
        try:
            self._prosess = subprocess.Popen(
                [sys.executable, "-I", "-X", "utf8", "-c", _PROGRAM, sti],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                cwd="/",
                env={navn: os.environ[navn] for navn in _MILJO if navn in os.environ},
                start_new_session=True,
            )
        except OSError:
            raise Modellfeil("leser") from None
        self.stop = weakref.finalize(self, _end, self._prosess)
        self._inn, self._ut = self._prosess.stdin.fileno(), self._prosess.stdout.fileno()
        for ror in (self._inn, self._ut):
            os.set_blocking(ror, False)
            with suppress(OSError):
                fcntl.fcntl(ror, fcntl.F_SETPIPE_SZ, _ROR)
        oppsett = {"grenser": asdict(grenser), "leser": leser, "moduler": _MODULER, "forelder": os.getpid()}
        with suppress(Stans):
            self._send(monotonic() + _FRIST_START, json.dumps(oppsett).encode())

    @property
    def er_borte(self) -> bool:
        """True when the child ended while nobody asked it anything."""
        return self._prosess.poll() is not None

    def mangler(self) -> tuple[str, ...]:
        """The chains the child could not put on, when it is ready; Modellfeil when it never is."""
        if self._mangler is None:
            try:
                self._mangler = tuple(json.loads(self._receive(monotonic() + _FRIST_START)))
            except (Stans, ValueError):
                self.stop()
                raise Modellfeil("leser") from None
            self._rom = self._measure_rom()
        return self._mangler

    @property
    def er_tungt(self) -> bool:
        """True when it holds on to so much memory that the next document would have too little."""
        return self._measure_rom() < self._rom * _TRANGT

    def _measure_rom(self) -> int:
        """How many bytes it may still ask for; none when it is gone."""
        try:
            sider = int(Path(f"/proc/{self._prosess.pid}/statm").read_text().split()[0])
        except (OSError, IndexError):
            return 0
        return self._grenser.minne - sider * os.sysconf("SC_PAGE_SIZE")

    def ask(self, oppdrag: bytes, data: bytes, unpack: Unpack) -> Innhold | list[Boks] | Bilde | Lesestatus:
        """What the child makes of one document."""
        frist = monotonic() + self._grenser.frist
        self.leste += 1
        self._send(frist, oppdrag, data)
        with ExitStack() as plass:
            for side in range(self._grenser.ocr_sider + 1):
                svar = self._receive(frist)
                if svar != MER_TID:
                    break
                begynte = monotonic()
                if not side:
                    plass.enter_context(take_plass())
                ask_tid()
                frist += self._grenser.sidefrist + monotonic() - begynte
                self._send(frist, b"")
        try:
            return unpack(svar)
        except Uforstaaelig:
            raise Stans(Lesestatus.KRASJET) from None

    def _send(self, frist: float, *kropper: bytes) -> None:
        for del_ in pack_rammer(*kropper):
            rest = memoryview(del_)
            while rest:
                try:
                    rest = rest[os.write(self._inn, rest) :]
                except BlockingIOError:
                    self._wait(self._inn, select.POLLOUT, frist)
                except OSError:
                    raise self._stans() from None

    def _receive(self, frist: float) -> bytes:
        (lengde,) = LENGDE.unpack(self._read(LENGDE.size, frist))
        if lengde > largest_svar(self._grenser):
            raise Stans(Lesestatus.KRASJET)
        return self._read(lengde, frist)

    def _read(self, lengde: int, frist: float) -> bytes:
        kropp = bytearray()
        while len(kropp) < lengde:
            try:
                bit = os.read(self._ut, min(lengde - len(kropp), _ROR))
            except BlockingIOError:
                self._wait(self._ut, select.POLLIN, frist)
                continue
            if not bit:
                raise self._stans()
            kropp += bit
        return bytes(kropp)

    def _wait(self, ror: int, hva: int, frist: float) -> None:
        vakt = select.poll()
        vakt.register(ror, hva)
        if not vakt.poll(max(0.0, frist - monotonic()) * 1000):
            raise Stans(Lesestatus.LESEFRIST)

    def _stans(self) -> Stans:
        """Why the child hung up."""
        try:
            kode = self._prosess.wait(1.0)
        except subprocess.TimeoutExpired:
            kode = 0
        return Stans(Lesestatus.LESEFRIST if kode in _FRISTSIGNAL else Lesestatus.KRASJET)


def _end(prosess: subprocess.Popen) -> None:
    """Kill the child and whatever it started, and leave no zombie."""
    if prosess.poll() is None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(prosess.pid, signal.SIGKILL)
        prosess.wait()
    for ror in (prosess.stdin, prosess.stdout):
        ror.close()

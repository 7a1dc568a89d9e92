"""The parent's end of the sandbox: one child that reads, given one document at a time and never trusted.

What a document does to the child it does to itself alone: the child is killed, another takes its place, and the
document has a status that says what happened. A content that did it twice is not tried again.
"""

from __future__ import annotations

import fcntl
import json
import os
import select
import signal
import subprocess
import sys
import weakref
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from hashlib import sha256
from threading import Lock
from time import monotonic

from vedtaksanalyse.errors import Lesefeil, Modellfeil
from vedtaksanalyse.reading.budskap import (
    LENGDE,
    MER_TID,
    Uforstaaelig,
    largest_svar,
    pack_lesing,
    pack_onsker,
    unpack_ruter,
    unpack_svar,
)
from vedtaksanalyse.reading.innhold import Boks, Grenser, Innhold, Onsker
from vedtaksanalyse.sak import Lesestatus

KARANTENE_ETTER = 2
STANSET = frozenset({Lesestatus.KRASJET, Lesestatus.LESEFRIST})
"""What counts towards quarantine."""

_LESER = "vedtaksanalyse.reading.dokument:read_innhold"
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
_Unpack = Callable[[bytes], Innhold | list[Boks] | Lesestatus]
_FRISTSIGNAL = (-signal.SIGXCPU, -signal.SIGALRM)


class _Stans(Exception):
    """The child ended, or did not answer as it should."""

    def __init__(self, status: Lesestatus) -> None:
        super().__init__(status)
        self.status = status


class Sandkasse:
    """A ``Leser`` whose parsers run in a child process. Safe to use from several threads; they take turns.

    Args:
        grenser: what each document may ask for.
        krasj: how often the contents with these hashes have stopped a reader before.
        leser: the function that reads, as «module:name»; it takes bytes, limits and ending.
    """

    def __init__(self, grenser: Grenser, krasj: Mapping[str, int] | None = None, leser: str = _LESER) -> None:
        self._grenser, self._leser = grenser, leser
        self._krasj = Counter(krasj or {})
        self._barn: _Barn | None = None
        self._laas = Lock()

    def __enter__(self) -> Sandkasse:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> Sandkasse:
        """Start the child if there is none, without waiting for it."""
        if self._barn is None or self._barn.er_borte:
            self.stop()
            self._barn = _Barn(self._grenser, self._leser)
        return self

    def stop(self) -> None:
        """End the child. The next document starts another."""
        if self._barn:
            self._barn.stop()
        self._barn = None

    @property
    def mangler(self) -> tuple[str, ...]:
        """The chains that this machine cannot put on the child."""
        with self._laas:
            return self.start()._barn.mangler()

    def __call__(self, data: bytes, endelse: str = "", avtrykk: str = "") -> Innhold:
        """Text and pages of the bytes of one file; ``avtrykk`` is the hash that its crashes are remembered by.

        Raises:
            Lesefeil: with the ``Lesestatus`` that the file ends in.
            Modellfeil: no child can be started.
        """
        return self._do(pack_lesing(endelse), data, avtrykk, partial(unpack_svar, grenser=self._grenser))

    def find_ruter(self, data: bytes, onsker: Onsker) -> list[Boks]:
        """The boxes of characters on the pages of a PDF, as ``boxes.find_bokser`` asks for them.

        Raises:
            Lesefeil: with the ``Lesestatus`` that the file ends in.
            Modellfeil: no child can be started.
        """
        return self._do(pack_onsker(onsker), data, "", partial(unpack_ruter, onsker=onsker))

    def _do(self, oppdrag: bytes, data: bytes, avtrykk: str, unpack: _Unpack):
        with self._laas:
            avtrykk = avtrykk or (sha256(data).hexdigest() if self._krasj else "")
            if self._krasj[avtrykk] >= KARANTENE_ETTER:
                raise Lesefeil(Lesestatus.KARANTENE)
            brukt = self.start()._barn.leste > 0
            svar = self._ask(oppdrag, data, unpack)
            if svar is Lesestatus.KRASJET and brukt:
                # The document before may have left the child in ruins: this one has a right to a fresh child.
                svar = self._ask(oppdrag, data, unpack)
            if not isinstance(svar, Lesestatus):
                return svar
            if svar in STANSET:
                avtrykk = avtrykk or sha256(data).hexdigest()
                self._krasj[avtrykk] += 1
                if self._krasj[avtrykk] >= KARANTENE_ETTER:
                    svar = Lesestatus.KARANTENE
            raise Lesefeil(svar)

    def _ask(self, oppdrag: bytes, data: bytes, unpack: _Unpack) -> Innhold | list[Boks] | Lesestatus:
        barn = self.start()._barn
        barn.mangler()
        try:
            svar = barn.ask(oppdrag, data, unpack)
        except _Stans as stans:
            svar = stans.status
        if isinstance(svar, Lesestatus) and svar in {*STANSET, Lesestatus.FOR_STOR_UTPAKKET}:
            self.stop()
            self.start()
        return svar


class _Barn:
    """One child process and the pipes to it."""

    def __init__(self, grenser: Grenser, leser: str) -> None:
        self._grenser = grenser
        self._mangler: tuple[str, ...] | None = None
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
        oppsett = {"grenser": asdict(grenser), "leser": leser, "moduler": _MODULER}
        with suppress(_Stans):
            self._send(json.dumps(oppsett).encode(), monotonic() + _FRIST_START)

    @property
    def er_borte(self) -> bool:
        """True when the child ended while nobody asked it anything."""
        return self._prosess.poll() is not None

    def mangler(self) -> tuple[str, ...]:
        """The chains the child could not put on, when it is ready; Modellfeil when it never is."""
        if self._mangler is None:
            try:
                self._mangler = tuple(json.loads(self._receive(monotonic() + _FRIST_START)))
            except (_Stans, ValueError):
                self.stop()
                raise Modellfeil("leser") from None
        return self._mangler

    def ask(self, oppdrag: bytes, data: bytes, unpack: _Unpack) -> Innhold | list[Boks] | Lesestatus:
        """What the child makes of one document."""
        frist = monotonic() + self._grenser.frist
        self.leste += 1
        self._send(oppdrag, frist)
        self._send(data, frist)
        for _ in range(self._grenser.ocr_sider + 1):
            svar = self._receive(frist)
            if svar != MER_TID:
                break
            frist += self._grenser.sidefrist
        try:
            return unpack(svar)
        except Uforstaaelig:
            raise _Stans(Lesestatus.KRASJET) from None

    def _send(self, kropp: bytes, frist: float) -> None:
        for del_ in (LENGDE.pack(len(kropp)), kropp):
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
            raise _Stans(Lesestatus.KRASJET)
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
            raise _Stans(Lesestatus.LESEFRIST)

    def _stans(self) -> _Stans:
        """Why the child hung up."""
        try:
            kode = self._prosess.wait(1.0)
        except subprocess.TimeoutExpired:
            kode = 0
        return _Stans(Lesestatus.LESEFRIST if kode in _FRISTSIGNAL else Lesestatus.KRASJET)


def _end(prosess: subprocess.Popen) -> None:
    """Kill the child and whatever it started, and leave no zombie."""
    if prosess.poll() is None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(prosess.pid, signal.SIGKILL)
        prosess.wait()
    for ror in (prosess.stdin, prosess.stdout):
        ror.close()

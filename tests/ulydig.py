"""A reader that does what the document says: everything a parser must not be able to do, and reading beside it."""

from __future__ import annotations

import ctypes
import os
import socket
import sys
import time
from pathlib import Path

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading import Grenser, Innhold, read_innhold
from vedtaksanalyse.reading.epost import read_vedlegg
from vedtaksanalyse.reading.tidsrom import ask_tid
from vedtaksanalyse.sak import Lesestatus

_LIBC = ctypes.CDLL(None, use_errno=True)
_SKRIV = os.O_WRONLY | os.O_CREAT


def les(data: bytes, grenser: Grenser, endelse: str = "") -> Innhold:
    """The document's first word is what to do; anything else is text."""
    hva, _, resten = data.decode().partition(" ")
    return Innhold(str(GJOR[hva](resten)) if hva in GJOR else data.decode())


def les_post(data: bytes, grenser: Grenser, endelse: str = "") -> Innhold:
    """A message is really read; what is attached to it does what it says."""
    _, *plass = endelse.split("/")
    return les(read_vedlegg(data, [*map(int, plass)], grenser).data, grenser) if plass else read_innhold(data, grenser, endelse)


def _spis(_: str) -> None:
    bit = []
    while True:
        bit.append(bytearray(1 << 24))


_GJEMT: list[bytearray] = []


def _gjem(mengde: str) -> None:
    """Hold on to so many bytes, and say that the document unpacks to too much."""
    _GJEMT.append(bytearray(int(mengde)))
    raise Lesefeil(Lesestatus.FOR_STOR_UTPAKKET)


def _spinn(_: str) -> None:
    while True:
        pass


def _lyv(_: str) -> None:
    for ror in range(3, 20):
        try:
            os.write(ror, b"\xff" * 64)
        except OSError:
            continue


def _tigg(antall: str) -> str:
    for _ in range(int(antall)):
        ask_tid()
    return antall


def _kall(navn: str, *felt) -> int:
    """What the kernel answers a program that does not go through Python: 0 or more when it had its way."""
    svar = getattr(_LIBC, navn)(*felt)
    if navn == "fork" and not svar:
        os._exit(0)
    return min(svar, 0)


def _les_filer(stier: str) -> list[str]:
    """The modules that reading these files takes in which were not there before."""
    foer = set(sys.modules)
    for sti in map(Path, stier.split()):
        read_innhold(sti.read_bytes(), Grenser(ocr_sider=0), sti.suffix)
    return sorted(navn for navn in set(sys.modules) - foer if not navn.startswith(("encodings.", "importlib.")))


GJOR = {
    "SOV": lambda _: time.sleep(600),
    "SPINN": _spinn,
    "TIGG": _tigg,
    "SPIS": _spis,
    "GJEM": _gjem,
    "SEGV": lambda _: ctypes.string_at(0),
    "AVBRYT": lambda _: os.abort(),
    "SLUTT": lambda _: os._exit(0),
    "LYV": _lyv,
    "UNNTAK": lambda resten: 1 / 0 if not resten else getattr(resten, resten),
    "DYBDE": lambda _: les(b"DYBDE ", Grenser()),
    "NETT": lambda _: socket.create_connection(("127.0.0.1", 9)),
    "NETT_C": lambda _: _kall("socket", 2, 1, 0),
    "SKRIV": lambda resten: open(resten, "w").close(),  # noqa: PTH123, SIM115
    "SKRIV_C": lambda resten: _kall("open", resten.encode(), _SKRIV, 0o600),
    "SLETT_C": lambda resten: _kall("unlink", resten.encode()),
    "FORK": lambda _: os.fork(),
    "FORK_C": lambda _: _kall("fork"),
    "PROGRAM": lambda _: os.system("true"),
    "DREP_C": lambda _: _kall("kill", os.getppid(), 0),
    "PRAT": lambda resten: print(resten, flush=True) or os.write(1, b"stoy") and resten,
    "HVEM": lambda _: os.getpid(),
    "MODULER": _les_filer,
    "MILJO": lambda _: " ".join(sorted(os.environ)),
}

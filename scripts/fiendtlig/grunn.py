"""What the makers share: a letter, ways to damage a file, packages and bombs."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from random import Random

Rad = tuple[str, bytes, str]
"""A file's name, its bytes, and the statuses it may end in, with blanks between them."""

BREV = """Nav Eksempel
12.03.2024

VEDTAK OM ØKONOMISK STØNAD

Du har søkt om økonomisk stønad til husleie og klær til barna på 4 og 7 år. Søknaden er innvilget etter
sosialtjenesteloven § 18. Du får 11 900 kroner i mars. Vi har lagt vekt på at barna trenger vinterklær.

Du kan klage innen tre uker.
"""
LEST = "lest"
SKADET = "lest uleselig ufullstendig tom krever_ocr feil_type kryptert for_stor for_stor_utpakket arkiv"
"""Where damage decides what is left, any of these is right; what it never is, is a crash or a hang."""
BOMBE = "for_stor_utpakket lesefrist"
STOR_BOMBE = 300
_DATO = (2024, 3, 12, 0, 0, 0)


def kutt(navn: str, data: bytes, antall: int, ventet: str) -> Iterator[Rad]:
    """The file cut off at so many places."""
    stamme, _, ende = navn.rpartition(".")
    for nr in range(1, antall + 1):
        yield f"{stamme}-kuttet-{nr:02d}.{ende}", data[: 8 + (len(data) - 16) * nr // (antall + 1)], ventet


def vri(navn: str, data: bytes, antall: int, r: Random, ventet: str = SKADET) -> Iterator[Rad]:
    """The file with bits turned: one in the first copy, up to a hundred in the last."""
    stamme, _, ende = navn.rpartition(".")
    for nr in range(1, antall + 1):
        ut = bytearray(data)
        for _ in range(1 + 99 * (nr - 1) // max(1, antall - 1)):
            ut[r.randrange(len(ut))] ^= 1 << r.randrange(8)
        yield f"{stamme}-vridd-{nr:02d}.{ende}", bytes(ut), ventet


def post(navn: str, metode: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    """An entry whose time is the same whenever it is made."""
    info = zipfile.ZipInfo(navn, _DATO)
    info.compress_type = metode
    return info


def pakk(deler: dict[str, str | bytes] | list[tuple[str, str | bytes]], metode: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these files, in order; a list may say a name twice."""
    ut = BytesIO()
    with zipfile.ZipFile(ut, "w") as pakke:
        for navn, innhold in deler.items() if isinstance(deler, dict) else deler:
            pakke.writestr(post(navn, metode), innhold)
    return ut.getvalue()


def zipbombe(navn: str, megabyte: int = STOR_BOMBE, deler: dict[str, str] | None = None) -> bytes:
    """A zip where one file unpacks to so many megabytes, made without unpacking them; its checksum is wrong."""
    pakket = bombe(megabyte, b" " * (1 << 20))[2:-4]
    ut = bytearray(pakk([*(deler or {}).items(), (navn, pakket)], zipfile.ZIP_STORED))
    for merke, metode, storrelse in ((b"PK\x03\x04", 8, 22), (b"PK\x01\x02", 10, 24)):
        sted = ut.rfind(merke)
        ut[sted + metode : sted + metode + 2] = b"\x08\x00"
        ut[sted + storrelse : sted + storrelse + 4] = (megabyte << 20).to_bytes(4, "little")
    return bytes(ut)


def bombe(megabyte: int = STOR_BOMBE, innhold: bytes = b"q Q " * (1 << 18)) -> bytes:
    """A zlib stream of so many times a megabyte, made without unpacking it: its blocks stand on their own."""
    pakker = zlib.compressobj(9)
    forste = pakker.compress(innhold) + pakker.flush(zlib.Z_FULL_FLUSH)
    neste = pakker.compress(innhold) + pakker.flush(zlib.Z_FULL_FLUSH)
    return forste + neste * (megabyte - 1) + pakker.flush()


def flagg(data: bytes, navn: str, bit: int) -> bytes:
    """A zip where one entry says of itself that a flag is set."""
    ut = bytearray(data)
    for merke, flaggsted, navnested in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
        sted = ut.find(merke)
        while sted >= 0:
            if ut[sted + navnested :].startswith(navn.encode()):
                ut[sted + flaggsted] |= bit
            sted = ut.find(merke, sted + 4)
    return bytes(ut)


def overlapp(data: bytes) -> bytes:
    """A zip whose last entry in the index leads to the first file."""
    sted = data.rfind(b"PK\x01\x02")
    return data[: sted + 42] + bytes(4) + data[sted + 46 :]

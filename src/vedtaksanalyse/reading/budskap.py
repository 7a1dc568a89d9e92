"""What the two ends of the sandbox say to each other: frames with a length, plain values in JSON, nothing that can run.

The parent trusts nothing that comes from the child: every value is checked before it becomes one of our types.
"""

from __future__ import annotations

import json
from math import isfinite
from struct import Struct
from types import NoneType

from vedtaksanalyse.reading.filnavn import skrivbart
from vedtaksanalyse.reading.innhold import FLEST_VEDLEGG, Bilde, Boks, Grenser, Innhold, Onsker, Vedlegg
from vedtaksanalyse.sak import TEKSTGRUNNER, Lesestatus, Side

LENGDE = Struct("!Q")
LES, FINN, TEGN = b"L", b"R", b"B"
"""What the parent can ask for: the text of a file, the boxes of characters on its pages, or a picture of one."""
LEST, FUNNET, TEGNET, FEILET, MER_TID = b"L", b"R", b"B", b"F", b"T"
_MAAL = Struct("!II")
_LANGT = 300
_SMAATT = 1 << 20
_TALL, _PUNKT = (int,), (int, float)
_SIDETYPER = {
    **dict.fromkeys(("nummer", "start", "slutt"), _TALL),
    **dict.fromkeys(("bredde", "hoyde"), _PUNKT),
    "lesemaate": (str,),
    **dict.fromkeys(("sikkerhet", "kvalitet"), (float, NoneType)),
}
_BOKS = (_TALL,) + (_PUNKT,) * 4
_REKKER = {"brudd": (_TALL,) * 2, "ruter": (_TALL,) * 2 + (_PUNKT,) * 4}


class Uforstaaelig(Exception):
    """What the other end said is not in this language."""


def pack_rammer(*kropper: bytes) -> list[bytes]:
    """Frames as what is to be written: in one piece where they are small, so that the other end wakes once."""
    deler = [del_ for kropp in kropper for del_ in (LENGDE.pack(len(kropp)), kropp)]
    return [b"".join(deler)] if sum(map(len, kropper)) < _SMAATT else deler


def pack_lesing(endelse: str) -> bytes:
    """The order to read a file whose name ended so."""
    return LES + endelse.encode("utf-8", "replace")


def pack_onsker(onsker: Onsker) -> bytes:
    """The order to find the boxes of these characters."""
    return FINN + json.dumps(onsker).encode()


def pack_ruter(bokser: list[Boks]) -> bytes:
    """Boxes as the body of a frame."""
    return FUNNET + json.dumps(bokser).encode()


def unpack_ruter(ramme: bytes, onsker: Onsker) -> list[Boks] | Lesestatus:
    """The boxes or the status that a frame tells: on pages that were asked for, and no more than characters.

    Raises:
        Uforstaaelig: it tells neither.
    """
    try:
        if ramme[:1] == FEILET:
            return Lesestatus(ramme[1:].decode())
        bokser = [_rekke(rad, _BOKS) for rad in json.loads(ramme[1:])]
    except (ValueError, TypeError, RecursionError):
        raise Uforstaaelig from None
    flest = sum(lengde for _, lop in onsker for _, lengde in lop)
    sider = {nummer for nummer, _ in onsker}
    if ramme[:1] != FUNNET or len(bokser) > flest or any(boks[0] not in sider for boks in bokser):
        raise Uforstaaelig
    return bokser


def pack_tegning(nummer: int, skala: float) -> bytes:
    """The order to draw a page."""
    return TEGN + json.dumps([nummer, skala]).encode()


def pack_bilde(bilde: Bilde) -> bytes:
    """A picture as the body of a frame."""
    return TEGNET + _MAAL.pack(bilde.bredde, bilde.hoyde) + bilde.piksler


def unpack_bilde(ramme: bytes, flest: int) -> Bilde | Lesestatus:
    """The picture or the status that a frame tells; plain pixels, so that nothing needs to be decoded here.

    Raises:
        Uforstaaelig: it tells neither, or more pixels than there may be.
    """
    try:
        if ramme[:1] == FEILET:
            return Lesestatus(ramme[1:].decode())
    except ValueError:
        raise Uforstaaelig from None
    hode, piksler = ramme[1 : 1 + _MAAL.size], ramme[1 + _MAAL.size :]
    if ramme[:1] != TEGNET or len(hode) < _MAAL.size:
        raise Uforstaaelig
    bredde, hoyde = _MAAL.unpack(hode)
    if not 0 < bredde * hoyde == len(piksler) <= flest:
        raise Uforstaaelig
    return Bilde(bredde, hoyde, piksler)


def pack_svar(innhold: Innhold) -> bytes:
    """The content of a document as the body of a frame."""
    sider = [[getattr(side, felt) for felt in Side.__slots__] for side in innhold.sider]
    return LEST + json.dumps([innhold.tekst, sider, innhold.vedlegg, innhold.kvalitet, innhold.grunner]).encode()


def pack_feil(status: Lesestatus) -> bytes:
    """A status as the body of a frame."""
    return FEILET + status.value.encode()


def unpack_svar(ramme: bytes, grenser: Grenser) -> Innhold | Lesestatus:
    """The content or the status that a frame tells.

    Raises:
        Uforstaaelig: it tells neither.
    """
    try:
        if ramme[:1] == FEILET:
            return Lesestatus(ramme[1:].decode())
        tekst, sider, vedlegg, kvalitet, grunner = json.loads(ramme[1:])
        if ramme[:1] != LEST or type(tekst) is not str or len(tekst) > grenser.tegn:
            raise Uforstaaelig
        if len(sider) > grenser.sider or len(vedlegg) > FLEST_VEDLEGG:
            raise Uforstaaelig
        _check(kvalitet, _SIDETYPER["kvalitet"])
        _check_andel(kvalitet)
        return Innhold(tekst, tuple(map(_side, sider)), tuple(map(_vedlegg, vedlegg)), kvalitet, _grunner(grunner))
    except (ValueError, TypeError, RecursionError):
        raise Uforstaaelig from None


def _side(felt: list) -> Side:
    verdier = dict(zip(Side.__slots__, felt, strict=True))
    for navn, typer in _SIDETYPER.items():
        _check(verdier[navn], typer)
    for andel in (verdier["sikkerhet"], verdier["kvalitet"]):
        _check_andel(andel)
    for navn, typer in _REKKER.items():
        verdier[navn] = tuple(_rekke(rad, typer) for rad in verdier[navn])
    return Side(**{**verdier, "grunner": _grunner(verdier["grunner"])})


def _grunner(koder: list) -> tuple[str, ...]:
    if any(kode not in TEKSTGRUNNER for kode in koder):
        raise Uforstaaelig
    return tuple(koder)


def _rekke(rad: list, typer: tuple[tuple[type, ...], ...]) -> tuple:
    if len(rad) != len(typer):
        raise Uforstaaelig
    return tuple(map(_check, rad, typer))


def _check(verdi: object, typer: tuple[type, ...]) -> object:
    if type(verdi) not in typer or (type(verdi) is float and not isfinite(verdi)):
        raise Uforstaaelig
    return verdi


def _check_andel(verdi: float | None) -> None:
    if verdi is not None and not 0 <= verdi <= 1:
        raise Uforstaaelig


def _vedlegg(felt: list) -> Vedlegg:
    navn, avtrykk = felt
    if not {type(navn), type(avtrykk)} == {str} or len(navn) > _LANGT or "/" in navn or skrivbart(navn) != navn:
        raise Uforstaaelig
    return Vedlegg(navn, avtrykk)


def largest_svar(grenser: Grenser) -> int:
    """The most bytes that an honest answer can have: each character escaped, and where the pages' texts break."""
    return 30 * grenser.tegn + 1_000_000

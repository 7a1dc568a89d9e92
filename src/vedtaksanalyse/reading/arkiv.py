"""A zip of case folders: its files are read one by one from where they lie in it, and never unpacked to disk.

Names in the archive are labels. What cannot be trusted (encrypted, links, names that lead out, bombs) is there as a file
with its status. An archive whose index is too large, or whose files lie in each other, is no source of cases.
"""

from __future__ import annotations

import io
import os
import re
import stat
import time
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path, PurePosixPath
from struct import Struct

from vedtaksanalyse.errors import Lesefeil
from vedtaksanalyse.reading.filnavn import Spor, is_synlig, make_spor, make_unik, naturlig, skrivbart
from vedtaksanalyse.reading.innhold import Grenser
from vedtaksanalyse.reading.pakke import is_arkiv, know_pakke
from vedtaksanalyse.sak import Lesestatus

_POSTER, _INDEKS, _SUM = 100_000, 50_000_000, 50_000_000_000
_FORHOLD, _SMAA = 200, 1_000_000
_LOKALT = Struct("<4s22xHH")
_POSTMERKE = b"PK\x01\x02"
_UTF8_NAVN, _KRYPTERT = 0x800, 0x1
_UGYLDIG = re.compile(r"^[/\\]|^[a-zA-Z]:|[\x00-\x1f\x7f]|(?:^|[/\\])\.\.(?:[/\\]|$)")
_HODE = 256
_LANGT, _DYPT, _LANG_DEL = 500, 40, 200


@dataclass(frozen=True, slots=True)
class Arkivfil:
    """One file in an archive: its name within its case, where and how it lies, and why it cannot be read, if so."""

    arkiv: Path
    navn: str
    plass: int
    pakket: int
    storrelse: int
    metode: int
    kontroll: int
    spor: Spor
    status: Lesestatus | None = None

    @property
    def suffix(self) -> str:
        """How the name ends, with its dot."""
        return PurePosixPath(self.navn).suffix


@dataclass(frozen=True, slots=True)
class Arkivsak:
    """The files of one case in an archive, ``sak_id`` empty for those that lie in no folder."""

    sak_id: str
    filer: tuple[Arkivfil, ...]


def list_arkiv(sti: Path) -> list[Arkivsak] | None:
    """The cases in an archive; None for a file that is none, or none that can be used.

    The outermost folder is the archive's own when it holds nothing but folders. Files beside case folders, or in no
    folder at all, come under an empty name.
    """
    try:
        if not sti.is_file():  # to open a pipe is to wait for whoever writes to it
            return None
        with sti.open("rb") as strom:
            if not is_arkiv(strom.read(_HODE)):
                return None
            spor = make_spor(os.fstat(strom.fileno()))
            with zipfile.ZipFile(_Forsiktig(strom)) as pakke:
                if know_pakke(pakke) != "arkiv":
                    return None
                poster = pakke.infolist()
    except (OSError, Lesefeil, zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, RuntimeError):
        return None
    return _saker(sti, spor, poster) if _is_brukbar(poster) else None


def read_arkivfil(fil: Arkivfil, grenser: Grenser) -> bytes:
    """All bytes of a file in an archive.

    Raises:
        Lesefeil: it cannot be read, is too large packed or unpacked, or the archive has changed since it was listed.
    """
    if fil.status:
        raise Lesefeil(fil.status)
    if max(fil.storrelse, fil.pakket) > grenser.bytes:
        raise Lesefeil(Lesestatus.FOR_STOR)
    try:
        with fil.arkiv.open("rb") as strom:
            maalt = os.fstat(strom.fileno())
            if make_spor(maalt) != fil.spor or abs(time.time() - maalt.st_mtime) < grenser.ro:
                raise Lesefeil(Lesestatus.VOKSER)
            strom.seek(fil.plass)
            merke, navnelengde, ekstra = _LOKALT.unpack(strom.read(_LOKALT.size).ljust(_LOKALT.size))
            strom.seek(navnelengde + ekstra, io.SEEK_CUR)
            data = _pakk_ut(strom.read(fil.pakket), fil)
    except (OSError, zlib.error):
        raise Lesefeil(Lesestatus.ULESELIG) from None
    if merke != b"PK\x03\x04" or len(data) != fil.storrelse or zlib.crc32(data) != fil.kontroll:
        raise Lesefeil(Lesestatus.ULESELIG)
    return data


def hash_arkivfil(fil: Arkivfil) -> str:
    """The hash of its bytes; of what the index says where they cannot be read."""
    try:
        return sha256(read_arkivfil(fil, Grenser())).hexdigest()
    except Lesefeil as feil:
        return sha256(f"{feil.kode} {fil.kontroll} {fil.storrelse}".encode()).hexdigest()


def _pakk_ut(data: bytes, fil: Arkivfil) -> bytes:
    if fil.metode == zipfile.ZIP_STORED:
        return data
    return zlib.decompressobj(-zlib.MAX_WBITS).decompress(data, fil.storrelse + 1)


class _Forsiktig:
    """An open file that never gives more at once than an honest index is long."""

    def __init__(self, strom: io.BufferedReader) -> None:
        self.seek, self.tell, self.seekable, self._read = strom.seek, strom.tell, strom.seekable, strom.read

    def read(self, antall: int = -1) -> bytes:
        """As of any file; Lesefeil when asked for more, or for an index of too many files."""
        if antall > _INDEKS:
            raise Lesefeil(Lesestatus.FOR_STOR)
        data = self._read(antall)
        if data.count(_POSTMERKE) > _POSTER:
            raise Lesefeil(Lesestatus.FOR_STOR)
        return data


def _is_brukbar(poster: Sequence[zipfile.ZipInfo]) -> bool:
    """False for too many files, too much unpacked, and files that lie inside each other."""
    if not poster or len(poster) > _POSTER or sum(post.file_size for post in poster) > _SUM:
        return False
    steder = sorted((post.header_offset, post.compress_size) for post in poster)
    return all(sted + pakket < neste for (sted, pakket), (neste, _) in zip(steder, steder[1:], strict=False))


def _saker(sti: Path, spor: Spor, poster: Iterable[zipfile.ZipInfo]) -> list[Arkivsak]:
    ledd = [(del_, post) for post in poster if (del_ := _ledd(post)) and all(map(is_synlig, del_))]
    while ledd and len({del_[0] for del_, _ in ledd}) == 1 and not any(_holds_filer(*par) for par in ledd):
        ledd = [(del_[1:], post) for del_, post in ledd if len(del_) > 1]
    saker: dict[str, dict[str, Arkivfil]] = {}
    brukt: dict[str, dict[str, int]] = {}
    for del_, post in sorted(ledd, key=lambda par: [naturlig(navn) for navn in par[0]]):
        i_mappe = len(del_) > 1 or post.is_dir()
        sak_id = del_[0] if i_mappe else ""
        filer = saker.setdefault(sak_id, {})
        if not post.is_dir():
            navn = make_unik("/".join(del_[1:] if i_mappe else del_), brukt.setdefault(sak_id, {}))
            filer[navn] = _fil(sti, spor, navn, post)
    return [Arkivsak(sak_id, tuple(filer.values())) for sak_id, filer in saker.items()]


def _holds_filer(ledd: Sequence[str], post: zipfile.ZipInfo) -> bool:
    """True for a file that lies in the outermost folder itself, or in no folder."""
    return not post.is_dir() and len(ledd) < 3


def _fil(sti: Path, spor: Spor, navn: str, post: zipfile.ZipInfo) -> Arkivfil:
    sted = (post.header_offset, post.compress_size, post.file_size, post.compress_type, post.CRC)
    return replace(Arkivfil(sti, navn, *sted, spor), status=_status(post))


def _status(post: zipfile.ZipInfo) -> Lesestatus | None:
    """Why a file in the archive cannot be read, as far as the index tells."""
    navn = post.orig_filename
    if _UGYLDIG.search(navn) or len(navn) > _LANGT or navn.count("/") + navn.count("\\") > _DYPT:
        return Lesestatus.UGYLDIG_NAVN
    if stat.S_IFMT(post.external_attr >> 16) not in (0, stat.S_IFREG):
        return Lesestatus.LENKE
    if post.flag_bits & _KRYPTERT:
        return Lesestatus.KRYPTERT
    if post.file_size > _SMAA and post.file_size > _FORHOLD * post.compress_size:
        return Lesestatus.FOR_STOR_UTPAKKET
    return None if post.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) else Lesestatus.ULESELIG


def _ledd(post: zipfile.ZipInfo) -> list[str]:
    """The parts of a name as labels, without those that lead anywhere."""
    navn = post.filename
    if not post.flag_bits & _UTF8_NAVN:
        navn = _dekod(navn)
    navn = re.sub(r"[\x00-\x1f\x7f]", "", navn).replace("\\", "/")
    ledd = [skrivbart(del_[:_LANG_DEL]) for del_ in navn.split("/") if del_ not in ("", ".", "..")]
    return ledd if len(ledd) <= _DYPT else [ledd[0], ledd[-1]]


def _dekod(navn: str) -> str:
    """A name whose encoding nobody tells: UTF-8 where it is that, else what Windows calls western DOS."""
    try:
        raa = navn.encode("cp437")
    except UnicodeEncodeError:
        return navn
    try:
        return raa.decode("utf-8")
    except UnicodeDecodeError:
        return raa.decode("cp850")

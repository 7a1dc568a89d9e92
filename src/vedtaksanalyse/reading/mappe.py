"""What the user points at → case folders. File names are shown and sorted, and never used as paths to anything else."""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.reading.flyt import load_leseord

SAKJSON = "sak.json"
_SYSTEMFILER = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
_DYBDE = 8


Spor = tuple[int, int]
"""A file's size and when it was last written to, in nanoseconds: another pair means that somebody writes to it."""


@dataclass(frozen=True, slots=True)
class Saksmappe:
    """One case as it lies on disk: its folder, and the input folder ``rot`` that nothing is read outside of.

    ``spor`` tells each file's size and time when it was listed.
    """

    sak_id: str
    filer: tuple[Path, ...]
    sakjson: Path | None
    mappe: Path
    rot: Path
    spor: tuple[Spor | None, ...] = ()

    def navn(self, fil: Path) -> str:
        """A file's name within the case, with its subfolder where it has one."""
        return skrivbart(fil.relative_to(self.mappe).as_posix())


def find_saksmapper(kilde: Path) -> list[Saksmappe]:
    """All cases in a folder of case folders, in one case folder, or in one file.

    A file that lies beside case folders is a case of its own, so that it is accounted for.

    Raises:
        Bruksfeil: the source does not exist, or holds nothing that could be a case.
    """
    if kilde.is_file():
        return [_en_fil(kilde, kilde.parent, kilde.resolve().parent)]
    if not kilde.is_dir():
        raise Bruksfeil("kilde_mangler", sti=kilde.name)
    synlige = _synlige(kilde)
    mapper = [sti for sti in synlige if sti.is_dir()]
    filer = [sti for sti in synlige if not sti.is_dir()]
    if (kilde / SAKJSON).exists() or (filer and not mapper):
        return [_saksmappe(kilde, skrivbart(kilde.resolve().name), kilde)]
    lose = [fil for fil in filer if fil.stem.casefold() not in load_leseord()["forklaringer"]]
    saker = [_saksmappe(mappe, skrivbart(mappe.name), kilde) for mappe in mapper]
    saker += [_en_fil(fil, kilde, kilde) for fil in lose]
    if not saker:
        raise Bruksfeil("kilde_uten_saker", sti=kilde.name)
    return _unike(sorted(saker, key=lambda sak: naturlig(sak.sak_id)))


def _saksmappe(mappe: Path, sak_id: str, rot: Path) -> Saksmappe:
    if er_utenfor(mappe, rot):
        return Saksmappe(sak_id, (mappe,), None, mappe.parent, rot)
    sakjson = mappe / SAKJSON
    filer = tuple(fil for fil in _filer(mappe, rot, _DYBDE) if fil != sakjson)
    return Saksmappe(sak_id, filer, sakjson if sakjson.exists() else None, mappe, rot, tuple(map(_find_spor, filer)))


def _en_fil(fil: Path, mappe: Path, rot: Path) -> Saksmappe:
    return Saksmappe(skrivbart(fil.stem), (fil,), None, mappe, rot, (_find_spor(fil),))


def make_spor(maalt: os.stat_result) -> Spor:
    """A file's trace, from what the file system says of it."""
    return maalt.st_size, maalt.st_mtime_ns


def _find_spor(fil: Path) -> Spor | None:
    try:
        return make_spor(fil.stat())
    except OSError:
        return None


def _filer(mappe: Path, rot: Path, dybde: int) -> Iterable[Path]:
    """Files in a folder and its subfolders; what leads out of the root is given as it is, to be refused."""
    for sti in _synlige(mappe):
        if sti.is_dir() and not er_utenfor(sti, rot) and not sti.is_symlink() and dybde:
            yield from _filer(sti, rot, dybde - 1)
        else:
            yield sti


def _synlige(mappe: Path) -> list[Path]:
    stier = (sti for sti in mappe.iterdir() if not sti.name.startswith((".", "~$")))
    return sorted((sti for sti in stier if sti.name.casefold() not in _SYSTEMFILER), key=lambda sti: naturlig(sti.name))


def skrivbart(navn: str) -> str:
    """A name as it can be shown and stored: letters composed, bytes that are no characters marked."""
    return unicodedata.normalize("NFC", navn.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def er_utenfor(sti: Path, rot: Path) -> bool:
    """True for a link that leads out of the input folder."""
    try:
        return not sti.resolve().is_relative_to(rot.resolve())
    except (OSError, RuntimeError):
        return True


def naturlig(navn: str) -> list[tuple[int, int | str]]:
    """Sort key that puts «notat2» before «notat10», and «vedtak.pdf» before «vedtak2.pdf»."""
    stamme, punktum, ending = unicodedata.normalize("NFC", navn).casefold().rpartition(".")
    deler = [*re.split(r"([0-9]+)", stamme or ending), "", ending if punktum else ""]
    return [(1, int(del_)) if del_.isascii() and del_.isdigit() else (2 if del_ else 0, del_) for del_ in deler]


def _unike(saker: list[Saksmappe]) -> list[Saksmappe]:
    """Two cases never share an id: a loose file gives way to a folder of the same name by its full name."""
    antall = Counter(sak.sak_id for sak in saker)
    lose = {id(sak): skrivbart(sak.filer[0].name) for sak in saker if sak.mappe == sak.rot}
    return [replace(sak, sak_id=lose.get(id(sak), sak.sak_id)) if antall[sak.sak_id] > 1 else sak for sak in saker]

"""What the user points at → case folders. File names are shown and sorted, and never used as paths to anything else."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.reading.arkiv import Arkivfil, Arkivsak, hash_arkivfil, list_arkiv
from vedtaksanalyse.reading.filnavn import Spor, is_synlig, make_spor, make_unik, naturlig, skrivbart
from vedtaksanalyse.reading.flyt import load_leseord

SAKJSON = "sak.json"
_DYBDE = 8
_ENORM = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Saksmappe:
    """One case as it lies on disk: its folder, and the input folder ``rot`` that nothing is read outside of.

    ``spor`` tells each file's size and time when it was listed. A case in a zip has its files there, and ``mappe`` is
    the folder that the zip lies in.
    """

    sak_id: str
    filer: tuple[Path | Arkivfil, ...]
    sakjson: Path | Arkivfil | None
    mappe: Path
    rot: Path
    spor: tuple[Spor | None, ...] = ()

    def navn(self, fil: Path | Arkivfil) -> str:
        """A file's name within the case, with its subfolder where it has one."""
        return fil.navn if isinstance(fil, Arkivfil) else skrivbart(fil.relative_to(self.mappe).as_posix())

    def navngitte(self) -> dict[str, Path | Arkivfil]:
        """The files by their names; where two can only be shown alike, the second gets a number."""
        brukt: dict[str, int] = {}
        return {make_unik(self.navn(fil), brukt): fil for fil in self.filer}


def find_saksmapper(kilde: Path) -> list[Saksmappe]:
    """All cases in a folder of case folders, in one case folder, in a zip of either, or in one file.

    A file that lies beside case folders is a case of its own, so that it is accounted for. A zip that lies there is
    as the case folders in it.

    Raises:
        Bruksfeil: the source does not exist, or holds nothing that could be a case.
    """
    if kilde.is_file():
        return _unike(_loes(kilde, kilde.parent, kilde.resolve().parent))
    if not kilde.is_dir():
        raise Bruksfeil("kilde_mangler", sti=kilde.name)
    synlige = _synlige(kilde)
    mapper = [sti for sti in synlige if sti.is_dir()]
    filer = [sti for sti in synlige if not sti.is_dir()]
    bare_arkiv = not mapper and all(not er_utenfor(fil, kilde) and list_arkiv(fil) for fil in filer)
    if (kilde / SAKJSON).exists() or (filer and not mapper and not bare_arkiv):
        return [_saksmappe(kilde, skrivbart(kilde.resolve().name), kilde)]
    lose = [fil for fil in filer if fil.stem.casefold() not in load_leseord()["forklaringer"]]
    saker = [_saksmappe(mappe, skrivbart(mappe.name), kilde) for mappe in mapper]
    saker += [sak for fil in lose for sak in _loes(fil, kilde, kilde)]
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


def _loes(fil: Path, mappe: Path, rot: Path) -> list[Saksmappe]:
    """A file that lies in no case folder: the cases in it when it is a zip of such, else a case of its own."""
    saker = None if er_utenfor(fil, rot) else list_arkiv(fil)
    if not saker:
        return [_en_fil(fil, mappe, rot)]
    ut = []
    for sak in saker:
        if sak.sak_id or any(post.navn == SAKJSON for post in sak.filer) or len(saker) == 1:
            ut.append(_arkivsak(sak.sak_id or skrivbart(fil.stem), sak, mappe, rot))
        else:
            forklart = load_leseord()["forklaringer"]
            lose = (post for post in sak.filer if Path(post.navn).stem.casefold() not in forklart)
            ut += [_arkivsak(Path(post.navn).stem, Arkivsak("", (post,)), mappe, rot) for post in lose]
    return ut


def _arkivsak(sak_id: str, sak: Arkivsak, mappe: Path, rot: Path) -> Saksmappe:
    sakjson = next((post for post in sak.filer if post.navn == SAKJSON), None)
    return Saksmappe(sak_id, tuple(post for post in sak.filer if post is not sakjson), sakjson, mappe, rot)


def hash_fil(fil: Path | Arkivfil, rot: Path) -> str:
    """The hash of a file's bytes; empty for what cannot be opened or is a link out of the input folder.

    A file that is larger than any limit is known by its size and when it was written to.
    """
    if isinstance(fil, Arkivfil):
        return hash_arkivfil(fil)
    try:
        if not fil.is_file() or (fil.is_symlink() and er_utenfor(fil, rot)):
            return ""
        maalt = fil.stat()
        if maalt.st_size > _ENORM:
            return hashlib.sha256(repr(make_spor(maalt)).encode()).hexdigest()
        with fil.open("rb") as strom:
            return hashlib.file_digest(strom, "sha256").hexdigest()
    except OSError:
        return ""


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
    return sorted((sti for sti in mappe.iterdir() if is_synlig(sti.name)), key=lambda sti: naturlig(sti.name))


def er_utenfor(sti: Path, rot: Path) -> bool:
    """True for a link that leads out of the input folder."""
    try:
        return not sti.resolve().is_relative_to(rot.resolve())
    except (OSError, RuntimeError):
        return True


def _unike(saker: list[Saksmappe]) -> list[Saksmappe]:
    """Two cases never share an id: a loose file gives way by its full name, a case in a zip by the zip's, then by number."""
    antall = Counter(sak.sak_id for sak in saker)
    brukt = {sak.sak_id: 1 for sak in saker if antall[sak.sak_id] == 1}
    ut = []
    for sak in saker:
        sak_id = sak.sak_id
        if antall[sak_id] > 1:
            fil = next(iter(sak.filer), None)
            if isinstance(fil, Arkivfil):
                sak_id = f"{skrivbart(fil.arkiv.stem)}-{sak_id}"
            elif sak.mappe == sak.rot:
                sak_id = skrivbart(fil.name)
            sak_id = make_unik(sak_id, brukt)
        ut.append(replace(sak, sak_id=sak_id))
    return ut

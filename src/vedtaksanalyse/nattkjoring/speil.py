"""An input folder that lies elsewhere: what its URL holds, kept in a folder here. Only what is new or changed is fetched.

A file keeps its time, so that all that is said of files here holds for it. What speaks the protocol is fsspec's.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.nattkjoring.stand import MARGIN

_TIDSFELT = ("mtime", "LastModified", "last_modified", "updated", "modified", "created")
_PORSJON = 200


def place_kilde(inn: str | Path, speil: Path) -> tuple[Path, str]:
    """The folder to read from and, where ``inn`` is a URL, that URL, whose files are kept in a folder under ``speil``."""
    if "://" not in str(inn):
        return Path(inn), ""
    return speil.resolve() / sha256(str(inn).encode()).hexdigest()[:16], str(inn)


def sync_speil(kilde: str, mappe: Path) -> None:
    """Make the folder hold what the URL holds, no more and no less.

    Raises:
        Bruksfeil: the URL cannot be read, or the package for its protocol is missing. Its words may be a password.
    """
    mappe.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _naming(kilde) as (filer, rot):
        der = {_navn(sti, rot): info for sti, info in filer.find(rot, detail=True).items() if info["type"] == "file"}
        _fetch(filer, {mappe / navn: info for navn, info in der.items()})
    for mappa, undermapper, navnene in os.walk(mappe, topdown=False):
        for navn in navnene:
            if (Path(mappa) / navn).relative_to(mappe).as_posix() not in der:
                (Path(mappa) / navn).unlink()
        for navn in undermapper:
            with suppress(OSError):  # not empty
                (Path(mappa) / navn).rmdir()


def fetch_filer(kilde: str, mappe: Path, filer: Iterable[Path]) -> None:
    """See to it that these files of the folder are here, as they are at the URL. One that is gone there stays away."""
    with _naming(kilde) as (system, rot):
        her = {}
        for fil in sorted(set(filer)):
            with suppress(FileNotFoundError):
                her[fil] = system.info(f"{rot}/{fil.relative_to(mappe).as_posix()}")
        _fetch(system, her)


class _naming:
    """The file system of a URL and the path in it. What goes wrong inside is told without the URL."""

    def __init__(self, kilde: str) -> None:
        self._kilde = kilde

    def __enter__(self) -> tuple[Any, str]:
        from fsspec.core import url_to_fs

        try:
            system, rot = url_to_fs(self._kilde)
        except Exception as feil:  # noqa: BLE001 (each protocol has its own)
            self.__exit__(type(feil))
        system.invalidate_cache()
        return system, rot.rstrip("/")

    def __exit__(self, slag: type[BaseException] | None, *_: object) -> None:
        if slag and issubclass(slag, Exception):
            raise Bruksfeil("kilde_fjern", protokoll=self._kilde.partition("://")[0], grunn=slag.__name__) from None


def _fetch(system: Any, filer: Mapping[Path, Mapping[str, Any]]) -> None:
    nye = [(fil, info) for fil, info in filer.items() if not _is_her(fil, info)]
    for start in range(0, len(nye), _PORSJON):
        porsjon = nye[start : start + _PORSJON]
        delvise = {fil: fil.with_name(f".{fil.name}.{os.getpid()}.delvis") for fil, _ in porsjon}
        for fil in delvise:
            fil.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        system.get([info["name"] for _, info in porsjon], [str(delvis) for delvis in delvise.values()])
        for fil, info in porsjon:
            if (tid := _tid(info)) is not None:
                os.utime(delvise[fil], ns=(tid, tid))
            delvise[fil].replace(fil)


def _is_her(fil: Path, info: Mapping[str, Any]) -> bool:
    """True for a file of the same size and time. One that was new when it was fetched may have changed unseen."""
    try:
        maalt = fil.stat()
    except OSError:
        return False
    samme = (maalt.st_size, maalt.st_mtime_ns) == (info["size"], _tid(info))
    return samme and maalt.st_ctime_ns - maalt.st_mtime_ns > MARGIN


def _tid(info: Mapping[str, Any]) -> int | None:
    """When a file was written, in nanoseconds, as its system tells; None where it does not."""
    tid = next((info[felt] for felt in _TIDSFELT if info.get(felt)), None)
    with suppress(ValueError):
        if isinstance(tid, str):
            tid = datetime.fromisoformat(tid)
        if isinstance(tid, datetime):
            tid = (tid if tid.tzinfo else tid.replace(tzinfo=UTC)).timestamp()
        return None if tid is None else int(float(tid) * 1e6) * 1000
    return None


def _navn(sti: str, rot: str) -> str:
    """A file's place under the root; what would lead out of the folder, or be hidden there, is written otherwise."""
    deler = PurePosixPath(sti.removeprefix(rot).lstrip("/")).parts
    return "/".join("__" if del_ == ".." else del_ for del_ in deler)

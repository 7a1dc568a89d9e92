"""What a run is made to suffer, put on its process from outside: death at a statement or a function, a full disk.

The product knows nothing of this. Statements are counted by SQLAlchemy's own events, commits among them.
"""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Callable
from functools import partial, reduce, wraps
from importlib import import_module
from pathlib import Path
from threading import Lock

STEDER = (
    "vedtaksanalyse.storage.database:_make_sqlite",
    "vedtaksanalyse.storage.database:migrer",
    "vedtaksanalyse.storage.regnskap:insert_kjoring",
    "vedtaksanalyse.storage.regnskap:update_filer",
    "vedtaksanalyse.storage.regnskap:replace_filer",
    "vedtaksanalyse.storage.regnskap:add_krasj",
    "vedtaksanalyse.storage.regnskap:update_kjoring",
    "vedtaksanalyse.storage.regnskap:update_borte",
    "vedtaksanalyse.storage.lager:replace_saker",
    "vedtaksanalyse.storage.lager:Lager.save_gjenbruk",
    "vedtaksanalyse.storage.drift:Drift.save_driftstall",
    "vedtaksanalyse.nattkjoring.natt:make_plan",
    "vedtaksanalyse.nattkjoring.natt:Natt.finish",
    "vedtaksanalyse.nattkjoring.natt:Natt.close",
    "vedtaksanalyse.nattkjoring.rapport:_write",
    "vedtaksanalyse.nattkjoring.kjor:write_metrikk",
    "vedtaksanalyse.arbeidere:Arbeidere.analyse",
    "pathlib:Path.replace",
    "os:fsync",
)
"""Functions of the parent before or after which it may die."""


def install(plage: dict) -> None:
    """Put a plague on this process."""
    slag = plage.pop("slag", "")
    if slag:
        {"sql": _at_sql, "sted": _at_sted, "filgrense": _limit_filer, "bruker": _become}[slag](**plage)


def _at_sql(nr: int, gjor: str = "drep", hva: str = "", telling: str = "") -> None:
    """Do something at the statement with this number; with ``telling``, note how many there were."""
    from sqlalchemy import Engine, event

    do = {"drep": _die, "stopp": _stop, "flytt": partial(_move, hva), "term": _ask_to_end}[gjor]
    laas, sett = Lock(), [0]

    def count(*_: object) -> None:
        with laas:
            sett[0] += 1
            her = sett[0] == nr
        if telling:
            Path(telling).write_text(str(sett[0]))
        if her:
            do()

    event.listen(Engine, "before_cursor_execute", count)
    event.listen(Engine, "commit", count)


def _at_sted(sted: str, etter: bool, nr: int = 1) -> None:
    """Die before or after a function is called for the n-th time."""
    eier, sist = find_sted(sted)
    ekte: Callable = getattr(eier, sist)
    igjen = [nr]

    @wraps(ekte)
    def falsk(*felt: object, **navngitte: object):
        igjen[0] -= 1
        if not igjen[0] and not etter:
            _die()
        svar = ekte(*felt, **navngitte)
        if not igjen[0]:
            _die()
        return svar

    setattr(eier, sist, falsk)


def find_sted(sted: str) -> tuple[object, str]:
    """Whose function it is, and its name."""
    modul, _, navn = sted.partition(":")
    *eiere, sist = navn.split(".")
    return reduce(getattr, eiere, import_module(modul)), sist


def _limit_filer(byte: int) -> None:
    """No file grows beyond this: what a full disk or quota does, for this process and its children."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (byte, byte))


def _become(uid: int) -> None:
    """Another user: root may write anywhere."""
    os.setgid(uid)
    os.setuid(uid)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _stop() -> None:
    os.kill(os.getpid(), signal.SIGSTOP)


def _ask_to_end() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def _move(hva: str) -> None:
    Path(hva).rename(hva + " flyttet")

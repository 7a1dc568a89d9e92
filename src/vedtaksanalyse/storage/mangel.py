"""What a failure says of the place where things are stored: a code for a full disk, a vanished file, a lost connection.

PostgreSQL's failures have their codes already. A failure without any is about what was to be stored, or about us.
"""

from __future__ import annotations

import errno
import sqlite3

from sqlalchemy.exc import DBAPIError

from vedtaksanalyse.storage.forbindelse import Databasefeil

DISK_FULL, SKRIVEVERN, BORTE, SKADET = "disk_full", "database_skrivevern", "database_borte", "database_skadet"
OPPTATT = "database_opptatt"
"""Others held the database for too long: the same may go well in a while."""

_ERRNO = {
    errno.ENOSPC: DISK_FULL,
    errno.EDQUOT: DISK_FULL,
    errno.EFBIG: DISK_FULL,
    errno.ESTALE: BORTE,
}
# By the start of the name, the longest first. A quota shows as a write that failed.
_SQLITE = {
    "SQLITE_IOERR_WRITE": DISK_FULL,
    "SQLITE_IOERR_FSYNC": DISK_FULL,
    "SQLITE_IOERR_TRUNCATE": DISK_FULL,
    "SQLITE_IOERR_SHM": DISK_FULL,
    "SQLITE_FULL": DISK_FULL,
    "SQLITE_READONLY_DBMOVED": BORTE,
    "SQLITE_READONLY": SKRIVEVERN,
    "SQLITE_CANTOPEN": BORTE,
    "SQLITE_IOERR": SKADET,
    "SQLITE_CORRUPT": SKADET,
    "SQLITE_NOTADB": SKADET,
    "SQLITE_BUSY": OPPTATT,
    "SQLITE_LOCKED": OPPTATT,
}


def find_mangel(feil: BaseException) -> str:
    """The code of what is missing, a key under ``feil`` in the texts; empty where nothing is."""
    if isinstance(feil, Databasefeil):
        return feil.kode
    if isinstance(feil, OSError):
        return _ERRNO.get(feil.errno, "")
    opphav = feil.orig if isinstance(feil, DBAPIError) else feil
    navn = getattr(opphav, "sqlite_errorname", "") if isinstance(opphav, sqlite3.Error) else ""
    return next((kode for start, kode in _SQLITE.items() if navn.startswith(start)), "")

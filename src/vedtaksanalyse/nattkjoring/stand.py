"""What the file system says of a file, so that one known by its hash need not be opened again.

Size, when it was written to, when anything about it was changed, and which file it is. A file changed less than
``MARGIN`` before it was looked at is never trusted: a change within the clock's smallest step would not show.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from vedtaksanalyse.reading import Arkivfil

MARGIN = 60 * 10**9


def describe_stand(fil: Path | Arkivfil, naa: int) -> str:
    """The file's standing; empty for what must be opened: files in archives, links, what was just changed.

    Args:
        naa: a moment before any file was looked at, in nanoseconds.
    """
    if isinstance(fil, Arkivfil):
        return ""
    try:
        maalt = os.lstat(fil)
    except OSError:
        return ""
    if not stat.S_ISREG(maalt.st_mode) or naa - max(maalt.st_mtime_ns, maalt.st_ctime_ns) < MARGIN:
        return ""
    return f"{maalt.st_size}:{maalt.st_mtime_ns}:{maalt.st_ctime_ns}:{maalt.st_ino}"

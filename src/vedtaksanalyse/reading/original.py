"""The file that a document was read from, found again by its case and hash. No name from outside becomes a path of its own."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from vedtaksanalyse.errors import Bruksfeil, Lesefeil
from vedtaksanalyse.reading.arkiv import Arkivfil, read_arkivfil
from vedtaksanalyse.reading.filnavn import is_synlig, skrivbart
from vedtaksanalyse.reading.innhold import Grenser
from vedtaksanalyse.reading.mappe import er_utenfor, find_saksmapper


def find_original(rot: Path, sak_id: str, avtrykk: str, grenser: Grenser) -> bytes | None:
    """The bytes with this hash among the files of a case under the root; None when they are not there any more."""
    for fil in _list_filer(rot, sak_id):
        try:
            if isinstance(fil, Arkivfil):
                data = read_arkivfil(fil, grenser)
            elif er_utenfor(fil, rot) or fil.stat().st_size > grenser.bytes:
                continue
            else:
                data = fil.read_bytes()
        except (OSError, Lesefeil):
            continue
        if sha256(data).hexdigest() == avtrykk:
            return data
    return None


def _list_filer(rot: Path, sak_id: str) -> Iterator[Path | Arkivfil]:
    """The files of the folder with the case's name; without one, of the loose file or zip with it."""
    if not is_synlig(sak_id):
        return
    try:
        mappe = rot / sak_id
        if mappe.name == sak_id and mappe.is_dir():
            steder = [mappe]
        else:
            steder = [sti for sti in rot.iterdir() if sak_id in (skrivbart(sti.name), skrivbart(sti.stem))]
        for sted in steder:
            if not er_utenfor(sted, rot):
                yield from (fil for funnet in find_saksmapper(sted) for fil in funnet.filer)
    except (OSError, Bruksfeil):
        return

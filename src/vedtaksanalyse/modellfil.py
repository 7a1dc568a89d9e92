"""Model files: arrays and plain values in skops' format, and the hash by which a file is the one its card tells of.

No class outside numpy and the language's own is let in, so nothing in a model file can run when it is read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile

from vedtaksanalyse.errors import Modellfeil

KORT = "modellkort.json"
_TILLATT: list[str] = []
"""Types let in beyond skops' own list of harmless ones."""


def save_modell(modell: Mapping, fil: Path) -> None:
    """Write a model: a mapping of arrays, texts, numbers, lists and mappings of them."""
    from skops import io

    io.dump(dict(modell), fil, compression=ZIP_DEFLATED, compresslevel=9)


def load_modell(fil: Path) -> dict:
    """A model as it was saved.

    Raises:
        Modellfeil: when the file is missing, damaged or holds a type that is not let in.
    """
    from skops import io
    from skops.io.exceptions import UntrustedTypesFoundException

    try:
        return io.load(fil, trusted=_TILLATT)
    except FileNotFoundError:
        raise Modellfeil("modell_mangler", navn=fil.name, sti=fil.parent) from None
    except UntrustedTypesFoundException:
        raise Modellfeil("modell_ubrukelig", navn=fil.name, grunn="ukjent type") from None
    except (OSError, ValueError, KeyError, TypeError, BadZipFile) as feil:
        raise Modellfeil("modell_ubrukelig", navn=fil.name, grunn=type(feil).__name__) from None


def check_kort(mappe: Path) -> None:
    """Refuse a folder where a model file is another than the card there tells of. A folder without a card is let through.

    Raises:
        Modellfeil: when a file that the card names is gone, or its hash is another.
    """
    kort = mappe / KORT
    if not kort.exists():
        return
    try:
        ventet = json.loads(kort.read_text(encoding="utf-8"))["filer"]
    except (ValueError, KeyError) as feil:
        raise Modellfeil("modell_ubrukelig", navn=f"{mappe.name}/{KORT}", grunn=type(feil).__name__) from None
    finnes = hash_filer(mappe)
    for navn, avtrykk in ventet.items():
        if navn not in finnes:
            raise Modellfeil("modell_mangler", navn=navn, sti=mappe)
        if finnes[navn] != avtrykk:
            raise Modellfeil("modell_endret", navn=f"{mappe.name}/{navn}", kort=KORT)


def hash_filer(mappe: Path) -> dict[str, str]:
    """The hash of each model file in a folder, for its card. What people read of it is no part of the model."""
    filer = sorted(fil for fil in mappe.rglob("*") if fil.is_file() and fil.suffix != ".md" and fil.name != KORT)
    return {fil.relative_to(mappe).as_posix(): hashlib.sha256(fil.read_bytes()).hexdigest() for fil in filer}

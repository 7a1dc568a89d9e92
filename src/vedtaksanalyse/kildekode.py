"""Fingerprints of the code that decides: what is read from a file apart from what is found in what was read.

The first changes with the rooms that turn files into text, the second with all that goes on from there, so that it is
known whether stored text may be used again. Packages that do part of the work are in them by their versions.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

# Names and dates are read with words of the catalogue; names of cases and documents are judged by what finds names.
LESING = (
    "errors.py", "modellfil.py", "sak/dokumenter.py", "sak/funn.py", "reading", "pii", "structure/malform.py",
    "kriterier/felles/dokumenttyper.toml", "kriterier/felles/lesing.toml", "kriterier/felles/pii.toml",
)  # fmt: skip
ANALYSE = (
    "analyse.py", "errors.py", "modellbruk.py", "modellfil.py", "sak", "kriterier", "pii", "structure", "detection", "gjenbruk", "assessment",
)  # fmt: skip
# What is seen in a text, and the marks of its sentences. The lists of names are data.
FUNN = (*(del_ for del_ in ANALYSE if del_ != "assessment"), "assessment/metoder")
LESEPAKKER = (
    "lxml", "numpy", "olefile", "pdfplumber", "pillow", "pypdfium2", "python-docx", "python-oxmsg", "skops", "tesserocr",
)  # fmt: skip
ANALYSEPAKKER = ("numpy", "scipy", "skops", "spacy", "thinc")

_ROT = Path(__file__).parent
_KODE, _ORD, _LISTER = {".py"}, {".toml", ".txt"}, {".txt", ".gz"}


@cache
def hash_lesing() -> str:
    """The fingerprint of what turns a file into a document."""
    return _hash(LESING, _KODE | _ORD, LESEPAKKER)


@cache
def hash_analyse() -> str:
    """The fingerprint of what goes on from there. The catalogue's words have a fingerprint of their own."""
    return _hash(ANALYSE, _KODE, ANALYSEPAKKER)


@cache
def hash_funn() -> str:
    """The fingerprint of what sees, without what concludes."""
    return _hash(FUNN, _KODE, ANALYSEPAKKER) + _hash(("pii",), _LISTER, ())


def find_filer(deler: Iterable[str], slag: set[str], rot: Path = _ROT) -> Iterator[Path]:
    """The files of these kinds among these files and folders of the package."""
    for del_ in deler:
        sti = rot / del_
        yield from sorted(f for f in sti.rglob("*") if f.suffix in slag) if sti.is_dir() else (sti,)


def _hash(deler: Iterable[str], slag: set[str], pakker: Iterable[str], rot: Path = _ROT) -> str:
    avtrykk = sha256(repr((sys.version_info[:2], [(navn, _version(navn)) for navn in pakker])).encode())
    for fil in find_filer(deler, slag, rot):
        avtrykk.update(fil.relative_to(rot).as_posix().encode() + b"\0" + sha256(fil.read_bytes()).digest())
    return avtrykk.hexdigest()[:12]


def _version(navn: str) -> str:
    try:
        return version(navn)
    except PackageNotFoundError:
        return ""

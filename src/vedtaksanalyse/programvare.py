"""What this process runs on: Python, packages, Debian's parts and the machine's kind. For the log of versions."""

from __future__ import annotations

import platform
import re
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

_DEBIAN = ("tesseract-ocr-nor", "tesseract-ocr-eng", "tesseract-ocr-osd", "libseccomp2")
_STATUS = Path("/var/lib/dpkg/status")


def normalise(navn: str) -> str:
    """The name of a package as it is compared."""
    return re.sub(r"[-_.]+", "-", navn).lower()


@cache
def find_pakker() -> dict[str, str]:
    """The version of every Python package that is installed, by its normal name."""
    alle = {normalise(navn): ett.version for ett in distributions() if (navn := ett.metadata["Name"])}
    return dict(sorted(alle.items()))


@cache
def find_debian(status: Path = _STATUS) -> dict[str, str]:
    """The version of those of Debian's packages that decide what is read; none where the machine is no Debian."""
    funnet: dict[str, str] = {}
    try:
        with status.open(encoding="utf-8", errors="replace") as linjer:
            navn = ""
            for linje in linjer:
                felt, _, verdi = linje.partition(": ")
                if felt == "Package":
                    navn = verdi.strip()
                elif felt == "Version" and navn in _DEBIAN:
                    funnet[navn] = verdi.strip()
    except OSError:
        return {}
    return dict(sorted(funnet.items()))


def find_programvare() -> dict[str, dict[str, str]]:
    """All of it, as it is kept with each run."""
    grunn = {"python": platform.python_version(), "kjerne": platform.release()}
    return {"grunn": grunn, "debian": find_debian(), "pakker": find_pakker()}


def compare(forrige: dict[str, dict[str, str]], naa: dict[str, dict[str, str]]) -> dict[str, tuple[str, str]]:
    """What differs between two runs, by name: the version before and after, empty where it was not there."""
    gamle = {navn: verdi for gruppe in forrige.values() for navn, verdi in gruppe.items()}
    nye = {navn: verdi for gruppe in naa.values() for navn, verdi in gruppe.items()}
    navnene = sorted(gamle.keys() | nye.keys())
    return {n: (gamle.get(n, ""), nye.get(n, "")) for n in navnene if gamle.get(n) != nye.get(n)}

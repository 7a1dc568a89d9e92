"""Python and the packages, held against the lock; the models against their cards; the catalogue."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from vedtaksanalyse import __version__
from vedtaksanalyse.errors import Katalogfeil, Modellfeil
from vedtaksanalyse.helse.punkt import Punkt, advar, feil, fint
from vedtaksanalyse.kriterier import load_katalog
from vedtaksanalyse.modellfil import KORT, check_kort
from vedtaksanalyse.programvare import find_pakker, normalise

_PYTHON = (3, 11)
_MODELLER = ("kriterier", "malform", "norsk")
_VISES = 5
_LAAST = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.M)
_KREVER = re.compile(r"^([A-Za-z0-9._-]+)")


def check_installasjon(laas: Path, installert: Mapping[str, str] | None = None) -> Iterator[Punkt]:
    """Python, and every package that the program runs on. ``laas`` is the folder of lock files."""
    naa = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] != _PYTHON:
        yield feil("installasjon", "python", versjon=naa, krever=".".join(map(str, _PYTHON)))
    installert = find_pakker() if installert is None else installert
    laast = read_laas(laas / "base.txt")
    if not laast:
        yield from _without_laas(installert)
        return
    mangler = sorted(laast.keys() - installert.keys())
    andre = sorted(navn for navn, versjon in laast.items() if installert.get(navn, versjon) != versjon)
    if mangler:
        yield feil("installasjon", "mangler", antall=len(mangler), navn=_few(mangler))
    if andre:
        vist = [f"{navn} {installert[navn]} ({laast[navn]})" for navn in andre]
        yield advar("installasjon", "andre", antall=len(andre), navn=_few(vist))
    if not mangler and not andre:
        yield fint("installasjon", program=__version__, python=naa, antall=len(laast))


def read_laas(fil: Path) -> dict[str, str]:
    """The versions that a lock file pins; none where there is no such file."""
    try:
        innhold = fil.read_text(encoding="utf-8")
    except OSError:
        return {}
    return {normalise(navn): versjon for navn, versjon in _LAAST.findall(innhold)}


def _without_laas(installert: Mapping[str, str]) -> Iterator[Punkt]:
    try:
        krav = [ett for ett in requires("vedtaksanalyse") or () if "extra ==" not in ett]
    except PackageNotFoundError:
        krav = []
    mangler = sorted({normalise(_KREVER.match(ett)[1]) for ett in krav} - installert.keys())
    if mangler:
        yield feil("installasjon", "mangler", antall=len(mangler), navn=_few(mangler))
    else:
        yield advar("installasjon", "uten_laas")


def _few(navn: list[str]) -> str:
    return ", ".join(navn[:_VISES]) + (" …" if len(navn) > _VISES else "")


def check_modeller(mappe: Path, sprakmodell: str = "") -> Iterator[Punkt]:
    """Each folder of models is there, with a card, and the files are those the card tells of."""
    for navn in _MODELLER:
        if navn == "norsk" and sprakmodell:
            yield fint("modeller", "egen")
            continue
        yield _model(mappe / navn)


def _model(mappe: Path) -> Punkt:
    if not mappe.is_dir():
        return feil("modeller", "mangler", navn=mappe.name, sti=str(mappe.parent))
    if not (mappe / KORT).is_file():
        return advar("modeller", "uten_kort", navn=mappe.name)
    try:
        check_kort(mappe)
        kort = json.loads((mappe / KORT).read_text(encoding="utf-8"))
    except (Modellfeil, OSError, ValueError):
        return feil("modeller", "endret", navn=mappe.name)
    pakker = find_pakker()
    laget = kort.get("versjoner") or {}
    andre = sorted(navn for navn, v in laget.items() if navn in pakker and _minor(pakker[navn]) != _minor(v))
    if andre:
        return advar("modeller", "andre_pakker", navn=mappe.name, pakker=_few(andre))
    return fint("modeller", navn=mappe.name, dato=kort.get("dato", ""), filer=len(kort["filer"]))


def _minor(versjon: str) -> str:
    return ".".join(versjon.split(".")[:2])


def check_katalog() -> Iterator[Punkt]:
    """The catalogue can be read."""
    try:
        katalog = load_katalog()
    except Katalogfeil as galt:
        yield feil("katalog", "feil", fil=str(galt.felt.get("fil", "")), linje=str(galt.felt.get("linje", "")))
        return
    antall = {"kriterier": len(katalog.kriterier), "flagg": len(katalog.flagg)}
    yield fint("katalog", avtrykk=katalog.fingeravtrykk, **antall)

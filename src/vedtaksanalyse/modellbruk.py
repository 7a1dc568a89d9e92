"""Which models are in use: those that ship, or ones that were learnt from the review, and the way back.

A folder holds the learnt models, one folder for each by the hash of its files, and ``i_bruk.json``: the row of those that were
taken into use, the last one in use now. The file is replaced whole, so that a power cut leaves the one or the other. Learnt
models stand on the language models they were learnt with; with other models shipped they step aside until learnt again.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from shutil import copytree, rmtree

from vedtaksanalyse.errors import Bruksfeil, Modellfeil
from vedtaksanalyse.modellfil import KORT, check_kort

STAND, KRITERIER = "i_bruk.json", "kriterier"


@dataclass(frozen=True, slots=True)
class Modellstand:
    """``rekke`` are the hashes of those taken into use, the oldest first; empty while those that ship are in use.
    ``utdatert``: the last one was learnt with other models than those that ship now, and is not used.
    """

    rekke: tuple[str, ...] = ()
    utdatert: bool = False

    @property
    def i_bruk(self) -> str:
        """The hash of the learnt models in use; empty for those that ship."""
        return self.rekke[-1] if self.rekke and not self.utdatert else ""


def find_modeller(levert: Path, modellager: str | Path) -> Path:
    """The folder of the models in use."""
    i_bruk = load_modellstand(levert, modellager).i_bruk
    return Path(modellager) / i_bruk if i_bruk else levert


def load_modellstand(levert: Path, modellager: str | Path) -> Modellstand:
    """What is in use.

    Raises:
        Modellfeil: the note of it is damaged, or the models it names are gone.
    """
    if not modellager:
        return Modellstand()
    try:
        rekke = _load_rekke(modellager)
        avtrykk = tuple(str(ett["avtrykk"]) for ett in rekke)
        utdatert = bool(rekke) and rekke[-1]["levert"] != _hash_levert(levert)
    except (ValueError, KeyError, TypeError) as feil:
        raise Modellfeil("modell_ubrukelig", navn=STAND, grunn=type(feil).__name__) from None
    if avtrykk and not utdatert and not (Path(modellager) / avtrykk[-1] / KRITERIER).is_dir():
        raise Modellfeil("modell_mangler", navn=avtrykk[-1], sti=modellager)
    return Modellstand(avtrykk, utdatert)


def place_modeller(modellmappe: Path, egne: Path | None = None) -> dict[str, Path]:
    """The folder of each kind of models; those in ``egne`` go before those in ``modellmappe``."""
    kjente = {"kriterier", "malform", "norsk"}
    steder = {navn: modellmappe / navn for navn in kjente}
    for mappe in (modellmappe, egne) if egne else ():
        steder |= {under.name: under for under in mappe.iterdir() if under.is_dir()}
    return steder


def load_modellkort(modellager: str | Path, avtrykk: str) -> dict | None:
    """The card of learnt models; None where they are not there, or were made before cards told the figures of slices."""
    fil = Path(modellager) / avtrykk / KRITERIER / KORT
    if not (modellager and avtrykk and fil.is_file()):
        return None
    try:
        kort = json.loads(fil.read_text(encoding="utf-8"))
        return kort if "paritet" in kort else None
    except (ValueError, TypeError) as feil:
        raise Modellfeil("modell_ubrukelig", navn=f"{KRITERIER}/{KORT}", grunn=type(feil).__name__) from None


def take_i_bruk(levert: Path, modellager: str | Path, avtrykk: str) -> None:
    """From now on, these learnt models are in use.

    Raises:
        Bruksfeil: «modellager_mangler» without a folder of learnt models, «modell_i_bruk» when they already are.
        Modellfeil: they are not there, or not as their card tells.
    """
    stand = load_modellstand(levert, _require(modellager))
    if stand.i_bruk == avtrykk:
        raise Bruksfeil("modell_i_bruk")
    egen = Path(modellager) / avtrykk
    if not (egen / KRITERIER).is_dir():
        raise Modellfeil("modell_mangler", navn=avtrykk, sti=modellager)
    check_kort(egen / KRITERIER)
    for navn in sorted(mappe.name for mappe in levert.iterdir() if mappe.is_dir() and mappe.name != KRITERIER):
        _copy(levert / navn, egen / navn)
    _write(modellager, [*_load_rekke(modellager), {"avtrykk": avtrykk, "levert": _hash_levert(levert)}])


def go_tilbake(levert: Path, modellager: str | Path) -> tuple[str, str]:
    """Back to what was in use before; the hashes of what was and of what is, empty for the models that ship.

    Raises:
        Bruksfeil: «modell_levert» when those that ship are in use.
    """
    rekke = _load_rekke(_require(modellager))
    if not rekke:
        raise Bruksfeil("modell_levert")
    _write(modellager, rekke[:-1])
    return rekke[-1]["avtrykk"], load_modellstand(levert, modellager).i_bruk


def _require(modellager: str | Path) -> Path:
    if not modellager:
        raise Bruksfeil("modellager_mangler")
    return Path(modellager)


def _load_rekke(modellager: str | Path) -> list[dict[str, str]]:
    fil = Path(modellager) / STAND
    return json.loads(fil.read_text(encoding="utf-8"))["rekke"] if fil.exists() else []


def _write(modellager: str | Path, rekke: list[dict[str, str]]) -> None:
    """Whole or not at all, and on the disk before anybody sees it."""
    fil = Path(modellager) / STAND
    ny = fil.with_name(f".{STAND}.{os.getpid()}")
    with ny.open("w", encoding="utf-8") as strom:
        strom.write(json.dumps({"rekke": rekke}, indent=1) + "\n")
        strom.flush()
        os.fsync(strom.fileno())
    ny.replace(fil)
    mappe = os.open(fil.parent, os.O_RDONLY)
    try:
        os.fsync(mappe)
    finally:
        os.close(mappe)


def _copy(fra: Path, til: Path) -> None:
    arbeid = til.with_name(f".{til.name}.{os.getpid()}")
    try:
        copytree(fra, arbeid)
        rmtree(til, ignore_errors=True)
        arbeid.rename(til)
    finally:
        rmtree(arbeid, ignore_errors=True)


def _hash_levert(levert: Path) -> str:
    """What ships, by its cards: they tell the hash of every file."""
    sum_ = sha256()
    for kort in sorted(levert.glob(f"*/{KORT}")):
        sum_.update(kort.parent.name.encode() + b"\0" + kort.read_bytes())
    return sum_.hexdigest()[:16]

"""A motor for the night run's tests: reads real files, judges by marked words, and can crash, hang and fail.

The folder of models holds ``versjon`` and ``lesing`` (the versions it says that it and its reading are) and ``logg`` (the
cases it was asked about).
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Mapping
from functools import partial
from multiprocessing import parent_process
from pathlib import Path

from vedtaksanalyse.reading import Grenser, Leser, Sandkasse, read_sak
from vedtaksanalyse.sak import (
    Belegg,
    Bevis,
    Flagg,
    Kriterievurdering,
    Opphav,
    PiiFunn,
    Sak,
    Saksstatus,
    Saksvurdering,
    Setningsmerke,
    Versjoner,
)


def start(modellmappe: Path, sprakmodell: str, grenser: Grenser, krasj: Mapping[str, int]):
    versjoner = _versjoner(modellmappe)
    return versjoner, partial(_analyse, modellmappe, versjoner, grenser, None)


def start_ulydig(modellmappe: Path, sprakmodell: str, grenser: Grenser, krasj: Mapping[str, int], les: str = "les"):
    """The same with a sandbox whose reader does what the document says."""
    versjoner = _versjoner(modellmappe)
    leser = Sandkasse(grenser, krasj, f"ulydig:{les}")
    return versjoner, partial(_analyse, modellmappe, versjoner, grenser, leser)


start_ulydig_post = partial(start_ulydig, les="les_post")
"""The same where it is the attachments of messages that say what is done."""


def _versjoner(modellmappe: Path) -> Versjoner:
    lesing = modellmappe / "lesing"
    return Versjoner("k1", "kat1", (modellmappe / "versjon").read_text(), lesing.read_text() if lesing.exists() else "")


def _analyse(modellmappe: Path, versjoner: Versjoner, grenser: Grenser, leser: Leser | None, mapper):
    with (modellmappe / "logg").open("a") as logg:
        logg.write("".join(f"{mappe.sak_id}\n" for mappe in mapper))
    lest = (mappe if isinstance(mappe, Sak) else read_sak(mappe, grenser, leser=leser) for mappe in mapper)
    return [_vurder(sak, versjoner, modellmappe) for sak in lest]


def _vurder(sak, versjoner: Versjoner, modellmappe: Path) -> Saksvurdering:
    tekst = "\n".join(dokument.tekst for dokument in sak.dokumenter)
    if "DREP" in tekst and not (modellmappe / "drept").exists():
        (modellmappe / "drept").touch()
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(600)
    if "KRASJ" in tekst:
        assert parent_process(), "the tests would die with it"
        os.kill(os.getpid(), signal.SIGSEGV)
    if "HENG" in tekst:
        time.sleep(600)
    if "UNNTAK" in tekst:
        raise ValueError(f"kunne ikke lese {tekst}")
    if "SOMLE" in tekst:
        time.sleep(0.05)
    if sak.avvik or not sak.dokumenter:
        arsak = "sakjson" if sak.avvik else "uten_vedtak"
        return Saksvurdering(sak, Saksstatus.KAN_IKKE_VURDERES, versjoner, arsak)
    belegg = Belegg(sak.dokumenter[0].dok_id, 0, min(5, len(sak.dokumenter[0].tekst)))
    verdikt = Kriterievurdering("x", "ja", (("ja", 0.75), ("nei", 0.25)), (Bevis(belegg, (Opphav("regel"),)),))
    flagg = (Flagg("f", "x", 0.5, 4, 3, "stl. § 18", "Se på dette."),) if "FLAGG" in tekst else ()
    merker = (Setningsmerke(belegg, 1, len(tekst), bytes(64), 5),)
    pii = tuple(PiiFunn(Belegg(d.dok_id, 0, 3), "navn", 1.0) for d in sak.dokumenter if "PII" in d.tekst)
    felt = {"merker": merker, "pii": pii}
    return Saksvurdering(sak, Saksstatus.VURDERT, versjoner, "", (verdikt,), flagg, len(tekst) / 10_000, **felt)

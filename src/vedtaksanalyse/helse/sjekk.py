"""All checks, in the order a person would mend things in. One that breaks down is a point itself."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from vedtaksanalyse.arbeidere import feilkode
from vedtaksanalyse.helse.database import check_database
from vedtaksanalyse.helse.innmappe import Omfang, check_innmappe, find_sist, measure_innmappe
from vedtaksanalyse.helse.installasjon import check_installasjon, check_katalog, check_modeller
from vedtaksanalyse.helse.lesing import check_ocr, check_sandkasse
from vedtaksanalyse.helse.maskin import check_disk, check_innstillinger, check_klokke, find_naa
from vedtaksanalyse.helse.punkt import Punkt, feil
from vedtaksanalyse.modellfil import KORT
from vedtaksanalyse.nattkjoring.plan import make_rot
from vedtaksanalyse.storage import Databaseprove, prove_database

if TYPE_CHECKING:
    from vedtaksanalyse.settings import Innstillinger

Sjekk = Callable[[], Iterable[Punkt]]


def run_sjekk(valg: Innstillinger, laas: Path, inn: Path | None = None, ut: Path | None = None) -> list[Punkt]:
    """Every point of this machine with these settings.

    Args:
        valg: the settings.
        laas: the folder of lock files.
        inn: the input folder of the night run, where it is to be looked at.
        ut: the folder its report is written to.
    """
    naa = find_naa()
    prove = prove_database(valg.database)
    omfang = measure_innmappe(inn) if inn else Omfang()
    kjerner = len(os.sched_getaffinity(0))
    sjekker: list[tuple[str, Sjekk]] = [
        ("installasjon", lambda: check_installasjon(laas)),
        ("innstillinger", lambda: check_innstillinger(
            valg.prosesser, kjerner, os.environ.get("OMP_NUM_THREADS", ""), valg.metrikkfil)),
        ("katalog", check_katalog),
        ("modeller", lambda: check_modeller(valg.modellmappe, valg.sprakmodell)),
        ("sandkasse", lambda: check_sandkasse(valg.grenser)),
        ("ocr", lambda: check_ocr(valg.grenser)),
        ("database", lambda: check_database(prove, naa)),
        ("disk", lambda: _disk(prove, omfang, inn, ut)),
        ("klokke", lambda: check_klokke(prove, naa, _modelldato(valg.modellmappe))),
    ]  # fmt: skip
    if inn:
        sjekker.append(("innmappe", lambda: check_innmappe(inn, omfang, make_rot(inn), prove.siste)))
    return [punkt for omrade, sjekk in sjekker for punkt in _try(omrade, sjekk)]


def _try(omrade: str, sjekk: Sjekk) -> Iterator[Punkt]:
    """The points of one check, as far as it comes."""
    try:
        yield from sjekk()
    except Exception as galt:
        yield feil("sjekk", "brast", omrade=omrade, kode=feilkode(galt))


def _disk(prove: Databaseprove, omfang: Omfang, inn: Path | None, ut: Path | None) -> Iterator[Punkt]:
    mapper = {"database": prove.fil.parent} if prove.fil else {}
    if ut:
        mapper["rapport"] = ut
    nye = max(0, omfang.filer - find_sist(prove.siste, make_rot(inn))) if inn else 0
    yield from check_disk(prove, mapper, nye, sum(prove.stand.dokumenter.values()) if prove.stand else 0)


def _modelldato(modeller: Path) -> str:
    """When the newest of the models was made: no clock is right before that."""
    datoer = [""]
    for kort in modeller.glob(f"*/{KORT}"):
        try:
            datoer.append(str(json.loads(kort.read_text(encoding="utf-8")).get("dato", "")))
        except (OSError, ValueError, AttributeError):
            continue
    return max(datoer)

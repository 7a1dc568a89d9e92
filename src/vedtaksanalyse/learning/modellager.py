"""The folder of models that were trained from the review: one folder for each candidate, named by the hash of its files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from shutil import copy2, rmtree
from tempfile import mkdtemp

from vedtaksanalyse.analyse import fingerprint_modeller
from vedtaksanalyse.assessment.modellfil import save_saksmodell
from vedtaksanalyse.assessment.saksmodell import Saksmodell
from vedtaksanalyse.detection.classifier import Setningsmodell
from vedtaksanalyse.detection.modellfil import save_setningsmodell
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.learning.kort import write_kort
from vedtaksanalyse.modellfil import hash_filer

KRITERIER = "kriterier"
_FLAGG = "flagg.json"


def write_kandidat(
    mappe: Path, modeller: tuple[Setningsmodell, Saksmodell], kort: Mapping, katalog: Katalog, flaggmaal: Path | None = None
) -> Path:
    """Write models with their card into a folder of their own; it is there whole or not at all.

    Args:
        flaggmaal: the folder of models whose measured precision of the flags goes along.
    """
    mappe.mkdir(parents=True, exist_ok=True)
    arbeid = Path(mkdtemp(prefix=".ny-", dir=mappe))
    try:
        egen = arbeid / KRITERIER
        egen.mkdir()
        save_setningsmodell(modeller[0], egen)
        save_saksmodell(modeller[1], egen)
        if flaggmaal and (flaggmaal / _FLAGG).exists():
            copy2(flaggmaal / _FLAGG, egen / _FLAGG)
        write_kort(dict(kort) | {"filer": hash_filer(egen)}, egen, katalog)
        ferdig = mappe / fingerprint_modeller(egen)
        if not ferdig.exists():
            arbeid.rename(ferdig)
        return ferdig
    finally:
        rmtree(arbeid, ignore_errors=True)

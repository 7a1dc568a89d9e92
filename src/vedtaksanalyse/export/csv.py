"""One row per case for spreadsheets: semicolon, decimal comma and a byte order mark, as Norwegian Excel expects."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from vedtaksanalyse.export.tabell import Celle, name_sakskolonner, neutralise, saksrad
from vedtaksanalyse.export.utfil import open_utfil
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import Saksvurdering


def write_csv(vurderinger: Iterable[Saksvurdering], fil: Path | IO[str], katalog: Katalog, malform: str = "nb") -> int:
    """Write one row per case as they come, and return how many."""
    antall = 0
    with open_utfil(fil, "utf-8-sig") as ut:
        skriver = csv.writer(ut, delimiter=";", lineterminator="\r\n")
        skriver.writerow(map(_celle, name_sakskolonner(katalog, malform)))
        for vurdering in vurderinger:
            skriver.writerow(map(_celle, saksrad(vurdering, katalog, malform)))
            antall += 1
    return antall


def _celle(celle: Celle) -> Celle:
    return str(celle).replace(".", ",") if isinstance(celle, float) else neutralise(celle)

"""What became of each file: one of four outcomes, for every file, every night."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from vedtaksanalyse.sak import Lesestatus
from vedtaksanalyse.storage import Filrad

MAKS_FORSOK = 5
_FORSTE_VENTETID = timedelta(hours=1)
_I_ORDEN = frozenset({Lesestatus.LEST, Lesestatus.DUPLIKAT})


class Utfall(StrEnum):
    """The four outcomes. Only the last two are failures."""

    NY = "ny"
    UENDRET = "uendret"
    PROVES_IGJEN = "proves_igjen"
    TRENGER_MENNESKE = "trenger_menneske"


FEIL = (Utfall.PROVES_IGJEN, Utfall.TRENGER_MENNESKE)


def judge(ny: Filrad, kjent: Filrad | None, naa: datetime, *, rapportert: bool, forbigaende: bool) -> Filrad:
    """The file with its outcome, from its status now and where it stood before.

    Args:
        ny: the file as it was found, without outcome.
        kjent: the ledger's row from last time.
        rapportert: a report has told about that row.
        forbigaende: the status may be another next time, with the same bytes.
    """
    samme = kjent is not None and kjent.saksnokkel == ny.saksnokkel
    forsok = 0
    neste = None
    if forbigaende:
        # A try that ended otherwise, as when the worker was killed, is no try of this.
        forsok = (kjent.forsok if samme and kjent.status == ny.status else 0) + 1
        utfall = Utfall.PROVES_IGJEN if forsok < MAKS_FORSOK else Utfall.TRENGER_MENNESKE
        venter = ny.status == Lesestatus.VOKSER
        ventetid = timedelta(0) if venter else _FORSTE_VENTETID * 2 ** (forsok - 1)
        neste = naa + ventetid if forsok < MAKS_FORSOK else None
    elif ny.status not in _I_ORDEN:
        utfall = Utfall.TRENGER_MENNESKE
    elif ny.status == Lesestatus.DUPLIKAT or (rapportert and (kjent.sha256, kjent.status) == (ny.sha256, ny.status)):
        utfall = Utfall.UENDRET
    else:
        utfall = Utfall.NY
    return replace(ny, utfall=utfall, forsok=forsok, neste=neste)


def is_due(rad: Filrad, naa: datetime) -> bool:
    """True for a file whose next try may be made now."""
    return rad.utfall == Utfall.PROVES_IGJEN and (rad.neste is None or rad.neste <= naa)

"""What each flag is tonight: as people have decided, or, where the office has said so, as the rule of the flags' record says."""

from __future__ import annotations

from pathlib import Path

from vedtaksanalyse.assessment.modellfil import load_flaggmaal
from vedtaksanalyse.kriterier import find_levert, load_katalog
from vedtaksanalyse.logg import log_hendelse
from vedtaksanalyse.stikkprove.flaggbok import decide_selv
from vedtaksanalyse.storage import Lager


def find_flaggstand(lager: Lager, modeller: Path, *, selv: bool = False) -> dict[str, str]:
    """What was last decided about each flag. With ``selv`` every proposal is followed first, each a decision of its own."""
    if selv:
        katalog = load_katalog()
        gjort = decide_selv(lager, katalog, find_levert(katalog, load_flaggmaal(modeller / "kriterier")))
        log_hendelse("flagg_styrt", antall=len(gjort))
    return lager.flaggbok.load_tilstander()

"""A measure of the watch on drift as it may be shown: nights put together until nothing small can be found from them.

What is shown is the line the watch goes by, at the end of each period. Those who read the cases anyway see every night.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from vedtaksanalyse.nattkjoring.driftsvakt import Driftspunkt, Driftsstand
from vedtaksanalyse.stikkprove.sammenslaing import FAERREST, is_liten


@dataclass(frozen=True, slots=True)
class Driftsperiode:
    """Some nights after one another: the watch's line and limits at the end, and how many cases came."""

    fra: datetime
    til: datetime
    verdi: float
    lav: float
    hoy: float
    saker: int

    @property
    def ute(self) -> bool:
        """Whether it is outside the limits."""
        return not self.lav <= self.verdi <= self.hoy


def list_perioder(stand: Driftsstand, *, apen: bool) -> list[Driftsperiode]:
    """The periods after the baseline; none where the baseline itself holds a small group."""
    if not apen and not is_vist(stand):
        return []
    ut: list[Driftsperiode] = []
    egne: list[Driftspunkt] = []
    for punkt in stand.punkter:
        if stand.grunnlag_til is None or punkt.tid <= stand.grunnlag_til:
            continue
        egne.append(punkt)
        saker = sum(ett.maling.n for ett in egne)
        if punkt.verdi is not None and saker and (apen or _is_trygg(stand, saker, sum(ett.maling.sum for ett in egne))):
            ut.append(Driftsperiode(egne[0].tid, punkt.tid, punkt.verdi, punkt.lav, punkt.hoy, saker))
            egne = []
    return ut


def is_vist(stand: Driftsstand) -> bool:
    """Whether what is normal can be told to anybody who sees figures."""
    return stand.normalt is not None and _is_trygg(stand, stand.grunnlag, stand.normalt * stand.grunnlag)


def _is_trygg(stand: Driftsstand, saker: int, sum_: float) -> bool:
    antall = round(sum_)
    return saker >= FAERREST and not (stand.mal.andel and (is_liten(antall) or is_liten(saker - antall)))

"""What a draw says of its offices, point by point: the share not met among the cases where the point applies.

Two estimates stand beside each other: from the reviews alone, and from the reviews together with what the machine said of every case
in the frame when it was drawn. Both are about the whole frame, not the cases that were read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from vedtaksanalyse.sak import Rammesak, Skjemaverdi
from vedtaksanalyse.statistikk import Anslag, Utvalg, make_utvalg
from vedtaksanalyse.statistikk.ppi import Maskin, Ppi, estimate_ppi
from vedtaksanalyse.statistikk.vektet import estimate_vektet
from vedtaksanalyse.stikkprove.grunnlag import KJENTE, Provegrunnlag

Domene = Callable[[Rammesak], bool]
"""Which cases of the frame an estimate is about."""


@dataclass(frozen=True, slots=True)
class Punktanslag:
    """What a draw says about one point of the form.

    Of the ``lest`` cases that were used, the point applied in ``gjelder`` and was not met in ``brudd``; it did not apply in
    ``ikke_aktuelt``, and in ``mangler`` nobody could tell or nobody answered. ``maskin`` is the machine's own share over the
    frame, ``maskinhjulpet`` the estimate that corrects it by the reviews; None where it had nothing to say.
    ``utenfor`` are cases of the frame in strata where nothing was answered: the estimates are not about those.
    """

    punkt: str
    lest: int
    gjelder: int
    brudd: int
    ikke_aktuelt: int
    mangler: int
    utenfor: int
    stikkprove: Anslag
    maskinhjulpet: Anslag | None = None
    maskin: float | None = None
    spart: int = 0

    @property
    def beste(self) -> Anslag:
        """The estimate to show where there is room for one."""
        return self.maskinhjulpet or self.stikkprove


@dataclass(frozen=True, slots=True)
class Proveanslag:
    """What a draw says of its frame. ``brukt`` of the ``trukket`` cases are behind the estimates, of ``ferdige`` that are read.

    ``borte`` are drawn cases that are not there to be read any more, ``uavklarte`` points that two readers differ on,
    ``venter_andre`` second readings that are not finished; ``forelopig`` as long as any of it can change the figures.
    """

    stikkprove: int
    ramme: int
    trukket: int
    ferdige: int
    brukt: int
    borte: int
    uavklarte: int
    venter_andre: int
    forelopig: bool
    punkter: tuple[Punktanslag, ...]


def make_anslag(g: Provegrunnlag) -> Proveanslag:
    """Every figure of a draw, in the order of the form."""
    return Proveanslag(
        g.prove.id, len(g.ramme), len(g.trukket), g.ferdige, len(g.brukt), g.borte, g.uavklarte, g.venter_andre, g.forelopig,
        punkter=tuple(estimate_punkt(g, punkt) for punkt in g.skjema),
    )  # fmt: skip


def estimate_punkt(g: Provegrunnlag, punkt: str, domene: Domene | None = None) -> Punktanslag:
    """One point, in the whole frame or in some of its cases: those are estimated within the whole draw, as its weights stand."""
    svart = [i for i in g.brukt if g.verdier[g.ramme[i].sak_id].get(punkt, "") in KJENTE]
    del_ = g.load_del(frozenset(g.stratum(i) for i in svart))
    innenfor = np.array([domene is None or domene(ett) for ett in del_.ramme], bool)
    vurdert = [del_.plass[i] for i in svart]
    verdier = np.array([g.verdier[g.ramme[i].sak_id][punkt] for i in svart], dtype=object)
    utvalg = make_utvalg(del_.trekning, vurdert)
    egne = innenfor[vurdert]
    d = egne & (verdier != Skjemaverdi.IKKE_AKTUELT)
    y = d & np.isin(verdier, list(g.brudd))
    ppi, maskin = _help(del_.load_maskin(punkt), innenfor, utvalg, vurdert, y, d)
    uspurt = [i for i in g.brukt if i not in set(svart) and (domene is None or domene(g.ramme[i]))]
    utenfor = len(g.ramme) - len(del_.ramme) if domene is None else sum(map(domene, g.ramme)) - int(innenfor.sum())
    return Punktanslag(
        punkt, int(egne.sum()) + len(uspurt), int(d.sum()), int(y.sum()), int((egne & ~d).sum()), len(uspurt), utenfor,
        stikkprove=ppi.uten_maskin if ppi else estimate_vektet(y, utvalg, d),
        maskinhjulpet=ppi.anslag if ppi else None, maskin=maskin, spart=ppi.spart if ppi else 0,
    )  # fmt: skip


def _help(
    maskin: tuple[np.ndarray, np.ndarray] | None, innenfor: np.ndarray, utvalg: Utvalg, vurdert: list[int], y: np.ndarray, d: np.ndarray
) -> tuple[Ppi | None, float | None]:
    """The estimate with the machine's help, and the machine's own share."""
    if maskin is None or not innenfor.any():
        return None, None
    brudd, gjelder = (ett * innenfor for ett in maskin)
    egen = float(brudd.sum() / gjelder.sum()) if gjelder.sum() > 0 else None
    if not d.any():
        return None, egen
    return estimate_ppi(y, utvalg, Maskin(brudd[vurdert], gjelder[vurdert]), Maskin(brudd, gjelder), d), egen

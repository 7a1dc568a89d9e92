"""The watch on drift: every measure of every office held against what is normal there, and what to say of it.

A baseline is the first cases of a measure and stands until somebody says that something else is normal. What hangs on the models gets a new one
when program, catalogue or models change, and that is told: a warning that was open then stays open.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.nattkjoring.drift import Driftsmal, load_driftsregler
from vedtaksanalyse.sak import Driftstall, Innsyn, rank_navn
from vedtaksanalyse.statistikk.drift import Forlop, Maling, Regel, follow
from vedtaksanalyse.storage import NORMAL, Driftsnatt, Lager
from vedtaksanalyse.storage.drift import SKILLE

VENTER, NORMALT, VARSEL, STO_APENT = "venter", "normalt", "varsel", "sto_apent"
"""How a measure stands: too few cases for a baseline or since; inside; outside; was outside when program, catalogue or models changed."""


@dataclass(frozen=True, slots=True)
class Driftspunkt:
    """A measure after a night: the night's values, and the latest cases with their limits where there are enough."""

    tid: datetime
    maling: Maling
    verdi: float | None = None
    lav: float | None = None
    hoy: float | None = None

    @property
    def ute(self) -> bool:
        """Whether it is outside the limits."""
        return self.verdi is not None and not self.lav <= self.verdi <= self.hoy


@dataclass(frozen=True, slots=True)
class Driftsstand:
    """How a measure stands at an office. ``normalt`` is what its baseline says, of ``grunnlag`` cases that came up to ``grunnlag_til``.

    A warning has been open since ``siden``, the run ``kjoring``; what led there began about ``fra``. ``punkter`` are all nights that stand
    against this baseline, those it was made of first.
    """

    kontor: str
    mal: Driftsmal
    tilstand: str
    grunnlag: int
    normalt: float | None
    punkter: tuple[Driftspunkt, ...]
    grunnlag_til: datetime | None = None
    siden: datetime | None = None
    fra: datetime | None = None
    kjoring: int = 0

    @property
    def varsler(self) -> bool:
        """Whether there is something to look at."""
        return self.tilstand in (VARSEL, STO_APENT)

    @property
    def siste(self) -> Driftspunkt | None:
        """The last night with limits."""
        return next((ett for ett in reversed(self.punkter) if ett.verdi is not None), None)


@dataclass(frozen=True, slots=True)
class _Rad:
    kjoring: int
    natt: Driftsnatt
    maling: Maling


def load_drift(lager: Lager, kontorer: Collection[str] | None = None) -> list[Driftsstand]:
    """How every measure stands, by office; the limits are for all offices together, whichever are asked for."""
    return [ett for ett in judge_drift(lager.drift.load_driftstall(), lager.drift.load_netter()) if kontorer is None or ett.kontor in kontorer]


def judge_drift(alle: Sequence[Driftstall], netter: Mapping[int, Driftsnatt]) -> list[Driftsstand]:
    """How every measure stands from the numbers of all nights."""
    regler = load_driftsregler()
    normale, rader = _collect(alle, netter)
    folges = sum(sum(rad.maling.n for rad in egne) >= regler.grunnlag for egne in rader.values())
    regel = Regel(regler.falske / max(folges, 1), regler.grunnlag, regler.minne, regler.minst)
    rekke = {mal: nr for nr, mal in enumerate(regler.mal)}
    nokler = sorted(rader, key=lambda nokkel: (rank_navn(nokkel[0]), rekke[nokkel[1]]))
    return [_judge(kontor, regler.mal[mal], rader[kontor, mal], normale.get((kontor, mal), 0), regel) for kontor, mal in nokler]


def _collect(
    alle: Sequence[Driftstall], netter: Mapping[int, Driftsnatt]
) -> tuple[dict[tuple[str, str], int], dict[tuple[str, str], list[_Rad]]]:
    """The run each baseline begins with where somebody said so, and the nights of each measure, the oldest first."""
    malene = load_driftsregler().mal
    normale: dict[tuple[str, str], int] = {}
    rader: dict[tuple[str, str], list[_Rad]] = {}
    for (kjoring, kontor), egne in groupby(alle, key=lambda ett: (ett.kjoring, ett.kontor)):
        deler: dict[str, dict[int, Driftstall]] = {}
        for ett in egne:
            navn, _, del_ = ett.mal.partition(SKILLE)
            if navn.startswith(NORMAL):
                normale[kontor, navn.removeprefix(NORMAL)] = kjoring
            elif navn in malene:
                deler.setdefault(navn, {})[int(del_ or 0)] = ett
        for navn, tallene in deler.items():
            forste = next(iter(tallene.values()))
            antall = malene[navn].deler
            fordeling = tuple(int(tallene[nr].sum) if nr in tallene else 0 for nr in range(antall))
            maling = Maling(sum(fordeling) if antall else forste.n, forste.sum, forste.kvadratsum, fordeling)
            rader.setdefault((kontor, navn), []).append(_Rad(kjoring, netter[kjoring], maling))
    return normale, rader


def _judge(kontor: str, mal: Driftsmal, rader: Sequence[_Rad], fra_kjoring: int, regel: Regel) -> Driftsstand:
    egne = [rad for rad in rader if rad.kjoring >= fra_kjoring]
    utgaver = [list(like) for _, like in groupby(egne, key=lambda rad: rad.natt.utgave if mal.skar else "")] or [[]]
    apent: tuple[_Rad, _Rad] | None = None
    for utgave in utgaver:
        forlop = follow([rad.maling for rad in utgave], regel)
        if utgave is not utgaver[-1] and apent is None and forlop.siden is not None:
            apent = utgave[forlop.siden], utgave[forlop.fra]
    utgave, tilstand = utgaver[-1], _name_tilstand(forlop)
    if forlop.siden is not None and apent is None:
        apent = utgave[forlop.siden], utgave[forlop.fra]
    elif apent is not None and forlop.siden is None:
        tilstand = STO_APENT
    siden, fra = apent or (None, None)
    return Driftsstand(
        kontor, mal, tilstand, forlop.antall, forlop.grunnlag and forlop.grunnlag.snitt, tuple(_list_punkter(utgave, forlop)),
        utgave[forlop.netter - 1].natt.startet if forlop.grunnlag else None,
        siden and siden.natt.startet, fra and fra.natt.startet, siden.kjoring if siden else 0,
    )  # fmt: skip


def _name_tilstand(forlop: Forlop) -> str:
    if forlop.siden is not None:
        return VARSEL
    return NORMALT if any(forlop.steg) else VENTER


def _list_punkter(rader: Sequence[_Rad], forlop: Forlop):
    for nr, rad in enumerate(rader):
        steg = forlop.steg[nr - forlop.netter] if nr >= forlop.netter and forlop.steg else None
        yield Driftspunkt(rad.natt.startet, rad.maling, *((steg.verdi, steg.lav, steg.hoy) if steg else ()))


def set_normal(lager: Lager, kontor: str, malene: Collection[str], hvem: str) -> list[Driftsstand]:
    """Let what measures that warn show now be what is normal: these, or all at the office where none are named.

    Their baseline begins with the night of the warning. Who said so stands in the log of looks.

    Raises:
        Bruksfeil: none of them warns.
    """
    gjelder = [ett for ett in load_drift(lager, [kontor]) if ett.varsler and (not malene or ett.mal.id in malene)]
    if not gjelder:
        raise Bruksfeil("drift_uten_varsel")
    for ett in gjelder:
        lager.innsyn.add(Innsyn(hvem, "drift_normal", kontor=kontor, gjelder=ett.mal.id, vei="direkte"))
    lager.drift.mark_normal((ett.kjoring, kontor, ett.mal.id) for ett in gjelder)
    return gjelder
